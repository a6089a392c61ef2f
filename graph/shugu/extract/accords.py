"""Accords that a noun tells by itself: the financing agreement between Norland and Lindow Bank."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from shugu.extract.basis import PREDICATES, find_basis
from shugu.extract.clause_times import time_of
from shugu.extract.context import Context, Qualifiers, Sort, is_named
from shugu.extract.coordination import conjuncts
from shugu.extract.lexicon import load_words
from shugu.extract.sentence import find_governed
from shugu.model.candidate import Candidate
from shugu.model.fact import Basis, Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_accords"]

_SIDES = 4  # of one accord, at most


def find_accords(context: Context) -> Iterator[Candidate]:
    """A candidate for each with whom the first of those that an accord is said to be between has it."""
    for token in context.sentence.tokens:
        if token.pos_ == "NOUN" and token.lemma_.lower() in load_words("events.signing.accords"):
            between = next((child for child in token.rights if child.lower_ == "between"), None)
            if between is not None:
                yield from _read_accord(context, token, between)


def _read_accord(context: Context, accord: Token, between: Token) -> Iterator[Candidate]:
    heads = [token for first in find_governed(between) for token in conjuncts(first)]
    sides = [mention for token in heads[:_SIDES] if (mention := context.name(token)) is not None and is_named(mention)]
    if len(sides) < 2 or len(sides) < len(heads) or any(side.type == "Person" for side in sides):
        return
    verb = next((above for above in accord.ancestors if above.pos_ in PREDICATES), None)
    basis = find_basis(verb) if verb is not None else Basis.ACTUAL
    if basis is None:
        return
    signed = verb is not None and verb.lemma_ in load_words("events.signing.verbs") and accord.head.i == verb.i
    words = [t for t in context.sentence.phrase(accord) if t.i <= accord.i and t.pos_ in ("NOUN", "ADJ", "PROPN")]
    plain = [t for t in words if context.sentence.quantity_at(t) is None and context.sentence.time_at(t) is None]
    what = context.sentence.text(plain)
    label = f"{verb.lower_} {what} with" if signed and verb is not None else f"{what} with"
    time = time_of(context.sentence, verb) if signed and verb is not None else None
    sort = Sort(Kind.EVENT if signed else Kind.RELATION, "accord", 0.6)
    for other in sides[1:]:
        if other.name != sides[0].name:
            yield context.make(sides[0], label, other, sort=sort, qualifiers=Qualifiers(time=time, basis=basis))
