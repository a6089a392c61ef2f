"""A finding: something a check saw that a person should look at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Finding", "Severity"]


class Severity(StrEnum):
    """How much a finding weighs: a violation makes a command end with 1, a note does not."""

    VIOLATION = "violation"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One result of one check: which check, about what, and the reason in words."""

    check: str
    about: str
    message: str
    severity: Severity = Severity.VIOLATION

    def __str__(self) -> str:
        return f"{self.check}: {self.about}: {self.message}"
