"""A candidate: a fact as an extractor read it, with names as they stand in the text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from shugu.model.document import Span
from shugu.model.fact import Basis, Comparator, Kind, Method
from shugu.model.time import TimeValue

__all__ = ["Candidate", "Mention", "Term"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A thing as a text names it.

    `name` is its fullest name in the document, without article; `type` the local name of an
    ontology class; `span` where this mention stands, None where it is only implied (the city that
    an article is about). `entity` is the id of a known entity, None for a thing not known before.
    """

    name: str
    type: str
    span: Span | None = None
    entity: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A property or indicator: its slug and English label; `known` where the ontology has it."""

    name: str
    label: str
    known: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One statement that an extractor proposes.

    As in `Fact`, at most one of `object`, `number` and `text` is set; `number` is fully scaled.
    `sentences` are ids of the sentences that the evidence consists of, the stating one first;
    `span` is the evidence and lies in that one. `confidence` is between 0 and 1: of candidates at
    0.9, nine in ten are right. `rule` names what made it; `derivation` says how number and time
    follow from the wording, None where there is neither.
    """

    document: str
    sentences: tuple[str, ...]
    span: Span
    kind: Kind
    subject: Mention
    predicate: Term
    object: Mention | None = None
    number: Decimal | None = None
    text: str | None = None
    stated: str | None = None
    unit: str | None = None
    comparator: Comparator | None = None
    time: TimeValue | None = None
    place: Mention | None = None
    basis: Basis = Basis.ACTUAL
    speaker: Mention | None = None
    scope: str | None = None
    confidence: float = 0.5
    method: Method = Method.RULES
    rule: str
    derivation: str | None = None
