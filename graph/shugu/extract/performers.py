"""Who does what an infinitive or participle tells, where its own clause does not say so: a contract to build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shugu.extract.basis import PREDICATES
from shugu.extract.coordination import conjuncts
from shugu.extract.lexicon import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_performers", "is_own"]


def find_performers(verb: Token) -> list[Token]:
    """Whoever a contract binds to do it, whose plan it is; for `as proposed by X` what was proposed; else nothing."""
    if (planner := _planner(verb)) is not None:
        return conjuncts(planner)
    if verb.dep_ == "acl" and verb.tag_ == "VB":
        return _performers(verb.head)
    if verb.dep_ in ("advcl", "xcomp") and verb.tag_ == "VB" and (bound := _bound(verb.head)):
        return bound
    done = _done_as(verb) or _aimed(verb)
    return conjuncts(done) if done is not None else []


def _performers(accord: Token) -> list[Token]:
    """Who does what a contract is about: whoever it is made with or given to, wins it or is chosen for it."""
    verb = next((above for above in accord.ancestors if above.pos_ in PREDICATES), None)
    if verb is None or accord.lemma_.lower() not in load_words("events.signing.accords", "events.signing.leaves"):
        return []
    objects = [child for child in verb.children if child.dep_ == "dobj"]
    if accord.dep_ == "pobj" and objects:  # "chose Havkraft for a contract to build"
        return conjuncts(objects[0]) if verb.lemma_ in load_words("events.signing.choosing") else []
    if partners := _partners(accord, verb):
        return partners
    return _subjects(verb) if verb.lemma_ in load_words("events.signing.winning") else []


def _bound(verb: Token) -> list[Token]:
    """Arden Rail of `contracted Arden Rail to build`, and of `awarded Arden Rail contracts to build`."""
    objects = [child for child in verb.children if child.dep_ in ("dobj", "dative") and child.pos_ != "ADP"]
    if verb.lemma_ in load_words("events.signing.choosing") and len(objects) == 1:
        return conjuncts(objects[0]) if objects[0].pos_ in ("PROPN", "NOUN") else []
    given = verb.lemma_ in load_words("events.transfer.verbs") and len(objects) > 1
    accord = given and objects[-1].lower_.removesuffix("s") in load_words("events.signing.accords")
    bound = conjuncts(objects[0]) if accord and objects[0].pos_ == "PROPN" else []
    return bound if len(bound) == 1 else []  # of several together nobody builds all of it


def _partners(accord: Token, verb: Token) -> list[Token]:
    """Norland Rail of `awarded Norland Rail a contract`, `a contract with Norland Rail`, `to Norland Rail`."""
    given = [child for child in verb.children if child.dep_ == "dative" and child.pos_ in ("PROPN", "NOUN")]
    words = ("to",) if verb.lemma_ in load_words("events.transfer.verbs") else ("with",)
    preps = [c for head in (accord, verb) for c in head.children if c.dep_ in ("prep", "dative") and c.lower_ in words]
    given += [child for prep in preps for child in prep.children if child.dep_ == "pobj"]
    return conjuncts(given[0]) if given else []


def _planner(verb: Token) -> Token | None:
    """Norland of `Norland's efforts to cut waste` and `Norland's goal of cutting waste`; None where nobody is named."""
    noun = verb.head
    if verb.dep_ == "pcomp" and noun.lower_ in ("of", "to", "for"):
        noun = noun.head
    elif verb.tag_ != "VB" or verb.dep_ not in ("acl", "relcl"):
        return None
    meant = load_words("verbs.future.nouns", "events.intents.own", "events.missions.aims")
    if noun.pos_ != "NOUN" or noun.lemma_.lower() not in meant:
        return None
    return next((child for child in noun.children if child.dep_ == "poss" and child.tag_ != "WP$"), None)


def is_own(noun: Token) -> bool:
    """True for nouns such as effort, whose infinitive tells what whoever makes it means to do."""
    return noun.pos_ == "NOUN" and noun.lemma_.lower() in load_words("events.intents.own")


def _subjects(verb: Token) -> list[Token]:
    own = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    return conjuncts(own) if own is not None else []


def _aimed(participle: Token) -> Token | None:
    """The schemes of `approved four schemes worth 2 million, aimed at easing traffic`."""
    aimed = participle.dep_ == "advcl" and participle.tag_ == "VBN" and participle.i > participle.head.i
    if not aimed or participle.lemma_ not in load_words("verbs.plan_words.aiming"):
        return None
    return next((child for child in participle.head.children if child.dep_ == "dobj"), None)


def _done_as(participle: Token) -> Token | None:
    """What a participle behind "as" tells of: the plans of `approved the plans as proposed by the ministry`."""
    above = participle.head
    as_ = any(child.dep_ == "mark" and child.lower_ == "as" for child in participle.children)
    if participle.tag_ != "VBN" or participle.dep_ != "advcl" or not as_:
        return None
    if any(token.like_num for token in participle.subtree):
        return None  # "as shown by 40% of the mills": of the whole clause
    return next((child for child in above.children if child.dep_ in ("dobj", "nsubjpass")), None)
