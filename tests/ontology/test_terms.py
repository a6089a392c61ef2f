"""The files of the ontology: they parse everywhere alike, and every name that is used is declared."""

import re

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import BNode, Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, FOAF, GEO, ORG, OWL, PROV, RDF, RDFS, SDO, SH, SKOS, VANN, VOID, XSD

import shugu.ontology
from shugu.errors import InputError, LocatedError
from shugu.model.vocabulary import ValueKind
from shugu.ontology import TERM_FILES, load_ontology, read_query
from shugu.rdflib_terms import to_rdflib_graph
from shugu.settings import ontology_folder
from shugu.vocab import INDICATOR, PREFIXES, SG, UNIT

FOLDER = ontology_folder()
TURTLE = sorted(path.name for path in FOLDER.glob("*.ttl"))
# The competency questions are looked at one by one in test_questions.py.
QUERIES = sorted(
    str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.rq") if path.relative_to(FOLDER).parts[0] != "questions"
)
PYTHON = sorted((FOLDER.parent / "graph" / "shugu").rglob("*.py"))
STANDARD = {str(vocabulary): vocabulary for vocabulary in (DCAT, DCTERMS, FOAF, GEO, ORG, OWL, PROV, RDF, RDFS)}
STANDARD |= {str(vocabulary): vocabulary for vocabulary in (SDO, SH, SKOS, VANN, VOID, XSD)}
# What rdflib's lists lack: Web Annotation, of which these are the terms we use, and what came to schema.org lately.
OA = PREFIXES["oa"]
WEB_ANNOTATION = {"SpecificResource", "TextPositionSelector", "TextQuoteSelector"}
WEB_ANNOTATION |= {"hasSource", "hasSelector", "start", "end", "exact"}
LATELY = {str(SDO) + "PoliticalParty"}
# Vocabularies of which we name a term or two, and of which rdflib knows nothing.
FURTHER = ("http://data.europa.eu/eli/ontology#", "http://data.europa.eu/s66#", "http://qudt.org/vocab/")
OWN = {"sg": SG, "indicator": INDICATOR, "unit": UNIT}
OWN_NAME = re.compile(r"(?<![\w/?$-])(sg|indicator|unit):([A-Za-z][\w-]*)")
NAMES_IN_PYTHON = re.compile(r'(?:\bsg\("|SG \+ "|\{SG\})([A-Za-z][\w-]*)')


def rdflib_graph(*names):
    graph = Graph()
    for name in names:
        graph.parse(FOLDER / name, format="turtle")
    return graph


@pytest.fixture(scope="module")
def terms():
    return rdflib_graph(*TERM_FILES)


@pytest.fixture(scope="module")
def declared(terms):
    return {str(subject) for subject in terms.subjects(RDF.type)}


@pytest.mark.parametrize("name", TURTLE)
def test_rdflib_and_oxigraph_read_the_same_graph(name):
    ours = to_rdflib_graph(quad.triple for quad in parse(path=FOLDER / name, format=RdfFormat.TURTLE))
    assert len(ours) > 100
    assert isomorphic(rdflib_graph(name), ours)


@pytest.mark.parametrize("name", TERM_FILES)
def test_a_term_file_has_no_blank_node(name):
    assert not [triple for triple in rdflib_graph(name) if any(isinstance(term, BNode) for term in triple)]


def test_every_turtle_file_is_read_as_terms_or_as_shapes():
    assert {*TERM_FILES, "shapes.ttl"} == set(TURTLE)


def test_the_loaded_triples_are_those_of_the_files(terms):
    assert set(to_rdflib_graph(load_ontology().triples)) == set(terms)


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_names_only_declared_terms(name, declared):
    names = OWN_NAME.findall((FOLDER / name).read_text("utf-8"))
    assert not [f"{prefix}:{local}" for prefix, local in names if OWN[prefix] + local not in declared]


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_means_the_usual_namespaces_by_the_usual_prefixes(name):
    prefixes = re.findall(r"^PREFIX (\w+): <([^>]+)>", (FOLDER / name).read_text("utf-8"), re.MULTILINE)
    assert not [(prefix, iri) for prefix, iri in prefixes if PREFIXES.get(prefix, iri) != iri]


