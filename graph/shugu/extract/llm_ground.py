"""From a model's row to a candidate: nothing is believed that the text does not bear out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from shugu.extract.llm_quote import fold_text
from shugu.extract.llm_reply import ModelRow
from shugu.guard.names import words_of
from shugu.guard.numbers import read_numbers
from shugu.guard.polarity import read_mood
from shugu.guard.quantities import normalise_quotes
from shugu.guard.units import is_money, unit_words
from shugu.guard.values import Setting, check_candidate
from shugu.model.candidate import Candidate, Mention, Term
from shugu.model.document import Document, Sentence, Span
from shugu.model.entity import Entity, fold_name
from shugu.model.fact import Basis, Comparator, Kind, Method
from shugu.model.time import TimeValue, parse_time
from shugu.model.vocabulary import PropertyTerm, ValueKind, Vocabulary

__all__ = ["Ground", "RefusedError", "ground_row"]

_SHORTEST = 3
_MOST_SENTENCES = 2
_TEXT_SHARE = 0.75
# A sentence that speaks to a model about its answer states nothing about the world.
_INSTRUCTION = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,60}\b(?:instructions?|rules?|prompts?|guidelines)\b|"
    r"\b(?:add|output|write|return|insert|emit|print|include)\s+(?:an?|the|this|these|following|only)?\s*"
    r"(?:rows?|triples?|json|statements?|facts?|records?|quads?)\b|"
    r"\b(?:system prompt|as an ai|language model|you are (?:now )?an?)\b",
    re.IGNORECASE,
)
_Word = TypeVar("_Word", bound=StrEnum)
_TELLING = frozenset({"plans", "aimsAt", "claim", "announces"})


class RefusedError(Exception):
    """A row that does not enter; `reason` is counted."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What rows of one document are held against."""

    document: Document
    vocabulary: Vocabulary
    setting: Setting
    names: Mapping[str, Entity]
    rule: str
    confidence: float

    @staticmethod
    def names_of(known: Sequence[Entity]) -> dict[str, Entity]:
        """Known entities by their folded names; a name that two of them bear belongs to neither."""
        found: dict[str, Entity | None] = {}
        for entity in known:
            for name in entity.names:
                key = fold_name(name)
                found[key] = entity if found.get(key, entity) is entity else None
        return {name: entity for name, entity in found.items() if entity}


def ground_row(row: ModelRow, piece: Span, ground: Ground) -> Candidate:
    """The candidate that the row makes. Raises RefusedError with a short reason where it makes none."""
    quote = fold_text(ground.document.text).find(row.quote, piece)
    if quote is None:
        raise RefusedError("quotation not in the text")
    wording = ground.document.quote(quote)
    if len(wording.split()) < _SHORTEST:
        raise RefusedError("quotation too short")
    sentences = ground.document.sentences_at(quote)
    if len(sentences) > _MOST_SENTENCES:
        raise RefusedError("quotation over several sentences")
    stating = _stating(sentences, quote)
    if _INSTRUCTION.search(ground.document.quote(stating.span)):
        raise RefusedError("instruction, not a statement")
    candidate = _candidate(row, ground, quote=quote, sentences=sentences, stating=stating)
    _check_value(candidate, row, wording, ground)
    verdict = check_candidate(candidate, ground.document, setting=ground.setting)
    if not verdict.ok:
        raise RefusedError(_short(verdict.reasons[0]))
    return replace(candidate, derivation=verdict.derivation)


def _stating(sentences: Sequence[Sentence], quote: Span) -> Sentence:
    """The sentence of which the quotation has most."""
    return max(sentences, key=lambda s: min(s.span.end, quote.end) - max(s.span.start, quote.start))


def _candidate(
    row: ModelRow, ground: Ground, *, quote: Span, sentences: Sequence[Sentence], stating: Sentence
) -> Candidate:
    term, prop = _term(row, ground, ground.document.quote(stating.span))
    basis = _word(row.basis or "actual", Basis, "unknown basis")
    subject = _mention(row.subject, row.subject_type, quote, ground)
    others = tuple(s.id for s in sentences if s is not stating)
    value = prop.value if prop else ValueKind.NUMBER
    return Candidate(
        document=ground.document.id,
        sentences=(stating.id, *others),
        span=Span(max(quote.start, stating.span.start), min(quote.end, stating.span.end)),
        kind=_kind(value, term, subject, basis, ground.vocabulary),
        subject=subject,
        predicate=term,
        object=_mention(row.object, row.object_type or "", quote, ground) if row.object else None,
        number=row.number,
        text=row.text,
        unit=_unit(row, prop, ground),
        comparator=_word(row.comparator or "=", Comparator, "unknown comparator") if row.number is not None else None,
        time=_time(row.time),
        place=_place(row.place, quote, ground),
        basis=basis,
        speaker=_mention(row.speaker, "Person", quote, ground) if row.speaker else None,
        confidence=ground.confidence,
        method=Method.LLM,
        rule=ground.rule,
    )


def _word(cell: str, words: type[_Word], reason: str) -> _Word:
    try:
        return words(cell.strip().lower())
    except ValueError:
        raise RefusedError(reason) from None


