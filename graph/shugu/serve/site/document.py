"""The page of one document: its sentences, where the text is at hand, with the facts that stand in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from shugu.errors import InputError
from shugu.model.document import text_hash
from shugu.model.table import read_text
from shugu.serve.site.cells import Ask, fill, local_name, node, text, whole
from shugu.serve.site.names import read_names
from shugu.serve.site.render import Pages, Place, Reader
from shugu.serve.site.statements import Standing, Statement, iris_of, read_statements

__all__ = ["SIZE", "Passage", "Texts", "passages_of", "read_texts", "render_document"]

SIZE = 200  # statements on one page
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of a document with the statements in it; `text` is None where it is not at hand.

    `sentence` is empty for the words between two sentences that statements stand in, `paragraph` the number
    of the paragraph that begins with it, `further` the statements that stand in another sentence first.
    """

    anchor: str
    sentence: str
    text: str | None
    statements: tuple[Statement, ...]
    further: tuple[Statement, ...] = ()
    paragraph: int | None = None


def read_texts(folder: Path) -> Texts:
    """The texts in a folder by the SHA-256 of each; raises InputError where the folder cannot be read."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == ".txt")
    except OSError as error:
        raise InputError(f"{folder} cannot be read: {error.strerror}") from None
    texts = [read_text(path) for path in paths]
    return {text_hash(text): text for text in texts}


async def render_document(ask: Ask, pages: Pages, reader: Reader, iri: str, texts: Texts) -> bytes | None:
    """The page of a document; None where the graph has none of that IRI."""
    known: dict[str, list[str]] = {}
    for row in await ask(fill("document", thing=node(iri))):
        known.setdefault(local_name(row["property"]["value"]), []).append(row["value"]["value"])
    if not known:
        return None
    count = whole((await ask(fill("document-count", thing=node(iri))))[0], "count")
    place = Place.of(reader, "page", count, SIZE)
    rows = await ask(fill("document-statements", thing=node(iri), most=SIZE, skipped=place.skipped)) if count else []
    found = [text(row, "statement") or "" for row in rows]
    statements, _ = await read_statements(ask, found, reader.language)
    names = await read_names(ask, reader.language, {iri, *iris_of(statements), *known.get("publisher", ())})
    digest = next(iter(known.get("sha256", ())), "")
    whole_text = texts.get(digest) if place.is_whole else None
    passages = passages_of(statements, iri, whole_text)
    return await pages.write(
        "document.html.j2",
        reader,
        iri=iri,
        names=names,
        known={name: values[0] for name, values in known.items()},
        place=place,
        passages=passages,
        has_text=any(passage.text is not None for passage in passages),
        has_whole=whole_text is not None,
    )


def passages_of(statements: Sequence[Statement], document: str, whole_text: str | None = None) -> list[Passage]:
    """The sentences that statements stand in, in the order of the text; with the whole text, all of it.

    A sentence that several statements quote at different lengths is shown at its longest.
    """
    first: dict[str, list[Statement]] = {}
    further: dict[str, list[Statement]] = {}
    spans: dict[str, Standing] = {}
    for statement in statements:
        for standing in statement.standings:
            if standing.document != document:
                continue
            held = first if standing.is_primary else further
            held.setdefault(standing.sentence, []).append(statement)
            known = spans.get(standing.sentence)
            spans[standing.sentence] = standing if known is None else _join(known, standing)
    ordered = sorted(spans.values(), key=lambda s: (s.start, s.end))
    passages: list[Passage] = []
    position, paragraph = 0, 0
    for standing in ordered:
        if whole_text is not None and standing.start > position:
            passages += _between(whole_text, position, standing.start)
        passages.append(
            Passage(
                anchor=standing.sentence,
                sentence=standing.sentence,
                text=standing.quote if whole_text is None else whole_text[standing.start : standing.end],
                statements=tuple(first.get(standing.sentence, ())),
                further=tuple(further.get(standing.sentence, ())),
                paragraph=standing.paragraph if standing.paragraph != paragraph else None,
            )
        )
        position, paragraph = max(position, standing.end), standing.paragraph
    if whole_text is not None and ordered:
        passages += _between(whole_text, position, len(whole_text))
    return passages


def _join(one: Standing, other: Standing) -> Standing:
    return one if one.end - one.start >= other.end - other.start else other


def _between(whole_text: str, start: int, end: int) -> list[Passage]:
    """The words of the text that no statement stands in, a passage for each paragraph."""
    lines = [line.strip() for line in whole_text[start:end].split("\n")]
    return [Passage(anchor="", sentence="", text=line, statements=()) for line in lines if line]
