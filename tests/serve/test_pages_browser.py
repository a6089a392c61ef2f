"""The pages in Chromium: what a reader sees and does with the keyboard, no request elsewhere, no fault for axe."""

import time
from urllib.parse import urlencode

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from candidates import usual, write_documents
from conftest import ENTITIES, ROWS, TEXT, write_collection
from page_reader import DESKTOP, PHONE, TABLET, Reader, start_chromium
from shugu.pipeline import build
from shugu.refresh import refresh
from started import running

pytestmark = pytest.mark.browser

PAGES = ["/", "/things", "/entity/lindow", "/statement/h-3-1", "/document/harbour", "/ns", "/downloads", "/editor"]


class SiteReader(Reader):
    """Somebody who reads the pages that a server gives, by their paths."""

    def __init__(self, driver, server, site=None):
        super().__init__(driver)
        self.server = server
        self.site = server.url if site is None else site

    def open(self, path, **how):
        return super().open(self.site + path, **how)


@pytest.fixture(scope="module")
def chromium(tmp_path_factory):
    driver = start_chromium(tmp_path_factory.mktemp("profile"))
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def reader(chromium, tmp_path_factory):
    """A reader of the pages of a graph of our own, with its text; a query may take four seconds."""
    folder = tmp_path_factory.mktemp("graph")
    write_collection(
        folder / "harbour",
        rows=ROWS,
        entities=[*ENTITIES, ["odd", "City", "<img src=x onerror=window.broken=1>", "", "", ""]],
    )
    build(folder / "harbour", folder / "harbour-graph")
    command = ["-m", "shugu", "serve", folder / "harbour-graph", "--port", "0", "--workers", "2", "--timeout", "8"]
    with running(*command, "--texts", folder / "harbour" / "texts") as server:
        yield SiteReader(chromium, server)


@pytest.fixture
def reviewer(chromium, tmp_path):
    """A reviewer at a table of three rows."""
    folder = write_documents(tmp_path / "news", {"harbour": TEXT}, entities=[ENTITIES[0], ENTITIES[1], ENTITIES[6]])
    refresh(folder, "harbour", usual())
    with running("-m", "shugu", "serve", folder, "--review", "--port", "0", "--by", "Ann") as server:
        found = SiteReader(chromium, server, site="")
        found.address = server.announced.split(" at ")[1].split(" ")[0]
        found.sheet = folder / "facts" / "harbour.tsv"
        yield found


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("theme", "size"), [("light", DESKTOP), ("dark", PHONE)])
def test_axe_finds_no_serious_fault(path, theme, size, reader, npm_packages):
    reader.open(f"{path}?lang={'en' if theme == 'light' else 'zh'}", size=size, theme=theme)
    assert reader.axe_faults(npm_packages) == []


