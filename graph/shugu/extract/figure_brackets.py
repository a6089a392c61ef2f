"""Figures that brackets, an "or" or a colon set beside a measure: 584 (2022: 519), up 9 per cent or 40, Sales: 40."""

from __future__ import annotations

import re
from dataclasses import replace

from shugu.extract.figure_changes import split_change
from shugu.extract.figure_nouns import is_indicator
from shugu.extract.lexicon import load_pattern, load_table
from shugu.extract.quantity import Quantity
from shugu.extract.reading import Figure, Reading, label_of

__all__ = ["fallen", "read_beside", "read_labelled", "read_line"]

_FINITE = ("VBD", "VBZ", "VBP", "MD")
_PERCENT = "percent"
_SUM = 1_000_000  # from which on a bare number can be a sum of money


def read_beside(figure: Figure) -> Reading | None:
    """What a figure right behind another says of the same: at another time, by how much it changed."""
    previous, other = figure.previous, figure.preceding
    if previous is None or other is None:
        return None
    between = figure.context.sentence.words[other.end : figure.quantity.start]
    if load_pattern("figures.around.bracket_time").fullmatch(between) and _is_like(figure.quantity, other):
        return replace(previous, rule="figure/compared", confidence=0.7, scope=None)
    if _is_of_year_before(figure, previous, other, between):
        return replace(previous, rule="figure/compared", confidence=0.6, scope=label_of("before"))
    if figure.quantity.unit == other.unit and load_pattern("figures.around.followed_next").fullmatch(between):
        return replace(previous, rule="figure/compared", confidence=0.6, scope=None)
    return _read_otherwise(figure, previous, other, between) or _read_signed(figure, previous, other, between)


def _is_of_year_before(figure: Figure, previous: Reading, other: Quantity, between: str) -> bool:
    """True for the 29 of `a margin of 34.8% (29.1%)`, which reports set beside what is now."""
    if between.strip() != "(" or not other.unit == figure.quantity.unit == _PERCENT or figure.quantity.number < 0:
        return False
    closed = figure.context.sentence.words[figure.quantity.end : figure.quantity.end + 1] == ")"
    return closed and not split_change(previous.label)[1]


def _is_like(one: Quantity, other: Quantity) -> bool:
    return one.unit == other.unit or one.unit is None


def _read_otherwise(figure: Figure, previous: Reading, other: Quantity, between: str) -> Reading | None:
    """The 40 of `fell by 9 per cent or 40`, `fell by 40 (9 per cent)`: the same change in another measure."""
    changed = split_change(previous.label)[1] and (figure.quantity.unit == _PERCENT) != (other.unit == _PERCENT)
    if figure.quantity.unit is None and figure.quantity.number >= _SUM and figure.context.names.figures.money:
        return None  # "9 per cent or 2 billion", which may be money
    if not changed or load_pattern("figures.around.or_by").fullmatch(between) is None:
        return None
    return replace(previous, rule="figure/converted")


def _read_signed(figure: Figure, previous: Reading, other: Quantity, between: str) -> Reading | None:
    """The 3 of `$40 million (+3%)`, `40 t (-3%)`: how the measure before has changed."""
    told = load_pattern("figures.around.bracket_sign").fullmatch(between)
    if told is None or not (told["plus"] or figure.quantity.number < 0):
        return None
    if not (figure.quantity.unit == _PERCENT or _is_like(figure.quantity, other)):
        return None
    what, change = split_change(previous.label)
    change = change or label_of("up" if told["plus"] else "down")
    return replace(previous, label=f"{what} {change}".strip(), rule="figure/up-or-down", confidence=0.7, scope=None)


def read_labelled(figure: Figure) -> Reading | None:
    """The 40 of a line `Visitors in May: 40 (up 3)`: of what stands before the colon."""
    label = figure.before("line_label")
    if label is None:
        return None
    tokens = figure.context.sentence.tokens_of(*label.span("label"))
    if any(token.tag_ in _FINITE for token in tokens):
        return None  # a sentence, whose list begins behind the colon
    words = " ".join(t.text for t in tokens if figure.context.sentence.time_at(t) is None)
    return Reading(None, words, "figure/labelled", 0.6) if words else None


def read_line(figure: Figure) -> Reading | None:
    """The first figure of a line without a verb: `Turnover up 7% to 40 million`, `Net debt 40 million`."""
    if figure.previous is not None or figure.quantity.unit is None or figure.clauses:
        return None
    line = figure.before("line_start")
    if line is None:
        return None
    tokens = figure.context.sentence.tokens_of(*line.span("what"))
    changed = line["up"] or line["down"]
    if not tokens or not (changed or any(is_indicator(token) for token in tokens)):
        return None
    if any(token.tag_ in _FINITE for token in tokens):
        return None
    change = label_of("up" if line["up"] else "down") if changed else ""
    words = re.sub(r"\s?\([^)]*\)?", "", line["what"])
    return Reading(None, f"{words} {change}".strip(), "figure/line", 0.6)


def fallen(quantity: Quantity, label: str) -> tuple[Quantity, str]:
    """A change by less than nought as a decline by as much; others as they are."""
    what, change = split_change(label)
    if quantity.number >= 0 or not change:
        return quantity, label
    rise = change == load_table("figures.labels")["up"]
    return replace(quantity, number=-quantity.number), f"{what} {label_of('down') if rise else change}".strip()
