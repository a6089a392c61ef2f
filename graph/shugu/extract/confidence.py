"""How sure a candidate is: the share of its sort that was right when it was measured."""

from __future__ import annotations

from shugu.extract.lexicon import load_data
from shugu.model.candidate import Candidate

__all__ = ["find_confidence", "sort_of"]


def sort_of(candidate: Candidate) -> str:
    """What a candidate's confidence goes by: its rule, and whether its subject has a name of its own."""
    return candidate.rule if candidate.subject.name[:1].isupper() else f"{candidate.rule}, common noun"


def find_confidence(candidate: Candidate) -> float:
    """The share of candidates of this sort that were right, between 0 and 1; that of all for a sort never seen."""
    shares = load_data("confidence")["shares"]
    return float(shares.get(sort_of(candidate), shares["other"]))
