"""Who does what to whom: subject and object that stand in each other's place."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from shugu.guard.cues import words
from shugu.guard.names import Named, fold
from shugu.guard.statement import Statement

__all__ = ["find_swap"]

_BY = re.compile(r"\w(?:By|In|Of|To)$")
_DONE_BY = re.compile(r"\wBy$")
_INSIDE = words("inside property")
_PASSIVE = re.compile(r"\w(?:ed|en|ilt|und|ade|eld|led) (?:\w+ )?by\b")
# What never acts, belongs or is made: it can be the object of these properties only.
_PASSIVE_CLASSES = frozenset({"Title", "Topic", "Post"})
_NEVER_DOES = words("acting property")
_ACTED_UPON = frozenset({"Programme", "Project", "Platform", "Policy", "Plan", "Strategy", "Fund", "Alliance", "Zone"})
_NO_ACTOR = words("property without actor as value")
_ORDERED = words("ordered property")


@cache
def _levels() -> dict[str, int]:
    text = resources.files("shugu.guard.data").joinpath("levels.tsv").read_text("utf-8")
    lines = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {name: int(level) for name, level in lines}


def find_swap(row: Statement) -> str | None:
    """Why subject and object seem to stand in each other's place; None where they do not."""
    if row.object is None:
        return None
    subject, target, name = row.subject, row.object, row.predicate
    swapped = (
        (_BY.search(name) and not _holds(subject, target) and _holds(target, subject))
        or (name in _ORDERED and name != "supports" and _holds(subject, target) and not _holds(target, subject))
        or (name in _INSIDE and _lies_higher(subject, target))
        or (name in _NEVER_DOES and subject.type in _PASSIVE_CLASSES and target.type not in _PASSIVE_CLASSES)
        or (name in _NO_ACTOR and subject.type in _ACTED_UPON and "Place" in target.ancestors)
        or (name == "partOfEvent" and subject.type == "Conference" and target.type != "Conference")
        or _wrong_order(row)
    )
    return f"subject and object of {name} stand in each other's place in the evidence" if swapped else None


def _lies_higher(subject: Named, target: Named) -> bool:
    """Whether a place would lie in a smaller one: a country in a city."""
    low, high = _levels().get(subject.type), _levels().get(target.type)
    return low is not None and high is not None and low > high and not _holds(subject, target)


def _holds(outer: Named, inner: Named) -> bool:
    """Whether a name of the one is part of the main name of the other: `Big Data Bureau of Lindow` holds `Lindow`."""
    if not inner.proper:
        return False
    whole = f" {' '.join(fold(outer.names[0]).split())} "
    return any(f" {' '.join(fold(name).split())} " in whole for name in inner.names if name.isascii())


def _wrong_order(row: Statement) -> bool:
    """Whether the agent, as the property has it, stands where the sentence has what is acted upon."""
    assert row.object is not None
    if not (_DONE_BY.search(row.predicate) or row.predicate in _ORDERED):
        return False
    sentence = " ".join(fold(row.evidence[0]).split())
    subject, target = _place(row.subject, sentence), _place(row.object, sentence)
    if subject is None or target is None or (subject[0] < target[1] and target[0] < subject[1]):
        return False
    gap = sentence[min(subject[1], target[1]) : max(subject[0], target[0])]
    passive = _PASSIVE.search(gap[-40:]) is not None
    agent_first = not passive
    subject_first = subject[0] < target[0]
    subject_acts = not _DONE_BY.search(row.predicate)
    return (subject_first == agent_first) != subject_acts


def _place(named: Named, sentence: str) -> tuple[int, int] | None:
    for name in named.names:
        plain = " ".join(fold(name).split())
        place = sentence.find(plain) if plain else -1
        if place >= 0:
            return place, place + len(plain)
    return None
