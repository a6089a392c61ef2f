"""A collection's folder as a user fills it: made, documents added, replaced and removed.

`collection.toml` is written last when a document comes, so that a process that is killed leaves a
collection that can be read; the same command again ends what it began.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from shugu.errors import InputError, StorageError
from shugu.identifiers import is_slug
from shugu.model.collection import Collection, DocumentInfo, SentenceRecord
from shugu.model.document import text_hash
from shugu.model.table import read_text
from shugu.read.collection import find_text, read_collection
from shugu.read.entries import insert_entry, remove_entry, update_entry
from shugu.read.fetch import Fetched, Fetcher
from shugu.read.naming import Details, Source, check_details, choose_id, find_earlier, find_same, slug, to_entry
from shugu.read.reader import EXTENSIONS, ReadResult, media_type_of, read_any
from shugu.read.result import format_map
from shugu.reconcile.entities import format_entities
from shugu.review.register import format_register, read_register
from shugu.review.sheet import format_sheet
from shugu.store.folder import write_file

if TYPE_CHECKING:
    from shugu.refresh import RefreshReport

__all__ = [
    "Added", "Details", "State", "add_document", "add_samples", "extract_into", "has_rules", "init_collection",
    "is_url", "remove_document",
]  # fmt: skip

_LICENCE = "all rights reserved; say here under which licence the facts may be used"


class State(StrEnum):
    """What adding a document came to."""

    NEW = "new"
    SAME = "same"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A document after it was added: its entry, what was read, and sentences that the user should know."""

    info: DocumentInfo
    state: State
    result: ReadResult
    notes: tuple[str, ...] = ()


def init_collection(folder: Path, *, title: str | None = None) -> Collection:
    """The new, empty collection in `folder`, whose name becomes its id.

    Raises InputError where the folder is a collection already or holds files of others; hidden ones
    are no hindrance.
    """
    if (folder / "collection.toml").exists():
        raise InputError(f"{folder} is a collection already; add documents to it with: shugu add {folder} FILE")
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file; name a folder")
    if folder.is_dir() and any(not path.name.startswith(".") for path in folder.iterdir()):
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
    write_file(folder / "entities.tsv", format_entities(()).encode("utf-8"))
    write_file(folder / "collection.toml", ("\n".join(lines) + "\n").encode("utf-8"))
    return read_collection(folder)


def add_samples(folder: Path) -> tuple[Added, ...]:
    """The three articles that come with shugu, added to a collection: an invented region, in our own words."""
    samples = resources.files("shugu.read").joinpath("samples")
    with resources.as_file(samples) as place:
        return tuple(add_document(folder, str(path)) for path in sorted(place.glob("*.txt")))


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
) -> Added:
    """The document, after its text, map, original, sentences and entry are in the collection's folder.

    `source` is a file or an address. A text that is there already is not added again. A file of the
    same name, a page of the same address or a document of the same id with another text takes the
    place of the old one, which is kept in `texts/previous/`. `today` is noted as the day of retrieval
    of a page. Raises InputError and ServiceError, with nothing changed.
    """
    collection = read_collection(folder)
    details = check_details(details or Details())
    with _opened(source, fetcher, today) as brought:
        draft = read_any(brought.path, "draft", media_type=brought.media_type, charset=brought.charset, url=brought.url)
        if not draft.document.sentences:
            raise InputError(f"{brought.name} holds no text, so there is nothing to add")
        kind = media_type_of(brought.path, brought.media_type)
        same = find_same(collection, draft, details)
        if same is not None:
            return _as_known(collection, same, draft, details)
        old = find_earlier(collection, brought, details)
        name = old.id if old else choose_id(collection, brought, draft, details)
        info = to_entry(name, brought, draft, details, old, EXTENSIONS[kind])
        _write_document(collection, info, draft, brought.path.read_bytes(), old)
    _write_entry(collection, info, old)
    state = State.REPLACED if old else State.NEW
    return Added(info=info, state=state, result=draft, notes=(*draft.notes, *_language_note(info)))


def remove_document(folder: Path, document_id: str) -> DocumentInfo:
    """The entry of the document that was removed with all that was made from it.

    Raises InputError where the collection does not list it.
    """
    from shugu.refresh import forget  # noqa: PLC0415 - needs the RDF side for the ontology's names

    collection = read_collection(folder)
    info = next((info for info in collection.documents if info.id == document_id), None)
    if info is None:
        known = ", ".join(info.id for info in collection.documents) or "none yet"
        raise InputError(f"{folder} has no document {document_id!r}; it has: {known}")
    forget(folder, document_id)
    toml = folder / "collection.toml"
    write_file(toml, remove_entry(read_text(toml), document_id).encode("utf-8"))
    own = [*_own_files(collection, info), *(folder / "texts" / "previous").glob(f"{document_id}.*.txt")]
    for path in own:
        path.unlink(missing_ok=True)
    for place in ("texts/previous", "texts", "maps", "sources", "sentences", "facts"):
        if (folder / place).is_dir() and not any((folder / place).iterdir()):
            (folder / place).rmdir()
    return info


