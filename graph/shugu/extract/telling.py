"""A clause that tells something of one subject, and what all its candidates share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shugu.extract.clauses import Clause
from shugu.extract.context import Context, Qualifiers, Sort, is_named
from shugu.extract.lexicon import load_table, load_words
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Basis, Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Telling", "read_telling"]

_LONGEST = 160  # characters of a value in words


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One subject of a clause; `event` is True for a happening, `sure` how often such a clause is read right."""

    context: Context
    clause: Clause
    subject: Mention
    qualifiers: Qualifiers
    event: bool
    sure: float

    @property
    def kind(self) -> Kind:
        """Event for a happening, else relation."""
        return Kind.EVENT if self.event else Kind.RELATION

    @property
    def objects(self) -> Iterator[Token]:
        """The objects of the clause without times and ordinals."""
        ordinals = load_table("times.ordinals")
        for token in self.clause.objects:
            ordinal = token.lower_ in ordinals or token.lower_.endswith("th")
            if not ordinal and token.tag_ != "RB" and self.context.sentence.time_at(token) is None:
                yield token

    def make(self, label: str, value: Mention | str | None, sort: Sort) -> Candidate:
        """A candidate of the subject with the qualifiers of the clause."""
        return self.context.make(self.subject, label, value, sort=sort, qualifiers=self.qualifiers)

    def is_figure(self, token: Token) -> bool:
        """True for a token of a quantity."""
        return self.context.sentence.quantity_at(token) is not None

    def words_of(self, tokens: list[Token]) -> str:
        """The words of tokens, cut where they are too many for a value."""
        return self.context.sentence.text(tokens)[:_LONGEST]

    def phrase(self, head: Token) -> str:
        """The words of a noun phrase, cut where they are too many for a value."""
        return self.context.phrase(head)[:_LONGEST]


def read_telling(context: Context, clause: Clause, subject: Mention, speaker: Mention | None) -> Telling:
    """What the candidates of a clause share; a clause with a deadline that is not told in the past is a plan."""
    time, basis = context.time_of(clause), clause.basis or Basis.ACTUAL
    told = clause.verb.tag_ in ("VBD", "VBN")
    if basis is Basis.ACTUAL and time is not None and time.deadline and not told:
        basis = Basis.TARGET
    event = clause.lemma in load_words("verbs.event.lemmas")
    named = is_named(subject)
    sure = (0.75 if event else 0.55) if named else (0.5 if event else 0.4)
    qualifiers = Qualifiers(time=time, place=context.place_of(clause), basis=basis, speaker=speaker)
    return Telling(context=context, clause=clause, subject=subject, qualifiers=qualifiers, event=event, sure=sure)
