"""The explorer's data as a file that a server reads part by part, for graphs too large for one page.

The file is an SQLite database, described in explorer_index.sql. What every look at the graph needs, the
names to search in, the links between things and what statements are told apart by, stands in it as a few packed
columns, so that a reader has it in memory in milliseconds: see explorer_columns.py.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from shugu.publish.explorer_columns import pack_facets, pack_names, pack_ties
from shugu.publish.explorer_format import MOST_RANKED
from shugu.publish.folding import fold_name

__all__ = ["write_explorer_index"]

_LONGEST_NAME = 500  # characters of a name that are searched and shown; all of it stands in the graph
_LONGEST_PARAGRAPH = 20_000
_SHOWN_COMPARISONS = ("conflict", "delivery")

Data = Mapping[str, Any]


def write_explorer_index(
    path: Path, data: Data, ranked: Sequence[str], render: Callable[[Mapping[str, Any]], str]
) -> None:
    """Nothing, after the file holds the data of a page; the same bytes each time.

    `ranked` are ids of things, those that a page opens on first; `render` makes the page from the head,
    which is the data without its things, links and statements, and with their numbers. Raises OSError where the
    disk is full or refuses.
    """
    writer = _Writer(data)
    with _disk_errors(path), closing(sqlite3.connect(path, isolation_level=None)) as base:
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


@contextmanager
def _disk_errors(path: Path) -> Iterator[None]:
    """What the disk refuses, SQLite tells by an error of its own."""
    try:
        yield
    except sqlite3.OperationalError as error:
        code = errno.ENOSPC if error.sqlite_errorcode == sqlite3.SQLITE_FULL else errno.EIO
        raise OSError(code, os.strerror(code), str(path)) from None


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
        return bool(statements) and all(
            s.get("basis") not in (None, "actual") or s.get("unreviewed") for s in statements
        )

    def write(self, base: sqlite3.Connection, ranked: Sequence[str]) -> None:
        """Nothing, after all tables but that of the head were filled."""
        data = self._data
        base.executemany("INSERT INTO thing VALUES (?, ?, ?)", self._things())
        placed = [(number,) for number, node in enumerate(self._nodes) if "lat" in node]
        base.executemany("INSERT INTO placed VALUES (?)", placed)
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
        base.executemany(
            "INSERT INTO comparison VALUES (?, ?, ?)", [(n, c["kind"], _json({**c, "number": n})) for n, c in shown]
        )
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
        yield from pack_facets(self._data["statements"]).items()

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


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"


_ENCODER = json.JSONEncoder(separators=(",", ":"))


def _json(value: object) -> str:
    return _ENCODER.encode(value)
