"""A SPARQL 1.1 server as a graph: asked by the protocol, filled by one update."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from io import BytesIO
from urllib.parse import urlsplit

import httpx
from pyoxigraph import (
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
    serialize,
)

from shugu.askable import Answer
from shugu.errors import InputError, QueryError, ServiceError
from shugu.store.guard import check_query, names_dataset
from shugu.vocab import PREFIXES

__all__ = ["RemoteGraph"]

_ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9"
_TIMEOUT = httpx.Timeout(60.0, connect=10.0)


class RemoteGraph:
    """The SPARQL endpoint at an http or https address.

    Queries are sent there with the usual prefixes before them; whether named graphs are part of
    the default graph is the server's setting, and shugu's own queries need it to be on.
    """

    def __init__(self, url: str, prefixes: Mapping[str, str] = PREFIXES) -> None:
        try:
            parts = urlsplit(url)
            sound = parts.scheme in ("http", "https") and bool(parts.hostname)
        except ValueError:
            sound = False
        if not sound:
            raise InputError(f"{url!r} is no address of a SPARQL server; give an http or https address")
        self.url = url
        self._head = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in prefixes.items())

    def query(self, text: str) -> Answer:
        """The answer of a SPARQL query.

        Raises QueryError where the server says that the query is wrong, ServiceError where it
        cannot be reached or answers with something else.
        """
        check_query(text)
        data = {"query": self._head + text}
        # Oxigraph's switch, which other servers ignore; with FROM the query says itself what it asks.
        params = {} if names_dataset(text) else {"union-default-graph": ""}
        response = self._send(data=data, params=params, headers={"Accept": _ACCEPT})
        kind = response.headers.get("content-type", "").partition(";")[0].strip()
        try:
            if kind == "application/n-triples":
                return _as_triples(response.content)
            return _as_rows(response.content)
        except (SyntaxError, ValueError) as error:
            raise ServiceError(
                f"{self.url} answered with something that is no SPARQL result ({kind}): {error}"
            ) from None

    def replace(self, graphs: Iterable[str], quads: Iterable[Quad], *, under: str | None = None) -> None:
        """Nothing, after one update request that empties the named graphs and inserts the quads.

        With `under`, every graph whose IRI begins so is emptied too: what an earlier build sent is gone.
        """
        by_graph: dict[str, list[Quad]] = {iri: [] for iri in graphs}
        for quad in quads:
            name = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
            by_graph.setdefault(name, []).append(quad)
        parts = []
        if under is not None:
            every = "GRAPH ?g { ?s ?p ?o }"
            parts.append(f'DELETE {{ {every} }} WHERE {{ {every} FILTER (STRSTARTS(STR(?g), "{under}")) }}')
        for iri, members in sorted(by_graph.items()):
            lines = serialize((quad.triple for quad in members), format=RdfFormat.N_TRIPLES) or b""
            parts.append(f"DROP SILENT GRAPH <{iri}>")
            if members:
                parts.append(f"INSERT DATA {{ GRAPH <{iri}> {{\n{lines.decode()}}} }}")
        self._send(
            content=" ;\n".join(parts).encode(), headers={"Content-Type": "application/sparql-update; charset=utf-8"}
        )

    def _send(
        self,
        *,
        headers: Mapping[str, str],
        data: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
        content: bytes | None = None,
    ) -> httpx.Response:
        try:
            response = httpx.post(
                self.url, data=data, params=params, content=content, headers=dict(headers), timeout=_TIMEOUT
            )
        except httpx.TimeoutException:
            raise ServiceError(f"{self.url} did not answer in time") from None
        except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as error:
            raise ServiceError(f"{self.url} cannot be reached: {error}") from None
        if response.status_code == httpx.codes.BAD_REQUEST:
            raise QueryError(f"{self.url} refused the query: {response.text.strip()[:400]}")
        if not response.is_success:
            raise ServiceError(f"{self.url} answered {response.status_code}: {response.text.strip()[:200]}")
        return response


def _as_rows(content: bytes) -> QuerySolutions | QueryBoolean:
    answer = parse_query_results(content, format=QueryResultsFormat.JSON)
    if isinstance(answer, QueryBoolean):
        return answer
    deque(answer, maxlen=0)  # to its end, for a fault in it, before the first row is handed on
    rows = parse_query_results(content, format=QueryResultsFormat.JSON)
    assert isinstance(rows, QuerySolutions)  # as a moment ago
    return rows


def _as_triples(content: bytes) -> QueryTriples:
    store = Store()
    store.extend(parse(BytesIO(content), format=RdfFormat.N_TRIPLES))
    answer = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
    assert isinstance(answer, QueryTriples)  # a CONSTRUCT query gives triples
    return answer
