"""Facts as quads: a statement node for each, its evidence, and the plain triple where it may be taken as true."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad

from shugu.assemble.kinds import find_kind, is_plain
from shugu.assemble.terms import KIND_CLASS, T, sg, term, typed
from shugu.identifiers import IriMaker
from shugu.model.collection import SentenceRecord
from shugu.model.document import Span, VerifiedText
from shugu.model.entity import Entity
from shugu.model.fact import Decision, Fact, Rank
from shugu.model.quantity import format_quantity
from shugu.model.time import Precision, TimeValue
from shugu.model.vocabulary import PropertyTerm, ValueKind, Vocabulary

__all__ = ["StatementAssembler"]

_TIME_TYPES = {Precision.DAY: "xsd:date", Precision.MONTH: "xsd:gYearMonth", Precision.YEAR: "xsd:gYear"}


class StatementAssembler:
    """Makes the quads of a collection's facts, document by document.

    `run` is the IRI of the run that makes the graph. Facts must have passed review and
    reconciliation: every id in them is known. One that nobody accepted says so, is never preferred and
    gives no plain triple.
    """

    def __init__(self, iris: IriMaker, entities: Mapping[str, Entity], vocabulary: Vocabulary, *, run: str) -> None:
        self._iris = iris
        self._entities = entities
        self._vocabulary = vocabulary
        self._run = NamedNode(run)
        self._facts_graph = NamedNode(iris.graph("facts"))
        self._nodes: dict[str, NamedNode] = {}
        self._predicates = {name: NamedNode(t.iri) for name, t in vocabulary.properties.items()}
        self._units = {name: NamedNode(iri) for name, iri in vocabulary.units.items()}

    def quads(
        self, facts: Iterable[Fact], register: Mapping[str, SentenceRecord], text: VerifiedText | None = None
    ) -> Iterator[Quad]:
        """The quads of one document's facts; with its text, the evidences that verify carry quotations."""
        evidences: dict[Span, SentenceRecord] = {}
        document = ""
        for fact in facts:
            document = fact.document
            spans = [fact.span, *(register[sentence].span for sentence in fact.sentences[1:])]
            for sentence, span in zip(fact.sentences, spans, strict=True):
                evidences.setdefault(span, register[sentence])
            yield from self._statement(fact, spans)
        graph = NamedNode(self._iris.graph(document))
        for span in sorted(evidences):
            yield from self._evidence(document, graph, span, evidences[span], text)

    def _node(self, entity_id: str) -> NamedNode:
        node = self._nodes.get(entity_id)
        if node is None:
            node = self._nodes[entity_id] = NamedNode(self._iris.entity(entity_id))
        return node

    def _statement(self, fact: Fact, spans: Iterable[Span]) -> Iterator[Quad]:
        node = NamedNode(self._iris.statement(fact.id))
        graph = NamedNode(self._iris.graph(fact.document))
        term_ = self._vocabulary.properties[fact.property]
        subject, predicate = self._node(fact.subject), self._predicates[fact.property]
        kind = find_kind(fact, self._entities[fact.subject].type, self._vocabulary)
        yield Quad(node, T.TYPE, KIND_CLASS[kind], graph)
        yield Quad(node, T.LABEL, Literal(self._describe(fact, term_), language="en"), graph)
        yield Quad(node, T.SUBJECT, subject, graph)
        yield Quad(node, T.PREDICATE, predicate, graph)
        value = self._value(fact)
        if value is not None:
            yield Quad(node, T.OBJECT, value, graph)
        if fact.number is not None and fact.unit is not None:
            yield Quad(node, _VALUE, Literal(format_decimal(fact.number), datatype=T.DECIMAL), graph)
            yield Quad(node, _UNIT, self._units[fact.unit], graph)
            yield Quad(node, _COMPARATOR, Literal(fact.comparator or "="), graph)
        if fact.time is not None:
            for predicate_, literal in _time_literals(fact.time):
                yield Quad(node, predicate_, literal, graph)
        for predicate_, object_ in self._qualifiers(fact):
            yield Quad(node, predicate_, object_, graph)
        yield Quad(node, T.PRIMARY_SOURCE, NamedNode(self._iris.document(fact.document)), graph)
        yield Quad(node, T.GENERATED, self._run, graph)
        yield Quad(node, _PRIMARY_EVIDENCE, NamedNode(self._iris.evidence(fact.document, fact.span)), graph)
        for span in spans:
            yield Quad(node, T.DERIVED, NamedNode(self._iris.evidence(fact.document, span)), graph)
        if is_plain(fact, kind):
            yield from self._plain(fact, term_, subject, predicate, value)

    def _value(self, fact: Fact) -> NamedNode | Literal | None:
        if fact.object is not None:
            return self._node(fact.object)
        return None if fact.text is None else Literal(fact.text, language="en")

    def _qualifiers(self, fact: Fact) -> Iterator[tuple[NamedNode, NamedNode | Literal]]:
        yield _BASIS, _concept("basis", fact.basis)
        reviewed = fact.decision is Decision.ACCEPTED
        yield _RANK, _concept("rank", fact.rank if reviewed or fact.rank is not Rank.PREFERRED else Rank.NORMAL)
        yield _METHOD, Literal(fact.method)
        if fact.stated:
            yield _STATED, Literal(fact.stated)
        if fact.place:
            yield _PLACE, self._node(fact.place)
        if fact.speaker:
            yield _SPEAKER, self._node(fact.speaker)
        if fact.scope:
            yield _SCOPE, Literal(fact.scope, language="en")
        if fact.confidence is not None:
            yield _CONFIDENCE, Literal(format_decimal(Decimal(repr(fact.confidence))), datatype=T.DECIMAL)
        if fact.decided_by:
            yield _DECIDED_BY, Literal(fact.decided_by)
        if fact.decided_on:
            yield _DECIDED_ON, Literal(fact.decided_on, datatype=T.DATE)
        if fact.rule:
            yield _RULE, Literal(fact.rule)
        if fact.derivation:
            yield _DERIVATION, Literal(fact.derivation)
        if not reviewed:
            yield _DECISION, Literal(fact.decision or "undecided")
        if fact.note:
            yield T.NOTE, Literal(fact.note, language="en")

    def _plain(
        self,
        fact: Fact,
        term_: PropertyTerm,
        subject: NamedNode,
        predicate: NamedNode,
        value: NamedNode | Literal | None,
    ) -> Iterator[Quad]:
        if value is not None:
            yield Quad(subject, predicate, value, self._facts_graph)
        elif term_.value is ValueKind.TIME and fact.time is not None:
            yield Quad(subject, predicate, Literal(fact.time.text), self._facts_graph)
            for name, text in zip(("startDate", "endDate"), _ends(fact.time), strict=True):
                if text is not None and fact.property == "occurred":
                    yield Quad(subject, term(f"schema:{name}"), text, self._facts_graph)

    def _evidence(
        self, document: str, graph: NamedNode, span: Span, record: SentenceRecord, text: VerifiedText | None
    ) -> Iterator[Quad]:
        iri = self._iris.evidence(document, span)
        node, selector = NamedNode(iri), NamedNode(f"{iri}-position")
        yield Quad(node, T.TYPE, sg("Evidence"), graph)
        yield Quad(node, term("oa:hasSource"), NamedNode(self._iris.document(document)), graph)
        yield Quad(node, term("oa:hasSelector"), selector, graph)
        yield Quad(node, sg("paragraph"), Literal(str(record.paragraph), datatype=T.INTEGER), graph)
        yield Quad(node, sg("sentence"), Literal(record.id), graph)
        yield Quad(node, sg("sha256"), Literal(record.sha256), graph)
        yield Quad(selector, T.TYPE, term("oa:TextPositionSelector"), graph)
        yield Quad(selector, term("oa:start"), Literal(str(span.start), datatype=T.INTEGER), graph)
        yield Quad(selector, term("oa:end"), Literal(str(span.end), datatype=T.INTEGER), graph)
        if text is not None and record.id in text.verified:
            selector = NamedNode(f"{iri}-quote")
            yield Quad(node, term("oa:hasSelector"), selector, graph)
            yield Quad(selector, T.TYPE, term("oa:TextQuoteSelector"), graph)
            yield Quad(selector, term("oa:exact"), Literal(text.document.quote(span)), graph)

    def _describe(self, fact: Fact, term_: PropertyTerm) -> str:
        """The statement as a line for people: subject, property, value, time."""
        if fact.object is not None:
            value = " " + self._entities[fact.object].label
        elif fact.number is not None:
            value = f": {format_quantity(fact.number, fact.unit, fact.comparator)}"
        elif fact.text is not None:
            value = f": {fact.text}"
        else:
            value = ""
        time = f" ({fact.time.text})" if fact.time else ""
        return f"{self._entities[fact.subject].label} {term_.label}{value}{time}"


