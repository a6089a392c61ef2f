"""The server as a program: opened, announced, run until it is told to end."""

from __future__ import annotations

import logging
import socket
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from shugu.check.questions import find_questions
from shugu.errors import InputError, ServiceError
from shugu.serve.access import Access
from shugu.serve.app import create_app
from shugu.serve.limits import Limits
from shugu.serve.service import Service
from shugu.serve.shares import client_of
from shugu.serve.source import ServedStore
from shugu.store.folder import read_manifest

__all__ = ["Address", "read_token", "run_server"]

_SHORTEST_TOKEN = 16
_KEEP_ALIVE = 10  # seconds that a connection may be idle between two requests


@dataclass(frozen=True, slots=True)
class Address:
    """Where the server listens; port 0 is any free one."""

    host: str
    port: int


def read_token(path: Path) -> str:
    """The token in a file; raises InputError for one that is empty, short or of more than one word."""
    try:
        token = path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}") from None
    if len(token) < _SHORTEST_TOKEN or not token.isascii() or not token.isprintable() or " " in token:
        raise InputError(f"{path} is to hold one word of at least {_SHORTEST_TOKEN} letters and digits, the token")
    return token


def run_server(
    folder: Path,
    address: Address,
    limits: Limits,
    access: Access,
    *,
    announce: Callable[[str], None],
    texts: Mapping[str, str] | None = None,
) -> None:
    """Nothing, after the server was told to end; `announce` is given its address once it listens.

    `texts` are the whole texts of documents by their SHA-256.
    """
    import uvicorn  # noqa: PLC0415 - of the extra `serve`

    from shugu.serve.connection import LimitedConnection  # noqa: PLC0415 - with uvicorn

    title = str(read_manifest(folder).get("title") or "A graph")
    store = ServedStore(folder, writable=access.token is not None)
    try:
        questions = find_questions(store.collection)
        listening = _listen(address)
        app = create_app(
            store,
            limits,
            lambda pool: Service(store, pool, access=access, title=title, questions=questions, texts=texts),
            access,
        )
        exempt = client_of(access.proxy) if access.proxy is not None else None
        own = {"limits": limits, "counts": Counter(), "exempt": exempt}
        config = uvicorn.Config(
            app,
            http=type("Connection", (LimitedConnection,), own),
            loop="uvloop",
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=access.proxy is not None,
            forwarded_allow_ips=access.proxy,
            limit_concurrency=limits.connections,
            timeout_keep_alive=_KEEP_ALIVE,
            timeout_graceful_shutdown=1,
        )
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # what it logs, clients cause
        host = f"[{address.host}]" if ":" in address.host else address.host
        announce(f"http://{host}:{listening.getsockname()[1]}/")
        with listening:
            uvicorn.Server(config).run(sockets=[listening])
    finally:
        store.close()


def _listen(address: Address) -> socket.socket:
    """The listening socket; raises ServiceError where the address is taken or not of this computer."""
    try:
        family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
        return socket.create_server((address.host, address.port), family=family, backlog=512)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ServiceError(f"{address.host} port {address.port} cannot be listened on: {reason}") from None
