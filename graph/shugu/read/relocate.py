"""Registered sentences found again in another copy of a text, and the text put together from them."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from shugu.model.collection import SentenceRecord
from shugu.model.document import Document, sentence_hash

__all__ = ["Relocated", "relocate"]

_WORD = re.compile(r"\S+")
_SLACK = 6  # characters by which two spellings of one sentence differ in length
_MOST_TRIES = 2_000_000  # hashes, some seconds


@dataclass(frozen=True, slots=True)
class Relocated:
    """A text in which every sentence that was found stands at its registered offsets; the others are blank.

    `found` and `missing` are ids of the register. A register names every stretch of its text that is not
    white space, so with nothing missing the text is the registered one but for the kind of white space.
    """

    text: str
    found: tuple[str, ...]
    missing: tuple[str, ...]


def relocate(records: Sequence[SentenceRecord], copies: Sequence[Document], *, length: int) -> Relocated:
    """What of the registered sentences stands in the copies, the likeliest copy first.

    Sentences are known by their hash alone. One that stands several times is found as often as the
    copies have it. What the copies divide into sentences otherwise is looked for word by word.
    """
    quotes = dict(_by_sentence(records, copies))
    seen = {record.sha256 for record in records if record.id in quotes}
    left = [record for record in records if record.sha256 not in seen]
    quotes.update(_by_words(left, copies))
    fitting = {record.id: quotes[record.id] for record in records if _fits(record, quotes.get(record.id))}
    return Relocated(
        text=_placed(records, fitting, length),
        found=tuple(record.id for record in records if record.id in fitting),
        missing=tuple(record.id for record in records if record.id not in fitting),
    )


def _by_sentence(records: Iterable[SentenceRecord], copies: Iterable[Document]) -> Iterator[tuple[str, str]]:
    """The sentences that a copy has as sentences; of equal ones as many as the copy with the most of them."""
    known: dict[str, deque[str]] = {}
    for copy in copies:
        quotes: dict[str, deque[str]] = defaultdict(deque)
        for sentence in copy.sentences:
            quotes[sentence.sha256].append(copy.quote(sentence.span))
        known.update({sha256: own for sha256, own in quotes.items() if len(own) > len(known.get(sha256, ()))})
    for record in records:
        if known.get(record.sha256):
            yield record.id, known[record.sha256].popleft()


def _by_words(records: Sequence[SentenceRecord], copies: Iterable[Document]) -> Iterator[tuple[str, str]]:
    """The sentences among stretches of whole words that are about as long as registered."""
    tries = 0
    wanted = {record.sha256: record.id for record in reversed(records)}
    lengths = sorted({record.span.end - record.span.start for record in records})
    for copy in copies:
        words = list(_WORD.finditer(copy.text))
        ends = [word.end() for word in words]
        for number, word in enumerate(words):
            last = number
            for length in lengths:
                while last < len(ends) and ends[last] < word.start() + length - _SLACK:
                    last += 1
                at = last
                while at < len(ends) and ends[at] <= word.start() + length + _SLACK:
                    quote = copy.text[word.start() : ends[at]]
                    at, tries = at + 1, tries + 1
                    if (name := wanted.pop(sentence_hash(quote), None)) is not None:
                        yield name, quote
            if not wanted or tries > _MOST_TRIES:
                return


def _fits(record: SentenceRecord, quote: str | None) -> bool:
    return quote is not None and len(quote) <= record.span.end - record.span.start


def _placed(records: Sequence[SentenceRecord], quotes: dict[str, str], length: int) -> str:
    """The text of the given length with each quotation in its place, a new line for each new paragraph."""
    pieces: list[str] = []
    at, paragraph = 0, 0
    for record in records:
        same = record.paragraph == paragraph
        pieces.append((" " if same else "\n") * (record.span.start - at))
        pieces.append(quotes.get(record.id, "").ljust(record.span.end - record.span.start))
        at, paragraph = record.span.end, record.paragraph
    pieces.append("\n" * (length - at))
    return "".join(pieces)
