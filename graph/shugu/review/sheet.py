"""The fact sheet: a table that a person reads, edits and commits, one fact a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from shugu.errors import LocatedError, Problem
from shugu.identifiers import is_slug
from shugu.model.collection import SentenceRecord
from shugu.model.document import Span
from shugu.model.fact import Basis, Comparator, Decision, Fact, Method, Rank, content_of
from shugu.model.table import format_table, read_table
from shugu.model.time import Precision, TimeValue, parse_time
from shugu.model.vocabulary import PropertyTerm, ValueKind, Vocabulary

__all__ = ["COLUMNS", "OPTIONAL", "format_sheet", "read_row", "read_sheet", "to_cells"]

COLUMNS = (
    "decision",
    "id",
    "sentence",
    "start",
    "end",
    "subject",
    "property",
    "object",
    "value",
    "stated",
    "unit",
    "comparator",
    "time",
    "place",
    "basis",
    "speaker",
    "scope",
    "rank",
    "confidence",
    "method",
    "decided by",
    "decided on",
    "note",
)
# Written where a row has them; sheets made by hand do without.
OPTIONAL = ("rule", "derivation")

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

    def confidence(self) -> float | None:
        cell = self.cells["confidence"].strip()
        if not cell:
            return None
        if not _NUMBER.fullmatch(cell) or not 0 <= float(cell) <= 1:
            self.fault("confidence", f"{cell!r} is no number from 0 to 1")
            return None
        return float(cell)


def read_sheet(
    path: Path, document: str, *, sentences: Sequence[SentenceRecord], vocabulary: Vocabulary
) -> tuple[Fact, ...]:
    """The facts of a sheet in its order, whatever their decision.

    Raises LocatedError with every fault of the sheet: an unknown property, unit or word, a number
    or date that does not exist, an evidence span outside its sentence, an id that stands twice, two
    accepted rows that say the same on the same evidence.
    """
    table = read_table(path, required=COLUMNS, optional=OPTIONAL)
    register = {record.id: record for record in sentences}
    problems: list[Problem] = []
    facts: list[Fact] = []
    for line, cells in table.rows:
        row = _Cells(dict(zip(table.columns, cells, strict=True)))
        fact = _read_row(row, document, line, register, vocabulary)
        if row.faults or fact is None:
            problems.extend(Problem(path, reason, line=line, column=column) for column, reason in row.faults)
        else:
            facts.append(fact)
    problems.extend(_repeated(path, facts))
    if problems:
        raise LocatedError(problems)
    return tuple(facts)


def read_row(
    cells: Mapping[str, str],
    document: str,
    *,
    sentences: Sequence[SentenceRecord],
    vocabulary: Vocabulary,
    line: int = 0,
) -> tuple[Fact | None, list[tuple[str, str]]]:
    """The fact in the cells of one row and no fault, or None and column and reason of every fault."""
    row = _Cells({**dict.fromkeys((*COLUMNS, *OPTIONAL), ""), **cells})
    fact = _read_row(row, document, line, {record.id: record for record in sentences}, vocabulary)
    return (None if row.faults else fact), row.faults


def to_cells(fact: Fact) -> dict[str, str]:
    """The cells of a row by column, the optional ones too."""
    return dict(zip((*COLUMNS, *OPTIONAL), _format_row(fact), strict=True))


def _read_row(
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
    decided_on = row.text("decided on")
    if decided_on:
        try:
            day = parse_time(decided_on).precision is Precision.DAY
        except ValueError:
            day = False
        if not day:
            row.fault("decided on", f"{decided_on!r} is no day; write it like 2019-05-26")
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


def _repeated(path: Path, facts: Iterable[Fact]) -> Iterable[Problem]:
    """Ids that stand twice, and accepted rows that say the same on the same evidence."""
    ids: dict[str, int] = {}
    contents: dict[tuple[object, ...], int] = {}
    for fact in facts:
        first = ids.setdefault(fact.id, fact.line)
        if first != fact.line:
            yield Problem(path, f"{fact.id} stands already in line {first}", line=fact.line, column="id")
        if fact.decision is not Decision.ACCEPTED:
            continue
        first = contents.setdefault((*content_of(fact), fact.sentences), fact.line)
        if first != fact.line:
            yield Problem(path, f"says the same as the accepted row in line {first}", line=fact.line, column="subject")


def format_sheet(facts: Iterable[Fact]) -> str:
    """The facts as the text of a sheet; reading it gives equal facts.

    The columns `rule` and `derivation` stand there where a row has one of them.
    """
    facts = list(facts)
    full = any(fact.rule or fact.derivation for fact in facts)
    width = len(COLUMNS) + (len(OPTIONAL) if full else 0)
    return format_table((*COLUMNS, *OPTIONAL)[:width], (_format_row(fact)[:width] for fact in facts))


def _format_row(fact: Fact) -> tuple[str, ...]:
    value = fact.text or ("" if fact.number is None else f"{fact.number:f}")
    return (
        fact.decision or "",
        fact.id,
        " ".join(fact.sentences),
        str(fact.span.start),
        str(fact.span.end),
        fact.subject,
        fact.property,
        fact.object or "",
        value,
        fact.stated or "",
        fact.unit or "",
        fact.comparator or "",
        fact.time.text if fact.time else "",
        fact.place or "",
        fact.basis,
        fact.speaker or "",
        fact.scope or "",
        "" if fact.rank is Rank.NORMAL else fact.rank,
        "" if fact.confidence is None else f"{Decimal(repr(fact.confidence)):f}",
        fact.method,
        fact.decided_by or "",
        fact.decided_on or "",
        fact.note or "",
        fact.rule or "",
        fact.derivation or "",
    )
