"""In a worker: one part of the graph for a page."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from shugu.publish.explorer_format import MOST_RANKED
from shugu.publish.folding import fold_name
from shugu.serve.explorer.counts import Filters, count_statements
from shugu.serve.explorer.index import Index
from shugu.serve.explorer.part import Part, links_among, spread
from shugu.serve.explorer.search import find_things
from shugu.serve.explorer.ways import find_way
from shugu.serve.refusal import RefusalError

__all__ = ["answer_part"]

Job = Mapping[str, Any]

# Statements of one thing or link that come at once, beside those that are asked for.
PAGE = 100
_NEAR = 500  # neighbours that are named at once
_MATCHES = 12
_DRAWN = 2_000  # statements that come with the things of a drawing, shared out among them
_DRAWN_EACH = 20
_LINK_EACH = 3
_HOP_EACH = 20


def answer_part(job: Job, index: Index) -> bytes:
    """The part of the graph that a job of `read_part_job` asks for, as JSON; raises RefusalError.

    With 404 for what is not there, with 409 where the page has parts of another build.
    """
    if job["seen"] is not None and job["seen"] != index.version:
        raise RefusalError(409, "the graph was built anew since the page was opened; open the page again")
    value = _ANSWERS[job["what"]](job, index)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", errors="replace")


def _opening(job: Job, index: Index) -> dict[str, Any]:
    things = index.ranked(min(job["most"], MOST_RANKED))
    return _drawing(index, things, things)


def _things(job: Job, index: Index) -> dict[str, Any]:
    """Those of the things that there are, with the links among them and to those that the page has."""
    new, known = (_known(index, job[key]) for key in ("ids", "with"))
    return _drawing(index, new, [*new, *known])


def _known(index: Index, ids: Iterable[str]) -> list[int]:
    return [number for (number,) in index.rows("SELECT number FROM thing WHERE id IN ($)", ids)]


def _drawing(index: Index, new: list[int], all_: list[int]) -> dict[str, Any]:
    part, links = Part(index), links_among(index, new, all_)
    part.add_things(new)
    part.add_links(links)
    each = max(1, min(_DRAWN_EACH, _DRAWN // max(1, len(new))))
    for thing in new:
        numbers = [n for (n,) in index.select("SELECT statement FROM said WHERE thing = ?", thing)]
        part.add_statements(spread(numbers, each))
    each = max(1, min(_LINK_EACH, _DRAWN // max(1, len(links))))
    for link in links[:_DRAWN]:
        part.add_statements(_behind(index, link, each))
    return part.value()


def _behind(index: Index, link: int, most: int, skip: int = 0) -> list[int]:
    query = "SELECT statement FROM behind WHERE link = ? ORDER BY statement LIMIT ? OFFSET ?"
    return [number for (number,) in index.select(query, link, most, skip)]


def _find(job: Job, index: Index) -> dict[str, Any]:
    """Things by their names, each with the name that was hit."""
    found = find_things(index.names, job["words"], _MATCHES)
    bodies = dict(index.rows("SELECT number, body FROM thing WHERE number IN ($)", found))
    nodes = [json.loads(bodies[number]) for number in found]
    return {"found": [{"node": node, "name": _hit(node, fold_name(job["words"]))} for node in nodes]}


def _hit(node: Mapping[str, Any], words: str) -> str:
    """The first of the names that begins with the words, else that holds them."""
    names: list[str] = [name for name in (node.get("label"), node.get("label_zh"), *node.get("aliases", ())) if name]
    folded = {name: fold_name(name) for name in names}
    return next(
        (name for test in (str.startswith, str.__contains__) for name in names if test(folded[name], words)), names[0]
    )


def _thing(job: Job, index: Index) -> dict[str, Any]:
    """One thing with its statements from a place on, and the weightiest of its neighbours."""
    number, part = index.number(job["id"]), Part(index)
    part.add_things([number])
    query = "SELECT statement FROM said WHERE thing = ? ORDER BY statement LIMIT ? OFFSET ?"
    part.add_statements(n for (n,) in index.select(query, number, PAGE, job["skip"]))
    return part.value(**_named(index, number, 0))


def _near(job: Job, index: Index) -> dict[str, Any]:
    return _named(index, index.number(job["id"]), job["skip"])


def _named(index: Index, number: int, skip: int) -> dict[str, Any]:
    near = [int(other) for other in index.ties.neighbours(number)[skip : skip + _NEAR]]
    return {"near": [id_ for (id_,) in index.rows("SELECT id FROM thing WHERE number IN ($) ORDER BY number", near)]}


def _link(job: Job, index: Index) -> dict[str, Any]:
    """A link with the statements behind it from a place on, and all that confirms or contradicts those."""
    ends = (index.number(job["from"]), index.number(job["to"]))
    here = index.ties.of(ends[0])
    among = index.ties.links[here][index.ties.others[here] == ends[1]]
    rows = index.rows("SELECT number, source, target, label FROM link WHERE number IN ($)", map(int, among))
    found = [number for number, *about in rows if about == [*ends, job["label"]]]
    if not found:
        raise RefusalError(404, "there is no such link")
    part = Part(index)
    part.add_links(found)
    return _with_evidence(part, index, _behind(index, found[0], PAGE, job["skip"]))


def _statement(job: Job, index: Index) -> dict[str, Any]:
    if not index.select("SELECT 1 FROM statement WHERE number = ?", job["number"]):
        raise RefusalError(404, "there is no such statement")
    return _with_evidence(Part(index), index, [job["number"]])


def _with_evidence(part: Part, index: Index, numbers: list[int]) -> dict[str, Any]:
    part.add_statements(numbers)
    bodies = [json.loads(body) for (body,) in index.rows("SELECT body FROM statement WHERE number IN ($)", numbers)]
    part.add_statements(n for s in bodies for key in ("opposes", "supports") for n in s.get(key, ())[:PAGE])
    return part.value(paragraphs=part.paragraphs())


def _path(job: Job, index: Index) -> dict[str, Any]:
    """The things on the way between two, with the links of each hop; `way` is null where nothing joins them."""
    start, end = index.number(job["from"]), index.number(job["to"])

    def id_of(thing: int) -> str:
        return str(index.select("SELECT id FROM thing WHERE number = ?", thing)[0][0])

    way = find_way(index.ties, start, end, id_of)
    part = Part(index)
    part.add_things(way if way is not None else (start, end))
    hops = list(zip(way or (), (way or ())[1:], strict=False))
    links = [link for hop in hops for link in links_among(index, hop[:1], hop[1:])]
    part.add_links(links)
    for link in links:
        part.add_statements(_behind(index, link, _HOP_EACH))
    return part.value(way=None if way is None else [id_of(thing) for thing in way])


def _view(job: Job, index: Index) -> dict[str, Any]:
    """What a view of the whole graph shows, from a place on; `total` is how much there is of it."""
    part = Part(index)
    if job["name"] == "map":
        part.add_things(n for (n,) in index.select("SELECT thing FROM placed LIMIT ? OFFSET ?", PAGE, job["skip"]))
        return part.value(total=index.select("SELECT COUNT(*) FROM placed")[0][0])
    kind = _COMPARED.get(job["name"])
    if kind is None:
        raise RefusalError(404, f"no view of the whole graph has that name; known are map, {', '.join(_COMPARED)}")
    query = "SELECT body FROM comparison WHERE kind = ? ORDER BY number LIMIT ? OFFSET ?"
    part.add_comparisons(json.loads(body) for (body,) in index.select(query, kind, PAGE, job["skip"]))
    return part.value(total=index.select("SELECT COUNT(*) FROM comparison WHERE kind = ?", kind)[0][0])


def _facets(job: Job, index: Index) -> dict[str, Any]:
    """The counts of the whole graph, with the documents and the speakers that they name."""
    years = tuple(job["years"]) if job["years"] is not None else None
    found = count_statements(index.facets, Filters(off=job["off"], years=years, undated=job["undated"]))
    names = {name: [value for value, _ in found["counts"][name]] for name in ("document", "speaker")}
    documents = index.rows("SELECT id, body FROM document WHERE id IN ($)", names["document"])
    speakers = index.rows("SELECT body FROM thing WHERE id IN ($)", names["speaker"])
    named = [{key: node[key] for key in _NAMED if key in node} for node in (json.loads(body) for (body,) in speakers)]
    return {**found, "documents": {id_: json.loads(body) for id_, body in documents}, "speakers": named}


_NAMED = ("id", "label", "label_zh")
_COMPARED = {"conflicts": "conflict", "delivery": "delivery"}

_ANSWERS: Mapping[str, Callable[[Job, Index], dict[str, Any]]] = {
    "opening": _opening,
    "things": _things,
    "facets": _facets,
    "find": _find,
    "thing": _thing,
    "near": _near,
    "link": _link,
    "statement": _statement,
    "path": _path,
    "view": _view,
}
