"""A table of tab-separated values, read whole, each fault with its line and column.

Both plain TSV and what spreadsheets save (cells in double quotes, CRLF, a byte order mark) are
read. What is written is plain: UTF-8, `\\n`, and no cell holds a tab or a line break.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from shugu.errors import InputError, LocatedError, Problem

__all__ = ["Row", "Table", "decode_text", "format_table", "read_table", "read_text"]

# The largest cell that is read: a gist or a note is some hundred characters.
_LARGEST_CELL = 100_000


class Row(NamedTuple):
    """One row: its line in the file, counted from 1, and its cells in the order of the table's columns."""

    line: int
    cells: list[str]


class Table(NamedTuple):
    """A table as read: the columns of its header, its rows without the blank ones."""

    path: Path
    columns: tuple[str, ...]
    rows: list[Row]


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, byte order mark removed, line ends made `\\n`.

    Raises InputError where the file is missing or unreadable, LocatedError with line and column
    where it is not UTF-8 or holds a NUL.
    """
    try:
        data = path.read_bytes()
    except IsADirectoryError:
        raise InputError(f"{path} is a folder where a file is expected") from None
    except FileNotFoundError:
        raise InputError(f"{path} does not exist") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from None
    return decode_text(data, path)


def decode_text(data: bytes, path: Path | str) -> str:
    """The text of UTF-8 bytes, as `read_text` gives it; `path` is named in the error."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise LocatedError([Problem(path, "the file is UTF-16; save it as UTF-8", line=1, column=1)])
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = _position(data, error.start)
        reason = f"byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise LocatedError([Problem(path, reason, line=line, column=column)]) from None
    if "\0" in text:
        line, column = _position(data, data.index(b"\0"))
        raise LocatedError([Problem(path, "the file holds a NUL character", line=line, column=column)])
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _position(data: bytes, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of a byte offset; the column counts characters."""
    before = data[:offset]
    line_start = before.rfind(b"\n") + 1
    return before.count(b"\n") + 1, len(before[line_start:].decode("utf-8", "replace")) + 1


def read_table(path: Path, *, required: Sequence[str], optional: Sequence[str] = ()) -> Table:
    """The rows of a TSV file whose header names all `required` columns and no unknown ones.

    The columns may stand in any order; missing optional ones come back as empty cells. The rows'
    cells are in the order `required + optional`. Raises LocatedError with every fault found.
    """
    text = read_text(path)
    lines = _records(path, text)
    header = next(lines, None)
    if header is None:
        raise LocatedError(
            [Problem(path, f"the file is empty; its first line names the columns {', '.join(required)}", line=1)]
        )
    names = [name.strip() for name in header.cells]
    _check_header(path, names, required, optional)
    columns = (*required, *optional)
    places = [names.index(name) if name in names else None for name in columns]
    in_order = places == list(range(len(names)))
    problems: list[Problem] = []
    rows: list[Row] = []
    for row in lines:
        cells = row.cells
        if not any(cells):
            continue
        if len(cells) != len(names):
            reason = f"{len(cells)} cells where the header has {len(names)} columns"
            problems.append(Problem(path, reason, line=row.line, column=min(len(cells), len(names)) + 1))
        elif in_order:
            rows.append(row)
        else:
            rows.append(Row(row.line, ["" if place is None else cells[place] for place in places]))
    if problems:
        raise LocatedError(problems)
    return Table(path, columns, rows)


def _records(path: Path, text: str) -> Iterator[Row]:
    csv.field_size_limit(_LARGEST_CELL)
    reader = csv.reader(io.StringIO(text), delimiter="\t", strict=True)
    line = 1
    try:
        for cells in reader:
            if cells:
                yield Row(line, cells)
            line = reader.line_num + 1
    except csv.Error as error:
        reason = (
            f"{error}; a cell in double quotes must close, and one of more than {_LARGEST_CELL} characters is refused"
        )
        raise LocatedError([Problem(path, reason, line=line)]) from None


def _check_header(path: Path, names: list[str], required: Sequence[str], optional: Sequence[str]) -> None:
    known = {*required, *optional}
    problems = [Problem(path, f"the column {name!r} is missing", line=1) for name in required if name not in names]
    for number, name in enumerate(names, 1):
        if name not in known:
            reason = f"unknown column {name!r}; known are {', '.join((*required, *optional))}"
            problems.append(Problem(path, reason, line=1, column=number))
        elif name in names[: number - 1]:
            problems.append(Problem(path, f"the column {name!r} stands twice", line=1, column=number))
    if problems:
        raise LocatedError(problems)


def format_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The table as TSV text, header first; tabs and line breaks inside cells become spaces.

    Raises ValueError for a row of another length than the header.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        if len(row) != len(columns):
            raise ValueError(f"a row of {len(row)} cells under {len(columns)} columns")
        writer.writerow([" ".join(cell.split()) if _breaks(cell) else cell for cell in row])
    return out.getvalue()


def _breaks(cell: str) -> bool:
    return "\t" in cell or "\n" in cell or "\r" in cell
