"""The explorer's index: all of the page's data, the same bytes each time; and the part that a large graph's page holds."""

import json
import random
import sqlite3

import networkx as nx
import numpy as np
import pytest

from conftest import write_collection
from shugu.pipeline import build
from shugu.publish.explorer_columns import pack_names, pack_ties
from shugu.publish.explorer_format import INDEX
from shugu.publish.folding import fold_name
from shugu.publish.page_part import fits_one_page, main_part
from shugu.serve.explorer.index import HeldIndex, Names, Ties
from shugu.serve.explorer.search import find_things
from shugu.serve.explorer.ways import find_way


@pytest.fixture(scope="module")
def index(built):
    return HeldIndex().open(built / INDEX)


@pytest.fixture(scope="module")
def page_data(built):
    html = (built / "network.html").read_text("utf-8")
    return json.loads(html.split('id="shugu-data">', 1)[1].split("</script>", 1)[0])


def names_of(*things):
    packed = pack_names([fold_name(name) for name in names] for names in things)
    lines = [np.frombuffer(packed[name], "<u4") for name in ("first_lines", "further_lines", "further_of")]
    return Names(packed["first"], lines[0], packed["further"], lines[1], lines[2])


def ties_of(things, ends, plans):
    packed = pack_ties(things, ends, plans)
    starts, others, links = (np.frombuffer(packed[name], "<u4") for name in ("starts", "others", "ties"))
    return Ties(starts, others, links, np.frombuffer(packed["costs"], "u1"))


def test_two_builds_give_the_same_index(tmp_path):
    collection = write_collection(tmp_path / "harbour")
    for name in ("one", "two"):
        build(collection, tmp_path / name)
    assert (tmp_path / "one" / INDEX).read_bytes() == (tmp_path / "two" / INDEX).read_bytes()


def test_the_index_holds_every_thing_link_and_statement_of_the_page(index, page_data):
    things = {json.loads(body)["id"]: json.loads(body) for (body,) in index.select("SELECT body FROM thing")}
    assert things.keys() == {node["id"] for node in page_data["nodes"]}
    assert all(things[node["id"]]["said"] == len(node.get("statements", ())) for node in page_data["nodes"])
    links = index.select("SELECT body FROM link ORDER BY number")
    assert [(json.loads(b)["from"], json.loads(b)["to"], json.loads(b)["label"]) for (b,) in links] == [
        (edge["from"], edge["to"], edge["label"]) for edge in page_data["edges"]
    ]
    statements = [json.loads(body) for (body,) in index.select("SELECT body FROM statement ORDER BY number")]
    assert [{k: v for k, v in s.items() if k != "index"} for s in statements] == page_data["statements"]


def test_things_are_numbered_by_weight_and_the_opening_is_that_of_the_page(index, page_data):
    sizes = [json.loads(body)["size"] for (body,) in index.select("SELECT body FROM thing ORDER BY number")]
    assert sizes == sorted(sizes, reverse=True)
    ranked = sorted((node["rank"], node["id"]) for node in page_data["nodes"] if "rank" in node)
    numbers = index.ranked(len(ranked))
    assert numbers == [index.find(id_) for _, id_ in ranked]


def test_the_best_names_come_first():
    names = names_of(
        ["Port of Lindow", "林多港", "Old Docks"], ["Lindow", "林多"], ["New Lindow"], ["Blindow"], ["Quay", "lindow"]
    )
    assert find_things(names, "LINDÓW", 10) == [1, 4, 0, 2, 3]
    assert find_things(names, "林", 10) == [0, 1]
    assert find_things(names, "old  docks", 10) == []
    assert find_things(names, "docks", 10) == [0]
    assert find_things(names, "lindow", 2) == [1, 4]
    assert find_things(names, "\u200b \n", 10) == []


def test_many_names_are_ranked_as_few_are():
    many = names_of(*([f"thing {i}", f"the thing of {i}"] for i in range(3_000)), ["a thing"], ["thing"])
    assert find_things(many, "thing", 4) == [3_001, 0, 1, 2]
    assert find_things(many, "thing of 2999", 4) == [2_999]
    assert find_things(many, "thing 29", 3) == [29, 290, 291]


def test_a_name_across_two_lines_is_none():
    assert find_things(names_of(["one"], ["two"]), "e\nt", 5) == []
    assert find_things(names_of(["one"], ["", "x"], ["two"]), "two", 5) == [2]


def test_ways_are_as_short_as_networkx_finds_them():
    chance = random.Random(3)
    ends = [(chance.randrange(40), chance.randrange(40)) for _ in range(50)]
    ends = [(one, other) for one, other in ends if one != other]
    plans = [chance.random() < 0.4 for _ in ends]
    graph = nx.Graph()
    graph.add_nodes_from(range(40))
    for (one, other), plan in zip(ends, plans, strict=True):
        weight = min(5 if plan else 2, graph.get_edge_data(one, other, {"weight": 9})["weight"])
        graph.add_edge(one, other, weight=weight)
    ties = ties_of(40, ends, plans)
    lengths = dict(nx.all_pairs_dijkstra_path_length(graph))
    found = {(one, other): find_way(ties, one, other, str) for one in range(40) for other in range(40)}
    assert {pair for pair, way in found.items() if way is None} == {
        (one, other) for one in range(40) for other in range(40) if other not in lengths[one]
    }
    ways = {pair: way for pair, way in found.items() if way is not None}
    assert all((way[0], way[-1]) == pair for pair, way in ways.items())
    assert all(nx.path_weight(graph, way, "weight") == lengths[one][other] for (one, other), way in ways.items())


def test_of_equal_ways_the_one_with_the_first_ids_is_taken():
    ties = ties_of(4, [(0, 2), (2, 3), (0, 1), (1, 3)], [False] * 4)
    assert find_way(ties, 0, 3, {0: "s", 1: "b", 2: "a", 3: "e"}.__getitem__) == [0, 2, 3]
    assert find_way(ties, 0, 3, {0: "s", 1: "a", 2: "b", 3: "e"}.__getitem__) == [0, 1, 3]


def test_the_main_part_of_a_page_says_how_much_there_is_and_refers_to_itself_alone(page_data):
    ids = [node["id"] for node in page_data["nodes"] if node.get("rank", 99) < 20]
    part = main_part(page_data, ids)
    assert [node["id"] for node in part["nodes"]] == [node["id"] for node in page_data["nodes"] if node["id"] in ids]
    assert part["totals"]["things"] == len(page_data["nodes"])
    assert 20 < len(part["statements"]) < part["totals"]["statements"]
    numbers = [n for item in (*part["nodes"], *part["edges"], *part["comparisons"]) for n in item.get("statements", ())]
    numbers += [n for s in part["statements"] for key in ("opposes", "supports") for n in s.get(key, ())]
    assert set(numbers) <= set(range(len(part["statements"])))
    for edge in part["edges"]:
        said = [part["statements"][number] for number in edge["statements"]]
        assert said
        assert {s["subject"] for s in said} <= {edge["from"], edge["to"]}
    assert {s["document"] for s in part["statements"]} == part["documents"].keys()


def test_a_graph_beyond_the_limits_does_not_fit_one_page(page_data):
    assert fits_one_page(page_data)
    assert not fits_one_page(page_data, things=100)
    assert not fits_one_page(page_data, statements=100)


def test_the_file_is_a_sound_database_of_one_version(built):
    with sqlite3.connect(f"file:{built / INDEX}?mode=ro&immutable=1", uri=True) as base:
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert base.execute("PRAGMA user_version").fetchone() == (1,)
