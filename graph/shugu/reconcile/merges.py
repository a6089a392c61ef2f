"""`merges.tsv`: which things are one and which are not, as people decided; applied at load, never to a sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from shugu.errors import LocatedError, Problem
from shugu.model.entity import Entity, fold_name
from shugu.model.fact import Fact
from shugu.model.table import format_table, read_table
from shugu.model.vocabulary import Vocabulary
from shugu.reconcile.proposals import kind_of

__all__ = ["COLUMNS", "Merge", "MergeDecision", "find_kept", "format_merges", "merge_entities", "read_merges", "rename"]

COLUMNS = ("decision", "one", "other", "score", "why", "decided by", "decided on")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class MergeDecision(StrEnum):
    """What a person said of two things; a pair without a decision is open."""

    SAME = "same"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """One row of `merges.tsv`: two ids of entities, how near their names are and why, and the decision."""

    one: str
    other: str
    score: str = ""
    why: str = ""
    decision: MergeDecision | None = None
    decided_by: str | None = None
    decided_on: str | None = None
    line: int = 0


def read_merges(path: Path) -> tuple[Merge, ...]:
    """The decisions in the order of the file; empty where there is no file.

    Raises LocatedError with every fault: an unknown word, a pair of one thing with itself.
    """
    if not path.is_file():
        return ()
    table = read_table(path, required=COLUMNS[:3], optional=COLUMNS[3:])
    problems: list[Problem] = []
    merges: list[Merge] = []
    for row in table.rows:
        decision, one, other, score, why, by, on = (cell.strip() for cell in row.cells)
        faults = []
        if any(_CONTROL.search(cell) for cell in row.cells):
            faults.append(("why", "a cell holds a control character"))
        if decision and decision not in set(MergeDecision):
            faults.append(("decision", f"{decision[:40]!r} is none of {', '.join(MergeDecision)}"))
        if not one or not other:
            faults.append(("one" if not one else "other", "the cell is empty; it names an entity"))
        elif one == other:
            faults.append(("other", f"{one} stands on both sides"))
        problems.extend(Problem(path, reason, line=row.line, column=column) for column, reason in faults)
        if not faults:
            word = MergeDecision(decision) if decision else None
            merge = Merge(one=one, other=other, score=score, why=why, decision=word, line=row.line)
            merges.append(replace(merge, decided_by=by or None, decided_on=on or None))
    if problems:
        raise LocatedError(problems)
    return tuple(merges)


def format_merges(merges: Iterable[Merge]) -> str:
    """The decisions, sorted by their two ids, as the text of `merges.tsv`."""
    rows = sorted(merges, key=lambda merge: (merge.one, merge.other))
    return format_table(
        COLUMNS,
        ((m.decision or "", m.one, m.other, m.score, m.why, m.decided_by or "", m.decided_on or "") for m in rows),
    )


def find_kept(
    path: Path,
    merges: Sequence[Merge],
    entities: Mapping[str, Entity],
    vocabulary: Vocabulary,
    *,
    own: Iterable[str],
) -> dict[str, str]:
    """The id that is kept for each id that is merged into another.

    Of things that are one, the user's `own` is kept, else the first id by the alphabet. A decision
    on what the collection no longer speaks of rests. Raises LocatedError, with the line, for
    decisions that contradict each other, for things of two kinds, such as a place and a person, and
    for things that must not be merged by their names.
    """
    groups = _Groups()
    same = [m for m in merges if m.decision is MergeDecision.SAME and {m.one, m.other} <= entities.keys()]
    for merge in same:
        groups.join(merge)
    problems = [*_contradictions(path, merges, groups), *_forbidden(path, groups, entities)]
    for merge in same:
        types = entities[merge.one].type, entities[merge.other].type
        if kind_of(types[0], vocabulary) != kind_of(types[1], vocabulary):
            reason = f"{merge.one} is a {types[0]} and {merge.other} is a {types[1]}; things of two kinds are not one"
            problems.append(Problem(path, reason, line=merge.line, column="decision"))
    if problems:
        raise LocatedError(problems)
    preferred = frozenset(own)
    kept: dict[str, str] = {}
    for members in groups.members():
        first = min(members, key=lambda name: (name not in preferred, name))
        kept.update({name: first for name in members if name != first})
    return kept


class _Groups:
    """Sets of ids that decisions make one, with the lines that did it."""

    def __init__(self) -> None:
        self._of: dict[str, set[str]] = {}
        self._lines: dict[str, list[tuple[int, str]]] = {}

    def join(self, merge: Merge) -> None:
        members = self._of.get(merge.one, {merge.one}) | self._of.get(merge.other, {merge.other})
        for name in members:
            self._of[name] = members
        self._lines.setdefault(merge.one, []).append((merge.line, merge.one))

    def members(self) -> Iterator[set[str]]:
        seen: set[str] = set()
        for name, members in self._of.items():
            if name not in seen:
                seen |= members
                yield members

    def together(self, one: str, other: str) -> bool:
        return other in self._of.get(one, ())

    def lines(self, name: str) -> list[int]:
        """The lines that make the group of `name` one."""
        return sorted(line for member in self._of.get(name, ()) for line, _ in self._lines.get(member, ()))


def _contradictions(path: Path, merges: Iterable[Merge], groups: _Groups) -> Iterator[Problem]:
    for merge in merges:
        if merge.decision is MergeDecision.DIFFERENT and groups.together(merge.one, merge.other):
            others = ", ".join(map(str, groups.lines(merge.one)))
            reason = f"{merge.one} and {merge.other} are different here, and the same by line {others}"
            yield Problem(path, reason, line=merge.line, column="decision")


def _forbidden(path: Path, groups: _Groups, entities: Mapping[str, Entity]) -> Iterator[Problem]:
    for members in groups.members():
        owners = {fold_name(name): id_ for id_ in sorted(members) for name in entities[id_].names}
        for id_ in sorted(members):
            for name in entities[id_].distinct:
                other = owners.get(fold_name(name))
                if other is not None and other != id_:
                    reason = f"{id_} must not be merged with {name!r}, which is a name of {other}"
                    yield Problem(path, reason, line=groups.lines(id_)[0], column="decision")


def merge_entities(entities: Mapping[str, Entity], kept: Mapping[str, str]) -> dict[str, Entity]:
    """The entities with each merged one gone and its names, as aliases, with the one that is kept."""
    merged = {id_: entity for id_, entity in entities.items() if id_ not in kept}
    for id_ in sorted(kept):
        other, target = entities[id_], merged[kept[id_]]
        known = {fold_name(name) for name in target.names}
        fresh = [name for name in other.names if fold_name(name) not in known]
        merged[target.id] = replace(
            target,
            aliases=(*target.aliases, *dict.fromkeys(fresh)),
            distinct=tuple(dict.fromkeys((*target.distinct, *other.distinct))),
            geonames=target.geonames or other.geonames,
            wikidata=target.wikidata or other.wikidata,
            iso3166=target.iso3166 or other.iso3166,
        )
    return merged


def rename(fact: Fact, kept: Mapping[str, str]) -> Fact:
    """The row with the kept id in place of each merged one; the row itself where it names none."""
    names = (fact.subject, fact.object, fact.place, fact.speaker)
    if not any(name in kept for name in names if name):
        return fact
    subject, object_, place, speaker = (name and kept.get(name, name) for name in names)
    return replace(fact, subject=subject or fact.subject, object=object_, place=place, speaker=speaker)
