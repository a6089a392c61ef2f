"""Views of thousands: what is not drawn at once is drawn as it comes into sight, or at the press of a key."""

import dataclasses
from decimal import Decimal

import pytest

from conftest import write_collection
from page_reader import Reader, start_chromium
from shugu.pipeline import build
from shugu.publish.facts import read_facts
from shugu.publish.network import to_network
from shugu.publish.network_page import render_network_page
from shugu.publish.page_data import PageInput
from shugu.publish.source import open_source
from shugu.publish.views import Compared, ComparisonRow, read_documents, read_entity_rows

pytestmark = pytest.mark.browser

COUNT = 330
DRAWN = {
    "delivery": ".delivery-table tbody tr",
    "conflicts": ".conflict-body .pair",
    "map": ".map-places > li",
    "table": ".data-table tbody tr",
    "timeline": ".timeline-body .timeline-mark",
}


@pytest.fixture(scope="module")
def driver(tmp_path_factory):
    driver = start_chromium(tmp_path_factory.mktemp("profile"))
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """A page of COUNT places, each with a target that is not reached and two values that disagree."""
    folder = tmp_path_factory.mktemp("long")
    build(write_collection(folder / "harbour"), folder / "graph")
    graph = open_source(folder / "graph", None).graph
    fact, entity = next(iter(read_facts(graph))), next(iter(read_entity_rows(graph).values()))
    iris = [f"https://example.org/made/t{i}" for i in range(COUNT)]
    things = {iri: dataclasses.replace(entity, iri=iri, label=f"Thing {i}", aliases=()) for i, iri in enumerate(iris)}
    figure = dataclasses.replace(
        fact, kind="observation", object=None, object_id=None, object_type=None, unit="count", place_id=None, speaker_id=None
    )  # fmt: skip
    rows = [
        dataclasses.replace(figure, id=f"r{i}{part}", subject_id=iri, value=Decimal(value), basis=basis, time="2020-05-01")
        for i, iri in enumerate(iris)
        for part, value, basis in (("a", 7, "actual"), ("b", 9, "actual"), ("c", 20, "target"))
    ]  # fmt: skip
    page = PageInput(
        rows=rows,
        entities=things,
        documents=read_documents(graph),
        title="Long",
        description="Made.",
        comparisons=[row for i in range(COUNT) for row in _comparisons(i, figure.document)],
        coordinates={iri: (i % 60, i / 3) for i, iri in enumerate(iris)},
    )
    path = folder / "long.html"
    path.write_text(render_network_page(to_network(rows, things), page), encoding="utf-8")
    return path


def _comparisons(number, document):
    def compare(kind, verdict, *sides):
        compared = tuple(
            Compared(id=f"r{number}{part}", words="", scope=None, basis="", document=document, paragraph=1, quote=None, role=role)
            for part, role in sides
        )  # fmt: skip
        id_ = f"{kind}-{number}"
        return ComparisonRow(id=id_, kind=kind, label="", verdict=verdict, sources=None, gap=None, statements=compared)

    yield compare("conflict", "conflict", ("a", ""), ("b", ""))
    yield compare("delivery", "not reached", ("c", "target"), ("a", "actual"))


@pytest.fixture
def reader(driver):
    return Reader(driver)


def open_view(reader, page, view):
    reader.open(page, fragment=f"#view={view}&show=all")
    reader.wait(f"document.querySelectorAll('{DRAWN[view]}').length > 0", view)


def drawn(reader, view):
    return len(reader.find(DRAWN[view]))


@pytest.mark.parametrize("view", DRAWN)
def test_a_long_view_opens_on_a_part_and_says_of_how_many(reader, page, view):
    open_view(reader, page, view)
    assert 0 < drawn(reader, view) < COUNT
    notes = reader.ask("[...document.querySelectorAll('#view .view-more:not([hidden])')].map((p) => p.textContent)")
    total = f"{3 * COUNT}" if view == "table" else f"{COUNT}"
    assert any(f"of {total}" in note for note in notes), notes


@pytest.mark.parametrize("view", ["delivery", "conflicts", "map"])
def test_more_is_drawn_as_the_end_comes_into_sight_until_all_is_there(reader, page, view):
    open_view(reader, page, view)
    before = drawn(reader, view)
    for _ in range(12):
        reader.ask("document.querySelector('#view .view-more:not([hidden])')?.scrollIntoView()")
        reader.driver.execute_async_script("requestAnimationFrame(() => setTimeout(arguments[0], 60))")
    assert before < drawn(reader, view) == COUNT


@pytest.mark.parametrize("view", ["delivery", "conflicts", "map"])
def test_the_keyboard_goes_on_where_a_list_was_continued(reader, page, view):
    open_view(reader, page, view)
    before = drawn(reader, view)
    reader.ask("document.querySelector('#view .view-more:not([hidden]) button').click()")
    assert drawn(reader, view) > before
    place = reader.ask(
        f"[...document.querySelectorAll('{DRAWN[view]}')].indexOf(document.activeElement.closest('tr, .pair, li'))"
    )
    assert place == before


def test_places_out_of_the_window_of_the_map_are_not_drawn(reader, page):
    open_view(reader, page, "map")
    everywhere = len(reader.find(".map-mark"))
    for _ in range(4):
        reader.ask("document.querySelector('.map .view-tools .tool').click()")
    marks = reader.ask(
        """[...document.querySelectorAll('.map-mark')].filter((mark) => {
          const a = mark.getBoundingClientRect(), b = mark.closest('svg').getBoundingClientRect();
          return a.right > b.left - 40 && a.left < b.right + 40 && a.bottom > b.top - 40 && a.top < b.bottom + 40;
        }).length"""
    )
    assert everywhere > 10
    assert marks == len(reader.find(".map-mark")) > 0
