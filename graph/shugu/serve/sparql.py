"""SPARQL 1.1 Protocol: what a request asks for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from shugu.serve.formats import GRAPHS, HTML, choose, media_type_of
from shugu.serve.refusal import RefusalError
from shugu.serve.request import Asked, is_absolute, parse_form, values

__all__ = ["DESCRIPTION", "PAGE", "Operation", "read_operation"]

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_POSTED = f"{_FORM}, {_QUERY}, {_UPDATE}"

DESCRIPTION = "description"
PAGE = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """What to do: `query`, `update`, DESCRIPTION of the service or PAGE; the text, and the graphs to ask."""

    action: str
    text: str = ""
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    def job(self, asked: Asked) -> dict[str, Any]:
        """The operation as a worker takes it."""
        common = {"action": self.action, "default": self.default, "named": self.named, "base": asked.url}
        if self.action == "query":
            return {**common, "query": self.text, "accept": asked.headers.get("accept")}
        return common


def read_operation(asked: Asked) -> Operation:
    """What a request to the endpoint asks for.

    Raises RefusalError: 405 for another method than GET, HEAD and POST, 415 for a body of another kind,
    400 for no query or several, and for text that is not UTF-8.
    """
    if asked.method in ("GET", "HEAD"):
        fields = asked.fields
        if not fields:
            return Operation(action=_described(asked))
        if values(fields, "update"):
            raise RefusalError(400, "an update is sent by POST")
        return _query(fields)
    if asked.method != "POST":
        raise RefusalError(405, "the endpoint takes GET, HEAD and POST", {"Allow": "GET, HEAD, POST, OPTIONS"})
    media, charset = media_type_of(asked.headers.get("content-type", ""))
    if media not in (_FORM, _QUERY, _UPDATE):
        raise RefusalError(415, f"a body is one of {_POSTED}", {"Accept-Post": _POSTED})
    if charset not in (None, "utf-8", "utf8"):
        raise RefusalError(415, "a body is UTF-8", {"Accept-Post": _POSTED})
    try:
        text = asked.body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusalError(400, f"the body is not UTF-8 at byte {error.start}") from None
    if media == _FORM:
        fields = asked.fields + parse_form(text)
        if values(fields, "update"):
            if values(fields, "query"):
                raise RefusalError(400, "a request is a query or an update, not both")
            return _update(fields)
        return _query(fields)
    if values(asked.fields, "query") or values(asked.fields, "update"):
        raise RefusalError(400, "the query stands in the body and in the address; send it once")
    return _query([*asked.fields, ("query", text)]) if media == _QUERY else _update([*asked.fields, ("update", text)])


def _described(asked: Asked) -> str:
    accept = asked.headers.get("accept")
    chosen = choose(accept, (*GRAPHS, HTML))
    if chosen is None:
        raise RefusalError(406, f"the service is described as {', '.join(GRAPHS)} or {HTML}")
    return PAGE if chosen == HTML else DESCRIPTION


def _query(fields: list[tuple[str, str]]) -> Operation:
    operation = Operation(action="query", text=_one(fields, "query"))
    return replace(operation, default=_graphs(fields, "default-graph-uri"), named=_graphs(fields, "named-graph-uri"))


def _update(fields: list[tuple[str, str]]) -> Operation:
    operation = Operation(action="update", text=_one(fields, "update"))
    return replace(
        operation, default=_graphs(fields, "using-graph-uri"), named=_graphs(fields, "using-named-graph-uri")
    )


def _one(fields: list[tuple[str, str]], name: str) -> str:
    found = values(fields, name)
    if len(found) != 1:
        count = "no" if not found else str(len(found))
        raise RefusalError(400, f"the request has {count} field named {name}; it is to have one")
    if not found[0].strip():
        raise RefusalError(400, f"the {name} is empty; there is nothing to answer")
    return found[0]


def _graphs(fields: list[tuple[str, str]], name: str) -> tuple[str, ...]:
    graphs = tuple(values(fields, name))
    for graph in graphs:
        if not is_absolute(graph):
            raise RefusalError(400, f"{name} is an IRI with its scheme, not {graph[:200]!r}")
    return graphs
