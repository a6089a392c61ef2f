"""A row as the guards see it: what it says, the sentences it points to, and what stands before them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from shugu.guard.names import Named
from shugu.model.candidate import Candidate, Mention
from shugu.model.document import Document
from shugu.model.entity import Entity
from shugu.model.fact import Basis, Fact
from shugu.model.time import TimeValue
from shugu.model.vocabulary import Vocabulary

__all__ = ["Setting", "Statement", "from_candidate", "from_fact"]


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
    """What a row says. `evidence` begins with the stating sentence; `earlier` are those before it, nearest first."""

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
    document: str
    setting: Setting


def _sentences(document: Document, ids: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Texts of the named sentences, and of those before the first of them, nearest first.

    Raises ValueError for a sentence that the document does not have.
    """
    by_id = {sentence.id: sentence for sentence in document.sentences}
    missing = [name for name in ids if name not in by_id]
    if missing or not ids:
        raise ValueError(f"the document {document.id} has no sentence {missing[0] if missing else ''}")
    number = by_id[ids[0]].number
    before = [document.quote(s.span) for s in document.sentences if s.number < number]
    return tuple(document.quote(by_id[name].span) for name in ids), tuple(reversed(before))


def from_fact(fact: Fact, document: Document, setting: Setting) -> Statement:
    """A reviewed row, its ids replaced by the entities' names."""

    def named(entity_id: str | None) -> Named | None:
        entity = (setting.entities or {}).get(entity_id) if entity_id else None
        if entity is None:
            return Named((entity_id,), "Thing") if entity_id else None
        return setting.named(entity)

    evidence, earlier = _sentences(document, fact.sentences)
    term = setting.vocabulary.properties.get(fact.property) if setting.vocabulary else None
    subject = named(fact.subject)
    assert subject is not None
    return Statement(
        subject=subject, predicate=fact.property, label=term.label if term else fact.property.replace("-", " "),
        object=named(fact.object), number=fact.number, text=fact.text, stated=fact.stated, unit=fact.unit,
        comparator=fact.comparator, time=fact.time, place=named(fact.place), basis=fact.basis,
        speaker=named(fact.speaker), evidence=evidence, earlier=earlier, document=document.text, setting=setting,
    )  # fmt: skip


def from_candidate(candidate: Candidate, document: Document, setting: Setting) -> Statement:
    """A candidate, with the names of the known entity where a mention has one."""

    def named(mention: Mention | None) -> Named | None:
        if mention is None:
            return None
        known = (setting.entities or {}).get(mention.entity) if mention.entity else None
        quote = (document.quote(mention.span),) if mention.span else ()
        names = dict.fromkeys((mention.name, *(known.names if known else ()), *quote))
        return Named(tuple(name for name in names if name.strip()), mention.type, setting.ancestors(mention.type))

    evidence, earlier = _sentences(document, candidate.sentences)
    subject = named(candidate.subject)
    assert subject is not None
    return Statement(
        subject=subject, predicate=candidate.predicate.name, label=candidate.predicate.label,
        object=named(candidate.object), number=candidate.number, text=candidate.text, stated=candidate.stated,
        unit=candidate.unit, comparator=candidate.comparator, time=candidate.time, place=named(candidate.place),
        basis=candidate.basis, speaker=named(candidate.speaker), evidence=evidence, earlier=earlier,
        document=document.text, setting=setting,
    )  # fmt: skip
