"""Times as stated: a day, a month, a year, or an interval of them, with what they can mean."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

__all__ = ["Precision", "TimeValue", "parse_time"]

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_OPEN = ".."


class Precision(StrEnum):
    """How fine a stated time is."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    INTERVAL = "interval"


@dataclass(frozen=True, slots=True)
class TimeValue:
    """A stated time in the ISO 8601 / EDTF subset that fact sheets use.

    `text` is one of `2015`, `2015-05`, `2015-05-26`, `A/B`, `A/..` and `../B`. `earliest` and
    `latest` are the first and last day it can mean, both inclusive, None on an open side.
    """

    text: str
    precision: Precision
    earliest: date | None
    latest: date | None


@lru_cache(maxsize=65_536)
def parse_time(text: str) -> TimeValue:
    """The time that `text` writes down.

    >>> parse_time("2015-05").latest
    datetime.date(2015, 5, 31)
    >>> parse_time("2014/..").latest is None
    True

    Raises ValueError with a reason for a date that does not exist, an interval that ends before
    it begins, and every other spelling.
    """
    if "/" not in text:
        precision, first, last = _parse_point(text)
        return TimeValue(text, precision, first, last)
    start, _, end = text.partition("/")
    if start == end == _OPEN:
        raise ValueError("an interval needs at least one end")
    earliest = None if start == _OPEN else _parse_point(start)[1]
    latest = None if end == _OPEN else _parse_point(end)[2]
    if earliest and latest and latest < earliest:
        raise ValueError(f"the interval {text} ends before it begins")
    return TimeValue(text, Precision.INTERVAL, earliest, latest)


def _parse_point(text: str) -> tuple[Precision, date, date]:
    """Precision, first and last day of a year, month or day."""
    match = _POINT.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is no time; write 2015, 2015-05, 2015-05-26 or an interval such as 2013/2015")
    year, month, day = (int(part) if part else 0 for part in match.groups())
    if year == 0:
        raise ValueError(f"{text} names the year 0, which does not exist")
    if not match[2]:
        return Precision.YEAR, date(year, 1, 1), date(year, 12, 31)
    if not 1 <= month <= 12:
        raise ValueError(f"{text} names a month that does not exist")
    last = calendar.monthrange(year, month)[1]
    if not match[3]:
        return Precision.MONTH, date(year, month, 1), date(year, month, last)
    if not 1 <= day <= last:
        raise ValueError(f"{text} names a day that does not exist")
    exact = date(year, month, day)
    return Precision.DAY, exact, exact
