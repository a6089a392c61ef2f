"""The ASGI application: a request is read within its limits, answered, and stopped when its client leaves."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from shugu.serve.graph_store import PATH
from shugu.serve.limits import Limits
from shugu.serve.pool import Pool
from shugu.serve.refusal import CutOffError, RefusalError
from shugu.serve.request import Asked, Reply
from shugu.serve.respond import ABORT, Responder
from shugu.serve.service import Service
from shugu.serve.source import ServedStore

if TYPE_CHECKING:
    from starlette.applications import Starlette

__all__ = ["create_app"]

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_LOG = logging.getLogger("shugu.serve")
_SHARED = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag, Retry-After"}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "3600",
}


def create_app(
    store: ServedStore, limits: Limits, make_service: Callable[[Pool], Service], *, shared: bool = True
) -> Starlette:
    """The application; with `shared`, pages of other sites may read. Its workers live as long as it does."""
    from starlette.applications import Starlette  # noqa: PLC0415 - of the extra `serve`
    from starlette.routing import Mount  # noqa: PLC0415

    pool = Pool(limits)
    service = make_service(pool)
    endpoint = _Endpoint(service, limits, shared=shared)

    @asynccontextmanager
    async def live(_: Starlette) -> AsyncIterator[None]:
        await pool.start()
        try:
            yield
        finally:
            await pool.close()
            service.close()
            store.close()

    return Starlette(routes=[Mount("/", app=endpoint)], lifespan=live)


class _Endpoint:
    """One request after another, as ASGI hands them over."""

    def __init__(self, service: Service, limits: Limits, *, shared: bool) -> None:
        self._service = service
        self._metrics = service.metrics
        self._limits = limits
        self._shared = _SHARED if shared else {}

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Nothing, after the request was answered or its client has left."""
        asked = _asked(scope)
        responder = Responder(asked, send, self._headers(asked), scope.get("state", {}).get(ABORT))
        try:
            try:
                asked = await self._with_body(asked, receive)
                if asked.method == "OPTIONS":
                    allowed = {"Allow": "GET, HEAD, POST, PUT, DELETE, OPTIONS", **(_PREFLIGHT if self._shared else {})}
                    await responder.reply(Reply(204, headers=allowed))
                else:
                    await _until_left(self._service.answer(asked, responder), receive)
            except RefusalError as error:
                self._metrics.refuse(error.status, error.reason)
                await responder.reply(Reply(error.status, f"{error.reason}\n".encode(), headers=error.headers))
        except (CutOffError, TimeoutError) as error:
            self._metrics.refuse(503, str(error))
            if responder.begun:
                await responder.cut(CutOffError(str(error) or "it took too long"))
            else:
                await responder.reply(Reply(503, f"{error}\n".encode(), headers={"Retry-After": "5"}))
        except _ClientLeftError:
            return
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
        return dict(self._shared) if reads else {}

    async def _with_body(self, asked: Asked, receive: Receive) -> Asked:
        is_graph = asked.path.startswith(PATH)
        most = self._limits.graph_bytes if is_graph else self._limits.query_bytes
        closing = {"Connection": "close"}
        too_large = RefusalError(413, f"the body is larger than {most} bytes", closing)
        length = asked.headers.get("content-length", "0")
        if not length.isdecimal() or len(length) > 18 or int(length) > most:
            raise too_large
        body = bytearray()
        try:
            async with asyncio.timeout(self._limits.request_seconds):
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise _ClientLeftError
                    body += message.get("body", b"")
                    if len(body) > most:
                        raise too_large
                    if not message.get("more_body", False):
                        break
        except TimeoutError:
            sentence = f"the request did not come within {self._limits.request_seconds:g} seconds"
            raise RefusalError(408, sentence, closing) from None
        return Asked(
            method=asked.method,
            path=asked.path,
            raw_path=asked.raw_path,
            query=asked.query,
            headers=asked.headers,
            body=bytes(body),
            scheme=asked.scheme,
            http_1_0=asked.http_1_0,
        )


class _ClientLeftError(Exception):
    """Nobody waits for the answer any more."""


async def _until_left(work: Awaitable[None], receive: Receive) -> None:
    """Nothing, after the work is done; it is cancelled when the client leaves before that."""
    task = asyncio.ensure_future(work)
    watch = asyncio.ensure_future(receive())
    try:
        await asyncio.wait({task, watch}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise _ClientLeftError
        await task
    finally:
        for one in (task, watch):
            one.cancel()
        await asyncio.gather(task, watch, return_exceptions=True)


def _asked(scope: Message) -> Asked:
    headers: dict[str, str] = {}
    for name, value in scope["headers"]:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    path = str(scope["path"])
    return Asked(
        method=scope["method"],
        path=path,
        raw_path=bytes(scope.get("raw_path") or path.encode()).decode("latin-1"),
        query=scope["query_string"].decode("latin-1"),
        headers=headers,
        scheme=scope["scheme"],
        http_1_0=scope["http_version"] == "1.0",
    )
