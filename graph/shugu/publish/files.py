"""The files of a built graph."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from pyoxigraph import Store

from shugu.check.shapes import ShapeReport
from shugu.model.collection import Collection
from shugu.model.document import VerifiedText
from shugu.model.finding import Finding
from shugu.ontology import TERM_FILES
from shugu.publish.facts import FIELDS, FactRow, read_facts, to_cells
from shugu.publish.network import to_network
from shugu.publish.network_page import render_network_page
from shugu.publish.page_data import PageInput
from shugu.publish.page_rdf import read_page_rdf
from shugu.publish.report import ReportData, render_report
from shugu.publish.serialise import dataset_quads, serialise
from shugu.publish.spreadsheet import format_csv
from shugu.publish.views import (
    read_areas,
    read_comparisons,
    read_coordinates,
    read_documents,
    read_entity_rows,
    read_whereabouts,
)
from shugu.settings import ontology_folder, package_version
from shugu.store.folder import FORMAT, MANIFEST
from shugu.store.graph import LocalGraph

__all__ = ["write_files"]

_FORMATS = {"graph.ttl": "ttl", "graph.trig": "trig", "graph.jsonld": "jsonld", "graph.nq": "nq"}


def write_files(
    store: Store,
    folder: Path,
    collection: Collection,
    *,
    findings: tuple[Finding, ...],
    counts: dict[str, int],
    shapes: ShapeReport,
    texts: Mapping[str, VerifiedText] | None = None,
) -> None:
    """Nothing, after the folder holds every file of the graph but the store, and the manifest last.

    With `texts`, the page shows each statement's sentence in its paragraph.
    """
    graph = LocalGraph(store)
    quads = dataset_quads(store)
    for name, format_ in _FORMATS.items():
        (folder / name).write_bytes(serialise(quads, format_, collection.base))
    ontology = "\n".join((ontology_folder() / name).read_text("utf-8") for name in TERM_FILES)
    (folder / "ontology.ttl").write_text(ontology, encoding="utf-8", newline="\n")
    rows = list(read_facts(graph))
    (folder / "facts.csv").write_text(
        format_csv(FIELDS, to_cells(rows), spreadsheet=True), encoding="utf-8", newline=""
    )
    entities, documents, comparisons = read_entity_rows(graph), read_documents(graph), read_comparisons(graph)
    disputed = frozenset(
        statement.id
        for c in comparisons
        if c.kind == "conflict" and c.verdict == "conflict"
        for statement in c.statements
    )
    page = PageInput(
        rows=rows,
        entities=entities,
        documents=documents,
        title=collection.title,
        description=collection.description,
        title_zh=collection.title_zh,
        disputed=disputed,
        comparisons=comparisons,
        coordinates=read_coordinates(graph),
        areas=read_areas(graph),
        whereabouts=read_whereabouts(graph),
        rdf=read_page_rdf(graph, collection.base),
        paragraphs=_paragraphs(rows, texts or {}),
    )
    html = render_network_page(to_network(rows, entities), page)
    (folder / "network.html").write_text(html, encoding="utf-8", newline="\n")
    report = render_report(
        ReportData(
            title=collection.title,
            description=collection.description,
            counts=counts,
            documents=documents,
            comparisons=comparisons,
            findings=findings,
            shapes=shapes,
            version=package_version(),
        )
    )
    (folder / "report.html").write_text(report, encoding="utf-8", newline="\n")
    _write_manifest(folder, collection)


def _paragraphs(rows: Iterable[FactRow], texts: Mapping[str, VerifiedText]) -> dict[str, dict[int, str]]:
    """The paragraphs that rows with a verified sentence stand in, by document and number."""
    lines = {
        id_: [line.strip() for line in text.document.text.split("\n") if line.strip()] for id_, text in texts.items()
    }
    found: dict[str, dict[int, str]] = {}
    for row in rows:
        if row.quote and row.document in lines and 1 <= row.paragraph <= len(lines[row.document]):
            found.setdefault(row.document, {})[row.paragraph] = lines[row.document][row.paragraph - 1]
    return found


def _write_manifest(folder: Path, collection: Collection) -> None:
    """What the folder is, and the SHA-256 of each file in it, so that anyone can tell a changed copy."""
    files = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir()) if path.is_file()
    }
    manifest = {
        "format": FORMAT,
        "collection": collection.id,
        "title": collection.title,
        "base": collection.base,
        "shugu": package_version(),
        "files": files,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8", newline="\n")
