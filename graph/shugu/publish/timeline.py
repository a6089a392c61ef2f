"""Where the things of a network stand on its page when they are laid out by time."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median_low

import networkx as nx

from shugu.model.time import parse_time
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
    """Each node at the middle one of the days that its own statements name, else of those that name it.

    The same each time; no two marks nearer than a name is wide in the same lane. Without any date
    all nodes are undated and there is no axis.
    """
    days = _days(network, rows)
    dated = sorted((day, node) for node, day in days.items())
    undated = sorted(node for node in network if node not in days)
    if not dated:
        return TimeLayout(_block(undated, right=0), ())
    first, last = dated[0][0].year, dated[-1][0].year + 1
    width = max(_LEAST_WIDTH, round(math.sqrt(len(dated)) * 230))
    step = width / (last - first)
    start = date(first, 1, 1).toordinal()
    places: dict[str, tuple[int, int]] = {}
    ends: list[float] = []
    for day, node in dated:
        x = (day.toordinal() - start) / _DAYS_A_YEAR * step
        lane = next((number for number, end in enumerate(ends) if end <= x), len(ends))
        ends[lane : lane + 1] = [x + _ROOM]
        # Lanes fill from the middle outwards: 0, 1, -1, 2, -2 …
        places[node] = round(x), (lane + 1) // 2 * _LANE * (1 if lane % 2 else -1)
    axis = tuple((year, round((year - first) * step)) for year in range(first, last + 1))
    return TimeLayout({**places, **_block(undated, right=-2 * _ROOM)}, axis)


def _days(network: nx.MultiDiGraph, rows: Iterable[FactRow]) -> dict[str, date]:
    own: dict[str, list[date]] = {}
    named: dict[str, list[date]] = {}
    for row in rows:
        day = _day(row.time)
        if day is None:
            continue
        for iri in dict.fromkeys((row.subject_id, row.object_id, row.speaker_id)):
            if iri:
                (own if iri == row.subject_id else named).setdefault(local_name(iri), []).append(day)
    found = {node: own.get(node) or named.get(node) for node in network}
    return {node: median_low(days) for node, days in found.items() if days}


def _day(time: str | None) -> date | None:
    try:
        value = parse_time(time) if time else None
    except ValueError:
        return None
    return (value.earliest or value.latest) if value else None


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
