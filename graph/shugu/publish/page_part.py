"""The main part of a graph that is too large for one page that opens at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["MOST_IN_PART", "MOST_STATEMENTS", "MOST_THINGS", "fits_one_page", "main_part"]

# Beyond these a page takes more than about a second to open; docs/explorer.md has the figures.
MOST_THINGS = 20_000
MOST_STATEMENTS = 50_000
# Of a page that holds no more than the main part, so that it opens all the sooner.
MOST_IN_PART = 20_000

Data = Mapping[str, Any]


def fits_one_page(data: Data, *, things: int = MOST_THINGS, statements: int = MOST_STATEMENTS) -> bool:
    """True where a page can hold all of the data of `make_page_data`."""
    return len(data["nodes"]) <= things and len(data["statements"]) <= statements


def main_part(data: Data, ids: Sequence[str], *, statements: int = MOST_IN_PART) -> dict[str, Any]:
    """The data with the first of these things and what is stated of them, with `totals` of what the graph holds.

    A statement stays where its subject does, and its value, speaker and place as far as they are things. There are as
    many things as leave no more than `statements`: all of them, or the first half, quarter and so on.
    """
    things = frozenset(node["id"] for node in data["nodes"])
    while True:
        kept = frozenset(ids)
        numbers = [n for n, s in enumerate(data["statements"]) if _is_about(s, kept, things)]
        if len(numbers) <= statements or len(ids) < 2:
            break
        ids = ids[: len(ids) // 2]
    new = {old: number for number, old in enumerate(numbers)}

    def renumber(item: Mapping[str, Any], *keys: str) -> dict[str, Any]:
        lists = {key: [new[old] for old in item[key] if old in new] for key in keys if key in item}
        return {
            **{key: value for key, value in item.items() if key not in keys},
            **{k: v for k, v in lists.items() if v},
        }

    edges = [edge for edge in data["edges"] if edge["from"] in kept and edge["to"] in kept]
    whole = [c for c in data["comparisons"] if all(number in new for number in c["statements"])]
    documents = {data["statements"][number]["document"] for number in numbers}
    return {
        **data,
        "nodes": [renumber(node, "statements") for node in data["nodes"] if node["id"] in kept],
        "edges": [kept_edge for edge in edges if (kept_edge := renumber(edge, "statements")).get("statements")],
        "statements": [renumber(data["statements"][number], "opposes", "supports") for number in numbers],
        "comparisons": [renumber(comparison, "statements", "target", "actual") for comparison in whole],
        "documents": {id_: about for id_, about in data["documents"].items() if id_ in documents},
        "paragraphs": {},
        "totals": {"things": len(data["nodes"]), "links": len(data["edges"]), "statements": len(data["statements"])},
    }


def _is_about(statement: Mapping[str, Any], kept: frozenset[str], things: frozenset[str]) -> bool:
    named = (statement["value"], statement.get("speaker"), statement.get("place"))
    return statement["subject"] in kept and all(name in kept for name in named if name in things)
