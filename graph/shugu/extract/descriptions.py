"""What noun phrases beside a name say that it is: `As a hub of the region, Lindow`, `Lindow, the first port`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from shugu.extract.appositions import describe, find_appositions
from shugu.extract.clauses import Clause
from shugu.extract.context import Context, Sort, is_named
from shugu.extract.coordination import conjuncts
from shugu.extract.lexicon import load_words
from shugu.extract.lists import NameList, find_described, find_lists
from shugu.extract.sentence import find_prep
from shugu.model.candidate import Candidate
from shugu.model.fact import Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_descriptions"]

_FEWEST = 2  # words of a description that says something
_FINITE = ("VBZ", "VBP", "VBD", "MD")


def find_descriptions(context: Context, clauses: Sequence[Clause]) -> Iterator[Candidate]:
    """A candidate for each description beside the name of a thing; persons have posts instead."""
    yield from _as_what(context, clauses)
    yield from find_appositions(context)
    for names in find_lists(context.sentence.doc):
        yield from _native(context, names)
        yield from _among(context, names)


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
    noun = next((token for token in lead if token.pos_ in ("NOUN", "PROPN")), None)
    of_verb = len(lead) > 1 and lead[0].pos_ == "ADJ" and lead[1].pos_ == "ADP"  # "as pursuant to the deal"
    if (
        noun is None
        or of_verb
        or noun.ent_type_ == "PERSON"
        or noun.lemma_.lower() in load_words("events.described.vague")
    ):
        return  # "as part of the efforts"
    clause = next((each for each in clauses if each.verb.i > comma and each.subjects), None)
    if clause is None or clause.subjects[0].i <= comma:
        return
    parts = list(_of_wholes(context, clause.subjects[0], noun))
    yield from parts
    if not parts:
        yield from describe(context, context.name(clause.subjects[0]), lead, "description/as")


def _of_wholes(context: Context, subject: Token, noun: Token) -> Iterator[Candidate]:
    """`As a component of the port and of the rail plan, the line …`: it is one of each."""
    own = load_words("events.nominals.parts", "events.nominals.of_wholes")
    thing, first = context.name(subject), find_prep(noun, "of")
    if noun.lemma_.lower() not in own or thing is None or first is None or thing.type == "Person":
        return
    for head in conjuncts(first):
        whole = context.name(head)
        named = whole is not None and is_named(whole)
        value = whole if named else context.sentence.text(context.sentence.phrase(head))
        if value is not None and (named or " " in str(value)):
            yield context.make(thing, f"{noun.lower_} of", value, sort=Sort(Kind.RELATION, "description/part", 0.6))


def _native(context: Context, names: NameList) -> Iterator[Candidate]:
    """`local enterprises such as A, B and C`: each is of the place that is spoken of."""
    doc = context.sentence.doc
    noun = find_described(doc, names)
    words = load_words("events.described.native")
    natives = [child for child in noun.children if child.lower_ in words] if noun is not None else []
    if not natives or any(child.dep_ == "conj" for child in natives[0].children):
        return  # "local and global firms"
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
