"""Flat rows of the graph's statements, by the contract of `shugu facts`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, QuerySolution, QuerySolutions

from shugu.ontology import read_query
from shugu.settings import ontology_folder
from shugu.store.graph import AskableGraph

__all__ = ["FIELDS", "FactRow", "format_json_line", "read_facts", "to_cells"]

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
_NUMBERS = frozenset({"paragraph", "start", "end", "value", "confidence"})


def read_facts(
    graph: AskableGraph, *, document: str | None = None, about: str | None = None, kind: str | None = None
) -> Iterator[FactRow]:
    """The rows of a graph, in the order of documents and sentences.

    `document` is a document id or the beginning of one; `about` the IRI of an entity that is
    subject, object, place or speaker; `kind` one of the contract's kinds.
    """
    result = graph.query(read_query(ontology_folder() / "views" / "facts.rq").text)
    assert isinstance(result, QuerySolutions)  # the view is a SELECT query
    rows: dict[str, FactRow] = {}
    for solution in result:
        row = _row(solution)
        rows.setdefault(row.id, row)
    for row in sorted(rows.values(), key=lambda row: (row.document, row.start, _natural(row.id))):
        if document is not None and not row.document.startswith(document):
            continue
        if about is not None and about not in (row.subject_id, row.object_id, row.place_id, row.speaker_id):
            continue
        if kind is None or row.kind == kind:
            yield row


def _natural(text: str) -> tuple[tuple[int, str], ...]:
    """A sort key in which `x-2` comes before `x-10`."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in text.replace(".", "-").split("-"))


def _row(solution: QuerySolution) -> FactRow:
    def text(name: str) -> str | None:
        value = solution[name]
        return value.value if isinstance(value, Literal | NamedNode) else None

    def local(name: str) -> str | None:
        value = text(name)
        return value.replace("#", "/").rsplit("/", 1)[-1] if value is not None else None

    def number(name: str) -> Decimal | None:
        value = text(name)
        return None if value is None else Decimal(value)

    object_ = solution["object"]
    is_thing = isinstance(object_, NamedNode)
    basis = local("basis")
    value = number("value")
    return FactRow(
        id=local("statement") or "",
        document=text("document") or "",
        paragraph=int(text("paragraph") or 0),
        start=int(text("start") or 0),
        end=int(text("end") or 0),
        kind=_KINDS[local("kind") or ""],
        subject=text("subjectLabel") or local("subject") or "",
        subject_id=text("subject"),
        subject_type=local("subjectType"),
        predicate=text("predicateLabel") or local("predicate") or "",
        object=(text("objectLabel") or local("object")) if is_thing else text("object"),
        object_id=text("object") if is_thing else None,
        object_type=local("objectType") if is_thing else None,
        value=value,
        unit=local("unit"),
        comparator=text("comparator"),
        time=text("time"),
        place=text("placeLabel"),
        place_id=text("place"),
        basis=basis.removeprefix("basis-") if basis else None,
        speaker=text("speakerLabel"),
        speaker_id=text("speaker"),
        scope=text("scope"),
        stated=text("stated"),
        sentence=text("sentence") or "",
        quote=text("quote"),
        confidence=number("confidence"),
        method=text("method") or "curated",
        decision="accepted",
    )


def format_json_line(row: FactRow) -> str:
    """The row as a JSON object on one line, absent values null, numbers as JSON numbers."""
    parts = []
    for name in FIELDS:
        value = getattr(row, name)
        written = _plain(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)
        parts.append(f"{json.dumps(name)}: {written}")
    return "{" + ", ".join(parts) + "}"


def to_cells(rows: Iterable[FactRow]) -> Iterator[list[str]]:
    """The rows as cells in the order of FIELDS, absent values empty."""
    for row in rows:
        yield [_cell(getattr(row, name)) for name in FIELDS]


def _cell(value: object) -> str:
    if isinstance(value, Decimal):
        return _plain(value)
    return "" if value is None else str(value)


def _plain(number: Decimal) -> str:
    """The number without an exponent and without zeros behind the point that say nothing."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
