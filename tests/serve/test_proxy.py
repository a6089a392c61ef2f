"""Who counts as one client, behind a proxy and without one."""

import threading
import time

import pytest

from started import from_address, running

HEAVY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def behind(built):
    """A server of two workers that takes the word of the proxy at 127.0.0.2."""
    command = ["-m", "shugu", "serve", built, "--port", "0", "--workers", "2", "--timeout", "3"]
    with running(*command, "--proxy", "127.0.0.2") as server:
        yield server


def asked_beside_heavy_ones(server, address, query):
    """The seconds of a query, asked while the same address has three heavy ones under way for somebody else."""
    busy = {"X-Forwarded-For": "203.0.113.1"}
    threads = [threading.Thread(target=from_address, args=(server, address, HEAVY), kwargs=busy) for _ in range(3)]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    _, seconds = from_address(server, address, query, **{"X-Forwarded-For": "203.0.113.2"})
    for thread in threads:
        thread.join()
    return seconds


def test_behind_the_proxy_each_whom_it_names_is_a_client(behind):
    assert asked_beside_heavy_ones(behind, "127.0.0.2", "ASK { ?s ?p 1 }") < 1.5


def test_the_word_of_an_address_that_is_no_proxy_counts_for_nothing(behind):
    assert asked_beside_heavy_ones(behind, "127.0.0.3", "ASK { ?s ?p 2 }") > 1.5
