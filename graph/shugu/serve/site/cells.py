"""Answers of queries as rows of cells, and the queries of the pages."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

from pyoxigraph import NamedNode

__all__ = ["Ask", "Cell", "Row", "fill", "local_name", "node", "nodes", "read_rows", "text", "whole"]

Cell = Mapping[str, str]
Row = Mapping[str, Cell]
Ask = Callable[[str], Awaitable[Sequence[Row]]]

_QUERIES = Path(__file__).parent / "queries"


def read_rows(data: bytes) -> list[Row]:
    """The rows of an answer in SPARQL's JSON."""
    rows: list[Any] = json.loads(data)["results"]["bindings"]
    return rows


def text(row: Row, name: str) -> str | None:
    """The IRI or the lexical form of a cell; None where it is empty."""
    cell = row.get(name)
    return None if cell is None else cell["value"]


def whole(row: Row, name: str) -> int:
    """The whole number in a cell; 0 where it is empty or none."""
    value = text(row, name) or ""
    return int(value) if value.lstrip("-").isdecimal() else 0


def fill(query: str, **gaps: object) -> str:
    """The text of a query of the pages, by the name of its file, with its gaps filled.

    What goes into a gap is a number, or made by `node` and `nodes`.
    """
    return _template(query).substitute(gaps)


@cache
def _template(query: str) -> Template:
    return Template((_QUERIES / f"{query}.rq").read_text("utf-8"))


def node(iri: str) -> str:
    """The IRI as it stands in a query; raises ValueError for one that is none."""
    return str(NamedNode(iri))


def nodes(iris: Sequence[str]) -> str:
    """Several IRIs as they stand in a query."""
    return " ".join(map(node, iris))


def local_name(iri: str) -> str:
    """The last part of an IRI."""
    return iri.rstrip("/").replace("#", "/").rsplit("/", 1)[-1] or iri
