"""Figures in brackets behind the members of a list: wages were highest in Lindow (1,583 euros) and Arden (1,419)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from shugu.extract.context import is_named
from shugu.extract.figure_change_nouns import read_change_noun
from shugu.extract.figure_changes import split_change
from shugu.extract.figure_lists import named_by
from shugu.extract.figure_nouns import is_indicator
from shugu.extract.figure_verbs import read_changed
from shugu.extract.lexicon import load_pattern, load_table, load_words
from shugu.extract.reading import Figure, Reading, label_of
from shugu.extract.sentence import find_prep

if TYPE_CHECKING:
    from spacy.tokens import Token

    from shugu.extract.clauses import Clause
    from shugu.model.candidate import Mention

__all__ = ["read_member"]

_RULE = "figure/bracketed"
_PERCENT = "percent"
_SURE = 0.6
_BESIDE = ("appos", "dep", "nmod", "npadvmod", "nummod")


def read_member(figure: Figure, anchor: Token) -> Reading | None:
    """What the sentence measures, of the thing right before the bracket in which the figure stands."""
    bracket = figure.before("in_bracket")
    if bracket is None or figure.quantity.unit is None or anchor.dep_ not in _BESIDE:
        return None
    previous, other = figure.previous, figure.preceding
    if previous is not None and other is not None and previous.rule == _RULE and other.unit == figure.quantity.unit:
        subject = _member(figure, other.end, bracket.start())
        return replace(previous, subject=subject) if subject is not None else None
    noun = _noun_before(figure, bracket.start())
    if noun is None:
        return None
    clause = figure.clause_above(noun)
    told = _measured(figure, noun, clause) or _changed(figure, noun, bracket)
    if told is None or told.subject is not None:
        return told
    return replace(told, subject=_member(figure, noun.left_edge.idx, bracket.start()), rule=_RULE)


def _noun_before(figure: Figure, end: int) -> Token | None:
    """The noun that ends right before a place of the sentence, of two joined by "and" the first."""
    beside = next(iter(figure.context.sentence.tokens_of(0, end)[-1:]), None)
    if beside is None or beside.pos_ not in ("NOUN", "PROPN") or figure.is_figure(beside):
        return None
    return beside.head if beside.dep_ == "conj" and beside.head.pos_ == "NOUN" == beside.pos_ else beside


def _member(figure: Figure, start: int, end: int) -> Mention | None:
    """The thing named between two places of the sentence, without what joins it to the one before."""
    joint = load_pattern("figures.around.member_joint").match(figure.context.sentence.words, start, end)
    begin = joint.end() if joint is not None else start
    return named_by(figure, (begin, end)) if begin < end else None


def _measured(figure: Figure, noun: Token, clause: Clause | None) -> Reading | None:
    """The measure that the subject of the clause names, the change that its verb tells, or a part of its subject."""
    percent = figure.quantity.unit == _PERCENT
    if clause is not None and not clause.subjects and percent and figure.previous is not None:
        change = load_table("verbs.change").get(clause.lemma)  # "rose most in A (4%) and fell most in B (2%)"
        what = split_change(figure.previous.label)[0]
        return Reading(None, f"{what} {change}".strip(), _RULE, _SURE, clause) if change else None
    if clause is None or not clause.subjects:
        return None
    subject = clause.subjects[0]
    if subject.i == noun.i or (subject.is_ancestor(noun) and noun.i < clause.verb.i):
        return _part(figure, subject, clause) if percent else None
    if percent and clause.lemma in load_table("verbs.change"):
        changed = read_changed(figure, clause, "by")
        return replace(changed, subject=None, rule=_RULE, confidence=_SURE)
    label = _plain(figure.split(subject)[1])
    rate = load_pattern("figures.around.rate").search(label) is not None
    if not label or not is_indicator(subject) or percent is not rate:
        return None
    return Reading(None, label, _RULE, _SURE, clause)


def _part(figure: Figure, noun: Token, clause: Clause) -> Reading | None:
    """`the largest group of visitors (32 per cent) came from Lindow`: the share of Lindow."""
    whole = find_prep(noun, "of")
    goes = next((token for _, token in clause.preps if token.i > clause.verb.i), None)
    thing = figure.context.find_name(goes)
    if whole is None or thing is None or not is_named(thing):
        return None
    return Reading(thing, f"{label_of('share')} {label_of('of')} {figure.phrase(whole)}", _RULE, _SURE, clause)


def _changed(figure: Figure, noun: Token, bracket: re.Match[str]) -> Reading | None:
    """The change that a noun before the list names: `the greatest growth in sales was in Lindow (9 per cent)`."""
    if figure.quantity.unit != _PERCENT:
        return None
    before, changes = figure.context.sentence.tokens_of(0, noun.idx), load_table("verbs.nouns_of_change")
    change = next((t for t in reversed(before) if t.pos_ == "NOUN" and t.lemma_.lower() in changes), None)
    told = read_change_noun(figure, change, rule=_RULE) if change is not None else None
    clause = figure.clause_above(noun)
    if told is not None:
        return replace(told, subject=None, label=_plain(told.label), confidence=_SURE, clause=clause)
    if not bracket["plus"] and figure.quantity.number >= 0:
        return None
    return Reading(None, label_of("up" if bracket["plus"] else "down"), _RULE, _SURE, clause)


def _plain(label: str) -> str:
    """A measure without the superlatives that tell only of the order: lowest wages."""
    return " ".join(word for word in label.split() if word.lower() not in load_words("figures.nouns.superlatives"))
