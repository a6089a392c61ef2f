"""The rules: what each derives from tiny data, and that together they derive what OWL RL derives, and no more."""

import warnings

import pytest
from pyoxigraph import NamedNode, Quad, QueryTriples, RdfFormat, Store, parse
from rdflib import OWL, RDF, BNode, Literal, Namespace, URIRef

from shugu.check.rules import derive
from shugu.ontology import load_ontology, read_queries
from shugu.pipeline import fill_store, load
from shugu.rdflib_terms import to_rdflib_graph, to_rdflib_term
from shugu.settings import ontology_folder
from shugu.vocab import PREFIXES, SG

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import owlrl

RULES = read_queries("rules")
E = "https://example.org/"
INFERRED = "https://example.org/graph/inferred"
PROLOGUE = f"@prefix : <{E}> .\n" + "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
ERROR = Namespace("http://www.daml.org/2002/03/agents/agent-ont#")


def world(turtle, *, backwards=False):
    """The ontology and the triples given, in graphs of their own."""
    quads = [Quad(t.subject, t.predicate, t.object, NamedNode(SG)) for t in load_ontology().triples]
    facts = NamedNode(E + "graph/facts")
    for quad in parse(PROLOGUE + turtle, format=RdfFormat.TURTLE):
        quads.append(Quad(quad.subject, quad.predicate, quad.object, facts))
    store = Store()
    for quad in reversed(quads) if backwards else quads:
        store.add(quad)
    return store


def derived(turtle, *names, **options):
    """What the rules named (without any: all of them) derive about things of the data, in short names."""
    store = world(turtle, **options)
    derive(store, {name: RULES[name] for name in names or RULES}, INFERRED)
    triples = (quad.triple for quad in store.quads_for_pattern(None, None, None, NamedNode(INFERRED)))
    return {
        f"{short(t.subject)} {short(t.predicate)} {short(t.object)}" for t in triples if t.subject.value.startswith(E)
    }


def short(term):
    for prefix, iri in PREFIXES.items():
        if term.value.startswith(iri):
            return f"{prefix}:{term.value.removeprefix(iri)}"
    return term.value.removeprefix(E)


def test_every_rule_builds_triples_and_says_what_it_holds():
    assert {path.stem for path in (ontology_folder() / "rules").glob("*")} == set(RULES)
    for rule in RULES.values():
        assert isinstance(Store().query(rule.text, use_default_graph_as_union=True), QueryTriples)
        assert rule.title.endswith(".")


def test_what_holds_for_a_property_holds_for_all_above_it():
    assert derived(":deal sg:leadInvestor :bank .", "10-superproperties") == {
        "deal sg:investor bank",
        "deal sg:participant bank",
    }


def test_a_property_of_a_standard_vocabulary_holds_too():
    assert derived(":ada sg:holdsPost :mayor .", "10-superproperties") == {"ada org:holds mayor"}


def test_a_way_of_being_present_is_a_presence():
    assert derived(":acme sg:tookRootIn :lindow .", "10-superproperties") == {"acme sg:presentIn lindow"}


def test_what_holds_for_a_general_property_does_not_hold_for_those_below_it():
    assert derived(":deal sg:participant :bank .", "10-superproperties") == set()


def test_a_symmetric_relation_holds_the_other_way_round():
    assert derived(":acme sg:cooperatesWith :bolt . :acme sg:supports :bolt .", "20-symmetric") == {
        "bolt sg:cooperatesWith acme"
    }


def test_what_lies_in_a_part_lies_in_the_whole():
    links = ":dock sg:locatedIn :lindow . :lindow sg:locatedIn :westmark . :westmark sg:locatedIn :norland ."
    assert derived(links, "30-located-in") == {
        "dock sg:locatedIn westmark",
        "dock sg:locatedIn norland",
        "lindow sg:locatedIn norland",
    }


def test_the_capital_lies_in_what_its_place_lies_in():
    found = derived(":lindow sg:capitalOf :westmark . :westmark sg:locatedIn :norland .")
    assert {"lindow sg:locatedIn westmark", "lindow sg:locatedIn norland"} <= found
    assert "lindow sg:capitalOf norland" not in found


