"""The texts of a collection fetched again from their addresses, and its pointers found in them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from shugu.errors import InputError, ServiceError
from shugu.journal import changing
from shugu.model.collection import Collection, DocumentInfo, SentenceRecord
from shugu.model.document import Document, text_hash
from shugu.model.table import read_text
from shugu.read.collection import read_collection
from shugu.read.fetch import Fetched, Fetcher
from shugu.read.html import MEDIA_TYPE as HTML
from shugu.read.html import read_page
from shugu.read.reader import EXTENSIONS, media_type_of, read_any
from shugu.read.relocate import Relocated, relocate
from shugu.review.register import read_register
from shugu.store.folder import write_file

__all__ = ["Refetched", "read_copies", "refetch", "text_name"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refetched:
    """What became of one document.

    `written` is its text, None where nothing was written; `found` and `missing` are ids of registered
    sentences, and `silent` those of the missing that state no fact. `same` is True where the text is the registered
    one to the letter; `failure` says why a server or page gave nothing, `skipped` why none was asked.
    """

    id: str
    written: Path | None = None
    found: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    silent: frozenset[str] = frozenset()
    same: bool = False
    failure: str | None = None
    skipped: str | None = None

    @property
    def lost(self) -> tuple[str, ...]:
        """The missing sentences that state a fact."""
        return tuple(name for name in self.missing if name not in self.silent)


def refetch(
    folder: Path, out: Path, *, fetcher: Fetcher, again: bool = False, say: Callable[[str], None] | None = None
) -> Iterator[Refetched]:
    """What became of each document of the collection, in order, while texts are written into `out`.

    A text that is there already as registered is left alone unless `again`. One document that fails
    does not stop the others. Raises what `read_collection` raises.
    """
    collection = read_collection(folder)
    out.mkdir(parents=True, exist_ok=True)
    for info in collection.documents:
        if say is not None:
            say(f"fetching {info.id}")
        yield _refetch_one(collection, info, out / text_name(info), fetcher=fetcher, again=again)


def text_name(info: DocumentInfo) -> str:
    """The name of the file of a document's canonical text."""
    plain = info.file is not None and info.media_type == "text/plain"
    return info.file if plain and info.file else f"{info.id}.txt"


def _refetch_one(collection: Collection, info: DocumentInfo, path: Path, *, fetcher: Fetcher, again: bool) -> Refetched:
    try:
        if info.url is None:
            return Refetched(id=info.id, skipped="collection.toml gives no address for it")
        if not again and path.is_file() and text_hash(read_text(path)) == info.sha256:
            return Refetched(id=info.id, skipped=f"its text is in {path} already")
        records = read_register(collection.register_path(info.id))
        found = relocate(records, read_copies(fetcher.fetch(info.url), info.id), length=info.length)
    except (ServiceError, InputError) as error:
        return Refetched(id=info.id, failure=str(error))
    if not found.found:
        return Refetched(id=info.id, missing=found.missing, silent=_silent(records))
    if not _write(collection, info, path, found.text):
        return Refetched(id=info.id, skipped="it was issued anew meanwhile; run fetch once more")
    return _report(info, path, found, records)


def _write(collection: Collection, info: DocumentInfo, path: Path, text: str) -> bool:
    """Writes the text; False where it is one of the collection's own and the collection has another issue by now."""
    own = path.parent.resolve() == (collection.folder / "texts").resolve()
    with changing(collection.folder, info.id) if own else nullcontext():
        if own and info not in read_collection(collection.folder).documents:
            return False
        write_file(path, text.encode("utf-8"))
    return True


def _report(info: DocumentInfo, path: Path, found: Relocated, records: tuple[SentenceRecord, ...]) -> Refetched:
    return Refetched(
        id=info.id,
        written=path,
        found=found.found,
        missing=found.missing,
        silent=_silent(records),
        same=text_hash(found.text) == info.sha256,
    )


def _silent(records: tuple[SentenceRecord, ...]) -> frozenset[str]:
    return frozenset(record.id for record in records if record.reason)


def read_copies(fetched: Fetched, document_id: str) -> tuple[Document, ...]:
    """The text of an answer as a reader extracts it; for a page also all that it shows, menus included."""
    with tempfile.TemporaryDirectory(prefix="shugu-") as place:
        path = Path(place) / "document"
        path.write_bytes(fetched.data)
        kind = media_type_of(path, fetched.media_type)
        if kind == HTML:
            result, whole = read_page(
                fetched.data, document_id, name=fetched.url, charset=fetched.charset, url=fetched.url
            )
            return result.document, whole
        path = path.rename(path.with_suffix(f".{EXTENSIONS[kind]}"))
        return (read_any(path, document_id, media_type=fetched.media_type).document,)
