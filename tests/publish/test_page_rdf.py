"""What the page knows beside the rows: where things lie, the triples it may write, the names of units."""

import json
import re

from conftest import ROWS, write_collection
from shugu.pipeline import build
from shugu.publish.page_rdf import read_page_rdf, shorten
from shugu.publish.source import open_source
from shugu.publish.views import read_whereabouts

BASE = "https://example.org/harbour/"
PLACES = [
    ["id", "type", "label@en", "label@zh", "aliases", "not the same as", "latitude", "longitude"],
    ["lindow", "City", "Lindow", "林多", "", "", "60.1", "24.9"],
    ["norland", "Country", "Norland", "", "", "", "62", "26"],
    ["cold-store", "Project", "Cold store of Lindow", "", "", "", "", ""],
    ["cold-store-opening", "Launch", "Opening of the cold store", "", "", "", "", ""],
    ["ada-brook", "Person", "Ada Brook", "", "", "", "", ""],
]


def harbour(folder, *more):
    build(write_collection(folder / "harbour", rows=[*ROWS, *more], entities=PLACES), folder / "graph")
    return folder / "graph"


def located(number, subject, object_):
    return {"id": f"h-3-{number}", "sentence": "s3", "subject": subject, "property": "locatedIn", "object": object_}


def test_a_thing_lies_at_the_innermost_place_that_has_a_point(tmp_path):
    graph = open_source(harbour(tmp_path, located(7, "lindow", "norland")), None).graph
    assert read_whereabouts(graph)[f"{BASE}entity/cold-store"] == f"{BASE}entity/lindow"


def test_a_thing_in_two_places_apart_lies_at_neither(tmp_path):
    graph = open_source(harbour(tmp_path, located(7, "cold-store", "norland")), None).graph
    assert f"{BASE}entity/cold-store" not in read_whereabouts(graph)


def test_only_what_may_be_taken_as_true_is_plain(tmp_path):
    statements = read_page_rdf(open_source(harbour(tmp_path), None).graph, BASE).statements
    assert {id_ for id_, fields in statements.items() if fields.get("plain")} == {"h-2-1", "h-2-2", "h-2-3"}


def test_a_statement_has_its_own_time_and_not_that_of_its_event(tmp_path):
    statements = read_page_rdf(open_source(harbour(tmp_path), None).graph, BASE).statements
    assert statements["h-2-1"]["time"] == "2021-05-03"
    assert "time" not in statements["h-2-2"]


def test_an_iri_is_shortened_by_the_longest_namespace_that_fits():
    prefixes = {"x": "https://example.org/", "e": f"{BASE}entity/"}
    assert shorten(f"{BASE}entity/lindow", prefixes) == "e:lindow"
    assert shorten("https://elsewhere.example/a", prefixes) == "https://elsewhere.example/a"


def test_the_page_names_the_units_that_occur_in_both_languages(tmp_path):
    html = (harbour(tmp_path) / "network.html").read_text("utf-8")
    data = json.loads(re.search(r'id="shugu-data">(.*?)</script>', html, re.DOTALL)[1])
    assert data["units"] == {
        "USD": {"label": "United States dollar", "label_zh": "美元"},
        "count": {"label": "count", "label_zh": "个"},
    }
    assert next(node for node in data["nodes"] if node["id"] == "cold-store")["at"] == "lindow"
