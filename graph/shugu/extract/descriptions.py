"""What noun phrases beside a name say that it is: `As a hub of the region, Lindow`, `Lindow, the first port`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from shugu.extract.clauses import Clause
from shugu.extract.context import Context, Sort, is_named
from shugu.extract.lexicon import load_pattern, load_words
from shugu.extract.lists import NameList, find_described, find_lists
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_descriptions", "label_of_description"]

_FEWEST = 2  # words of a description that says something
_LONGEST = 25
_FINITE = ("VBZ", "VBP", "VBD", "MD")


def find_descriptions(context: Context, clauses: Sequence[Clause]) -> Iterator[Candidate]:
    """A candidate for each description beside the name of a thing; persons have posts instead."""
    yield from _as_what(context, clauses)
    for token in context.sentence.tokens:
        if token.dep_ == "appos" and token.pos_ == "NOUN" and token.tag_ == "NN":
            yield from _beside(context, token)
    for names in find_lists(context.sentence.doc):
        yield from _native(context, names)
        yield from _among(context, names)


def label_of_description(words: str) -> str:
    """Is the first, of what is the first of its kind; else is."""
    return "is the first" if load_pattern("events.described.first").search(words) else "is"


def _make(context: Context, thing: Mention | None, tokens: Sequence[Token], rule: str) -> Iterator[Candidate]:
    full = [token for token in tokens if token.pos_ in ("NOUN", "PROPN", "ADJ", "VERB")]
    if thing is None or not is_named(thing) or thing.type in ("Person", "Topic") or len(full) < _FEWEST:
        return
    if len(tokens) <= _LONGEST and all(context.sentence.quantity_at(token) is None for token in tokens):
        words = context.sentence.text(tokens)
        yield context.make(thing, label_of_description(words), words, sort=Sort(Kind.ATTRIBUTE, rule, 0.6))


def _as_what(context: Context, clauses: Sequence[Clause]) -> Iterator[Candidate]:
    """`As the economic hub of the valley, Lindow …`."""
    tokens = context.sentence.tokens
    if not tokens or tokens[0].lower_ != "as":
        return
    comma = next((token.i for token in tokens if token.text == ","), 0)
    lead = tokens[1:comma]
    if not lead or (lead[0].lower_ in ("of", "a", "for", "per") and len(lead) < _FEWEST + 1):
        return
    if any(token.tag_ in _FINITE or token.pos_ == "PRON" for token in lead) or lead[0].pos_ in ("ADP", "SCONJ", "VERB"):
        return
    clause = next((each for each in clauses if each.verb.i > comma and each.subjects), None)
    if clause is not None and clause.subjects[0].i > comma:
        yield from _make(context, context.name(clause.subjects[0]), lead, "description/as")


def _beside(context: Context, head: Token) -> Iterator[Candidate]:
    """`Lindow Exchange, the first exchange for fish, …`: with an article, right behind the name."""
    tokens = context.sentence.phrase(head)
    start = tokens[0].i if tokens else 0
    marked = start > 1 and context.sentence.tokens[start - 1].text in (",", "(")
    article = bool(tokens) and tokens[0].lower_ in load_words("events.described.articles")
    named = head.head.pos_ == "PROPN" and head.head.i == start - 2
    if marked and article and named and head.lemma_.lower() not in load_words("events.nominals.parts"):
        behind = [
            token
            for child in head.children
            if child.dep_ in ("relcl", "acl") and child.tag_ == "VB"
            for token in child.subtree
        ]
        yield from _make(context, context.name(head.head), [*tokens, *behind], "description/beside")


def _native(context: Context, names: NameList) -> Iterator[Candidate]:
    """`local enterprises such as A, B and C`: each is of the place that is spoken of."""
    doc = context.sentence.doc
    noun = find_described(doc, names)
    words = load_words("events.described.native")
    if noun is None or not any(child.lower_ in words for child in noun.children):
        return
    before = [entity for entity in doc.ents if entity.label_ == "GPE" and entity.end <= names.start]
    place = context.name(before[-1].root) if before else context.names.last_place()
    for head in names.heads(doc) if place is not None else ():
        if (thing := context.name(head)) is not None:
            yield context.make(thing, "native to", place, sort=Sort(Kind.RELATION, "description/native", 0.6))


def _among(context: Context, names: NameList) -> Iterator[Candidate]:
    """`A, B, C and other members of the Lindow League`, `and other Fortune 500 companies`: each is one of these."""
    tokens = context.sentence.tokens[names.end :]
    if [token.lower_ for token in tokens[:2]] != ["and", "other"]:
        return
    head = next((token for token in tokens[2:] if token.tag_ in ("NNS", "NNPS") and token.i < names.end + 8), None)
    named = [t for t in tokens[2:] if head is not None and t.i <= head.i and (t.pos_ == "PROPN" or t.ent_type_)]
    if head is None or not any(token.pos_ == "PROPN" for token in named):
        return
    words = context.sentence.text(named)
    for token in names.heads(context.sentence.doc):
        if (thing := context.name(token)) is not None:
            yield context.make(thing, "is among", words, sort=Sort(Kind.RELATION, "description/among", 0.6))
