"""A review as values: which row comes next, what a decision does to its sheet, how it is undone. No terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

from shugu.errors import InputError
from shugu.model.collection import SentenceRecord
from shugu.model.document import Span
from shugu.model.fact import Decision, Fact, content_of
from shugu.model.vocabulary import Vocabulary
from shugu.review.register import read_register
from shugu.review.sheet import format_sheet, read_row, read_sheet, to_cells

__all__ = ["EDITABLE", "Desk", "Item", "ReviewSession", "SheetChanged", "SheetFile", "id_of_name"]

# What a person may change in a row; the rest is where it stands and how it came to be.
EDITABLE = (
    *("subject", "property", "object", "value", "unit", "comparator", "time", "place"),
    *("basis", "speaker", "scope", "stated", "note"),
)
Faults = list[tuple[str, str]]


class SheetChanged(Exception):  # noqa: N818 - news for the person, no failure
    """The file on the disk is not the one that was read: someone else wrote it. It was read again."""


@dataclass(slots=True)
class SheetFile:
    """A sheet as it lies on the disk: `data` are the bytes that were last read or written.

    `register` is the file that `sentences` were read from, None where nobody else writes it.
    """

    path: Path
    document: str
    sentences: tuple[SentenceRecord, ...]
    text: str | None
    register: Path | None = None
    data: bytes = b""
    facts: tuple[Fact, ...] = ()

    def is_as(self, data: bytes) -> bool:
        """Whether the file on the disk holds these bytes."""
        return self.path.is_file() and self.path.read_bytes() == data

    def read(self, vocabulary: Vocabulary) -> None:
        """Takes the file in; raises LocatedError with its faults."""
        # Neither counts as read before both are: a sheet with faults stays what someone else wrote.
        data = self.path.read_bytes()
        self.facts = read_sheet(self.path, self.document, sentences=self.sentences, vocabulary=vocabulary)
        self.data = data


@dataclass(frozen=True, slots=True)
class Desk:
    """What a reviewer works with: who it is, what day it is, what rows may say, how a file is written.

    `check` gives column and reason of every name in a row that does not fit its role; `hold` is a
    block in which no other command changes the document of that id.
    """

    by: str
    today: Callable[[], str]
    vocabulary: Vocabulary
    check: Callable[[Fact], Faults]
    write: Callable[[Path, bytes], None]
    hold: Callable[[str], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True)
class Item:
    """A row to decide on: its number among all rows, from 1; its sentence, the evidence in it, further sentences.

    `sentence` and `further` are None and empty where the text is not at hand; `evidence` counts from
    the beginning of the sentence. `before` and `after` are what stands around it, a paragraph or two.
    """

    fact: Fact
    number: int
    total: int
    paragraph: int
    sentence: str | None
    evidence: Span
    further: tuple[str, ...]
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class _Done:
    """A step that can be undone: the sheet's bytes and rows before it, and after it."""

    sheet: SheetFile
    before: bytes
    rows: tuple[Fact, ...]
    after: bytes
    id: str


