"""A row's time against the dates of its evidence: derivable or not, and by what steps."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from shugu.guard.dates import DateReading, read_dates, small_number
from shugu.model.time import TimeValue

__all__ = ["TimeGround", "derive_time"]

_OPEN = ".."
_SINCE = re.compile(
    r"\b(?:since|after|from|starting|began|beginning|as of|onwards?|following|upon|established)\b", re.IGNORECASE
)
_UNTIL = re.compile(r"\b(?:by|before|until|till|up to|no later than|through|as of|end of|within)\b", re.IGNORECASE)
_FISCAL = re.compile(
    r"\b(?:fiscal|financial year|FY(?:\s?\d+)?|(?:year|12 months|twelve months) (?:ended|ending|to|through))\b"
    r"|\d{4}-\d\d\b"
)
_MONTHS_TO = re.compile(
    r"\b(?:(?P<count>\w+)[\s-]months?[\s-](?:ended|ending|to|through)\b"
    r"|(?:[A-Z][a-z]+\s(?P<quarter>quarter)|(?P<ended>quarter)\s(?:ended|ending|to))\b)",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(
    r"\b(?P<count>\w+) years (?:earlier|before|previously|prior)\b|"
    r"\b(?:a|one|the) year (?:earlier|before|ago)\b|\bthe (?:previous|preceding|prior) year\b"
    r"|\b(?:year[- ](?:earlier|ago)|(?:prior|previous)[- ]year|same|corresponding|equivalent|comparable) "
    r"(?:period|quarter|month|half|day|week|season)\b",
    re.IGNORECASE,
)
_DAY_AFTER = re.compile(r"\b(?:the (?:following|next) day|(?:a|one) day later)\b", re.IGNORECASE)
_YEARS_FROM = re.compile(
    r"\b(?P<count>\w+)(?: years|-year period) (?:from|starting|beginning)(?: in)?\b", re.IGNORECASE
)
_PART_OF_FISCAL = re.compile(
    r"\b(?:(?P<part>first|second|third|fourth)[\s-](?P<unit>quarter|half)|first\s(?P<count>\w+)\s(?P<units>months|quarters))"
    r"\s(?:of|in)\s(?:the\s)?(?:\w+\s)?(?:fiscal|financial|FY)",
    re.IGNORECASE,
)
_PARTS = {"first": 0, "second": 1, "third": 2, "fourth": 3}
_MONTHS_OF = {"quarter": 3, "half": 6, "months": 1, "quarters": 3}
_FISCAL_BEGINS = (1, 4, 7, 10)  # the months in which business years begin
_EARLIER = 99
_Point = tuple[int, int | None, int | None]


@dataclass(frozen=True, slots=True)
class TimeGround:
    """What a time may be derived from: the evidence's sentences, earlier text (nearest first), day of publication."""

    evidence: tuple[str, ...]
    earlier: tuple[str, ...] = ()
    published: str | None = None


@dataclass(frozen=True, slots=True)
class _Named:
    """A date of the text with the words that name it."""

    reading: DateReading
    words: str
    place: int


def derive_time(time: TimeValue, ground: TimeGround) -> str | None:
    """How `time` follows from the wording, as a short line; None where it does not follow.

    The stating sentence comes first: where it names years, only these count. A day or month without
    a year takes the year of the nearest words before that name one, else of the publication.
    """
    named = [
        _Named(r, t[r.start : r.end], n) for n, t in enumerate(ground.evidence) for r in read_dates(t, ground.published)
    ]
    # Sentences of the evidence before the stating one are nearer than earlier text.
    earlier = [_Named(r, t[r.start : r.end], _EARLIER) for t in ground.earlier for r in read_dates(t, ground.published)]
    frame = _Frame(named, earlier, ground)
    if "/" not in time.text:
        return frame.point(_split(time.text), time.text)
    first, _, last = time.text.partition("/")
    if _OPEN in (first, last):
        return frame.open_end(time.text, _split(last if first == _OPEN else first), until=first == _OPEN)
    return frame.stretch(_split(first), _split(last), time.text)


