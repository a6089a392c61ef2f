"""The page of one thing: its names, what is stated of it, what names it, and every triple."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shugu.serve.site.cells import Ask, Cell, Row, fill, local_name, node, text, whole
from shugu.serve.site.names import read_names
from shugu.serve.site.render import Pages, Place, Reader
from shugu.serve.site.statements import Statement, group_by_predicate, iris_of, read_statements
from shugu.vocab import PREFIXES, SG

__all__ = ["SIZE", "render_thing"]

SIZE = 100  # statements or triples in one part of a list
_TYPE = PREFIXES["rdf"] + "type"
_LABEL = PREFIXES["rdfs"] + "label"
_ALIAS = PREFIXES["skos"] + "altLabel"
_ELSEWHERE = (PREFIXES["skos"] + "exactMatch", PREFIXES["owl"] + "sameAs", PREFIXES["schema"] + "url")


@dataclass(frozen=True, slots=True)
class _Listed:
    """One part of a list of statements."""

    place: Place
    statements: tuple[Statement, ...]


async def render_thing(ask: Ask, pages: Pages, reader: Reader, iri: str) -> bytes | None:
    """The page of a thing; None where nothing is stated of it and nothing leads to it."""
    count = whole((await ask(fill("stated-count", thing=node(iri))))[0], "count")
    linked = whole((await ask(fill("linked-count", thing=node(iri))))[0], "count")
    if not count and not linked:
        return None
    stated_place = Place.of(reader, "triples", count, SIZE, "#triples")
    stated = await ask(fill("stated", thing=node(iri), most=SIZE, skipped=stated_place.skipped))
    described = stated if not stated_place.skipped else await ask(fill("stated", thing=node(iri), most=SIZE, skipped=0))
    linked_place = Place.of(reader, "links", linked, SIZE, "#links")
    links = await ask(fill("linked", thing=node(iri), most=SIZE, skipped=linked_place.skipped))
    kinds = _values(described, _TYPE)
    of = await _listed(ask, reader, _statements_of(iri, kinds), iri)
    naming = await _listed(ask, reader, "statements-naming", iri)
    names = await read_names(ask, reader.language, _iris(iri, stated, links, described, of, naming))
    return await pages.write(
        "thing.html.j2",
        reader,
        iri=iri,
        names=names,
        kinds=[kind for kind in kinds if kind.startswith(SG)][:1] or kinds[:1],
        aliases=[row["value"] for row in described if row["property"]["value"] == _ALIAS],
        elsewhere=[row["value"]["value"] for row in described if row["property"]["value"] in _ELSEWHERE],
        of=of,
        of_groups=group_by_predicate(of.statements, names),
        naming=naming,
        naming_groups=group_by_predicate(naming.statements, names),
        stated=_by_property(stated, "value"),
        stated_place=stated_place,
        links=_by_property(links, "subject"),
        links_place=linked_place,
        statement=next((s for s in of.statements if s.iri == iri), None),
    )


def _statements_of(iri: str, kinds: Sequence[str]) -> str:
    """The query for the statements that the page of a thing is about."""
    names = {local_name(kind) for kind in kinds}
    if "Comparison" in names:
        return "statements-compared"
    if "Evidence" in names:
        return "statements-from"
    return "statements-itself" if "/statement/" in iri else "statements-of"


async def _listed(ask: Ask, reader: Reader, query: str, iri: str) -> _Listed:
    """The part of the statements that the address asks for; those of a comparison are few, and stand as a whole."""
    if query == "statements-itself":
        statements, _ = await read_statements(ask, [iri], reader.language)
        return _Listed(Place.of(reader, "all", len(statements), SIZE), tuple(statements))
    if query in ("statements-of", "statements-naming"):
        count = whole((await ask(fill(f"{query}-count", thing=node(iri))))[0], "count")
        field = query.removeprefix("statements-")
        place = Place.of(reader, field, count, SIZE, f"#{field}")
        rows = await ask(fill(query, thing=node(iri), most=SIZE, skipped=place.skipped)) if count else []
    else:
        rows = await ask(fill(query, thing=node(iri), most=SIZE))
        place = Place.of(reader, "all", len(rows), SIZE)
    statements, _ = await read_statements(ask, [row["statement"]["value"] for row in rows], reader.language)
    return _Listed(place, tuple(statements))


def _values(rows: Sequence[Row], property_: str) -> list[str]:
    return [row["value"]["value"] for row in rows if row["property"]["value"] == property_]


def _iris(
    iri: str, stated: Sequence[Row], links: Sequence[Row], described: Sequence[Row], *lists: _Listed
) -> set[str | None]:
    """Every IRI that the page shows."""
    cells = [cell for rows in (stated, links, described) for row in rows for cell in row.values()]
    named = {iri for listed in lists for iri in iris_of(listed.statements)}
    return {iri, *named, *(cell["value"] for cell in cells if cell["type"] == "uri")}


def _by_property(rows: Sequence[Row], name: str) -> list[tuple[str, list[Cell]]]:
    """The cells of a column by property, in their order."""
    found: dict[str, list[Cell]] = {}
    for row in rows:
        found.setdefault(text(row, "property") or "", []).append(row[name])
    return list(found.items())
