"""`shugu serve` started for a test: its address, its process, and a client that asks it."""

import re
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import psutil

TOKEN = "a-token-for-these-tests-only"
OTHER = threading.Lock()  # held by the client who asks while a fault is tried


@dataclass
class Running:
    """A server with its address, its process, and a client that asks it."""

    url: str
    process: subprocess.Popen
    client: httpx.Client
    announced: str = ""
    limit: int = 0  # of workers; none where it serves no graph

    def __post_init__(self):
        health = self.client.get("/healthz")
        self.limit = health.json()["workers"] if health.is_success else 0

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

    @property
    def has_all_workers(self):
        state = self.client.get("/healthz").json()
        return state["free"] == state["workers"] == self.limit

    def is_well(self):
        return self.process.poll() is None and self.ask("ASK { ?s ?p ?o }").json()["boolean"] is True


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


def from_address(server, address, query, results=None, **headers):
    """The status of a query that is asked from another address of this computer, and the seconds that it took."""
    start = time.monotonic()
    transport = httpx.HTTPTransport(local_address=address)
    with httpx.Client(base_url=server.url, timeout=30, trust_env=False, transport=transport) as client:
        response = client.post("/sparql", data={"query": query}, headers=headers)
    result = (response.status_code, time.monotonic() - start)
    if results is not None:
        results.append(result)
    return result


def wait_until(condition, seconds=15.0):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False
