"""What an analyst does with the explorer: find, expand, hide, filter, follow a path, come back to a view."""

import dataclasses
import json
from itertools import pairwise

import pytest
from selenium.webdriver.common.keys import Keys

from page_reader import DESKTOP, PHONE, TABLET
from shugu.publish.facts import read_facts
from shugu.publish.network import to_network
from shugu.publish.network_page import render_network_page
from shugu.publish.page_data import PageInput
from shugu.publish.source import open_source
from shugu.publish.views import read_comparisons, read_documents, read_entity_rows

pytestmark = pytest.mark.browser

DRAWN = "[...shugu.network.net.drawn].sort()"
PLACES = "Object.fromEntries(shugu.network.net.nodes.map((n) => [n.id, [n.x, n.y]]))"


@pytest.fixture(scope="module")
def page(built):
    return built / "network.html"


@pytest.fixture(scope="module")
def large_page(harbour_graph):
    """A page of 4,000 things, which is more than vis-network draws."""
    graph = open_source(harbour_graph, None).graph
    row = next(row for row in read_facts(graph) if row.object_id)
    entity = next(iter(read_entity_rows(graph).values()))
    iris = [f"https://example.org/made/t{number}" for number in range(4000)]
    entities = {
        iri: dataclasses.replace(entity, iri=iri, label=f"Thing {i}", label_zh=f"事物{i}", aliases=(f"Alias {i}",))
        for i, iri in enumerate(iris)
    }
    rows = [
        dataclasses.replace(row, id=f"r{i}", subject_id=iris[i], object_id=iris[i // 3], speaker_id=None, place_id=None)
        for i in range(1, len(iris))
    ]
    page = PageInput(rows=rows, entities=entities, documents=read_documents(graph), title="Large", description="Made.")
    path = harbour_graph.parent / "large.html"
    path.write_text(render_network_page(to_network(rows, entities), page), encoding="utf-8")
    return path


def settle(reader):
    reader.driver.execute_async_script("setTimeout(arguments[0], 350)")


def drawn(reader):
    return set(reader.ask(DRAWN))


def focus_drawing(reader):
    reader.ask("shugu.network.frame.focus()")


def live(reader):
    return reader.ask("document.getElementById('live').textContent")


@pytest.mark.parametrize("size", [DESKTOP, TABLET, PHONE])
def test_no_two_names_overlap_on_the_page_as_it_opens(reader, page, size):
    reader.open_network(page, size=size)
    boxes = reader.ask("shugu.network.net.placed.map(({x0, y0, x1, y1}) => [x0, y0, x1, y1])")
    assert len(boxes) >= 10
    for i, (ax0, ay0, ax1, ay1) in enumerate(boxes):
        for bx0, by0, bx1, by1 in boxes[i + 1 :]:
            assert ax0 >= bx1 or bx0 >= ax1 or ay0 >= by1 or by0 >= ay1


def test_a_match_says_by_which_other_name_it_was_found(reader, page):
    reader.open_network(page)
    reader.keys(Keys.TAB, Keys.TAB, "guiyang city")
    assert reader.text("#results .name") == "Guiyang"
    assert reader.text("#results .more") == "Guiyang City"
    assert live(reader).endswith("match") or live(reader).endswith("matches")


def test_neighbours_are_shown_step_by_step_with_how_many_there_are(reader, page):
    reader.open_network(page).choose("Guiyang")
    shown, _, all_ = reader.text("#neighbour-count").split()[:3]
    assert 0 < int(shown) < int(all_) - 10
    reader.find("#panel [data-expand=some]")[0].click()
    assert reader.text("#neighbour-count") == f"{int(shown) + 10} of {all_} neighbours shown"
    assert live(reader) == f"{int(shown) + 10} of {all_} neighbours shown"


def test_what_is_hidden_comes_back_with_undo_and_goes_again_with_redo(reader, page):
    reader.open_network(page)
    assert not reader.find("#undo")[0].is_enabled()
    reader.click_node("guiyang")
    focus_drawing(reader)
    reader.keys("h")
    assert "guiyang" not in drawn(reader)
    assert live(reader) == "Guiyang is hidden"
    reader.command("z")
    assert "guiyang" in drawn(reader)
    reader.find("#redo")[0].click()
    assert "guiyang" not in drawn(reader)


def test_a_pinned_thing_keeps_its_place_and_passes_every_filter(reader, page):
    reader.open_network(page).click_node("guiyang")
    place = reader.ask(PLACES)["guiyang"]
    focus_drawing(reader)
    reader.keys("p")
    reader.find("#legend [data-type=Place]")[0].click()
    assert "guiyang" in drawn(reader)
    assert "guizhou" not in drawn(reader)
    reader.ask("shugu.store.set({layout: 'time'})")
    assert reader.ask(PLACES)["guiyang"][0] == place[0]


def test_a_thing_that_is_dragged_stays_where_it_was_dropped_and_can_be_put_back(reader, page):
    reader.open_network(page)
    x, y = reader.ask(
        """(() => { const p = shugu.network.net.engine.toScreen(shugu.model.nodes.get('guiyang'));
        const box = shugu.network.frame.getBoundingClientRect(); return [p.x + box.left, p.y + box.top]; })()"""
    )
    before = reader.ask(PLACES)["guiyang"]
    for kind, dx in (
        ("mouseMoved", 0),
        ("mousePressed", 0),
        ("mouseMoved", 30),
        ("mouseMoved", 60),
        ("mouseReleased", 60),
    ):
        event = {"type": kind, "x": x + dx, "y": y, "button": "left", "buttons": 1, "clickCount": 1}
        reader.driver.execute_cdp_cmd("Input.dispatchMouseEvent", event)
    settle(reader)
    assert reader.ask(PLACES)["guiyang"][0] > before[0] + 20
    assert reader.ask("shugu.store.state.pinned.has('guiyang')")
    reader.find("#undo")[0].click()
    assert reader.ask(PLACES)["guiyang"] == before


def test_back_and_forward_of_the_browser_go_from_panel_to_panel(reader, page):
    reader.open_network(page).choose("Guiyang")
    reader.choose("Alibaba")
    reader.driver.back()
    reader.wait("document.getElementById('panel-title').textContent === 'Guiyang'", "the panel before")
    reader.driver.back()
    reader.wait("document.getElementById('panel').hidden", "the page without a panel")
    reader.driver.forward()
    reader.driver.forward()
    reader.wait("document.getElementById('panel-title').textContent === 'Alibaba'", "the panel after")


def test_every_facet_counts_its_values_and_the_counts_add_up(reader, page):
    reader.open_network(page)
    statements = reader.data["statements"]
    reader.ask("document.querySelectorAll('#facets details').forEach((d) => { d.open = true; })")
    facets = [f.get_attribute("data-facet") for f in reader.find("#facets > .facet")]
    assert facets == ["document", "basis", "speaker", "conflict"], "a facet with one value only tells nothing apart"
    for facet in facets:
        counts = reader.ask(
            f"[...document.querySelectorAll('[data-facet={facet}] .count')].map((c) => Number(c.textContent.replace(',', '')))"
        )
        assert sum(counts) == len(statements), facet
        assert len(counts) > 1


def test_a_facet_leaves_only_links_with_a_statement_that_passes(reader, page):
    reader.open_network(page)
    reader.find("#facets [data-value=target]")[0].click()
    kept = reader.ask("shugu.network.net.links.map((l) => l.statements)")
    assert kept
    assert all(any(reader.data["statements"][i]["basis"] != "target" for i in numbers) for numbers in kept)
    assert reader.focused == reader.ask("document.activeElement.id")
    assert reader.ask("document.activeElement.dataset.value") == "target", "the keyboard stays where it was"
    reader.find("#clear-filters")[0].click()
    assert not reader.find("#clear-filters")[0].is_displayed()


def test_only_one_type_can_be_left_and_all_brought_back(reader, page):
    reader.open_network(page)
    before = drawn(reader)
    only = "document.querySelector('#legend [data-type=Person]').parentElement.querySelector('.only')"
    reader.ask(f"{only}.click()")
    types = {node["id"]: node["type"] for node in reader.data["nodes"]}
    assert {types[id_] for id_ in drawn(reader)} == {"Person"}
    reader.ask(f"{only}.click()")
    assert drawn(reader) == before


def test_the_years_are_narrowed_with_the_keyboard_and_one_undo_widens_them(reader, page):
    reader.open_network(page)
    first, last = reader.text("#years-text").split(" – ")
    reader.ask("document.getElementById('year-from').focus()")
    reader.keys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    assert reader.text("#years-text") == f"{int(first) + 2} – {last}"
    reader.find("#undated")[0].click()
    kept = reader.ask("[...shugu.network.net.links].flatMap((l) => l.statements)")
    assert kept
    reader.find("#undo")[0].click()
    reader.find("#undo")[0].click()
    assert reader.text("#years-text") == f"{first} – {last}"


def test_the_panel_charts_figures_over_time_and_a_dot_opens_its_statement(reader, page):
    reader.open_network(page).choose("Guiyang")
    charts = reader.find("#panel .charts > .figure")
    assert charts
    label = reader.ask("document.querySelector('.chart').getAttribute('aria-label')")
    dots = reader.ask(
        "[...document.querySelector('.chart').querySelectorAll('.dot')].map((d) => d.getAttribute('aria-label'))"
    )
    assert len(dots) >= 2
    assert all(dot.split(",")[0] in label for dot in dots)
    reader.ask("document.querySelector('.chart .dot').focus()")
    reader.keys(Keys.ENTER)
    assert reader.text("#panel .eyebrow") == "Statement"
    assert dots[0].split(", ")[0] in reader.text("#panel-title")


def test_a_statement_shows_what_contradicts_it(reader, page):
    reader.open_network(page).choose("Guiyang")
    reader.find("#panel [data-kind=disagree]")[0].click()
    reader.find("#panel .fact .disagree")[0].click()
    assert "> 5,000" in reader.text("#panel .states") + reader.text("#panel .opposes")
    assert "> 220" in reader.text("#panel .states") + reader.text("#panel .opposes")
    assert reader.text("#panel .opposes h3").endswith("contradicts it (1)")


def test_statements_stand_by_source_or_by_date(reader, page):
    reader.open_network(page).choose("Guiyang")
    reader.find("#panel [data-order=date]")[0].click()
    heads = [head.text for head in reader.find("#panel .doc h3")]
    assert heads == sorted(heads[:-1]) + ["no date"]
    assert len(reader.find("#panel .fact")) == len(reader.statements_of("guiyang"))


def test_a_sentence_is_highlighted_in_its_paragraph_where_the_text_is_at_hand(reader, harbour_graph):
    reader.open_network(harbour_graph / "network.html")
    reader.ask(
        "shugu.store.set({panel: ['statement', String(shugu.model.statements.findIndex((s) => s.number === 12))]})"
    )
    assert reader.text("#panel mark") == "The council wants 12 ferries by 2025, said Mayor Ada Brook."
    assert reader.text("#panel blockquote").endswith("Rain fell all day.")


def test_without_texts_a_statement_names_document_paragraph_and_address(reader, page):
    reader.open_network(page, fragment="#panel=statement,0")
    panel = reader.text("#panel")
    statement = reader.data["statements"][0]
    assert not reader.find("#panel blockquote")
    assert reader.data["documents"][statement["document"]]["title"] in panel
    assert f"Paragraph {statement['paragraph']}" in panel
    assert reader.find("#panel .source a")


def test_a_path_is_told_hop_by_hop_with_sources_over_what_is_not_drawn_too(reader, page):
    reader.open_network(page)
    reader.find("#path-button")[0].click()
    assert reader.focused == "panel-title"
    hidden = [n["id"] for n in reader.data["nodes"] if n["label"] == "Jack Ma"]
    assert not drawn(reader) & set(hidden)
    for field, name in (("path-from", "Jack Ma"), ("path-to", "Beijing")):
        reader.ask(f"document.getElementById('{field}').focus()")
        reader.keys(name)
        reader.wait(f"document.querySelectorAll('#{field}-list [role=option]').length > 0", f"a match for {name}")
        reader.keys(Keys.ENTER)
    hops = reader.ask("[...document.querySelectorAll('.hop-ends')].map((e) => e.textContent.split(' → '))")
    assert (hops[0][0], hops[-1][1]) == ("Jack Ma", "Beijing")
    assert all(one[1] == other[0] for one, other in pairwise(hops))
    assert len(reader.find(".hop .source")) >= len(hops)
    assert set(hidden) <= drawn(reader)
    reader.find("#path-swap")[0].click()
    assert reader.ask("document.querySelector('.hop-ends').textContent").startswith("Beijing")


@pytest.mark.parametrize("layout", ["layout=force", "layout=time", "layout=radial,guiyang"])
def test_a_layout_gives_the_same_picture_each_time(reader, page, layout):
    pictures = []
    for _ in range(2):
        reader.open_network(page, fragment=f"#show=60&{layout}")
        settle(reader)
        pictures.append(
            reader.ask("(({nodes, links, labels}) => JSON.stringify([nodes, links, labels]))(shugu.network.drawing())")
        )
    assert pictures[0] == pictures[1]
    assert len(json.loads(pictures[0])[0]) == 60


def test_by_time_what_is_earlier_stands_further_left(reader, page):
    reader.open_network(page, fragment="#show=all&layout=time")
    years = reader.ask(
        """[...shugu.model.nodes.values()].filter((n) => n.tx >= 0).map((n) => [n.tx, Math.floor(n.tx / (shugu.model.axis[1].x)) + shugu.model.axis[0].year])"""
    )
    assert years == sorted(years) or sorted(years) == sorted(years, key=lambda pair: pair[0])
    expo = next(n for n in reader.data["nodes"] if n["id"] == "expo-2015")
    axis = {entry["year"]: entry["x"] for entry in reader.data["axis"]}
    assert axis[2015] <= expo["tx"] < axis[2016]


def test_around_a_thing_its_neighbours_stand_nearest(reader, page):
    reader.open_network(page).click_node("guiyang")
    focus_drawing(reader)
    reader.keys("r")
    places = reader.ask(PLACES)
    assert places["guiyang"] == [0, 0]
    near = {id_ for e in reader.data["edges"] if "guiyang" in (e["from"], e["to"]) for id_ in (e["from"], e["to"])} - {
        "guiyang"
    }
    far = {id_: (x / 1.25) ** 2 + y**2 for id_, (x, y) in places.items() if id_ != "guiyang"}
    assert max(far[id_] for id_ in near & far.keys()) < min(
        distance for id_, distance in far.items() if id_ not in near
    )


def test_an_address_brings_the_same_view_back(reader, page):
    reader.open_network(page).click_node("guiyang")
    reader.find("#facets [data-value=target]")[0].click()
    focus_drawing(reader)
    reader.keys("p", "+", "+", Keys.ARROW_LEFT)
    settle(reader)
    shown = f"[{DRAWN}, document.getElementById('panel-title').textContent, location.hash]"
    before, camera = reader.ask(shown), reader.ask("shugu.network.camera()")
    reader.open_network(page, fragment=before[-1])
    settle(reader)
    assert reader.ask(shown) == before
    assert reader.ask("shugu.network.camera()") == pytest.approx(camera, abs=1.5)


def test_a_language_is_part_of_the_address(reader, page):
    reader.open_network(page).find("#language")[0].click()
    reader.open_network(page, fragment=reader.ask("location.hash"))
    assert reader.ask("document.documentElement.lang") == "zh-Hans"


def test_the_keyboard_alone_goes_from_thing_to_thing_and_reads(reader, page):
    reader.open_network(page)
    focus_drawing(reader)
    reader.keys("n")
    first = reader.text("#panel-title")
    assert live(reader).startswith(f"Selected: {first}")
    focus_drawing(reader)
    reader.keys("n")
    assert reader.text("#panel-title") != first
    focus_drawing(reader)
    reader.keys("b", Keys.ENTER)
    assert reader.text("#panel-title") == first
    assert reader.focused == "panel-title"
    reader.keys(Keys.ESCAPE)
    focus_drawing(reader)
    reader.keys("?")
    assert "show its hidden neighbours" in reader.text("#panel")


def test_every_control_is_reached_by_tab_and_shows_that_it_has_the_focus(reader, page):
    reader.open_network(page)
    reached, unseen = set(), []
    for _ in range(90):
        reader.keys(Keys.TAB)
        name, seen = reader.ask(
            """(() => { const e = document.activeElement, s = getComputedStyle(e);
            const thumb = e.type === 'range';
            return [e.id || e.dataset.type || e.dataset.value || e.className || e.tagName, thumb || s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2]; })()"""
        )
        if name == "BODY":
            break
        reached.add(name)
        if not seen:
            unseen.append(name)
    wanted = {
        "search",
        "table-button",
        "path-button",
        "save",
        "language",
        "Company",
        "year-from",
        "year-to",
        "undated",
        "layout",
        "keys",
        "fit",
        "show-all",
    }
    assert wanted <= reached
    assert unseen == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("size", "fragment"),
    [
        (DESKTOP, ""),
        (DESKTOP, "#show=60&panel=node,guiyang&lang=zh"),
        (TABLET, "#show=30&panel=path,jack-ma,beijing"),
        (PHONE, "#show=24&panel=table"),
        (PHONE, "#show=24&no-basis=target"),
    ],
)
def test_axe_finds_no_serious_fault(reader, page, npm_packages, theme, size, fragment):
    reader.open_network(page, size=size, theme=theme, fragment=fragment)
    if "no-basis" in fragment:
        reader.find("#filters")[0].click()
    assert reader.axe_faults(npm_packages) == []


def test_a_large_graph_opens_on_its_main_part_and_draws_all_of_it_in_batches(reader, large_page):
    reader.open_network(large_page)
    assert reader.ask("shugu.network.net.engine.kind") == "vis"
    reader.find("#show-all")[0].click()
    settle(reader)
    assert reader.ask("shugu.network.net.engine.kind") == "canvas"
    ink, colours = reader.colours()
    assert ink > 20000
    assert colours > 20
    reader.find("#reset")[0].click()
    settle(reader)
    assert reader.ask("shugu.network.net.engine.kind") == "vis"
    assert reader.complaints() == []


def test_the_batched_drawing_is_moved_zoomed_and_clicked_like_the_other(reader, large_page):
    reader.open_network(large_page, fragment="#show=all")
    settle(reader)
    before = reader.ask("shugu.network.net.engine.centre()")
    for kind, x in (("mousePressed", 700), ("mouseMoved", 730), ("mouseMoved", 800), ("mouseReleased", 800)):
        event = {"type": kind, "x": x, "y": 700, "button": "left", "buttons": 1, "clickCount": 1}
        reader.driver.execute_cdp_cmd("Input.dispatchMouseEvent", event)
    settle(reader)
    assert reader.ask("shugu.network.net.engine.centre()") != before or reader.ask("shugu.store.state.pinned.size") == 1
    scale = reader.ask("shugu.network.net.engine.scale()")
    focus_drawing(reader)
    reader.keys("+", "n")
    settle(reader)
    assert reader.ask("shugu.network.net.engine.scale()") > scale
    title = reader.text("#panel-title")
    reader.find("#close")[0].click()
    x, y = reader.ask(
        """(() => { const n = shugu.network.net.byWeight[0], p = shugu.network.net.engine.toScreen(n);
        const box = shugu.network.frame.getBoundingClientRect(); return [p.x + box.left, p.y + box.top]; })()"""
    )
    reader.click_at(x, y)
    reader.wait("!document.getElementById('panel').hidden", "the panel")
    assert reader.text("#panel-title") == title


def test_search_in_a_large_graph_answers_within_a_tenth_of_a_second(reader, large_page):
    reader.open_network(large_page)
    taken = reader.ask(
        """((input) => { const from = performance.now(); input.value = 'alias 3999'; input.dispatchEvent(new Event('input'));
        document.getElementById('results').offsetHeight; return performance.now() - from; })(document.getElementById('search'))"""
    )
    assert reader.text("#results .name") == "Thing 3999"
    assert taken < 100


def test_nothing_that_a_reader_does_makes_a_request_or_breaks_the_policy(reader, page):
    reader.open_network(page).choose("Guiyang")
    reader.find("#panel [data-expand=all]")[0].click()
    for fragment in (
        "#show=30&layout=time",
        "#show=30&layout=radial,guiyang&years=2014-2016",
        "#show=all&panel=path,jack-ma,beijing&lang=zh",
    ):
        reader.ask(f"void (location.hash = '{fragment}')")
        settle(reader)
    reader.find("#keys")[0].click()
    assert {address.split("#")[0] for address in reader.requests()} <= {page.as_uri(), "about:blank"}
    assert reader.complaints() == []


def test_an_address_that_makes_no_sense_opens_the_page_as_it_is(reader, page):
    reader.open_network(
        page, fragment="#panel=node,%3Cimg%20src=x%3E&show=99999999999&layout=radial,nobody&view=nothing&camera=x"
    )
    assert not reader.find("#panel")[0].is_displayed()
    assert 20 < len(drawn(reader)) < 200
    assert reader.complaints() == []


def test_less_motion_is_none(reader, page):
    reader.open_network(page)
    scale = reader.ask("shugu.network.net.engine.scale()")
    reader.find("#zoom-in")[0].click()
    assert reader.ask("shugu.network.net.engine.scale()") == pytest.approx(scale * 1.4)


def test_comparisons_of_the_graph_are_what_opposes_and_supports(page, built, reader):
    comparisons = read_comparisons(open_source(built, None).graph)
    reader.open_network(page)
    conflicts = sum(c.kind == "conflict" and c.verdict == "conflict" for c in comparisons)
    opposed = [s for s in reader.data["statements"] if s.get("opposes")]
    assert conflicts > 0
    assert len(opposed) >= 2
    assert all(s["conflict"] for s in opposed)
