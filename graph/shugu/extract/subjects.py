"""Subjects that the parser does not give a verb: names before it, lists, what a participle tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shugu.extract.lexicon import load_words
from shugu.extract.lists import find_lists

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = [
    "find_listed",
    "find_made",
    "find_name_before",
    "find_root",
    "find_shared",
    "is_finite",
    "is_main_participle",
]

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")


def is_main_participle(verb: Token) -> bool:
    """True for the verb of a sentence without one that is taken for a participle: a plant of 40 MW opened in Lindow."""
    root = find_root(verb)
    loose = verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.head.i != root.i and root.i < verb.i
    if not loose or root.pos_ not in ("NOUN", "PROPN") or any(child.dep_ == "agent" for child in verb.children):
        return False
    finite = (token for token in verb.doc if token.tag_ in ("VBZ", "VBP", "VBD", "MD"))
    return next(finite, None) is None and verb.lemma_ in load_words("verbs.beginning.lemmas")


def find_root(token: Token) -> Token:
    """The word on which all others of the sentence hang."""
    return next((above for above in token.doc if above.dep_ == "ROOT"), token)


def is_finite(verb: Token) -> bool:
    """True for the verb of a main or reported clause that stands in a tense."""
    helped = any(
        child.dep_ in ("aux", "auxpass") and child.tag_ in ("VBZ", "VBP", "VBD", "MD") for child in verb.children
    )
    return verb.dep_ in ("ROOT", "ccomp") and (helped or verb.tag_ in ("VBZ", "VBD"))


def find_name_before(verb: Token) -> Token | None:
    """The name that a finite verb without a subject tells of: `As a hub of the region, Lindow, with its port, lies`.

    It begins the sentence or stands behind a comma, and is no part of a list.
    """
    for entity in reversed(verb.doc.ents):
        root, first = entity.root, entity.start
        if entity.end > verb.i or entity.label_ not in ("GPE", "ORG", "PERSON", "FAC", "PRODUCT", "LOC"):
            continue
        apart = first == 0 or verb.doc[first - 1].text == ","
        follows = verb.doc[entity.end].text in (",", "-", "–", "(") or entity.end >= verb.i - 3
        if apart and follows and root.dep_ in ("appos", "npadvmod", "dep", "nmod", "conj", "ROOT", "nsubj"):
            return root
    return None


def find_shared(verb: Token) -> Token | None:
    """The subject of the verb before, for one that goes on with it: that the city will be rebuilt, will have opened."""
    if not any(child.dep_ == "aux" for child in verb.children):
        return None
    for token in reversed(verb.doc[: verb.i]):
        if token.dep_ in _SUBJECTS and token.head.i < verb.i and token.pos_ in ("NOUN", "PROPN"):
            return token
    return None


def find_listed(verb: Token) -> list[Token]:
    """The names of a list right before an infinitive: drew firms such as A, B, C and other makers to settle there."""
    first = verb.left_edge
    if verb.tag_ != "VB" or first.lower_ != "to" or any(child.dep_ in _SUBJECTS for child in verb.children):
        return []
    for names in find_lists(verb.doc):
        between = verb.doc[names.end : first.i]
        others = len(between) > 1 and [token.lower_ for token in between[:2]] == ["and", "other"]
        if names.end <= first.i and (not len(between) or (others and between[-1].tag_ == "NNS")):
            return names.heads(verb.doc)
    return []


def find_made(participle: Token) -> Token:
    """What a participle tells of: in `laboratory of soil science founded by Lindow` the laboratory, not the science."""
    noun = participle.head
    whole = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None
    if whole is None or participle.lemma_ not in load_words("verbs.making.lemmas") or noun.pos_ == "PROPN":
        return noun
    classes = load_words("names.classes")
    return whole if whole.lemma_.lower() in classes and noun.lemma_.lower() not in classes else noun
