"""`collection.toml`: what a collection is called, where it lives on the web, which documents it has."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from shugu.errors import InputError, LocatedError, Problem
from shugu.identifiers import is_slug
from shugu.journal import settle
from shugu.model.collection import Collection, DocumentInfo
from shugu.model.table import read_text
from shugu.read.entries import parse_entries
from shugu.vocab import GRAPHS

__all__ = ["find_text", "read_collection"]

_COLLECTION = {
    "id": True,
    "title": True,
    "title_zh": False,
    "base": True,
    "licence": True,
    "description": True,
    "document": False,
}
_DOCUMENT = {
    "id": True,
    "title": True,
    "publisher": True,
    "published": False,
    "retrieved": False,
    "url": False,
    "language": False,
    "media_type": False,
    "file": False,
    "sha256": True,
    "length": True,
    "source": False,
}
_SHA256 = re.compile(r"[0-9a-f]{64}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DOCUMENT_TABLE = re.compile(r"\s*\[\[\s*[\"']?document[\"']?\s*\]\]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_LONGEST_FILE_NAME = 255  # bytes, on nearly every file system
_UNSAFE_IN_IRI = re.compile(r"[\s<>\"{}|\\^`\x00-\x20]")


def read_collection(folder: Path) -> Collection:
    """The collection whose `collection.toml` lies in `folder`, as its last complete change left it.

    Raises InputError where there is none, LocatedError with every fault: TOML that does not parse,
    keys that are unknown or missing, values of the wrong form, documents under one id.
    """
    path = folder / "collection.toml"
    if not folder.is_dir():
        raise InputError(f"{folder} is not a folder; name the folder that holds collection.toml")
    settle(folder)
    if not path.is_file():
        raise InputError(f"{folder} holds no collection.toml, so it is not a collection")
    text = read_text(path)
    try:
        data = dict(parse_entries(text))
    except tomllib.TOMLDecodeError as error:
        line, column, reason = _toml_position(str(error), text)
        raise LocatedError([Problem(path, reason, line=line, column=column)]) from None
    except ValueError:
        raise LocatedError([Problem(path, "a number has more digits than can be read")]) from None
    except RecursionError:
        raise LocatedError([Problem(path, "the values are nested too deeply")]) from None
    faults = list(_faults(data))
    if faults:
        raise LocatedError([Problem(path, reason, line=_line_of(text, key, nth)) for key, nth, reason in faults])
    documents = tuple(
        DocumentInfo(**{key: _plain(value) for key, value in entry.items()}) for entry in data.pop("document", [])
    )
    return Collection(folder=folder, documents=documents, **data)


def find_text(info: DocumentInfo, folder: Path) -> Path | None:
    """The file of a document's text in `folder`: its `file`, else `<id>.txt`; None where neither is there."""
    for name in (info.file, f"{info.id}.txt"):
        if name and (folder / name).is_file():
            return folder / name
    return None


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _toml_position(message: str, text: str) -> tuple[int | None, int | None, str]:
    """Line, column and reason of what tomllib says."""
    if message.endswith(" (at end of document)"):
        return (
            max(1, len(text.splitlines())),
            None,
            message.removesuffix(" (at end of document)") + " where the file ends",
        )
    match = re.search(r" \(at line (\d+), column (\d+)\)$", message)
    if not match:
        return None, None, message
    return int(match[1]), int(match[2]), message[: match.start()]


def _line_of(text: str, key: str, nth: int) -> int | None:
    """The line on which `key` stands in the `nth` document; nth 0 is the head of the file."""
    name = rf"""["']?{re.escape(key)}["']?"""
    wanted = re.compile(rf"\s*(?:{name}\s*[=.]|\[\[?\s*{name}\s*[\].])")
    found = 0
    for number, line in enumerate(text.splitlines(), 1):
        if _DOCUMENT_TABLE.match(line):
            found += 1
            if found == nth and not key:
                return number
        elif key and wanted.match(line) and nth in (found, 0):
            return number
    return None


