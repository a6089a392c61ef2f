"""The word lists of the guards: wordings of moods and bounds, and properties of one kind, from `data/cues.tsv`."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

__all__ = ["alternatives", "cue_pattern", "words"]


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    text = resources.files("shugu.guard.data").joinpath("cues.tsv").read_text("utf-8")
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, wording = line.split("\t")
            found.setdefault(name, []).append(wording)
    return {name: tuple(wordings) for name, wordings in found.items()}


def words(name: str) -> frozenset[str]:
    """The entries of a list."""
    return frozenset(_lists()[name])


def alternatives(name: str) -> str:
    """The entries of a list as one regular expression, in their order."""
    return "|".join(_lists()[name])


def cue_pattern(name: str, *, ignore_case: bool) -> re.Pattern[str]:
    """What finds the wordings of a list as whole words."""
    return re.compile(rf"\b(?:{alternatives(name)})\b", re.IGNORECASE if ignore_case else 0)
