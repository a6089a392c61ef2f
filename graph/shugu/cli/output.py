"""What commands share: options that name a graph, progress, tables for a terminal."""

from __future__ import annotations

import sys
import threading
import time
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

__all__ = ["Progress", "format_grid", "graph_options", "write_data"]

_Command = TypeVar("_Command", bound=Callable[..., Any])
_WIDEST = 60


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

    A Chinese character takes two columns. Control characters are shown as spaces.
    """
    shown = [[_cut(_printable(cell), widest) for cell in row] for row in rows]
    widths = [max([_width(name), *(_width(row[index]) for row in shown)]) for index, name in enumerate(columns)]
    lines = ["  ".join(_pad(name, width) for name, width in zip(columns, widths, strict=True)).rstrip()]
    lines.append("  ".join("─" * width for width in widths))
    lines += ["  ".join(_pad(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in shown]
    return "\n".join(lines)


def _printable(text: str) -> str:
    return "".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") else c for c in text)


def _width(text: str) -> int:
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _cut(text: str, width: int) -> str:
    if _width(text) <= width:
        return text
    while _width(text) > width - 1:
        text = text[:-1]
    return text + "…"


def write_data(data: bytes) -> None:
    """Writes bytes to standard output as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
