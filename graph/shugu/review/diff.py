"""What changed between two versions of a document's rows: added, gone, and changed in one of their values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shugu.model.fact import Fact, content_of

__all__ = ["FactDiff", "diff_facts"]


@dataclass(frozen=True, slots=True)
class FactDiff:
    """Rows that only the new version has, rows that only the old one has, and pairs (old, new) that differ."""

    added: tuple[Fact, ...]
    gone: tuple[Fact, ...]
    changed: tuple[tuple[Fact, Fact], ...]


def diff_facts(old: Sequence[Fact], new: Sequence[Fact]) -> FactDiff:
    """The difference, each part in the order of its rows.

    Rows that say the same are the same wherever they stand. Of the rest, one old and one new row
    that agree in subject, property and all but the value, or all but the time, are one that changed;
    failing that, one of each about the same subject and property. Where several could be meant, all
    are added and gone.
    """
    left, fresh = _without_equal(old, new)
    changed: list[tuple[Fact, Fact]] = []
    for key in (_but_value, _but_time, _about):
        pairs = _one_to_one(left, fresh, key)
        changed += pairs
        before, now = {id(a) for a, _ in pairs}, {id(b) for _, b in pairs}
        left = [fact for fact in left if id(fact) not in before]
        fresh = [fact for fact in fresh if id(fact) not in now]
    order = {id(fact): place for place, fact in enumerate(new)}
    return FactDiff(tuple(fresh), tuple(left), tuple(sorted(changed, key=lambda pair: order[id(pair[1])])))


def _without_equal(old: Sequence[Fact], new: Sequence[Fact]) -> tuple[list[Fact], list[Fact]]:
    waiting: dict[object, list[Fact]] = defaultdict(list)
    for fact in old:
        waiting[content_of(fact)].append(fact)
    fresh = []
    for fact in new:
        equal = waiting[content_of(fact)]
        if equal:
            equal.pop(0)
        else:
            fresh.append(fact)
    rest = {id(fact) for facts in waiting.values() for fact in facts}
    return [fact for fact in old if id(fact) in rest], fresh


def _one_to_one(old: Sequence[Fact], new: Sequence[Fact], key: Callable[[Fact], object]) -> list[tuple[Fact, Fact]]:
    """Pairs under a key that one old and one new row alone have."""
    groups: dict[object, tuple[list[Fact], list[Fact]]] = defaultdict(lambda: ([], []))
    for side, facts in enumerate((old, new)):
        for fact in facts:
            groups[key(fact)][side].append(fact)
    return [(before[0], now[0]) for before, now in groups.values() if len(before) == len(now) == 1]


def _but_value(fact: Fact) -> object:
    time = fact.time and fact.time.text
    return fact.subject, fact.property, time, fact.place, fact.basis, fact.speaker, fact.scope, fact.unit


def _but_time(fact: Fact) -> object:
    value = (fact.object, fact.number, fact.text, fact.unit)
    return fact.subject, fact.property, value, fact.place, fact.speaker, fact.scope


def _about(fact: Fact) -> object:
    return fact.subject, fact.property, fact.scope
