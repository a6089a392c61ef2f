"""A model's answer as rows: strict JSON of the wanted form, or a reason why it is not."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

__all__ = ["BrokenReplyError", "ModelRow", "answer_form", "parse_reply", "parse_row"]

_FENCE = re.compile(r"```(?:json)?[^\S\n]*\n(?P<body>.*)```", re.DOTALL)
_NUMBER = re.compile(r"[+-]?\d{1,30}(?:\.\d{1,18})?", re.ASCII)
_LONGEST = 2000
_TEXTS = ("quote", "subject", "subject_type", "property")
_OPTIONAL = ("object", "object_type", "unit", "comparator", "text", "time", "place", "basis", "speaker")
_WORDS = {"type": "string", "maxLength": 300}
_CELL = {"type": ["string", "null"], "maxLength": 300}


def answer_form(most_rows: int) -> dict[str, Any]:
    """The wanted form of an answer as the `response_format` of a request."""
    row = {
        "type": "object",
        "properties": {**dict.fromkeys(_TEXTS, _WORDS), "number": _CELL} | dict.fromkeys(_OPTIONAL, _CELL),
        "required": [*_TEXTS, "number", *_OPTIONAL],
        "additionalProperties": False,
    }
    schema = {
        "type": "object",
        "properties": {"rows": {"type": "array", "items": row, "maxItems": most_rows}},
        "required": ["rows"],
        "additionalProperties": False,
    }
    return {"type": "json_schema", "json_schema": {"name": "rows", "schema": schema}}


class BrokenReplyError(ValueError):
    """An answer that is no JSON object with a list of rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRow:
    """One row as the model wrote it, each cell of its right type, none of them believed yet."""

    quote: str
    subject: str
    subject_type: str
    property: str
    object: str | None = None
    object_type: str | None = None
    number: Decimal | None = None
    unit: str | None = None
    comparator: str | None = None
    text: str | None = None
    time: str | None = None
    place: str | None = None
    basis: str | None = None
    speaker: str | None = None


def parse_reply(text: str, *, most_rows: int) -> list[Any]:
    """The rows of an answer, unchecked. Raises BrokenReplyError with a reason for everything but the wanted object."""
    fenced = _FENCE.fullmatch(text.strip())
    try:
        value = json.loads(fenced["body"] if fenced else text, parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError):
        raise BrokenReplyError("not valid JSON") from None
    rows = value.get("rows") if isinstance(value, dict) else None
    if not isinstance(rows, list):
        raise BrokenReplyError('no object with a list "rows"')
    if len(rows) > most_rows:
        raise BrokenReplyError(f"more than {most_rows} rows")
    return rows


def parse_row(value: Any) -> ModelRow | None:
    """A row whose cells have their right types; None for any other value."""
    if not isinstance(value, dict):
        return None
    cells: dict[str, Any] = {}
    for name in (*_TEXTS, *_OPTIONAL):
        cell = value.get(name)
        if cell is None or cell == "":
            if name in _TEXTS:
                return None
            continue
        if not isinstance(cell, str) or len(cell) > _LONGEST or any(ord(c) < 32 and c not in "\n\t" for c in cell):
            return None
        cells[name] = " ".join(cell.split()) if name != "quote" else cell
    number = value.get("number")
    if number not in (None, ""):
        cells["number"] = _number(number)
        if cells["number"] is None:
            return None
    return ModelRow(**cells)


def _number(cell: Any) -> Decimal | None:
    if not isinstance(cell, str) or not _NUMBER.fullmatch(cell.strip()):
        return None
    try:
        return Decimal(cell.strip())
    except InvalidOperation:
        return None
