"""What is worth a sum: a deal worth $2 billion, exported yarn worth $2 billion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shugu.extract.figure_nouns import is_indicator, reading_of
from shugu.extract.figure_verbs import first_of_row
from shugu.extract.lexicon import load_table, load_words
from shugu.extract.reading import Figure, Reading, is_money, label_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from shugu.extract.clauses import Clause

__all__ = ["read_worth"]

_NOUNS = ("NOUN", "PROPN")


def read_worth(figure: Figure, anchor: Token) -> Reading | None:
    """`a deal worth $2 billion`, `a contract for cranes worth $2 billion`, `exported yarn worth $2 billion`."""
    noun = _worth_of(figure) or _valued(anchor)
    if noun is None:
        return None
    if is_indicator(noun) and not is_money(figure.quantity.unit or ""):  # "losses estimated at 40 per cent"
        owner, label = figure.split(noun)
        return Reading(owner, label or figure.unit_label(noun), "figure/worth", 0.7, figure.clause_above(noun))
    first, agreed = first_of_row(noun), load_words("figures.nouns.deals")
    if first.dep_ == "pobj" and first.head.lower_ == "of" and figure.is_figure(first.head.head):
        first = first_of_row(first.head.head)  # "exported 40 tonnes of yarn worth $2 million"
    above, clause = first.head.head, figure.clauses.get(first.head.i)
    if clause is not None and clause.verb.dep_ == "acl" and clause.verb.head.lemma_.lower() in agreed:
        return reading_of(figure, clause.verb.head, label_of("worth"), ("figure/worth", 0.8))
    held = _held(figure, clause, first, noun) if clause is not None and first.dep_ == "dobj" else None
    if held is not None:
        return held
    signed = figure.clauses[above.i].objects if above.i in figure.clauses else (above,)
    deals = [token for token in signed if token.lemma_.lower() in agreed]
    if first.dep_ == "pobj" and deals:
        noun = deals[0]
    return reading_of(figure, noun, label_of("worth"), ("figure/worth", 0.8))


def _held(figure: Figure, clause: Clause, first: Token, noun: Token) -> Reading | None:
    """`exported yarn worth $2 billion`, `recording sales worth $2 billion`: what the subject exports, its sales."""
    holding = load_table("verbs.holding").get(clause.lemma)
    if holding and not any(child.dep_ == "det" for child in first.children):
        what = figure.phrase(noun if figure.is_figure(first) else first)
        return Reading(figure.subject(clause), f"{what} {holding}", "figure/worth", 0.7, clause)
    recorded = clause.lemma in load_words("figures.nouns.parts") and is_indicator(first)
    if recorded and figure.owner(first) is None:
        return Reading(figure.subject(clause), figure.phrase(first), "figure/worth", 0.7, clause)
    return None


def _worth_of(figure: Figure) -> Token | None:
    """The noun before "worth" and the quantity; the facility of `the facility from the bank, equivalent to`."""
    worth = figure.before("worth")
    if worth is None or not (is_money(figure.quantity.unit or "") or worth.group().strip(", ") == "worth"):
        return None
    before = figure.context.sentence.tokens_of(0, worth.start())
    noun = next((token for token in reversed(before[-2:]) if token.pos_ in _NOUNS), None)
    if noun is None or not worth.group().startswith(", equi"):
        return noun
    while noun.dep_ in ("pobj", "appos") and (above := _noun_above(noun)) is not None:
        noun = above
    return noun


def _noun_above(noun: Token) -> Token | None:
    above = noun.head if noun.dep_ == "appos" else noun.head.head
    return above if above.pos_ in _NOUNS and above.i < noun.i else None


def _valued(anchor: Token) -> Token | None:
    """The noun above a quantity that it is valued or priced at."""
    token = anchor.head.head if anchor.dep_ == "pobj" else anchor.head
    if token.lower_ not in load_words("figures.nouns.worth") or token.dep_ not in ("acl", "amod", "advcl"):
        return None
    while token.pos_ not in _NOUNS and token.head.i != token.i:
        token = token.head
    return token if token.pos_ in _NOUNS else None
