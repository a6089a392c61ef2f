"""What documents say set side by side: who agrees, who contradicts, what was delivered, what changed.

Each test states a few facts in invented documents, runs one comparison query, and compares with what
a person finds by reading those facts. The Gazette is of 2017, the Herald of 2018; the Reprint of 2019
carries what the Gazette wrote, so the two are one source; the Leaflet says nowhere when it is from.
"""

from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, QuerySolutions, QueryTriples, Store

from shugu.assemble.description import description_quads
from shugu.assemble.entities import entity_quads
from shugu.assemble.statements import StatementAssembler
from shugu.check.rules import derive
from shugu.check.shapes import check_shapes
from shugu.identifiers import IriMaker
from shugu.model.collection import Collection, DocumentInfo, SentenceRecord
from shugu.model.document import Span
from shugu.model.entity import Entity
from shugu.model.fact import Basis, Comparator, Decision, Fact, Rank
from shugu.model.time import parse_time
from shugu.ontology import load_ontology, read_queries
from shugu.pipeline import fill_store, load
from shugu.settings import ontology_folder
from shugu.vocab import PREFIXES, SG

COMPARISONS = read_queries("comparisons")
RULES = read_queries("rules")
BASE = "https://example.org/"
IRIS = IriMaker(BASE)
RUN = IRIS.run("0")
RECORD = SentenceRecord(id="s1", paragraph=1, span=Span(0, 10), sha256="0" * 64)
TYPES = {
    "lindow": "City",
    "dock": "Zone",
    "westmark": "Province",
    "norland": "Country",
    "farland": "Country",
    "far-port": "City",
    "acme": "Company",
    "fair": "Conference",
    "ferry": "Project",
    "approval": "Approval",
    "ada": "Person",
    "plan": "Plan",
}
ENTITIES = {name: Entity(id=name, type=kind, label=name.title(), label_zh=f"{name}的") for name, kind in TYPES.items()}


def document(name, published, source):
    return DocumentInfo(
        id=name,
        title=name.title(),
        publisher=name.title(),
        published=published,
        source=source,
        sha256="0" * 64,
        length=10,
    )


DOCUMENTS = (
    document("atlas", "2010-01-01", None),
    document("gazette", "2017-06-01", None),
    document("herald", "2018-06-01", None),
    document("reprint", "2019-06-01", "Gazette"),
    document("leaflet", None, None),
)
COLLECTION = Collection(
    folder=Path(), id="t", title="T", base=BASE, licence="CC0", description="T.", documents=DOCUMENTS
)


def fact(source, name, subject, term, **more):
    """A row of the sheet of a document; numbers are plain counts unless `unit` says otherwise."""
    if "number" in more:
        more = {"unit": "count", "comparator": "=", **more, "number": Decimal(more["number"])}
        more["comparator"] = Comparator(more["comparator"])
    if "time" in more:
        more["time"] = parse_time(more["time"])
    if "basis" in more:
        more["basis"] = Basis(more["basis"])
    return Fact(
        decision=Decision.ACCEPTED,
        document=source,
        id=name,
        subject=subject,
        property=term,
        sentences=("s1",),
        span=RECORD.span,
        **more,
    )


PLACES = (
    fact("atlas", "p1", "lindow", "locatedIn", object="westmark"),
    fact("atlas", "p2", "westmark", "locatedIn", object="norland"),
    fact("atlas", "p3", "dock", "locatedIn", object="lindow"),
    fact("atlas", "p4", "far-port", "locatedIn", object="farland"),
)


def graph_of(*facts, backwards=False):
    """The facts as the build makes them, with what follows by the rules."""
    assembler = StatementAssembler(IRIS, ENTITIES, load_ontology().vocabulary, run=RUN)
    quads = [*entity_quads(ENTITIES, IRIS)]
    for info in DOCUMENTS:
        stated = [one for one in (*PLACES, *facts) if one.document == info.id]
        quads.extend(assembler.quads(stated, {"s1": RECORD}))
    quads.extend(description_quads(COLLECTION, ENTITIES, {"triples": 1, "entities": 1}, run=RUN, version="0"))
    store = Store()
    store.bulk_extend(Quad(t.subject, t.predicate, t.object, NamedNode(SG)) for t in load_ontology().triples)
    for quad in reversed(quads) if backwards else quads:
        store.add(quad)
    derive(store, RULES, IRIS.graph("inferred"))
    return store


