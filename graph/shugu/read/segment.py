"""Paragraphs and sentences of a canonical text, by rule, for English and Chinese punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

from shugu.model.document import Sentence, Span, sentence_hash

__all__ = ["segment"]

# A run of closing punctuation with the quotes and brackets that close after it.
_END = re.compile(r"""(?P<mark>[.!?…]+|[。！？；]+)(?P<close>["'”’)\]》」』]*)""")
_OPENS = re.compile(r"""\s*["'“‘(\[《「『•]*(?P<first>\S)""")
_WORD_BEFORE = re.compile(r"[\w.&-]*$")
_INITIALS = re.compile(r"[A-Z](?:\.-?[A-Z]){1,2}")
_NAME = re.compile(r" (?P<word>[A-Z][a-z]+)")
_LINE = re.compile(r"[^\n]+")
# How far back an abbreviation is looked for: bounds the work on a line without spaces.
_LOOK_BACK = 24


@cache
def _abbreviations(name: str = "abbreviations") -> frozenset[str]:
    """Words whose full stop ends no sentence, lower case, without the stop."""
    text = resources.files("shugu.read").joinpath(f"{name}.txt").read_text("utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


def segment(text: str) -> tuple[Sentence, ...]:
    """The sentences of `text` in order; every non-blank character lies in exactly one.

    A paragraph is a non-empty line. A line without closing punctuation (a title, a page's
    furniture) is one sentence. Empty for a text of white space only.
    """
    sentences: list[Sentence] = []
    paragraph = 0
    for line in _LINE.finditer(text):
        if not line.group().strip():
            continue
        paragraph += 1
        for start, end in _split(line.group()):
            span = Span(line.start() + start, line.start() + end)
            quote = text[span.start : span.end]
            sentences.append(Sentence(len(sentences) + 1, paragraph, span, sentence_hash(quote)))
    return tuple(sentences)


def _split(line: str) -> Iterator[tuple[int, int]]:
    """Offsets of the sentences of one line, trimmed of white space."""
    start = 0
    for match in _END.finditer(line):
        if match.end() < len(line) and not _is_boundary(line, match):
            continue
        trimmed = _trim(line, start, match.end())
        if trimmed:
            yield trimmed
        start = match.end()
    rest = _trim(line, start, len(line))
    if rest:
        yield rest


def _trim(line: str, start: int, end: int) -> tuple[int, int] | None:
    piece = line[start:end]
    stripped = piece.strip()
    if not stripped:
        return None
    lead = len(piece) - len(piece.lstrip())
    return start + lead, start + lead + len(stripped)


def _is_boundary(line: str, match: re.Match[str]) -> bool:
    """Whether the punctuation at `match`, not at the end of the line, ends a sentence."""
    mark, rest = match["mark"], match.end()
    if mark[0] in "。！？；":
        return True
    if line[rest].isspace():
        follows = _OPENS.match(line, rest)
        if follows and not _begins(follows["first"]):
            return False
    elif not _runs_on(line, match):
        return False
    if mark == "." and _is_initials(line, match.start(), rest):
        return False
    numbered = line[rest : rest + 2].lstrip()[:1].isdigit()
    return mark != "." or not _is_abbreviation(line, match.start(), numbered=numbered)


def _begins(character: str) -> bool:
    """Whether a sentence can begin with the character: a capital, a digit, or a letter of a script without capitals."""
    return character.isupper() or character.isdigit() or (character.isalpha() and not character.islower())


def _runs_on(line: str, match: re.Match[str]) -> bool:
    """A sentence that begins without a space: lower case or digit, stop, capital and small letter."""
    before, after = line[match.start() - 1 : match.start()], line[match.end() : match.end() + 2]
    return (before.islower() or before.isdigit()) and after[:1].isupper() and after[1:].islower()


def _is_initials(line: str, stop: int, rest: int) -> bool:
    """Whether initials stand before a stop and a name behind it: `J.W. Brook`, not `in D.C. The`."""
    following = _NAME.match(line, rest)
    if following is None or following["word"].lower() in _abbreviations("beginnings"):
        return False
    word = _WORD_BEFORE.search(line[max(0, stop - _LOOK_BACK) : stop])
    return word is not None and _INITIALS.fullmatch(word.group()) is not None


def _is_abbreviation(line: str, stop: int, *, numbered: bool) -> bool:
    """Whether the word before a stop is cut short; `numbered` where a number follows."""
    word = _WORD_BEFORE.search(line[max(0, stop - _LOOK_BACK) : stop])
    token = word.group() if word else ""
    if token.lower() in _abbreviations() or (len(token) == 1 and token.isupper()):
        return True
    return numbered and token[:1].isupper() and token.lower() in _abbreviations("abbreviations_before_numbers")
