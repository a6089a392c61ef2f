"""`shugu.load`: the built graph as an rdflib Dataset."""

import inspect

import pytest
from pyoxigraph import Literal as OxLiteral
from pyoxigraph import NamedNode
from rdflib import RDF, RDFS, XSD, Dataset, Graph, Literal, URIRef
from rdflib.namespace import SKOS
from rdflib.plugins.sparql import prepareQuery

import shugu
from shugu.errors import InputError, NotBuiltError, QueryError, ShuguError
from shugu.rdflib_terms import to_rdflib_term
from shugu.settings import package_version
from shugu.store.graph import LocalGraph, open_folder
from shugu.vocab import SG

BASE = "https://w3id.org/shugu/guizhou/"
GUIYANG = URIRef(f"{BASE}entity/guiyang")


@pytest.fixture(scope="module")
def dataset(built):
    return shugu.load(built)


@pytest.fixture(scope="module")
def engine(built):
    """The same graph without rdflib."""
    from shugu.publish.serialise import prefixes_of

    return LocalGraph(open_folder(built / "store"), prefixes_of(BASE))


@pytest.fixture(scope="module")
def in_memory(built):
    """The same triples in rdflib's own memory, for rdflib's own engine; without what only the ontology says."""
    graph = Graph()
    graph.parse(built / "graph.ttl", format="turtle")
    return graph


def test_load_gives_a_dataset_of_rdflib(dataset, built):
    assert isinstance(dataset, Dataset)
    assert isinstance(shugu.load(str(built)), Dataset)


def test_without_a_folder_the_one_graph_here_is_loaded(built, monkeypatch):
    monkeypatch.chdir(built.parent)
    assert (GUIYANG, RDFS.label, Literal("Guiyang", lang="en")) in shugu.load()


def test_without_a_graph_the_sentence_says_what_to_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NotBuiltError, match="shugu build"):
        shugu.load()
    with pytest.raises(NotBuiltError, match="shugu build"):
        shugu.load(tmp_path)


