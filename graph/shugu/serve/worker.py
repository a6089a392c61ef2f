"""The program of a worker process: it answers one job after another, and dies rather than take too much.

Started as `python -m shugu.serve.worker DESCRIPTOR SECONDS MEGABYTES ANSWER-BYTES SETTINGS`.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import select
import signal
import socket
import sqlite3
import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import Store

from shugu.errors import QueryError, ShuguError
from shugu.serve.evaluate import Sink, answer_query, write_graph
from shugu.serve.federation import Services
from shugu.serve.frames import Kind, receive, send
from shugu.serve.refusal import CutOffError, RefusalError
from shugu.serve.writing import apply_update, change_graph
from shugu.store.graph import open_folder

if TYPE_CHECKING:
    from shugu.serve.explorer.index import HeldIndex, Index

__all__ = ["main"]

_GRACE = 2.0  # seconds after which the clock of the process itself ends what the server did not end
_MOST_IN_MEMORY = 100_000  # statements of a store, which a worker reads in a second or two
_JOBS_FROM_FILES = 200
_IDLE = 0.3  # seconds without a job
_DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux


def main(arguments: list[str]) -> None:
    """Nothing, after the server has closed the connection."""
    descriptor, seconds, megabytes, most = int(arguments[0]), float(arguments[1]), int(arguments[2]), int(arguments[3])
    settings = _settings(json.loads(arguments[4]), seconds)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends its workers
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGKILL)
    connection = socket.socket(fileno=descriptor)
    gc.freeze()  # what is there now stays, and need not be looked through again
    send(connection, Kind.READY)
    stores = _Stores(megabytes)
    while True:
        stores.settle(connection)
        message = receive(connection)
        if message is None:
            return
        head, _, body = message[1].partition(b"\n")
        job = {**json.loads(head), **settings}
        signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE)
        try:
            _do(job, body, stores, connection, most)
        except RefusalError as error:
            _refuse(connection, error.status, error.reason)
        except QueryError as error:
            _refuse(connection, 400, str(error))
        except CutOffError as error:
            _refuse(connection, 503, str(error))
        except MemoryError:
            _refuse(connection, 503, f"the query needed more than {megabytes} MB of memory")
        except RecursionError:
            _refuse(connection, 400, "what was sent is nested too deeply")
        except (OSError, ShuguError) as error:
            stores.forget()
            _refuse(connection, 503, f"the store could not be read: {error}")
        signal.setitimer(signal.ITIMER_REAL, 0)


def _settings(given: dict[str, Any], seconds: float) -> dict[str, Any]:
    """What holds for every job: the prefixes that queries know, and the services that they may ask, None for none."""
    allowed = tuple(given["services"])
    services = Services(allowed=allowed, private=given["private"], seconds=seconds) if allowed else None
    return {"prefixes": given["prefixes"], "services": services}


def _do(job: dict[str, Any], body: bytes, stores: _Stores, connection: socket.socket, most: int) -> None:
    action = job["action"]
    if action == "open":
        stores.open(job)
        send(connection, Kind.READY)
    elif action == "query":
        answer_query(job, stores.open(job), connection, most)
    elif action in ("page", "part"):
        _explore(job, stores.open_index(job), connection, most)
    elif action == "graph":
        write_graph(job, stores.open(job), connection, most)
    else:
        change = apply_update if action == "update" else change_graph
        result = change(job, body, stores.open_to_write(job))
        send(connection, Kind.WHOLE, json.dumps(result).encode() + b"\n")


def _explore(job: dict[str, Any], index: Index, connection: socket.socket, most: int) -> None:
    """Nothing, after the explorer's page or a part of its graph was sent."""
    from shugu.serve.explorer.answer import answer_part  # noqa: PLC0415 - with numpy, when it is needed

    is_page = job["action"] == "page"
    try:
        body = index.page if is_page else answer_part(job, index)
    except sqlite3.DatabaseError as error:
        reason = f"the index of the explorer cannot be read: {error}; build the graph again"
        raise RefusalError(503, reason) from None
    sink = Sink(connection, "text/html" if is_page else "application/json", most)
    sink.write(body)
    sink.end()


def _refuse(connection: socket.socket, status: int, reason: str) -> None:
    send(connection, Kind.REFUSED, json.dumps({"status": status, "reason": reason[:2000]}).encode())


class _Stores:
    """The store that was read last, opened again when it has another path or version."""

    def __init__(self, megabytes: int) -> None:
        self._megabytes = megabytes
        self._key: tuple[str, str] | None = None
        self._store: Store | None = None
        self._patience = 0  # jobs until the store is taken into memory
        self._held: HeldIndex | None = None

    def open(self, job: dict[str, Any]) -> Store:
        key = (job["store"], job["version"])
        if self._store is None or key != self._key:
            self.forget()
            _limit_memory(None)
            # A working copy may be empty, is sealed by nobody, and is another one after each change.
            self._store = Store.read_only(job["store"]) if job["copy"] else open_folder(Path(job["store"]))
            self._key = key
            self._patience = 0 if job["copy"] else _JOBS_FROM_FILES
            _limit_memory(self._megabytes)
        return self._store

    def open_to_write(self, job: dict[str, Any]) -> Store:
        _limit_memory(None)
        store = Store(job["store"])
        _limit_memory(self._megabytes)
        return store

    def open_index(self, job: dict[str, Any]) -> Index:
        """The explorer's index, which takes its place in memory beside the store."""
        if self._held is not None:
            return self._held.open(Path(job["index"]))
        _limit_memory(None)
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # each thread would set memory aside
        from shugu.serve.explorer.index import HeldIndex  # noqa: PLC0415 - with numpy, when it is needed

        self._held = HeldIndex()
        index = self._held.open(Path(job["index"]))
        index.load()
        _limit_memory(self._megabytes)
        return index

    def settle(self, connection: socket.socket) -> None:
        """Takes a small store into memory in a moment when nothing is asked, at the latest after so many jobs."""
        if not self._patience or self._store is None:
            return
        self._patience -= 1
        if self._patience and select.select([connection], [], [], _IDLE)[0]:
            return
        self._patience = 0
        _limit_memory(None)
        try:
            self._store = _in_memory(self._store)
        except OSError:
            self.forget()  # the next job will tell
        _limit_memory(self._megabytes)

    def forget(self) -> None:
        self._store = self._key = None


def _in_memory(store: Store) -> Store:
    """A copy of a store that answers about three times as fast; a large store itself."""
    quads = list(islice(store, _MOST_IN_MEMORY + 1))
    if len(quads) > _MOST_IN_MEMORY:
        return store
    copy = Store()
    copy.extend(quads)
    for name in store.named_graphs():
        copy.add_graph(name)
    return copy


def _limit_memory(megabytes: int | None) -> None:
    """Allows the process so much address space beyond what it has now, or any; core files are not written.

    What an engine sets aside when it opens a store is not counted: it varies with the system.
    """
    import resource  # noqa: PLC0415 - not there on Windows, where this program is not started

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform != "linux":
        return
    _, hardest = resource.getrlimit(resource.RLIMIT_AS)
    most = hardest
    if megabytes is not None:
        used = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
        most = used + megabytes * 1024**2
        most = most if hardest == resource.RLIM_INFINITY else min(most, hardest)
    resource.setrlimit(resource.RLIMIT_AS, (most, hardest))


if __name__ == "__main__":
    main(sys.argv[1:])
