"""What the rules of one sentence share: names, times, places, and how a candidate is made."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from shugu.extract.clauses import Clause
from shugu.extract.lexicon import load_words
from shugu.extract.names import NameTable
from shugu.extract.quantity import Quantity
from shugu.extract.sentence import ParsedSentence, find_prep
from shugu.extract.times import Time
from shugu.model.candidate import Candidate, Mention, Term
from shugu.model.document import Document
from shugu.model.fact import Basis, Comparator, Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Context", "Qualifiers", "Sort", "is_named", "make_term"]

_PLACES = frozenset({"Place", "Region", "Country", "Province", "City", "District", "Zone", "Venue"})
_SLUG = re.compile(r"[^a-z0-9]+")


def make_term(label: str) -> Term:
    """The property or indicator that a label in words stands for."""
    words = re.sub(r"\s+", " ", label).strip().lower()
    return Term(name=_SLUG.sub("-", words).strip("-")[:80] or "value", label=words or "value")


def is_named(mention: Mention) -> bool:
    """True for a thing with a name of its own, as against one described in common nouns."""
    first = mention.name.partition(" ")[0]
    return first[:1].isupper() or (first.isalpha() and not first.islower())  # iFlyTek


@dataclass(frozen=True, slots=True)
class Sort:
    """What sort of statement a rule makes, and how often it is right, between 0 and 1."""

    kind: Kind
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualifiers:
    """When, where, on what ground and by whose word a statement holds, and what else bounds it."""

    time: Time | None = None
    place: Mention | None = None
    basis: Basis = Basis.ACTUAL
    speaker: Mention | None = None
    scope: str | None = None


_UNQUALIFIED = Qualifiers()


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence with its document, and the names of the document."""

    document: Document
    sentence: ParsedSentence
    names: NameTable
    speaker: Mention | None = None  # who said what stood before, where the sentence goes on with it

    def name(self, token: Token) -> Mention | None:
        """The thing that a noun phrase names."""
        return self.names.resolve(self.sentence, token)

    def find_name(self, token: Token | None) -> Mention | None:
        """The thing that a noun phrase names, where there is a phrase at all."""
        return None if token is None else self.name(token)

    def phrase(self, token: Token) -> str:
        """The words of a noun phrase without its determiner."""
        return self.sentence.text(self.sentence.phrase(token))

    def is_place(self, mention: Mention) -> bool:
        """True for a named place."""
        return mention.type in _PLACES and is_named(mention)

    def place_of(self, clause: Clause) -> Mention | None:
        """Where the clause says that it happens: a named place after a preposition of place."""
        where = load_words("names.phrases.where")
        for word, token in clause.preps:
            if word.rsplit(maxsplit=1)[-1] in where and self.sentence.time_at(token) is None:
                mention = self.find_place(token)
                if mention is not None and self.is_place(mention):
                    return mention
        return None

    def find_place(self, token: Token) -> Mention | None:
        """What a phrase of place names: Lindow of `the town of Lindow`, else as `name`."""
        noun = token.tag_ == "NN" and token.lemma_.lower() in load_words("events.nominals.places")
        named = find_prep(token, "of") if noun else None
        if named is None or named.pos_ != "PROPN":
            return self.name(token)
        mention = self.name(named)
        return mention if mention is None or self.is_place(mention) else replace(mention, type="Place")

    def make(
        self,
        subject: Mention,
        label: str,
        value: Mention | str | Quantity | None,
        *,
        sort: Sort,
        qualifiers: Qualifiers = _UNQUALIFIED,
    ) -> Candidate:
        """A candidate whose evidence is the sentence; `value` is what it says of the subject, None for a bare event."""
        quantity = value if isinstance(value, Quantity) else None
        object_ = value if isinstance(value, Mention) else None
        told, place = (quantity, qualifiers.time), qualifiers.place
        if place is not None and place.name in (subject.name, object_.name if object_ else None):
            place = None
        target = qualifiers.basis is Basis.TARGET and sort.kind is not Kind.CLAIM
        return Candidate(
            document=self.document.id,
            sentences=(self.sentence.sentence.id, *_source(qualifiers.time)),
            span=self.sentence.sentence.span,
            kind=Kind.TARGET if target else sort.kind,
            subject=subject,
            predicate=make_term(label),
            object=object_,
            text=value if isinstance(value, str) else None,
            number=None if quantity is None else Decimal(format(quantity.number, "f")),
            stated=next((thing.stated for thing in told if thing is not None), None),
            unit=None if quantity is None else quantity.unit or "count",
            comparator=None if quantity is None else Comparator(quantity.comparator),
            time=qualifiers.time.value if qualifiers.time else None,
            place=place,
            basis=qualifiers.basis,
            speaker=qualifiers.speaker,
            scope=qualifiers.scope,
            confidence=sort.confidence,
            rule=sort.rule,
            derivation="; ".join(thing.derivation for thing in told if thing is not None) or None,
        )


def _source(time: Time | None) -> tuple[str, ...]:
    """The sentence that names a time which this one only means."""
    return (time.source,) if time is not None and time.source is not None else ()
