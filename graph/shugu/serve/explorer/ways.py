"""The shortest way between two things over the whole graph, by the rules of the page's own path.js."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from shugu.serve.explorer.index import Numbers, Ties

__all__ = ["find_way"]

_FAR = np.iinfo(np.int32).max


def find_way(ties: Ties, start: int, end: int, id_of: Callable[[int], str]) -> list[int] | None:
    """The things on the way, both ends among them; None where nothing joins the two.

    What is stated as actual is gone over before what is planned; of equals, the one whose ids come first from the end.
    """
    far = _distances(ties, start, end)
    if far[end] == _FAR:
        return None
    way = [end]
    while way[-1] != start:
        here = ties.of(way[-1])
        others, costs = ties.others[here], ties.costs[here]
        before = np.unique(others[far[others].astype(np.int64) + costs == far[way[-1]]])
        way.append(min((int(thing) for thing in before), key=id_of))
    return way[::-1]


def _distances(ties: Ties, start: int, end: int) -> NDArray[np.int32]:
    """How far each thing is from the start, as far as the end; all things at one distance are gone from at once."""
    far = np.full(len(ties.starts) - 1, _FAR, np.int32)
    far[start] = 0
    waiting: dict[int, list[Numbers]] = {0: [np.array([start], np.uint32)]}
    while waiting:
        distance = min(waiting)
        things = np.unique(np.concatenate(waiting.pop(distance)))
        things = things[far[things] == distance]
        if far[end] <= distance:
            break
        arcs = _arcs(ties, things)
        others, reached = ties.others[arcs], distance + ties.costs[arcs].astype(np.int32)
        nearer = reached < far[others]
        others, reached = others[nearer], reached[nearer]
        np.minimum.at(far, others, reached)
        for cost in np.unique(reached):
            waiting.setdefault(int(cost), []).append(others[reached == cost])
    return far


def _arcs(ties: Ties, things: Numbers) -> NDArray[np.int64]:
    """The places of all links of these things, one thing after another."""
    starts = ties.starts[things].astype(np.int64)
    counts = ties.starts[things + 1].astype(np.int64) - starts
    before = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])[:-1]
    return np.repeat(starts - before, counts) + np.arange(int(counts.sum()), dtype=np.int64)
