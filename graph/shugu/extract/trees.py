"""Changes of a parse that leave it a tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["hang"]


def hang(token: Token, head: Token, dep: str | None = None) -> None:
    """Hangs a token on another one, by `dep` or as it hung before; itself makes it a root.

    Nothing changes where the other one hangs below it: a parse of broken text is often not what a rule takes it for,
    and spaCy never comes to an end in a circle.
    """
    if token.i != head.i and token.is_ancestor(head):
        return
    token.head = head
    if dep is not None:
        token.dep_ = dep
