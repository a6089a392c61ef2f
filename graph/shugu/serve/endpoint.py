"""One request from its head to the last byte of its answer: read within its limits, stopped when its client leaves."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from shugu.serve.graph_store import PATH
from shugu.serve.limits import Limits
from shugu.serve.refusal import CutOffError, RefusalError
from shugu.serve.request import Asked, Reply
from shugu.serve.respond import Responder
from shugu.serve.service import Service
from shugu.serve.shares import client_of

if TYPE_CHECKING:
    from shugu.serve.connection import LimitedConnection

__all__ = ["CONNECTION", "Endpoint", "Message", "Receive", "Send"]

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_LOG = logging.getLogger("shugu.serve")
CONNECTION = "shugu.connection"  # in the state of a request, what carries it
_SHARED = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag, Retry-After"}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "3600",
}


class Endpoint:
    """An ASGI application for requests alone, with as little as can be between them and their answers."""

    def __init__(self, service: Service, limits: Limits, *, shared: bool) -> None:
        self._service = service
        self._metrics = service.metrics
        self._limits = limits
        self._shared = _SHARED if shared else {}

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Nothing, after the request was answered or its client has left."""
        connection: LimitedConnection | None = scope.get("state", {}).get(CONNECTION)
        left = False
        task = cast("asyncio.Task[None]", asyncio.current_task())  # a coroutine runs in one

        def leave() -> None:
            nonlocal left
            left = True
            task.cancel()

        if connection is not None:
            connection.on_leave(leave)
        try:
            await self._answer(scope, receive, send, connection)
        except asyncio.CancelledError:
            if not left:
                raise
        finally:
            if connection is not None:
                connection.on_leave(None)

    async def _answer(self, scope: Message, receive: Receive, send: Send, connection: LimitedConnection | None) -> None:
        asked = _asked(scope)
        responder = Responder(asked, send, self._headers(asked), connection.abort if connection is not None else None)
        try:
            try:
                asked = await self._with_body(asked, receive)
                if asked.method == "OPTIONS":
                    allowed = {"Allow": "GET, HEAD, POST, PUT, DELETE, OPTIONS", **(_PREFLIGHT if self._shared else {})}
                    await responder.reply(Reply(204, headers=allowed))
                else:
                    await self._service.answer(asked, responder)
            except RefusalError as error:
                self._metrics.refuse(error.status, error.reason)
                await responder.reply(self._service.refused(asked, error))
        except (CutOffError, TimeoutError) as error:
            self._metrics.refuse(503, str(error))
            if responder.begun:
                await responder.cut(CutOffError(str(error) or "it took too long"))
            else:
                await responder.reply(self._service.refused(asked, RefusalError(503, str(error))))
        except Exception as error:
            _LOG.exception("a fault of shugu")
            if not responder.begun:
                await responder.reply(Reply(500, f"this is a fault of shugu: {type(error).__name__}\n".encode()))
        finally:
            if responder.begun:
                self._metrics.reply(responder.status)

    def _headers(self, asked: Asked) -> dict[str, str]:
        reads = asked.method in ("GET", "HEAD", "OPTIONS") or (
            asked.method == "POST" and not asked.path.startswith(PATH) and "authorization" not in asked.headers
        )
        return self._shared if reads else {}

    async def _with_body(self, asked: Asked, receive: Receive) -> Asked:
        """The request with its body, as far as it has one; raises RefusalError for a large or a slow one."""
        if "host" not in asked.headers and not asked.http_1_0:
            raise RefusalError(400, "the request has no Host header")
        length = asked.headers.get("content-length")
        if length is None and "transfer-encoding" not in asked.headers:
            return asked
        most = self._limits.graph_bytes if asked.path.startswith(PATH) else self._limits.query_bytes
        closing = {"Connection": "close"}
        too_large = RefusalError(413, f"the body is larger than {most} bytes", closing)
        if length is not None and (not length.isdecimal() or len(length) > 18 or int(length) > most):
            raise too_large
        body = bytearray()
        try:
            async with asyncio.timeout(self._limits.request_seconds):
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise asyncio.CancelledError
                    body += message.get("body", b"")
                    if len(body) > most:
                        raise too_large
                    if not message.get("more_body", False):
                        return replace(asked, body=bytes(body))
        except TimeoutError:
            sentence = f"the request did not come within {self._limits.request_seconds:g} seconds"
            raise RefusalError(408, sentence, closing) from None


def _asked(scope: Message) -> Asked:
    headers: dict[str, str] = {}
    for name, value in scope["headers"]:
        key, text = name.decode("latin-1"), value.decode("latin-1")
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    path = scope["path"]
    return Asked(
        method=scope["method"],
        path=path,
        raw_path=(scope.get("raw_path") or path.encode()).decode("latin-1"),
        query=scope["query_string"].decode("latin-1"),
        headers=headers,
        scheme=scope["scheme"],
        http_1_0=scope["http_version"] == "1.0",
        client=client_of(scope["client"][0]) if scope.get("client") else "",
    )
