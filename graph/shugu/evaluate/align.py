"""Found rows matched with reviewed rows, one to one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shugu.evaluate.agree import Verdict, compare
from shugu.evaluate.events import covers, is_structural, tells_first, tells_post
from shugu.evaluate.measures import Agreement, compare_times
from shugu.evaluate.paraphrase import tells_wording
from shugu.evaluate.rows import Row
from shugu.evaluate.wording import holds_apart
from shugu.evaluate.words import names_agree

__all__ = ["Alignment", "Pair", "align"]

_NAMED = 0.6
_HALF = 0.5
_TOLD = Verdict(exact=False, lenient=True, core=True, likeness=0.0, number=None, time=None, basis=None)


@dataclass(frozen=True, slots=True)
class Pair:
    """A found row, the reviewed row that it is set against, and how they agree."""

    found: Row
    reviewed: Row
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Alignment:
    """The pairs, and what is left over on either side, each in the order of its content.

    `told` are further reviewed rows that a found row tells along (`shugu.evaluate.events`); only there may a
    found row stand twice. A pair is right (`verdict.lenient`) or near (`verdict.core` only: the same statement
    with a wrong number, time or basis). The rows of near pairs stand among the missed and wrong ones, too.
    """

    right: tuple[Pair, ...]
    told: tuple[Pair, ...]
    near: tuple[Pair, ...]
    missed: tuple[Row, ...]
    wrong: tuple[Row, ...]


def align(found: Sequence[Row], reviewed: Sequence[Row]) -> Alignment:
    """The alignment with the most right pairs; among those, exact and likelier pairs go first.

    Every row is in one pair at most, so a fact that is found twice counts once. The order in which
    the rows come does not matter.
    """
    mine, theirs = (sorted(rows, key=lambda row: row.sort_key) for rows in (found, reviewed))
    homes: dict[str, list[int]] = {}
    for index, row in enumerate(theirs):
        homes.setdefault(row.document, []).append(index)
    verdicts: dict[tuple[int, int], Verdict] = {}
    for index, row in enumerate(mine):
        for other in homes.get(row.document, ()):
            verdict = compare(row, theirs[other])
            if verdict.core:
                verdicts[index, other] = verdict
    whole = {other: not is_structural(row) for other, row in enumerate(theirs)}
    partner = _match({pair: verdict for pair, verdict in verdicts.items() if verdict.lenient}, whole)
    right = {index: other for other, index in partner.items()}
    told = _tell(mine, theirs, homes=homes, partner=partner)
    told += _hold(mine, theirs, homes=homes, taken={*partner, *(other for _, other in told)})
    near: dict[int, int] = {}
    for index, other in _by_likeness(verdicts):
        if index not in right and other not in partner and index not in near and other not in near.values():
            near[index] = other
    tellers = {index for index, _ in told}
    return Alignment(
        tuple(Pair(mine[i], theirs[o], verdicts[i, o]) for i, o in sorted(right.items())),
        tuple(Pair(mine[i], theirs[o], _TOLD) for i, o in told),
        tuple(Pair(mine[i], theirs[o], verdicts[i, o]) for i, o in sorted(near.items())),
        tuple(row for o, row in enumerate(theirs) if o not in partner and o not in {other for _, other in told}),
        tuple(row for i, row in enumerate(mine) if i not in right and i not in tellers),
    )


def _tell(
    mine: Sequence[Row], theirs: Sequence[Row], *, homes: Mapping[str, list[int]], partner: Mapping[int, int]
) -> list[tuple[int, int]]:
    """For each reviewed row of an event that is left, the found row that tells most of it; each tells one event."""
    left = {home: [o for o in rows if o not in partner and is_structural(theirs[o])] for home, rows in homes.items()}
    shares = [
        (-share, index, other)
        for index, row in enumerate(mine)
        for other in left.get(row.document, ())
        if (share := covers(row, theirs[other]))
    ]
    event_of: dict[int, str] = {}
    teller: dict[int, int] = {}
    for _, index, other in sorted(shares):
        if event_of.setdefault(index, theirs[other].subject) == theirs[other].subject:
            teller.setdefault(other, index)
    return sorted((index, other) for other, index in teller.items())


def _hold(
    mine: Sequence[Row], theirs: Sequence[Row], *, homes: Mapping[str, list[int]], taken: set[int]
) -> list[tuple[int, int]]:
    """For each reviewed row that is left, the first found row that holds it with others: a claim, a wording, a post."""
    found: dict[int, int] = {}
    for index, row in enumerate(mine):
        for other in homes.get(row.document, ()):
            if other not in taken and other not in found and _holds(row, theirs[other]):
                found[other] = index
    return sorted((index, other) for other, index in found.items())


def _holds(found: Row, reviewed: Row) -> bool:
    if tells_post(found, reviewed) or tells_first(found, reviewed) or tells_wording(found, reviewed):
        return True
    same = names_agree(found.speaker, reviewed.speaker) >= _NAMED
    return (
        same
        and holds_apart(found, reviewed, least=_HALF)
        and compare_times(found.time, reviewed.time) != Agreement.DIFFERENT
    )


def _by_likeness(verdicts: dict[tuple[int, int], Verdict]) -> list[tuple[int, int]]:
    return sorted(verdicts, key=lambda pair: (-verdicts[pair].exact, -verdicts[pair].likeness, pair))


def _match(edges: dict[tuple[int, int], Verdict], whole: Mapping[int, bool]) -> dict[int, int]:
    """The found row of each reviewed row in a matching of the greatest size (augmenting paths, Kuhn 1955).

    Rows that state something whole go before those of an event's parts, which another row may tell along.
    """
    ways: dict[int, list[int]] = {}
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for index, other in sorted(_by_likeness(edges), key=lambda pair: not whole[pair[1]]):
        ways.setdefault(index, []).append(other)
        # The likeliest pairs first: paths below only move them where that makes one more pair.
        if other not in partner and index not in taken:
            partner[other] = index
            taken.add(index)
    for index in sorted(ways):
        if index not in taken:
            _augment(index, ways, partner)
    return partner


def _augment(start: int, ways: dict[int, list[int]], partner: dict[int, int]) -> None:
    """Makes one more pair that begins at `start`, where a path of changes leads to a free row."""
    came: dict[int, int] = {}
    queue = [start]
    while queue:
        index = queue.pop(0)
        for other in ways[index]:
            if other in came:
                continue
            came[other] = index
            if other not in partner:
                _turn(other, came, partner)
                return
            queue.append(partner[other])


def _turn(free: int, came: dict[int, int], partner: dict[int, int]) -> None:
    """Gives every reviewed row on the way to the free one the found row that it was reached from."""
    old = {index: other for other, index in partner.items()}
    other: int | None = free
    while other is not None:
        index = came[other]
        partner[other] = index
        other = old.get(index)
