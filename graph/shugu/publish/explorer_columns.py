"""What a reader of the explorer's index holds in memory, as columns of numbers and lines of text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from shugu.publish.explorer_format import CODED

__all__ = ["pack_facets", "pack_names", "pack_ties"]

_ACTUAL, _PLANNED = 2, 5  # twice what path.js takes for a link
_HIGH, _MIDDLE = 0.9, 0.7


def pack_names(names: Iterable[Sequence[str]]) -> dict[str, bytes]:
    """Folded names as lines of UTF-8, the first of each thing in `first`, all others in `further`.

    A text begins and ends with a line end. `first_lines` and `further_lines` hold where each line begins, `further_of`
    the number of the thing that it names; line n of `first`, from 0, is of thing n.
    """
    first, further, owners = [], [], []
    for number, (name, *others) in enumerate(given or [""] for given in names):
        first.append(name)
        further += others
        owners += [number] * len(others)
    return {
        "first": _lines(first),
        "first_lines": _starts(first),
        "further": _lines(further),
        "further_lines": _starts(further),
        "further_of": np.array(owners, "<u4").tobytes(),
    }


def _lines(lines: Sequence[str]) -> bytes:
    return ("\n" + "".join(f"{line}\n" for line in lines)).encode("utf-8", "replace")


def _starts(lines: Sequence[str]) -> bytes:
    lengths = np.fromiter((len(line.encode("utf-8", "replace")) + 1 for line in lines), "<u4", len(lines))
    return (1 + np.concatenate([np.zeros(1, "<u4"), np.cumsum(lengths, dtype="<u4")])[:-1]).astype("<u4").tobytes()


def pack_ties(things: int, ends: Sequence[tuple[int, int]], plans: Sequence[bool]) -> dict[str, bytes]:
    """Every link from both of its ends: those of thing n at `starts[n]` to `starts[n + 1]`, by the number of the other.

    `others` are the things at the other ends, `ties` the numbers of the links, `costs` what a way over them takes.
    """
    links = np.arange(len(ends), dtype="<u4")
    pairs = np.array(ends, "<u4").reshape(-1, 2)
    here, there = np.concatenate([pairs[:, 0], pairs[:, 1]]), np.concatenate([pairs[:, 1], pairs[:, 0]])
    ties = np.concatenate([links, links])
    costs = np.where(np.array(plans, bool), _PLANNED, _ACTUAL).astype("u1")
    order = np.lexsort((ties, there, here))
    starts = np.searchsorted(here[order], np.arange(things + 1)).astype("<u4")
    return {
        "starts": starts.tobytes(),
        "others": there[order].astype("<u4").tobytes(),
        "ties": ties[order].astype("<u4").tobytes(),
        "costs": np.concatenate([costs, costs])[order].tobytes(),
    }


def pack_facets(statements: Sequence[Mapping[str, Any]]) -> dict[str, bytes]:
    """The facets of each statement: for each of CODED `values NAME`, a list in JSON, and `codes NAME`, places in it.

    `first` and `last year` are those of the earliest and latest day that a time can mean, 0 where there is none.
    """
    columns: dict[str, bytes] = {}
    for name in CODED:
        values: dict[str, int] = {}
        codes = [values.setdefault(_value(statement, name), len(values)) for statement in statements]
        columns[f"values {name}"] = json.dumps(list(values)).encode()
        columns[f"codes {name}"] = np.array(codes, "<u4").tobytes()
    for name, key in (("first year", "earliest"), ("last year", "latest")):
        years = [int((statement.get(key) or "0")[:4]) for statement in statements]
        columns[name] = np.array(years, "<u2").tobytes()
    return columns


def _value(statement: Mapping[str, Any], facet: str) -> str:
    """The value of a facet as the page names it."""
    if facet == "confidence":
        sure = statement.get("confidence")
        if sure is None:
            return "unknown" if "unreviewed" in statement else "reviewed"
        return "high" if sure >= _HIGH else "middle" if sure >= _MIDDLE else "low"
    if facet == "conflict":
        return "disagree" if "conflict" in statement else "agree" if statement.get("supports") else "single"
    return str(statement.get(facet) or "")
