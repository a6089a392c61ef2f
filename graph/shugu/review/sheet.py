"""The fact sheet: a table that a person reads, edits and commits, one fact a row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from shugu.errors import LocatedError, Problem
from shugu.model.collection import SentenceRecord
from shugu.model.fact import Decision, Fact, Rank, content_of
from shugu.model.table import format_table, read_table
from shugu.model.vocabulary import Vocabulary
from shugu.review.row import read_fact

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
        named = dict(zip(table.columns, cells, strict=True))
        fact, faults = read_fact(named, document, sentences=register, vocabulary=vocabulary, line=line)
        problems.extend(Problem(path, reason, line=line, column=column) for column, reason in faults)
        if fact:
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
    """The fact in the cells of one row and no fault, or None and column and reason of every fault.

    A column that is not there is an empty cell.
    """
    full = {**dict.fromkeys((*COLUMNS, *OPTIONAL), ""), **cells}
    register = {record.id: record for record in sentences}
    return read_fact(full, document, sentences=register, vocabulary=vocabulary, line=line)


def to_cells(fact: Fact) -> dict[str, str]:
    """The cells of a row by column, the optional ones too."""
    return dict(zip((*COLUMNS, *OPTIONAL), _format_row(fact), strict=True))


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
