"""Dates in words: the days, months and years that a stretch of English text names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from shugu.guard.numerals import numerals

__all__ = ["DateReading", "read_dates", "small_number"]

_MONTHS = {word: int(number) for word, number in numerals("month").items()}
_MONTH = rf"(?:{'|'.join(sorted(_MONTHS, key=lambda name: (-len(name), name)))})\.?"
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_YEAR = r"(?:1[5-9]\d\d|20\d\d|21\d\d)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_SMALL = {w: int(n) for w, n in {**numerals("one"), **numerals("ten"), **numerals("article")}.items()}
_COUNT = rf"(?:\d{{1,3}}|{'|'.join(_SMALL)})"
_TOKEN = re.compile(
    rf"""(?<![\w.])(?P<iso>(?P<iy>{_YEAR})-(?P<im>0\d|1[0-2])(?:-(?P<id>\d\d))?)(?![\w-])
    |(?<!\w)(?P<m1>{_MONTH})\s+(?P<d1>{_DAY})(?:\s*(?:-|–|—|to|and|through|until)\s*(?P<d2>{_DAY})(?!\w))?(?:,?\s+(?P<y1>{_YEAR}))?(?![\w%])
    |(?<!\w)(?P<d3>{_DAY})(?:\s*(?:-|–|—|to|and|through|until)\s*(?P<d4>{_DAY}))?(?:\s+of)?\s+(?P<m2>{_MONTH})(?:,?\s+(?P<y2>{_YEAR}))?(?!\w)
    |(?<!\w)(?P<lastmonth>(?:last|this|next|in|by|since|until|till|early|mid|late|from|to|of|and|between|through|during)[\s-]+)?(?P<m3>{_MONTH})(?!\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?!\d))(?:,?\s+(?:of\s+)?(?P<y3>{_YEAR}|last\s+year|this\s+year|next\s+year))?(?!\w)
    |(?<!\w)(?P<quarter>(?:first|second|third|fourth|1st|2nd|3rd|4th|last)[\s-]+quarter|q[1-4])
       (?:\s+(?:of\s+)?(?P<y4>{_YEAR}|last\s+year|this\s+year|next\s+year))?(?!\w)
    |(?<!\w)first\s+(?P<months>{_COUNT})\s+(?P<mu>months|quarters)
       (?:\s+(?:of\s+)?(?P<y9>{_YEAR}|last\s+year|this\s+year|the\s+year))?(?!\w)
    |(?<!\w)(?P<half>(?:first|second|1st|2nd)[\s-]+half|h[12])(?:\s+(?:of\s+)?(?P<y5>{_YEAR}|last\s+year|this\s+year|next\s+year|the\s+year))?(?!\w)
    |(?<!\w)(?P<fiscal>(?:fiscal(?:\s+year)?|financial\s+year|fy)\s*[-']?(?P<f1>{_YEAR}|\d\d)(?:\s*[-/–]\s*(?P<f2>\d\d\d\d|\d\d))?)(?!\w)
    |(?<![\w./$€£¥₹])(?P<y6>{_YEAR})\s*(?:-|–|—|/)\s*(?P<y7>{_YEAR}|\d\d)(?![\w%])
    |(?<![\w.,/$€£¥₹])(?P<decade>(?:1[5-9]|20)\d0)s\b
    |(?<![\w./$€£¥₹])(?P<y8>{_YEAR})(?![\w%]|,\d|\.\d)
    |(?<!\w)(?P<rel>(?:last|previous|past|this|current|next|coming|following|same|that|the)\s+(?:same\s+)?(?:(?:fiscal\s+|financial\s+)?year|month|week|quarter|day)|year[\s-]on[\s-]year|this\s+(?:morning|afternoon|evening)|(?:within|during|by\s+the\s+end\s+of|throughout)\s+(?:the|this)\s+year|today|yesterday|tomorrow|year[\s-]end)(?!\w|-(?:earlier|ago|before)\b)
    |(?<!\w)(?P<decades>(?:end|close|turn)\s+of\s+(?:the|this)\s+decade)(?!\w)
    |(?<!\w)(?P<ago>(?P<n>{_COUNT})\s+(?P<u>years?|months?|weeks?|days?|decades?)\s+(?:ago|earlier|before))(?!\w)
    |(?<!\w)(?P<span>(?:(?:over|in|during|within|for)\s+the\s+(?:past|last|previous|next|coming)|within)\s+(?P<n2>{_COUNT}|decade)(?:\s+(?P<u2>years?|months?|decades?))?)(?!\w)
    |(?<!\w)(?P<weekday>{"|".join(_DAYS)})(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
_QUARTERS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 4}


@dataclass(frozen=True, slots=True)
class DateReading:
    """One reading: year, month and day as far as they are named, and a last month or day where it is a stretch.

    `years` are the years it can lie in, in order of likelihood; empty where it names none and the
    words around must. `yearless` is True for a day or month named without its year, `relative`
    where the years follow from the day of publication. `same` is what the words point to where
    they mean a date named before (`the same day`).
    """

    start: int
    end: int
    years: tuple[int, ...] = ()
    month: int | None = None
    day: int | None = None
    until: tuple[int | None, int | None, int | None] | None = None
    relative: bool = False
    yearless: bool = False
    same: str | None = None


@lru_cache(maxsize=4096)
def read_dates(text: str, published: str | None = None) -> tuple[DateReading, ...]:
    """Every reading of `text` as a time, in its order; `published` is the ISO date that relative ones count from.

    >>> [(r.years, r.month, r.day) for r in read_dates("On May 3, 2021, and again in June")]
    [((2021,), 5, 3), ((), 6, None)]
    """
    anchor = _anchor(published)
    found: list[DateReading] = []
    for match in _TOKEN.finditer(text):
        found.extend(_readings(match, anchor))
    return tuple(found)


def _anchor(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published) if published else None
    except ValueError:
        return None


def _number(digits: str) -> int:
    return int(re.match(r"\d+", digits).group())  # type: ignore[union-attr]


def _month(name: str) -> int:
    return _MONTHS[name.lower().rstrip(".")]


def _year(text: str | None, anchor: date | None) -> tuple[tuple[int, ...], bool]:
    """The years that the words name, and whether they count from the publication."""
    if not text:
        return (), False
    if text[0].isdigit():
        return (int(text),), False
    if anchor is None:
        return (), True
    word = text.lower().split()[0]
    return (anchor.year + {"last": -1, "next": 1}.get(word, 0),), True


def _readings(match: re.Match[str], anchor: date | None) -> Iterator[DateReading]:
    start, end = match.span()
    if match["iso"]:
        yield DateReading(start, end, (int(match["iy"]),), int(match["im"]), int(match["id"]) if match["id"] else None)
    elif match["m1"] or match["m2"]:
        yield from _day(match, anchor)
    elif match["m3"]:
        yield from _named_month(match, anchor)
    elif match["months"]:
        years, relative = _year(match["y9"], anchor)
        length = small_number(match["months"]) * (3 if match["mu"].lower() == "quarters" else 1)
        if not years and anchor is not None:
            years, relative = (anchor.year, anchor.year - 1), True
        if 1 <= length <= 12:
            yield DateReading(start, end, years, 1, until=(None, length, None), relative=relative)
    elif match["quarter"] or match["half"]:
        yield from _part_of_year(match, anchor)
    elif match["fiscal"]:
        yield from _fiscal(match)
    elif match["y6"]:
        last = match["y7"] if len(match["y7"]) == 4 else match["y6"][:2] + match["y7"]
        yield DateReading(start, end, (int(match["y6"]),), until=(int(last), None, None))
    elif match["decade"]:
        first = int(match["decade"])
        yield DateReading(start, end, (first,), until=(first + 9, None, None))
    elif match["y8"]:
        yield DateReading(start, end, (int(match["y8"]),))
    else:
        yield from _relative(match, anchor)


def _day(match: re.Match[str], anchor: date | None) -> Iterator[DateReading]:
    first = match["m1"] is not None
    month = _month(match["m1"] if first else match["m2"])
    day, last, year = (match["d1"], match["d2"], match["y1"]) if first else (match["d3"], match["d4"], match["y2"])
    years, _ = _year(year, anchor)
    relative = not years and anchor is not None
    if not years and anchor is not None:
        years = _nearest_years(anchor, month)
    until = (None, month, _number(last)) if last else None
    yield DateReading(match.start(), match.end(), years, month, _number(day), until, relative, not year)


def _nearest_years(anchor: date, month: int) -> tuple[int, ...]:
    """The years of a month named without one, seen from the publication: the last such month, then the next."""
    last = anchor.year if month <= anchor.month else anchor.year - 1
    return (last, last + 1)


def _named_month(match: re.Match[str], anchor: date | None) -> Iterator[DateReading]:
    name, lead = match["m3"], (match["lastmonth"] or "").lower().strip(" -")
    if name.lower() in (
        "may",
        "march",
        "mar",
        "sep",
        "jan",
        "dec",
        "jun",
        "jul",
        "apr",
        "feb",
        "oct",
        "nov",
        "aug",
    ) and not ((lead or match["y3"]) and name[0].isupper()):
        return
    month = _month(name)
    years, relative = _year(match["y3"], anchor)
    if not years and anchor is not None:
        relative = True
        if lead == "last":
            # In August, last April is this year's to some and last year's to others.
            years = (anchor.year - 1, anchor.year) if month < anchor.month else (anchor.year - 1,)
        elif lead == "next":
            years = (anchor.year + 1, anchor.year)
        else:
            years = _nearest_years(anchor, month)
    yield DateReading(match.start("m3"), match.end(), years, month, relative=relative, yearless=not match["y3"])


def _part_of_year(match: re.Match[str], anchor: date | None) -> Iterator[DateReading]:
    word = (match["quarter"] or match["half"]).lower()
    key = re.split(r"[\s-]", word)[0]
    number = int(word[1]) if word[0] in "qh" and word[1:2].isdigit() else _QUARTERS[key]
    size = 3 if match["quarter"] else 6
    years, relative = _year(match["y4"] or match["y5"], anchor)
    if not years and anchor is not None:
        years, relative = (anchor.year, anchor.year - 1), True
    first = (number - 1) * size + 1
    yield DateReading(match.start(), match.end(), years, first, until=(None, first + size - 1, None), relative=relative)
    if key == "last" and anchor is not None and not match["y4"]:
        yield from _by_words("last quarter", match.start(), match.end(), anchor)


def _fiscal(match: re.Match[str]) -> Iterator[DateReading]:
    first = int(match["f1"]) if len(match["f1"]) == 4 else 2000 + int(match["f1"])
    yield DateReading(match.start(), match.end(), (first,))
    last = first + 1 if match["f2"] else first
    yield DateReading(match.start(), match.end(), (first if match["f2"] else first - 1,), until=(last, None, None))
    yield DateReading(match.start(), match.end(), (last,))


def _relative(match: re.Match[str], anchor: date | None) -> Iterator[DateReading]:
    start, end = match.span()
    words = match.group().lower()
    if match["rel"] and re.match(r"(?:the\s+)?same|that|the", words):
        unit = words.split()[-1]
        if unit in ("day", "month", "year"):
            yield DateReading(start, end, same=unit)
    if anchor is None:
        return
    if match["decades"]:
        yield DateReading(start, end, (-(-anchor.year // 10) * 10,), relative=True)
    elif match["ago"]:
        yield from _ago(match, anchor)
    elif match["span"]:
        count = 10 if match["n2"].lower() == "decade" else small_number(match["n2"])
        backward = not any(word in words for word in ("next", "coming", "within"))
        if (match["u2"] or "").lower().startswith("month"):
            first = anchor.year * 12 + anchor.month - 1 + (-count if backward else 0)
            last = first + count
            until = (last // 12, last % 12 + 1, None)
            yield DateReading(start, end, (first // 12,), first % 12 + 1, until=until, relative=True)
            return
        first, last = (anchor.year - count, anchor.year) if backward else (anchor.year, anchor.year + count)
        yield DateReading(start, end, (first,), until=(last, None, None), relative=True)
        yield DateReading(start, end, (first + 1 if backward else first,), until=(last, None, None), relative=True)
    elif match["weekday"]:
        for shift in range(-7, 8):
            day = anchor + timedelta(days=shift)
            if _DAYS[day.weekday()] == words:
                yield DateReading(start, end, (day.year,), day.month, day.day, relative=True)
    else:
        yield from _by_words(words, start, end, anchor)


def small_number(word: str) -> int:
    """The value of a count in digits or in one word; 0 for another word."""
    return int(word) if word.isdigit() else _SMALL.get(word.lower(), 0)


def _ago(match: re.Match[str], anchor: date) -> Iterator[DateReading]:
    count, unit = small_number(match["n"]), match["u"].lower().rstrip("s")
    start, end = match.span()
    if not count:
        return
    if unit in ("year", "decade"):
        yield DateReading(start, end, (anchor.year - count * (10 if unit == "decade" else 1),), relative=True)
    elif unit == "month":
        months = anchor.year * 12 + anchor.month - 1 - count
        yield DateReading(start, end, (months // 12,), months % 12 + 1, relative=True)
    else:
        day = anchor - timedelta(days=count * (7 if unit == "week" else 1))
        yield DateReading(start, end, (day.year,), day.month, day.day, relative=True)


def _by_words(words: str, start: int, end: int, anchor: date) -> Iterator[DateReading]:
    head, unit = words.split(maxsplit=1)[0], words.rsplit(maxsplit=1)[-1]
    step = -1 if head in ("last", "previous", "past") else 1 if head in ("next", "coming", "following") else 0
    if words in ("today", "yesterday", "tomorrow") or unit in ("morning", "afternoon", "evening"):
        day = anchor + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(words, 0))
        yield DateReading(start, end, (day.year,), day.month, day.day, relative=True)
    elif "fiscal" in words or "financial" in words:
        for first in (anchor.year + step, anchor.year + step - 1):
            yield DateReading(start, end, (first,), until=(first + 1, None, None), relative=True)
    elif unit == "year" or words.startswith("year"):
        if not words.startswith(("year-on", "year on")):
            yield DateReading(start, end, (anchor.year + step,), relative=True)
    elif unit == "month":
        months = anchor.year * 12 + anchor.month - 1 + step
        yield DateReading(start, end, (months // 12,), months % 12 + 1, relative=True)
    elif unit == "quarter":
        first = 3 * ((anchor.month - 1) // 3) + 3 * step
        year, month = anchor.year + first // 12, first % 12 + 1
        yield DateReading(start, end, (year,), month, until=(None, month + 2, None), relative=True)
    elif unit == "week":
        for shift in range(7 * step - 6, 7 * step + 7):
            day = anchor + timedelta(days=shift)
            yield DateReading(start, end, (day.year,), day.month, day.day, relative=True)
