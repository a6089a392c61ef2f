"""Lists of names in a sentence, read off its words: A, B, C and D, whatever the parser makes of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from shugu.extract.lexicon import load_words
from shugu.extract.phrases import is_post

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["NameList", "find_described", "find_list", "find_lists", "lists_together", "read_lists"]

_FAR = 14  # tokens between two lists that are told together
_KIND = 4  # words between a people and a name: Norlandic shipping firm Arden Lines
_FEWEST = 3  # names that make a list which the parser may take apart
_INNER = ("-", "–", "&", ".", "/", "'", "’")
_Item = tuple[int, int]  # first token, token behind the last


@dataclass(frozen=True, slots=True)
class NameList:
    """The names of a list in order; `cue` is the first word before it that says what they are examples of, if any."""

    items: tuple[_Item, ...]
    cue: int | None

    @property
    def start(self) -> int:
        """The first token of the first name."""
        return self.items[0][0]

    @property
    def end(self) -> int:
        """The token behind the last name."""
        return self.items[-1][1]

    def heads(self, doc: Doc) -> list[Token]:
        """The last word of each name."""
        return [_head(doc, start, end) for start, end in self.items]


def _head(doc: Doc, start: int, end: int) -> Token:
    """The last word of a name, numbers behind it apart: Qihoo of Qihoo 360."""
    words = [token for token in doc[start:end] if token.pos_ in ("PROPN", "NOUN")]
    return words[-1] if words else doc[end - 1]


@lru_cache(maxsize=64)
def find_lists(doc: Doc) -> tuple[NameList, ...]:
    """The lists of three names and more, in order."""
    return tuple(read_lists(doc))


def find_list(token: Token) -> NameList | None:
    """The list that a token is in."""
    return next((names for names in find_lists(token.doc) if names.start <= token.i < names.end), None)


def find_described(doc: Doc, names: NameList) -> Token | None:
    """The noun that the names are examples of: the companies of `companies in the city, including A, B and C`."""
    if names.cue is None:
        return None
    above = doc[_behind_cue(doc, names.start) - 1].head
    if above.tag_ in ("NNS", "NNPS") and above.i < names.cue:
        return above
    classes = load_words("names.classes", "events.lists.described")
    before = (token for token in reversed(doc[: names.cue]) if token.tag_ == "NNS")
    return next((token for token in before if token.lemma_.lower() in classes), None)


def lists_together(doc: Doc, names: NameList) -> list[NameList]:
    """The list with that which is told along: `firms such as A, B and C as well as banks like D, E and F`."""
    every = find_lists(doc)
    place = every.index(names)
    first = last = place
    while first > 0 and _are_joined(doc, every[first - 1], every[first]):
        first -= 1
    while last + 1 < len(every) and _are_joined(doc, every[last], every[last + 1]):
        last += 1
    return list(every[first : last + 1])


def _are_joined(doc: Doc, one: NameList, other: NameList) -> bool:
    between = doc[one.end : other.start]
    if other.cue is None or not 2 < len(between) < _FAR:
        return False
    words = between.text.lower()
    plain = not any(token.pos_ in ("AUX", "PUNCT") for token in between)
    return plain and any(words.startswith(f"{joint} ") for joint in load_words("events.lists.joints"))


def read_lists(doc: Doc) -> Iterator[NameList]:
    """The lists of three names and more, by what the recogniser has found so far."""
    between = load_words("events.lists.and") | {",", ";"}
    if sum(token.lower_ in between for token in doc) < _FEWEST - 1:
        return
    items: list[_Item] = []
    marks: set[str] = set()
    last: str | None = None
    for start, end in _names(doc):
        mark = _between(doc, items[-1][1], start) if items else None
        ended = mark == "comma" and last == "and" and doc[start - 1].lower_ == "the"  # "under the A and B Fund, the C"
        last = mark
        if items and (mark is None or ended):
            yield from _made(doc, items, marks)
            items, marks = [], set()
        marks |= {mark} if mark and items else set()
        items.append((start, end))
    yield from _made(doc, items, marks)


def _made(doc: Doc, items: Sequence[_Item], marks: set[str]) -> Iterator[NameList]:
    """The list, where a comma and an "and", or a cue such as "including", show that it is one."""
    items = [item for item in items if doc[item[0]].ent_type_ != "DATE"]
    if len(items) < _FEWEST or any(is_post(token) for start, end in items for token in doc[start:end]):
        return
    cue = _cue(doc, items[0][0])
    last = items[-1][1]
    if [token.lower_ for token in doc[last : last + 2]] == ["and", "other"]:
        marks = marks | {"and"}
    inside = cue is None and items[0][0] > 0 and doc[items[0][0] - 1].lower_ in ("of", "for")
    if cue is not None or (len(marks) > 1 and not inside):  # the parts of what a ministry is for are no list of things
        yield NameList(tuple(items), cue)


def _cue(doc: Doc, start: int) -> int | None:
    start = _behind_cue(doc, start)
    if start > 1 and doc[start - 1].lower_ == "as" and doc[start - 2].lower_ == "such":
        return start - 2
    return start - 1 if start and doc[start - 1].lower_ in load_words("events.lists.cues") else None


def _behind_cue(doc: Doc, start: int) -> int:
    """Where a list begins with the article of its first name: `including the Lindow Fund`."""
    return start - (start > 1 and doc[start - 1].lower_ == "the")


def _between(doc: Doc, end: int, start: int) -> str | None:
    """What stands between two names of a list: a comma, or an and; None where they are in no list."""
    end = _behind_bracket(doc, end)
    words = [token.lower_ for token in doc[end:start]]
    ands = load_words("events.lists.and")
    if [word for word in words if word != "the"] in ([","], [";"]):
        return "comma"
    plain = [word for word in words if word not in (",", "the")]
    return "and" if len(words) <= 3 and len(plain) == 1 and plain[0] in ands else None


def _behind_bracket(doc: Doc, end: int) -> int:
    """Behind what a bracket adds to a name."""
    if end < len(doc) and doc[end].text == "(":
        close = next((token.i for token in doc[end : end + _FAR * 2] if token.text == ")"), end - 1)
        return close + 1
    return end


def _names(doc: Doc) -> Iterator[_Item]:
    """The capitalised names of a sentence, each with what the recogniser takes for one with it."""
    at = 0
    while at < len(doc):
        if not _is_of_name(doc[at]):
            at += 1
            continue
        end = at + 1
        while end < len(doc) and (_is_of_name(doc[end]) or _is_inside(doc, end)):
            end += 1
        behind = _behind_kind(doc, at, end)
        while behind and behind < len(doc) and (_is_of_name(doc[behind]) or _is_inside(doc, behind)):
            end = behind = behind + 1
        yield at, end
        at = _behind_bracket(doc, end)


def _behind_kind(doc: Doc, at: int, end: int) -> int | None:
    """Where the name of `Norlandic shipping firm Arden Lines` begins; None for a name without such words before it."""
    if end - at != 1 or doc[at].ent_type_ != "NORP":
        return None
    first = end
    while first < len(doc) and doc[first].pos_ in ("NOUN", "ADJ") and doc[first].text.islower() and first - end < _KIND:
        first += 1
    return first if end < first < len(doc) and _is_of_name(doc[first]) else None


def _is_of_name(token: Token) -> bool:
    return token.text != token.lower_ and token.pos_ in ("PROPN", "NOUN", "ADJ", "X", "VERB") and not token.is_punct


def _is_inside(doc: Doc, at: int) -> bool:
    """True for what stands within a name: a hyphen, a number behind it, the "and" of one that the recogniser knows."""
    token, before = doc[at], doc[at - 1]
    if token.text == "," and at + 1 < len(doc):
        return doc[at + 1].lower_.rstrip(".") in load_words("names.corporate.words")
    if token.text in _INNER:
        return at + 1 < len(doc) and _is_of_name(doc[at + 1]) and (not before.whitespace_ or token.text == "&")
    if token.pos_ == "NUM":
        return before.pos_ == "PROPN" and token.text[:1].isdigit() and token.ent_type_ not in ("DATE", "MONEY")
    known = token.ent_iob_ == "I" and token.ent_type_ not in ("", "DATE", "MONEY", "CARDINAL")
    return known and token.text != ","