@lru_cache(maxsize=64)
def _concept(stem: str, name: str) -> NamedNode:
    return sg(f"{stem}-{name}")


@lru_cache(maxsize=65_536)
def _time_literals(time: TimeValue) -> tuple[tuple[NamedNode, Literal], ...]:
    """The time qualifiers of a statement: as stated, how fine, first and last day."""
    literals = [(_TIME, Literal(time.text)), (_PRECISION, Literal(time.precision))]
    for predicate, day in ((_EARLIEST, time.earliest), (_LATEST, time.latest)):
        if day is not None:
            literals.append((predicate, _day(day)))
    return tuple(literals)


def _ends(time: TimeValue) -> tuple[Literal | None, Literal | None]:
    """Start and end as XSD values as fine as they are stated; a day is both."""
    if time.precision is not Precision.INTERVAL:
        literal = typed(time.text, _TIME_TYPES[time.precision])
        return literal, literal
    start, _, end = time.text.partition("/")
    first, last = (None if part == ".." else _point(part) for part in (start, end))
    return first, last


def _point(text: str) -> Literal:
    precision = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}[len(text)]
    return typed(text, _TIME_TYPES[precision])


def _day(day: date) -> Literal:
    return Literal(day.isoformat(), datatype=T.DATE)


def format_decimal(number: Decimal) -> str:
    """The number as xsd:decimal with a point in it, which every reader and writer leaves as it is.

    >>> format_decimal(Decimal("46500000000"))
    '46500000000.0'
    """
    text = f"{number:f}"
    return text if "." in text else f"{text}.0"


_PRIMARY_EVIDENCE = sg("primaryEvidence")
_VALUE, _UNIT, _COMPARATOR, _STATED = sg("value"), sg("unit"), sg("comparator"), sg("stated")
_TIME, _PRECISION, _EARLIEST, _LATEST = sg("time"), sg("timePrecision"), sg("earliest"), sg("latest")
_PLACE, _BASIS, _SPEAKER, _SCOPE, _RANK = sg("place"), sg("basis"), sg("speaker"), sg("scope"), sg("rank")
_METHOD, _CONFIDENCE, _DECIDED_BY, _DECIDED_ON = sg("method"), sg("confidence"), sg("decidedBy"), sg("decidedOn")
_RULE, _DERIVATION, _DECISION = sg("rule"), sg("derivation"), sg("decision")
