"""Servers that run: one that only reads, with small limits, and one with a token."""

import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import psutil
import pytest

TOKEN = "a-token-for-these-tests-only"


@dataclass
class Running:
    """A server with its address, its process, and a client that asks it."""

    url: str
    process: subprocess.Popen
    client: httpx.Client
    announced: str = ""

    def ask(self, query, accept="application/sparql-results+json", **headers):
        return self.client.get("/sparql", params={"query": query}, headers={"Accept": accept, **headers})

    def update(self, text, token=TOKEN, **headers):
        headers = {"Content-Type": "application/sparql-update", "Authorization": f"Bearer {token}", **headers}
        return self.client.post("/sparql", content=text, headers=headers)

    @property
    def port(self):
        return int(self.url.rsplit(":", 1)[1])

    @property
    def workers(self):
        return psutil.Process(self.process.pid).children()

    def is_well(self):
        return self.process.poll() is None and self.ask("ASK { ?s ?p ?o }").json()["boolean"] is True


# With limits that the command has no options for.
SMALL = """
import sys
from pathlib import Path
from shugu.serve.limits import Limits
from shugu.serve.run import Address, run_server
limits = Limits(seconds=1.0, memory_mb=300, workers=3, request_seconds=1.0, answer_bytes=32 * 1024**2)
say = lambda address: print(address, file=sys.stderr, flush=True)
run_server(Path(sys.argv[1]), Address("127.0.0.1", 0), limits, token=None, shared=True, announce=say)
"""


@contextmanager
def running(*arguments):
    command = [sys.executable, *map(str, arguments)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            line = process.stderr.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+", line)
            assert found, line + process.stderr.read()
            with httpx.Client(base_url=found[0], timeout=30, trust_env=False) as client:
                yield Running(found[0], process, client, line)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                raise


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