def _term(row: ModelRow, ground: Ground, sentence: str) -> tuple[Term, PropertyTerm | None]:
    """The property: one of the ontology, or for a number an indicator whose words stand in the sentence."""
    prop = ground.vocabulary.properties.get(row.property)
    if prop is not None:
        given = {
            ValueKind.ENTITY: row.object,
            ValueKind.NUMBER: row.number,
            ValueKind.TEXT: row.text,
            ValueKind.TIME: row.time,
        }
        if given[prop.value] is None:
            raise RefusedError("value missing or of the wrong kind")
        if sum(v is not None for v in (row.object, row.number, row.text)) > (prop.value is not ValueKind.TIME):
            raise RefusedError("value missing or of the wrong kind")
        return Term(name=prop.name, label=prop.label, known=True), prop
    slug = re.sub(r"[^a-z0-9]+", "-", row.property.lower()).strip("-")
    words = set(words_of(row.property.replace("-", " ")))
    if (
        row.number is None
        or row.object
        or row.text
        or not words
        or not words <= set(words_of(sentence))
        or len(slug) > 80
    ):
        raise RefusedError("unknown property")
    return Term(name=slug, label=slug.replace("-", " ")), None


def _mention(name: str, type_name: str, quote: Span, ground: Ground) -> Mention:
    known = ground.names.get(fold_name(name))
    type_name = known.type if known else type_name
    if type_name not in ground.vocabulary.classes:
        raise RefusedError("unknown class")
    sentence = ground.document.sentences_at(quote)[0].span
    around = Span(min(sentence.start, quote.start), max(sentence.end, quote.end))
    span = fold_text(ground.document.text).find(name, around)
    return Mention(name=name, type=type_name, span=span, entity=known.id if known else None)


def _place(name: str | None, quote: Span, ground: Ground) -> Mention | None:
    return _mention(name, "Place", quote, ground) if name else None


def _unit(row: ModelRow, prop: PropertyTerm | None, ground: Ground) -> str | None:
    if row.number is None:
        return None
    if row.unit is None:
        raise RefusedError("unit missing")
    if prop and prop.units and not _fits(row.unit, prop.units):
        raise RefusedError("unit not that of the property")
    if row.unit not in ground.vocabulary.units and not unit_words(row.unit):
        raise RefusedError("unknown unit")
    return row.unit


def _fits(unit: str, usual: frozenset[str]) -> bool:
    """Whether a unit is among the usual ones of a property; what is told in one currency may be told in any."""
    return unit in usual or (is_money(unit) and any(map(is_money, usual)))


def _time(cell: str | None) -> TimeValue | None:
    try:
        return parse_time(cell) if cell else None
    except ValueError:
        raise RefusedError("time that does not exist") from None


def _kind(value: ValueKind, term: Term, subject: Mention, basis: Basis, vocabulary: Vocabulary) -> Kind:
    prop = vocabulary.properties.get(term.name)
    if value is ValueKind.NUMBER:
        return Kind.TARGET if basis is Basis.TARGET else Kind.OBSERVATION
    if prop and prop.is_claim:
        return Kind.CLAIM
    if vocabulary.is_a(subject.type, "Event"):
        return Kind.EVENT
    if vocabulary.is_a(subject.type, "Policy"):
        return Kind.POLICY
    return Kind.RELATION if value is ValueKind.ENTITY else Kind.ATTRIBUTE


def _check_value(candidate: Candidate, row: ModelRow, wording: str, ground: Ground) -> None:
    """The value against the quotation itself, which is narrower than its sentence."""
    sentence = " ".join(ground.document.quote(s.span) for s in ground.document.sentences if s.id in candidate.sentences)
    if row.number is not None:
        if not _in_quote(row.number, wording):
            raise RefusedError("number not in the quotation")
        label = set(words_of(f"{candidate.predicate.label} {candidate.predicate.name.replace('-', ' ')}"))
        initials = "".join(word[0] for word in candidate.predicate.label.split()).upper()
        if not label & set(words_of(sentence)) and initials not in sentence:
            raise RefusedError("property not in the quotation's sentence")
    if row.text is not None:
        words = set(words_of(row.text))
        if not words or len(words & set(words_of(wording))) < _TEXT_SHARE * len(words):
            raise RefusedError("text not in the quotation")
        _check_mood(candidate, row.text, sentence)


def _check_mood(candidate: Candidate, text: str, sentence: str) -> None:
    here, there = read_mood(sentence), read_mood(text)
    if here.negation and not there.negation:
        raise RefusedError("denied in the text")
    if (
        candidate.basis is Basis.ACTUAL
        and candidate.predicate.name not in _TELLING
        and here.unreal
        and not there.unreal
    ):
        raise RefusedError("planned, told as actual")
    if here.supposed and not there.supposed and candidate.predicate.name not in _TELLING:
        raise RefusedError("only supposed in the text")


def _in_quote(number: Decimal, wording: str) -> bool:
    # Units of one dimension (GW for MW) differ by powers of ten; which, the guard decides.
    powers = [Decimal(10) ** n for n in range(-12, 13)]
    readings = read_numbers(normalise_quotes(wording))
    return any(r.matches(number * power) or r.matches(-number * power) for r in readings for power in powers)


def _short(reason: str) -> str:
    """A guard's sentence without its particulars, so that refusals can be counted."""
    for cue, name in (
        ("the number", "number not in the evidence"), ("the unit", "unit not in the evidence"), ("the sign", "sign"),
        ("the comparator", "comparator"), ("is stated for", "another year"), ("the time", "time not in the evidence"),
        ("is not named", "name not in the evidence"), ("cannot be of the class", "class not allowed"),
        ("each other's place", "actors swapped"), ("tells as actual", "denied, supposed or planned"),
        ("the figure", "number not in the evidence"), ("a target would", "basis"), ("a forecast would", "basis"),
        ("an estimate would", "basis"),
    ):  # fmt: skip
        if cue in reason:
            return name
    return "guard"
