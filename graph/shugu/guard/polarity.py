"""Mood of a sentence: denied, supposed, wished, foreseen, or told as it was."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from shugu.guard.cues import alternatives, cue_pattern

__all__ = ["Mood", "clause_around", "find_governing_future", "find_predicate", "governing_words", "read_mood"]

_PREDICATE = 24  # characters of a predicate that tell its mood
_MOODS = 256  # texts whose mood is kept: the rows of a sentence ask for it again and again

_NEGATION = re.compile(
    rf"\b(?:{alternatives('negation')})\b(?!\s+(?:only|just|least|less than|more than|fewer than|merely|to mention|"
    r"in (?:the )?(?:labou?r|work|education|employment|training|school)\b))",
    re.IGNORECASE,
)
_DOUBLE = re.compile(
    r"\b(?:not only|not just|not merely|if not|whether or not|no(?:t)? (?:less|fewer|more) than|not to mention)\b",
    re.IGNORECASE,
)
_SUPPOSED = cue_pattern("supposed", ignore_case=False)
# Names of plans and strategies are written with capitals and are no cues: these lists mind the case.
_TARGET = cue_pattern("target", ignore_case=False)
_FORECAST = cue_pattern("forecast", ignore_case=False)
_ESTIMATE = cue_pattern("estimate", ignore_case=True)
# What, in the clause of a value, forbids to tell it as a fact.
_UNREAL = cue_pattern("unreal", ignore_case=False)
# A new finite verb after one of these begins a clause of its own.
_CLAUSE = re.compile(
    r"\b(?:said|says|added|noted|announced|explained)\b|[;:]|,?\s*\b(?:which|while|whereas|where|but|although|though)\b|"
    r",\s+(?:and|with|a figure that|up|down|or|or\s)\b|\s[–—-]\s|,(?=\s)"
)


@dataclass(frozen=True, slots=True)
class Mood:
    """Cues of a clause, each as the word that was found, None where there is none."""

    negation: str | None
    supposed: str | None
    unreal: str | None
    target: str | None
    forecast: str | None
    estimate: str | None


@lru_cache(maxsize=_MOODS)
def read_mood(text: str) -> Mood:
    """The cues that `text`, a clause or sentence, holds."""
    plain = _DOUBLE.sub(lambda match: " " * len(match.group()), text.replace("’", "'"))
    return Mood(
        negation=_first(_NEGATION, plain),
        supposed=_first(_SUPPOSED, plain),
        unreal=_first(_UNREAL, plain),
        target=_first(_TARGET, text),
        forecast=_first(_FORECAST, text),
        estimate=_first(_ESTIMATE, text),
    )


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return match.group() if match else None


def clause_around(sentence: str, start: int, end: int) -> str:
    """The clause of `sentence` that `start`..`end` lies in.

    A piece between commas that has no verb of its own belongs to the clause before it; as a rule of
    thumb, pieces of fewer than four words do.
    """
    cuts = [0, *(m.start() for m in _CLAUSE.finditer(sentence)), len(sentence)]
    left = max(c for c in cuts if c <= start)
    right = min((c for c in cuts if c >= end), default=len(sentence))
    return sentence[left:right]


_QUOTE_ENDS = re.compile(r"[\"”’']\s*,?\s*(?:[\w ]{0,30}\b)?(?:said|says|added|noted|explained|stressed)\b")
_WILL = re.compile(r"\b(?:will(?!ing)|shall|aims? (?:to|at)|plans? to|intends? to|duty-bound)\b")
_FINITE = re.compile(r"\b(?:is|are|was|were|has|had|(?<!will )(?<!shall )have|said|says|reached|totalled|stood)\b")


def governing_words(sentence: str, end: int) -> str:
    """What stands before `end` in the sentence and can govern it; a quotation that ended before does not."""
    lead = sentence[:end]
    ends = [match.start() for match in _QUOTE_ENDS.finditer(lead)]
    return lead[ends[-1] :] if ends else lead


def find_predicate(sentence: str, start: int, end: int) -> str:
    """The beginning of the predicate behind a value in the subject: `are to be connected`; empty where it is none."""
    if _FINITE.search(sentence, 0, start) or _WILL.search(sentence, 0, start):
        return ""
    found = min((m.start() for p in (_FINITE, _WILL) if (m := p.search(sentence, end))), default=None)
    return "" if found is None else f" {sentence[found : found + _PREDICATE]}"


def find_governing_future(lead: str) -> str | None:
    """A future that the first verb of an enumeration sets for all that follows; None where a finite verb ends it."""
    found = list(_WILL.finditer(lead))
    if not found or _FINITE.search(lead, found[-1].end()):
        return None
    return found[-1].group()
