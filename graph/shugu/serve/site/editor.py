"""The page to ask queries on: a form that works without scripts, and what its scripts complete from."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shugu.ontology import NamedQuery
from shugu.serve.refusal import RefusalError
from shugu.serve.site.cells import Ask, Cell, fill, text, whole
from shugu.serve.site.names import read_names
from shugu.serve.site.render import Pages, Reader, page_policy
from shugu.serve.site.words import raw_words

__all__ = ["EDITOR_POLICY", "Result", "read_result", "render_editor", "terms_document"]

EDITOR_POLICY = page_policy("script-src 'self'", "connect-src 'self'")
_MOST_SHOWN = 500
_FIRST = """SELECT ?class (COUNT(*) AS ?things)
WHERE { ?thing a ?class }
GROUP BY ?class
ORDER BY DESC(?things)"""


@dataclass(frozen=True, slots=True)
class Result:
    """An answer for the page without scripts: rows under their variables, or yes or no, or why there is none."""

    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Cell | None, ...], ...] = ()
    count: int = 0
    boolean: bool | None = None
    triples: str | None = None
    refusal: str | None = None


def read_result(media: str, data: bytes) -> Result:
    """The answer of a query as the page shows it; the first rows of a long one, with the number of all."""
    if media != "application/sparql-results+json":
        shown = data.decode("utf-8", errors="replace")
        return Result(triples=shown)
    answer = json.loads(data)
    if "boolean" in answer:
        return Result(boolean=answer["boolean"])
    variables = tuple(answer["head"]["vars"])
    rows = answer["results"]["bindings"]
    shown_rows = tuple(tuple(row.get(name) for name in variables) for row in rows[:_MOST_SHOWN])
    return Result(variables, shown_rows, len(rows))


def render_editor(
    pages: Pages,
    reader: Reader,
    questions: Sequence[NamedQuery],
    prefixes: Mapping[str, str],
    *,
    base: str,
    result: Result | None,
    seconds: float,
) -> bytes:
    """The page; the query of the address stands in its field, its answer below where one was asked for."""
    topics: dict[str, list[NamedQuery]] = {}
    for question in sorted(questions, key=lambda question: (question.topic, question.title)):
        topics.setdefault(question.topic, []).append(question)
    return pages.render(
        "editor.html.j2",
        reader,
        topics=topics,
        query=reader.field("query") or _named(questions, reader.field("question")) or _FIRST,
        prefixes=prefixes,
        base=base,
        result=result,
        most=_MOST_SHOWN,
        seconds=seconds,
        words=_script_words(reader.language),
    )


def _named(questions: Sequence[NamedQuery], name: str) -> str | None:
    return next((question.text for question in questions if question.name == name), None)


def _script_words(language: str) -> dict[str, str]:
    """The words that the script of the page shows."""
    keys = (
        *(
            "answer",
            "running",
            "took",
            "stopped",
            "stop",
            "rows",
            "row",
            "noRows",
            "table",
            "chart",
            "network",
            "map",
            "raw",
        ),
        *("shownOf", "share", "copied", "failed", "line", "yes", "no", "broken", "filter", "sortBy"),
        *("editorLabel", "chartOf", "networkOf", "mapOf", "tripleCount", "download", "noDrawing", "openThing"),
    )
    return {key: raw_words(language, key) for key in keys}


async def terms_document(ask: Ask, language: str, prefixes: Mapping[str, str]) -> bytes:
    """Prefixes, and the classes and properties that the graph uses, most used first, as JSON.

    The terms are left out where they are not gathered in time.
    """
    try:
        rows = await ask(fill("terms"))
        names = await read_names(ask, language, [text(row, "term") for row in rows])
    except RefusalError:
        return json.dumps({"prefixes": dict(prefixes), "terms": []}).encode()
    terms = [
        {
            "kind": text(row, "kind"),
            "iri": row["term"]["value"],
            "label": names.of(row["term"]["value"]).text,
            "others": [name.text for name in names.others(row["term"]["value"])],
            "count": whole(row, "count"),
        }
        for row in rows
        if "term" in row
    ]
    return json.dumps({"prefixes": dict(prefixes), "terms": terms}, ensure_ascii=False).encode(
        "utf-8", errors="replace"
    )
