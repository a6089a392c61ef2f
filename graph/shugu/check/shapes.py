"""SHACL: the one door to pySHACL."""

from __future__ import annotations

import logging
import random
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store, Triple
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SH

from shugu.model.finding import Finding
from shugu.rdflib_terms import to_rdflib_graph
from shugu.settings import ontology_folder
from shugu.vocab import SG

__all__ = ["LARGEST", "SAMPLE", "ShapeReport", "check_shapes"]

# Up to this many statements all are validated; above, this many, drawn by a fixed seed.
LARGEST = 5_000
SAMPLE = 500
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_STATEMENTS = f"SELECT ?s WHERE {{ ?s <{SG}primaryEvidence> ?e }}"


@dataclass(frozen=True, slots=True)
class ShapeReport:
    """What was validated: `validated` of `statements` statements, and what was found."""

    statements: int
    validated: int
    findings: tuple[Finding, ...]


def check_shapes(store: Store) -> ShapeReport:
    """The findings of the shapes over the graph with its inferred types.

    Above LARGEST statements a sample of SAMPLE statements is validated with everything they point
    to, one step far; the report says so.
    """
    result = store.query(_STATEMENTS, use_default_graph_as_union=True)
    assert isinstance(result, QuerySolutions)  # a SELECT query
    statements = sorted(row["s"].value for row in result)
    if len(statements) <= LARGEST:
        triples: Iterator[Triple] = (quad.triple for quad in store)
        validated = len(statements)
    else:
        chosen = random.Random(0).sample(statements, SAMPLE)  # noqa: S311 - a reproducible sample, no secret
        triples = _neighbourhood(store, chosen)
        validated = len(chosen)
    return ShapeReport(len(statements), validated, tuple(sorted(_validate(triples))))


def _neighbourhood(store: Store, statements: list[str]) -> Iterator[Triple]:
    """The triples of the statements and of what they point to; of what that points to, the classes and values."""
    seen: set[NamedNode] = set()
    layer = {NamedNode(iri) for iri in statements}
    for _ in range(2):
        following: set[NamedNode] = set()
        for node in layer:
            for quad in store.quads_for_pattern(node, None, None):
                yield quad.triple
                if isinstance(quad.object, NamedNode):
                    following.add(quad.object)
        seen |= layer
        layer = following - seen
    # What lies at the edge comes with its classes and its own values, so that nothing looks incomplete.
    for node in layer:
        for quad in store.quads_for_pattern(node, None, None):
            if quad.predicate == _TYPE or isinstance(quad.object, Literal):
                yield quad.triple


def _validate(triples: Iterator[Triple]) -> Iterator[Finding]:
    from pyshacl import validate  # noqa: PLC0415 - heavy, and only here

    # pySHACL is ten times slower on a store than on a graph in memory.
    data = to_rdflib_graph(triples)
    shapes = Graph().parse(ontology_folder() / "shapes.ttl", format="turtle")
    logging.getLogger("pyshacl").setLevel(logging.ERROR)
    _, report, _ = validate(data, shacl_graph=shapes, inference="none", advanced=False, js=False, do_owl_imports=False)
    if not isinstance(report, Graph):
        raise RuntimeError(f"pySHACL gave no report: {report}")
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus = report.value(result, SH.focusNode)
        message = report.value(result, SH.resultMessage)
        path = report.value(result, SH.resultPath)
        where = f" ({path})" if isinstance(path, URIRef) else ""
        yield Finding("shape", str(focus), f"{message}{where}")
