"""The graph in words: what is known of one thing, and how two things hang together."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import networkx as nx

from shugu.errors import InputError
from shugu.model.entity import fold_name
from shugu.publish.facts import FactRow, format_value
from shugu.publish.views import ComparisonRow, EntityRow, local_name

__all__ = ["describe_entity", "describe_path", "disputed_statements", "find_entity", "phrase", "source_of"]


def find_entity(name: str, entities: Mapping[str, EntityRow]) -> EntityRow:
    """The entity of that name, alias, id or IRI; letter case does not matter.

    Raises InputError, with the nearest names, where no entity has it, or where several do.
    """
    wanted = fold_name(name)
    exact = [
        entity
        for iri, entity in entities.items()
        if wanted in (iri.casefold(), local_name(iri).casefold()) or wanted in map(fold_name, entity.names)
    ]
    if not exact:
        exact = [entity for entity in entities.values() if any(wanted in fold_name(n) for n in entity.names) and wanted]
    if len(exact) == 1:
        return exact[0]
    if exact:
        shown = "; ".join(sorted(entity.label for entity in exact)[:12])
        raise InputError(f"{len(exact)} things have {name!r} in their name; say which: {shown}")
    labels = [n for entity in entities.values() for n in entity.names]
    near = difflib.get_close_matches(name, labels, n=5, cutoff=0.5)
    hint = f"; the nearest names are: {'; '.join(near)}" if near else ""
    raise InputError(f"nothing in the graph is called {name!r}{hint}")


def disputed_statements(comparisons: Iterable[ComparisonRow]) -> frozenset[str]:
    """Ids of the statements that are in conflict with another."""
    return frozenset(
        statement.id
        for comparison in comparisons
        if comparison.kind == "conflict" and comparison.verdict == "conflict"
        for statement in comparison.statements
    )


def phrase(row: FactRow) -> str:
    """The statement in words, with what qualifies it and without its source."""
    value = format_value(row) or row.object or ""
    parts = [f"{row.subject} {row.predicate}{': ' if row.object_id is None and value else ' ' if value else ''}{value}"]
    if row.place and row.place not in (row.subject, row.object):
        parts.append(f"in {row.place}")
    if row.time:
        parts.append(f"({row.time})")
    if row.scope:
        parts.append(f"[{row.scope}]")
    if row.basis not in (None, "actual"):
        parts.append(f"- {row.basis}, not actual")
    if row.speaker:
        parts.append(f"- said by {row.speaker}")
    if row.decision != "accepted":
        parts.append("- not reviewed")
    return " ".join(parts)


def source_of(row: FactRow) -> str:
    """Where the statement stands: document, paragraph, sentence."""
    return f"{row.document}, paragraph {row.paragraph}, {row.sentence}"


def describe_entity(entity: EntityRow, rows: Sequence[FactRow], disputed: frozenset[str]) -> Iterator[str]:
    """Lines about an entity: its names and class, then its statements by time, those without one last."""
    yield entity.label + (f"  {entity.label_zh}" if entity.label_zh else "")
    yield f"{entity.type_label}  <{entity.iri}>"
    if entity.aliases:
        yield f"also called: {'; '.join(entity.aliases)}"
    yield ""
    for row in sorted(rows, key=lambda row: (row.time is None, row.time or "", row.document, row.start)):
        mark = "≠ " if row.id in disputed else "  "
        yield f"{row.time or '-':<23} {mark}{phrase(row)}"
        yield f"{'':<26}{source_of(row)}"
        if row.quote:
            yield f"{'':<26}“{row.quote}”"
    if any(row.id in disputed for row in rows):
        yield ""
        yield "≠ marks statements that another statement contradicts; see: shugu compare"


def describe_path(network: nx.MultiDiGraph, rows: Mapping[str, FactRow], start: EntityRow, end: EntityRow) -> list[str]:
    """Lines of the shortest way between two things, hop by hop; empty where there is none.

    What is stated as actual is gone over before what is only planned or estimated.
    """
    plain = nx.Graph()
    plain.add_nodes_from(network)
    for source, target, _, basis in sorted(network.edges(keys=True, data="basis")):
        cost = 1.0 if basis == "actual" else 2.5
        if source != target and cost < plain.get_edge_data(source, target, {"cost": 9.0})["cost"]:
            plain.add_edge(source, target, cost=cost)
    try:
        nodes = nx.dijkstra_path(plain, local_name(start.iri), local_name(end.iri), weight="cost")
    except nx.NetworkXNoPath:
        return []
    lines = []
    for number, (source, target) in enumerate(pairwise(nodes), 1):
        edges = [
            *network.get_edge_data(source, target, default={}).values(),
            *network.get_edge_data(target, source, default={}).values(),
        ]
        hop = sorted(
            (rows[edge["id"]] for edge in edges), key=lambda row: (row.basis != "actual", row.document, row.start)
        )
        lines.append(f"{number}. {phrase(hop[0])}")
        lines.append(f"   {source_of(hop[0])}")
        if len(hop) > 1:
            lines.append(f"   and {len(hop) - 1} more statement{'s' if len(hop) > 2 else ''} between the two")
    return lines
