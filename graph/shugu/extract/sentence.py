"""A parsed sentence with its quantities and times, and questions about its tokens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shugu.extract.quantities import Quantity
from shugu.extract.times import Time
from shugu.model.document import Sentence, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["ParsedSentence"]

_OUTSIDE_PHRASE = {"relcl", "acl", "appos", "punct", "cc", "conj", "advcl", "parataxis", "preconj", "dep", "ccomp"}


@dataclass(frozen=True, slots=True)
class ParsedSentence:
    """A sentence of a document as spaCy parsed it; offsets of quantities and times are the sentence's own."""

    sentence: Sentence
    doc: Doc
    quantities: tuple[Quantity, ...]
    times: tuple[Time, ...]

    def span(self, start: int, end: int) -> Span:
        """A stretch of the sentence as a span of the document."""
        base = self.sentence.span.start
        return Span(base + start, base + end)

    def tokens_of(self, start: int, end: int) -> list[Token]:
        """The tokens that overlap a stretch of the sentence."""
        return [token for token in self.doc if token.idx < end and start < token.idx + len(token)]

    def root_of(self, start: int, end: int) -> Token | None:
        """The token of a stretch on which the others hang."""
        tokens = self.tokens_of(start, end)
        inside = {token.i for token in tokens}
        outer = [token for token in tokens if token.head.i not in inside or token.head.i == token.i]
        nouns = [token for token in outer if token.pos_ in ("NOUN", "NUM", "PROPN", "SYM")]
        return (nouns or outer or [None])[-1]

    def quantity_at(self, token: Token) -> Quantity | None:
        """The quantity that a token belongs to."""
        return next((q for q in self.quantities if q.start < token.idx + len(token) and token.idx < q.end), None)

    def time_at(self, token: Token) -> Time | None:
        """The time that a token belongs to."""
        return next((t for t in self.times if t.start < token.idx + len(token) and token.idx < t.end), None)

    def phrase(self, head: Token, *, times: bool = False) -> list[Token]:
        """The tokens of the noun phrase around `head` in order: no clauses, no appositions, no coordinated others.

        Prepositional phrases that follow are part of it where they hang on the head or inside it; those
        of time are left out unless `times`.
        """
        kept = sorted(self._descend(head, times=times), key=lambda token: token.i)
        while kept and (kept[-1].is_punct or kept[-1].dep_ in ("cc", "prep") and not list(kept[-1].children)):
            kept.pop()
        return kept

    def _descend(self, head: Token, *, times: bool) -> Iterator[Token]:
        yield head
        for child in head.children:
            if child.dep_ in _OUTSIDE_PHRASE and not self._is_inner(child, head):
                continue
            if not times and child.i > head.i and (self.time_at(child) or any(self.time_at(c) for c in child.children)):
                continue
            if child.dep_ == "prep" and any(self.quantity_at(token) for token in child.subtree):
                continue
            if child.dep_ == "prep" and child.lower_ in (
                "including",
                "such",
                "like",
                "according",
                "despite",
                "after",
                "before",
                "since",
                "during",
                "by",
                "under",
                "amid",
                "as",
                "worth",
            ):
                continue
            yield from self._descend(child, times=times)

    def _is_inner(self, child: Token, head: Token) -> bool:
        """Punctuation and coordination that are part of a name or of a chain of modifiers."""
        if child.dep_ == "punct":
            return child.text in ("-", "/", "'", "’", "&") or (child.i < head.i and child.text in ('"', "“", "‘"))
        if child.dep_ in ("cc", "conj"):
            return (
                (head.dep_ == "pobj" and head.head.lower_ == "between")
                or (head.dep_ in ("compound", "amod", "nmod", "poss"))
                or (bool(head.ent_type_) and head.ent_iob_ != "O" and child.ent_iob_ == "I")
                or (
                    head.dep_ == "pobj"
                    and head.head.lower_ == "of"
                    and head.pos_ == "PROPN"
                    and (child.pos_ == "CCONJ" or child.pos_ == "PROPN")
                )
            )
        return False

    def text(self, tokens: list[Token], *, without_determiner: bool = True) -> str:
        """The words of tokens that follow one another in the sentence, as they stand there."""
        if without_determiner:
            while tokens and (
                tokens[0].dep_ in ("det", "predet") or tokens[0].tag_ in ("DT", "PDT") or tokens[0].is_punct
            ):
                tokens = tokens[1:]
        if not tokens:
            return ""
        words = []
        for token in tokens:
            words.append(token.text_with_ws if token.i != tokens[-1].i else token.text)
            if token.i != tokens[-1].i and not token.whitespace_ and tokens[tokens.index(token) + 1].i != token.i + 1:
                words.append(" ")
        return "".join(words).strip(' ,;:"“”')
