"""Servers that run: one that only reads, with small limits, and one with a token."""

import pytest

from started import TOKEN, running

# With limits that the command has no options for.
SMALL = """
import sys
from pathlib import Path
from shugu.serve.access import Access
from shugu.serve.limits import Limits
from shugu.serve.run import Address, run_server
limits = Limits(seconds=1.0, memory_mb=300, workers=3, request_seconds=1.0, answer_bytes=32 * 1024**2)
say = lambda address: print(address, file=sys.stderr, flush=True)
run_server(Path(sys.argv[1]), Address("127.0.0.1", 0), limits, Access(), announce=say)
"""


@pytest.fixture(scope="session")
def reader(built):
    """A server that only reads; a query may take one second and 300 MB."""
    with running("-c", SMALL, built) as server:
        yield server


@pytest.fixture(scope="session")
def writer(built, tmp_path_factory):
    """A server of a working copy that takes updates with TOKEN."""
    path = tmp_path_factory.mktemp("token") / "token"
    path.write_text(TOKEN + "\n")
    command = ["-m", "shugu", "serve", built, "--port", "0"]
    with running(*command, "--token-file", path, "--workers", "2", "--timeout", "3", "--memory", "400") as server:
        yield server
