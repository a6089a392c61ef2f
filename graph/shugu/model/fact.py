"""A fact: one row of a fact sheet, one statement of the graph."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from shugu.model.document import Span
from shugu.model.time import TimeValue

__all__ = ["Basis", "Comparator", "Decision", "Fact", "Kind", "Method", "Rank", "content_of"]


class Decision(StrEnum):
    """What a reviewer said of a row; a row without a decision is undecided."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    UNSURE = "unsure"


class Basis(StrEnum):
    """On what ground a value stands: it was, it is thought to have been, it is foreseen, it is meant to be."""

    ACTUAL = "actual"
    ESTIMATE = "estimate"
    FORECAST = "forecast"
    TARGET = "target"


class Comparator(StrEnum):
    """How the stated number bounds the true one; `~` is about."""

    EQUAL = "="
    GREATER = ">"
    AT_LEAST = ">="
    LESS = "<"
    AT_MOST = "<="
    ABOUT = "~"


class Method(StrEnum):
    """How a row came to be."""

    CURATED = "curated"
    RULES = "rules"
    LLM = "llm"


class Rank(StrEnum):
    """Standing among statements on the same thing, as in Wikidata; contested where sources disagree."""

    PREFERRED = "preferred"
    NORMAL = "normal"
    CONTESTED = "contested"


class Kind(StrEnum):
    """The coarse sort of a statement; see `shugu.assemble.kinds.find_kind`."""

    EVENT = "event"
    OBSERVATION = "observation"
    TARGET = "target"
    RELATION = "relation"
    ATTRIBUTE = "attribute"
    POLICY = "policy"
    CLAIM = "claim"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A statement in Wikidata's sense: subject, property, value; qualifiers; evidence; decision.

    `subject`, `object`, `place` and `speaker` are entity ids, `property` and `unit` local names of
    the ontology. At most one of `object`, `number` and `text` is set; none is where the property
    only carries a time. `number` is fully scaled (46.5 billion is 46500000000). `sentences` are ids
    of the sentences that the evidence consists of, the one that states the fact first; `span` lies
    in that one. `stated` is the wording of the number or time in the document. `confidence` is
    between 0 and 1, None for a curated row. `line` is the row's line in its sheet.
    """

    id: str
    document: str
    sentences: tuple[str, ...]
    span: Span
    subject: str
    property: str
    object: str | None = None
    number: Decimal | None = None
    text: str | None = None
    stated: str | None = None
    unit: str | None = None
    comparator: Comparator | None = None
    time: TimeValue | None = None
    place: str | None = None
    basis: Basis = Basis.ACTUAL
    speaker: str | None = None
    scope: str | None = None
    rank: Rank = Rank.NORMAL
    confidence: float | None = None
    method: Method = Method.CURATED
    decision: Decision | None = None
    decided_by: str | None = None
    decided_on: str | None = None
    note: str | None = None
    rule: str | None = None
    derivation: str | None = None
    line: int = 0


def content_of(fact: Fact) -> tuple[Any, ...]:
    """What a row says, apart from its id, evidence and decision: rows of equal content say the same."""
    return (
        fact.document,
        fact.subject,
        fact.property,
        fact.object,
        fact.number,
        fact.text,
        fact.unit,
        fact.comparator,
        fact.time and fact.time.text,
        fact.place,
        fact.basis,
        fact.speaker,
        fact.scope,
    )
