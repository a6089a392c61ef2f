"""What the words around a verb say of whether it is done yet: announced, occasions, feelings, who was first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shugu.extract.lexicon import load_table, load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_verb_of_first", "is_about_to_come", "is_done_beside"]

_PREDICATES = ("VERB", "AUX")


def find_verb_of_first(verb: Token) -> Token | None:
    """The verb that says who was the first to do something, on whose ground it was done; None of other infinitives."""
    if verb.tag_ != "VB" or verb.dep_ not in ("acl", "relcl", "xcomp", "advcl"):
        return None
    if verb.head.pos_ in _PREDICATES:
        nouns = [child for child in verb.head.children if child.dep_ == "attr"]
    else:
        nouns = [noun for noun in (verb.head, verb.head.head.head) if noun.dep_ == "attr"]
    ordinals = load_words("verbs.first.words")
    for noun in nouns:
        if noun.i < verb.i and any(token.lower_ in ordinals for token in (noun, *noun.lefts)):
            return noun.head if noun.head.lemma_ in load_words("verbs.first.verbs") else None
    return None


def is_about_to_come(verb: Token) -> bool:
    """True for what is announced as going on and for what may come of a thing, which is no actual."""
    return _is_announced_as_coming(verb) or _makes_way(verb)


def _is_announced_as_coming(verb: Token) -> bool:
    """True for the opening of `announced it is opening a mill`, which is yet to come."""
    if verb.tag_ != "VBG" or verb.dep_ != "ccomp" or verb.head.lemma_ not in load_words("verbs.reported.announcing"):
        return False
    return any(child.dep_ == "aux" and child.tag_ in ("VBZ", "VBP") for child in verb.children)


def _makes_way(verb: Token) -> bool:
    """True for `paving the way for`, of what may come of it."""
    if verb.tag_ != "VBG" or verb.dep_ not in ("advcl", "acl"):
        return False
    ways = load_table("verbs.plan_words.paving").get(verb.lemma_, ())
    return any(child.dep_ == "dobj" and child.lower_ in ways for child in verb.children)


def is_done_beside(infinitive: Token) -> bool:
    """True for an infinitive that tells what was done: by who was able to, was glad to, held a ceremony to."""
    return _was_able(infinitive) or _is_felt(infinitive) or _is_done_at_occasion(infinitive)


def _is_done_at_occasion(verb: Token) -> bool:
    """True for the launch of `held a ceremony to launch the line`, which was done there."""
    if verb.lemma_ not in load_words("verbs.occasions.done") or verb.head.tag_ == "VB":
        return False
    beside = [verb.head] if verb.dep_ in ("acl", "relcl") else [c for c in verb.head.children if c.dep_ == "dobj"]
    nouns = load_words("verbs.occasions.nouns")
    held = (noun.head if noun.dep_ == "dobj" else None for noun in beside if noun.lemma_.lower() in nouns)
    return any(above is not None and above.tag_ in ("VBD", "VBN") for above in held)


def _is_felt(verb: Token) -> bool:
    """True for the announce of `is pleased to announce`, which is done, and for the sign of `was glad to sign`."""
    words, above = load_words("verbs.ability.feelings"), verb.head
    felt = verb.dep_ == "xcomp" and above.lower_ in words
    here = verb.dep_ == "advcl" and above.lemma_ == "be" and any(child.lower_ in words for child in above.children)
    past = above.tag_ == "VBD" or above.head.tag_ == "VBD"
    return (felt or here) and (past or verb.lemma_ in load_words("verbs.ability.voiced"))


def _was_able(verb: Token) -> bool:
    """True for the buy of `was able to buy`, which was done."""
    able = verb.head
    if verb.dep_ != "xcomp" or able.lower_ not in load_words("verbs.ability.words"):
        return False
    return able.head.tag_ in ("VBD", "VBN") and not any(child.dep_ == "neg" for child in able.head.children)
