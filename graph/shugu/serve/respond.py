"""Replies on their way to a client: whole or piece by piece, packed where it takes that, never cut unnoticed."""

from __future__ import annotations

import asyncio
import os
import re
import zlib
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

from shugu.serve.fresh import find_range, is_known, tag_of_file
from shugu.serve.pool import Answer
from shugu.serve.refusal import CutOffError
from shugu.serve.request import Asked, Reply

__all__ = ["Responder"]

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_SMALLEST_PACKED = 1024
_GZIP = re.compile(
    r"(?:^|,)\s*(?:gzip|x-gzip|\*)\s*(?:;\s*q\s*=\s*(?!0(?:\.0*)?\s*(?:,|$))[\d.]+\s*)?(?=,|$)", re.IGNORECASE
)
_GZIP_FORMAT = 31  # zlib's number for gzip with the largest window
_PIECE = 256 * 1024
_LAST_WORDS = 0.5  # seconds for a client to take the sentence that ends a cut answer
_LINGER = 1.0
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Responder:
    """One reply to one request; `begun` is true once its head was sent, with `status`."""

    def __init__(self, asked: Asked, send: Send, headers: Mapping[str, str], abort: Callable[[], None] | None) -> None:
        self._asked = asked
        self._send = send
        self._headers = {**_HEADERS, **headers}
        self._abort = abort
        self.begun = False
        self.status = 0

    async def reply(self, reply: Reply) -> None:
        """Nothing, after the whole reply was sent."""
        headers = (
            {"Content-Type": reply.media, **reply.headers} if reply.status not in (204, 304) else {**reply.headers}
        )
        body = reply.body
        if len(body) >= _SMALLEST_PACKED and self._packs:
            headers["Content-Encoding"] = "gzip"
            body = zlib.compress(body, level=5, wbits=_GZIP_FORMAT)
        if reply.status not in (204, 304):
            headers["Content-Length"] = str(len(body))
        await self._start(reply.status, headers)
        await self._send({"type": "http.response.body", "body": body})

    async def stream(self, answer: Answer, headers: Mapping[str, str]) -> None:
        """Nothing, after all of a worker's answer was sent.

        Raises CutOffError or TimeoutError where it ends before its end; the client is then to be told by `cut`.
        """
        media = media_header(answer.head["media"])
        if answer.whole is not None:
            await self.reply(Reply(200, answer.whole, media, headers))
            return
        if self._asked.http_1_0:  # which knows the end of an answer by its length alone
            await self.reply(Reply(200, b"".join([piece async for piece in answer.pieces()]), media, headers))
            return
        packer = zlib.compressobj(5, wbits=_GZIP_FORMAT) if self._packs else None
        packed = {"Content-Encoding": "gzip"} if packer else {}
        await self._start(200, {"Content-Type": media, **headers, **packed})
        if self._asked.method != "HEAD":
            async for piece in answer.pieces():
                data = packer.compress(piece) if packer else piece
                if data:
                    await self._send({"type": "http.response.body", "body": data, "more_body": True})
        await self._send({"type": "http.response.body", "body": packer.flush() if packer else b""})

    async def file(self, path: Path, media: str, headers: Mapping[str, str]) -> None:
        """Nothing, after a file, or the part of it that is asked for, was sent piece by piece and with its length.

        It is sent as it was when it was opened, whatever takes its place meanwhile. Raises RefusalError with 416.
        """
        with path.open("rb") as file:
            state = os.fstat(file.fileno())
            tag, size = tag_of_file(state), state.st_size
            headers = {**headers, "ETag": tag, "Accept-Ranges": "bytes", "Cache-Control": "no-cache"}
            if is_known(self._asked.headers.get("if-none-match"), tag):
                await self.reply(Reply(304, headers=headers))
                return
            part = find_range(self._asked.headers, tag, size) if self._asked.method == "GET" else None
            start, end = part or (0, size)
            if part is not None:
                headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
            head = {"Content-Type": media, "Content-Length": str(end - start), **headers}
            await self._start(200 if part is None else 206, head)
            if self._asked.method != "HEAD":
                await self._pieces(file, start, end)
            await self._send({"type": "http.response.body", "body": b""})

    async def _pieces(self, file: BinaryIO, start: int, end: int) -> None:
        file.seek(start)
        left = end - start
        while left and (piece := await asyncio.to_thread(file.read, min(left, _PIECE))):
            left -= len(piece)
            await self._send({"type": "http.response.body", "body": piece, "more_body": True})

    async def cut(self, error: CutOffError) -> None:
        """Nothing, after the connection of a cut answer was ended without the mark of its end.

        The last bytes say why; they are well-formed in none of the formats, nor is what stands before them.
        """
        if "Content-Encoding" not in self._sent:
            words = f'\n"{{< This answer is not whole: {error} >'.encode()
            try:
                async with asyncio.timeout(_LAST_WORDS):
                    await self._send({"type": "http.response.body", "body": words, "more_body": True})
            except TimeoutError:
                pass
        if self._abort is not None:
            asyncio.get_running_loop().call_later(_LINGER, self._abort)

    @property
    def _packs(self) -> bool:
        return _GZIP.search(self._asked.headers.get("accept-encoding", "")) is not None

    async def _start(self, status: int, headers: Mapping[str, str]) -> None:
        self.begun = True
        self.status = status
        self._sent = {**self._headers, **headers}
        raw = [_header(name, value) for name, value in self._sent.items()]
        await self._send({"type": "http.response.start", "status": status, "headers": raw})


def media_header(media: str) -> str:
    """The Content-Type of a format; text says that it is UTF-8.

    >>> media_header("text/turtle")
    'text/turtle; charset=utf-8'
    """
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


@lru_cache(maxsize=256)
def _header(name: str, value: str) -> tuple[bytes, bytes]:
    return name.lower().encode("latin-1"), re.sub(r"[^\x20-\x7e]", "?", value).encode("ascii")
