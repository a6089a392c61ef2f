"""The graph in words: one thing, and the way between two."""

import pytest

from conftest import ENTITIES, ROWS, write_collection
from shugu.errors import InputError
from shugu.pipeline import build
from shugu.publish.describe import describe_entity, describe_path, disputed_statements, find_entity, phrase, source_of
from shugu.publish.facts import read_facts
from shugu.publish.network import to_network
from shugu.publish.source import open_source
from shugu.publish.views import read_comparisons, read_entity_rows

PEOPLE = [
    *ENTITIES,
    ["eva-lind", "Person", "Eva Lind", "", "", ""],
    ["ferry-company", "Company", "Ferry company of Norland", "", "FCN", ""],
    ["far-away", "City", "Far Away", "", "", ""],
]
LINKS = [
    *ROWS,
    # A planned link of one step beside an actual way of two.
    {"id": "h-2-4", "sentence": "s2", "subject": "ferry-company", "property": "locatedIn", "object": "lindow"},
    {"id": "h-2-5", "sentence": "s2", "subject": "cold-store", "property": "builtBy", "object": "ferry-company", "basis": "target"},
    {"id": "h-2-6", "sentence": "s2", "subject": "eva-lind", "property": "description", "value": "sings", "speaker": "ada-brook"},
]  # fmt: skip


class Read:
    """Everything that the functions under test take, read from a graph."""

    def __init__(self, folder):
        graph = open_source(folder, None).graph
        self.entities = read_entity_rows(graph)
        self.rows = {row.id: row for row in read_facts(graph)}
        self.network = to_network(self.rows.values(), self.entities)
        self.comparisons = read_comparisons(graph)

    def find(self, name):
        return find_entity(name, self.entities)

    def show(self, name):
        entity = self.find(name)
        about = [
            row
            for row in self.rows.values()
            if entity.iri in (row.subject_id, row.object_id, row.place_id, row.speaker_id)
        ]
        return list(describe_entity(entity, about, disputed_statements(self.comparisons)))

    def path(self, start, end):
        return describe_path(self.network, self.rows, self.find(start), self.find(end))


@pytest.fixture(scope="module")
def harbour_graph(tmp_path_factory):
    folder = tmp_path_factory.mktemp("words")
    build(write_collection(folder / "harbour", rows=LINKS, entities=PEOPLE), folder / "out")
    return Read(folder / "out")


@pytest.fixture(scope="module")
def guizhou_graph(built):
    return Read(built)


# Names


@pytest.mark.parametrize(
    "name",
    ["Lindow", "lindow", "LINDOW", " Lindow ", "林多", "port of lindow", "https://example.org/harbour/entity/lindow"],
)
def test_a_thing_is_found_by_any_of_its_names(harbour_graph, name):
    assert harbour_graph.find(name).label == "Lindow"


def test_a_whole_name_counts_before_a_part_of_one(harbour_graph):
    assert harbour_graph.find("Lindow").iri.endswith("/lindow")
    assert harbour_graph.find("Lindow Vale").iri.endswith("/lindow-vale")


def test_a_part_of_a_name_finds_the_one_thing_that_has_it(harbour_graph):
    assert harbour_graph.find("Ferry comp").label == "Ferry company of Norland"


def test_a_part_that_several_names_have_is_refused_with_all_of_them(harbour_graph):
    with pytest.raises(InputError, match="2 things.*Cold store of Lindow; Opening of the cold store"):
        harbour_graph.find("cold stor")


def test_a_name_that_is_nobodys_is_refused_with_the_nearest(harbour_graph):
    with pytest.raises(InputError, match="nothing in the graph is called 'Lyndow'; the nearest names are:.*Lindow"):
        harbour_graph.find("Lyndow")


@pytest.mark.parametrize("name", ["", "  "])
def test_no_name_is_no_thing(harbour_graph, name):
    with pytest.raises(InputError, match="nothing in the graph is called"):
        harbour_graph.find(name)


@pytest.mark.parametrize("name", ["Guiyang", "贵阳市", "guiyang"])
def test_guiyang_is_found_though_many_names_hold_it(guizhou_graph, name):
    assert guizhou_graph.find(name).label == "Guiyang"


def test_every_thing_of_guizhou_is_found_by_its_label(guizhou_graph):
    for entity in guizhou_graph.entities.values():
        assert guizhou_graph.find(entity.label) == entity


# Statements in words


@pytest.mark.parametrize(
    ("id_", "words"),
    [
        ("h-2-1", "Opening of the cold store occurred (2021-05-03)"),
        ("h-2-3", "Cold store of Lindow is located in Lindow"),
        ("h-3-1", "Cold store of Lindow total investment: 40 million USD"),
        ("h-4-1", "Lindow data sources: 12 (2025) - target, not actual - said by Ada Brook"),
        ("h-2-6", "Eva Lind is described: sings - said by Ada Brook"),
    ],
)
def test_a_statement_in_words_says_what_qualifies_it(harbour_graph, id_, words):
    assert phrase(harbour_graph.rows[id_]) == words


