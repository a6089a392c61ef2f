"""How many statements of the whole graph there are of each value, as facets.js counts those of a page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shugu.publish.explorer_format import CODED
from shugu.serve.explorer.index import Facets

__all__ = ["MOST_VALUES", "Filters", "count_statements"]

MOST_VALUES = 300  # of a facet, those with most statements

_Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a reader has switched off: values by facet, all years but these, statements without a time."""

    off: Mapping[str, Collection[str]]
    years: tuple[int, int] | None
    undated: bool


def count_statements(facets: Facets, filters: Filters) -> dict[str, Any]:
    """By facet and for `time` pairs of a value and the number of statements that pass all other filters; and `passing`.

    Values with most statements come first, at most MOST_VALUES, and those that are switched off in any case; `left`
    says how many others a facet has.
    """
    failed = {name: _switched_off(facets, name, filters.off.get(name, ())) for name in CODED}
    failed["time"] = _untimely(facets, filters)
    total = np.sum(list(failed.values()), axis=0, dtype=np.uint8)
    counts: dict[str, list[tuple[str | int, int]]] = {}
    for name in CODED:
        others_pass = total == failed[name]
        numbers = np.bincount(facets.codes[name][others_pass], minlength=len(facets.values[name]))
        counts[name] = _most(facets.values[name], numbers, filters.off.get(name, ()))
    year = np.where(facets.first > 0, facets.first, facets.last)
    numbers = np.bincount(year[total == failed["time"]]) if year.size else np.zeros(1, int)
    counts["time"] = [("" if not found else int(found), int(numbers[found])) for found in np.flatnonzero(numbers)]
    left = {name: len(facets.values[name]) - len(counts[name]) for name in CODED}
    return {"counts": counts, "left": left, "passing": int(np.count_nonzero(total == 0))}


def _switched_off(facets: Facets, name: str, off: Collection[str]) -> _Mask:
    wanted = frozenset(off)
    table: _Mask = np.array([value in wanted for value in facets.values[name]], bool)
    failed: _Mask = table[facets.codes[name]] if table.size else table
    return failed


def _untimely(facets: Facets, filters: Filters) -> _Mask:
    first, last = facets.first, facets.last
    without = (first == 0) & (last == 0)
    failed: _Mask = without & (not filters.undated)
    if filters.years is not None:
        low, high = filters.years
        timely = ((last == 0) | (last >= low)) & ((first == 0) | (first <= high))
        failed |= ~without & ~timely
    return failed


def _most(values: tuple[str, ...], numbers: NDArray[Any], off: Collection[str]) -> list[tuple[str | int, int]]:
    order = sorted(range(len(values)), key=lambda place: (-numbers[place], values[place]))
    wanted = frozenset(off)
    shown = order[:MOST_VALUES] + [place for place in order[MOST_VALUES:] if values[place] in wanted]
    return [(values[place], int(numbers[place])) for place in shown]
