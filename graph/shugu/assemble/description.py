"""What the dataset says of itself: DCAT and VoID, its documents, and the run that made it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from shugu.assemble.terms import T, sg, term, typed
from shugu.identifiers import IriMaker
from shugu.model.collection import Collection, DocumentInfo
from shugu.model.entity import Entity, fold_name
from shugu.vocab import SG

__all__ = ["Counts", "description_quads"]

_MEDIA_TYPES = {
    "graph.ttl": "text/turtle",
    "graph.trig": "application/trig",
    "graph.jsonld": "application/ld+json",
    "graph.nq": "application/n-quads",
    "facts.csv": "text/csv",
}
_VOCABULARIES = (SG, *(term(f"{prefix}:").value for prefix in ("prov", "oa", "org", "schema", "skos", "geo")))
Counts = Mapping[str, int]


def description_quads(
    collection: Collection, entities: Mapping[str, Entity], counts: Counts, *, run: str, version: str
) -> Iterator[Quad]:
    """The quads of the graph `dataset`; `counts` gives `triples` and `entities` for VoID."""
    iris = IriMaker(collection.base)
    graph = NamedNode(iris.graph("dataset"))
    publishers = {fold_name(name): entity.id for entity in entities.values() for name in entity.names}
    for subject, predicate, value in (
        *_dataset(collection, iris, counts),
        *_run(collection, iris, run, version),
        *(row for info in collection.documents for row in _document(info, iris, publishers)),
    ):
        yield Quad(subject, predicate, value, graph)


_Row = tuple[NamedNode, NamedNode, NamedNode | Literal]


def _dataset(collection: Collection, iris: IriMaker, counts: Counts) -> Iterator[_Row]:
    node = NamedNode(iris.dataset)
    yield node, T.TYPE, term("dcat:Dataset")
    yield node, T.TYPE, term("void:Dataset")
    yield node, T.LABEL, Literal(collection.title, language="en")
    yield node, term("dcterms:title"), Literal(collection.title, language="en")
    if collection.title_zh:
        yield node, term("dcterms:title"), Literal(collection.title_zh, language="zh")
    yield node, term("dcterms:description"), Literal(collection.description, language="en")
    yield node, term("dcterms:license"), _licence(collection.licence)
    yield node, term("void:uriSpace"), Literal(collection.base)
    yield node, term("void:triples"), _integer(counts["triples"])
    yield node, term("void:entities"), _integer(counts["entities"])
    yield node, term("void:documents"), _integer(len(collection.documents))
    for vocabulary in _VOCABULARIES:
        yield node, term("void:vocabulary"), NamedNode(vocabulary)
    for info in collection.documents:
        yield node, term("dcterms:source"), NamedNode(iris.document(info.id))
    for name, media_type in _MEDIA_TYPES.items():
        file = NamedNode(f"{iris.base}file/{name}")
        yield node, term("dcat:distribution"), file
        yield file, T.TYPE, term("dcat:Distribution")
        yield file, T.LABEL, Literal(name)
        yield file, term("dcat:mediaType"), Literal(media_type)


def _run(collection: Collection, iris: IriMaker, run: str, version: str) -> Iterator[_Row]:
    node, software = NamedNode(run), NamedNode(f"{SG[:-3]}software/{version}")
    yield node, T.TYPE, sg("Run")
    yield node, T.LABEL, Literal(f"The making of this graph by shugu {version}", language="en")
    yield node, sg("softwareVersion"), Literal(version)
    yield node, term("prov:wasAssociatedWith"), software
    for info in collection.documents:
        yield node, term("prov:used"), NamedNode(iris.document(info.id))
    yield software, T.TYPE, term("prov:SoftwareAgent")
    yield software, T.LABEL, Literal(f"shugu {version}")


def _document(info: DocumentInfo, iris: IriMaker, publishers: Mapping[str, str]) -> Iterator[_Row]:
    node = NamedNode(iris.document(info.id))
    yield node, T.TYPE, sg("Document")
    yield node, T.TYPE, term("schema:NewsArticle")
    yield node, T.LABEL, Literal(info.title, language=info.language)
    yield node, term("dcterms:title"), Literal(info.title, language=info.language)
    yield node, term("dcterms:identifier"), Literal(info.id)
    yield node, term("dcterms:language"), Literal(info.language)
    yield node, sg("origin"), Literal(info.origin)
    yield node, sg("sha256"), Literal(info.sha256)
    yield node, sg("textLength"), _integer(info.length)
    publisher = publishers.get(fold_name(info.publisher))
    if publisher:
        yield node, term("dcterms:publisher"), NamedNode(iris.entity(publisher))
    if info.published:
        yield node, term("dcterms:issued"), typed(info.published, "xsd:date")
    if info.retrieved:
        yield node, sg("retrieved"), typed(info.retrieved, "xsd:date")
    if info.url:
        yield node, term("schema:url"), NamedNode(info.url)


def _licence(licence: str) -> NamedNode | Literal:
    return NamedNode(licence) if licence.startswith(("http://", "https://")) else Literal(licence)


def _integer(number: int) -> Literal:
    return Literal(str(number), datatype=T.INTEGER)
