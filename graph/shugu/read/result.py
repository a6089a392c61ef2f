"""What a reader gives: a document, what it says of itself, and where its stretches stand in the original."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shugu.model.document import Document, Span
from shugu.model.table import format_table
from shugu.read.segment import segment

__all__ = [
    "LARGEST_FILE",
    "LARGEST_TEXT",
    "MAP_COLUMNS",
    "Line",
    "Place",
    "ReadResult",
    "clean",
    "compose",
    "format_map",
    "place_of",
]

# A book of 1,000 pages is some 3 MB of text; what is far above is a mistake or an attack.
LARGEST_TEXT = 20_000_000
LARGEST_FILE = 100_000_000

MAP_COLUMNS = ("start", "end", "place")

# Soft hyphens, zero-width spaces and marks of byte order: nobody sees them, and they break words apart.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
# White space, control characters, and halves of surrogate pairs, which UTF-8 cannot hold.
_BLANK = re.compile("[\\s\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where the stretch `start`..`end` of a canonical text stands in the original: `page 3`, `/html/body/p[4]`."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResult:
    """A document as it was read, and what it says of itself.

    `title` is never empty. `publisher` and `published` (an ISO 8601 date) are None where the
    document states none. `language` is a tag, `und` where it cannot be told. `places` are in the
    order of the text, empty for plain text. `notes` are sentences on what the reader left out.
    """

    document: Document
    title: str
    publisher: str | None
    published: str | None
    language: str
    media_type: str
    places: tuple[Place, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph on its way into a canonical text, and its place in the original.

    `turns` are for a paragraph that goes on elsewhere, as over the end of a page: offsets in the
    text, which is clean then, and the places from there on.
    """

    text: str
    place: str
    turns: tuple[tuple[int, str], ...] = ()


def clean(text: str) -> str:
    """The text on one line: white space folded, without control characters and invisible ones.

    >>> clean(" big\\u00ad  data\\n2015 ")
    'big data 2015'
    """
    return _BLANK.sub(" ", _INVISIBLE.sub("", text)).strip()


def compose(document_id: str, lines: Iterable[Line]) -> tuple[Document, tuple[Place, ...]]:
    """The document whose paragraphs are the lines that are not empty, and where they stand.

    Neighbours that stand in the same place share one entry.
    """
    pieces: list[str] = []
    places: list[Place] = []
    length = 0
    for line in lines:
        text = clean(line.text)
        if not text:
            continue
        starts = [(0, line.place), *line.turns]
        ends = [start for start, _ in line.turns] + [len(text)]
        for (start, name), end in zip(starts, ends, strict=True):
            if places and places[-1].name == name:
                places[-1] = Place(places[-1].start, length + end, name)
            else:
                places.append(Place(length + start, length + end, name))
        pieces.append(text)
        length += len(text) + 1
    text = "".join(f"{piece}\n" for piece in pieces)
    return Document(document_id, text, segment(text)), tuple(places)


def place_of(places: Sequence[Place], span: Span) -> str | None:
    """Where a span of the text begins in the original; None where the map does not say."""
    return next((place.name for place in places if place.start <= span.start < place.end), None)


def format_map(places: Iterable[Place]) -> str:
    """The places as the TSV text of `maps/<id>.tsv`."""
    return format_table(MAP_COLUMNS, ((str(place.start), str(place.end), place.name) for place in places))
