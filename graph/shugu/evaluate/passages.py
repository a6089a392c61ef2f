"""Passages: short texts with the facts they state, each in a TOML file, and an extractor's scores on them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shugu.errors import InputError, LocatedError, Problem
from shugu.evaluate.rows import Row, parse_row
from shugu.evaluate.score import Scores, score
from shugu.model.table import read_text

__all__ = ["Passage", "evaluate_passages", "read_passage", "read_passages"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A text with what it states (`facts`) and what a hasty reader takes it to state (`traps`)."""

    id: str
    title: str
    published: str
    region: str
    sector: str
    text: str
    facts: tuple[Row, ...]
    traps: tuple[Row, ...]


def read_passages(folder: Path) -> list[Passage]:
    """The passages of a folder in the order of their file names.

    Raises InputError where there are none, LocatedError where a file is not as tests/passages/README.md says.
    """
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise InputError(f"{folder} holds no passage; a passage is a .toml file")
    return [read_passage(path) for path in paths]


def read_passage(path: Path) -> Passage:
    """The passage of one file."""
    try:
        data = tomllib.loads(read_text(path))
        texts = {name: str(data[name]) for name in ("id", "title", "published", "region", "sector", "text")}
        return Passage(
            **texts,
            facts=_rows(data.get("fact", []), texts["id"], texts["text"]),
            traps=_rows(data.get("trap", []), texts["id"], texts["text"]),
        )
    except KeyError as error:
        raise LocatedError([Problem(path, f"the key {error} is missing")]) from None
    except ValueError as error:
        raise LocatedError([Problem(path, str(error))]) from None


def _rows(tables: Iterable[dict[str, Any]], document: str, text: str) -> tuple[Row, ...]:
    return tuple(
        parse_row({"id": f"{document}-{number}", **table, **_place_of(table, text)}, document=document)
        for number, table in enumerate(tables, 1)
    )


def _place_of(table: dict[str, Any], text: str) -> dict[str, int]:
    """Where the quotation of a fact stands; nothing where it is not found, or stands there twice."""
    quote = table.get("quote")
    if not isinstance(quote, str) or not quote or text.count(quote) != 1:
        return {}
    start = text.index(quote)
    return {"start": start, "end": start + len(quote)}


def evaluate_passages(folder: Path, extract: Callable[[Passage], Iterable[Row]]) -> Scores:
    """The scores of an extractor, as a function from a passage to rows, over all passages of a folder."""
    passages = read_passages(folder)
    found = [row for passage in passages for row in extract(passage)]
    return score(
        found,
        [row for passage in passages for row in passage.facts],
        traps=[row for passage in passages for row in passage.traps],
    )
