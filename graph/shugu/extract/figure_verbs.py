"""Figures under a verb: as its object, its subject, or after its preposition."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shugu.extract.clauses import Clause
from shugu.extract.context import is_named
from shugu.extract.figure_grants import (
    holder_of,
    particle_of,
    purpose_in_words,
    read_given,
    respective_subject,
)
from shugu.extract.lexicon import load_pattern, load_table, load_words
from shugu.extract.owners import is_branch
from shugu.extract.reading import Figure, Reading, is_money, label_of
from shugu.extract.sentence import find_prep
from shugu.model.candidate import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["first_of_row", "read_change_from", "read_change_to", "read_changed", "read_under_verb"]

_WORDS = 8  # of what was so for years running
_FEW = 10  # fewer of what no place or thing is named for are told of themselves


def read_under_verb(figure: Figure, anchor: Token, noun: Token | None) -> Reading | None:
    """The quantity as subject, object or prepositional object of a verb."""
    token, prep = first_of_row(anchor), ""
    if token.dep_ == "pobj":
        within = figure.context.sentence.quantity_at(token.head) == figure.quantity  # "hired over 40 people"
        prep, token = "" if within else token.head.lower_, token.head
    clause = figure.clauses.get(_above_preps(token.head).i)
    if clause is None:
        return None
    if token.dep_ in ("nsubj", "nsubjpass") and noun is not None and not prep:
        return _read_counted_subject(figure, _planned(figure, clause), noun)
    prep = _direction(figure, prep)
    return _read_change(figure, clause, prep) or _read_other(figure, clause, prep, noun)


def _planned(figure: Figure, clause: Clause) -> Clause:
    """The clause that tells the matter: to be completed of `40 schools are expected to be completed`."""
    carriers = load_words("verbs.future.target", "verbs.future.forecast", "verbs.carriers.lemmas")
    carries = (clause.lemma in carriers or clause.lemma == "be") and not clause.objects
    inner = (child for child in clause.verb.children if child.dep_ == "xcomp" and child.i in figure.clauses)
    return next((figure.clauses[child.i] for child in inner if carries), clause)


def _read_other(figure: Figure, clause: Clause, prep: str, noun: Token | None) -> Reading | None:
    """The reading of a verb that tells no change."""
    parted = f"{clause.lemma} {particle_of(clause)}" in load_table("verbs.holding")
    if parted and prep == "":
        return _read_held(figure, clause, noun)
    held = prep == "at" and clause.lemma in load_words("verbs.measure.held")
    if held or (clause.lemma in load_words("verbs.measure.lemmas") and _may_stand(prep, "measure")):
        return _read_measured(figure, clause, prep, noun)
    if prep == "":
        return _read_held(figure, clause, noun)
    lasting = figure.quantity.unit in load_words("figures.nouns.spans") and prep == "in"
    if lasting and not (clause.passive and clause.lemma in load_words("verbs.event.lemmas")):
        return None  # "grew in five years", where "built in 14 months" says how long it took
    noun = noun or _parted(clause)
    if _may_stand(prep, "verb") and (figure.quantity.unit or noun is not None):
        return _read_by_preposition(figure, clause, prep, noun)
    return None


def _may_stand(prep: str, group: str) -> bool:
    return prep == "" or prep in load_words(f"figures.prepositions.{group}")


def _read_change(figure: Figure, clause: Clause, prep: str) -> Reading | None:
    """The reading of a verb of change, of "go up" and "come down"."""
    motion = _motion(clause)
    if motion and _may_stand(prep, "change"):
        return read_changed(figure, clause, prep, change=motion)
    if prep in ("from", "to") and figure.quantity.unit and clause.lemma in load_words("figures.nouns.motion"):
        return read_changed(figure, clause, prep, change="")  # "went from 81% to 94%"
    if prep == "" and clause.lemma in load_words("figures.nouns.moving"):
        return None  # "brought together 40 people"
    if clause.lemma in load_table("verbs.change") and (prep == "at" or _may_stand(prep, "change")):
        return read_changed(figure, clause, prep)
    return None


def read_change_from(figure: Figure, root: Token) -> Reading | None:
    """The 45 of `rose from 45 to 90 tonnes`, wherever the parser hangs it."""
    if figure.following is None or not figure.before("from"):
        return None
    words = figure.context.sentence.words[figure.quantity.end : figure.following.number_start]
    clause = figure.clause_above(root)
    if clause is None or not load_pattern("figures.around.to").search(words):
        return None
    before = [inner for inner in figure.clauses.values() if clause.verb.i <= inner.verb.i < root.i]
    changes = [inner for inner in before if _tells_change(inner)]
    return read_changed(figure, changes[-1], "from", change="") if changes else None


def read_change_to(figure: Figure) -> Reading | None:
    """The 90 of `rose from 45 to 90 tonnes`, wherever the parser hangs it."""
    previous, other = figure.previous, figure.preceding
    if previous is None or other is None or previous.rule != "figure/changed-from":
        return None
    words = figure.context.sentence.words[other.end : figure.quantity.number_start]
    spans = load_words("figures.nouns.spans")
    same = other.unit in (None, figure.quantity.unit) or {other.unit, figure.quantity.unit} <= spans
    if not same or not load_pattern("figures.around.to").search(words):
        return None
    return replace(previous, rule="figure/changed-to", confidence=0.7, scope=None)


def _tells_change(clause: Clause) -> bool:
    return clause.lemma in load_table("verbs.change") or clause.lemma in load_words("figures.nouns.motion")


def first_of_row(token: Token) -> Token:
    """The first of the things coordinated with a token, itself where it is that."""
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return token


def _above_preps(token: Token) -> Token:
    while token.pos_ == "ADP" and token.head.i != token.i:
        token = token.head
    return token


def _direction(figure: Figure, prep: str) -> str:
    """The preposition, or that of a change right before the number, which the parser may have put elsewhere."""
    if prep and prep not in load_words("figures.prepositions.change"):
        return prep
    words = figure.context.sentence.words
    following = figure.following
    if figure.quantity.unit == "percent" and following is not None and following.unit != "percent":
        between = words[figure.quantity.end : following.number_start]
        if load_pattern("figures.around.by_to").fullmatch(between):  # "grew 9 per cent to 40 t and 8 per cent to 50 t"
            return "by"
    before = load_pattern("figures.around.direction").search(words, 0, figure.quantity.number_start)
    return before[1] if before and before.start() < figure.quantity.start else prep  # not the "to" of "up to 40"


def _motion(clause: Clause) -> str | None:
    """The change that "go up" and "come down" tell."""
    if clause.lemma not in load_words("figures.nouns.motion"):
        return None
    particle = particle_of(clause)
    return label_of(particle) if particle in ("up", "down") else None


def read_changed(figure: Figure, clause: Clause, prep: str, *, change: str | None = None) -> Reading:
    """`exports rose by 9 percent to $2 billion`: the change, or what was reached by it or left."""
    owner, label = figure.split(clause.subjects[0]) if clause.subjects else (None, "")
    if owner is None and clause.subjects and is_branch(clause.subjects[0]):  # "the metal sector rose to $4 billion"
        owner, label = figure.context.name(clause.subjects[0]), ""
    if _goes_on_with_plan(figure, clause) and figure.previous is not None and prep in ("to", "at"):
        return replace(figure.previous, rule="figure/changed-to", scope=None)
    start = figure.quantity.start  # that of the verb, for "doubled its exports"
    objects = [t for t in clause.objects if not figure.is_figure(t) and (t.idx < start or start <= clause.verb.idx)]
    if objects and not clause.passive:
        inner, label = figure.split(objects[0])
        owner = inner or figure.subject(clause)
    reached = prep in load_words("figures.prepositions.reached")
    if reached or load_pattern("figures.around.bounded").match(figure.quantity.stated):
        return Reading(owner, label or figure.unit_label(None), "figure/changed-to", 0.75, clause)
    if prep == "from":
        scope = label_of("scope_of_change")
        return Reading(owner, label or figure.unit_label(None), "figure/changed-from", 0.6, clause, scope)
    change = change or load_table("verbs.change")[clause.lemma]
    return Reading(owner, f"{label} {change}".strip(), "figure/changed-by", 0.8, clause)


def _goes_on_with_plan(figure: Figure, clause: Clause) -> bool:
    """True for the second of `The target is to make 14 per cent by 2020, rising to 16 per cent in 2023`."""
    plan = clause.subjects and clause.subjects[0].lemma_.lower() in load_words("verbs.future.nouns")
    return bool(plan) and figure.preceding is not None and figure.preceding.unit == figure.quantity.unit


def _read_measured(figure: Figure, clause: Clause, prep: str, noun: Token | None) -> Reading | None:
    """`output reached 40 t`: the value of what the subject names; `there are 40 schools in Lindow`: of the place."""
    if not clause.subjects or any(child.dep_ == "expl" and child.lower_ == "there" for child in clause.verb.lefts):
        if noun is None:
            return None
        return Reading(figure.context.place_of(clause), figure.noun_label(noun), "figure/there-are", 0.6, clause)
    objects = [token for token in clause.objects if not figure.is_figure(token)]
    if prep == "at" and objects and not clause.passive:  # "fixed the price of rice at 45 rupees"
        owner, label = figure.split(objects[0])
        return Reading(owner or figure.subject(clause), label or figure.label(noun), "figure/measured", 0.8, clause)
    subject = respective_subject(figure, clause) or clause.subjects[0]
    indicator = subject.lemma_.lower() in load_words("verbs.indicators.heads", "names.measures.nouns")
    if noun is not None and figure.quantity.unit is None and not indicator:  # "the scheme reached 40 towns"
        return Reading(figure.context.name(subject), figure.noun_label(noun), "figure/measured", 0.7, clause)
    inside = find_prep(subject, "in") if subject.lemma_.lower() in load_table("verbs.nouns_of_change") else None
    if inside is not None and figure.quantity.unit != "percent":  # "a rise in sales, reaching 40 million"
        subject = inside
    owner, label = figure.split(subject)
    if figure.quantity.unit == "percent" and noun is not None and not label:  # "fibre reaches 90 per cent of towns"
        return Reading(owner, f"{figure.label(noun)} {clause.words}", "figure/measured", 0.6, clause)
    return Reading(owner, label or figure.label(noun), "figure/measured", 0.85, clause)


def _read_held(figure: Figure, clause: Clause, noun: Token | None) -> Reading:
    """`Norland Power employs 300 people`: what the subject has, does or costs."""
    given = read_given(figure, clause)
    if given is not None:
        return given
    what = figure.noun_label(noun)
    holdings = load_table("verbs.holding")
    holding = holdings.get(f"{clause.lemma} {particle_of(clause)}", holdings.get(clause.lemma))
    if figure.quantity.unit == "percent" and noun is not None and noun.pos_ != "PRON":
        done = "" if label_of("share") in (holding, noun.lemma_.lower()) else clause.words
        return Reading(holder_of(figure, clause), f"{figure.label(noun)} {done}".strip(), "figure/object", 0.7, clause)
    if holding in load_words("verbs.holding_by_unit.extents"):  # "covered 63 billion" is no area, nor are 16 km one
        own = load_table("verbs.by_unit").get(figure.quantity.unit or "")
        holding = own if own is not None and noun is None else holding if own == holding else None
    if holding is None and clause.passive and clause.lemma in load_words("figures.nouns.bestowing"):
        label = f"{what or label_of('funding')} {clause.words}"
    elif holding is None:
        label = f"{clause.words} {what or figure.unit_label(None)}"
    elif figure.quantity.unit is not None:
        label = (
            f"{what} {holding}{purpose_in_words(figure, clause, what=what)}".strip()
            if holding
            else figure.unit_label(None)
        )
    else:
        label = what if not holding or holding == "employees" else f"{what} {holding}".strip()
    return Reading(holder_of(figure, clause), label or "count", "figure/object", 0.7, clause)


def _read_by_preposition(figure: Figure, clause: Clause, prep: str, noun: Token | None) -> Reading | None:
    """`accounts for 12 percent of exports`, `sold the mill for $3 million`, `plans for 40 MW`."""
    subject, unit = figure.subject(clause), figure.quantity.unit
    if prep == "with" and unit is not None and (thing := _object_before(figure, clause)) is not None:
        subject = thing
    if clause.lemma in load_words("figures.nouns.share") and prep == "for":
        return Reading(subject, _accounted(figure, noun), "figure/share", 0.75, clause)
    if clause.lemma in load_words("figures.nouns.trade") and prep in ("for", "at") and unit:
        return Reading(subject, f"{clause.words} {label_of('price')}", "figure/price", 0.5, clause)
    what = figure.label(noun)
    running = _running(figure, clause, prep)
    if running:
        return Reading(subject, running, "figure/running", 0.5, clause)
    if clause.lemma == "follow" and prep == "with" and clause.agents and figure.previous is not None:
        agent = figure.context.name(clause.agents[0])  # "followed by Lindow with 40"
        return Reading(agent, figure.previous.label, "figure/followed", 0.5, clause) if agent is not None else None
    if what in load_words("figures.nouns.unsaid") and unit in ("percent", *load_words("figures.nouns.spans")):
        return None  # "rose in five years", "in the other half"
    alone = prep in load_words("figures.prepositions.unit_alone") and (unit or prep == "with")
    return Reading(subject, what if alone else f"{clause.words} {prep} {what}", "figure/preposition", 0.5, clause)


def _parted(clause: Clause) -> Token | None:
    """The projects of `among the 60 projects Lindow accounts for 14`."""
    if clause.lemma not in load_words("figures.nouns.share"):
        return None
    beside = (child for left in clause.verb.lefts for child in (left, *left.children) if left.dep_ in ("prep", "advcl"))
    preps = (child for child in beside if child.lower_ in load_words("figures.prepositions.parting"))
    return next((token for prep in preps for token in prep.children if token.tag_ == "NNS"), None)


def _running(figure: Figure, clause: Clause, prep: str) -> str:
    """`straight years ranked first` of `ranked first for five straight years`; empty for another figure."""
    running = load_pattern("figures.around.running").search(figure.quantity.stated)
    if running is None:
        return ""
    words = figure.context.sentence.words[clause.verb.idx : figure.quantity.start].split()
    told = " ".join(words[: -1 if words[-1:] == [prep] else None][:_WORDS])
    return f"{running.group()} {told}"


def _accounted(figure: Figure, noun: Token | None) -> str:
    """What something accounts for: a share, a sum, passengers."""
    if noun is None and is_money(figure.quantity.unit or ""):
        return label_of("contribution")
    if noun is not None and figure.quantity.unit is None:
        return figure.noun_label(noun)
    return f"{label_of('share')} {label_of('of')} {figure.noun_label(noun)}".strip()


def _object_before(figure: Figure, clause: Clause) -> Mention | None:
    """The farms of `bought three farms, with 40 MW of capacity`."""
    changes = load_table("verbs.nouns_of_change")
    objects = (t for t in clause.objects if t.pos_ == "NOUN" and not figure.is_figure(t) and t.lemma_ not in changes)
    return next((figure.context.name(token) for token in objects if token.idx < figure.quantity.start), None)


def _read_counted_subject(figure: Figure, clause: Clause, noun: Token) -> Reading | None:
    """`300 companies have settled in the zone`: of the place or the object, else of the topic."""
    if figure.before("definite") or noun.pos_ == "PRON":
        return None  # "as the 67 carriages arrived": told before
    foreseen = clause.passive and clause.lemma in load_words("verbs.future.forecast")  # "investments are expected"
    nouns = (token for token in clause.objects[:1] if token.pos_ == "NOUN" and not figure.is_figure(token))
    words = [figure.noun_label(noun), "" if foreseen else clause.words, *(figure.phrase(token) for token in nouns)]
    label = " ".join(word for word in words if word)
    holding = load_table("verbs.holding").get(clause.lemma) if clause.passive and figure.quantity.unit else None
    if holding and not clause.agents:  # "40 tonnes of rice were exported"
        return Reading(None, f"{figure.noun_label(noun)} {holding}", "figure/subject", 0.55, clause)
    owner = _where_or_what(figure, clause)
    if figure.quantity.unit is not None and clause.verb.lemma_ != "be":
        return Reading(owner, label, "figure/subject", 0.5, clause)
    if owner is None and figure.quantity.number < _FEW:
        return None  # "two sides signed"
    return Reading(owner, label, "figure/counted-subject", 0.65, clause)


def _where_or_what(figure: Figure, clause: Clause) -> Mention | None:
    """The place of a clause, else the named thing after its prepositions, else the named object."""
    context = figure.context
    place = context.place_of(clause)
    if place is not None:
        return place
    routed = {word for word, _ in clause.preps} >= {"from", "to"}  # "will run from Lindow to Norrbank"
    preps = clause.preps if not routed else ()
    plain = [(word, context.name(token)) for word, token in preps if context.sentence.is_plain(token)]
    means = "with" if clause.passive else ""  # "40 firms will be equipped with solar power"
    beside = [each for word, each in plain if word != means or (each is not None and each.type != "Topic")]
    objects = [context.name(token) for token in clause.objects if not figure.is_figure(token)]
    named = (mention for mention in (*beside, *objects) if mention is not None and is_named(mention))
    return next((mention for mention in named if mention.type != "Person"), None)
