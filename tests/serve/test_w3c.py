"""W3C's tests of the SPARQL Protocol, the Graph Store Protocol and the Service Description, against the started server."""

import http.client
import os
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Namespace
from rdflib.collection import Collection
from rdflib.compare import isomorphic, to_isomorphic

from conftest import REPOSITORY

SUITES = REPOSITORY.parent / "shared" / "suites" / "sparql11"
TOKEN = "a-token-for-these-tests-only"

HT = Namespace("http://www.w3.org/2011/http#")
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
CNT = Namespace("http://www.w3.org/2011/content#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")

MANIFESTS = {
    "protocol/manifest.ttl": 34,
    "graph-store-protocol/manifest-direct.ttl": 4,
    "graph-store-protocol/manifest-indirect.ttl": 9,
    "service-description/manifest.ttl": 3,
}
KNOWN_FAILURES = {}  # id -> reason
CLASSES = {"StatusCode2xx": range(200, 300), "StatusCode3xx": range(300, 400), "StatusCode4xx": range(400, 500)}
CODES = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}


def read_tests():
    if not SUITES.is_dir():
        return []
    found = []
    for name in MANIFESTS:
        graph = Graph().parse(SUITES / name)
        head = next(graph.subjects(RDF.type, MF.Manifest))
        entries = Collection(graph, graph.value(head, MF.entries))
        found += [pytest.param(graph, entry, name, id=entry.rpartition("#")[2]) for entry in entries]
    return found


TESTS = read_tests()


def test_the_suites_are_there_and_whole():
    if not SUITES.is_dir():
        if os.environ.get("SHUGU_REQUIRE_ALL"):
            pytest.fail(f"SHUGU_REQUIRE_ALL is set and the suites are not at {SUITES}")
        pytest.skip(f"the W3C suites are not at {SUITES}")
    counts = {}
    for test in TESTS:
        counts[test.values[2]] = counts.get(test.values[2], 0) + 1
    assert counts == MANIFESTS
    assert set(KNOWN_FAILURES) <= {test.id for test in TESTS}


@pytest.fixture
def empty(writer):
    """The server with nothing in its store."""
    assert writer.update("DROP ALL").status_code == 204
    return writer


@pytest.mark.parametrize(("graph", "entry", "manifest"), TESTS)
def test_w3c(graph, entry, manifest, empty):
    name = entry.rpartition("#")[2]
    try:
        if manifest.startswith("service"):
            run_description(name, empty)
        else:
            run_requests(graph, entry, manifest, empty)
    except AssertionError:
        if name in KNOWN_FAILURES:
            pytest.xfail(KNOWN_FAILURES[name])
        raise
    assert name not in KNOWN_FAILURES, "a known failure passes; take it out of KNOWN_FAILURES"


def run_requests(graph, entry, manifest, server):
    for data in graph.objects(entry, UT.graphData):
        file = Path(str(graph.value(data, UT.graph)).removeprefix("file://"))
        iri = next(str(o) for p, o in graph.predicate_objects(data) if str(p) == RDFS_LABEL)
        response = server.client.put(
            "/rdf-graph-store",
            params={"graph": iri},
            content=(SUITES / manifest).with_name(file.name).read_bytes(),
            headers={"Content-Type": "application/n-triples", "Authorization": f"Bearer {TOKEN}"},
        )
        assert response.status_code in (201, 204), response.text
    names = {}
    requests = list(Collection(graph, graph.value(graph.value(entry, MF.action), HT.requests)))
    assert requests
    for request in requests:
        run_request(graph, request, server, names)


def run_request(graph, request, server, names):
    path = str(graph.value(request, HT.absolutePath))
    path = path.replace("/gsp", "/rdf-graph-store", 1) if path.startswith("/gsp") else path
    for name, value in names.items():
        path = path.replace(name, value)
    headers = {"Authorization": f"Bearer {TOKEN}", **read_headers(graph, request)}
    body = read_body(graph, request)
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    method = str(graph.value(request, HT.methodName))
    connection.putrequest(method, path, skip_accept_encoding=True)
    if body is not None:
        headers["Content-Length"] = str(len(body))
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders(body)
    response = connection.getresponse()
    content = response.read()
    connection.close()
    check_response(graph, graph.value(request, HT.resp), method, response, content, names)


