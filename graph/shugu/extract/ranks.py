"""Ranks: ranked third in exports, the third largest port."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from shugu.extract.basis import find_basis
from shugu.extract.clause_times import time_of
from shugu.extract.context import Context, Qualifiers, Sort
from shugu.extract.figure_owners import find_default_owner
from shugu.extract.figure_times import carried_on
from shugu.extract.lexicon import load_pattern, load_table, load_words
from shugu.extract.owners import split_owner
from shugu.extract.quantity import Quantity
from shugu.extract.reading import Reading, plural_of
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
    above = next((a for a in (token, *token.ancestors) if a.lemma_ in lemmas and a.pos_ == "VERB"), None)
    if above is not None and above.lemma_ == "rank":
        yield from _read_verb(context, token, above, quantity)
    elif (head := _ranked_noun(context, quantity)) is not None:
        yield from _read_ranked(context, head, quantity)


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
        time = time_of(context.sentence, verb) or carried_on(context, verb)
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


def _ranked_noun(context: Context, quantity: Quantity) -> tuple[Token, int] | None:
    """The port of `third largest port`, `second-most used port`, `No. 2 port`, and where the words before it end."""
    behind = context.sentence.tokens_of(quantity.end, len(context.sentence.words))
    at = 1 if behind and behind[0].text == "-" else 0
    following = next(iter(behind[at:]), None)
    if following is None:
        return None
    superlative = following.tag_ in ("JJS", "RBS")
    if not (superlative or quantity.stated.lower().startswith("no")):
        return None
    head = following
    while head.pos_ not in ("NOUN", "PROPN") and head.head.i > head.i:
        head = head.head
    if not superlative:  # the words between are those that tell what is counted through
        while head.dep_ in ("compound", "nmod", "amod") and head.head.i > head.i:
            head = head.head
    return (head, following.i) if head.pos_ in ("NOUN", "PROPN") else None


def _read_ranked(context: Context, found: tuple[Token, int], quantity: Quantity) -> Iterator[Candidate]:
    """`Lindow is the third largest port of Norland`."""
    noun, first = found
    owner = _owner_of_rank(context, noun)
    if owner is None:
        return
    token = context.sentence.tokens[first]
    end = token.idx + len(token) if token.tag_ in ("JJS", "RBS") else quantity.end
    label = f"rank among {_ranked_words(context, noun, quantity)}"
    quantity = replace(quantity, end=end, stated=context.sentence.words[quantity.start : end])
    sort = Sort(Kind.OBSERVATION, "rank/superlative", 0.65)
    if noun.dep_ == "attr":
        yield from _make(context, owner, label, quantity, sort=sort, verb=noun.head)
    else:
        yield context.make(owner, label, quantity, sort=sort)


def _ranked_words(context: Context, noun: Token, quantity: Quantity) -> str:
    """Norland's largest ports, of `Norland's third largest port`: what the rank is among."""
    ranking = {token.i for token in context.sentence.tokens_of(quantity.start, quantity.end)}
    phrase = [t for t in context.sentence.phrase(noun) if t.i not in ranking and t.text != "-"]
    before = context.sentence.text([t for t in phrase if t.i < noun.i])
    noun_words = noun.text if noun.tag_ in ("NNS", "NNPS") else plural_of(noun.text)
    behind = context.sentence.text([t for t in phrase if t.i > noun.i], without_determiner=False)
    return " ".join(words for words in (before, noun_words, behind) if words)


def _owner_of_rank(context: Context, noun: Token) -> Mention | None:
    """Who has the rank: whom the noun describes from before or behind, else the subject of the verb above."""
    if noun.dep_ == "appos":
        return context.name(noun.head)
    beside = next((c for c in noun.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i > noun.i), None)
    if beside is None and noun.dep_ in ("compound", "nmod") and noun.head.pos_ == "PROPN" and noun.head.i > noun.i:
        beside = noun.head
    if beside is not None:
        return context.name(beside)
    while noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN"):  # "the first port and the third largest city"
        noun = noun.head
    if noun.dep_ not in ("attr", "dobj", "pobj"):
        return None
    verb = noun.head if noun.dep_ != "pobj" else noun.head.head
    subject = next((child for child in verb.children if child.dep_ in _SUBJECTS), None)
    if subject is not None and subject.tag_ == "WDT" and verb.dep_ == "relcl":
        subject = verb.head
    return context.find_name(subject)
