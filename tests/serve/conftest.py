"""Servers that run: one that only reads, with small limits, and one with a token."""

import threading

import pytest

from started import OTHER, TOKEN, from_address, running, wait_until

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


@pytest.fixture(autouse=True)
def lives_on(request):
    """The server lives, and another client is served, while a fault is tried and after it."""
    if request.node.get_closest_marker("fault") is None:
        yield
        return
    name = "writer" if "writer" in request.fixturenames else "reader"
    server, answers, over = request.getfixturevalue(name), [], threading.Event()
    assert wait_until(lambda: server.has_all_workers, 20)  # those that the last fault ended are replaced
    assert server.is_well()

    def other():
        while not over.is_set():
            with OTHER:
                answers.append(from_address(server, "127.0.0.9", f"ASK {{ ?s ?p {len(answers)} }}"))
            over.wait(0.05)

    thread = threading.Thread(target=other)
    thread.start()
    yield
    over.set()
    thread.join()
    assert server.is_well()
    assert answers
    assert {status for status, _ in answers} == {200}
    assert sorted(seconds for _, seconds in answers)[len(answers) // 2] < 2
