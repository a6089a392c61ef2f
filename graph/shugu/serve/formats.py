"""Media types, and which of them a client would rather have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

__all__ = ["BOOLEANS", "GRAPHS", "HTML", "ROWS", "choose", "media_type_of", "parse_accept"]

HTML = "text/html"

# By media type, the name of the format in pyoxigraph; the first is sent where a client has no wish.
ROWS: Mapping[str, str] = {
    "application/sparql-results+json": "JSON",
    "application/sparql-results+xml": "XML",
    "text/csv": "CSV",
    "text/tab-separated-values": "TSV",
    "application/json": "JSON",
    "application/xml": "XML",
}
BOOLEANS: Mapping[str, str] = {media: name for media, name in ROWS.items() if name in ("JSON", "XML")}
GRAPHS: Mapping[str, str] = {
    "text/turtle": "TURTLE",
    "application/n-triples": "N_TRIPLES",
    "application/ld+json": "JSON_LD",
    "application/rdf+xml": "RDF_XML",
    "application/trig": "TRIG",
    "application/n-quads": "N_QUADS",
    "application/json": "JSON_LD",
}

_RANGE = re.compile(r"\s*([\w!#$&^.+*-]+/[\w!#$&^.+*-]+|\*)\s*(?:;(.*))?", re.DOTALL)
_QUALITY = re.compile(r"\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*", re.IGNORECASE)
_MOST_RANGES = 100


def media_type_of(content_type: str) -> tuple[str, str | None]:
    """Media type in small letters and charset of a Content-Type header; None where it names no charset.

    >>> media_type_of('Text/Turtle; charset="UTF-8"')
    ('text/turtle', 'utf-8')
    """
    media, *parameters = content_type.split(";")
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return media.strip().lower(), value.strip().strip('"').lower()
    return media.strip().lower(), None


def parse_accept(header: str) -> list[tuple[str, float]]:
    """Media ranges of an Accept header with their quality; what cannot be read is left out.

    >>> parse_accept("text/csv;q=0.5, application/*")
    [('text/csv', 0.5), ('application/*', 1.0)]
    """
    ranges = []
    for part in header.split(",")[:_MOST_RANGES]:
        match = _RANGE.fullmatch(part)
        if match is None:
            continue
        quality = 1.0
        for parameter in (match[2] or "").split(";"):
            found = _QUALITY.fullmatch(parameter)
            quality = float(found[1]) if found else quality
        ranges.append((match[1].lower() if match[1] != "*" else "*/*", quality))
    return ranges


@lru_cache(maxsize=256)
def choose(accept: str | None, offered: tuple[str, ...]) -> str | None:
    """The offered media type that the client wants most, the first of equals; None where it takes none.

    No Accept header takes everything. The most exact range counts for a type (RFC 9110, 12.5.1).

    >>> choose("text/*;q=0.5, text/csv;q=0", ("text/csv", "text/html"))
    'text/html'
    """
    if accept is None or not accept.strip():
        return offered[0]
    ranges = parse_accept(accept)
    best, best_quality = None, 0.0
    for media in offered:
        quality = _quality(media, ranges)
        if quality > best_quality:
            best, best_quality = media, quality
    return best


def _quality(media: str, ranges: list[tuple[str, float]]) -> float:
    wide = media.partition("/")[0] + "/*"
    for name in (media, wide, "*/*"):
        found = [quality for range_, quality in ranges if range_ == name]
        if found:
            return max(found)
    return 0.0
