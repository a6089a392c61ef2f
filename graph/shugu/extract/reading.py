"""One quantity before and after it is read: where it stands, and what it says of whom."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shugu.extract.clauses import Clause
from shugu.extract.context import Context
from shugu.extract.lexicon import load_pattern, load_table, load_words
from shugu.extract.owners import find_owner, find_subject, label_of_noun, phrase_without, split_owner
from shugu.extract.quantity import Quantity
from shugu.extract.sentence import find_prep
from shugu.model.candidate import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Figure", "Reading", "is_money", "label_of", "plural_of"]

_MONEY = re.compile(r"[A-Z]{3}")


def label_of(name: str) -> str:
    """The word of the language for what a figure is called: its share, its value."""
    return str(load_table("figures.labels")[name])


def is_money(unit: str) -> bool:
    """True for a currency's code: three capitals that are no unit of measure."""
    return _MONEY.fullmatch(unit) is not None and unit not in load_table("verbs.by_unit")


def plural_of(noun: str) -> str:
    """The plural of a noun by the endings of the language."""
    for ending, instead in load_table("figures.plurals").items():
        if noun.endswith(ending):
            return noun.removesuffix(ending) + str(instead)
    return noun


def _above_total(token: Token) -> Token:
    """The total of `a total of 40 schools`, which stands for the schools in its clause; else the token itself."""
    of = token.head
    if token.dep_ in ("nummod", "compound", "nmod", "quantmod") and of.lower_ in load_words("figures.nouns.marks"):
        return of  # "reached the 5 billion mark"
    total = token.dep_ == "pobj" and of.lower_ == "of" and of.head.lower_ in load_words("figures.nouns.totals")
    return of.head if total and any(child.lower_ in ("a", "an") for child in of.head.children) else token


@dataclass(frozen=True, slots=True)
class Reading:
    """What a quantity says: of whom, under what label, how surely, by which rule."""

    subject: Mention | None
    label: str
    rule: str
    confidence: float
    clause: Clause | None = None
    scope: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A quantity of a sentence with the clauses by the place of their verbs, and the reading before it.

    `preceding` is the quantity that `previous` read, `following` the next of the sentence;
    `told` holds the last reading of the sentence in each unit.
    """

    context: Context
    clauses: Mapping[int, Clause]
    quantity: Quantity
    previous: Reading | None = None
    preceding: Quantity | None = None
    following: Quantity | None = None
    told: Mapping[str | None, tuple[Reading, Quantity]] = field(default_factory=dict)

    def before(self, name: str) -> re.Match[str] | None:
        """What a pattern of the figures' data finds right before the quantity."""
        return load_pattern(f"figures.around.{name}").search(self.context.sentence.words, 0, self.quantity.start)

    def after(self, name: str) -> re.Match[str] | None:
        """What a pattern of the figures' data finds right after the quantity."""
        return load_pattern(f"figures.around.{name}").match(self.context.sentence.words, self.quantity.end)

    def is_figure(self, token: Token) -> bool:
        """True for a token of any quantity of the sentence."""
        return self.context.sentence.quantity_at(token) is not None

    def anchor(self, root: Token) -> tuple[Token, Token | None]:
        """The token that stands for the quantity in its clause, and the noun that it counts."""
        if self.quantity.unit is not None:
            return _above_total(root), find_prep(root, "of") or self._sort_of_money(root)
        token = root
        while token.dep_ == "conj" and token.pos_ == token.head.pos_ == "NUM":  # the 7 of "5 and 7 schools"
            token = token.head
        while (
            token.dep_ in ("nummod", "quantmod", "compound", "amod", "advmod")
            and token.head.i != token.i
            and token.head.pos_ in ("NUM", "NOUN", "PROPN", "SYM")
        ):
            token = token.head
            if token.pos_ in ("NOUN", "PROPN"):
                break
        if token.pos_ in ("NOUN", "PROPN"):
            return _above_total(token), token
        return token, find_prep(root, "of")  # the stations of "four of the 12 stations"

    def _sort_of_money(self, root: Token) -> Token | None:
        """The investments of `$7 billion in mining investments`."""
        noun = find_prep(root, "in") if is_money(self.quantity.unit or "") else None
        sorts = load_words("figures.nouns.sorts_of_money")
        return noun if noun is not None and noun.lemma_.lower() in sorts else None

    def clause_above(self, token: Token) -> Clause | None:
        """The nearest clause that a token belongs to."""
        current = token
        while current.i not in self.clauses:
            if current.head.i == current.i:
                return None
            current = current.head
        return self.clauses[current.i]

    def subject(self, clause: Clause | None) -> Mention | None:
        """The thing whose figure a clause tells."""
        return find_subject(self.context, clause)

    def owner(self, head: Token, skip: Token | None = None) -> Mention | None:
        """Whose a noun is."""
        return find_owner(self.context, head, skip)

    def split(self, head: Token) -> tuple[Mention | None, str]:
        """The owner and the name of what is measured."""
        return split_owner(self.context, head)

    def phrase(self, head: Token, skip: Token | None = None) -> str:
        """The words of a noun phrase without owner and quantity."""
        return phrase_without(self.context, head, skip)

    def noun_label(self, noun: Token | None) -> str:
        """The words of what is counted."""
        return label_of_noun(self.context, noun)

    def unit_label(self, head: Token | None) -> str:
        """What the unit measures, of money by the noun beside it."""
        unit = self.quantity.unit or "count"
        if not is_money(unit):
            return str(load_table("verbs.by_unit").get(unit, unit))
        lemma = head.lemma_.lower() if head is not None else ""
        named = (name for name in load_table("figures.money") if lemma in load_words(f"figures.money.{name}"))
        return next(named, label_of("money"))

    def label(self, noun: Token | None) -> str:
        """What is counted for a bare number, the share of what is parted, else what the unit measures."""
        if noun is not None and noun.pos_ != "PRON" and self.quantity.unit == "percent":
            what = self.noun_label(noun)
            if noun.lemma_.lower() == label_of("share"):  # "a 9 per cent share of the market"
                return what
            return f"{label_of('share')} {label_of('of')} {what}" if what else label_of("share")
        if noun is not None and self.quantity.unit is None:
            return self.noun_label(noun)
        what = (
            self.noun_label(noun)
            if noun is not None and self.quantity.unit in load_words("verbs.named_by_noun.units")
            else ""
        )
        label = self.unit_label(noun)
        return what if what.endswith(label) else f"{what} {label}".strip()
