"""Places of things on the page: whole, apart, the same each time, and the opening part a readable one."""

import itertools
import os
import random
import subprocess
import sys
import time

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shugu.publish.facts import read_facts
from shugu.publish.layout import layout, opening_part
from shugu.publish.network import to_network
from shugu.publish.source import open_source
from shugu.publish.views import read_entity_rows

FAR_ENOUGH = 30  # a mark is at most 31 pixels wide at zoom 1


def make_network(edges, lone=0):
    network = nx.MultiDiGraph()
    for node in sorted({node for edge in edges for node in edge} | {1000 + i for i in range(lone)}):
        network.add_node(f"n{node:04}", label=f"Thing {node}", statements=node % 7)
    for number, (source, target) in enumerate(edges):
        network.add_edge(
            f"n{source:04}", f"n{target:04}", key=number, label="is near", document=f"d{number % 3}", id=f"s{number}"
        )
    return network


def random_network(nodes, edges):
    draw = random.Random(nodes)
    return make_network([(draw.randrange(nodes), draw.randrange(nodes)) for _ in range(edges)])


@pytest.fixture(scope="module")
def network(built):
    graph = open_source(built, None).graph
    return to_network(read_facts(graph), read_entity_rows(graph))


def least_distance(places):
    return min(((a - c) ** 2 + (b - d) ** 2) ** 0.5 for (a, b), (c, d) in itertools.combinations(places, 2))


def test_every_thing_has_a_place_in_whole_numbers(network):
    places = layout(network)
    assert list(places) == sorted(network)
    assert all(type(x) is int and type(y) is int for x, y in places.values())


def test_no_two_things_stand_on_each_other(network):
    assert least_distance(layout(network).values()) >= FAR_ENOUGH


def test_the_names_of_the_opening_part_have_room(network):
    places = layout(network)
    widths = {node: min(7 * len(network.nodes[node]["label"]), 138) for node in opening_part(network)}
    for one, other in itertools.combinations(widths, 2):
        (a, b), (c, d) = places[one], places[other]
        assert abs(a - c) >= (widths[one] + widths[other]) / 2 or abs(b - d) >= 40, (one, other)


def test_the_places_are_the_same_each_time(network):
    assert layout(network) == layout(network)


def test_the_places_do_not_depend_on_the_order_of_edges(network):
    turned = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(network.nodes(data=True))))
    turned.add_edges_from(reversed(list(network.edges(keys=True, data=True))))
    assert layout(turned) == layout(network)


def test_the_places_do_not_depend_on_the_hash_seed_of_the_process():
    program = (
        "import networkx as nx; from shugu.publish.layout import layout\n"
        "g = nx.MultiDiGraph()\n"
        "g.add_nodes_from((f'n{i}', {'label': f'Thing {i}'}) for i in range(90))\n"
        "g.add_edges_from((f'n{i}', f'n{i * i % 83}', {'document': 'd'}) for i in range(90))\n"
        "print(layout(g))"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1


def test_the_layout_of_the_guizhou_network_takes_less_than_a_second_of_processor_time(network):
    before = time.process_time()
    layout(network)
    assert time.process_time() - before < 1


def test_a_network_of_thousands_of_things_is_laid_out_without_scipy():
    places = layout(random_network(3000, 6000))
    assert len(set(places.values())) == len(places)


def test_the_opening_part_starts_with_the_capital_and_the_province(network):
    assert set(opening_part(network)[:2]) == {"guiyang", "guizhou"}


def test_the_opening_part_has_fewer_than_two_hundred_things(network):
    assert 20 < len(opening_part(network)) < 200


def test_every_thing_of_the_opening_part_hangs_on_one_before_it(network):
    part = opening_part(network)
    around = nx.Graph(network)
    for place, node in enumerate(part[1:], start=1):
        assert set(around[node]) & set(part[:place]), node


def test_the_places_of_the_opening_part_do_not_depend_on_what_is_not_in_it(network):
    part = opening_part(network)
    places = layout(network)
    more = network.copy()
    more.add_node("zzz-new", label="New")
    more.add_edge(part[0], "zzz-new", document="000-guiyang-data-valley", label="is near")
    changed = layout(more)
    assert opening_part(more) == part
    assert [changed[node] for node in part] == [places[node] for node in part]


def test_a_small_network_opens_as_a_whole_even_where_it_falls_apart():
    network = make_network([(1, 2), (2, 3), (10, 11)], lone=4)
    assert set(opening_part(network)) == set(network)


def test_a_thing_in_more_documents_comes_before_one_with_as_many_links_in_one():
    network = nx.MultiDiGraph()
    for node, statements in (("hub", 9), ("once", 0), ("twice", 0)):
        network.add_node(node, label=node, statements=statements)
    network.add_edge("hub", "once", key=1, label="x", document="a")
    network.add_edge("hub", "twice", key=2, label="x", document="a")
    network.add_edge("hub", "once", key=3, label="x", document="a")
    network.add_edge("hub", "twice", key=4, label="x", document="b")
    assert opening_part(network) == ("hub", "twice", "once")


def test_who_is_quoted_counts_for_what_he_says():
    network = nx.MultiDiGraph()
    for node in ("hub", "a-silent", "speaker"):
        network.add_node(node, label=node, statements=0)
    network.add_edge("a-silent", "hub", key=1, label="x", document="a")
    network.add_edge("speaker", "hub", key=2, label="speaks of", document="a")
    assert opening_part(network)[1] == "speaker"


def test_what_hangs_on_nothing_stands_below_the_rest():
    network = make_network([(i, i // 2) for i in range(80)], lone=5)
    places = layout(network)
    lone = {node for node in network if network.degree(node) == 0}
    assert max(y for node, (_, y) in places.items() if node not in lone) < min(places[node][1] for node in lone)


def test_an_empty_network_has_no_places():
    assert layout(nx.MultiDiGraph()) == {}
    assert opening_part(nx.MultiDiGraph()) == ()


def test_one_thing_alone_has_a_place():
    assert layout(make_network([], lone=1)) == {"n1000": (0, 0)}


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), min_size=2, max_size=140), st.integers(0, 5))
def test_any_network_gets_places_that_are_apart(edges, lone):
    places = layout(make_network(edges, lone))
    assert len(places) < 2 or least_distance(places.values()) >= FAR_ENOUGH
