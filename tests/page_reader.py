"""Somebody in front of a page, in Debian's Chromium."""

import json
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from conftest import need_tool

FLAGS = (
    "headless",
    "no-sandbox",
    "disable-gpu",
    "disable-quic",
    "no-first-run",
    "disable-background-networking",
    "disable-component-update",
    "disable-sync",
)
LONGEST_WAIT = 10
DESKTOP, TABLET, PHONE = (1440, 900), (900, 700), (390, 844)


def start_chromium(profile):
    """A browser with a profile of its own; skips, or fails in CI, where Debian's packages are missing."""
    need_tool("chromium", "chromium")
    need_tool("chromedriver", "chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for flag in (*FLAGS, f"user-data-dir={profile}"):
        options.add_argument(f"--{flag}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))


class Reader:
    """Somebody in front of a page."""

    def __init__(self, driver):
        self.driver = driver

    def open(self, path, size=DESKTOP, theme="light", fragment=""):
        width, height = size
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": size == PHONE},
        )
        features = [
            {"name": "prefers-color-scheme", "value": theme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        for log in ("browser", "performance"):
            self.driver.get_log(log)
        self.driver.get("about:blank")  # a change of the fragment alone would load nothing anew
        self.driver.get(Path(path).as_uri() + fragment)
        self._data = None
        return self

    def open_network(self, path, **how):
        self.open(path, **how)
        self.wait("performance.getEntriesByName('shugu-first-picture').length > 0", "the first picture")
        return self

    def ask(self, script, *arguments):
        return self.driver.execute_script(f"return {script}", *arguments)

    def wait(self, script, what):
        WebDriverWait(self.driver, LONGEST_WAIT).until(lambda _: self.ask(script), message=what)

    def find(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def text(self, selector):
        return self.find(selector)[0].text

    def keys(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()

    def command(self, key):
        """The key with Control held down."""
        ActionChains(self.driver).key_down(Keys.CONTROL).send_keys(key).key_up(Keys.CONTROL).perform()

    @property
    def focused(self):
        return self.ask("document.activeElement.id")

    @property
    def data(self):
        """What the page was made of."""
        if self._data is None:
            self._data = json.loads(self.ask("document.getElementById('shugu-data').textContent"))
        return self._data

    def statements_of(self, id_):
        numbers = next(node["statements"] for node in self.data["nodes"] if node["id"] == id_)
        return [self.data["statements"][number] for number in numbers]

    def click_at(self, x, y):
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            button = "none" if kind == "mouseMoved" else "left"
            event = {"type": kind, "x": x, "y": y, "button": button, "clickCount": 1}
            self.driver.execute_cdp_cmd("Input.dispatchMouseEvent", event)

    def click_node(self, id_):
        x, y = self.driver.execute_script(
            """const box = document.querySelector('#network canvas').getBoundingClientRect();
            const p = shuguNetwork.canvasToDOM(shuguNetwork.getPositions([arguments[0]])[arguments[0]]);
            return [p.x + box.left, p.y + box.top];""",
            id_,
        )
        self.click_at(x, y)
        self.wait("!document.getElementById('panel').hidden", "the panel")

    def click_some_link(self):
        """The link that was clicked, on a point of it that is far from every thing and from every other link."""
        number, x, y = self.driver.execute_script(
            """const net = shuguNetwork, data = JSON.parse(document.getElementById('shugu-data').textContent);
            const box = document.querySelector('#network canvas').getBoundingClientRect();
            const lines = net.body.data.edges.getIds().map((id) => net.body.edges[id]);
            const marks = Object.values(net.getPositions(net.body.data.nodes.getIds())), scale = net.getScale();
            for (const line of lines) for (const along of [0.5, 0.4, 0.6]) {
              const p = line.edgeType.getPoint(along), dom = net.canvasToDOM(p);
              const away = (other) => other.edgeType.getDistanceToEdge(
                other.from.x, other.from.y, other.to.x, other.to.y, p.x, p.y) * scale;
              if (marks.every((m) => Math.hypot(m.x - p.x, m.y - p.y) * scale > 45)
                  && lines.every((other) => other === line || away(other) > 9)) {
                return [Number(line.id.split(' ')[1]), dom.x + box.left, dom.y + box.top];
              }
            }"""
        )
        self.click_at(x, y)
        self.wait("!document.getElementById('panel').hidden", "the panel")
        return self.data["edges"][number]

    def search(self, name):
        self.keys(name)
        self.wait("document.querySelectorAll('#results [role=option]').length > 0", f"a match for {name}")

    def choose(self, name):
        self.ask("document.getElementById('search').focus()")
        self.search(name)
        self.keys(Keys.ENTER)
        self.wait("!document.getElementById('panel').hidden", "the panel")

    def requests(self):
        """The addresses that pages asked for since the page was opened, the browser's own new tab apart."""
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        sent = [m["params"] for m in messages if m["method"] == "Network.requestWillBeSent"]
        assert sent, "the log of requests is empty"
        return {p["request"]["url"] for p in sent if not p["documentURL"].startswith("chrome:")}

    def complaints(self):
        return [entry for entry in self.driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]

    def colours(self):
        """How many pixels of the drawing are not background, and how many colours they have."""
        return self.driver.execute_script(
            """const c = document.querySelector('#network canvas');
            const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data, seen = new Set();
            let drawn = 0;
            for (let i = 0; i < d.length; i += 4) {
              if (d[i + 3]) { drawn++; seen.add(`${d[i]},${d[i + 1]},${d[i + 2]}`); }
            }
            return [drawn, seen.size];"""
        )
