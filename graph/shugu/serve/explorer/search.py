"""Things by any of their names, in the order of the page's own search: see search-index.js."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np

from shugu.publish.folding import fold_name
from shugu.serve.explorer.index import Names, Numbers

__all__ = ["find_things"]

# Lines with the words in them up to which each is looked at; beyond, the best are looked for one after another.
_MOST_WEIGHED = 500
_BEFORE_WORDS = (b" ", b"-", b"(")
_WHOLE, _START, _WORD, _ANYWHERE = range(4)


def find_things(names: Names, text: str, most: int) -> list[int]:
    """Numbers of the things that have the words in a name, the best first, at most so many.

    The whole name counts most, then its beginning, the beginning of a word, anything else; among equals the first
    name before others, and then the weightier thing.
    """
    words = fold_name(text).encode("utf-8", errors="replace")
    if not words:
        return []
    first = _Lines(names.first, names.first_lines, None)
    further = _Lines(names.further, names.further_lines, names.owners)
    ranked: list[tuple[float, int]] = []
    for lines, later in ((first, 0.0), (further, 0.4)):
        hits = lines.holding(words, _MOST_WEIGHED)
        if hits is None:
            ranked += [(kind + later, thing) for kind in range(4) for thing in lines.best(words, kind, most)]
        else:
            ranked += [(kind + later, thing) for kind, thing in hits]
    return list(dict.fromkeys(thing for _, thing in sorted(ranked)))[:most]


class _Lines:
    def __init__(self, text: bytes, starts: Numbers, owners: Numbers | None) -> None:
        self._text = text
        self._starts = starts
        self._owners = owners

    def holding(self, words: bytes, most: int) -> list[tuple[int, int]] | None:
        """How well each line holds the words, with its thing; None where more than `most` do."""
        places = list(islice(self._places(words), most + 1))
        if len(places) > most:
            return None
        return [(self._kind(words, place), thing) for place, thing in zip(places, self._things(places), strict=True)]

    def best(self, words: bytes, kind: int, most: int) -> list[int]:
        """The first things whose lines hold the words in one of the ways."""
        patterns = {
            _WHOLE: (b"\n" + words + b"\n",),
            _START: (b"\n" + words,),
            _WORD: tuple(before + words for before in _BEFORE_WORDS),
            _ANYWHERE: (words,),
        }[kind]
        things: set[int] = set()
        for pattern in patterns:
            places = self._places(pattern)
            own: set[int] = set()
            while len(own) < most and (some := list(islice(places, most))):
                # A pattern that begins with a line end is found before its line.
                own.update(self._things([place + (pattern[:1] == b"\n") for place in some]))
            things |= own
        return sorted(things)[:most]

    def _places(self, pattern: bytes) -> Iterator[int]:
        """Where the pattern first stands in each line that holds it."""
        place = self._text.find(pattern)
        while place >= 0:
            yield place
            end = self._text.find(b"\n", place + 1)
            # The line end may be the beginning of the next find.
            place = self._text.find(pattern, end) if end >= 0 else -1

    def _things(self, places: Sequence[int]) -> list[int]:
        """The things that the lines at these places name."""
        lines = np.searchsorted(self._starts, np.array(places, np.uint32), side="right") - 1
        found: list[int] = (lines if self._owners is None else self._owners[lines]).tolist()
        return found

    def _kind(self, words: bytes, place: int) -> int:
        """How well the line holds the words that first stand in it at a place."""
        if self._text[place - 1 : place] == b"\n":
            return _WHOLE if self._text[place + len(words) : place + len(words) + 1] == b"\n" else _START
        end = self._text.find(b"\n", place)
        line = self._text[place - 1 : end]
        return _WORD if any(before + words in line for before in _BEFORE_WORDS) else _ANYWHERE
