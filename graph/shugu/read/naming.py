"""Which document of a collection a new file or page is, and what its entry says."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from shugu.errors import InputError
from shugu.identifiers import content_hash, is_slug
from shugu.model.collection import Collection, DocumentInfo
from shugu.model.document import text_hash
from shugu.read.reader import EXTENSIONS, PLAIN, ReadResult
from shugu.vocab import GRAPHS

__all__ = [
    "UNKNOWN_PUBLISHER",
    "Details",
    "Source",
    "check_details",
    "choose_id",
    "find_earlier",
    "find_same",
    "slug",
    "to_entry",
]

UNKNOWN_PUBLISHER = "unknown publisher"
_LONGEST_ID = 60
_NOT_IN_ID = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What the user says of a document, which comes before what it says of itself; None where nothing is said."""

    id: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document as it was brought: its file, its name for people, where it came from, of what kind it is."""

    path: Path
    name: str
    url: str | None = None
    retrieved: str | None = None
    media_type: str | None = None
    charset: str | None = None


def check_details(details: Details) -> Details:
    """The details, when each of them can stand in an entry; raises InputError where one cannot."""
    if details.id is not None and (not is_slug(details.id) or details.id in GRAPHS):
        raise InputError(f"{details.id!r} is no id; use letters, digits and single - _ . between them")
    if details.published is not None:
        try:
            if date.fromisoformat(details.published).isoformat() != details.published:
                raise ValueError
        except ValueError:
            raise InputError(f"{details.published!r} is no date such as 2019-05-14") from None
    if details.language is not None and not re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", details.language):
        raise InputError(f"{details.language!r} is no language tag such as en")
    for name, value in (("title", details.title), ("publisher", details.publisher)):
        if value is not None and (not value.strip() or not value.isprintable()):
            raise InputError(f"the {name} {value!r} is to be a line of text")
    return details


def find_same(collection: Collection, draft: ReadResult, details: Details) -> DocumentInfo | None:
    """The document that has this very text already; None where none has, or another id is asked for."""
    digest = text_hash(draft.document.text)
    found = next((info for info in collection.documents if info.sha256 == digest), None)
    return found if found is not None and details.id in (None, found.id) else None


def find_earlier(collection: Collection, brought: Source, details: Details) -> DocumentInfo | None:
    """The document of which this is another issue: the same id, address or name of file."""
    for info in collection.documents:
        if details.id is not None:
            if info.id == details.id:
                return info
        elif brought.url is not None:
            if info.url == brought.url:
                return info
        elif info.url is None and info.id in _file_ids(brought) and (info.file or "").endswith(_ending(brought)):
            return info
    return None


def _file_ids(brought: Source) -> tuple[str, str]:
    """The ids that the name of a file can give: by its stem, and with its ending where another file has that."""
    stem = slug(brought.path.stem) or f"document-{content_hash(brought.path.stem)[:8]}"
    return stem, f"{stem}-{_ending(brought).removeprefix('.')}"


def _ending(brought: Source) -> str:
    return f".{EXTENSIONS[brought.media_type or PLAIN]}"


def choose_id(collection: Collection, brought: Source, draft: ReadResult, details: Details) -> str:
    """An id that no document has: of the file's name, or of a page's title."""
    if details.id is not None:
        return details.id
    taken = {info.id for info in collection.documents} | set(GRAPHS)
    if brought.url is None:
        first, second = _file_ids(brought)
    else:
        first = slug(details.title or draft.title) or f"document-{content_hash(brought.url)[:8]}"
        second = f"{first}-{content_hash(brought.url)[:6]}"
    last = f"{first}-{text_hash(draft.document.text)[:12]}"
    return next(name for name in (first, second, last) if name not in taken)


def slug(text: str) -> str:
    """The text as an id: lower-case ASCII letters and digits with hyphens; empty where it has none of them.

    >>> slug("Énergie solaire: 30 GW")
    'energie-solaire-30-gw'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    name = _NOT_IN_ID.sub("-", plain).strip("-")
    if len(name) <= _LONGEST_ID:
        return name
    cut = name[:_LONGEST_ID]
    return cut.rpartition("-")[0] or cut


def to_entry(
    name: str, brought: Source, draft: ReadResult, details: Details, old: DocumentInfo | None, ending: str
) -> DocumentInfo:
    """The entry of a document: what the user says, else what its earlier entry says, else what it says of itself."""

    def said(key: str) -> str | None:
        mine, before, own = (getattr(holder, key, None) for holder in (details, old, draft))
        before = None if before == UNKNOWN_PUBLISHER or key == "published" else before
        return str(mine or before or own or "") or None

    return DocumentInfo(
        id=name,
        title=said("title") or name,
        publisher=said("publisher") or UNKNOWN_PUBLISHER,
        published=said("published") or (old.published if old else None),
        retrieved=brought.retrieved,
        url=brought.url or (old.url if old else None),
        language=said("language") if details.language else draft.language,  # type: ignore[arg-type]
        media_type=draft.media_type,
        file=f"{name}.{ending}",
        sha256=text_hash(draft.document.text),
        length=len(draft.document.text),
        source=old.source if old else None,
    )
