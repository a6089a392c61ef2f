"""The pages for people: the start page, and one for each thing of the graph."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from pyoxigraph import NamedNode

from shugu.ontology import NamedQuery
from shugu.serve.limits import Limits

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = [
    "CSP",
    "KINDS",
    "MOST_LINKS",
    "Thing",
    "read_thing",
    "render_start",
    "render_thing",
    "style",
    "thing_queries",
]

# The folders of a collection's IRIs below its base.
KINDS = ("entity", "statement", "evidence", "document", "comparison", "run", "file", "graph")
MOST_LINKS = 100
CSP = (
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; img-src 'self'"
)
_TEMPLATES = Path(__file__).parent / "templates"
_LABEL = (
    "OPTIONAL {{ ?{of} <http://www.w3.org/2000/01/rdf-schema#label> ?{of}Label "
    'FILTER (LANG(?{of}Label) IN ("en", "")) }}'
)


@dataclass(frozen=True, slots=True)
class Thing:
    """What is known of an IRI: rows (property, value) and rows (subject, property), and how many there are of those."""

    iri: str
    stated: Sequence[Mapping[str, Any]]
    linked: Sequence[Mapping[str, Any]]
    count: int

    @property
    def label(self) -> str:
        """A name of the thing, the last part of its IRI where it has none."""
        labels = [row["value"] for row in self.stated if row["property"].endswith("#label")]
        english = [value["value"] for value in labels if value.get("xml:lang", "en") == "en"]
        return str(next(iter(english), self.iri.rstrip("/").rsplit("/", 1)[-1]))


def thing_queries(iri: str) -> tuple[str, str, str]:
    """The queries for what is stated of a thing, for what links to it, and for the number of the links."""
    node = str(NamedNode(iri))
    value, subject = _LABEL.format(of="value"), _LABEL.format(of="subject")
    return (
        f"SELECT DISTINCT ?property ?value ?valueLabel {{ {node} ?property ?value {value} }} "
        "ORDER BY ?property ?value LIMIT 1000",
        f"SELECT DISTINCT ?subject ?property ?subjectLabel {{ ?subject ?property {node} {subject} }} "
        f"ORDER BY ?property ?subject LIMIT {MOST_LINKS}",
        f"SELECT (COUNT(*) AS ?count) {{ SELECT DISTINCT ?subject ?property {{ ?subject ?property {node} }} }}",
    )


def read_thing(iri: str, stated: bytes, linked: bytes, count: bytes) -> Thing:
    """A thing from the answers of its queries, in SPARQL's JSON."""
    number = _rows(count)[0]["count"]["value"]
    return Thing(iri, [_plain(row) for row in _rows(stated)], [_plain(row) for row in _rows(linked)], int(number))


def render_thing(thing: Thing, base: str) -> bytes:
    """The page of a thing; IRIs of the collection are links to pages here."""
    return _render("thing.html.j2", thing=thing, most=MOST_LINKS, link=lambda iri: _link(iri, base), short=_short)


def render_start(title: str, questions: Sequence[NamedQuery], limits: Limits, *, writable: bool) -> bytes:
    """The start page: the endpoint, a field for a query, the questions by topic, the limits."""
    topics: dict[str, list[tuple[NamedQuery, str]]] = {}
    for query in sorted(questions, key=lambda query: (query.topic, query.name)):
        topics.setdefault(query.topic, []).append((query, f"/sparql?query={quote(query.text, safe='')}"))
    return _render("start.html.j2", title=title, topics=topics, limits=limits.described(), writable=writable)


def style() -> bytes:
    """The style sheet of the pages."""
    return (_TEMPLATES / "style.css").read_bytes()


def _render(name: str, **values: object) -> bytes:
    return _template(name).render(**values).encode("utf-8", errors="replace")


@cache
def _template(name: str) -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - heavy, and only for pages

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template(name)


def _rows(data: bytes) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(data)["results"]["bindings"]
    return rows


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with its labels and properties as texts, and its value or subject as it is."""
    return {name: cell["value"] if name == "property" or name.endswith("Label") else cell for name, cell in row.items()}


def _short(iri: str) -> str:
    return iri.rstrip("/").replace("#", "/").rsplit("/", 1)[-1] or iri


def _link(iri: str, base: str) -> str | None:
    """Where an IRI leads: a page here, an address of the web or of mail; None for all others."""
    if iri.startswith(base):
        return "/" + quote(iri.removeprefix(base), safe="/%")
    try:
        return iri if urlsplit(iri).scheme in ("http", "https", "mailto") else None
    except ValueError:
        return None