class ReviewSession:
    """Goes through the undecided rows of some sheets; every decision is in the file before the next row comes."""

    def __init__(self, sheets: Sequence[SheetFile], desk: Desk) -> None:
        self._sheets = sheets
        self._desk = desk
        self._skipped: list[str] = []
        self._done: list[_Done] = []
        for sheet in sheets:
            sheet.read(desk.vocabulary)

    @property
    def total(self) -> int:
        """The number of rows, decided or not."""
        return sum(len(sheet.facts) for sheet in self._sheets)

    @property
    def left(self) -> int:
        """The number of rows that nobody has decided on."""
        return sum(fact.decision is None for sheet in self._sheets for fact in sheet.facts)

    def current(self) -> Item | None:
        """The row to decide on, in the order of the documents; None where none is left but those skipped."""
        found = self._find()
        if found is None:
            return None
        sheet, fact = found
        records = {record.id: record for record in sheet.sentences}
        home = records[fact.sentences[0]]
        quoted = [_quote(sheet.text, records[sentence].span) for sentence in fact.sentences]
        return Item(
            fact,
            self.total - self.left + len(self._skipped) + 1,
            self.total,
            home.paragraph,
            quoted[0],
            Span(fact.span.start - home.span.start, fact.span.end - home.span.start),
            tuple(text for text in quoted[1:] if text),
            *_around(sheet.text, home.span),
        )

    def decide(self, decision: Decision) -> Faults:
        """Nothing, after the decision is written with who and when; else why the row cannot be accepted as it is.

        Raises SheetChanged where the file was changed by someone else; nothing is written then.
        """
        found = self._find()
        if found is None:
            return []
        sheet, fact = found
        if decision is Decision.ACCEPTED:
            faults = [*self._desk.check(fact), *_repeats(fact, sheet.facts)]
            if faults:
                return faults
        decided = replace(fact, decision=decision, decided_by=self._desk.by, decided_on=self._desk.today())
        self._put(sheet, decided)
        return []

    def edit(self, cells: Mapping[str, str]) -> Faults:
        """Nothing, after the row says what the cells say; else what is wrong with them. The row stays undecided."""
        found = self._find()
        if found is None:
            return []
        sheet, fact = found
        changed, faults = read_row(
            {**to_cells(fact), **cells},
            sheet.document,
            sentences=sheet.sentences,
            vocabulary=self._desk.vocabulary,
            line=fact.line,
        )
        faults = faults or (self._desk.check(changed) if changed else [])
        if changed is not None and not faults and changed != fact:
            if (changed.number, changed.unit, changed.time) != (fact.number, fact.unit, fact.time):
                changed = replace(changed, derivation=None)  # it told how another value follows
            self._put(sheet, changed)
        return faults

    def skip(self) -> None:
        """The next row comes; this one comes again in the next session."""
        found = self._find()
        if found is not None:
            self._skipped.append(found[1].id)

    def undo(self) -> str | None:
        """The id of the row of the last step, after the file is as it was before it; None where there was none.

        Raises SheetChanged where the file was changed by someone else in between; nothing is undone then.
        """
        if not self._done:
            return None
        step = self._done[-1]
        with self._desk.hold(step.sheet.document):
            if not step.sheet.is_as(step.after):
                self._done = [other for other in self._done if other.sheet is not step.sheet]
                self._reread(step.sheet, "; its last decisions stay")
            self._done.pop()
            self._desk.write(step.sheet.path, step.before)
        step.sheet.data, step.sheet.facts = step.before, step.rows
        # The row comes at once, whatever was skipped since.
        self._skipped = [id_ for id_ in self._skipped if id_ != step.id]
        return step.id

    def _find(self) -> tuple[SheetFile, Fact] | None:
        waiting = (
            (sheet, fact)
            for sheet in self._sheets
            for fact in sheet.facts
            if fact.decision is None and fact.id not in self._skipped
        )
        return next(waiting, None)

    def _put(self, sheet: SheetFile, fact: Fact) -> None:
        """Writes a sheet with one row changed, if the sheet is still the one that was read."""
        rows = tuple(fact if row.id == fact.id else row for row in sheet.facts)
        data = format_sheet(rows).encode("utf-8")
        with self._desk.hold(sheet.document):
            if not sheet.is_as(sheet.data):
                self._reread(sheet, " and has been read again; decide once more")
            self._desk.write(sheet.path, data)
        self._done.append(_Done(sheet, sheet.data, sheet.facts, data, fact.id))
        sheet.data, sheet.facts = data, rows

    def _reread(self, sheet: SheetFile, then: str) -> NoReturn:
        """Raises SheetChanged after reading the sheet as it is now; InputError where its document changed as well."""
        if not sheet.path.is_file() or (sheet.register and read_register(sheet.register) != sheet.sentences):
            raise InputError(
                f"another command changed the document {sheet.document}; "
                "every decision so far was kept and carried over, begin the review again"
            )
        sheet.read(self._desk.vocabulary)
        raise SheetChanged(f"{sheet.path} was changed by someone else{then}")


def _quote(text: str | None, span: Span) -> str | None:
    return None if text is None else text[span.start : span.end]


def _around(text: str | None, span: Span) -> tuple[str, str]:
    """What stands before and after a sentence: the rest of its paragraph, and a neighbour of that on either side."""
    if text is None:
        return "", ""
    before, after = text[: span.start].split("\n"), text[span.end :].split("\n")
    earlier = [line for line in before[:-1] if line.strip()][-1:]
    later = [line for line in after[1:] if line.strip()][:1]
    return "\n".join([*earlier, before[-1]]), "\n".join([after[0], *later])


def _repeats(fact: Fact, facts: Sequence[Fact]) -> Faults:
    """The accepted row that says the same on the same evidence, of which a sheet holds one at most."""
    for other in facts:
        equal = content_of(other) == content_of(fact) and other.sentences == fact.sentences
        if equal and other.id != fact.id and other.decision is Decision.ACCEPTED:
            return [("decision", f"it says the same as the accepted row {other.id}")]
    return []


def id_of_name(column: str, value: str, labels: Mapping[str, str]) -> str:
    """The id of a thing that was typed by its name into a column; what was typed, where nothing is called so."""
    if column not in ("subject", "object", "place", "speaker") or value in labels:
        return value
    named = sorted(id_ for id_, label in labels.items() if label.casefold() == value.casefold())
    return named[0] if named else value