def compare(name, *facts, **options):
    """Verdict and number of sources of each comparison by the facts that it takes, after the queries up to `name`.

    Queries of one subject (50, 51, 52) see each other's results, so those before `name` run first.
    """
    store = graph_of(*facts, **options)
    names = [query for query in COMPARISONS if query[0] == name[0] and query <= name]
    derive(store, {query: COMPARISONS[query] for query in names}, IRIS.graph("comparisons"))
    return results(store)


def results(store):
    query = """
        SELECT ?verdict ?sources ?gap (GROUP_CONCAT(?id; separator=" ") AS ?compared) WHERE {
          { SELECT ?c ?id WHERE {
              ?c sg:compares ?statement . BIND (STRAFTER(STR(?statement), "/statement/") AS ?id) } ORDER BY ?id }
          ?c sg:verdict ?verdict . OPTIONAL { ?c sg:independentSources ?sources } OPTIONAL { ?c sg:gap ?gap }
        } GROUP BY ?c ?verdict ?sources ?gap"""
    rows = store.query(query, use_default_graph_as_union=True, prefixes=PREFIXES)
    assert isinstance(rows, QuerySolutions)
    found = {}
    for row in rows:
        key = " ".join(sorted(row["compared"].value.split()))
        assert key not in found, f"two comparisons of {key}"
        words = [row["verdict"].value, *(row[name].value for name in ("sources", "gap") if row[name] is not None)]
        found[key] = " ".join(words)
    return found


def test_every_comparison_builds_triples_and_says_what_it_compares():
    assert {path.stem for path in (ontology_folder() / "comparisons").glob("*")} == set(COMPARISONS)
    for query in COMPARISONS.values():
        assert isinstance(Store().query(query.text, use_default_graph_as_union=True), QueryTriples)
        assert query.title.endswith(".")


# ── The same relation ───────────────────────────────────────────────────────────────────────


def relations(*facts):
    return compare("10-corroborated-relations", *facts)


def test_a_relation_in_two_documents_of_two_sources_is_corroborated_by_two():
    assert relations(
        fact("gazette", "one", "acme", "builtBy", object="ada"), fact("herald", "two", "acme", "builtBy", object="ada")
    ) == {"one two": "corroborated 2"}


def test_a_reprint_is_no_second_source():
    assert relations(
        fact("gazette", "one", "ferry", "builtBy", object="acme"),
        fact("reprint", "two", "ferry", "builtBy", object="acme"),
    ) == {"one two": "corroborated 1"}


def test_a_third_document_joins_the_same_corroboration():
    assert relations(
        fact("gazette", "one", "ferry", "builtBy", object="acme"),
        fact("reprint", "two", "ferry", "builtBy", object="acme"),
        fact("herald", "three", "ferry", "builtBy", object="acme"),
    ) == {"one three two": "corroborated 2"}


def test_a_relation_stated_twice_in_one_document_is_not_corroborated():
    assert (
        relations(
            fact("gazette", "one", "ferry", "builtBy", object="acme"),
            fact("gazette", "two", "ferry", "builtBy", object="acme", scope="hull"),
        )
        == {}
    )


def test_two_relations_that_differ_in_their_object_do_not_corroborate_one_another():
    assert (
        relations(
            fact("gazette", "one", "ferry", "builtBy", object="acme"),
            fact("herald", "two", "ferry", "builtBy", object="ada"),
        )
        == {}
    )


def test_ways_of_being_present_in_a_place_are_one_relation():
    assert relations(
        fact("gazette", "one", "acme", "settledIn", object="westmark"),
        fact("herald", "two", "acme", "tookRootIn", object="westmark"),
    ) == {"one two": "corroborated 2"}


def test_who_is_present_in_a_part_of_a_province_is_present_in_the_province():
    assert relations(
        fact("gazette", "one", "acme", "settledIn", object="dock"),
        fact("herald", "two", "acme", "presentIn", object="westmark"),
        fact("reprint", "three", "acme", "basedIn", object="lindow"),
    ) == {"one three two": "corroborated 2"}


