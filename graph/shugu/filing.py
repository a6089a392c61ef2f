"""The files of one document in a collection's folder: written, put aside, removed."""

from __future__ import annotations

import re
from pathlib import Path

from shugu.errors import StorageError
from shugu.model.collection import Collection, DocumentInfo, SentenceRecord
from shugu.model.document import text_hash
from shugu.model.table import read_text
from shugu.read.collection import find_text
from shugu.read.entries import insert_entry, remove_entry, update_entry
from shugu.read.result import ReadResult, format_map
from shugu.review.register import format_register, read_register
from shugu.review.sheet import format_sheet
from shugu.store.folder import write_file

__all__ = [
    "change_entry", "drop_document", "extracted_sentences", "is_extracted", "restore_text", "write_document",
    "write_entry",
]  # fmt: skip

_PLACES = ("texts/previous", "texts", "maps", "sources", "sentences", "facts")


def write_document(
    collection: Collection, info: DocumentInfo, draft: ReadResult, data: bytes, old: DocumentInfo | None
) -> None:
    """Writes text, map, original, sentences and an empty sheet; what an earlier issue had is put aside.

    A sheet that is there stays as it is, with the sentences that it points into in `extracted/`.
    """
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


def write_entry(collection: Collection, info: DocumentInfo, old: DocumentInfo | None) -> None:
    """Writes the document's table into `collection.toml`: a new one, or what changed of the `old` one."""
    keys = {name: value for name in info.__slots__ if (value := getattr(info, name)) is not None}
    if old is None:
        toml = collection.folder / "collection.toml"
        write_file(toml, insert_entry(read_text(toml), keys).encode("utf-8"))
    else:
        change_entry(collection, info.id, {key: value for key, value in keys.items() if value != getattr(old, key)})


def change_entry(collection: Collection, document: str, keys: dict[str, str | int]) -> None:
    """Writes these keys of a document's table."""
    toml = collection.folder / "collection.toml"
    write_file(toml, update_entry(read_text(toml), document, keys).encode("utf-8"))


def restore_text(collection: Collection, info: DocumentInfo, text: str) -> None:
    """Writes the text of a document where it is not at hand."""
    if find_text(info, collection.folder / "texts") is None:
        _write(collection.folder / "texts" / f"{info.id}.txt", text.encode("utf-8"))


def drop_document(collection: Collection, info: DocumentInfo) -> None:
    """Takes the document's table, its files and earlier texts, and folders that are empty then, away."""
    folder = collection.folder
    toml = folder / "collection.toml"
    write_file(toml, remove_entry(read_text(toml), info.id).encode("utf-8"))
    for path in [*_own_files(collection, info), *_previous_texts(folder, info.id)]:
        path.unlink(missing_ok=True)
    for place in _PLACES:
        if (folder / place).is_dir() and not any((folder / place).iterdir()):
            (folder / place).rmdir()


def is_extracted(collection: Collection, document: str) -> bool:
    """Whether facts were looked for in the document ever since it was added."""
    return extracted_sentences(collection, document).is_file()


def extracted_sentences(collection: Collection, document: str) -> Path:
    """Where the sentences are registered that the document's sheet points into."""
    return collection.folder / "extracted" / f"{document}.sentences.tsv"


def _own_files(collection: Collection, info: DocumentInfo) -> list[Path]:
    folder = collection.folder
    own = [folder / "texts" / f"{info.id}.txt", folder / "maps" / f"{info.id}.tsv"]
    own += [folder / "sources" / info.file] if info.file else []
    return [*own, collection.register_path(info.id), collection.sheet_path(info.id)]


def _previous_texts(folder: Path, document: str) -> list[Path]:
    """Earlier texts of this document, and of none whose id begins with its id and a full stop."""
    own = re.compile(rf"{re.escape(document)}\.[0-9a-f]{{12}}\.txt")
    return [path for path in (folder / "texts" / "previous").glob("*.txt") if own.fullmatch(path.name)]


def _keep_previous(collection: Collection, old: DocumentInfo) -> None:
    """Puts the registered text aside, so that its facts can be compared with those of the new one."""
    register, pointed = collection.register_path(old.id), extracted_sentences(collection, old.id)
    if register.is_file() and not pointed.is_file():
        _write(pointed, register.read_bytes())
    texts = collection.folder / "texts"
    path = find_text(old, texts) if texts.is_dir() else None
    if path is None:
        return
    text = read_text(path)
    if text_hash(text) == old.sha256:  # else it was edited by hand
        _write(texts / "previous" / f"{old.id}.{old.sha256[:12]}.txt", text.encode("utf-8"))


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"{path.parent} cannot be made: {error.strerror}") from None
    write_file(path, data)
