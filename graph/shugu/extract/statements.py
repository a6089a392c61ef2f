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
    if not _is_told(clause) or _is_quoted(telling):
        return
    for tokens in words_behind(telling):
        words = read_wording(telling, tokens)
        if words:
            kind = Kind.EVENT if telling.event else Kind.ATTRIBUTE
            yield telling.make(_label(clause, words), words, Sort(kind, "statement", telling.sure - 0.1))


def _is_told(clause: Clause) -> bool:
    """True for a finite verb that tells what its subject is or has; false for what other rules tell."""
    verb = clause.verb
    helped = {child.lemma_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    passive = clause.passive or (verb.tag_ == "VBN" and not helped)
    if passive and clause.lemma not in load_words("events.described.lemmas"):
        return False
    named = verb.text[:1].isupper() and not verb.is_sent_start  # a name that the parser takes for a verb
    bare = not helped and (verb.tag_ == "VB" or (verb.tag_ == "VBG" and verb.dep_ in ("pcomp", "xcomp", "dep")))
    bare = bare or clause.lemma in load_words("events.parts.verbs")
    if named or bare:
        return False
    nothing = load_words("events.described.nothing")
    alone = clause.objects if not clause.preps else ()
    if any(token.dep_ == "dobj" and token.lemma_.lower() in nothing and not token.n_rights for token in alone):
        return False  # "is making progress"
    if any(child.dep_ == "agent" for token in clause.objects for child in token.children):
        return False  # "is co-financed by", told of those who do
    aside = (child for child in verb.children if child.dep_ in ("advmod", "prep"))
    return not any(child.lower_ in load_words("events.described.aside") for child in aside)


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
    particles = " ".join(child.lower_ for child in verb.children if child.dep_ == "prt")
    return f"{verb.lower_} {particles}".strip() if verb.tag_ in ("VBP", "VBZ") else clause.words
