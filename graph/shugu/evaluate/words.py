"""Names, predicates and gists as words: folded, stemmed, compared without regard to spelling."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

__all__ = ["coverage", "in_list", "names_agree", "related", "split_words", "stem", "stems"]

_WORD = re.compile(r"[^\W_]+(?:[.&][^\W_]+)*", re.UNICODE)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
# Ending, what takes its place, the fewest letters that must stand before it; the first that fits is taken.
_ENDINGS = (
    *((ending, "", 3) for ending in ("ations", "ation", "ators", "ator", "ating", "ated", "ates", "ate")),
    *((ending, "i", 2) for ending in ("ies", "ied", "y")),
    *((ending, "", 4) for ending in ("ments", "ment", "ers", "er")),
    *((ending, "", 5) for ending in ("ions", "ion", "als", "al")),
    *((ending, "", 3) for ending in ("ings", "ing", "ed", "es", "s")),
)
_MANY = 0.6  # of the words of two names that share their head


def _data(name: str) -> list[str]:
    text = files("shugu.evaluate").joinpath("data", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {
        name: frozenset(stem(word) for word in words.split())
        for name, _, words in (line.partition(":") for line in _data("words.txt"))
        if name != "irregular"
    }


@cache
def _irregular() -> dict[str, str]:
    """The form that an irregular one is stemmed as."""
    line = next(line for line in _data("words.txt") if line.startswith("irregular:"))
    pairs = (word.partition("=") for word in line.split()[1:])
    return {form: base for form, _, base in pairs}


@cache
def _groups() -> dict[str, frozenset[int]]:
    """The groups of synonyms that each stem belongs to."""
    found: dict[str, set[int]] = {}
    for number, line in enumerate(_data("synonyms.txt")):
        for word in line.split()[1:]:
            found.setdefault(stem(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The word without the endings of inflection and the commonest ones of derivation.

    >>> {stem(word) for word in ("opens", "opened", "opening")}, stem("approval") == stem("approved")
    ({'open'}, True)
    """
    word = _irregular().get(word.casefold(), word.casefold())
    for ending, instead, least in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= least and not word.endswith("ss"):
            word = word.removesuffix(ending) + instead
            break
    if len(word) > 3 and word[-1] == "e":
        word = word.rstrip("e")
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "aeiols" else word


@lru_cache(maxsize=65_536)
def split_words(text: str) -> tuple[str, ...]:
    """The words of a text without accents and possessive endings; `builtBy` is two words.

    >>> split_words("Kenya's Río Claro plant, builtBy")
    ('Kenya', 'Rio', 'Claro', 'plant', 'built', 'By')
    """
    folded = unicodedata.normalize("NFKD", text)
    folded = "".join(character for character in folded if not unicodedata.combining(character))
    folded = re.sub(r"['’ʼ](?:s\b)?", "", folded)
    return tuple(_WORD.findall(_CAMEL.sub(" ", folded)))


def in_list(word: str, name: str) -> bool:
    """True where the stem is one of a list of `data/words.txt`."""
    return word in _lists()[name]


@lru_cache(maxsize=65_536)
def stems(text: str | None) -> frozenset[str]:
    """The stems of a text's content words: words of grammar left out, unless there are only such."""
    if not text:
        return frozenset()
    every = frozenset(stem(word) for word in split_words(text))
    return frozenset(word for word in every if word not in _lists()["function"]) or every


def related(one: Iterable[str], other: Iterable[str]) -> bool:
    """True where the two sets of stems share one, or a group of synonyms holds one of each."""
    one, other = frozenset(one), frozenset(other)
    if one & other:
        return True
    groups = _groups()
    theirs = {number for word in other for number in groups.get(word, ())}
    return any(not theirs.isdisjoint(groups.get(word, ())) for word in one)


