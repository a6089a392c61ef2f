"""The start page and the list of things."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import Literal

from shugu.ontology import NamedQuery
from shugu.serve.limits import Limit
from shugu.serve.refusal import RefusalError
from shugu.serve.site.cells import Ask, Row, fill, local_name, node, text, whole
from shugu.serve.site.names import read_names
from shugu.serve.site.render import Pages, Place, Reader

__all__ = ["SIZE", "find_things", "render_start", "render_things"]

SIZE = 100
_MOST_DOCUMENTS = 200
_LONGEST_SEARCH = 200


async def render_start(
    ask: Ask, pages: Pages, reader: Reader, questions: Sequence[NamedQuery], limits: Sequence[Limit], *, writable: bool
) -> bytes:
    """The start page: what the graph is, how to get at it, its documents, what a request may use."""
    dataset = await ask(fill("dataset"))
    try:
        classes = await ask(fill("classes"))
        documents = await ask(fill("documents", most=_MOST_DOCUMENTS))
        is_counted = True
    except RefusalError:  # a large graph, or a busy server; what is not counted yet is no reason to show nothing
        classes, documents, is_counted = (), (), False
    names = await read_names(ask, reader.language, [text(row, "class") for row in classes])
    return await pages.write(
        "start.html.j2",
        reader,
        names=names,
        description=_in_language(dataset, "description", reader.language),
        licence=next((found for row in dataset if (found := text(row, "licence"))), None),
        classes=[(row["class"]["value"], whole(row, "count")) for row in classes if "class" in row],
        documents=documents,
        is_counted=is_counted,
        statements=sum(whole(row, "statements") for row in documents),
        questions=len(questions),
        limits=limits,
        writable=writable,
    )


def _in_language(rows: Sequence[Row], name: str, language: str) -> tuple[str, str] | None:
    """A text and its language: the reader's where there is one."""
    cells = [row[name] for row in rows if name in row]
    cells.sort(key=lambda cell: cell.get("xml:lang", "") != language)
    return (cells[0]["value"], cells[0].get("xml:lang", "")) if cells else None


async def render_things(ask: Ask, pages: Pages, reader: Reader) -> bytes:
    """The list of things, those that the search and the class of the address leave."""
    words, kind = reader.field("q").strip()[:_LONGEST_SEARCH], reader.field("class")
    classes = await ask(fill("classes"))
    known = {local_name(row["class"]["value"]): row["class"]["value"] for row in classes if "class" in row}
    condition = _condition(words, known.get(kind))
    count = whole((await ask(fill("things-count", condition=condition)))[0], "count")
    place = Place.of(reader, "page", count, SIZE)
    rows = await ask(fill("things", condition=condition, most=SIZE, skipped=place.skipped))
    found = [row for row in rows if "thing" in row]
    iris = [row[name]["value"] for row in found for name in ("thing", "class")]
    names = await read_names(ask, reader.language, [*iris, *known.values()])
    return await pages.write(
        "things.html.j2",
        reader,
        names=names,
        words=words,
        kind=kind if kind in known else "",
        classes=[
            (local_name(row["class"]["value"]), row["class"]["value"], whole(row, "count"))
            for row in classes
            if "class" in row
        ],
        things=[(row["thing"]["value"], row["class"]["value"]) for row in found],
        place=place,
    )


async def find_things(ask: Ask, words: str, most: int, language: str) -> list[tuple[str, str, str]]:
    """IRI, name and class of things that have the words in one of their names, at most so many."""
    condition = _condition(words.strip()[:_LONGEST_SEARCH], None)
    rows = await ask(fill("things", condition=condition, most=most, skipped=0))
    iris = [row[name]["value"] for row in rows if "thing" in row for name in ("thing", "class")]
    names = await read_names(ask, language, iris)
    return [
        (row["thing"]["value"], names.of(row["thing"]["value"]).text, names.of(row["class"]["value"]).text)
        for row in rows
        if "thing" in row
    ]


def _condition(words: str, kind: str | None) -> str:
    """What a thing has to fulfil, as part of a query."""
    parts = []
    if kind is not None:
        parts.append(f"FILTER (?type = {node(kind)})")
    if words:
        parts.append(
            "?thing rdfs:label|<http://www.w3.org/2004/02/skos/core#altLabel> ?any . "
            f"FILTER (CONTAINS(LCASE(STR(?any)), LCASE({Literal(words)})))"
        )
    return "\n  ".join(parts)