def check_response(graph, expected, method, response, content, names):
    wanted = {str(status).rpartition("#")[2] for status in graph.objects(expected, MF.expectedStatus)}
    allowed = {code for name in wanted for code in CLASSES.get(name, [CODES.get(name)])}
    assert None not in allowed, f"unknown status among {wanted}"
    assert response.status in allowed, f"{response.status} is not one of {wanted}: {content[:300]}"
    media = response.headers.get_content_type()
    form = str(graph.value(expected, MF.expectedFormat) or "")
    if form == "boolean":
        assert media in ("application/sparql-results+json", "application/sparql-results+xml")
    elif form == "tabular":
        assert media in (
            "application/sparql-results+json",
            "application/sparql-results+xml",
            "text/csv",
            "text/tab-separated-values",
        )
    elif form == "RDF":
        Graph().parse(content, format=media)
    truth = graph.value(expected, MF.expectedBoolean)
    if truth is not None:
        assert (b"true" in content) is truth.toPython(), content[:300]
    for name, value in read_headers(graph, expected).items():
        assert name == "content-type"
        assert media == value.partition(";")[0]
    location = graph.value(expected, MF.expectedLocation)
    if location is not None:
        assert response.headers["Location"]
        names[str(location)] = response.headers["Location"]
    body = read_body(graph, expected)
    if body is not None and method != "HEAD":
        text = body.decode()
        for name, value in names.items():
            text = text.replace(name, value)
        wanted_graph, given = Graph().parse(data=text, format="turtle"), Graph().parse(content, format=media)
        assert len(wanted_graph) and isomorphic(to_isomorphic(wanted_graph), to_isomorphic(given))


def read_headers(graph, node):
    headers = graph.value(node, HT.headers)
    if headers is None:
        return {}
    return {
        str(graph.value(h, HT.fieldName)).lower(): str(graph.value(h, HT.fieldValue))
        for h in Collection(graph, headers)
    }


def read_body(graph, node):
    body = graph.value(node, HT.body)
    if body is None:
        return None
    return str(graph.value(body, CNT.chars)).encode(str(graph.value(body, CNT.characterEncoding)))


def run_description(name, server):
    response = server.client.get("/sparql")
    assert response.status_code == 200
    graph = Graph().parse(data=response.content, format=response.headers["content-type"].partition(";")[0])
    if name == "returns-rdf":
        assert len(graph)
    elif name == "has-endpoint-triple":
        assert f"{server.url}/sparql" in {str(o) for o in graph.objects(None, SD.endpoint)}
    elif name == "conforms-to-schema":
        check_schema(graph)
    else:
        pytest.fail(f"there is no program for {name}")


def check_schema(graph):
    """What the vocabulary of service descriptions says of domains, ranges and known individuals."""
    services = set(graph.subjects(RDF.type, SD.Service))
    assert len(services) == 1
    for property_ in (SD.endpoint, SD.supportedLanguage, SD.resultFormat, SD.feature, SD.defaultDataset):
        assert set(graph.subjects(property_)) == services
    known = {SD[n] for n in ("SPARQL10Query", "SPARQL11Query", "SPARQL11Update")}
    assert set(graph.objects(None, SD.supportedLanguage)) == known
    features = {
        SD[n]
        for n in ("DereferencesURIs", "UnionDefaultGraph", "RequiresDataset", "EmptyGraphs", "BasicFederatedQuery")
    }
    assert set(graph.objects(None, SD.feature)) <= features
    assert all((o, RDF.type, SD.Dataset) in graph for o in graph.objects(None, SD.defaultDataset))
    assert all((o, RDF.type, SD.Graph) in graph for o in graph.objects(None, SD.defaultGraph))
    formats = set(graph.objects(None, SD.resultFormat)) | set(graph.objects(None, SD.inputFormat))
    assert formats
    assert all(str(f).startswith("http://www.w3.org/ns/formats/") for f in formats)
