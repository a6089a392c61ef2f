"""`shugu serve` started for a test: its address, its process, and a client that asks it."""

import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import psutil

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
