"""Figures of change and comparison: up 9 percent, an increase of 9 percent, compared with 178 million."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from shugu.extract.lexicon import load_pattern, load_table, load_words
from shugu.extract.reading import Figure, Reading, is_money, label_of
from shugu.extract.sentence import find_governed, find_prep

if TYPE_CHECKING:
    from spacy.tokens import Token

    from shugu.extract.clauses import Clause

_FAR = 60  # characters from a change to the next of a list
_FINITE = ("VBD", "VBZ", "VBP", "MD")

__all__ = [
    "change_of",
    "read_carried_on",
    "read_converted",
    "read_listed",
    "read_of_which",
    "read_reached",
    "read_share_of_subject",
    "read_up_or_down",
    "split_change",
]


def read_converted(figure: Figure) -> Reading | None:
    """`430 billion won ($326 million)`: the same in another unit of its kind."""
    unit, other = figure.quantity.unit, figure.preceding
    if figure.previous is None or other is None or unit is None or other.unit in (None, unit):
        return None
    between = figure.context.sentence.words[other.end : figure.quantity.start]
    if not load_pattern("figures.around.bracket").match(between) or _kind_of(unit) != _kind_of(str(other.unit)):
        return None
    return replace(figure.previous, rule="figure/converted")


def _kind_of(unit: str) -> str:
    """What a unit measures; all currencies measure one thing."""
    return "money" if is_money(unit) else str(load_table("verbs.by_unit").get(unit, unit))


def read_listed(figure: Figure) -> Reading | None:
    """The 22 of `Lindow spent $40 million, Norrbank $22 million`: the same of the next that is named."""
    other, words = figure.preceding, figure.context.sentence.words
    previous, like = figure.told.get(figure.quantity.unit, (None, None))
    if previous is None or other is None or like is None:
        return None
    if like.end != other.end and figure.before("followed_with") is None:
        return None  # another measure stands between
    listed = load_pattern("figures.around.listed").match(words, other.end, figure.quantity.start)
    if listed is None:
        return None
    named = figure.context.sentence.tokens_of(listed.start("name"), listed.end("name"))
    mention = figure.context.name(named[-1]) if named else None
    if mention is None or not mention.name[:1].isupper():
        return None
    return replace(previous, subject=mention, rule="figure/listed", confidence=0.6)


def read_of_which(figure: Figure, root: Token) -> Reading | None:
    """The 15 of `75 million m3 a year, of which 15 million will go to households`: a part of what was told before."""
    previous, other, unit = figure.previous, figure.preceding, figure.quantity.unit
    if previous is None or other is None or unit != other.unit or figure.before("of_which") is None:
        return None
    clause = figure.clause_above(root)
    if clause is None or clause.lemma == "be":
        return None
    beside = [f"{word} {figure.context.phrase(token)}" for word, token in clause.preps[:1]]
    label = " ".join([previous.label, clause.words, *beside])
    return replace(previous, label=label, rule="figure/of-which", confidence=0.6, clause=clause, scope=None)


def read_reached(figure: Figure) -> Reading | None:
    """The 4 of `a rise of 9 percent to 4 million`, `up 9 percent to 4 million`: what the change before reached."""
    previous, other = figure.previous, figure.preceding
    if previous is None or other is None or figure.quantity.unit in ("percent", "percentage-point"):
        return None
    between = figure.context.sentence.words[other.end : figure.quantity.number_start]
    reached_in = load_pattern("figures.around.reached_in").fullmatch(between)
    if reached_in is None and not load_pattern("figures.around.reached").match(between):
        return None
    what, change = split_change(previous.label)
    if not change:
        return None
    return replace(previous, label=what or figure.unit_label(None), rule="figure/changed-to", scope=None)


def read_carried_on(figure: Figure) -> Reading | None:
    """The 17 of `solar power grew by 30 per cent to 4 GWh, wind power by 17 per cent to 2 GWh`: the same change."""
    told = figure.told.get("percent") if figure.quantity.unit == "percent" else None
    listed = figure.before("carried_on") if figure.quantity.unit == "percent" else None
    if listed is None or told is None or told[0].rule not in ("figure/changed-by", "figure/carried-on"):
        return _behind_colon(figure, listed) if listed is not None else None
    between = figure.context.sentence.words[told[1].end : listed.start("name")]
    tokens, changes = figure.context.sentence.tokens_of(*listed.span("name")), load_table("verbs.change")
    if len(between) > _FAR or any(t.tag_ in _FINITE or t.lemma_ in changes for t in tokens):
        return None
    change = split_change(told[0].label)[1]
    return replace(told[0], subject=None, label=f"{listed['name']} {change}", rule="figure/carried-on", confidence=0.6)


def _behind_colon(figure: Figure, listed: re.Match[str]) -> Reading | None:
    """The first of `permits went down in all trades: farming by 27 per cent and fishing by 23 per cent`."""
    if listed.group()[0] != ":":
        return None
    before = [clause for clause in figure.clauses.values() if clause.verb.idx < listed.start()]
    clause = before[-1] if before else None
    if clause is None:
        return None
    change = load_table("verbs.change").get(clause.lemma)
    if clause.lemma in load_words("figures.nouns.motion"):
        particles = (child.lower_ for child in clause.verb.children if child.lower_ in ("up", "down"))
        change = next((label_of(particle) for particle in particles), None)
    return Reading(None, f"{listed['name']} {change}", "figure/carried-on", 0.6, clause) if change else None


def split_change(label: str) -> tuple[str, str]:
    """A label as what changed and the word for its change, either empty where the label has none."""
    what, _, change = label.rpartition(" ")
    return (what, change) if change in load_table("verbs.change").values() else (label, "")


def read_up_or_down(figure: Figure) -> Reading | None:
    """`up 9 percent`, `9 percent more than`: a change of the figure before, or of the subject that is up."""
    own = _is_up(figure) or _with_up(figure)
    if own is not None:
        return own
    if figure.previous is None:
        return None
    if _goes_on(figure):
        return replace(figure.previous, rule="figure/up-or-down", scope=None)
    after = figure.after("more_than") if _is_of_change(figure) else None
    if after:
        return change_of(
            figure.previous, label_of("up" if after["more"] or after["higher"] else "down"), "figure/more-or-less"
        )
    before = figure.before("up_or_down")
    if before and not _is_particle(figure, before.start()):
        return change_of(figure.previous, label_of("up" if before["up"] else "down"), "figure/up-or-down")
    return None


def _goes_on(figure: Figure) -> bool:
    """True for the second of `up 1 percent from May and 17 percent from a year ago`."""
    other, previous = figure.preceding, figure.previous
    if other is None or previous is None or other.unit != "percent" or figure.quantity.unit != "percent":
        return False
    between = figure.context.sentence.words[other.end : figure.quantity.number_start]
    told = load_pattern("figures.around.and_by").fullmatch(between) and figure.after("since")
    return bool(told and split_change(previous.label)[1])


def _is_of_change(figure: Figure) -> bool:
    """True for a quantity by which the one before can be more than another: in per cent, or in its own unit."""
    unit, other = figure.quantity.unit, figure.preceding
    if unit is None and other is not None and other.unit is None:  # "40 ships called, 13 more than in May"
        return figure.after("more_in") is not None
    return unit == "percent" or (unit is not None and other is not None and unit == other.unit)


def _is_particle(figure: Figure, start: int) -> bool:
    """True for the up of "make up", which belongs to its verb."""
    token = next(iter(figure.context.sentence.tokens_of(start, start + 2)), None)
    return token is not None and token.dep_ == "prt"


def _is_up(figure: Figure) -> Reading | None:
    """`imports were up 9 percent`, `the sector went up 9 percent`: a change of the subject."""
    before = figure.before("up_or_down")
    if before is None:
        return None
    token = next(iter(figure.context.sentence.tokens_of(before.start(), before.end())), None)
    clause = figure.clauses.get(token.head.i) if token is not None else None
    if clause is None or clause.lemma not in load_words("figures.nouns.up") or not clause.subjects:
        return None
    change, told = label_of("up" if before["up"] else "down"), figure.context.names.figures.measure
    if figure.previous is not None and figure.is_figure(clause.subjects[0]):  # "40 million, which was up 9 percent"
        return change_of(figure.previous, change, "figure/up-or-down")
    if clause.subjects[0].pos_ == "PRON":  # "This was up 9 percent"
        return change_of(Reading(None, told, "", 0.0, clause), change, "figure/up-or-down") if told else None
    owner, label = figure.split(clause.subjects[0])
    return Reading(owner, f"{label} {change}".strip(), "figure/up-or-down", 0.7, clause)


def _with_up(figure: Figure) -> Reading | None:
    """`with total output up 8 per cent`, `Tea exports up 8 per cent`: a change of the noun right before."""
    before, unit = figure.before("up_or_down"), figure.quantity.unit
    if before is None or unit is None:
        return None
    tokens = figure.context.sentence.tokens_of(0, before.start())
    noun = tokens[-1] if tokens else None
    if noun is None or noun.pos_ not in ("NOUN", "PROPN") or figure.is_figure(noun):
        return None
    change = label_of("up" if before["up"] else "down")
    if noun.lemma_.lower() not in load_words("verbs.indicators.heads"):
        return _beside_with(figure, before, noun)
    owner, label = figure.split(noun)
    clause = figure.clause_above(noun)
    return Reading(owner, f"{label} {change}", "figure/up-or-down", 0.6, clause)


def _beside_with(figure: Figure, before: re.Match[str], noun: Token) -> Reading | None:
    """`throughput rose to 40 t, with oil products up 8 per cent`: of the same owner, another thing."""
    thing = load_pattern("figures.around.with_thing").search(figure.context.sentence.words, 0, before.start())
    if thing is None or figure.previous is None:
        return None
    label = f"{thing['name']} {label_of('up' if before['up'] else 'down')}"
    return Reading(figure.previous.subject, label, "figure/up-or-down", 0.6, figure.clause_above(noun))


def change_of(reading: Reading, change: str, rule: str) -> Reading:
    """The change of what a reading measures."""
    what, _ = split_change(reading.label)
    return replace(reading, label=f"{what} {change}".strip(), rule=rule, confidence=0.7, scope=None)


def read_share_of_subject(figure: Figure, anchor: Token) -> Reading | None:
    """`a third of households had broadband`: of the households, the share that had it."""
    if figure.quantity.unit != "percent" or anchor.dep_ not in ("nsubj", "nsubjpass"):
        return None
    context, clause = figure.context, figure.clauses.get(anchor.head.i)
    of = find_prep(anchor, "of") or (_set_before(clause.verb) if clause is not None else None)
    if clause is None:
        return None
    if of is None:
        return _of_same(figure, clause)
    subject, what = figure.owner(of), figure.phrase(of)
    of_people = any(child.dep_ in ("amod", "compound") and child.ent_type_ == "NORP" for child in of.children)
    if subject is None and any(child.lower_ in load_words("figures.nouns.local") for child in of.children):
        subject = context.names.territory()  # "40% of the provincial projects"
    if subject is None or of_people:  # "a third of Samoan households"
        subject, what = context.name(of), ""
    if subject is None:
        return None
    return Reading(subject, _label_of_part(figure, clause, what), "figure/share-of-subject", 0.65, clause)


def _label_of_part(figure: Figure, clause: Clause, what: str) -> str:
    """The share and what the part does: `share used for heat`."""
    context, front = figure.context, load_words("figures.prepositions.front")
    objects = [context.phrase(token) for token in clause.objects[:1]]
    preps = [(word, t) for word, t in clause.preps if context.sentence.time_at(t) is None and t.i > clause.verb.i]
    beside = [f"{word} {context.phrase(t)}" for word, t in preps[:1] if word not in front or word == "of"]
    return " ".join([label_of("share"), *([label_of("of"), what] if what else []), clause.words, *(objects or beside)])


def _set_before(verb: Token) -> Token | None:
    """The households of `Of the households asked, a third had broadband`, `Among rural households, a third had`."""
    front = (child for child in verb.children if child.dep_ == "prep" and child.i == verb.sent.start)
    prep = next((child for child in front if child.lower_ in load_words("figures.prepositions.front")), None)
    return next(find_governed(prep), None) if prep is not None else None


def _of_same(figure: Figure, clause: Clause) -> Reading | None:
    """`a third of households had broadband, while a half had a telephone`: the half of the same households."""
    before = figure.previous
    if before is None or before.rule != "figure/share-of-subject" or clause.verb.dep_ not in ("advcl", "conj"):
        return None
    return replace(before, label=_label_of_part(figure, clause, ""), clause=clause)
