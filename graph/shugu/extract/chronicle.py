"""The times that a text has told of so far, and which of them a sentence without one means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from shugu.extract.lexicon import load_pattern
from shugu.extract.quantity import Quantity
from shugu.extract.times import Time, find_times
from shugu.model.document import Sentence
from shugu.model.time import Precision, TimeValue

__all__ = ["Chronicle"]

_NEWS = 14  # days before its publication of which a text tells news
_REACH = 6  # sentences over which a period of statistics stands in the paragraphs after its own


@dataclass(slots=True)
class Chronicle:
    """What a text, read sentence by sentence, has told of times: the last named and dated, the period that stands.

    `published` and `country` are those of the text; None where they are not known. `budgeted` is the time that the
    last budget is for, None where none was told of.
    """

    published: date | None
    country: str | None
    _previous: TimeValue | None = None
    _near: TimeValue | None = None
    _standing: Time | None = None
    _deadline: Time | None = None
    budgeted: Time | None = None
    _day: Time | None = None
    _just: Time | None = None
    _paragraph: int = 0
    _left: int = 0

    def find_times(self, sentence: Sentence, words: str) -> tuple[Time, ...]:
        """The times of the next sentence."""
        if sentence.paragraph != self._paragraph:
            self._near = self._deadline = self._just = None
            self._standing = self._standing if self._left > 0 else None
        self._paragraph = sentence.paragraph
        standing = self._standing.value if self._standing is not None else None
        times = find_times(
            words, self.published, self._previous, near=self._near, country=self.country, standing=standing
        )
        return self._with_source(times) or self._on_occasion(words) or self._at_the_same(words)

    def _on_occasion(self, words: str) -> tuple[Time, ...]:
        """The day told of last, where a sentence without a time tells what was done then: at the ceremony."""
        return _told_by(words, "occasion", self._day)

    def _at_the_same(self, words: str) -> tuple[Time, ...]:
        """The day of the sentence before, where this one tells what came of that: "this forum", "hereby"."""
        return _told_by(words, "of_the_same", self._just)

    def _last_day(self, sentence: Sentence, times: Sequence[Time]) -> Time | None:
        """The last day told of on which something was done, where it is the news; None behind another time."""
        days = [time for time in times if time.value.precision is Precision.DAY and not (time.ahead or time.deadline)]
        if not days or days[-1].value.latest is None:
            return self._day
        day = days[-1]
        gone = (self.published - day.value.latest).days if self.published is not None and day.value.latest else 0
        return replace(day, source=day.source or sentence.id) if gone <= _NEWS and not day.since else None

    def _with_source(self, times: Sequence[Time]) -> tuple[Time, ...]:
        """The times with the sentence that names the period told of, where their words only mean it: in the quarter."""
        told = load_pattern("times.around.told_of")
        if self._standing is None or not all(told.fullmatch(time.stated) for time in times):
            return tuple(times)
        return tuple(replace(time, source=self._standing.source) for time in times)

    def note(
        self, sentence: Sentence, words: str, times: Sequence[Time], quantities: Sequence[Quantity]
    ) -> Time | None:
        """The period that the sentence means where it names no time itself; remembers what it names.

        A deadline stands for what will have been done by then in the next sentences of its paragraph.
        """
        times = [time for time in times if not time.occasion]
        self._day, self._just = self._last_day(sentence, times), _only_day(sentence, times)
        self._previous, self._near = _last_named(times, self._previous), _last_dated(times) or self._near
        budgets = (time for time in times if _is_of_budget(words, time))
        self.budgeted = next((replace(time, source=sentence.id) for time in budgets), self.budgeted)
        before, deadline = self._standing, self._deadline
        self._standing = _period(words, times, before)
        if self._standing is not None and self._standing is not before:
            self._standing = replace(self._standing, source=sentence.id)
        if times:
            alone = len(times) == 1 and times[0].deadline and not times[0].past
            self._deadline = replace(times[0], source=sentence.id) if alone else None
        elif deadline is not None and load_pattern("times.around.done_by_then").search(words):
            return deadline
        if self._standing is not before:
            self._left = _REACH if quantities and self._standing is not None and _is_part_of_year(self._standing) else 0
        else:
            self._left -= 1
        other = load_pattern("times.around.other_part").search(words)
        own = other is not None and not any(time.start < other.end() and other.start() < time.end for time in times)
        return self._standing if all(time.compared for time in times) and not own else None


def _told_by(words: str, pattern: str, day: Time | None) -> tuple[Time, ...]:
    """A day where a sentence speaks of it, by a pattern of `times.around`, and of nothing that is yet to come."""
    found = load_pattern(f"times.around.{pattern}").search(words) if day is not None else None
    if found is None or day is None or load_pattern("times.around.yet").search(words):
        return ()
    return (replace(day, start=found.start(), end=found.end(), stated=found.group(), assumed=True, occasion=True),)


def _only_day(sentence: Sentence, times: Sequence[Time]) -> Time | None:
    """The day of a sentence that names no other day."""
    days = [time for time in times if time.value.precision is Precision.DAY]
    day = days[0] if len(days) == 1 else None
    if day is None or day.ahead or day.deadline or day.since:
        return None
    return replace(day, source=day.source or sentence.id)


def _is_of_budget(words: str, time: Time) -> bool:
    """True for the year of `the budget for 2024`, `the 2024 national budget`."""
    before, after = load_pattern("times.around.budget_for"), load_pattern("times.around.budget_of")
    return before.search(words, 0, time.start) is not None or after.match(words, time.end) is not None


def _last_named(times: Sequence[Time], previous: TimeValue | None) -> TimeValue | None:
    """The time that "the same day" means after a sentence: its last day, else its last time where no day is known."""
    stated = [time.value for time in times if not time.deadline]
    days = [value for value in stated if value.precision is Precision.DAY]
    if not days and (previous is None or previous.precision is not Precision.DAY):
        days = [value for value in stated if value.earliest]
    return days[-1] if days else previous


def _last_dated(times: Sequence[Time]) -> TimeValue | None:
    """The last month, day or part of a year of a sentence that it names with its year."""
    fine = (Precision.MONTH, Precision.DAY)
    stated = [time for time in times if not (time.assumed or time.deadline or time.compared)]
    named = [time.value for time in stated if time.value.precision in fine or _is_part_of_year(time)]
    return named[-1] if named else None


def _is_part_of_year(time: Time) -> bool:
    """True for a month, quarter, half or business year, of which statistics tell over several paragraphs."""
    first, last = time.value.earliest, time.value.latest
    if first is None or last is None:
        return False
    return "-" in time.value.text or (time.value.precision is Precision.INTERVAL and last.year - first.year == 1)


def _period(words: str, times: Sequence[Time], standing: Time | None) -> Time | None:
    """The past year, month or stretch that a sentence tells of, where it is the only one: what the next may mean.

    Times compared with, deadlines and what is ahead are none, nor is the year in which a thing came about ("founded in
    2019"); a sentence that names nothing but a day, on which something was said, leaves the period before it standing.
    """
    told = [time for time in times if not (time.compared or time.deadline or time.ahead or time.since)]
    periods = [time for time in told if time.value.precision is not Precision.DAY]
    ago = load_pattern("times.around.ago")
    periods = [time for time in periods if not ago.search(time.stated)]
    if not periods and all(
        time.compared or time.value.precision is Precision.DAY or ago.search(time.stated) for time in times
    ):
        return standing
    if standing is not None and len(periods) > 1 and any(time.value == standing.value for time in periods):
        return replace(standing)  # two are set beside each other
    first = periods[0] if periods and all(time.value == periods[0].value for time in periods) else None
    if first is not None and standing is not None and first.value == standing.value:
        return replace(standing)  # "as of 2030" still holds
    return None if first is None or load_pattern("times.around.begun").search(words, 0, first.start) else first
