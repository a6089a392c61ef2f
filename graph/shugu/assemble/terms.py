"""The terms that assembled quads are made of, each made once."""

from __future__ import annotations

from functools import cache
from typing import Final

from pyoxigraph import Literal, NamedNode

from shugu.model.fact import Kind
from shugu.vocab import PREFIXES, SG

__all__ = ["KIND_CLASS", "T", "sg", "term", "typed"]


@cache
def term(curie: str) -> NamedNode:
    """The node of a prefixed name such as `prov:used`, by the prefixes of `shugu.vocab`."""
    prefix, _, local = curie.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def sg(local: str) -> NamedNode:
    """The node of a term of the shugu namespace."""
    return term(f"sg:{local}")


def typed(text: str, datatype: str) -> Literal:
    """A literal of the datatype that a prefixed name such as `xsd:date` stands for."""
    return Literal(text, datatype=term(datatype))


class T:
    """Terms that every statement uses, so that no look-up happens in the inner loop."""

    TYPE: Final = term("rdf:type")
    LABEL: Final = term("rdfs:label")
    SUBJECT: Final = term("rdf:subject")
    PREDICATE: Final = term("rdf:predicate")
    OBJECT: Final = term("rdf:object")
    DERIVED: Final = term("prov:wasDerivedFrom")
    GENERATED: Final = term("prov:wasGeneratedBy")
    PRIMARY_SOURCE: Final = term("prov:hadPrimarySource")
    NOTE: Final = term("skos:editorialNote")
    DATE: Final = term("xsd:date")
    DECIMAL: Final = term("xsd:decimal")
    INTEGER: Final = term("xsd:integer")


KIND_CLASS: Final = {
    Kind.EVENT: NamedNode(SG + "EventStatement"),
    Kind.OBSERVATION: NamedNode(SG + "Observation"),
    Kind.TARGET: NamedNode(SG + "Target"),
    Kind.RELATION: NamedNode(SG + "Relation"),
    Kind.ATTRIBUTE: NamedNode(SG + "Attribute"),
    Kind.POLICY: NamedNode(SG + "PolicyStatement"),
    Kind.CLAIM: NamedNode(SG + "Claim"),
}
