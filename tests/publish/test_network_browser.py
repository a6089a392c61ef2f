"""What a reader sees and does: the network page and the report, opened from disk in Chromium."""

import dataclasses
import json
from html import unescape

import pytest
from selenium.webdriver.common.keys import Keys

from page_reader import DESKTOP, PHONE, TABLET
from shugu.pipeline import build
from shugu.publish.facts import read_facts
from shugu.publish.network import to_network
from shugu.publish.network_page import render_network_page
from shugu.publish.page_data import PageInput
from shugu.publish.source import open_source
from shugu.publish.views import read_documents, read_entity_rows
from shugu.read.plain import read_document
from shugu.read.segment import segment

pytestmark = pytest.mark.browser

HOSTILE = [
    "<img src=x onerror=window.broken=1>",
    "</script><script>window.broken=2</script>",
    "\u202egnp.exe",
    "{{ 7 }}",
]


@pytest.fixture(scope="module")
def hostile_page(harbour_graph):
    """A page in which every name, title and statement is hostile."""
    graph = open_source(harbour_graph, None).graph
    names = [f"{HOSTILE[number % 4]} {number}" for number in range(50)]
    entities = {
        iri: dataclasses.replace(entity, label=name, label_zh=name, aliases=tuple(HOSTILE))
        for (iri, entity), name in zip(read_entity_rows(graph).items(), names, strict=False)
    }
    rows = [
        dataclasses.replace(row, scope=HOSTILE[0], quote=HOSTILE[1], predicate=HOSTILE[0]) for row in read_facts(graph)
    ]
    documents = [
        dataclasses.replace(document, title=HOSTILE[1], origin=HOSTILE[0], url="javascript:window.broken=3")
        for document in read_documents(graph)
    ]
    html = render_network_page(
        to_network(rows, entities),
        PageInput(rows=rows, entities=entities, documents=documents, title=HOSTILE[1], description=HOSTILE[0]),
    )
    path = harbour_graph.parent / "hostile.html"
    path.write_text(html, encoding="utf-8")
    return path


@pytest.mark.parametrize("size", [DESKTOP, TABLET, PHONE])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_network_is_drawn_at_every_size_and_nothing_scrolls_sideways(reader, page, size, theme):
    reader.open_network(page, size=size, theme=theme)
    drawn, colours = reader.colours()
    assert drawn > 3000
    assert colours > 50
    assert reader.ask("document.documentElement.scrollWidth") <= size[0]


def test_the_first_picture_comes_within_seconds(reader, page):
    reader.open_network(page)
    assert reader.ask("performance.getEntriesByName('shugu-first-picture')[0].startTime") < 5000


def test_the_places_are_those_of_the_file_and_nothing_moves_by_itself(reader, page):
    reader.open_network(page)
    assert reader.ask("shuguNetwork.physics.physicsEnabled") is False
    before = reader.ask("shuguNetwork.getPositions()")
    places = {node["id"]: node["x"] for node in reader.data["nodes"]}
    assert {id_: place["x"] for id_, place in before.items()} == {id_: places[id_] for id_ in before}
    reader.driver.execute_async_script("setTimeout(arguments[0], 600)")
    assert reader.ask("shuguNetwork.getPositions()") == before


def test_the_page_opens_on_the_most_important_things_as_many_as_there_is_room_to_name(reader, page):
    sizes = []
    for size in (PHONE, TABLET, DESKTOP):
        reader.open_network(page, size=size)
        shown = reader.ask("shuguNetwork.body.data.nodes.getIds()")
        ranks = {node["id"]: node.get("rank") for node in reader.data["nodes"]}
        assert sorted(ranks[id_] for id_ in shown) == list(range(len(shown)))
        sizes.append(len(shown))
    assert 20 <= sizes[0] < sizes[1] < sizes[2] < 200


def test_a_click_on_a_thing_shows_its_statements_and_where_they_stand(reader, page):
    reader.open_network(page).click_node("guiyang")
    panel = reader.text("#panel")
    assert reader.text("#panel-title") == "Guiyang"
    assert "贵阳市" in panel
    statements = reader.statements_of("guiyang")
    assert len(reader.find("#panel .fact")) == len(statements)
    for document in {statement["document"] for statement in statements}:
        source = reader.data["documents"][document]
        assert source["title"] in panel
        assert f"{source['publisher']} · {source['published'] or 'no date'}" in panel
    assert "Paragraph 25, sentence 58" in panel
    assert "eng.yidaiyilu.gov.cn" in {
        link.get_attribute("href").split("/")[2] for link in reader.find("#panel .source a")
    }


