"""What commands share: options that name a graph, progress, tables for a terminal."""

from __future__ import annotations

import re
import sys
import threading
import time
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

__all__ = ["Progress", "format_grid", "graph_options", "printable", "say", "write_data"]

_Command = TypeVar("_Command", bound=Callable[..., Any])
_WIDEST = 60
# What moves the cursor, changes the terminal or turns the direction of what follows.
_HARMFUL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def graph_options(command: _Command) -> _Command:
    """Adds `--graph DIR` and `--store URL`, which say what graph a command reads."""
    folder = click.option(
        "--graph",
        "graph",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="DIR",
        help="The folder that build wrote. [default: the one *-graph folder here]",
    )
    server = click.option("--store", "store", metavar="URL", help="The query address of a SPARQL server instead.")
    return folder(server(command))


class Progress:
    """Says on standard error what is being done, once the work has taken longer than a second."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._started = time.monotonic()
        self._timer: threading.Timer | None = None

    def __call__(self, message: str) -> None:
        """Notes what is being done now; it is said at once, or when the first second is over."""
        if self._timer is not None:
            self._timer.cancel()
        left = 1 - (time.monotonic() - self._started)
        if self._quiet:
            return
        if left <= 0:
            click.echo(f"… {message}", err=True)
            return
        self._timer = threading.Timer(left, click.echo, [f"… {message}"], {"err": True})
        self._timer.daemon = True
        self._timer.start()

    def close(self) -> None:
        """Says no more."""
        if self._timer is not None:
            self._timer.cancel()


def format_grid(columns: Sequence[str], rows: Sequence[Sequence[str]], *, widest: int = _WIDEST) -> str:
    """The rows as an aligned table for a terminal; longer cells are cut with an ellipsis.

    A Chinese character takes two columns. Line breaks and control characters are shown as spaces.
    """
    shown = [[_cut(printable(cell).replace("\n", " "), widest) for cell in row] for row in rows]
    widths = [max([_width(name), *(_width(row[index]) for row in shown)]) for index, name in enumerate(columns)]
    lines = ["  ".join(_pad(name, width) for name, width in zip(columns, widths, strict=True)).rstrip()]
    lines.append("  ".join("─" * width for width in widths))
    lines += ["  ".join(_pad(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in shown]
    return "\n".join(lines)


def printable(text: str) -> str:
    """The text with a space for each character that does something to a terminal; line ends stay.

    >>> printable("red \x1b[31m")
    'red  [31m'
    """
    return _HARMFUL.sub(" ", text)


def say(text: str, *, err: bool = False) -> None:
    """Writes a line of talk or of labels and quotations, which come from texts that nobody vouches for."""
    click.echo(printable(text), err=err)


def _width(text: str) -> int:
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _cut(text: str, width: int) -> str:
    used = 0
    end = 0  # of what fits beside the ellipsis
    for index, character in enumerate(text):
        used += _columns(character)
        if used > width:
            return text[:end] + "…"
        if used < width:
            end = index + 1
    return text


def write_data(data: bytes) -> None:
    """Writes bytes to standard output as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
