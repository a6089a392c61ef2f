"""A collection's folder as a user fills it: made, documents added, replaced and removed.

What is slow, reading, asking a server and looking for facts, comes first; then all files of the
change are written under the collection's lock, as a whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from shugu.arrival import Arrival, Place, State, is_unread, is_url, place, receive
from shugu.errors import BusyError, InputError, StorageError
from shugu.filing import change_entry, drop_document, restore_text, write_document, write_entry
from shugu.journal import changing
from shugu.model.collection import Collection, DocumentInfo
from shugu.read.collection import read_collection
from shugu.read.fetch import Fetcher
from shugu.read.naming import Details, slug
from shugu.read.reader import ReadResult
from shugu.reconcile.entities import format_entities
from shugu.store.folder import write_file

if TYPE_CHECKING:
    from shugu.extraction import Extraction, ExtractionSettings
    from shugu.refresh import RefreshReport

__all__ = [
    "Added", "Details", "State", "add_document", "add_samples", "init_collection", "is_url", "remove_document",
    "take_in",
]  # fmt: skip

_LICENCE = "all rights reserved; say here under which licence the facts may be used"


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A document after it was added: its entry, what was read, and sentences that the user should know.

    `found` is what an engine found in it, None where no facts were looked for; `report` says what
    became of that and of earlier decisions, None where the sheet was left alone.
    """

    info: DocumentInfo
    state: State
    result: ReadResult
    notes: tuple[str, ...] = ()
    found: Extraction | None = None
    report: RefreshReport | None = None


def init_collection(folder: Path, *, title: str | None = None) -> Collection:
    """The new, empty collection in `folder`, whose name becomes its id.

    Raises InputError where the folder is a collection already or holds files of others; hidden ones
    are no hindrance.
    """
    if (folder / "collection.toml").exists():
        raise InputError(f"{folder} is a collection already; add documents to it with: shugu add {folder} FILE")
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file; name a folder")
    nothing = format_entities(()).encode("utf-8")
    if folder.is_dir() and any(not _is_ours(path, nothing) for path in folder.iterdir()):
        raise InputError(f"{folder} holds files already; name a new or empty folder")
    name = slug(folder.resolve().name) or "collection"
    title = " ".join((title or folder.resolve().name or name).split())
    from json import dumps  # noqa: PLC0415 - a JSON text is a TOML text

    lines = (
        "# What this collection is. `shugu add` writes a [[document]] below for each document.",
        f"id = {dumps(name)}",
        f"title = {dumps(title, ensure_ascii=False)}",
        "# Every IRI of the graph begins with this address; put your own here before others use the graph.",
        f'base = "https://example.org/{name}/"',
        f"licence = {dumps(_LICENCE)}",
        f"description = {dumps(f'Facts from documents on: {title}', ensure_ascii=False)}",
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"{folder} cannot be made: {error.strerror}") from None
    write_file(folder / "entities.tsv", nothing)
    write_file(folder / "collection.toml", ("\n".join(lines) + "\n").encode("utf-8"))
    return read_collection(folder)


def _is_ours(path: Path, nothing: bytes) -> bool:
    """Whether a file is no hindrance: hidden, or what a beginning that was cut off left."""
    return path.name.startswith(".") or (path.name == "entities.tsv" and path.read_bytes() == nothing)


def add_samples(folder: Path, *, extraction: ExtractionSettings | None = None) -> tuple[Added, ...]:
    """The three articles that come with shugu, added to a collection: an invented region, in our own words."""
    samples = resources.files("shugu.read").joinpath("samples")
    with resources.as_file(samples) as there:
        return tuple(add_document(folder, str(path), extraction=extraction) for path in sorted(there.glob("*.txt")))


def add_document(
    folder: Path,
    source: str,
    *,
    details: Details | None = None,
    fetcher: Fetcher | None = None,
    today: str | None = None,
    extraction: ExtractionSettings | None = None,
    again: bool = False,
    say: Callable[[str], None] | None = None,
) -> Added:
    """The document of a file or an address, after it was received and taken in (see `receive` and `take_in`).

    Raises InputError, ServiceError and BusyError, with nothing changed.
    """
    arrival = receive(
        folder, source, details=details, fetcher=fetcher, today=today, extraction=extraction, again=again, say=say
    )
    return take_in(folder, arrival, again=again)