def test_presence_in_two_provinces_is_not_the_same():
    assert (
        relations(
            fact("gazette", "one", "acme", "settledIn", object="lindow"),
            fact("herald", "two", "acme", "settledIn", object="far-port"),
        )
        == {}
    )


def test_a_statement_of_what_is_meant_joins_no_corroboration():
    assert relations(
        fact("gazette", "one", "ferry", "builtBy", object="acme"),
        fact("herald", "two", "ferry", "builtBy", object="acme"),
        fact("leaflet", "three", "ferry", "builtBy", object="acme", basis="target"),
    ) == {"one two": "corroborated 2"}


def test_another_relation_of_the_same_two_joins_no_corroboration():
    assert relations(
        fact("gazette", "one", "acme", "settledIn", object="westmark"),
        fact("herald", "two", "acme", "basedIn", object="westmark"),
        fact("leaflet", "three", "acme", "signedWith", object="westmark"),
    ) == {"one two": "corroborated 2"}


@pytest.mark.parametrize("basis", ["target", "forecast", "estimate"])
def test_what_is_meant_or_foreseen_corroborates_nothing(basis):
    assert (
        relations(
            fact("gazette", "one", "acme", "settledIn", object="lindow"),
            fact("herald", "two", "acme", "settledIn", object="lindow", basis=basis),
        )
        == {}
    )


def test_words_that_are_the_same_are_no_relation():
    assert (
        relations(
            fact("gazette", "one", "lindow", "namedAs", text="port of ports"),
            fact("herald", "two", "lindow", "namedAs", text="port of ports"),
        )
        == {}
    )


def test_presence_in_a_country_counts_the_sources_of_the_statements_it_takes():
    assert relations(
        fact("gazette", "one", "acme", "settledIn", object="farland"),
        fact("reprint", "two", "acme", "presentIn", object="farland"),
        fact("herald", "three", "acme", "settledIn", object="far-port"),
    ) in ({"one two": "corroborated 1"}, {"one three two": "corroborated 2"})


def test_taking_part_counts_the_sources_of_the_statements_it_takes():
    assert relations(
        fact("gazette", "one", "fair", "participant", object="acme"),
        fact("reprint", "two", "fair", "participant", object="acme"),
        fact("herald", "three", "fair", "organizer", object="acme"),
    ) in ({"one two": "corroborated 1"}, {"one three two": "corroborated 2"})


# ── The same value ──────────────────────────────────────────────────────────────────────────


def values(first, second, name="20-corroborated-values", term="data-sources"):
    """What comes of a value in the Gazette and one in the Herald, each given by what differs from 100 in 2016."""
    one = {"source": "gazette", "subject": "lindow", "number": "100", "time": "2016", **first}
    two = {"source": "herald", "subject": "lindow", "number": "100", "time": "2016", **second}
    facts = [
        fact(keys.pop("source"), id_, keys.pop("subject"), term, **{k: v for k, v in keys.items() if v is not None})
        for id_, keys in (("one", one), ("two", two))
    ]
    return compare(name, *facts)


def test_the_same_value_of_two_sources_is_corroborated_by_two():
    assert values({}, {}) == {"one two": "corroborated 2"}


def test_the_same_value_in_a_reprint_is_corroborated_by_one():
    assert values({}, {"source": "reprint"}) == {"one two": "corroborated 1"}


def test_a_value_written_with_more_noughts_is_the_same():
    assert values({"number": "100"}, {"number": "100.00"}) == {"one two": "corroborated 2"}


@pytest.mark.parametrize("time", ["2016-07", "2016-01-01", "2016-12-31", "2015/2017", "2016/..", "../2016-02", None])
def test_times_that_can_be_one_are_no_obstacle(time):
    assert values({}, {"time": time}) == {"one two": "corroborated 2"}


@pytest.mark.parametrize(
    "other",
    [
        {"time": "2017"},
        {"time": "../2015"},
        {"number": "101"},
        {"unit": "percent"},
        {"comparator": ">"},
        {"subject": "westmark"},
        {"source": "gazette", "scope": "again"},
        {"basis": "estimate"},
        {"place": "dock"},
    ],
    ids=str,
)
def test_a_value_of_something_else_corroborates_nothing(other):
    assert values({}, other) == {}


def test_two_targets_that_agree_are_no_corroboration():
    assert values({"basis": "target"}, {"basis": "target"}) == {}


