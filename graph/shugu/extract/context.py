"""What the rules of one sentence share: names, times, places, and how a candidate is made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from shugu.extract.clauses import Clause
from shugu.extract.names import NameTable
from shugu.extract.quantities import Quantity
from shugu.extract.sentence import ParsedSentence
from shugu.extract.times import Time
from shugu.model.candidate import Candidate, Mention, Term
from shugu.model.document import Document
from shugu.model.fact import Basis, Comparator, Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Context", "make_term"]

_PLACES = frozenset({"Place", "Region", "Country", "Province", "City", "District", "Zone", "Venue"})
_PLACE_PREPS = frozenset(
    {"in", "at", "near", "across", "throughout", "outside", "within", "inside", "around", "along", "off"}
)
_SLUG = re.compile(r"[^a-z0-9]+")


def make_term(label: str) -> Term:
    """The property or indicator that a label in words stands for."""
    words = re.sub(r"\s+", " ", label).strip().lower()
    return Term(name=_SLUG.sub("-", words).strip("-")[:80] or "value", label=words or "value")


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence with its document, and the names of the document."""

    document: Document
    sentence: ParsedSentence
    names: NameTable
    before: tuple[ParsedSentence, ...]

    def name(self, token: Token) -> Mention | None:
        """The thing that a noun phrase names."""
        return self.names.resolve(self.sentence, token)

    def phrase(self, token: Token, *, times: bool = False) -> str:
        """The words of a noun phrase without its determiner."""
        return self.sentence.text(self.sentence.phrase(token, times=times))

    def time_of(self, clause: Clause) -> Time | None:
        """The time of a clause: that which hangs on its verb, else the only one of the sentence."""
        verb = clause.verb
        own = [time for time in self.sentence.times if self._governor(time) == verb.i]
        if own:
            return own[0]
        for time in self.sentence.times:
            root = self.sentence.root_of(time.start, time.end)
            if (
                root is not None
                and any(a.i == verb.i for a in root.ancestors)
                and not self._other_verb_between(root, verb)
            ):
                return time
        upper = (
            verb.head
            if verb.dep_ in ("xcomp", "advcl") or (verb.dep_ == "conj" and verb.tag_ == verb.head.tag_)
            else None
        )
        if upper is not None and upper.i != verb.i:
            return next((time for time in self.sentence.times if self._governor(time) == upper.i), None)
        return None

    def _governor(self, time: Time) -> int | None:
        root = self.sentence.root_of(time.start, time.end)
        while root is not None and root.head.i != root.i:
            root = root.head
            if root.pos_ in ("VERB", "AUX"):
                return int(root.i)
        return None

    @staticmethod
    def _other_verb_between(token: Token, verb: Token) -> bool:
        current = token.head
        while current.i != verb.i and current.head.i != current.i:
            if current.pos_ == "VERB" and current.dep_ in ("relcl", "advcl", "conj", "ccomp", "acl"):
                return True
            current = current.head
        return False

    def place_of(self, clause: Clause) -> Mention | None:
        """Where the clause says that it happens: a named place after a preposition of place."""
        for word, token in clause.preps:
            if word.split()[-1] in _PLACE_PREPS and self.sentence.time_at(token) is None:
                mention = self.name(token)
                if mention is not None and mention.type in _PLACES and mention.name[:1].isupper():
                    return mention
        return None

    def is_place(self, mention: Mention) -> bool:
        """True for a named place."""
        return mention.type in _PLACES and mention.name[:1].isupper()

    def make(
        self,
        subject: Mention,
        label: str,
        *,
        kind: Kind,
        rule: str,
        confidence: float,
        object: Mention | str | None = None,  # noqa: A002 - the field's own word
        quantity: Quantity | None = None,
        time: Time | None = None,
        place: Mention | None = None,
        basis: Basis = Basis.ACTUAL,
        speaker: Mention | None = None,
        scope: str | None = None,
    ) -> Candidate:
        """A candidate whose evidence is the sentence."""
        stated = [q.stated for q in (quantity,) if q] or [t.stated for t in (time,) if t]
        derivations = [thing.derivation for thing in (quantity, time) if thing is not None]
        if place is not None and place.name in (subject.name, object.name if isinstance(object, Mention) else None):
            place = None
        return Candidate(
            document=self.document.id,
            sentences=(self.sentence.sentence.id,),
            span=self.sentence.sentence.span,
            kind=Kind.TARGET if basis is Basis.TARGET and kind is not Kind.CLAIM else kind,
            subject=subject,
            predicate=make_term(label),
            object=object if isinstance(object, Mention) else None,
            text=object if isinstance(object, str) else None,
            number=None if quantity is None else Decimal(format(quantity.number, "f")),
            stated=stated[0] if stated else None,
            unit=None if quantity is None else quantity.unit or "count",
            comparator=None if quantity is None else Comparator(quantity.comparator),
            time=time.value if time else None,
            place=place,
            basis=basis,
            speaker=speaker,
            scope=scope,
            confidence=confidence,
            rule=rule,
            derivation="; ".join(derivations) or None,
        )
