"""A document in pieces that fit into one question: whole paragraphs as long as they fit, else whole sentences."""

from __future__ import annotations

from collections.abc import Iterator

from shugu.model.document import Document, Span

__all__ = ["split_document"]


def split_document(document: Document, limit: int) -> tuple[Span, ...]:
    """Stretches of at most `limit` characters, in order, that hold every sentence.

    Only a sentence longer than the limit is cut. Empty for a document without sentences.
    """
    spans: list[Span] = []
    for piece in _pieces(document, limit):
        last = spans[-1] if spans else None
        if last and piece.end - last.start <= limit:
            spans[-1] = Span(last.start, piece.end)
        else:
            spans.append(piece)
    return tuple(spans)


def _pieces(document: Document, limit: int) -> Iterator[Span]:
    """Paragraphs that fit, the sentences of those that do not, and parts of sentences that do not either."""
    paragraphs: dict[int, list[Span]] = {}
    for sentence in document.sentences:
        paragraphs.setdefault(sentence.paragraph, []).append(sentence.span)
    for spans in paragraphs.values():
        whole = Span(spans[0].start, spans[-1].end)
        if whole.end - whole.start <= limit:
            yield whole
            continue
        for span in spans:
            for start in range(span.start, span.end, limit):
                yield Span(start, min(start + limit, span.end))
