"""The kind of a statement, and whether a reader may take its plain triple as true."""

from __future__ import annotations

from shugu.model.fact import Basis, Decision, Fact, Kind, Rank
from shugu.model.vocabulary import ValueKind, Vocabulary

__all__ = ["find_kind", "is_plain"]


def find_kind(fact: Fact, subject_type: str, vocabulary: Vocabulary) -> Kind:
    """The kind of `fact`, the first that fits.

    target: its basis is target. claim: its property says what a speaker said. observation: it has
    a number. event, policy: it is about one. relation: it names a second thing. attribute: the rest.
    """
    term = vocabulary.properties[fact.property]
    if fact.basis is Basis.TARGET:
        return Kind.TARGET
    if term.is_claim:
        return Kind.CLAIM
    if fact.number is not None:
        return Kind.OBSERVATION
    if vocabulary.is_a(subject_type, "Event"):
        return Kind.EVENT
    if vocabulary.is_a(subject_type, "Policy"):
        return Kind.POLICY
    return Kind.RELATION if term.value is ValueKind.ENTITY else Kind.ATTRIBUTE


def is_plain(fact: Fact, kind: Kind) -> bool:
    """True where subject, property and value stand as a triple of their own.

    Never for what nobody has accepted, what is planned, foreseen or estimated, nor for what only a
    speaker says or reviewers contest; a number says nothing without its time, unit and scope, so it
    has no plain triple.
    """
    return (
        fact.decision is Decision.ACCEPTED
        and fact.basis is Basis.ACTUAL
        and fact.speaker is None
        and fact.rank is not Rank.CONTESTED
        and kind not in (Kind.CLAIM, Kind.OBSERVATION)
    )
