"""Requests for a part of the graph, as jobs of a worker."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from shugu.publish.explorer_format import CODED
from shugu.serve.refusal import RefusalError
from shugu.serve.request import Asked

__all__ = ["MOST_IDS", "PATH", "read_part_job"]

PATH = "/explorer"
MOST_IDS = 3_000  # things in one request
_MOST = 10_000_000  # of a number in an address
_LONGEST_ID = 1_000
_LONGEST_WORDS = 200
_LAST_YEAR = 9999
_SURROGATE = re.compile("[\ud800-\udfff]")

_Fields = Mapping[str, str]


def read_part_job(asked: Asked) -> dict[str, Any]:
    """What a worker is to do for a request below PATH; raises RefusalError for one that cannot be understood."""
    what = asked.path.removeprefix(PATH).strip("/")
    if what in _BODIES:
        value = _body(asked)
        seen = value.get("v")
        return {"what": what, "seen": seen if isinstance(seen, str) else None, **_BODIES[what](value)}
    if asked.method not in ("GET", "HEAD"):
        raise RefusalError(405, "this address takes GET and HEAD", {"Allow": "GET, HEAD, OPTIONS"})
    read = _READERS.get(what)
    if read is None:
        raise RefusalError(
            404, f"there is no part of the graph at {PATH}/; known are {', '.join((*_BODIES, *_READERS))}"
        )
    fields = dict(asked.fields)
    return {"what": what, "seen": fields.get("v"), **read(fields)}


def _body(asked: Asked) -> dict[str, Any]:
    """The object that was sent as JSON."""
    if asked.method != "POST":
        raise RefusalError(405, "this address takes POST", {"Allow": "POST, OPTIONS"})
    media = asked.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != "application/json":
        raise RefusalError(415, "send what is asked for as application/json")
    try:
        value = json.loads(asked.body)
    except (ValueError, RecursionError):
        raise RefusalError(400, "the body is not JSON") from None
    if not isinstance(value, dict):
        raise RefusalError(400, "the body is to be an object")
    return value


def _things(value: Mapping[str, Any]) -> dict[str, Any]:
    """Ids of things: those wanted, and those that the page has already."""
    return {name: _ids(value.get(name, []), name) for name in ("ids", "with")}


def _facets(value: Mapping[str, Any]) -> dict[str, Any]:
    """What is switched off: values by facet, the years but those of a range, what has no time."""
    off, years = value.get("off", {}), value.get("years")
    if not isinstance(off, dict):
        raise RefusalError(400, "off is to be an object of lists")
    if years is not None and not (isinstance(years, list) and len(years) == 2 and all(map(_is_year, years))):
        raise RefusalError(400, "years is to be a list of two years")
    lists = {name: _ids(off.get(name, []), f"off.{name}") for name in CODED}
    return {"off": lists, "years": years, "undated": value.get("undated") is not False}


def _ids(value: object, name: str) -> list[str]:
    if not isinstance(value, list) or not all(map(_is_id, value)):
        raise RefusalError(400, f"{name} is to be a list of texts")
    if len(value) > MOST_IDS:
        raise RefusalError(400, f"{name} may hold {MOST_IDS} of them")
    return value


def _is_year(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _LAST_YEAR


def _is_id(value: object) -> bool:
    """False also for half of a surrogate pair, which JSON can hold and UTF-8 cannot."""
    return isinstance(value, str) and len(value) <= _LONGEST_ID and not _SURROGATE.search(value)


def _number(fields: _Fields, name: str) -> int:
    text = fields.get(name, "0")
    if not (text.isascii() and text.isdecimal() and len(text) < 9 and int(text) <= _MOST):
        raise RefusalError(400, f"{name} is to be a whole number up to {_MOST:,}")
    return int(text)


def _id(fields: _Fields, name: str) -> str:
    text = fields.get(name, "")
    if not text or len(text) > _LONGEST_ID:
        raise RefusalError(400, f"{name} is to be the id of a thing")
    return text


_BODIES: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {"things": _things, "facets": _facets}
_READERS: Mapping[str, Callable[[_Fields], dict[str, Any]]] = {
    "opening": lambda fields: {"most": _number(fields, "most")},
    "find": lambda fields: {"words": fields.get("q", "")[:_LONGEST_WORDS]},
    "thing": lambda fields: {"id": _id(fields, "id"), "skip": _number(fields, "skip")},
    "near": lambda fields: {"id": _id(fields, "id"), "skip": _number(fields, "skip")},
    "link": lambda fields: {
        "from": _id(fields, "from"),
        "to": _id(fields, "to"),
        "label": fields.get("label", "")[:_LONGEST_ID],
        "skip": _number(fields, "skip"),
    },
    "statement": lambda fields: {"number": _number(fields, "number")},
    "view": lambda fields: {"name": fields.get("name", ""), "skip": _number(fields, "skip")},
    "path": lambda fields: {"from": _id(fields, "from"), "to": _id(fields, "to")},
}
