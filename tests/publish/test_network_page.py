"""The network page as a file: closed to the network, hostile texts harmless, every link with its statements."""

import base64
import dataclasses
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest

from conftest import REPOSITORY, write_collection
from shugu.ontology import load_ontology
from shugu.pipeline import build
from shugu.publish.facts import read_facts
from shugu.publish.network import to_network
from shugu.publish.network_page import render_network_page
from shugu.publish.page_data import PageInput
from shugu.publish.source import open_source
from shugu.publish.views import read_documents, read_entity_rows
from shugu.settings import ontology_folder

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    "{{ 7 * 7 }}{% raw %}",
    "<!--",
    "\u202etxt.exe",
    "a\u200bb\u2028c",
    "&lt;b&gt; & \" '",
]


class Page(HTMLParser):
    """A page taken apart: its elements with their attributes, and its scripts and styles with their texts."""

    def __init__(self, html):
        super().__init__()
        self.html = html
        self.elements = []
        self.texts = []
        self._inside = False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        self._inside = tag in ("script", "style")
        if self._inside:
            self.texts.append([tag, dict(attributes), ""])

    def handle_endtag(self, tag):
        self._inside = False

    def handle_data(self, data):
        if self._inside:
            self.texts[-1][2] += data

    @property
    def styles(self):
        return [text for tag, _, text in self.texts if tag == "style"]

    @property
    def scripts(self):
        return [text for tag, attributes, text in self.texts if tag == "script" and "type" not in attributes]

    def embedded(self, id_):
        """The text of the JSON that is embedded under an id."""
        return next(text for _, attributes, text in self.texts if attributes.get("id") == id_)

    @property
    def policy(self):
        return next(a["content"] for _, a in self.elements if a.get("http-equiv") == "Content-Security-Policy")

    @property
    def data(self):
        return json.loads(self.embedded("shugu-data"))


def digest(text):
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def parts_of(folder):
    graph = open_source(folder, None).graph
    return {"rows": list(read_facts(graph)), "entities": read_entity_rows(graph), "documents": read_documents(graph)}


def render(parts, title="Harbour", description="A small collection.", disputed=()):
    network = to_network(parts["rows"], parts["entities"])
    return render_network_page(
        network, PageInput(**parts, title=title, description=description, disputed=frozenset(disputed))
    )


@pytest.fixture(scope="module")
def guizhou_page(built):
    return Page((built / "network.html").read_text("utf-8"))


@pytest.fixture(scope="module")
def harbour_parts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("harbour")
    build(write_collection(folder / "harbour"), folder / "graph")
    return parts_of(folder / "graph")


@pytest.fixture
def hostile_page(harbour_parts):
    """A page in which every name, title and statement is hostile."""
    names = dict(zip(harbour_parts["entities"], HOSTILE, strict=False))
    entities = {
        iri: dataclasses.replace(entity, label=names[iri], label_zh=names[iri], aliases=tuple(HOSTILE))
        for iri, entity in harbour_parts["entities"].items()
    }
    documents = [
        dataclasses.replace(document, title=HOSTILE[1], origin=HOSTILE[0], url="javascript:alert(3)")
        for document in harbour_parts["documents"]
    ]
    rows = [dataclasses.replace(row, scope=HOSTILE[0], quote=HOSTILE[1]) for row in harbour_parts["rows"]]
    parts = {"rows": rows, "entities": entities, "documents": documents}
    return Page(render(parts, title=HOSTILE[1], description=HOSTILE[0]))


def test_the_page_names_its_language_title_and_landmarks(guizhou_page):
    tags = [tag for tag, _ in guizhou_page.elements]
    assert guizhou_page.html.startswith("<!doctype html>")
    assert ("html", {"lang": "en"}) in guizhou_page.elements
    assert [tags.count(tag) for tag in ("title", "h1", "main", "header", "noscript")] == [1, 1, 1, 1, 1]


def test_every_control_has_a_name(guizhou_page):
    html = guizhou_page.html
    for tag, attributes in guizhou_page.elements:
        if tag == "button":
            words = rf'id="{attributes["id"]}"[^>]*>(?:\s*<[^>]*>)*\s*[^<\s]'
            assert "aria-label" in attributes or re.search(words, html), attributes
        if tag == "input":
            assert f'for="{attributes["id"]}"' in html


