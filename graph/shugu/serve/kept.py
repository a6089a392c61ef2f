"""Small answers that are kept, so that what many ask is worked out once."""

from __future__ import annotations

from collections import OrderedDict

__all__ = ["KeptAnswers"]


class KeptAnswers:
    """Media type and bytes by tag; beyond `most` bytes those go first that were asked for longest ago.

    A tag stands for one request to one content of the store, so that nothing here grows old.

    >>> kept = KeptAnswers(8)
    >>> kept.keep("one", "text/csv", b"12345")
    >>> kept.keep("two", "text/csv", b"67890")
    >>> kept.find("one"), kept.find("two")
    (None, ('text/csv', b'67890'))
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._answers: OrderedDict[str, tuple[str, bytes]] = OrderedDict()

    def find(self, tag: str) -> tuple[str, bytes] | None:
        """Media type and bytes of the answer with a tag; None where it is not kept."""
        answer = self._answers.get(tag)
        if answer is not None:
            self._answers.move_to_end(tag)
        return answer

    def keep(self, tag: str, media: str, data: bytes) -> None:
        """Nothing, after the answer was kept, unless it alone is too large."""
        if tag in self._answers or len(data) > self._most:
            return
        self._answers[tag] = (media, data)
        self._size += len(data)
        while self._size > self._most:
            self._size -= len(self._answers.popitem(last=False)[1][1])
