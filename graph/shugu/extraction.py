"""Candidates of a document by the engine that the user wants, each past the same guard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from shugu.errors import InputError
from shugu.extract.figure_owners import without_owner
from shugu.extract.lexicon import find_pack, speaking
from shugu.extract.llm_report import ModelReport
from shugu.extract.llm_settings import ModelSettings
from shugu.guard.values import Setting, check_candidate
from shugu.model.candidate import Candidate
from shugu.model.document import Document
from shugu.model.entity import Entity
from shugu.model.fact import Basis, Kind
from shugu.ontology import load_ontology
from shugu.read.byline import find_byline

__all__ = ["Extraction", "ExtractionSettings", "check_published", "extract_document", "has_rules"]

_BEFORE = frozenset({"figure/changed-from", "figure/compared"})  # rules that tell what was before a change


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractionSettings:
    """Which engine reads: the rules, on the language's own spaCy pipeline or another, or a model where one is set."""

    pipeline: str | None = None
    model: ModelSettings | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """The candidates in the order of the text, those that the guard refused with its reasons, what a model cost."""

    candidates: tuple[Candidate, ...]
    refused: tuple[tuple[Candidate, tuple[str, ...]], ...] = ()
    report: ModelReport | None = None


def extract_document(
    document: Document,
    *,
    language: str = "en",
    published: str | None = None,
    title: str | None = None,
    known: Sequence[Entity] = (),
    settings: ExtractionSettings | None = None,
    say: Callable[[str], None] | None = None,
) -> Extraction:
    """What the engine finds in a document and the guard lets pass.

    `language` is the tag of the document's; `published` the day of publication, None for the one that its head
    states; `say` is told how far the rules have come in a long one. Raises InputError where spaCy is not installed
    and for a language without rules, ServiceError where a model's server fails.
    """
    chosen = settings or ExtractionSettings()
    published = published or find_byline(document.text.splitlines()).published
    vocabulary = load_ontology().vocabulary
    if chosen.model is not None:
        from shugu.extract.llm import extract_with_model  # noqa: PLC0415 - only where a model is wanted

        rows, report = extract_with_model(
            document, settings=chosen.model, known=known, vocabulary=vocabulary, published=published, title=title
        )
        return Extraction(candidates=tuple(rows), report=report)
    from shugu.extract.engine import extract  # noqa: PLC0415 - needs shugu[nlp]

    setting = Setting(
        published=published, title=title, entities={entity.id: entity for entity in known}, vocabulary=vocabulary
    )
    passed: list[Candidate] = []
    refused: list[tuple[Candidate, tuple[str, ...]]] = []
    rows = extract(document, language=language, published=published, known=known, pipeline=chosen.pipeline, say=say)
    for candidate in rows:
        verdict = check_candidate(candidate, document, setting=setting)
        told = candidate if verdict.ok else None
        if verdict.time_alone:  # the rest of the row stands without it
            bare = _without_time(candidate)
            told = bare if check_candidate(bare, document, setting=setting).ok else None
        told = told or _retold(candidate, document, setting)
        if told is None:
            with speaking(language):
                told = _told_without_owner(candidate, document, setting)
        if told is not None:
            passed.append(told)
        else:
            refused.append((candidate, verdict.reasons))
    return Extraction(candidates=tuple(passed), refused=tuple(refused))


def _without_time(candidate: Candidate) -> Candidate:
    """The candidate without its time, which does not follow from its evidence."""
    told = candidate.derivation.split("; ")[0] if candidate.derivation and candidate.number is not None else None
    stated = candidate.stated if candidate.number is not None else None
    return replace(candidate, time=None, stated=stated, derivation=told)


def _retold(candidate: Candidate, document: Document, setting: Setting) -> Candidate | None:
    """A refused candidate as the guard lets it pass: without its speaker, as a target or as a forecast; else None.

    What the evidence means or foresees is told as that, not lost; what was before a change is never yet to come.
    """
    if candidate.kind is Kind.CLAIM or candidate.rule in _BEFORE:
        return None
    ways = [replace(candidate, speaker=None)] if candidate.speaker is not None else []
    begins = candidate.time.earliest if candidate.time is not None else None
    ahead = begins is not None and setting.published is not None and begins.isoformat() > setting.published
    if candidate.basis is Basis.ACTUAL and (ahead or candidate.number is not None):  # who runs a plant runs it now
        ways.append(replace(candidate, basis=Basis.TARGET, kind=Kind.TARGET))
        ways.append(replace(candidate, basis=Basis.FORECAST))
    return next((way for way in ways if check_candidate(way, document, setting=setting).ok), None)


def _told_without_owner(candidate: Candidate, document: Document, setting: Setting) -> Candidate | None:
    """A refused figure as one of the measure itself, where the guard lets that pass; else None."""
    bare = without_owner(candidate)
    if bare is None:
        return None
    return bare if check_candidate(bare, document, setting=setting).ok else _retold(bare, document, setting)


def has_rules(language: str) -> bool:
    """Whether there are rules of extraction for a language, given by its tag."""
    return find_pack(language) is not None


def check_published(published: str | None) -> str | None:
    """The date as it was given, where it is a day such as 2019-05-14. Raises InputError for another spelling."""
    try:
        return published and date.fromisoformat(published).isoformat()
    except ValueError:
        raise InputError(f"{published!r} is no day; write it like 2019-05-14") from None
