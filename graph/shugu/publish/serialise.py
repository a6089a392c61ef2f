"""The dataset in the formats of RDF: sorted, so that two builds give the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from io import BytesIO

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, serialize
from rdflib import RDF, RDFS, SKOS, XSD
from rdflib import Literal as RdflibLiteral
from rdflib.plugins.serializers.turtle import TurtleSerializer
from rdflib.term import Node

from shugu.rdflib_terms import to_rdflib_graph
from shugu.vocab import PREFIXES, SG

__all__ = ["FORMATS", "dataset_quads", "graph_iri", "prefixes_of", "serialise", "to_turtle"]

_DECIMAL = NamedNode(PREFIXES["xsd"] + "decimal")
_DERIVED = ("inferred", "comparisons")
_NOTE = b"\n# What follows from the statements above by the ontology's rules; nothing below is cited.\n\n"


def prefixes_of(base: str) -> dict[str, str]:
    """The usual prefixes and those of the collection: entities, statements, evidences, documents, graphs."""
    own = {
        "e": "entity/",
        "st": "statement/",
        "ev": "evidence/",
        "doc": "document/",
        "g": "graph/",
        "run": "run/",
        "file": "file/",
        "cmp": "comparison/",
    }
    return {**PREFIXES, **{prefix: base + folder for prefix, folder in own.items()}, "ds": base}


def dataset_quads(store: Store) -> list[Quad]:
    """All quads of a store but the ontology's, in canonical order: by graph, subject, predicate, object.

    Decimals have a point, as Turtle writes them: else a file in one format would read back as other
    terms than a file in another, because Oxigraph drops the point and rdflib keeps what it reads.
    """
    ontology = NamedNode(SG)
    return sorted((_with_point(quad) for quad in store if quad.graph_name != ontology), key=_key)


def _with_point(quad: Quad) -> Quad:
    value = quad.object
    if isinstance(value, Literal) and value.datatype == _DECIMAL and "." not in value.value:
        return Quad(quad.subject, quad.predicate, Literal(f"{value.value}.0", datatype=_DECIMAL), quad.graph_name)
    return quad


def graph_iri(quad: Quad) -> str:
    """The IRI of a quad's named graph; empty for the default graph."""
    return quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""


def _key(quad: Quad) -> tuple[str, str, str, int, str, str, str]:
    object_ = quad.object
    subject = quad.subject
    head = (
        graph_iri(quad),
        subject.value if isinstance(subject, NamedNode) else str(subject),
        quad.predicate.value,
    )
    if isinstance(object_, Literal):
        return (*head, 1, object_.value, object_.language or "", object_.datatype.value)
    return (*head, 0, str(object_), "", "")


class _ReadableTurtle(TurtleSerializer):
    """rdflib's Turtle with the type and the labels first, and subjects in the order of their IRIs."""

    predicateOrder = [RDF.type, RDFS.label, SKOS.altLabel, RDF.subject, RDF.predicate, RDF.object]  # noqa: N815, RUF012 - rdflib's name

    def label(self, node: Node, position: int) -> str:
        """The node as Turtle; numbers that rdflib would spell anew in the short form keep their spelling."""
        short = {XSD.double, XSD.boolean, *(() if "." in str(node) else (XSD.decimal,))}
        if isinstance(node, RdflibLiteral) and node.datatype in short:
            return node.n3(self.store.namespace_manager)
        return str(super().label(node, position))

    def orderSubjects(self) -> list[Node]:  # noqa: N802 - rdflib's name
        return sorted(self._subjects, key=str)


def to_turtle(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> bytes:
    """The triples as Turtle that is pleasant to read: prefixes, one block a subject, labels first, sorted."""
    graph = to_rdflib_graph(triples)
    for prefix, iri in prefixes.items():
        graph.bind(prefix, iri)
    out = BytesIO()
    _ReadableTurtle(graph).serialize(out, encoding="utf-8")
    return out.getvalue().strip() + b"\n"


def _turtle(quads: list[Quad], prefixes: Mapping[str, str]) -> bytes:
    """Stated triples first, by subject; what is derived behind them under a heading of its own."""
    derived_graphs = tuple(f"/graph/{name}" for name in _DERIVED)
    stated = [quad.triple for quad in quads if not graph_iri(quad).endswith(derived_graphs)]
    derived = [quad.triple for quad in quads if graph_iri(quad).endswith(derived_graphs)]
    (head, body), (more, below) = (_split_head(to_turtle(part, prefixes)) for part in (stated, derived))
    lines = sorted({*head, *more})
    return b"\n".join([*lines, b"", body]) + (_NOTE + below if derived else b"")


def _split_head(turtle: bytes) -> tuple[list[bytes], bytes]:
    """The lines with prefixes that the text begins with, and what stands below them."""
    lines = turtle.split(b"\n")
    count = next((number for number, line in enumerate(lines) if not line.startswith(b"@prefix")), len(lines))
    return lines[:count], b"\n".join(lines[count:]).lstrip(b"\n")


def _plain(format_: RdfFormat) -> Callable[[list[Quad], Mapping[str, str]], bytes]:
    def write(quads: list[Quad], prefixes: Mapping[str, str]) -> bytes:
        if format_.supports_datasets:
            return serialize(quads, format=format_, prefixes=dict(prefixes)) or b""
        union = sorted({Quad(q.subject, q.predicate, q.object) for q in quads}, key=_key)
        return serialize((quad.triple for quad in union), format=format_, prefixes=dict(prefixes)) or b""

    return write


FORMATS: Mapping[str, Callable[[list[Quad], Mapping[str, str]], bytes]] = {
    "ttl": _turtle,
    "trig": _plain(RdfFormat.TRIG),
    "jsonld": _plain(RdfFormat.JSON_LD),
    "nt": _plain(RdfFormat.N_TRIPLES),
    "nq": _plain(RdfFormat.N_QUADS),
    "rdfxml": _plain(RdfFormat.RDF_XML),
}


def serialise(quads: list[Quad], format_: str, base: str) -> bytes:
    """The quads in one of FORMATS; formats without graph names carry the union of the graphs."""
    return FORMATS[format_](quads, prefixes_of(base))
