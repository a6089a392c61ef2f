"""Happenings that a noun tells of a thing, with their time: since its launch in 2021, the opening of the dam in May."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from shugu.extract.basis import PREDICATES, find_basis
from shugu.extract.clause_times import happening_above
from shugu.extract.context import Context, Qualifiers, Sort, is_named
from shugu.extract.coordination import conjuncts
from shugu.extract.lexicon import load_words
from shugu.extract.reference import BUILT
from shugu.extract.sentence import find_governed
from shugu.extract.times import Time
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Basis, Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_happenings"]


def find_happenings(context: Context) -> Iterator[Candidate]:
    """A candidate for each noun of a happening that has a thing and a time of its own."""
    times: dict[Token, Time] = {}
    for time in context.sentence.times:
        noun = None if time.compared else happening_above(context.sentence, time)
        if noun is not None and noun.dep_ not in ("nsubj", "nsubjpass", "compound"):
            times[noun] = time  # the last of "87 years ago in December 1923"
    for noun, time in times.items():
        verb = next((above for above in noun.ancestors if above.pos_ in PREDICATES), None)
        basis = find_basis(verb) if verb is not None else Basis.ACTUAL
        if basis is None:
            continue
        for thing in _things(context, noun):
            qualifiers = Qualifiers(time=time, basis=_basis(time, noun, basis))
            yield context.make(thing, noun.lower_, None, sort=Sort(Kind.EVENT, "happening", 0.6), qualifiers=qualifiers)


def _basis(time: Time, noun: Token, above: Basis) -> Basis:
    """Past what stands behind "since" and "following"; else as the verb above tells it."""
    past = noun.dep_ in ("pobj", "pcomp") and noun.head.lower_ in load_words("events.happenings.past")
    if past and not (time.deadline or time.ahead):
        return Basis.ACTUAL
    return above


def _things(context: Context, noun: Token) -> Iterator[Mention]:
    """What it is a happening of: named things and things built, behind "of" or before the noun."""
    owners = [child for child in noun.children if child.dep_ == "poss"]
    ofs = (child for child in noun.children if child.dep_ == "prep" and child.lower_ == "of")
    for token in (t for head in (*owners, *(h for of in ofs for h in find_governed(of))) for t in conjuncts(head)):
        mention = context.name(token)
        founded = noun.lemma_.lower() in load_words("events.happenings.of_places")
        if mention is None or mention.type == "Person" or (context.is_place(mention) and not founded):
            continue
        if is_named(mention) or mention.span is None or (mention.type in BUILT and " " in mention.name):
            yield mention
