"""Templates made into pages: escaped throughout, links that lead nowhere dangerous, a strict policy."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

from shugu.serve.request import Asked
from shugu.serve.site.cells import local_name
from shugu.serve.site.words import LANGUAGES, choose_language, words_of
from shugu.vocab import INDICATOR, SG, UNIT

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["PAGE_HEADERS", "Pages", "Place", "Reader", "anchor_of", "page_policy", "static_files"]

_HERE = Path(__file__).parent
_MEDIA = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
_BUNDLES = ("editor.js", "editor.css", "review.js", "review.css")
_SCHEMES = ("http", "https", "mailto")


def page_policy(*further: str) -> str:
    """The content security policy of a page: style sheets and pictures of this server, what `further` adds."""
    own = ("default-src 'none'", "style-src 'self'", "img-src 'self'", "form-action 'self'", "base-uri 'none'")
    return "; ".join((*own, "frame-ancestors 'none'", *further))


PAGE_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": page_policy(),
    "Vary": "Accept, Accept-Encoding, Accept-Language, Cookie",
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a page: the language, the address with its fields, and what the site is called in the language."""

    language: str
    path: str
    fields: tuple[tuple[str, str], ...]
    site: str = "shugu"

    @classmethod
    def of(cls, asked: Asked) -> Reader:
        """The reader behind a request."""
        fields = tuple(asked.fields)
        wanted = dict(fields).get("lang")
        language = choose_language(wanted, asked.headers.get("cookie"), asked.headers.get("accept-language"))
        return cls(language, asked.raw_path, tuple((name, value) for name, value in fields if name != "lang"))

    def with_fields(self, **changed: object) -> str:
        """The same address with some of its fields changed."""
        kept = [(name, value) for name, value in self.fields if name not in changed]
        fields = [*kept, *((name, str(value)) for name, value in changed.items())]
        return f"{self.path}?{urlencode(fields)}"

    def number(self, name: str) -> int:
        """A page number of the address, from 1; 1 for none or for what is none."""
        value = dict(self.fields).get(name, "")
        return max(1, int(value)) if value.isascii() and value.isdecimal() and len(value) < 8 else 1

    def field(self, name: str) -> str:
        """The value of a field of the address; empty where it is not there."""
        return dict(self.fields).get(name, "")


@dataclass(frozen=True, slots=True)
class Place:
    """One part of a long list: `first` to `last` of `count`, and the addresses of the parts before and after."""

    first: int
    last: int
    count: int
    before: str | None
    after: str | None

    @classmethod
    def of(cls, reader: Reader, name: str, count: int, size: int, anchor: str = "") -> Place:
        """The part that the field `name` of the address asks for."""
        pages = max(1, -(-count // size))
        page = min(reader.number(name), pages)
        before = reader.with_fields(**{name: page - 1}) + anchor if page > 1 else None
        after = reader.with_fields(**{name: page + 1}) + anchor if page < pages else None
        return cls((page - 1) * size + (1 if count else 0), min(page * size, count), count, before, after)

    @property
    def skipped(self) -> int:
        """How many stand before this part."""
        return max(0, self.first - 1)

    @property
    def is_whole(self) -> bool:
        """True where the part is all there is."""
        return self.before is None and self.after is None


class Pages:
    """The templates of a server; `base` is that of the collection's IRIs."""

    def __init__(self, base: str, *, templates: Sequence[Path] = ()) -> None:
        self._base = base
        self._environment = _environment((_HERE / "templates", *templates))

    def render(self, name: str, reader: Reader, **values: object) -> bytes:
        """The page of a template for a reader; half of a surrogate pair becomes a question mark."""
        template = self._environment.get_template(name)
        words = words_of(reader.language)
        others = {tag: label for tag, label in LANGUAGES.items() if tag != reader.language}
        shown = template.render(
            t=words,
            reader=reader,
            site=reader.site,
            languages={tag: (label, reader.with_fields(lang=tag)) for tag, label in others.items()},
            link=self.link,
            **values,
        )
        return shown.encode("utf-8", errors="replace")

    async def write(self, name: str, reader: Reader, **values: object) -> bytes:
        """The page as `render` gives it; other requests are answered while a long one is written."""
        return await asyncio.to_thread(self.render, name, reader, **values)

    def link(self, iri: str) -> str | None:
        """Where an IRI leads: a page here, an address of the web or of mail; None for all others."""
        if iri.startswith(self._base) and len(iri) > len(self._base):
            return "/" + quote(iri.removeprefix(self._base), safe="/%")
        anchor = anchor_of(iri)
        if anchor is not None:
            return f"/ns#{quote(anchor)}"
        try:
            return iri if urlsplit(iri).scheme in _SCHEMES else None
        except ValueError:
            return None


def anchor_of(iri: str) -> str | None:
    """The anchor of a term of the ontology on its reference page; None for what is no term of it.

    >>> anchor_of("https://w3id.org/shugu/ns#City"), anchor_of("https://w3id.org/shugu/indicator/gdp")
    ('City', 'indicator-gdp')
    """
    if iri.startswith(SG) and len(iri) > len(SG):
        return iri.removeprefix(SG)
    for namespace, kind in ((INDICATOR, "indicator"), (UNIT, "unit")):
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{kind}-{iri.removeprefix(namespace)}"
    return None


@cache
def _environment(folders: tuple[Path, ...]) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - heavy, and only for pages

    environment = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["local"] = local_name
    return environment


@cache
def static_files() -> Mapping[str, tuple[bytes, str]]:
    """Bytes and media type of each style sheet, script and picture, by name."""
    bundles = Path(__file__).parents[2] / "publish" / "web"
    files = [*sorted((_HERE / "static").iterdir()), *(bundles / name for name in _BUNDLES)]
    return {path.name: (path.read_bytes(), _MEDIA[path.suffix]) for path in files if path.suffix in _MEDIA}
