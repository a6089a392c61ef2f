"""A clause that tells something of one subject, and what all its candidates share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from shugu.extract.clause_times import deadline_of, governor, is_of_noun, time_of
from shugu.extract.clauses import Clause
from shugu.extract.context import Context, Qualifiers, Sort, is_named
from shugu.extract.gazetteer import guess_class
from shugu.extract.lexicon import load_pattern, load_table, load_words
from shugu.extract.sentence import find_governed
from shugu.extract.times import Time
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Basis, Kind
from shugu.model.time import Precision, parse_time

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Telling", "read_telling", "shares_modifiers", "with_of"]

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
    def is_named(self) -> bool:
        """True for a subject with a name of its own, here or before."""
        return is_named(self.subject) or self.subject.span is None

    @property
    def is_identified(self) -> bool:
        """True for a named subject, and for one whose words tell which thing is meant."""
        words = self.subject.name.lower().split()
        loose = words[0] in load_words("events.wordings.loose") or words[-1] in load_words("figures.nouns.vague")
        if loose and len(words) == 1:
            return False  # "Part of the growth", whose first word has a capital as any sentence has
        return self.is_known or (len(words) > 1 and not loose)

    @property
    def is_known(self) -> bool:
        """True for a named subject, and for the government or the opposition: a reader knows which is meant."""
        known = self.subject.type in load_words("events.wordings.known")
        return self.is_named or known or self.subject.name in load_words("events.wordings.bodies")

    @property
    def objects(self) -> Iterator[Token]:
        """The objects of the clause without times and ordinals."""
        ordinals = load_table("times.ordinals")
        for token in self.clause.objects:
            if shares_modifiers(token) or self._is_recipient(token):
                continue
            ordinal = token.lower_ in ordinals or token.lower_.endswith("th")
            if not ordinal and token.tag_ != "RB" and self.context.sentence.time_at(token) is None:
                yield token

    def _is_recipient(self, token: Token) -> bool:
        """True for the Lindow of `offers Lindow a way out`, `provides Lindow with power`; not for who wins a prize."""
        if self.clause.lemma in load_words("events.transfer.supplying") and token.dep_ == "dobj":
            return any(child.dep_ == "prep" and child.lower_ == "with" for child in self.clause.verb.children)
        given = token.dep_ == "dative" and any(other.dep_ == "dobj" for other in self.clause.objects)
        return given and self.clause.lemma not in load_words("events.signing.verbs")

    @property
    def provides(self) -> bool:
        """True where a law, plan or programme says what holds under it."""
        policy = self.subject.type in load_words("events.policies.classes")
        return policy and self.clause.lemma in load_words("events.policies.provides")

    def make(self, label: str, value: Mention | str | None, sort: Sort) -> Candidate:
        """A candidate of the subject with the qualifiers of the clause; what sets a policy is told as one."""
        if sort.kind in (Kind.EVENT, Kind.RELATION) and (self.provides or _sets_policy(self, value)):
            sort = replace(sort, kind=Kind.POLICY)
        return self.context.make(self.subject, label, value, sort=sort, qualifiers=self.qualifiers)

    def is_figure(self, token: Token) -> bool:
        """True for a token of a quantity."""
        return self.context.sentence.quantity_at(token) is not None

    def words_of(self, tokens: list[Token]) -> str:
        """The words of tokens, cut where they are too many for a value."""
        text = self.context.sentence.text(tokens)
        return text if len(text) <= _LONGEST else text[: text.rfind(" ", 0, _LONGEST)]

    def phrase(self, head: Token) -> str:
        """The words of a noun phrase with what it is of, numbers included; cut where they are too many for a value."""
        tokens = sorted(set(with_of(self.context, head)), key=lambda token: token.i)
        return self.words_of(tokens)


def with_of(context: Context, head: Token) -> list[Token]:
    """The tokens of a noun phrase with those after "of", which a number in them would end, and what it is meant to do.

    `health and production` stay together where a modifier before the first belongs to both.
    """
    tokens = list(context.sentence.phrase(head))
    tokens += [t for c in head.children if shares_modifiers(c) for t in (*_between(head, c), *with_of(context, c))]
    if head.lemma_.lower() in load_words("events.intents.nouns"):
        purposes = (c for c in head.children if c.dep_ in ("acl", "xcomp") and c.i > head.i and _is_infinitive(c))
        tokens += [t for c in purposes for t in c.subtree if context.sentence.time_at(t) is None]
        tokens += [t for c in _purposes_beside(head) for t in c.subtree if context.sentence.time_at(t) is None]
    inside = {token.i for token in tokens}
    for of in (child for child in head.children if child.lower_ == "of" and child.dep_ == "prep"):
        if of.i not in inside:
            tokens += [of, *(token for inner in find_governed(of) for token in with_of(context, inner))]
        tokens += [
            t
            for inner in find_governed(of)
            for c in _joined(inner)
            for t in (*_between(inner, c), *with_of(context, c))
        ]
    return tokens


def _purposes_beside(noun: Token) -> Iterator[Token]:
    """The construct of `won a tender to construct a wharf`, which the parser hangs on the verb."""
    if noun.dep_ == "dobj":
        behind = (c for c in noun.head.rights if c.dep_ in ("advcl", "xcomp") and c.i > noun.i and _is_infinitive(c))
        yield from (c for c in behind if c.left_edge.i == noun.right_edge.i + 1)


def _joined(noun: Token) -> list[Token]:
    """The loans of `a round of grants and loans`: one more noun right behind the "and" of the first."""
    others = [c for c in noun.children if c.dep_ == "conj" and c.pos_ == "NOUN" and not shares_modifiers(c)]
    marks = [c for c in noun.children if c.dep_ == "cc" and c.lower_ == "and"]
    beside = len(others) == 1 and len(marks) == 1 and noun.pos_ == "NOUN" and marks[0].i == noun.i + 1
    return others if beside and others[0].left_edge.i == marks[0].i + 1 else []


def shares_modifiers(token: Token) -> bool:
    """True for the production of `sustainable livestock health and production`, which is no thing of its own."""
    if token.dep_ != "conj" or token.pos_ != "NOUN" or token.head.pos_ != "NOUN" or token.n_lefts:
        return False
    joined = any(child.dep_ == "cc" and child.lower_ == "and" for child in token.head.children)
    return joined and any(child.dep_ in ("amod", "compound") for child in token.head.lefts)


def _between(head: Token, other: Token) -> Iterator[Token]:
    return (token for token in head.children if token.dep_ == "cc" and token.i < other.i)


def _is_infinitive(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.tag_ == "TO" for child in verb.children)


def _sets_policy(telling: Telling, value: Mention | str | None) -> bool:
    """True where a body adopts or lifts a rule or plan."""
    if telling.clause.lemma not in load_words("events.policies.adopts") or value is None:
        return False
    kind = value.type if isinstance(value, Mention) else _class_of_words(value)
    if kind in load_words("events.policies.accords") or telling.clause.lemma in load_words("events.signing.verbs"):
        return kind in load_words("events.policies.classes")
    return kind in load_words("events.policies.classes") or telling.subject.type == "GovernmentBody"


def _class_of_words(words: str) -> str:
    head = load_pattern("events.policies.tail").sub("", words)
    return guess_class(head, head.rsplit(maxsplit=1)[-1], "") if head else ""


def _is_of_decision(context: Context, clause: Clause, time: Time) -> bool:
    """True for the day on which something was decided, of what was decided: `approved on 3 May a plan to open it`."""
    meant = clause.basis in (Basis.TARGET, Basis.FORECAST) and not time.deadline
    fine = time.value.precision in (Precision.DAY, Precision.MONTH)
    return meant and time.past and fine and governor(context.sentence, time) != clause.verb.i


def _is_own_day(context: Context, clause: Clause, time: Time) -> bool:
    """True for the day on which a clause says that it happened: `approved on 3 May the budget for 2030`."""
    day = time.value.precision is Precision.DAY and not time.compared and not _is_of_decision(context, clause, time)
    return day and governor(context.sentence, time) == clause.verb.i


def _coming(time: Time | None, basis: Basis) -> Time | None:
    """The time, a day of the week that something is planned for in the week that comes: `will meet on Thursday`."""
    if time is None or not time.weekday or basis not in (Basis.TARGET, Basis.FORECAST) or time.value.latest is None:
        return time
    return replace(time, value=parse_time((time.value.latest + timedelta(days=7)).isoformat()), past=False, ahead=True)


def read_telling(context: Context, clause: Clause, subject: Mention, speaker: Mention | None) -> Telling:
    """What the candidates of a clause share; a clause with a deadline that is not told in the past is a plan."""
    time, basis = time_of(context.sentence, clause.verb), clause.basis or Basis.ACTUAL
    if time is not None and (is_of_noun(context.sentence, time) or _is_of_decision(context, clause, time)):
        time = next((other for other in context.sentence.times if _is_own_day(context, clause, other)), None)
    told = clause.verb.tag_ in ("VBD", "VBN")
    if basis is Basis.ACTUAL and time is not None and time.deadline and not told:
        basis = Basis.TARGET
    if basis is Basis.ACTUAL and time is not None and time.ahead and clause.verb.tag_ in ("VBZ", "VBP"):
        basis = Basis.TARGET  # "the mill opens in May"
    if time is None and basis in (Basis.TARGET, Basis.FORECAST):
        time = deadline_of(context.sentence, clause.verb)
    time = _coming(time, basis)
    event = clause.lemma in load_words("verbs.event.lemmas")
    named = is_named(subject)
    sure = (0.75 if event else 0.55) if named else (0.5 if event else 0.4)
    qualifiers = Qualifiers(time=time, place=context.place_of(clause), basis=basis, speaker=speaker)
    return Telling(context=context, clause=clause, subject=subject, qualifiers=qualifiers, event=event, sure=sure)
