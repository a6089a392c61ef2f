"""CSV for spreadsheets: a cell that a spreadsheet would compute is made text, and nothing else changes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

__all__ = ["format_csv", "neutralise"]

_FORMULA = re.compile(r"^[=+\-@\t\r]")
_NUMBER = re.compile(r"^[+-]?\d+(\.\d+)?$")


def neutralise(cell: str) -> str:
    """The cell with an apostrophe before it where a spreadsheet would take it for a formula.

    >>> neutralise("=1+1"), neutralise("-3.5")
    ("'=1+1", '-3.5')
    """
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.match(cell) else cell


def format_csv(columns: Sequence[str], rows: Iterable[Sequence[str]], *, spreadsheet: bool) -> str:
    """The rows as CSV by RFC 4180, with `\\n` line ends; exact, or safe to open in a spreadsheet.

    The spreadsheet form begins with a byte order mark, without which Excel misreads Chinese.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([neutralise(cell) for cell in row] if spreadsheet else row)
    return ("\ufeff" if spreadsheet else "") + out.getvalue()
