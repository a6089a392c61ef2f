"""Oxigraph's terms as rdflib's own, as rdflib reads them from a file.

oxrdflib gives plain strings the explicit datatype xsd:string, which rdflib takes for another term
than the plain string: graphs would not be isomorphic, and SHACL's sh:in would not match.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterable

from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from rdflib import XSD, BNode, Graph, URIRef
from rdflib import Literal as RdflibLiteral
from rdflib.term import Identifier

__all__ = ["to_oxigraph_term", "to_rdflib_graph", "to_rdflib_term"]

# rdflib says aloud when a literal has no value in Python; it keeps its spelling all the same.
logging.getLogger("rdflib.term").setLevel(logging.ERROR)

_STRING = NamedNode("http://www.w3.org/2001/XMLSchema#string")


Term = URIRef | BNode | RdflibLiteral


def to_rdflib_term(term: NamedNode | BlankNode | Literal | Triple) -> Term:
    """The same term in rdflib; raises TypeError for a quoted triple, which RDF 1.1 does not have."""
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, Literal):
        if term.language:
            return RdflibLiteral(term.value, lang=term.language)
        datatype = None if term.datatype == _STRING else URIRef(term.datatype.value)
        if datatype == XSD.boolean:
            with warnings.catch_warnings(action="ignore"):
                return RdflibLiteral(term.value, datatype=datatype, normalize=False)
        return RdflibLiteral(term.value, datatype=datatype, normalize=False)
    if isinstance(term, BlankNode):
        return BNode(term.value)
    raise TypeError("quoted triples are not part of RDF 1.1")


def to_rdflib_graph(triples: Iterable[Triple]) -> Graph:
    """The triples as a graph in rdflib's memory, without any prefix bound."""
    graph = Graph(bind_namespaces="none")
    known: dict[object, Term] = {}  # terms recur; each is made once

    def term(value: NamedNode | BlankNode | Literal | Triple) -> Term:
        made = known.get(value)
        if made is None:
            made = known[value] = to_rdflib_term(value)
        return made

    for triple in triples:
        graph.add((term(triple.subject), term(triple.predicate), term(triple.object)))
    return graph


def to_oxigraph_term(term: Identifier) -> NamedNode | BlankNode | Literal:
    """The same term in Oxigraph; raises TypeError for what stands for no term, such as a variable."""
    if isinstance(term, URIRef):
        return NamedNode(str(term))
    if isinstance(term, RdflibLiteral):
        if term.language:
            return Literal(str(term), language=term.language)
        return Literal(str(term), datatype=NamedNode(str(term.datatype)) if term.datatype else None)
    if isinstance(term, BNode):
        return BlankNode(str(term))
    raise TypeError(f"{term!r} is no RDF term")
