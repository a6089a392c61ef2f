"""The lints: the shipped ontology and collection pass them all, and each finds the fault that it is for."""

import pytest
from pyoxigraph import Quad, QuerySolutions, Store

from shugu.check.lints import find_lints
from shugu.check.rules import derive
from shugu.model.finding import Finding, Severity
from shugu.ontology import NamedQuery, load_ontology, read_queries
from shugu.settings import ontology_folder
from shugu.vocab import PREFIXES

LINTS = {
    f"{folder}/{name}": query
    for folder in ("terms", "data", "notes")
    for name, query in read_queries(f"lints/{folder}").items()
}
PROLOGUE = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
DEFINED = "rdfs:isDefinedBy sg:"
NAMED = f'rdfs:label "odd thing"@en, "怪物"@zh ; skos:definition "An odd thing."@en ; {DEFINED}'


TOOK_PLACE = "rdf:subject <https://example.org/fair> ; rdf:predicate sg:occurred ; sg:basis sg:basis-actual"


def insert(text):
    return f"INSERT DATA {{ {text} }}"


def data(text, graph="harbour"):
    return insert(f"GRAPH <https://example.org/graph/{graph}> {{ {text} }}")


# Lint, what is wrong, the update that makes it so, and the last part of the name of the term that is to be found.
PLANTED = [
    ("terms/chinese-label", "no Chinese label", 'DELETE DATA { sg:City rdfs:label "城市"@zh }', "ns#City"),
    (
        "terms/chinese-label",
        "a unit without a Chinese label",
        'DELETE DATA { unit:CNY rdfs:label "人民币元"@zh }',
        "CNY",
    ),
    ("terms/cycle", "a class under itself", insert("sg:Place rdfs:subClassOf sg:City"), "ns#Place"),
    ("terms/cycle", "a property under itself", insert("sg:locatedIn rdfs:subPropertyOf sg:capitalOf"), "ns#locatedIn"),
    ("terms/definition", "no definition", "DELETE WHERE { sg:City skos:definition ?text }", "ns#City"),
    (
        "terms/definition",
        "a definition in Chinese alone",
        insert(f'sg:Odd a owl:Class ; rdfs:label "odd"@en ; skos:definition "怪"@zh ; {DEFINED}'),
        "ns#Odd",
    ),
    (
        "terms/definition",
        "a definition that is another's",
        insert('sg:City skos:definition "A network of pipes."@en . sg:Zone skos:definition "A network of pipes."@en'),
        "ns#City",
    ),
    (
        "terms/disjoint",
        "a class under two that exclude one another",
        insert("sg:Park rdfs:subClassOf sg:City"),
        "ns#Park",
    ),
    ("terms/domain", "no domain", "DELETE WHERE { sg:capitalOf rdfs:domain ?class }", "ns#capitalOf"),
    ("terms/domain", "no range", "DELETE WHERE { sg:issuedBy schema:rangeIncludes ?class }", "ns#issuedBy"),
    ("terms/header", "no licence", "DELETE WHERE { sg: dcterms:license ?licence }", "ns#"),
    ("terms/header", "no version IRI", "DELETE WHERE { sg: owl:versionIRI ?iri }", "ns#"),
    ("terms/header", "no description", "DELETE WHERE { sg: dcterms:description ?text }", "ns#"),
    ("terms/header", "no header at all", "DELETE WHERE { sg: ?p ?o }", "ns#"),
    (
        "terms/header",
        "a term that does not say where it is defined",
        f"DELETE WHERE {{ sg:City {DEFINED} }}",
        "ns#City",
    ),
    ("terms/indicator", "no unit", "DELETE WHERE { indicator:gdp sg:usualUnit ?unit }", "gdp"),
    ("terms/indicator", "in no scheme", "DELETE WHERE { indicator:gdp skos:inScheme ?scheme }", "gdp"),
    (
        "terms/indicator",
        "a preferred label in English alone",
        'DELETE DATA { indicator:gdp skos:prefLabel "地区生产总值"@zh }',
        "gdp",
    ),
    ("terms/inverse", "one inverse of two", insert("sg:approvedBy owl:inverseOf sg:founded"), "ns#approvedBy"),
    ("terms/inverse", "a range that does not turn round", insert("sg:hosted rdfs:range sg:City"), "ns#takesPlaceIn"),
    ("terms/inverse", "its own inverse", insert("sg:uses owl:inverseOf sg:uses"), "ns#uses"),
    ("terms/label", "no English label", insert(f'sg:Odd a owl:Class ; rdfs:label "怪"@zh ; {DEFINED}'), "ns#Odd"),
    ("terms/label", "two English labels", insert('sg:City rdfs:label "Town"@en'), "ns#City"),
    ("terms/label", "two Chinese labels", insert('sg:City rdfs:label "都市"@zh'), "ns#City"),
    ("terms/unconnected", "under nothing", insert(f"sg:Odd a owl:Class ; {NAMED}"), "ns#Odd"),
    ("terms/unique-label", "an English label that is another's", insert('sg:City rdfs:label "Zone"@en'), "ns#City"),
    ("terms/unique-label", "a Chinese label that is another's", insert('sg:City rdfs:label "功能区"@zh'), "ns#City"),
    ("terms/untyped", "under a class that is not declared", insert("sg:City rdfs:subClassOf sg:Towm"), "ns#Towm"),
    ("terms/untyped", "a range that is not declared", insert("sg:capitalOf rdfs:range sg:Towm"), "ns#Towm"),
    (
        "terms/untyped",
        "one of several ranges not declared",
        insert("sg:issuedBy schema:rangeIncludes sg:Towm"),
        "ns#Towm",
    ),
    (
        "terms/untyped",
        "under a property that is not declared",
        insert("sg:capitalOf rdfs:subPropertyOf sg:isIn"),
        "ns#isIn",
    ),
    ("terms/untyped", "an inverse that is not declared", insert("sg:uses owl:inverseOf sg:usedBy"), "ns#usedBy"),
    ("terms/untyped", "a unit that is not declared", insert("indicator:gdp sg:usualUnit unit:CNV"), "CNV"),
    (
        "terms/untyped",
        "a related indicator that is not declared",
        insert("indicator:gdp skos:related indicator:gpd"),
        "gpd",
    ),
    (
        "terms/untyped",
        "a scheme that is not declared",
        insert("indicator:gdp skos:inScheme sg:Indicatorz"),
        "ns#Indicatorz",
    ),
    ("data/blank", "a blank subject", data('_:b rdfs:label "nobody"@en'), None),
    ("data/blank", "a blank object", data("<https://example.org/port> sg:locatedIn _:b"), None),
    ("data/disjoint", "an actor that is a place", data("<https://example.org/port> a sg:Actor, sg:Place"), "port"),
    (
        "data/event-dates",
        "two days for one event",
        data(
            f'[] {TOOK_PLACE} ; sg:latest "2021-05-03"^^xsd:date . [] {TOOK_PLACE} ; sg:earliest "2021-05-04"^^xsd:date'
        ),
        "fair",
    ),
    (
        "data/two-graphs",
        "a triple in two graphs",
        f"{data('<https://example.org/port> a sg:City')} ; {data('<https://example.org/port> a sg:City', 'entities')} ; "
        + data('<https://example.org/dataset> void:uriSpace "https://example.org/"', "dataset"),
        "port",
    ),
    ("notes/unused", "a thing that nothing speaks of", data("<https://example.org/port> a sg:Thing"), "port"),
]