def _nearest(ground: TimeGround) -> Iterator[DateReading]:
    """The dates of the nearest sentence before that names any; beyond it, too, where it names days alone."""
    for text in ground.earlier:
        readings = read_dates(text, ground.published)
        yield from readings
        if any(reading.day is None for reading in readings):
            return


def _split(text: str) -> _Point:
    year, month, day = (*(int(part) for part in text.split("-")), None, None)[:3]
    assert year is not None
    return year, month, day


class _Frame:
    """The dates around one row, and the derivations that they allow."""

    def __init__(self, named: Sequence[_Named], earlier: Sequence[_Named], ground: TimeGround) -> None:
        self.named = named
        self.earlier = earlier
        self.ground = ground
        stating = [n for n in named if n.place == 0]
        dated = [n for n in stating if n.reading.month or n.reading.years or n.reading.until]
        nearest = tuple(_nearest(ground))
        beside = [n for n in named if n.place > 0]
        self.usable = [*dated, *beside] or list(named) or [n for n in earlier if n.reading in nearest]

    def point(self, wanted: _Point, text: str) -> str | None:
        """How a year, month or day follows."""
        for named in self.usable:
            for how in self._meets(named, wanted, last=False):
                return f"{how} -> {text}"
        for named in self.usable:
            if named.reading.same is None and not named.reading.until:
                continue
            for how in self._meets(named, wanted, last=True):
                return f"{how} -> {text}"
        return self._same(wanted, text) or self._year_before(wanted, text) or self._day_after(wanted, text)

    def _year_before(self, wanted: _Point, text: str) -> str | None:
        """The year before one that the sentence names, where it says "a year earlier"."""
        cue = _YEAR_BEFORE.search(self.ground.evidence[0])
        year, month, day = wanted
        years = _years_before(cue)
        for named in self.usable if cue else ():
            for how in self._meets(named, (year + years, month, day), last=False):
                return f"{cue.group() if cue else ''} {how} -> {text}"
        return None

    def _day_after(self, wanted: _Point, text: str) -> str | None:
        """The day after one that is named, where the sentence says "the following day"."""
        cue, (year, month, day) = _DAY_AFTER.search(self.ground.evidence[0]), wanted
        if cue is None or month is None or day is None:
            return None
        before = _split((date(year, month, day) - timedelta(days=1)).isoformat())
        for named in (*self.named, *self.earlier):
            for how in self._meets(named, before, last=False):
                return f"{cue.group()}, after {how} -> {text}"
        return None

    def stretch(self, first: _Point, last: _Point, text: str) -> str | None:
        """How an interval follows: from one stretch, or from two dates in their order."""
        for named in self.usable:
            reading = named.reading
            if reading.until and any(True for _ in self._meets(named, first, last=False)):
                for how in self._meets(named, last, last=True):
                    return f"{how} -> {text}"
        if both := self._pair(first, last):
            return f"{both} -> {text}"
        if first[1] is None and last == first:
            return self.point(first, text)
        return self._combined(first, last, text)

    def _pair(self, first: _Point, last: _Point) -> str | None:
        """How two dates in their order are the ends of a stretch."""
        for index, named in enumerate(self.usable):
            for how in self._meets(named, first, last=False):
                for other in self.usable[index + 1 :]:
                    for end in self._meets(other, last, last=False):
                        return f"{how} … {end}"
        return None

    def _combined(self, first: _Point, last: _Point, text: str) -> str | None:
        """How an interval follows that no single wording and no two dates give."""
        return (
            self._months_to(first, last, text)
            or self._fiscal(first, last, text)
            or self._part_of_fiscal(first, last, text)
            or self._years_from(first, last, text)
            or self._until_now(first, last, text)
            or self._stretch_before(first, last, text)
        )

    def _stretch_before(self, first: _Point, last: _Point, text: str) -> str | None:
        """The stretch a year before one that is told of, where the sentence says "in the year-earlier period"."""
        cue = _YEAR_BEFORE.search(self.ground.evidence[0])
        years = _years_before(cue)
        for named in self.usable if cue else ():
            if any(True for _ in self._meets(named, (first[0] + years, *first[1:]), last=False)):
                for how in self._meets(named, (last[0] + years, *last[1:]), last=True):
                    return f"{cue.group() if cue else ''} {how} -> {text}"
        both = self._pair((first[0] + years, *first[1:]), (last[0] + years, *last[1:])) if cue else None
        return f"{cue.group()} {both} -> {text}" if cue and both else None

    def _months_to(self, first: _Point, last: _Point, text: str) -> str | None:
        """So many months, or a quarter, that end in a month: `the six months to June`, `the June quarter`."""
        if first[1] is None or last[1] is None:
            return None
        length = (last[0] - first[0]) * 12 + last[1] - first[1] + 1
        before = next((text for text in self.ground.earlier if _MONTHS_TO.search(text)), "")
        for cue in (*_MONTHS_TO.finditer(self.ground.evidence[0]), *_MONTHS_TO.finditer(before)):
            count = 3 if cue["quarter"] or cue["ended"] else small_number(cue["count"])
            if count == length and (how := self.point((last[0], last[1], None), text)):
                return f"{cue.group()} {how}"
        return None

    def _part_of_fiscal(self, first: _Point, last: _Point, text: str) -> str | None:
        """A quarter, a half or the first months of a business year, which begins in the year named or that before."""
        if first[1] is None or last[1] is None:
            return None
        length = (last[0] - first[0]) * 12 + last[1] - first[1] + 1
        for sentence in self.ground.evidence:
            cue = _PART_OF_FISCAL.search(sentence)
            named = _MONTHS_OF[(cue["unit"] or cue["units"]).lower()] if cue else 0
            named *= small_number(cue["count"]) if cue and cue["count"] else 1
            before = _PARTS[cue["part"].lower()] * named if cue and cue["part"] else 0
            begin = (first[0] * 12 + first[1] - 1 - before) // 12, (first[1] - 1 - before) % 12 + 1
            years = {y for r in read_dates(sentence, self.ground.published) for y in r.years}
            years |= {int(self.ground.published[:4])} if self.ground.published and not years else set()
            earlier = 1 if _YEAR_BEFORE.search(sentence) else 0
            fits = years & {begin[0], begin[0] + 1, begin[0] + earlier}
            if cue and named == length and begin[1] in _FISCAL_BEGINS and fits:
                return f"{cue.group()} -> {text}"
        return None

    def _years_from(self, first: _Point, last: _Point, text: str) -> str | None:
        """So many years that begin in a month: `over the three years from April`."""
        cue = _YEARS_FROM.search(self.ground.evidence[0])
        if cue is None or first[1] is None or last[1] is None:
            return None
        months = (last[0] - first[0]) * 12 + last[1] - first[1] + 1
        how = self.point((first[0], first[1], None), text) if months == 12 * small_number(cue["count"]) else None
        return f"{cue.group()} {how}" if how else None

    def _fiscal(self, first: _Point, last: _Point, text: str) -> str | None:
        """A business year: twelve months that begin or end in the year that the text names as one."""
        if first[1] is None or last[1] is None or (last[0] - first[0]) * 12 + last[1] - first[1] != 11:
            return None
        for sentence in (*self.ground.evidence, *self.ground.earlier):
            cue = _FISCAL.search(sentence)
            years = {y for r in read_dates(sentence, self.ground.published) for y in r.years} if cue else set()
            if cue and years & {first[0], last[0]}:
                return f"{cue.group()} -> {text}"
        return None

    def _until_now(self, first: _Point, last: _Point, text: str) -> str | None:
        """Since a date, up to the publication."""
        cue, published = _SINCE.search(self.ground.evidence[0]), self.ground.published
        now = _split(published[:10]) if published else None
        if not cue or now is None or last != now[: len([p for p in last if p])] + (None,) * last.count(None):
            return None
        how = self.point(first, text)
        return f"{cue.group()} {how}, to the publication" if how else None

    def open_end(self, text: str, wanted: _Point, *, until: bool) -> str | None:
        """How an interval with one open side follows: a date, and a word such as since or until."""
        cue = (_UNTIL if until else _SINCE).search(self.ground.evidence[0])
        how = self.point(wanted, text) if cue else None
        return f"{cue.group()} {how}" if cue and how else None

    def _meets(self, named: _Named, wanted: _Point, *, last: bool) -> Iterator[str]:
        """How the reading's begin (or its end) can be the wanted point."""
        reading = named.reading
        year, month, day = reading.until if last and reading.until else (None, reading.month, reading.day)
        if reading.same or (last and not reading.until):
            return
        fits = (wanted[1] is None or month == wanted[1]) and (wanted[2] is None or day == wanted[2])
        if not fits and not (month in (wanted[1], None) and _end_of_year(named, wanted, self.ground)):
            return
        if year is not None:
            if year == wanted[0]:
                yield f"{named.words}"
            return
        yield from self._year(named, wanted[0])

    def _year(self, named: _Named, year: int) -> Iterator[str]:
        reading = named.reading
        if reading.years and not reading.relative:
            if year in reading.years:
                yield named.words
            return
        month = reading.month
        if reading.relative and not reading.month and year in reading.years:
            yield f"{named.words} + published {self.ground.published}"
            return
        if not reading.yearless and year in reading.years:
            yield f"{named.words} + published {self.ground.published}"
            return
        # A month without a year: its own sentence's year, the nearest one before, or the publication's.
        others = [n for n in self.named if n is not named and not n.reading.relative and n.reading.years]
        own = [n for n in others if n.place == named.place]
        before = [n for n in [*(n for n in others if n.place != named.place), *self.earlier] if not n.reading.relative]
        for source, words in ((own, "the same sentence"), (before, "a sentence before")):
            nearest = next((n for n in source if n.reading.years), None)
            years = [y for n in (source if source is own else [nearest]) if n for y in _years(n.reading)]
            if nearest and self._lead(named).lower().endswith("by ") and (nearest.reading.month or 0) > (month or 99):
                years = [y + 1 for y in years]  # "began in September ... by June"
            if year in years and not re.match(r"(?i)last|next", self._lead(named)):
                yield f"{named.words} + {year} of {words}"
                return
        if reading.relative and year in reading.years:
            yield f"{named.words} + published {self.ground.published}"

    def _lead(self, named: _Named) -> str:
        text = self.ground.evidence[named.place] if named.place < len(self.ground.evidence) else ""
        return text[max(0, named.reading.start - 5) : named.reading.start]

    def _same(self, wanted: _Point, text: str) -> str | None:
        """The same day, that year: the nearest date before that has a day, a month or a year."""
        for pointer in (n for n in self.named if n.reading.same):
            level = {"year": 0, "month": 1, "day": 2}[pointer.reading.same or "year"]
            rest = [n for n in self.named if n is not pointer] + list(self.earlier)
            for named in rest:
                full = (named.reading.years, named.reading.month, named.reading.day)
                if full[level] or (level and named.reading.month):
                    for how in self._meets(named, wanted, last=False):
                        return f"{pointer.words} = {how} -> {text}"
        return None


def _years_before(cue: re.Match[str] | None) -> int:
    """How many years before: four of "four years earlier", else one."""
    return (small_number(cue["count"]) if cue is not None and cue["count"] else 0) or 1


def _years(reading: DateReading) -> Iterator[int]:
    yield from reading.years
    if reading.until and reading.until[0]:
        yield from range(reading.years[0] + 1 if reading.years else reading.until[0], reading.until[0] + 1)


def _end_of_year(named: _Named, wanted: _Point, ground: TimeGround) -> bool:
    """Whether the wording means the end of the year or month that it names, and the row gives its last month or day."""
    texts = (*ground.evidence, *ground.earlier)
    text = ground.evidence[named.place] if named.place < len(ground.evidence) else " ".join(texts)
    before = text[: named.reading.start] if named.place < len(ground.evidence) else text
    if not re.search(
        r"\b(?:end|close)(?: of|-)\s*$" if named.place < len(ground.evidence) else r"\bend\b", before, re.IGNORECASE
    ):
        return False
    year, month, day = wanted
    if named.reading.month is None:
        return (month, day) in ((12, None), (12, 31))
    return month == named.reading.month and day == calendar.monthrange(year, month)[1]
