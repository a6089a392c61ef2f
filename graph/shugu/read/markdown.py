"""Markdown as documents: text without markup, headings, items and cells as lines of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from shugu.model.table import read_text
from shugu.read.byline import Byline, find_byline
from shugu.read.language import detect_language
from shugu.read.result import Line, ReadResult, clean, compose

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["MEDIA_TYPE", "read_markdown"]

MEDIA_TYPE = "text/markdown"
_FRONT = re.compile(r"---[ \t]*\n(?P<keys>.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_KEY = re.compile(r"^(?P<key>[A-Za-z_-]+) *: *(?P<value>.*)$", re.MULTILINE)
_TAG = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]*>", re.DOTALL)
_DEEPEST = 100


def read_markdown(path: Path, document_id: str) -> ReadResult:
    """The document in the Markdown file at `path`; its places are lines of the file.

    Front matter gives title, date and publisher and is no part of the text. Raises what `read_text` raises.
    """
    text = read_text(path)
    front = _FRONT.match(text)
    keys = _front_keys(front["keys"]) if front else {}
    # Blank lines in its stead, so that the numbers of the lines stay those of the file.
    body = "\n" * front.group().count("\n") + text[front.end() :] if front else text
    tokens = _parse(body)
    document, places = compose(document_id, _lines(tokens))
    byline = find_byline(document.text.splitlines())
    stated = find_byline([f"Date: {keys['date']}"]) if "date" in keys else Byline()
    return ReadResult(
        document=document,
        title=keys.get("title") or _first_heading(tokens) or byline.title or path.stem,
        publisher=keys.get("publisher") or keys.get("source") or byline.publisher,
        published=stated.published or byline.published,
        language=detect_language(document.text),
        media_type=MEDIA_TYPE,
        places=places,
    )


def _parse(text: str) -> Sequence[Token]:
    from markdown_it import MarkdownIt  # noqa: PLC0415

    return MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table").parse(text)


def _front_keys(text: str) -> dict[str, str]:
    """The plain `key: value` lines of a front matter; no YAML, so nothing in it can do anything."""
    pairs = ((match["key"].lower(), clean(match["value"]).strip("\"'")) for match in _KEY.finditer(text))
    return {key: value for key, value in pairs if value}


def _lines(tokens: Sequence[Token]) -> Iterator[Line]:
    number = 0
    for token in tokens:
        if token.map:
            number = token.map[0] + 1
        if token.type == "inline":
            pieces = _inline(token.children or ()).split("\n")
        elif token.type in ("fence", "code_block"):
            pieces = token.content.split("\n")
        elif token.type == "html_block":
            pieces = _TAG.sub("\n", token.content).split("\n")
        else:
            continue
        for piece in pieces:
            yield Line(piece, f"line {number}")


def _inline(children: Sequence[Token]) -> str:
    """The text of a paragraph; `\\n` where its author wanted a new line, a space where the line only ran out."""
    pieces = []
    for child in children:
        if child.type in ("text", "code_inline"):
            pieces.append(child.content)
        elif child.type == "softbreak":
            pieces.append(" ")
        elif child.type == "hardbreak" or (child.type == "html_inline" and child.content.startswith("<br")):
            pieces.append("\n")
        elif child.type == "image":
            pieces.append(_inline(child.children or ()))
    return "".join(pieces)


def _first_heading(tokens: Sequence[Token]) -> str | None:
    for opening, content in pairwise(tokens):
        if opening.type == "heading_open":
            return clean(_inline(content.children or ())) or None
    return None
