"""Rows that put into other words, or into a row of another build, what a sheet words in a row of its own."""

from __future__ import annotations

from shugu.evaluate.measures import Agreement, compare_times
from shugu.evaluate.parts import Parts, parts_of
from shugu.evaluate.rows import Row
from shugu.evaluate.wording import at_one_place, common_share, held_share, holds_wording, is_worded, says_same
from shugu.evaluate.words import in_list, names_agree, stems
from shugu.model.fact import Basis

__all__ = ["aims", "bases_agree", "tells_inside", "tells_wording", "turned_alike", "worded_alike"]

_NAMED = 0.6  # names_agree at which two names may be one thing's
_HALF = 0.5
_SOFT = ({"actual", "estimate"}, {"forecast", "target"})


def bases_agree(found: Row, reviewed: Row) -> bool:
    """True where the bases do not contradict: actual and estimate go together, forecast and target go together."""
    return found.basis == reviewed.basis or any({found.basis, reviewed.basis} <= group for group in _SOFT)


def aims(row: Row) -> bool:
    """True for a row whose predicate says itself that something is meant: aims at, aims to."""
    return row.value is None and bool(parts_of(row).plain & {"aim", "goal", "purpose"})


def worded_alike(found: Row, reviewed: Row) -> bool:
    """True where the reviewed row is a wording of a sentence that the found one puts into other words."""
    mine, theirs = parts_of(found), parts_of(reviewed)
    worded = is_worded(theirs.action) and at_one_place(found, reviewed)
    return worded and says_same(_wording(mine, found), _wording(theirs, reviewed))


def turned_alike(found: Row, reviewed: Row) -> bool:
    """True for `changes | brought by | Lindow` where the sheet words what Lindow does: it "brought changes"."""
    mine, theirs = parts_of(found), parts_of(reviewed)
    if not mine.passive or names_agree(found.object, theirs.subject) < _NAMED or not at_one_place(found, reviewed):
        return False
    return is_worded(theirs.action) and says_same(mine.thing | mine.action, _wording(theirs, reviewed))


def tells_inside(found: Row, reviewed: Row) -> bool:
    """True where a plan is told of the thing itself: "the mill will open", where Lindow plans "a mill that opens"."""
    mine, theirs = parts_of(found), parts_of(reviewed)
    if {found.basis, reviewed.basis} != {Basis.TARGET.value} or not at_one_place(found, reviewed):
        return False
    wording = _wording(theirs, reviewed)
    about = len(mine.thing) > 1 and held_share(wording, mine.thing) >= _HALF
    whole = mine.thing | _wording(mine, found)
    return is_worded(theirs.action) and about and common_share(whole, wording) >= _HALF


def tells_wording(found: Row, reviewed: Row) -> bool:
    """True where a found wording holds, with others, what the reviewed row says of the same thing in that sentence.

    Who writes "has clean air, good soil and quiet nights" in one row says what a sheet may say in three.
    """
    if found.value is not None or reviewed.value is not None or "claim" in (found.kind, reviewed.kind):
        return False
    mine, theirs = parts_of(found), parts_of(reviewed)
    if not (is_worded(theirs.action) and at_one_place(found, reviewed)):
        return False
    bases = bases_agree(found, reviewed) or (aims(found) and aims(reviewed))
    timed = compare_times(found.time, reviewed.time) != Agreement.DIFFERENT
    same = names_agree(mine.subject, theirs.subject) >= _NAMED
    return bases and timed and same and holds_wording(_wording(mine, found), _wording(theirs, reviewed))


def _wording(parts: Parts, row: Row) -> frozenset[str]:
    """What a row says of its subject in words, whether in the predicate or in the object."""
    words = parts.plain | stems(row.object)
    said = frozenset(w for w in words if not (in_list(w, "worded") or in_list(w, "posts") or in_list(w, "function")))
    return said - parts.thing or said
