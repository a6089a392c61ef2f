"""uvicorn's connection with limits for the head of a request, and the status codes that say what was wrong."""

from __future__ import annotations

import asyncio
import socket
from collections import Counter
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from shugu.serve.endpoint import CONNECTION
from shugu.serve.limits import Limits
from shugu.serve.shares import client_of

__all__ = ["LimitedConnection"]

_BODY_OVERHEAD = 2  # bytes on the wire for each byte of a body, sent in pieces that are not tiny


class LimitedConnection(HttpToolsProtocol):
    """A connection for uvicorn's option `http`: 408 for a slow head, 431 for a large one, so many for one client.

    `limits`, `counts` and `exempt`, the address of a proxy, are those of the server; a class with others is
    made by inheriting from it.
    """

    limits: ClassVar[Limits]
    counts: ClassVar[Counter[str]] = Counter()
    exempt: ClassVar[str | None] = None

    _clock: asyncio.TimerHandle | None = None
    _leave: Callable[[], None] | None = None
    _in_head = True
    _received = 0  # bytes since the head or the body began
    _head_size = 0
    _status = 400  # for what the parser refuses

    def connection_made(self, transport: Any) -> None:
        """Starts the clock for the first request; a client who has too many connections is refused."""
        super().connection_made(transport)
        # asyncio leaves Nagle's algorithm on for sockets that were accepted elsewhere: 40 ms a reply.
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.app_state = {**self.app_state, CONNECTION: self}
        self._name = client_of(self.client[0] if self.client else "")
        self.counts[self._name] += 1
        if self.counts[self._name] > self.limits.connections_each and self._name != self.exempt:
            self._refuse(503, f"one client may have {self.limits.connections_each} connections")
        else:
            self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stops the clock, and the request that is being answered."""
        self._unwatch()
        self.counts[self._name] -= 1
        if not self.counts[self._name]:
            del self.counts[self._name]
        super().connection_lost(exc)
        if self._leave is not None:
            self._leave()

    def data_received(self, data: bytes) -> None:
        """Has the clock run while a head is on its way; the application watches over the time of a body."""
        if self.transport.is_closing():
            return
        self._received += len(data)
        super().data_received(data)
        if self.transport.is_closing():
            return
        if not self._in_head:
            self._unwatch()
            if self._received > _BODY_OVERHEAD * self.limits.graph_bytes + len(data):
                self._refuse(413, "the request is too large")
        elif self._received > self.limits.header_bytes + len(data):
            self._refuse(431, "the head of the request is too large")
        else:
            self._watch()

    def on_message_begin(self) -> None:
        """Begins to measure a head."""
        self._in_head, self._received, self._head_size, self._status = True, 0, 0, 400
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        """Measures the address."""
        self._measure(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Measures a line of the head, or of the trailer of a body."""
        self._measure(len(name) + len(value) + 4)
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Begins to measure the body."""
        self._in_head, self._received = False, 0
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        """Ends the connection with the status that fits what was wrong."""
        self._refuse(self._status, "the head of the request is too large" if self._status == 431 else msg)

    def on_leave(self, callback: Callable[[], None] | None) -> None:
        """Nothing, after `callback`, or nobody, is told when the client leaves."""
        self._leave = callback

    def abort(self) -> None:
        """Nothing, after the connection has ended in the middle of what is on its way."""
        self.transport.abort()

    def _measure(self, size: int) -> None:
        self._head_size += size
        if self._head_size > self.limits.header_bytes:
            self._status = 431
            raise ValueError  # which the parser passes on as its own refusal

    @property
    def _is_busy(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _watch(self) -> None:
        if self._clock is None:
            self._clock = self.loop.call_later(self.limits.request_seconds, self._late)

    def _unwatch(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None

    def _late(self) -> None:
        self._clock = None
        if self.transport.is_closing():
            return
        if self._is_busy:  # the head of the next request has time until this one is answered
            self._watch()
        else:
            self._refuse(408, f"the request did not come within {self.limits.request_seconds:g} seconds")

    def _refuse(self, status: int, sentence: str) -> None:
        """Ends the connection with a status, or without one where a reply is on its way."""
        if not self._is_busy:
            body = f"{sentence}\n".encode()
            head = f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\nContent-Type: text/plain; charset=utf-8\r\n"
            head += "Retry-After: 5\r\n" if status == 503 else ""
            self.transport.write(f"{head}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body)
        self.transport.close()
