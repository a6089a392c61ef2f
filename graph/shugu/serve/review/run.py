"""The review as a program: a collection opened, a token made, the page served until it is told to end."""

from __future__ import annotations

import logging
import secrets
import socket
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from shugu.errors import ServiceError
from shugu.loading import load_names
from shugu.read.collection import read_collection
from shugu.reviewing import open_pairs, open_session, things_of
from shugu.serve.limits import Limits
from shugu.serve.review.app import ReviewApp
from shugu.serve.review.gate import Gate
from shugu.serve.review.table import ReviewTable

__all__ = ["run_review"]

_LIMITS = Limits(header_bytes=16 * 1024, graph_bytes=256 * 1024, connections=64)


def run_review(folder: Path, port: int, *, document: str | None, by: str, announce: Callable[[str], None]) -> None:
    """Nothing, after the review was told to end; `announce` is given the address with its token.

    Raises InputError and LocatedError for a collection that cannot be reviewed, ServiceError for a port that is taken.
    """
    import uvicorn  # noqa: PLC0415 - of the extra `serve`

    from shugu.serve.connection import LimitedConnection  # noqa: PLC0415 - with uvicorn

    collection = read_collection(folder)
    names = load_names(collection)
    session = open_session(collection, names, document, by)
    table = ReviewTable(
        session,
        open_pairs(collection, by),
        title=collection.title,
        things=things_of(names),
        titles={info.id: info.title for info in collection.documents},
        vocabulary=names.vocabulary,
    )
    token = secrets.token_urlsafe(24)
    try:
        listening = socket.create_server(("127.0.0.1", port))
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ServiceError(f"127.0.0.1 port {port} cannot be listened on: {reason}") from None
    with listening:
        port = listening.getsockname()[1]
        config = uvicorn.Config(
            ReviewApp(table, Gate(port, token)),
            http=type("Connection", (LimitedConnection,), {"limits": _LIMITS, "counts": Counter()}),
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=_LIMITS.connections,
            timeout_graceful_shutdown=2,
        )
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # what it logs, clients cause
        announce(f"http://127.0.0.1:{port}/#{token}")
        uvicorn.Server(config).run(sockets=[listening])
