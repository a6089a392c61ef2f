"""The faults of a server on the open internet, tried over HTTP: the process lives, and others are served."""

import csv
import http.client
import io
import json
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import psutil
import pytest

from started import OTHER, from_address, wait_until

SECONDS = 1.0  # that a query may take on the server `reader`
CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"


@pytest.fixture
def listener():
    """A server that nobody is to ask; gives the list of what asked it all the same."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        do_POST = do_GET  # noqa: N815 - the name that the library looks for

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/x", asked
    server.shutdown()
    server.server_close()


def is_idle(server):
    """True when all workers are there and none of them works, with nobody asking in this moment."""
    with OTHER:
        return _is_idle(server)


def _is_idle(server):
    state = server.client.get("/healthz").json()
    if state["free"] != state["workers"] or state["waiting"]:
        return False
    before = [(w.pid, sum(w.cpu_times()[:2])) for w in server.workers]
    time.sleep(0.2)
    after = [(w.pid, sum(w.cpu_times()[:2])) for w in server.workers]
    return before == after


# 1


@pytest.mark.fault(1)
def test_from_names_a_graph_and_reads_no_file_and_no_address(reader, listener, tmp_path):
    address, asked = listener
    secret = tmp_path / "secret.nt"
    secret.write_text("<x:secret> <x:p> <x:o> .\n")
    for iri in (secret.as_uri(), address):
        assert reader.ask(f"SELECT * FROM <{iri}> WHERE {{ ?s ?p ?o }}").json()["results"]["bindings"] == []
        assert (
            reader.ask(f"SELECT * FROM NAMED <{iri}> {{ GRAPH ?g {{ ?s ?p ?o }} }}").json()["results"]["bindings"] == []
        )
        response = reader.client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }", "default-graph-uri": iri})
        assert response.json()["results"]["bindings"] == []
        assert reader.client.get("/rdf-graph-store", params={"graph": iri}).status_code == 404
    assert asked == []


# 2


@pytest.mark.fault(2)
@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <ADDRESS> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <ADDRESS> { ?s ?p ?o } }",
        "SELECT * { BIND (<ADDRESS> AS ?x) SERVICE ?x { ?s ?p ?o } }",
        "PREFIX SERVICE: <ADDRESS> SELECT * { SERVICE: { ?s ?p ?o } }",
        "SELECT * { ser\\u0076ice <ADDRESS> { ?s ?p ?o } }",
    ],
)
def test_service_is_refused_and_calls_nobody(text, reader, writer, listener):
    address, asked = listener
    query = text.replace("ADDRESS", address)
    response = reader.ask(query)
    assert response.status_code == 400
    assert "SERVICE" in response.text or "SPARQL" in response.text
    group = query.partition("{")[2].rpartition("}")[0]
    refused = writer.update(f"INSERT DATA {{ <x:half> <x:p> 1 }} ; INSERT {{ <x:half> <x:q> ?s }} WHERE {{ {group} }}")
    assert refused.status_code == 400
    assert writer.ask("ASK { <x:half> ?p ?o }").json()["boolean"] is False
    assert asked == []


@pytest.mark.fault(2)
@pytest.mark.parametrize(
    "text",
    ["LOAD <ADDRESS>", "LOAD SILENT <ADDRESS> INTO GRAPH <x:g>", "INSERT DATA { <x:half> <x:p> 1 } ; LOAD <ADDRESS>"],
)
def test_load_is_refused_and_nothing_is_applied(text, writer, listener):
    address, asked = listener
    response = writer.update(text.replace("ADDRESS", address))
    assert response.status_code == 400
    assert "LOAD" in response.text
    assert writer.ask("ASK { <x:half> ?p ?o }").json()["boolean"] is False
    assert asked == []


# 3 is in test_protocol: updates unauthenticated, cross-site, sent as a query; here: the address


@pytest.mark.fault(3)
def test_the_server_listens_on_loopback_alone(reader):
    listening = [c for c in psutil.Process(reader.process.pid).net_connections() if c.status == psutil.CONN_LISTEN]
    assert [c.laddr.ip for c in listening] == ["127.0.0.1"]


# 4


@pytest.mark.fault(4)
@pytest.mark.parametrize(
    "query",
    [
        pytest.param("SELECT * WHERE " + "{" * 3000 + "}" * 3000, id="braces"),
        pytest.param("SELECT * WHERE { FILTER " + "(" * 3000 + "1" + ")" * 3000 + " }", id="brackets"),
        pytest.param("SELECT * { ?s ?p ?o FILTER (" + " || ".join(["?o = 1"] * 4000) + ") }", id="or"),
        pytest.param("SELECT * { ?s " + "/".join(["<x:p>"] * 4000) + " ?o }", id="path"),
        pytest.param("SELECT * { ?s ?p ?o FILTER (" + "!" * 4000 + "true) }", id="not"),
        pytest.param("ASK { ?s ?p '" + "x" * 100_000 + "' }", id="length"),
        pytest.param("ASK { ?s ?p \"" + "\\" * 50_001, id="open string"),
    ],
)  # fmt: skip
def test_bombs_of_nesting_and_length_are_refused_at_once(query, reader):
    before = {w.pid for w in reader.workers}
    start = time.monotonic()
    response = reader.client.post("/sparql", data={"query": query})
    assert response.status_code == 400, response.text
    assert time.monotonic() - start < 1
    assert {w.pid for w in reader.workers} == before


# 5


@pytest.mark.fault(5)
@pytest.mark.parametrize(
    "query",
    [
        pytest.param(f"SELECT (COUNT(*) AS ?n) WHERE {{ {CROSS} }}", id="cross product"),
        pytest.param("SELECT (COUNT(*) AS ?n) WHERE { ?a (<>|!<>)* ?b . ?b (<>|!<>)* ?c }", id="endless path"),
        pytest.param(f'SELECT ?a WHERE {{ {CROSS} FILTER REGEX(CONCAT(STR(?a), STR(?l)), "(a+)+(b|c|d)*(x+x+)+y{{20}}$") }}', id="regex"),
        pytest.param(f"SELECT ?a WHERE {{ {CROSS} }} ORDER BY ?l", id="sorting"),
        pytest.param("SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?c), STR(?f))) AS ?s) WHERE { ?a ?b ?c . ?d ?e ?f }", id="growing string"),
        pytest.param("SELECT DISTINCT ?c ?f ?i WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } OFFSET 100000000", id="distinct"),
    ],
)  # fmt: skip
def test_a_query_that_takes_too_much_is_stopped_while_others_are_served(query, reader):
    result = {}

    def ask():
        start = time.monotonic()
        with httpx.Client(base_url=reader.url, timeout=30, trust_env=False) as client:
            result["response"] = client.post("/sparql", data={"query": query})
        result["seconds"] = time.monotonic() - start

    thread = threading.Thread(target=ask)
    thread.start()
    others = []
    while thread.is_alive():
        start = time.monotonic()
        assert reader.is_well()
        others.append(time.monotonic() - start)
        time.sleep(0.05)
    thread.join()
    assert result["seconds"] < SECONDS + 1
    assert result["response"].status_code == 503, result["response"].text[:200]
    assert "memory" in result["response"].text or "seconds" in result["response"].text
    assert int(result["response"].headers["retry-after"]) > 0
    assert sorted(others)[len(others) // 2] < 0.3
    assert wait_until(lambda: is_idle(reader))


@pytest.mark.fault(5)
def test_more_heavy_queries_than_workers_leave_the_server_well(reader):
    query = f"SELECT (COUNT(*) AS ?n) WHERE {{ {CROSS} }}"
    with httpx.Client(base_url=reader.url, timeout=30, trust_env=False) as client:
        statuses = []
        threads = [
            threading.Thread(target=lambda: statuses.append(client.post("/sparql", data={"query": query}).status_code))
            for _ in range(5)
        ]
        for thread in threads:
            thread.start()
        assert reader.client.get("/healthz").status_code == 200  # which needs no worker
        for thread in threads:
            thread.join()
    assert statuses == [503] * 5
    assert wait_until(lambda: is_idle(reader))


# 6


@pytest.mark.fault(6)
@pytest.mark.parametrize("accept", ["application/sparql-results+json", "text/csv", "application/sparql-results+xml"])
def test_a_cut_answer_is_never_taken_for_a_whole_one(accept, reader):
    query = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f }"
    content = bytearray()
    start = time.monotonic()
    with pytest.raises(httpx.RemoteProtocolError), reader.client.stream("GET", "/sparql", params={"query": query}, headers={"Accept": accept, "Accept-Encoding": "identity"}) as response:  # fmt: skip
        assert response.status_code == 200
        for piece in response.iter_bytes():
            content += piece
    assert time.monotonic() - start < SECONDS + 1
    assert len(content) > 1_000_000
    assert b"This answer is not whole" in content[-300:]
    if "json" in accept:
        with pytest.raises(ValueError):
            json.loads(content)


@pytest.mark.fault(6)
def test_a_cut_answer_without_chunks_is_no_answer(reader):
    with socket.create_connection(("127.0.0.1", reader.port), timeout=10) as connection:
        connection.sendall(
            b"GET /sparql?query=SELECT%20*%20%7B%3Fa%20%3Fb%20%3Fc.%3Fd%20%3Fe%20%3Ff%7D HTTP/1.0\r\nHost: x\r\n\r\n"
        )
        content = b""
        while piece := connection.recv(65536):
            content += piece
    assert content.startswith(b"HTTP/1.1 503 ")


@pytest.mark.fault(6)
def test_a_large_answer_is_streamed_and_whole(reader):
    query = "SELECT * WHERE { ?s ?p ?o }"
    count = int(reader.ask("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }", "text/csv").text.split()[1])
    assert len(reader.ask(query).json()["results"]["bindings"]) == count > 10_000


@pytest.mark.fault(6)
def test_ten_million_rows_take_no_more_memory_than_a_few(reader):
    def memory():
        return sum(process.memory_info().rss for process in (psutil.Process(reader.process.pid), *reader.workers))

    query = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f } LIMIT 10000000"
    assert wait_until(lambda: reader.has_all_workers)
    before, most, size = memory(), 0, 0
    with pytest.raises(httpx.RemoteProtocolError), reader.client.stream("GET", "/sparql", params={"query": query}, headers={"Accept-Encoding": "identity"}) as response:  # fmt: skip
        for piece in response.iter_bytes(1 << 20):
            size, most = size + len(piece), max(most, memory())
    assert size > 5_000_000
    assert most - before < 20_000_000


# 7


@pytest.mark.fault(7)
@pytest.mark.parametrize(
    "query", [f"SELECT (COUNT(*) AS ?n) WHERE {{ {CROSS} }}", "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f }"]
)
def test_a_client_that_leaves_stops_its_query(query, reader):
    before = {w.pid for w in reader.workers}
    connection = http.client.HTTPConnection("127.0.0.1", reader.port, timeout=5)
    connection.request("POST", "/sparql", query, {"Content-Type": "application/sparql-query"})
    time.sleep(0.3)
    start = time.monotonic()
    connection.sock.shutdown(socket.SHUT_RDWR)
    connection.close()
    assert wait_until(lambda: len(before & {w.pid for w in reader.workers}) == len(before) - 1, 1.0)
    assert time.monotonic() - start < 1.0
    assert wait_until(lambda: is_idle(reader))


# 9


def raw(server, data, *, pause=0.0, patience=15):
    """The answer to bytes that are sent, one after another where there is a pause between them."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=patience) as connection:
        for piece in data:
            try:
                connection.sendall(piece)
            except OSError:
                break
            time.sleep(pause)
        content = b""
        try:
            while piece := connection.recv(65536):
                content += piece
        except OSError:
            pass
        return content


