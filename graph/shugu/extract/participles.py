"""Participles and gerunds that stand on the ground of another verb: `will open, creating jobs and saving fuel`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shugu.extract.lexicon import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_infinitive_before", "find_verb_gone_on", "is_directed", "is_listed_work"]

_PREDICATES = ("VERB", "AUX")
_OBJECTS = ("xcomp", "ccomp", "dobj", "pcomp")


def find_verb_gone_on(verb: Token) -> Token | None:
    """The verb on whose ground a clause of time or a participle stands; None where it stands on its own."""
    verb = _first_of_gerunds(verb)
    participle = verb.tag_ == "VBG" and not any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)
    if participle and verb.head.tag_ == "VB" and verb.head.dep_ in ("advcl", "acl"):
        return None  # beside an infinitive of purpose it may tell what was done
    if participle and (aimed := find_infinitive_before(verb)) is not None:
        return aimed
    timed = any(child.lower_ in load_words("verbs.time_clause.marks") for child in verb.children)
    if verb.dep_ == "advcl" and (participle or timed):
        return verb.head if verb.head.pos_ in _PREDICATES else None
    if verb.dep_ == "advcl" and verb.tag_ == "VBN" and verb.lemma_ in load_words("verbs.plan_words.driving"):
        above = next((c for c in verb.head.children if c.dep_ == "xcomp" and c.i < verb.i), verb.head)
        return above if above.pos_ in _PREDICATES else None  # "is forecast to grow, driven by exports"
    if verb.dep_ == "pcomp" and participle and verb.head.head.pos_ in _PREDICATES and verb.head.i != verb.head.head.i:
        return verb.head.head  # "will grow by opening two plants"
    return None


def is_listed_work(verb: Token) -> bool:
    """True for what a project is said to be made of: `the project includes surveying wells and replacing pumps`."""
    first = _first_of_gerunds(verb) if verb.tag_ == "VBG" else verb
    if first.tag_ != "VBG" or first.dep_ not in _OBJECTS:
        return False
    above = first.head.head if first.dep_ == "pcomp" else first.head
    if above.lemma_ not in load_words("verbs.works.verbs") or above.tag_ not in ("VBZ", "VBP", "VB"):
        return False
    nouns = load_words("verbs.works.nouns")
    return any(c.dep_ == "nsubj" and (c.lemma_.lower() in nouns or c.lower_ == "it") for c in above.children)


def is_directed(verb: Token) -> bool:
    """True for the focused of `is focused on cutting waste`, the geared of `is geared towards cutting waste`."""
    if verb.tag_ != "VBN" or verb.lemma_ not in load_words("verbs.plan_words.directed"):
        return False
    preps = load_words("verbs.plan_words.directing")
    return any(child.lower_ in preps and any(c.dep_ == "pcomp" for c in child.children) for child in verb.rights)


def _first_of_gerunds(verb: Token) -> Token:
    while verb.dep_ == "conj" and verb.tag_ == verb.head.tag_ == "VBG":
        verb = verb.head
    return verb


def find_infinitive_before(participle: Token) -> Token | None:
    """The open of `plans to open a mill, creating jobs`, where the parser hangs the participle on a verb above it.

    Also that of a clause in between: `approved a plan which aims to open mills, creating jobs`.
    """
    above, first = participle.head, participle.left_edge
    if participle.dep_ != "advcl" or above.i > participle.i or first.i == 0 or first.nbor(-1).text != ",":
        return None
    plans = load_words("verbs.future.target", "verbs.future.forecast")
    aiming = [above] if above.lemma_.lower() in plans else []
    aiming += [t for t in first.doc[above.i + 1 : first.i] if t.dep_ == "relcl" and t.lemma_.lower() in plans]
    infinitives = (c for verb in aiming for c in verb.rights if c.dep_ == "xcomp" and c.tag_ == "VB")
    return next((c for c in infinitives if c.i < participle.i), None)
