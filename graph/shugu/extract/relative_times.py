"""Times told from the day of publication: last year, in March next year, three years ago, on Tuesday."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from shugu.extract.lexicon import load_table
from shugu.extract.time_setting import Setting, business_year
from shugu.extract.time_words import Match, Reader, count_of, month_from, month_number, step_of, unit_of

__all__ = ["RELATIVE"]

_JUST_OVER = 2  # months back to one that "last" can mean in the same year
_FISCAL_BEGIN = 4  # the month in which a business year can begin first


def _past_months(match: Match, setting: Setting) -> str | None:
    count = count_of(match)
    if setting.published is None or not count:
        return None
    return f"{month_from(setting.published, -count)}/{month_from(setting.published, 0)}"


def _past_decade(_: Match, setting: Setting) -> str | None:
    return f"{setting.published.year - 10}/{setting.published.year}" if setting.published else None


def _this_year(_: Match, setting: Setting) -> str | None:
    return str(setting.published.year) if setting.published else None


def _month_beside(match: Match, setting: Setting) -> str | None:
    """Next May: the nearest after the month of publication; last May: that of the year before, or one just over.

    What is some months past in the same year is called "in May" or "this May".
    """
    if setting.published is None:
        return None
    month, step, now = month_number(match), step_of(match), setting.published.month
    other = month >= now or month < now - _JUST_OVER if step < 0 else month <= now
    year = setting.published.year + (step if other else 0)
    return f"{year}-{month:02d}"


def _fiscal(match: Match, setting: Setting) -> str | None:
    """A business year, this, last or next: the country's, else one as most keep from April, July or October."""
    if setting.published is None:
        return None
    begin = setting.fiscal_begin or _FISCAL_BEGIN
    first = setting.published.year - (setting.published.month < begin) + step_of(match)
    return business_year(first, setting)


def _relative(match: Match, setting: Setting) -> str | None:
    """Last, this or next year, month or week."""
    published, step = setting.published, step_of(match)
    if published is None:
        return None
    if unit_of(match) == "year":
        return str(published.year + step)
    if unit_of(match) == "month":
        return month_from(published, step)
    if unit_of(match) == "quarter":
        first = published.year * 12 + (published.month - 1) // 3 * 3 + 3 * step
        return f"{first // 12}-{first % 12 + 1:02d}/{first // 12}-{first % 12 + 3:02d}"
    monday = published - timedelta(days=published.weekday()) + timedelta(weeks=step)
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def _decade(_: Match, setting: Setting) -> str | None:
    return str(-(-setting.published.year // 10) * 10) if setting.published else None


def _past_years(match: Match, setting: Setting) -> str | None:
    count = count_of(match)
    if setting.published is None or not count:
        return None
    return f"{setting.published.year - count}/{setting.published.year}"


def _coming_years(match: Match, setting: Setting) -> str | None:
    count = count_of(match)
    if setting.published is None or not count:
        return None
    return f"{setting.published.year}/{setting.published.year + count}"


def _ago(match: Match, setting: Setting) -> str | None:
    count = count_of(match)
    if setting.published is None or not count:
        return None
    return str(setting.published.year - count) if unit_of(match) == "year" else month_from(setting.published, -count)


def _decade_ago(_: Match, setting: Setting) -> str | None:
    return str(setting.published.year - 10) if setting.published is not None else None


def _until_year(match: Match, setting: Setting) -> str | None:
    """From this year to another."""
    published, last = setting.published, int(match["year"])
    return f"{published.year}/{last}" if published is not None and published.year < last else None


def _near(match: Match, setting: Setting) -> str | None:
    """Yesterday, today or tomorrow."""
    return (setting.published + timedelta(days=step_of(match))).isoformat() if setting.published else None


def _weekday(match: Match, setting: Setting) -> str | None:
    """The day of the week nearest before the publication, itself included; after it with "next"."""
    if setting.published is None:
        return None
    wanted = load_table("times.weekdays")[match["weekday"].lower()]
    back = (setting.published.weekday() - wanted) % 7
    step = step_of(match) if match["rel"] else 0
    if step > 0:
        return (setting.published + timedelta(days=7 - back)).isoformat()
    if step < 0 and back == 0:
        back = 7
    return (setting.published - timedelta(days=back)).isoformat()


RELATIVE: Mapping[str, Reader] = {
    "ago": _ago,
    "coming-years": _coming_years,
    "decade": _decade,
    "decade-ago": _decade_ago,
    "fiscal": _fiscal,
    "month-beside": _month_beside,
    "near": _near,
    "past-decade": _past_decade,
    "past-months": _past_months,
    "past-years": _past_years,
    "relative": _relative,
    "this-year": _this_year,
    "until-year": _until_year,
    "weekday": _weekday,
}
