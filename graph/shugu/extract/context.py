"""What the rules of one sentence share: names, times, places, and how a candidate is made."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from shugu.extract.basis import find_verb_of_list
from shugu.extract.clauses import Clause
from shugu.extract.lexicon import load_words
from shugu.extract.names import NameTable
from shugu.extract.quantity import Quantity
from shugu.extract.sentence import ParsedSentence, find_prep
from shugu.extract.times import Time
from shugu.model.candidate import Candidate, Mention, Term
from shugu.model.document import Document
from shugu.model.fact import Basis, Comparator, Kind
from shugu.model.time import Precision

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Context", "Qualifiers", "Sort", "is_named", "make_term"]

_PLACES = frozenset({"Place", "Region", "Country", "Province", "City", "District", "Zone", "Venue"})
_WAS = frozenset({"was", "were"})
_OPENING = 4  # characters before a time that opens a sentence: "On "
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

    def time_of(self, clause: Clause) -> Time | None:
        """The time of a clause: that which hangs on its verb, else one below it, else that of the verb above."""
        return self.time_under(clause.verb)

    def time_under(self, verb: Token) -> Time | None:
        """The time of the clause of a verb."""
        times = [time for time in self.sentence.times if not (time.compared or self._is_apart(time, verb))]
        times = [time for time in times if not self._is_of_other(time)]
        own = next((time for time in times if self.governor(time) == verb.i), None)
        if own is not None:
            return own
        for time in times:
            root = self._root(time)
            if root is not None and verb.is_ancestor(root) and not _is_other_verb_between(root, verb):
                return time
        above = _verb_gone_on(verb)
        along = verb.dep_ in ("xcomp", "advcl") or (verb.dep_ == "conj" and _is_told_along(verb))
        shared = next((time for time in times if along and self.governor(time) == above.i), None)
        shared = shared or self._leading(verb)
        if shared is not None:
            return shared
        if verb.dep_ != "ccomp" or above.i < verb.i:
            return self._fronted(verb, times) or self._unbound(times) or self._set_apart(verb, times)
        # "will close by May, the firm said on Friday"
        return next((time for time in times if self.governor(time) == above.i and self._ends_before(time)), None)

    def deadline_of(self, token: Token) -> Time | None:
        """The deadline under which the whole sentence stands: "By 2030, the port will ...", or the sentence before."""
        standing = self.sentence.standing
        if standing is not None and standing.deadline:
            return standing
        time = self.sentence.times[0] if len(self.sentence.times) == 1 else None
        fronted = time is not None and time.deadline and not time.past and time.end < token.idx
        return time if fronted and time and self.sentence.words[time.end : time.end + 1] == "," else None

    def _fronted(self, verb: Token, times: Sequence[Time]) -> Time | None:
        """The time before the first of several verbs of one subject: by 2030 it will have built A, opened B."""
        first = verb
        while first.dep_ == "conj" and not any(child.dep_ in ("nsubj", "nsubjpass") for child in first.children):
            first = first.head
        deadlines = (time for time in times if time.deadline and time.end < first.idx)
        shared = next((time for time in deadlines if self.governor(time) == first.i), None)
        return shared if first.i != verb.i and shared is not None else self._opening(verb, times)

    def _set_apart(self, verb: Token, times: Sequence[Time]) -> Time | None:
        """The only time, behind a comma after a participle: `will open two dams, having 4 GW together, on 3 May`."""
        before = self.sentence.words[: times[0].start] if len(times) == 1 else ""
        time = times[0] if before.endswith(", ") else None
        place = self.governor(time) if time is not None else None
        between = self.sentence.tokens[place] if place is not None else None
        loose = between is not None and between.tag_ == "VBG" and between.dep_ in ("acl", "advcl")
        return time if loose and between is not None and verb.is_ancestor(between) else None

    def _unbound(self, times: Sequence[Time]) -> Time | None:
        """The only time, with which the sentence opens, where the parser hangs it on no verb: "On 3 May, the ..."."""
        time = times[0] if len(times) == 1 and times[0].start <= _OPENING else None
        if time is None or self.governor(time) is not None or self.sentence.words[time.end : time.end + 1] != ",":
            return None
        return time

    def _opening(self, verb: Token, times: Sequence[Time]) -> Time | None:
        """The day with which a sentence opens, for its further main clauses: on 3 May A was held, and B was named."""
        top = verb
        while top.dep_ == "conj" and top.head.pos_ in ("VERB", "AUX"):
            top = top.head
        own = any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)
        past = verb.tag_ in ("VBD", "VBN") and top.tag_ in ("VBD", "VBN")
        if top.i == verb.i or top.dep_ != "ROOT" or not own or not past:
            return None
        opening = (time for time in times if time.start <= _OPENING and not time.deadline and not time.since)
        return next((time for time in opening if self.governor(time) == top.i), None)

    def _is_of_other(self, time: Time) -> bool:
        """True for the time of a happening that the clause tells what was before: "before the February vote"."""
        token = self._root(time)
        if token is None or token.dep_ == "pobj" or token.lower_ in ("until", "till"):
            return False  # "was given until May to do it"
        while token.head.i != token.i and token.pos_ not in ("VERB", "AUX"):
            if token.dep_ == "prep" and token.lower_ in ("before", "until", "till"):
                return True
            token = token.head
        return False

    def happening_above(self, time: Time) -> Token | None:
        """The noun of a happening that a time belongs to: the opening of `since the opening of the dam in 2019`."""
        token = self._root(time)
        while token is not None and token.head.i != token.i and token.pos_ not in ("VERB", "AUX"):
            if token.pos_ == "NOUN" and token.lemma_.lower() in load_words("events.happenings.nouns"):
                return token
            token = token.head
        return None

    def speech_before(self, time: Time) -> Token | None:
        """The verb of speech right before a time, which it tells of: `said on Tuesday it would buy a mill`."""
        tokens = self.sentence.tokens_of(time.start, time.end)
        at = tokens[0].i - 1 if tokens else 0
        at -= at > 0 and self.sentence.tokens[at].pos_ == "ADP"
        verb = self.sentence.tokens[at] if at >= 0 else None
        speech = verb is not None and verb.pos_ == "VERB" and verb.lemma_ in load_words("verbs.speech.lemmas")
        return verb if speech else None

    def _is_apart(self, time: Time, verb: Token) -> bool:
        """True for a time in a name (the Lindow Plan 2030), of speech, of a happening behind "since" or "after"."""
        root = self._root(time)
        if root is not None and _is_in_apposition(root, verb):
            return True  # "Brook, chief executive since 2016, met the minister"
        if root is not None and root.dep_ in ("nummod", "appos") and root.head.pos_ == "PROPN" and root.head.i < root.i:
            return self.sentence.time_at(root.head) is None
        speech = self.speech_before(time)
        if speech is not None and speech.i != verb.i:
            return speech.is_ancestor(verb)
        noun = self.happening_above(time)
        beside = noun is not None and noun.head.lower_ in load_words("events.happenings.past")
        return beside and noun is not None and verb.is_ancestor(noun)

    def _leading(self, verb: Token) -> Time | None:
        """The time at the head of an enumeration of verbs: 2020 of `by 2020 it will have opened two, hired 40`."""
        own = any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)
        above = verb
        while not own:
            step = find_verb_of_list(above) or (above.head if above.dep_ in ("conj", "dep") else None)
            if step is None or step.i == above.i:
                return None
            above = step
            own = any(child.dep_ in ("nsubj", "nsubjpass") for child in above.children)
        if above.i == verb.i:
            return None
        begin = (time for time in self.sentence.times if time.end <= above.idx and not time.compared)
        return next((time for time in begin if self.governor(time) == above.i), None)

    def _ends_before(self, time: Time) -> bool:
        """True for a time that stands before the subject of the verb that it hangs on."""
        place = self.governor(time)
        subjects = self.sentence.tokens[place].children if place is not None else ()
        edges = [child.left_edge.idx for child in subjects if child.dep_ in ("nsubj", "nsubjpass")]
        return bool(edges) and time.end <= min(edges)

    def is_of_noun(self, time: Time) -> bool:
        """True for a time that tells for when a thing is: the budget for 2030, the plan of 2019."""
        root, budgeted = self._root(time), self.sentence.budgeted
        if budgeted is not None and budgeted.source == self.sentence.sentence.id and budgeted.start == time.start:
            return True
        prep = root.head if root is not None and root.dep_ == "pobj" else None
        return prep is not None and prep.lower_ == "for" and prep.head.pos_ in ("NOUN", "PROPN")

    def is_of_speech(self, time: Time) -> bool:
        """True for a day on which something was said."""
        place = self.governor(time)
        day = time.value.precision is Precision.DAY and place is not None
        telling = load_words("verbs.speech.lemmas") | load_words("verbs.reported.lemmas")
        return day and place is not None and self.sentence.tokens[place].lemma_ in telling

    def stands_apart(self, time: Time, token: Token) -> bool:
        """True for a time in a subordinate clause that a token does not belong to."""
        place = self.governor(time)
        if place is None:
            return False
        verb = self.sentence.tokens[place]
        while verb.pos_ == "AUX" and verb.head.pos_ == "VERB":
            verb = verb.head
        while verb.dep_ == "xcomp":
            verb = verb.head
        return verb.dep_ in ("relcl", "acl", "advcl", "ccomp") and not verb.is_ancestor(token)

    def _root(self, time: Time) -> Token | None:
        return self.sentence.root_of(time.start, time.end)

    def governor(self, time: Time) -> int | None:
        """The place of the nearest verb above a time."""
        root = self._root(time)
        while root is not None and root.head.i != root.i:
            root = root.head
            if root.pos_ in ("VERB", "AUX"):
                return int(root.i)
        return None

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


def _verb_gone_on(verb: Token) -> Token:
    """The verb above; of a participle that the parser hangs on a purpose, the verb of what was done for it.

    `In May it opened a mill to cut costs, joining hands with Havkraft`.
    """
    above = verb.head
    purpose = verb.tag_ == "VBG" and above.dep_ == "advcl" and above.tag_ == "VB"
    return above.head if purpose and verb.dep_ == "advcl" else above


def _is_told_along(verb: Token) -> bool:
    """True for a verb that goes on where the one before left off: in its tense, in the past where both are passives."""
    tenses = [{child.lower_ for child in one.children if child.dep_ == "auxpass"} for one in (verb, verb.head)]
    own = any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)
    if not tenses[0] and not own:
        return bool(verb.tag_ == verb.head.tag_)
    past = [one.tag_ == "VBD" or bool(tense & _WAS) for one, tense in zip((verb, verb.head), tenses, strict=True)]
    return all(past)


def _is_in_apposition(token: Token, verb: Token) -> bool:
    """True for a token of a phrase that is set beside a name before a verb."""
    if token.i > verb.i:
        return False
    return any(above.dep_ == "appos" for above in token.ancestors if verb.is_ancestor(above))


def _is_other_verb_between(token: Token, verb: Token) -> bool:
    current = token.head
    while current.i not in (verb.i, current.head.i):
        if current.pos_ == "VERB" and current.dep_ in ("relcl", "advcl", "conj", "ccomp", "acl"):
            return True
        current = current.head
    return False