def test_a_click_on_a_link_shows_the_statements_behind_it(reader, page):
    edge = reader.open_network(page).click_some_link()
    labels = {node["id"]: node["label"] for node in reader.data["nodes"]}
    title = reader.text("#panel-title")
    assert labels[edge["from"]] in title
    assert labels[edge["to"]] in title
    assert edge["label"] in title
    assert len(reader.find("#panel .fact")) == len(edge["statements"])
    for number in edge["statements"]:
        statement = reader.data["statements"][number]
        assert f"Paragraph {statement['paragraph']}, sentence {statement['sentence']}" in reader.text("#panel")


def test_a_link_with_several_statements_lists_them_all(reader, page):
    reader.open_network(page)
    data = reader.data
    edge = max(data["edges"], key=lambda e: len(e["statements"]))
    labels = {node["id"]: node["label"] for node in data["nodes"]}
    reader.choose(labels[edge["from"]])
    reader.ask("document.querySelector('#panel details').open = true")
    wanted = f"{edge['label']} → {labels[edge['to']]}"
    next(b for b in reader.find("#panel .links button") if wanted in b.text).click()
    assert len(edge["statements"]) > 1
    assert len(reader.find("#panel .fact")) == len(edge["statements"])


def test_a_statement_that_is_not_actual_says_so_and_can_be_listed_by_itself(reader, page):
    reader.open_network(page).choose("Guiyang")
    reader.find("#panel [data-kind=plans]")[0].click()
    facts = reader.find("#panel .fact")
    planned = [s for s in reader.statements_of("guiyang") if s["basis"] != "actual"]
    assert len(facts) == len(planned) > 0
    assert all("not actual" in fact.text for fact in facts)


def test_an_actual_statement_is_not_called_a_target(reader, page):
    reader.open_network(page).choose("Big Data Expo 2015")
    assert len(reader.find("#panel .fact")) > 3
    assert "not actual" not in reader.text("#panel")


def test_statements_that_contradict_are_marked(reader, page):
    reader.open_network(page).choose("Guiyang")
    reader.find("#panel [data-kind=disagree]")[0].click()
    facts = [fact.text for fact in reader.find("#panel .fact")]
    assert any("> 5,000" in fact for fact in facts)
    assert any("> 220" in fact for fact in facts)
    assert all("Statements disagree" in fact for fact in facts)


def test_an_event_shows_when_it_took_place(reader, page):
    reader.open_network(page).choose("Big Data Expo 2015")
    assert "2015-05-26 – 2015-05-29" in reader.text("#panel")


@pytest.mark.parametrize(("name", "label"), [("白山云", "Baishan Cloud"), ("guiyang city", "Guiyang"), ("JD", "JD")])
def test_a_thing_is_found_by_chinese_name_or_alias_with_the_keyboard_only(reader, page, name, label):
    reader.open_network(page)
    reader.keys(Keys.TAB, Keys.TAB)
    assert reader.focused == "search"
    reader.search(name)
    reader.keys(Keys.ENTER)
    assert reader.focused == "panel-title"
    assert reader.text("#panel-title") == label


def test_a_thing_that_is_not_drawn_is_drawn_when_it_is_found(reader, page):
    reader.open_network(page)
    assert reader.ask("shuguNetwork.body.data.nodes.get('qihoo-360')") is None
    reader.choose("Qihoo")
    assert reader.ask("Boolean(shuguNetwork.body.data.nodes.get('qihoo-360'))")


def test_the_arrow_keys_move_through_the_matches(reader, page):
    reader.open_network(page)
    reader.keys(Keys.TAB, Keys.TAB)
    reader.search("Guiyang")
    reader.keys(Keys.ARROW_DOWN)
    second = reader.text("#results-1 .name")
    reader.keys(Keys.ENTER)
    assert reader.text("#panel-title") == second != "Guiyang"


def test_a_name_that_nothing_has_is_said_to_be_missing(reader, page):
    reader.open_network(page)
    reader.keys(Keys.TAB, Keys.TAB, "Atlantis")
    assert reader.text("#results") == "Nothing by that name"


def test_escape_closes_the_panel_and_gives_the_focus_back(reader, page):
    reader.open_network(page)
    reader.keys(Keys.TAB, Keys.TAB)
    reader.search("Guizhou")
    reader.keys(Keys.ENTER)
    reader.keys(Keys.ESCAPE)
    assert not reader.find("#panel")[0].is_displayed()
    assert reader.focused == "search"


