"""What the wording of a time means: one reader for each way of writing it, none where that cannot be told."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from shugu.extract.lexicon import load_table
from shugu.extract.time_setting import Setting, business_year, year_ended, year_near
from shugu.model.time import Precision

__all__ = ["READERS"]

_Match = re.Match[str]
_FARTHEST = 50  # years ahead of the publication
_YEARS = re.compile(r"(?<![\d-])\d{4}(?!\d)")
_FISCAL_BEGIN = 4  # the month in which a business year can begin first


def _iso(match: _Match, _: Setting) -> str:
    return f"{match['year']}-{match['m']}-{match['d']}"


def _day(match: _Match, _: Setting) -> str:
    return f"{match['year']}-{_month_number(match):02d}-{int(match['day']):02d}"


def _days(match: _Match, setting: Setting) -> str:
    first = _day(match, setting)
    return f"{first}/{first[:8]}{int(match['last']):02d}"


def _month(match: _Match, _: Setting) -> str:
    return f"{match['year']}-{_month_number(match):02d}"


def _year(match: _Match, setting: Setting) -> str | None:
    """A year; none so far ahead that another calendar must be meant."""
    far = setting.published is not None and int(match["year"]) > setting.published.year + _FARTHEST
    return None if far else match["year"]


def _years(match: _Match, _: Setting) -> str | None:
    first, last = match["y1"], match["y2"]
    if len(last) == 2:
        last = first[:2] + last
    return f"{first}/{last}" if first < last else None


def _half(match: _Match, setting: Setting) -> str | None:
    year, groups = _stated_year(match, setting), match.groupdict()
    word = groups.get("part") or groups.get("part2")
    part = int(groups["h"]) if "h" in groups else load_table("times.ordinals")[str(word).lower()]
    return {1: f"{year}-01/{year}-06", 2: f"{year}-07/{year}-12"}.get(part) if year else None


def _quarter(match: _Match, setting: Setting) -> str | None:
    year, groups = _stated_year(match, setting), match.groupdict()
    quarter = int(groups["q"]) if "q" in groups else load_table("times.ordinals")[match["part"].lower()]
    return f"{year}-{quarter * 3 - 2:02d}/{year}-{quarter * 3:02d}" if year else None


def _first(match: _Match, setting: Setting) -> str | None:
    """The first months or quarters of a year."""
    count = _count(match)
    year = _stated_year(match, setting)
    if not count or not year:
        return None
    last = count if _unit(match) == "month" else count * 3
    return f"{year}-01/{year}-{last:02d}" if 1 < last <= 12 else None


def _day_without_year(match: _Match, setting: Setting) -> str | None:
    year = year_near(setting, _month_number(match), int(match["day"]))
    return f"{year}-{_month_number(match):02d}-{int(match['day']):02d}" if year else None


def _month_without_year(match: _Match, setting: Setting) -> str | None:
    year = year_near(setting, _month_number(match), 1)
    return f"{year}-{_month_number(match):02d}" if year else None


def _months(match: _Match, setting: Setting) -> str | None:
    """From one month to another, in the year named after them, else in the last that they can lie in."""
    groups, first, last = match.groupdict(), _month_number(match), _month_number(match, "month2")
    if groups.get("year2"):
        return f"{match['year']}-{first:02d}/{match['year2']}-{last:02d}"
    named = groups.get("year") or groups.get("rel")
    year = _stated_year(match, setting) if named else year_near(setting, last, 1)
    if year is None:
        return None
    return f"{year - (last < first)}-{first:02d}/{year}-{last:02d}"


def _year_to(match: _Match, setting: Setting) -> str | None:
    """The year, months or years that end in a month: "the year to March 2023"."""
    month, groups = _month_number(match), match.groupdict()
    year = int(groups["year"]) if groups["year"] else year_ended(setting, month)
    length = _count(match) if groups["count"] else 12 * (_count(match, "count2") or 0) if groups["count2"] else 12
    if not year or not length:
        return None
    first = year * 12 + month - length
    return f"{first // 12}-{first % 12 + 1:02d}/{year}-{month:02d}"


def _quarter_to(match: _Match, setting: Setting) -> str | None:
    """The three months that end with the one named: "the June quarter"."""
    month, groups = _month_number(match), match.groupdict()
    year = int(groups["year"]) if groups["year"] else year_ended(setting, month)
    return f"{year}-{month - 2:02d}/{year}-{month:02d}" if year and month % 3 == 0 else None


def _past_months(match: _Match, setting: Setting) -> str | None:
    count = _count(match)
    if setting.published is None or not count:
        return None
    return f"{_months_from(setting.published, -count)}/{_months_from(setting.published, 0)}"


def _past_decade(_: _Match, setting: Setting) -> str | None:
    return f"{setting.published.year - 10}/{setting.published.year}" if setting.published else None


def _named_decade(match: _Match, _: Setting) -> str:
    return f"{match['decade']}/{int(match['decade']) + 9}"


def _this_year(_: _Match, setting: Setting) -> str | None:
    return str(setting.published.year) if setting.published else None


def _month_of_year(match: _Match, setting: Setting) -> str | None:
    year = _stated_year(match, setting)
    return f"{year}-{_month_number(match):02d}" if year else None


def _month_beside(match: _Match, setting: Setting) -> str | None:
    """Last or next May: the nearest before or after the month of publication."""
    if setting.published is None:
        return None
    month, step, now = _month_number(match), _step(match), setting.published.month
    year = setting.published.year + (step if (month >= now if step < 0 else month <= now) else 0)
    return f"{year}-{month:02d}"


def _fiscal(match: _Match, setting: Setting) -> str | None:
    """A business year, this, last or next: the country's, else one as most keep from April, July or October."""
    if setting.published is None:
        return None
    begin = setting.fiscal_begin or _FISCAL_BEGIN
    first = setting.published.year - (setting.published.month < begin) + _step(match)
    return business_year(first, setting)