@pytest.mark.parametrize("name", TURTLE)
def test_a_turtle_file_means_the_usual_namespaces_by_the_usual_prefixes(name):
    prefixes = re.findall(r"^@prefix (\w+): <([^>]+)>", (FOLDER / name).read_text("utf-8"), re.MULTILINE)
    assert prefixes
    assert not [(prefix, iri) for prefix, iri in prefixes if PREFIXES.get(prefix, iri) != iri and prefix != "vann"]


def test_every_term_of_our_own_that_the_files_use_is_declared(terms, declared):
    used = {str(term) for triple in terms for term in triple if isinstance(term, URIRef)}
    ours = {iri for iri in used if iri.startswith(tuple(OWN.values())) and iri != SG}
    assert len(ours) > 250
    assert ours <= declared


def test_the_shapes_name_only_declared_terms(declared):
    shapes = rdflib_graph("shapes.ttl")
    used = {str(term) for triple in shapes for term in triple if isinstance(term, URIRef) and str(term).startswith(SG)}
    of_shapes = {str(shape) for shape in shapes.subjects(RDF.type, SH.NodeShape)}
    assert used - of_shapes <= declared


def standard_terms(name):
    """Namespace and local name of every IRI in a file that is a term of a standard vocabulary."""
    for term in {term for triple in rdflib_graph(name) for term in triple if isinstance(term, URIRef)}:
        for namespace in (*STANDARD, OA):
            if term.startswith(namespace) and len(term) > len(namespace):
                yield namespace, str(term).removeprefix(namespace)


@pytest.mark.parametrize("name", TURTLE)
def test_a_term_of_a_standard_vocabulary_exists_there(name):
    terms = set(standard_terms(name))
    assert terms
    known = {(ns, local) for ns, local in terms if local in (WEB_ANNOTATION if ns == OA else STANDARD[ns])}
    assert {ns + local for ns, local in terms - known} <= LATELY


def test_a_term_is_matched_only_to_terms_of_vocabularies_that_we_know(terms):
    predicates = (SKOS.closeMatch, SKOS.exactMatch, RDFS.subClassOf, RDFS.subPropertyOf)
    matched = {str(other) for predicate in predicates for other in terms.objects(None, predicate)}
    known = (*STANDARD, *FURTHER, OA, SG)
    assert not [iri for iri in matched if not iri.startswith(known)]


def test_every_own_term_that_python_names_is_declared(declared):
    named = {name for path in PYTHON for name in NAMES_IN_PYTHON.findall(path.read_text("utf-8"))}
    assert {"primaryEvidence", "value"} <= named
    assert not [name for name in named if SG + name not in declared]


def test_every_prefix_of_python_is_one_of_the_files():
    text = "".join(path.read_text("utf-8") for path in FOLDER.rglob("*") if path.suffix in (".ttl", ".rq"))
    files = dict(re.findall(r"(?:PREFIX|@prefix) (\w+): <([^>]+)>", text))
    assert {prefix: iri for prefix, iri in PREFIXES.items() if files.get(prefix, iri) != iri} == {}


def test_the_version_iri_ends_in_the_version(terms):
    version = terms.value(URIRef(SG), OWL.versionInfo)
    assert str(terms.value(URIRef(SG), OWL.versionIRI)).endswith(f"/{version}")


@pytest.mark.parametrize(
    ("kind", "sort"), [("entity", OWL.ObjectProperty), ("text", OWL.DatatypeProperty), ("time", OWL.DatatypeProperty)]
)
def test_the_kind_of_value_of_a_fact_property_fits_its_sort(terms, kind, sort):
    properties = terms.subjects(RDF.type, URIRef(SG + "FactProperty"))
    of_kind = [term for term in properties if str(terms.value(term, URIRef(SG + "valueKind"))) == kind]
    assert of_kind
    assert not [term for term in of_kind if (term, RDF.type, sort) not in terms]