def test_two_estimates_that_agree_are():
    assert values({"basis": "estimate"}, {"basis": "estimate"}) == {"one two": "corroborated 2"}


def test_numbers_of_years_need_the_same_scope():
    of_years = {"unit": "year", "number": "4", "scope": "first in growth"}
    assert values(of_years, of_years, term="consecutive-years-first") == {"one two": "corroborated 2"}
    assert values(of_years, {**of_years, "scope": "first in jobs"}, term="consecutive-years-first") == {}


# ── The same date ───────────────────────────────────────────────────────────────────────────


def dates(first, second, source="herald"):
    return compare(
        "30-corroborated-dates",
        fact("gazette", "one", "fair", "occurred", time=first),
        fact(source, "two", "fair", "occurred", time=second),
    )


@pytest.mark.parametrize("second", ["2016-05-26", "2016-05", "2016", "2016-05-25/2016-05-28"])
def test_dates_that_can_be_one_corroborate_one_another(second):
    assert dates("2016-05-26", second) == {"one two": "corroborated 2"}


@pytest.mark.parametrize("second", ["2016-05-27", "2016-06", "2015", "2016-05-27/2016-05-28"])
def test_dates_that_cannot_be_one_do_not(second):
    assert dates("2016-05-26", second) == {}


def test_a_date_repeated_in_its_document_is_not_corroborated():
    assert dates("2016-05-26", "2016-05", source="gazette") == {}


def test_a_date_in_a_reprint_has_one_source():
    assert dates("2016-05-26", "2016-05-26", source="reprint") == {"one two": "corroborated 1"}


@pytest.mark.parametrize("bases", [("actual", "target"), ("forecast", "actual")])
def test_a_date_that_was_only_planned_or_foreseen_corroborates_nothing(bases):
    first, second = bases
    assert (
        compare(
            "30-corroborated-dates",
            fact("gazette", "one", "fair", "occurred", time="2016-05-26", basis=first),
            fact("herald", "two", "fair", "occurred", time="2016-05-26", basis=second),
        )
        == {}
    )


# ── Contradiction ───────────────────────────────────────────────────────────────────────────


def conflicts(first, second, term="data-sources"):
    return values(first, second, name="40-conflicts", term=term).get("one two")


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        ({"number": "100"}, {"number": "90"}, "conflict"),
        ({"number": "90"}, {"number": "100"}, "conflict"),
        ({"number": "1000"}, {"number": "996"}, "rounding"),
        ({"number": "1000"}, {"number": "995"}, "conflict"),
        ({"number": "5000", "comparator": ">"}, {"number": "5400"}, "agree"),
        ({"number": "5000", "comparator": ">="}, {"number": "5400", "comparator": ">"}, "agree"),
        ({"number": "5000", "comparator": ">"}, {"number": "5800"}, "conflict"),
        ({"number": "5000"}, {"number": "5400", "comparator": ">"}, "conflict"),
        ({"number": "5000", "comparator": "~"}, {"number": "5200"}, "agree"),
        ({"number": "5000", "comparator": "~"}, {"number": "5600"}, "conflict"),
        ({"number": "100", "comparator": ">"}, {"number": "100"}, "agree"),
        ({"number": "0"}, {"number": "3"}, "conflict"),
        ({"number": "100", "basis": "estimate"}, {"number": "90"}, "conflict"),
        # Numbers below nought: falls are as far apart as rises.
        ({"number": "-10", "unit": "percent"}, {"number": "-5", "unit": "percent"}, "conflict"),
        ({"number": "-5", "unit": "percent"}, {"number": "0", "unit": "percent"}, "conflict"),
        ({"number": "-1000"}, {"number": "-996"}, "rounding"),
        # An upper bound is a figure close to its bound, too.
        ({"number": "5400", "comparator": "<"}, {"number": "5000"}, "agree"),
        ({"number": "5400", "comparator": "<="}, {"number": "5000"}, "agree"),
        ({"number": "100", "comparator": "<"}, {"number": "100"}, "agree"),
        ({"number": "100", "comparator": ">="}, {"number": "100", "comparator": "<="}, "agree"),
        # Two bounds that no number keeps.
        ({"number": "100", "comparator": ">"}, {"number": "100", "comparator": "<"}, "conflict"),
        ({"number": "100", "comparator": ">="}, {"number": "100", "comparator": "<"}, "conflict"),
        ({"number": "100", "comparator": "<="}, {"number": "100", "comparator": ">"}, "conflict"),
    ],
    ids=str,
)
def test_two_values_agree_or_not(first, second, verdict):
    assert conflicts(first, second) == verdict