def shipped():
    """The ontology, as the lints of terms see it."""
    store = Store()
    store.extend(Quad(triple.subject, triple.predicate, triple.object) for triple in load_ontology().triples)
    return store


def found(store, name):
    folder, _, stem = name.partition("/")
    return {(finding.about, finding.message) for finding in find_lints(store, {stem: LINTS[name]}, kind=folder)}


@pytest.fixture(scope="module")
def guizhou_store(built):
    return Store.read_only(str(built / "store"))


def test_no_lint_lies_where_none_is_read():
    assert {f"{path.parent.name}/{path.stem}" for path in (ontology_folder() / "lints").rglob("*.rq")} == set(LINTS)


def test_every_lint_has_a_planted_fault():
    assert {lint for lint, *_ in PLANTED} == set(LINTS)


@pytest.mark.parametrize("name", LINTS)
def test_a_lint_asks_for_terms_and_messages_and_says_what_it_wants(name):
    result = Store().query(LINTS[name].text, use_default_graph_as_union=True)
    assert isinstance(result, QuerySolutions)
    assert {variable.value for variable in result.variables} == {"term", "message"}
    assert LINTS[name].title.endswith(".")


@pytest.mark.parametrize("name", [name for name in LINTS if name.startswith("terms/")])
def test_the_shipped_ontology_passes(name):
    assert found(shipped(), name) == set()


