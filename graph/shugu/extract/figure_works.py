"""Counts of what works make: the 64 of `an agreement for the construction of 64 schools`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shugu.extract.figure_verbs import first_of_row
from shugu.extract.lexicon import load_words
from shugu.extract.reading import Figure, Reading

if TYPE_CHECKING:
    from spacy.tokens import Token

    from shugu.model.candidate import Mention

__all__ = ["is_of_works", "read_works"]

_NOUNS = ("NOUN", "PROPN")
_RULE = "figure/works"


def is_of_works(noun: Token) -> bool:
    """True for what is made by works: the schools of `the construction of 64 schools`, each of a list of such."""
    return _works_above(noun) is not None


def read_works(figure: Figure, root: Token) -> Reading | None:
    """How many works make, of the agreement, project or body that has them made."""
    if figure.quantity.unit is not None or root.dep_ != "nummod":
        return None
    noun = root.head
    works = _works_above(noun)
    if works is None or any(child.lower_ in _DEFINITE for child in noun.children):
        return None
    subject = _maker(figure, first_of_row(works))
    if subject is None:
        return None
    label = f"{works.lower_} of {figure.noun_label(noun)}"
    return Reading(subject, label, _RULE, 0.6, figure.clause_above(works))


_DEFINITE = frozenset({"the", "these", "those", "its", "their"})


def _works_above(noun: Token) -> Token | None:
    """The works that a noun is of: construction of `construction of hospitals and 13 clinics`."""
    while noun.dep_ in ("conj", "appos") and noun.head.pos_ in _NOUNS and noun.head.i < noun.i:
        noun = noun.head
    above = noun.head.head
    if noun.dep_ != "pobj" or noun.head.lower_ != "of" or above.i >= noun.i:
        return None
    return above if above.lower_ in load_words("verbs.works.made_of") else None


def _maker(figure: Figure, works: Token) -> Mention | None:
    """Who or what has the works done: whose they are, the agreement that is for them, the subject of their clause."""
    own = next((child for child in works.children if child.dep_ == "poss" and child.pos_ != "PRON"), None)
    if own is not None:
        return figure.context.name(own)
    clause = figure.clause_above(works)
    if works.dep_ != "pobj":
        return figure.subject(clause) if works.dep_ == "dobj" else None
    above, deals = works.head.head, load_words("verbs.works.nouns")
    if above.lower_ in load_words("verbs.works.made_of"):
        return _maker(figure, first_of_row(above))
    if above.pos_ in _NOUNS:
        return figure.context.name(above) if above.lemma_.lower() in deals else None
    agreed = [token for token in clause.objects if token.lemma_.lower() in deals] if clause is not None else []
    if agreed or works.head.lower_ in load_words("verbs.works.providing"):
        return figure.context.name(agreed[0]) if agreed else figure.subject(clause)
    return None
