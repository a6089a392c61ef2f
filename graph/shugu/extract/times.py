"""Times in a sentence, as ISO 8601 values; relative ones by the day on which the text was published."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from shugu.extract.lexicon import load_data
from shugu.model.time import Precision, TimeValue, parse_time

__all__ = ["Time", "find_times"]


@dataclass(frozen=True, slots=True)
class Time:
    """A time at `start`..`end` of a sentence, its preposition included.

    `deadline` is True after "by" and the like; `since` after "since"; `assumed` where the year is
    not stated but taken from the context.
    """

    start: int
    end: int
    value: TimeValue
    stated: str
    deadline: bool = False
    since: bool = False
    assumed: bool = False

    @property
    def derivation(self) -> str:
        """How the value follows from the wording."""
        return f"{self.stated} -> {self.value.text}"


_YEAR = r"(?:19|20)\d{2}"
_NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "past": 1,
}


@dataclass(frozen=True, slots=True)
class _Context:
    published: date | None
    previous: TimeValue | None

    @property
    def year(self) -> int | None:
        """The year that a day without one falls in: that of the last time named, else of publication."""
        if self.published is not None:
            return self.published.year
        return self.previous.earliest.year if self.previous is not None and self.previous.earliest is not None else None


@cache
def _rules() -> list[tuple[re.Pattern[str], Callable[[re.Match[str], _Context], str | None]]]:
    data = load_data("times")
    month = rf"(?P<month>{'|'.join(sorted(data['months'], key=len, reverse=True))})\b\.?"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    count = rf"(?P<count>\d{{1,3}}|{'|'.join(n for n in _NUMBERS if n != 'past')})"
    year = rf"(?P<year>{_YEAR})"
    part = rf"(?P<part>{'|'.join(data['ordinals'])})"
    raw: list[tuple[str, Callable[[re.Match[str], _Context], str | None]]] = [
        (rf"{year}-(?P<m>\d{{2}})-(?P<d>\d{{2}})(?!\d)", lambda m, c: f"{m['year']}-{m['m']}-{m['d']}"),
        (rf"{month}\s{day}\s?(?:-|–|to)\s?(?P<last>\d{{1,2}})(?:st|nd|rd|th)?,?\s{year}", _days),
        (rf"{day}\s?(?:-|–|to)\s?(?P<last>\d{{1,2}})(?:st|nd|rd|th)?\s{month},?\s{year}", _days),
        (rf"{month}\s{day},?\s{year}", _day),
        (rf"{day}(?:\sof)?\s{month},?\s{year}", _day),
        (rf"(?P<y1>{_YEAR})\s?(?:-|–|—|/)\s?(?P<y2>{_YEAR}|\d{{2}})(?!\d)(?:\s(?:fiscal|financial)\syear)?", _years),
        (rf"(?:from|between)\s(?P<y1>{_YEAR})\s(?:to|and|until|through)\s(?P<y2>{_YEAR})", _years),
        (rf"(?:early|mid|late|end[\s-]of|end)?-?\s?{month},?\s{year}", _month),
        (rf"the\s{part}\shalf\sof\s(?:the\syear\s)?{year}", lambda m, c: _half(m, int(m["year"]))),
        (rf"(?:the\s)?{part}\s(?:\w+\s)?quarter\sof\s{year}", lambda m, c: _quarter(m, int(m["year"]))),
        (rf"Q(?P<q>[1-4])\s(?:of\s)?{year}", lambda m, c: _quarter_of(int(m["q"]), int(m["year"]))),
        (
            rf"the\sfirst\s(?P<months>\w+)\s(?P<sort>months|quarters)\sof\s(?:the\syear\s)?(?P<year>{_YEAR}|this\syear|last\syear)",
            _first,
        ),
        (rf"(?:the\s)?(?:fiscal|financial)\s(?:year\s)?{year}", lambda m, c: m["year"]),
        (rf"FY\s?{year}", lambda m, c: m["year"]),
        (rf"{month}\s{day}(?:st|nd|rd|th)?(?![\d,]*\d|\s?(?:per|%))", _day_without_year),
        (rf"{day}(?:st|nd|rd|th)?(?:\sof)?\s{month}(?!\s\d)", _day_without_year),
        (rf"(?:the\s)?(?:end|beginning|start|close)\sof\s{year}", lambda m, c: m["year"]),
        (rf"(?:early|mid|late|end)-?\s?{year}", lambda m, c: m["year"]),
        (r"(?:the\s)?(?:end|beginning|start|close)\sof\s(?P<rel>this|last|next)\s(?P<unit>year)", _relative),
        (
            r"(?:the\s)?end\sof\sthe\sdecade",
            lambda m, c: (
                str(c.published.year // 10 * 10 + (10 if c.published.year % 10 else 0)) if c.published else None
            ),
        ),
        (rf"(?:the\s)?(?:past|last|previous)\s{count}\s(?P<unit>years|months)", _past),
        (rf"{count}\s(?P<unit>years|months)\sago", _ago),
        (
            rf"(?:within|over|in|during)\s(?:the\s)?(?:next\s|coming\s|following\s)?{count}\s(?P<unit>years|months)(?!\sof)",
            _coming,
        ),
        (r"(?:the\s)?(?P<rel>this|last|next|previous|current|coming)\s(?P<unit>year|month|week)", _relative),
        (r"(?:the|that)\ssame\s(?P<unit>day|month|year|period)", _same),
        (r"(?P<rel>yesterday|today|tomorrow)\b", _near),
        (
            rf"(?:(?P<rel>last|next|this)\s)?(?P<weekday>{'|'.join(data['weekdays'])})\b(?:\s(?:morning|afternoon|evening|night))?",
            _weekday,
        ),
        (rf"(?:in|during|since|by|from|until|of|for|end-)\s{month}(?!\s\d|\s(?-i:[A-Z]))", _month_without_year),
        (rf"the\s{part}\shalf(?:\sof\s(?:the|this)\syear)?", lambda m, c: _half(m, c.year) if c.year else None),
        (
            rf"(?:the\s)?{part}\squarter(?:\sof\s(?:the|this)\syear)?(?!\sof\s(?:the\s[a-z]+\s)?[a-z])",
            lambda m, c: _quarter(m, c.year) if c.year else None,
        ),
        (
            rf"(?<![\w.,/$€£¥-]){year}(?![\w%]|[.,]\d|\s(?:[a-z]+\s)?(?:people|companies|workers|jobs|households|schools|units|km|hectares|MW|enterprises|students|beds|vehicles))s?",
            lambda m, c: m["year"],
        ),
    ]
    return [(re.compile(pattern, re.IGNORECASE), make) for pattern, make in raw]


_BEFORE = re.compile(
    r"(?:\b(?P<deadline>by|before|no later than|not later than)|\b(?P<since>since|starting|beginning|from)|\b(?:in|on|as of|at|until|during|for|through|within|over)|\bas at)\s(?:the\s)?(?:end\sof\s|end-|early\s|late\s|mid-?\s?|around\s|year[\s-]end\s)?$",
    re.IGNORECASE,
)


def find_times(text: str, published: date | None, previous: TimeValue | None) -> list[Time]:
    """The times of a sentence in order, none overlapping another.

    `previous` is the last time named before, for "the same day" and days without a year. Nothing
    that cannot be told without the day of publication comes back where that is not known.
    """
    found: list[Time] = []
    context = _Context(published, previous)
    for pattern, make in _rules():
        for match in pattern.finditer(text):
            if any(match.start() < time.end and time.start < match.end() for time in found):
                continue
            value = _value(make(match, context))
            if value is not None:
                found.append(_with_preposition(text, match, value))
    return sorted(found, key=lambda time: time.start)


def _value(text: str | None) -> TimeValue | None:
    try:
        return parse_time(text) if text else None
    except ValueError:
        return None  # a day that no calendar has: the words stay text


def _with_preposition(text: str, match: re.Match[str], value: TimeValue) -> Time:
    start, words = match.start(), match.group()
    before = _BEFORE.search(text[:start])
    if before:
        start = before.start()
    deadline = bool(before and before["deadline"]) or bool(re.match(r"by\s", words, re.IGNORECASE))
    since = bool(before and before["since"] and before["since"].lower() != "from") or bool(
        re.match(r"since\s", words, re.IGNORECASE)
    )
    if since and "/" not in value.text:
        value = parse_time(f"{value.text}/..")
    assumed = not re.search(r"\d{4}", words)
    return Time(start, match.end(), value, text[start : match.end()].strip(), deadline, since, assumed)


def _month_number(match: re.Match[str]) -> int:
    return int(load_data("times")["months"][match["month"].lower()])


def _day(match: re.Match[str], _: _Context) -> str:
    return f"{match['year']}-{_month_number(match):02d}-{int(match['day']):02d}"


def _days(match: re.Match[str], context: _Context) -> str:
    first = _day(match, context)
    return f"{first}/{first[:8]}{int(match['last']):02d}"


def _month(match: re.Match[str], _: _Context) -> str:
    return f"{match['year']}-{_month_number(match):02d}"


def _years(match: re.Match[str], _: _Context) -> str | None:
    first, last = match["y1"], match["y2"]
    if len(last) == 2:
        last = first[:2] + last
    return f"{first}/{last}" if first < last else None


def _half(match: re.Match[str], year: int) -> str | None:
    part = load_data("times")["ordinals"][match["part"].lower()]
    return {1: f"{year}-01/{year}-06", 2: f"{year}-07/{year}-12"}.get(part)


def _quarter(match: re.Match[str], year: int) -> str:
    return _quarter_of(load_data("times")["ordinals"][match["part"].lower()], year)


def _quarter_of(quarter: int, year: int) -> str:
    return f"{year}-{quarter * 3 - 2:02d}/{year}-{quarter * 3:02d}"


def _first(match: re.Match[str], context: _Context) -> str | None:
    count = _count(match["months"])
    words = match["year"].lower()
    year = int(words) if words.isdigit() else context.published and context.published.year - words.startswith("last")
    if not count or not year:
        return None
    last = count if match["sort"] == "months" else count * 3
    return f"{year}-01/{year}-{last:02d}" if 1 < last <= 12 else None


def _count(word: str) -> int | None:
    return int(word) if word.isdigit() else _NUMBERS.get(word.lower())


def _day_without_year(match: re.Match[str], context: _Context) -> str | None:
    year = _year_near(context, _month_number(match), int(match["day"]))
    return f"{year}-{_month_number(match):02d}-{int(match['day']):02d}" if year else None


def _month_without_year(match: re.Match[str], context: _Context) -> str | None:
    year = _year_near(context, _month_number(match), 1)
    return f"{year}-{_month_number(match):02d}" if year else None


def _year_near(context: _Context, month: int, day: int) -> int | None:
    """The year of the last time named; else the latest in which the day lies not far behind the publication."""
    told = (
        context.previous.earliest
        if context.previous is not None and context.previous.precision is not Precision.INTERVAL
        else None
    )
    if (
        told is not None
        and (context.published is None or context.published.year - told.year >= 2)
        and (context.published is None or context.previous.precision is not Precision.YEAR)
    ):
        return told.year
    if context.published is None or not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    far = (month, day) > (context.published.month, context.published.day) and month - context.published.month > 6
    return context.published.year - far


def _relative(match: re.Match[str], context: _Context) -> str | None:
    if context.published is None:
        return None
    step = {"last": -1, "previous": -1, "next": 1, "coming": 1}.get(match["rel"].lower(), 0)
    if match["unit"].lower() == "year":
        return str(context.published.year + step)
    if match["unit"].lower() == "month":
        months = context.published.year * 12 + context.published.month - 1 + step
        return f"{months // 12}-{months % 12 + 1:02d}"
    monday = context.published - timedelta(days=context.published.weekday()) + timedelta(weeks=step)
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def _past(match: re.Match[str], context: _Context) -> str | None:
    count = _count(match["count"])
    if context.published is None or not count or match["unit"].lower() != "years":
        return None
    return f"{context.published.year - count}/{context.published.year}"


def _ago(match: re.Match[str], context: _Context) -> str | None:
    count = _count(match["count"])
    if context.published is None or not count:
        return None
    if match["unit"].lower() == "years":
        return str(context.published.year - count)
    months = context.published.year * 12 + context.published.month - 1 - count
    return f"{months // 12}-{months % 12 + 1:02d}"


def _same(match: re.Match[str], context: _Context) -> str | None:
    """The last time named, no finer than asked for; a day only where a day was named."""
    if context.previous is None:
        return None
    length = {"month": 7, "year": 4}.get(match["unit"].lower())
    text = context.previous.text
    if match["unit"].lower() == "day" and context.previous.precision is not Precision.DAY:
        return None
    return text[:length] if "/" not in text else (text if length is None else None)


def _coming(match: re.Match[str], context: _Context) -> str | None:
    """From the publication to so many years later; only where the words look ahead."""
    count = _count(match["count"])
    if (
        context.published is None
        or not count
        or match["unit"].lower() != "years"
        or not re.match(r"within|.*(?:next|coming)", match.group(), re.IGNORECASE)
    ):
        return None
    return f"{context.published.year}/{context.published.year + count}"


def _near(match: re.Match[str], context: _Context) -> str | None:
    step = {"yesterday": -1, "tomorrow": 1}.get(match["rel"].lower(), 0)
    return (context.published + timedelta(days=step)).isoformat() if context.published else None


def _weekday(match: re.Match[str], context: _Context) -> str | None:
    """The day of the week nearest before the publication, itself included; after it with "next"."""
    if context.published is None:
        return None
    wanted = load_data("times")["weekdays"][match["weekday"].lower()]
    back = (context.published.weekday() - wanted) % 7
    if (match["rel"] or "").lower() == "next":
        return (context.published + timedelta(days=7 - back)).isoformat()
    if (match["rel"] or "").lower() == "last" and back == 0:
        back = 7
    return (context.published - timedelta(days=back)).isoformat()
