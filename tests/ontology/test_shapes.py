"""The shapes: each has a conforming example in shapes/conforming.ttl, each constraint a fault in shapes/faults.tsv."""

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, QuerySolutions, RdfFormat, Store, parse
from rdflib import RDF, RDFS, SH, Graph, URIRef

from shugu.check.rules import derive
from shugu.check.shapes import check_shapes
from shugu.ontology import load_ontology, read_queries
from shugu.settings import ontology_folder
from shugu.vocab import PREFIXES

EXAMPLES = Path(__file__).parent / "shapes"
PROLOGUE = "PREFIX : <https://example.org/port/>\n"
PROLOGUE += "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
SHAPES = Graph().parse(ontology_folder() / "shapes.ttl", format="turtle")
NODE_SHAPES = sorted(SHAPES.subjects(RDF.type, SH.NodeShape))
# What a shape says besides its constraints.
NO_CONSTRAINT = {RDF.type, SH.message, SH.path, SH.property, SH.targetClass, SH.targetSubjectsOf}


def local(term):
    return str(term).rsplit("#", 1)[-1]


def constraints():
    """Message (where there is none: the shape's name) and name of every constraint of the shapes."""
    for shape in NODE_SHAPES:
        for part in (shape, *SHAPES.objects(shape, SH.property)):
            message = SHAPES.value(part, SH.message)
            for parameter in set(SHAPES.predicates(part)) - NO_CONSTRAINT:
                yield (local(shape) if message is None else str(message)), local(parameter)


def read_faults():
    """Rows of faults.tsv: message, constraint, the property that loses its values, the triple that comes instead."""
    header, *lines = (EXAMPLES / "faults.tsv").read_text("utf-8").splitlines()
    assert header.split("\t") == ["message", "constraint", "without", "with"]
    return [line.split("\t") for line in lines]


FAULTS = read_faults()


@pytest.fixture(scope="module")
def conforming():
    """The triples of the conforming example and the types that follow, without the ontology."""
    store = Store()
    ontology, example = NamedNode("urn:ontology"), NamedNode("urn:example")
    store.extend(Quad(triple.subject, triple.predicate, triple.object, ontology) for triple in load_ontology().triples)
    store.extend(
        Quad(quad.subject, quad.predicate, quad.object, example)
        for quad in parse(path=EXAMPLES / "conforming.ttl", format=RdfFormat.TURTLE)
    )
    derive(store, {"70-types": read_queries("rules")["70-types"]}, "urn:inferred")
    return tuple(quad.triple for quad in store if quad.graph_name != ontology)


def store_of(triples):
    store = Store()
    store.extend(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    return store


def messages(store):
    return [finding.message for finding in check_shapes(store).findings]


def count_targets(store, shape):
    """Number of nodes that a shape looks at."""
    a_class, of = SHAPES.value(shape, SH.targetClass), SHAPES.value(shape, SH.targetSubjectsOf)
    pattern = f"?node a/<{RDFS.subClassOf}>* <{a_class}>" if a_class else f"?node <{of}> ?value"
    result = store.query(f"SELECT DISTINCT ?node WHERE {{ {pattern} }}", use_default_graph_as_union=True)
    assert isinstance(result, QuerySolutions)
    return len(list(result))


def test_the_conforming_example_conforms(conforming):
    assert messages(store_of(conforming)) == []


@pytest.mark.parametrize("shape", NODE_SHAPES, ids=local)
def test_a_shape_has_a_conforming_example(shape, conforming):
    assert count_targets(store_of(conforming), shape) > 0


# Built without texts, the graph has no quotation; and none of its documents revises a figure of another.
NOT_IN_GUIZHOU = {"TextQuoteSelectorShape", "ChangeShape"}


@pytest.mark.parametrize("shape", [shape for shape in NODE_SHAPES if local(shape) not in NOT_IN_GUIZHOU], ids=local)
def test_a_shape_looks_at_something_in_the_guizhou_graph(shape, built):
    assert count_targets(Store.read_only(str(built / "store")), shape) > 0


def test_every_constraint_has_a_violating_example():
    assert {(message, constraint) for message, constraint, _, _ in FAULTS} == set(constraints())


@pytest.mark.parametrize(
    ("message", "constraint", "without", "with_"), FAULTS, ids=[f"{message} ({name})" for message, name, *_ in FAULTS]
)
def test_a_fault_is_found(message, constraint, without, with_, conforming):
    store = store_of(conforming)
    if without:
        store.update(f"{PROLOGUE} DELETE WHERE {{ {without} ?value }}")
    if with_:
        store.update(f"{PROLOGUE} INSERT DATA {{ {with_} }}")
    expected = "Node Kind" if constraint == "nodeKind" and message.endswith("Shape") else message
    assert [found for found in messages(store) if expected in found]


@pytest.mark.parametrize("shape", NODE_SHAPES, ids=local)
def test_a_shape_says_in_words_what_it_wants(shape):
    properties = list(SHAPES.objects(shape, SH.property))
    assert properties
    assert all(message.language == "en" for part in properties for message in [SHAPES.value(part, SH.message)])


def test_no_shape_calls_for_a_program_or_another_file():
    used = {local(predicate) for predicate in SHAPES.predicates()}
    assert not used & {"sparql", "js", "rule", "target", "imports", "shapesGraph", "entailment"}


def test_every_shape_is_aimed_at_a_class_or_property_that_is_declared():
    declared = {triple.subject.value for triple in load_ontology().triples}
    standard = {PREFIXES["dcat"] + name for name in ("Dataset", "Distribution")}
    aims = [target for path in (SH.targetClass, SH.targetSubjectsOf) for target in SHAPES.objects(None, path)]
    assert len(aims) == len(NODE_SHAPES)
    assert {str(aim) for aim in aims if isinstance(aim, URIRef)} <= declared | standard
