"""The sentence register: every sentence of a document, with its pointer and whether it states a fact."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from shugu.errors import LocatedError, Problem
from shugu.model.collection import SentenceRecord
from shugu.model.document import Span
from shugu.model.table import format_table, read_table

__all__ = ["COLUMNS", "format_register", "read_register"]

COLUMNS = ("sentence", "paragraph", "start", "end", "sha256", "states no fact because")
_ID = re.compile(r"s[1-9][0-9]*")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def read_register(path: Path) -> tuple[SentenceRecord, ...]:
    """The registered sentences in the order of the file.

    Raises LocatedError, with every fault: an id or hash that is none, a number that is none, spans
    that are empty, overlap or run backwards, an id that stands twice.
    """
    table = read_table(path, required=COLUMNS)
    problems: list[Problem] = []
    records: list[SentenceRecord] = []
    seen: set[str] = set()
    behind = 0
    for line, (sentence, paragraph, start, end, sha256, reason) in table.rows:
        faults = list(_faults(sentence, paragraph, start, end, sha256))
        if sentence in seen:
            faults.append(("sentence", f"{sentence} stands twice"))
        seen.add(sentence)
        if not faults and int(start) < behind:
            faults.append(("start", f"{sentence} begins at {start}, before the sentence above ends at {behind}"))
        if faults:
            problems.extend(Problem(path, reason, line=line, column=column) for column, reason in faults)
            continue
        behind = int(end)
        span = Span(int(start), int(end))
        records.append(
            SentenceRecord(
                id=sentence, paragraph=int(paragraph), span=span, sha256=sha256, reason=reason.strip() or None
            )
        )
    if problems:
        raise LocatedError(problems)
    return tuple(records)


def _faults(sentence: str, paragraph: str, start: str, end: str, sha256: str) -> Iterable[tuple[str, str]]:
    """Column and reason of every cell of a row that is malformed."""
    if not _ID.fullmatch(sentence):
        yield "sentence", f"{sentence!r} is no sentence id; write s1, s2, …"
    for column, cell in (("paragraph", paragraph), ("start", start), ("end", end)):
        if not cell.isascii() or not cell.isdigit() or len(cell) > 12:
            yield column, f"{cell!r} is no whole number"
            return
    if int(paragraph) < 1:
        yield "paragraph", "paragraphs count from 1"
    if int(end) <= int(start):
        yield "end", f"the sentence ends at {end}, at or before its start {start}"
    if not _SHA256.fullmatch(sha256):
        yield "sha256", "not a SHA-256 of 64 lower-case hexadecimal digits"


def format_register(records: Iterable[SentenceRecord]) -> str:
    """The register as TSV text."""
    return format_table(
        COLUMNS,
        ((r.id, str(r.paragraph), str(r.span.start), str(r.span.end), r.sha256, r.reason or "") for r in records),
    )
