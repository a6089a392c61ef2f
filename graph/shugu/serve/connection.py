"""uvicorn's connection with a clock for the head of a request, and the status codes that say what was wrong."""

from __future__ import annotations

import asyncio
import socket
import sys
from http import HTTPStatus
from typing import Any, ClassVar

from uvicorn.protocols.http.h11_impl import H11Protocol

from shugu.serve.respond import ABORT

__all__ = ["LimitedConnection"]


class LimitedConnection(H11Protocol):
    """A connection for uvicorn's option `http`: 408 for a slow head, 431 for a large one.

    A class with another number of `seconds` is made by inheriting from it.
    """

    seconds: ClassVar[float] = 10.0
    _clock: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Starts the clock for the first request."""
        super().connection_made(transport)
        # asyncio leaves Nagle's algorithm on for sockets that were accepted elsewhere: 40 ms a reply.
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.app_state = {**self.app_state, ABORT: transport.abort}
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stops the clock."""
        self._unwatch()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Starts the clock with the first byte of a request."""
        self._watch()
        super().data_received(data)

    def handle_events(self) -> None:
        """Stops the clock once the head of a request is whole; the application watches over the body."""
        super().handle_events()
        if self._is_busy:
            self._unwatch()

    def send_400_response(self, msg: str) -> None:
        """Ends the connection with the status that fits what h11 found."""
        status = getattr(sys.exception(), "error_status_hint", 400)
        sentence = "the head of the request is too large" if status == 431 else msg
        self._refuse(status if status in (431, 501) else 400, sentence)

    @property
    def _is_busy(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _watch(self) -> None:
        if self._clock is None and not self._is_busy:
            self._clock = self.loop.call_later(self.seconds, self._late)

    def _unwatch(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None

    def _late(self) -> None:
        self._clock = None
        if not self._is_busy and not self.transport.is_closing():
            self._refuse(408, f"the request did not come within {self.seconds:g} seconds")

    def _refuse(self, status: int, sentence: str) -> None:
        """Ends the connection with a status, or without one where a reply is on its way."""
        if not self._is_busy:
            body = f"{sentence}\n".encode()
            head = f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\nContent-Type: text/plain; charset=utf-8\r\n"
            self.transport.write(f"{head}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body)
        self.transport.close()
