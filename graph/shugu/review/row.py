"""A row of the fact sheet read as a fact: each cell checked, every fault named with its column."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from shugu.identifiers import is_slug
from shugu.model.collection import SentenceRecord
from shugu.model.document import Span
from shugu.model.fact import Basis, Comparator, Decision, Fact, Method, Rank
from shugu.model.time import Precision, TimeValue, parse_time
from shugu.model.vocabulary import PropertyTerm, ValueKind, Vocabulary

__all__ = ["read_fact"]

# Oxigraph computes with decimals of 128 bits, 18 digits of them behind the point.
_LARGEST = Decimal("170141183460469231731")
_MOST_PLACES = 18
_LONGEST_NUMBER = 60
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_Word = TypeVar("_Word", bound=StrEnum)


def _fold(cell: str) -> str:
    """The cell without spaces at its ends; one that holds a tab or line break has single spaces throughout."""
    return " ".join(cell.split()) if "\t" in cell or "\n" in cell else cell.strip()


def _is_day(cell: str) -> bool:
    try:
        return parse_time(cell).precision is Precision.DAY
    except ValueError:
        return False


class _Cells:
    """The cells of one row while it is read; collects what is wrong with them."""

    __slots__ = ("cells", "faults")

    def __init__(self, cells: Mapping[str, str]) -> None:
        self.cells = cells
        self.faults: list[tuple[str, str]] = []

    def fault(self, column: str, reason: str) -> None:
        self.faults.append((column, reason))

    def text(self, column: str) -> str | None:
        return _fold(self.cells[column]) or None

    def word(self, column: str, words: type[_Word]) -> _Word | None:
        cell = self.cells[column].strip()
        if not cell:
            return None
        try:
            return words(cell)
        except ValueError:
            self.fault(column, f"{cell!r} is none of {', '.join(words)}")
            return None

    def slug(self, column: str) -> str | None:
        cell = self.cells[column].strip()
        if cell and not is_slug(cell):
            self.fault(column, f"{cell!r} is no id; an id is letters and digits with single - _ . between them")
        return cell or None

    def time(self) -> TimeValue | None:
        cell = self.cells["time"].strip()
        if not cell:
            return None
        try:
            return parse_time(cell)
        except ValueError as error:
            self.fault("time", str(error))
            return None

    def day(self, column: str) -> str | None:
        cell = self.text(column)
        if cell and not _is_day(cell):
            self.fault(column, f"{cell!r} is no day; write it like 2019-05-26")
        return cell

    def confidence(self) -> float | None:
        cell = self.cells["confidence"].strip()
        if not cell:
            return None
        if not _NUMBER.fullmatch(cell) or not 0 <= float(cell) <= 1:
            self.fault("confidence", f"{cell!r} is no number from 0 to 1")
            return None
        return float(cell)


def read_fact(
    cells: Mapping[str, str],
    document: str,
    *,
    sentences: Mapping[str, SentenceRecord],
    vocabulary: Vocabulary,
    line: int,
) -> tuple[Fact | None, list[tuple[str, str]]]:
    """The fact in the cells of a row, of every column, and no fault; or None and column and reason of every fault.

    `sentences` are those of the document by id; `line` is where the row stands in its sheet.
    """
    row = _Cells(cells)
    fact = _make_fact(row, document, line, sentences, vocabulary)
    return (None if row.faults else fact), row.faults


def _make_fact(
    row: _Cells, document: str, line: int, register: Mapping[str, SentenceRecord], vocabulary: Vocabulary
) -> Fact | None:
    """The fact of one row; None, with the faults in `row`, where it cannot be made."""
    cells = row.cells
    if any(_CONTROL.search(cell) for cell in cells.values()):
        column = next(name for name, cell in cells.items() if _CONTROL.search(cell))
        row.fault(column, "the cell holds a control character")
        return None
    fact_id, subject = row.slug("id"), row.slug("subject")
    for column in ("id", "subject"):
        if not cells[column].strip():
            row.fault(column, "the cell is empty")
    sentences, span = _read_evidence(row, register)
    unit, time, comparator, object_id = (
        row.text("unit"),
        row.time(),
        row.word("comparator", Comparator),
        row.slug("object"),
    )
    decision, basis = row.word("decision", Decision), row.word("basis", Basis)
    rank, method = row.word("rank", Rank), row.word("method", Method)
    place, speaker, confidence = row.slug("place"), row.slug("speaker"), row.confidence()
    decided_on = row.day("decided on")
    term = vocabulary.properties.get(cells["property"].strip())
    if term is None:
        row.fault("property", f"unknown property {cells['property'].strip()[:60]!r}")
        return None
    number, text = _read_value(row, term, unit, vocabulary)
    if term.value is ValueKind.TIME and not cells["time"].strip():
        row.fault("time", f"{term.name} states when, and the cell is empty")
    if comparator and term.value is not ValueKind.NUMBER:
        row.fault("comparator", "a comparator stands before a number, and this row has none")
    if (not cells["object"].strip()) == (term.value is ValueKind.ENTITY):
        wants = "an entity here, and the cell is empty" if object_id is None else f"{term.value}, not an entity"
        row.fault("object", f"{term.name} takes {wants}")
    if row.faults or fact_id is None or subject is None or span is None:
        return None
    return Fact(
        id=fact_id,
        document=document,
        sentences=sentences,
        span=span,
        subject=subject,
        property=term.name,
        object=object_id,
        number=number,
        text=text,
        stated=row.text("stated"),
        unit=unit,
        comparator=comparator or (Comparator.EQUAL if number is not None else None),
        time=time,
        place=place,
        basis=basis or Basis.ACTUAL,
        speaker=speaker,
        scope=row.text("scope"),
        rank=rank or Rank.NORMAL,
        confidence=confidence,
        method=method or Method.CURATED,
        decision=decision,
        decided_by=row.text("decided by"),
        decided_on=decided_on,
        note=row.text("note"),
        rule=row.text("rule"),
        derivation=row.text("derivation"),
        line=line,
    )


def _read_evidence(row: _Cells, register: Mapping[str, SentenceRecord]) -> tuple[tuple[str, ...], Span | None]:
    sentences = tuple(row.cells["sentence"].split())
    if not sentences:
        row.fault("sentence", "the cell is empty; a row without evidence is not admitted")
    for sentence in sentences:
        if sentence not in register:
            row.fault("sentence", f"{sentence!r} is not in the document's sentence register")
    if len(set(sentences)) < len(sentences):
        row.fault("sentence", "a sentence stands twice")
    known = bool(sentences) and sentences[0] in register
    offsets = []
    for column in ("start", "end"):
        cell = row.cells[column].strip()
        if not cell.isascii() or not cell.isdigit() or len(cell) > 12:
            row.fault(column, f"{cell!r} is no whole number")
        else:
            offsets.append(int(cell))
    if len(offsets) < 2 or not known:
        return sentences, None
    start, end = offsets
    home = register[sentences[0]].span
    if end <= start:
        row.fault("end", f"the evidence ends at {end}, at or before its start {start}")
        return sentences, None
    span = Span(start, end)
    if not home.contains(span):
        row.fault("start", f"{start}..{end} lies outside {sentences[0]}, which is {home.start}..{home.end}")
    return sentences, span


def _read_value(
    row: _Cells, term: PropertyTerm, unit: str | None, vocabulary: Vocabulary
) -> tuple[Decimal | None, str | None]:
    """The number or the text of a row, as the property wants it; both None for the other kinds."""
    cell = _fold(row.cells["value"])
    if term.value is not ValueKind.NUMBER and unit:
        row.fault("unit", f"{term.name} takes {term.value}, which has no unit")
    if term.value is ValueKind.TEXT:
        if not cell:
            row.fault("value", f"{term.name} takes text, and the cell is empty")
        return None, cell or None
    if term.value is not ValueKind.NUMBER:
        if cell:
            row.fault("value", f"{term.name} takes {term.value}, not a value")
        return None, None
    if unit is None:
        row.fault("unit", f"{term.name} is a number and needs its unit")
    elif unit not in vocabulary.units:
        row.fault("unit", f"unknown unit {unit!r}; known are {', '.join(sorted(vocabulary.units))}")
    elif term.units and unit not in term.units:
        row.fault("unit", f"{term.name} is given in {' or '.join(sorted(term.units))}, not in {unit}")
    if not _NUMBER.fullmatch(cell):
        row.fault("value", f"{cell[:40]!r} is no number; write it fully scaled, 46.5 billion as 46500000000")
        return None, None
    places = len(cell.partition(".")[2])
    if len(cell) > _LONGEST_NUMBER or places > _MOST_PLACES or abs(Decimal(cell)) >= _LARGEST:
        row.fault(
            "value", f"the number cannot be computed with: at most 20 digits before the point and {_MOST_PLACES} behind"
        )
        return None, None
    return Decimal(cell), None
