"""SPARQL 1.1 Graph Store Protocol: what a request does to which graph."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from shugu.serve.formats import GRAPHS, media_type_of
from shugu.serve.multipart import split_parts
from shugu.serve.refusal import RefusalError
from shugu.serve.request import Asked, is_absolute, values

__all__ = ["PATH", "GraphOperation", "read_graph_operation"]

PATH = "/rdf-graph-store"
_MULTIPART = "multipart/form-data"
_TAKEN = ", ".join(media for media in GRAPHS if media != "application/json")
_ALLOWED = "GET, HEAD, PUT, POST, DELETE, OPTIONS"


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphOperation:
    """What to do with a graph: `graph` reads it, `put`, `post` and `delete` change it.

    `graph` None is the default graph; `location` is set where the request makes a graph without a name.
    """

    action: str
    graph: str | None
    parts: tuple[tuple[int, str], ...] = ()
    body: bytes = b""
    location: str | None = None

    def job(self, asked: Asked) -> dict[str, Any]:
        """The operation as a worker takes it."""
        common = {"action": self.action, "graph": self.graph, "base": asked.url}
        if self.action == "graph":
            return {**common, "accept": asked.headers.get("accept")}
        return {**common, "parts": self.parts}


def read_graph_operation(asked: Asked) -> GraphOperation:
    """What a request to the graph store asks for.

    Raises RefusalError: 405 for other methods, 400 where no graph or more than one is named, 415 for a
    body that is no RDF.
    """
    if asked.method in ("GET", "HEAD"):
        return GraphOperation(action="graph", graph=_graph(asked))
    if asked.method == "DELETE":
        return GraphOperation(action="delete", graph=_graph(asked))
    if asked.method not in ("PUT", "POST"):
        raise RefusalError(405, f"the graph store takes {_ALLOWED}", {"Allow": _ALLOWED})
    pieces = _pieces(asked)
    body, parts = b"".join(data for data, _ in pieces), tuple((len(data), media) for data, media in pieces)
    if asked.method == "POST" and not asked.query and asked.path.rstrip("/") == PATH:
        name = f"{asked.origin}{PATH}/{hashlib.sha256(body).hexdigest()[:32]}"
        return GraphOperation(action="post", graph=name, parts=parts, body=body, location=name)
    return GraphOperation(action=asked.method.lower(), graph=_graph(asked), parts=parts, body=body)


def _graph(asked: Asked) -> str | None:
    """The IRI of the graph, None for the default graph; the address itself where it goes on behind PATH."""
    fields = asked.fields
    named, default = values(fields, "graph"), values(fields, "default")
    direct = asked.path.rstrip("/") != PATH
    if len(named) + len(default) + direct != 1 or any(default):
        raise RefusalError(400, f"name one graph: {PATH}?graph=IRI or {PATH}?default or {PATH}/NAME")
    if default:
        return None
    if direct:
        return asked.url
    graph = named[0] if is_absolute(named[0]) else urljoin(asked.url, named[0])
    if not named[0]:
        raise RefusalError(400, "the graph has no name")
    return graph


def _pieces(asked: Asked) -> list[tuple[bytes, str]]:
    header = asked.headers.get("content-type", "")
    media, _ = media_type_of(header)
    pieces = split_parts(asked.body, header) if media == _MULTIPART else [(asked.body, header)]
    found = []
    for data, kind in pieces:
        media, charset = media_type_of(kind or "text/turtle")
        if media not in GRAPHS or (not kind and len(pieces) == 1):
            raise RefusalError(415, f"a graph is sent as {_TAKEN}", {"Accept-Post": f"{_TAKEN}, {_MULTIPART}"})
        if charset not in (None, "utf-8", "utf8", "us-ascii"):
            raise RefusalError(415, "a graph is sent in UTF-8")
        found.append((data, media))
    return found
