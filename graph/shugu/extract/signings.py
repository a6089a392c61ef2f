"""Agreements, loans and awards: one candidate for each partner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from shugu.extract.context import Sort, is_named
from shugu.extract.coordination import conjuncts, examples
from shugu.extract.lexicon import load_table, load_words
from shugu.extract.phrases import is_post
from shugu.extract.reference import BUILT
from shugu.extract.sentence import find_governed
from shugu.extract.telling import Telling
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_signings"]

_SORT = Sort(Kind.EVENT, "clause/signing", 0.8)


def find_signings(telling: Telling) -> Iterator[Candidate]:
    """`signed a contract with X`, `A and B signed an agreement`: one candidate for each partner."""
    clause = telling.clause
    signs = clause.verb.lemma_ in load_words("events.signing.verbs") or _unites(telling) or _holds_accord(telling)
    if not signs:
        return
    if clause.passive:
        yield from _signed_by(telling)
        return
    into = (token for word, token in clause.preps if word == "into")
    wide = load_words("events.signing.accords", "events.signing.unions")
    accord = next((token for token in (*clause.objects, *into) if token.lemma_.lower() in wide), None)
    table = load_table("events.signing_partner")
    wanted = table.get(clause.verb.lemma_, table["other"])
    words = [clause.words, *([accord.lower_] if accord is not None else []), wanted]
    held = clause.lemma in load_words("events.signing.holding")
    sort = Sort(Kind.RELATION, _SORT.rule, _SORT.confidence) if held else _SORT
    for partner in _partners(telling, accord, wanted):
        yield telling.make(" ".join(words), partner, sort)


def _unites(telling: Telling) -> bool:
    """True for several who announce their merger."""
    clause = telling.clause
    several = len(clause.subjects) > 1 and clause.lemma in load_words("events.signing.uniting")
    return several and any(_is(token, "events.signing.unions") for token in clause.objects)


def _holds_accord(telling: Telling) -> bool:
    """True for several who have an agreement, which is one with each other."""
    clause = telling.clause
    several = len(clause.subjects) > 1 and clause.lemma in load_words("events.signing.holding")
    return several and any(_is(token, "events.signing.accords") for token in clause.objects)


def _signed_by(telling: Telling) -> Iterator[Candidate]:
    """`the agreement was signed between A and B`, `by A and B`: told of those who signed it."""
    clause = telling.clause
    accord = next((token for token in clause.subjects if _is(token, "events.signing.accords")), None)
    if accord is None:
        return
    sides = {word: [token for w, token in clause.preps if w == word] for word in load_words("events.signing.within")}
    heads = [named for token in sides["between"] for named in _examples_of(token)]
    heads += [named for token in accord.rights if heads and token.dep_ == "appos" for named in conjuncts(token)]
    if len(heads) == 1:  # "between the mayor, the firm Havkraft and Arden Rail", parsed as more words for the mayor
        beside = (token for token in heads[0].rights if token.dep_ == "appos")
        heads += [named for token in beside for named in conjuncts(_named(token))]
    between = [mention for token in heads if (mention := _partner(telling, _named(token))) is not None]
    partners = between[1:] + [m for token in sides["with"] if (m := _partner(telling, token)) is not None]
    if between:
        one = between[0]
        first = replace(telling, subject=one if isinstance(one, Mention) else Mention(name=one, type="Topic"))
        for partner in partners:
            yield first.make(f"{clause.verb.lower_} {accord.lower_} with", partner, _SORT)
    for agent in clause.agents:
        signer = telling.context.name(agent)
        if signer is not None and is_named(signer):
            yield replace(telling, subject=signer).make(clause.verb.lower_, telling.phrase(accord), _SORT)


def _named(noun: Token) -> Token:
    """The name of `the shipping firm Havkraft`, which stands behind its noun; else the noun itself."""
    beside = next((child for child in noun.rights if child.dep_ == "appos" and child.pos_ == "PROPN"), None)
    return beside if beside is not None and noun.pos_ == "NOUN" else noun


def _examples_of(token: Token) -> list[Token]:
    """The firms of `partners in the private sector including A, B and C`; else the token itself."""
    return (examples(token) if token.tag_ == "NNS" else []) or [token]


def _is(token: Token, path: str) -> bool:
    return token.lemma_.lower() in load_words(path)


def _partners(telling: Telling, accord: Token | None, wanted: str) -> list[Mention | str]:
    """The things after the preposition; where there are none, the other subjects of one accord or loan."""
    context, clause = telling.context, telling.clause
    within = load_words("events.signing.within")
    parts = () if accord is None else (*clause.objects, accord)
    inside = dict.fromkeys(token for part in parts for token in part.subtree if token.dep_ == "prep")
    preps = (token for token in inside if token.lower_ in (*within, wanted))
    heads = [head for prep in preps for head in find_governed(prep) if _may_sign(telling, prep, head, accord)]
    heads += [token for word, token in clause.preps if word == wanted]
    heads += [child for child in clause.verb.children if child.dep_ == "dative" and child.pos_ == "PROPN"]
    found = dict.fromkeys(token for head in heads for token in conjuncts(head))
    partners = [partner for token in found if (partner := _partner(telling, token)) is not None]
    if partners or len(clause.subjects) < 2:
        return partners
    alone = accord is None and clause.lemma not in load_words("events.signing.together")
    if alone and not any(_is(token, "events.signing.loans") for token in clause.objects):
        return []
    others = (context.name(head) for head in clause.subjects)
    return [mention for mention in others if mention is not None and mention.name > telling.subject.name]


def _may_sign(telling: Telling, prep: Token, head: Token, accord: Token | None) -> bool:
    """True for what the accord is with; of a preposition further down in its phrase, for a name alone."""
    if accord is not None and prep.head.i == accord.i:
        return True
    mention = telling.context.name(head)
    named = mention is not None and mention.type not in BUILT and is_named(mention)
    return named and prep.lower_ in load_words("events.signing.within")


def _partner(telling: Telling, token: Token) -> Mention | str | None:
    """A named thing, or the words for firms and bodies without a name: a consortium of Havkraft and Batcap."""
    mention = telling.context.name(token)
    if any(child.tag_ == "PRP$" for child in token.lefts):
        return None  # "set up the fund with its office in Lindow"
    if mention is None or is_named(mention) or mention.span is None:
        return mention
    words = telling.phrase(token)
    told = next((child for child in token.children if child.dep_ == "acl"), None)  # "formed by Havkraft and Batcap"
    if told is not None:
        words = telling.words_of([*telling.context.sentence.phrase(token), *told.subtree])
    bodies = mention.type in load_words("events.signing.bodies") or is_post(token)
    return words if bodies and " " in words and telling.context.sentence.is_plain(token) else None