@pytest.mark.parametrize(
    "other",
    [
        {"scope": "in schools"},
        {"place": "dock"},
        {"time": "2017"},
        {"time": "2016-06"},
        {"time": None},
        {"unit": "percent"},
        {"subject": "westmark"},
        {"basis": "target"},
    ],
    ids=str,
)
def test_values_of_different_things_do_not_contradict(other):
    assert conflicts({}, {"number": "50", **other}) is None


def test_equal_values_are_no_conflict():
    assert conflicts({}, {}) is None


def test_the_same_scope_and_place_can_contradict():
    there = {"scope": "in schools", "place": "dock"}
    assert conflicts(there, {"number": "50", **there}) == "conflict"


def test_a_document_can_contradict_itself():
    assert conflicts({}, {"number": "50", "source": "gazette"}) == "conflict"


def test_years_in_a_row_can_contradict_without_a_time():
    years = {"unit": "year", "time": None}
    first, second = {"number": "4", **years}, {"number": "3", **years}
    assert conflicts(first, second, term="consecutive-years-first") == "conflict"
    assert conflicts(first, {**second, "time": "2016"}, term="consecutive-years-first") == "conflict"
    assert conflicts({"number": "4", "time": None}, {"number": "3", "time": None}) is None


# ── Plan against delivery ───────────────────────────────────────────────────────────────────


def aim(number="100", *, source="gazette", name="aim", term="data-sources", **more):
    return fact(source, name, "lindow", term, number=number, basis="target", **{"time": "2020", **more})


def report(number, *, source="reprint", name="told", term="data-sources", **more):
    more = {"time": "2018", **more}
    return fact(source, name, "lindow", term, number=number, **{k: v for k, v in more.items() if v is not None})


def deliveries(*facts):
    return compare("52-delivery-not-reported", *facts)


@pytest.mark.parametrize(
    ("number", "verdict"), [("120", "reached 20"), ("100", "reached 0"), ("80", "not reached -20")]
)
def test_a_target_is_reached_where_the_reported_value_is_as_high(number, verdict):
    assert deliveries(aim("100"), report(number)) == {"aim told": verdict}


@pytest.mark.parametrize(("number", "verdict"), [("2", "reached -1"), ("3", "reached 0"), ("5", "not reached 2")])
def test_a_rank_is_reached_where_it_is_as_low(number, verdict):
    ranked = {"unit": "rank", "term": "economic-growth-rank"}
    assert deliveries(aim("3", **ranked), report(number, **ranked)) == {"aim told": verdict}


@pytest.mark.parametrize("comparator", ["<", "<="])
@pytest.mark.parametrize(("number", "verdict"), [("8", "reached -2"), ("12", "not reached 2")])
def test_a_target_to_stay_below_is_reached_where_the_value_is_lower(comparator, number, verdict):
    assert deliveries(aim("10", comparator=comparator), report(number)) == {"aim told": verdict}


@pytest.mark.parametrize(
    ("of_aim", "of_report"),
    [({"scope": "in schools"}, {}), ({}, {"scope": "in schools"}), ({"place": "dock"}, {}), ({}, {"place": "dock"})],
    ids=str,
)
def test_a_value_of_another_scope_or_place_delivers_nothing(of_aim, of_report):
    assert deliveries(aim("100", **of_aim), report("120", **of_report)) == {"aim told": "scope differs 20"}


def test_a_value_in_another_unit_delivers_nothing_and_has_no_gap():
    assert deliveries(aim("100"), report("120", unit="percent")) == {"aim told": "scope differs"}


@pytest.mark.parametrize(
    "scope", ["policy: Harbour Plan; in schools", "in schools; policy: Harbour Plan", "in schools"]
)
def test_the_name_of_the_policy_is_no_scope(scope):
    assert deliveries(aim("100", scope=scope), report("120", scope="in schools")) == {"aim told": "reached 20"}


