"""Messages between the server and its workers: a letter, a length, the bytes."""

from __future__ import annotations

import asyncio
import socket
import struct
from enum import StrEnum

__all__ = ["Kind", "frame", "receive", "receive_async", "send"]

_HEAD = struct.Struct(">cI")


class Kind(StrEnum):
    """What a message is.

    JOB goes to a worker: JSON, a line end, the bytes of a body. From a worker come READY once, then
    for each job either WHOLE (JSON, a line end, the answer), or HEAD, DATA … and END; REFUSED (JSON
    of status and reason) may come instead of any of them, and ends the job.
    """

    READY = "R"
    JOB = "J"
    WHOLE = "W"
    HEAD = "H"
    DATA = "D"
    END = "E"
    REFUSED = "X"


def send(connection: socket.socket, kind: Kind, data: bytes = b"") -> None:
    """Nothing, after the whole message is in the hands of the system."""
    connection.sendall(frame(kind, data))


def frame(kind: Kind, data: bytes) -> bytes:
    """The bytes of a message."""
    return _HEAD.pack(kind.encode(), len(data)) + data


def receive(connection: socket.socket) -> tuple[Kind, bytes] | None:
    """The next message; None where the other side has gone."""
    head = _exactly(connection, _HEAD.size)
    if head is None:
        return None
    letter, length = _HEAD.unpack(head)
    data = _exactly(connection, length)
    return None if data is None else (Kind(letter.decode()), data)


def _exactly(connection: socket.socket, length: int) -> bytes | None:
    data = bytearray()
    while len(data) < length:
        piece = connection.recv(min(length - len(data), 1 << 20))
        if not piece:
            return None
        data += piece
    return bytes(data)


async def receive_async(reader: asyncio.StreamReader) -> tuple[Kind, bytes]:
    """The next message; raises IncompleteReadError or ConnectionError where the worker has gone."""
    letter, length = _HEAD.unpack(await reader.readexactly(_HEAD.size))
    return Kind(letter.decode()), await reader.readexactly(length) if length else b""
