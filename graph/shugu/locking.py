"""Locks between processes, which the system takes from one that dies: nothing of it has to be cleared away."""

from __future__ import annotations

import errno
import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from shugu.errors import BusyError

__all__ = ["lock_folder", "lock_name"]

_PAUSE = 0.02  # seconds between two attempts
_BUSY = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES)


@contextmanager
def lock_name(path: Path, *, wait: float, busy: str) -> Iterator[None]:
    """A block that one process of this user enters at a time for a path, which need not exist.

    Raises BusyError with the sentence `busy` where another process is in it after `wait` seconds.
    """
    # Beside other temporary files, so that nothing is left lying next to the user's own.
    name = hashlib.sha256(os.fsencode(path)).hexdigest()[:24]
    lock = FileLock(Path(tempfile.gettempdir()) / f"shugu-{name}.lock")
    try:
        with lock.acquire(timeout=wait):
            yield
    except Timeout:
        raise BusyError(busy) from None


@contextmanager
def lock_folder(folder: Path, *, wait: float, busy: str) -> Iterator[None]:
    """A block that one process at a time enters for a folder, whoever started it.

    The folder itself is locked; where the system cannot do that, its name. Raises BusyError with the
    sentence `busy` where another process is in it after `wait` seconds, OSError where the folder
    cannot be opened.
    """
    descriptor = _lock(folder, wait, busy)
    if descriptor is None:
        with lock_name(folder, wait=wait, busy=busy):
            yield
        return
    try:
        yield
    finally:
        os.close(descriptor)


def _lock(folder: Path, wait: float, busy: str) -> int | None:
    """The descriptor that holds the lock; None where the system knows no locks of folders."""
    if sys.platform == "win32":
        return None
    import fcntl  # noqa: PLC0415 - not on Windows

    descriptor = os.open(folder, os.O_RDONLY)
    until = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in _BUSY and time.monotonic() < until:
                time.sleep(_PAUSE)
                continue
            os.close(descriptor)
            if error.errno in _BUSY:
                raise BusyError(busy) from None
            return None
        return descriptor
