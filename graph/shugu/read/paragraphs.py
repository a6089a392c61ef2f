"""Lines of printed pages joined into paragraphs."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from shugu.read.result import Line

__all__ = ["PageLine", "join_lines"]

_EDGE = 2  # lines at the top and at the bottom of a page, where running headers and footers stand
_FIGURES = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"\W*+(?:(?:page|seite|p\.|第)\W*+)?(?:#|[ivxlc]{1,6})(?:[^\w/]*+(?:of|von|/|页)\W*+#?)?\W*+", re.IGNORECASE
)
_ENDS = re.compile(r"[.!?…:;。！？：；][\"'”’)\]》」』]*$")
_ITEM = re.compile(r"(?:[•●▪■◦–—*·]|[-o] |\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)] )")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN = re.compile(r"(?P<head>[^\W\d_]+)[-\u2010]$")
_HANGS = re.compile(r"\w[-\u2010–]$")  # "Asia-" before "Pacific", "2015–" before "2020"
_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class PageLine:
    """A printed line: its page, where it begins on it (`y` grows upwards), and the size of its letters."""

    text: str
    page: int
    x: float
    y: float
    size: float


def join_lines(pages: Sequence[Sequence[PageLine]]) -> Iterator[Line]:
    """The paragraphs of the pages, without running headers and footers; places are pages.

    A hyphen at the end of a line goes where the word is known without it, and stays where the text
    has it elsewhere or where both parts are words of the text.
    """
    lines = [line for page in _without_running(pages) for line in page]
    words = Counter(word.lower() for line in lines for word in _WORD.findall(_BROKEN.sub("", line.text)))
    leading = _leading(lines)
    width = _width(lines)
    paragraph: list[PageLine] = []
    for line in lines:
        if paragraph and _begins(paragraph[-1], line, leading, width):
            yield _joined(paragraph, words)
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield _joined(paragraph, words)


def _without_running(pages: Sequence[Sequence[PageLine]]) -> Iterator[list[PageLine]]:
    """The pages without the lines at their edges that stand on most pages, figures aside, and without numbers."""
    edges = [_edge(page) for page in pages]
    counts = Counter(key for edge in edges for key in {_FIGURES.sub("#", line.text) for line in edge})
    filled = sum(bool(page) for page in pages)
    for page, edge in zip(pages, edges, strict=True):
        running = set()
        for line in edge:
            key = _FIGURES.sub("#", line.text)
            repeated = filled >= 3 and counts[key] >= 3 and 2 * counts[key] > filled
            if repeated or (filled > 1 and "#" in key and counts[key] > 1 and _PAGE_NUMBER.fullmatch(key)):
                running.add(line)
        yield [line for line in page if line not in running]


def _edge(page: Sequence[PageLine]) -> list[PageLine]:
    by_height = sorted(page, key=lambda line: -line.y)
    return by_height if len(page) <= 2 * _EDGE else by_height[:_EDGE] + by_height[-_EDGE:]


def _leading(lines: Sequence[PageLine]) -> float:
    """The usual distance between two lines of a paragraph; 0 where there are no two lines on a page."""
    drops = [a.y - b.y for a, b in itertools.pairwise(lines) if a.page == b.page and a.y > b.y]
    return median(drops) if drops else 0.0


def _width(lines: Sequence[PageLine]) -> int:
    """The number of characters in a full line: nine lines in ten are shorter or as long."""
    lengths = sorted(len(line.text) for line in lines)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _begins(before: PageLine, line: PageLine, leading: float, width: int) -> bool:
    """Whether a paragraph begins with `line`."""
    if _ITEM.match(line.text) or max(before.size, line.size) > 1.12 * min(before.size, line.size):
        return True
    ended = bool(_ENDS.search(before.text))
    short = len(before.text) < 0.75 * width
    drop = before.y - line.y
    if before.page != line.page or drop < 0:
        # The next page or column: the paragraph goes on where the line before ends no sentence.
        return _capital(line.text) and (ended or short)
    if _HANGS.search(before.text):
        return False
    if drop > 1.35 * leading + 0.5 or (ended and line.x > before.x + 0.8 * line.size):
        return True
    return short and _capital(line.text) and (ended or len(before.text) < 0.6 * width)


def _capital(text: str) -> bool:
    first = next((character for character in text if character.isalnum()), "")
    return not first.islower()


def _joined(lines: Iterable[PageLine], words: Counter[str]) -> Line:
    text = place = ""
    turns: list[tuple[int, str]] = []
    for line in lines:
        name = f"page {line.page}"
        text = _join(text, line.text, words) if text else line.text
        if not place:
            place = name
        elif name != (turns[-1][1] if turns else place):
            turns.append((len(text) - len(line.text), name))
    return Line(text, place, tuple(turns))


def _join(text: str, rest: str, words: Counter[str]) -> str:
    """The two pieces as they would stand on one line."""
    broken = _BROKEN.search(text)
    follows = _WORD.match(rest)
    if broken and follows and rest[0].islower():
        head, tail = broken["head"].lower(), follows.group().lower()
        whole, parted = words[head + tail], words[f"{head}-{tail}"]
        keep = parted > whole or (not whole and words[head] > 0 and words[tail] > 0)
        return (text if keep else text[:-1]) + rest
    if _HANGS.search(text) and rest[:1].isalnum():
        return text + rest
    if _CJK.match(text[-1:]) and _CJK.match(rest[:1]):
        return text + rest
    return f"{text} {rest}"
