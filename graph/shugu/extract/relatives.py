"""What a relative pronoun means: the noun before it, or what the parser puts further off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shugu.extract.basis import PREDICATES
from shugu.extract.coordination import conjuncts
from shugu.extract.lexicon import load_table, load_words
from shugu.extract.phrases import is_post

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_meant"]


_SUBJECTS = ("nsubj", "nsubjpass", "csubj")


def find_meant(subject: Token, verb: Token) -> list[Token]:
    """The heads of a subject; of a relative pronoun, what it refers to."""
    if subject.tag_ in ("WDT", "WP") and verb.dep_ in ("relcl", "advcl"):
        if (other := _spoken_of_by(subject, verb) or _made_by(subject, verb.head)) is not None:
            return conjuncts(other)
        if verb.dep_ != "relcl":
            return conjuncts(subject)
        if verb.head.ent_type_ == "DATE" and (dated := _dated_by(verb.head)) is not None:
            return [dated]
        person = verb.head.ent_type_ == "PERSON" or is_post(verb.head)
        before = subject.doc[subject.i - 1]
        if subject.tag_ == "WDT" and person and before.i != verb.head.i and before.pos_ in ("NOUN", "PROPN"):
            return [before]  # "Ada Brook, founder of Havkraft, which opened": no person is meant by "which"
        return conjuncts(verb.head) if verb.head.dep_ == "ROOT" else [verb.head]
    return conjuncts(subject)


def _made_by(pronoun: Token, name: Token) -> Token | None:
    """The method of `a method developed by Havkraft that saves fuel`; None for what no participle tells of a noun."""
    if pronoun.lower_ != "that":
        return None
    while name.dep_ == "conj" and name.head.pos_ == "PROPN":
        name = name.head
    by = name.head
    if name.pos_ != "PROPN" or by.dep_ not in ("agent", "prep") or by.head.dep_ != "acl" or by.head.tag_ != "VBN":
        return None
    return by.head.head


def _dated_by(time: Token) -> Token | None:
    """The laws of `laws passed by parliament in the last few years that have changed trade`; None where none is.

    The budget of `a budget for the year 2031, which is put at 4 billion`.
    """
    above = time.head.head if time.dep_ == "pobj" else time.head
    if above.dep_ == "acl" and above.head.pos_ in ("NOUN", "PROPN"):
        return above.head
    if time.dep_ != "pobj" or above.pos_ in ("NOUN", "PROPN"):
        return above if time.dep_ == "pobj" else None
    return next((child for child in above.children if child.dep_ == "dobj" and child.i < time.head.i), None)


def _spoken_of_by(pronoun: Token, verb: Token) -> Token | None:
    """What "which" means where the parser hangs its clause on a verb, or on the place in which the thing is.

    `A meeting was held, which stressed the need`; `opened its first mill in Norland which offers work`.
    """
    above = verb.head
    whole = _whole_above(verb) if verb.lemma_ in load_table("events.parts.made") else None
    if whole is not None or verb.dep_ != "relcl":
        return whole
    if above.pos_ in PREDICATES:
        told = verb.lemma_ in load_words("verbs.speech.lemmas", "verbs.reported.gist")
        return next((c for c in above.children if c.dep_ in _SUBJECTS), None) if told else None
    place = above.ent_type_ == "GPE" or any(child.ent_type_ == "GPE" for child in above.children)
    if not place or above.dep_ != "pobj" or above.head.lower_ != "in" or above.doc[pronoun.i - 1].text == ",":
        return None
    beside = [child for child in above.head.head.children if child.dep_ == "dobj" and child.i < above.i]
    things = [
        token for token in (*beside, *above.ancestors) if token.dep_ == "dobj" and token.pos_ in ("NOUN", "PROPN")
    ]
    return next((token for token in things if token.pos_ == "PROPN"), things[0] if things else None)


def _whole_above(part: Token) -> Token | None:
    """The named town of `built the Lindow Town to train talents for the industry, which consists of nine schools`."""
    verbs = [token for token in part.ancestors if token.pos_ == "VERB"]
    purpose = any(child.dep_ == "aux" and child.tag_ == "TO" for verb in verbs for child in verb.children)
    things = (child for verb in verbs for child in verb.children if child.dep_ == "dobj" and child.i < part.i)
    return next((thing for thing in things if thing.pos_ == "PROPN"), None) if purpose else None
