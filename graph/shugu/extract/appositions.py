"""What a noun phrase beside a name says that the named thing is: `Lindow Bank, the first lender to farmers`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from shugu.extract.context import Context, Sort
from shugu.extract.coordination import DASHES, conjuncts
from shugu.extract.lexicon import load_pattern, load_table, load_words
from shugu.extract.phrases import is_post
from shugu.extract.sentence import find_prep
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["describe", "find_appositions", "is_ranked", "is_set_apart", "label_of_description"]

_FEWEST = 2  # words of a description that says something
_LONGEST = 25
_FULL = ("NOUN", "PROPN", "ADJ", "VERB")
_OF_NAMES = ("ORG", "FAC", "PRODUCT")


def find_appositions(context: Context) -> Iterator[Candidate]:
    """A candidate for each description right behind or right before the name of a thing; persons have posts instead."""
    for token in context.sentence.tokens:
        if token.tag_ == "NNS" and any(child.dep_ in ("appos", "conj") for child in token.children):
            yield from _several(context, token)
        if token.pos_ != "NOUN" or token.tag_ != "NN":
            continue
        if token.dep_ == "appos" or _is_loose(token):
            yield from _behind(context, token)
            continue
        yield from _before(context, token)
        yield from _before_dash(context, token)
        if token.dep_ == "nsubj" and token.left_edge.lower_ == "the" and token.i - token.left_edge.i > 1:
            yield from _meant(context, token)


def label_of_description(words: str) -> str:
    """Is the first, of what is the first of its kind; else is."""
    return "is the first" if load_pattern("events.described.first").search(words) else "is"


def is_ranked(tokens: Sequence[Token]) -> bool:
    """True for `third-largest port`, which is told as a rank."""
    ordinals = load_table("events.ranks")
    numbered = any(token.lower_ in ordinals or token.ent_type_ == "ORDINAL" for token in tokens)
    return numbered and any(token.tag_ in ("JJS", "RBS") for token in tokens)


def is_set_apart(head: Token) -> bool:
    """True for the main, the first or the largest of its kind."""
    apart = load_words("events.described.apart")
    definite = any(child.dep_ == "poss" or child.lower_ in ("the", "a") for child in head.children)
    marked = (t for child in (head, *head.lefts) for t in (child, *child.lefts))
    return definite and any(token.tag_ in ("JJS", "RBS") or token.lower_ in apart for token in marked)


def describe(
    context: Context, thing: Mention | None, tokens: Sequence[Token], rule: str, *, fewest: int = _FEWEST
) -> Iterator[Candidate]:
    """The description of a named thing in the words of `tokens`; none where they are few, many, or hold figures."""
    full = [token for token in tokens if token.pos_ in _FULL]
    if thing is None or thing.type == "Person" or len(full) < fewest:
        return
    if len(tokens) > _LONGEST or is_ranked(tokens):
        return
    if all(context.sentence.quantity_at(token) is None for token in tokens):
        words = context.sentence.text(tokens)
        thing = replace(thing, name=thing.name.removeprefix(f"{words} "))
        if thing.name in words:
            return
        yield context.make(thing, label_of_description(words), words, sort=Sort(Kind.ATTRIBUTE, rule, 0.6))


def _meant(context: Context, head: Token) -> Iterator[Candidate]:
    """`The landlocked East African country` behind a sentence about Norland: Norland is one."""
    thing = context.name(head)
    tokens = [t for t in context.sentence.phrase(head) if t.i <= head.i and t.dep_ not in ("det", "punct")]
    plain = any(token.dep_ == "amod" for token in tokens) and not any(token.dep_ == "nummod" for token in tokens)
    if thing is not None and thing.span is None and thing.type == "Country" and plain:
        yield from describe(context, thing, tokens, "description/meant")


def _behind(context: Context, head: Token) -> Iterator[Candidate]:
    """`Lindow Exchange, the first exchange for fish`, `Lindow Board, regulator of the fisheries`."""
    tokens = (*context.sentence.phrase(head), *_maker_behind(head))
    named = _described(head, tokens[0]) if tokens else head.head
    if not tokens or not _is_description(tokens, head) or not _is_beside(context, named, tokens[0]):
        return
    links = load_words("events.ventures.links") if head.lemma_.lower() in load_words("events.ventures.nouns") else ()
    partners = any(child.dep_ == "prep" and child.lower_ in links for child in head.children)
    part = head.lemma_.lower() in load_words("events.nominals.parts") and find_prep(head, "of") is not None
    if partners or part or head.lower_ == "capital":
        return  # told of the whole, or of the partners
    article = tokens[0].lower_ in load_words("events.described.articles")
    owned = any(child.dep_ == "poss" for child in head.children)
    of = any(child.dep_ == "prep" and child.lower_ in ("of", "for") for child in head.children)
    if not (article or owned or of):
        return
    if not _holds_name(named) and not is_set_apart(head):
        return
    best = is_set_apart(head) and not any(child.dep_ == "prep" for child in head.children)
    clauses = (c for c in head.children if c.dep_ in ("relcl", "acl") and (best or c.tag_ == "VB"))
    behind = [t for c in clauses for t in c.subtree]  # "the largest ship that has come", "the right to fish"
    yield from describe(context, context.name(named), [*tokens, *behind], "description/beside")


def _maker_behind(head: Token) -> Sequence[Token]:
    """`and toy maker` of `a local shoe and toy maker`, which the parser takes for one more thing; else nothing."""
    bodies, end = load_words("events.described.bodies"), head.i + 1
    joined = end < len(head.doc) and head.doc[end].dep_ == "cc" and head.lemma_.lower() not in bodies
    others = (c for c in head.children if c.dep_ == "conj" and c.tag_ == "NN" and c.left_edge.i == end + 1)
    maker = next((c for c in others if c.lemma_.lower() in bodies), None) if joined else None
    plain = maker is not None and maker.left_edge.dep_ not in ("det", "poss")
    return list(head.doc[end : maker.i + 1]) if maker is not None and plain else ()


def _described(head: Token, first: Token) -> Token:
    """What an apposition describes: the tin of `is the largest exporter of tin, a metal for cans`."""
    above = head.head
    beside = first.nbor(-2) if first.i > 1 else above
    if head.dep_ != "appos":
        return beside
    if above.dep_ != "attr":
        return above
    return beside if beside.dep_ == "pobj" and beside.n_lefts == 0 and above.is_ancestor(beside) else above


def _is_loose(noun: Token) -> bool:
    """True for an apposition that the parser hangs on the verb: `comes through the Lindow Fund, a body that lends`."""
    first = noun.left_edge
    if noun.dep_ != "npadvmod" or first.lower_ not in ("a", "an") or first.i < 2 or first.nbor(-1).text != ",":
        return False
    return _holds_name(first.nbor(-2))


def _holds_name(noun: Token) -> bool:
    """True for a name, and for a noun with a name before it: the Lindow programme."""
    return noun.pos_ == "PROPN" or any(c.dep_ == "compound" and c.pos_ == "PROPN" for c in noun.lefts)


def _several(context: Context, head: Token) -> Iterator[Candidate]:
    """`two major hubs, Lindow and Arden`, `the country's top goods, copper and lithium`: each is among these."""
    first = next(child for child in head.children if child.dep_ in ("appos", "conj"))
    tokens = [t for t in context.sentence.phrase(head) if context.sentence.quantity_at(t) is None]
    named = conjuncts(first)
    begin = named[0].left_edge.i
    if len(named) < _FEWEST or not 0 < begin - head.i <= _FEWEST or not context.sentence.tokens[begin - 1].is_punct:
        return
    comma = context.sentence.tokens[begin - 1].text == ","
    if comma and not (is_set_apart(head) and first.dep_ == "appos") and not _are_those_counted(context, head, named):
        return
    alike = all(token.pos_ == "PROPN" or (token.tag_ in ("NN", "NNS") and not token.n_lefts) for token in named)
    words = context.sentence.text(tokens)
    if alike and len([t for t in tokens if t.pos_ in _FULL]) >= _FEWEST and head.i == tokens[-1].i:
        for token in named:
            thing = context.name(token)
            if thing is not None and thing.type != "Person":
                yield context.make(thing, "is among", words, sort=Sort(Kind.ATTRIBUTE, "description/several", 0.6))


def _are_those_counted(context: Context, head: Token, named: Sequence[Token]) -> bool:
    """True for the names of `two hubs, Lindow and Arden`, `its top goods, copper and tin, fell`."""
    counts = (context.sentence.quantity_at(token) for token in head.lefts)
    counted = any(quantity is not None and quantity.number == len(named) for quantity in counts)
    tokens, end = context.sentence.tokens, named[-1].i + 1
    closed = end < len(tokens) and tokens[end].text == "," and is_set_apart(head)
    return counted or closed


def _before(context: Context, head: Token) -> Iterator[Candidate]:
    """`the provincial utility Nam Sida`: the description as far as its noun."""
    if head.lemma_.lower() not in load_words("events.described.bodies"):
        return
    name = _name_behind(context, head)
    thing = _body_named(context, head, name) if name else None
    if thing is None:
        return
    words = list(takewhile(_modifies, reversed(context.sentence.tokens[: head.i])))
    words = words[: next((i for i, token in enumerate(words) if not context.sentence.is_plain(token)), None)]
    if words and words[-1].text == "-":  # of "Lindow-based firm"
        words = words[:-2]
    tokens = [*reversed(words), head]
    own = [token for token in tokens[:-1] if token.ent_type_ != "NORP" and token.pos_ in _FULL]
    alone = head.lemma_.lower() not in load_words("events.described.common")  # utility Lindow Power
    if (own or alone) and _is_description(tokens, head):
        yield from describe(context, thing, tokens, "description/before", fewest=1)


def _body_named(context: Context, head: Token, name: Sequence[Token]) -> Mention | None:
    """The firm, ship or office by its name, also where the recogniser takes that for a place or a person."""
    labels = {token.ent_type_ for token in name}
    if not labels.isdisjoint({"NORP", "DATE"}):
        return None
    thing = context.name(name[-1])
    if thing is None or labels.isdisjoint({"PERSON", "GPE"}):
        return thing
    lemma, person = head.lemma_.lower(), thing.type == "Person" and "PERSON" in labels
    if person and lemma in load_words("events.described.persons") and not _is_of_firm(head):
        return None  # the fish trader Ada Brook
    return replace(thing, type=str(load_table("names.classes").get(lemma, "Organization")))


def _is_of_firm(head: Token) -> bool:
    """True for what no person is: the `state-owned fish trader`."""
    own = load_words("events.described.of_firms")
    return any(token.lower_ in own for child in head.lefts for token in (child, *child.lefts))


def _before_dash(context: Context, head: Token) -> Iterator[Candidate]:
    """`the first fair for boats - the Arden Boat Fair`: what stands before the dash describes the name behind it."""
    tokens = context.sentence.tokens
    dashed = head.i + 2 < len(tokens) and tokens[head.i + 1].text in DASHES and tokens[head.i + 1].whitespace_
    entity = context.sentence.entity_at(tokens[head.i + 2]) if dashed else None
    if (
        entity is None
        or entity.start != head.i + 2
        or entity.label_ not in (*_OF_NAMES, "EVENT")
        or len(entity) < _FEWEST
    ):
        return
    first = head.head if head.dep_ == "conj" and head.head.pos_ == "NOUN" else head
    words = tokens[first.left_edge.i : head.i + 1]
    if all(context.sentence.time_at(token) is None for token in words) and _is_description(words, head):
        yield from describe(context, context.name(entity.root), words, "description/before")


def _name_behind(context: Context, head: Token) -> Sequence[Token]:
    """The name right behind a noun or between commas: `the office CBS`, `a firm, Lindow Rail,`."""
    tokens, at = context.sentence.tokens, head.i + 1
    apart = at < len(tokens) and tokens[at].text == ","
    at += apart
    name = list(takewhile(lambda token: token.pos_ == "PROPN" and token.text[:1].isupper(), tokens[at:]))
    end = at + len(name)
    if not apart:
        return name if end == len(tokens) or tokens[end].pos_ != "NOUN" else ()
    closed = end < len(tokens) and tokens[end].text in (",", ".") and any(c.lower_ == "a" for c in head.children)
    return name if closed and len(name) >= _FEWEST else ()


def _modifies(token: Token) -> bool:
    plain = token.pos_ in ("ADJ", "NOUN", "ADV") or (token.pos_ == "PROPN" and token.text.islower())
    return plain or token.text == "-" or token.ent_type_ == "NORP" or token.tag_ == "VBN"


def _is_description(tokens: Sequence[Token], head: Token) -> bool:
    """False for a name of its own (`the Lindow project`), for one more of a list, and for what says nothing."""
    lemma = head.lemma_.lower()
    if is_post(head) or lemma in load_words("events.described.vague") or lemma in load_table("verbs.nouns_of_change"):
        return False
    parts = (head, *(token for token in head.lefts if token.dep_ == "compound"))
    inside = any(token.ent_type_ in _OF_NAMES and not token.text.islower() for token in parts)
    listed = any(token.dep_ == "conj" and token.head.i == head.i and token.pos_ == "PROPN" for token in tokens)
    return not (inside or listed or any(token.lower_ == "no" for token in tokens))


def _is_beside(context: Context, named: Token, first: Token) -> bool:
    """True where only a comma, or a short form in brackets before it, stands between a name and what follows."""
    if first.i <= named.i + 1 or not (_holds_name(named) or _is_kind(named)):
        return False
    between = context.sentence.words[named.idx + len(named) : first.idx]
    return load_pattern("events.described.between").fullmatch(between) is not None


def _is_kind(noun: Token) -> bool:
    """True for a noun that means all of a kind: lithium."""
    return noun.tag_ in ("NN", "NNS") and not any(child.i < noun.i for child in noun.children)
