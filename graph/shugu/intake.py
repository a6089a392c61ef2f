"""A collection's folder as a user fills it: made, documents added, replaced and removed.

What is slow, reading, asking a server and looking for facts, comes first; then all files of the
change are written under the collection's lock, as a whole or not at all.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from shugu.errors import BusyError, InputError, ServiceError, StorageError
from shugu.filing import (
    change_entry,
    drop_document,
    is_extracted,
    restore_text,
    write_document,
    write_entry,
)  # fmt: skip
from shugu.journal import changing
from shugu.model.collection import Collection, DocumentInfo
from shugu.read.collection import read_collection
from shugu.read.fetch import Fetched, Fetcher
from shugu.read.naming import Details, Source, check_details, choose_id, find_earlier, find_same, slug, to_entry
from shugu.read.reader import EXTENSIONS, ReadResult, media_type_of, read_any
from shugu.reconcile.entities import format_entities
from shugu.store.folder import write_file

if TYPE_CHECKING:
    from shugu.extract.llm_report import ModelReport
    from shugu.extraction import Extraction, ExtractionSettings
    from shugu.refresh import RefreshReport

__all__ = [
    "Added", "Details", "State", "add_document", "add_samples",  "init_collection", "is_url",
    "remove_document",
]  # fmt: skip

_LICENCE = "all rights reserved; say here under which licence the facts may be used"


class State(StrEnum):
    """What adding a document came to."""

    NEW = "new"
    SAME = "same"
    REPLACED = "replaced"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Arrival:
    """A document on its way in: how it was brought, what was read, its entry to be, the one it takes the place of."""

    brought: Source
    draft: ReadResult
    info: DocumentInfo
    old: DocumentInfo | None
    state: State


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
    with resources.as_file(samples) as place:
        return tuple(add_document(folder, str(path), extraction=extraction) for path in sorted(place.glob("*.txt")))


def is_url(source: str) -> bool:
    """Whether a source is an address rather than a file."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", source) is not None


def add_document(
    folder: Path,
    source: str,
    *,
    details: Details | None = None,
    fetcher: Fetcher | None = None,
    today: str | None = None,
    extraction: ExtractionSettings | None = None,
    again: bool = False,
) -> Added:
    """The document, after its text, map, original, sentences, entry and sheet are in the collection's folder.

    `source` is a file or an address. A text that is there already is not added again. A file of the
    same name, a page of the same address or a document of the same id with another text takes the
    place of the old one, which is kept in `texts/previous/`; its decisions are carried over. `today`
    is noted as the day of retrieval of a page. With `extraction`, facts are looked for in what is
    new, what is dated otherwise and what no engine has read yet; with `again` in every case. Raises
    InputError, ServiceError and BusyError, with nothing changed.
    """
    details = check_details(details or Details())
    with _opened(source, fetcher, today) as brought:
        draft = read_any(brought.path, "draft", media_type=brought.media_type, charset=brought.charset, url=brought.url)
        if not draft.document.sentences:
            raise InputError(f"{brought.name} holds no text, so there is nothing to add")
        collection = read_collection(folder)
        arrival = _place(collection, brought, draft, details)
        wanted = extraction is not None and (again or _is_unread(collection, arrival))
        found, notes = _look(collection, arrival, extraction) if wanted and extraction else (None, ())
        also = [folder / "sources" / arrival.old.file] if arrival.old and arrival.old.file else []
        with changing(folder, arrival.info.id, also=also):
            collection = read_collection(folder)
            now = _place(collection, brought, draft, details)
            if now.info.id != arrival.info.id:  # another command took the name meanwhile
                raise BusyError(
                    f"another shugu command added {arrival.info.id} to {folder} just now; run this once more"
                )
            return _take_in(collection, now, found, notes)


def _place(collection: Collection, brought: Source, draft: ReadResult, details: Details) -> _Arrival:
    """Which document of the collection this is, and what its entry is to say."""
    same = find_same(collection, draft, details)
    if same is not None:
        stated = {key: getattr(details, key) for key in ("title", "publisher", "published", "language")}
        info = replace(same, **{key: value for key, value in stated.items() if value is not None})
        return _Arrival(brought=brought, draft=draft, info=info, old=same, state=State.SAME)
    old = find_earlier(collection, brought, details)
    name = old.id if old else choose_id(collection, brought, draft, details)
    kind = media_type_of(brought.path, brought.media_type)
    info = to_entry(name, brought, draft, details, old, EXTENSIONS[kind])
    state = State.REPLACED if old else State.NEW
    return _Arrival(brought=brought, draft=draft, info=info, old=old, state=state)


