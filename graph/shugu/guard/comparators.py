"""Comparators in words: how the wording around a number bounds it."""

from __future__ import annotations

import re

from shugu.guard.cues import alternatives

__all__ = ["allows_comparator", "comparators_of"]

_BOUNDS = (("at most", "<= <"), ("at least", ">= >"), ("more", ">"), ("less", "<"), ("about", "~"))
_PATTERNS = tuple(
    (re.compile(rf"(?<![\w])(?:{alternatives(name)})(?:\s|$)", re.IGNORECASE), marks) for name, marks in _BOUNDS
)
_AFTER_LEAST = re.compile(
    r"\s*(?:\+|plus\b|(?:\w+\s+){0,3}(?:or (?:more|above|higher|over)|and (?:above|over|more|upwards?)|at least)\b)",
    re.IGNORECASE,
)
_AFTER_MOST = re.compile(
    r"\s*(?:\w+\s+){0,3}(?:or (?:less|fewer|below|under)|at most|and (?:below|under))\b", re.IGNORECASE
)
_AFTER_ABOUT = re.compile(r"\s*(?:\w+\s+){0,2}(?:or so|or thereabouts)\b", re.IGNORECASE)
_JUST = re.compile(r"\bjust (over|under)\b|\ba little (over|under)\b|\bnearly\b|\balmost\b", re.IGNORECASE)
# Words that bound to some writers and say nothing to others: an estimated cost, some 40 firms, over five years.
_LOOSE = re.compile(r"\b(?:estimated|some|Over|Within)\b")
# What a share is more or less than: it tells the difference, and bounds no number.
_DIFFERENCE = re.compile(
    r"^\W*(?:per\s?cent|percentage points|points)?\s*(?:more|less|higher|lower|fewer|greater) than the\b", re.IGNORECASE
)
# Over what something holds: authority over the firm's 58 plants, over a period of ten years.
_GOVERNS = re.compile(r"\b(?:over|under|above|below)\s+(?:the|its|their|a|an|his|her)\s", re.IGNORECASE)
_WINDOW = 45
_ASIDE = re.compile(r"\b(?:year|month|quarter|week)[\s-](?:on|over)[\s-](?:year|month|quarter|week)\b", re.IGNORECASE)


def comparators_of(before: str, after: str) -> frozenset[str]:
    """The comparators that the words before a number (back to the number before it) and after it allow.

    Empty where no wording bounds it: then the number is meant as it stands.
    """
    plain = _GOVERNS.sub(" ", _DIFFERENCE.sub(" ", _ASIDE.sub(" ", before)[-_WINDOW:]))
    window = re.split(r"(?<!\bca)(?<!\bc)(?<!\bapprox)[;:.,](?=\s)|\b(?:and|which|that|while)\b", plain)[-1]
    found: set[str] = set()
    taken = window
    for pattern, marks in _PATTERNS:
        if pattern.search(taken + " "):
            found.update(marks.split())
            taken = pattern.sub(" ", taken + " ")
    just = _JUST.search(window)
    if just:
        found.add(">" if "over" in just.group().lower() else "<")
    if _LOOSE.search(window):
        found.add("=")
    if _AFTER_LEAST.match(after):
        found.update({">=", ">"})
    if _AFTER_MOST.match(after):
        found.update({"<=", "<"})
    if _AFTER_ABOUT.match(after):
        found.add("~")
    return frozenset(found)


def allows_comparator(stated: frozenset[str], wanted: str | None) -> bool:
    """Whether a row's comparator (None as `=`) is one that the wording allows."""
    wanted = wanted or "="
    return wanted in stated if stated else wanted == "="
