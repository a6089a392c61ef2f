"""Short forms in brackets, with the names that they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shugu.extract.gazetteer import is_place
from shugu.extract.lexicon import load_pattern, load_table

__all__ = ["find_acronyms"]

_JOINTS = ("and", "&")  # with which no name begins


def find_acronyms(text: str) -> Iterator[tuple[str, str]]:
    """Short forms in brackets with the names that they stand for."""
    for match in load_pattern("names.spelling.acronym").finditer(text):
        last = match["name"].strip().rpartition("\n")[2]
        name, short = load_pattern("names.spelling.article").sub("", last), match["short"]
        capitals = "".join(word[0] for word in re.findall(r"[A-Z]\w*", name)).upper()
        if short[0] == name[0] or short.upper() in capitals:
            yield short, _tail_of(name, short)
        elif _is_body(name) and not is_place(short) and text.count(short) > 1:  # what a body calls itself
            yield short, name


def _is_body(name: str) -> bool:
    """True for a name of two or more words, one of which is the word for a firm, an office or an institute."""
    classes = load_table("names.classes")
    bodies = ("Company", "GovernmentBody", "ResearchInstitute", "Organization", "University")
    return " " in name and any(classes.get(word.lower()) in bodies for word in name.split())


def _tail_of(name: str, short: str) -> str:
    """The end of a run of capitalised words whose first letters give the acronym; the run itself where none does."""
    words = name.split()
    for begin in range(len(words)):
        initials = "".join(word[0] for word in words[begin:] if word[0].isupper())
        if words[begin] not in _JOINTS and initials.upper() == short.upper().replace("-", "").replace("&", ""):
            return " ".join(words[begin:])
    return name