def test_every_thing_can_be_reached_from_the_table_with_the_keyboard(reader, page):
    reader.open_network(page)
    reader.keys(Keys.TAB, Keys.TAB, Keys.TAB)
    assert reader.focused == "table-button"
    reader.keys(Keys.ENTER)
    assert len(reader.find("#panel .table td button")) == len(reader.data["nodes"])
    first = reader.text("#panel .table td button").split(" ·")[0]
    reader.keys(Keys.TAB, Keys.ENTER)
    assert reader.text("#panel-title") == first


def test_the_legend_hides_a_type_and_shows_it_again(reader, page):
    reader.open_network(page)
    types = {node["id"]: node["type"] for node in reader.data["nodes"]}

    def drawn():
        return {types[id_] for id_ in reader.ask("shuguNetwork.body.data.nodes.getIds()")}

    assert "Company" in drawn()
    reader.find("#legend [data-type=Company]")[0].click()
    assert "Company" not in drawn()
    assert reader.find("#legend [data-type=Company]")[0].get_attribute("aria-pressed") == "false"
    reader.find("#legend [data-type=Company]")[0].click()
    assert "Company" in drawn()


def test_the_legend_lists_only_types_that_occur_and_counts_them(reader, page):
    reader.open_network(page)
    nodes = reader.data["nodes"]
    counts = reader.ask(
        "Object.fromEntries([...document.querySelectorAll('#legend [data-type]')].map((b) =>"
        " [b.dataset.type, b.querySelector('.count').textContent.split(' ').at(-1)]))"
    )
    assert set(counts) == {node["type"] for node in nodes}
    assert int(counts["Person"]) == sum(node["type"] == "Person" for node in nodes)


def test_show_all_draws_every_thing_and_reset_goes_back(reader, page):
    reader.open_network(page)
    before = reader.ask("shuguNetwork.body.data.nodes.length")
    reader.find("#show-all")[0].click()
    assert reader.ask("shuguNetwork.body.data.nodes.length") == len(reader.data["nodes"])
    assert reader.ask("shuguNetwork.body.data.edges.length") == len(reader.data["edges"])
    reader.find("#reset")[0].click()
    assert reader.ask("shuguNetwork.body.data.nodes.length") == before


def test_hidden_neighbours_are_shown_on_demand(reader, page):
    reader.open_network(page).choose("Guiyang")
    reader.find("#panel [data-expand=all]")[0].click()
    data = reader.data
    around = {id_ for e in data["edges"] if "guiyang" in (e["from"], e["to"]) for id_ in (e["from"], e["to"])}
    assert around <= set(reader.ask("shuguNetwork.body.data.nodes.getIds()"))
    assert not reader.find("#panel .action")


def test_the_page_speaks_chinese(reader, page):
    reader.open_network(page)
    reader.find("#language")[0].click()
    assert reader.ask("document.documentElement.lang") == "zh-Hans"
    assert "企业与基金" in reader.text("#legend")
    reader.choose("Guiyang")
    panel = reader.text("#panel")
    assert reader.text("#panel-title") == "贵阳市"
    assert "第 25 段，第 58 句" in panel
    assert "大数据企业" in panel


def test_the_page_asks_for_nothing_but_itself_and_complains_of_nothing(reader, page):
    reader.open_network(page)
    reader.choose("Guiyang")
    reader.find("#show-all")[0].click()
    reader.find("#language")[0].click()
    reader.find("#table-button")[0].click()
    assert reader.requests() == {page.as_uri()}
    assert reader.complaints() == []


def test_the_policy_stops_a_script_that_got_into_the_page(reader, page):
    reader.open_network(page)
    reader.driver.execute_script(
        "const s = document.createElement('script'); s.textContent = 'window.broken = 1'; document.body.append(s)"
    )
    assert reader.ask("window.broken") is None


def test_hostile_names_stay_text(reader, hostile_page):
    reader.open_network(hostile_page)
    reader.find("#table-button")[0].click()
    assert HOSTILE[0] in reader.text("#panel")
    assert "{{ 7 }}" in reader.text("#panel")
    assert reader.ask("document.title") == HOSTILE[1]
    assert reader.text("#description") == HOSTILE[0]
    reader.choose("<img")
    panel = reader.text("#panel")
    assert reader.text("#panel-title").startswith(HOSTILE[0])
    assert HOSTILE[1] in panel
    assert not reader.find("main img, main script, header script, #panel a")
    assert reader.ask("window.broken") is None
    assert reader.requests() == {hostile_page.as_uri()}
    assert reader.complaints() == []


