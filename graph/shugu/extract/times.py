"""Times in a sentence, as ISO 8601 values; relative ones by the day on which the text was published."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from shugu.extract.lexicon import load_data, load_pattern, per_language
from shugu.extract.time_readers import READERS
from shugu.extract.time_setting import Setting
from shugu.model.time import TimeValue, parse_time

__all__ = ["Time", "find_times"]

_YEAR = r"(?:19|20)\d{2}"
_ANY_YEAR = re.compile(_YEAR)
_WORD = re.compile(r"[^\W\d_]+|\d+")
_AROUND = 40  # characters before a time in which words belong to it


@dataclass(frozen=True, slots=True)
class Time:
    """A time at `start`..`end` of a sentence, its preposition included.

    `deadline` is True after "by" and the like; `since` after "since"; `assumed` where the year is
    not stated but taken from the context; `compared` where another figure is set against that of this time;
    `ahead` where it begins after the publication, `past` where it has ended by then. `source` is the sentence that
    names it, None where that is the one that it is told in; `weekday` is True for a day of the week before that of the
    publication, where it is no other week's; `occasion` for words such as "at the ceremony".
    """

    start: int
    end: int
    value: TimeValue
    stated: str
    deadline: bool = False
    since: bool = False
    assumed: bool = False
    compared: bool = False
    ahead: bool = False
    past: bool = False
    source: str | None = None
    weekday: bool = False
    occasion: bool = False

    @property
    def derivation(self) -> str:
        """How the value follows from the wording."""
        return f"{self.stated} -> {self.value.text}"


@dataclass(frozen=True, slots=True)
class _Rule:
    """How a time is written, what reads it, and the words of which one must stand in the text, none for any text.

    `leans` is True where it is told by the time before it in the sentence, `blocks` where no part of it is read
    by itself.
    """

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Setting], str | None]
    needs: frozenset[str]
    leans: bool
    blocks: bool


@per_language
def _rules() -> list[_Rule]:
    data = load_data("times")
    needs = {
        "{month}": _words(" ".join(data["months"])),
        "{weekday}": _words(" ".join(data["weekdays"])),
        "{part}": frozenset(data["around"]["part"]),
    }
    spellings = {
        "{month}": rf"(?P<month>{_either(data['months'])})\b\.?",
        "{month2}": rf"(?P<month2>{_either(data['months'])})\b\.?",
        "{day}": r"(?P<day>\d{1,2})(?:st|nd|rd|th)?",
        "{day2}": r"(?P<day2>\d{1,2})(?:st|nd|rd|th)?",
        "{count}": rf"(?P<count>\d{{1,3}}|{'|'.join(data['numbers'])})",
        "{count2}": rf"(?P<count2>\d{{1,3}}|{'|'.join(data['numbers'])})",
        "{year}": rf"(?P<year>{_YEAR})",
        "{YEAR}": _YEAR,
        "{part}": rf"(?P<part>{'|'.join(data['ordinals'])})",
        "{part2}": rf"(?P<part2>{'|'.join(data['ordinals'])})",
        "{weekday}": rf"(?P<weekday>{'|'.join(data['weekdays'])})",
    }
    return [
        _Rule(
            _compile(rule["pattern"], spellings),
            READERS[rule["read"]],
            next((words for name, words in needs.items() if name in rule["pattern"]), frozenset(rule.get("words", ()))),
            bool(rule.get("leans")),
            bool(rule.get("blocks")),
        )
        for rule in data["rules"]
    ]


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def _compile(pattern: str, spellings: dict[str, str]) -> re.Pattern[str]:
    for name, spelling in spellings.items():
        pattern = pattern.replace(name, spelling)
    return re.compile(pattern, re.IGNORECASE)


def _words(text: str) -> frozenset[str]:
    """The words of a text in small letters, and a mark where it has a year: what rules need to be tried."""
    mark = ("{year}",) if _ANY_YEAR.search(text) is not None else ()
    return frozenset((*_WORD.findall(text.lower()), *mark))


def find_times(
    text: str,
    published: date | None,
    previous: TimeValue | None,
    *,
    near: TimeValue | None = None,
    country: str | None = None,
    standing: TimeValue | None = None,
) -> list[Time]:
    """The times of a sentence in order, none overlapping another.

    `previous` is the last time named before, for "the same day" and days without a year; `near` the last month or
    day with its year that the same paragraph named; `country` the one whose business year is meant; `standing` the
    period told of, for "the period". Nothing that cannot be told without the day of publication comes back where
    that is not known.
    """
    found: list[Time] = []
    leaning: list[tuple[_Rule, re.Match[str]]] = []
    blocked: list[tuple[int, int]] = []
    coming = load_pattern("times.around.coming").search(text) is not None
    setting = Setting(published, previous, near, country, coming, standing)
    words = _words(text)
    for rule in _rules():
        if rule.needs and rule.needs.isdisjoint(words):
            continue
        for match in rule.pattern.finditer(text):
            taken = (*((time.start, time.end) for time in found), *(other.span() for _, other in leaning), *blocked)
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            if rule.leans:
                leaning.append((rule, match))
                continue
            deadline = load_pattern("times.around.deadline").match(match.group()) is not None
            value = _value(rule.read(match, replace(setting, deadline=True) if deadline else setting))
            if value is not None:
                found.append(_with_preposition(text, match, value, published=published))
            elif rule.blocks:
                blocked.append(match.span())
    for rule, match in sorted(leaning, key=lambda each: each[1].start()):
        before = max((time for time in found if time.end <= match.start()), key=lambda time: time.end, default=None)
        value = _value(rule.read(match, replace(setting, before=before.value if before is not None else None)))
        if value is not None:
            found.append(_with_preposition(text, match, value, published=published))
    return _set_against(text, sorted(found, key=lambda time: time.start))


def _set_against(text: str, times: Sequence[Time]) -> list[Time]:
    """The times, one right behind another as compared with it: March of `rose by 6 per cent in April from March`."""
    before = load_pattern("times.around.from_another")
    return [
        replace(time, compared=True)
        if last is not None
        and before.fullmatch(text, last.end, time.end)
        and not (time.since or time.deadline or time.ahead)
        else time
        for last, time in zip([None, *times], times, strict=False)
    ]


def _value(text: str | None) -> TimeValue | None:
    try:
        return parse_time(text) if text else None
    except ValueError:
        return None  # a day that no calendar has: the words stay text


def _with_preposition(text: str, match: re.Match[str], value: TimeValue, *, published: date | None) -> Time:
    words = match.group()
    begin = max(0, match.start() - _AROUND)
    lead = load_pattern("times.around.lead").match(words)
    behind = match.start() + (lead.end() if lead is not None else 0)
    compared = load_pattern("times.around.compared").search(text, begin, behind)
    compared = compared or load_pattern("times.around.year_before").search(text, begin, match.end())
    compared = compared or (load_pattern("times.around.same_part").fullmatch(words) if match.start() > 1 else None)
    before = load_pattern("times.around.before").search(text, begin, match.start())
    start = before.start() if before else match.start()
    deadline = bool(before and before["deadline"]) or bool(load_pattern("times.around.deadline").match(words))
    since = bool(before and before["since"]) or bool(load_pattern("times.around.since").match(words))
    onwards = load_pattern("times.around.onwards").match(text[start : match.end() + 20])
    ahead = published is not None and value.earliest is not None and value.earliest > published
    past = published is not None and value.latest is not None and value.latest <= published
    gone = published is not None and value.latest is not None and value.latest < published
    weekday = gone and load_pattern("times.around.weekday").fullmatch(words) is not None
    since = since or (ahead and onwards is not None)  # "from 2030", of a text of 2024
    if since and "/" not in value.text:
        value = parse_time(f"{value.text}/..")
    return Time(
        start=start,
        end=match.end(),
        value=value,
        stated=text[start : match.end()].strip(),
        deadline=deadline,
        since=since,
        assumed=re.search(r"\d{4}", words) is None,
        compared=compared is not None,
        ahead=ahead,
        past=past,
        weekday=weekday,
    )
