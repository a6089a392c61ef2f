"""A parsed sentence with its quantities and times, and questions about its tokens."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, repeat, takewhile
from typing import TYPE_CHECKING

from shugu.extract.lexicon import load_words
from shugu.extract.quantity import Quantity
from shugu.extract.times import Time
from shugu.model.document import Sentence, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as SpacySpan

__all__ = ["ParsedSentence", "find_governed", "find_prep"]

_OUTSIDE_PHRASE = {"relcl", "acl", "appos", "punct", "cc", "conj", "advcl", "parataxis", "preconj", "dep", "ccomp"}


def find_governed(prep: Token) -> Iterator[Token]:
    """The heads of what a preposition governs, also where it stands once more: links to Lindow and to Arden."""
    for child in prep.children:
        if child.dep_ == "pobj":
            yield child
        elif child.dep_ == "conj" and child.lower_ == prep.lower_:
            yield from find_governed(child)


def find_prep(token: Token, *words: str) -> Token | None:
    """What one of these prepositions under a token governs, the first of several; None where none stands there."""
    preps = (child for child in token.children if child.dep_ == "prep" and child.lower_ in words)
    return next((head for prep in preps for head in find_governed(prep)), None)


_BRACKET = re.compile(r"[()\[\]]")


@dataclass(frozen=True, slots=True)
class _Index:
    """What is asked of every token again and again, worked out once."""

    tokens: tuple[Token, ...]
    starts: list[int]
    ends: list[int]
    quantities: dict[int, Quantity]
    times: dict[int, Time]
    entities: dict[int, SpacySpan]
    depths: tuple[int, ...]  # how many brackets are open
    phrases: dict[tuple[int, bool], tuple[Token, ...]] = field(default_factory=dict)

    def between(self, start: int, end: int) -> tuple[Token, ...]:
        return self.tokens[bisect_right(self.ends, start) : bisect_left(self.starts, end)]


def _index(doc: Doc, quantities: Iterable[Quantity], times: Iterable[Time]) -> _Index:
    tokens = tuple(doc)
    index = _Index(
        tokens=tokens,
        starts=[token.idx for token in tokens],
        ends=[token.idx + len(token) for token in tokens],
        quantities={},
        times={},
        entities={i: entity for entity in doc.ents for i in range(entity.start, entity.end)},
        depths=tuple(_depths(doc)),
    )
    for quantity in quantities:
        for token in index.between(quantity.start, quantity.end):
            index.quantities.setdefault(token.i, quantity)
    for time in times:
        for token in index.between(time.start, time.end):
            index.times.setdefault(token.i, time)
    return index


def _depths(doc: Doc) -> Iterator[int]:
    if not _BRACKET.search(doc.text):
        yield from repeat(0, len(doc))
        return
    depth = 0
    for token in doc:
        depth = max(0, depth - (token.text in ")]"))
        yield depth
        depth += token.text in "(["


def _until_comma(tokens: list[Token], head: Token, sentence: Sequence[Token]) -> list[Token]:
    """The tokens of a phrase up to a comma behind its head that is none of a list."""
    for place, (one, other) in enumerate(pairwise(tokens), 1):
        comma = one.i >= head.i and any(token.text == "," for token in sentence[one.i + 1 : other.i])
        if comma and not any(token.dep_ == "cc" for token in tokens[place:]):
            return tokens[:place]
    return tokens


@dataclass(frozen=True, slots=True)
class ParsedSentence:
    """A sentence of a document as spaCy parsed it; offsets of quantities and times are the sentence's own.

    `words` is its text, from which the parsed one differs where the parser does better with another spelling.
    `cuts` are the places at which more white space stands in the document, and how much.
    `standing` is the period that the sentences before told of, where this one names no time; `budgeted` the time of
    the budget that was told of last.
    """

    sentence: Sentence
    words: str
    doc: Doc
    quantities: tuple[Quantity, ...]
    times: tuple[Time, ...]
    standing: Time | None = None
    budgeted: Time | None = None
    cuts: tuple[tuple[int, int], ...] = ()
    _at: _Index = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_at", _index(self.doc, self.quantities, self.times))

    @property
    def tokens(self) -> tuple[Token, ...]:
        """All tokens in order."""
        return self._at.tokens

    def span(self, start: int, end: int) -> Span:
        """A stretch of the sentence as a span of the document."""
        return Span(self.place(start), self.place(end))

    def place(self, at: int) -> int:
        """A place of the sentence as a place of the document."""
        return self.sentence.span.start + at + sum(length for place, length in self.cuts if place <= at)

    def tokens_of(self, start: int, end: int) -> tuple[Token, ...]:
        """The tokens that overlap a stretch of the sentence."""
        return self._at.between(start, end)

    def root_of(self, start: int, end: int) -> Token | None:
        """The token of a stretch on which the others hang."""
        tokens = self.tokens_of(start, end)
        inside = {token.i for token in tokens}
        outer = [token for token in tokens if token.head.i not in inside or token.head.i == token.i]
        nouns = [token for token in outer if token.pos_ in ("NOUN", "NUM", "PROPN", "SYM")]
        found = nouns or outer
        return found[-1] if found else None

    def quantity_at(self, token: Token) -> Quantity | None:
        """The quantity that a token belongs to."""
        return self._at.quantities.get(token.i)

    def time_at(self, token: Token) -> Time | None:
        """The time that a token belongs to."""
        return self._at.times.get(token.i)

    def entity_at(self, token: Token) -> SpacySpan | None:
        """The name that the recogniser found around a token."""
        return self._at.entities.get(token.i)

    def is_plain(self, token: Token) -> bool:
        """True for a token that belongs to no quantity and no time."""
        return token.i not in self._at.quantities and token.i not in self._at.times

    def phrase(self, head: Token, *, times: bool = False) -> tuple[Token, ...]:
        """The tokens of the noun phrase around `head` in order: no clauses, no appositions, no coordinated others.

        Prepositional phrases that follow are part of it where they hang on the head or inside it; those
        of time are left out unless `times`.
        """
        key = head.i, times
        if key not in self._at.phrases:
            depth = self._at.depths[head.i]
            own = (token for token in self._descend(head, times=times) if self._at.depths[token.i] == depth)
            kept = _until_comma(sorted(own, key=lambda token: token.i), head, self.tokens)
            while kept and (kept[-1].is_punct or (kept[-1].dep_ in ("cc", "prep") and not list(kept[-1].children))):
                kept.pop()
            self._at.phrases[key] = tuple(kept)
        return self._at.phrases[key]

    def _descend(self, head: Token, *, times: bool) -> Iterator[Token]:
        yield head
        for child in head.children:
            if child.dep_ in _OUTSIDE_PHRASE and not _is_inner(child, head):
                continue
            if not times and child.i > head.i and self._is_of_time(child):
                continue
            if (child.dep_ == "prep" or child.i > head.i) and self._ends_phrase(child):
                continue
            yield from self._descend(child, times=times)

    def _is_of_time(self, token: Token) -> bool:
        at = self._at.times
        if not at or token.i in at:
            return token.i in at
        return token.dep_ != "amod" and any(child.i in at for child in token.children)  # "people unemployed in May"

    def _ends_phrase(self, prep: Token) -> bool:
        if prep.lower_ in load_words("names.phrases.ends"):
            return prep.lower_ != "before" or prep.head.lemma_.lower() not in load_words("names.phrases.before_tax")
        if prep.dep_ != "prep":
            return False
        if not self._at.quantities:
            return False
        own = takewhile(lambda token: token.tag_ not in ("WDT", "WP"), prep.subtree)  # "of output, which was 40 t"
        return any(token.i in self._at.quantities for token in own)

    def text(self, tokens: Sequence[Token], *, without_determiner: bool = True) -> str:
        """The words of tokens in their order as they stand in the sentence, left-out ones apart."""
        first = 0
        while without_determiner and first < len(tokens) and _is_determiner(tokens[first]):
            first += 1
        words: list[str] = []
        for token, following in zip(tokens[first:], [*tokens[first + 1 :], None], strict=False):
            end = token.idx + len(token)
            words.append(self.words[token.idx : end])
            if following is not None:
                words.append(token.whitespace_)
                if not token.whitespace_ and following.i != token.i + 1:
                    words.append(" ")
        return "".join(words).strip(' ,;:"“”')


def _is_determiner(token: Token) -> bool:
    return token.dep_ in ("det", "predet") or token.tag_ in ("DT", "PDT") or bool(token.is_punct)


def _is_inner(child: Token, head: Token) -> bool:
    """True for punctuation and coordination that are part of a name or of a chain of modifiers."""
    if child.dep_ == "punct" and child.text == "," and head.dep_ in ("compound", "amod", "nmod"):
        return any(other.dep_ == "conj" for other in head.children)  # Trade, Energy and Industry Minister
    if child.dep_ == "punct":
        return child.text in ("-", "/", "'", "’", "&") or (child.i < head.i and child.text in ('"', "“", "‘"))
    if child.dep_ not in ("cc", "conj"):
        return False
    between = head.dep_ == "pobj" and head.head.lower_ in ("between", "before")
    modifier = head.dep_ in ("compound", "amod", "nmod", "poss")
    one_name = bool(head.ent_type_) and child.ent_iob_ == "I" and child.i > head.i
    one_name = one_name and all(token.ent_iob_ == "I" for token in head.doc[head.i + 1 : child.i])
    named = head.dep_ == "pobj" and head.head.lower_ == "of" and head.pos_ == "PROPN"
    return between or modifier or one_name or (named and child.pos_ in ("CCONJ", "PROPN"))