def test_the_name_of_the_policy_alone_is_no_scope():
    assert deliveries(aim("100", scope="policy: Harbour Plan"), report("120")) == {"aim told": "reached 20"}


@pytest.mark.parametrize("time", ["2015", "2016-12-31", "../2017-05"])
def test_a_value_from_before_the_plan_was_published_delivers_nothing(time):
    assert deliveries(aim("100"), report("120", time=time)) == {"aim": "not reported"}


def test_a_value_of_the_day_of_the_plan_counts():
    assert deliveries(aim("100"), report("120", time="2017-06-01")) == {"aim told": "reached 20"}


def test_a_value_without_a_time_in_a_document_from_before_the_plan_delivers_nothing():
    assert deliveries(aim("100", source="herald"), report("120", source="gazette", time=None)) == {
        "aim": "not reported"
    }


def test_a_plan_of_an_unknown_day_is_compared_with_any_value():
    assert deliveries(aim("100", source="leaflet"), report("120", time="2009")) == {"aim told": "reached 20"}


def test_the_latest_value_counts():
    assert deliveries(aim("100"), report("120", time="2018"), report("90", name="later", time="2019")) == {
        "aim later": "not reached -10"
    }


@pytest.mark.parametrize("other", [{"scope": "in schools"}, {"place": "dock"}, {"unit": "percent"}], ids=str)
def test_a_later_value_of_something_else_does_not_hide_what_was_delivered(other):
    later = report("60", name="later", time="2019", **other)
    assert deliveries(aim("100"), report("120", time="2018"), later)["aim told"] == "reached 20"


@pytest.mark.parametrize("time", ["2018", None])
@pytest.mark.parametrize("basis", ["estimate", "forecast"])
def test_a_value_that_is_no_actual_delivers_nothing(basis, time):
    assert deliveries(aim("100"), report("120", basis=basis, time=time)) == {"aim": "not reported"}


def test_a_later_value_that_is_no_actual_does_not_hide_what_was_delivered():
    later = report("90", name="later", time="2019", basis="estimate")
    assert deliveries(aim("100"), report("120"), later) == {"aim told": "reached 20"}


def test_another_target_delivers_nothing():
    assert deliveries(aim("100"), aim("120", source="herald", name="other", time="2025")) == {
        "aim": "not reported",
        "other": "not reported",
    }


def test_a_related_measure_is_shown_where_the_same_is_not_reported():
    assert deliveries(aim(term="attracted-companies"), report("500", term="big-data-enterprises")) == {
        "aim told": "related measure"
    }


def test_only_the_latest_actual_of_a_related_measure_is_shown():
    others = [
        report("400", term="big-data-enterprises", name="older", time="2017"),
        report("600", term="big-data-enterprises", name="thought", time="2019", basis="estimate"),
    ]
    assert deliveries(aim(term="attracted-companies"), report("500", term="big-data-enterprises"), *others) == {
        "aim told": "related measure"
    }


@pytest.mark.parametrize("time", ["2018", None])
def test_an_estimate_of_a_related_measure_is_not_shown(time):
    thought = report("500", term="big-data-enterprises", basis="estimate", time=time)
    assert deliveries(aim(term="attracted-companies"), thought) == {"aim": "not reported"}


def test_a_related_measure_of_the_day_of_the_plan_is_shown():
    told = report("500", term="big-data-enterprises", time="2017-06-01")
    assert deliveries(aim(term="attracted-companies"), told) == {"aim told": "related measure"}


def test_relation_between_measures_goes_both_ways():
    assert deliveries(aim(term="big-data-enterprises"), report("500", term="attracted-companies")) == {
        "aim told": "related measure"
    }


def test_a_related_measure_from_before_the_plan_is_not_shown():
    assert deliveries(aim(term="attracted-companies"), report("500", term="big-data-enterprises", time="2012")) == {
        "aim": "not reported"
    }


def test_the_same_measure_goes_before_a_related_one():
    related = report("500", term="big-data-enterprises", name="related")
    assert deliveries(aim(term="attracted-companies"), report("120", term="attracted-companies"), related) == {
        "aim told": "reached 20"
    }


def test_a_measure_that_nothing_is_said_of_is_not_reported():
    assert deliveries(aim(term="edition-number"), report("500")) == {"aim": "not reported"}


