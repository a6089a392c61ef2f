"""What is told of a named thing in words, where neither a name, a figure nor a rule of its own tells it."""

from __future__ import annotations

from collections.abc import Iterator

from shugu.extract.appositions import label_of_description
from shugu.extract.clauses import Clause
from shugu.extract.context import Sort, is_named
from shugu.extract.lexicon import load_words
from shugu.extract.plans import read_wording, words_behind
from shugu.extract.telling import Telling
from shugu.model.candidate import Candidate
from shugu.model.fact import Basis, Kind

__all__ = ["find_statements"]


def find_statements(telling: Telling) -> Iterator[Candidate]:
    """`has grown into a national event`, `is known for its orchards`: the clause in words, as a description."""
    clause = telling.clause
    named = is_named(telling.subject) or telling.subject.span is None
    if not named or clause.agents or telling.qualifiers.basis is not Basis.ACTUAL or telling.subject.type == "Person":
        return
    if any(token.lemma_.lower() in load_words("events.nominals.seats") for token in clause.objects):
        return
    speaker = telling.qualifiers.speaker
    if speaker is not None and speaker.type == "Person":  # told as a claim
        return
    if clause.passive and clause.lemma not in load_words("events.described.lemmas"):
        return
    if any(
        child.dep_ == "advmod" and child.lower_ in ("when", "where", "how", "why") for child in clause.verb.children
    ):
        return  # told of some time or way, not of the thing
    for tokens in words_behind(telling):
        words = read_wording(telling, tokens)
        if words:
            kind = Kind.EVENT if telling.event else Kind.ATTRIBUTE
            yield telling.make(_label(clause, words), words, Sort(kind, "statement", telling.sure - 0.1))


def _label(clause: Clause, words: str) -> str:
    """The verb as it stands, where it is finite; "used to be" whole; is the first, of what became the first."""
    verb = clause.verb
    first = label_of_description(words)
    if verb.lemma_ in ("be", "become") and first != "is":
        return first
    if verb.dep_ == "xcomp" and verb.head.lower_ == "used":
        return f"used to {clause.words}"
    particles = " ".join(child.lower_ for child in verb.children if child.dep_ == "prt")
    return f"{verb.lower_} {particles}".strip() if verb.tag_ in ("VBP", "VBZ") else clause.words