@pytest.mark.parametrize("path", PAGES)
def test_pages_fit_every_width_send_nothing_elsewhere_and_break_no_rule(path, reader):
    for size, theme in ((DESKTOP, "dark"), (TABLET, "light"), (PHONE, "light")):
        reader.open(path, size=size, theme=theme)
        assert reader.ask("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
        assert reader.complaints() == []
        assert all(url.startswith((reader.site, "data:")) for url in reader.requests())
    assert reader.ask("window.broken") is None


@pytest.mark.parametrize("path", ["/", "/entity/lindow", "/document/harbour", "/editor"])
def test_every_stop_of_the_tab_key_is_seen(path, reader):
    reader.open(path)
    seen = []
    for _ in range(14):
        reader.keys(Keys.TAB)
        seen.append(
            reader.ask(
                "(() => { const e = document.activeElement, s = getComputedStyle(e.closest('.CodeMirror') ?? e);"
                " return [e === document.body, s.outlineStyle !== 'none' || s.backgroundColor !== 'rgba(0, 0, 0, 0)', e.outerHTML.slice(0, 120)]; })()"
            )
        )
    assert "skip" in seen[0][2]
    assert [stop for stop in seen if not stop[0] and not stop[1]] == []


def test_a_fact_and_its_sentence_light_each_other_up(reader):
    lit = "[...document.querySelectorAll('.passage')].filter((p) => p.classList.contains('lit')).map((p) => p.id)"
    reader.open("/document/harbour")
    reader.driver.find_element(By.CSS_SELECTOR, "#f-h-3-1 .to-sentence").click()
    assert reader.ask(lit) == ["s3"]
    assert reader.ask("location.hash") == "#s3"
    reader.driver.find_element(By.CSS_SELECTOR, "#s4 .mark").send_keys(Keys.ENTER)
    assert reader.ask(lit) == ["s4"]
    assert reader.ask("location.hash") == "#f-h-4-1"
    reader.open("/document/harbour#s2")
    assert reader.ask(lit) == ["s2"]


def test_a_question_is_answered_as_table_and_drawings_by_keyboard_alone(reader):
    query = "SELECT ?class (COUNT(*) AS ?things) WHERE { ?thing a ?class } GROUP BY ?class ORDER BY ?things"
    reader.open("/editor")
    reader.driver.execute_script("document.querySelector('.CodeMirror').CodeMirror.setValue(arguments[0])", query)
    reader.driver.execute_script("document.querySelector('.CodeMirror').CodeMirror.focus()")
    reader.command(Keys.ENTER)
    reader.wait("document.querySelector('#result table') !== null", "a table")
    assert "s" in reader.text("#state")
    count = reader.ask("document.querySelectorAll('#result tbody tr').length")
    assert count > 5
    reader.ask("[...document.querySelectorAll('.views button')][1].focus()")
    reader.keys(Keys.ENTER)
    assert reader.ask("document.querySelectorAll('#result svg rect').length") == count
    assert reader.ask("document.activeElement.getAttribute('aria-pressed')") == "true"
    reader.ask("document.getElementById('link').click()")
    reader.wait("location.search.includes('view=chart')", "the address of the chart")
    reader.open(reader.ask("location.pathname + location.search"))
    reader.wait("document.querySelector('#result svg') !== null", "the chart again")
    assert reader.complaints() == []


@pytest.mark.parametrize(
    ("query", "view", "marks"),
    [
        ("CONSTRUCT { ?s sg:locatedIn ?o } WHERE { ?s sg:locatedIn ?o }", "network", "circle"),
        ("SELECT ?s ?o WHERE { ?s sg:locatedIn ?o }", "network", "circle"),
        ('SELECT ?s ("POINT(106.7 26.6)" AS ?at) WHERE { ?s a sg:City }', "map", "circle"),
    ],
)
def test_things_are_drawn_where_they_fit(query, view, marks, reader, npm_packages):
    reader.open(f"/editor?{urlencode({'query': query, 'view': view})}")
    reader.wait("document.querySelector('#result svg') !== null", "a drawing")
    assert reader.ask(f"document.querySelectorAll('#result svg {marks}').length") >= 2
    assert reader.ask("document.querySelector('#result svg a').getAttribute('href').startsWith('/entity/')")
    assert reader.axe_faults(npm_packages) == []


def test_the_stop_button_ends_the_query_on_the_server(reader):
    slow = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    reader.open("/editor")
    reader.driver.execute_script("document.querySelector('.CodeMirror').CodeMirror.setValue(arguments[0])", slow)
    reader.ask("document.getElementById('run').click()")
    reader.wait(
        "!document.getElementById('stop').hidden && /[1-9]\\.\\d/.test(document.getElementById('state').textContent)",
        "a second",
    )
    assert reader.server.client.get("/healthz").json()["free"] == 1
    reader.ask("document.getElementById('stop').click()")
    deadline = time.monotonic() + 3
    while reader.server.client.get("/healthz").json()["free"] < 2 and time.monotonic() < deadline:
        time.sleep(0.1)
    assert reader.server.client.get("/healthz").json()["free"] == 2
    assert "Stopped after" in reader.text("#state")
    assert reader.server.is_well()


def test_a_fault_of_a_query_is_marked_where_it_stands(reader):
    reader.open("/editor")
    reader.driver.execute_script(
        "document.querySelector('.CodeMirror').CodeMirror.setValue('SELECT *\\nWHERE { ?s ?p . }')"
    )
    reader.ask("document.getElementById('run').click()")
    reader.wait("document.querySelector('.fault') !== null", "the mark of the fault")
    assert "Line 2, column 17" in reader.text("#result")
    assert reader.ask("document.querySelector('.fault-line .CodeMirror-linenumber').textContent") == "2"


def test_names_of_the_graph_complete_what_is_typed_and_prefixes_are_filled_in(reader):
    reader.open("/editor")
    reader.driver.execute_script(
        "const f = document.querySelector('.CodeMirror').CodeMirror; f.setValue('SELECT * { ?s a Cit }'); f.focus(); f.setCursor(0, 19)"
    )
    reader.command(Keys.SPACE)
    reader.wait("document.querySelector('.CodeMirror-hint') !== null", "a list of names")
    assert reader.text(".CodeMirror-hint").startswith("sg:City")
    reader.keys(Keys.ENTER)
    reader.command(Keys.ENTER)
    reader.wait("document.querySelector('#result table') !== null", "an answer")
    value = reader.ask("document.querySelector('.CodeMirror').CodeMirror.getValue()")
    assert "a sg:City" in value
    assert "PREFIX sg: <https://w3id.org/shugu/ns#>" in value
    reader.driver.execute_script(
        "const f = document.querySelector('.CodeMirror').CodeMirror; f.setValue('ASK { lindow }'); f.focus(); f.setCursor(0, 12)"
    )
    reader.command(Keys.SPACE)
    reader.wait(
        "[...document.querySelectorAll('.CodeMirror-hint')].some((hint) => hint.textContent.startsWith('e:lindow '))",
        "the thing",
    )


def test_rows_are_reviewed_by_keyboard_alone(reviewer, npm_packages):
    before = reviewer.sheet.read_bytes()
    reviewer.open(reviewer.address)
    progress = "document.querySelector('.progress p').textContent"
    reviewer.wait(f"document.querySelector('.progress') && {progress} === '0 of 3 rows decided'", "the first row")
    assert "#" not in reviewer.ask("location.href")
    assert reviewer.text("mark.evidence") == "The port of Lindow opened a cold store on 3 May 2021."
    assert reviewer.axe_faults(npm_packages) == []
    reviewer.keys("a")
    reviewer.wait(f"{progress} === '1 of 3 rows decided'", "one decided")
    reviewer.keys("u")
    reviewer.wait(f"{progress} === '0 of 3 rows decided'", "none decided")
    assert reviewer.sheet.read_bytes() == before
    reviewer.keys("e")
    reviewer.wait("document.querySelector('dialog[open]') !== null", "the cells")
    assert reviewer.axe_faults(npm_packages) == []
    reviewer.ask("document.getElementById('cell-time').focus()")
    reviewer.keys("2015-02-30", Keys.ENTER)
    reviewer.wait("document.getElementById('fault-time').textContent !== ''", "what is wrong with the time")
    reviewer.command("a")
    reviewer.keys("2015-02", Keys.ENTER)
    reviewer.wait("document.querySelector('dialog') === null", "the row again")
    assert "2015-02" in reviewer.text("#says")
    for key, decided in (("a", 1), ("r", 2), ("s", 2)):
        reviewer.keys(key)
        reviewer.wait(f"{progress} === '{decided} of 3 rows decided'", f"{key} done")
    reviewer.wait("document.querySelector('.end') !== null", "the end")
    assert "1 row is skipped" in reviewer.text(".end")
    assert reviewer.sheet.read_bytes().count(b"accepted\t") == 1
    assert reviewer.complaints() == []


def test_what_was_typed_stays_when_it_cannot_be_written(reviewer):
    reviewer.open(reviewer.address, size=PHONE, theme="dark")
    reviewer.wait("document.querySelector('.progress') !== null", "the first row")
    assert reviewer.ask("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    reviewer.ask("document.getElementById('edit').click()")
    reviewer.wait("document.querySelector('dialog[open]') !== null", "the cells")
    reviewer.ask("document.getElementById('cell-note').focus()")
    reviewer.sheet.write_bytes(reviewer.sheet.read_bytes() + b"\n")
    theirs = reviewer.sheet.read_bytes()
    reviewer.keys("seen on site", Keys.ENTER)
    reviewer.wait(
        "document.querySelector('dialog p.fault').textContent.includes('changed by someone else')", "the news"
    )
    assert reviewer.ask("document.getElementById('cell-note').value") == "seen on site"
    assert reviewer.sheet.read_bytes() == theirs


def test_the_page_without_its_token_shows_nothing(reviewer):
    reviewer.open(reviewer.address.split("#")[0])
    reviewer.ask("sessionStorage.clear()")
    reviewer.open(reviewer.address.split("#")[0])
    reviewer.wait("document.getElementById('news').textContent.includes('lacks its token')", "the sentence")
    assert "Lindow" not in reviewer.ask("document.body.textContent")
