"""Candidates become rows: names become entities, known or proposed, and predicates become properties.

Every id is a function of the candidate, the ontology and the user's own entities alone, so that a
document's rows are the same whichever documents came before it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from shugu.identifiers import content_hash
from shugu.model.candidate import Candidate, Mention
from shugu.model.collection import SentenceRecord
from shugu.model.entity import Entity, fold_name
from shugu.model.fact import Comparator, Fact, content_of
from shugu.model.quantity import format_number
from shugu.model.vocabulary import PropertyTerm, ValueKind, Vocabulary
from shugu.reconcile.resolve import PLACES, SPEAKERS

__all__ = ["Proposal", "Refusal", "kind_of", "make_slug", "merge_proposed", "propose_id", "row_id", "to_facts"]

_OTHER = re.compile(r"[^a-z0-9]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_HARMFUL = re.compile(r"[\x00-\x1f\x7f|]+")
_LONGEST = 80
_TOP = "Thing"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A candidate that cannot be a row, and the reason in words."""

    candidate: Candidate
    reason: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a document's candidates come to: undecided rows, and the entities and terms that they need.

    `candidates` are those of the rows, one each, in their order. `entities` and `terms` are in the
    order of their ids; the terms have no IRI yet.
    """

    facts: tuple[Fact, ...]
    candidates: tuple[Candidate, ...]
    entities: tuple[Entity, ...]
    terms: tuple[PropertyTerm, ...]
    refused: tuple[Refusal, ...]


def to_facts(
    candidates: Iterable[Candidate],
    *,
    entities: Mapping[str, Entity],
    vocabulary: Vocabulary,
    register: Sequence[SentenceRecord],
) -> Proposal:
    """The rows of candidates in their order, with what they need beyond `entities` and `vocabulary`.

    `entities` are the user's own, `vocabulary` the ontology's. Of candidates that say the same in
    the same sentence the surest is taken. A candidate that no row can hold is refused, with a reason.
    """
    proposer = _Proposer(entities, vocabulary, {record.id: record for record in register})
    facts: dict[str, Fact] = {}
    origins: dict[str, Candidate] = {}
    refused: list[Refusal] = []
    for candidate in candidates:
        try:
            fact = proposer.fact(candidate)
        except _Refused as refusal:
            refused.append(Refusal(candidate, str(refusal)))
            continue
        known = facts.get(fact.id)
        if known is None or (known.confidence or 0) < (fact.confidence or 0):
            facts[fact.id], origins[fact.id] = fact, candidate
    named = {name for f in facts.values() for name in (f.subject, f.object, f.place, f.speaker)}
    properties = {fact.property for fact in facts.values()}
    return Proposal(
        tuple(facts.values()),
        tuple(origins[id_] for id_ in facts),
        tuple(entity for id_, entity in sorted(proposer.proposed.items()) if id_ in named),
        tuple(term for name, term in sorted(proposer.terms.items()) if name in properties),
        tuple(refused),
    )


class _Refused(Exception):  # noqa: N818 - it never leaves this module
    """A candidate cannot be a row; the text says why."""


class _Proposer:
    """Turns candidates into rows, and keeps what it had to propose for them."""

    def __init__(
        self, entities: Mapping[str, Entity], vocabulary: Vocabulary, register: Mapping[str, SentenceRecord]
    ) -> None:
        self._entities = entities
        self._owners = {fold_name(name): entity for entity in entities.values() for name in entity.names}
        self._vocabulary = vocabulary
        self._register = register
        self.proposed: dict[str, Entity] = {}
        self.terms: dict[str, PropertyTerm] = {}

    def fact(self, candidate: Candidate) -> Fact:
        missing = [sentence for sentence in candidate.sentences if sentence not in self._register]
        if missing or not candidate.sentences:
            raise _Refused(f"its sentence {' '.join(missing) or '(none)'} is not in the document's sentence register")
        term = self._term(candidate)
        # A place that is none of the ontology's stays as words.
        place, scope = candidate.place, candidate.scope
        if place is not None and not self._fits(self._type(place), PLACES):
            scope = f"{scope}; at {place.name}" if scope else f"at {place.name}"
            place = None
        fact = Fact(
            id="",
            document=candidate.document,
            sentences=candidate.sentences,
            span=candidate.span,
            subject=self._entity(candidate.subject, term.domain, "subject"),
            property=term.name,
            object=self._maybe(candidate.object, term.range, "object"),
            number=candidate.number,
            text=_clean(candidate.text),
            stated=_clean(candidate.stated),
            unit=candidate.unit,
            comparator=candidate.comparator or (None if candidate.number is None else Comparator.EQUAL),
            time=candidate.time,
            place=self._maybe(place, PLACES, "place"),
            basis=candidate.basis,
            speaker=self._maybe(candidate.speaker, SPEAKERS, "speaker"),
            scope=_clean(scope),
            confidence=round(candidate.confidence, 4),
            method=candidate.method,
            rule=_clean(candidate.rule),
            derivation=_clean(candidate.derivation),
        )
        return replace(fact, id=row_id(fact, self._register))

    def _type(self, mention: Mention) -> str:
        known = self._known(mention)
        return known.type if known else mention.type

    def _known(self, mention: Mention) -> Entity | None:
        """The user's own entity that is meant; None where the name is that of another kind of thing."""
        entity = self._entities.get(mention.entity or "") or self._owners.get(fold_name(mention.name))
        return entity if entity and kind_of(entity.type, self._vocabulary) == self._kind(mention) else None

    def _kind(self, mention: Mention) -> str:
        return kind_of(mention.type, self._vocabulary)

    def _fits(self, type_name: str, allowed: frozenset[str]) -> bool:
        return not allowed or any(self._vocabulary.is_a(type_name, wanted) for wanted in allowed)

    def _maybe(self, mention: Mention | None, allowed: frozenset[str], role: str) -> str | None:
        return None if mention is None else self._entity(mention, allowed, role)

    def _entity(self, mention: Mention, allowed: frozenset[str], role: str) -> str:
        known = self._known(mention)
        if known is not None and self._fits(known.type, allowed):
            return known.id
        name = " ".join(_HARMFUL.sub(" ", mention.name).split())
        if not name:
            raise _Refused(f"its {role} has no name")
        if mention.type not in self._vocabulary.classes:
            raise _Refused(f"its {role} {name!r} is of the unknown type {mention.type!r}")
        if not self._fits(mention.type, allowed):
            wanted = " or ".join(sorted(allowed))
            raise _Refused(f"its {role} {name!r} is a {mention.type}, and {wanted} is wanted")
        id_ = propose_id(name, mention.type)
        earlier = self.proposed.get(id_)
        # Spellings that differ in letter case alone are one name, whichever comes first.
        self.proposed[id_] = Entity(id=id_, type=mention.type, label=min(name, earlier.label) if earlier else name)
        return id_

    def _term(self, candidate: Candidate) -> PropertyTerm:
        value = _value_kind(candidate)
        known = self._vocabulary.properties.get(candidate.predicate.name)
        if known is not None and self._takes(known, value, candidate):
            return known
        label = " ".join(_HARMFUL.sub(" ", candidate.predicate.label).split())
        if not label:
            raise _Refused("its property has no label")
        name = make_slug(candidate.predicate.name)[0]
        name = name if name[0].isalpha() else f"n-{name}"
        # The kind of value is part of the name, so that two documents never mean two kinds by one.
        if value is not ValueKind.ENTITY or name in self._vocabulary.properties:
            name = f"{name}.{value}"
        if value is ValueKind.NUMBER and candidate.unit is None:
            raise _Refused("its number has no unit")
        units = frozenset({candidate.unit} if candidate.unit and value is ValueKind.NUMBER else ())
        earlier = self.terms.get(name)
        if earlier is not None:
            label, units = min(label, earlier.label), units | earlier.units
        term = self.terms[name] = PropertyTerm(name, "", label, value, units=units)
        return term

    def _takes(self, term: PropertyTerm, value: ValueKind, candidate: Candidate) -> bool:
        """Whether the ontology's property can hold what the candidate says; else it needs one of its own."""
        if term.value is not value or not self._fits(self._type(candidate.subject), term.domain):
            return False
        if candidate.object is not None and not self._fits(self._type(candidate.object), term.range):
            return False
        unit = candidate.unit
        return value is not ValueKind.NUMBER or not term.units or unit in term.units