def test_the_policy_allows_the_scripts_and_styles_of_the_page_and_nothing_else(guizhou_page):
    rules = {words[0]: set(words[1:]) for words in (rule.split() for rule in guizhou_page.policy.split(";"))}
    assert rules["default-src"] == {"'none'"}
    assert rules["script-src"] == {digest(text) for text in guizhou_page.scripts}
    assert rules["style-src"] == {digest(text) for text in guizhou_page.styles}
    assert rules["img-src"] == {"data:", "blob:"}
    assert rules["base-uri"] == rules["form-action"] == {"'none'"}


def test_the_page_refers_to_nothing_outside_itself(guizhou_page):
    for tag, attributes in guizhou_page.elements:
        for name in ("src", "href", "srcset", "action", "data", "poster"):
            assert attributes.get(name, "#").startswith(("#", "data:")), (tag, attributes)
    styles = "".join(guizhou_page.styles)
    assert not re.search(r"@import|url\((?!['\"]?data:)", styles)
    assert "sourceMappingURL" not in guizhou_page.html


def test_no_element_has_a_handler_or_a_style_of_its_own(guizhou_page):
    names = {name for _, attributes in guizhou_page.elements for name in attributes}
    assert not [name for name in names if name.startswith("on") or name == "style"]


def test_the_page_is_smaller_than_two_megabytes(built):
    assert (built / "network.html").stat().st_size < 2_000_000


def test_physics_is_off_and_every_thing_has_its_place(guizhou_page):
    options = json.loads(guizhou_page.embedded("vis-options"))
    assert options["physics"]["enabled"] is False
    assert all(type(node[axis]) is int for node in guizhou_page.data["nodes"] for axis in "xy")


def test_the_page_opens_on_fewer_than_two_hundred_things_the_most_important_first(guizhou_page):
    shown = sorted((n for n in guizhou_page.data["nodes"] if "rank" in n), key=lambda n: n["rank"])
    assert 20 < len(shown) < 200
    assert [n["rank"] for n in shown] == list(range(len(shown)))
    assert {n["label"] for n in shown[:2]} == {"Guiyang", "Guizhou"}


def test_every_thing_of_the_graph_is_on_the_page(guizhou_page, built):
    entities = parts_of(built)["entities"]
    assert {n["label"] for n in guizhou_page.data["nodes"]} == {e.label for e in entities.values()}
    assert len(guizhou_page.data["nodes"]) == len(entities)


def test_every_link_joins_two_things_and_rests_on_statements_of_both(guizhou_page):
    data = guizhou_page.data
    ids = {node["id"] for node in data["nodes"]}
    assert data["edges"]
    for edge in data["edges"]:
        assert {edge["from"], edge["to"]} <= ids
        assert edge["statements"]
        for statement in (data["statements"][i] for i in edge["statements"]):
            assert {edge["from"], edge["to"]} <= {statement["subject"], statement["value"], statement.get("speaker")}


def test_every_statement_between_two_things_is_behind_a_link(guizhou_page):
    data = guizhou_page.data
    ids = {node["id"] for node in data["nodes"]}
    drawn = {i for edge in data["edges"] for i in edge["statements"]}
    for number, s in enumerate(data["statements"]):
        if s["value"] in ids and s["value"] != s["subject"]:
            assert number in drawn, s


def test_every_statement_says_where_it_stands(guizhou_page):
    data = guizhou_page.data
    for statement in data["statements"]:
        source = data["documents"][statement["document"]]
        assert source["title"]
        assert source["publisher"]
        assert source["url"].startswith("http")
        assert statement["paragraph"] >= 1
        assert statement["sentence"].isdecimal()


def test_a_statement_that_is_not_actual_says_so(guizhou_page, built):
    rows = parts_of(built)["rows"]
    assert [s["basis"] for s in guizhou_page.data["statements"]] == [row.basis for row in rows]
    assert {"target", "estimate", "forecast"} <= {row.basis for row in rows}


def test_the_statements_in_conflict_are_those_of_the_report(guizhou_page):
    disputed = {
        (s["subject"], s["predicate"], s["value"]) for s in guizhou_page.data["statements"] if s.get("conflict")
    }
    assert {("guiyang", "big data enterprises", "> 5,000"), ("guiyang", "big data enterprises", "> 220")} <= disputed


def test_a_statement_without_conflict_is_not_marked(harbour_parts):
    statements = Page(render(harbour_parts)).data["statements"]
    assert statements
    assert not any("conflict" in s for s in statements)
    first = harbour_parts["rows"][0].id
    marked = Page(render(harbour_parts, disputed=[first])).data["statements"]
    assert [s.get("conflict", False) for s in marked] == [True] + [False] * (len(marked) - 1)


