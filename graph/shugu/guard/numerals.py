"""Words for numbers, scales, parts and months, from `data/numerals.tsv`."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from importlib import resources

__all__ = ["numerals", "spans"]


def _lines() -> Iterator[list[str]]:
    text = resources.files("shugu.guard.data").joinpath("numerals.tsv").read_text("utf-8")
    return (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))


@cache
def numerals(kind: str) -> dict[str, Fraction]:
    """The words of a kind (one, ten, ordinal, scale, part, times, plural, month, article) with what they stand for."""
    return {word: Fraction(value) for found, word, value in _lines() if found == kind}


@cache
def spans() -> dict[str, tuple[int, str]]:
    """Words for stretches of time (decade) with their length and its unit."""
    found = ((word, value.split()) for kind, word, value in _lines() if kind == "span")
    return {word: (int(length), unit) for word, (length, unit) in found}
