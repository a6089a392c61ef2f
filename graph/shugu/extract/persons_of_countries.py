"""Persons right behind the country of their post, which the recogniser runs together: President of Norway Ada Brook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from shugu.extract.gazetteer import is_country
from shugu.extract.lexicon import load_words
from shugu.extract.phrases import is_post
from shugu.extract.trees import hang

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["find_persons_of_countries"]

_FAR = 14  # tokens from a post to the name behind its country
_LEAST, _MOST = 2, 3  # words of a name
_OF_POST = ("NOUN", "PROPN", "ADP", "DET", "ADJ", "CCONJ", "PUNCT")


def find_persons_of_countries(doc: Doc) -> Iterator[tuple[int, int, str]]:
    """First token, token behind the last and label of each name behind the country of a post.

    Where the parser takes the country for a part of the name, both are hung where they belong.
    """
    for of in doc[: -_LEAST - 1]:
        if of.lower_ == "of" and doc[of.i + 1].pos_ in ("PROPN", "DET"):
            begin = of.i + 1 + (doc[of.i + 1].pos_ == "DET")
            post = _post_before(doc, of.i) if begin < len(doc) and is_country(doc[begin].text) else None
            if post is not None:
                end = begin + 1
                while end < len(doc) and end - begin <= _MOST and _is_of_name(doc[end]):
                    end += 1
                closed = end >= len(doc) or doc[end].pos_ in ("VERB", "AUX", "PUNCT", "CCONJ", "ADP", "ADV", "PART")
                if end - begin > _LEAST and closed:
                    _part(doc[begin], doc[end - 1], of=of, post=post)
                    yield begin + 1, end, "PERSON"


def _part(country: Token, name: Token, *, of: Token, post: Token) -> None:
    """Hangs the country on its "of", where the parser takes it for a part of the name."""
    if country.head.i == name.i and name.head.i == of.i and not name.is_ancestor(post):
        hang(country, of, "pobj")
        hang(name, post, "appos")


def _is_of_name(token: Token) -> bool:
    """True for a word of a name that is no word for a body, a post or a country."""
    if token.pos_ != "PROPN" or not token.is_alpha or not token.text[1:].islower():
        return False
    other = token.lower_ in load_words("names.classes", "names.corporate.words") or is_post(token)
    return not other and not is_country(token.text)


def _post_before(doc: Doc, at: int) -> Token | None:
    """The post a few words before a place, with nothing but its own words between; None where there is none."""
    for token in reversed(doc[max(0, at - _FAR) : at]):
        if token.pos_ not in _OF_POST or token.text in (";", ":"):
            return None
        if is_post(token):
            return token
    return None
