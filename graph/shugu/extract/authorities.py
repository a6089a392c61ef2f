"""After whom a sentence is told: the bank of `according to the bank`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from shugu.extract.context import Context
from shugu.extract.lexicon import load_words
from shugu.extract.sentence import find_governed
from shugu.model.candidate import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_authority", "find_references", "name_authority"]


def find_authority(context: Context) -> Mention | None:
    """Who a sentence is told after: the bank of `according to the bank`."""
    first = next(find_references(context), None)
    return context.find_name(name_authority(first)) if first is not None else None


def find_references(context: Context) -> Iterator[Token]:
    """The "according" of each `according to` of a sentence."""
    return (token for token in context.sentence.tokens if token.lower_ == "according")


def name_authority(according: Token) -> Token | None:
    """The bank of `according to the bank`, and of `according to data published by the bank`."""
    named = next((head for prep in according.children for head in find_governed(prep)), None)
    if named is None or named.lemma_.lower() not in load_words("events.wordings.papers"):
        return named
    sources = load_words("verbs.reported.sources")
    preps = [t for t in named.subtree if t.lower_ in sources and t.head.i in (named.i, *(c.i for c in named.children))]
    return next((head for prep in preps for head in find_governed(prep) if head.pos_ == "PROPN"), named)