def _faults(data: Mapping[str, Any]) -> Iterator[tuple[str, int, str]]:
    """Key, number of the document (0 for the head) and reason of everything that is wrong."""
    for key, reason in _key_faults(data, _COLLECTION):
        yield key, 0, reason
    for key in ("id", "title", "title_zh", "base", "licence", "description"):
        if key in data and (fault := _text_fault(data[key])):
            yield key, 0, f"{key} {fault}"
    if isinstance(data.get("id"), str) and not is_slug(data["id"]):
        yield "id", 0, f"{data['id']!r} is no id; use letters, digits and single - _ . between them"
    base = data.get("base")
    if isinstance(base, str) and base and not (_is_address(base) and base[-1] in "/#"):
        yield "base", 0, f"{base!r} cannot begin IRIs; give an http or https address that ends in / or #"
    documents = data.get("document", [])
    if not isinstance(documents, list) or not all(isinstance(entry, dict) for entry in documents):
        yield "document", 0, "documents are listed as [[document]] tables"
        return
    seen: set[str] = set()
    for number, entry in enumerate(documents, 1):
        for key, reason in _document_faults(entry):
            yield key, number, reason
        name = entry.get("id")
        if isinstance(name, str):
            if name in seen:
                yield "id", number, f"two documents have the id {name!r}"
            if name in GRAPHS:
                yield "id", number, f"{name!r} is the name of a graph that the build makes itself; choose another id"
            seen.add(name)


def _key_faults(table: Mapping[str, Any], keys: Mapping[str, bool]) -> Iterator[tuple[str, str]]:
    for key in table:
        if key not in keys:
            yield key, f"unknown key {key!r}; known are {', '.join(keys)}"
    for key, required in keys.items():
        if required and key not in table:
            yield "", f"the key {key!r} is missing"


def _document_faults(entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield from _key_faults(entry, _DOCUMENT)
    for key in _DOCUMENT:
        value = entry.get(key)
        if key == "length":
            if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
                yield key, "length is to be a count of characters, 0 or more"
        elif key in ("published", "retrieved") and value is not None:
            if type(value) is not date and not _is_date(value):
                yield key, f"{key} is to be a date such as 2019-05-14"
        elif value is not None and (reason := _text_fault(value)):
            yield key, f"{key} {reason}"
    forms = (
        ("sha256", _SHA256, "a SHA-256 of 64 lower-case hexadecimal digits"),
        ("language", _LANGUAGE, "a language tag such as en"),
        ("media_type", _MEDIA_TYPE, "a media type such as text/plain"),
    )
    for key, form, wanted in forms:
        value = entry.get(key)
        if isinstance(value, str) and value and not form.fullmatch(value):
            yield key, f"{value!r} is not {wanted}"
    for key, test, wanted in (
        ("id", is_slug, "an id of letters, digits and single - _ . between them"),
        ("url", _is_address, "an http or https address"),
        ("file", _is_file_name, "the name of a file, without folders"),
    ):
        value = entry.get(key)
        if isinstance(value, str) and value and not test(value):
            yield key, f"{value!r} is not {wanted}"


def _text_fault(value: Any) -> str | None:
    """What is wrong with a value that is to be a text; None where nothing is."""
    if not isinstance(value, str) or not value.strip():
        return "is to be a text that is not empty"
    return "holds a control character" if _CONTROL.search(value) else None


def _is_date(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(_DATE.fullmatch(value)) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _is_address(text: str) -> bool:
    """An absolute http or https IRI with a host and no character that an IRI excludes."""
    if _UNSAFE_IN_IRI.search(text):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _is_file_name(text: str) -> bool:
    fits = len(text.encode("utf-8", "replace")) <= _LONGEST_FILE_NAME
    return fits and text not in (".", "..") and not re.search(r"[/\\\x00]", text)