def coverage(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of common words in the larger of the two sets; 0 where one is empty."""
    return len(one & other) / max(len(one), len(other)) if one and other else 0.0


class _Name:
    """A name taken apart: its words, its head (the last word before a preposition), its numbers."""

    __slots__ = ("all", "head", "lead", "numbers", "proper", "short")

    def __init__(self, text: str) -> None:
        words = [word for word in split_words(text) if stem(word) not in _lists()["corporate"]] or list(
            split_words(text)
        )
        while len(words) > 1 and words[0].casefold() in ("the", "a", "an", "its", "his", "their"):
            words = words[1:]
        stemmed = [stem(word) for word in words]
        inner = [place for place, word in enumerate(stemmed) if place and in_list(word, "prepositions")]
        cut = inner[0] if inner else len(stemmed)
        self.lead = tuple(stemmed[:cut])
        self.head = next((word for word in reversed(self.lead) if not _is_date(word)), "")
        plain = [word for word in stemmed if word not in ("the", "and")]
        self.all = frozenset(word for word in plain if not in_list(word, "prepositions"))
        self.numbers = frozenset(word for word in plain if in_list(word, "ordinals") or any(map(str.isdigit, word)))
        self.proper = bool(words) and all(word[:1].isupper() or word.isdigit() for word in words[:cut])
        self.short = words[0] if len(words) == 1 else ""


def _is_date(word: str) -> bool:
    """True for a month or a year: when something was is no part of what it is called."""
    return in_list(word, "months") or (len(word) == 4 and word.isdigit())


@lru_cache(maxsize=65_536)
def _take_apart(text: str) -> _Name:
    """The name without what a reviewer put in brackets behind it to tell it from others."""
    base, _, inside = text.partition(" (")
    if not (base and inside.endswith(")")):
        return _Name(text)
    name = _Name(base)
    name.numbers |= _Name(inside).numbers  # (2015) and (2016) are two
    return name


@lru_cache(maxsize=262_144)
def names_agree(one: str | None, other: str | None) -> float:  # noqa: PLR0911 - one rule after another
    """How well two names can be names of one thing: 1 the same words, 0 not, 0.6 to 0.95 between.

    The same words in another order, an acronym and its long form, a name inside a longer one with the same
    head ("Ministry of Energy", "Kenya's energy ministry"; not "Lokoja" and "mill in Lokoja"), a proper name
    without its kind ("Batuan", "Batuan Port"), or most words and the same head. A year, and what stands in brackets
    behind a name, is no part of it. Names of different numbers, years or ordinals never agree; a common noun alone
    ("plant") agrees with nothing but itself.
    """
    if one is None or other is None:
        return 0.0
    first, second = _take_apart(one), _take_apart(other)
    if not first.all or not second.all:
        return 0.0
    if first.numbers != second.numbers and first.numbers and second.numbers:
        return 0.0
    if first.all == second.all:
        return 1.0
    if _is_acronym(first, other) or _is_acronym(second, one):
        return 0.95
    less, more = (first, second) if len(first.all) <= len(second.all) else (second, first)
    if less.short and not less.proper:
        return 0.0
    share = len(less.all & more.all)
    if share == len(less.all) and less.head == more.head:
        return 0.75 + 0.2 * share / len(more.all)
    if share > 1 and less.proper and more.lead[:-1] == less.lead and in_list(more.head, "projects"):
        return 0.9  # "Lindow Solar Park" and "Lindow Solar Park project"
    if share == len(less.all) and less.proper and more.proper and more.lead[: len(less.lead)] == less.lead:
        rest = [word for word in more.lead[len(less.lead) :] if not _is_date(word)]
        if len(rest) <= 1 or all(in_list(word, "kinds") for word in rest):
            return 0.75
    dice = 2 * share / (len(first.all) + len(second.all))
    return dice if dice >= _MANY and first.head == second.head else 0.0


def _is_acronym(name: _Name, long: str) -> bool:
    """True where the one word of `name` is made of the initials of `long`, which has at least two."""
    if len(name.short) < 2 or not name.short.isupper():
        return False
    words = [word for word in split_words(long) if word[:1].isupper()]
    return len(words) > 1 and "".join(word[0] for word in words).upper() == name.short
