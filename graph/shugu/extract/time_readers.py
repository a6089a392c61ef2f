"""What the wording of a time means: one reader for each way of writing it, none where that cannot be told."""

from __future__ import annotations

from collections.abc import Mapping

from shugu.extract.lexicon import load_table
from shugu.extract.relative_times import RELATIVE
from shugu.extract.time_setting import Setting, business_year, year_ended, year_near
from shugu.extract.time_words import Match, Reader, count_of, month_number, stated_year, step_of, unit_of
from shugu.extract.told_times import TOLD

__all__ = ["READERS"]

_FARTHEST = 50  # years ahead of the publication


def _iso(match: Match, _: Setting) -> str:
    return f"{match['year']}-{match['m']}-{match['d']}"


def _day(match: Match, _: Setting) -> str:
    return f"{match['year']}-{month_number(match):02d}-{int(match['day']):02d}"


def _days(match: Match, setting: Setting) -> str:
    first = _day(match, setting)
    return f"{first}/{first[:8]}{int(match['last']):02d}"


def _month(match: Match, _: Setting) -> str:
    return f"{match['year']}-{month_number(match):02d}"


def _year(match: Match, setting: Setting) -> str | None:
    """A year; none so far ahead that another calendar must be meant."""
    far = setting.published is not None and int(match["year"]) > setting.published.year + _FARTHEST
    return None if far else match["year"]


def _years(match: Match, _: Setting) -> str | None:
    first, last = match["y1"], match["y2"]
    if len(last) == 2:
        last = first[:2] + last
    return f"{first}/{last}" if first < last else None


def _half(match: Match, setting: Setting) -> str | None:
    year, groups = stated_year(match, setting), match.groupdict()
    word = groups.get("part") or groups.get("part2")
    part = int(groups["h"]) if "h" in groups else load_table("times.ordinals")[str(word).lower()]
    return {1: f"{year}-01/{year}-06", 2: f"{year}-07/{year}-12"}.get(part) if year else None


def _quarter(match: Match, setting: Setting) -> str | None:
    year, groups = stated_year(match, setting), match.groupdict()
    quarter = int(groups["q"]) if "q" in groups else load_table("times.ordinals")[match["part"].lower()]
    return f"{year}-{quarter * 3 - 2:02d}/{year}-{quarter * 3:02d}" if year else None


def _first(match: Match, setting: Setting) -> str | None:
    """The first months or quarters of a year."""
    count = count_of(match)
    year = stated_year(match, setting)
    if not count or not year:
        return None
    last = count if unit_of(match) == "month" else count * 3
    return f"{year}-01/{year}-{last:02d}" if 1 < last <= 12 else None


def _day_without_year(match: Match, setting: Setting) -> str | None:
    year = year_near(setting, month_number(match), int(match["day"]))
    return f"{year}-{month_number(match):02d}-{int(match['day']):02d}" if year else None


def _month_without_year(match: Match, setting: Setting) -> str | None:
    year = year_near(setting, month_number(match), 1)
    return f"{year}-{month_number(match):02d}" if year else None


def _months(match: Match, setting: Setting) -> str | None:
    """From one month to another, in the year named after them, else in the last that they can lie in."""
    groups, first, last = match.groupdict(), month_number(match), month_number(match, "month2")
    if groups.get("year2"):
        return f"{match['year']}-{first:02d}/{match['year2']}-{last:02d}"
    named = groups.get("year") or groups.get("rel")
    year = stated_year(match, setting) if named else year_near(setting, last, 1)
    if year is None:
        return None
    return f"{year - (last < first)}-{first:02d}/{year}-{last:02d}"


def _year_to(match: Match, setting: Setting) -> str | None:
    """The year, part of one, months or years that end in a month: "the year to March 2023"."""
    month, groups = month_number(match), match.groupdict()
    year = int(groups["year"]) if groups["year"] else year_ended(setting, month)
    length = load_table("times.months_of")[(groups["span"] or "year").lower()]
    length = (
        count_of(match) if groups["count"] else 12 * (count_of(match, "count2") or 0) if groups["count2"] else length
    )
    if not year or not length:
        return None
    first = year * 12 + month - length
    return f"{first // 12}-{first % 12 + 1:02d}/{year}-{month:02d}"


