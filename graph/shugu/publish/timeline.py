"""Where the things of a network stand on its page when they are laid out by time."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median_low

import networkx as nx

from shugu.model.time import Precision, parse_time
from shugu.publish.facts import FactRow
from shugu.publish.views import local_name

__all__ = ["TimeLayout", "layout_by_time"]

# Pixels at zoom 1: the room of a mark with its name, and from one lane to the next.
_ROOM = 132
_LANE = 52
_LEAST_WIDTH = 1_500
_DAYS_A_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class TimeLayout:
    """Whole-number positions by node, earlier to the left, undated at the far left; years with their x."""

    places: Mapping[str, tuple[int, int]]
    axis: tuple[tuple[int, int], ...]


def layout_by_time(network: nx.MultiDiGraph, rows: Iterable[FactRow]) -> TimeLayout:
    """Each node at the middle one of the times that its own statements name, else of those that name it.

    A time that is a month or a year leaves the node anywhere in it. The same each time; no two marks
    nearer than a name is wide in the same lane. Without any date all nodes are undated and there is no axis.
    """
    times = _times(network, rows)
    dated = sorted((time, node) for node, time in times.items())
    undated = sorted(node for node in network if node not in times)
    if not dated:
        return TimeLayout(_block(undated, right=0), ())
    first, last = dated[0][0][0].year, max(end for (_, end), _ in dated).year + 1
    width = max(_LEAST_WIDTH, round(math.sqrt(len(dated)) * 230))
    step = width / (last - first)
    start = date(first, 1, 1).toordinal()
    places: dict[str, tuple[int, int]] = {}
    ends: list[float] = []
    for (earliest, latest), node in dated:
        low = (earliest.toordinal() - start) / _DAYS_A_YEAR * step
        # The whole mark lies within its month or year, where that has room for it.
        high = max(low, (latest.toordinal() - start) / _DAYS_A_YEAR * step - _ROOM / 2)
        lane = next((number for number, end in enumerate(ends) if end <= high), len(ends))
        x = max(low, ends[lane]) if lane < len(ends) else low
        ends[lane : lane + 1] = [x + _ROOM]
        # Lanes fill from the middle outwards: 0, 1, -1, 2, -2 …
        places[node] = round(x), (lane + 1) // 2 * _LANE * (1 if lane % 2 else -1)
    axis = tuple(
        (year, round((date(year, 1, 1).toordinal() - start) / _DAYS_A_YEAR * step)) for year in range(first, last + 1)
    )
    return TimeLayout({**places, **_block(undated, right=-2 * _ROOM)}, axis)


_Times = tuple[date, date]


def _times(network: nx.MultiDiGraph, rows: Iterable[FactRow]) -> dict[str, _Times]:
    own: dict[str, list[_Times]] = {}
    named: dict[str, list[_Times]] = {}
    for row in rows:
        time = _time(row.time)
        if time is None:
            continue
        for iri in dict.fromkeys((row.subject_id, row.object_id, row.speaker_id)):
            if iri:
                (own if iri == row.subject_id else named).setdefault(local_name(iri), []).append(time)
    found = {node: own.get(node) or named.get(node) for node in network}
    return {node: median_low(times) for node, times in found.items() if times}


def _time(text: str | None) -> _Times | None:
    """First and last day of a month or year; the one day, or the first known one of an interval, twice."""
    try:
        value = parse_time(text) if text else None
    except ValueError:
        return None
    day = (value.earliest or value.latest) if value else None
    if value is None or day is None:
        return None
    vague = value.precision in (Precision.MONTH, Precision.YEAR) and value.latest is not None
    return day, (value.latest or day) if vague else day


def _block(nodes: Sequence[str], *, right: int) -> dict[str, tuple[int, int]]:
    """The nodes in columns beside each other, the last column ending at `right`."""
    if not nodes:
        return {}
    height = max(6, math.ceil(math.sqrt(len(nodes) * 2.5)))
    columns = math.ceil(len(nodes) / height)
    return {
        node: (right - (columns - 1 - number // height) * _ROOM, (number % height - height // 2) * _LANE)
        for number, node in enumerate(nodes)
    }
