"""The explorer's data as a file that a server reads part by part, for graphs too large for one page.

The file is an SQLite database, described in explorer_index.sql. What every look at the graph needs, the
names to search in and the links between things, stands in it as a few packed columns, so that a reader has it in
memory in milliseconds: see `pack_names` and `pack_ties`.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np

from shugu.publish.explorer_format import MOST_RANKED
from shugu.publish.folding import fold_name

__all__ = ["write_explorer_index"]

_LONGEST_NAME = 500  # characters of a name that are searched and shown; all of it stands in the graph
_LONGEST_PARAGRAPH = 20_000
_SHOWN_COMPARISONS = ("conflict", "delivery")
_ACTUAL, _PLANNED = 2, 5  # twice what path.js takes for a link

Data = Mapping[str, Any]


def write_explorer_index(
    path: Path, data: Data, ranked: Sequence[str], render: Callable[[Mapping[str, Any]], str]
) -> None:
    """Nothing, after the file holds the data of a page; the same bytes each time.

    `ranked` are ids of things, those that a page opens on first; `render` makes the page from the head,
    which is the data without its things, links and statements, and with their numbers.
    """
    writer = _Writer(data)
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        base.execute("PRAGMA journal_mode = OFF")
        base.execute("PRAGMA synchronous = OFF")  # the folder is put in place when all of it is written
        base.executescript(Path(__file__).with_suffix(".sql").read_text("utf-8"))
        base.execute("BEGIN")
        writer.write(base, ranked)
        head = writer.head()
        base.executemany(
            "INSERT INTO head VALUES (?, ?)",
            [("head", json.dumps(head)), ("page", render(head)), *writer.packed()],
        )
        base.execute("COMMIT")


class _Writer:
    def __init__(self, data: Data) -> None:
        self._data = data
        self._nodes = sorted(data["nodes"], key=lambda node: (-node["size"], node["id"]))
        self._number = {node["id"]: number for number, node in enumerate(self._nodes)}
        self._edges = [edge for edge in data["edges"] if edge["from"] in self._number and edge["to"] in self._number]
        self._ends = [(self._number[edge["from"]], self._number[edge["to"]]) for edge in self._edges]
        self._plans = [self._is_plan(edge) for edge in self._edges]
        self._ties = pack_ties(len(self._nodes), self._ends, self._plans)
        self._digest = hashlib.sha256()

    def _is_plan(self, edge: Mapping[str, Any]) -> bool:
        statements = [self._data["statements"][number] for number in edge["statements"]]
        return bool(statements) and all(s.get("basis") not in (None, "actual") or s.get("unreviewed") for s in statements)

    def write(self, base: sqlite3.Connection, ranked: Sequence[str]) -> None:
        """Nothing, after all tables but that of the head were filled."""
        data = self._data
        base.executemany("INSERT INTO thing VALUES (?, ?, ?)", self._things())
        base.executemany("INSERT INTO ranked VALUES (?, ?)", enumerate(self._number[id_] for id_ in ranked))
        base.executemany("INSERT INTO statement VALUES (?, ?, ?, ?, ?)", self._statements())
        base.executemany("INSERT INTO said VALUES (?, ?)", sorted(self._said()))
        base.executemany("INSERT INTO link VALUES (?, ?, ?, ?, ?)", self._links())
        behind = {(link, s) for link, edge in enumerate(self._edges) for s in edge["statements"]}
        base.executemany("INSERT INTO behind VALUES (?, ?)", sorted(behind))
        documents = data["documents"].items()
        base.executemany("INSERT INTO document VALUES (?, ?)", [(id_, _json(about)) for id_, about in documents])
        base.executemany("INSERT INTO paragraph VALUES (?, ?, ?)", self._paragraphs())
        shown = [(n, c) for n, c in enumerate(data["comparisons"]) if c["kind"] in _SHOWN_COMPARISONS]
        base.executemany("INSERT INTO comparison VALUES (?, ?)", [(n, _json({**c, "number": n})) for n, c in shown])
        compared = sorted({(statement, n) for n, c in shown for statement in c["statements"]})
        base.executemany("INSERT INTO compared VALUES (?, ?)", compared)

    def head(self) -> dict[str, Any]:
        """What a page must know before it knows any part."""
        data, statements = self._data, self._data["statements"]
        sizes = [node["size"] for node in self._nodes] or [0]
        things: dict[str, int] = {}
        for node in self._nodes:
            things[node["type"]] = things.get(node["type"], 0) + 1
        years = [int(day[:4]) for s in statements for key in ("earliest", "latest") if (day := s.get(key))]
        return {
            **{key: value for key, value in data.items() if key not in ("paragraphs",)},
            "classes": [{**kind, "things": things.get(kind["name"], 0)} for kind in data["classes"]],
            "nodes": [],
            "edges": [],
            "statements": [],
            "comparisons": [],
            "documents": {},
            "totals": {"things": len(self._nodes), "links": len(self._edges), "statements": len(statements)},
            "unreviewed": sum("unreviewed" in s for s in statements),
            "disputed": any("conflict" in s for s in statements),
            "sizes": [min(sizes), max(sizes)],
            "years": [min(years), max(years)] if years else None,
            "mostRanked": MOST_RANKED,
            "version": self._digest.hexdigest()[:16],
        }

    def packed(self) -> Iterator[tuple[str, bytes]]:
        """The columns that a reader holds in memory, by name."""
        yield from self._ties.items()
        yield from pack_names(self._names()).items()

    def _things(self) -> Iterator[tuple[int, str, str]]:
        statements, starts, others = self._data["statements"], self._ties["starts"], self._ties["others"]
        starts_of, others_of = np.frombuffer(starts, "<u4"), np.frombuffer(others, "<u4")
        for number, node in enumerate(self._nodes):
            said = node.get("statements", ())
            body = {
                **{key: value for key, value in node.items() if key not in ("statements", "rank")},
                "degree": int(np.unique(others_of[starts_of[number] : starts_of[number + 1]]).size),
                "said": len(said),
                "conflict": any("conflict" in statements[n] and statements[n]["subject"] == node["id"] for n in said),
                **{key: _cut(node[key]) for key in ("label", "label_zh") if node.get(key)},
            }
            if node.get("aliases"):
                body["aliases"] = [_cut(alias) for alias in node["aliases"]]
            yield number, node["id"], self._body(body)

    def _statements(self) -> Iterator[tuple[int, str, str, str, str]]:
        links: dict[int, list[int]] = {}
        for link, edge in enumerate(self._edges):
            for number in dict.fromkeys(edge["statements"]):
                links.setdefault(number, []).append(link)
        of: dict[int, list[int]] = {}
        for thing, statement in self._said():
            of.setdefault(statement, []).append(thing)
        for number, statement in enumerate(self._data["statements"]):
            things = of.get(number, [])
            place = self._number.get(statement.get("place", ""))
            names = [*things, place] if place is not None and place not in things else things
            body = self._body({**statement, "index": number})
            yield number, _json(things), _json(names), _json(links.get(number, [])), body

    def _said(self) -> Iterator[tuple[int, int]]:
        for number, node in enumerate(self._nodes):
            for statement in node.get("statements", ()):
                yield number, statement

    def _links(self) -> Iterator[tuple[int, int, int, str, str]]:
        statements = self._data["statements"]
        for number, (edge, ends, plan) in enumerate(zip(self._edges, self._ends, self._plans, strict=True)):
            body = {
                "number": number,
                "from": edge["from"],
                "to": edge["to"],
                "label": edge["label"],
                "plan": plan,
                "conflict": any("conflict" in statements[n] for n in edge["statements"]),
                "said": len(set(edge["statements"])),
            }
            yield number, *ends, edge["label"], self._body(body)

    def _paragraphs(self) -> Iterator[tuple[str, int, str]]:
        for document, texts in self._data["paragraphs"].items():
            yield from ((document, int(n), text) for n, text in texts.items() if len(text) <= _LONGEST_PARAGRAPH)

    def _names(self) -> Iterator[list[str]]:
        for node in self._nodes:
            names = (node.get("label"), node.get("label_zh"), *node.get("aliases", ()))
            yield [fold_name(name[:_LONGEST_NAME]) for name in names if name]

    def _body(self, value: object) -> str:
        text = _json(value)
        self._digest.update(text.encode())
        return text


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


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))