def take_in(folder: Path, arrival: Arrival, *, again: bool = False) -> Added:
    """The document, after its text, map, original, sentences, entry and sheet are in the collection's folder.

    A text that is there already is not added again. A file of the same name, a page of the same
    address or a document of the same id with another text takes the place of the old one, which is
    kept in `texts/previous/`; its decisions are carried over. What was found in a text that was read
    meanwhile counts only with `again`. Raises InputError and BusyError, with nothing changed.
    """
    there = place(read_collection(folder), arrival)
    also = [folder / "sources" / there.old.file] if there.old and there.old.file else []
    with changing(folder, there.info.id, also=also):
        collection = read_collection(folder)
        now = place(collection, arrival)
        if now.info.id != there.info.id:  # another command took the name meanwhile
            raise BusyError(f"another shugu command added {there.info.id} to {folder} just now; run this once more")
        wanted = again or is_unread(collection, now)
        found = _renamed(arrival.found, now.info.id) if arrival.found and wanted else None
        return _write(collection, now, arrival, found)


def _renamed(found: Extraction, document: str) -> Extraction:
    """What was found, under the id that the document came to have."""
    rows = tuple(replace(candidate, document=document) for candidate in found.candidates)
    return replace(found, candidates=rows)


def _write(collection: Collection, place: Place, arrival: Arrival, found: Extraction | None) -> Added:
    """The document, after all its files are written."""
    from shugu.refresh import refresh  # noqa: PLC0415 - needs the RDF side for the ontology's names

    info, old, draft, notes = place.info, place.old, arrival.draft, arrival.notes
    if place.state is State.SAME and old is not None:
        notes = (f"the same text is in the collection already, as {info.id}", *notes)
        keys = ("title", "publisher", "published", "language")
        changed = {key: getattr(info, key) for key in keys if getattr(info, key) != getattr(old, key)}
        if changed:
            change_entry(collection, info.id, changed)
            notes = (*notes, f"changed: {', '.join(changed)}")
        restore_text(collection, info, draft.document.text)
    else:
        write_document(collection, info, draft, arrival.data, old)
        write_entry(collection, info, old)
        notes = (*draft.notes, *notes, *([] if found else _language_note(info)))
    report = None
    if found is not None or place.state is State.REPLACED:
        report = refresh(collection.folder, info.id, found.candidates if found else ())
    return Added(info=info, state=place.state, result=draft, notes=notes, found=found, report=report)


def remove_document(folder: Path, document_id: str) -> DocumentInfo:
    """The entry of the document that was removed with all that was made from it.

    Raises InputError where the collection does not list it, BusyError where another process is
    changing the collection.
    """
    from shugu.refresh import forget  # noqa: PLC0415 - needs the RDF side for the ontology's names

    info = _find_entry(read_collection(folder), document_id)
    with changing(folder, document_id, also=[folder / "sources" / info.file] if info.file else []):
        collection = read_collection(folder)
        info = _find_entry(collection, document_id)
        forget(folder, document_id)
        drop_document(collection, info)
    return info


def _find_entry(collection: Collection, document_id: str) -> DocumentInfo:
    info = next((info for info in collection.documents if info.id == document_id), None)
    if info is None:
        known = ", ".join(info.id for info in collection.documents) or "none yet"
        raise InputError(f"{collection.folder} has no document {document_id!r}; it has: {known}")
    return info


def _language_note(info: DocumentInfo) -> tuple[str, ...]:
    from shugu.extraction import has_rules  # noqa: PLC0415

    if has_rules(info.language):
        return ()
    tongue = "its language cannot be told" if info.language == "und" else f"its language is {info.language!r}"
    return (f"{tongue}, for which there are no rules of extraction: the text is kept, and facts are entered by hand",)
