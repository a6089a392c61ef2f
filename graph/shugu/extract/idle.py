"""Clauses that tell nothing by themselves: what they carry is told of another verb, or nobody is said to do it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from shugu.extract.copulas import is_told_as_mission
from shugu.extract.lexicon import load_table, load_words
from shugu.model.fact import Basis

if TYPE_CHECKING:
    from spacy.tokens import Token

    from shugu.extract.clauses import Clause

__all__ = ["is_call", "is_idle"]


def is_idle(clause: Clause) -> bool:
    """True for verbs that only carry others, speech, help verbs, plans whose infinitive tells it, and for gerunds."""
    asked = clause.verb.dep_ == "ccomp" and clause.verb.left_edge.lower_ in load_words("verbs.hypothetical.asked")
    listed = clause.verb.tag_ == "VBG" and clause.verb.dep_ == "conj" and clause.verb.head.pos_ in ("NOUN", "PROPN")
    if (
        asked
        or listed
        or _is_item(clause.verb)
        or is_told_as_mission(clause.verb)
        or _is_loose(clause.verb)
        or _is_aside(clause)
        or _is_let(clause)
        or _is_no_verb(clause.verb)
        or _is_willing(clause.verb)
        or _is_rank(clause.verb)
        or _is_remark(clause)
    ):
        return True
    named = clause.passive and not clause.agents and clause.lemma in load_words("verbs.speech.naming")
    if named or _helped(clause.verb) is not None:
        return False
    carrying = load_words("verbs.speech.lemmas", "verbs.carriers.lemmas")
    if clause.lemma in carrying and not is_call(clause.verb):
        said = any(c.dep_ in ("ccomp", "xcomp", "parataxis") for c in clause.verb.children)
        return said or not clause.objects or clause.lemma not in load_words("verbs.event.lemmas")
    plans = load_words("verbs.future.target", "verbs.future.forecast")
    if clause.lemma in load_words("verbs.control.lemmas"):  # "is required to report", not "requires firms to report"
        return clause.passive and any(c.dep_ in ("xcomp", "ccomp") for c in clause.verb.children)
    if clause.lemma not in plans | load_words("verbs.carriers.phases"):
        return False
    return any(c.dep_ in ("xcomp", "ccomp") and c.pos_ in ("VERB", "AUX") for c in clause.verb.children)


def is_call(verb: Token) -> bool:
    """True for `calls for lower fees`, which says what is wanted rather than what was said; not `for fees to fall`."""
    calls = load_words("events.idioms.calls")
    wanted = [child for child in verb.rights if f"{verb.lemma_} {child.lower_}" in calls]
    if not wanted or any(child.dep_ in ("xcomp", "advcl") and child.tag_ in ("VB", "VBN") for child in verb.rights):
        return False
    inside = [token for prep in wanted for token in prep.subtree]
    return not any(one.lower_ == "to" and other.lower_ == "be" for one, other in pairwise(inside))


def _is_loose(verb: Token) -> bool:
    """True for a participle beside a clause that is given a subject of its own, mostly by mistake."""
    if verb.tag_ != "VBG" or verb.dep_ not in ("conj", "parataxis", "dep"):
        return False
    beside = {child.dep_ for child in verb.children}
    return not beside.isdisjoint(("nsubj", "nsubjpass")) and beside.isdisjoint(("aux", "auxpass"))


def _is_willing(verb: Token) -> bool:
    """True for the verb beside an adjective whose infinitive tells the matter: is willing to sell, stays bound to."""
    words = load_words("verbs.carriers.willing")
    return any(
        child.dep_ == "acomp" and child.lower_ in words and any(c.dep_ == "xcomp" for c in child.children)
        for child in verb.children
    )


def _is_remark(clause: Clause) -> bool:
    """True for a participle that only says what a plan means: `will test buses, reflecting a change in habits`."""
    meant = clause.basis in (Basis.TARGET, Basis.FORECAST) and clause.verb.tag_ == "VBG"
    return meant and clause.verb.lemma_ in load_words("verbs.plan_words.remarking")


def _is_rank(verb: Token) -> bool:
    """True for a rank, which is told as a figure: ranked first in the country."""
    return verb.lemma_ == "rank" and any(token.lower_ in load_table("events.ranks") for token in verb.subtree)


def _is_no_verb(verb: Token) -> bool:
    """True for a name that is taken for a verb."""
    return verb.text[:1].isupper() and verb.text[1:].islower() and verb.is_sent_start is not True and not _opens(verb)


def _opens(verb: Token) -> bool:
    """True behind a quotation mark or other sign that begins a sentence."""
    return verb.i > 0 and verb.nbor(-1).is_punct and verb.nbor(-1).text != ","


def _is_let(clause: Clause) -> bool:
    """True for what somebody is enabled to do, which is told of whoever enables it: `lets Lindow export fish`."""
    if clause.verb.dep_ not in ("xcomp", "ccomp"):
        return False
    above = clause.verb.head
    if (helped := _helped(above)) is not None and helped.i == clause.verb.i:
        return True
    if clause.basis is not Basis.TARGET:
        return False
    moving = load_words("verbs.control.lemmas", "verbs.attraction.lemmas")
    control = above.lemma_ in moving and above.lemma_ not in load_words("verbs.carriers.lemmas")
    active = not any(child.dep_ in ("auxpass", "nsubjpass") for child in above.children)
    return control and active


def _helped(verb: Token) -> Token | None:
    """What somebody is helped to do without "to", which is told of who helps: `will help growers raise yields`."""
    if verb.lemma_.lower() != "help":
        return None
    done = (c for c in verb.rights if c.dep_ == "ccomp" and c.tag_ in ("VB", "VBP") and c.i > verb.i + 1)
    return next((c for c in done if any(t.dep_ == "nsubj" and t.tag_ != "WDT" for t in c.lefts)), None)


def _is_aside(clause: Clause) -> bool:
    """True for a gerund after a preposition, or beside a verb of speech, whose subject is not the speaker."""
    verb = clause.verb
    while verb.tag_ == "VBG" and verb.dep_ == "conj" and verb.head.tag_ == "VBG":
        verb = verb.head
    spoken = verb.dep_ == "advcl" and verb.head.lemma_ in load_words("verbs.speech.lemmas")
    told = verb.dep_ == "pcomp" and (verb.head.lower_ in load_words("events.prepositions.told") or _is_meant(verb))
    return verb.tag_ == "VBG" and (spoken or (verb.dep_ == "pcomp" and not told))


def _is_meant(gerund: Token) -> bool:
    """True for the cutting of `with the aim of cutting waste`."""
    noun = gerund.head.head
    return gerund.head.lower_ == "of" and noun.lemma_.lower() in load_words("events.missions.aims")


def _is_item(verb: Token) -> bool:
    """True for a gerund in a list of what a plan includes: `proposals including repairs and setting up a park`."""
    if verb.tag_ != "VBG" or any(child.dep_ in ("aux", "nsubj", "nsubjpass") for child in verb.children):
        return False
    top = verb
    while top.dep_ in ("conj", "advcl") and top.tag_ == "VBG" and top.head.i != top.i:
        top = top.head
    if top.lemma_ in load_words("verbs.works.verbs") and top.i != verb.i:
        return True
    between = verb.doc[top.i + 1 : verb.i] if verb.dep_ == "conj" and top.i < verb.i else ()
    return any(token.lower_ in load_words("verbs.works.listing") for token in between)
