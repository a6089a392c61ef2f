"""Every page of the server in both themes and languages: no serious fault for axe, and each stop of the Tab key is seen.

What stands in tests/serve/test_pages_browser.py is not repeated: these are the pages that take a step to reach.
"""

from urllib.parse import quote

import pytest
from selenium.webdriver.common.keys import Keys

from candidates import write_pair
from conftest import write_collection
from page_reader import DESKTOP, PHONE, Reader, start_chromium
from shugu.pipeline import build
from started import running

pytestmark = pytest.mark.browser

LOOKS = {"light-en": ("light", DESKTOP, "en"), "dark-zh": ("dark", PHONE, "zh")}
looks = pytest.mark.parametrize(("theme", "size", "language"), LOOKS.values(), ids=LOOKS)
QUERY = 'SELECT ?ship ?length WHERE { VALUES (?ship ?length) { ("Ferry" 30) ("Tug" 12) ("Barge" 41) } }'
ANSWERED = "document.querySelector('#answer table tbody tr') !== null"
FOCUS = """(() => {
  const e = document.activeElement, s = getComputedStyle(e.closest('.CodeMirror') ?? e);
  const seen = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1;
  return [e === document.body, seen, e.outerHTML.slice(0, 120)];
})()"""


@pytest.fixture(scope="module")
def chromium(tmp_path_factory):
    driver = start_chromium(tmp_path_factory.mktemp("profile"))
    yield driver
    driver.quit()


@pytest.fixture
def reader(chromium):
    return Reader(chromium)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server of a graph of our own without its text, with two values that disagree."""
    folder = tmp_path_factory.mktemp("every")
    build(write_collection(folder / "harbour"), folder / "graph")
    with running("-m", "shugu", "serve", folder / "graph", "--port", "0", "--workers", "2") as server:
        server.folder = folder / "graph"
        yield server


@pytest.fixture
def away(server):
    """The same server while its graph is being replaced."""
    manifest = server.folder / "manifest.json"
    hidden = manifest.rename(manifest.with_suffix(".away"))
    yield server
    hidden.rename(manifest)


@pytest.fixture(scope="module")
def review(tmp_path_factory):
    """The address of a review of three rows and one pair of names."""
    folder = write_pair(tmp_path_factory.mktemp("review") / "news")
    with running("-m", "shugu", "serve", folder, "--review", "--port", "0") as server:
        yield server.announced.split(" at ")[1].split(" ")[0]


def walk(reader, stops=40):
    """What the Tab key reaches from the beginning of a page, until it leaves it; those of it that show nothing."""
    reader.ask("(document.activeElement.blur(), window.scrollTo(0, 0))")
    seen = []
    for _ in range(stops):
        reader.keys(Keys.TAB)
        stop = reader.ask(FOCUS)
        if stop[0] and seen:
            break
        seen.append(stop)
    return seen, [what for is_body, is_seen, what in seen if not is_body and not is_seen]


def check(reader, npm_packages):
    assert reader.axe_faults(npm_packages) == []
    assert reader.ask("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert reader.complaints() == []


@looks
@pytest.mark.parametrize("path", ["/nowhere", "/entity/nobody", "/things?q=lindow&class=City", "/entity/cold-store"])
def test_pages_of_what_is_there_and_of_what_is_not(path, theme, size, language, server, reader, npm_packages):
    address = f"{server.url}{path}{'&' if '?' in path else '?'}lang={language}"
    reader.open(address, theme=theme, size=size)
    faults = reader.axe_faults(npm_packages)
    assert faults == []
    assert reader.ask("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert reader.ask("document.documentElement.lang") == language


@looks
def test_the_page_while_the_graph_is_replaced(theme, size, language, away, reader, npm_packages):
    reader.open(f"{away.url}/entity/lindow?lang={language}", theme=theme, size=size)
    assert {"en": "No answer at the moment", "zh": "暂时无法回答"}[language] == reader.text("h1")
    assert reader.axe_faults(npm_packages) == []
    stops, unseen = walk(reader)
    assert len(stops) > 6
    assert unseen == []


@looks
def test_the_query_page_with_an_answer(theme, size, language, server, reader, npm_packages):
    fields = f"lang={language}&query={quote(QUERY)}"
    reader.open(f"{server.url}/editor?{fields}", theme=theme, size=size)
    reader.wait("document.querySelector('.CodeMirror') !== null", "the editor")
    reader.ask("document.getElementById('run').click()")
    reader.wait(ANSWERED, "the answer")
    check(reader, npm_packages)
    drawings = reader.find("#answer .views [aria-pressed]")
    assert len(drawings) > 1
    for drawing in reversed(drawings):
        drawing.click()
        assert reader.axe_faults(npm_packages) == []
    assert walk(reader)[1] == []


@looks
def test_the_query_page_without_scripts_with_an_answer(theme, size, language, server, reader, npm_packages):
    fields = f"lang={language}&run=1&query={quote(QUERY)}"
    reader.open(f"{server.url}/editor?{fields}", theme=theme, size=size)
    assert reader.axe_faults(npm_packages) == []


@looks
@pytest.mark.parametrize("path", ["/network.html", "/download/report.html"])
def test_the_pages_of_the_built_folder_under_the_policy_of_the_server(
    path, theme, size, language, server, reader, npm_packages
):
    reader.open(server.url + path, theme=theme, size=size, fragment=f"#lang={language}" if "network" in path else "")
    reader.wait("document.readyState === 'complete'", "the page")
    check(reader, npm_packages)


@looks
def test_the_review_with_its_cells_and_its_pairs(theme, size, language, review, reader, npm_packages):
    reader.open(review.replace("/#", f"/?lang={language}#"), theme=theme, size=size)
    reader.wait("document.querySelector('.row') !== null", "the row")
    check(reader, npm_packages)
    stops, unseen = walk(reader)
    assert any('id="accept"' in what for _, _, what in stops)
    assert unseen == []
    reader.ask("document.getElementById('edit').click()")
    reader.wait("document.querySelector('dialog[open]') !== null", "the cells")
    assert reader.text("dialog label") == {"en": "subject", "zh": "主体"}[language]
    check(reader, npm_packages)
    reader.keys(Keys.ESCAPE)
    reader.wait("document.querySelector('dialog') === null", "the row again")
    reader.keys("m")
    reader.wait("document.querySelectorAll('.row').length === 2", "the pair")
    check(reader, npm_packages)
    assert walk(reader)[1] == []


@pytest.mark.parametrize(
    "path", ["/things", "/statement/h-3-1", "/ns", "/downloads", "/nowhere", "/download/report.html"]
)
def test_every_stop_of_the_tab_key_is_seen(path, server, reader):
    reader.open(server.url + path)
    stops, unseen = walk(reader, 16)
    assert len(stops) > 4
    assert unseen == []
