"""`collection.toml` edited as text: one document's table changes, all the rest stays as its author wrote it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from shugu.errors import InputError

__all__ = ["ORDER", "insert_entry", "parse_entries", "remove_entry", "update_entry"]

# The order in which the keys of a new table are written.
ORDER = (
    "id", "title", "publisher", "published", "retrieved", "url", "language", "media_type", "file", "sha256", "length",
    "source",
)  # fmt: skip
_HEADER = re.compile(r"[ \t]*\[\[[ \t]*(?:document|\"document\"|'document')[ \t]*\]\]")

Keys = Mapping[str, str | int]


@lru_cache(maxsize=4)
def parse_entries(text: str) -> Mapping[str, Any]:
    """What the text of `collection.toml` says, which nobody may change; kept, for one change reads it several times.

    Raises what tomllib does.
    """
    return tomllib.loads(text)


def insert_entry(text: str, keys: Keys) -> str:
    """The text with a table for one more document.

    It stands where its id belongs where the documents stand in the order of their ids, else last; so
    the order in which documents are added leaves no trace.
    """
    head, chunks, tail = _split(text)
    ids = _ids(text)
    place = len(ids)
    if ids == sorted(ids):
        place = sum(other < str(keys["id"]) for other in ids)
    lines = [f"{key} = {_format(keys[key])}" for key in ORDER if key in keys]
    chunks.insert(place, "\n[[document]]\n" + "\n".join(lines) + "\n")
    return _checked(head, chunks, tail, {str(keys["id"]): dict(keys)}, ids)


def update_entry(text: str, document_id: str, keys: Keys) -> str:
    """The text with other values for some keys of one document; comments and the other keys stay."""
    import tomlkit  # noqa: PLC0415

    head, chunks, tail = _split(text)
    ids = _ids(text)
    place = ids.index(document_id)
    chunk = tomlkit.parse(chunks[place])
    table = chunk["document"][0]
    for key, value in keys.items():
        table[key] = value
    chunks[place] = tomlkit.dumps(chunk)
    before = next(entry for entry in parse_entries(text)["document"] if entry["id"] == document_id)
    return _checked(head, chunks, tail, {document_id: before | dict(keys)}, ids)


def remove_entry(text: str, document_id: str) -> str:
    """The text without the table of one document, and without the comment right above it."""
    head, chunks, tail = _split(text)
    ids = _ids(text)
    del chunks[ids.index(document_id)]
    return _checked(head, chunks, tail, {document_id: None}, ids)


def _ids(text: str) -> list[str]:
    return [entry["id"] for entry in parse_entries(text).get("document", [])]


def _split(text: str) -> tuple[str, list[str], str]:
    """The head of the file, the tables of the documents, and blank lines at the end.

    The comment right above a table, and the blank lines above that, belong to the table.
    """
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    starts = []
    for number, line in enumerate(lines):
        if not _HEADER.match(line):
            continue
        start = number
        while start and lines[start - 1].lstrip().startswith("#"):
            start -= 1
        while start and not lines[start - 1].strip():
            start -= 1
        starts.append(start)
    bounds = [*starts, end]
    chunks = ["".join(lines[a:b]) for a, b in pairwise(bounds)]
    return "".join(lines[: bounds[0]]), chunks, "".join(lines[end:])


def _checked(
    head: str, chunks: Sequence[str], tail: str, changed: Mapping[str, dict[str, Any] | None], ids: Sequence[str]
) -> str:
    """The text put together, when it says what it should: text is edited by its looks, and looks may deceive."""
    text = head + "".join(chunks) + tail
    try:
        entries = {entry["id"]: entry for entry in parse_entries(text).get("document", [])}
    except (tomllib.TOMLDecodeError, KeyError):
        entries = {}
    wanted = {*ids, *changed} - {name for name, keys in changed.items() if keys is None}
    if set(entries) != wanted or any(entries[name] != keys for name, keys in changed.items() if keys is not None):
        raise InputError(
            "collection.toml is written in a way that cannot be edited here; change its [[document]] by hand"
        )
    return text


def _format(value: str | int) -> str:
    """A TOML value; what JSON writes for a text, TOML reads."""
    return str(value) if isinstance(value, int) else json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
