"""A figure that tells the one before it in other terms has its ground: will reach 25 per cent, or $40 million."""

from __future__ import annotations

from dataclasses import replace

from shugu.extract.lexicon import load_words
from shugu.extract.quantity import Quantity
from shugu.extract.reading import Figure, Reading, is_money
from shugu.model.candidate import Candidate
from shugu.model.fact import Basis, Kind

__all__ = ["as_before"]


def as_before(figure: Figure, candidate: Candidate, last: tuple[Reading, Quantity, Candidate] | None) -> Candidate:
    """The candidate on the ground of the one before, where that is meant or foreseen and this says it otherwise.

    "will reach 25 per cent, or $40 million", "is set at $7 billion, a rise of 3 per cent".
    """
    if last is None or candidate.basis is not Basis.ACTUAL or last[2].basis not in (Basis.TARGET, Basis.FORECAST):
        return candidate
    otherwise = candidate.rule in load_words("figures.nouns.otherwise") or figure.before("alternative") is not None
    if not (otherwise or _goes_on(figure, last[1])):
        return candidate
    kind = Kind.TARGET if last[2].basis is Basis.TARGET else candidate.kind
    time = candidate.time or last[2].time
    return replace(candidate, basis=last[2].basis, kind=kind, time=time)


def _goes_on(figure: Figure, before: Quantity) -> bool:
    """True for a sum of a list that goes on without a verb: `provides for wages of $4 million; rent of $2 million`."""
    if figure.quantity.unit != before.unit or not is_money(before.unit or ""):
        return False
    between = figure.context.sentence.tokens_of(before.end, figure.quantity.start)
    listed = any(token.text in (";", ",") or token.lower_ == "and" for token in between)
    return listed and not any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in between)