def test_two_places_said_to_lie_in_one_another_do_not_lie_in_themselves():
    assert derived(":a sg:locatedIn :b . :b sg:locatedIn :a .", "30-located-in", "40-within") == {
        "a sg:within b",
        "b sg:within a",
    }


def test_what_came_to_a_place_is_within_all_around_it():
    found = derived(":acme sg:settledIn :lindow . :lindow sg:locatedIn :westmark . :westmark sg:locatedIn :norland .")
    assert {"acme sg:within lindow", "acme sg:within westmark", "acme sg:within norland"} <= found
    assert "acme sg:presentIn westmark" not in found


def test_an_event_is_within_the_place_that_it_took_place_in():
    assert derived(":fair sg:takesPlaceIn :dock . :dock sg:locatedIn :lindow .", "40-within") == {
        "fair sg:within dock",
        "fair sg:within lindow",
        "dock sg:within lindow",
    }


def test_a_relation_holds_the_other_way_round_under_its_inverse():
    assert derived(":plan sg:issuedBy :council . :fair sg:takesPlaceIn :dock .", "50-inverses") == {
        "council sg:issued plan",
        "dock sg:hosted fair",
    }


def test_who_founded_together_founded():
    assert "council sg:founded lab" in derived(":lab sg:jointlyFoundedBy :council .")


@pytest.mark.parametrize(
    ("event", "status"),
    [
        ("Approval", "approved"),
        ("Signing", "agreed"),
        ("GroundBreaking", "started"),
        ("Opening", "in-operation"),
        ("Establishment", "established"),
        ("Issuance", "issued"),
        ("Merger", "completed"),
    ],
)
def test_an_event_gives_what_it_concerns_the_status_of_its_class_alone(event, status):
    found = derived(f":event a sg:{event} ; sg:concerns :ferry .")
    assert {fact for fact in found if "sg:status " in fact} == {f"ferry sg:status sg:status-{status}"}


@pytest.mark.parametrize("event", ["Conference", "Launch", "Unveiling"])
def test_an_event_that_does_not_show_how_far_a_thing_has_come_gives_no_status(event):
    assert not [fact for fact in derived(f":event a sg:{event} ; sg:concerns :ferry .") if "sg:status " in fact]


def test_approved_and_opened_is_both():
    found = derived(":yes a sg:Approval ; sg:concerns :ferry . :start a sg:Opening ; sg:concerns :ferry .", "60-status")
    assert found == {"ferry sg:status sg:status-approved", "ferry sg:status sg:status-in-operation"}


def test_an_instance_is_one_of_all_classes_above():
    assert derived(":rule a sg:Regulation .", "70-types") == {
        "rule rdf:type sg:LegalAct",
        "rule rdf:type sg:Policy",
        "rule rdf:type sg:Thing",
        "rule rdf:type prov:Plan",
        "rule rdf:type schema:Legislation",
        "rule rdf:type schema:CreativeWork",
    }


def test_what_is_stated_already_is_not_derived_again():
    store = world(":acme sg:cooperatesWith :bolt . :bolt sg:cooperatesWith :acme .")
    assert derive(store, {"20-symmetric": RULES["20-symmetric"]}, INFERRED) == {"20-symmetric": 0}
    assert not list(store.quads_for_pattern(None, None, None, NamedNode(INFERRED)))


def test_a_second_run_derives_nothing_new():
    store = world(":acme a sg:Company ; sg:settledIn :lindow . :lindow a sg:City ; sg:locatedIn :westmark .")
    first = derive(store, RULES, INFERRED)
    assert sum(first.values()) > 5
    assert set(derive(store, RULES, INFERRED).values()) == {0}


MIXED = """
:acme a sg:Company ; sg:settledIn :dock ; sg:cooperatesWith :bolt . :dock a sg:Zone ; sg:locatedIn :lindow .
:lindow a sg:City ; sg:capitalOf :westmark . :westmark a sg:Province ; sg:locatedIn :norland . :norland a sg:Country .
:deal a sg:Signing ; sg:signatory :acme, :westmark ; sg:concerns :ferry ; sg:takesPlaceIn :dock . :ferry a sg:Project .
"""