def test_every_class_for_entities_stands_under_thing():
    classes = load_ontology().vocabulary.classes
    assert {"City", "Company", "Launch", "Regulation"} <= set(classes)
    assert not {"Statement", "Document", "Comparison", "Indicator"} & set(classes)
    assert all("Thing" in term.ancestors for term in classes.values())


def test_a_regulation_is_a_policy_and_no_place():
    vocabulary = load_ontology().vocabulary
    assert vocabulary.is_a("Regulation", "Policy")
    assert not vocabulary.is_a("Regulation", "Place")
    assert not vocabulary.is_a("Nonsense", "Thing")


def test_a_property_knows_what_it_is_about_and_what_it_takes():
    capital = load_ontology().vocabulary.properties["capitalOf"]
    assert (capital.label, capital.value) == ("is the capital of", ValueKind.ENTITY)
    assert (capital.domain, capital.range) == ({"City"}, {"Place"})


def test_a_property_about_several_classes_names_them_all():
    assert load_ontology().vocabulary.properties["issuedBy"].domain == {"Policy", "Report"}


def test_an_indicator_takes_a_number_in_its_units_of_anything():
    investment = load_ontology().vocabulary.properties["total-investment"]
    assert investment.value is ValueKind.NUMBER
    assert investment.units == {"CNY", "USD"}
    assert investment.domain == {"Thing"}


def test_only_the_claim_is_a_claim():
    assert [name for name, term in load_ontology().vocabulary.properties.items() if term.is_claim] == ["claim"]


def test_every_label_by_which_people_choose_a_property_is_a_word_of_its_own():
    labels = [term.label for term in load_ontology().vocabulary.properties.values()]
    assert sorted(set(labels)) == sorted(labels)


def test_the_comment_lines_of_a_query_say_what_it_asks(tmp_path):
    path = tmp_path / "who.rq"
    path.write_text("# Who signed\n# topic: people\n# with whom?\nSELECT * WHERE { ?s ?p ?o } # all\n", "utf-8")
    query = read_query(path)
    assert (query.name, query.title, query.topic) == ("who", "Who signed with whom?", "people")
    assert query.text.endswith("# all\n")


def test_an_ontology_without_a_file_is_refused_by_the_name_of_the_file(tmp_path, monkeypatch):
    monkeypatch.setattr(shugu.ontology, "ontology_folder", lambda: tmp_path)
    with pytest.raises(InputError, match=r"shugu\.ttl is missing"):
        load_ontology.__wrapped__()


def test_a_fault_in_a_term_file_is_named_with_its_line(tmp_path, monkeypatch):
    for name in TERM_FILES:
        (tmp_path / name).write_bytes((FOLDER / name).read_bytes())
    (tmp_path / "units.ttl").write_text("@prefix sg: <https://w3id.org/shugu/ns#> .\nsg:Unit a sg: sg: .\n", "utf-8")
    monkeypatch.setattr(shugu.ontology, "ontology_folder", lambda: tmp_path)
    with pytest.raises(LocatedError) as caught:
        load_ontology.__wrapped__()
    assert [(problem.path, problem.line) for problem in caught.value.problems] == [(str(tmp_path / "units.ttl"), 2)]


def test_classes_that_stand_above_one_another_are_read_and_left_to_the_lints(tmp_path, monkeypatch):
    for name in TERM_FILES:
        (tmp_path / name).write_bytes((FOLDER / name).read_bytes())
    with (tmp_path / "alignment.ttl").open("a", encoding="utf-8") as file:
        file.write("<https://w3id.org/shugu/ns#Place> rdfs:subClassOf <https://w3id.org/shugu/ns#City> .\n")
    monkeypatch.setattr(shugu.ontology, "ontology_folder", lambda: tmp_path)
    assert load_ontology.__wrapped__().vocabulary.is_a("Place", "City")
