"""Decisions on pairs of entities, one at a time: written to `merges.tsv` at once, undone to the byte."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from shugu.errors import LocatedError
from shugu.model.entity import Entity
from shugu.model.vocabulary import Vocabulary
from shugu.reconcile.merges import Merge, MergeDecision, find_kept, format_merges, read_merges
from shugu.reconcile.pairs import Pair

__all__ = ["MergesChanged", "PairDesk", "PairSession"]


class MergesChanged(Exception):  # noqa: N818 - news for the person, no failure
    """`merges.tsv` is not the one that was read: someone else wrote it. It was read again."""


@dataclass(frozen=True, slots=True)
class PairDesk:
    """What a reviewer of pairs works with: who, what day, the entities, and how a file is written or removed.

    `entities` are all before any merge, `own` the ids of the user's own. `check` gives the reasons
    why rows would no longer fit if these ids were merged; `write` with None removes the file; `hold`
    is a block in which no other command changes the collection.
    """

    by: str
    today: Callable[[], str]
    entities: Mapping[str, Entity]
    own: frozenset[str]
    vocabulary: Vocabulary
    check: Callable[[Mapping[str, str]], Sequence[str]]
    write: Callable[[Path, bytes | None], None]
    hold: Callable[[], AbstractContextManager[None]]


class PairSession:
    """Goes through pairs that nobody has decided on, the likeliest first."""

    def __init__(self, path: Path, pairs: Iterable[Pair], desk: PairDesk) -> None:
        self._path = path
        self._pairs = list(pairs)
        self._desk = desk
        self._skipped: set[tuple[str, str]] = set()
        self._done: list[tuple[bytes | None, bytes]] = []
        self._data = self._read()
        self._merges = read_merges(path)

    def _read(self) -> bytes | None:
        return self._path.read_bytes() if self._path.is_file() else None

    def open_pairs(self) -> list[Pair]:
        """The pairs that are neither decided, nor settled by other decisions, nor skipped."""
        decided = {frozenset((merge.one, merge.other)) for merge in self._merges if merge.decision}
        kept = self._kept(self._merges)
        return [
            pair
            for pair in self._pairs
            if frozenset((pair.one, pair.other)) not in decided
            and (pair.one, pair.other) not in self._skipped
            and kept.get(pair.one, pair.one) != kept.get(pair.other, pair.other)
        ]

    def current(self) -> Pair | None:
        """The pair to decide on; None where none is left."""
        return next(iter(self.open_pairs()), None)

    def describe(self, id_: str) -> tuple[str, ...]:
        """What is known of one thing of a pair, a line each: label, type, further names, id, whose it is."""
        entity = self.entity(id_)
        names = [name for name in entity.names if name != entity.label]
        lines = [entity.label, entity.type, *([f"also: {'; '.join(names)}"] if names else []), entity.id]
        return (*lines, "in entities.tsv" if self.is_own(id_) else "proposed")

    def entity(self, id_: str) -> Entity:
        """One thing of a pair, as it is before any merge."""
        return self._desk.entities[id_]

    def is_own(self, id_: str) -> bool:
        """Whether it stands in the user's own list of entities, and was not proposed."""
        return id_ in self._desk.own

    def merged(self) -> dict[str, Entity]:
        """What each merged id stands for now."""
        return {id_: self._desk.entities[kept] for id_, kept in self._kept(self._merges).items()}

    def decide(self, decision: MergeDecision) -> list[str]:
        """Nothing, after the decision is written; else the reasons why it cannot be, and nothing is written.

        Raises MergesChanged where the file was changed by someone else.
        """
        pair = self.current()
        if pair is None:
            return []
        with self._desk.hold():
            return self._decide(pair, decision)

    def _decide(self, pair: Pair, decision: MergeDecision) -> list[str]:
        if self._read() != self._data:
            self._reload()
            raise MergesChanged(f"{self._path} was changed by someone else and has been read again; decide once more")
        merge = Merge(
            one=pair.one,
            other=pair.other,
            score=f"{pair.score:.2f}",
            why="; ".join(pair.why),
            decision=decision,
            decided_by=self._desk.by,
            decided_on=self._desk.today(),
        )
        merges = (*(m for m in self._merges if {m.one, m.other} != {pair.one, pair.other}), merge)
        try:
            reasons = list(self._desk.check(self._kept(merges)))
        except LocatedError as error:
            reasons = [problem.reason for problem in error.problems]
        if reasons:
            return reasons
        data = format_merges(merges).encode("utf-8")
        self._desk.write(self._path, data)
        self._done.append((self._data, data))
        self._data, self._merges = data, merges
        return []

    def skip(self) -> None:
        """The next pair comes; this one comes again in the next session."""
        pair = self.current()
        if pair is not None:
            self._skipped.add((pair.one, pair.other))

    def undo(self) -> bool:
        """True after the file is as it was before the last decision; False where there was none.

        Raises MergesChanged where the file was changed by someone else since.
        """
        if not self._done:
            return False
        before, after = self._done[-1]
        with self._desk.hold():
            if self._read() != after:
                self._done.clear()
                self._reload()
                raise MergesChanged(f"{self._path} was changed by someone else; its last decisions stay")
            self._done.pop()
            self._desk.write(self._path, before)
        self._reload()
        return True

    def _reload(self) -> None:
        self._data, self._merges = self._read(), read_merges(self._path)

    def _kept(self, merges: Sequence[Merge]) -> dict[str, str]:
        desk = self._desk
        return find_kept(self._path, merges, desk.entities, desk.vocabulary, own=desk.own)
