"""The folder of a built graph: replaced as a whole, at once, and never seen half-written."""

from __future__ import annotations

import ctypes
import errno
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from shugu.errors import InputError, NotBuiltError, StorageError
from shugu.locking import lock_name

__all__ = ["FORMAT", "MANIFEST", "find_graph", "read_manifest", "replace_folder", "write_file"]

MANIFEST = "manifest.json"
FORMAT = 1
_ATTEMPTS = 5
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS


def read_manifest(folder: Path) -> dict[str, Any]:
    """What `build` wrote of itself into a graph folder.

    Raises NotBuiltError where the folder is no built graph, or one of another format.
    """
    _recover(folder)
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    except FileNotFoundError:
        raise NotBuiltError(f"{folder} is not a graph that shugu built; run: shugu build --out {folder}") from None
    except (OSError, ValueError, RecursionError) as error:
        raise NotBuiltError(f"{folder / MANIFEST} cannot be read ({error}); run: shugu build --out {folder}") from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise NotBuiltError(f"{folder} was built by another version of shugu; run: shugu build --out {folder}")
    return manifest


def find_graph(folder: Path | None) -> Path:
    """The graph folder to read: the one given, else the one `*-graph` folder in the current directory.

    Raises NotBuiltError, with the command to run, where there is none or more than one.
    """
    if folder is not None:
        read_manifest(folder)
        return folder
    for previous in Path.cwd().glob(".*-graph.previous"):
        _recover(previous.with_name(previous.name.removeprefix(".").removesuffix(".previous")))
    found = sorted(path.parent for path in Path.cwd().glob(f"*-graph/{MANIFEST}"))
    if not found:
        raise NotBuiltError("there is no built graph in this folder; run: shugu build")
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        raise NotBuiltError(f"there are several built graphs here ({names}); say which with --graph")
    read_manifest(found[0])
    return found[0]


@contextmanager
def replace_folder(target: Path, *, force: bool) -> Iterator[Path]:
    """An empty folder to write into, which takes the place of `target` when the block ends well.

    Until then, and whenever the block fails or the process dies, `target` stays as it was. Raises
    InputError where `target` holds something that shugu did not write, unless `force`; BusyError
    where another process is replacing it; StorageError where the disk refuses.
    """
    target = target.absolute()
    with _storage_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with _locked(target):
            _recover(target)
            _refuse_foreign(target, force=force)
            _remove_stale(target)
            work = Path(tempfile.mkdtemp(prefix=f".{target.name}.building-", dir=target.parent))
            work.chmod(0o755)
            try:
                yield work
                _sync(work)
                _swap(work, target)
            finally:
                shutil.rmtree(work, ignore_errors=True)


def _remove_stale(target: Path) -> None:
    """Removes what builds of this very target left behind when they were killed."""
    own = re.compile(re.escape(f".{target.name}.building-") + r"[a-z0-9_]{8}")
    for path in target.parent.iterdir():
        if own.fullmatch(path.name) and path.is_dir():
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _locked(target: Path) -> Iterator[None]:
    busy = f"another process is writing {target}; try again when it has ended"
    with lock_name(target.parent.resolve() / target.name, wait=0, busy=busy):
        yield


@contextmanager
def _storage_errors(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise StorageError(f"{target} cannot be written: {reason}; what was there before is unchanged") from None


def _refuse_foreign(target: Path, *, force: bool) -> None:
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise InputError(f"{target} is not a folder; name another with --out")
    if target.exists() and any(target.iterdir()) and not (target / MANIFEST).is_file() and not force:
        raise InputError(
            f"{target} holds files that shugu did not write; name another folder with --out, or replace it with --force"
        )


def _sync(folder: Path) -> None:
    """Everything in `folder` is on the disk, not only in the cache, before it takes its place."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())


def _previous(target: Path) -> Path:
    return target.parent / f".{target.name}.previous"


def _recover(target: Path) -> None:
    """Puts back the last complete state, where a process died between the two renames of `_swap`."""
    previous = _previous(target)
    if previous.is_dir() and not target.exists():
        os.rename(previous, target)  # noqa: PTH104 - one call, nothing in between


def _swap(work: Path, target: Path) -> None:
    if not target.exists():
        work.rename(target)
    elif not _exchange(work, target):
        previous = _previous(target)
        for attempt in range(_ATTEMPTS):
            if target.exists():
                shutil.rmtree(previous, ignore_errors=True)
                target.rename(previous)
            try:
                work.rename(target)
                break
            except OSError as error:
                # A reader that comes between the two puts the old folder back; then once more.
                if error.errno not in (errno.EEXIST, errno.ENOTEMPTY) or attempt == _ATTEMPTS - 1:
                    raise
        shutil.rmtree(previous, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """True after the two folders changed names in one step; False where the system cannot do that."""
    names = (os.fsencode(one), os.fsencode(other))
    libc = ctypes.CDLL(None, use_errno=True) if sys.platform != "win32" else None
    if libc is not None and hasattr(libc, "renameat2"):
        here = -100  # AT_FDCWD: the paths are absolute
        result = libc.renameat2(here, names[0], here, names[1], _EXCHANGE)
    elif libc is not None and hasattr(libc, "renamex_np"):
        result = libc.renamex_np(*names, _EXCHANGE)
    else:
        return False
    if result != 0 and ctypes.get_errno() not in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return bool(result == 0)


def write_file(path: Path, data: bytes) -> None:
    """Nothing, after `path` holds the data; killed before the end, it holds what it held.

    Raises InputError for a folder that does not exist, StorageError where the disk refuses.
    """
    if not path.absolute().parent.is_dir():
        raise InputError(f"{path.absolute().parent} is not a folder")
    with _storage_errors(path):
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.absolute().parent)
        work = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            work.chmod(0o644)
            work.replace(path)
        except BaseException:
            work.unlink(missing_ok=True)
            raise