def _fiscal_years(match: _Match, setting: Setting) -> str | None:
    """The business year named by both its years, in the months of the country's."""
    span = _years(match, setting)
    if span is None or int(span[-4:]) - int(span[:4]) != 1:
        return span
    return business_year(int(span[:4]), setting)


def _fiscal_year(match: _Match, setting: Setting) -> str:
    """The business year named by one year, in which it ends (FY26), in some countries begins; that year alone where
    the country's is not known.
    """
    groups = match.groupdict()
    year = int(groups.get("year") or f"20{groups['short']}")
    if setting.fiscal_begin is None:
        return str(year)
    begins = setting.country in load_table("times.fiscal")["by_begin"]
    return business_year(year if begins else year - 1, setting)


def _relative(match: _Match, setting: Setting) -> str | None:
    """Last, this or next year, month or week."""
    published, step = setting.published, _step(match)
    if published is None:
        return None
    if _unit(match) == "year":
        return str(published.year + step)
    if _unit(match) == "month":
        return _months_from(published, step)
    if _unit(match) == "quarter":
        first = published.year * 12 + (published.month - 1) // 3 * 3 + 3 * step
        return f"{first // 12}-{first % 12 + 1:02d}/{first // 12}-{first % 12 + 3:02d}"
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


def _period(_: _Match, setting: Setting) -> str | None:
    """The stretch that the text tells of; none where that is a whole year, or no more than a month."""
    told = setting.standing
    return told.text if told is not None and told.precision is Precision.INTERVAL else None


def _year_and_month(match: _Match, setting: Setting) -> str | None:
    """From a year to a month of another: "between 2021 and March this year"."""
    year = _stated_year(match, setting)
    return f"{match['y1']}/{year}-{_month_number(match):02d}" if year and int(match["y1"]) < year else None


def _decade_ago(_: _Match, setting: Setting) -> str | None:
    return str(setting.published.year - 10) if setting.published is not None else None


def _until_year(match: _Match, setting: Setting) -> str | None:
    """From this year to another."""
    published, last = setting.published, int(match["year"])
    return f"{published.year}/{last}" if published is not None and published.year < last else None


def _following_day(_: _Match, setting: Setting) -> str | None:
    """The day after the last day named: "and to Lindow the following day"."""
    told = setting.before or setting.previous
    if told is None or told.precision is not Precision.DAY or told.latest is None:
        return None
    return (told.latest + timedelta(days=1)).isoformat()


def _same_part(match: _Match, setting: Setting) -> str | None:
    """The months just named, in another year: "the corresponding period in 2023"."""
    told = setting.before or setting.standing
    if told is None or "-" not in told.text or told.precision is Precision.DAY or told.earliest is None:
        return match["year"]
    shift = int(match["year"]) - told.earliest.year
    return _YEARS.sub(lambda year: str(int(year.group()) + shift), told.text)


def _year_before(_: _Match, setting: Setting) -> str | None:
    """The year before the last year or part of one that the sentence named, else before that of the publication."""
    told = setting.before
    if told is not None and told.earliest is not None and told.precision is not Precision.DAY:
        return _YEARS.sub(lambda year: str(int(year.group()) - 1), told.text)
    return str(setting.published.year - 1) if setting.published is not None else None


def _years_from(match: _Match, setting: Setting) -> str | None:
    """So many years from a month on: "over the three years from April"."""
    count, month = _count(match), _month_number(match)
    year = int(match["year"]) if match["year"] else year_near(setting, month, 1)
    if not count or not year:
        return None
    last = (year + count) * 12 + month - 2
    return f"{year}-{month:02d}/{last // 12}-{last % 12 + 1:02d}"


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


def _month_number(match: _Match, group: str = "month") -> int:
    return int(load_table("times.months")[match[group].lower()])


def _stated_year(match: _Match, setting: Setting) -> int | None:
    """The year that is named, or that "last year" and the like mean; else that of the publication."""
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    if groups.get("rel"):
        return setting.published.year + _step(match) if setting.published else None
    return setting.year


def _count(match: _Match, group: str = "count") -> int | None:
    word = match[group].lower()
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
    "decade-ago": _decade_ago,
    "decade-named": _named_decade,
    "first": _first,
    "following-day": _following_day,
    "fiscal": _fiscal,
    "fiscal-year": _fiscal_year,
    "fiscal-years": _fiscal_years,
    "half": _half,
    "iso": _iso,
    "month": _month,
    "month-beside": _month_beside,
    "month-of-year": _month_of_year,
    "month-without-year": _month_without_year,
    "months": _months,
    "near": _near,
    "past-decade": _past_decade,
    "past-months": _past_months,
    "past-years": _past_years,
    "period": _period,
    "quarter": _quarter,
    "quarter-to": _quarter_to,
    "relative": _relative,
    "same": _same,
    "same-part": _same_part,
    "this-year": _this_year,
    "until-year": _until_year,
    "weekday": _weekday,
    "year": _year,
    "year-and-month": _year_and_month,
    "year-before": _year_before,
    "year-to": _year_to,
    "years": _years,
    "years-from": _years_from,
}
