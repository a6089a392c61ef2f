"""Where things stand when they are laid out by time."""

import dataclasses

import networkx as nx
import pytest

from conftest import write_collection
from shugu.pipeline import build
from shugu.publish.facts import read_facts
from shugu.publish.source import open_source
from shugu.publish.timeline import layout_by_time

BASE = "https://example.org/entity/"


@pytest.fixture(scope="module")
def row(tmp_path_factory):
    folder = tmp_path_factory.mktemp("timeline")
    build(write_collection(folder / "harbour"), folder / "graph")
    return next(read_facts(open_source(folder / "graph", None).graph))


@pytest.fixture
def place(row):
    """The layout of things of which each of the pairs of thing and time is stated."""

    def lay_out(*stated, things=()):
        network = nx.MultiDiGraph()
        network.add_nodes_from([*(thing for thing, _ in stated), *things])
        rows = [
            dataclasses.replace(row, subject_id=BASE + thing, object_id=None, speaker_id=None, time=time)
            for thing, time in stated
        ]
        return layout_by_time(network, rows)

    return lay_out


def test_what_is_earlier_stands_further_left(place):
    places = place(("port", "2019-03-01"), ("crane", "2021-06-02"), ("ferry", "2020-01-05")).places
    assert places["port"][0] < places["ferry"][0] < places["crane"][0]


def test_a_thing_stands_between_the_hairlines_of_its_year(place):
    made = place(*((f"t{number}", "2020") for number in range(30)), ("last", "2023-12-31"))
    axis = dict(made.axis)
    assert all(axis[2020] <= x < axis[2021] for name, (x, _) in made.places.items() if name != "last")
    assert axis[2023] < made.places["last"][0] <= axis[2024]


def test_no_two_things_stand_in_the_same_place(place):
    places = place(
        *((f"t{number}", "2020-05-01") for number in range(40)), things=[f"u{number}" for number in range(40)]
    ).places
    assert len(set(places.values())) == len(places) == 80


def test_the_middle_one_of_several_times_counts(place):
    made = place(("port", "2010-01-01"), ("port", "2015-01-01"), ("port", "2020-01-01"))
    assert made.places["port"][0] == dict(made.axis)[2015] or len(made.axis) == 2


def test_what_has_no_time_stands_left_of_the_first_year(place):
    made = place(("port", "2020"), ("crane", None), ("ferry", "soon"), things=["lamp"])
    assert all(made.places[name][0] < made.axis[0][1] - 100 for name in ("crane", "ferry", "lamp"))


def test_without_any_time_there_is_no_axis(place):
    made = place(("port", None), things=["lamp"])
    assert made.axis == ()
    assert set(made.places) == {"port", "lamp"}


def test_nothing_gives_nothing(place):
    assert place().places == {}


def test_the_order_of_rows_does_not_matter(place):
    stated = [("port", "2020"), ("crane", "2020"), ("ferry", "2021-05")]
    assert place(*stated) == place(*reversed(stated))
