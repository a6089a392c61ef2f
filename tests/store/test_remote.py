"""A SPARQL server as a graph: a real Oxigraph server, and servers that answer nonsense."""

import gc
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from conftest import write_collection
from shugu.errors import InputError, QueryError, ServiceError, ShuguError
from shugu.publish.export import export
from shugu.publish.serialise import dataset_quads
from shugu.publish.source import open_source
from shugu.store.graph import LocalGraph, open_folder
from shugu.store.remote import RemoteGraph

EX = "http://example.org/"
OTHER = Quad(NamedNode(f"{EX}s"), NamedNode(f"{EX}p"), Literal("of somebody else"), NamedNode(f"{EX}other"))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def oxigraph():
    """A running Oxigraph server with the settings of its makers: named graphs are apart; gives its address."""
    beside = Path(sys.executable).parent
    command = shutil.which("oxigraph", path=f"{beside}{os.pathsep}{os.environ['PATH']}")
    assert command, "the package oxigraph of the development dependencies carries the server"
    address = f"127.0.0.1:{free_port()}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([command, "serve", "--bind", address], **quiet) as server:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"http://{address}/", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://{address}"
        server.terminate()


@pytest.fixture(scope="module")
def shared_server():
    with oxigraph() as address:
        yield address


@pytest.fixture
def server(shared_server):
    """The address of a server that holds nothing."""
    request = urllib.request.Request(
        f"{shared_server}/update", b"DROP ALL", {"Content-Type": "application/sparql-update"}
    )
    urllib.request.urlopen(request, timeout=10).close()
    return shared_server


@pytest.fixture(scope="module")
def guizhou_server(built):
    """The query address of a server that holds the Guizhou graph."""
    store = open_folder(built / "store")
    with oxigraph() as address:
        RemoteGraph(f"{address}/update").replace((graph.value for graph in store.named_graphs()), iter(store))
        yield f"{address}/query"


def on_server(server):
    """All quads of the server's named graphs."""
    rows = RemoteGraph(f"{server}/query").query("SELECT ?s ?p ?o ?g { GRAPH ?g { ?s ?p ?o } }")
    return {Quad(row["s"], row["p"], row["o"], row["g"]) for row in rows}


# The same from a server as from a folder


@pytest.mark.parametrize(
    "command",
    [
        ["facts", "--format", "jsonl"],
        ["facts", "--about", "Jack Ma"],
        ["show", "Guiyang"],
        ["show", "贵阳市"],
        ["path", "Guiyang", "Alibaba"],
        ["compare", "--format", "json"],
        ["query", "--question", "how-many-events-a-year"],
        ["query", "--format", "csv", "SELECT ?type (COUNT(*) AS ?number) { ?s a ?type } GROUP BY ?type ORDER BY ?type"],
        ["query", "--format", "json", "SELECT ?label { e:guiyang rdfs:label ?label } ORDER BY ?label"],
        ["query", "ASK { e:guiyang a sg:City }"],
        ["query", "--format", "ttl", "CONSTRUCT { ?s rdfs:label ?label } WHERE { ?s a sg:City ; rdfs:label ?label }"],
        ["query", "SELECT (COUNT(*) AS ?n) FROM g:entities { ?s ?p ?o }"],
        ["query", "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"],
        ["query"],
        ["export", "--format", "graphml"],
        ["export", "--format", "csv", "--document", "004"],
    ],
    ids=" ".join,
)
def test_a_command_says_the_same_of_a_server_as_of_a_folder(run, built, guizhou_server, command):
    from_folder, from_server = run(*command, "--graph", built), run(*command, "--store", guizhou_server)
    assert (from_server.exit_code, from_server.exception) == (0, None)
    assert from_server.stdout == from_folder.stdout
    assert from_folder.stdout.strip()


def test_the_export_from_a_server_has_the_bytes_of_the_export_from_the_folder(built, guizhou_server):
    exported = [export(source, "nq") for source in (open_source(None, guizhou_server), open_source(built, None))]
    assert exported[0] == exported[1]


def test_questions_in_chinese_reach_the_server(guizhou_server):
    rows = list(RemoteGraph(guizhou_server).query("SELECT ?s { ?s rdfs:label '贵阳市'@zh }"))
    assert [row["s"].value.rsplit("/", 1)[-1] for row in rows] == ["guiyang"]


# Sending


