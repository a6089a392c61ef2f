"""The command that puts a graph on the web: serve."""

from __future__ import annotations

import importlib.util
import ipaddress
import math
from pathlib import Path

import click

from shugu.cli.output import say

__all__ = ["serve_command"]


@click.command("serve")
@click.argument(
    "graph", required=False, type=click.Path(path_type=Path, file_okay=False), metavar="[GRAPH-FOLDER or COLLECTION]"
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.option(
    "--token-file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Allow updates of a working copy, to those who send the token in this file.",
)
@click.option(
    "--timeout",
    default=10.0,
    show_default=True,
    type=click.FloatRange(0.1, 3600),
    metavar="S",
    help="The seconds that a query may take.",
)
@click.option(
    "--memory",
    default=1024,
    show_default=True,
    type=click.IntRange(64, 1_000_000),
    metavar="MB",
    help="The memory that a query may take.",
)
@click.option(
    "--workers",
    default=4,
    show_default=True,
    type=click.IntRange(1, 256),
    metavar="N",
    help="How many queries are answered at one time.",
)
@click.option(
    "--allow-service",
    "services",
    multiple=True,
    metavar="URL",
    help="Let queries ask this SPARQL endpoint by SERVICE; may be given several times.",
)
@click.option(
    "--allow-private", is_flag=True, help="Let those endpoints be at private addresses, this computer's among them."
)
@click.option("--proxy", metavar="ADDRESS", help="The address of a proxy whose X-Forwarded-For says who asks.")
@click.option(
    "--texts",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Show the documents' whole texts, those in this folder.",
)
@click.option("--review", is_flag=True, help="Serve the review of a collection's rows instead, to this computer alone.")
@click.option("--document", metavar="ID", help="With --review: only this document's rows.")
@click.option("--by", metavar="NAME", help="With --review: who decides. [default: your name on this computer]")
@click.option("--cors/--no-cors", default=True, show_default=True, help="Whether pages of other sites may read.")
def serve_command(  # noqa: PLR0913, PLR0917 - one parameter for each option
    graph: Path | None,
    host: str,
    port: int,
    token_file: Path | None,
    timeout: float,
    memory: int,
    workers: int,
    services: tuple[str, ...],
    allow_private: bool,
    proxy: str | None,
    cors: bool,
    texts: Path | None,
    review: bool,
    document: str | None,
    by: str | None,
) -> None:
    """Answer SPARQL over HTTP, and show the graph's things as pages; ends with Ctrl-C.

    Only this computer is served, and nothing can be changed, unless told otherwise. Each query is stopped
    after --timeout seconds, or when it takes more than --memory megabytes.

    With --review, COLLECTION is the folder of a collection of your own: the rows that an extraction found are
    decided on in the browser, as `shugu review` does in the terminal, into the same files.
    """
    from shugu.errors import InputError  # noqa: PLC0415
    from shugu.store.folder import find_graph  # noqa: PLC0415

    if any(importlib.util.find_spec(name) is None for name in ("httptools", "starlette", "uvicorn", "uvloop")):
        raise InputError("the server needs shugu[serve]; run: pip install 'shugu[serve]'")
    if review:
        _review(graph, host, port, document=document, by=by)
        return
    if document or by:
        raise click.UsageError("--document and --by are for --review")
    if not math.isfinite(timeout):
        raise InputError("--timeout is a number of seconds")
    from shugu.serve.access import Access  # noqa: PLC0415
    from shugu.serve.federation import check_service  # noqa: PLC0415
    from shugu.serve.limits import Limits  # noqa: PLC0415
    from shugu.serve.run import Address, read_token, run_server  # noqa: PLC0415
    from shugu.serve.site.document import read_texts  # noqa: PLC0415

    folder = find_graph(graph)
    token = read_token(token_file) if token_file is not None else None
    if not _is_loopback(host):
        say(f"shugu: {host} can be reached from other computers; put a server with TLS in front of it", err=True)
    run_server(
        folder,
        Address(host, port),
        Limits(seconds=timeout, memory_mb=memory, workers=workers),
        Access(
            token=token,
            shared=cors,
            services=tuple(check_service(url) for url in services),
            private_services=allow_private,
            proxy=_address(proxy) if proxy is not None else None,
        ),
        texts=read_texts(texts) if texts is not None else {},
        announce=lambda address: say(f"serving {folder} at {address} (Ctrl-C ends it)", err=True),
    )


def _review(folder: Path | None, host: str, port: int, *, document: str | None, by: str | None) -> None:
    """The review until it is told to end; raises UsageError without a collection, or for another host."""
    from shugu.cli.review import reviewer  # noqa: PLC0415
    from shugu.serve.review.run import run_review  # noqa: PLC0415

    if folder is None:
        raise click.UsageError("--review needs the folder of a collection: shugu serve DIR --review")
    if host != "127.0.0.1":
        raise click.UsageError("--review is for this computer alone; leave --host out")
    run_review(
        folder,
        port,
        document=document,
        by=by or reviewer(),
        announce=lambda address: say(f"reviewing {folder} at {address} (Ctrl-C ends it)", err=True),
    )


def _address(text: str) -> str:
    """An IP address; raises InputError for what is none."""
    from shugu.errors import InputError  # noqa: PLC0415

    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        raise InputError(f"{text!r} is no IP address; --proxy takes one") from None


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
