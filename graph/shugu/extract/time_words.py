"""The parts of a wording of a time: its month, year, count, unit, and whether it looks back or ahead."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from shugu.extract.lexicon import load_table
from shugu.extract.time_setting import Setting

__all__ = ["Match", "Reader", "count_of", "month_from", "month_number", "stated_year", "step_of", "unit_of"]

Match = re.Match[str]
Reader = Callable[[Match, Setting], str | None]


def month_from(day: date, step: int) -> str:
    """The month so many months after that of a day, before it where negative, as 2021-03."""
    months = day.year * 12 + day.month - 1 + step
    return f"{months // 12}-{months % 12 + 1:02d}"


def month_number(match: Match, group: str = "month") -> int:
    """The number of the month that a group names, from 1 to 12."""
    return int(load_table("times.months")[match[group].lower()])


def stated_year(match: Match, setting: Setting) -> int | None:
    """The year that is named, or that "last year" and the like mean; else that of the publication."""
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    if groups.get("rel"):
        return setting.published.year + step_of(match) if setting.published else None
    return setting.year


def count_of(match: Match, group: str = "count") -> int | None:
    """The count that a group holds in digits or words; None for another word."""
    word = match[group].lower()
    return int(word) if word.isdigit() else load_table("times.numbers").get(word)


def step_of(match: Match) -> int:
    """-1 for last, 0 for this, 1 for next."""
    return int(load_table("times.steps")[match["rel"].lower()])


def unit_of(match: Match) -> str:
    """The unit that is counted in: day, week, month, quarter or year."""
    return str(load_table("times.units")[match["unit"].lower()])
