"""The ontology as pages: every term with labels, definition, place among the others, shapes, use and an example."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse, serialize

from shugu.ontology import load_ontology
from shugu.serve.formats import GRAPHS
from shugu.serve.refusal import RefusalError
from shugu.serve.site.cells import Ask, Row, fill, text, whole
from shugu.serve.site.names import Names, read_names
from shugu.serve.site.render import Pages, Reader, anchor_of
from shugu.settings import ontology_folder
from shugu.vocab import PREFIXES, SG

__all__ = ["Term", "ontology_document", "read_reference", "render_reference"]

_RDFS, _SKOS, _OWL, _SH, _SCHEMA = (PREFIXES[name] for name in ("rdfs", "skos", "owl", "sh", "schema"))
_TYPE = PREFIXES["rdf"] + "type"
# The parts of the page, and the type of the terms in each; a term is in the first that it fits.
_PARTS = (
    ("classes", _OWL + "Class"),
    ("indicators", SG + "Indicator"),
    ("units", SG + "Unit"),
    ("properties", SG + "FactProperty"),
    ("properties", _OWL + "ObjectProperty"),
    ("properties", _OWL + "DatatypeProperty"),
    ("concepts", SG + "Basis"),
    ("concepts", SG + "Rank"),
    ("concepts", SG + "Status"),
    ("concepts", _SKOS + "ConceptScheme"),
)
_ABOVE = (_RDFS + "subClassOf", _RDFS + "subPropertyOf", _SKOS + "broader", _SKOS + "inScheme")
_MATCHES = tuple(_SKOS + name for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch"))
_FROM = (_RDFS + "domain", _SCHEMA + "domainIncludes")
_TO = (_RDFS + "range", _SCHEMA + "rangeIncludes")
_DEFINITIONS = (_SKOS + "definition", _SKOS + "scopeNote", _RDFS + "comment", _SKOS + "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term of the ontology; related terms are IRIs, `shapes` the rules on data in words."""

    iri: str
    anchor: str
    part: str
    labels: Mapping[str, str]
    definitions: tuple[tuple[str, str], ...]
    above: tuple[str, ...]
    below: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]
    inverse: tuple[str, ...]
    units: tuple[str, ...]
    matches: tuple[str, ...]
    shapes: tuple[str, ...]


@cache
def read_reference() -> Mapping[str, Term]:
    """The terms of the shipped ontology by IRI, in the order of their English labels."""
    index = _Index(load_ontology().triples)
    shapes = _shapes()
    terms = {}
    for part, kind in _PARTS:
        for iri in index.instances[kind]:
            anchor = anchor_of(iri)
            if anchor is not None and iri not in terms:
                terms[iri] = _term(iri, anchor, part, index, shapes)
    return dict(sorted(terms.items(), key=lambda item: (item[1].labels.get("en", item[1].anchor).casefold(), item[0])))


class _Index:
    """Triples by subject and predicate, and subjects by type and by object."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.objects: dict[tuple[str, str], list[NamedNode | Literal]] = defaultdict(list)
        self.subjects: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.instances: dict[str, list[str]] = defaultdict(list)
        for triple in triples:
            subject, predicate, value = triple.subject, triple.predicate.value, triple.object
            if not isinstance(subject, NamedNode) or not isinstance(value, NamedNode | Literal):
                continue
            self.objects[subject.value, predicate].append(value)
            self.subjects[value.value, predicate].append(subject.value)
            if predicate == _TYPE:
                self.instances[value.value].append(subject.value)

    def values(self, iri: str, *predicates: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value.value for name in predicates for value in self.objects[iri, name]))


def _term(iri: str, anchor: str, part: str, index: _Index, shapes: Mapping[str, Sequence[str]]) -> Term:
    labels = {
        value.language or "": value.value for value in index.objects[iri, _RDFS + "label"] if isinstance(value, Literal)
    }
    definitions = [
        (value.value, value.language or "")
        for name in _DEFINITIONS
        for value in index.objects[iri, name]
        if isinstance(value, Literal)
    ]
    below = [subject for name in _ABOVE for subject in index.subjects[iri, name]]
    return Term(
        iri=iri,
        anchor=anchor,
        part=part,
        labels=labels,
        definitions=tuple(definitions),
        above=index.values(iri, *_ABOVE),
        below=tuple(sorted(set(below))),
        domain=index.values(iri, *_FROM),
        range=index.values(iri, *_TO),
        inverse=index.values(iri, _OWL + "inverseOf"),
        units=index.values(iri, SG + "usualUnit"),
        matches=index.values(iri, *_MATCHES),
        shapes=tuple(shapes.get(iri, ())),
    )


def _shapes() -> Mapping[str, list[str]]:
    """The messages of the shapes by the class that they are about and by the property whose values they restrict."""
    triples = [quad.triple for quad in parse(path=ontology_folder() / "shapes.ttl", format=RdfFormat.TURTLE)]
    about: dict[str, list[str]] = defaultdict(list)
    by_subject: dict[NamedNode | BlankNode, list[Triple]] = defaultdict(list)
    for triple in triples:
        if isinstance(triple.subject, NamedNode | BlankNode):
            by_subject[triple.subject].append(triple)
    for own in by_subject.values():
        targets = [
            t.object.value for t in own if t.predicate.value == _SH + "targetClass" and isinstance(t.object, NamedNode)
        ]
        for constraint in [t.object for t in own if t.predicate.value in (_SH + "property", _SH + "sparql")]:
            inner = by_subject.get(constraint, []) if isinstance(constraint, NamedNode | BlankNode) else []
            messages = [
                t.object.value for t in inner if t.predicate.value == _SH + "message" and isinstance(t.object, Literal)
            ]
            paths = [
                t.object.value for t in inner if t.predicate.value == _SH + "path" and isinstance(t.object, NamedNode)
            ]
            for iri in dict.fromkeys([*targets, *paths]):
                about[iri] += [message for message in messages if message not in about[iri]]
    return about


async def render_reference(ask: Ask, pages: Pages, reader: Reader) -> bytes:
    """The reference page; without counts and examples where the graph is too large to gather them in time."""
    terms = read_reference()
    try:
        used = _used(await ask(fill("used-classes")), "class") | _used(await ask(fill("used-properties")), "property")
        examples = await read_names(ask, reader.language, [example for _, example in used.values()])
    except RefusalError:
        used, examples = {}, Names(reader.language)
    names = Names(reader.language, {iri: term.labels for iri, term in terms.items()})
    parts: dict[str, list[Term]] = {part: [] for part, _ in _PARTS}
    for term in terms.values():
        parts[term.part].append(term)
    for part in parts.values():
        part.sort(key=lambda term: names.of(term.iri).text.casefold())
    return await pages.write("reference.html.j2", reader, names=names, examples=examples, parts=parts, used=used)


def _used(rows: Sequence[Row], name: str) -> dict[str, tuple[int, str]]:
    """How often each term is used, and an example, by IRI."""
    return {row[name]["value"]: (whole(row, "count"), text(row, "example") or "") for row in rows if name in row}


def ontology_document(media: str) -> bytes:
    """The whole ontology in a media type of GRAPHS."""
    format_: RdfFormat = getattr(RdfFormat, GRAPHS[media])
    return serialize(load_ontology().triples, format=format_, prefixes=dict(PREFIXES)) or b""