def _is_unread(collection: Collection, arrival: _Arrival) -> bool:
    """Whether no engine has read this text yet, or only with another day of publication."""
    if arrival.state is not State.SAME or arrival.old is None:
        return True
    return arrival.info.published != arrival.old.published or not is_extracted(collection, arrival.info.id)


def _look(
    collection: Collection, arrival: _Arrival, extraction: ExtractionSettings
) -> tuple[Extraction | None, tuple[str, ...]]:
    """What the engine finds, and notes; None for a language that it cannot read, and where spaCy is missing.

    Raises what a model's server does: then the document is to be added once more.
    """
    from shugu.extraction import extract_document, has_rules  # noqa: PLC0415 - needs the RDF side for the ontology's names
    from shugu.loading import load_names  # noqa: PLC0415

    info = arrival.info
    if extraction.model is None and not has_rules(info.language):
        return None, ()
    names = load_names(collection)
    own = [entity for id_, entity in names.entities.items() if id_ not in names.proposed]
    document = replace(arrival.draft.document, id=info.id)
    try:
        found = extract_document(
            document, language=info.language, published=info.published, title=info.title, known=own, settings=extraction
        )
    except (InputError, ImportError) as error:
        if extraction.model is not None:
            raise
        return None, (f"no facts were looked for: {error}",)
    return found, _check_answers(found.report) if found.report else ()


def _check_answers(report: ModelReport) -> tuple[str, ...]:
    """A note where a model gave no answer for parts of the text; raises ServiceError where it gave none at all."""
    failed = sum(count for _, count in report.failed)
    if not failed:
        return ()
    reasons = ", ".join(reason for reason, _ in report.failed)
    if failed == report.chunks:
        raise ServiceError(f"the model {report.model} gave no answer that can be used ({reasons}); nothing was added")
    return (
        f"{failed} of {report.chunks} parts of the text were not read ({reasons}); try them once more with --again",
    )


def _take_in(collection: Collection, arrival: _Arrival, found: Extraction | None, notes: tuple[str, ...]) -> Added:
    """The document, after all its files are written."""
    from shugu.refresh import refresh  # noqa: PLC0415 - needs the RDF side for the ontology's names

    info, old, draft = arrival.info, arrival.old, arrival.draft
    if arrival.state is State.SAME and old is not None:
        notes = (f"the same text is in the collection already, as {info.id}", *notes)
        keys = ("title", "publisher", "published", "language")
        changed = {key: getattr(info, key) for key in keys if getattr(info, key) != getattr(old, key)}
        if changed:
            change_entry(collection, info.id, changed)
            notes = (*notes, f"changed: {', '.join(changed)}")
        restore_text(collection, info, draft.document.text)
    else:
        write_document(collection, info, draft, arrival.brought.path.read_bytes(), old)
        write_entry(collection, info, old)
        notes = (*draft.notes, *notes, *([] if found else _language_note(info)))
    report = None
    if found is not None or arrival.state is State.REPLACED:
        report = refresh(collection.folder, info.id, found.candidates if found else ())
    return Added(info=info, state=arrival.state, result=draft, notes=notes, found=found, report=report)


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


@contextmanager
def _opened(source: str, fetcher: Fetcher | None, today: str | None) -> Iterator[Source]:
    """The document at hand as a file; what came from the web lies in a temporary folder meanwhile."""
    if not is_url(source):
        yield Source(path=Path(source), name=source)
        return
    fetched = (fetcher or Fetcher()).fetch(source)
    with tempfile.TemporaryDirectory(prefix="shugu-") as place:
        path = _kept(fetched, Path(place))
        yield Source(
            path=path, name=source, url=source, retrieved=today, media_type=fetched.media_type, charset=fetched.charset
        )


def _kept(fetched: Fetched, place: Path) -> Path:
    """The answer in a file whose name has the ending that the address has, by which its kind can be told."""
    ending = Path(urlsplit(fetched.url).path).suffix
    path = place / f"document{ending if re.fullmatch(r'[.][A-Za-z0-9]{1,8}', ending) else ''}"
    path.write_bytes(fetched.data)
    return path


def _language_note(info: DocumentInfo) -> tuple[str, ...]:
    from shugu.extraction import has_rules  # noqa: PLC0415

    if has_rules(info.language):
        return ()
    tongue = "its language cannot be told" if info.language == "und" else f"its language is {info.language!r}"
    return (f"{tongue}, for which there are no rules of extraction: the text is kept, and facts are entered by hand",)
