"""For when a thing is planned: set for completion in 2027, completion is due by May, to be ready next year."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shugu.extract.context import Sort
from shugu.extract.lexicon import load_words
from shugu.extract.plans import find_plans
from shugu.extract.quantity import Quantity
from shugu.extract.sentence import find_governed, find_prep
from shugu.extract.telling import Telling
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Basis, Comparator, Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_schedules"]


def find_schedules(telling: Telling) -> list[Candidate]:
    """What a clause says is due, one candidate; a state that is to come; nothing where it tells of no schedule."""
    clause = telling.clause
    if (term := _term(telling)) is not None:
        sort, told = _sort(telling), telling.qualifiers
        return [telling.context.make(telling.subject, "time to completion", term, sort=sort, qualifiers=told)]
    due = _due_word(telling)
    if due is not None:
        return _due(telling, due)
    state = next((token for token in clause.objects if token.lower_ in load_words("verbs.schedules.states")), None)
    if clause.lemma != "be" or state is None or telling.qualifiers.basis not in (Basis.TARGET, Basis.FORECAST):
        return []
    if telling.qualifiers.time is None or any(child.dep_ in ("prep", "xcomp") for child in state.rights):
        return find_plans(telling)
    words = " ".join([*(c.lower_ for c in state.lefts if c.dep_ == "advmod"), state.lower_])
    return [telling.make(words, None, _sort(telling))] if telling.is_identified else []


def _term(telling: Telling) -> Quantity | None:
    """The three years of `will be completed within three years` and of `planned for completion in three years`."""
    clause, basis = telling.clause, telling.qualifiers.basis
    ending = clause.lemma in load_words("verbs.schedules.ending") and not clause.objects
    if not ending or basis not in (Basis.TARGET, Basis.FORECAST) or not telling.is_identified:
        return None
    for prep in (child for child in clause.verb.rights if child.lower_ in ("in", "within")):
        for noun in find_governed(prep):
            for token in (noun, *noun.lefts):
                quantity = telling.context.sentence.quantity_at(token)
                if quantity is not None and quantity.unit in load_words("verbs.schedules.units"):
                    return replace(quantity, comparator=Comparator.AT_MOST) if prep.lower_ == "within" else quantity
    return None


def _due_word(telling: Telling) -> Token | None:
    """The word that says that something is planned for a time: scheduled, due."""
    verb = telling.clause.verb
    words = load_words("verbs.schedules.words")
    if verb.lemma_ == "be":
        return next((c for c in verb.children if c.dep_ == "acomp" and c.lower_ in words), None)
    set_up = verb.lower_ == "set" and find_prep(verb, "for") is None
    return verb if verb.lower_ in words and telling.clause.passive and not set_up else None


def _due(telling: Telling, due: Token) -> list[Candidate]:
    """`is set for completion in 2027`, `its completion is due in 2027`: that it is planned for then."""
    time = telling.qualifiers.time
    if time is None or any(child.dep_ in ("xcomp", "ccomp", "oprd") for child in due.children):
        return []  # told by the infinitive: is scheduled to open
    forecast = due.lemma_.lower() in load_words("verbs.future.forecast")
    basis = Basis.FORECAST if forecast else Basis.TARGET
    telling = replace(telling, qualifiers=replace(telling.qualifiers, basis=basis))
    events = load_words("verbs.schedules.events")
    meant = find_prep(due, "for")
    if meant is not None and meant.lemma_.lower() in events and telling.is_identified:
        return [telling.make(_words(telling, meant), None, _sort(telling))]
    happening = next((t for t in telling.clause.subjects if t.lemma_.lower() in events), None)
    if happening is None:
        measured = any(telling.is_figure(token) for token in telling.clause.verb.subtree)
        return [telling.make(due.lower_, None, _sort(telling))] if telling.is_identified and not measured else []
    thing = _thing_of(telling, happening)
    if thing is None:
        return []
    whose = replace(telling, subject=thing)
    return [whose.make(_words(telling, happening), None, _sort(telling))] if whose.is_identified else []


def _thing_of(telling: Telling, happening: Token) -> Mention | None:
    """Whose opening it is: of what is named before or behind, else what the clause is about."""
    poss = next((child for child in happening.children if child.dep_ == "poss"), None)
    named = telling.context.find_name(poss if poss is not None else find_prep(happening, "of"))
    if named is not None or telling.clause.verb.dep_ != "acl":
        return named if named is not None else telling.context.names.last_built()
    return telling.context.find_name(_thing_above(happening))


def _thing_above(happening: Token) -> Token | None:
    """What the clause around `with completion due in May` is about: what was approved, else who does something."""
    verb = next((above for above in happening.ancestors if above.pos_ == "VERB"), None)
    made = load_words("names.made.verbs", "events.signing.verbs")
    if verb is not None and verb.lemma_ in made and (thing := _child(verb, "dobj", "nsubjpass")) is not None:
        return thing
    if verb is not None and verb.dep_ == "relcl":
        return verb.head
    root = next((above for above in happening.ancestors if above.dep_ == "ROOT"), None)
    return _child(root, "nsubj", "nsubjpass") if root is not None else None


def _child(verb: Token, *labels: str) -> Token | None:
    return next((child for child in verb.children if child.dep_ in labels), None)


def _words(telling: Telling, happening: Token) -> str:
    """`commercial operation`: the noun with what stands before it."""
    before = [t for t in happening.lefts if t.dep_ in ("amod", "compound") and not telling.is_figure(t)]
    return telling.context.sentence.text([*before, happening])


def _sort(telling: Telling) -> Sort:
    return Sort(Kind.TARGET, "schedule", telling.sure)
