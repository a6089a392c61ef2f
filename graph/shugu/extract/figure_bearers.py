"""The names of deals, projects and the like that a sum is of: by what they are for, where their noun says little."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shugu.extract.context import is_named
from shugu.extract.lexicon import load_words
from shugu.extract.reading import Figure, is_money, label_of
from shugu.extract.sentence import find_prep

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from shugu.extract.clauses import Clause
    from shugu.model.candidate import Mention

__all__ = ["tell_apart"]

_LONGEST = 12  # words of what something is for


def tell_apart(figure: Figure, noun: Token, mention: Mention | None) -> Mention | None:
    """What a sum is of, a bare noun by what it is for, else by whom it was awarded to: the contract of Lindow Roads.

    `two contracts for the repair of roads`, `five projects to help farmers`.
    """
    if mention is None or noun.tag_ not in ("NN", "NNS") or not is_money(figure.quantity.unit or ""):
        return mention
    words = set(mention.name.lower().split()) - {noun.lower_}
    deal = noun.lemma_.lower() in load_words("figures.nouns.deals")
    if words - load_words("figures.nouns.counting") or not (
        deal or noun.lemma_.lower() in load_words("figures.nouns.undertakings")
    ):
        return mention
    clause = figure.clause_above(noun.head)
    goal = _goal(figure, noun, clause)
    if goal:
        return replace(mention, name=f"{_counted(noun)} {goal}")
    firm = _firm(noun, clause) if deal else None
    named = figure.context.find_name(firm)
    if named is None or not is_named(named) or noun.tag_ != "NN":
        return mention
    return replace(mention, name=f"{noun.lower_} {label_of('of')} {named.name}")


def _counted(noun: Token) -> str:
    """The noun, several of it with their number: two contracts."""
    if noun.tag_ == "NN":
        return noun.lower_
    number = next((child.text.lower() for child in noun.children if child.dep_ == "nummod"), None)
    return f"{number} {noun.lower_}" if number is not None else noun.lower_


def _goal(figure: Figure, noun: Token, clause: Clause | None) -> str:
    """The words of what something is for, from "for" or "to" on; empty where it does not say."""
    goal = find_prep(noun, "for")
    if goal is None and clause is not None and noun.dep_ == "dobj" and clause.objects[:1] == (noun,):
        goal = next((t for word, t in clause.preps if word == "for" and t.idx > figure.quantity.end), None)
    if goal is not None and not figure.is_figure(goal):
        return f"for {figure.context.phrase(goal)}"
    purpose = next(_purposes(noun, clause), None)
    if purpose is None:
        return ""
    words = [token for token in purpose.subtree if figure.context.sentence.time_at(token) is None]
    return figure.context.sentence.text(words) if len(words) <= _LONGEST else ""


def _purposes(noun: Token, clause: Clause | None) -> Iterator[Token]:
    """The infinitives of what something is to do: help of `five projects to help farmers`."""
    verbs = (noun, clause.verb) if clause is not None and noun.dep_ == "dobj" else (noun,)
    for child in (child for verb in verbs for child in verb.children if child.i > noun.i):
        infinitive = child.tag_ == "VB" and any(c.dep_ == "aux" and c.tag_ == "TO" for c in child.children)
        if infinitive and child.dep_ in ("acl", "advcl", "relcl"):
            yield child


def _firm(noun: Token, clause: Clause | None) -> Token | None:
    """To whom a deal was awarded."""
    if clause is None or noun.dep_ not in ("nsubjpass", "dobj"):
        return None
    return next((token for word, token in clause.preps if word == "to"), None)