def test_build_with_a_server_sends_what_the_folder_holds(run, harbour, tmp_path, server):
    done = run("build", harbour, "--out", tmp_path / "out", "--store", f"{server}/update")
    assert done.exit_code == 0
    assert on_server(server) == set(open_folder(tmp_path / "out" / "store"))


def test_the_next_build_replaces_what_the_one_before_sent(run, tmp_path, server):
    for title in ("Harbour news", "Harbour news, corrected"):
        folder = write_collection(tmp_path / "harbour", title=title)
        run("build", folder, "--out", tmp_path / "out", "--store", f"{server}/update")
    titles = RemoteGraph(f"{server}/query").query("SELECT ?t { ?d a sg:Document ; dcterms:title ?t }")
    assert [row["t"].value for row in titles] == ["Harbour news, corrected"]
    assert on_server(server) == set(open_folder(tmp_path / "out" / "store"))


def test_a_document_that_the_collection_no_longer_has_is_gone_from_the_server(run, tmp_path, server):
    for document in ("gazette", "bulletin"):
        folder = write_collection(tmp_path / document, document=document)
        run("build", folder, "--out", tmp_path / "out", "--store", f"{server}/update", "--force")
    assert on_server(server) == set(open_folder(tmp_path / "out" / "store"))


def test_what_others_keep_on_the_server_stays(run, harbour, tmp_path, server):
    RemoteGraph(f"{server}/update").replace([], [OTHER])
    run("build", harbour, "--out", tmp_path / "out", "--store", f"{server}/update")
    assert OTHER in on_server(server)


@pytest.mark.parametrize(
    "text",
    [
        '"""',
        "\\",
        "line\nbreak\r\n",
        "} } ; DROP ALL ; INSERT DATA { {",
        "贵阳 \U0001f6a2",
        "\u202e",
        "a\tb",
        "'",
        "\\u0041",
        "",
    ],
)
def test_every_text_reaches_the_server_as_it_is(server, text):
    quad = Quad(NamedNode(f"{EX}s"), NamedNode(f"{EX}p"), Literal(text), NamedNode(f"{EX}g"))
    RemoteGraph(f"{server}/update").replace([f"{EX}g"], [quad, OTHER])
    assert on_server(server) == {quad, OTHER}


def test_a_build_that_cannot_send_leaves_the_old_graph(run, harbour, tmp_path):
    run("build", harbour, "--out", tmp_path / "out")
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir() if path.is_file()}
    changed = write_collection(tmp_path / "changed", title="Other news")
    with pytest.raises(ServiceError, match="cannot be reached"):
        raise run(
            "build", changed, "--out", tmp_path / "out", "--store", f"http://127.0.0.1:{free_port()}/update"
        ).exception
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir() if path.is_file()} == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["changed", "harbour", "out"]


# Servers that fail


