"""The explorer that is fed part by part, in Chromium: what a reader sees, asks for, and is told when it does not come."""

import pytest
from selenium.webdriver.common.keys import Keys

from conftest import ENTITIES, ROWS, write_collection
from page_reader import DESKTOP, PHONE, Reader, start_chromium
from shugu.pipeline import build
from started import running

pytestmark = pytest.mark.browser

STATUS = "document.getElementById('status').textContent"
HIDDEN = "esgyn"  # a thing of the collection that the page does not open on


class ExplorerReader(Reader):
    """Somebody in front of the explorer of a server."""

    def __init__(self, driver, server):
        super().__init__(driver)
        self.server = server

    def open_explorer(self, fragment="", **how):
        self.open(f"{self.server.url}/explorer", fragment=fragment, **how)
        self.wait("performance.getEntriesByName('shugu-first-picture').length > 0", "the first picture")
        return self

    def wait_for_text(self, selector, text):
        script = f"document.querySelector({selector!r})?.textContent.includes({text!r})"
        self.wait(script, f"{text} in {selector}")

    def type_search(self, words):
        self.ask("document.getElementById('search').focus()")
        self.keys(words)
        self.wait("document.querySelectorAll('#results .name').length > 0", f"a match for {words}")

    def block(self, *addresses):
        self.driver.execute_cdp_cmd("Network.enable", {})
        self.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": list(addresses)})


@pytest.fixture(scope="module")
def chromium(tmp_path_factory):
    driver = start_chromium(tmp_path_factory.mktemp("profile"))
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def guizhou_server(built):
    with running("-m", "shugu", "serve", built, "--port", "0", "--workers", "2") as server:
        yield server


@pytest.fixture
def reader(chromium, guizhou_server):
    found = ExplorerReader(chromium, guizhou_server)
    found.block()
    return found


def test_the_page_opens_on_the_main_part_and_says_how_much_is_loaded(reader):
    reader.open_explorer()
    assert reader.ask(STATUS) == "Showing 60 of 206 things and 126 of 334 links"
    assert "of 696 statements" in reader.text("#part")
    assert all(url.startswith((reader.server.url, "data:", "about:")) for url in reader.requests())
    assert reader.complaints() == []


def test_a_thing_that_is_not_loaded_is_found_read_and_drawn_by_keyboard_alone(reader):
    reader.open_explorer()
    assert reader.ask(f"shugu.model.nodes.has('{HIDDEN}')") is False
    reader.type_search("esgyn")
    assert reader.focused == "search"
    reader.keys(Keys.ENTER)
    reader.wait_for_text("#panel-title", "Esgyn")
    assert reader.focused == "panel-title"
    assert reader.find("#panel .fact")
    assert reader.ask(STATUS).startswith("Showing 61 of 206 things")
    assert f"add={HIDDEN}" in reader.ask("location.hash")


def test_neighbours_come_ten_at_a_time_and_are_counted(reader):
    reader.open_explorer("#panel=node,guiyang")
    assert reader.text("#neighbour-count") == "24 of 63 neighbours shown"
    reader.find("[data-expand=some]")[0].click()
    reader.wait_for_text("#neighbour-count", "34 of 63")
    reader.find("[data-expand=all]")[0].click()
    reader.wait_for_text("#neighbour-count", "63 of 63")
    drawn = reader.ask(STATUS)
    links = reader.ask("shugu.model.links.filter((l) => l.from === 'guiyang' || l.to === 'guiyang').length")
    assert links >= 63
    reader.command("z")
    reader.wait_for_text("#neighbour-count", "34 of 63")
    reader.command("y")
    reader.wait_for_text("#status", drawn)


def test_all_statements_of_a_thing_can_be_read(reader):
    reader.open_explorer("#panel=node,guiyang")
    assert "of 188 statements are loaded" in reader.text("#panel")
    while reader.find("#load-more"):
        before = len(reader.find("#panel .fact"))
        reader.driver.execute_script("document.getElementById('load-more').click()")
        reader.wait(f"document.querySelectorAll('#panel .fact').length > {before}", "further statements")
    assert reader.ask("shugu.model.nodes.get('guiyang').statements.length") == 188
    assert "188 statements in 4 documents" in reader.text("#panel")


def test_a_path_goes_over_things_that_were_never_loaded(reader):
    reader.open_explorer()
    reader.find("#path-button")[0].click()
    for place, words in (("path-from", "esgyn"), ("path-to", "xu qiang")):
        reader.driver.execute_script(f"document.getElementById('{place}').focus()")
        reader.keys(words)
        reader.wait(f"document.querySelectorAll('#{place}-list .name').length > 0", words)
        reader.keys(Keys.ENTER)
        reader.wait(f"document.getElementById('{place}').value !== ''", words)
    reader.wait_for_text("#path-length", "steps")
    hops = len(reader.find("#panel .hop"))
    assert hops >= 2
    assert reader.find("#panel .hop .source")
    reader.open_explorer(reader.ask("location.hash"))
    assert len(reader.find("#panel .hop")) == hops


