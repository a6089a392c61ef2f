"""What can go wrong, as one tree, each branch with the exit code of the command that meets it.

    ShuguError
    ├── InputError            2   the user's file, argument or query is wrong
    │   ├── LocatedError          … and the place in a file is known
    │   └── QueryError            … a SPARQL text that is malformed or not allowed
    ├── NotBuiltError         2   a built graph was asked for and there is none
    ├── BusyError             2   another process holds the store or the folder
    ├── ServiceError          3   an outside service failed
    └── StorageError          3   the disk refused: full, read-only, input/output

Findings (a shape violated, a pointer that does not verify) are no errors: they are values of
:class:`shugu.model.finding.Finding`, counted and reported, with exit code 1.
Anything outside this tree that reaches the command line is our own bug: exit code 70.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

__all__ = [
    "BusyError",
    "InputError",
    "LocatedError",
    "NotBuiltError",
    "Problem",
    "QueryError",
    "ServiceError",
    "ShuguError",
    "StorageError",
]


class ShuguError(Exception):
    """Base of every error that a user can cause; its text is a sentence for that user."""

    exit_code = 2


class InputError(ShuguError):
    """An argument, file or folder that cannot be used as it is."""


class Problem:
    """One fault at one place of one file; `line` and `column` count from 1, None where unknown."""

    __slots__ = ("column", "line", "path", "reason")

    def __init__(
        self, path: Path | str, reason: str, *, line: int | None = None, column: str | int | None = None
    ) -> None:
        self.path = str(path)
        self.line = line
        self.column = column
        self.reason = reason

    def __str__(self) -> str:
        place = self.path
        if self.line is not None:
            place += f":{self.line}"
        if self.column is not None:
            place += f", column {self.column}"
        return f"{place}: {self.reason}"


class LocatedError(InputError):
    """Input refused for one or more reasons, each with its file, line and column.

    All the faults of a file are collected before it is raised, so that a user mends them in one go.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        shown = [str(problem) for problem in self.problems[:50]]
        if len(self.problems) > len(shown):
            shown.append(f"… and {len(self.problems) - len(shown)} more")
        super().__init__("\n".join(shown))


class QueryError(InputError):
    """A SPARQL text that does not parse or asks for what is not allowed here."""


class NotBuiltError(ShuguError):
    """No built graph where one was expected; the text says which command makes one."""


class BusyError(ShuguError):
    """Another process holds what this one needs to write."""


class ServiceError(ShuguError):
    """A server that was asked did not answer, or answered with a failure."""

    exit_code = 3


class StorageError(ShuguError):
    """The file system refused a write or a read; what was there before is untouched."""

    exit_code = 3
