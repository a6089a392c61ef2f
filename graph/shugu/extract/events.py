"""What clauses tell apart from figures: events, relations, descriptions, plans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from shugu.extract.clauses import Clause, conjuncts, examples
from shugu.extract.context import Context, Sort, is_named
from shugu.extract.lexicon import load_table, load_words
from shugu.extract.owners import is_bare
from shugu.extract.sentence import find_governed
from shugu.extract.signings import find_signings
from shugu.extract.telling import Telling, read_telling
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_events"]

_MOST_SUBJECTS = 8


def find_events(context: Context, clauses: Sequence[Clause]) -> Iterator[Candidate]:
    """A candidate for each thing that a clause says of its subject, one for each participant."""
    for clause in clauses:
        if clause.basis is None or not clause.subjects or _is_idle(clause):
            continue
        speaker = context.find_name(clause.speaker)
        for telling in _tellings(context, clause, speaker):
            yield from list(find_signings(telling)) or _tell(telling)


def _is_idle(clause: Clause) -> bool:
    """True for verbs that only carry others: speech, help verbs, plans whose infinitive tells it."""
    if clause.lemma in load_words("verbs.speech.lemmas") | load_words("verbs.carriers.lemmas"):
        return True
    plans = load_words("verbs.future.target") | load_words("verbs.future.forecast")
    if clause.lemma not in plans | load_words("verbs.carriers.phases"):
        return False
    return any(c.dep_ in ("xcomp", "ccomp") and c.pos_ in ("VERB", "AUX") for c in clause.verb.children)


def _tellings(context: Context, clause: Clause, speaker: Mention | None) -> Iterator[Telling]:
    """The clause for each of its subjects and of what is named as their examples."""
    for head in (token for subject in clause.subjects[:_MOST_SUBJECTS] for token in (subject, *examples(subject))):
        subject, told = context.name(head), clause
        if is_bare(head) and (owner := context.names.last_built()) is not None:
            subject, told = owner, replace(clause, words=f"{head.lower_} {clause.words}")
        if subject is None and head.lower_ in ("we", "i"):
            subject = speaker
        if subject is not None:
            yield read_telling(context, told, subject, speaker)


def _tell(telling: Telling) -> Iterator[Candidate]:
    """The candidates of one subject: its examples and objects, else what is announced, who did it, with whom."""
    objects = list(telling.objects)
    if telling.clause.verb.lemma_ == "be" and objects and not telling.clause.passive:
        yield from _is(telling, objects[0])
        return
    named = [token for head in objects for token in examples(head)]
    told = bool(named)
    for token in named:
        if (mention := telling.context.name(token)) is not None:
            yield telling.make(telling.clause.words, mention, Sort(telling.kind, "clause/example", telling.sure))
    idiom = next((token for token in objects if token.lemma_.lower() in load_words("events.idioms.nouns")), None)
    for head in objects:
        if idiom is None or head.i != idiom.i:
            found, tells = _of_object(telling, head)
            told = told or tells
            yield from found
    if not told and (words := _announced(telling)) is not None:
        told = True
        yield telling.make(telling.clause.words, words, Sort(Kind.EVENT, "clause/announced", 0.5))
    for agent in telling.clause.agents:
        if (actor := telling.context.name(agent)) is not None:
            told = True
            sort = Sort(telling.kind, "clause/agent", telling.sure + 0.1)
            yield telling.make(f"{telling.clause.words} by", actor, sort)
    for word, token in telling.clause.preps:
        candidate = _partner(telling, word, token, told=told, idiom=idiom is not None)
        if candidate is not None:
            told = True
            yield candidate
    if not told and _stands_alone(telling):
        words = f"was {telling.clause.words}" if telling.clause.passive else telling.clause.words
        place = telling.qualifiers.place if telling.qualifiers.time is None else None
        yield telling.make(f"{words} in" if place else words, place, Sort(Kind.EVENT, "clause/alone", telling.sure))


def _is(telling: Telling, head: Token) -> Iterator[Candidate]:
    """`X is a port`, `X is the capital of Y`."""
    if telling.is_figure(head) or head.pos_ not in ("NOUN", "PROPN"):
        return
    words = telling.phrase(head)
    if words and is_named(telling.subject):
        yield telling.make("is", words, Sort(Kind.ATTRIBUTE, "clause/is", telling.sure - 0.1))


def _of_object(telling: Telling, head: Token) -> tuple[list[Candidate], bool]:
    """The candidates of an object, and whether it tells what the clause has to say."""
    found = list(_places_of_object(telling, head))
    if _is_told_by_figure(telling, head):
        return found, True
    value = _value(telling, head)
    if value is None:
        return found, False
    named = isinstance(value, Mention)
    timed = is_named(telling.subject) or telling.qualifiers.time is not None
    if named or (telling.event and timed):  # what is said in common nouns alone is rarely a fact of its own
        found.append(telling.make(telling.clause.words, value, Sort(telling.kind, "clause/object", telling.sure)))
    return found, True


def _places_of_object(telling: Telling, head: Token) -> Iterator[Candidate]:
    """`runs ports in A, B and C`: one candidate for each place."""
    if head.tag_ != "NNS" or telling.clause.passive:
        return
    preps = (child for child in head.children if child.dep_ == "prep" and child.lower_ == "in")
    for token in (t for prep in preps for place in find_governed(prep) for t in conjuncts(place)):
        place = telling.context.name(token)
        if place is not None and telling.context.is_place(place):
            label = f"{telling.clause.words} {head.lower_} in"
            yield telling.make(label, place, Sort(Kind.RELATION, "clause/places", 0.6))


def _is_told_by_figure(telling: Telling, head: Token) -> bool:
    """True where a figure says all that the object says: 300 people, a capacity of 40 MW."""
    if not any(telling.is_figure(token) for token in head.subtree):
        return False
    if not telling.event or telling.is_figure(head):
        return True
    quantities = (telling.context.sentence.quantity_at(c) for c in head.children if c.dep_ in ("nummod", "quantmod"))
    return any(quantity is not None and quantity.unit is None for quantity in quantities)


def _value(telling: Telling, head: Token) -> Mention | str | None:
    """What an object names: a thing where it has a name or a class, else its words."""
    if head.pos_ in ("ADJ", "VERB", "ADV"):
        return telling.words_of(list(head.subtree)) or None
    mention = telling.context.name(head)
    if mention is not None and (is_named(mention) or mention.span is None):
        return mention
    return telling.phrase(head) or None


def _announced(telling: Telling) -> str | None:
    """The words of the clause that a verb such as announce governs."""
    if telling.clause.passive or telling.clause.lemma not in load_words("verbs.announcing.lemmas"):
        return None
    said = next((c for c in telling.clause.verb.children if c.dep_ in ("ccomp", "xcomp")), None)
    if said is None:
        return None
    return telling.words_of([t for t in said.subtree if t.lower_ != "that" or t.dep_ != "mark"])


def _partner(telling: Telling, word: str, token: Token, *, told: bool, idiom: bool) -> Candidate | None:
    """What stands after a preposition of the clause, where it has a name or is all that the clause tells."""
    if not telling.context.sentence.is_plain(token) or word not in load_words("events.prepositions.partners"):
        return None
    partner, place = telling.context.name(token), telling.qualifiers.place
    if partner is None:
        return None
    if place is not None and partner.name == place.name and (told or telling.qualifiers.time):
        return None
    common = telling.event and not told and (idiom or word in load_words("events.prepositions.common"))
    if not (is_named(partner) or partner.span is None or common):
        return None
    objects = (o for o in telling.clause.objects if o.pos_ == "NOUN" and not telling.is_figure(o))
    direct = next((f"{token.lower_} " for token in objects), "")
    sort = Sort(telling.kind, "clause/preposition", round(telling.sure - (0.1 if told else 0.0), 2))
    return telling.make(f"{telling.clause.words} {direct}{word}", partner if is_named(partner) else partner.name, sort)


def _stands_alone(telling: Telling) -> bool:
    """True for a happening with a time or place that the clause tells of its subject without anything else."""
    if _is_measured(telling):
        return False
    when_or_where = telling.qualifiers.time is not None or (telling.event and telling.qualifiers.place is not None)
    return when_or_where and (telling.event or is_named(telling.subject) or telling.subject.span is None)


def _is_measured(telling: Telling) -> bool:
    """True for verbs of change and measure beside a number, and for bare hopes."""
    lemma = telling.clause.lemma
    if lemma in load_words("verbs.future.target") | load_words("verbs.future.forecast"):
        return not telling.clause.passive
    measures = (
        lemma in load_table("verbs.change")
        or lemma in load_words("verbs.measure.lemmas")
        or lemma in load_table("verbs.holding")
        or lemma in load_words("figures.nouns.motion")
    )
    return measures and bool(telling.context.sentence.quantities)