def test_a_name_that_turns_the_direction_of_writing_is_shown_without_the_turn(reader, hostile_page):
    reader.open_network(hostile_page).choose("gnp.exe 2")
    assert reader.text("#panel-title") == "gnp.exe 2"


def test_with_texts_the_quotation_stands_below_its_statements(reader, harbour_graph):
    reader.open_network(harbour_graph / "network.html").choose("Lindow")
    quotes = [quote.text for quote in reader.find("#panel blockquote")]
    assert "The council wants 12 ferries by 2025, said Mayor Ada Brook." in quotes
    assert len(quotes) == len(set(quotes)), "a sentence is quoted once, whatever it states"
    assert "Said by Ada Brook" in reader.text("#panel")
    assert "target · not actual" in reader.text("#panel")


def test_without_texts_there_is_no_quotation_but_the_place_in_the_document(reader, page):
    reader.open_network(page).choose("Guiyang")
    assert not reader.find("#panel blockquote")
    assert len(reader.find("#panel .where")) > 20
    assert all(link.text.startswith("Read at ") for link in reader.find("#panel .source a"))


@pytest.mark.texts
def test_no_sentence_of_the_articles_is_in_the_page_or_report_without_texts(built, corpus):
    texts = [read_document(path, path.stem).text for path in sorted(corpus.glob("*.txt"))]
    sentences = [text[s.span.start : s.span.end] for text in texts for s in segment(text)]
    titles = [document.title for document in read_documents(open_source(built, None).graph)]
    long = [text for text in sentences if len(text.split()) > 5 and text not in titles]
    assert len(long) > 100
    for name in ("network.html", "report.html"):
        html = unescape((built / name).read_text("utf-8"))
        assert not [text for text in long if text in html or json.dumps(text, ensure_ascii=False)[1:-1] in html]


@pytest.mark.texts
def test_with_the_articles_the_quotation_appears(reader, corpus, guizhou, tmp_path):
    build(guizhou, tmp_path / "graph", texts=corpus)
    reader.open_network(tmp_path / "graph" / "network.html").choose("Big Data Expo 2015")
    text = next(read_document(path, path.stem).text for path in corpus.glob("000*.txt"))
    quotes = [quote.text for quote in reader.find("#panel blockquote")]
    assert quotes
    assert all(quote in text for quote in quotes)
    assert (tmp_path / "graph" / "network.html").stat().st_size < 2_000_000


@pytest.mark.parametrize("size", [DESKTOP, TABLET, PHONE])
def test_the_report_is_read_without_scrolling_sideways(reader, built, size):
    reader.open(built / "report.html", size=size)
    assert reader.ask("document.documentElement.scrollWidth") <= size[0]
    tables = reader.ask("[...document.querySelectorAll('table')].map((t) => t.getBoundingClientRect().right)")
    assert len(tables) >= 3
    assert max(tables) <= size[0]


def test_each_cell_of_the_report_on_a_phone_is_as_wide_as_the_page_and_named_by_its_column(reader, built):
    reader.open(built / "report.html", size=PHONE)
    cells = reader.ask(
        "[...document.querySelectorAll('tbody td')].map((c) => [c.dataset.label, c.offsetWidth, c.innerText])"
    )
    heads = reader.ask("[...document.querySelectorAll('thead th')].map((c) => c.textContent)")
    assert cells
    assert all(label in heads and (width > 300 or not text) for label, width, text in cells)


def test_the_report_has_no_script_asks_for_nothing_and_complains_of_nothing(reader, built):
    reader.open(built / "report.html")
    assert not reader.find("script")
    assert reader.requests() == {(built / "report.html").as_uri()}
    assert reader.complaints() == []


def test_every_section_and_document_that_the_report_links_to_is_there(reader, built):
    reader.open(built / "report.html")
    targets = reader.ask("[...document.querySelectorAll('a[href^=\"#\"]')].map((a) => a.hash.slice(1))")
    missing = [id_ for id_ in targets if not reader.ask("Boolean(document.getElementById(arguments[0]))", id_)]
    assert len(targets) > 20
    assert missing == []


def test_the_report_writes_large_numbers_for_people(reader, built):
    reader.open(built / "report.html")
    delivery = reader.text("#delivery ~ table")
    assert "10 billion CNY" in delivery
    assert "500,000" in delivery
    assert "10000000000" not in delivery


def test_the_report_quotes_where_the_texts_are_at_hand(reader, harbour_graph):
    reader.open(harbour_graph / "report.html")
    reader.find("summary")[0].click()
    assert "The council wants 12 ferries by 2025, said Mayor Ada Brook." in reader.text("main")