def has_rules(language: str) -> bool:
    """Whether there are rules of extraction for a language."""
    data = resources.files("shugu.extract").joinpath("data")
    return data.joinpath(language.partition("-")[0]).is_dir() and is_slug(language)


def extract_into(folder: Path, document_id: str) -> RefreshReport | None:
    """What the extraction of a document came to, after its candidates are in the sheet; None without rules for it.

    Raises InputError where spaCy is not installed.
    """
    from shugu.extraction import extract_document  # noqa: PLC0415
    from shugu.loading import load_names  # noqa: PLC0415
    from shugu.read.plain import read_document  # noqa: PLC0415
    from shugu.refresh import refresh  # noqa: PLC0415

    collection = read_collection(folder)
    info = next(info for info in collection.documents if info.id == document_id)
    path = find_text(info, folder / "texts")
    if path is None or not has_rules(info.language):
        return None
    names = load_names(collection)
    own = [entity for id_, entity in names.entities.items() if id_ not in names.proposed]
    document = read_document(path, info.id)
    found = extract_document(document, published=info.published, title=info.title, known=own)
    return refresh(folder, info.id, found.candidates)


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


def _as_known(collection: Collection, info: DocumentInfo, draft: ReadResult, details: Details) -> Added:
    """The document that is there already, with what the user says of it now."""
    wanted = {key: getattr(details, key) for key in ("title", "publisher", "published", "language")}
    changed = {key: value for key, value in wanted.items() if value is not None and value != getattr(info, key)}
    notes: tuple[str, ...] = (f"the same text is in the collection already, as {info.id}",)
    if changed:
        toml = collection.folder / "collection.toml"
        write_file(toml, update_entry(read_text(toml), info.id, changed).encode("utf-8"))
        info = next(i for i in read_collection(collection.folder).documents if i.id == info.id)
        notes = (*notes, f"changed: {', '.join(changed)}")
    if find_text(info, collection.folder / "texts") is None:
        _write(collection.folder / "texts" / f"{info.id}.txt", draft.document.text.encode("utf-8"))
    return Added(info=info, state=State.SAME, result=draft, notes=notes)


def _own_files(collection: Collection, info: DocumentInfo) -> list[Path]:
    folder = collection.folder
    own = [folder / "texts" / f"{info.id}.txt", folder / "maps" / f"{info.id}.tsv"]
    own += [folder / "sources" / info.file] if info.file else []
    return [*own, collection.register_path(info.id), collection.sheet_path(info.id)]


def _write_document(
    collection: Collection, info: DocumentInfo, draft: ReadResult, data: bytes, old: DocumentInfo | None
) -> None:
    folder = collection.folder
    if old is not None:
        _keep_previous(collection, old)
        if old.file and old.file != info.file:
            (folder / "sources" / old.file).unlink(missing_ok=True)
    _write(folder / "texts" / f"{info.id}.txt", draft.document.text.encode("utf-8"))
    map_path = folder / "maps" / f"{info.id}.tsv"
    if draft.places:
        _write(map_path, format_map(draft.places).encode("utf-8"))
    else:
        map_path.unlink(missing_ok=True)
    _write(folder / "sources" / (info.file or info.id), data)
    register = collection.register_path(info.id)
    reasons = {r.sha256: r.reason for r in read_register(register)} if old and register.is_file() else {}
    records = (
        SentenceRecord(id=s.id, paragraph=s.paragraph, span=s.span, sha256=s.sha256, reason=reasons.get(s.sha256))
        for s in draft.document.sentences
    )
    _write(register, format_register(records).encode("utf-8"))
    if not collection.sheet_path(info.id).is_file():
        _write(collection.sheet_path(info.id), format_sheet(()).encode("utf-8"))


def _keep_previous(collection: Collection, old: DocumentInfo) -> None:
    """Puts the registered text of a document aside, so that its facts can be compared with those of the new one."""
    texts = collection.folder / "texts"
    path = find_text(old, texts) if texts.is_dir() else None
    if path is None:
        return
    text = read_text(path)
    if text_hash(text) == old.sha256:  # else it is the new one already, and the work was cut off before
        _write(texts / "previous" / f"{old.id}.{old.sha256[:12]}.txt", text.encode("utf-8"))


def _write_entry(collection: Collection, info: DocumentInfo, old: DocumentInfo | None) -> None:
    keys = {name: value for name in info.__slots__ if (value := getattr(info, name)) is not None}
    toml = collection.folder / "collection.toml"
    text = read_text(toml)
    if old is None:
        text = insert_entry(text, keys)
    else:
        text = update_entry(text, info.id, {key: value for key, value in keys.items() if value != getattr(old, key)})
    write_file(toml, text.encode("utf-8"))


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"{path.parent} cannot be made: {error.strerror}") from None
    write_file(path, data)


def _language_note(info: DocumentInfo) -> tuple[str, ...]:
    if has_rules(info.language):
        return ()
    tongue = "its language cannot be told" if info.language == "und" else f"its language is {info.language!r}"
    return (f"{tongue}, for which there are no rules of extraction: the text is kept, and facts are entered by hand",)
