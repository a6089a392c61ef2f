"""A row's number against the quantities of its evidence: value, scale, unit, sign, comparator, year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from shugu.guard.comparators import allows_comparator
from shugu.guard.cues import cue_pattern
from shugu.guard.names import fold
from shugu.guard.numbers import NumberReading, Sort, read_numbers
from shugu.guard.statement import Statement
from shugu.guard.units import factor_between, find_unit_after, is_money, unit_words, units_of
from shugu.model.document import normalise_sentence

__all__ = ["Quantity", "derive_quantity", "find_foreign_numbers"]

_FALLING = cue_pattern("falling", ignore_case=True)
_RISING = cue_pattern("rising", ignore_case=True)
_CHANGE = re.compile(r"growth|increase|rise|change|gain", re.IGNORECASE)
_MINUS = re.compile(r"(?:^|[\s(])(?:[-−–](?:[^\w\s]|[A-Z]{1,3})\s?|minus\s(?:[^\w\s]|[A-Z]{1,3}\s?)?)$")  # -$4, minus 4
_LOSSES = re.compile(r"declin|decreas|reduc|loss|drop|fall|deficit|saving|cut", re.IGNORECASE)
_SUM = 1_000_000  # from which on a bare number can be a sum of money
_COUNTABLE = {"year", "month", "day", "hour", "minute"}
_YEAR_AFTER = re.compile(
    r"\s*(?:(?!than\b)[^\W\d]+\s+){0,2}?(?:in|by|for|at the end of|during)\s+((?:19|20)\d\d)(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A derivation of a number: its line, the sentence it stands in, and where in it."""

    line: str
    sentence: int
    start: int
    end: int


def derive_quantity(row: Statement) -> Quantity | str:
    """How the row's number follows from its evidence, or a sentence that says why it does not."""
    assert row.number is not None
    reason = f"the number {row.number:f} is not in the evidence"
    for index, sentence in enumerate(row.evidence):
        for reading in _candidates(row, sentence):
            fault = _fault(row, sentence, reading)
            if fault is None:
                words = " ".join(sentence[reading.start : reading.end].split())
                line = f"{words} -> {row.number:f}{f' {row.unit}' if row.unit else ''}"
                return Quantity(line, index, reading.start, reading.end)
            if fault:
                reason = fault
    return reason


def _candidates(row: Statement, sentence: str) -> Iterator[NumberReading]:
    """The readings of a sentence, only those within the stated wording where the sentence holds it."""
    readings = read_numbers(normal := normalise_quotes(sentence))
    place = find_stated(row.stated, normal)
    if place is not None:
        inside = [r for r in readings if r.start < place[1] and r.end > place[0]]
        readings = tuple(inside) or readings
    yield from readings


@lru_cache(maxsize=4096)
def normalise_quotes(text: str) -> str:
    """The text with look-alikes made plain one for one, so that offsets stay."""
    plain = (normalise_sentence(c) if not c.isspace() else " " for c in text)
    return "".join(p if len(p) == 1 else c for p, c in zip(plain, text, strict=True))


def find_stated(stated: str | None, sentence: str) -> tuple[int, int] | None:
    """Where the wording stands in the sentence, whatever the white space and case; None where it does not."""
    if not stated or not stated.strip():
        return None
    words = [re.escape(word) for word in normalise_sentence(stated).split()]
    wording = r"\s*".join(words)
    match = re.search(rf"(?<!\d){wording}(?!\d|[.,]\d)", sentence, re.IGNORECASE)
    return match.span() if match else None


def _fault(row: Statement, sentence: str, reading: NumberReading) -> str | None:
    """What speaks against the reading: None nothing, an empty string that it is another number."""
    number = row.number
    assert number is not None
    if not any(
        _equal(reading, size, factor) for size in (number, -number) for factor in _factors(row, sentence, reading)
    ):
        if any(_equal(reading, size, Fraction(1)) for size in (number, -number)):
            return f"the unit of {number:f} is not {row.unit} in the evidence"
        return ""
    before = sentence[max(0, reading.start - 60) : reading.start]
    after = sentence[reading.end : reading.end + 30]
    if not _sign_holds(row, reading, before, after):
        return f"the sign of {number:f} is not that of the evidence"
    if not allows_comparator(reading.comparators, row.comparator):
        return f"the comparator {row.comparator or '='} does not fit the wording of {number:f}"
    year = _YEAR_AFTER.match(sentence, reading.end)
    if year and row.time and not _has_year(row, int(year[1])):
        return f"{number:f} is stated for {year[1]}, not for {row.time.text}"
    return None


def _equal(reading: NumberReading, number: Decimal, factor: Fraction) -> bool:
    if factor != 1:
        return reading.value * factor == Fraction(number)
    return reading.matches(number)


