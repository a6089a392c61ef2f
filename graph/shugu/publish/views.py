"""What the graph holds, as plain values for pages and tables: documents, entities, comparisons."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace

from pyoxigraph import Literal, NamedNode, QuerySolution, QuerySolutions

from shugu.askable import AskableGraph
from shugu.ontology import read_query
from shugu.settings import ontology_folder

__all__ = [
    "Compared",
    "ComparisonRow",
    "DocumentRow",
    "EntityRow",
    "local_name",
    "read_areas",
    "read_comparisons",
    "read_coordinates",
    "read_documents",
    "read_entity_rows",
    "read_statement_parts",
    "read_whereabouts",
    "select",
    "text_of",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A document: IRI, id, title, whom it counts as, publication date, address, number of statements."""

    iri: str
    id: str
    title: str
    origin: str
    issued: str | None
    url: str | None
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityRow:
    """An entity with its IRI, class (local name and labels) and names."""

    iri: str
    type: str
    type_label: str
    type_label_zh: str | None
    label: str
    label_zh: str | None
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, the English label first."""
        return (self.label, *((self.label_zh,) if self.label_zh else ()), *self.aliases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A statement in a comparison: its id, its words, and where it stands."""

    id: str
    words: str
    scope: str | None
    basis: str
    document: str
    paragraph: int
    quote: str | None
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonRow:
    """A comparison: kind (corroboration, conflict, delivery, change), what it is about, verdict, statements.

    `sources` is the number of independent sources of a corroboration; `gap` the actual value less
    the target. Both are None for the other kinds.
    """

    id: str
    kind: str
    label: str
    verdict: str
    sources: int | None
    gap: str | None
    statements: tuple[Compared, ...]


def select(graph: AskableGraph, view: str) -> QuerySolutions:
    """The rows of a view of the ontology, by the name of its file."""
    result = graph.query(read_query(ontology_folder() / "views" / f"{view}.rq").text)
    assert isinstance(result, QuerySolutions)  # every view is a SELECT query
    return result


def read_statement_parts(graph: AskableGraph, kinds: Container[str]) -> dict[str, dict[str, NamedNode | Literal]]:
    """What the graph says of each statement, by its IRI and the local name of the property.

    A statement has its kind and inferred superclasses as types; of these only the one in `kinds` is told.
    """
    found: dict[str, dict[str, NamedNode | Literal]] = {}
    for row in select(graph, "statements"):
        statement, property_, value = row["statement"], row["property"], row["value"]
        named = isinstance(statement, NamedNode) and isinstance(property_, NamedNode)
        if not named or not isinstance(value, NamedNode | Literal):
            continue
        name = local_name(property_.value)
        if name != "type" or local_name(value.value) in kinds:
            found.setdefault(statement.value, {})[name] = value
    return found


def text_of(row: QuerySolution, name: str) -> str | None:
    """The IRI or lexical form of a cell, None where it is unbound."""
    value = row[name]
    return value.value if isinstance(value, NamedNode | Literal) else None


def local_name(iri: str) -> str:
    """The last part of an IRI."""
    return iri.rstrip("/").replace("#", "/").rsplit("/", 1)[-1]


def read_documents(graph: AskableGraph) -> list[DocumentRow]:
    """The documents in the order of their ids."""
    return [
        DocumentRow(
            iri=text_of(row, "document") or "",
            id=text_of(row, "id") or "",
            title=text_of(row, "title") or "",
            origin=text_of(row, "origin") or "",
            issued=text_of(row, "issued"),
            url=text_of(row, "url"),
            statements=int(text_of(row, "statements") or 0),
        )
        for row in select(graph, "documents")
    ]


def read_entity_rows(graph: AskableGraph) -> dict[str, EntityRow]:
    """The entities by IRI, in the order of their IRIs."""
    entities: dict[str, EntityRow] = {}
    for row in select(graph, "entities"):
        iri, alias = text_of(row, "entity") or "", text_of(row, "alias")
        known = entities.get(iri)
        if known is None:
            known = EntityRow(
                iri=iri,
                type=local_name(text_of(row, "class") or ""),
                type_label=text_of(row, "classLabel") or "",
                type_label_zh=text_of(row, "classLabelZh"),
                label=text_of(row, "label") or "",
                label_zh=text_of(row, "labelZh"),
            )
        if alias and alias not in known.aliases:
            known = replace(known, aliases=(*known.aliases, alias))
        entities[iri] = known
    return entities


def read_coordinates(graph: AskableGraph) -> dict[str, tuple[float, float]]:
    """Latitude and longitude of the things that have a point, by IRI; what is no point is left out."""
    found: dict[str, tuple[float, float]] = {}
    for row in select(graph, "coordinates"):
        point = _POINT.search(text_of(row, "point") or "")
        if point:
            found.setdefault(text_of(row, "entity") or "", (float(point[2]), float(point[1])))
    return found


def read_areas(graph: AskableGraph) -> frozenset[str]:
    """The IRIs of places whose point stands for the whole of a large area."""
    return frozenset(text_of(row, "place") or "" for row in select(graph, "areas"))


def read_whereabouts(graph: AskableGraph) -> dict[str, str]:
    """The place with a point that a thing lies in, by IRI; a thing that lies in several places is left out."""
    found: dict[str, set[str]] = {}
    for row in select(graph, "whereabouts"):
        found.setdefault(text_of(row, "thing") or "", set()).add(text_of(row, "place") or "")
    return {thing: places.pop() for thing, places in found.items() if len(places) == 1}


_POINT = re.compile(r"^\s*POINT\s*\(\s*(-?\d+(?:\.\d+)?)\s+(-?\d+(?:\.\d+)?)\s*\)\s*$", re.IGNORECASE)


def read_comparisons(graph: AskableGraph) -> list[ComparisonRow]:
    """The comparisons: conflicts first, then deliveries, changes and corroborations, each by its label."""
    rows: dict[str, list[QuerySolution]] = {}
    for row in select(graph, "comparisons"):
        rows.setdefault(text_of(row, "comparison") or "", []).append(row)
    comparisons = [_comparison(iri, members) for iri, members in rows.items()]
    return sorted(comparisons, key=lambda c: (_ORDER[c.kind], c.label, c.id))


_ORDER: Mapping[str, int] = {"conflict": 0, "delivery": 1, "change": 2, "corroboration": 3}


def _comparison(iri: str, members: list[QuerySolution]) -> ComparisonRow:
    first = members[0]
    sources = text_of(first, "sources")
    gap = text_of(first, "gap")
    statements = {compared.id: compared for compared in map(_compared, members)}
    return ComparisonRow(
        id=local_name(iri),
        kind=local_name(text_of(first, "kind") or "").lower(),
        label=text_of(first, "label") or "",
        verdict=text_of(first, "verdict") or "",
        sources=int(sources) if sources else None,
        gap=gap.removesuffix(".0") if gap else None,
        statements=tuple(sorted(statements.values(), key=lambda s: (s.role != "target", s.document, s.id))),
    )


def _compared(row: QuerySolution) -> Compared:
    statement = text_of(row, "statement") or ""
    role = "target" if text_of(row, "target") == statement else "actual" if text_of(row, "actual") == statement else ""
    return Compared(
        id=local_name(statement),
        words=text_of(row, "words") or "",
        scope=text_of(row, "scope"),
        basis=local_name(text_of(row, "basis") or "").removeprefix("basis-"),
        document=text_of(row, "document") or "",
        paragraph=int(text_of(row, "paragraph") or 0),
        quote=text_of(row, "quote"),
        role=role,
    )
