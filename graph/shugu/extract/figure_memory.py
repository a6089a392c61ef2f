"""What the figures of a text leave behind for those that come later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from shugu.model.candidate import Mention

__all__ = ["FigureMemory", "LastFigure"]


class LastFigure(NamedTuple):
    """Of what the figure told last is, what it measures, the number of its sentence, and its unit."""

    owner: Mention
    label: str
    sentence: int
    unit: str | None = None


@dataclass(slots=True)
class FigureMemory:
    """What was told last: the measure that "they were followed by" goes on with, the figure that "this increase" means.

    `money` is the currency of the last sum, with the sentence that names it.
    """

    measure: str = ""
    last: LastFigure | None = None
    money: tuple[str, str] | None = None
