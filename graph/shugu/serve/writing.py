"""In a worker of its own: one change of a working copy of the store, applied whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from shugu.serve.evaluate import graph_name
from shugu.serve.formats import GRAPHS
from shugu.serve.refusal import RefusalError
from shugu.serve.using import add_using
from shugu.store.guard import check_query

__all__ = ["apply_update", "change_graph"]

_ENTITY = re.compile(rb"<!\s*ENTITY", re.IGNORECASE)


def apply_update(job: Mapping[str, Any], body: bytes, store: Store) -> dict[str, int]:
    """The status 204, after the update in `body` was applied.

    Raises QueryError for SERVICE, LOAD and what is too large, RefusalError for what does not parse.
    """
    text = body.decode("utf-8", errors="surrogateescape")
    check_query(text)
    text = add_using(text, job["default"], job["named"])
    try:
        store.update(text, base_iri=job["base"], prefixes=job["prefixes"])
    except (SyntaxError, ValueError) as error:
        raise RefusalError(400, f"the update is not SPARQL: {error}") from None
    store.flush()
    return {"status": 204}


def change_graph(job: Mapping[str, Any], body: bytes, store: Store) -> dict[str, int]:
    """The status of a change of one graph: `put` replaces it, `post` adds to it, `delete` removes it.

    201 says that the graph is new. `parts` of the job gives length and media type of each piece of
    the body. Raises RefusalError for a graph to delete that is not there, and for content that does not parse.
    """
    name = graph_name(job["graph"])
    is_new = isinstance(name, NamedNode) and not store.contains_named_graph(name)
    if job["action"] == "delete":
        if is_new:
            raise RefusalError(404, f"there is no graph {name}")
        store.clear_graph(name)
        if isinstance(name, NamedNode):
            store.remove_graph(name)
        store.flush()
        return {"status": 204}
    quads: list[Quad] = []
    start = 0
    for length, media in job["parts"]:
        quads += _parse(body[start : start + length], media, job["graph"] or job["base"], job["graph"])
        start += length
    if job["action"] == "put":
        store.clear_graph(name)
    if isinstance(name, NamedNode):
        store.add_graph(name)
    store.bulk_extend(quads)  # not a transaction, which the copy is already
    store.flush()
    return {"status": 201 if is_new else 204}


def _parse(data: bytes, media: str, base: str, graph: str | None) -> list[Quad]:
    """The triples of a text in the graph that is written; the names of graphs in it are left out."""
    name = graph_name(graph)
    if GRAPHS[media] == "RDF_XML" and _ENTITY.search(data):
        raise RefusalError(400, "RDF/XML that declares entities is not taken; send it with them resolved")
    try:
        read = parse(data, format=getattr(RdfFormat, GRAPHS[media]), base_iri=base)
        return [Quad(quad.subject, quad.predicate, quad.object, name) for quad in read]
    except SyntaxError as error:
        place = f"line {error.lineno}, column {error.offset}: " if error.lineno else ""
        raise RefusalError(400, f"the graph cannot be read: {place}{error.msg}") from None
    except ValueError as error:
        raise RefusalError(400, f"the graph cannot be read: {error}") from None
