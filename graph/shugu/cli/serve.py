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
@click.argument("graph", required=False, type=click.Path(path_type=Path, file_okay=False), metavar="[GRAPH-FOLDER]")
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
) -> None:
    """Answer SPARQL over HTTP, and show the graph's things as pages; ends with Ctrl-C.

    Only this computer is served, and nothing can be changed, unless told otherwise. Each query is stopped
    after --timeout seconds, or when it takes more than --memory megabytes.
    """
    from shugu.errors import InputError  # noqa: PLC0415
    from shugu.store.folder import find_graph  # noqa: PLC0415

    if any(importlib.util.find_spec(name) is None for name in ("httptools", "starlette", "uvicorn", "uvloop")):
        raise InputError("the server needs shugu[serve]; run: pip install 'shugu[serve]'")
    if not math.isfinite(timeout):
        raise InputError("--timeout is a number of seconds")
    from shugu.serve.access import Access  # noqa: PLC0415
    from shugu.serve.federation import check_service  # noqa: PLC0415
    from shugu.serve.limits import Limits  # noqa: PLC0415
    from shugu.serve.run import Address, read_token, run_server  # noqa: PLC0415

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
        announce=lambda address: say(f"serving {folder} at {address} (Ctrl-C ends it)", err=True),
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
