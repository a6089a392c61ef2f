"""The explorer's index as a worker reads it; publish/explorer_index.py writes it and says what is in it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
from numpy.typing import NDArray

from shugu.publish.explorer_format import CODED, INDEX_FORMAT
from shugu.serve.refusal import RefusalError

__all__ = ["Facets", "HeldIndex", "Index", "Names", "Numbers", "Ties"]

Numbers = NDArray[np.uint32]
_AT_ONCE = 500  # numbers in one statement of SQL


@dataclass(frozen=True, slots=True)
class Names:
    """Folded names as lines, with the places where the lines begin; `owners` of the further ones."""

    first: bytes
    first_lines: Numbers
    further: bytes
    further_lines: Numbers
    owners: Numbers


@dataclass(frozen=True, slots=True)
class Ties:
    """The links of each thing: the other ends, the links' numbers, what a way over them takes."""

    starts: Numbers
    others: Numbers
    links: Numbers
    costs: NDArray[np.uint8]

    def of(self, thing: int) -> slice:
        """Where the links of a thing stand."""
        return slice(int(self.starts[thing]), int(self.starts[thing + 1]))

    def neighbours(self, thing: int) -> Numbers:
        """The things one link away, the weightiest first, each once."""
        return np.unique(self.others[self.of(thing)])


@dataclass(frozen=True, slots=True)
class Facets:
    """For each facet its values, and of each statement the place of its own among them; its years, 0 for none."""

    values: Mapping[str, tuple[str, ...]]
    codes: Mapping[str, Numbers]
    first: NDArray[np.uint16]
    last: NDArray[np.uint16]


class Index:
    """One index, open to be read; what is packed in it is taken into memory when it is first needed."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def close(self) -> None:
        """Nothing, after the file was closed."""
        self._base.close()

    @cached_property
    def version(self) -> str:
        """A text that is another one for another content."""
        return str(json.loads(self._packed("head"))["version"])

    def load(self) -> None:
        """Nothing, after what is held in memory is there."""
        _ = self.version, self.names, self.ties, self.facets

    @property
    def page(self) -> bytes:
        """The page that reads this index part by part."""
        return self._packed("page")

    @cached_property
    def names(self) -> Names:
        """The names to search in."""
        lines = [_numbers(self._packed(name)) for name in ("first_lines", "further_lines", "further_of")]
        return Names(self._packed("first"), lines[0], self._packed("further"), lines[1], lines[2])

    @cached_property
    def ties(self) -> Ties:
        """The links to go along."""
        starts, others, links = (_numbers(self._packed(name)) for name in ("starts", "others", "ties"))
        return Ties(starts, others, links, np.frombuffer(self._packed("costs"), np.uint8))

    @cached_property
    def facets(self) -> Facets:
        """What statements are told apart by."""
        values = {name: tuple(json.loads(self._packed(f"values {name}"))) for name in CODED}
        codes = {name: _numbers(self._packed(f"codes {name}")) for name in CODED}
        first, last = (np.frombuffer(self._packed(name), "<u2") for name in ("first year", "last year"))
        return Facets(values, codes, first, last)

    def find(self, id_: str) -> int | None:
        """The number of the thing with an id; None where there is none."""
        row = self._base.execute("SELECT number FROM thing WHERE id = ?", (id_,)).fetchone()
        return None if row is None else int(row[0])

    def number(self, id_: str) -> int:
        """The number of the thing with an id; raises RefusalError with 404 where there is none."""
        found = self.find(id_)
        if found is None:
            raise RefusalError(404, f"there is no thing with the id {id_[:200]!r}")
        return found

    def ranked(self, most: int) -> list[int]:
        """The things that a page opens on, at most so many."""
        rows = self._base.execute("SELECT thing FROM ranked WHERE place < ? ORDER BY place", (most,))
        return [thing for (thing,) in rows]

    def rows(self, query: str, numbers: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
        """The rows of a query with `IN ($)` for each of the values given, in the order of the query for each bundle."""
        wanted = list(numbers)
        for start in range(0, len(wanted), _AT_ONCE):
            part = wanted[start : start + _AT_ONCE]
            yield from self._base.execute(query.replace("$", ",".join("?" * len(part))), part)

    def select(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        return self._base.execute(query, values).fetchall()

    def _packed(self, name: str) -> bytes:
        (value,) = self._base.execute("SELECT value FROM head WHERE name = ?", (name,)).fetchone()
        return value.encode() if isinstance(value, str) else bytes(value)


class HeldIndex:
    """The index that was read last, opened again when another file stands in its place."""

    def __init__(self) -> None:
        self._key: tuple[str, int, int] | None = None
        self._index: Index | None = None

    def open(self, path: Path) -> Index:
        """The index at a path; raises RefusalError where there is none that can be read."""
        try:
            state = path.stat()
        except OSError:
            raise RefusalError(404, "the graph has no index for the explorer; build it again") from None
        key = (str(path), state.st_ino, state.st_mtime_ns)
        if self._index is None or key != self._key:
            if self._index is not None:
                self._index.close()
            self._index = None
            self._index, self._key = _open(path), key
        return self._index


def _open(path: Path) -> Index:
    # Nothing writes a file that is in place, and the folder may be one that cannot be written to.
    base = sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1", uri=True)
    try:
        (found,) = base.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError as error:
        base.close()
        raise RefusalError(503, f"the index of the explorer cannot be read: {error}; build the graph again") from None
    if found != INDEX_FORMAT:
        base.close()
        raise RefusalError(503, "the index of the explorer is of another version of shugu; build the graph again")
    return Index(base)


def _numbers(data: bytes) -> Numbers:
    return np.frombuffer(data, "<u4").astype(np.uint32, copy=False)
