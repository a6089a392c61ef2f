"""Quantities that are no figures of anything: within names, of times, bounds of nouns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shugu.extract.context import Context
from shugu.extract.coordination import is_in_one_quotation
from shugu.extract.figure_works import is_of_works
from shugu.extract.lexicon import load_pattern, load_table, load_words
from shugu.extract.quantity import Quantity

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["is_idle"]

_TITLE = "LAW"  # the label of titles of laws and plans
_NAMES = ("ORG", "PRODUCT", "LAW", "EVENT", "FAC", "WORK_OF_ART", "PERSON", "GPE", "LOC")


def is_idle(context: Context, quantity: Quantity, root: Token) -> bool:
    """True for a number that counts nothing: "one of", "the two", a part of a name."""
    words, name = context.sentence.words, context.sentence.entity_at(root)
    aged = load_pattern("figures.around.aged").search(words, 0, quantity.number_start)
    titled = name is not None and name.label_ == _TITLE
    if aged or titled or load_pattern("figures.around.idle").match(words, quantity.end):
        return True
    if quantity.unit is not None:
        return quantity.unit in load_words("figures.nouns.spans") and _is_only_when(context, quantity)
    if quantity.number == 1 and (quantity.counted or root.lower_ == "one" or root.head.pos_ in ("VERB", "AUX")):
        return True
    if _bounds_noun(root) or _is_within_name(root) or is_in_one_quotation(root, root):
        return True
    if any(child.lower_ == "other" for child in root.head.children if child.i > root.i):
        return True
    return name is not None and name.label_ in _NAMES and len(name) > 2


def _is_only_when(context: Context, quantity: Quantity) -> bool:
    """True for a span that says when: "nine months later", "in the six months under review"."""
    words = context.sentence.words
    before = load_pattern("figures.around.the").search(words, 0, quantity.start) and "-" not in quantity.stated
    return bool(before or load_pattern("figures.around.later").match(words, quantity.end))


def _is_within_name(root: Token) -> bool:
    """True for the 2 of `the Lindow 2 Solar Park`."""
    around = [root.nbor(step) for step in (-1, 1) if 0 <= root.i + step < len(root.doc)]
    return len(around) > 1 and all(token.pos_ == "PROPN" and token.text[:1].isupper() for token in around)


def _bounds_noun(root: Token) -> bool:
    """True for the count of `residents of seven towns`, `engineers from two firms`, which tells them from others."""
    noun = root.head if root.dep_ == "nummod" else root
    prep = noun.head
    if noun.dep_ != "pobj" or prep.lower_ not in load_words("figures.prepositions.bounding"):
        return False
    if root.dep_ == "nummod" and is_of_works(noun):
        return False  # "the construction of 64 schools"
    above = prep.head
    if above.lower_ in load_words("figures.nouns.home"):
        return False  # "is home to 11 million people"
    if prep.lower_ in ("of", "by") and above.lemma_.lower() in load_table("verbs.nouns_of_change"):
        return False  # "an increase of 4,000 tourists"
    return above.pos_ in ("NOUN", "PROPN", "NUM") and above.lemma_.lower() not in load_words("verbs.indicators.heads")
