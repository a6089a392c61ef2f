"""Changes of a collection's files: by one process at a time, and as a whole or not at all.

Before the first file of a change is written, all that it may touch is kept in `.changing/`, by hard
links. That folder is gone when the change is complete; where a process died, the next command puts
back what it holds.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path

from shugu.errors import StorageError
from shugu.locking import lock_folder

__all__ = ["changing", "settle"]

_JOURNAL = ".changing"
_LIST = "files.json"
_SHARED = ("collection.toml", "proposed.tsv", "terms.tsv", "merges.tsv")
_PLACES = (
    *("facts", "orphans", "sentences", "extracted", "previous"),
    *("texts/previous", "texts", "maps", "sources"),
)
_WAIT = 10.0  # seconds: a change takes a fraction of one
_held: ContextVar[frozenset[Path]] = ContextVar("held", default=frozenset())


@contextmanager
def changing(
    folder: Path, document: str | None = None, *, also: Iterable[Path] = (), wait: float = _WAIT
) -> Iterator[None]:
    """A block in which files of a collection change: those of one document, and those that all documents share.

    `also` are further files that may change. When the block fails, or the process dies in it, the
    files are afterwards as they were before. Within such a block another one is part of it. Raises
    BusyError where another process is still changing the collection after `wait` seconds,
    StorageError where the disk refuses.
    """
    folder = folder.resolve()
    if folder in _held.get():
        yield
        return
    with _locked(folder, wait):
        token = _held.set(_held.get() | {folder})
        try:
            _roll_back(folder)
            _begin(folder, document, also)
            try:
                yield
            except BaseException:
                _roll_back(folder)
                raise
            _end(folder)
        finally:
            _held.reset(token)


def settle(folder: Path) -> None:
    """Nothing, after a change that was cut off is undone; one that goes on is waited for.

    Raises BusyError and StorageError as `changing` does.
    """
    folder = folder.resolve()
    if folder in _held.get() or not (folder / _JOURNAL).is_dir():
        return
    with _locked(folder, _WAIT):
        _roll_back(folder)


@contextmanager
def _locked(folder: Path, wait: float) -> Iterator[None]:
    busy = f"another shugu command is changing {folder}; try again when it has ended"
    with ExitStack() as held:
        try:
            held.enter_context(lock_folder(folder, wait=wait, busy=busy))
        except OSError as error:
            raise StorageError(f"{folder} cannot be changed: {error.strerror}") from None
        yield


def _begin(folder: Path, document: str | None, also: Iterable[Path]) -> None:
    """Keeps what may change. The journal comes into being at once, by its renaming."""
    try:
        for left in folder.glob(f"{_JOURNAL}?*"):
            shutil.rmtree(left, ignore_errors=True)
        work = Path(tempfile.mkdtemp(prefix=f"{_JOURNAL}-", dir=folder))
        touched = [*_found(folder, document), *(path.relative_to(folder) for path in also if (folder / path).is_file())]
        kept = {path.as_posix(): str(number) for number, path in enumerate(dict.fromkeys(touched))}
        for path, name in kept.items():
            _link(folder / path, work / name)
        there = [place for place in _PLACES if (folder / place).is_dir()]
        with (work / _LIST).open("w", encoding="utf-8") as file:
            json.dump({"document": document, "kept": kept, "places": there}, file)
            file.flush()
            os.fsync(file.fileno())
        work.rename(folder / _JOURNAL)
        _sync(folder)
    except OSError as error:
        raise StorageError(f"{folder} cannot be changed: {error.strerror or error}") from None


def _end(folder: Path) -> None:
    with _refusals(folder):
        done = Path(tempfile.mkdtemp(prefix=f"{_JOURNAL}-", dir=folder)) / "done"
        _sync(folder)
        (folder / _JOURNAL).rename(done)
    shutil.rmtree(done.parent, ignore_errors=True)


def _roll_back(folder: Path) -> None:
    """Puts back what the journal keeps, and takes away what came since. Cut off, it can be done again."""
    journal = folder / _JOURNAL
    if not journal.is_dir():
        return
    with _refusals(folder):
        held = json.loads((journal / _LIST).read_text("utf-8"))
        kept: dict[str, str] = held["kept"]
        for name, copy in kept.items():
            _put_back(journal / copy, folder / name)
        for path in _found(folder, held["document"]):
            if path.as_posix() not in kept:
                (folder / path).unlink()
        for path in _half_written(folder, {Path(name).name for name in kept}, held["document"]):
            path.unlink()
        for place in _PLACES:
            if place not in held["places"] and (folder / place).is_dir():
                with suppress(OSError):  # something of the user's came into it
                    (folder / place).rmdir()
    _end(folder)


def _found(folder: Path, document: str | None) -> list[Path]:
    """The files that a change may touch, as they are there now."""
    found = [Path(name) for name in _SHARED if (folder / name).is_file()]
    if document is not None:
        for place in _PLACES:
            if (folder / place).is_dir():
                own = sorted(path for path in (folder / place).iterdir() if path.name.startswith(f"{document}."))
                found += [path.relative_to(folder) for path in own if path.is_file()]
    return found


def _half_written(folder: Path, names: Iterable[str], document: str | None) -> Iterator[Path]:
    """Files that were being written when a process died, told by the names that `write_file` gives them."""
    known = {*_SHARED, *names}
    for place in (".", *_PLACES):
        if (folder / place).is_dir():
            for path in sorted((folder / place).iterdir()):
                match = re.fullmatch(r"[.](.+)[.][a-z0-9_]{8}", path.name)
                if match and (match[1] in known or (document and match[1].startswith(f"{document}."))):
                    yield path


def _put_back(kept: Path, path: Path) -> None:
    if path.exists() and path.samefile(kept):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    work = kept.with_name(f"{kept.name}.back")
    work.unlink(missing_ok=True)
    _link(kept, work)
    work.replace(path)


def _link(path: Path, other: Path) -> None:
    """A second name of a file; a copy on file systems that know no such names."""
    try:
        other.hardlink_to(path)
    except OSError:
        shutil.copy2(path, other)


def _sync(folder: Path) -> None:
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _refusals(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise StorageError(
            f"{folder} cannot be put in order: {reason}; when that is mended, the next command does it"
        ) from None
