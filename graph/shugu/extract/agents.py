"""Who did what a clause tells in the passive, and what is told of them rather than of what was done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from shugu.extract.context import Sort, is_named
from shugu.extract.coordination import conjuncts
from shugu.extract.lexicon import load_table, load_words
from shugu.extract.sentence import find_governed, find_prep
from shugu.extract.telling import Telling
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_agents", "is_of_time"]


def find_agents(telling: Telling) -> Iterator[Candidate]:
    """`built by Norland Steel`: one candidate for each who did it; neither times nor counted crowds."""
    if telling.clause.lemma in load_words("events.wordings.ordering"):
        return  # "first the industry, followed by the farms"
    if any(is_of_time(telling, agent) for agent in telling.clause.agents):
        return  # "is expected by 2027 and repayment by 2034"
    if _is_source(telling.clause.verb):
        return  # "as reported by the agency": of the whole clause
    for agent in telling.clause.agents:
        actor = telling.context.name(agent)
        counted = any(child.like_num and child.text[:1].isdigit() for child in agent.children)
        if (
            actor is None
            or counted
            or (actor.type == "Financing" and find_prep(agent, "from") is None)
            or actor.name == telling.subject.name
        ):
            continue
        sort = Sort(telling.kind, "clause/agent", telling.sure + 0.1)
        if telling.clause.lemma in load_words("events.wordings.chairing"):
            yield from _chaired(telling, actor, sort)
            continue
        if telling.clause.lemma == "attend" and (happening := _attended(telling)):
            told = Sort(Kind.EVENT, sort.rule, sort.confidence)
            yield telling.context.make(actor, "attended", happening, sort=told, qualifiers=telling.qualifiers)
            continue
        givers = list(_givers(telling, agent))
        if givers:
            label = f"{telling.clause.words} by {agent.lower_} from"
            yield from (telling.make(label, giver, sort) for giver in givers)
        elif _is_bare_paper(telling) and is_named(actor):
            told = Sort(Kind.EVENT, "clause/agent", telling.sure + 0.1)
            paper = _described_before(telling)
            if paper in load_words("events.wordings.papers"):
                continue  # of which nobody knows what they say
            yield telling.context.make(actor, telling.clause.words, paper, sort=told, qualifiers=telling.qualifiers)
        else:
            yield telling.make(f"{telling.clause.words} by", actor, sort)


def _is_source(verb: Token) -> bool:
    """True for the reported of `as reported by the agency, talks were held`."""
    as_ = verb.dep_ == "advcl" and any(child.dep_ == "mark" and child.lower_ == "as" for child in verb.lefts)
    return as_ and verb.lemma_ in load_words("verbs.speech.lemmas", "verbs.announcing.lemmas")


def _attended(telling: Telling) -> str:
    """The presentation of `the plan was presented in Lindow, attended by mayors`, which is what they attended."""
    verb = telling.clause.verb
    happening = load_table("events.presence").get(verb.head.lemma_.lower()) if verb.dep_ == "advcl" else None
    return f"{happening} of the {telling.subject.name}" if happening is not None else ""


def _chaired(telling: Telling, actor: Mention, sort: Sort) -> Iterator[Candidate]:
    """`the meeting chaired by Ada Brook`: told of her, for the noun right before the verb, whatever it hangs on."""
    verb = telling.clause.verb
    noun = verb.nbor(-1) if verb.i else verb
    words = telling.phrase(noun) if noun.pos_ in ("NOUN", "PROPN") else telling.subject.name
    if is_named(actor):
        told = Sort(Kind.EVENT, sort.rule, sort.confidence)
        yield telling.context.make(actor, telling.clause.words, words, sort=told, qualifiers=telling.qualifiers)


def _is_bare_paper(telling: Telling) -> bool:
    """True for the figures of `figures published by Lindow Bank`, which are told by who did it."""
    bare = " " not in telling.subject.name and not telling.is_named
    return bare and telling.clause.lemma in load_words("events.wordings.acting")


def _described_before(telling: Telling) -> str:
    """What "these projects" are, by the words that described them last; else the subject as it stands."""
    noun = next((token for token in telling.clause.subjects if token.tag_ == "NNS"), None)
    described = telling.context.names.described(noun) if noun is not None else None
    return described.name if described is not None else telling.subject.name


def _givers(telling: Telling, given: Token) -> Iterator[Mention]:
    """Lindow Bank of `supported by grants from the Lindow Bank`."""
    if given.lemma_.lower() not in load_table("events.backing"):
        return
    preps = (child for child in given.children if child.dep_ == "prep" and child.lower_ == "from")
    for head in (token for prep in preps for first in find_governed(prep) for token in conjuncts(first)):
        giver = telling.context.name(head)
        if giver is not None and is_named(giver):
            yield giver


def is_of_time(telling: Telling, token: Token) -> bool:
    """True for a word of a time: the end of the year."""
    if token.lower_ in load_words("events.prepositions.times"):
        return True
    return any(telling.context.sentence.time_at(t) is not None for t in (token, *token.children))