def test_without_texts_no_statement_has_a_quotation(guizhou_page):
    assert not any("quote" in s for s in guizhou_page.data["statements"])
    assert guizhou_page.data["paragraphs"] == {}


def test_with_texts_every_statement_has_its_sentence(harbour_parts):
    quotes = {s.get("quote") for s in Page(render(harbour_parts)).data["statements"]}
    assert "It cost 40 million euros." in quotes
    assert None not in quotes


def test_a_place_that_qualifies_a_statement_is_given(harbour_parts):
    row = next(r for r in harbour_parts["rows"] if r.predicate == "total investment")
    place = next(iri for iri in harbour_parts["entities"] if iri.endswith("/norland"))
    parts = {**harbour_parts, "rows": [dataclasses.replace(row, place_id=place, place="Norland")]}
    assert Page(render(parts)).data["statements"][0]["place"] == "norland"


def test_signs_of_comparison_are_those_that_people_write(harbour_parts):
    row = next(r for r in harbour_parts["rows"] if r.value is not None)
    rows = [dataclasses.replace(row, comparator=sign) for sign in (">=", "<=", "~", ">", "=")]
    values = [s["value"] for s in Page(render({**harbour_parts, "rows": rows})).data["statements"]]
    assert [value[0] for value in values[:4]] == ["≥", "≤", "≈", ">"]
    assert values[4][0].isdecimal()


def test_every_property_and_type_has_a_chinese_name(guizhou_page):
    data = guizhou_page.data
    for name in {s["predicate"] for s in data["statements"]}:
        assert re.search(r"[\u4e00-\u9fff]", data["terms"][name]), name
    assert all(re.search(r"[\u4e00-\u9fff]", kind["label_zh"]) for kind in data["classes"])


def test_every_word_that_the_page_is_marked_with_is_there_in_both_languages(guizhou_page):
    words = json.loads((REPOSITORY / "graph" / "web" / "src" / "words" / "explorer.json").read_text("utf-8"))
    named = {word for word in words["zh"] if not word.startswith("term-")}
    assert set(words["en"]) == named
    used = {value for _, a in guizhou_page.elements for name, value in a.items() if name in ("data-t", "data-t-label")}
    assert used
    assert used <= named


def test_every_class_of_the_ontology_has_a_look_of_its_own_or_of_a_class_above():
    looks = json.loads((ontology_folder() / "views" / "looks.json").read_text("utf-8"))
    named = {name for look in looks for name in look["classes"]}
    classes = load_ontology().vocabulary.classes
    assert named <= set(classes)
    assert looks[-1]["classes"] == ["Thing"]
    assert all(term.ancestors & named for term in classes.values())
    assert len({look["color"] for look in looks}) == len(looks)
    assert len({look["shape"] for look in looks}) == len(looks), "who sees no colours tells the classes apart by shape"


def test_hostile_texts_never_become_elements(hostile_page, harbour_parts):
    plain = Page(render(harbour_parts))
    assert [tag for tag, _ in hostile_page.elements] == [tag for tag, _ in plain.elements]


def test_hostile_texts_are_kept_to_the_letter_in_the_data(hostile_page):
    labels = {node["label"] for node in hostile_page.data["nodes"]}
    assert labels == set(HOSTILE[: len(labels)])
    assert hostile_page.data["title"] == HOSTILE[1]
    assert {s["scope"] for s in hostile_page.data["statements"]} == {HOSTILE[0]}


def test_no_character_of_the_data_can_end_its_script_element(hostile_page):
    for id_ in ("shugu-data", "vis-options"):
        assert not re.search("[<>&\u2028\u2029]", hostile_page.embedded(id_))


def test_template_marks_in_a_name_are_not_evaluated(harbour_parts):
    html = render(harbour_parts, title="{{ 7 * 7 }}", description="{% for x in y %}")
    assert "<title>{{ 7 * 7 }}</title>" in html
    assert "{% for x in y %}" in html


def test_the_policy_of_a_hostile_page_still_fits_its_scripts(hostile_page):
    assert all(digest(text) in hostile_page.policy for text in hostile_page.scripts)


def test_the_same_graph_gives_the_same_page(harbour_parts):
    assert render(harbour_parts) == render(harbour_parts)


def test_a_collection_without_statements_gives_a_page():
    data = Page(render({"rows": [], "entities": {}, "documents": []})).data
    assert data["nodes"] == data["edges"] == data["statements"] == []
