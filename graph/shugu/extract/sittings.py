"""Decisions of one sitting: what a body is told to decide right after what it decided on a day, it decided then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from shugu.extract.lexicon import load_words
from shugu.model.candidate import Candidate
from shugu.model.fact import Basis, Kind
from shugu.model.time import Precision

__all__ = ["date_decisions"]

_TOLD = frozenset({Kind.EVENT, Kind.POLICY, Kind.RELATION, Kind.OBSERVATION})


def date_decisions(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """The candidates in their order, the decisions of a body on the day of its decision before, where they name none.

    `the cabinet today approved a mission. The cabinet has approved a railway`: both today, the sentence that names
    the day being evidence of either.
    """
    dated: Candidate | None = None
    for candidate in candidates:
        if not _is_decision(candidate):
            yield candidate
            continue
        if candidate.time is not None:
            dated = candidate if candidate.time.precision is Precision.DAY else None
        then = dated is not None and candidate.time is None and candidate.number is None
        yield _on_day_of(candidate, dated) if then and dated and _is_same_body(candidate, dated) else candidate


def _on_day_of(candidate: Candidate, dated: Candidate) -> Candidate:
    return replace(candidate, time=dated.time, sentences=(*candidate.sentences, dated.sentences[0]))


def _is_decision(candidate: Candidate) -> bool:
    """True for what a body approved or decided, as it happened."""
    if candidate.kind not in _TOLD or candidate.basis is not Basis.ACTUAL:
        return False
    words = candidate.predicate.label.split()
    body = _head(candidate) in load_words("events.sittings.bodies")
    return body and bool(words) and words[0] in load_words("events.sittings.verbs")


def _is_same_body(one: Candidate, other: Candidate) -> bool:
    heads = {_head(one), _head(other)}
    return len(heads) == 1 or heads <= load_words("events.sittings.executive")


def _head(candidate: Candidate) -> str:
    """The noun of a body's name: the cabinet of `Union Cabinet`."""
    return candidate.subject.name.casefold().partition(" of ")[0].rsplit(" ", 1)[-1]
