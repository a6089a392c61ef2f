"""Figures that leave out what they are of: `300 jobs this year and another 200 in 2031`, `the second $35 million`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shugu.extract.figure_times import is_beside
from shugu.extract.lexicon import load_pattern, load_table
from shugu.extract.reading import Figure, Reading, label_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from shugu.extract.quantity import Quantity
    from shugu.model.candidate import Mention

__all__ = ["read_gapped", "read_part"]

_RULE = "figure/gapped"
_FINITE = ("VBD", "VBZ", "VBP", "MD")


def read_gapped(figure: Figure, root: Token) -> Reading | None:
    """The 200 of `300 jobs this year and another 200 in 2031`: more of the same, or the same at another time.

    The 35 of `the first phase cost $20 million and the second $35 million`: the same of the next.
    """
    previous, other = figure.previous, figure.preceding
    if previous is None or other is None or other.unit != figure.quantity.unit or not _is_bare(figure, root):
        return None
    words, start = figure.context.sentence.words, figure.quantity.start
    gap = load_pattern("figures.around.gapped").fullmatch(words, other.end, start)
    if gap is None or _tells_anew(figure, other):
        return None
    if gap["which"]:
        subject = _next_of(previous.subject, gap["which"].lower())
        return replace(previous, subject=subject, rule=_RULE, confidence=0.6) if subject is not None else None
    dated = _is_beside_time(figure, other) and _is_beside_time(figure, figure.quantity)
    if not (gap["more"] or (dated and load_pattern("figures.around.only_time").fullmatch(gap["between"]))):
        return None
    clause = figure.clause_above(root) if root.dep_ in ("nsubj", "nsubjpass") else previous.clause
    return replace(previous, rule=_RULE, confidence=0.6, clause=clause, scope=None)


def read_part(figure: Figure) -> Reading | None:
    """The 40 of `300 workers, 40 per cent of whom are women`: what share of those counted before are women."""
    previous, other = figure.previous, figure.preceding
    if previous is None or other is None or figure.quantity.unit != "percent" or other.unit is not None:
        return None
    words = figure.context.sentence.words
    aside = load_pattern("figures.around.aside_of").fullmatch(words, other.end, figure.quantity.start)
    part = figure.after("part") if aside is not None else None
    if part is None:
        return None
    label = f"{label_of('share')} {label_of('of')} {part['of_them'] or part['what']}"
    return replace(previous, label=label, rule=_RULE, confidence=0.6, scope=None)


def _is_bare(figure: Figure, root: Token) -> bool:
    """True for a quantity that names by no noun of its own what it counts."""
    if figure.quantity.unit is not None:
        return figure.after("of_its_own") is None
    return root.pos_ == "NUM" and root.dep_ not in ("nummod", "compound", "quantmod")


def _tells_anew(figure: Figure, other: Quantity) -> bool:
    """True where a verb between two figures tells something else of the second."""
    between = figure.context.sentence.tokens_of(other.end, figure.quantity.start)
    return any(token.tag_ in _FINITE for token in between)


def _is_beside_time(figure: Figure, quantity: Quantity) -> bool:
    return any(is_beside(quantity, time) for time in figure.context.sentence.times)


def _next_of(subject: Mention | None, which: str) -> Mention | None:
    """The second phase, where the first was told of; None where nothing was."""
    if subject is None:
        return None
    words = subject.name.split()
    at = next((at for at, word in enumerate(words) if word.lower() in load_table("times.ordinals")), None)
    if at is None or words[at].lower() == which:
        return None
    return replace(subject, name=" ".join([*words[:at], which, *words[at + 1 :]]))
