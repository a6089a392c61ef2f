"""The files that a reader may take away: those of the built folder, and those that are made when they are asked for."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import re
import shutil
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from shugu.serve.refusal import RefusalError
from shugu.serve.site.render import page_policy
from shugu.store.folder import MANIFEST, read_manifest

__all__ = ["Download", "Downloads", "own_policy"]

_MEDIA = {
    "ttl": "text/turtle; charset=utf-8",
    "trig": "application/trig",
    "jsonld": "application/ld+json",
    "nq": "application/n-quads",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "csv": "text/csv; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "graphml": "application/graphml+xml",
    "gexf": "application/gexf+xml",
}
# Files that are made when they are asked for: the ending, and what `shugu export` calls the format.
_MADE = {"graph.nt": "nt", "graph.rdf": "rdfxml", "network.graphml": "graphml", "network.gexf": "gexf"}
_SECONDS = 120.0
_META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Download:
    """A file: its name, its media type, its size in bytes, None where it is yet to be made."""

    name: str
    media: str
    size: int | None


class Downloads:
    """The files of a graph folder; only those are given that its manifest names."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.absolute()
        self._making = asyncio.Lock()
        self._made: Path | None = None

    def close(self) -> None:
        """Nothing, after the files that were made are gone."""
        if self._made is not None:
            shutil.rmtree(self._made, ignore_errors=True)

    def listed(self) -> list[Download]:
        """The files by name, the pages last."""
        names = [*self._built(), *_MADE]
        found = [Download(name, _MEDIA[name.rsplit(".", 1)[-1]], self._size(name)) for name in sorted(names)]
        return sorted(found, key=lambda download: download.media.startswith("text/html"))

    def _built(self) -> list[str]:
        files = read_manifest(self._folder).get("files")
        names = files if isinstance(files, dict) else {}
        return [name for name in names if "/" not in name and name.rsplit(".", 1)[-1] in _MEDIA and name not in _MADE]

    def _size(self, name: str) -> int | None:
        try:
            return self._path(name).stat().st_size
        except OSError:
            return None

    def _path(self, name: str) -> Path:
        if name in _MADE:
            return (self._made or self._folder / "made") / f"{self._state()}-{name}"
        return self._folder / name

    def _state(self) -> str:
        """A name for the present content of the folder."""
        return hashlib.sha256((self._folder / MANIFEST).read_bytes()).hexdigest()[:16]

    async def find(self, name: str) -> tuple[Path, str]:
        """Path and media type of a file, made now where it is not there; raises RefusalError: 404, 503."""
        if name not in _MADE and name not in self._built():
            raise RefusalError(404, f"there is no file {name[:100]!r} to download")
        if name in _MADE:
            async with self._making:
                await self._make(name)
        path = self._path(name)
        if not path.is_file():
            raise RefusalError(503, "the graph is being replaced; try again")
        return path, _MEDIA[name.rsplit(".", 1)[-1]]

    async def _make(self, name: str) -> None:
        """Nothing, after the file is there; it is made by a process of its own, which is ended if it takes too long."""
        if self._made is None:
            self._made = Path(tempfile.mkdtemp(prefix="shugu-downloads-"))
        path = self._path(name)
        if path.is_file():
            return
        for old in self._made.glob(f"*-{name}"):
            old.unlink()
        part = path.with_suffix(".part")
        command = [sys.executable, "-m", "shugu", "export", "--graph", str(self._folder), "--format", _MADE[name]]
        with part.open("wb") as out:
            process = await asyncio.create_subprocess_exec(
                *command, stdin=asyncio.subprocess.DEVNULL, stdout=out, stderr=asyncio.subprocess.DEVNULL
            )
            try:
                async with asyncio.timeout(_SECONDS):
                    code = await process.wait()
            except TimeoutError:
                raise RefusalError(503, f"{name} was not made within {_SECONDS:g} seconds; run shugu export") from None
            finally:
                if process.returncode is None:
                    process.kill()
                    await process.wait()
        if code != 0:
            raise RefusalError(503, f"{name} could not be made; run shugu export to see why")
        part.replace(path)


def own_policy(page: str) -> Mapping[str, str]:
    """The header with the content security policy of a page that brings one along, its styles told by their hashes.

    What the policy of the page allows by hash stays; `unsafe-inline` becomes the hashes of its style sheets.
    """
    meta = _META.search(page)
    policy = meta[1].replace("&#39;", "'").replace("&#x27;", "'") if meta else page_policy()
    hashes = [base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() for style in _STYLE.findall(page)]
    policy = policy.replace("'unsafe-inline'", " ".join(f"'sha256-{digest}'" for digest in hashes) or "'none'")
    return {"Content-Security-Policy": f"{policy}; frame-ancestors 'none'", "Vary": "Accept-Encoding"}
