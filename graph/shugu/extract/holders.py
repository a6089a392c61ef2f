"""Who holds a post: what "the planning minister" means once it was told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shugu.extract.lexicon import load_words
from shugu.extract.phrases import is_post
from shugu.extract.reference import Named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

__all__ = ["Holders"]


class Holders:
    """The persons of whom posts were told so far, each with the words of the post."""

    def __init__(self) -> None:
        self._posts: list[tuple[frozenset[str], Named]] = []

    def note(self, person: Named, post: str) -> None:
        """Remembers that a person holds a post."""
        self._posts.append((frozenset(post.lower().split()), person))

    def holds_post(self, name: str) -> bool:
        """True for a person of whom a post was told."""
        return any(named.name == name for _, named in self._posts)

    def find(self, phrase: Sequence[Token], head: Token) -> Named | None:
        """Who "the planning minister" is: the last person told to hold a post with all these words; None else."""
        definite = phrase and phrase[0].lower_ in load_words("names.determiners.definite")
        if not definite or not is_post(head) or head.tag_ not in ("NN", "NNP"):
            return None
        words = {token.lower_ for token in phrase[1:]}
        return next((named for post, named in reversed(self._posts) if words <= post), None)
