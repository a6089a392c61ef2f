"""Things by any of their names, in the order of the page's own search: see search-index.js."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from shugu.publish.folding import fold_name
from shugu.serve.explorer.index import Names, Numbers

__all__ = ["find_things"]

# Lines with the words in them up to which each is looked at; beyond, the best are looked for one after another.
_MOST_WEIGHED = 2_000
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
        found = []
        for place in self._places(words):
            if len(found) == most:
                return None
            found.append((self._kind(words, place), self._thing(place)))
        return found

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
            own: set[int] = set()
            for place in self._places(pattern):
                # A pattern begins before the line that it finds only where it begins with a line end.
                own.add(self._thing(place + (pattern[:1] == b"\n")))
                if len(own) == most:
                    break
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

    def _thing(self, place: int) -> int:
        line = int(np.searchsorted(self._starts, place, side="right")) - 1
        return line if self._owners is None else int(self._owners[line])

    def _kind(self, words: bytes, place: int) -> int:
        """How well the line holds the words that first stand in it at a place."""
        if self._text[place - 1 : place] == b"\n":
            return _WHOLE if self._text[place + len(words) : place + len(words) + 1] == b"\n" else _START
        end = self._text.find(b"\n", place)
        line = self._text[place - 1 : end]
        return _WORD if any(before + words in line for before in _BEFORE_WORDS) else _ANYWHERE