@pytest.mark.fault(9)
def test_a_body_that_is_too_large_is_refused_before_it_is_read(reader, writer):
    head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 999999999999\r\n\r\n"
    assert raw(reader, [head]).startswith(b"HTTP/1.1 413 ")
    chunked = head.replace(b"Content-Length: 999999999999", b"Transfer-Encoding: chunked")
    assert raw(reader, [chunked, *([b"10000\r\n" + b"x" * 65536 + b"\r\n"] * 17)]).startswith(b"HTTP/1.1 413 ")


@pytest.mark.fault(9)
def test_heads_that_are_too_large_or_no_http_are_refused(reader):
    lines = b"".join(b"X-%d: y\r\n" % number for number in range(20_000))
    assert raw(reader, [b"GET / HTTP/1.1\r\nHost: x\r\n" + lines + b"\r\n"]).startswith(b"HTTP/1.1 431 ")
    assert raw(reader, [b"GET /" + b"x" * 100_000]).startswith(b"HTTP/1.1 431 ")
    assert raw(reader, [b"\x16\x03\x01nonsense\r\n\r\n"]).startswith(b"HTTP/1.1 400 ")


@pytest.mark.fault(9)
def test_slow_clients_are_let_go_and_hold_up_nobody(reader):
    results = {}
    beginnings = {
        "head": b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ",
        "body": b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 100\r\n\r\nASK",
    }
    threads = [
        threading.Thread(target=lambda name=name, data=data: results.update({name: raw(reader, [data])}))
        for name, data in beginnings.items()
        for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    assert reader.is_well()
    for thread in threads:
        thread.join(20)
    assert {name: content[:13] for name, content in results.items()} == dict.fromkeys(beginnings, b"HTTP/1.1 408 ")


# 10 to 13: what is sent as a graph


def put(server, media, content, graph="x:sent"):
    return server.client.put(
        "/rdf-graph-store",
        params={"graph": graph},
        content=content,
        headers={"Content-Type": media, "Authorization": "Bearer a-token-for-these-tests-only"},
    )


def deep(open_, close, inner, count=100_000):
    return open_ * count + inner + close * count


@pytest.mark.parametrize(
    ("media", "content"),
    [
        pytest.param("application/rdf+xml", '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><r>&b;</r>', id="entities", marks=pytest.mark.fault(10)),
        pytest.param("application/rdf+xml", '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><r>&a;</r>', id="external entity", marks=pytest.mark.fault(10)),
        pytest.param("application/ld+json", '{"@context": "ADDRESS", "@id": "x:s", "name": "n"}', id="remote context", marks=pytest.mark.fault(11)),
        pytest.param("text/turtle", "<x:s> <x:p> ", id="cut off"),
        pytest.param("text/turtle", b"\xff\xfe<\x00x\x00", id="UTF-16"),
        pytest.param("text/turtle", "<x:s> <x:p> <a b> .", id="no IRI"),
        pytest.param("application/ld+json", deep("[", "]", ""), id="deep JSON", marks=pytest.mark.fault(13)),
    ],
)  # fmt: skip
def test_a_graph_that_cannot_be_taken_is_refused_and_changes_nothing(media, content, writer, listener):
    address, asked = listener
    content = content.replace("ADDRESS", address) if isinstance(content, str) else content
    response = put(writer, media, content)
    assert response.status_code in (400, 503), response.text
    assert "fault" not in response.text
    assert len(response.text) > 20
    assert writer.ask("ASK { GRAPH <x:sent> { ?s ?p ?o } }").json()["boolean"] is False
    assert asked == []


@pytest.mark.fault(13)
@pytest.mark.parametrize(
    "content",
    [
        pytest.param("<x:s> <x:p> " + deep("[ <x:p> ", " ]", "1") + " .", id="blank nodes"),
        pytest.param("<x:s> <x:p> " + deep("( ", " )", "1") + " .", id="lists"),
    ],
)
def test_deep_nesting_gives_an_error_or_a_graph(content, writer):
    assert put(writer, "text/turtle", content, "x:deep").status_code in (201, 204, 400, 503)
    assert writer.is_well()
    writer.client.delete(
        "/rdf-graph-store?graph=x:deep", headers={"Authorization": "Bearer a-token-for-these-tests-only"}
    )


@pytest.mark.fault(12)
def test_imports_are_not_followed(writer, listener):
    address, asked = listener
    turtle = f"@prefix owl: <http://www.w3.org/2002/07/owl#> . <x:o> a owl:Ontology ; owl:imports <{address}> ."
    assert put(writer, "text/turtle", turtle).status_code in (201, 204)
    assert writer.ask("ASK { <x:o> ?p ?o }").json()["boolean"] is True
    assert asked == []


@pytest.mark.fault(10)
def test_a_document_type_without_entities_is_read_and_fetched_from_nowhere(writer, listener):
    address, asked = listener
    body = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x/"><rdf:Description rdf:about="x:typed"><x:p>1</x:p></rdf:Description></rdf:RDF>'
    sent = f'<?xml version="1.0"?><!DOCTYPE rdf:RDF PUBLIC "-//x//y" "{address}">{body}'
    assert put(writer, "application/rdf+xml", sent, "x:typed").status_code in (201, 204)
    assert writer.ask("ASK { <x:typed> ?p '1' }").json()["boolean"] is True
    assert asked == []


# 16


@pytest.mark.fault(16)
def test_labels_are_text_on_every_page(writer):
    labels = [
        "<img src=x onerror=alert(1)>",
        "</script><script>alert(1)</script>",
        "{{ 7*7 }}",
        "\u202egnp.exe",
        "\u200b",
        "",
        "x" * 1_000_000,
    ]
    base = "https://w3id.org/shugu/guizhou/entity/odd"
    values = ", ".join(json.dumps(label, ensure_ascii=False) for label in labels)
    turtle = f"<{base}> <http://www.w3.org/2000/01/rdf-schema#label> {values} ; <x:link> <javascript:alert(1)>, <data:text/html,x>, <https://ok.example/> ."
    assert put(writer, "text/turtle", turtle).status_code in (201, 204)
    response = writer.client.get("/entity/odd", headers={"Accept": "text/html"})
    assert response.status_code == 200
    assert "<img" not in response.text
    assert "<script" not in response.text
    assert "&lt;img src=x onerror=alert(1)&gt;" in response.text
    assert "{{ 7*7 }}" in response.text
    assert 'href="javascript' not in response.text
    assert 'href="data' not in response.text
    assert 'href="https://ok.example/"' in response.text
    assert "script-src" not in response.headers["content-security-policy"]
    assert response.headers["content-security-policy"].startswith("default-src 'none'")
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.fault(16)
def test_an_error_repeats_nothing_as_markup(reader):
    response = reader.ask("<script>alert(1)</script>", "text/html, */*")
    assert response.headers["content-type"].startswith("text/plain")
    assert response.headers["x-content-type-options"] == "nosniff"


# 17


@pytest.mark.fault(17)
def test_cells_that_a_spreadsheet_would_run_are_exact_in_the_machines_csv(writer):
    cells = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "a,b", 'say "so"', "two\nlines"]
    values = ", ".join(json.dumps(cell) for cell in cells)
    assert put(writer, "text/turtle", f"<x:cells> <x:p> {values} .", "x:cells").status_code in (201, 204)
    response = writer.ask("SELECT ?o { <x:cells> <x:p> ?o }", "text/csv")
    assert sorted(row[0] for row in csv.reader(io.StringIO(response.text))) == sorted([*cells, "o"])
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["x-content-type-options"] == "nosniff"


