"""What a cost is of that stands behind what is done: `approved the line at a cost of $40 million`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from shugu.extract.coordination import conjuncts
from shugu.extract.lexicon import load_words
from shugu.extract.reading import Figure, is_money
from shugu.extract.reference import BUILT
from shugu.extract.sentence import find_prep

if TYPE_CHECKING:
    from spacy.tokens import Token

    from shugu.extract.clauses import Clause
    from shugu.model.candidate import Mention

__all__ = ["find_objects_before", "find_thing_done"]

_LISTED = 12  # words of a list that has one cost together
_NOUNS = ("NOUN", "PROPN")


def find_thing_done(figure: Figure, clause: Clause | None, head: Token) -> Mention | None:
    """What `approved the line at a cost of` gives its cost: the thing built or agreed, else the subject."""
    expense = head.lemma_.lower() in load_words("figures.nouns.expenses")
    listed = _next_of_list(figure, head) if expense else None
    if listed is not None:
        return listed
    costly = BUILT | load_words("figures.nouns.costly")
    done: list[tuple[Mention, Token]] = []
    for token in map(_what_is_done, find_objects_before(figure, clause, head)):
        mention = figure.context.name(token)
        person = mention is not None and mention.type == "Person" and not any(c.dep_ == "det" for c in token.children)
        if mention is None or person or mention.type in ("City", "Country") or figure.is_figure(token):
            continue
        if token.lemma_.lower() in load_words("verbs.future.nouns") and done:
            continue  # plans to build what costs
        named = token.ent_type_ and figure.quantity.unit and is_money(figure.quantity.unit)
        if named or expense or mention.type in costly:
            done.append((mention, token))
    if not done:
        return figure.subject(clause)
    mention, token = next((each for each in done if each[0].type in costly), done[0])
    return _whole_list(figure, mention, token, head) if expense else mention


def _next_of_list(figure: Figure, head: Token) -> Mention | None:
    """The next of several things with a cost each, where a figure before tells the cost of another."""
    sentence = figure.context.sentence
    before = [q for q in sentence.quantities if q.end <= head.idx and is_money(q.unit or "")]
    between = sentence.tokens_of(before[-1].end, head.head.idx) if before and figure.previous is not None else ()
    built = next((m for m in map(figure.context.name, between) if m is not None and m.type in BUILT), None)
    if built is not None or not between:
        return built
    further = (token for token in between if token.pos_ == "NOUN" and token.dep_ == "conj" and sentence.is_plain(token))
    last = between[-1] if between[-1].pos_ in _NOUNS else None  # "and water management with a cost of"
    return figure.context.find_name(last if last is not None else next(further, None))


def _what_is_done(token: Token) -> Token:
    """The clinics of `the opening of clinics`, which cost something; else the token itself."""
    done = load_words("names.bare.nouns", "figures.nouns.bearing_none")
    inner = find_prep(token, "of") if token.lower_ in done else None
    return token if inner is None else inner


def _whole_list(figure: Figure, mention: Mention, token: Token, head: Token) -> Mention:
    """The list that a thing is in: `strengthen schools, clinics and roads with an outlay of` is one outlay."""
    first = token
    while first.dep_ == "conj" and first.head.i < first.i:
        first = first.head
    last = max((each for each in conjuncts(first) if each.i < head.i), key=lambda each: int(each.i), default=first)
    tokens = figure.context.sentence.tokens[first.left_edge.i : last.i + 1]
    parted = any(not figure.context.sentence.is_plain(token) or token.pos_ in ("VERB", "AUX") for token in tokens)
    if first.i == last.i or last.pos_ == "PROPN" or first.dep_ != "dobj" or parted or len(tokens) > _LISTED:
        return mention
    return replace(mention, name=figure.context.sentence.text(tokens))


def find_objects_before(figure: Figure, clause: Clause | None, head: Token) -> Iterator[Token]:
    """The objects of a clause before a noun, the nearest first, those of what it plans or decides to do before its own.

    The line of `decided to build the line at a cost of`, of `unveiled plans to build the line, at a cost of`; the
    schemes of `approved schemes to help farmers at a cost of`.
    """
    if clause is None:
        return
    planned = load_words("verbs.future.nouns")
    carriers = [clause.verb, *(token for token in clause.objects if token.lemma_.lower() in planned)]
    below = (c for token in carriers for c in token.children if c.i in figure.clauses)
    inner = [c for c in below if c.dep_ in ("xcomp", "acl") or (c.dep_ == "advcl" and c.tag_ == "VB")]
    noun = clause.verb.head
    if clause.verb.dep_ in ("acl", "relcl") and noun.lemma_.lower() not in planned:
        yield noun  # "a line giving a short way, at a cost of"
    verbs = [*_verbs_of_ends(figure, clause), *(figure.clauses[verb.i] for verb in reversed(inner)), clause]
    for each in verbs:
        yield from (token for token in reversed(each.objects) if token.i < head.i)


def _verbs_of_ends(figure: Figure, clause: Clause) -> Iterator[Clause]:
    """What is done to the end that a clause tells: approved of `approved schemes to help farmers`."""
    verb = clause.verb
    while verb.dep_ == "conj" and verb.tag_ == "VB":
        verb = verb.head
    if verb.dep_ == "advcl" and verb.tag_ == "VB" and verb.head.i in figure.clauses:
        yield figure.clauses[verb.head.i]
