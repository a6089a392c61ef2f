"""Entities as quads: class, names, identifiers elsewhere, coordinates, and what they must not be taken for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from shugu.assemble.terms import T, sg, term, typed
from shugu.identifiers import IriMaker
from shugu.model.entity import Entity, fold_name

__all__ = ["entity_quads"]

_GEONAMES = "https://sws.geonames.org/{}/"
_WIKIDATA = "http://www.wikidata.org/entity/{}"


def entity_quads(entities: Mapping[str, Entity], iris: IriMaker) -> Iterator[Quad]:
    """The quads of the entities, all in the graph `entities`.

    A name that an entity must not take becomes `owl:differentFrom` where it is that of another entity.
    """
    graph = NamedNode(iris.graph("entities"))
    owners = {fold_name(name): entity for entity in entities.values() for name in entity.names}
    for entity in entities.values():
        node = NamedNode(iris.entity(entity.id))
        yield Quad(node, T.TYPE, sg(entity.type), graph)
        yield Quad(node, T.LABEL, Literal(entity.label, language="en"), graph)
        if entity.label_zh:
            yield Quad(node, T.LABEL, Literal(entity.label_zh, language="zh"), graph)
        for alias in entity.aliases:
            yield Quad(node, term("skos:altLabel"), Literal(alias, language=_language(alias)), graph)
        for name in entity.distinct:
            other = owners.get(fold_name(name))
            if other is not None and other is not entity:
                yield Quad(node, term("owl:differentFrom"), NamedNode(iris.entity(other.id)), graph)
        yield from _identifiers(entity, node, graph)
        if entity.note:
            yield Quad(node, T.NOTE, Literal(entity.note, language="en"), graph)


def _identifiers(entity: Entity, node: NamedNode, graph: NamedNode) -> Iterator[Quad]:
    # skos:exactMatch, not owl:sameAs: a name match is no identity of everything that is said.
    if entity.geonames:
        yield Quad(node, term("skos:exactMatch"), NamedNode(_GEONAMES.format(entity.geonames)), graph)
    if entity.wikidata:
        yield Quad(node, term("skos:exactMatch"), NamedNode(_WIKIDATA.format(entity.wikidata)), graph)
    if entity.iso3166:
        yield Quad(node, sg("iso3166"), Literal(entity.iso3166), graph)
    if entity.latitude and entity.longitude:
        geometry = NamedNode(f"{node.value}/geometry")
        point = f"POINT({entity.longitude} {entity.latitude})"
        yield Quad(node, term("geo:hasGeometry"), geometry, graph)
        yield Quad(geometry, T.TYPE, term("geo:Geometry"), graph)
        yield Quad(geometry, term("geo:asWKT"), typed(point, "geo:wktLiteral"), graph)


def _language(name: str) -> str:
    return "zh" if any("\u3400" <= character <= "\u9fff" for character in name) else "en"