# What one client may have, while others are served


@pytest.mark.fault(5)
def test_one_client_with_many_heavy_queries_leaves_a_worker_for_others(reader):
    heavy = f"SELECT (COUNT(*) AS ?n) WHERE {{ {CROSS} }}"
    attacks, others = [], []
    threads = [threading.Thread(target=from_address, args=(reader, "127.0.0.2", heavy, attacks)) for _ in range(8)]
    for thread in threads:
        thread.start()
    time.sleep(0.2)
    while any(thread.is_alive() for thread in threads):
        others.append(from_address(reader, "127.0.0.3", f"ASK {{ ?s ?p {len(others)} }}"))
    for thread in threads:
        thread.join()
    assert {status for status, _ in others} == {200}
    assert len(others) > 1
    assert sorted(seconds for _, seconds in others)[len(others) // 2] < SECONDS + 1
    assert {status for status, _ in attacks} == {503}
    assert wait_until(lambda: is_idle(reader))


@pytest.mark.fault(5)
def test_one_client_has_so_many_connections_and_others_are_let_in(reader):
    held = []
    try:
        for _ in range(129):
            connection = socket.socket()
            connection.bind(("127.0.0.2", 0))
            connection.connect(("127.0.0.1", reader.port))
            held.append(connection)
        held[-1].settimeout(5)
        assert held[-1].recv(100).startswith(b"HTTP/1.1 503 ")
        assert reader.is_well()
    finally:
        for connection in held:
            connection.close()
    assert wait_until(lambda: from_address(reader, "127.0.0.2", "ASK {}")[0] == 200)
