"""The network of things: as networkx holds it and as other programs read it."""

from dataclasses import replace
from io import BytesIO

import networkx as nx
import pytest

from conftest import ENTITIES, ROWS, write_collection
from shugu.pipeline import build
from shugu.publish.facts import read_facts
from shugu.publish.network import to_gexf, to_graphml, to_network
from shugu.publish.source import open_source
from shugu.publish.views import read_entity_rows

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "{{7*7}}",
    "\u202eright to left",
    "zero\u200bwidth",
    "=1+1",
    "]]> & \"quotes\" 'both'",
    "\U0001f6a2 贵阳",
    "Lindow " * 1400 + "end",
]


def read(folder):
    graph = open_source(folder, None).graph
    return list(read_facts(graph)), read_entity_rows(graph)


@pytest.fixture(scope="module")
def guizhou_parts(built):
    return read(built)


@pytest.fixture(scope="module")
def network(guizhou_parts):
    return to_network(*guizhou_parts)


def with_labels(folder, labels):
    """The network of the harbour collection whose things have these labels."""
    named = [[row[0], row[1], label, *row[3:]] for row, label in zip(ENTITIES[1:], labels, strict=False)]
    build(
        write_collection(folder / "harbour", rows=ROWS, entities=[ENTITIES[0], *named, *ENTITIES[1 + len(named) :]]),
        folder / "out",
    )
    return to_network(*read(folder / "out"))


def test_every_thing_is_a_node(network, guizhou_parts):
    _, entities = guizhou_parts
    assert {iri for _, iri in network.nodes(data="iri")} == set(entities)
    assert dict(network.nodes(data="label"))["guiyang"] == "Guiyang"
    assert dict(network.nodes(data="labelZh"))["guiyang"] == "贵阳市"
    assert dict(network.nodes(data="type"))["guiyang"] == "City"


def test_every_statement_between_two_things_is_an_edge_of_its_own(network, guizhou_parts):
    rows, _ = guizhou_parts
    wanted = {(row.id, row.subject_id, row.object_id) for row in rows if row.object_id}
    iris = dict(network.nodes(data="iri"))
    found = {
        (key, iris[s], iris[t]) for s, t, key, label in network.edges(keys=True, data="label") if label != "speaks of"
    }
    assert found == wanted


def test_a_speaker_is_tied_to_what_is_spoken_of(network, guizhou_parts):
    rows, _ = guizhou_parts
    spoken = [row for row in rows if row.speaker_id]
    edges = [edge for edge in network.edges(data="label") if edge[2] == "speaks of"]
    assert len(edges) == len(spoken) > 0


def test_an_edge_says_whether_it_is_actual(network, guizhou_parts):
    rows = {row.id: row for row in guizhou_parts[0]}
    for _, _, key, data in network.edges(keys=True, data=True):
        if data["label"] != "speaks of":
            assert data["basis"] == rows[key].basis
            assert (data["time"], data["document"], data["kind"]) == (
                rows[key].time or "",
                rows[key].document,
                rows[key].kind,
            )
    assert {basis for _, _, basis in network.edges(data="basis")} > {"actual"}


def test_the_number_of_statements_about_a_thing_is_with_its_node(network, guizhou_parts):
    rows, _ = guizhou_parts
    for _, data in network.nodes(data=True):
        assert data["statements"] == sum(row.subject_id == data["iri"] for row in rows)


def test_rows_in_another_order_make_the_same_network_of_nodes(guizhou_parts, network):
    rows, entities = guizhou_parts
    again = to_network(rows[::-1], dict(reversed(entities.items())))
    assert list(again.nodes(data=True)) == list(network.nodes(data=True))
    assert nx.utils.graphs_equal(again, network)


# Files for other programs


def parts_of(network):
    """Nodes and edges with all their data, as plain values."""
    nodes = {node: dict(data) for node, data in network.nodes(data=True)}
    edges = sorted(
        (s, t, sorted((name, value) for name, value in data.items())) for s, t, data in network.edges(data=True)
    )
    return nodes, edges


def test_graphml_is_read_back_with_equal_nodes_and_edges(network):
    found = nx.read_graphml(BytesIO(to_graphml(network)), force_multigraph=True)
    nodes, edges = parts_of(network)
    assert dict(found.nodes(data=True)) == nodes
    # networkx takes the edge's id for its own, so it comes back as the key.
    read_edges = sorted(
        (s, t, sorted({**data, "id": data.get("id", key)}.items()))
        for s, t, key, data in found.edges(keys=True, data=True)
    )
    assert read_edges == edges
    assert found.is_directed()


def test_gexf_is_read_back_with_equal_nodes_and_edges(network):
    found = nx.read_gexf(BytesIO(to_gexf(network)))
    nodes, _ = parts_of(network)
    assert dict(found.nodes(data=True)) == nodes
    assert found.number_of_edges() == network.number_of_edges()
    names = ("label", "kind", "basis", "time", "document")
    assert sorted((s, t, *(d[n] for n in names)) for s, t, d in found.edges(data=True)) == sorted(
        (s, t, *(d[n] for n in names)) for s, t, d in network.edges(data=True)
    )


def test_neither_file_holds_the_day_it_was_written(network):
    assert b"lastmodified" not in to_gexf(network)
    assert to_gexf(network) == to_gexf(network)
    assert to_graphml(network) == to_graphml(network)


@pytest.mark.parametrize("start", [0, 6])
def test_labels_that_were_made_to_do_harm_are_text_in_both_files(tmp_path, start):
    labels = [label.strip() for label in HOSTILE[start : start + 6]]
    network = with_labels(tmp_path, labels)
    assert set(labels) <= {label for _, label in network.nodes(data="label")}
    for found in (nx.read_graphml(BytesIO(to_graphml(network))), nx.read_gexf(BytesIO(to_gexf(network)))):
        assert {label for _, label in found.nodes(data="label")} == {label for _, label in network.nodes(data="label")}
    for data in (to_graphml(network), to_gexf(network)):
        assert b"<img" not in data
        assert b"<script" not in data


@pytest.mark.parametrize("text", ["\x0b", "\ufffe", "\uffff", "a\x1bb", "a\x00b"])
def test_characters_that_xml_excludes_are_left_out(guizhou_parts, text):
    rows, entities = guizhou_parts
    iri = next(iter(entities))
    network = to_network(rows[:5], {**entities, iri: replace(entities[iri], label=f"before{text}after")})
    assert nx.read_graphml(BytesIO(to_graphml(network))).number_of_nodes() == len(entities)
    assert nx.read_gexf(BytesIO(to_gexf(network))).number_of_nodes() == len(entities)
    assert "before" in dict(network.nodes(data="label"))[iri.rpartition("/")[2]]


def test_a_network_without_edges_can_be_written(guizhou_parts):
    network = to_network([], guizhou_parts[1])
    assert nx.read_graphml(BytesIO(to_graphml(network))).number_of_edges() == 0
    assert nx.read_gexf(BytesIO(to_gexf(network))).number_of_nodes() == len(guizhou_parts[1])
    empty = to_network([], {})
    assert nx.read_graphml(BytesIO(to_graphml(empty))).number_of_nodes() == 0
    assert nx.read_gexf(BytesIO(to_gexf(empty))).number_of_nodes() == 0
