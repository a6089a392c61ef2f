"""The parts of a multipart body (RFC 7578)."""

from __future__ import annotations

from email.message import Message

from shugu.serve.refusal import RefusalError

__all__ = ["split_parts"]

_MOST_PARTS = 100
_HEAD_BYTES = 8 * 1024


def split_parts(body: bytes, content_type: str) -> list[tuple[bytes, str]]:
    """Content and Content-Type of each part, the latter empty where a part has none.

    Raises RefusalError for a body without its boundaries, without parts, or with very many.
    """
    message = Message()
    message["content-type"] = content_type
    boundary = message.get_param("boundary")
    if not isinstance(boundary, str) or not 0 < len(boundary) <= 70 or not boundary.isascii():
        raise RefusalError(400, "the multipart body has no boundary")
    pieces = (b"\r\n" + body).split(b"\r\n--" + boundary.encode("ascii"))
    if len(pieces) < 3 or not pieces[-1].startswith(b"--"):
        raise RefusalError(400, "the multipart body does not end with its boundary")
    if len(pieces) > _MOST_PARTS + 2:
        raise RefusalError(400, f"the multipart body has more than {_MOST_PARTS} parts")
    return [_part(piece) for piece in pieces[1:-1]]


def _part(piece: bytes) -> tuple[bytes, str]:
    head, found, content = piece.partition(b"\r\n\r\n")
    if not found or len(head) > _HEAD_BYTES:
        raise RefusalError(400, "a part of the multipart body has no end of its head, or one that is too large")
    for line in head.decode("latin-1").split("\r\n"):
        name, _, value = line.partition(":")
        if name.strip().lower() == "content-type":
            return content, value.strip()
    return content, ""
