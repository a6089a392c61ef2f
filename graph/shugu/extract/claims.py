"""Claims: who said what, with the post in which they said it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from shugu.extract.clauses import Clause
from shugu.extract.context import Context
from shugu.extract.lexicon import load_data
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_authority", "find_claims"]

_ACCORDING = re.compile(r"\b(?:according to|in the words of)\b", re.IGNORECASE)
_LONGEST = 240


def find_claims(context: Context, clauses: Sequence[Clause]) -> Iterator[Candidate]:
    """A candidate for each thing that somebody is said to have said, its gist as the object."""
    speech = load_data("verbs")["speech"]["lemmas"]
    for clause in clauses:
        if clause.verb.lemma_ not in speech or not clause.subjects or clause.basis is None:
            continue
        speaker = context.name(clause.subjects[0])
        gist = _gist(context, clause.verb)
        if speaker is None or not gist or not _can_speak(speaker) or clause.verb.lemma_ == "deny":
            continue
        if any(q.stated in gist for q in context.sentence.quantities):
            continue  # the figures are told as such, with their speaker
        yield context.make(
            speaker,
            "said",
            kind=Kind.CLAIM,
            rule="claim/speech",
            confidence=0.8 if speaker.name[:1].isupper() else 0.5,
            object=gist,
            speaker=speaker,
        )
    yield from _according_to(context)


def _can_speak(speaker: Mention) -> bool:
    return speaker.type not in ("Country", "City", "Province", "Region", "District", "Event", "Project")


def _gist(context: Context, verb: Token) -> str:
    """The words of what is said: the clause under the verb, else the quotation beside it."""
    for child in verb.children:
        if child.dep_ in ("ccomp", "xcomp", "parataxis") and child.lemma_ not in load_data("verbs")["speech"]["lemmas"]:
            inner = [t for t in child.subtree if not (t.dep_ == "mark" and t.i < child.i and t.lower_ == "that")]
            return _trim(context.sentence.text(inner, without_determiner=False))
    if verb.dep_ in ("ccomp", "parataxis") and verb.head.i != verb.i:  # "..., she said"
        own = {t.i for t in verb.subtree}
        return _trim(
            context.sentence.text([t for t in context.sentence.doc if t.i not in own], without_determiner=False)
        )
    quoted = re.search(r"[“\"]([^”\"]{8,})[”\"]?", context.sentence.doc.text)
    if quoted:
        return _trim(quoted.group(1))
    if verb.lemma_ in (
        "describe",
        "call",
        "hail",
        "welcome",
        "stress",
        "highlight",
        "emphasize",
        "emphasise",
        "underline",
        "acknowledge",
        "explain",
    ):
        objects = [c for c in verb.children if c.dep_ in ("dobj", "prep", "oprd")]
        return _trim(context.sentence.text([t for o in objects for t in o.subtree], without_determiner=False))
    return ""


def _trim(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip(' ,.;:"“”‘’')
    return text if len(text) <= _LONGEST else text[: text.rfind(" ", 0, _LONGEST)]


def find_authority(context: Context) -> Mention | None:
    """Who a sentence is told after: the bank of `according to the bank`."""
    for token in context.sentence.doc:
        if token.lower_ == "according":
            head = next((p for c in token.children for p in c.children if p.dep_ == "pobj"), None)
            return context.name(head) if head is not None else None
    return None


def _according_to(context: Context) -> Iterator[Candidate]:
    """`According to the bank, …`: the rest of the sentence is its claim."""
    sentence = context.sentence
    for token in sentence.doc:
        if token.lower_ != "according":
            continue
        head = next((p for c in token.children for p in c.children if p.dep_ == "pobj"), None)
        speaker = context.name(head) if head is not None else None
        if speaker is None:
            continue
        own = {t.i for t in token.subtree}
        gist = _trim(sentence.text([t for t in sentence.doc if t.i not in own], without_determiner=False))
        if len(gist.split()) >= 4 and not any(q.stated in gist for q in sentence.quantities):
            yield context.make(
                speaker,
                "said",
                kind=Kind.CLAIM,
                rule="claim/according-to",
                confidence=0.6,
                object=gist,
                speaker=speaker,
            )
