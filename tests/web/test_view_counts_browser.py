"""The numbers of the legend and the filters are those of the view in front, and are said in words."""

import re

import pytest

from page_reader import DESKTOP, PHONE, Reader, start_chromium

pytestmark = pytest.mark.browser

VIEWS = {"table": "Table", "timeline": "Timeline", "map": "Map", "delivery": "Plan against delivery"}
VIEWS["conflicts"] = "Disagreement"
FACETS = ["document", "basis", "speaker", "conflict"]
SHOWN = "document.querySelector('#view > .view:not(.scope):not([hidden])')"


@pytest.fixture(scope="module")
def driver(tmp_path_factory):
    driver = start_chromium(tmp_path_factory.mktemp("profile"))
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def page(built):
    return built / "network.html"


@pytest.fixture
def reader(driver):
    return Reader(driver)


def open_view(reader, page, view, more="", **how):
    reader.open(page, fragment=f"#view={view}&show=all{more}", **how)
    reader.wait(f"window.shugu && {'true' if view == 'network' else SHOWN}", view)


def numbers(reader, selector):
    texts = reader.ask("[...document.querySelectorAll(arguments[0])].map((e) => e.textContent)", selector)
    return [int(text.split("/")[0].replace(",", "")) for text in texts]


def summary(reader):
    """Things shown, of all; statements shown, of all."""
    return [int(number.replace(",", "")) for number in re.findall(r"[\d,]*\d", reader.text("#view > .scope > span"))]


@pytest.mark.parametrize("more", ["", "&no-basis=target", "&no-class=Person", "&years=2015-2018"])
@pytest.mark.parametrize("view", VIEWS)
def test_the_numbers_add_up_to_what_the_view_shows(reader, page, view, more):
    open_view(reader, page, view, more)
    things, _, statements, _ = summary(reader)
    assert sum(numbers(reader, "#legend .count")) == things
    on = "[data-facet={}] [aria-pressed=true] .count"
    for facet in FACETS:
        assert sum(numbers(reader, on.format(facet))) == statements, facet


def test_the_numbers_are_those_of_the_rows_in_front(reader, page):
    open_view(reader, page, "table")
    assert reader.text(".table-view > .view-note").startswith(f"{summary(reader)[2]:,} of ")
    open_view(reader, page, "timeline")
    dated = int(re.search(r"[\d,]*\d", reader.text(".timeline > .view-note"))[0].replace(",", ""))
    assert dated == summary(reader)[2]
    assert dated < summary(reader)[3]
    undated = reader.text("#years-body label.check")
    assert undated.endswith("(0)"), "the timeline shows no statement without a date"
    open_view(reader, page, "conflicts")
    people = reader.ask("document.querySelector('#legend [data-type=Person] .count').textContent")
    assert people.startswith("0 /"), "nobody's own statements are in dispute"


@pytest.mark.parametrize("view", VIEWS)
def test_a_number_is_said_in_words_with_the_view_that_it_is_of(reader, page, view):
    open_view(reader, page, view)
    name = VIEWS[view]
    things, values = reader.ask(
        """['#legend [data-type]', '#facets [data-value]'].map((q) => {
          const spoken = document.querySelector(q).cloneNode(true);
          spoken.querySelectorAll('[aria-hidden=true]').forEach((part) => part.remove());
          return spoken.textContent;
        })"""
    )
    assert re.search(rf"\d of \d+ shown in the view “{name}”$", things)
    assert re.search(rf"\d statements? in the view “{name}”$", values)
    assert f"“{name}”" in reader.text("#counted")


def test_a_change_of_view_or_filter_is_said_with_what_it_leaves(reader, page):
    open_view(reader, page, "network")
    said = "document.getElementById('live').textContent"
    reader.ask("document.querySelector('[data-view=timeline]').click()")
    assert reader.ask(said) == reader.text("#view > .scope > span")
    before = reader.ask(said)
    reader.ask("document.querySelector('#facets [data-value=target]').click()")
    assert reader.ask(said) == reader.text("#view > .scope > span") != before
    assert reader.ask(said).startswith("Timeline: ")
    reader.ask("document.querySelector('[data-view=network]').click()")
    assert reader.ask(said).startswith("Showing ")


@pytest.mark.parametrize(("size", "theme"), [(DESKTOP, "dark"), (PHONE, "light")])
def test_the_words_are_chinese_on_a_chinese_page_and_nothing_scrolls_sideways(reader, page, size, theme):
    open_view(reader, page, "map", "&lang=zh", size=size, theme=theme)
    assert reader.ask("document.getElementById('counted').textContent") == "数字为“地图”视图所显示的数量。"
    assert reader.ask("document.querySelector('#facets .vh').textContent").endswith("，在“地图”视图中")
    assert reader.ask("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
