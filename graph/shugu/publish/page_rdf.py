"""What the page needs so that it can write the statements it shows as the triples that stand in the graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import Literal, NamedNode

from shugu.askable import AskableGraph
from shugu.publish.serialise import prefixes_of
from shugu.publish.views import local_name, read_statement_parts

__all__ = ["PageRdf", "read_page_rdf", "shorten"]

# What `is_plain` of the assembler asks, read from the graph: kinds that never give a triple of their own.
_NEVER_PLAIN = ("Claim", "Observation", "Target")


@dataclass(frozen=True, slots=True)
class PageRdf:
    """The prefixes that the page writes with, and what it must know of each statement beside the row, by id.

    A statement has `term`, its property as a prefixed name or IRI; `comparator`, `stated`, `rank`, `method` and
    `decision` as in the graph; `decimal`, its number as written there; `unit`; `time`, `precision` and `place` where
    they are its own and not those of its event; `span`, first and last offset of its primary evidence; and `plain`
    where its triple of subject, property and value stands in the graph. Absent values are left out.
    """

    prefixes: Mapping[str, str] = field(default_factory=dict)
    statements: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def read_page_rdf(graph: AskableGraph, base: str) -> PageRdf:
    """What the graph says of each statement; empty for a graph without statements."""
    prefixes = prefixes_of(base)
    found = read_statement_parts(graph, _NEVER_PLAIN)
    return PageRdf(prefixes, {local_name(iri): _fields(values, prefixes) for iri, values in found.items()})


def _fields(values: Mapping[str, NamedNode | Literal], prefixes: Mapping[str, str]) -> dict[str, Any]:
    def text(name: str) -> str | None:
        return values[name].value if name in values else None

    def shortened(name: str) -> str | None:
        return shorten(values[name].value, prefixes) if name in values else None

    evidence = local_name(values["primaryEvidence"].value)
    fields = {
        "term": shortened("predicate"),
        "comparator": text("comparator"),
        "decimal": _with_point(text("value")),
        "unit": shortened("unit"),
        "stated": text("stated"),
        "rank": shortened("rank"),
        "method": text("method"),
        "decision": text("decision"),
        "time": text("time"),
        "precision": text("timePrecision"),
        "place": local_name(values["place"].value) if "place" in values else None,
        "span": [int(part) for part in evidence.rsplit("-", 2)[1:]],
        "plain": True if _is_plain(values) else None,
    }
    return {name: value for name, value in fields.items() if value is not None}


def shorten(iri: str, prefixes: Mapping[str, str]) -> str:
    """The IRI as a prefixed name by the longest namespace that fits, else as it is."""
    fitting = [(len(space), prefix) for prefix, space in prefixes.items() if iri.startswith(space)]
    if not fitting:
        return iri
    length, prefix = max(fitting)
    return f"{prefix}:{iri[length:]}"


def _with_point(decimal: str | None) -> str | None:
    """The decimal as the files of the graph write it."""
    return decimal if decimal is None or "." in decimal else f"{decimal}.0"


def _is_plain(values: Mapping[str, NamedNode | Literal]) -> bool:
    return (
        values["basis"].value.endswith("basis-actual")
        and not values["rank"].value.endswith("rank-contested")
        and not {"speaker", "decision", "type"} & values.keys()
    )
