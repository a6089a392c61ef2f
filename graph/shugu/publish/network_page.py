"""The network page: one HTML file that opens from disk, sends no request, and shows the sources on a click."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import networkx as nx
from pyoxigraph import Literal, NamedNode
from pyvis.network import Network

from shugu.ontology import load_ontology
from shugu.publish.facts import FactRow, format_value
from shugu.publish.layout import layout, opening_part
from shugu.publish.views import DocumentRow, EntityRow, local_name
from shugu.settings import ontology_folder
from shugu.vocab import PREFIXES

__all__ = ["render_network_page"]

_LABEL = NamedNode(PREFIXES["rdfs"] + "label")
_LIBRARY = "lib/vis-9.1.2/vis-network.min"
_SIGNS = {"<=": "≤", ">=": "≥", "~": "≈"}
_SIGN = re.compile("^(?:<=|>=|~)")
_UNSAFE_IN_SCRIPT = re.compile("[<>&\u2028\u2029]")


def render_network_page(
    network: nx.MultiDiGraph,
    *,
    rows: Sequence[FactRow],
    entities: Mapping[str, EntityRow],
    documents: Iterable[DocumentRow],
    title: str,
    description: str,
    title_zh: str | None = None,
    disputed: frozenset[str] = frozenset(),
) -> str:
    """The page as HTML; `disputed` are the ids of statements that are in conflict with another.

    networkx gives the positions, pyvis holds the drawing; texts enter the page as JSON only.
    """
    classes = _classes(entities.values())
    places = layout(network)
    rank = {node: place for place, node in enumerate(opening_part(network))}
    index = {row.id: number for number, row in enumerate(rows)}
    pyvis = Network(directed=True, heading=title, cdn_resources="in_line")
    pyvis.set_options(json.dumps({"physics": {"enabled": False}}))
    spoken = _statements_by_node(rows, index)
    nodes = []
    for node, attributes in network.nodes(data=True):
        entity = entities[attributes["iri"]]
        kind = classes[entity.type]
        x, y = places[node]
        degree = network.degree(node)
        pyvis.add_node(
            node, label=attributes["label"] or node, x=x, y=y, color=kind["color"], shape=kind["shape"], physics=False
        )
        nodes.append(
            {
                "id": node,
                "label": entity.label,
                "label_zh": entity.label_zh,
                "type": kind["name"],
                "x": x,
                "y": y,
                "size": 4 + degree + len(spoken.get(node, ())) // 2,
                "aliases": list(entity.aliases),
                "shown": node in rank,
                "rank": rank.get(node),
                "statements": spoken.get(node, []),
            }
        )
    edges = _edges(network, index)
    for edge in edges:
        pyvis.add_edge(edge["from"], edge["to"], label=edge["label"])
    data = {
        "title": title,
        "title_zh": title_zh,
        "description": description,
        "classes": _legend(classes),
        "documents": {
            d.id: {"title": d.title, "publisher": d.origin, "published": d.issued, "url": d.url} for d in documents
        },
        "nodes": nodes,
        "edges": edges,
        "statements": [_statement(row, disputed) for row in rows],
        "terms": _terms({row.predicate for row in rows}),
    }
    return _render(pyvis, data)


def _render(pyvis: Network, data: Mapping[str, Any]) -> str:
    """The page by pyvis's own path, with the project's template in place of pyvis's, and every script pinned."""
    templates = resources.files("shugu.publish").joinpath("templates")
    library = resources.files("pyvis")
    # The source map comment would send developer tools to look for a file that is not there.
    vis_js = re.sub(r"\n//# sourceMappingURL=.*\s*$", "\n", _read(library.joinpath(f"{_LIBRARY}.js")))
    # Nearly all of the library's style sheet is pictures of buttons that this page does not use.
    vis_css = re.sub(r"[^{}]+\{[^{}]*url\([^{}]*\}", "", _read(library.joinpath("lib/vis-9.1.2/vis-network.css")))
    css, js = _read(templates.joinpath("network.css")), _read(templates.joinpath("network.js"))
    policy = "; ".join(
        [
            "default-src 'none'",
            f"script-src {_digest(vis_js)} {_digest(js)}",
            f"style-src {_digest(vis_css)} {_digest(css)}",
            "img-src data: blob:",
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
        "words": _embed(json.loads(_read(templates.joinpath("network.words.json")))),
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


def _classes(entities: Iterable[EntityRow]) -> dict[str, dict[str, Any]]:
    """How each type that occurs is drawn: by the nearest class above it that `looks.json` names."""
    looks = json.loads((ontology_folder() / "views" / "looks.json").read_text("utf-8"))
    known = load_ontology().vocabulary.classes
    drawn = {}
    for entity in entities:
        if entity.type in drawn:
            continue
        ancestors = known[entity.type].ancestors if entity.type in known else frozenset()
        look = next((look for look in looks if not ancestors.isdisjoint(look["classes"])), looks[-1])
        drawn[entity.type] = {
            "name": look["classes"][0],
            "label": look["en"],
            "label_zh": look["zh"],
            "color": look["color"],
            "shape": look["shape"],
            "order": looks.index(look),
        }
    return drawn


def _terms(used: Collection[str]) -> dict[str, str]:
    """The Chinese names of those English names of properties that are used."""
    names: dict[NamedNode, dict[str | None, str]] = {}
    for triple in load_ontology().triples:
        if triple.predicate == _LABEL and isinstance(triple.subject, NamedNode) and isinstance(triple.object, Literal):
            names.setdefault(triple.subject, {})[triple.object.language] = triple.object.value
    properties = load_ontology().vocabulary.properties.values()
    by_property = [names[NamedNode(term.iri)] for term in properties if term.label in used]
    return {label["en"]: label["zh"] for label in by_property if "en" in label and "zh" in label}


def _legend(classes: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    entries = {kind["name"]: kind for kind in classes.values()}
    ordered = sorted(entries.values(), key=lambda kind: kind["order"])
    return [{key: value for key, value in kind.items() if key != "order"} for kind in ordered]


def _statements_by_node(rows: Sequence[FactRow], index: Mapping[str, int]) -> dict[str, list[int]]:
    by_node: dict[str, list[int]] = {}
    for row in rows:
        for iri in dict.fromkeys((row.subject_id, row.object_id, row.speaker_id)):
            if iri:
                by_node.setdefault(local_name(iri), []).append(index[row.id])
    return by_node


def _edges(network: nx.MultiDiGraph, index: Mapping[str, int]) -> list[dict[str, Any]]:
    """One edge for each pair of things and predicate, with all the statements behind it."""
    grouped: dict[tuple[str, str, str], list[int]] = {}
    for source, target, attributes in network.edges(data=True):
        if source != target:
            grouped.setdefault((source, target, attributes["label"]), []).append(index[attributes["id"]])
    return [
        {"from": source, "to": target, "label": label, "statements": statements}
        for (source, target, label), statements in sorted(grouped.items())
    ]


def _statement(row: FactRow, disputed: frozenset[str]) -> dict[str, Any]:
    number = _SIGN.sub(lambda match: _SIGNS[match.group()], format_value(row) or "")
    value = local_name(row.object_id) if row.object_id else (number or row.object or "")
    # Where an event took place is a statement of its own.
    told = row.kind == "event" or row.place_id in (row.subject_id, row.object_id)
    return {
        "subject": local_name(row.subject_id or row.subject),
        "predicate": row.predicate,
        "value": value,
        "time": row.time,
        "basis": row.basis,
        "speaker": local_name(row.speaker_id) if row.speaker_id else None,
        "place": local_name(row.place_id) if row.place_id and not told else None,
        "scope": row.scope,
        "document": row.document,
        "paragraph": row.paragraph,
        "sentence": row.sentence.removeprefix("s"),
        "quote": row.quote,
        "conflict": row.id in disputed,
        **({} if row.decision == "accepted" else {"unreviewed": True}),
    }
