"""Numbers in words and figures: every reading of a stretch of English text as a quantity."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from shugu.guard.comparators import comparators_of
from shugu.guard.numerals import numerals, spans
from shugu.guard.units import currency_letters, find_unit_after, find_unit_before
from shugu.model.figures import FIGURES, plain_figures

__all__ = ["NumberReading", "Sort", "read_numbers"]


class Sort:
    """What a reading counts as: a plain number, a rank, a share or a multiple."""

    PLAIN = "plain"
    RANK = "rank"
    SHARE = "share"
    TIMES = "times"


@dataclass(frozen=True, slots=True)
class NumberReading:
    """One reading: its exact value, where it stands, its unit word (None for a bare number), what bounds it.

    `comparators` are those that the wording allows; empty where it says nothing. `exact` is False
    for values that decimals can only round (one third).
    """

    value: Fraction
    start: int
    end: int
    unit: str | None = None
    sort: str = Sort.PLAIN
    comparators: frozenset[str] = frozenset()

    def matches(self, number: Decimal) -> bool:
        """Whether `number` is this value, or its rounding to as many places as `number` has (at least two figures)."""
        if Fraction(number) == self.value:
            return True
        if self.value.denominator % 3 and self.value.denominator % 7:
            return False
        places = -int(number.as_tuple().exponent)
        return places >= 0 and abs(number) >= 10 and Fraction(number) == round(self.value, places)


_SCALES = numerals("scale")
_ONES, _TENS = numerals("one"), numerals("ten")
_ORDINALS, _PARTS = numerals("ordinal"), numerals("part")
_TIMES, _PLURALS = numerals("times"), numerals("plural")
_SPANS = spans()
_WHOLE = r"full|fully|whole|wholly|entire|entirely|complete|completely|universal|total|every|all"
_TOP = r"top|leading|leads|led|highest|number\s+one|best|foremost"
_NONE = r"no(?!\s+(?:less|fewer|lower|more|higher|greater|later|earlier)\b)|none|nil"


def _one_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


_PLURAL_WORDS = _one_of(_PLURALS).replace(" ", r"\s+")
_WORD_NUMBER = rf"(?:{_one_of({**_ONES, **_TENS})})"
# A figure begins at a word's begin, or right behind a currency's letters.
_BEGIN = "(?:" + "|".join([r"(?<![\w.])", *(rf"(?<=\b{re.escape(letters)})" for letters in currency_letters())]) + ")"
_TOKEN = re.compile(
    rf"""(?P<digits>{_BEGIN}[-−–]?(?:{FIGURES})|(?<![\w])\.\d+)
    (?P<nth>st|nd|rd|th)?(?![\d])
    |(?<![\w])(?P<words>(?:(?:an?\s+)?hundred|(?:half\s+)?an?\s+(?:thousand|million|billion|trillion)|{_WORD_NUMBER})
      (?:(?:[\s-]+|(?:(?<=hundred)|(?<=thousand)|(?<=million))\s+and\s+)
         (?:{_WORD_NUMBER}|hundred|thousand|million|billion|trillion))*(?:[\s-]+and[\s-]+a[\s-]+half)?)(?!\w)
    |(?<![\w])(?P<plural>{_PLURAL_WORDS})(?!\w)
    |(?<![\w])(?P<dozen>(?:an?|half\s+a)\s+dozen|a\s+pair|a\s+couple|both)(?!\w)
    |(?<![\w])(?P<ordinal>(?:(?:{_one_of(_TENS)})-)?(?:{_one_of(_ORDINALS)}))(?!\w)
    |(?<![\w])(?P<times>{_one_of(_TIMES)})(?!\w)
    |(?<![\w])(?P<part>half|quarter|an?\s+(?:{_one_of(_PARTS)}))(?!\w)
    |(?<![\w])(?P<span>{_one_of(_SPANS)})(?!\w)
    |(?<![\w])(?P<whole>{_WHOLE})(?!\w)|(?<![\w])(?P<top>{_TOP})(?!\w)|(?<![\w])(?P<none>{_NONE})(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
_SCALE = re.compile(rf"[\s-]*(?P<scale>{_one_of(_SCALES).replace(' ', r'[ ]+')})(?![A-Za-z])", re.IGNORECASE)
_PART_AFTER = re.compile(rf"[\s-]+(?P<part>{_one_of(_PARTS)})s?(?!\w)", re.IGNORECASE)
_SHARE_AFTER = re.compile(
    r"\s+(?:out\s+of|in|of)\s+(?:every\s+|the\s+)?(?P<whole>\d+|" + _WORD_NUMBER + r")(?!\w)", re.IGNORECASE
)
_RANGE = re.compile(r"\s*(?:-|–|—|\bto\b|\bor\b)\s*", re.IGNORECASE)
_JOINED = re.compile(r"\s*+(?:-|–|—|,\s*+and\b|,|\band\b|\bto\b|\bor\b)\s*", re.IGNORECASE)
# Windows keep the work on a line of any length in proportion to it.
_AHEAD = 60
_CARRIED = re.compile(r"(?:\s+[^\W\d][\w'-]*){0,4}\s+and\s+", re.IGNORECASE)
_FOLD = re.compile(r"[\s-]*(?:times|fold|-fold)(?!\w)", re.IGNORECASE)


def read_numbers(text: str) -> tuple[NumberReading, ...]:
    """Every reading of `text` as a number, in its order; one place may have several readings.

    >>> [str(r.value) for r in read_numbers("about 46.5 billion yuan in 12 towns")]
    ['46500000000', '12']
    """
    return _read(text)


@lru_cache(maxsize=4096)
def _read(text: str) -> tuple[NumberReading, ...]:
    groups: list[list[NumberReading]] = []
    previous_end = 0
    place = 0
    while match := _TOKEN.search(text, place):
        group = list(_readings(text, match))
        place = max(match.end(), *(reading.end for reading in group)) if group else match.end()
        if group:
            end = max(reading.end for reading in group)
            start = min(reading.start for reading in group)
            between = text[previous_end:start]
            bounds = comparators_of(between, text[end : end + _AHEAD])
            if groups and not bounds and _CARRIED.fullmatch(between[-_AHEAD * 2 :]):
                # `up to 900 seats and 200 cars`: the bound may hold for both.
                bounds = groups[-1][-1].comparators | {"="} if groups[-1][-1].comparators else bounds
            groups.append([replace(r, comparators=r.comparators | bounds) for r in group])
            previous_end = end
    return tuple(reading for group in _share(text, groups) for reading in group)


def _readings(text: str, match: re.Match[str]) -> Iterator[NumberReading]:
    """The readings of one token with the scale and unit that stand at it."""
    kind = match.lastgroup
    if match["digits"]:
        yield from _figures(text, match)
    elif kind == "words":
        yield from _scaled(text, _spelt(match["words"]), match.start(), match.end())
    elif kind == "plural":
        yield NumberReading(
            _PLURALS[" ".join(match["plural"].lower().split())],
            match.start(),
            match.end(),
            comparators=frozenset({">", ">=", "~"}),
        )
    elif kind == "dozen":
        word = match["dozen"].lower()
        value = 2 if "pair" in word or "couple" in word or word == "both" else 6 if "half" in word else 12
        yield NumberReading(Fraction(value), match.start(), match.end())
    elif kind == "ordinal":
        *tens, last = match["ordinal"].lower().split("-")
        yield NumberReading(
            _ORDINALS[last] + (_TENS[tens[0]] if tens else 0), match.start(), match.end(), sort=Sort.RANK
        )
    elif kind == "times":
        yield from _multiple(Fraction(_TIMES[match["times"].lower()]), match.start(), match.end())
    elif kind == "part":
        word = match["part"].lower()
        share = 1 / _PARTS[word.split()[-1]]
        yield from _share_of(share, match.start(), match.end())
        yield from _scaled(text, share, match.start(), match.end(), need_scale=True)
    elif kind == "span":
        length, unit = _SPANS[match["span"].lower()]
        yield NumberReading(Fraction(length), match.start(), match.end(), unit)
    elif kind == "whole":
        yield NumberReading(Fraction(100), match.start(), match.end(), "%", Sort.SHARE)
    elif kind == "top":
        yield NumberReading(Fraction(1), match.start(), match.end(), sort=Sort.RANK, comparators=frozenset("=~"))
    else:
        yield NumberReading(Fraction(0), match.start(), match.end())


def _figures(text: str, match: re.Match[str]) -> Iterator[NumberReading]:
    figures = match["digits"]
    sign = -1 if figures[0] in "-−–" else 1
    # A hyphen after a figure or letter joins; only one after white space is a sign.
    if sign < 0 and match.start() and not text[match.start() - 1].isspace() and text[match.start() - 1] not in "(":
        sign = 1
    value = sign * Fraction(plain_figures(figures.lstrip("-−–")))
    if match["nth"]:
        yield NumberReading(value, match.start(), match.end(), sort=Sort.RANK)
        return
    yield from _scaled(text, value, match.start(), match.end())


def _spelt(words: str) -> Fraction:
    """The number that words spell: `one hundred and six`, `two and a half million`, `half a million`."""
    total, current = Fraction(0), Fraction(0)
    half = re.search(r"[\s-]+and[\s-]+a[\s-]+half$", words, re.IGNORECASE)
    of_one = 1  # 2 for half a million
    for word in re.split(r"[\s-]+", words[: half.start()] if half else words):
        lower = word.lower()
        if lower in ("and",):
            continue
        if lower == "half":
            of_one = 2
            continue
        if lower in ("a", "an"):
            current = Fraction(1)
        elif lower == "hundred":
            current = (current or Fraction(1)) * 100
        elif lower in _SCALES:
            total += (current or Fraction(1)) * _SCALES[lower]
            current = Fraction(0)
        else:
            current += _ONES.get(lower, _TENS.get(lower, 0))
    return (total + current) / of_one + (Fraction(1, 2) if half else 0)


def _scaled(text: str, value: Fraction, start: int, end: int, *, need_scale: bool = False) -> Iterator[NumberReading]:
    """The number with its scale word, unit word and fraction, as far as they stand at it."""
    part = _PART_AFTER.match(text, end)
    if part and not need_scale and value.denominator == 1:
        yield from _share_of(value / _PARTS[part["part"].lower()], start, part.end())
        if part["part"].lower() not in _ORDINALS:
            return
    share = _SHARE_AFTER.match(text, end)
    if share and not need_scale and value.denominator == 1:
        whole = Fraction(share["whole"]) if share["whole"].isdigit() else _spelt(share["whole"])
        if value < whole <= 1000:
            yield from _share_of(value / whole, start, share.end())
    fold = _FOLD.match(text, end)
    if fold and not need_scale:
        yield from _multiple(value, start, fold.end())
    before = find_unit_before(text, start)
    scale = _SCALE.match(text, end)
    if scale and scale["scale"].lower() in ("m", "b") and not before:
        # Without a currency `5m` is five million to some and five metres to others: both readings count.
        yield NumberReading(value * _SCALES[scale["scale"].lower()], start, scale.end())
        scale = None
    if scale:
        value *= _SCALES[" ".join(scale["scale"].lower().split())]
        end = scale.end()
    elif need_scale:
        return
    after = find_unit_after(text, end + 1 if text[end : end + 1] == "+" else end)
    if before:
        yield NumberReading(value, before[1], end, before[0])
        return
    if after:
        yield NumberReading(value, start, after[1], after[0])
        return
    yield NumberReading(value, start, end)
    rank = re.search(
        r"(?:\bno\.?|\bnumber|\brank(?:s|ed|ing)?(?:\s+at)?|#)\s*$", text[max(0, start - 15) : start], re.IGNORECASE
    )
    if rank and value.denominator == 1:
        yield NumberReading(value, start, end, sort=Sort.RANK)


def _share_of(share: Fraction, start: int, end: int) -> Iterator[NumberReading]:
    yield NumberReading(share * 100, start, end, "%", Sort.SHARE)
    yield NumberReading(share, start, end, sort=Sort.SHARE)


def _multiple(value: Fraction, start: int, end: int) -> Iterator[NumberReading]:
    yield NumberReading(value, start, end, sort=Sort.TIMES)
    yield NumberReading((value - 1) * 100, start, end, "%", Sort.TIMES)
    yield NumberReading(value * 100, start, end, "%", Sort.TIMES)


def _share(text: str, groups: list[list[NumberReading]]) -> list[list[NumberReading]]:
    """The groups, where a bare number joined to a scaled or measured one takes over its scale and unit.

    `3 to 5 million tonnes` and `249 and 289 billion yuan`. Ends of a range bound what they stand for.
    """
    for index in range(len(groups) - 2, -1, -1):
        here, following = groups[index][-1], groups[index + 1][-1]
        between = text[here.end : following.start]
        if here.sort != Sort.PLAIN or following.sort != Sort.PLAIN or not _JOINED.fullmatch(between):
            continue
        scale = _SCALE.search(text[following.start : following.end])
        if here.unit is None and (scale or following.unit):
            factor = _SCALES[" ".join(scale["scale"].lower().split())] if scale else 1
            own_scale = _SCALE.search(text[here.start : here.end])
            shared = replace(here, value=here.value if own_scale else here.value * factor, unit=following.unit)
            groups[index].append(shared)
        elif here.unit is not None and following.unit in (None, here.unit) and scale and _RANGE.fullmatch(between):
            # `$2-3 billion`: the sign stands before the first number, the scale behind the second.
            groups[index].append(replace(here, value=here.value * _SCALES[scale["scale"].lower()]))
            groups[index + 1].append(replace(following, unit=here.unit))
        opened = re.search(r"\bbetween\s*$", text[max(0, here.start - 12) : here.start], re.IGNORECASE)
        if _RANGE.fullmatch(between) or (opened and between.strip() == "and"):
            low = frozenset({"=", ">", ">=", "~"})
            high = frozenset({"=", "<", "<=", "~"})
            groups[index] = [replace(r, comparators=r.comparators | low) for r in groups[index]]
            groups[index + 1] = [replace(r, comparators=r.comparators | high) for r in groups[index + 1]]
    return groups