def test_a_target_in_words_is_not_looked_for():
    assert deliveries(fact("gazette", "aim", "acme", "settledIn", object="lindow", basis="target")) == {}


# ── Change ──────────────────────────────────────────────────────────────────────────────────


def changes(first, second, term="data-sources"):
    return values({"time": "2015", **first}, {"time": "2017", **second}, name="60-changes", term=term).get("one two")


def test_what_is_higher_in_a_later_document_for_a_later_time_has_risen():
    assert changes({}, {"number": "150"}) == "risen"


def test_what_is_lower_has_fallen():
    assert changes({}, {"number": "50"}) == "fallen"


def test_a_rank_that_goes_from_fifth_to_second_has_risen():
    fifth, second = {"number": "5", "unit": "rank"}, {"number": "2", "unit": "rank"}
    assert changes(fifth, second, term="economic-growth-rank") == "risen"
    assert changes(second, fifth, term="economic-growth-rank") == "fallen"


@pytest.mark.parametrize(
    "other",
    [
        {"number": "100"},
        {"time": "2015"},
        {"time": "2015-12/2016"},
        {"time": "2014"},
        {"source": "gazette"},
        {"source": "leaflet"},
        {"scope": "in schools"},
        {"unit": "percent"},
        {"subject": "westmark"},
        {"basis": "estimate"},
        {"basis": "target"},
        {"place": "dock"},
    ],
    ids=str,
)
def test_values_of_different_things_or_of_one_time_are_no_change(other):
    assert changes({}, {"number": "150", **other}) is None


@pytest.mark.parametrize(("number", "verdict"), [("150", "target raised"), ("50", "target lowered")])
def test_a_target_for_the_same_day_that_a_later_document_sets_anew_is_a_change(number, verdict):
    first, second = {"basis": "target", "time": "2020"}, {"basis": "target", "time": "2020"}
    assert changes(first, {**second, "number": number}) == verdict


def test_a_target_of_a_better_rank_is_raised():
    fifth = {"basis": "target", "time": "2020", "number": "5", "unit": "rank"}
    assert changes(fifth, {**fifth, "number": "2"}, term="economic-growth-rank") == "target raised"


def test_targets_for_two_days_are_two_targets():
    first, second = {"basis": "target", "time": "2020"}, {"basis": "target", "time": "2025"}
    assert changes(first, {**second, "number": "150"}) is None


# ── What is true, and what is only said, planned or thought ─────────────────────────────────


def plain(*facts):
    """The triples between the things of the facts, stated or derived, without those of the places."""
    query = (
        "SELECT ?s ?p ?o WHERE { ?s a sg:Thing ; ?p ?o . FILTER (?p NOT IN (rdf:type, rdfs:label, owl:differentFrom)) }"
    )
    both = []
    for stated in ((), facts):
        rows = graph_of(*stated).query(query, use_default_graph_as_union=True, prefixes=PREFIXES)
        both.append({tuple(term.value.rsplit("/", 1)[-1].removeprefix("ns#") for term in row) for row in rows})
    return both[1] - both[0]


def test_what_a_document_states_as_actual_is_a_triple_and_so_is_what_follows():
    assert plain(fact("gazette", "one", "acme", "settledIn", object="lindow")) == {
        ("acme", "settledIn", "lindow"),
        ("acme", "presentIn", "lindow"),
        ("lindow", "hasPresenceOf", "acme"),
        ("acme", "within", "lindow"),
        ("acme", "within", "westmark"),
        ("acme", "within", "norland"),
    }


@pytest.mark.parametrize("basis", ["estimate", "forecast", "target"])
def test_what_is_not_stated_as_actual_gives_no_triple(basis):
    assert plain(fact("gazette", "one", "acme", "settledIn", object="lindow", basis=basis)) == set()


def test_what_a_speaker_says_gives_no_triple():
    assert plain(fact("gazette", "one", "acme", "settledIn", object="lindow", speaker="ada")) == set()


def test_what_reviewers_contest_gives_no_triple():
    assert plain(fact("gazette", "one", "acme", "settledIn", object="lindow", rank=Rank.CONTESTED)) == set()


def test_a_claim_gives_no_triple():
    assert plain(fact("gazette", "one", "lindow", "claim", text="it will all end well", speaker="ada")) == set()


