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

    def open(self, address, size=DESKTOP, theme="light", fragment=""):
        """The page of a file or of an address, as if nobody had been there before."""
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
        self.driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
        self.driver.get((address.as_uri() if isinstance(address, Path) else address) + fragment)
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

    def axe_faults(self, npm_packages):
        """What axe-core finds serious or critical: impact, rule and the first places of it."""
        self.driver.execute_script((npm_packages / "axe-core" / "axe.min.js").read_text("utf-8"))
        passes, found = self.driver.execute_async_script(
            """const done = arguments[0];
            const place = (node) => node.html.slice(0, 160);
            axe.run(document, { resultTypes: ['violations'] }).then((r) => done(
              [r.passes.length, r.violations.map((v) => [v.impact, v.id, v.nodes.slice(0, 3).map(place)])]));"""
        )
        assert passes > 10, "axe saw next to nothing of the page"
        return [fault for fault in found if fault[0] in ("serious", "critical")]

    @property
    def focused(self):
        return self.ask("document.activeElement.id")

    def click_at(self, x, y):
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            button = "none" if kind == "mouseMoved" else "left"
            event = {"type": kind, "x": x, "y": y, "button": button, "clickCount": 1}
            self.driver.execute_cdp_cmd("Input.dispatchMouseEvent", event)

    def requests(self):
        """The addresses that pages asked for since the page was opened, the browser's own new tab apart."""
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        sent = [m["params"] for m in messages if m["method"] == "Network.requestWillBeSent"]
        assert sent, "the log of requests is empty"
        return {p["request"]["url"] for p in sent if not p["documentURL"].startswith("chrome:")}

    def complaints(self):
        return [entry for entry in self.driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]