def _clean(text: str | None) -> str | None:
    """The text as a sheet gives it back: single spaces, no control character, None for nothing."""
    return " ".join(_CONTROL.sub(" ", text).split()) or None if text else None


def _value_kind(candidate: Candidate) -> ValueKind:
    if candidate.object is not None:
        return ValueKind.ENTITY
    if candidate.number is not None:
        return ValueKind.NUMBER
    if candidate.text:
        return ValueKind.TEXT
    if candidate.time is None:
        raise _Refused("it has no object, number, text or time")
    return ValueKind.TIME


def kind_of(type_name: str, vocabulary: Vocabulary) -> str:
    """The class just below the top that a type belongs to: things of two kinds are never one; "" for no type."""
    term = vocabulary.classes.get(type_name)
    above = [vocabulary.classes[name] for name in term.ancestors if name in vocabulary.classes] if term else []
    below_top = [c.name for c in above if c.ancestors == {c.name, _TOP}]
    return min(below_top, default=type_name if term else "")


def row_id(fact: Fact, register: Mapping[str, SentenceRecord]) -> str:
    """The id of an extracted row: what it says and the sentence that says it, not where that stands."""
    content = (None if part is None else _plain(part) for part in content_of(fact))
    evidence = register[fact.sentences[0]].sha256
    return f"{fact.document}-{content_hash(fact.document, evidence, *content)[:10]}"


