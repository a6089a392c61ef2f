"""Title, date and publisher from the first lines of a text that has no meta data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

__all__ = ["Byline", "find_byline", "shorten_title"]

_FIRST_LINES = 12
_LONGEST_LINE = 160  # a line on date and source is short; a date in a sentence is no date of publication
_LONGEST_TITLE = 250

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun",
            "july jul", "august aug", "september sep sept", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)",
        r"(?P<y>(?:19|20)\d\d) ?年 ?(?P<m>\d{1,2}) ?月 ?(?P<d>\d{1,2}) ?日",
        rf"\b{_MONTH} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>(?:19|20)\d\d)(?!\d)",
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)? {_MONTH},? (?P<y>(?:19|20)\d\d)(?!\d)",
    )
)
_LABEL = re.compile(
    r"\b(?:updated|published|posted|issued|released|date|time)\b(?: on)? ?[:：]?|发布时间|时间|日期", re.IGNORECASE
)
_SOURCE = re.compile(
    r"(?:\b(?:source|publisher|published by)|来源|发布者) ?[:：] ?(?P<name>[^|;；/]{2,80})", re.IGNORECASE
)
_TIME_OF_DAY = re.compile(
    r"\b\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?(?: ?(?:utc|gmt|[a-z]{2,4}t))?\b", re.IGNORECASE
)
_WEEKDAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b", re.IGNORECASE)
# A dateline: "NAIROBI, 3 June 2021 -"; what follows the dash is the story.
_DATELINE = re.compile(r"^[A-Z][\w .,'’()-]{1,60}?[,(] ?(?P<date>[^—–]{6,24}?)\)? ?(?:\([^)]{1,40}\) ?)?(?:—|–| - |--)")
_FURNITURE = re.compile(r"^(?:home|skip to|menu|search|print|share)\b|.(?: > | » | / .* / )", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Byline:
    """What the head of a text says; each part is None where it says nothing."""

    title: str | None = None
    published: str | None = None
    publisher: str | None = None


def find_byline(lines: Sequence[str]) -> Byline:
    """What the first lines say of a text: the title is the first that is no menu.

    A date counts where a word such as "Updated" stands before it, where it stands alone on its line,
    or in a dateline; dates within sentences are the text's own matter.
    """
    head = [line.strip() for line in lines if line.strip()][:_FIRST_LINES]
    title = next((line for line in head if not _FURNITURE.search(line)), None)
    published = publisher = None
    for line in head:
        if len(line) <= _LONGEST_LINE:
            published = published or _date_of(line)
            source = _SOURCE.search(line)
            if source and publisher is None:
                publisher = source["name"].strip(" .,\xa0") or None
        published = published or _dateline(line)
    return Byline(shorten_title(title) if title else None, published, publisher)


def shorten_title(text: str) -> str:
    """The text as a title: of a whole paragraph its first sentence, or as many words as fit and an ellipsis.

    >>> shorten_title("A cold store for Lindow")
    'A cold store for Lindow'
    """
    if len(text) <= _LONGEST_TITLE:
        return text
    cut = text[:_LONGEST_TITLE]
    if sentence := re.match(r".{20,}?[.!?。！？](?=\s|$)", cut):
        return sentence.group()
    return (cut.rpartition(" ")[0] or cut) + "…"


def _date_of(line: str) -> str | None:
    """The date that a line of date and source states; None for a line that is a sentence."""
    found = _find_date(line)
    if found is None:
        return None
    value, start, end = found
    if _LABEL.search(line[:start]) and len(line[:start]) <= 60:
        return value
    rest = _WEEKDAY.sub("", _TIME_OF_DAY.sub("", line[:start] + line[end:]))
    return value if not re.search(r"\w", _SOURCE.sub("", rest)) else None


def _dateline(line: str) -> str | None:
    match = _DATELINE.match(line)
    found = _find_date(match["date"]) if match else None
    return found[0] if found else None


def _find_date(text: str) -> tuple[str, int, int] | None:
    """The first full date in a text as ISO 8601, with its offsets; one that does not exist is none."""
    for pattern in _DATES:
        match = pattern.search(text)
        if not match:
            continue
        parts = match.groupdict()
        month = int(parts["m"]) if "m" in parts else _MONTHS[parts["month"].lower()]
        try:
            return date(int(parts["y"]), month, int(parts["d"])).isoformat(), match.start(), match.end()
        except ValueError:
            continue
    return None
