"""The built graph that a command reads: a folder, a SPARQL server, or files of RDF."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, Quad, QuerySolutions, RdfFormat, Store, parse

from shugu.askable import AskableGraph
from shugu.errors import InputError, LocatedError, NotBuiltError, Problem, ServiceError
from shugu.model.table import read_text
from shugu.publish.serialise import prefixes_of
from shugu.store.folder import MANIFEST, find_graph, read_manifest
from shugu.store.graph import LocalGraph, open_folder
from shugu.store.remote import RemoteGraph

__all__ = ["Source", "open_files", "open_source", "read_names"]

_BASE = "PREFIX void: <http://rdfs.org/ns/void#> SELECT ?base WHERE { ?dataset void:uriSpace ?base }"
_LARGEST_FILE = 2 * 1024**3
_LARGEST_GROWTH = 64 * 1024**2
_ENTITY = re.compile(r"""<!ENTITY\s+(?:%\s*)?([^\s%"'<>]+)\s+(?:"([^"]*)"|'([^']*)')""")
_REFERENCE = re.compile(r"[&%]([^\s;&%<]+);")


@dataclass(frozen=True, slots=True)
class Source:
    """A graph to ask, the base IRI of its collection, and its folder where it has one."""

    graph: AskableGraph
    base: str
    collection: str
    folder: Path | None


def open_source(folder: Path | None, server: str | None) -> Source:
    """The graph in `folder`, or at the SPARQL server `server`, or in the one graph folder here.

    Raises NotBuiltError where there is no graph, ServiceError where the server has none of shugu's.
    """
    if server is not None:
        if folder is not None:
            raise InputError("--graph and --store name two graphs; give one of them")
        address = _base_of(RemoteGraph(server), server)
        return Source(RemoteGraph(server, prefixes_of(address)), address, _name_of(address), None)
    found = find_graph(folder)
    base, collection = read_names(found)
    graph = LocalGraph(open_folder(found / "store"), prefixes_of(base))
    return Source(graph, base, collection, found)


def read_names(folder: Path) -> tuple[str, str]:
    """Base IRI and id of the collection of which a folder holds the graph."""
    manifest = read_manifest(folder)
    base, collection = manifest.get("base"), manifest.get("collection")
    if not isinstance(base, str) or not isinstance(collection, str):
        raise NotBuiltError(f"{folder / MANIFEST} says too little of the graph; run: shugu build --out {folder}")
    return base, collection


def _base_of(graph: RemoteGraph, server: str) -> str:
    result = graph.query(_BASE)
    row = next(iter(result), None) if isinstance(result, QuerySolutions) else None
    base = row["base"] if row is not None else None
    if not isinstance(base, Literal):
        raise ServiceError(f"{server} holds no graph that shugu built; run: shugu build --store URL")
    return base.value


def _name_of(base: str) -> str:
    return base.rstrip("/#").rsplit("/", 1)[-1]


def open_files(paths: Sequence[Path]) -> LocalGraph:
    """The triples of RDF files, all loaded or none, as a graph in memory.

    The format is told by the ending. Nothing that a file names is fetched. Raises LocatedError with
    line and column for a file that does not parse.
    """
    store = Store()
    for path in paths:
        store.extend(_quads(path))
    return LocalGraph(store)


def _quads(path: Path) -> list[Quad]:
    format_ = RdfFormat.from_extension(path.suffix.lstrip(".").lower())
    if format_ is None:
        known = "ttl, trig, nt, nq, rdf, jsonld"
        raise InputError(f"{path}: the ending {path.suffix or '(none)'} names no RDF format; known are {known}")
    if path.is_file() and path.stat().st_size > _LARGEST_FILE:
        raise InputError(f"{path} is larger than {_LARGEST_FILE // 1024**3} GiB; load it into a SPARQL server instead")
    text = read_text(path)
    if format_ == RdfFormat.RDF_XML and _growth(text) > _LARGEST_GROWTH:
        raise InputError(f"{path}: its entities grow beyond {_LARGEST_GROWTH // 1024**2} million characters")
    try:
        return list(parse(text, format=format_, base_iri=path.absolute().as_uri()))
    except SyntaxError as error:
        raise LocatedError([Problem(path, error.msg, line=error.lineno, column=error.offset)]) from None
    except ValueError as error:
        raise LocatedError([Problem(path, str(error))]) from None


def _growth(text: str) -> int:
    """The number of characters that stand for references to entities once an XML file is read.

    The parser has no limit of its own. An entity knows those that are declared before it.
    """
    lengths: dict[str, int] = {}
    for match in _ENTITY.finditer(text):
        value = match[2] or match[3] or ""
        length = len(value) + sum(lengths.get(name, 0) for name in _REFERENCE.findall(value))
        lengths[match[1]] = max(length, lengths.get(match[1], 0))
    return sum(lengths.get(name, 0) for name in _REFERENCE.findall(text)) if lengths else 0
