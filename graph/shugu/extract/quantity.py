"""A quantity as a sentence states it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from shugu.model.fact import Comparator
from shugu.model.quantity import format_number

__all__ = ["Quantity"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at `start`..`end` of a sentence, comparator and unit included.

    `unit` is None for a bare number, which counts the things named after it. `number_start` is
    where the number itself begins. `stated` is its wording. `counted` is the noun joined to it by a hyphen.
    """

    start: int
    end: int
    number_start: int
    number: Decimal
    unit: str | None
    comparator: Comparator
    stated: str
    counted: str | None = None

    @property
    def derivation(self) -> str:
        """How the value follows from the wording."""
        return f"{self.stated} -> {format_number(self.number)} {self.unit or 'count'}"
