"""The views beside the network and the files that can be saved, in Chromium: hostile names, keyboard, both languages, exact triples."""

import csv
import dataclasses
import io
import re
import time
from xml.etree import ElementTree

import networkx as nx
import pyoxigraph
import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from conftest import write_collection
from network_reader import NetworkReader
from page_reader import DESKTOP, PHONE, TABLET, start_chromium
from shugu.pipeline import build
from shugu.publish.facts import read_facts
from shugu.publish.network import to_network
from shugu.publish.network_page import render_network_page
from shugu.publish.page_data import PageInput
from shugu.publish.page_rdf import read_page_rdf
from shugu.publish.source import open_source
from shugu.publish.views import read_comparisons, read_documents, read_entity_rows

pytestmark = pytest.mark.browser

VIEWS = ["table", "timeline", "map", "delivery", "conflicts"]
HOSTILE = [
    "<img src=x onerror=window.broken=1>",
    "</script><script>window.broken=2</script>",
    "\u202egnp.exe",
    "{{ 7 }}",
    "=HYPERLINK(1)",
    "</text></svg><script>window.broken=3</script>",
    "zero\u200bwidth",
    "",
    "x" * 3000,
]


@pytest.fixture(scope="module")
def downloads(tmp_path_factory):
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="module")
def driver(tmp_path_factory, downloads):
    driver = start_chromium(tmp_path_factory.mktemp("profile"))
    driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(downloads)})
    yield driver
    driver.quit()


class ViewReader(NetworkReader):
    """Somebody who looks at one view of a page, and saves what it shows."""

    def __init__(self, driver, downloads):
        super().__init__(driver)
        self.downloads = downloads

    def open_view(self, path, view, *, lang="en", more="", **how):
        self.open(path, fragment=f"#view={view}&show=all&lang={lang}{more}", **how)
        shown = "document.querySelector('#view > .view:not(.scope):not([hidden])')"
        self.wait(f"window.shugu && {'!' if view == 'network' else ''}{shown}", view)
        return self

    def texts(self, selector):
        return self.ask("[...document.querySelectorAll(arguments[0])].map((e) => e.textContent)", selector)

    def focus(self, selector):
        self.driver.execute_script("document.querySelector(arguments[0]).focus()", selector)

    def save(self, name, extension):
        """The file that the menu saves, as bytes."""
        file = self.downloads / f"shugu.{extension}"
        file.unlink(missing_ok=True)
        self.find("#save")[0].click()
        choice = self.ask(
            "[...document.querySelectorAll('#save-list button')].find((b) => b.textContent === arguments[0])", name
        )
        choice.click()
        for _ in range(100):
            if file.exists() and file.stat().st_size:
                return file.read_bytes()
            time.sleep(0.1)
        raise AssertionError(f"{file.name} was not saved: {self.driver.get_log('browser')}")


@pytest.fixture
def reader(driver, downloads):
    return ViewReader(driver, downloads)


