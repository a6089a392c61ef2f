"""Rows whose object is a wording: what a reviewer says in words of his own of something that a sentence states.

Two people seldom word a description, a plan or the gist of a claim alike. Where both rows point at the same
sentence and speak of the same thing (or give the same speaker), fewer common words tell that they mean the same.
Rows without a place in the document are compared by their words alone.
"""

from __future__ import annotations

from shugu.evaluate.rows import Row
from shugu.evaluate.words import in_list, related, stems

__all__ = ["at_one_place", "common_share", "held_share", "holds_apart", "holds_wording", "is_worded", "says_same"]

_THIRD = 0.32  # of the words of either
_MANY = 0.65  # of the words of the shorter
_FEW = 2  # words of a wording that says enough to be found within another
_MOST_TOLD = 4  # times as many words as the other: a row beyond that echoes its sentence


def at_one_place(one: Row, other: Row) -> bool:
    """True where both rows name where they stand in the document, and the two places overlap."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    return one.document == other.document and one.start < other.end and other.start < one.end


def is_worded(action: frozenset[str]) -> bool:
    """True for predicates that say only what sort of wording the object is: describes, aims at, has the effect."""
    return bool(action) and all(in_list(word, "worded") or in_list(word, "posts") for word in action)


def _shared(one: frozenset[str], other: frozenset[str]) -> int:
    """How many words of `other` stand in `one`, be it as synonyms."""
    return sum(1 for word in other if word in one or related({word}, one))


def common_share(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of common words, synonyms counted, in the larger of two sets; 0 where one is empty."""
    if not one or not other:
        return 0.0
    return min(_shared(one, other), _shared(other, one)) / max(len(one), len(other))


def held_share(whole: frozenset[str], part: frozenset[str]) -> float:
    """The share of the words of `part` that `whole` holds; 0 where `whole` is so long that it only echoes."""
    if not part or len(whole) > _MOST_TOLD * len(part):
        return 0.0
    return _shared(whole, part) / len(part)


def says_same(one: frozenset[str], other: frozenset[str]) -> bool:
    """True where two wordings for one sentence say the same, or one says what the other says and more besides."""
    if common_share(one, other) >= _THIRD:
        return True
    less, more = sorted((one, other), key=len)
    return holds_wording(more, less)


def holds_wording(whole: frozenset[str], part: frozenset[str]) -> bool:
    """True where `whole` says what `part` says, and more besides, but is no echo of the sentence."""
    return len(part) >= _FEW and held_share(whole, part) >= _MANY


def holds_apart(found: Row, reviewed: Row, *, least: float) -> bool:
    """True where a found claim also holds another thing that the same speaker is recorded as saying there."""
    if found.kind != "claim" or reviewed.speaker is None or reviewed.value is not None or reviewed.object is None:
        return False
    part = stems(reviewed.object)
    return at_one_place(found, reviewed) and held_share(stems(found.object) | stems(found.subject), part) >= least
