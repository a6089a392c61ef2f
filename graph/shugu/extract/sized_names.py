"""Names that have a size within them: the Norrbank 100 MW Solar Plant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from shugu.extract.lexicon import load_table, load_words
from shugu.extract.quantity import Quantity
from shugu.extract.reference import BUILT

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["find_sized_names"]

_LABEL = "FAC"


def find_sized_names(doc: Doc, quantities: Sequence[Quantity]) -> Iterator[tuple[int, int, str]]:
    """The first token, the token behind the last and the label of each name with a size between its words."""
    for quantity in quantities:
        if quantity.unit is None:
            continue
        size = doc.char_span(quantity.start, quantity.end, alignment_mode="expand")
        if size is None:
            continue
        start, end = size.start, size.end
        while start > 0 and _names(doc[start - 1]):
            start -= 1
        while end < len(doc) and _names(doc[end]):
            end += 1
        named = start < size.start and size.end < end
        if named and any(_is_built(token) for token in doc[size.end : end]):
            yield start, end, _LABEL


def _names(token: Token) -> bool:
    """True for a word of a name, or the hyphen within one."""
    joint = token.text == "-" and not token.whitespace_
    return joint or (token.pos_ in ("PROPN", "NOUN") and token.text[:1].isupper() and token.text != token.lower_)


def _is_built(token: Token) -> bool:
    word = token.lower_
    return load_table("names.classes").get(word) in BUILT and word not in load_words("verbs.indicators.heads")
