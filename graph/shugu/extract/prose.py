"""The sentences of a document that say something: page furniture, headlines and datelines apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from shugu.extract.gazetteer import is_place
from shugu.extract.lexicon import load_pattern, load_table
from shugu.model.document import Document, Sentence

__all__ = ["Prose", "find_prose", "fold_spaces"]

_SPACES = re.compile(r"\s+")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_FEWEST = 3  # words that a sentence has
_MOSTLY = 0.75
_LONGEST = 2_000  # characters of a sentence that are parsed
_BULLETS = "•●▪■◦‣–—*-·>"
_ENDS = '.!?:;…"”’)'


class Prose(NamedTuple):
    """A sentence with the text that is read of it: single spaces, and spaces in place of a dateline or byline.

    `cuts` are the places of the text at which more white space stands in the document, and how much.
    """

    sentence: Sentence
    text: str
    cuts: tuple[tuple[int, int], ...]


def fold_spaces(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text with one space for each stretch of white space, and where how much was cut.

    >>> fold_spaces("more  than\\u00a0300")
    ('more than 300', ((5, 1),))
    """
    cuts: list[tuple[int, int]] = []
    gone = 0
    for spaces in _SPACES.finditer(text):
        if len(spaces.group()) > 1:
            cuts.append((spaces.start() + 1 - gone, len(spaces.group()) - 1))
            gone += len(spaces.group()) - 1
    return _SPACES.sub(" ", text), tuple(cuts)


def find_prose(document: Document) -> Iterator[Prose]:
    """The sentences to read.

    What is left out: the furniture of the page, headlines (the text below says it better), what has too few
    words to say something, and all that follows once the page goes over to other articles.
    """
    spell = _with_double_quotes if _quotes_singly(document.text) else str
    wanted = [(sentence, *fold_spaces(document.quote(sentence.span))) for sentence in _own_sentences(document)]
    spelt = [(sentence, spell(text)) for sentence, text, _ in wanted]
    first = True
    for place, (sentence, text) in enumerate(spelt):
        words = _LETTERS.findall(text)
        if len(words) < _FEWEST or _is_furniture(text) or _is_headline(text, words):
            continue
        if first and _heads(sentence, text, words, spelt[place + 1 :]):
            continue
        yield Prose(sentence, _without_asides(_without_dateline(text[:_LONGEST], first=first)), wanted[place][2])
        first = False


def _quotes_singly(text: str) -> bool:
    """True for a text that puts speech in single quotation marks, and has no others."""
    return "“" not in text and '"' not in text and load_pattern("furniture.quotes.closing").search(text) is not None


def _with_double_quotes(text: str) -> str:
    """The text with the quotation marks by which speech is known, in place of single ones."""
    opened = load_pattern("furniture.quotes.opening").sub('"', text)
    return load_pattern("furniture.quotes.closing").sub('"', opened)


def _own_sentences(document: Document) -> Iterator[Sentence]:
    """The sentences before the page goes over to other articles."""
    for sentence in document.sentences:
        text = document.quote(sentence.span)
        if sentence.number > 1 and text[-1] not in ".!?" and load_pattern("furniture.lines.rest").search(text):
            return
        yield sentence


def _is_furniture(text: str) -> bool:
    """True for a line of the page around the article; a sentence with an end is one only as a caption."""
    if load_pattern("furniture.dateline.alone").search(text) or load_pattern("furniture.lines.caption").search(text):
        return True
    if text[-1] in ".!?" and len(text) > 120:
        return False
    names = ("page", "byline", "credit") if text[-1] not in ".!?" else ("page",)
    return any(load_pattern(f"furniture.lines.{name}").search(text) for name in names)


def _is_headline(text: str, words: Sequence[str]) -> bool:
    """True for a line without a full stop in which nearly every longer word has a capital."""
    longer = [word for word in words if len(word) > 3]
    capitals = sum(word[0].isupper() for word in longer)
    return text.rstrip()[-1:].isalnum() and len(longer) >= _FEWEST and capitals >= _MOSTLY * len(longer)


def _heads(sentence: Sentence, text: str, words: Sequence[str], rest: Sequence[tuple[Sentence, str]]) -> bool:
    """True for a short line without an end above a text: a headline that is written like a sentence."""
    if text.lstrip()[0] in _BULLETS or (sentence.number > 1 and any(map(str.isdigit, text))):
        return False  # what is told point by point, or with its figures
    below = any(other.paragraph > sentence.paragraph and following[-1] in _ENDS for other, following in rest)
    return below and text.rstrip()[-1] not in _ENDS and len(words) <= int(load_table("furniture.headline")["longest"])


def _without_dateline(text: str, *, first: bool) -> str:
    """The sentence with spaces where a report says where, when and by whom it was filed, and for a bullet."""
    patterns = [load_pattern(f"furniture.dateline.{name}") for name in ("capitals", "byline", "agency", "colon")]
    match = next((found for pattern in patterns if (found := pattern.match(text))), None)
    if match is None:
        match = load_pattern("furniture.dateline.place").match(text)
        ends = first or (match is not None and match.group().rstrip()[-1] in "–—-")  # "Kenya: ..." may be one of a list
        match = match if match and ends and is_place(match["place"]) else None
    begin = match.end() if match is not None else len(text) - len(text.lstrip(f"{_BULLETS} "))
    return " " * begin + text[begin:]


def _without_asides(text: str) -> str:
    """The sentence with spaces for "year on year" and the like, and for the brackets around inserted words."""
    text = load_pattern("furniture.quotes.inserted").sub(" ", text)
    return load_pattern("figures.around.aside").sub(lambda match: " " * len(match.group()), text)
