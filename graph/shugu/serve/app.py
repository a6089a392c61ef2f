"""The ASGI application: the endpoint, with the life of its workers and its store around it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from shugu.serve.access import Access
from shugu.serve.endpoint import Endpoint, Message, Receive, Send
from shugu.serve.limits import Limits
from shugu.serve.pool import Pool
from shugu.serve.service import SPARQL, Service
from shugu.serve.source import ServedStore

if TYPE_CHECKING:
    from starlette.applications import Starlette

__all__ = ["Application", "create_app"]


class Application:
    """Starlette's application with a short way for queries, which passes by its layers."""

    def __init__(self, endpoint: Endpoint, rest: Starlette) -> None:
        self._endpoint = endpoint
        self._rest = rest

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Nothing, after the request was answered."""
        if scope["type"] == "http" and scope["path"] == SPARQL:
            await self._endpoint(scope, receive, send)
        else:
            await self._rest(scope, receive, send)


def create_app(
    store: ServedStore, limits: Limits, make_service: Callable[[Pool], Service], access: Access
) -> Application:
    """The application; its workers live as long as it does."""
    from starlette.applications import Starlette  # noqa: PLC0415 - of the extra `serve`
    from starlette.routing import Mount  # noqa: PLC0415

    settings = {"prefixes": dict(store.prefixes), "services": access.services, "private": access.private_services}
    pool = Pool(limits, settings, lambda: store.place)
    service = make_service(pool)
    endpoint = Endpoint(service, limits, shared=access.shared)

    @asynccontextmanager
    async def live(_: Starlette) -> AsyncIterator[None]:
        await pool.start()
        try:
            yield
        finally:
            await pool.close()
            service.close()
            store.close()

    return Application(endpoint, Starlette(routes=[Mount("/", app=endpoint)], lifespan=live))
