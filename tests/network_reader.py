"""Somebody in front of the network page."""

import json

from selenium.webdriver.common.keys import Keys

from page_reader import Reader


class NetworkReader(Reader):
    """Somebody who looks at the network, clicks its things and links, and searches."""

    def open(self, address, **how):
        self._data = None
        return super().open(address, **how)

    def open_network(self, path, **how):
        self.open(path, **how)
        self.wait("performance.getEntriesByName('shugu-first-picture').length > 0", "the first picture")
        return self

    @property
    def data(self):
        """What the page was made of."""
        if self._data is None:
            self._data = json.loads(self.ask("document.getElementById('shugu-data').textContent"))
        return self._data

    def statements_of(self, id_):
        numbers = next(node["statements"] for node in self.data["nodes"] if node["id"] == id_)
        return [self.data["statements"][number] for number in numbers]

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
