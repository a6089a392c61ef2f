"""What a client is answered: formats, wishes, tags, packing, methods, who may write."""

import gzip
import json
import socket
import subprocess
import sys
import threading

import httpx
import pytest
from rdflib import Graph

from conftest import write_collection
from shugu.check.questions import expected_path, find_questions
from shugu.publish.source import open_source
from started import running

ROWS = "SELECT ?s WHERE { ?s a <https://w3id.org/shugu/ns#City> } ORDER BY ?s"
TRIPLES = "CONSTRUCT { ?s a <https://w3id.org/shugu/ns#City> } WHERE { ?s a <https://w3id.org/shugu/ns#City> }"


def test_each_competency_question_has_its_expected_rows(reader):
    questions = find_questions("guizhou").values()
    assert questions
    for query in questions:
        expected = expected_path("guizhou", query.name).read_text("utf-8").splitlines()[1:]
        given = reader.ask(query.text).json()["results"]["bindings"]
        assert len(given) == len(expected), query.name


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("*/*", "application/sparql-results+json"),
        ("text/*", "text/csv"),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("application/sparql-results+json;q=0, */*", "application/sparql-results+xml"),
        ("nonsense, text/csv", "text/csv"),
    ],
)
def test_rows_come_in_the_format_that_is_wanted_most(accept, media, reader):
    response = reader.ask(ROWS, accept)
    assert response.status_code == 200
    assert response.headers["content-type"].partition(";")[0] == media
    assert "Accept" in response.headers["vary"]
    assert "guiyang" in response.text


@pytest.mark.parametrize(
    "media",
    [
        "text/turtle",
        "application/trig",
        "application/n-triples",
        "application/n-quads",
        "application/rdf+xml",
        "application/ld+json",
    ],
)
def test_triples_come_in_each_format(media, reader):
    response = reader.ask(TRIPLES, media)
    assert response.headers["content-type"].partition(";")[0] == media
    form = {"application/n-quads": "nquads", "application/trig": "trig"}.get(media, media)
    from rdflib import Dataset

    graph = (
        Dataset().parse(data=response.text, format=form)
        if form != media
        else Graph().parse(data=response.text, format=form)
    )
    assert len(list(graph)) == len(reader.ask(ROWS, "text/csv").text.splitlines()) - 1


@pytest.mark.fault(8)
@pytest.mark.parametrize(
    ("status", "query", "accept"),
    [
        (406, ROWS, "image/png"),
        (406, ROWS, "text/turtle"),
        (406, TRIPLES, "text/csv"),
        (406, "ASK {}", "text/csv"),
        (400, "SELECT", "*/*"),
        (400, "", "*/*"),
        (400, "DROP ALL", "*/*"),
    ],
)
def test_what_cannot_be_answered_is_refused_with_a_sentence(status, query, accept, reader):
    response = reader.ask(query, accept)
    assert response.status_code == status
    assert response.headers["content-type"].startswith("text/plain")
    assert len(response.text) > 20


def test_a_query_that_does_not_parse_is_told_its_line(reader):
    assert " 2:" in reader.ask("SELECT * WHERE {\n ?s ?p }").text


@pytest.mark.fault(8)
@pytest.mark.parametrize(
    ("status", "method", "path", "options"),
    [
        (405, "DELETE", "/sparql", {}),
        (405, "PUT", "/", {}),
        (404, "GET", "/nothing", {}),
        (404, "GET", "/entity/nothing-of-that-name", {}),
        (415, "POST", "/sparql", {"content": "ASK {}"}),
        (415, "POST", "/sparql", {"content": "ASK {}", "headers": {"content-type": "application/sparql-query; charset=utf-16"}}),
        (400, "POST", "/sparql", {"content": b"ASK { ?s ?p '\xff' }", "headers": {"content-type": "application/sparql-query"}}),
        (400, "POST", "/sparql", {"data": {"query": "ASK {}", "update": "DROP ALL"}}),
        (400, "POST", "/sparql?query=ASK%7B%7D", {"data": {"query": "ASK {}"}}),
        (400, "GET", "/sparql?query=%FF", {}),
        (400, "GET", "/sparql?default-graph-uri=x:g", {}),
        (400, "GET", "/sparql?query=ASK%7B%7D&default-graph-uri=relative", {}),
        (400, "GET", "/sparql?query=ASK%7B%7D&default-graph-uri=x:a%20b", {}),
        (400, "GET", "/sparql", {"headers": {"host": "a b/<script>"}}),
        (400, "GET", "/rdf-graph-store", {}),
        (400, "GET", "/rdf-graph-store?default&graph=x:g", {}),
        (404, "GET", "/rdf-graph-store?graph=x:g", {}),
    ],
)  # fmt: skip
def test_odd_requests(status, method, path, options, reader):
    response = reader.client.request(method, path, **options)
    assert response.status_code == status, response.text
    assert reader.is_well()


