"""Names of persons by the posts beside them, which the recogniser runs together with those or misses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from shugu.extract.lexicon import load_words
from shugu.extract.phrases import is_post

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as SpacySpan

__all__ = ["Piece", "find_person_behind_field", "find_persons_behind_posts", "read_as_person", "skip_post"]

Piece = tuple[int, int, str]  # first token of a name, token behind its last, label

_FULL_NAME = 2  # tokens of a first name and a surname
_LONGEST = 5  # tokens of a person's name


def find_person_behind_field(doc: Doc, entity: SpacySpan) -> int | None:
    """Where a name begins that the recogniser ran together with the field of the post before it; None where none is."""
    before, root = entity.start - 1, entity.root
    if len(entity) < 3 or before < 1 or doc[before].lower_ not in ("of", "for") or not is_post(doc[before].head):
        return None
    field = entity[0]
    if field.dep_ != "pobj" or field.head.i != before or root.i == field.i or doc[before].head.head.i != root.i:
        return None
    first = min(int(token.i) for token in (*root.lefts, root) if token.i > field.i)
    return first if 1 < entity.end - first <= 4 else None


def skip_post(doc: Doc, start: int, end: int, label: str) -> int:
    """Where a person's name begins behind a post: Ada of "Treasurer Ada Brook"."""
    while label == "PERSON" and end - start > 1 and doc[start].lower_ in load_words("names.posts.nouns"):
        start += 1
    return start


def find_persons_behind_posts(doc: Doc) -> Iterator[Piece]:
    """The names behind posts that the recogniser did not find: `Minister of Health Ada Brook`."""
    for post in doc:
        name = post.head
        if not (is_post(post) and post.dep_ in ("nmod", "compound") and post.i < name.i) or is_post(name):
            continue
        own = [token.i for token in name.lefts if token.i > post.right_edge.i and token.dep_ == "compound"]
        start = min([*own, name.i])
        words = doc[start : name.i + 1]
        plain = all((token.pos_ == "PROPN" or token.is_punct) and not token.ent_type_ for token in words)
        if plain and 1 < len(words) <= _LONGEST:
            yield start, name.i + 1, "PERSON"


def read_as_person(doc: Doc, piece: Piece) -> Piece:
    """The piece as a person's name where a post stands beside it: `the envoy to Norland, Ada Brook, said`.

    Behind a comma as well: `Ada Brook Lind, president of Lindow Rail, said`.
    """
    start, end, label = piece
    if label != "ORG" or not _FULL_NAME <= end - start < _LONGEST:
        return piece
    name = doc[start:end]
    post = name.root.head
    if end < len(doc) and doc[end].text == ",":
        post = next((c for c in name.root.rights if c.dep_ == "appos" and c.left_edge.i == end + 1), post)
    before = name.root.dep_ == "appos" and doc[start - 1].text == "," and end - start == _FULL_NAME
    if not before and post.i < end:
        return piece
    single = post.tag_ in ("NN", "NNP") and post.lemma_.lower() not in load_words("events.posts.not_alone")
    words = [token.lower_ for token in name]
    things = load_words("names.classes", "names.corporate.words")
    plain = all(token.pos_ == "PROPN" and token.is_alpha and not token.text.isupper() for token in name)
    if not (is_post(post) and single and plain and things.isdisjoint(words)):
        return piece
    return skip_post(doc, start, end, "PERSON"), end, "PERSON"
