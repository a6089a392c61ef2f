"""Single words taken for names: a firm for a person, a common word for a firm."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from shugu.extract.entities import label_span
from shugu.extract.lexicon import load_words
from shugu.extract.phrases import is_post

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as SpacySpan

__all__ = ["mend_single_words"]

_MISTAKEN = ("ORG", "PERSON", "PRODUCT")  # what a common word with a capital is taken for


def mend_single_words(docs: Sequence[Doc]) -> None:
    """Takes a word that the recogniser gives as a person for a body, where the text never tells more of the person.

    And a common word that opens a sentence for no name.

    Reports name people in full or with a post somewhere; Havkraft alone, who has mines and partners, is a firm.
    """
    persons = [entity for doc in docs for entity in doc.ents if entity.label_ == "PERSON"]
    told = {token.text for entity in persons if len(entity) > 1 for token in entity}
    told |= {entity.text for entity in persons if len(entity) == 1 and _has_title(entity[0])}
    plain = {token.text for doc in docs for token in doc if token.text.islower()}
    for doc in docs:
        if doc.ents and _is_common_word(doc.ents[0], plain):
            doc.set_ents(list(doc.ents[1:]))
        if any(entity.label_ == "PERSON" and len(entity) == 1 and entity.text not in told for entity in doc.ents):
            doc.set_ents([label_span(e, "ORG") if e.label_ == "PERSON" and _is_alone(e, told) else e for e in doc.ents])


def _is_common_word(entity: SpacySpan, plain: Collection[str]) -> bool:
    """True for the first word of a sentence alone, which the text writes with a small letter elsewhere."""
    return (
        len(entity) == 1
        and entity.start <= 1
        and entity.label_ in _MISTAKEN
        and (entity.start == 0 or entity.doc[0].is_punct)
        and entity.text.lower() in plain
    )


def _is_alone(entity: SpacySpan, told: Collection[str]) -> bool:
    return len(entity) == 1 and entity.text not in told


def _has_title(name: Token) -> bool:
    """True for a name with a post or form of address before it or behind it."""
    around = [name.doc[at] for at in (name.i - 1, name.i + 1) if 0 <= at < len(name.doc)]
    titles = load_words("names.posts.titles")
    return any(is_post(token) or token.lower_.rstrip(".") in titles for token in around)
