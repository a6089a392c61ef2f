"""Rows of fact sheets and of candidates, in the words that reviewers and extractors use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from shugu.assemble.kinds import find_kind
from shugu.evaluate.rows import Row
from shugu.model.candidate import Candidate
from shugu.model.document import Document
from shugu.model.entity import Entity
from shugu.model.fact import Basis, Decision, Fact
from shugu.model.vocabulary import Vocabulary

__all__ = ["rows_of_candidates", "rows_of_facts"]


def rows_of_facts(facts: Iterable[Fact], entities: Mapping[str, Entity], vocabulary: Vocabulary) -> Iterator[Row]:
    """The accepted facts of sheets as rows, entities and properties by their English labels.

    As in `shugu facts`, a row of an event has the time and place that the same document gives for the event.
    """

    def label(name: str | None) -> str | None:
        return entities[name].label if name and name in entities else name

    accepted = [fact for fact in facts if fact.decision is Decision.ACCEPTED]
    times, places = (_of_events(accepted, name) for name in ("occurred", "takesPlaceIn"))
    for fact in accepted:
        subject = entities.get(fact.subject)
        kind = find_kind(fact, subject.type if subject else "", vocabulary).value
        event = (fact.document, fact.subject) if kind == "event" else ("", "")
        when, where = times.get(event), places.get(event)
        time = fact.time or (when.time if when else None)
        place = fact.place or (where.object if where else None)
        yield Row(
            document=fact.document,
            kind=kind,
            subject=label(fact.subject) or fact.subject,
            predicate=vocabulary.properties[fact.property].label,
            object=label(fact.object) if fact.object else fact.text,
            value=fact.number,
            unit=fact.unit,
            comparator=fact.comparator.value if fact.comparator else None,
            time=time.text if time else None,
            place=label(place),
            basis=fact.basis.value,
            speaker=label(fact.speaker),
            scope=fact.scope,
            id=fact.id,
            start=fact.span.start,
            end=fact.span.end,
        )


def _of_events(facts: Iterable[Fact], name: str) -> dict[tuple[str, str], Fact]:
    """The first actual fact of each document on each event by a property."""
    found: dict[tuple[str, str], Fact] = {}
    for fact in facts:
        if fact.property == name and fact.basis is Basis.ACTUAL and fact.speaker is None:
            found.setdefault((fact.document, fact.subject), fact)
    return found


def rows_of_candidates(candidates: Iterable[Candidate], document: Document) -> Iterator[Row]:
    """The candidates of an extractor as rows; the quotation is their evidence."""
    for number, candidate in enumerate(candidates, 1):
        yield Row(
            document=candidate.document,
            kind=candidate.kind.value,
            subject=candidate.subject.name,
            predicate=candidate.predicate.label,
            object=candidate.object.name if candidate.object else candidate.text,
            value=candidate.number,
            unit=candidate.unit,
            comparator=candidate.comparator.value if candidate.comparator else None,
            time=candidate.time.text if candidate.time else None,
            place=candidate.place.name if candidate.place else None,
            basis=candidate.basis.value,
            speaker=candidate.speaker.name if candidate.speaker else None,
            scope=candidate.scope,
            quote=document.quote(candidate.span),
            id=f"{candidate.document}-{number} ({candidate.rule})",
            start=candidate.span.start,
            end=candidate.span.end,
        )