def test_a_dataset_that_the_request_names_is_the_one_that_is_asked(reader):
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    everything = int(reader.ask(count, "text/csv").text.split()[1])
    graphs = reader.ask("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }", "text/csv").text.split()[1:]
    params = {"query": count, "default-graph-uri": graphs[0]}
    one = int(reader.client.get("/sparql", params=params, headers={"Accept": "text/csv"}).text.split()[1])
    assert 0 < one < everything


def test_head_has_the_headers_and_no_body(reader):
    for path in ("/", "/sparql", "/healthz", "/entity/guiyang"):
        response = reader.client.head(path)
        assert response.status_code == 200
        assert int(response.headers["content-length"]) > 0
        assert response.content == b""


def test_a_tag_saves_the_answer_and_changes_with_the_query_and_the_format(reader):
    first = reader.ask(ROWS)
    again = reader.ask(ROWS, **{"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert reader.ask(ROWS, "text/csv", **{"If-None-Match": first.headers["etag"]}).status_code == 200
    assert reader.ask(ROWS + " LIMIT 1", **{"If-None-Match": first.headers["etag"]}).status_code == 200
    assert "etag" not in reader.ask("SELECT (NOW() AS ?now) {}").headers


def test_an_answer_is_kept_for_the_next_who_asks_unless_that_one_wants_it_fresh(reader):
    query = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?c ?d ?e }  # kept"
    first = reader.ask(query)
    busy = [sum(worker.cpu_times()[:2]) for worker in reader.workers]
    again = reader.ask(query)
    assert (again.content, again.headers["etag"]) == (first.content, first.headers["etag"])
    assert [sum(worker.cpu_times()[:2]) for worker in reader.workers] == busy
    assert reader.ask(query, **{"Cache-Control": "no-cache"}).content == first.content
    assert reader.ask(query, "text/csv").text.splitlines()[1] == first.json()["results"]["bindings"][0]["n"]["value"]


def test_answers_are_packed_for_those_who_take_it(reader):
    query = "SELECT * WHERE { ?s ?p ?o } LIMIT 5000"
    plain = reader.ask(query, **{"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    with reader.client.stream(
        "GET", "/sparql", params={"query": query}, headers={"Accept-Encoding": "gzip"}
    ) as response:
        assert response.headers["content-encoding"] == "gzip"
        packed = b"".join(response.iter_raw())
    assert gzip.decompress(packed) == plain.content
    assert len(packed) * 4 < len(plain.content)
    assert "content-encoding" not in reader.ask(query, **{"Accept-Encoding": "gzip;q=0"}).headers


def test_pages_of_other_sites_may_read_and_not_write(reader, writer):
    assert reader.ask("ASK {}", Origin="https://elsewhere.example").headers["access-control-allow-origin"] == "*"
    preflight = writer.client.options(
        "/sparql", headers={"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST"}
    )
    assert preflight.status_code == 204
    assert "authorization" not in preflight.headers["access-control-allow-headers"].lower()


@pytest.mark.fault(3)
@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (401, {"Authorization": ""}),
        (401, {"Authorization": "Bearer wrong"}),
        (401, {"Authorization": "Basic YTpi"}),
        (403, {"Origin": "https://elsewhere.example"}),
        (403, {"Sec-Fetch-Site": "cross-site"}),
    ],
)
def test_an_update_needs_the_token_and_comes_from_no_other_site(status, headers, writer):
    assert writer.update("INSERT DATA { <x:refused> <x:p> 1 }", **headers).status_code == status
    graph = writer.client.put(
        "/rdf-graph-store?graph=x:g", content=b"", headers={"Content-Type": "text/turtle", **headers}
    )
    assert graph.status_code == status or (status == 403 and graph.status_code == 401)
    assert writer.ask("ASK { <x:refused> ?p ?o }").json()["boolean"] is False


