"""Ranks: ranked third in exports, the third largest port."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from shugu.extract.basis import find_basis
from shugu.extract.context import Context, Qualifiers, Sort
from shugu.extract.figure_owners import find_default_owner
from shugu.extract.figure_times import carried_on
from shugu.extract.lexicon import load_pattern, load_table, load_words
from shugu.extract.owners import split_owner
from shugu.extract.quantity import Quantity
from shugu.extract.reading import Reading
from shugu.extract.sentence import find_prep
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Comparator, Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_ranks"]

_SUBJECTS = ("nsubj", "nsubjpass")


def find_ranks(context: Context) -> Iterator[Candidate]:
    """A candidate for each rank that a verb or a superlative tells."""
    words = context.sentence.words
    for pattern in ("rank", "number_one"):
        for match in load_pattern(f"events.nominals.{pattern}").finditer(words):
            token = next(iter(context.sentence.tokens_of(match.start(), match.start() + 1)), None)
            if token is not None and context.sentence.time_at(token) is None:
                yield from _read(context, token, _quantity(match))


def _quantity(match: re.Match[str]) -> Quantity:
    number = int(match["n"]) if match["n"] else load_table("events.ranks")[match["word"].lower()]
    start = match.start()
    return Quantity(start, match.end(), start, Decimal(number), "rank", Comparator.EQUAL, match.group())


def _read(context: Context, token: Token, quantity: Quantity) -> Iterator[Candidate]:
    lemmas = load_words("verbs.ranking.lemmas")
    above = next((a for a in (token, *token.ancestors) if a.lemma_ in lemmas), None)
    if above is not None and above.lemma_ == "rank":
        yield from _read_verb(context, token, above, quantity)
    elif token.i + 1 < len(context.sentence.tokens):
        yield from _read_superlative(context, context.sentence.tokens[token.i + 1], quantity)


def _read_verb(context: Context, token: Token, verb: Token, quantity: Quantity) -> Iterator[Candidate]:
    """`Lindow ranked third in exports`."""
    preps = load_table("events.nominals")["ranked_in"]
    own = next((child for child in verb.children if child.dep_ in _SUBJECTS), None)
    head = own if own is not None or verb.dep_ != "acl" else verb.head
    among = find_prep(verb, *preps) or find_prep(token, *preps)
    field = f" in {context.phrase(among)}" if among is not None and context.sentence.is_plain(among) else ""
    owner, measure = _owner_and_measure(context, head)
    if owner is not None:
        label = f"rank by {measure}{field}" if measure else f"rank{field}"
        sort = Sort(Kind.OBSERVATION, "rank/verb", 0.75)
        yield from _make(context, owner, label, quantity, sort=sort, verb=verb)


def _make(
    context: Context, owner: Mention, label: str, quantity: Quantity, *, sort: Sort, verb: Token
) -> Iterator[Candidate]:
    """The rank with the time and the ground of the clause that tells it; none where that is negated or only thought."""
    basis = find_basis(verb)
    if basis is not None:
        time = context.time_under(verb) or carried_on(context, verb)
        qualifiers = Qualifiers(time=time, basis=basis)
        yield context.make(owner, label, quantity, sort=sort, qualifiers=qualifiers)


def _owner_and_measure(context: Context, head: Token | None) -> tuple[Mention | None, str]:
    """Who has the rank, and by what: Lindow, by growth, of `Lindow's growth ranked first`."""
    if head is None or head.lemma_.lower() not in load_words("verbs.indicators.heads") or head.ent_type_:
        return context.find_name(head), ""
    owner, measure = split_owner(context, head)
    if owner is not None:
        return owner, measure
    reading = Reading(None, measure or head.text, "rank/verb", 0.5)
    return find_default_owner(context, reading)


def _read_superlative(context: Context, superlative: Token, quantity: Quantity) -> Iterator[Candidate]:
    """`Lindow is the third largest port of Norland`."""
    noun = superlative.head
    if superlative.tag_ != "JJS" or noun.pos_ not in ("NOUN", "PROPN"):
        return
    owner = _owner_of_rank(context, noun)
    if owner is not None:
        end, stated = superlative.idx + len(superlative), f"{quantity.stated} {superlative.text}"
        label = f"rank among {noun.text} by {superlative.text}"
        sort = Sort(Kind.OBSERVATION, "rank/superlative", 0.65)
        quantity = replace(quantity, end=end, stated=stated)
        if noun.dep_ == "attr":
            yield from _make(context, owner, label, quantity, sort=sort, verb=noun.head)
        else:
            yield context.make(owner, label, quantity, sort=sort)


def _owner_of_rank(context: Context, noun: Token) -> Mention | None:
    if noun.dep_ == "appos":
        return context.name(noun.head)
    if noun.dep_ not in ("attr", "dobj", "pobj"):
        return None
    verb = noun.head if noun.dep_ != "pobj" else noun.head.head
    return context.find_name(next((child for child in verb.children if child.dep_ in _SUBJECTS), None))
