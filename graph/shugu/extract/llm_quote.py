"""Quotations found again in a text: letter by letter, but for white space, quotes, dashes and Unicode forms."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from shugu.model.document import Span, normalise_sentence

__all__ = ["FoldedText", "fold_text"]


class FoldedText:
    """A text as it is compared, and for each of its characters the stretch of the original it came from."""

    __slots__ = ("ends", "starts", "text")

    def __init__(self, original: str) -> None:
        parts: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        for start, end in _clusters(original):
            folded = " " if original[start:end].isspace() else normalise_sentence(original[start:end])
            if folded == " " and parts and parts[-1] == " ":
                self.ends[-1] = end
                continue
            for character in folded:
                parts.append(character)
                self.starts.append(start)
                self.ends.append(end)
        self.text = "".join(parts)

    def find(self, quote: str, within: Span) -> Span | None:
        """Where `quote` stands as whole words within the given stretch of the original; None where it does not."""
        wanted = normalise_sentence(quote)
        place = self.text.find(wanted) if wanted else -1
        while place >= 0:
            last = place + len(wanted) - 1
            span = Span(self.starts[place], self.ends[last])
            if within.contains(span) and self._whole(place, last):
                return span
            place = self.text.find(wanted, place + 1)
        return None

    def _whole(self, first: int, last: int) -> bool:
        before, after = self.text[first - 1 : first], self.text[last + 1 : last + 2]
        cut_before = before.isalnum() and self.text[first].isalnum()
        cut_after = after.isalnum() and self.text[last].isalnum()
        # A number must not be cut at its point: `1.5` does not say `5`.
        in_number = before in (".", ",") and self.text[first].isdigit() and self.text[first - 2 : first - 1].isdigit()
        of_number = after in (".", ",") and self.text[last].isdigit() and self.text[last + 2 : last + 3].isdigit()
        return not (cut_before or cut_after or in_number or of_number)


def _clusters(text: str) -> list[tuple[int, int]]:
    """Each character with the marks that combine with it."""
    found: list[tuple[int, int]] = []
    for place, character in enumerate(text):
        if found and unicodedata.combining(character):
            found[-1] = (found[-1][0], place + 1)
        else:
            found.append((place, place + 1))
    return found


@lru_cache(maxsize=4)
def fold_text(text: str) -> FoldedText:
    """The folded form of a text, kept for the next question about it."""
    return FoldedText(text)