@pytest.mark.parametrize("name", RULES)
def test_a_rule_derives_the_same_whatever_came_first(name):
    before = [rule for rule in RULES if rule <= name]
    forwards = derived(MIXED, *before)
    assert forwards == derived(MIXED, *before, backwards=True)
    assert forwards > derived(MIXED, *before[:-1]) if len(before) > 1 else forwards


# ── Beside OWL RL ───────────────────────────────────────────────────────────────────────────


def owl_closure(store):
    """Everything that OWL RL makes of what a store states, the ontology included."""
    of_ours = ("inferred", "comparisons")
    graph = to_rdflib_graph(q.triple for q in store if not q.graph_name.value.endswith(of_ours))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def own_triples(triples, things):
    """The triples about the things that have a predicate or a class of our own."""
    return {
        (s, p, o)
        for s, p, o in triples
        if s in things and str(o if p == RDF.type else p).startswith(SG) and not isinstance(o, Literal)
    }


def clashes(graph):
    """Things that are in two classes which exclude one another."""
    return {
        thing for one, other in graph.subject_objects(OWL.disjointWith) for thing in graph.subjects(RDF.type, one)
        if (thing, RDF.type, other) in graph and not isinstance(thing, BNode)
    }  # fmt: skip


def filled(folder):
    store = Store()
    fill_store(store, load(folder), {})
    return store


@pytest.fixture(scope="module", params=["mixed", "guizhou"])
def reasoned(request, guizhou):
    """A store with what our rules derive, the OWL RL closure of what it states, and the things it is about."""
    if request.param == "mixed":
        store = world(MIXED)
        derive(store, RULES, INFERRED)
        things = {q.subject for q in store if q.graph_name.value == E + "graph/facts"}
    else:
        store = filled(guizhou)
        things = {q.subject for q in store if q.graph_name.value.rsplit("/", 1)[-1] in ("entities", "facts")}
    return store, owl_closure(store), {to_rdflib_term(thing) for thing in things}


def test_nothing_is_in_two_classes_that_exclude_one_another(reasoned):
    _, closure, things = reasoned
    assert any((thing, RDF.type, URIRef(SG + "Thing")) in closure for thing in things)
    assert clashes(closure) == set()
    assert not list(closure.subject_objects(ERROR.error))


def test_our_rules_derive_all_that_owl_rl_derives_in_our_namespace(reasoned):
    store, closure, things = reasoned
    assert own_triples(closure, things) - own_triples(to_rdflib_graph(q.triple for q in store), things) == set()


def test_our_rules_derive_nothing_else_than_owl_rl_but_place_and_status(reasoned):
    store, closure, things = reasoned
    more = own_triples(to_rdflib_graph(q.triple for q in store), things) - own_triples(closure, things)
    assert {p for _, p, _ in more} == {URIRef(SG + "within"), URIRef(SG + "status")}


def test_a_thing_of_two_kinds_is_seen_in_the_closure():
    closure = owl_closure(world(":port a sg:DataCentre ; sg:hosted :fair ."))
    assert clashes(closure) == {URIRef(E + "port")}


def test_the_small_collection_is_consistent(harbour):
    closure = owl_closure(filled(harbour))
    assert clashes(closure) == set()
    assert not list(closure.subject_objects(ERROR.error))


def test_in_a_built_graph_every_instance_is_one_of_all_classes_above(built):
    store = Store.read_only(str(built / "store"))
    query = """
        SELECT DISTINCT ?class ?above WHERE {
          ?class rdfs:subClassOf+ ?above . ?thing a ?class . FILTER NOT EXISTS { ?thing a ?above }
        }"""
    missing = store.query(query, use_default_graph_as_union=True, prefixes=PREFIXES)
    assert {(short(row["class"]), short(row["above"])) for row in missing} == set()
