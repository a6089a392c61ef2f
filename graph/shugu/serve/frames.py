"""Messages between the server and its workers: a letter, a length, the bytes."""

from __future__ import annotations

import socket
import struct
from enum import StrEnum

__all__ = ["HEAD_SIZE", "Kind", "frame", "read_head", "receive", "send"]

_HEAD = struct.Struct(">cI")
HEAD_SIZE = _HEAD.size


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


_KINDS = {kind.encode(): kind for kind in Kind}


def send(connection: socket.socket, kind: Kind, data: bytes = b"") -> None:
    """Nothing, after the whole message is in the hands of the system."""
    connection.sendall(frame(kind, data))


def frame(kind: Kind, data: bytes) -> bytes:
    """The bytes of a message."""
    return _HEAD.pack(kind.encode(), len(data)) + data


def read_head(data: bytes | bytearray) -> tuple[Kind, int]:
    """Kind and length of the message that begins with these bytes, which are HEAD_SIZE at least."""
    letter, length = _HEAD.unpack_from(data)
    return _KINDS[letter], length


def receive(connection: socket.socket) -> tuple[Kind, bytes] | None:
    """The next message; None where the other side has gone."""
    head = _exactly(connection, HEAD_SIZE)
    if head is None:
        return None
    kind, length = read_head(head)
    data = _exactly(connection, length)
    return None if data is None else (kind, data)


def _exactly(connection: socket.socket, length: int) -> bytes | None:
    data = bytearray()
    while len(data) < length:
        piece = connection.recv(min(length - len(data), 1 << 20))
        if len(piece) == length:
            return piece
        if not piece:
            return None
        data += piece
    return bytes(data)
