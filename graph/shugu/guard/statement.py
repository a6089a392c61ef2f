"""A row as the guards see it: what it says, the sentences it points to, and what stands before them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from shugu.guard.names import Named
from shugu.model.candidate import Candidate, Mention
from shugu.model.document import Document, Span
from shugu.model.entity import Entity
from shugu.model.fact import Basis, Fact
from shugu.model.time import TimeValue
from shugu.model.vocabulary import Vocabulary

__all__ = ["Setting", "Statement", "from_candidate", "from_fact"]

_FAR = 40  # sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is known beside the text: ISO date of publication, title, entities by id, terms of the ontology."""

    published: str | None = None
    title: str | None = None
    entities: Mapping[str, Entity] | None = None
    vocabulary: Vocabulary | None = None

    def named(self, entity: Entity) -> Named:
        """An entity as the guards look for it."""
        return Named(entity.names, entity.type, self.ancestors(entity.type))

    def ancestors(self, type_name: str) -> frozenset[str]:
        """The class with its superclasses; itself alone where the ontology is not at hand."""
        term = self.vocabulary.classes.get(type_name) if self.vocabulary else None
        return term.ancestors if term else frozenset({type_name})


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a row says.

    `evidence` begins with the stating sentence; `earlier` are up to forty before it, nearest first; `opening` is
    the document's first, None where it is the stating one.
    """

    subject: Named
    predicate: str
    label: str
    object: Named | None
    number: Decimal | None
    text: str | None
    stated: str | None
    unit: str | None
    comparator: str | None
    time: TimeValue | None
    place: Named | None
    basis: Basis
    speaker: Named | None
    evidence: tuple[str, ...]
    earlier: tuple[str, ...]
    opening: str | None
    document: str
    setting: Setting


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """Texts of the sentences of a row, of those before the stating one, nearest first, and of the document's first.

    White space in them is single spaces: what a line break or a no-break space parts says the same.
    """

    evidence: tuple[str, ...]
    earlier: tuple[str, ...]
    opening: str | None


def _surroundings(document: Document, ids: tuple[str, ...]) -> _Surroundings:
    """Raises ValueError for a sentence that the document does not have."""
    found = [document.find_sentence(name) for name in ids]
    sentences = [sentence for sentence in found if sentence is not None]
    if len(sentences) < len(ids) or not ids:
        missing = next((name for name, sentence in zip(ids, found, strict=True) if sentence is None), "")
        raise ValueError(f"the document {document.id} has no sentence {missing}")
    place = bisect_left(document.sentences, sentences[0].number, key=lambda sentence: sentence.number)
    before = [_quote(document, s.span) for s in document.sentences[max(0, place - _FAR) : place]]
    opening = _quote(document, document.sentences[0].span) if place else None
    return _Surroundings(tuple(_quote(document, s.span) for s in sentences), tuple(reversed(before)), opening)


def _quote(document: Document, span: Span) -> str:
    return _folded(document.quote(span))


def _folded(text: str) -> str:
    plain = text.isprintable() and "  " not in text  # as nearly every text is: rows have forty sentences each
    return text if plain else " ".join(text.split())


def from_fact(fact: Fact, document: Document, setting: Setting) -> Statement:
    """A reviewed row, its ids replaced by the entities' names."""

    def named(entity_id: str | None) -> Named | None:
        entity = (setting.entities or {}).get(entity_id) if entity_id else None
        if entity is None:
            return Named((entity_id,), "Thing") if entity_id else None
        return setting.named(entity)

    around = _surroundings(document, fact.sentences)
    term = setting.vocabulary.properties.get(fact.property) if setting.vocabulary else None
    subject = named(fact.subject)
    assert subject is not None
    return Statement(
        subject=subject, predicate=fact.property, label=term.label if term else fact.property.replace("-", " "),
        object=named(fact.object), number=fact.number, text=fact.text,
        stated=fact.stated and _folded(fact.stated), unit=fact.unit, comparator=fact.comparator,
        time=fact.time, place=named(fact.place), basis=fact.basis,
        speaker=named(fact.speaker), evidence=around.evidence,
        earlier=around.earlier, opening=around.opening,
        document=document.text, setting=setting,
    )  # fmt: skip


def from_candidate(candidate: Candidate, document: Document, setting: Setting) -> Statement:
    """A candidate, with the names of the known entity where a mention has one."""

    def named(mention: Mention | None) -> Named | None:
        if mention is None:
            return None
        known = (setting.entities or {}).get(mention.entity) if mention.entity else None
        quote = (_quote(document, mention.span),) if mention.span else ()
        names = dict.fromkeys((mention.name, *(known.names if known else ()), *quote))
        return Named(tuple(name for name in names if name.strip()), mention.type, setting.ancestors(mention.type))

    around = _surroundings(document, candidate.sentences)
    subject = named(candidate.subject)
    assert subject is not None
    return Statement(
        subject=subject, predicate=candidate.predicate.name, label=candidate.predicate.label,
        object=named(candidate.object), number=candidate.number, text=candidate.text,
        stated=candidate.stated and _folded(candidate.stated), unit=candidate.unit, comparator=candidate.comparator,
        time=candidate.time, place=named(candidate.place),
        basis=candidate.basis, speaker=named(candidate.speaker), evidence=around.evidence,
        earlier=around.earlier, opening=around.opening,
        document=document.text, setting=setting,
    )  # fmt: skip
