"""Candidates as flat rows, by the contract of `shugu extract --format jsonl`."""

from __future__ import annotations

from decimal import Decimal

from shugu.identifiers import content_hash
from shugu.model.candidate import Candidate, Mention
from shugu.model.document import Document
from shugu.publish.facts import FactRow

__all__ = ["to_fact_row"]


def to_fact_row(candidate: Candidate, document: Document, *, base: str | None = None) -> FactRow:
    """The candidate as a row; things known before have IRIs under `base`, all others none."""
    number = int(candidate.sentences[0].removeprefix("s"))
    sentence = document.sentences[number - 1]

    def iri(mention: Mention | None) -> str | None:
        return f"{base}entity/{mention.entity}" if base and mention is not None and mention.entity else None

    object_ = candidate.object
    return FactRow(
        id=_row_id(candidate, sentence.sha256),
        document=candidate.document,
        paragraph=sentence.paragraph,
        start=candidate.span.start,
        end=candidate.span.end,
        kind=candidate.kind.value,
        subject=candidate.subject.name,
        subject_id=iri(candidate.subject),
        subject_type=candidate.subject.type,
        predicate=candidate.predicate.label,
        object=object_.name if object_ is not None else candidate.text,
        object_id=iri(object_),
        object_type=object_.type if object_ is not None else None,
        value=candidate.number,
        unit=candidate.unit,
        comparator=candidate.comparator.value if candidate.comparator else None,
        time=candidate.time.text if candidate.time else None,
        place=candidate.place.name if candidate.place else None,
        place_id=iri(candidate.place),
        basis=candidate.basis.value,
        speaker=candidate.speaker.name if candidate.speaker else None,
        speaker_id=iri(candidate.speaker),
        scope=candidate.scope,
        stated=candidate.stated,
        sentence=candidate.sentences[0],
        quote=document.quote(sentence.span),
        confidence=Decimal(repr(round(candidate.confidence, 4))),
        method=candidate.method.value,
        decision=None,
    )


def _row_id(candidate: Candidate, sentence: str) -> str:
    """An id from what the row says and where, so that it does not depend on the rows beside it."""
    said = (
        candidate.subject.name,
        candidate.predicate.label,
        candidate.object.name if candidate.object else candidate.text,
        None if candidate.number is None else str(candidate.number.normalize()),
        candidate.unit,
        candidate.time.text if candidate.time else None,
        candidate.basis.value,
        candidate.speaker.name if candidate.speaker else None,
    )
    return f"{candidate.document}-{content_hash(candidate.document, sentence, *said)[:10]}"
