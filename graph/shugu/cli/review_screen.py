"""What a reviewer sees and types: one row or pair at a time, with or without colour, however narrow the terminal."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Iterable, Mapping

import click

from shugu.cli.output import printable
from shugu.errors import InputError
from shugu.model.fact import Decision
from shugu.model.vocabulary import Vocabulary
from shugu.reconcile.decide import MergesChanged, PairSession
from shugu.reconcile.merges import MergeDecision
from shugu.review.describe import describe_row
from shugu.review.session import EDITABLE, Item, ReviewSession, SheetChanged, id_of_name
from shugu.review.sheet import to_cells

__all__ = ["Screen"]

_NARROWEST, _WIDEST = 24, 100
_ROW_KEYS = (("a", "accept"), ("r", "reject"), ("e", "edit"), ("s", "skip"), ("u", "undo"))
_MORE_KEYS = (("m", "pairs"), ("?", "help"), ("q", "quit"))
_PAIR_KEYS = (("y", "same"), ("n", "different"), ("s", "skip"), ("u", "undo"), ("q", "back"))
_HELP = (
    "a  accept: the row goes into the graph",
    "r  reject: it stays in the sheet and out of the graph",
    "e  edit a cell of the row; it stays undecided until you accept it",
    "s  skip: the row comes again next time",
    "u  undo the last step of this session",
    "m  things that may be one under two names: same or different",
    "q  quit; everything decided is written already",
)


class Screen:
    """Shows rows and pairs, reads single keys, and does what they say."""

    def __init__(self, labels: Mapping[str, str], vocabulary: Vocabulary) -> None:
        self._labels = labels
        self._vocabulary = vocabulary
        self._on_terminal = sys.stdout.isatty()
        self._colour = self._on_terminal and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
        self._news: list[str] = []

    def review(self, session: ReviewSession, pairs: PairSession) -> None:
        """Nothing, after the reviewer quits or no row is left."""
        while True:
            item = session.current()
            if item is None:
                self._finish(session, pairs)
            else:
                self._show_row(item)
            key = self._key((*(_ROW_KEYS if item else _ROW_KEYS[4:]), *_MORE_KEYS))
            if key == "q":
                break
            try:
                self._act(key, session, pairs, item)
            except SheetChanged as changed:
                self._tell(str(changed))
        self._line(f"{session.left} of {session.total} rows are undecided.")

    def _act(self, key: str, session: ReviewSession, pairs: PairSession, item: Item | None) -> None:
        if key == "a":
            self._tell(*(f"not accepted: {column}: {reason}" for column, reason in session.decide(Decision.ACCEPTED)))
        elif key == "r":
            session.decide(Decision.REJECTED)
        elif key == "s":
            session.skip()
        elif key == "u":
            undone = session.undo()
            self._tell(f"undone: {undone}" if undone else "nothing to undo in this session")
        elif key == "e" and item is not None:
            self._edit(session, item)
        elif key == "m":
            self._review_pairs(pairs)
            self._labels = {**self._labels, **{id_: entity.label for id_, entity in pairs.merged().items()}}
        elif key == "?":
            self._tell(*_HELP)

    def _finish(self, session: ReviewSession, pairs: PairSession) -> None:
        self._clear()
        left = session.left
        self._line(f"{left} skipped; they come again next time." if left else "Every row is decided.")
        waiting = len(pairs.open_pairs())
        if waiting:
            self._line(f"{waiting} pairs of names may be one thing each: m")

    # ── One row ─────────────────────────────────────────────────────────────────────────────

    def _show_row(self, item: Item) -> None:
        self._clear()
        fact = item.fact
        where = f"{item.number} of {item.total} · {fact.document} · paragraph {item.paragraph}, {fact.sentences[0]}"
        self._line(where, dim=True)
        self._line("")
        if item.sentence is None:
            self._line("(the text is not at hand)", dim=True)
        else:
            self._highlighted(item.sentence, item.evidence.start, item.evidence.end)
        for text in item.further:
            self._line(f"with: {text}", dim=True)
        self._line("")
        first, *rest = describe_row(fact, self._labels, self._vocabulary)
        self._line(first, bold=True)
        for line in rest:
            self._line(f"  {line}", indent="  ")
        made = [f"confidence {fact.confidence:.2f}"] if fact.confidence is not None else []
        made += [fact.method, *([fact.rule] if fact.rule else [])]
        self._line(" · ".join(made), dim=True)

    def _highlighted(self, sentence: str, start: int, end: int) -> None:
        """The sentence with its evidence in another colour, or between marks where there is none."""
        text = _flat(sentence)
        if not self._colour:
            self._line(f"{text[:start]}»{text[start:end]}«{text[end:]}")
            return
        position = 0
        for line in _wrap(text, self._width()):
            at = text.index(line, position)
            position = at + len(line)
            low, high = max(start, at) - at, min(end, position) - at
            if low < high:
                marked = click.style(line[low:high], fg="black", bg="yellow")
                click.echo(f"{line[:low]}{marked}{line[high:]}")
            else:
                click.echo(line)

    def _edit(self, session: ReviewSession, item: Item) -> None:
        """Asks for a column and its new cell until the row can be read, or the reviewer gives up."""
        cells = to_cells(item.fact)
        self._line("")
        for number, column in enumerate(EDITABLE, 1):
            cell = cells[column]
            name = f" = {self._labels[cell]}" if cell in self._labels else ""
            self._line(f"{number:>2} {column:<11}{cell}{name}", indent="              ")
        while True:
            answer = self._ask("column (number or name; empty: done)").lower()
            column = EDITABLE[int(answer) - 1] if answer.isdigit() and 0 < int(answer) <= len(EDITABLE) else answer
            if not answer:
                return
            if column not in EDITABLE:
                self._line(f"{answer} is no column")
                continue
            value = self._ask(f"{column} (empty: as it is; -: nothing) [{cells[column]}]")
            if not value:
                continue
            changed = "" if value == "-" else id_of_name(column, value, self._labels)
            # Where a kind of value goes into another cell, the row is whole only after both are typed.
            trial = {**cells, column: changed}
            faults = session.edit(trial)
            cells = trial
            for fault_column, reason in faults:
                self._line(f"not yet: {fault_column}: {reason}")
            if not faults:
                self._tell(f"{column} changed")

    # ── Pairs ───────────────────────────────────────────────────────────────────────────────

    def _review_pairs(self, pairs: PairSession) -> None:
        while True:
            pair = pairs.current()
            self._clear()
            if pair is None:
                self._line("No two names are left that may be one thing.")
                key = self._key(_PAIR_KEYS[3:])
            else:
                left = len(pairs.open_pairs())
                about = f"{left} pair{'' if left == 1 else 's'} left · alike {pair.score:.2f}: {'; '.join(pair.why)}"
                self._line(about, dim=True)
                self._line("")
                self._side_by_side(pairs.describe(pair.one), pairs.describe(pair.other))
                self._line("")
                self._line("Is it the same thing?")
                key = self._key(_PAIR_KEYS)
            if key == "q":
                return
            try:
                self._act_on_pair(key, pairs)
            except MergesChanged as changed:
                self._tell(str(changed))

    def _act_on_pair(self, key: str, pairs: PairSession) -> None:
        if key in "yn":
            decision = MergeDecision.SAME if key == "y" else MergeDecision.DIFFERENT
            self._tell(*(f"not written: {reason}" for reason in pairs.decide(decision)))
        elif key == "s":
            pairs.skip()
        elif key == "u":
            self._tell("undone" if pairs.undo() else "nothing to undo in this session")

    def _side_by_side(self, one: Iterable[str], other: Iterable[str]) -> None:
        """Two columns where they fit, else one under the other."""
        left, right = list(one), list(other)
        width = (self._width() - 3) // 2
        if width < _NARROWEST:
            for line in (*left, "", *right):
                self._line(line)
            return
        columns = [[part for line in side for part in _wrap(_flat(line), width)] for side in (left, right)]
        height = max(map(len, columns))
        for a, b in zip(*(column + [""] * (height - len(column)) for column in columns), strict=True):
            click.echo(f"{a:<{width}} │ {b}".rstrip())

    # ── Terminal ────────────────────────────────────────────────────────────────────────────

    def _width(self) -> int:
        return max(_NARROWEST, min(shutil.get_terminal_size().columns - 1, _WIDEST))

    def _clear(self) -> None:
        if self._on_terminal:
            click.clear()
        for line in self._news:
            self._line(line)
        if self._news:
            self._line("")
        self._news = []

    def _tell(self, *lines: str) -> None:
        """Has lines shown above the next row."""
        self._news += lines

    def _line(self, text: str, *, indent: str = "", dim: bool = False, bold: bool = False) -> None:
        """Writes the text, as many lines as it takes; `indent` stands before all but the first."""
        for number, line in enumerate(_wrap(_flat(text), self._width() - len(indent)) or [""]):
            shown = (indent + line if number else line).replace("\u00a0", " ")
            click.echo(click.style(shown, dim=dim or None, bold=bold or None) if self._colour else shown)

    def _key(self, keys: Iterable[tuple[str, str]]) -> str:
        """The key that was pressed, one of those offered; end of input and Ctrl-C are q."""
        offered = dict(keys)
        self._line("")
        self._line("  ".join(f"{key}\u00a0{word}" for key, word in offered.items()), dim=True)
        while True:
            try:
                key = click.getchar().lower()
            except (EOFError, KeyboardInterrupt):
                return "q"
            except OSError:
                raise InputError("shugu review needs a terminal; edit the sheets in facts/ instead") from None
            if key in offered:
                return key
            if key in ("", "\x03", "\x04", "\x1b"):
                return "q"

    def _ask(self, question: str) -> str:
        try:
            return str(click.prompt(printable(question), default="", show_default=False)).strip()
        except click.Abort:
            return ""


def _flat(text: str) -> str:
    """The text on one line, of the same length, without what moves a terminal."""
    return printable(text).replace("\n", " ")


def _wrap(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, max(width, 8), drop_whitespace=True, break_on_hyphens=False, replace_whitespace=False)