def test_importing_shugu_imports_nothing_heavy():
    import subprocess
    import sys

    code = (
        "import shugu, sys; print(sorted({'rdflib', 'pyoxigraph', 'networkx', 'pyshacl', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
    assert package_version()


# Reading


def test_all_graphs_together_are_the_default_graph(dataset, engine):
    assert len(set(dataset.triples((None, None, None)))) == len({quad.triple for quad in engine.store})


def test_a_graph_of_a_document_holds_what_that_document_states(dataset, engine):
    name = f"{BASE}graph/001-pilot-zone"
    found = set(dataset.graph(URIRef(name)))
    assert len(found) == sum(1 for _ in engine.store.quads_for_pattern(None, None, None, NamedNode(name))) > 0


def test_plain_strings_are_those_of_rdflib(dataset):
    titles = set(
        dataset.objects(URIRef(f"{BASE}document/001-pilot-zone"), URIRef("http://purl.org/dc/terms/identifier"))
    )
    assert titles == {Literal("001-pilot-zone")}
    assert (None, None, Literal("001-pilot-zone")) in dataset
    assert Literal("001-pilot-zone", datatype=XSD.string) not in titles
    row = next(iter(dataset.query("SELECT ?id { doc:001-pilot-zone dcterms:identifier ?id }")))
    assert row.id == Literal("001-pilot-zone")


def test_patterns_find_what_they_ask_for(dataset, in_memory):
    assert set(dataset.subjects(RDF.type, URIRef(f"{SG}City"))) == set(
        in_memory.subjects(RDF.type, URIRef(f"{SG}City"))
    )
    assert set(dataset.objects(GUIYANG, RDFS.label)) == {Literal("Guiyang", lang="en"), Literal("贵阳市", lang="zh")}
    assert dataset.value(GUIYANG, SKOS.prefLabel) is None
    assert (GUIYANG, RDF.type, URIRef(f"{SG}Person")) not in dataset


def test_quads_come_with_their_graphs(dataset, engine):
    assert len(list(dataset.quads((None, None, None, None)))) == len(engine.store)


# Asking


def test_the_prefixes_of_the_collection_are_known(dataset):
    assert dict(dataset.namespaces())["e"] == URIRef(f"{BASE}entity/")
    rows = list(dataset.query("SELECT ?name { e:guiyang rdfs:label ?name FILTER(LANG(?name) = 'en') }"))
    assert rows == [(Literal("Guiyang", lang="en"),)]
    assert GUIYANG.n3(dataset.namespace_manager) == "e:guiyang"


QUERIES = [
    "SELECT ?s ?label { ?s a sg:City ; rdfs:label ?label }",
    "SELECT ?type (COUNT(?s) AS ?n) { GRAPH g:entities { ?s a ?type } } GROUP BY ?type",
    "SELECT ?s ?other { ?s a sg:City OPTIONAL { ?s skos:altLabel ?other } }",
    "SELECT ?value ?unit { ?o a sg:Observation ; sg:value ?value ; sg:unit ?unit }",
    "SELECT ?a ?b { ?a sg:participant ?b } ORDER BY ?a ?b LIMIT 7",
    "SELECT * { ?nothing a sg:Dragon }",
]


@pytest.mark.parametrize("query", QUERIES)
def test_rows_are_those_of_the_engine(dataset, engine, query):
    answer = dataset.query(query)
    raw = engine.query(query)
    names = [variable.value for variable in raw.variables]
    expected = [tuple(None if row[n] is None else to_rdflib_term(row[n]) for n in names) for row in raw]
    assert [str(name) for name in answer.vars] == names
    assert sorted(map(str, answer)) == sorted(map(str, expected))
    assert set(answer) == set(expected)


def test_an_unbound_cell_is_none(dataset):
    rows = list(dataset.query("SELECT ?s ?x { VALUES ?s { e:guiyang } OPTIONAL { ?s sg:noSuch ?x } }"))
    assert [(row.s, row.x) for row in rows] == [(GUIYANG, None)]


def test_ask_gives_yes_or_no(dataset):
    assert dataset.query("ASK { e:guiyang a sg:City }").askAnswer is True
    assert dataset.query("ASK { e:guiyang a sg:Person }").askAnswer is False
    assert bool(dataset.query("ASK { e:guiyang a sg:City }"))


def test_construct_gives_a_graph_of_rdflib(dataset, in_memory):
    made = dataset.query("CONSTRUCT { ?s rdfs:label ?label } WHERE { ?s a sg:City ; rdfs:label ?label }").graph
    cities = set(in_memory.subjects(RDF.type, URIRef(f"{SG}City")))
    assert set(made) == {(s, RDFS.label, o) for s in cities for o in in_memory.objects(s, RDFS.label)}
    made.add((GUIYANG, RDFS.seeAlso, GUIYANG))  # it is the user's own


def test_describe_gives_a_graph_of_rdflib(dataset):
    assert (GUIYANG, RDF.type, URIRef(f"{SG}City")) in dataset.query("DESCRIBE e:guiyang").graph


def test_an_answer_can_be_written_by_rdflib(dataset):
    written = dataset.query("SELECT ?label { e:guiyang rdfs:label ?label } ORDER BY ?label").serialize(format="csv")
    assert written.decode("utf-8").split() == ["label", "Guiyang", "贵阳市"]


CITY = URIRef(f"{SG}City")
BOUND = [
    pytest.param("SELECT ?s { ?s a ?type }", {"type": CITY}, id="in a pattern"),
    pytest.param("SELECT ?s ?type { ?s a ?type }", {"type": CITY}, id="in the projection"),
    pytest.param("SELECT ?s { ?s a ?type } LIMIT 1000", {"type": CITY}, id="before a limit"),
    pytest.param("SELECT ?s { ?s a ?type } # the end", {"type": CITY}, id="before a comment"),
    pytest.param("SELECT (COUNT(*) AS ?n) { ?s a ?type }", {"type": CITY}, id="in a count"),
    pytest.param(
        "SELECT ?s { ?s void:triples|sg:value ?v FILTER(?v > ?least) }", {"least": Literal(1000)}, id="in a filter"
    ),
    pytest.param(
        "SELECT ?s { { ?s sg:value ?v FILTER(?v > ?least) } UNION { ?s void:triples ?v FILTER(?v > ?least) } }",
        {"least": Literal(1000)},
        id="in a filter of a branch",
    ),
    pytest.param(
        "SELECT ?s (?least + 1 AS ?more) { ?s void:triples ?v }", {"least": Literal(1000)}, id="in an expression"
    ),
    pytest.param(
        "SELECT ?s { ?s rdfs:label ?label }", {"label": Literal("Guiyang", lang="en")}, id="a text with its language"
    ),
    pytest.param("SELECT ?s { ?s dcterms:identifier ?id }", {"id": Literal("001-pilot-zone")}, id="a plain text"),
    pytest.param("SELECT ?s { ?s rdfs:label ?label }", {"label": Literal('"} UNION {"')}, id="a text like SPARQL"),
    pytest.param("SELECT ?s ?p { ?s ?p ?o }", {"o": GUIYANG, "p": RDFS.member}, id="several at once"),
]


@pytest.mark.parametrize(("query", "bindings"), BOUND)
def test_a_value_given_beforehand_counts_as_in_rdflib(dataset, in_memory, query, bindings):
    # Only what the file graph.ttl holds: rdflib's memory does not have the ontology.
    text = query.replace("SELECT", "SELECT").replace("{", "{", 1)
    expected = sorted(map(str, in_memory.query(text, initBindings=bindings)))
    assert sorted(map(str, dataset.query(text, initBindings=bindings))) == expected


@pytest.mark.parametrize("bindings", [{"type": CITY}, {"type": URIRef(f"{SG}Dragon")}])
def test_a_value_given_beforehand_counts_in_ask_and_construct(dataset, bindings):
    there = bindings["type"] == CITY
    assert dataset.query("ASK { ?s a ?type }", initBindings=bindings).askAnswer is there
    assert (
        len(dataset.query("CONSTRUCT { ?s a ?type } WHERE { ?s a ?type }", initBindings=bindings).graph) > 0
    ) is there


# Refusals


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT ?x { ?s ?p ?o } }",
        "{" * 3000,
    ],
)
def test_what_the_guard_refuses_is_refused_here(dataset, query):
    with pytest.raises(QueryError):
        dataset.query(query)


