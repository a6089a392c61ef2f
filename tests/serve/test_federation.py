"""SERVICE where it is allowed: who is asked, what becomes of the answer, and that nobody else is reached."""

import json
import subprocess
import sys
import textwrap
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest
from pyoxigraph import QueryResultsFormat, Store

from shugu.errors import InputError, QueryError, ServiceError
from shugu.serve.federation import Services, ask_services, check_service
from shugu.serve.refusal import RefusalError
from started import TOKEN, running

ALLOWED = Services(allowed=("http://other.example/sparql",), private=False, seconds=5)
PREFIXES = {"sg": "https://w3id.org/shugu/ns#"}


def rows(*bindings):
    names = sorted({name for binding in bindings for name in binding})
    return json.dumps({"head": {"vars": names}, "results": {"bindings": list(bindings)}}).encode()


def iri(value):
    return {"type": "uri", "value": value}


@pytest.fixture
def endpoint():
    """An endpoint on loopback: its address, the queries that it was asked, and how it answers by path."""
    asked, answers = [], {}

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            fields = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            asked.append((self.path, fields["query"][0]))
            status, headers, body = answers.get(self.path, (200, {}, rows({"x": iri("x:one")}, {"x": iri("x:two")})))
            if callable(body):
                body = body()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self):
            asked.append((self.path, "GET"))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

        def handle(self):
            try:
                super().handle()
            except OSError:
                pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", asked, answers
    server.shutdown()
    server.server_close()


@pytest.fixture
def federated(built, endpoint):
    """A server that may ask three addresses of the endpoint, private as it is."""
    url = endpoint[0]
    options = [part for path in ("sparql", "slow", "away") for part in ("--allow-service", f"{url}/{path}")]
    command = ["-m", "shugu", "serve", built, "--port", "0", "--workers", "2", "--timeout", "2", *options]
    with running(*command, "--allow-private") as server:
        assert server.is_well()
        yield server


def test_an_allowed_endpoint_is_asked_and_its_rows_are_joined(federated, endpoint):
    url, asked, answers = endpoint
    answers["/sparql"] = (
        200,
        {},
        rows({"s": iri("https://w3id.org/shugu/guizhou/entity/guiyang")}, {"s": iri("x:none")}),
    )
    response = federated.ask(f"SELECT ?s ?l {{ SERVICE <{url}/sparql> {{ ?s a sg:City }} ?s a sg:City }}", "text/csv")
    assert response.text.split() == ["s,l", "https://w3id.org/shugu/guizhou/entity/guiyang,"]
    assert [path for path, _ in asked] == ["/sparql"]
    assert "PREFIX sg: <https://w3id.org/shugu/ns#>" in asked[0][1]
    assert "etag" not in response.headers
    assert "BasicFederatedQuery" in federated.client.get("/sparql").text


def test_an_endpoint_that_is_not_listed_is_not_asked_even_silently(federated, endpoint):
    url, asked, _ = endpoint
    for silent in ("", "SILENT "):
        response = federated.ask(f"SELECT * {{ SERVICE {silent}<{url}/sparql2> {{ ?s ?p ?o }} }}")
        assert response.status_code == 400
        assert "not among those" in response.text
    assert asked == []


def test_a_redirect_is_followed_nowhere(federated, endpoint):
    url, asked, answers = endpoint
    answers["/away"] = (302, {"Location": f"{url}/sparql"}, b"")
    response = federated.ask(f"SELECT * {{ SERVICE <{url}/away> {{ ?s ?p ?o }} }}")
    assert response.status_code == 502
    assert "answers 302" in response.text
    assert [path for path, _ in asked] == ["/away"]


def test_a_slow_endpoint_is_stopped_with_the_query(federated, endpoint):
    url, _, answers = endpoint
    answers["/slow"] = (200, {}, lambda: time.sleep(4) or b"")
    start = time.monotonic()
    response = federated.ask(f"SELECT * {{ SERVICE <{url}/slow> {{ ?s ?p ?o }} }}")
    assert response.status_code in (502, 503)
    assert time.monotonic() - start < 3
    assert federated.is_well()


