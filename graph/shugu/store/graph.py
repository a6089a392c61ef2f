"""A graph that can be asked: a local Oxigraph store or a SPARQL server, with one meaning of a query.

Named graphs are part of the default graph, everywhere. No triple stands in two graphs of a built
dataset, so nothing is counted twice.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Store

from shugu.askable import Answer
from shugu.errors import BusyError, QueryError, StorageError
from shugu.store.bind import bind_variables
from shugu.store.guard import check_query, names_dataset
from shugu.vocab import PREFIXES

__all__ = ["LocalGraph", "open_folder", "seal_folder"]

_LARGEST_CHECKED = 200_000_000  # bytes, whose digests take about a tenth of a second
_PATIENCE = 3.0  # seconds in which a folder that is being replaced is opened again


class LocalGraph:
    """An Oxigraph store in this process; `prefixes` are known to every query besides the usual ones."""

    def __init__(self, store: Store, prefixes: Mapping[str, str] = PREFIXES) -> None:
        self.store = store
        self._prefixes = dict(prefixes)

    def query(self, text: str, given: Mapping[str, NamedNode | BlankNode | Literal] | None = None) -> Answer:
        """The answer of a SPARQL query over all graphs, with values for some of its variables.

        Raises QueryError, with line and column, for a text that does not parse or is not allowed.
        """
        check_query(text)
        try:
            union = not names_dataset(text)
            bound = bind_variables(text, given or {})
            return self.store.query(bound, use_default_graph_as_union=union, prefixes=self._prefixes)
        except SyntaxError as error:
            raise QueryError(f"the query is not SPARQL: {error}") from None
        except OSError as error:
            raise StorageError(f"the store could not be read: {error}") from None


def open_folder(path: Path) -> Store:
    """The store in a folder, opened for reading; several processes may.

    A build may replace the folder between two of the files that are opened; then it is opened
    again. Raises BusyError or StorageError where the folder is no store that can be read.
    """
    end = time.monotonic() + _PATIENCE
    while True:
        before = _identity(path)
        try:
            store = _open(path)
        except StorageError:
            if _is_settled(path, before) or time.monotonic() > end:
                raise
        else:
            if _is_settled(path, before) or time.monotonic() > end:
                return store
        time.sleep(0.01)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_ino, state.st_ctime_ns  # the number alone is given out again


def _is_settled(path: Path, before: tuple[int, int] | None) -> bool:
    return before is not None and before == _identity(path)


def seal_folder(path: Path) -> None:
    """Nothing, after the SHA-256 of a closed store's files stand in it: the engine overlooks much damage."""
    lines = [f"{_digest(file)}  {file.name}\n" for file in sorted(path.glob("*.sst"))]
    _seal(path).write_text("".join(lines), encoding="utf-8", newline="\n")


def _seal(path: Path) -> Path:
    return path / "SHA256SUMS"


def _digest(file: Path) -> str:
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()


def _check_seal(path: Path) -> None:
    """Raises StorageError where a file of the store is not as it was written; a large store is not read for it."""
    try:
        lines = _seal(path).read_text("utf-8").splitlines()
        small = sum(file.stat().st_size for file in path.glob("*.sst")) <= _LARGEST_CHECKED
        wrong = [
            name
            for digest, _, name in (line.partition("  ") for line in lines)
            if small and _digest(path / name) != digest
        ]
    except FileNotFoundError as error:
        wrong = [Path(error.filename).name] if _seal(path).exists() else []
    except (OSError, UnicodeDecodeError) as error:
        raise StorageError(f"{path} cannot be read: {error}") from None
    if wrong:
        raise StorageError(f"{path / wrong[0]} is damaged: it is not as it was written; run shugu build again")


def _open(path: Path) -> Store:
    _check_seal(path)
    try:
        store = Store.read_only(str(path))
        sound = next(iter(store), None) is not None
    except (OSError, ValueError, RuntimeError) as error:
        message = str(error)
        if "lock file" in message.lower():  # "block" stands in what is said of damage
            raise BusyError(f"{path} is being written by another process; try again when it has ended") from None
        raise StorageError(
            f"{path} is no store that this version can read ({message.splitlines()[0][:200]}); run shugu build again"
        ) from None
    if not sound:
        raise StorageError(f"{path} is an empty or damaged store; run shugu build again")
    return store