class _Odd(BaseHTTPRequestHandler):
    """Answers every POST with what the test put into `answer`."""

    answer = (200, "text/html", b"")
    asked: list = []  # noqa: RUF012 - shared on purpose: a request is handled by an instance of its own

    def do_POST(self):
        self.asked.append(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        status, kind, body = self.answer
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        """Says nothing."""


@pytest.fixture
def collector_at_rest():
    """Garbage is collected by this thread only: what pyoxigraph made may be freed by no other."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.fixture
def odd(collector_at_rest):
    """The address of a server whose answer the test sets: `odd.answer = status, type, body`."""
    handler = type("Handler", (_Odd,), {"asked": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as listener:
        thread = threading.Thread(target=listener.serve_forever)
        thread.start()
        handler.url = f"http://127.0.0.1:{listener.server_port}/sparql"
        yield handler
        listener.shutdown()
        thread.join()


def rows_of(url):
    return list(RemoteGraph(url).query("SELECT ?x { ?x ?p ?o }"))


RESULT = {
    "head": {"vars": ["x"]},
    "results": {"bindings": [{"x": {"type": "literal", "value": str(n)}} for n in range(3)]},
}


def test_the_rows_of_any_sparql_server_are_read(odd):
    odd.answer = 200, "application/sparql-results+json; charset=utf-8", json.dumps(RESULT).encode()
    assert [row["x"].value for row in rows_of(odd.url)] == ["0", "1", "2"]


def test_the_query_is_sent_with_its_prefixes_and_as_the_protocol_says(odd):
    odd.answer = 200, "application/sparql-results+json", json.dumps(RESULT).encode()
    rows_of(odd.url)
    assert odd.asked[0].startswith(b"query=PREFIX+")
    assert b"w3id.org%2Fshugu%2Fns%23" in odd.asked[0]


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param((200, "text/html", b"<html><body>It works!</body></html>"), id="a web page"),
        pytest.param((200, "application/sparql-results+json", b""), id="nothing"),
        pytest.param((200, "application/sparql-results+json", b"{}"), id="an empty object"),
        pytest.param((200, "application/sparql-results+json", b"null"), id="null"),
        pytest.param((200, "application/sparql-results+json", b"\xff\xfe\x00"), id="no UTF-8"),
        pytest.param((200, "application/sparql-results+json", json.dumps(RESULT).encode()[:-40]), id="rows cut off"),
        pytest.param((200, "application/n-triples", b"<a:a> <a:b> "), id="triples cut off"),
        pytest.param((301, "text/html", b""), id="moved"),
        pytest.param((401, "text/plain", b"who are you"), id="login wanted"),
        pytest.param((404, "text/html", b"not found"), id="not found"),
        pytest.param((500, "text/plain", b"out of memory"), id="failed"),
        pytest.param((503, "text/plain", b""), id="busy"),
    ],
)
def test_an_answer_that_is_no_result_is_a_failure_of_the_server(odd, answer):
    odd.answer = answer
    with pytest.raises(ServiceError, match=r"127\.0\.0\.1") as failed:
        rows_of(odd.url)
    assert failed.value.exit_code == 3


def test_a_query_that_the_server_finds_wrong_is_the_users_fault(odd):
    odd.answer = 400, "text/plain", b"unknown function sleep()"
    with pytest.raises(QueryError, match=r"unknown function sleep\(\)") as refused:
        rows_of(odd.url)
    assert refused.value.exit_code == 2


def test_a_server_without_a_graph_of_ours_is_named_as_such(odd):
    odd.answer = 200, "application/sparql-results+json", b'{"head": {"vars": ["base"]}, "results": {"bindings": []}}'
    with pytest.raises(ServiceError, match="holds no graph that shugu built"):
        open_source(None, odd.url)


@pytest.mark.parametrize("query", ["SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", "{" * 3000])
def test_a_query_that_is_not_allowed_is_not_sent(odd, query):
    with pytest.raises(QueryError):
        RemoteGraph(odd.url).query(query)
    assert odd.asked == []


def test_a_server_that_is_down_is_a_failure_of_the_server():
    with pytest.raises(ServiceError, match="cannot be reached"):
        rows_of(f"http://127.0.0.1:{free_port()}/query")


def test_a_host_that_does_not_exist_is_a_failure_of_the_server():
    with pytest.raises(ServiceError, match="cannot be reached"):
        rows_of("http://no-such-host.invalid/query")


def test_a_server_that_never_answers_is_given_up(monkeypatch):
    monkeypatch.setattr("shugu.store.remote._TIMEOUT", httpx.Timeout(0.3))
    with socket.create_server(("127.0.0.1", 0)) as mute, pytest.raises(ServiceError, match="did not answer in time"):
        rows_of(f"http://127.0.0.1:{mute.getsockname()[1]}/query")


@pytest.mark.parametrize(
    "address", ["", "localhost:7878", "ftp://example.org/", "file:///etc/passwd", "http://", "http://[::1", "/tmp"]
)
def test_what_is_no_web_address_is_refused(address):
    with pytest.raises(InputError, match="no address of a SPARQL server"):
        RemoteGraph(address)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:99999/", "http://127.0.0.1:x/", "http://exa mple.org/", "http://\x00/"]
)
def test_an_address_that_no_host_can_have_gives_a_sentence(address):
    with pytest.raises(ShuguError):
        rows_of(address)


def test_a_server_and_a_folder_at_once_are_refused(built):
    with pytest.raises(InputError, match="give one of them"):
        open_source(built, "http://127.0.0.1:1/query")


def test_local_and_remote_agree_on_what_the_dataset_is(built, guizhou_server):
    local, remote = LocalGraph(open_folder(built / "store")), RemoteGraph(guizhou_server)
    query = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
    assert [str(row) for row in remote.query(query)] == [str(row) for row in local.query(query)]
    whole = Store()
    whole.extend(on_server(guizhou_server.removesuffix("/query")))
    assert dataset_quads(whole) == dataset_quads(local.store)
