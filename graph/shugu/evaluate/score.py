"""Precision, recall and F1 of found rows against reviewed rows."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shugu.evaluate.align import Alignment, Pair, align
from shugu.evaluate.measures import Agreement
from shugu.evaluate.rows import Row
from shugu.model.fact import Kind

__all__ = ["ALL", "Accuracy", "Figures", "Scores", "score"]

ALL = "all"
_ROUNDS = 1000
_SEED = 20240229
_TAIL = 0.025


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Counts and the measures that follow from them.

    `found` and `reviewed` are numbers of rows, `hits` the right ones among the found, `covered` those
    reviewed rows that a right row was found for; the two differ only where kinds are counted apart. `low` and
    `high` bound F1 in 95 of 100 draws of documents, None where there is nothing to draw.
    """

    found: int
    reviewed: int
    hits: int
    covered: int
    low: float | None = None
    high: float | None = None

    @property
    def precision(self) -> float:
        """The share of right rows among the found ones; 0 where nothing was found."""
        return self.hits / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of reviewed rows that were found; 0 where there are none."""
        return self.covered / self.reviewed if self.reviewed else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How often a field is right where the rest of the row is; `absent` counts among the wrong."""

    right: int
    wrong: int
    absent: int = 0

    @property
    def share(self) -> float | None:
        """The share of right ones, None where there is none to judge."""
        total = self.right + self.wrong + self.absent
        return self.right / total if total else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """What `score` gives: figures by kind (`all` first), accuracy of fields, and every row behind them.

    `plans_as_actual` are pairs in which a target or forecast was found as an actual; `traps` found rows
    that state what the reviewed text does not.
    """

    lenient: dict[str, Figures]
    exact: dict[str, Figures]
    numbers: Accuracy
    dates: Accuracy
    basis: Accuracy
    documents: int
    alignment: Alignment
    plans_as_actual: tuple[Pair, ...]
    traps: tuple[Pair, ...] = ()


def score(found: Sequence[Row], reviewed: Sequence[Row], *, traps: Sequence[Row] = ()) -> Scores:
    """The scores of `found` against `reviewed`, both of any number of documents, in any order.

    What is lenient and exact stands in `shugu.evaluate.agree`. Intervals are drawn over documents with
    a fixed seed, so equal rows give equal scores.
    """
    alignment = align(found, reviewed)
    judged = (*alignment.right, *alignment.near)
    exact = tuple(pair for pair in alignment.right if pair.verdict.exact)
    documents = sorted({row.document for row in (*found, *reviewed)})
    return Scores(
        lenient=_figures(found, reviewed, (*alignment.right, *alignment.told), documents),
        exact=_figures(found, reviewed, exact, documents),
        numbers=_numbers(judged),
        dates=_dates(judged),
        basis=_bases(judged),
        documents=len(documents),
        alignment=alignment,
        plans_as_actual=tuple(filter(_is_plan_as_actual, judged)),
        traps=align(alignment.wrong, traps).right,
    )


def _is_plan_as_actual(pair: Pair) -> bool:
    return pair.verdict.basis is False and _is_plan(pair.reviewed) and not _is_plan(pair.found)


def _is_plan(row: Row) -> bool:
    return row.basis in ("target", "forecast")


def _numbers(judged: Iterable[Pair]) -> Accuracy:
    """Numbers with unit and scale, where the reviewed row has one and the rest of the row is right."""
    marks = [pair.verdict.number for pair in judged if pair.verdict.number is not None]
    return Accuracy(sum(marks), len(marks) - sum(marks))


def _bases(judged: Iterable[Pair]) -> Accuracy:
    """Bases, where the rest of the row is right and it is no claim."""
    marks = [pair.verdict.basis for pair in judged if pair.verdict.basis is not None]
    return Accuracy(sum(marks), len(marks) - sum(marks))


def _dates(judged: Iterable[Pair]) -> Accuracy:
    """Times, where the reviewed row has one and the rest of the row is right."""
    marks = Counter(pair.verdict.time for pair in judged if pair.verdict.time is not None)
    wrong = marks[Agreement.DIFFERENT] + marks[Agreement.WITHIN]
    return Accuracy(marks[Agreement.SAME], wrong, marks[Agreement.ABSENT])


_Counts = tuple[int, int, int, int]


def _figures(
    found: Sequence[Row], reviewed: Sequence[Row], pairs: Iterable[Pair], documents: Sequence[str]
) -> dict[str, Figures]:
    counts: dict[str, dict[str, list[int]]] = {name: {home: [0] * 4 for home in documents} for name in (ALL, *Kind)}

    def add(row: Row, place: int) -> None:
        for name in (ALL, row.kind):
            counts[name][row.document][place] += 1

    for row in found:
        add(row, 0)
    for row in reviewed:
        add(row, 1)
    counted: set[int] = set()  # a found row that tells several is one right row
    for pair in pairs:
        if id(pair.found) not in counted:
            add(pair.found, 2)
            counted.add(id(pair.found))
        add(pair.reviewed, 3)
    return {name: _with_interval([tuple(each) for each in homes.values()]) for name, homes in counts.items()}


def _with_interval(homes: Sequence[tuple[int, ...]]) -> Figures:
    """The figures of all documents, with the bootstrap interval of F1 (Efron 1979, percentiles)."""
    total = [sum(column) for column in zip(*homes, strict=True)] or [0] * 4
    if len(homes) < 2 or not (total[0] or total[1]):
        return _make(total)
    draw = random.Random(_SEED)  # noqa: S311 - not for secrets
    drawn = []
    for _ in range(_ROUNDS):
        sample = draw.choices(homes, k=len(homes))
        drawn.append(_make([sum(column) for column in zip(*sample, strict=True)]).f1)
    drawn.sort()
    return _make(total, drawn[int(_TAIL * _ROUNDS)], drawn[int((1 - _TAIL) * _ROUNDS) - 1])


def _make(counts: Sequence[int], low: float | None = None, high: float | None = None) -> Figures:
    found, reviewed, hits, covered = counts
    return Figures(found=found, reviewed=reviewed, hits=hits, covered=covered, low=low, high=high)
