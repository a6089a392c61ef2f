"""What is told of a thing in words, where neither a name, a figure nor a rule of its own tells it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from shugu.extract.appositions import label_of_description
from shugu.extract.clause_words import find_wordings
from shugu.extract.clauses import Clause
from shugu.extract.context import Sort
from shugu.extract.lexicon import load_table, load_words
from shugu.extract.performers import is_own
from shugu.extract.telling import Telling
from shugu.model.candidate import Candidate
from shugu.model.fact import Basis, Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_statements"]

_OF_PERSONS = ("be", "have", "become", "do", "get")
_OF_NOUN = ("acl", "relcl")
_SHORT = 2  # words
_WAYS = ("when", "where", "how", "why", "what")


def find_statements(telling: Telling) -> Iterator[Candidate]:
    """`has grown into a national event`, `was connected to the grid`: the clause in words."""
    clause = telling.clause
    if not telling.is_identified or clause.agents or telling.qualifiers.basis is not Basis.ACTUAL:
        return
    if not _is_told(telling):
        return
    if clause.lemma in load_words("events.wordings.talking"):
        return
    if clause.lemma in load_words("verbs.future.meaning") and not clause.passive:
        yield from _meant(telling)
        return
    for wording in find_wordings(telling):
        if _is_vague(wording.words):
            continue
        kind = Kind.EVENT if telling.event else Kind.ATTRIBUTE
        label = f"{_label(clause, wording.words)} {wording.lead}".rstrip()
        yield telling.make(label, wording.words, Sort(kind, "statement", telling.sure - 0.1))


def _is_vague(words: str) -> bool:
    """True for the first time of `marks the first time`, whose noun says nothing alone."""
    told = words.lower().split()
    return len(told) <= _SHORT and told[-1] in load_words("events.described.vague")


def _meant(telling: Telling) -> Iterator[Candidate]:
    """`targets new markets`: what is meant is a plan, whenever it is told."""
    meant = replace(telling, qualifiers=replace(telling.qualifiers, basis=Basis.TARGET))
    for wording in find_wordings(meant):
        label = f"{_label(telling.clause, wording.words)} {wording.lead}".rstrip()
        yield meant.make(label, wording.words, Sort(Kind.TARGET, "plan", telling.sure - 0.1))


def _is_told(telling: Telling) -> bool:
    """False for what a seat, a claim, a figure or a post tells, and for what is said of some time or way."""
    clause = telling.clause
    apart = _is_told_elsewhere(telling) or _is_source(clause) or _is_of_time_or_way(clause) or _is_quoted(telling)
    if apart or _is_trend(clause) or (_tells_which(clause) and not telling.is_named):
        return False
    if telling.subject.type == "Person" and clause.lemma in _OF_PERSONS:
        return False
    if clause.lemma == "be" and any(_says_little(token) for token in (*clause.subjects, *clause.objects)):
        return False
    if clause.is_possible and (not telling.is_named or _is_hollow(clause)):
        return False
    if telling.is_named:
        return True
    hollow = _is_hollow(clause) or (clause.passive and not telling.event and telling.qualifiers.time is None)
    return clause.is_finite and not (telling.subject.type == "Topic" and hollow)


def _is_source(clause: Clause) -> bool:
    """True for the agency of `talks were held, the agency reports from Lindow`, which only says whose news it is."""
    reported = clause.lemma in load_words("verbs.announcing.lemmas")
    return reported and any(child.dep_ == "ccomp" for child in clause.verb.lefts)


def _is_told_elsewhere(telling: Telling) -> bool:
    """True for what is told as a claim, of those who did it, of an infinitive, as a seat or as a figure."""
    clause, speaker = telling.clause, telling.qualifiers.speaker
    person = speaker is not None and speaker.type == "Person" and not telling.event
    if person or (speaker is not None and speaker.name == telling.subject.name):
        return True
    if any(_is_count(telling, token) for subject in clause.subjects for token in (subject, *subject.lefts)):
        return True
    others = load_words("events.parts.verbs", "verbs.future.foreseeing")
    others |= load_words("events.wordings.heading", "verbs.ranking.lemmas")
    if clause.lemma in others:
        return True
    if any(token.lemma_.lower() in load_words("events.nominals.seats") for token in clause.objects):
        return True
    if any(_is_told_by_infinitive(token) for token in clause.objects):
        return True
    return any(child.dep_ == "agent" for token in clause.objects for child in token.children)


def _is_told_by_infinitive(token: Token) -> bool:
    """True for the willing of `is willing to work` and the steps of `takes firm steps to cut duties`."""
    if token.pos_ == "ADJ":
        return any(child.dep_ == "xcomp" for child in token.children)
    return is_own(token) and any(child.tag_ == "VB" and child.dep_ in _OF_NOUN for child in token.rights)


def _is_of_time_or_way(clause: Clause) -> bool:
    """True behind when, where or how, and for a participle before its clause: `Comparing the two, it was found`."""
    verb = clause.verb
    asked = any(child.lower_ in _WAYS and child.i < verb.i and not _goes_on(child) for child in verb.children)
    return asked or (verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.i < verb.head.i)


def _goes_on(word: Token) -> bool:
    """True for the when of `passed the law in 2019, when the port was raised to a free zone`, which tells one more."""
    past = any(child.tag_ == "VBD" for child in (word.head, *word.head.children))
    return word.lower_ == "when" and past and word.i > 0 and word.nbor(-1).text == "," and word.head.head.i < word.i


def _says_little(token: Token) -> bool:
    """True for it and this, and for what is more or less than something else."""
    return token.pos_ == "PRON" or token.tag_ in ("JJR", "RBR")


def _is_count(telling: Telling, token: Token) -> bool:
    """True for a token of a number of things, which is told as a figure."""
    quantity = telling.context.sentence.quantity_at(token)
    return quantity is not None and quantity.unit is None


def _is_trend(clause: Clause) -> bool:
    """True for `recorded a slight increase`, which says nothing without its figure."""
    if clause.lemma not in load_words("events.wordings.trending"):
        return False
    trends = load_words("events.wordings.trends")
    changes = load_table("verbs.nouns_of_change")
    return bool(clause.objects) and all(
        t.lemma_.lower() in trends or t.lemma_.lower() in changes for t in clause.objects
    )


def _tells_which(clause: Clause) -> bool:
    """True for `tourists who arrive in Norland spend more`: it says which of them are meant."""
    first = clause.verb.left_edge
    restricts = clause.verb.dep_ == "relcl" and first.lower_ in ("who", "that") and first.i > 0
    return restricts and not first.nbor(-1).is_punct


def _is_hollow(clause: Clause) -> bool:
    """True for what says little of a thing without a name: that it is or becomes something, that it grows."""
    grows = clause.lemma in load_table("verbs.change") and not clause.objects
    return grows or clause.lemma in load_words("events.wordings.hollow")


def _is_quoted(telling: Telling) -> bool:
    """True for "it is really big" in somebody's words, whatever "it" means."""
    subjects, verb = telling.clause.subjects, telling.clause.verb
    before = telling.context.sentence.words[: verb.idx]
    open_ = before.count("“") > before.count("”") or before.count('"') % 2 == 1
    return open_ and bool(subjects) and subjects[0].pos_ == "PRON"


def _label(clause: Clause, words: str) -> str:
    """The verb as it stands, where it is finite; "used to be" whole; is the first, of what became the first."""
    verb = clause.verb
    first = label_of_description(words)
    if verb.lemma_ in ("be", "become") and first != "is":
        return first
    if verb.dep_ == "xcomp" and verb.head.lower_ == "used":
        return f"used to {clause.words}"
    if clause.is_possible:
        return f"can be {clause.words}" if clause.passive else f"can {verb.lemma_} {clause.words.partition(' ')[2]}"
    if verb.lower_ in ("'s", "’s") or (verb.lemma_ == "be" and verb.tag_ == "VBZ"):
        return "is"  # "it's"
    particles = " ".join(child.lower_ for child in verb.children if child.dep_ == "prt")
    if verb.lemma_ == "be":  # "sales were up in nine provinces"
        moved = (child.lower_ for child in verb.rights if child.lower_ in load_words("events.effects.moved"))
        return f"{clause.words} {next(moved, '')}".strip()
    return f"{verb.lower_} {particles}".strip() if verb.tag_ in ("VBP", "VBZ") else clause.words