def test_a_source_names_document_paragraph_and_sentence(harbour_graph):
    assert source_of(harbour_graph.rows["h-4-1"]) == "harbour, paragraph 3, s4"


def test_no_statement_of_guizhou_hides_its_basis_or_speaker(guizhou_graph):
    for row in guizhou_graph.rows.values():
        words = phrase(row)
        assert (f"- {row.basis}, not actual" in words) == (row.basis != "actual")
        assert (f"- said by {row.speaker}" in words) == (row.speaker is not None)
        assert row.subject in words
        assert row.predicate in words


# One thing


def test_a_thing_is_shown_with_names_class_statements_and_sources(harbour_graph):
    assert harbour_graph.show("Lindow")[:9] == [
        "Lindow  林多",
        "City  <https://example.org/harbour/entity/lindow>",
        "also called: port of Lindow",
        "",
        "2025                      Lindow data sources: 12 (2025) - target, not actual - said by Ada Brook",
        "                          harbour, paragraph 3, s4",
        "                          “The council wants 12 ferries by 2025, said Mayor Ada Brook.”",
        "-                         Cold store of Lindow is located in Lindow",
        "                          harbour, paragraph 2, s2",
    ]


def test_statements_stand_by_time_and_those_without_one_last(guizhou_graph):
    times = [line.split()[0] for line in guizhou_graph.show("Guiyang")[4:] if line[:1] not in (" ", "", "≠")]
    dated = [time for time in times if time != "-"]
    assert dated == sorted(dated)
    assert times[len(dated) :] == ["-"] * (len(times) - len(dated))
    assert len(dated) > 10


def test_every_statement_has_its_source_below_it(guizhou_graph):
    lines = [line for line in guizhou_graph.show("Guizhou")[4:] if line and not line.startswith("≠")]
    assert all("paragraph" in line for line in lines[1::2])
    assert all(line.startswith(" ") for line in lines[1::2])
    assert not any(line.startswith(" ") for line in lines[::2])


def test_disagreement_is_marked_and_explained(guizhou_graph):
    lines = guizhou_graph.show("Guiyang")
    marked = [line for line in lines if "≠ " in line[:27]]
    assert len([line for line in marked if "big data enterprises" in line]) == 2
    assert lines[-1] == "≠ marks statements that another statement contradicts; see: shugu compare"


def test_without_disagreement_nothing_is_marked(harbour_graph):
    assert not [line for line in harbour_graph.show("Lindow") if "≠" in line]


def test_only_a_conflict_counts_as_disagreement(guizhou_graph):
    verdicts = {c.verdict for c in guizhou_graph.comparisons if c.kind == "conflict"}
    disputed = disputed_statements(guizhou_graph.comparisons)
    for comparison in guizhou_graph.comparisons:
        ids = {statement.id for statement in comparison.statements}
        if comparison.kind == "conflict" and comparison.verdict == "conflict":
            assert ids <= disputed
    assert "conflict" in verdicts
    assert disputed < set(guizhou_graph.rows)


# The way between two


def test_a_way_is_told_hop_by_hop_with_sources(harbour_graph):
    assert harbour_graph.path("Opening of the cold store", "Lindow") == [
        "1. Opening of the cold store concerned Cold store of Lindow (2021-05-03)",
        "   harbour, paragraph 2, s2",
        "2. Cold store of Lindow is located in Lindow",
        "   harbour, paragraph 2, s2",
    ]


def test_a_way_can_be_gone_in_both_directions(harbour_graph):
    there = harbour_graph.path("Opening of the cold store", "Ada Brook")
    back = harbour_graph.path("Ada Brook", "Opening of the cold store")
    assert [line[3:] for line in there[::2]] == [line[3:] for line in back[::2]][::-1]


def test_what_is_actual_is_gone_over_before_what_is_only_planned(harbour_graph):
    hops = harbour_graph.path("Cold store of Lindow", "Ferry company of Norland")[::2]
    assert len(hops) == 2
    assert not any("not actual" in hop for hop in hops)


def test_what_is_planned_is_gone_over_where_nothing_else_leads_and_says_so(tmp_path):
    rows = [
        {
            "id": "h-2-3",
            "sentence": "s2",
            "subject": "cold-store",
            "property": "locatedIn",
            "object": "lindow",
            "basis": "target",
        }
    ]
    build(write_collection(tmp_path / "harbour", rows=rows), tmp_path / "out")
    assert Read(tmp_path / "out").path("Lindow", "Cold store of Lindow")[0].endswith("- target, not actual")


def test_where_nothing_leads_there_is_no_way(harbour_graph):
    assert harbour_graph.path("Lindow", "Far Away") == []


def test_every_hop_on_a_way_of_guizhou_is_a_statement_that_names_both_ends(guizhou_graph):
    lines = guizhou_graph.path("Jack Ma", "Foxconn")
    hops = [line.partition(". ")[2] for line in lines if line[:1].isdigit()]
    phrases = {phrase(row) for row in guizhou_graph.rows.values()}
    assert hops
    assert set(hops) <= phrases
    assert "Jack Ma" in hops[0]
    assert "Foxconn" in hops[-1]
