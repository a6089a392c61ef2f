"""Infinitives of purpose: what somebody does a thing for, as an aim of his own or of the thing that he makes."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from shugu.extract.argument_words import belongs_to_noun
from shugu.extract.basis import PREDICATES, find_basis
from shugu.extract.clauses import Clause
from shugu.extract.context import Context
from shugu.extract.coordination import conjuncts
from shugu.extract.lexicon import load_words
from shugu.extract.performers import find_performers
from shugu.model.candidate import Mention
from shugu.model.fact import Basis

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["as_purpose", "find_made_for", "is_aim", "name_sum"]

_AIM = "aims to "


def as_purpose(clause: Clause) -> Clause:
    """The clause with `aims to` before its words where it is a purpose of something done; else as it is."""
    if clause.basis is not Basis.TARGET or clause.passive or _done_for(clause.verb) is None:
        return clause
    return replace(clause, words=f"{_AIM}{clause.words}")


def is_aim(clause: Clause) -> bool:
    """True for the clause of a purpose as `as_purpose` gives it."""
    return clause.words.startswith(_AIM)


def find_made_for(clause: Clause) -> list[Token]:
    """What is made for the purpose that the clause tells: the school of `has built a school to train nurses`."""
    done = _done_for(clause.verb) if clause.basis is Basis.TARGET else None
    if done is None or done.lemma_.lower() not in load_words("verbs.made_for.making"):
        return []
    return [token for child in done.children if child.dep_ == "dobj" for token in conjuncts(child)]


def name_sum(context: Context, head: Token, verb: Token) -> Mention | None:
    """The sum that a purpose is told of by itself: `an additional $40 million will be used to mend roads`."""
    while verb.dep_ == "conj" and verb.tag_ == verb.head.tag_ == "VB":
        verb = verb.head
    if verb.tag_ != "VB" or verb.dep_ not in ("xcomp", "advcl") or verb.head.lemma_ not in load_words("verbs.spent.on"):
        return None
    quantity = context.sentence.quantity_at(head)
    if quantity is None or not re.fullmatch("[A-Z]{3}", quantity.unit or ""):
        return None
    tokens = [t for t in (*head.lefts, head) if t.dep_ not in ("det", "advmod")]
    tokens = [t for t in context.sentence.tokens[tokens[0].i : head.i + 1] if t.dep_ not in ("det", "advmod")]
    span = context.sentence.span(tokens[0].idx, head.idx + len(head))
    return Mention(name=context.sentence.text(tokens), type="Financing", span=span)


def _done_for(verb: Token) -> Token | None:
    """The verb of what was done for a purpose: built, of `built a line to carry coal and steel`."""
    infinitive = any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)
    if verb.dep_ == "conj" and verb.tag_ == "VB" and verb.head.tag_ == "VB" and not _has_subject(verb):
        return _done_for(verb.head)
    done = _maker(verb)
    if done is None or belongs_to_noun(verb) or not infinitive or verb.tag_ != "VB" or find_performers(verb):
        return None
    meant = load_words("verbs.future.target", "verbs.future.forecast", "verbs.control.lemmas")
    made = done.lemma_ in load_words("verbs.made_for.making") and any(c.dep_ == "prt" for c in done.children)
    if done.lemma_ in meant | load_words("verbs.made_for.without") and not made:  # "set to open", not "set up"
        return None
    if find_basis(done) is not Basis.ACTUAL:
        return None
    return done


def _maker(verb: Token) -> Token | None:
    """The verb that an infinitive says the purpose of, be it on the thing made, or behind `aiming`."""
    noun = verb.head
    if verb.dep_ in ("acl", "relcl") and noun.dep_ == "dobj" and noun.pos_ in ("NOUN", "PROPN"):
        of_noun = noun.lemma_.lower() in load_words("events.intents.nouns")  # a plan to build
        return noun.head if not of_noun and noun.head.lemma_ in load_words("verbs.made_for.making") else None
    aiming = noun.lemma_ in load_words("verbs.plan_words.aiming") and noun.tag_ == "VBG" and noun.dep_ == "advcl"
    if verb.dep_ == "xcomp" and aiming:
        verb = noun
    return verb.head if verb.dep_ == "advcl" and verb.head.pos_ in PREDICATES else None


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)
