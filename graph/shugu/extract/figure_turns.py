"""Figures told in turn: `exports to A, B and C rose by 4, 5 and 6 per cent respectively`."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from shugu.extract.context import is_named
from shugu.extract.coordination import conjuncts
from shugu.extract.lexicon import load_pattern
from shugu.extract.reading import Figure, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from shugu.extract.context import Context
    from shugu.extract.quantity import Quantity

__all__ = ["in_turn", "is_before_like", "read_in_turn"]

_NOUNS = ("NOUN", "PROPN")
_TURNS = 2  # the fewest that have a turn each


def read_in_turn(figure: Figure) -> Reading | None:
    """The figure of the second and later ones: what the one before tells, of the next in turn."""
    turn = _turn(figure)
    if turn is None or figure.previous is None or figure.preceding is None:
        return None
    before, own, _ = turn
    if before is None:
        return None
    if before.i == own.i:
        return figure.previous
    return _of(figure, figure.previous, before, own)


def is_before_like(context: Context, one: Quantity, other: Quantity) -> bool:
    """True for the 4 of `with 4 and 5 per cent growth respectively`, which shares the noun of the 5."""
    words, root = context.sentence.words, context.sentence.root_of(other.start, other.end)
    if root is None or root.head.i < root.i or root.head.pos_ not in _NOUNS:
        return False
    if not load_pattern("figures.around.row_gap").fullmatch(words, one.end, other.start):
        return False
    return load_pattern("quantities.patterns.respectively").search(words, other.end) is not None


def in_turn(figure: Figure, reading: Reading) -> Reading:
    """The reading of the first of a row, as that of the first in turn where it names neither owner nor measure."""
    turn = _turn(figure)
    if turn is None or turn[0] is not None:
        return reading
    own = turn[1]
    told = next((read for other in turn[2] if (read := _of(figure, reading, other, own)) is not None), None)
    if told is not None:  # "with 4 and 5 per cent growth" of the last in turn before
        return replace(told, rule=reading.rule)
    if not all((each := figure.context.name(token)) is not None and is_named(each) for token in (own, *turn[2])):
        return reading
    words, name = _words(figure, own).lower(), figure.context.name(own)
    named = (
        reading.subject is not None and name is not None and reading.subject.name.lower() in (name.name.lower(), words)
    )
    if named or words in reading.label.lower() or name is None:
        return reading
    return replace(reading, subject=name)


def _of(figure: Figure, reading: Reading, before: Token, own: Token) -> Reading | None:
    """A reading of one thing as that of another; None where it does not tell of the first."""
    old, new = figure.context.name(before), figure.context.name(own)
    words, others = _words(figure, before), _words(figure, own)
    label = re.sub(rf"\b(?:the )?{re.escape(words)}\b", lambda _: others, reading.label, flags=re.IGNORECASE)
    name = reading.subject.name if reading.subject is not None else ""
    owned = old is not None and new is not None and name in (old.name, words)
    if not owned and label == reading.label:
        return None
    if owned and new == old and new is not None:  # Roads and Ports, taken for one name
        new = replace(new, name=others)
    return replace(reading, subject=new if owned else reading.subject, label=label, rule="figure/in-turn")


def _words(figure: Figure, token: Token) -> str:
    """The words of one of a list, of a name only those that stand before its head."""
    if token.pos_ != "PROPN":
        return figure.context.phrase(token)
    return figure.context.sentence.text([*(t for t in token.lefts if t.dep_ in ("compound", "amod")), token])


def _turn(figure: Figure) -> tuple[Token | None, Token, list[Token]] | None:
    """Whose turn the figure before was, None for the first, whose it is, and the others; None without turns."""
    words = figure.context.sentence.words
    if not load_pattern("quantities.patterns.respectively").search(words, figure.quantity.end):
        return None
    row = _row(figure)
    if len(row) < _TURNS:
        return None
    members = next((group for group in _groups(figure, row) if len(group) == len(row)), None)
    if members is None:
        return None
    at = next(i for i, quantity in enumerate(row) if quantity.end == figure.quantity.end)
    if figure.preceding is not None and figure.preceding.end == figure.quantity.end:  # the upper end of a range
        return members[at], members[at], []
    return (members[at - 1] if at else None), members[at], [*members[:at], *members[at + 1 :]]


def _row(figure: Figure) -> list[Quantity]:
    """The quantities of the row that a figure stands in, of a range the last."""
    found: list[list[Quantity]] = [[]]
    sentence = figure.context.sentence
    for one, other in pairwise((*sentence.quantities, None)):
        if one is None:
            continue
        if other is not None and other.end == one.end:
            continue
        found[-1].append(one)
        gap = sentence.words[one.end : other.start] if other is not None else ""
        if other is None or one.unit != other.unit or not load_pattern("figures.around.row_gap").fullmatch(gap):
            found.append([])
    return next((row for row in found if any(q.end == figure.quantity.end for q in row)), [])


def _groups(figure: Figure, row: list[Quantity]) -> Iterator[list[Token]]:
    """What is coordinated in the sentence: behind the row first, then the nearest before it."""
    sentence = figure.context.sentence
    heads = [
        token
        for token in sentence.tokens
        if token.pos_ in _NOUNS and token.dep_ != "conj" and sentence.is_plain(token)
        if any(child.dep_ in ("conj", "appos") for child in token.children)
    ]
    behind = [token for token in heads if token.idx >= row[-1].end]
    before = [token for token in reversed(heads) if token.idx < row[0].start]
    for head in (*behind, *before):
        yield [token for token in conjuncts(head) if sentence.is_plain(token)]