def test_a_number_gives_no_triple():
    assert plain(fact("gazette", "one", "lindow", "data-sources", number="100", time="2016")) == set()


def test_a_planned_date_gives_no_triple():
    assert plain(fact("gazette", "one", "fair", "occurred", time="2030", basis="target")) == set()


def test_an_approval_makes_a_thing_approved_and_not_in_operation():
    found = plain(fact("gazette", "one", "approval", "concerns", object="ferry"))
    assert {triple for triple in found if triple[1] == "status"} == {("ferry", "status", "status-approved")}


def test_an_approval_that_is_only_hoped_for_gives_no_status():
    assert plain(fact("gazette", "one", "approval", "concerns", object="ferry", basis="target")) == set()


# ── All together ────────────────────────────────────────────────────────────────────────────

EVERYTHING = (
    fact("gazette", "a1", "acme", "settledIn", object="dock"),
    fact("herald", "a2", "acme", "basedIn", object="lindow"),
    fact("gazette", "b1", "lindow", "data-sources", number="100", time="2016"),
    fact("herald", "b2", "lindow", "data-sources", number="100", time="2016"),
    fact("herald", "b3", "lindow", "data-sources", number="90", time="2016"),
    fact("gazette", "c1", "fair", "occurred", time="2016-05"),
    fact("herald", "c2", "fair", "occurred", time="2016"),
    aim("100", name="d1"),
    report("120", name="d2"),
    aim("100", name="e1", term="attracted-companies"),
    report("100", name="e2", term="big-data-enterprises"),
    aim("7", name="f1", term="edition-number"),
)


def test_all_comparisons_together_keep_the_shapes():
    store = graph_of(*EVERYTHING)
    added = derive(store, COMPARISONS, IRIS.graph("comparisons"))
    assert all(added.values()), added
    assert [finding.message for finding in check_shapes(store).findings] == []


# The last query only adds the classes above to what the others found.
def test_every_comparison_has_one_label_in_english():
    store = graph_of(*EVERYTHING)
    derive(store, COMPARISONS, IRIS.graph("comparisons"))
    query = "SELECT ?c ?label WHERE { ?c sg:verdict ?verdict OPTIONAL { ?c rdfs:label ?label } }"
    rows = list(store.query(query, use_default_graph_as_union=True, prefixes=PREFIXES))
    assert len({row["c"] for row in rows}) == len(rows) > len(COMPARISONS)
    assert all(row["label"].language == "en" and "的" not in row["label"].value for row in rows)


@pytest.mark.parametrize("name", [name for name in COMPARISONS if name != "90-types"])
def test_a_comparison_comes_to_the_same_whatever_was_read_first(name):
    found = compare(name, *EVERYTHING)
    assert found
    assert compare(name, *EVERYTHING, backwards=True) == found


@pytest.fixture(scope="module")
def guizhou_store(guizhou):
    store = Store()
    fill_store(store, load(guizhou), {})
    return store


def test_the_guizhou_graph_comes_to_the_same_whatever_was_read_first(guizhou_store):
    of_ours = ("inferred", "comparisons")
    stated = [quad for quad in guizhou_store if not quad.graph_name.value.endswith(of_ours)]
    found = []
    for quads in (stated, reversed(stated)):
        store = Store()
        for quad in quads:
            store.add(quad)
        derive(store, RULES, IRIS.graph("inferred"))
        derive(store, COMPARISONS, IRIS.graph("comparisons"))
        found.append({quad for quad in store if quad.graph_name.value.endswith(of_ours)})
    assert len(found[0]) > 1000
    assert found[0] == found[1]


def test_every_corroboration_of_the_guizhou_graph_counts_the_origins_of_its_statements(guizhou_store):
    query = """
        SELECT ?c ?sources (COUNT(DISTINCT ?origin) AS ?origins) WHERE {
          ?c sg:independentSources ?sources ; sg:compares/prov:hadPrimarySource/sg:origin ?origin
        } GROUP BY ?c ?sources"""
    rows = list(guizhou_store.query(query, use_default_graph_as_union=True, prefixes=PREFIXES))
    assert len(rows) > 10
    assert not [row["c"].value for row in rows if row["sources"].value != row["origins"].value]
