"""Figures that another is held against: compared with 178 million, from 40 to 60, 13 more than in May."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from shugu.extract.figure_changes import split_change
from shugu.extract.figure_nouns import is_indicator
from shugu.extract.figure_times import is_beside
from shugu.extract.lexicon import load_pattern, load_table, load_words
from shugu.extract.reading import Figure, Reading, label_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from shugu.extract.quantity import Quantity

__all__ = ["read_compared", "read_compared_alone", "read_equivalent", "read_greater", "read_was"]

_GAP = 25  # characters between a change and what it is a change from
_RULE = "figure/compared"
_WHOLE = 100  # per cent
_LONGEST = 60  # characters of what something is greater than


def read_compared(figure: Figure, root: Token) -> Reading | None:
    """`up from 178 million a year earlier`: the same measure at another time, or at one more."""
    previous, other = figure.previous, figure.preceding
    if previous is None or other is None:
        return None
    if _is_next(figure, root):
        return replace(previous, scope=None)
    what, change = split_change(previous.label)
    if not (figure.before("compared") or (change and figure.before("from") and _is_near(figure, other))):
        return None
    shares = figure.quantity.unit in ("percent", "percentage-point")
    counted = figure.quantity.unit is None and other.unit == "percent" and figure.quantity.number > _WHOLE
    unlike = change and what and not shares and (figure.quantity.unit is not None or counted)
    scope = label_of("year_before" if figure.after("year_before") else "before")
    label = what if unlike else previous.label  # "40 per cent less than the 2 million tonnes of last year"
    return replace(previous, label=label, rule=_RULE, confidence=0.65, scope=scope)


def _is_next(figure: Figure, root: Token) -> bool:
    """True for the second of `compared with 40 t in 2022 and 35 t in 2021`, each at a time of its own."""
    previous, other, unit = figure.previous, figure.preceding, figure.quantity.unit
    if previous is None or other is None or previous.rule != _RULE or unit != other.unit:
        return False
    if unit is None and (root.pos_ != "NUM" or root.dep_ not in ("conj", "pobj")):
        return False  # it counts something of its own
    between = figure.context.sentence.words[other.end : figure.quantity.start]
    return load_pattern("figures.around.and_against").fullmatch(between) is not None and _is_dated(figure)


def _is_dated(figure: Figure) -> bool:
    return any(is_beside(figure.quantity, time) for time in figure.context.sentence.times)


def _is_near(figure: Figure, other: Quantity) -> bool:
    """True for a quantity right after the change before it: the 53 of `up 9 percent from 53`."""
    between = figure.context.sentence.words[other.end : figure.quantity.number_start]
    return len(between) <= _GAP and not any(mark in between for mark in ",;:")


def read_compared_alone(figure: Figure, root: Token) -> Reading | None:
    """The 40 of `sales improved markedly in May compared with $40 million in April`, where no other figure is told."""
    unit = figure.quantity.unit
    if figure.previous is not None or unit in (None, "percent") or not _is_dated(figure):
        return None
    if figure.before("compared") is None:
        return None
    clause = figure.clause_above(root)
    if clause is None or not clause.subjects or not is_indicator(clause.subjects[0]):
        return None
    owner, label = figure.split(clause.subjects[0])
    return Reading(owner, label, _RULE, 0.6, clause, label_of("before")) if label else None


def read_was(figure: Figure, root: Token) -> Reading | None:
    """The 5 of `a capacity of 25 MW, which was 5 MW in 2009`: the same measure at the time beside it."""
    previous, other = figure.previous, figure.preceding
    if previous is None or other is None or figure.quantity.unit is None or figure.quantity.unit != other.unit:
        return None
    clause = figure.clauses.get(root.head.i)
    if clause is None or clause.lemma != "be" or not _is_dated(figure):
        return None
    which = any(child.dep_ == "nsubj" and child.tag_ in ("WDT", "WP") for child in clause.verb.children)
    if not which or figure.after("more_than") is not None:
        return None
    what, change = split_change(previous.label)
    return replace(previous, label=what if change and what else previous.label, rule=_RULE, confidence=0.6, scope=None)


def read_greater(figure: Figure, root: Token) -> Reading | None:
    """`the budget, $4 million larger than the last`, `2 points above the average`: by how much it is more than what."""
    head = root.head
    change = load_table("figures.greater").get(head.lower_)
    if root.dep_ != "npadvmod" or change is None:
        return None
    than = figure.after("than")
    own = _read_higher(figure, head, change, than)
    if own is not None or than is None:
        return own
    if than["before"] and head.head.pos_ in ("NOUN", "PROPN"):  # "larger than its 2023 counterpart"
        owner, label = figure.split(head.head)
        return Reading(owner, f"{label} {change}".strip(), "figure/more-or-less", 0.6, figure.clause_above(head.head))
    if than["before"] or figure.previous is None or figure.quantity.unit is None:
        return None
    what, _ = split_change(figure.previous.label)
    label = f"{what} {head.lower_} than {than['what'].strip()[:_LONGEST]}"
    return replace(figure.previous, label=label, rule="figure/more-or-less", confidence=0.6, scope=None)


def _read_higher(figure: Figure, head: Token, change: str, than: re.Match[str] | None) -> Reading | None:
    """`output was 4 per cent higher than in May`, `was by 4 per cent lower`: how the subject's measure has changed."""
    clause = figure.clause_above(head)
    if clause is None or clause.lemma not in load_words("figures.nouns.up") or not clause.subjects:
        return None
    subject = clause.subjects[0]
    if clause.verb.i not in (head.head.i, head.head.head.i):
        return None
    if subject.pos_ == "PRON" or subject.tag_ == "WDT" or figure.is_figure(subject) or not is_indicator(subject):
        return None
    owner, label = figure.split(subject)
    than_what = f"{head.lower_} than {than['what'].strip()[:_LONGEST]}" if than and not than["before"] else change
    return Reading(owner, f"{label} {than_what}".strip(), "figure/more-or-less", 0.65, clause)


def read_equivalent(figure: Figure) -> Reading | None:
    """The 5 million of `a quarter of the copper supply, equivalent to 5 million tonnes`: the supply by its own unit."""
    previous, other, unit = figure.previous, figure.preceding, figure.quantity.unit
    if previous is None or other is None or other.unit != "percent" or unit in (None, "percent"):
        return None
    share = f"{label_of('share')} {label_of('of')} "
    if figure.before("equivalent") is None or not previous.label.startswith(share):
        return None
    return replace(previous, label=previous.label.removeprefix(share), rule="figure/converted", scope=None)
