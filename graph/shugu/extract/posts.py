"""Posts that persons hold, as noun phrases tell them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from shugu.extract.context import Context, Sort
from shugu.extract.phrases import is_post
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["make_post", "post_words", "read_posts_of_person"]

_LONGEST = 6  # tokens of a title before a name
_FAR = 8  # tokens before a name in which its post stands


def make_post(context: Context, person: Mention, words: str) -> Candidate:
    """The candidate that a person holds a post."""
    return context.make(person, "holds post", words, sort=Sort(Kind.RELATION, "post", 0.85))


def post_words(context: Context, token: Token) -> str:
    """The post in words: `the company's president` is president of the company that is meant."""
    sentence = context.sentence
    phrase = sentence.phrase(token)
    owner = next((child for child in token.children if child.dep_ == "poss"), None)
    mention = context.find_name(owner)
    if owner is None or mention is None:
        return sentence.text(phrase)
    own = {inner.i for inner in owner.subtree}
    return f"{sentence.text([inner for inner in phrase if inner.i not in own])} of {mention.name}"


def read_posts_of_person(context: Context, first: Token) -> Iterator[Candidate]:
    """The posts told before a person's name, whose first token is given."""
    yield from _read_title(context, first)
    yield from _read_post_before_comma(context, first)


def _read_title(context: Context, first: Token) -> Iterator[Candidate]:
    """`Transport Minister Hadi Wirasena`, `chief executive Birgit Aagren`."""
    tokens, begin = context.sentence.tokens, first.i
    while begin > 0 and _belongs_to_title(tokens[begin - 1]) and first.i - begin < _LONGEST:
        begin -= 1
    title = tokens[begin : first.i]
    entity = context.sentence.entity_at(first)
    if entity is None or not any(is_post(token) for token in title[-2:]):
        return
    person = context.name(entity.root)
    if person is not None and person.type == "Person":
        yield make_post(context, person, context.sentence.text(title))


def _belongs_to_title(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN", "ADJ") and token.ent_type_ in ("", "ORG", "GPE", "NORP")


def _read_post_before_comma(context: Context, first: Token) -> Iterator[Candidate]:
    """`the bank's regional director, Ada Brook`."""
    tokens = context.sentence.tokens
    if first.i < 2 or tokens[first.i - 1].text != "," or "appos" in (first.dep_, first.head.dep_):
        return
    before = reversed(tokens[max(0, first.i - _FAR) : first.i - 1])
    head = next((token for token in before if is_post(token) and token.pos_ in ("NOUN", "PROPN")), None)
    person = context.find_name(head)
    if head is not None and person is not None and person.type == "Person":
        yield make_post(context, person, post_words(context, head))