def test_an_address_brings_the_view_back_and_so_does_the_back_button(reader):
    reader.open_explorer()
    reader.driver.execute_script("document.getElementById('show-all').click()")
    reader.wait("document.getElementById('status').textContent.startsWith('Showing 206')", "more things")
    assert reader.ask("document.getElementById('show-all').disabled")
    reader.driver.back()
    reader.wait("document.getElementById('status').textContent.startsWith('Showing 60')", "the view before")
    reader.open_explorer(
        f"#show=60&add={HIDDEN}&hide=guizhou&layout=radial,{HIDDEN}&panel=statement,5&view=network&lang=zh"
    )
    assert reader.ask("shugu.store.state.layout") == "radial"
    assert reader.ask("document.documentElement.lang") == "zh-Hans"
    assert reader.find("#panel .fact")
    assert reader.ask("shugu.network.net.drawn.has('esgyn') && !shugu.network.net.drawn.has('guizhou')")


def test_an_address_that_makes_no_sense_opens_the_main_part(reader):
    reader.open_explorer("#add=nobody&panel=link,guizhou,nobody,x&show=99999999&layout=radial,nobody&pin=x,1,2&%%%")
    assert reader.ask(STATUS).startswith("Showing 60 of 206")
    assert not reader.find("#problem")[0].is_displayed()


@pytest.mark.parametrize("view", ["table", "timeline", "map", "delivery", "conflicts"])
def test_other_views_say_that_they_hold_what_is_loaded(view, reader):
    reader.open(f"{reader.server.url}/explorer", fragment=f"#view={view}")
    reader.wait_for_text(".view.scope", "that are loaded")
    assert "the graph holds 206 things and 696 statements" in reader.text(".view.scope")
    assert reader.complaints() == []


def test_a_server_that_is_gone_is_told_and_can_be_asked_again(reader):
    reader.open_explorer()
    reader.block("*/explorer/*")
    reader.driver.execute_script("shugu.network.frame.focus()")
    reader.driver.execute_script("document.getElementById('show-all').click()")
    reader.wait("!document.getElementById('problem').hidden", "the notice")
    assert "The server does not answer" in reader.text("#problem")
    assert reader.find("#problem")[0].get_attribute("role") == "alert"
    reader.ask("document.getElementById('search').focus()")
    reader.keys("esgyn")
    reader.wait_for_text("#results", "The server does not answer")
    reader.find("#language")[0].click()
    assert "服务器没有响应" in reader.text("#problem")
    reader.block()
    reader.find("#problem button")[0].click()
    reader.wait("shugu.network.net.drawn.size === 206", "more things")
    assert not reader.find("#problem")[0].is_displayed()


def test_a_page_that_cannot_be_opened_says_so_and_opens_when_the_server_is_back(reader):
    reader.block("*/explorer/*")
    reader.open(f"{reader.server.url}/explorer", fragment="#lang=zh")
    reader.wait("!document.getElementById('problem').hidden", "the notice")
    assert "服务器没有响应" in reader.text("#problem")
    reader.block()
    reader.find("#problem button")[0].click()
    reader.wait("performance.getEntriesByName('shugu-first-picture').length > 0", "the first picture")
    assert "60/206" in reader.ask(STATUS)


@pytest.mark.parametrize(
    ("theme", "size", "fragment"), [("light", DESKTOP, "#panel=node,guiyang"), ("dark", PHONE, "#lang=zh")]
)
def test_axe_finds_no_serious_fault(theme, size, fragment, reader, npm_packages):
    reader.open_explorer(fragment, size=size, theme=theme)
    assert reader.axe_faults(npm_packages) == []
    assert reader.ask("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_hostile_names_are_text(chromium, tmp_path):
    hostile = "<img src=x onerror=window.broken=1>"
    rows = [*ROWS, {"id": "h-2-9", "sentence": "s2", "subject": "lindow", "property": "locatedIn", "object": "odd"}]
    entities = [*ENTITIES, ["odd", "City", hostile, "", "</script><script>window.broken=2</script>", ""]]
    build(write_collection(tmp_path / "harbour", rows=rows, entities=entities), tmp_path / "graph")
    with running("-m", "shugu", "serve", tmp_path / "graph", "--port", "0", "--workers", "1") as server:
        found = ExplorerReader(chromium, server)
        found.block()
        found.open_explorer()
        found.type_search("img src")
        assert found.text("#results .name") == hostile
        found.keys(Keys.ENTER)
        found.wait_for_text("#panel-title", hostile)
        assert found.ask("window.broken") is None
        assert found.complaints() == []
