"""What the wording of a time means: one reader for each way of writing it, none where that cannot be told."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from shugu.extract.lexicon import load_table
from shugu.model.time import Precision, TimeValue

__all__ = ["READERS", "Setting"]

_Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class Setting:
    """By what a relative time is told: the day of publication and the last time named; None where not known."""

    published: date | None
    previous: TimeValue | None

    @property
    def year(self) -> int | None:
        """The year that a part of a year without one falls in: that of publication, else of the last time named."""
        if self.published is not None:
            return self.published.year
        return self.previous.earliest.year if self.previous is not None and self.previous.earliest is not None else None


def _iso(match: _Match, _: Setting) -> str:
    return f"{match['year']}-{match['m']}-{match['d']}"


def _day(match: _Match, _: Setting) -> str:
    return f"{match['year']}-{_month_number(match):02d}-{int(match['day']):02d}"


def _days(match: _Match, setting: Setting) -> str:
    first = _day(match, setting)
    return f"{first}/{first[:8]}{int(match['last']):02d}"


def _month(match: _Match, _: Setting) -> str:
    return f"{match['year']}-{_month_number(match):02d}"


def _year(match: _Match, _: Setting) -> str:
    return match["year"]


def _years(match: _Match, _: Setting) -> str | None:
    first, last = match["y1"], match["y2"]
    if len(last) == 2:
        last = first[:2] + last
    return f"{first}/{last}" if first < last else None


def _half(match: _Match, setting: Setting) -> str | None:
    year = _stated_year(match, setting)
    part = load_table("times.ordinals")[match["part"].lower()]
    return {1: f"{year}-01/{year}-06", 2: f"{year}-07/{year}-12"}.get(part) if year else None


def _quarter(match: _Match, setting: Setting) -> str | None:
    year, groups = _stated_year(match, setting), match.groupdict()
    quarter = int(groups["q"]) if "q" in groups else load_table("times.ordinals")[match["part"].lower()]
    return f"{year}-{quarter * 3 - 2:02d}/{year}-{quarter * 3:02d}" if year else None


def _first(match: _Match, setting: Setting) -> str | None:
    """The first months or quarters of a year."""
    count, year = _count(match), int(match["year"]) if match["year"] else None
    if year is None and setting.published is not None:
        year = setting.published.year + _step(match)
    if not count or not year:
        return None
    last = count if _unit(match) == "month" else count * 3
    return f"{year}-01/{year}-{last:02d}" if 1 < last <= 12 else None


def _day_without_year(match: _Match, setting: Setting) -> str | None:
    year = _year_near(setting, _month_number(match), int(match["day"]))
    return f"{year}-{_month_number(match):02d}-{int(match['day']):02d}" if year else None


def _month_without_year(match: _Match, setting: Setting) -> str | None:
    year = _year_near(setting, _month_number(match), 1)
    return f"{year}-{_month_number(match):02d}" if year else None


def _year_near(setting: Setting, month: int, day: int) -> int | None:
    """The year of the last time named; else the latest in which the day lies not far behind the publication."""
    published, previous = setting.published, setting.previous
    if previous is not None and previous.precision is not Precision.INTERVAL and previous.earliest is not None:
        told = previous.earliest.year
        if published is None or (published.year - told >= 2 and previous.precision is not Precision.YEAR):
            return told
    if published is None or not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    far = (month, day) > (published.month, published.day) and month - published.month > 6
    return published.year - far


def _relative(match: _Match, setting: Setting) -> str | None:
    """Last, this or next year, month or week."""
    published, step = setting.published, _step(match)
    if published is None:
        return None
    if _unit(match) == "year":
        return str(published.year + step)
    if _unit(match) == "month":
        return _months_from(published, step)
    monday = published - timedelta(days=published.weekday()) + timedelta(weeks=step)
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def _decade(_: _Match, setting: Setting) -> str | None:
    return str(-(-setting.published.year // 10) * 10) if setting.published else None


def _past_years(match: _Match, setting: Setting) -> str | None:
    count = _count(match)
    if setting.published is None or not count:
        return None
    return f"{setting.published.year - count}/{setting.published.year}"


def _coming_years(match: _Match, setting: Setting) -> str | None:
    count = _count(match)
    if setting.published is None or not count:
        return None
    return f"{setting.published.year}/{setting.published.year + count}"


def _ago(match: _Match, setting: Setting) -> str | None:
    count = _count(match)
    if setting.published is None or not count:
        return None
    return str(setting.published.year - count) if _unit(match) == "year" else _months_from(setting.published, -count)


def _same(match: _Match, setting: Setting) -> str | None:
    """The last time named, no finer than asked for; a day only where a day was named."""
    if setting.previous is None:
        return None
    unit, text = match["unit"].lower(), setting.previous.text
    length = {"month": 7, "year": 4}.get(load_table("times.units").get(unit, ""))
    if load_table("times.units").get(unit) == "day" and setting.previous.precision is not Precision.DAY:
        return None
    return text[:length] if "/" not in text else (text if length is None else None)


def _near(match: _Match, setting: Setting) -> str | None:
    """Yesterday, today or tomorrow."""
    return (setting.published + timedelta(days=_step(match))).isoformat() if setting.published else None


def _weekday(match: _Match, setting: Setting) -> str | None:
    """The day of the week nearest before the publication, itself included; after it with "next"."""
    if setting.published is None:
        return None
    wanted = load_table("times.weekdays")[match["weekday"].lower()]
    back = (setting.published.weekday() - wanted) % 7
    step = _step(match) if match["rel"] else 0
    if step > 0:
        return (setting.published + timedelta(days=7 - back)).isoformat()
    if step < 0 and back == 0:
        back = 7
    return (setting.published - timedelta(days=back)).isoformat()


def _months_from(day: date, step: int) -> str:
    months = day.year * 12 + day.month - 1 + step
    return f"{months // 12}-{months % 12 + 1:02d}"


def _month_number(match: _Match) -> int:
    return int(load_table("times.months")[match["month"].lower()])


def _stated_year(match: _Match, setting: Setting) -> int | None:
    groups = match.groupdict()
    return int(groups["year"]) if "year" in groups else setting.year


def _count(match: _Match) -> int | None:
    word = match["count"].lower()
    return int(word) if word.isdigit() else load_table("times.numbers").get(word)


def _step(match: _Match) -> int:
    return int(load_table("times.steps")[match["rel"].lower()])


def _unit(match: _Match) -> str:
    return str(load_table("times.units")[match["unit"].lower()])


READERS: Mapping[str, Callable[[_Match, Setting], str | None]] = {
    "ago": _ago,
    "coming-years": _coming_years,
    "day": _day,
    "day-without-year": _day_without_year,
    "days": _days,
    "decade": _decade,
    "first": _first,
    "half": _half,
    "iso": _iso,
    "month": _month,
    "month-without-year": _month_without_year,
    "near": _near,
    "past-years": _past_years,
    "quarter": _quarter,
    "relative": _relative,
    "same": _same,
    "weekday": _weekday,
    "year": _year,
    "years": _years,
}