@pytest.mark.parametrize("name", [name for name in LINTS if not name.startswith("terms/")])
def test_the_guizhou_graph_passes(name, guizhou_store):
    assert found(guizhou_store, name) == set()


@pytest.mark.parametrize(("name", "fault", "update", "term"), PLANTED, ids=[f"{row[0]}: {row[1]}" for row in PLANTED])
def test_a_planted_fault_is_found(name, fault, update, term):
    store = shipped()
    before = found(store, name)
    store.update(PROLOGUE + update)
    new = {about for about, _ in found(store, name) - before}
    assert [about for about in new if term is None or about.endswith(term)]


def test_days_that_can_be_one_are_no_fault():
    store = shipped()
    store.update(
        PROLOGUE
        + data(
            f'[] {TOOK_PLACE} ; sg:earliest "2021-05-01"^^xsd:date ; sg:latest "2021-05-31"^^xsd:date .'
            f'[] {TOOK_PLACE} ; sg:earliest "2021-05-31"^^xsd:date ; sg:latest "2021-06-02"^^xsd:date'
        )
    )
    assert found(store, "data/event-dates") == set()


def test_a_day_that_was_planned_does_not_contradict_the_day_it_came():
    store = shipped()
    planned = TOOK_PLACE.replace("basis-actual", "basis-target")
    store.update(
        PROLOGUE
        + data(
            f'[] {planned} ; sg:latest "2020-12-31"^^xsd:date . [] {TOOK_PLACE} ; sg:earliest "2021-05-04"^^xsd:date'
        )
    )
    assert found(store, "data/event-dates") == set()


def test_two_classes_that_exclude_one_another_further_up_are_found_after_inference():
    store = shipped()
    store.update(PROLOGUE + data("<https://example.org/port> a sg:DataCentre, sg:District"))
    derive(store, read_queries("rules"), "https://example.org/graph/inferred")
    assert {about for about, _ in found(store, "data/disjoint")} == {"https://example.org/port"}


def test_a_finding_names_its_lint_and_weighs_what_it_is_told():
    store = shipped()
    query = NamedQuery("odd", "", "SELECT (<urn:b> AS ?term) ('is odd' AS ?message) WHERE {}")
    [finding] = find_lints(store, {"odd": query}, kind="data", severity=Severity.NOTE)
    assert finding == Finding("data odd", "urn:b", "is odd", Severity.NOTE)


def test_findings_come_in_the_order_of_their_terms():
    query = NamedQuery("odd", "", "SELECT ?term ('is odd' AS ?message) WHERE { VALUES ?term { <urn:b> <urn:a> } }")
    assert [finding.about for finding in find_lints(Store(), {"odd": query}, kind="data")] == ["urn:a", "urn:b"]
