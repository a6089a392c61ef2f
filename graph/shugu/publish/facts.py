"""Flat rows of the graph's statements, by the contract of `shugu facts`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from shugu.askable import AskableGraph
from shugu.model.quantity import format_number, format_quantity
from shugu.publish.views import local_name, read_documents, read_entity_rows, read_statement_parts, select, text_of

__all__ = ["FIELDS", "FactRow", "format_json_line", "format_value", "read_facts", "to_cells"]

_KINDS = {
    "EventStatement": "event",
    "Observation": "observation",
    "Target": "target",
    "Relation": "relation",
    "Attribute": "attribute",
    "PolicyStatement": "policy",
    "Claim": "claim",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """One statement as a flat row; labels are English, `_id` fields IRIs, `value` fully scaled.

    `start` and `end` are the span of the primary evidence, in code points of the canonical text.
    """

    id: str
    document: str
    paragraph: int
    start: int
    end: int
    kind: str
    subject: str
    subject_id: str | None
    subject_type: str | None
    predicate: str
    object: str | None
    object_id: str | None
    object_type: str | None
    value: Decimal | None
    unit: str | None
    comparator: str | None
    time: str | None
    place: str | None
    place_id: str | None
    basis: str | None
    speaker: str | None
    speaker_id: str | None
    scope: str | None
    stated: str | None
    sentence: str
    quote: str | None
    confidence: Decimal | None
    method: str
    decision: str | None


FIELDS = tuple(field.name for field in fields(FactRow))


def read_facts(
    graph: AskableGraph, *, document: str | None = None, about: str | None = None, kind: str | None = None
) -> Iterator[FactRow]:
    """The rows of a graph, in the order of documents and sentences.

    `document` is a document id or the beginning of one; `about` the IRI of an entity that is
    subject, object, place or speaker; `kind` one of the contract's kinds. An event
    statement has the time and place that the same document gives for the event, where it has none of its own.
    """
    rows = _Reader(graph).rows()
    for row in sorted(rows, key=lambda row: (row.document, row.start, _natural(row.id))):
        if document is not None and not row.document.startswith(document):
            continue
        if about is not None and about not in (row.subject_id, row.object_id, row.place_id, row.speaker_id):
            continue
        if kind is None or row.kind == kind:
            yield row


def _natural(text: str) -> tuple[tuple[int, str], ...]:
    """A sort key in which `x-2` comes before `x-10`."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in text.replace(".", "-").split("-"))


class _Reader:
    """A few plain queries, joined here: one query for all of it is slow on every engine."""

    def __init__(self, graph: AskableGraph) -> None:
        self._entities = read_entity_rows(graph)
        self._labels = {text_of(row, "predicate"): text_of(row, "label") for row in select(graph, "predicates")}
        self._evidence = {text_of(row, "evidence"): row for row in select(graph, "evidence")}
        self._documents = {row.iri: row.id for row in read_documents(graph)}
        self._statements = read_statement_parts(graph, _KINDS)
        self._event_times = self._of_events("occurred", "time")
        self._event_places = self._of_events("takesPlaceIn", "object")

    def _of_events(self, predicate: str, wanted: str) -> dict[tuple[str, str], str]:
        """What each document states of each event by a predicate, by document and event."""
        found: dict[tuple[str, str], str] = {}
        for iri in sorted(self._statements):
            values = self._statements[iri]
            # A statement that is planned or attributed gives nothing to others.
            if local_name(values["predicate"].value) == predicate and wanted in values and _is_actual(values):
                found.setdefault((values["hadPrimarySource"].value, values["subject"].value), values[wanted].value)
        return found

    def rows(self) -> Iterator[FactRow]:
        for iri, values in self._statements.items():
            yield self._row(iri, values)

    def _row(self, iri: str, values: Mapping[str, NamedNode | Literal]) -> FactRow:
        def text(name: str) -> str | None:
            return values[name].value if name in values else None

        def number(name: str) -> Decimal | None:
            return Decimal(values[name].value) if name in values else None

        subject, source, predicate = (
            values["subject"].value,
            values["hadPrimarySource"].value,
            values["predicate"].value,
        )
        evidence = self._evidence[values["primaryEvidence"].value]
        object_ = values.get("object")
        thing = object_.value if isinstance(object_, NamedNode) else None
        words = object_.value if isinstance(object_, Literal) else None
        kind = _KINDS[local_name(values["type"].value)]
        # What is planned at an event does not take place when and where the event did.
        event = (source, subject) if kind == "event" else ("", "")
        place = text("place") or self._event_places.get(event)
        return FactRow(
            id=local_name(iri),
            document=self._documents[source],
            paragraph=int(text_of(evidence, "paragraph") or 0),
            start=int(text_of(evidence, "start") or 0),
            end=int(text_of(evidence, "end") or 0),
            kind=kind,
            subject=self._label(subject) or local_name(subject),
            subject_id=subject,
            subject_type=self._type(subject),
            predicate=self._labels.get(predicate) or local_name(predicate),
            object=self._label(thing) if thing else words,
            object_id=thing,
            object_type=self._type(thing),
            value=number("value"),
            unit=local_name(values["unit"].value) if "unit" in values else None,
            comparator=text("comparator"),
            time=text("time") or self._event_times.get(event),
            place=self._label(place),
            place_id=place,
            basis=local_name(values["basis"].value).removeprefix("basis-"),
            speaker=self._label(text("speaker")),
            speaker_id=text("speaker"),
            scope=text("scope"),
            stated=text("stated"),
            sentence=text_of(evidence, "sentence") or "",
            quote=text_of(evidence, "quote"),
            confidence=number("confidence"),
            method=text("method") or "curated",
            decision=_decision(text("decision")),
        )

    def _label(self, iri: str | None) -> str | None:
        entity = self._entities.get(iri) if iri else None
        return entity.label if entity else None

    def _type(self, iri: str | None) -> str | None:
        entity = self._entities.get(iri) if iri else None
        return entity.type if entity else None


def _decision(word: str | None) -> str | None:
    """The contract's word: what carries none in the graph was accepted, what nobody decided has none in a row."""
    return "accepted" if word is None else None if word == "undecided" else word


def _is_actual(values: Mapping[str, NamedNode | Literal]) -> bool:
    return values["basis"].value.endswith("basis-actual") and not {"speaker", "decision"} & values.keys()


def format_json_line(row: FactRow) -> str:
    """The row as a JSON object on one line, absent values null, numbers as JSON numbers."""
    parts = []
    for name in FIELDS:
        value = getattr(row, name)
        written = format_number(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)
        parts.append(f"{json.dumps(name)}: {written}")
    return "{" + ", ".join(parts) + "}"


def format_value(row: FactRow) -> str | None:
    """The number of a row for people, as `format_quantity` writes it; None for a row without one."""
    return None if row.value is None else format_quantity(row.value, row.unit, row.comparator)


def to_cells(rows: Iterable[FactRow]) -> Iterator[list[str]]:
    """The rows as cells in the order of FIELDS, absent values empty."""
    for row in rows:
        yield [_cell(getattr(row, name)) for name in FIELDS]


def _cell(value: object) -> str:
    if isinstance(value, Decimal):
        return format_number(value)
    return "" if value is None else str(value)
