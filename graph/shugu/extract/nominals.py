"""What noun phrases say by themselves: posts, appositions, places of things, ranks, parts and members."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from shugu.extract.accords import find_accords
from shugu.extract.context import Context, Sort, is_named
from shugu.extract.copulas import find_missions
from shugu.extract.lexicon import load_pattern, load_table, load_words
from shugu.extract.ownership import find_holdings
from shugu.extract.places import find_places, may_lie_in, read_links, read_located
from shugu.extract.posts import find_posts
from shugu.extract.ranks import find_ranks
from shugu.extract.roles import find_presence, find_roles, find_ventures
from shugu.extract.sentence import find_prep
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_nominals"]

_AREAS = ("Zone", "Region", "District")


def find_nominals(context: Context) -> Iterator[Candidate]:
    """Candidates from the noun phrases of a sentence."""
    located = load_words("events.nominals.located")
    for token in context.sentence.tokens:
        if token.dep_ == "appos" and token.pos_ in ("NOUN", "PROPN"):
            yield from _read_named_place(context, token) or _read_apposition(context, token)
        if token.dep_ in ("appos", "conj") and token.tag_ == "NN" and token.head.dep_ != "conj":
            yield from _read_joined_parts(context, token)
        if token.dep_ == "prep" and token.lower_ in located and token.head.pos_ in ("PROPN", "NOUN"):
            yield from read_located(context, token)
        if token.dep_ == "prep" and token.lower_ == "between":
            yield from read_links(context, token)
    yield from find_posts(context)
    yield from find_places(context)
    yield from find_ranks(context)
    yield from find_roles(context)
    yield from find_ventures(context)
    yield from find_accords(context)
    yield from find_missions(context)
    yield from find_holdings(context)
    yield from find_presence(context)


def _read_apposition(context: Context, token: Token) -> Iterator[Candidate]:
    """`Lindow, the capital of Norland`; `Lumihall, a firm from Norland`."""
    if token.tag_ == "NNS" and token.head.dep_ == "conj":
        return  # of several: told of each
    one = context.name(_named_beside(context, token) or token.head)
    part = token.lemma_.lower() in load_words("events.nominals.parts")  # that no person is
    thing = one is not None and is_named(one) and (part or one.type != "Person")
    if one is not None and thing and context.sentence.quantity_at(token) is None:
        candidate = _describe(context, one, token)
        if candidate is not None:
            yield candidate


def _read_named_place(context: Context, name: Token) -> list[Candidate]:
    """`the province's new area Lindow`: the place so named lies in that whose it is."""
    noun = name.head
    whose = next((child for child in noun.children if child.dep_ == "poss"), None)
    lemma = noun.lemma_.lower()
    placed = lemma in load_words("events.nominals.placed") or load_table("names.classes").get(lemma) in _AREAS
    if whose is None or not placed or noun.tag_ != "NN":
        return []
    between = context.sentence.tokens[noun.i + 1 : name.left_edge.i]
    one, larger = context.name(name), context.name(whose)
    if name.pos_ != "PROPN" or any(not token.is_quote for token in between) or one is None or larger is None:
        return []
    if not context.is_place(larger) or not is_named(one) or larger.name.lower() in load_table("names.references"):
        return []
    return [c for c in (_relate(context, one, "located in", larger, ("apposition/place", 0.75)),) if c is not None]


def _read_joined_parts(context: Context, first: Token) -> Iterator[Candidate]:
    """`Norland Rail, the owner and operator of the Lindow Line`: both parts in the line."""
    parts = load_words("events.nominals.parts")
    second = next((child for child in first.children if child.dep_ == "conj" and child.tag_ == "NN"), None)
    if second is None or not {first.lemma_.lower(), second.lemma_.lower()} <= parts or first.head.pos_ != "PROPN":
        return
    one = context.name(first.head)
    whole = context.find_name(find_prep(first, "of") or find_prep(second, "of"))
    if one is not None and whole is not None and one.name != whole.name:
        for part in (first, second):
            yield context.make(one, f"{part.lower_} of", whole, sort=Sort(Kind.RELATION, "apposition/part", 0.7))


def _named_beside(context: Context, token: Token) -> Token | None:
    """The name right before the comma of `the project, built by Lindow Power (LP), a unit of Norland Energy`."""
    first = token.left_edge.i
    before = [e for e in context.sentence.doc.ents if token.head.i < e.start and e.end < first and e.label_ == "ORG"]
    if not before or not _is_part(token):
        return None
    between = context.sentence.words[before[-1].end_char : context.sentence.tokens[first].idx]
    return before[-1].root if load_pattern("events.nominals.beside").fullmatch(between) else None


def _is_part(token: Token) -> bool:
    """True for a noun of a part or role: a subsidiary of."""
    return token.lemma_.lower() in load_words("events.nominals.parts")


def _describe(context: Context, one: Mention, token: Token) -> Candidate | None:
    """What an apposition says of a named thing: part of another, capital, in a place."""
    other = context.name(token)
    whole, home = context.find_name(find_prep(token, "of")), context.find_name(find_prep(token, "from", "in"))
    lemma = token.lemma_.lower()
    if whole is not None and (lemma == "capital" or lemma in load_words("events.nominals.parts")):
        sure = ("apposition/capital", 0.9) if lemma == "capital" else ("apposition/part", 0.8)
        return _relate(context, one, f"{token.lower_} of", whole, sure)
    places = other is not None and context.is_place(one) and context.is_place(other)
    listed = any(child.dep_ in ("appos", "conj") and child.i > token.i for child in token.children)
    if token.pos_ == "PROPN" and places and not listed and other is not None and may_lie_in(one, other):
        return _relate(context, one, "located in", other, ("apposition/place", 0.75))
    larger = whole is not None and whole.type in ("Country", "Province", "Region")
    if home is None and larger and lemma in load_words("events.nominals.placed"):
        home = whole
    if home is not None and context.is_place(home):
        return _relate(context, one, "located in", home, ("apposition/from", 0.65))
    return None


def _relate(context: Context, one: Mention, label: str, other: Mention, sure: tuple[str, float]) -> Candidate | None:
    if one.name == other.name:
        return None
    return context.make(one, label, other, sort=Sort(Kind.RELATION, *sure))