@pytest.fixture(scope="module")
def page(built):
    return built / "network.html"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A page in which every name, scope, title and value of words is hostile, with a conflict, a delivery, a map and dates."""
    folder = tmp_path_factory.mktemp("hostile")
    build(write_collection(folder / "harbour"), folder / "graph")
    graph = open_source(folder / "graph", None).graph
    entities = {
        iri: dataclasses.replace(entity, label=HOSTILE[n % 9], label_zh=HOSTILE[(n + 1) % 9], aliases=tuple(HOSTILE))
        for n, (iri, entity) in enumerate(read_entity_rows(graph).items())
    }
    rows = [
        dataclasses.replace(
            row, scope=HOSTILE[n % 9], quote=HOSTILE[(n + 1) % 9], predicate=HOSTILE[n % 3], time="2021-05"
        )
        for n, row in enumerate(read_facts(graph))
    ]
    documents = [
        dataclasses.replace(d, title=HOSTILE[1], origin=HOSTILE[0], url="javascript:window.broken=4")
        for d in read_documents(graph)
    ]
    delivery = next(c for c in read_comparisons(graph) if c.kind == "delivery")
    sides = tuple(dataclasses.replace(delivery.statements[0], id=row.id, role="") for row in rows[:2])
    conflict = dataclasses.replace(delivery, kind="conflict", verdict="conflict", label=HOSTILE[0], statements=sides)
    input_ = PageInput(
        rows=rows,
        entities=entities,
        documents=documents,
        title=HOSTILE[1],
        description=HOSTILE[0],
        disputed=frozenset(row.id for row in rows[:2]),
        comparisons=[delivery, conflict],
        coordinates={iri: (40.0 + n, 20.0 + n) for n, iri in enumerate(entities)},
        rdf=read_page_rdf(graph, "https://example.org/harbour/"),
    )
    path = folder / "hostile.html"
    path.write_text(render_network_page(to_network(rows, entities), input_), encoding="utf-8")
    return path


# ---- All views


@pytest.mark.parametrize(("size", "lang"), [(DESKTOP, "en"), (TABLET, "zh"), (PHONE, "en"), (PHONE, "zh")])
@pytest.mark.parametrize("view", VIEWS)
def test_nothing_scrolls_sideways_and_nothing_is_asked_for_or_complained_of(reader, page, view, size, lang):
    reader.open_view(page, view, size=size, lang=lang, theme="dark" if size == PHONE else "light")
    assert reader.ask("document.documentElement.scrollWidth") <= size[0]
    over = reader.ask("document.getElementById('view').scrollWidth - document.getElementById('view').clientWidth")
    assert over <= 0
    assert reader.complaints() == []
    assert {address.split(":")[0] for address in reader.requests()} <= {"file", "data", "about"}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("view", VIEWS)
def test_hostile_names_are_text_in_every_view(reader, hostile, view, lang):
    reader.open_view(hostile, view, lang=lang)
    reader.driver.execute_script("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    assert reader.ask("window.broken") is None
    shown = reader.ask("document.querySelector('#view').textContent + document.querySelector('#view').outerHTML")
    assert reader.find("#view img, #view script, #view iframe, #view [onerror]") == []
    assert any(name in shown for name in ("window.broken=", "gnp.exe", "{{ 7 }}"))
    assert not re.search("[\u202a-\u202e\u200b]", shown)
    assert reader.find("#view a[href^=javascript]") == []
    assert reader.complaints() == []
    assert reader.ask("document.documentElement.scrollWidth") <= DESKTOP[0]


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_speaks_chinese_as_soon_as_the_page_does(reader, page, view):
    reader.open_view(page, view)
    before = reader.ask("document.querySelector('#view > .view:not(.scope)').innerText.length")
    reader.find("#language")[0].click()
    text = reader.ask("document.querySelector('#view > .view:not(.scope)').innerText")
    assert before
    assert re.search("[\u4e00-\u9fff]", text)
    names = reader.ask("[...document.querySelectorAll('#view [aria-label]')].map((e) => e.getAttribute('aria-label'))")
    assert not {"Filter the rows", "Zoom in", "Table", "Timeline", "Map"} & set(names)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_no_serious_fault_in_a_view(reader, page, npm_packages, view, theme):
    reader.open_view(page, view, theme=theme)
    assert reader.axe_faults(npm_packages) == []


def test_the_views_hold_all_that_passes_the_filters_or_only_what_is_drawn(reader, page):
    reader.open_view(page, "table", more="&show=30")
    everything = len(reader.find(".data-table tbody tr"))
    total = int(re.match(r"([\d,]+)", reader.texts(".table-view > .view-note")[0])[1].replace(",", ""))
    reader.find("[data-scope=drawn]")[0].click()
    drawn = int(re.match(r"([\d,]+)", reader.texts(".table-view > .view-note")[0])[1].replace(",", ""))
    assert everything
    assert 0 < drawn < total
    assert "only=drawn" in reader.ask("location.hash")


def test_a_view_is_narrowed_by_the_facets(reader, page):
    reader.open_view(page, "table", more="&no-basis=actual")
    assert set(reader.texts(".data-table .cell-basis")) <= {"target", "estimate", "forecast"}


# ---- Table


def test_a_column_is_sorted_by_its_heading_and_says_so(reader, page):
    reader.open_view(page, "table")
    reader.focus("[data-sort=time]")
    reader.keys(Keys.ENTER)
    heading = reader.find("th[aria-sort=ascending]")
    assert [h.text.startswith("Time") for h in heading] == [True]
    times = [text for text in reader.texts(".data-table .cell-time") if text]
    years = [re.search(r"\d{4}", text)[0] for text in times]
    assert years == sorted(years)
    assert reader.ask("document.activeElement.dataset.sort") == "time"
    reader.keys(Keys.ENTER)
    assert reader.find("th[aria-sort=descending]")


def test_a_filter_leaves_the_rows_with_its_words(reader, page):
    reader.open_view(page, "table")
    reader.find(".table-filter")[0].send_keys("alibaba took root")
    rows = reader.texts(".data-table tbody tr")
    assert rows
    assert all("Alibaba" in row and "took root" in row for row in rows)


def test_the_arrow_keys_walk_through_the_rows_and_enter_opens_a_statement(reader, page):
    reader.open_view(page, "table")
    reader.focus(".row-button")
    reader.keys(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_UP)
    assert reader.ask("[...document.querySelectorAll('.row-button')].indexOf(document.activeElement)") == 1
    reader.keys(Keys.END)
    assert reader.ask("[...document.querySelectorAll('.row-button')].indexOf(document.activeElement)") == 99
    reader.keys(Keys.ENTER)
    assert reader.ask("!document.getElementById('panel').hidden && location.hash.includes('panel=statement')")


def test_the_rows_are_copied_as_a_table_that_no_spreadsheet_computes(reader, hostile):
    reader.open_view(hostile, "table")
    reader.driver.execute_script(
        "navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }"
    )
    reader.ask(
        "[...document.querySelectorAll('.view-tools .tool')].find((b) => b.textContent === 'Copy as a table')"
    ).click()
    reader.wait("window.copied", "the copy")
    rows = [line.split("\t") for line in reader.ask("window.copied").split("\n")]
    assert len(rows) == len(reader.find(".data-table tbody tr")) + 1
    assert {len(row) for row in rows} == {len(rows[0])}
    assert any(cell.startswith("'=HYPERLINK") for row in rows for cell in row)
    assert not any(re.match(r"[=+@]|-\D", cell) for row in rows for cell in row)


# ---- Timeline


def test_the_timeline_shows_how_exact_a_time_is(reader, page):
    reader.open_view(page, "timeline")
    day = reader.find("[data-key='innovation-zone-approval 2015-07-15 false']")[0]
    year = reader.find("[data-key='guiyang 2018 false']")[0]
    assert day.find_elements(By.TAG_NAME, "circle")
    bar = year.find_elements(By.TAG_NAME, "rect")[1]
    assert float(bar.get_attribute("width")) > 60
    assert "2018" in year.get_attribute("aria-label")
    plan = reader.find("[data-key='guiyang 2020 true'] rect")[1]
    assert plan.get_attribute("stroke-dasharray")


def test_the_timeline_is_walked_and_zoomed_with_the_keyboard(reader, page):
    reader.open_view(page, "timeline")
    reader.focus(".timeline-mark[tabindex='0']")
    first = reader.ask("document.activeElement.dataset.key")
    reader.keys(Keys.ARROW_RIGHT)
    second = reader.ask("document.activeElement.dataset.key")
    reader.keys(Keys.ARROW_DOWN)
    third = reader.ask("document.activeElement.dataset.key")
    assert len({first, second, third}) == 3
    assert len(reader.find(".timeline-mark[tabindex='0']")) == 1
    before = reader.texts(".timeline-head text")
    reader.keys("+", "+", "+")
    assert reader.texts(".timeline-head text") != before
    assert reader.ask("document.activeElement.dataset.key") == third
    reader.keys("0")
    assert reader.texts(".timeline-head text") == before


def test_a_mark_of_several_statements_lists_them_and_escape_goes_back(reader, page):
    reader.open_view(page, "timeline")
    reader.focus("[data-key='guiyang 2018 false']")
    reader.keys(Keys.ENTER)
    assert len(reader.find(".reading .reading-list li")) == 15
    assert "Guiyang" in reader.ask("document.activeElement.textContent")
    reader.keys(Keys.ESCAPE)
    assert not reader.find(".reading")[0].is_displayed()
    assert reader.ask("document.activeElement.dataset.key") == "guiyang 2018 false"


def test_a_statement_of_the_list_opens_beside_the_list_and_the_zoom_stays(reader, page):
    reader.open_view(page, "timeline")
    reader.focus("[data-key='guiyang 2018 false']")
    reader.keys("+", "+")
    axis = reader.texts(".timeline-head text")
    reader.keys(Keys.ENTER, Keys.TAB, Keys.TAB, Keys.ENTER)
    assert reader.ask("location.hash.includes('panel=statement')")
    assert reader.find(".reading")[0].is_displayed()
    assert set(reader.texts(".timeline-head text")) & set(axis)


# ---- Map


def test_the_map_has_a_mark_for_each_place_and_lists_what_it_cannot_place(reader, page):
    reader.open_view(page, "map")
    names = {re.sub(r"\d+$", "", text) for text in reader.texts(".map-places > li > button")}
    areas = {"Guizhou (the whole area)", "China (the whole area)"}
    assert names == {"Guiyang", "Beijing", "Guangzhou", "Shanghai", "Zhongguancun", *areas}
    members = [m.get_attribute("aria-label").split(".")[0].split(", ") for m in reader.find(".map-mark")]
    assert sum(map(len, members)) == 7
    assert any("without a known point" in text for text in reader.texts(".map-list summary"))


def test_the_map_is_moved_and_zoomed_with_the_keyboard(reader, page):
    reader.open_view(page, "map")
    scale = "document.querySelector('.map-canvas path').getAttribute('transform')"
    reader.focus(".map-canvas")
    at = reader.ask(scale)
    for key in ("+", Keys.ARROW_LEFT, Keys.ARROW_UP, "-"):
        reader.keys(key)
        now = reader.ask(scale)
        assert now != at
        at = now
    reader.focus(".map-mark[data-key=shanghai]")
    reader.keys(Keys.ENTER)
    assert reader.ask("!document.getElementById('panel').hidden")


def test_opening_a_place_leaves_the_map_where_it_was_and_escape_gives_the_focus_back(reader, page):
    reader.open_view(page, "map")
    reader.focus(".map-canvas")
    reader.keys("+", "+")
    scale = "document.querySelector('.map-canvas path').getAttribute('transform').split(' scale')[1]"
    before = reader.ask(scale)
    reader.driver.execute_script("document.querySelector('.map-places button').focus()")
    reader.keys(Keys.ENTER)
    assert reader.ask(scale) == before
    reader.keys(Keys.ESCAPE)
    assert reader.ask("document.activeElement.dataset.place") == "guiyang"


def test_places_close_together_are_one_mark_that_opens_by_zooming(reader, page):
    reader.open_view(page, "map", size=PHONE)
    reader.driver.execute_script("[...document.querySelectorAll('.map .tool')].at(-1).click()")

    def several():
        return [m for m in reader.find(".map-mark") if "close together" in m.get_attribute("aria-label")]

    first = several()[0].get_attribute("aria-label").split(".")[0].split(", ")
    assert len(first) > 1
    for _ in range(6):
        if not several():
            break
        several()[0].send_keys(Keys.ENTER)
    parted = [m.get_attribute("aria-label").split(".")[0] for m in reader.find(".map-mark")]
    assert set(first) & set(parted), "one of them has a mark of its own"


# ---- Plan against delivery, disagreement, charts


def test_each_target_stands_beside_what_is_reported_with_a_verdict(reader, page):
    reader.open_view(page, "delivery")
    rows = reader.texts(".delivery-table tbody tr")
    assert len(rows) == 29
    missed = reader.texts(".delivery-table tr[data-verdict='not reached']")
    assert len(missed) == 1
    assert all(part in missed[0] for part in ("Guizhou", "100%", "2019", "83.1%", "not reached"))
    reader.find(".choice[data-verdict='not reported']")[0].click()
    assert len(reader.find(".delivery-table tbody tr")) == 10
    assert reader.ask("document.activeElement.dataset.verdict") == "not reported"


def test_both_sides_of_a_disagreement_stand_beside_each_other_with_their_sources(reader, page):
    reader.open_view(page, "conflicts")
    pairs = reader.find(".pair")
    assert len(pairs) == 2
    sides = [side.text for side in pairs[0].find_elements(By.CSS_SELECTOR, ".side")]
    assert [side.split("\n")[0] for side in sides] == ["> 5,000", "> 220"]
    assert all("Belt and Road Portal" in side and "paragraph 25" in side for side in sides)
    boxes = [side.rect for side in pairs[0].find_elements(By.CSS_SELECTOR, ".side")]
    assert boxes[0]["y"] == boxes[1]["y"]


def test_figures_over_time_are_a_chart_with_the_same_figures_as_a_table(reader, page):
    reader.open_view(page, "network", more="&panel=node,guiyang")
    reader.wait("document.querySelector('#panel .chart')", "a chart")
    chart = reader.find("#panel .figure")[0]
    dots = chart.find_elements(By.CSS_SELECTOR, ".dot")
    rows = chart.find_elements(By.CSS_SELECTOR, ".figure-table tbody tr")
    assert len(dots) == len(rows) > 1
    label = chart.find_element(By.CSS_SELECTOR, "svg").get_attribute("aria-label")
    for row in rows:
        cells = [cell.get_attribute("textContent") for cell in row.find_elements(By.CSS_SELECTOR, "th, td")]
        assert f"{cells[0]}: {cells[1]}" in label


# ---- Files


def triples(data, format_):
    return {(q.subject, q.predicate, q.object) for q in pyoxigraph.parse(data, format=format_)}


@pytest.mark.parametrize("view", ["network", "table"])
def test_every_triple_of_the_saved_turtle_stands_in_the_graph_and_every_shown_statement_is_in_it(reader, built, view):
    reader.open_view(built / "network.html", view)
    saved = triples(reader.save("Triples (Turtle)", "ttl"), pyoxigraph.RdfFormat.TURTLE)
    graph = triples((built / "graph.nq").read_bytes(), pyoxigraph.RdfFormat.N_QUADS)
    assert saved - graph == set()
    kind = pyoxigraph.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate")
    subjects = {s for s, p, _ in graph if p == kind}
    assert len(subjects) == 696
    assert {s for s, p, _ in saved if p == kind} == subjects
    stated = {
        (q.subject, q.predicate, q.object)
        for q in pyoxigraph.parse((built / "graph.nq").read_bytes(), format=pyoxigraph.RdfFormat.N_QUADS)
        if q.graph_name.value.endswith("graph/facts") and "schema.org" not in q.predicate.value
    }
    assert stated - saved == set()


def test_hostile_texts_survive_the_saved_turtle_exactly(reader, hostile):
    reader.open_view(hostile, "network")
    saved = triples(reader.save("Triples (Turtle)", "ttl"), pyoxigraph.RdfFormat.TURTLE)
    texts = {o.value for _, _, o in saved if isinstance(o, pyoxigraph.Literal)}
    assert {HOSTILE[0], HOSTILE[1], HOSTILE[2], HOSTILE[6]} <= texts


def test_the_saved_network_is_the_one_shown(reader, built):
    reader.open_view(built / "network.html", "network")
    network = nx.read_gexf(io.BytesIO(reader.save("Network (GEXF)", "gexf")))
    graph = open_source(built, None).graph
    wanted = to_network(read_facts(graph), read_entity_rows(graph))
    assert set(network.nodes) == set(wanted.nodes)
    assert {n: network.nodes[n]["label"] for n in network.nodes} == {n: wanted.nodes[n]["label"] for n in wanted.nodes}
    assert sorted((a, b) for a, b, *_ in network.edges) == sorted((a, b) for a, b, *_ in wanted.edges)


def test_the_saved_spreadsheet_has_a_row_for_each_statement(reader, built):
    reader.open_view(built / "network.html", "network")
    rows = list(csv.DictReader(io.StringIO(reader.save("Spreadsheet (CSV)", "csv").decode("utf-8-sig"))))
    facts = list(csv.DictReader(io.StringIO((built / "facts.csv").read_text("utf-8-sig"))))
    assert [(row["id"], row["value"], row["time"]) for row in rows] == [(f["id"], f["value"], f["time"]) for f in facts]


@pytest.mark.parametrize("view", ["network", "table", "delivery", "conflicts"])
def test_no_cell_of_a_saved_spreadsheet_is_computed(reader, hostile, view):
    reader.open_view(hostile, view)
    rows = list(csv.reader(io.StringIO(reader.save("Spreadsheet (CSV)", "csv").decode("utf-8-sig"))))
    assert len(rows) > 1
    assert not any(re.match(r"[=+@\t\r]|-\D", cell) for row in rows for cell in row)


@pytest.mark.parametrize("view", ["network", *VIEWS])
def test_the_saved_drawing_holds_the_names_as_text_and_nothing_that_runs_or_loads(reader, hostile, view):
    reader.open_view(hostile, view)
    svg = reader.save("Drawing (SVG)", "svg").decode("utf-8")
    root = ElementTree.fromstring(svg)
    names = {element.tag.removeprefix("{http://www.w3.org/2000/svg}") for element in root.iter()}
    assert names <= {
        "svg",
        "g",
        "title",
        "text",
        "tspan",
        "rect",
        "path",
        "line",
        "circle",
        "polyline",
        "defs",
        "marker",
        "pattern",
        "clipPath",
    }
    assert not any(key.lower().startswith("on") or key.endswith("href") for e in root.iter() for key in e.attrib)
    assert not any("url(" in value and "url(#" not in value for e in root.iter() for value in e.attrib.values())
    assert "var(" not in svg
    assert HOSTILE[1] in "".join(root.itertext())


@pytest.mark.parametrize("view", ["network", *VIEWS])
def test_the_saved_picture_is_a_png_of_more_than_one_colour(reader, page, view):
    reader.open_view(page, view)
    png = reader.save("Picture (PNG)", "png")
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    assert width > 600
    assert height > 300
    assert len(png) > 20_000


def test_a_copied_link_brings_the_view_back(reader, page):
    reader.open_view(page, "timeline", more="&years=2015-2018&no-class=Company")
    link = reader.ask("location.href")
    rows = reader.texts(".timeline-name")
    reader.driver.get("about:blank")
    reader.driver.get(link)
    reader.wait("window.shugu && document.querySelectorAll('.timeline-name').length", "the timeline")
    assert reader.texts(".timeline-name") == rows
    assert rows
