"""In a worker: one query, its answer written piece by piece."""

from __future__ import annotations

import json
import socket
from collections.abc import Mapping
from typing import IO, Any, cast

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QueryTriples,
    RdfFormat,
    Store,
)

from shugu.serve.federation import Services, ask_services
from shugu.serve.formats import BOOLEANS, GRAPHS, ROWS, choose
from shugu.serve.frames import Kind, send
from shugu.serve.refusal import CutOffError, RefusalError
from shugu.store.guard import check_query, names_dataset

__all__ = ["Sink", "answer_query", "graph_name", "write_graph"]

_FIRST = 64 * 1024  # bytes held back, so that a small answer goes as a whole and with its length
_PIECE = 32 * 1024


class Sink:
    """A file that engines write an answer into; it goes to the server in pieces, until `most` bytes."""

    def __init__(self, connection: socket.socket, media: str, most: int) -> None:
        self._connection = connection
        self._media = media
        self._most = most
        self._held = bytearray()
        self._written = 0
        self._begun = False

    @property
    def file(self) -> IO[bytes]:
        """The sink as engines take it, which need no more of a file than that it can be written."""
        return cast("IO[bytes]", self)

    def write(self, data: bytes) -> int:
        """The number of bytes taken; raises CutOffError where the answer grows too large."""
        self._written += len(data)
        if self._written > self._most:
            raise CutOffError(f"the answer is larger than {self._most} bytes")
        self._held += data
        if len(self._held) >= (_PIECE if self._begun else _FIRST):
            self._pass_on()
        return len(data)

    def flush(self) -> None:
        """Nothing: what is held back goes with the next piece."""

    def end(self) -> None:
        """Nothing, after the rest and the end were sent."""
        if not self._begun:
            send(self._connection, Kind.WHOLE, self._head() + b"\n" + self._held)
            return
        send(self._connection, Kind.DATA, bytes(self._held))
        send(self._connection, Kind.END)

    def _pass_on(self) -> None:
        if not self._begun:
            send(self._connection, Kind.HEAD, self._head())
            self._begun = True
        send(self._connection, Kind.DATA, bytes(self._held))
        self._held.clear()

    def _head(self) -> bytes:
        return json.dumps({"media": self._media}).encode()


def answer_query(job: Mapping[str, Any], store: Store, connection: socket.socket, most: int) -> None:
    """Nothing, after the answer of a query was sent.

    Raises QueryError for a text that is not taken, RefusalError for one that does not parse or for a client
    that takes none of the formats.
    """
    text: str = job["query"]
    union = not names_dataset(text)
    services: Services | None = job["services"]
    if services is None:
        check_query(text)
    else:
        text = ask_services(text, services, job["prefixes"])
    default, named = _nodes(job["default"]), _nodes(job["named"])
    given = bool(default or named)
    dataset: dict[str, Any] = {"default_graph": default, "named_graphs": named} if given else {}
    try:
        answer = store.query(
            text,
            base_iri=job["base"],
            prefixes=_named_in(text, job["prefixes"]),
            use_default_graph_as_union=not given and union,
            **dataset,
        )
    except (SyntaxError, ValueError) as error:
        raise RefusalError(400, f"the query is not SPARQL: {error}") from None
    offered = GRAPHS if isinstance(answer, QueryTriples) else BOOLEANS if isinstance(answer, QueryBoolean) else ROWS
    media = choose(job["accept"], tuple(offered))
    if media is None:
        raise RefusalError(406, f"this answer comes as {', '.join(offered)}; name one of them in Accept")
    sink = Sink(connection, media, most)
    if isinstance(answer, QueryTriples):
        answer.serialize(output=sink.file, format=getattr(RdfFormat, GRAPHS[media]))
    else:
        answer.serialize(output=sink.file, format=getattr(QueryResultsFormat, ROWS[media]))
    sink.end()


def _named_in(text: str, prefixes: Mapping[str, str]) -> dict[str, str]:
    """The prefixes that a query may use: the engine takes time for each that it is given."""
    if "\\" in text:  # letters may be written as their numbers
        return dict(prefixes)
    return {name: iri for name, iri in prefixes.items() if f"{name}:" in text}


def _nodes(iris: list[str]) -> list[NamedNode]:
    try:
        return [NamedNode(iri) for iri in iris]
    except ValueError as error:
        raise RefusalError(400, f"a graph of the dataset has no IRI that can be read: {error}") from None


def write_graph(job: Mapping[str, Any], store: Store, connection: socket.socket, most: int) -> None:
    """Nothing, after one graph of the store was sent; raises RefusalError where there is none of that name."""
    name = graph_name(job["graph"])
    if isinstance(name, NamedNode) and not store.contains_named_graph(name):
        raise RefusalError(404, f"there is no graph {name}")
    media = choose(job["accept"], tuple(GRAPHS))
    if media is None:
        raise RefusalError(406, f"a graph comes as {', '.join(GRAPHS)}; name one of them in Accept")
    sink = Sink(connection, media, most)
    store.dump(sink.file, format=getattr(RdfFormat, GRAPHS[media]), from_graph=name, prefixes=job["prefixes"])
    sink.end()


def graph_name(iri: str | None) -> NamedNode | DefaultGraph:
    """The name of a graph; None is the default graph. Raises RefusalError for what is no IRI."""
    if iri is None:
        return DefaultGraph()
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise RefusalError(400, f"{iri!r} is no IRI: {error}") from None