def test_a_failure_is_an_error_or_with_silent_one_row_without_values(federated, endpoint):
    url, _, answers = endpoint
    answers["/sparql"] = (500, {}, b"broken")
    assert federated.ask(f"SELECT * {{ SERVICE <{url}/sparql> {{ ?s ?p ?o }} }}").status_code == 502
    silent = f"SELECT ?s (1 AS ?one) {{ SERVICE SILENT <{url}/sparql> {{ ?s ?p ?o }} }}"
    assert federated.ask(silent).json()["results"]["bindings"] == [
        {"one": {"type": "literal", "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}}
    ]


def test_a_private_address_is_refused_unless_it_is_allowed(built, endpoint):
    url, asked, _ = endpoint
    with running(
        "-m", "shugu", "serve", built, "--port", "0", "--workers", "1", "--allow-service", f"{url}/sparql"
    ) as server:
        response = server.ask(f"SELECT * {{ SERVICE <{url}/sparql> {{ ?s ?p ?o }} }}")
    assert response.status_code == 502
    assert "does not ask" in response.text
    assert "127.0.0.1:" in response.text  # as the query has it; nothing of what a name resolves to
    assert asked == []


def test_an_update_asks_nobody_even_where_queries_may(built, endpoint, tmp_path):
    url, asked, _ = endpoint
    (tmp_path / "token").write_text(TOKEN)
    command = ["-m", "shugu", "serve", built, "--port", "0", "--workers", "1", "--token-file", tmp_path / "token"]
    with running(*command, "--allow-service", f"{url}/sparql", "--allow-private") as server:
        update = f"INSERT {{ <x:s> <x:p> ?s }} WHERE {{ SERVICE <{url}/sparql> {{ ?s ?p ?o }} }}"
        assert server.update(update).status_code == 400
    assert asked == []


def test_nothing_but_the_checked_address_is_opened(endpoint):
    url, asked, _ = endpoint
    code = textwrap.dedent(
        f"""
        import json, sys
        from pyoxigraph import Store
        from shugu.serve.federation import Services, ask_services
        services = Services(allowed=("{url}/sparql",), private=True, seconds=5)
        query = "SELECT * {{ SERVICE <{url}/sparql> {{ ?x a sg:City }} }}"
        ask_services(query, services, {{"sg": "https://w3id.org/shugu/ns#"}})  # brings in all modules
        opened = []
        sys.addaudithook(lambda event, args: opened.append((event, repr(args[1]) if event == "socket.connect" else repr(args[0]))) if event in ("socket.connect", "socket.getaddrinfo", "open", "subprocess.Popen", "urllib.Request") else None)
        text = ask_services(query, services, {{"sg": "https://w3id.org/shugu/ns#"}})
        rows = list(Store().query(text))
        print(json.dumps([opened, len(rows), "SERVICE" in text]))
        """
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    opened, count, calls = json.loads(done.stdout)
    assert (count, calls) == (2, False)
    assert [args for event, args in opened if event == "socket.connect"] == [
        repr(("127.0.0.1", int(url.rpartition(":")[2])))
    ]
    own = ("cacert.pem", "METADATA", ".zip")  # certificates, and where Python looks up shugu's version
    assert [args for event, args in opened if event == "open" and not any(name in args for name in own)] == []
    assert [event for event, _ in opened if event in ("subprocess.Popen", "urllib.Request")] == []
    assert len(asked) == 2


# The text of a query, without a server


def asking(answer):
    asked = []

    def ask(url, query, seconds):
        asked.append((url, query))
        if isinstance(answer, Exception):
            raise answer
        return answer

    return ask, asked


def test_each_call_becomes_its_rows_whatever_their_terms_are():
    ask, asked = asking(
        rows(
            {"a": {"type": "literal", "value": 'x" } } SERVICE <x:y> { \\', "xml:lang": "en"}, "b": iri("x:b")},
            {"b": {"type": "bnode", "value": "n1"}},
        )
    )
    query = "PREFIX e: <http://other.example/> SELECT * { SERVICE e:sparql { ?a ?b '}' } } # SERVICE <x:z> { }"
    text = ask_services(query, ALLOWED, PREFIXES, ask)
    answer = Store().query(text).serialize(format=QueryResultsFormat.JSON)
    found = json.loads(answer)["results"]["bindings"]
    assert found[0]["a"]["value"] == 'x" } } SERVICE <x:y> { \\'
    assert found[1] == {"b": iri("urn:x-shugu:blank:n1")}
    assert asked == [
        ("http://other.example/sparql", "PREFIX e: <http://other.example/> \nSELECT * WHERE { ?a ?b '}' }")
    ]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (ServiceError("gone"), "gone"),
        (InputError("10.1.2.3 is private"), "does not ask"),
        (b"<html>", "no SPARQL result"),
        (b'{"head": {}, "boolean": true}', "no rows"),
        (rows(*[{"x": iri(f"x:{n}")} for n in range(10_001)]), "more than 10000 rows"),
    ],
)
def test_an_answer_that_is_none_is_a_failure_of_the_call(answer, expected):
    query = "SELECT * { SERVICE <http://other.example/sparql> { ?x ?y ?z } }"
    with pytest.raises(RefusalError, match=expected) as caught:
        ask_services(query, ALLOWED, PREFIXES, asking(answer)[0])
    assert "10.1.2.3" not in str(caught.value)
    text = ask_services(query.replace("SERVICE", "service silent"), ALLOWED, PREFIXES, asking(answer)[0])
    assert len(list(Store().query(text))) == 1


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://other.example/sparql> { SERVICE <http://other.example/sparql> { ?s ?p ?o } } }",
        "SELECT * { SERVICE <http://other.example/sparql/> { ?s ?p ?o } }",
        "SELECT * { SERVICE ?x { ?s ?p ?o } }",
        "SELECT * { 1SERVICE<http://other.example/sparql> { ?s ?p ?o } }",
        "SELECT * { SERVICE <http://other.example/sparql> { ?s ?p ?o }",
        "SELECT * { ser\\u0076ice <http://other.example/sparql> { ?s ?p ?o } }",
        "SELECT * { SERVICESILENT<http://other.example/sparql> { ?s ?p ?o } }",
        "LOAD <http://other.example/sparql>",
        "SELECT * {" + " SERVICE <http://other.example/sparql> { ?s ?p ?o }" * 6 + "}",
    ],
)
def test_what_is_not_allowed_asks_nobody_and_reaches_no_engine(query):
    ask, asked = asking(rows())
    try:
        text = ask_services(query, ALLOWED, PREFIXES, ask)
    except (QueryError, RefusalError):
        assert asked == []
    else:  # unclosed groups outside of the call are for the engine, which is handed no call
        assert "SERVICE" not in text
        with pytest.raises(SyntaxError):
            Store().query(text)


@pytest.mark.parametrize(
    "url", ["ftp://x/", "x", "http://", "http://a:b@x/", "http://x/#y", "http://x/ y", "http://[x"]
)
def test_an_endpoint_to_allow_is_an_address(url):
    with pytest.raises(InputError):
        check_service(url)
