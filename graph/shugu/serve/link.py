"""The server's end of the connection to a worker: bytes as they come, made into messages."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import cast

from shugu.serve.frames import HEAD_SIZE, Kind, read_head

__all__ = ["Link"]

_MOST_HELD = 256 * 1024  # bytes that may have come and not been asked for


class Link(asyncio.Protocol):
    """Messages of a worker, one after another; a worker that sends faster than they are taken is held back."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._bytes = bytearray()
        self._messages: deque[tuple[Kind, bytes]] = deque()
        self._held = 0
        self._paused = False
        self._waiter: asyncio.Future[None] | None = None
        self.lost = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keeps the transport."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Makes messages of the bytes."""
        self._bytes += data
        while len(self._bytes) >= HEAD_SIZE:
            kind, length = read_head(self._bytes)
            end = HEAD_SIZE + length
            if len(self._bytes) < end:
                break
            self._messages.append((kind, bytes(memoryview(self._bytes)[HEAD_SIZE:end])))
            self._held += length
            del self._bytes[:end]
        if self._messages:
            self._wake()
            if self._held > _MOST_HELD and not self._paused and self._transport is not None:
                self._paused = True
                self._transport.pause_reading()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the worker is gone, whatever it died of
        """Wakes who waits for a message that will not come."""
        self.lost = True
        self._wake()

    def send(self, data: bytes) -> None:
        """Nothing, after the bytes are on their way."""
        if self._transport is not None:
            self._transport.write(data)

    async def receive(self) -> tuple[Kind, bytes]:
        """The next message; raises EOFError where the worker has gone."""
        while not self._messages:
            if self.lost:
                raise EOFError
            self._waiter = asyncio.get_running_loop().create_future()
            try:
                await self._waiter
            finally:
                self._waiter = None
        message = self._messages.popleft()
        self._held -= len(message[1])
        if self._paused and self._held <= _MOST_HELD // 2 and self._transport is not None and not self.lost:
            self._paused = False
            self._transport.resume_reading()
        return message

    def close(self) -> None:
        """Nothing, after the connection was given up."""
        self.lost = True
        if self._transport is not None:
            self._transport.abort()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)
