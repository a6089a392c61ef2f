"""Requests for a part of the graph, as jobs of a worker."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from shugu.serve.refusal import RefusalError
from shugu.serve.request import Asked

__all__ = ["MOST_IDS", "PATH", "read_part_job"]

PATH = "/explorer"
MOST_IDS = 3_000  # things in one request
_MOST = 10_000_000  # of a number in an address
_LONGEST_ID = 1_000
_LONGEST_WORDS = 200

_Fields = Mapping[str, str]


def read_part_job(asked: Asked) -> dict[str, Any]:
    """What a worker is to do for a request below PATH; raises RefusalError for one that cannot be understood."""
    what = asked.path.removeprefix(PATH).strip("/")
    if what == "things":
        return {"what": what, **_things(asked)}
    if asked.method not in ("GET", "HEAD"):
        raise RefusalError(405, "this address takes GET and HEAD", {"Allow": "GET, HEAD, OPTIONS"})
    read = _READERS.get(what)
    if read is None:
        raise RefusalError(404, f"there is no part of the graph at {PATH}/; known are things, {', '.join(_READERS)}")
    fields = dict(asked.fields)
    return {"what": what, "seen": fields.get("v"), **read(fields)}


def _things(asked: Asked) -> dict[str, Any]:
    """Ids of things from a body of JSON: those wanted, and those that the page has already."""
    if asked.method != "POST":
        raise RefusalError(405, "this address takes POST", {"Allow": "POST, OPTIONS"})
    media = asked.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != "application/json":
        raise RefusalError(415, "send the ids of things as application/json")
    try:
        value = json.loads(asked.body)
    except (ValueError, RecursionError):
        raise RefusalError(400, "the body is not JSON") from None
    if not isinstance(value, dict):
        raise RefusalError(400, "the body is to be an object with the lists ids and with")
    lists = {name: value.get(name, []) for name in ("ids", "with")}
    for name, ids in lists.items():
        if not isinstance(ids, list) or not all(isinstance(id_, str) and len(id_) <= _LONGEST_ID for id_ in ids):
            raise RefusalError(400, f"{name} is to be a list of ids")
        if len(ids) > MOST_IDS:
            raise RefusalError(400, f"{name} may hold {MOST_IDS} ids")
    version = value.get("v")
    return {**lists, "seen": version if isinstance(version, str) else None}


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
    "path": lambda fields: {"from": _id(fields, "from"), "to": _id(fields, "to")},
}