def _plain(part: object) -> str:
    # 4E+7 and 40000000 are one number.
    return format_number(part) if isinstance(part, Decimal) else str(part)


def make_slug(name: str) -> tuple[str, bool]:
    """The name in letters, digits and `-`, and whether nothing but letter case and spaces was lost.

    >>> make_slug("Port of Lindow"), make_slug("Ørstad A/S")
    (('port-of-lindow', True), ('rstad-a-s', False))
    """
    folded = fold_name(name)
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    slug = _OTHER.sub("-", plain).strip("-")
    whole = slug.replace("-", " ") == folded and len(slug) <= _LONGEST
    return (slug[:_LONGEST].strip("-") or "thing"), whole


def propose_id(name: str, type_name: str) -> str:
    """The id of a proposed entity: its name and type, and six digits of a hash where the name does not fit.

    A type is part of the id because two documents may call different things by one name, and neither
    sheet is to change when the other comes.

    >>> propose_id("Port of Lindow", "Company")
    'port-of-lindow.company'
    """
    slug, whole = make_slug(name)
    end = "" if whole else f".{content_hash(fold_name(name), type_name)[:6]}"
    return f"{slug}.{type_name.lower()}{end}"


def merge_proposed(groups: Iterable[Iterable[Entity]], own: Mapping[str, Entity]) -> tuple[Entity, ...]:
    """The proposed entities of several documents as one list by id, whatever the order of the documents.

    What is among the user's `own` is left out. A label that another thing carries gets the type behind it.
    """
    merged: dict[str, Entity] = {}
    for entity in (entity for group in groups for entity in group):
        known = merged.get(entity.id)
        merged[entity.id] = replace(entity, label=min(known.label, entity.label)) if known else entity
    kept = [replace(merged[id_], line=0) for id_ in sorted(merged) if id_ not in own]
    taken: dict[str, int] = {}
    for name in (*(n for entity in own.values() for n in entity.names), *(n for e in kept for n in e.names)):
        taken[fold_name(name)] = taken.get(fold_name(name), 0) + 1
    return tuple(_tell_apart(kept, taken))


def _tell_apart(entities: Iterable[Entity], taken: Mapping[str, int]) -> Iterator[Entity]:
    for entity in entities:
        if taken[fold_name(entity.label)] > 1:
            entity = replace(entity, label=f"{entity.label} ({entity.type})")  # noqa: PLW2901
        yield entity