def test_a_query_that_does_not_parse_is_refused_with_its_place(dataset):
    with pytest.raises(QueryError, match=r"1:\d+"):
        dataset.query("SELECT * { ?s ?p }")


def test_a_parsed_query_is_refused_and_not_run_by_another_engine(dataset):
    # rdflib's own engine would fetch what SERVICE and FROM name.
    with pytest.raises(ShuguError, match="as text"):
        dataset.query(prepareQuery("SELECT ?s { ?s ?p ?o } LIMIT 1"))


TRIPLE = (GUIYANG, RDF.type, URIRef(f"{SG}Dragon"))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda dataset: dataset.add(TRIPLE), id="add"),
        pytest.param(lambda dataset: dataset.addN([(*TRIPLE, dataset.default_graph)]), id="add several"),
        pytest.param(lambda dataset: dataset.remove((GUIYANG, None, None)), id="remove"),
        pytest.param(lambda dataset: dataset.set(TRIPLE), id="set"),
        pytest.param(lambda dataset: dataset.graph(URIRef(f"{BASE}graph/facts")).add(TRIPLE), id="add to one graph"),
        pytest.param(lambda dataset: dataset.remove_graph(URIRef(f"{BASE}graph/facts")), id="remove a graph"),
        pytest.param(lambda dataset: dataset.update("DELETE WHERE { ?s ?p ?o }"), id="update"),
        pytest.param(lambda dataset: dataset.update("LOAD <file:///etc/passwd>"), id="load"),
        pytest.param(lambda dataset: dataset.parse(data="<a:a> <a:b> <a:c> .", format="turtle"), id="parse"),
        pytest.param(lambda dataset: dataset.__iadd__([TRIPLE]), id="+="),
    ],
)
def test_nothing_can_be_changed(dataset, engine, change):
    before = len(engine.store)
    with pytest.raises(InputError, match="read-only"):
        change(dataset)
    assert len(engine.store) == before
    assert (GUIYANG, RDF.type, CITY) in dataset


def test_a_copy_can_be_changed(dataset):
    copy = Graph()
    for triple in dataset.graph(URIRef(f"{BASE}graph/facts")):
        copy.add(triple)
    copy.add(TRIPLE)
    assert TRIPLE in copy
    assert TRIPLE not in dataset


def test_two_loads_read_the_same_graph_at_once(built):
    first, second = shugu.load(built), shugu.load(built)
    assert len(list(first.quads())) == len(list(second.quads()))


# Terms


@pytest.mark.parametrize(
    "literal",
    [
        OxLiteral("007", datatype=NamedNode(str(XSD.integer))),
        OxLiteral("1.10", datatype=NamedNode(str(XSD.decimal))),
        OxLiteral("maybe", datatype=NamedNode(str(XSD.boolean))),
        OxLiteral("2015-02-30", datatype=NamedNode(str(XSD.date))),
        OxLiteral("9" * 5000, datatype=NamedNode(str(XSD.integer))),
        OxLiteral("NaN", datatype=NamedNode(str(XSD.double))),
    ],
    ids=lambda literal: literal.value[:12],
)
def test_a_value_keeps_its_spelling_without_a_word_on_the_terminal(literal, caplog, recwarn):
    assert str(to_rdflib_term(literal)) == literal.value
    assert (caplog.records, list(recwarn)) == ([], [])


def test_the_description_of_load_names_its_prefixes():
    assert "`e:`" in inspect.getdoc(shugu.load)
