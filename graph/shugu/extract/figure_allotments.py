"""Sums and shares by what each goes to or comes from: 40 million will go to schools, 20 million to clinics."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from shugu.extract.figure_lists import named_by
from shugu.extract.lexicon import load_pattern, load_words
from shugu.extract.reading import Figure, Reading, is_money, label_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from shugu.extract.quantity import Quantity
    from shugu.model.candidate import Mention

__all__ = ["read_allotted"]

_RULE = "figure/allotted"
_SUM = 1_000_000  # from which on a bare number can be a sum of money
_LONGEST = 80  # characters of what a sum goes to


def read_allotted(figure: Figure, root: Token) -> Reading | None:
    """`55% was used for heat, 30% for power`, `$40 million will go to schools, $20 million to clinics`."""
    unit = figure.quantity.unit
    if unit is None or not (unit == "percent" or is_money(unit)):
        return None
    goal = figure.after("allotted")
    if goal is None:
        return None
    return _next(figure, goal) if goal["verb"] is None else _first(figure, goal, root)


def _first(figure: Figure, goal: re.Match[str], root: Token) -> Reading | None:
    """The first of several, which says the verb."""
    following = figure.following
    if following is None or not _is_like(figure, following) or not _lists(figure, goal, following):
        return _alone(figure, goal, root)
    whole, clause = _whole(figure), figure.clause_above(root)
    what = _words(figure, goal.start("what"), following.start)
    if whole is not None:
        done = goal["verb"].split()[-1].lower()
        done = label_of("going") if done in load_words("figures.nouns.goes") else done
        start = f"{label_of('share')} {done}" if figure.quantity.unit == "percent" else done
        return Reading(whole, f"{start} {goal['prep']} {what}", _RULE, 0.6, clause)
    if figure.quantity.unit == "percent":
        return None
    subject = named_by(figure, (goal.start("what"), goal.start("what") + len(what)))
    label = label_of("contribution" if goal["prep"].lower() == "from" else "allocation")
    return Reading(subject, label, _RULE, 0.6, clause)


def _alone(figure: Figure, goal: re.Match[str], root: Token) -> Reading | None:
    """The sum of a line without a finite verb: `$40 million allocated for the repair of roads`."""
    told = figure.clause_above(root)
    if not is_money(figure.quantity.unit or "") or " " in goal["verb"] or told is not None:
        return None
    done = goal["verb"].lower()
    if done not in load_words("figures.nouns.set_aside"):
        return None
    what = _words(figure, goal.start("what"), _end(figure))
    subject = named_by(figure, (goal.start("what"), goal.start("what") + len(what)))
    return Reading(subject, label_of("allocation"), _RULE, 0.6)


def _next(figure: Figure, goal: re.Match[str]) -> Reading | None:
    """A further one, which goes on with the verb of the one before."""
    previous, other = figure.previous, figure.preceding
    if previous is None or other is None or other.unit != figure.quantity.unit:
        return _listed(figure, goal)
    words = figure.context.sentence.words
    names = ("allotted", "allotted_of")
    before = next((m for name in names if (m := load_pattern(f"figures.around.{name}").match(words, other.end))), None)
    if before is None or not _lists(figure, before, figure.quantity):
        return _listed(figure, goal)
    what = _words(figure, goal.start("what"), _end(figure))
    base, between, _ = previous.label.rpartition(f" {before['prep'].lower()} ")
    if between:
        return replace(previous, label=f"{base} {goal['prep'].lower()} {what}", rule=_RULE, confidence=0.6)
    if previous.rule not in (_RULE, "figure/given"):
        return None
    subject = named_by(figure, (goal.start("what"), goal.start("what") + len(what)))
    return replace(previous, subject=subject, rule=_RULE, confidence=0.6)


def _is_like(figure: Figure, other: Quantity) -> bool:
    """True for a quantity in the same unit, and for a bare sum in the money said before it."""
    bare = other.unit is None and other.number >= _SUM and figure.quantity.unit != "percent"
    return other.unit == figure.quantity.unit or bare


def _listed(figure: Figure, goal: re.Match[str]) -> Reading | None:
    """The first of a list behind a colon: `is shared out as follows: $4 million to schools; $2 million to clinics`."""
    whole = _whole(figure) if figure.before("as_follows") is not None else None
    if whole is None:
        return None
    what = _words(figure, goal.start("what"), _end(figure))
    return Reading(whole, f"{label_of('allocation')} {goal['prep'].lower()} {what}", _RULE, 0.6)


def _lists(figure: Figure, goal: re.Match[str], other: Quantity) -> bool:
    """True for a goal right behind which the next quantity of a list stands."""
    between = figure.context.sentence.words[goal.start("what") : other.start]
    words = load_pattern("figures.around.list_end").search(between)
    return words is not None and len(between) <= _LONGEST and not re.search(r"[.:()]", between)


def _words(figure: Figure, start: int, end: int) -> str:
    """What a sum goes to, up to the next of the list or the end of its phrase."""
    words = figure.context.sentence.words[start:end]
    words = load_pattern("figures.around.list_end").sub("", words)
    return load_pattern("figures.around.phrase").match(words)[0].strip()  # type: ignore[index]


def _end(figure: Figure) -> int:
    following = figure.following
    return following.start if following is not None else len(figure.context.sentence.words)


def _whole(figure: Figure) -> Mention | None:
    """What is shared out: the output of `Of the total output, 40% was used for`."""
    words = figure.context.sentence.words
    found = load_pattern("figures.around.whole").match(words) or load_pattern("figures.around.whole_sum").match(words)
    if found is None or found.end("whole") > figure.quantity.start:
        return None
    return named_by(figure, found.span("whole"))