@pytest.mark.fault(3)
def test_a_server_without_a_token_only_reads(reader):
    assert reader.update("DROP ALL").status_code == 403
    assert reader.client.post("/sparql", data={"update": "DROP ALL"}).status_code == 403
    assert reader.client.delete("/rdf-graph-store?default").status_code == 403
    assert reader.is_well()


def test_an_update_changes_the_copy_and_not_the_graph(writer, built):
    assert writer.update("INSERT DATA { <x:new> <x:p> 1 }").status_code == 204
    assert writer.ask("ASK { <x:new> ?p 1 }").json()["boolean"] is True
    assert not bool(open_source(built, None).graph.query("ASK { <x:new> ?p ?o }"))


def test_the_tag_of_an_answer_changes_with_the_store(writer):
    before = writer.ask("ASK { <x:later> ?p ?o }")
    assert writer.update("INSERT DATA { <x:later> <x:p> 1 }").status_code == 204
    after = writer.ask("ASK { <x:later> ?p ?o }", **{"If-None-Match": before.headers["etag"]})
    assert (after.status_code, after.json()["boolean"]) == (200, True)


def test_the_description_and_the_start_page_state_the_limits(reader):
    turtle = reader.client.get("/sparql").text
    assert '"time of a query"@en' in turtle
    assert "schema:maxValue 1.0 " in turtle
    page = reader.client.get("/", headers={"Accept": "text/html"})
    assert "1.0 seconds" in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    editor = reader.client.get("/sparql", headers={"Accept": "text/html"})
    assert editor.text.count("/editor?question=") == len(find_questions("guizhou"))


def test_a_thing_is_a_page_for_people_and_triples_for_machines(reader):
    page = reader.client.get("/entity/guiyang", headers={"Accept": "text/html"})
    assert "贵阳" in page.text
    assert "100 of " in page.text
    turtle = reader.client.get("/entity/guiyang", headers={"Accept": "text/turtle"})
    assert len(Graph().parse(data=turtle.text)) > 5
    assert json.loads(reader.client.get("/entity/guiyang", headers={"Accept": "application/ld+json"}).text)


def test_the_health_says_how_many_are_free(reader):
    state = reader.client.get("/healthz").json()
    assert state["status"] == "ok"
    assert state["workers"] == 3


