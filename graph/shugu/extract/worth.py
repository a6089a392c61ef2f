"""Which candidates of a sentence tell a reader something, and of whom they tell it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from shugu.extract.context import Context, is_named, make_term
from shugu.extract.lexicon import load_words
from shugu.model.candidate import Candidate
from shugu.model.fact import Kind

__all__ = ["find_telling"]

_KNOWN = frozenset({"GovernmentBody", "Country", "Province"})  # "government": a reader knows which
_FEW = 10  # things counted below this of an unnamed thing are mostly told along: two companies, three phases


def find_telling(context: Context, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """The candidates that state something of somebody.

    Left out: what says a thing of itself, small counts of unnamed things, and what is told of a bare common noun
    ("companies announced"). A measure that stands there as the subject ("storage rose to 90,000 t") is one of the
    thing built that was spoken of last.
    """
    for candidate in candidates:
        told = _of_itself(candidate)
        if not told and (whole := _with_owner(context, candidate)) is not None:
            yield whole


def _of_itself(candidate: Candidate) -> bool:
    named = candidate.object is not None and candidate.kind is not Kind.CLAIM
    return named and candidate.object is not None and candidate.object.name == candidate.subject.name


def _with_owner(context: Context, candidate: Candidate) -> Candidate | None:
    """The candidate where it tells something; with the owner of a measure for its subject; else None."""
    subject = candidate.subject
    small = candidate.unit == "count" and candidate.number is not None and candidate.number < _FEW
    if small and not is_named(subject):
        return None
    if " " in subject.name or not subject.name.islower() or subject.span is None or subject.type in _KNOWN:
        return candidate
    if candidate.number is None:
        return None
    words = [word for word in candidate.predicate.label.split() if word not in load_words("figures.nouns.vague")]
    if not _is_measure(subject.name):
        return candidate if words else None
    owner = context.names.last_built()
    return (
        None
        if owner is None
        else replace(candidate, subject=owner, predicate=make_term(" ".join([subject.name, *words])))
    )


def _is_measure(noun: str) -> bool:
    heads = load_words("verbs.indicators.heads")
    return noun in heads or noun.rstrip("s") in heads or noun in load_words("names.bare.nouns")
