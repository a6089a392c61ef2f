"""Shapes: what is validated, what is found, and that a sample is declared as one."""

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

import shugu.check.shapes
from shugu.check.rules import derive
from shugu.check.shapes import LARGEST, SAMPLE, check_shapes
from shugu.model.finding import Severity
from shugu.ontology import load_ontology, read_queries
from shugu.pipeline import fill_store, load
from shugu.vocab import PREFIXES, SG

E = "https://example.org/"
PROLOGUE = f"@prefix : <{E}> .\n" + "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
SOURCES = """
:gazette a sg:Document ; dcterms:title "Harbour news"@en ; dcterms:identifier "gazette" ; sg:origin "Gazette" ;
  sg:sha256 "0000000000000000000000000000000000000000000000000000000000000001" ; sg:textLength 90 .
:evidence a sg:Evidence ; oa:hasSource :gazette ; oa:hasSelector :position ; sg:paragraph 1 ; sg:sentence "s1" ;
  sg:sha256 "0000000000000000000000000000000000000000000000000000000000000002" .
:position a oa:TextPositionSelector ; oa:start 0 ; oa:end 9 .
:run a sg:Run ; sg:softwareVersion "0.1.0" .
:council a sg:GovernmentBody ; rdfs:label "Council"@en ; sg:locatedIn :lindow .
:lindow a sg:City ; rdfs:label "Lindow"@en ; sg:locatedIn :westmark .
:westmark a sg:Province ; rdfs:label "Westmark"@en .
:mayor a sg:Post ; rdfs:label "Mayor"@en ; sg:postIn :council .
:ada a sg:Person ; rdfs:label "Ada Brook"@en ; sg:holdsPost :mayor .
"""


def statement(number, basis="sg:basis-actual"):
    return f"""
:s{number:02} a sg:Attribute ; rdf:subject :ada ; rdf:predicate sg:description ; rdf:object "plays chess"@en ;
  sg:basis {basis} ; sg:rank sg:rank-normal ; sg:method "curated" ; sg:primaryEvidence :evidence ;
  prov:wasDerivedFrom :evidence ; prov:hadPrimarySource :gazette ; prov:wasGeneratedBy :run ."""


def store_of(*statements):
    """The ontology, what the statements cite, and the statements, with the types that follow."""
    store = Store()
    store.extend(Quad(t.subject, t.predicate, t.object, NamedNode(SG)) for t in load_ontology().triples)
    data = parse(PROLOGUE + SOURCES + "".join(statements), format=RdfFormat.TURTLE)
    store.extend(Quad(quad.subject, quad.predicate, quad.object, NamedNode(E + "graph/harbour")) for quad in data)
    derive(store, read_queries("rules"), E + "graph/inferred")
    return store


@pytest.fixture
def sampling(monkeypatch):
    """Sampling from the fifth statement on, four of them."""
    monkeypatch.setattr(shugu.check.shapes, "LARGEST", 4)
    monkeypatch.setattr(shugu.check.shapes, "SAMPLE", 4)


def test_a_graph_that_keeps_the_shapes_has_no_findings():
    report = check_shapes(store_of(statement(1), statement(2)))
    assert (report.statements, report.validated, report.findings) == (2, 2, ())


def test_a_finding_names_the_node_the_reason_and_the_property():
    [finding] = check_shapes(store_of(statement(1, basis="sg:basis-rumour"))).findings
    assert (finding.check, finding.about, finding.severity) == ("shape", E + "s01", Severity.VIOLATION)
    assert "actual, estimate, forecast or target" in finding.message
    assert finding.message.endswith(f"({SG}basis)")


def test_findings_come_in_the_order_of_their_nodes():
    store = store_of(*(statement(number, basis="sg:basis-rumour") for number in (3, 1, 2)))
    assert [finding.about for finding in check_shapes(store).findings] == [f"{E}s0{number}" for number in (1, 2, 3)]


def test_what_the_rules_derive_is_validated_too():
    store = store_of(statement(1))
    inferred = NamedNode(E + "graph/inferred")
    store.add(
        Quad(NamedNode(E + "lindow"), NamedNode(PREFIXES["rdfs"] + "label"), Literal("Town", language="en"), inferred)
    )
    assert [finding.about for finding in check_shapes(store).findings] == [E + "lindow"]


def test_an_empty_graph_has_nothing_to_find():
    report = check_shapes(Store())
    assert (report.statements, report.validated, report.findings) == (0, 0, ())


def test_as_many_statements_as_the_limit_are_all_validated(sampling):
    report = check_shapes(store_of(*(statement(number) for number in range(4))))
    assert (report.statements, report.validated) == (4, 4)


def test_above_the_limit_the_report_says_that_a_sample_was_validated(sampling):
    report = check_shapes(store_of(*(statement(number) for number in range(5))))
    assert (report.statements, report.validated) == (5, 4)


def test_a_sample_finds_what_is_wrong_with_the_statements_in_it(sampling):
    faulty = store_of(*(statement(number, basis="sg:basis-rumour") for number in range(6)))
    report = check_shapes(faulty)
    assert len({finding.about for finding in report.findings if "/s0" in finding.about}) == report.validated == 4


def test_a_sample_of_a_sound_graph_finds_nothing(sampling):
    assert check_shapes(store_of(*(statement(number) for number in range(6)))).findings == ()


def test_two_samples_of_one_graph_are_the_same(sampling):
    faulty = [statement(number, basis="sg:basis-rumour" if number % 2 else "sg:basis-actual") for number in range(20)]
    assert check_shapes(store_of(*faulty)) == check_shapes(store_of(*reversed(faulty)))


def test_a_sample_of_the_guizhou_graph_finds_nothing(guizhou, monkeypatch):
    monkeypatch.setattr(shugu.check.shapes, "LARGEST", 10)
    store = Store()
    fill_store(store, load(guizhou), {})
    report = check_shapes(store)
    assert report.validated == SAMPLE < report.statements
    assert report.findings == ()


def test_the_limit_lies_far_above_a_collection_read_by_hand():
    assert SAMPLE < LARGEST
    assert LARGEST >= 5_000
