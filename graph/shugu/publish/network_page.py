"""The explorer page: one HTML file that opens from disk and sends no request; or served, and fed part by part."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import networkx as nx
from pyvis.network import Network

from shugu.publish.page_data import PageInput, make_page_data

__all__ = ["render_network_page", "render_page", "render_served_page"]

_LIBRARY = "lib/vis-9.1.2/vis-network.min"
_UNSAFE_IN_SCRIPT = re.compile("[<>&\u2028\u2029]")


def render_network_page(network: nx.MultiDiGraph, page: PageInput) -> str:
    """The page as HTML: pyvis holds the drawing, networkx gives the positions, texts enter as JSON only."""
    return render_page(make_page_data(network, page))


def render_served_page(head: Mapping[str, Any]) -> str:
    """The page of a graph that its server gives part by part; `head` is that of the index."""
    return render_page({**head, "parts": "/explorer/"}, connects="'self'")


def render_page(data: Mapping[str, Any], *, connects: str = "'none'") -> str:
    """The page of these data, whose policy lets it connect to nothing else than `connects`."""
    looks = {kind["name"]: kind for kind in data["classes"]}
    pyvis = Network(directed=True, heading=data["title"], cdn_resources="in_line")
    pyvis.node_ids = _Ids()
    pyvis.set_options(json.dumps({"physics": {"enabled": False}}))
    for node in data["nodes"]:
        look = looks[node["type"]]
        pyvis.add_node(
            node["id"],
            label=node["label"] or node["id"],
            x=node["x"],
            y=node["y"],
            color=look["color"],
            shape=look["shape"],
            physics=False,
        )
    for edge in data["edges"]:
        pyvis.add_edge(edge["from"], edge["to"], label=edge["label"])
    return _render(pyvis, data, connects)


class _Ids(list[str]):
    """Ids that are found at once: pyvis looks for both ends of each edge among all nodes."""

    def __init__(self) -> None:
        super().__init__()
        self._known: set[object] = set()

    def append(self, id_: str) -> None:
        """Nothing, after the id stands at the end."""
        super().append(id_)
        self._known.add(id_)

    def __contains__(self, id_: object) -> bool:
        return id_ in self._known


def _render(pyvis: Network, data: Mapping[str, Any], connects: str) -> str:
    """The page by pyvis's own path, with the project's template in place of pyvis's, and every script pinned."""
    templates = resources.files("shugu.publish").joinpath("templates")
    library = resources.files("pyvis")
    # The source map comment would send developer tools to look for a file that is not there.
    vis_js = re.sub(r"\n//# sourceMappingURL=.*\s*$", "\n", _read(library.joinpath(f"{_LIBRARY}.js")))
    # Nearly all of the library's style sheet is pictures of buttons that this page does not use.
    vis_css = re.sub(r"[^{}]+\{[^{}]*url\([^{}]*\}", "", _read(library.joinpath("lib/vis-9.1.2/vis-network.css")))
    bundles = resources.files("shugu.publish").joinpath("web")
    css, js = _read(bundles.joinpath("explorer.css")), _read(bundles.joinpath("explorer.js"))
    policy = "; ".join(
        [
            "default-src 'none'",
            f"script-src {_digest(vis_js)} {_digest(js)}",
            f"style-src {_digest(vis_css)} {_digest(css)}",
            "img-src data: blob:",
            f"connect-src {connects}",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
    with resources.as_file(templates.joinpath("network.html.j2")) as template:
        pyvis.set_template(str(Path(template)))
    # pyvis passes only its own variables to a template; the page's go in as a global of its environment.
    pyvis.templateEnv.globals["shugu"] = {
        "lang": "en",
        "csp": policy,
        "description": data["description"],
        "data": _embed(data),
        "css": css,
        "js": js,
        "vis_css": vis_css,
        "vis_js": vis_js,
    }
    return str(pyvis.generate_html("network.html"))


def _read(file: Any) -> str:
    return str(file.read_text(encoding="utf-8")).replace("\r\n", "\n")


def _embed(value: object) -> str:
    """JSON that may stand inside a script element: no character in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return _UNSAFE_IN_SCRIPT.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
