"""The store that a server reads: a built graph as it stands, or a working copy that may be changed.

Workers open a store for reading alone. A change is therefore made in a copy of the folder, whose
large files are links, and the copy takes the place of the one before it when the change is complete:
a change that is stopped, at whatever point, has changed nothing, and readers never wait.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from shugu.publish.serialise import prefixes_of
from shugu.publish.source import read_names
from shugu.serve.pool import Pool
from shugu.serve.refusal import RefusalError
from shugu.store.folder import MANIFEST
from shugu.store.graph import open_folder

__all__ = ["ServedStore"]


class ServedStore:
    """The store of a graph folder; with `writable`, a working copy of it that lives as long as the server."""

    def __init__(self, folder: Path, *, writable: bool) -> None:
        self.base, self.collection = read_names(folder)
        self.prefixes: Mapping[str, str] = prefixes_of(self.base)
        self.writable = writable
        self.folder = folder.absolute()
        self._manifest = self.folder / MANIFEST
        self._lock = asyncio.Lock()
        self._number = 0
        self._readers: Counter[Path] = Counter()
        self._seen: tuple[tuple[int, int, int], str] | None = None
        self._work: Path | None = None
        open_folder(self.folder / "store")  # a damaged store is found out before the first request
        if writable:
            self._work = Path(tempfile.mkdtemp(prefix="shugu-serve-"))
            self._current = self._work / "0"
            _copy(self.folder / "store", self._current)
        else:
            self._current = self.folder / "store"

    def close(self) -> None:
        """Nothing, after the working copy is gone."""
        if self._work is not None:
            shutil.rmtree(self._work, ignore_errors=True)

    @property
    def version(self) -> str:
        """A text that is another one whenever the content of the store may be."""
        if self.writable:
            return f"{self._work}-{self._number}"
        state = os.stat(self._manifest)  # noqa: PTH116 - with each request
        key = (state.st_ino, state.st_mtime_ns, state.st_size)
        if self._seen is None or self._seen[0] != key:
            digest = hashlib.sha256(self._manifest.read_bytes()).hexdigest()
            self._seen = (key, f"{digest}-{key[0]}-{key[1]}")
        return self._seen[1]

    @property
    def place(self) -> dict[str, Any]:
        """What a job says of the store to read; raises RefusalError while there is none."""
        try:
            return {"store": str(self._current), "version": self.version, "copy": self.writable}
        except OSError:
            raise RefusalError(503, "the graph is being replaced; try again") from None

    @contextmanager
    def reading(self) -> Iterator[dict[str, Any]]:
        """What a job says of the store to read, which stays while the block lasts."""
        path, place = self._current, self.place
        self._readers[path] += 1
        try:
            yield place
        finally:
            self._readers[path] -= 1
            self._drop_old()

    async def change(
        self, pool: Pool, job: Mapping[str, Any], body: bytes = b"", *, client: str = ""
    ) -> dict[str, Any]:
        """What the worker says after a change, which is seen by every later request; one after another."""
        async with self._next() as path:
            return await pool.change({**job, "store": str(path)}, body, client=client)

    @asynccontextmanager
    async def _next(self) -> AsyncIterator[Path]:
        """A copy to change; it becomes the current one when the block ends well."""
        if self._work is None:
            raise RefusalError(403, "this server only reads")
        async with self._lock:
            path = self._work / str(self._number + 1)
            shutil.rmtree(path, ignore_errors=True)
            await asyncio.to_thread(_copy, self._current, path)
            try:
                yield path
            except BaseException:
                shutil.rmtree(path, ignore_errors=True)
                raise
            self._current = path
            self._number += 1
            self._drop_old()

    def _drop_old(self) -> None:
        for path in [path for path, readers in self._readers.items() if not readers and path != self._current]:
            del self._readers[path]
            if self._work is not None:
                shutil.rmtree(path, ignore_errors=True)


def _copy(source: Path, target: Path) -> None:
    """The files of a store beside each other twice; the large ones, which never change, as links."""
    target.mkdir()
    for file in source.iterdir():
        if file.suffix == ".sst":
            try:
                os.link(file, target / file.name)
                continue
            except OSError:
                pass  # another file system, or one without links
        if file.is_file() and file.name not in ("SHA256SUMS", "LOCK"):
            shutil.copy2(file, target / file.name)
