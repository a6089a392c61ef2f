"""Second names in brackets: what a firm or fair is called besides its full name, its initials apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from shugu.extract.context import Context, Sort, is_named
from shugu.extract.gazetteer import is_place
from shugu.extract.lexicon import load_table, load_words
from shugu.model.candidate import Candidate
from shugu.model.fact import Kind

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["find_aliases"]

_MOST = 6  # tokens of a second name


def find_aliases(context: Context) -> Iterator[Candidate]:
    """`Lindow Freight Technology Co., Ltd. (Lindow Freight)`: it is called Lindow Freight."""
    doc = context.sentence.doc
    for entity in doc.ents:
        if entity.label_ not in load_words("names.aliases.labels"):
            continue
        words = _in_brackets(doc, entity.end)
        if not _is_alias(words, entity.text):
            continue
        thing = context.name(entity.root)
        if thing is not None and is_named(thing) and thing.name != words and thing.type != "Person":
            yield context.make(thing, "is called", words, sort=Sort(Kind.ATTRIBUTE, "alias", 0.6))


def _in_brackets(doc: Doc, at: int) -> str:
    """The words of the brackets that open at a token; empty where none do, or where they are long."""
    if at >= len(doc) or doc[at].text != "(":
        return ""
    end = next((i for i in range(at + 1, min(len(doc), at + 2 + _MOST)) if doc[i].text == ")"), None)
    return str(doc[at + 1 : end].text) if end is not None else ""


def _is_alias(words: str, name: str) -> bool:
    """True for a name that is neither a place, a kind of body, nor made of the first letters of the other."""
    parts = words.split()
    full = [part for part in parts if not part.isdigit()]
    if not full or not all(part[:1].isupper() and part.isalnum() for part in full) or is_place(words):
        return False
    initials = "".join(part[0] for part in name.split()).upper()
    acronym = len(full) == 1 and (not full[0][1:].islower() or full[0].upper() in initials)
    return not acronym and words.lower() not in load_table("names.classes")
