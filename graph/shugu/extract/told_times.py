"""Times told from what the text has named before: the same day, the year before, the corresponding period in 2023."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

from shugu.extract.lexicon import load_table
from shugu.extract.time_setting import Setting
from shugu.extract.time_words import Match, Reader
from shugu.model.time import Precision

__all__ = ["TOLD"]

_YEARS = re.compile(r"(?<![\d-])\d{4}(?!\d)")


def _period(_: Match, setting: Setting) -> str | None:
    """The stretch that the text tells of; none where that is a whole year, or no more than a month."""
    told = setting.standing
    return told.text if told is not None and told.precision is Precision.INTERVAL else None


def _part_told(match: Match, setting: Setting) -> str | None:
    """The month, quarter, half or year told of, where the text tells of one: "for the quarter"."""
    told, unit = setting.standing, match["unit"].lower()
    if told is None or told.earliest is None or told.latest is None or told.precision is Precision.DAY:
        return None
    months = (told.latest.year - told.earliest.year) * 12 + told.latest.month - told.earliest.month + 1
    return told.text if months == load_table("times.months_of")[unit] else None


def _following_day(_: Match, setting: Setting) -> str | None:
    """The day after the last day named: "and to Lindow the following day"."""
    told = setting.before or setting.previous
    if told is None or told.precision is not Precision.DAY or told.latest is None:
        return None
    return (told.latest + timedelta(days=1)).isoformat()


def _same_part(match: Match, setting: Setting) -> str | None:
    """The months just named, in another year: "the corresponding period in 2023", "the same period last year"."""
    told, named = setting.before or setting.standing, match["year"]
    stretch = told is not None and told.precision is not Precision.DAY and told.earliest is not None
    if told is None or told.earliest is None or not stretch or (named and "-" not in told.text):
        return named or (str(setting.published.year - 1) if setting.published is not None and match["rel"] else None)
    shift = int(named) - told.earliest.year if named else -1
    return _YEARS.sub(lambda year: str(int(year.group()) + shift), told.text)


def _year_before(_: Match, setting: Setting) -> str | None:
    """The year before the last year or part of one that the sentence named, else before that of the publication."""
    told = setting.before
    if told is not None and told.earliest is not None and told.precision is not Precision.DAY:
        return _YEARS.sub(lambda year: str(int(year.group()) - 1), told.text)
    return str(setting.published.year - 1) if setting.published is not None else None


def _same(match: Match, setting: Setting) -> str | None:
    """The last time named, no finer than asked for; a day only where a day was named, a period never of a day."""
    if setting.previous is None:
        return None
    unit, text = match["unit"].lower(), setting.previous.text
    if unit == "period" and setting.previous.precision is Precision.DAY:
        return None
    length = {"month": 7, "year": 4}.get(load_table("times.units").get(unit, ""))
    if load_table("times.units").get(unit) == "day" and setting.previous.precision is not Precision.DAY:
        return None
    return text[:length] if "/" not in text else (text if length is None else None)


TOLD: Mapping[str, Reader] = {
    "following-day": _following_day,
    "part-told": _part_told,
    "period": _period,
    "same": _same,
    "same-part": _same_part,
    "year-before": _year_before,
}