def _quarter_to(match: Match, setting: Setting) -> str | None:
    """The three months that end with the one named: "the June quarter"."""
    month, groups = month_number(match), match.groupdict()
    year = int(groups["year"]) if groups["year"] else year_ended(setting, month)
    return f"{year}-{month - 2:02d}/{year}-{month:02d}" if year and month % 3 == 0 else None


def _named_decade(match: Match, _: Setting) -> str:
    return f"{match['decade']}/{int(match['decade']) + 9}"


def _month_of_year(match: Match, setting: Setting) -> str | None:
    year = stated_year(match, setting)
    return f"{year}-{month_number(match):02d}" if year else None


def _fiscal_years(match: Match, setting: Setting) -> str | None:
    """The business year named by both its years, in the months of the country's."""
    span = _years(match, setting)
    if span is None or int(span[-4:]) - int(span[:4]) != 1:
        return span
    return business_year(int(span[:4]), setting)


def _fiscal_year(match: Match, setting: Setting) -> str:
    """The business year named by one year, in which it ends (FY26), in some countries begins; that year alone where
    the country's is not known.
    """
    groups = match.groupdict()
    year = int(groups.get("year") or f"20{groups['short']}")
    if setting.fiscal_begin is None:
        return str(year)
    begins = setting.country in load_table("times.fiscal")["by_begin"]
    return business_year(year if begins else year - 1, setting)


def _fiscal_part(match: Match, setting: Setting) -> str | None:
    """The first months, a quarter or a half of a business year; none where the country's is not known."""
    groups, begin = match.groupdict(), setting.fiscal_begin
    first = _fiscal_begin_year(match, setting)
    length = load_table("times.months_of")[match["unit"].lower()]
    part = load_table("times.ordinals")[groups["part"].lower()] if groups.get("part") else 1
    length *= 1 if groups.get("part") else count_of(match) or 0
    if begin is None or first is None or not 1 <= length * part <= 12:
        return None
    start = first * 12 + begin - 1 + (part - 1) * length
    last = start + length - 1
    return f"{start // 12}-{start % 12 + 1:02d}/{last // 12}-{last % 12 + 1:02d}"


def _fiscal_begin_year(match: Match, setting: Setting) -> int | None:
    """The year in which the business year begins that is named by one year or two, else told from the publication."""
    groups = match.groupdict()
    if groups["year"] or groups["short"]:
        year = int(groups["year"] or f"20{groups['short']}")
        begins = setting.country in load_table("times.fiscal")["by_begin"] or groups["y2"]
        return year if begins else year - 1
    published, begin = setting.published, setting.fiscal_begin
    if published is None or begin is None:
        return None
    return published.year - (published.month < begin) + (step_of(match) if groups["rel"] else 0)


def _year_and_month(match: Match, setting: Setting) -> str | None:
    """From a year to a month of another: "between 2021 and March this year"."""
    year = stated_year(match, setting)
    return f"{match['y1']}/{year}-{month_number(match):02d}" if year and int(match["y1"]) < year else None


def _years_from(match: Match, setting: Setting) -> str | None:
    """So many years from a month on: "over the three years from April"."""
    count, month = count_of(match), month_number(match)
    year = int(match["year"]) if match["year"] else year_near(setting, month, 1)
    if not count or not year:
        return None
    last = (year + count) * 12 + month - 2
    return f"{year}-{month:02d}/{last // 12}-{last % 12 + 1:02d}"


_STATED: Mapping[str, Reader] = {
    "day": _day,
    "day-without-year": _day_without_year,
    "days": _days,
    "decade-named": _named_decade,
    "first": _first,
    "fiscal-part": _fiscal_part,
    "fiscal-year": _fiscal_year,
    "fiscal-years": _fiscal_years,
    "half": _half,
    "iso": _iso,
    "month": _month,
    "month-of-year": _month_of_year,
    "month-without-year": _month_without_year,
    "months": _months,
    "quarter": _quarter,
    "quarter-to": _quarter_to,
    "year": _year,
    "year-and-month": _year_and_month,
    "year-to": _year_to,
    "years": _years,
    "years-from": _years_from,
}

READERS: Mapping[str, Reader] = {**_STATED, **RELATIVE, **TOLD}
