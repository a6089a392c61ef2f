"""In what money a bare sum is, and quantities as a text bounds them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shugu.extract.context import Context
from shugu.extract.lexicon import load_pattern, load_table, load_words
from shugu.extract.quantity import Quantity
from shugu.extract.reading import is_money
from shugu.extract.sentence import find_prep
from shugu.model.candidate import Candidate
from shugu.model.fact import Comparator

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["exceeded", "in_money", "with_money_said"]

_SUM = 1_000_000  # from which on a bare number can be a sum of money


def with_money_said(context: Context, quantity: Quantity, candidate: Candidate) -> Candidate:
    """The candidate with the sentence that names its money, where its own has only a number; remembers the money."""
    last, here = context.names.figures.money, context.sentence.sentence.id
    said = any(found.unit == quantity.unit for found in context.sentence.quantities)
    if said or last is None:
        context.names.figures.money = (str(quantity.unit), here)
        return candidate
    return replace(candidate, sentences=(*candidate.sentences, last[1]))


def exceeded(context: Context, quantity: Quantity) -> Quantity:
    """The quantity as a bound where a verb says that it was exceeded."""
    bound = load_pattern("figures.around.exceeded").search(context.sentence.words, 0, quantity.start)
    plain = quantity.comparator is Comparator.EQUAL
    return replace(quantity, comparator=Comparator.GREATER) if bound and plain else quantity


def in_money(context: Context, quantity: Quantity, root: Token, unit: str | None) -> Quantity:
    """A bare "63 billion" that counts nothing, in the money of the sum before it in the sentence, else in the text.

    `unit` is that of the figure read before it in the sentence.
    """
    if quantity.unit is not None or quantity.number < _SUM or find_prep(root, "of") is not None:
        return quantity
    scaled = root.lower_ in load_table("quantities.scales") or root.pos_ == "NUM"
    if not scaled or root.dep_ in ("nummod", "compound", "quantmod"):
        return quantity
    if load_pattern("figures.around.from").search(context.sentence.words, 0, quantity.number_start):
        return quantity  # the unit is that of the number that it goes to
    before = [q for q in context.sentence.quantities if q.start < quantity.start and q.unit and is_money(q.unit)]
    if before:
        return replace(quantity, unit=before[-1].unit)
    last, goes = context.names.figures.money, load_pattern("figures.around.allotted")
    if unit is not None and is_money(unit) and goes.match(context.sentence.words, quantity.end):
        return replace(quantity, unit=unit)
    return replace(quantity, unit=last[0]) if last is not None and _is_sum(context, quantity, root) else quantity


def _is_sum(context: Context, quantity: Quantity, root: Token) -> bool:
    """True for a bare number that is said to be money: `at a cost of 40 crore`, `4 billion will go to roads`."""
    goes = load_pattern("figures.around.allotted").match(context.sentence.words, quantity.end)
    above = root.head.head if root.dep_ == "pobj" else root.head
    costs = above.pos_ == "NOUN" and above.lemma_.lower() in load_words(
        "figures.nouns.expenses", "figures.nouns.sorts_of_money"
    )
    return costs or (goes is not None and goes["verb"] is not None) or above.lower_ == "worth"
