"""What the explorer page is made of, as plain values: things, links, statements, documents, comparisons."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations
from typing import Any

import networkx as nx
from pyoxigraph import Literal, NamedNode

from shugu.model.time import parse_time
from shugu.ontology import load_ontology
from shugu.publish.facts import FactRow, format_value
from shugu.publish.layout import layout, opening_part
from shugu.publish.page_rdf import PageRdf, shorten
from shugu.publish.timeline import layout_by_time
from shugu.publish.views import ComparisonRow, DocumentRow, EntityRow, local_name
from shugu.settings import ontology_folder
from shugu.vocab import PREFIXES

__all__ = ["PageInput", "make_page_data"]

_LABEL = NamedNode(PREFIXES["rdfs"] + "label")
_SIGNS = {"<=": "≤", ">=": "≥", "~": "≈"}
_SIGN = re.compile("^(?:<=|>=|~)")
# More statements than this stand beside each other in no comparison that a person reads.
_MOST_COMPARED = 40
# Whole numbers below this are exact in every browser.
_EXACT = 2**53

_Linked = Mapping[int, Collection[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageInput:
    """What the graph holds, as the page takes it.

    `disputed` are ids of statements in conflict; `paragraphs` the texts of paragraphs by document and
    number, where the texts are at hand; `coordinates` latitude and longitude by IRI, which stand for the whole
    of `areas`; `whereabouts` the place with coordinates that a thing lies in; `rdf` what the page writes Turtle from.
    """

    rows: Sequence[FactRow]
    entities: Mapping[str, EntityRow]
    documents: Iterable[DocumentRow]
    title: str
    description: str
    title_zh: str | None = None
    disputed: frozenset[str] = frozenset()
    comparisons: Sequence[ComparisonRow] = ()
    coordinates: Mapping[str, tuple[float, float]] | None = None
    paragraphs: Mapping[str, Mapping[int, str]] | None = None
    areas: frozenset[str] = frozenset()
    whereabouts: Mapping[str, str] = field(default_factory=dict)
    rdf: PageRdf = field(default_factory=PageRdf)


def make_page_data(network: nx.MultiDiGraph, page: PageInput) -> dict[str, Any]:
    """The data as JSON values; what is absent is left out, so that a large graph stays a small file."""
    index = {row.id: number for number, row in enumerate(page.rows)}
    classes = _classes(page.entities.values())
    comparisons = [_comparison(comparison, index) for comparison in page.comparisons]
    opposing = _linked(c for c in comparisons if c["kind"] == "conflict" and c["verdict"] == "conflict")
    supporting = _linked(c for c in comparisons if c["kind"] == "corroboration")
    by_time = layout_by_time(network, page.rows)
    return {
        "title": page.title,
        "title_zh": page.title_zh,
        "description": page.description,
        "classes": _legend(classes),
        "documents": {
            d.id: {"title": d.title, "publisher": d.origin, "published": d.issued, "url": d.url} for d in page.documents
        },
        "paragraphs": {
            document: {str(number): text for number, text in sorted(texts.items())}
            for document, texts in sorted((page.paragraphs or {}).items())
        },
        "nodes": _nodes(network, page, classes, _statements_by_node(page.rows, index), by_time.places),
        "axis": [{"year": year, "x": x} for year, x in by_time.axis],
        "edges": _edges(network, index),
        "statements": [
            {
                **_statement(row, page.disputed, opposing.get(number, ()), supporting.get(number, ())),
                **({"id": row.id, "rdf": page.rdf.statements[row.id]} if row.id in page.rdf.statements else {}),
            }
            for number, row in enumerate(page.rows)
        ],
        "comparisons": comparisons,
        "terms": _terms({row.predicate for row in page.rows}),
        "units": _units({row.unit for row in page.rows}),
        "prefixes": dict(page.rdf.prefixes),
    }


def _nodes(
    network: nx.MultiDiGraph,
    page: PageInput,
    classes: Mapping[str, Mapping[str, Any]],
    spoken: Mapping[str, list[int]],
    by_time: Mapping[str, tuple[int, int]],
) -> list[dict[str, Any]]:
    places = layout(network)
    rank = {node: place for place, node in enumerate(opening_part(network))}
    nodes = []
    for node, attributes in network.nodes(data=True):
        entity = page.entities[attributes["iri"]]
        x, y = places[node]
        tx, ty = by_time[node]
        fields = {
            "id": node,
            "label": entity.label,
            "label_zh": entity.label_zh,
            "type": classes[entity.type]["name"],
            "x": x,
            "y": y,
            "tx": tx,
            "ty": ty,
            "size": 4 + network.degree(node) + len(spoken.get(node, ())) // 2,
            "aliases": list(entity.aliases) or None,
            "rank": rank.get(node),
            "statements": spoken.get(node),
        }
        if page.coordinates and entity.iri in page.coordinates:
            fields["lat"], fields["lon"] = page.coordinates[entity.iri]
            fields["area"] = True if entity.iri in page.areas else None
        elif entity.iri in page.whereabouts:
            fields["at"] = local_name(page.whereabouts[entity.iri])
        term = load_ontology().vocabulary.classes.get(entity.type)
        if page.rdf.prefixes and term is not None:
            fields["class"] = shorten(term.iri, page.rdf.prefixes)
        nodes.append(_present(fields))
    return nodes


def _present(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _comparison(row: ComparisonRow, index: Mapping[str, int]) -> dict[str, Any]:
    def numbers(*roles: str) -> list[int]:
        return [index[s.id] for s in row.statements if s.id in index and (not roles or s.role in roles)]

    return _present(
        {
            "kind": row.kind,
            "label": row.label,
            "verdict": row.verdict,
            "sources": row.sources,
            "gap": row.gap,
            "statements": numbers(),
            "target": numbers("target") or None,
            "actual": numbers("actual") or None,
        }
    )


def _linked(comparisons: Iterable[Mapping[str, Any]]) -> _Linked:
    """For each statement in these comparisons, the others in them, in order."""
    linked: dict[int, set[int]] = {}
    for comparison in comparisons:
        for one, other in combinations(comparison["statements"][:_MOST_COMPARED], 2):
            linked.setdefault(one, set()).add(other)
            linked.setdefault(other, set()).add(one)
    return {number: sorted(others) for number, others in linked.items()}


def _classes(entities: Iterable[EntityRow]) -> dict[str, dict[str, Any]]:
    """How each type that occurs is drawn: by the nearest class above it that `looks.json` names."""
    looks = json.loads((ontology_folder() / "views" / "looks.json").read_text("utf-8"))
    known = load_ontology().vocabulary.classes
    drawn = {}
    for entity in entities:
        if entity.type in drawn:
            continue
        ancestors = known[entity.type].ancestors if entity.type in known else frozenset()
        look = next((look for look in looks if not ancestors.isdisjoint(look["classes"])), looks[-1])
        drawn[entity.type] = {
            "name": look["classes"][0],
            "label": look["en"],
            "label_zh": look["zh"],
            "color": look["color"],
            "shape": look["shape"],
            "order": looks.index(look),
        }
    return drawn


def _legend(classes: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    entries = {kind["name"]: kind for kind in classes.values()}
    ordered = sorted(entries.values(), key=lambda kind: kind["order"])
    return [{key: value for key, value in kind.items() if key != "order"} for kind in ordered]


def _terms(used: Collection[str]) -> dict[str, str]:
    """The Chinese names of those English names of properties that are used."""
    names: dict[NamedNode, dict[str | None, str]] = {}
    for triple in load_ontology().triples:
        if triple.predicate == _LABEL and isinstance(triple.subject, NamedNode) and isinstance(triple.object, Literal):
            names.setdefault(triple.subject, {})[triple.object.language] = triple.object.value
    properties = load_ontology().vocabulary.properties.values()
    by_property = [names[NamedNode(term.iri)] for term in properties if term.label in used]
    return {label["en"]: label["zh"] for label in by_property if "en" in label and "zh" in label}


def _units(used: Collection[str | None]) -> dict[str, dict[str, str]]:
    """The names of those units that are used, in both languages, by their short names."""
    units = {NamedNode(iri): name for name, iri in load_ontology().vocabulary.units.items() if name in used}
    names: dict[str, dict[str, str]] = {}
    for triple in load_ontology().triples:
        unit, name = triple.subject, triple.object
        if triple.predicate == _LABEL and isinstance(unit, NamedNode) and unit in units and isinstance(name, Literal):
            names.setdefault(units[unit], {})["label_zh" if name.language == "zh" else "label"] = name.value
    return names


def _statements_by_node(rows: Sequence[FactRow], index: Mapping[str, int]) -> dict[str, list[int]]:
    by_node: dict[str, list[int]] = {}
    for row in rows:
        for iri in dict.fromkeys((row.subject_id, row.object_id, row.speaker_id)):
            if iri:
                by_node.setdefault(local_name(iri), []).append(index[row.id])
    return by_node


def _edges(network: nx.MultiDiGraph, index: Mapping[str, int]) -> list[dict[str, Any]]:
    """One edge for each pair of things and predicate, with all the statements behind it."""
    grouped: dict[tuple[str, str, str], list[int]] = {}
    for source, target, attributes in network.edges(data=True):
        if source != target:
            grouped.setdefault((source, target, attributes["label"]), []).append(index[attributes["id"]])
    return [
        {"from": source, "to": target, "label": label, "statements": statements}
        for (source, target, label), statements in sorted(grouped.items())
    ]


def _statement(
    row: FactRow, disputed: frozenset[str], opposes: Collection[int], supports: Collection[int]
) -> dict[str, Any]:
    number = _SIGN.sub(lambda match: _SIGNS[match.group()], format_value(row) or "")
    value = local_name(row.object_id) if row.object_id else (number or row.object or "")
    # Where an event took place is a statement of its own.
    told = row.kind == "event" or row.place_id in (row.subject_id, row.object_id)
    earliest, latest = _days(row.time)
    return _present(
        {
            "subject": local_name(row.subject_id or row.subject),
            "predicate": row.predicate,
            "value": value,
            "time": row.time,
            "earliest": earliest,
            "latest": latest,
            "kind": row.kind,
            "number": _number(row.value),
            "unit": row.unit,
            "basis": row.basis,
            "speaker": local_name(row.speaker_id) if row.speaker_id else None,
            "place": local_name(row.place_id) if row.place_id and not told else None,
            "scope": row.scope,
            "confidence": _number(row.confidence),
            "document": row.document,
            "paragraph": row.paragraph,
            "sentence": row.sentence.removeprefix("s"),
            "quote": row.quote,
            "conflict": True if row.id in disputed else None,
            "opposes": list(opposes) or None,
            "supports": list(supports) or None,
            "unreviewed": None if row.decision == "accepted" else True,
        }
    )


def _number(value: Decimal | None) -> float | int | None:
    """The number as JSON holds it, for charts and sorting; None for one that is too large for that."""
    if value is None or not math.isfinite(float(value)):
        return None
    return int(value) if value == value.to_integral_value() and abs(value) < _EXACT else float(value)


def _days(time: str | None) -> tuple[str | None, str | None]:
    """The first and last day that a time can mean, as ISO dates; None on an open side or where it is no time."""
    try:
        value = parse_time(time) if time else None
    except ValueError:
        value = None
    if value is None:
        return None, None
    return tuple(day.isoformat() if day else None for day in (value.earliest, value.latest))  # type: ignore[return-value]