def _factors(row: Statement, sentence: str, reading: NumberReading) -> Iterator[Fraction]:
    """By what the reading is multiplied to be in the row's unit; nothing where its unit is another."""
    unit = row.unit
    meant = units_of(reading.unit, fold_document(row.document)) if reading.unit else frozenset()
    if reading.unit in ("years", "days", "months"):
        meant |= {reading.unit.removesuffix("s")}
    if not meant and reading.sort == Sort.PLAIN:
        meant = _later_units(row, sentence, reading.end)
    alike = row.number is not None and reading.value >= _SUM and _equal(reading, row.number, Fraction(1))
    if alike and unit and is_money(unit) and reading.unit is None and reading.sort == Sort.PLAIN:
        meant |= _money_before(row, sentence, reading.start)
    fits = {
        "percent": "percent" in meant,
        "rank": reading.sort == Sort.RANK,
        "count": reading.sort in (Sort.PLAIN, Sort.RANK, Sort.TIMES)
        and (not meant or bool(meant & _COUNTABLE) or reading.unit is None),
        "index": reading.sort == Sort.PLAIN and (not reading.unit or meant == {"percentage-point"}),
        None: True,
    }.get(unit, unit in meant)
    if fits or (unit and not meant and not reading.unit and reading.sort == Sort.PLAIN and not unit_words(unit)):
        # A unit that the list of wordings does not have: then no other may stand there.
        yield Fraction(1)
        if unit not in meant:
            return
    for name in meant - {unit}:  # mt is a tonne to some and a million of them to others
        factor = factor_between(name, unit or "")
        if factor:
            yield Fraction(factor)


def _money_before(row: Statement, sentence: str, start: int) -> frozenset[str]:
    """The money of the sum before, in the sentence or in others of the evidence: `81 billion forints, of which 63`."""
    words = [r.unit for r in read_numbers(normalise_quotes(sentence)) if r.end < start and r.unit]
    others = (other for other in row.evidence if other != sentence)
    words = [r.unit for other in others for r in read_numbers(normalise_quotes(other)) if r.unit] + words
    found = (units_of(word, fold_document(row.document)) for word in reversed(words))
    return next((units for units in found if any(is_money(unit) for unit in units)), frozenset())


def _later_units(row: Statement, sentence: str, end: int) -> frozenset[str]:
    """Units whose word stands up to two words behind the number: `five consecutive years`."""
    found: set[str] = set()
    for words in range(3):
        match = re.compile(rf"(?:\s+[^\W\d][\w-]*){{{words}}}").match(sentence, end)
        unit = find_unit_after(sentence, match.end()) if match else None
        if unit:
            found |= units_of(unit[0], fold_document(row.document))
    return frozenset(found)


@lru_cache(maxsize=16)
def fold_document(text: str) -> str:
    """The document's text as names are looked for in it."""
    return fold(text)


def _sign_holds(row: Statement, reading: NumberReading, before: str, after: str) -> bool:
    assert row.number is not None
    told = f"{row.predicate} {row.label}"
    if reading.value < 0:  # "fell by 3,000 (-4 per cent)" tells a decline of 4 per cent
        return row.number < 0 or _LOSSES.search(told) is not None
    # The nearest word that says where to decides.
    falls = [m.end() for m in _FALLING.finditer(before)]
    rises = [m.end() for m in _RISING.finditer(before)]
    if row.number > 0 and _RISING.match(after.lstrip()):  # "lower than in 2019, which saw a 5 per cent growth"
        return True
    falling = (falls[-1] if falls else -1) > (rises[-1] if rises else -1) or (
        not rises and bool(_FALLING.search(after))
    )
    if row.number < 0:
        return falling or _MINUS.search(before) is not None
    of_change = _CHANGE.search(told) and not _LOSSES.search(told)
    return not (of_change and falling and row.number > 0)


def _has_year(row: Statement, year: int) -> bool:
    assert row.time is not None
    first = row.time.earliest.year if row.time.earliest else year
    last = row.time.latest.year if row.time.latest else year
    return first <= year <= last


def find_foreign_numbers(text: str, row: Statement) -> list[str]:
    """Figures of a text value that no sentence of the evidence has, nor title or names of the row."""
    there: set[Fraction] = set()
    names = [n for named in (row.subject, row.object, row.place, row.speaker) if named for n in named.names]
    for source in (*row.evidence, *names, row.setting.title or ""):
        there.update(reading.value for reading in read_numbers(source))
        there.update(Fraction(digits) for digits in re.findall(r"\d+", source))
    there.update(Fraction(year) for year in re.findall(r"\d{4}", row.time.text if row.time else ""))
    figures = [r for r in read_numbers(text) if re.search(r"\d", text[r.start : r.end])]
    missing = {(r.start): text[r.start : r.end] for r in figures if r.value not in there}
    found = {r.start for r in figures if r.value in there}
    return [words for start, words in missing.items() if start not in found]