def test_without_its_packages_the_command_says_what_to_install(built):
    code = (
        "import sys; sys.modules['uvicorn'] = None; import importlib.util as u; find = u.find_spec\n"
        "u.find_spec = lambda name, *a: None if name == 'uvicorn' else find(name, *a)\n"
        "from shugu.cli.main import run\n"
        f"sys.argv = ['shugu', 'serve', {str(built)!r}]; run()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.strip() == "shugu: the server needs shugu[serve]; run: pip install 'shugu[serve]'"


def test_options_says_what_may_be_done_and_who_may_read(reader):
    response = reader.client.options("/sparql")
    assert (response.status_code, response.content) == (204, b"")
    assert {"GET", "HEAD", "POST"} <= set(response.headers["allow"].split(", "))
    assert response.headers["access-control-allow-origin"] == "*"


def test_without_cors_no_other_site_may_read(built):
    with running("-m", "shugu", "serve", built, "--port", "0", "--workers", "1", "--no-cors") as server:
        for response in (server.ask("ASK {}", Origin="https://x.example"), server.client.options("/sparql")):
            assert not [name for name in response.headers if name.startswith("access-control")]


@pytest.mark.parametrize(
    ("given", "status"),
    [("TAG", 304), ("*", 304), ('"other", TAG', 304), ("STRONG", 304), ('"other"', 200), ("", 200)],
)
def test_a_tag_is_compared_weakly_and_among_several(given, status, reader):
    tag = reader.ask(ROWS).headers["etag"]
    given = given.replace("TAG", tag).replace("STRONG", tag.removeprefix("W/"))
    response = reader.ask(ROWS, **{"If-None-Match": given})
    assert response.status_code == status
    assert response.headers["etag"] == tag
    assert "Accept" in response.headers["vary"]


def test_head_of_a_large_answer_has_no_body_and_the_next_request_is_answered(reader):
    response = reader.client.head("/sparql", params={"query": "SELECT * { ?s ?p ?o }"})
    assert (response.status_code, response.content) == (200, b"")
    assert reader.ask("ASK {}").json()["boolean"] is True


def test_requests_that_come_at_once_are_answered_in_order(reader):
    asked = b"".join(
        f"GET /sparql?query=ASK%20%7B%20FILTER%20({number}%20=%201)%7D HTTP/1.1\r\nHost: x\r\n{end}\r\n".encode()
        for number, end in ((1, ""), (2, ""), (1, "Connection: close\r\n"))
    )
    with socket.create_connection(("127.0.0.1", reader.port), timeout=10) as connection:
        connection.sendall(asked)
        content = b""
        while piece := connection.recv(65536):
            content += piece
    assert [b"true" in part for part in content.split(b"HTTP/1.1 200 OK")[1:]] == [True, False, True]


@pytest.mark.parametrize("head", ["Upgrade: websocket\r\nConnection: Upgrade\r\n", "Upgrade: h2c\r\n", ""])
def test_a_wish_for_another_protocol_is_answered_in_this_one(head, reader):
    with socket.create_connection(("127.0.0.1", reader.port), timeout=10) as connection:
        connection.sendall(f"GET /healthz HTTP/1.1\r\nHost: x\r\n{head}\r\n".encode())
        assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")


@pytest.mark.fault(8)
@pytest.mark.parametrize(
    "head",
    [
        "GET /healthz HTTP/1.1\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
        "GET /\u00e9 HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /healthz HTTP/9.9\r\nHost: x\r\n\r\n",
        "NONSENSE\r\n\r\n",
    ],
)
def test_heads_that_two_servers_may_read_differently_are_refused(head, reader):
    with socket.create_connection(("127.0.0.1", reader.port), timeout=10) as connection:
        connection.sendall(head.encode())
        assert connection.recv(65536).startswith(b"HTTP/1.1 400 ")


def test_the_folder_may_be_built_again_while_it_is_served(tmp_path):
    folder = tmp_path / "g"
    build = [sys.executable, "-m", "shugu", "build", "--out", str(folder), "--quiet"]
    subprocess.run(build, check=True)
    write_collection(tmp_path / "other")
    with running("-m", "shugu", "serve", folder, "--port", "0", "--workers", "3", "--timeout", "20") as server:
        before, inode = server.ask(ROWS), (folder / "store").stat().st_ino
        statuses, over = [], threading.Event()

        def ask():
            with httpx.Client(base_url=server.url, timeout=30, trust_env=False) as client:
                while not over.is_set():
                    query = f"{ROWS} LIMIT {len(statuses) % 7 + 1}"
                    statuses.append(client.get("/sparql", params={"query": query}).status_code)

        threads = [threading.Thread(target=ask) for _ in range(2)]
        for thread in threads:
            thread.start()
        subprocess.run([*build, "--force"], check=True)
        again = server.ask(ROWS)
        subprocess.run([*build[:4], str(tmp_path / "other"), *build[4:], "--force"], check=True)
        over.set()
        for thread in threads:
            thread.join()
        assert len(statuses) > 10
        assert set(statuses) == {200}
        assert (folder / "store").stat().st_ino != inode
        assert again.content == before.content
        assert again.headers["etag"] != before.headers["etag"]
        for _ in range(4):  # whichever worker is asked
            after = server.ask(ROWS, **{"Cache-Control": "no-cache"})
            assert len(after.json()["results"]["bindings"]) < len(before.json()["results"]["bindings"])
