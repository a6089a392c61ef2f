"""Every view of the explorer with the panel open, in both themes and languages, for axe and for the Tab key."""

import pytest
from selenium.webdriver.common.keys import Keys

from page_reader import DESKTOP, PHONE, Reader, start_chromium

pytestmark = pytest.mark.browser

LOOKS = {"light-en": ("light", DESKTOP, "en"), "dark-zh": ("dark", PHONE, "zh")}
VIEWS = ["network", "table", "timeline", "map", "delivery", "conflicts"]
PANELS = {"thing": "node,guiyang", "statement": "statement,3", "keys": "keys"}


@pytest.fixture(scope="module")
def driver(tmp_path_factory):
    driver = start_chromium(tmp_path_factory.mktemp("profile"))
    yield driver
    driver.quit()


@pytest.fixture
def reader(driver):
    return Reader(driver)


def open_view(reader, page, view, language, panel, **how):
    reader.open(page, fragment=f"#view={view}&show=60&lang={language}&panel={panel}", **how)
    reader.wait("window.shugu && !document.getElementById('panel').hidden", "the panel")


@pytest.mark.parametrize(("theme", "size", "language"), LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_no_serious_fault_with_the_panel_open(view, theme, size, language, built, reader, npm_packages):
    open_view(reader, built / "network.html", view, language, PANELS["thing"], theme=theme, size=size)
    assert reader.axe_faults(npm_packages) == []
    assert reader.complaints() == []


@pytest.mark.parametrize(("theme", "size", "language"), LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("panel", ["statement", "keys"])
def test_axe_finds_no_serious_fault_in_the_other_panels(panel, theme, size, language, built, reader, npm_packages):
    open_view(reader, built / "network.html", "table", language, PANELS[panel], theme=theme, size=size)
    assert reader.axe_faults(npm_packages) == []


@pytest.mark.parametrize("view", VIEWS[1:])
def test_every_stop_of_the_tab_key_in_a_view_is_seen_and_the_panel_is_reached(view, built, reader):
    open_view(reader, built / "network.html", view, "en", PANELS["thing"], theme="dark")
    reader.ask("document.querySelector('#view button').focus()")
    unseen, inside = [], set()
    for _ in range(120):
        reader.keys(Keys.TAB)
        where, seen, what = reader.ask(
            """(() => {
              const e = document.activeElement, s = getComputedStyle(e), ring = [...e.querySelectorAll('*')].map((c) => getComputedStyle(c));
              const drawn = (s) => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2;
              const seen = drawn(s) || e.type === 'range' || (e instanceof SVGElement && ring.some((c) => drawn(c) || parseFloat(c.strokeWidth) >= 2));
              return [e.closest('#view, #panel')?.id ?? '', seen, e.outerHTML.slice(0, 120)];
            })()"""
        )
        inside.add(where)
        if not seen and where:
            unseen.append(what)
        if where == "panel":
            break
    assert unseen == []
    assert {"view", "panel"} <= inside
