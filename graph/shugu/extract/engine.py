"""Candidates of a document by rules: parse, find clauses and figures, put names for what is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from shugu.extract.claims import find_authority, find_claims
from shugu.extract.clauses import find_clauses
from shugu.extract.context import Context
from shugu.extract.events import find_events
from shugu.extract.figures import find_figures
from shugu.extract.names import NameTable, find_country
from shugu.extract.nominals import find_nominals
from shugu.extract.quantities import find_quantities
from shugu.extract.sentence import ParsedSentence
from shugu.extract.times import find_times
from shugu.model.candidate import Candidate
from shugu.model.document import Document
from shugu.model.entity import Entity
from shugu.model.time import Precision, TimeValue
from shugu.nlp.pipeline import DEFAULT, parse_sentences

__all__ = ["extract"]

_LETTERS = re.compile(r"[^\W\d_]{2,}")
# `LINDOW, 10 July (Norland News) – ` before a report: where and when it was filed, no part of the sentence.
_DATELINE = re.compile(
    r"^(?:[A-Z][A-Z .'’-]{2,30}|[A-Z][\w .'’-]{2,30}(?=,[^–—-]{0,40}\())(?:,[^–—]{0,40}?)?\s?(?:\([^)]{2,30}\))?\s?(?:–|—|--|-)\s"
)
_LONGEST = 2_000  # characters of a sentence that are parsed
_MOST = 400  # candidates of one sentence: more come from tables and lists gone wrong


def extract(
    document: Document, *, published: str | None = None, known: Iterable[Entity] = (), pipeline: str = DEFAULT
) -> list[Candidate]:
    """The candidates of a document in the order of its text.

    `published` is the ISO date of publication, by which relative times are told; `known` are
    entities whose names are put for the mentions. Raises InputError where spaCy is not installed.
    """
    parsed = list(_parse(document, published, pipeline))
    names = NameTable(parsed, known)
    found: list[Candidate] = []
    for number, sentence in enumerate(parsed):
        context = Context(document, sentence, names, tuple(parsed[max(0, number - 1) : number]))
        found.extend(_read_sentence(context))
    return list(_without_repeats(found))


def _parse(document: Document, published: str | None, pipeline: str) -> Iterator[ParsedSentence]:
    day = date.fromisoformat(published) if published and len(published) == 10 else None
    sentences = [s for s in document.sentences if _is_prose(document.quote(s.span))]
    previous: TimeValue | None = None
    country = find_country(document.text)
    quotes = [document.quote(s.span)[:_LONGEST] for s in sentences]
    bodies = [_DATELINE.sub(lambda match: " " * len(match.group()), quote) for quote in quotes]
    for sentence, quote, doc in zip(sentences, bodies, parse_sentences(bodies, pipeline=pipeline), strict=True):
        times = tuple(find_times(quote, day, previous))
        quantities = tuple(find_quantities(quote, [(time.start, time.end) for time in times], country=country))
        stated = [time.value for time in times if not time.deadline and time.value.precision is Precision.DAY] or (
            [time.value for time in times if not time.deadline and time.value.earliest]
            if previous is None or previous.precision is not Precision.DAY
            else []
        )
        previous = stated[-1] if stated else previous
        yield ParsedSentence(sentence, doc, quantities, times)


def _is_prose(text: str) -> bool:
    """Whether a sentence has words enough to say something; a page's furniture mostly has not."""
    return len(_LETTERS.findall(text)) >= 3


def _read_sentence(context: Context) -> list[Candidate]:
    clauses = find_clauses(context.sentence)
    found = [
        *find_figures(context, clauses),
        *find_claims(context, clauses),
        *find_nominals(context),
        *find_events(context, clauses),
    ]
    authority = find_authority(context)
    if authority is not None:
        found = [
            c
            if c.speaker is not None or c.subject.name == authority.name or c.rule == "post"
            else replace(c, speaker=authority)
            for c in found
        ]
    for token in context.sentence.doc:
        if token.dep_ in ("nsubj", "nsubjpass", "pobj", "dobj", "ROOT", "appos") and token.pos_ in ("PROPN", "NOUN"):
            context.names.note(context.sentence, token)
    root = next((token for token in context.sentence.doc if token.dep_ == "ROOT"), None)
    subject = next((c for c in root.children if c.dep_ in ("nsubj", "nsubjpass")), None) if root is not None else None
    owner = next((c for c in subject.children if c.dep_ == "poss"), None) if subject is not None else None
    mention = context.name(owner if owner is not None else subject) if subject is not None else None
    if mention is not None:
        context.names.note_subject(mention)
    return sorted(found[:_MOST], key=lambda candidate: (candidate.span.start, candidate.span.end))


def _without_repeats(candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """Of candidates of one document that say the same, the surest."""
    best: dict[tuple[object, ...], Candidate] = {}
    for candidate in candidates:
        key = (
            candidate.subject.name.casefold(),
            candidate.predicate.label if candidate.number is None else None,
            candidate.object.name.casefold() if candidate.object else None,
            candidate.number,
            candidate.unit,
            candidate.text,
            candidate.time.text if candidate.time and candidate.number is None else None,
            candidate.speaker.name if candidate.speaker and candidate.number is None else None,
            candidate.sentences[0] if candidate.number is not None else None,
        )
        if key not in best or candidate.confidence > best[key].confidence:
            best[key] = candidate
    yield from (replace(c) for c in candidates if c in best.values())
