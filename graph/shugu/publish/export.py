"""One graph, or one document's part of it, in the form another tool reads."""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolutions, Store, Triple

from shugu.errors import InputError
from shugu.publish.facts import FIELDS, read_facts, to_cells
from shugu.publish.network import to_gexf, to_graphml, to_network
from shugu.publish.serialise import dataset_quads, graph_iri, serialise
from shugu.publish.source import Source
from shugu.publish.spreadsheet import format_csv
from shugu.publish.views import read_documents, read_entity_rows
from shugu.vocab import SG

__all__ = ["export"]

Term = NamedNode | BlankNode | Literal | Triple

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_TIME = SG + "time"
_ENDS = ("https://schema.org/startDate", "https://schema.org/endDate")
_ALL = "SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }"


def export(source: Source, format_: str, *, document: str | None = None) -> bytes:
    """The graph in a format of `shugu export`; with `document`, what that one states.

    Raises InputError where no document, or more than one, has an id that begins so.
    """
    chosen = None if document is None else _find_document(source, document)
    if format_ == "csv":
        rows = read_facts(source.graph, document=chosen)
        return format_csv(FIELDS, to_cells(rows), spreadsheet=True).encode("utf-8")
    if format_ in ("graphml", "gexf"):
        facts = list(read_facts(source.graph, document=chosen))
        entities = read_entity_rows(source.graph)
        if chosen is not None:
            spoken = {iri for row in facts for iri in (row.subject_id, row.object_id) if iri}
            entities = {iri: entity for iri, entity in entities.items() if iri in spoken}
        network = to_network(facts, entities)
        return to_graphml(network) if format_ == "graphml" else to_gexf(network)
    quads = dataset_quads(_copy(source))
    if chosen is not None:
        quads = _part(quads, source.base, chosen)
    return serialise(quads, format_, source.base)


def _find_document(source: Source, name: str) -> str:
    ids = [row.id for row in read_documents(source.graph)]
    found = [id_ for id_ in ids if id_ == name] or [id_ for id_ in ids if id_.startswith(name)]
    if len(found) != 1:
        raise InputError(
            f"{name!r} names {len(found) or 'no'} document{'s' if found else ''}; there are: {', '.join(ids)}"
        )
    return found[0]


def _copy(source: Source) -> Store:
    """All quads of the source in memory; for a server, whatever it holds in named graphs."""
    store = Store()
    result = source.graph.query(_ALL)
    if not isinstance(result, QuerySolutions):
        raise InputError("the source gives no rows")
    store.extend(Quad(row["s"], row["p"], row["o"], row["g"]) for row in result)
    return store


def _part(quads: list[Quad], base: str, document: str) -> list[Quad]:
    """The quads of one document's graph, with the plain triples, things and description that belong to it."""
    home = NamedNode(f"{base}graph/{document}")
    own = [quad for quad in quads if quad.graph_name == home]
    plain = _plain_triples(own)
    things = {quad.object for quad in own} | {NamedNode(f"{base}document/{document}")}
    kept = list(own)
    for quad in quads:
        where = graph_iri(quad).removeprefix(f"{base}graph/")
        stated = where == "facts" and (quad.subject, quad.predicate.value, _text(quad.object)) in plain
        if stated or (where in ("entities", "dataset") and quad.subject in things):
            kept.append(quad)
    return kept


def _plain_triples(quads: list[Quad]) -> set[tuple[object, str, str]]:
    """What the statements among the quads say as one triple: subject, predicate, words of the object."""
    said: dict[object, dict[str, Term]] = {}
    for quad in quads:
        said.setdefault(quad.subject, {})[quad.predicate.value] = quad.object
    plain: set[tuple[object, str, str]] = set()
    for parts in said.values():
        if f"{_RDF}subject" not in parts:
            continue
        subject, predicate = parts[f"{_RDF}subject"], _text(parts[f"{_RDF}predicate"])
        if f"{_RDF}object" in parts:
            plain.add((subject, predicate, _text(parts[f"{_RDF}object"])))
        elif _TIME in parts:
            time = _text(parts[_TIME])
            plain.add((subject, predicate, time))
            plain |= {(subject, end, piece) for end in _ENDS for piece in time.split("/")}
    return plain


def _text(term: Term) -> str:
    return "" if isinstance(term, Triple) else term.value
