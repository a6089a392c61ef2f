"""Rows as they are compared: the fields of the contract that carry meaning."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from shugu.errors import LocatedError, Problem
from shugu.model.fact import Basis, Kind
from shugu.model.table import read_text

__all__ = ["FIELDS", "Row", "parse_row", "read_rows"]

_TEXTS = ("object", "unit", "comparator", "time", "place", "speaker", "scope", "quote")
FIELDS = ("kind", "subject", "predicate", "object", "value", "unit", "comparator", "time", "place", "basis", "speaker")
_KINDS = frozenset(Kind)
_BASES = frozenset(Basis)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row, found or reviewed; absent fields are None, `basis` is actual where the row names none.

    Only rows of one `document` are ever compared. `value` is fully scaled. `quote` is the wording
    that a reader of a report is shown; neither it nor `id` nor `scope` is compared. `start` and `end` are
    the evidence span: where both rows have one, it tells whether they speak of the same sentence.
    """

    document: str
    kind: str
    subject: str
    predicate: str
    object: str | None = None
    value: Decimal | None = None
    unit: str | None = None
    comparator: str | None = None
    time: str | None = None
    place: str | None = None
    basis: str = Basis.ACTUAL.value
    speaker: str | None = None
    scope: str | None = None
    quote: str | None = None
    id: str | None = None
    start: int | None = None
    end: int | None = None

    @property
    def sort_key(self) -> tuple[str, ...]:
        """What orders rows by their content, so that a score does not depend on the order they came in."""
        return (self.document, *(str(getattr(self, name) or "") for name in FIELDS), self.scope or "", self.id or "")


def parse_row(data: Mapping[str, Any], *, document: str | None = None) -> Row:
    """The row that a mapping with the contract's names holds; unknown keys are passed over.

    Raises ValueError with a reason where document, subject or predicate is missing, a kind or basis
    is not of the contract, or the value is no number.
    """

    def text(name: str) -> str | None:
        value = data.get(name)
        if value is not None and not isinstance(value, str):
            raise ValueError(f"{name} is to be a text or null")
        return value.strip() or None if value else None

    home = document or text("document")
    subject, predicate, kind = text("subject"), text("predicate"), text("kind")
    if home is None or subject is None or predicate is None:
        raise ValueError("document, subject and predicate must not be empty")
    if kind not in _KINDS:
        raise ValueError(f"the kind {kind!r} is none of {', '.join(Kind)}")
    basis = text("basis") or Basis.ACTUAL.value
    if basis not in _BASES:
        raise ValueError(f"the basis {basis!r} is none of {', '.join(Basis)}")
    number = _parse_value(data.get("value"))
    rest = {name: text(name) for name in _TEXTS}
    return Row(
        document=home,
        kind=str(kind),
        subject=subject,
        predicate=predicate,
        value=number,
        basis=basis,
        id=str(data["id"]) if data.get("id") is not None else None,
        start=_parse_offset(data.get("start")),
        end=_parse_offset(data.get("end")),
        **rest,
    )


def _parse_offset(value: Any) -> int | None:
    """The offset; None for what is none, because evidence is a help in comparing and not a part of the fact."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _parse_value(value: Any) -> Decimal | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise ValueError("value is to be a number or null")
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite():
        raise ValueError("value is to be a number or null")
    return number


def read_rows(paths: Iterable[Path]) -> list[Row]:
    """The rows of files of JSON lines, in their order; rejected rows (`decision`) are left out.

    Raises LocatedError with every line that is no row.
    """
    rows: list[Row] = []
    problems: list[Problem] = []
    for path in paths:
        for number, line in enumerate(read_text(path).split("\n"), 1):
            if not line.strip():
                continue
            try:
                data = json.loads(line, parse_float=Decimal)
                if not isinstance(data, dict):
                    raise ValueError("a row is to be a JSON object")
                if data.get("decision") != "rejected":
                    rows.append(parse_row(data))
            except (ValueError, RecursionError) as error:
                problems.append(Problem(path, f"no row: {error}"[:200], line=number))
    if problems:
        raise LocatedError(problems)
    return rows
