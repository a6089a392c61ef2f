"""A document as it was read: canonical text, paragraphs and sentences at fixed offsets."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

__all__ = ["Document", "Sentence", "Span", "VerifiedText", "normalise_sentence", "sentence_hash", "text_hash"]

_LOOKALIKES = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‚": "'", "–": "-", "—": "-", "‐": "-", "‑": "-"}
)
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of Unicode code points in a canonical text: 0 <= start < end."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}..{self.end}")

    def contains(self, other: Span) -> bool:
        """True where `other` lies wholly inside this span; a span contains itself."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a document: its number in the document and its paragraph's, both from 1."""

    number: int
    paragraph: int
    span: Span
    sha256: str

    @property
    def id(self) -> str:
        """`s` and the number, as fact sheets name a sentence: `s12`."""
        return f"s{self.number}"


@dataclass(frozen=True, slots=True)
class Document:
    """A text as it was read; `text[s.span.start:s.span.end]` is sentence `s`, always."""

    id: str
    text: str
    sentences: tuple[Sentence, ...]

    def quote(self, span: Span) -> str:
        """The text at `span`; empty where the span lies behind the end of the text."""
        return self.text[span.start : span.end]

    def find_sentence(self, sentence_id: str) -> Sentence | None:
        """The sentence of this id; None where the document has none."""
        number = sentence_id.removeprefix("s")
        if not number.isascii() or not number.isdigit():
            return None
        place = bisect_left(self.sentences, int(number), key=lambda sentence: sentence.number)
        found = self.sentences[place : place + 1]
        return found[0] if found and found[0].id == sentence_id else None

    def sentences_at(self, span: Span) -> tuple[Sentence, ...]:
        """The sentences that share text with `span`, in order."""
        first = bisect_right(self.sentences, span.start, key=lambda sentence: sentence.span.end)
        last = bisect_left(self.sentences, span.end, key=lambda sentence: sentence.span.start)
        return self.sentences[first:last]


@dataclass(frozen=True, slots=True)
class VerifiedText:
    """A document at hand, and the ids of the registered sentences that stand in it where they should."""

    document: Document
    verified: frozenset[str]


def normalise_sentence(text: str) -> str:
    """`text` as it is hashed: NFKC, typographic quotes and dashes made plain, white space folded.

    What a second extraction of the same page usually changes no longer tells two copies apart;
    words, figures, case and punctuation still do.

    >>> normalise_sentence("“Big  data”\\n– 45.3")
    '"Big data" - 45.3'
    """
    folded = unicodedata.normalize("NFKC", text).translate(_LOOKALIKES)
    return _SPACE.sub(" ", folded).strip()


def sentence_hash(text: str) -> str:
    """SHA-256, in 64 hexadecimal digits, of the normalised sentence in UTF-8."""
    return hashlib.sha256(normalise_sentence(text).encode("utf-8")).hexdigest()


def text_hash(text: str) -> str:
    """SHA-256, in 64 hexadecimal digits, of a canonical text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
