"""Who holds a post told before a verb: `the governor of Lindow, Ada Brook, and mayor Carl Dane opened the bridge`."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from shugu.extract.phrases import is_field, is_post

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan
    from spacy.tokens import Token

__all__ = ["find_holders", "find_joined_holders"]

_LONGEST = 60  # tokens of a subject
_BETWEEN = ("NOUN", "PROPN", "ADJ", "DET", "ADP", "CCONJ", "PUNCT", "PART")
_BEFORE_VERB = ("PUNCT", "AUX", "ADV")


def find_holders(subject: Token, verb: Token) -> list[Token]:
    """The names of those who hold posts, each told before the name, which are the subject of the verb; else none.

    The parser hangs the second of them on anything before it, and takes a field of a post for one more subject.
    """
    if verb.i - subject.i > _LONGEST or not (subject.ent_type_ == "PERSON" or is_post(subject) or is_field(subject)):
        return []
    begin = subject.left_edge.i
    persons = [entity for entity in verb.doc[begin : verb.i].ents if entity.label_ == "PERSON"]
    if not persons or any(token.pos_ not in _BEFORE_VERB for token in verb.doc[persons[-1].end : verb.i]):
        return []
    if len(persons) == 1:
        return [persons[0].root] if _opens_with_post(verb.doc[begin : persons[0].start]) else []
    starts = [begin, *(person.end for person in persons[:-1])]
    told = all(_is_post_told(verb.doc[start : person.start]) for start, person in zip(starts, persons, strict=True))
    return (
        [person.root for person in persons]
        if told and _is_joined(verb.doc[persons[-2].end : persons[-1].start])
        else []
    )


def find_joined_holders(first: Token, end: int) -> list[Token]:
    """The names after the first in `Ada Brook, mayor of Lindow, and Carl Dane, head of the bank`, up to a place.

    The parser hangs each of them on whatever stands in the post before it.
    """
    doc = first.doc
    begin = next((entity.end for entity in doc.ents if entity.start <= first.i < entity.end), 0)
    if first.ent_type_ != "PERSON" or begin >= end or doc[begin].text != "," or end - begin > _LONGEST:
        return []
    found: list[Token] = []
    last = begin
    for person in doc[begin:end].ents:
        if person.label_ != "PERSON":
            continue
        between = doc[last : person.start]
        joint = [token.i for token in between if token.lower_ == "and"]
        post = any(is_post(token) for token in between if not joint or token.i < joint[-1])
        closed = person.end >= end or doc[person.end].text in (",", ".") or doc[person.end].pos_ == "ADP"
        if not (joint and post and closed) or any(t.pos_ in ("VERB", "AUX") for t in between):
            break
        if any(is_post(token) for token in doc[joint[-1] : person.start]):
            break  # told before the name
        found.append(person.root)
        last = person.end
    return found


def _opens_with_post(before: SpacySpan) -> bool:
    """True for `Minister of Works and the Public Service, ` and `Works and Housing Minister, `, one person's post."""
    first = takewhile(lambda token: token.pos_ != "CCONJ", before)
    return any(is_post(token) or is_field(token) for token in first) and _is_post_told(before)


def _is_post_told(before: SpacySpan) -> bool:
    """True for the words of a post, without a verb among them."""
    return any(is_post(token) for token in before) and all(token.pos_ in _BETWEEN for token in before)


def _is_joined(between: SpacySpan) -> bool:
    """True where an "and" stands between two who do the same."""
    return any(token.lower_ == "and" for token in between[:2])
