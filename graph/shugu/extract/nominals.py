"""What noun phrases say by themselves: posts, appositions, places of things, ranks, parts and members."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from shugu.extract.context import Context, Sort, is_named
from shugu.extract.lexicon import load_words
from shugu.extract.phrases import is_post
from shugu.extract.places import find_places, read_located
from shugu.extract.posts import make_post, post_words, read_posts_of_person
from shugu.extract.ranks import find_ranks
from shugu.extract.sentence import find_prep
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_nominals"]


def find_nominals(context: Context) -> Iterator[Candidate]:
    """Candidates from the noun phrases of a sentence."""
    located = load_words("events.nominals.located")
    for token in context.sentence.tokens:
        if token.dep_ == "appos" and token.pos_ in ("NOUN", "PROPN"):
            yield from _read_apposition(context, token)
        if token.ent_type_ == "PERSON" and token.ent_iob_ == "B":
            yield from read_posts_of_person(context, token)
        if token.dep_ == "prep" and token.lower_ in located and token.head.pos_ in ("PROPN", "NOUN"):
            yield from read_located(context, token)
    yield from find_places(context)
    yield from find_ranks(context)


def _read_apposition(context: Context, token: Token) -> Iterator[Candidate]:
    """`Ada Brook, minister of trade`; `Lindow, the capital of Norland`; `trade minister, Ada Brook`."""
    one, other = context.name(token.head), context.name(token)
    if one is None:
        return
    if one.type == "Person" and is_post(token):
        yield make_post(context, one, post_words(context, token))
    elif other is not None and other.type == "Person" and is_post(token.head):
        yield make_post(context, other, post_words(context, token.head))
    elif is_named(one) and context.sentence.quantity_at(token) is None:
        candidate = _describe(context, one, token)
        if candidate is not None:
            yield candidate


def _describe(context: Context, one: Mention, token: Token) -> Candidate | None:
    """What an apposition says of a named thing: part of another, capital, in a place, else what it is."""
    words, other = context.phrase(token), context.name(token)
    whole, home = context.find_name(find_prep(token, "of")), context.find_name(find_prep(token, "from", "in"))
    if not words:
        return None
    if whole is not None and (token.lemma_ == "capital" or token.lemma_.lower() in load_words("events.nominals.parts")):
        sure = ("apposition/capital", 0.9) if token.lemma_ == "capital" else ("apposition/part", 0.8)
        return _relate(context, one, f"{token.lower_} of", whole, sure)
    if token.pos_ == "PROPN" and other is not None and context.is_place(one) and context.is_place(other):
        return _relate(context, one, "located in", other, ("apposition/place", 0.75))
    if home is not None and context.is_place(home):
        return _relate(context, one, "located in", home, ("apposition/from", 0.65))
    if token.pos_ == "NOUN":
        return context.make(one, "is", words, sort=Sort(Kind.ATTRIBUTE, "apposition/description", 0.55))
    return None


def _relate(context: Context, one: Mention, label: str, other: Mention, sure: tuple[str, float]) -> Candidate:
    return context.make(one, label, other, sort=Sort(Kind.RELATION, *sure))
