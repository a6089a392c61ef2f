"""What a text tells twice: an event without a time happened on the day on which the text tells of it once more."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from shugu.extract.lexicon import load_words
from shugu.model.candidate import Candidate
from shugu.model.fact import Basis, Kind
from shugu.model.time import Precision

__all__ = ["date_retold"]

_DONE = frozenset({Kind.EVENT, Kind.POLICY, Kind.RELATION, Kind.ATTRIBUTE})
_LONG = re.compile(r"\w{5,}")
_STEM = 5  # letters by which two forms of a verb are one


def date_retold(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """The candidates in their order, those without a time on the one day of the same event told with it.

    `Havkraft has signed a deal with Norland Mills. The deal was signed on 3 May`.
    """
    found = list(candidates)
    dated: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in found:
        if _is_event(candidate) and candidate.time is not None and candidate.time.precision is Precision.DAY:
            dated[_stem(candidate)].append(candidate)
    for candidate in found:
        untold = candidate.time is None and _is_event(candidate) and _stem(candidate)
        again = dated.get(_stem(candidate), ()) if untold else ()
        same = [other for other in again if _is_same(candidate, other)]
        days = {other.time.text for other in same if other.time is not None}
        yield _on_day_of(candidate, same[0]) if len(days) == 1 else candidate


def _on_day_of(candidate: Candidate, dated: Candidate) -> Candidate:
    sentences = tuple(dict.fromkeys((*candidate.sentences, *dated.sentences)))
    return replace(candidate, time=dated.time, sentences=sentences)


def _is_event(candidate: Candidate) -> bool:
    """True for what somebody did, as it happened."""
    clause = candidate.rule.startswith(("clause/", "statement"))
    return clause and candidate.number is None and candidate.kind in _DONE and candidate.basis is Basis.ACTUAL


def _stem(candidate: Candidate) -> str:
    """The beginning of the verb by which a candidate is told; empty for one that tells of no single day."""
    verb = next((word for word in candidate.predicate.label.split() if word not in ("was", "were", "been")), "")
    return verb[:_STEM] if verb in load_words("events.sittings.told_again") else ""


def _is_same(one: Candidate, other: Candidate) -> bool:
    """True where both tell of one thing, told of the same body or not of two named ones."""
    if one.subject.name == other.subject.name:
        return _object(one) == _object(other) or bool(_words(one) & _words(other))
    passive = _object(one) == "" or _object(other) == ""
    return passive and bool(_heads(one) & _heads(other))


def _object(candidate: Candidate) -> str:
    return (candidate.object.name if candidate.object else candidate.text or "").casefold()


def _words(candidate: Candidate) -> set[str]:
    """The longer words of what a candidate says of its subject."""
    return set(_LONG.findall(_object(candidate)))


def _heads(candidate: Candidate) -> set[str]:
    """What was acted on: the subject of a passive; the object of an active, and the agreement of what was signed."""
    label = {word for word in candidate.predicate.label.split()[1:] if len(word) > 4}
    return _words(candidate) | label if _object(candidate) else set(_LONG.findall(candidate.subject.name.casefold()))
