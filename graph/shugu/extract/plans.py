"""What somebody means to do, told in words: the whole of it, where neither a name nor a figure says it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shugu.extract.basis import is_allowed
from shugu.extract.clause_words import find_wordings
from shugu.extract.context import Sort, is_named
from shugu.extract.lexicon import load_table, load_words
from shugu.extract.participles import is_directed
from shugu.extract.telling import Telling
from shugu.model.candidate import Candidate
from shugu.model.fact import Basis, Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_plans"]

_PURPOSE = "aims to "  # before the words of an infinitive of purpose


def find_plans(telling: Telling) -> list[Candidate]:
    """`will improve the quality of rural networks`: one candidate, or one for each thing that is to be made."""
    verb = telling.clause.verb
    if (
        not (telling.is_identified or _is_sum(telling))
        or telling.clause.agents
        or (verb.dep_ == "pcomp" and (_is_aiming(verb.head.head) or is_directed(verb.head.head)))
    ):
        return []
    if is_directed(verb) or (_is_aiming(verb) and not telling.clause.passive):
        return _aims(telling)
    if telling.qualifiers.basis not in (Basis.TARGET, Basis.FORECAST):
        return []
    if is_allowed(verb) or (verb.dep_ == "xcomp" and verb.head.lemma_ in load_words("verbs.plan_words.deciding")):
        return _decided(telling)
    label = _label(telling)
    return [_plan(telling, f"{label} {wording.lead}", wording.words) for wording in find_wordings(telling)]


def _label(telling: Telling) -> str:
    """The lead before the verb: behind what the clause tells of its owner, and none before a finite verb of its own."""
    words, verb = _verb(telling), telling.clause.verb
    if verb.tag_ in ("VBZ", "VBP") and verb.lemma_.lower() in load_words("verbs.future.meaning"):
        return words  # "targets new markets"
    before, found, behind = words.rpartition(f" {verb.lower_}")
    bare = bool(found) and not telling.clause.passive and not before.startswith(verb.lower_)
    return f"{before} {_lead(telling)}{found}{behind}" if bare else f"{_lead(telling)} {words}"


def _decided(telling: Telling) -> list[Candidate]:
    """`decided to build a port`: the decision is a fact, whether it is carried out or not."""
    taken = replace(telling, qualifiers=replace(telling.qualifiers, basis=Basis.ACTUAL))
    above = telling.clause.verb.head
    label = f"{above.lemma_}d to {_verb(telling)}"
    if is_allowed(telling.clause.verb):  # "approved setting up of a park"
        particles = (child.lower_ for child in telling.clause.verb.children if child.dep_ == "prt")
        label = " ".join([above.lower_, telling.clause.verb.lower_, *particles])
    sort = Sort(Kind.EVENT, "plan", telling.sure)
    return [taken.make(f"{label} {w.lead}".rstrip(), w.words, sort) for w in find_wordings(telling)]


def _is_sum(telling: Telling) -> bool:
    """True for `the $18 million loan`, which its sum tells from others."""
    heads = [token for token in telling.clause.subjects if token.lower_ == telling.subject.name.lower()]
    return any(telling.is_figure(child) for head in heads for child in head.lefts)


def _is_aiming(verb: Token) -> bool:
    return verb.lemma_.lower() in load_words("verbs.plan_words.aiming")


def _lead(telling: Telling) -> str:
    """Plans to, of who can plan; will, of a thing; will be, of what is done to it; aims to, of a purpose."""
    if telling.clause.words.startswith(_PURPOSE):
        return _PURPOSE.strip()
    able = telling.subject.type in load_words("verbs.plan_words.agents") and telling.clause.lemma != "be"
    able = able and (
        is_named(telling.subject) or not load_words("verbs.plan_words.parts") & set(telling.subject.name.split())
    )
    kind = "agents" if able and telling.qualifiers.basis is Basis.TARGET else "things"
    kind = "passive" if telling.clause.passive else kind
    kind = "used" if telling.clause.verb.dep_ == "xcomp" and telling.clause.verb.head.lower_ == "used" else kind
    return str(load_table("verbs.plan_words.labels")[kind])


def _verb(telling: Telling) -> str:
    """The verb of a plan with its particle, whatever form the parser takes it for: will have completed, formed."""
    verb = telling.clause.verb
    if telling.clause.passive or verb.tag_ not in ("VBN", "VBD", "VBZ"):
        return telling.clause.words.removeprefix(_PURPOSE)
    return " ".join([verb.lemma_.lower(), *(child.lower_ for child in verb.children if child.dep_ == "prt")])


def _aims(telling: Telling) -> list[Candidate]:
    """`aims at building a central city`, `is geared to saving fuel`: the aim is a plan, whenever it is told."""
    directed = is_directed(telling.clause.verb)
    preps = load_words("verbs.plan_words.directing" if directed else "verbs.plan_words.aiming_preps")
    aiming = _is_aiming(telling.clause.verb)
    label = f"{telling.clause.lemma}s" if aiming else f"is {telling.clause.verb.lower_}"
    meant = replace(telling, qualifiers=replace(telling.qualifiers, basis=Basis.TARGET))
    aims = (wording for wording in find_wordings(meant) if wording.lead in preps)
    return [_plan(meant, f"{label} {wording.lead}", wording.words) for wording in aims]


def _plan(telling: Telling, label: str, words: str) -> Candidate:
    return telling.make(label.rstrip(), words, Sort(Kind.TARGET, "plan", telling.sure - 0.1))
