"""A collection's own properties, indicators and units as quads, so that views and pages know them by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from shugu.assemble.terms import T, sg, term
from shugu.identifiers import IriMaker
from shugu.model.vocabulary import PropertyTerm, ValueKind, Vocabulary
from shugu.vocab import UNIT

__all__ = ["term_quads"]


def term_quads(terms: Iterable[PropertyTerm], vocabulary: Vocabulary, iris: IriMaker) -> Iterator[Quad]:
    """The quads of the terms, all in the graph `entities`; units that the ontology has are not described again."""
    graph = NamedNode(iris.graph("entities"))
    units: set[str] = set()
    for own in terms:
        node, number = NamedNode(own.iri), own.value is ValueKind.NUMBER
        yield Quad(node, T.TYPE, sg("Indicator" if number else "FactProperty"), graph)
        yield Quad(node, T.LABEL, Literal(own.label, language="en"), graph)
        yield Quad(node, sg("valueKind"), Literal(own.value), graph)
        if number:
            yield Quad(node, term("skos:prefLabel"), Literal(own.label, language="en"), graph)
        for unit in sorted(own.units):
            yield Quad(node, sg("usualUnit"), NamedNode(vocabulary.units[unit]), graph)
        units |= own.units
    for unit in sorted(units):
        iri = vocabulary.units[unit]
        if not iri.startswith(UNIT):
            yield Quad(NamedNode(iri), T.TYPE, sg("Unit"), graph)
            yield Quad(NamedNode(iri), T.LABEL, Literal(unit, language="en"), graph)
            yield Quad(NamedNode(iri), term("skos:notation"), Literal(unit), graph)
