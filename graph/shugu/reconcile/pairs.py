"""Entities that may be one thing under two names, each pair with a score that says what it is made of."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from importlib import resources
from itertools import combinations

from shugu.model.entity import Entity, fold_name
from shugu.model.vocabulary import Vocabulary

__all__ = ["LEAST", "Pair", "find_pairs"]

# Below this two names are two names.
LEAST = 0.7
# A word that so many names have in common does not bring two of them together.
_LARGEST_BLOCK = 60
_WORD = re.compile(r"[^\W_]+")
_SHORTEST_ALIKE = 5
_WORDS = ("levels", "directions", "kinds", "numbers")


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Two ids, the first by the alphabet first; a score from 0 to 1; the features that it comes from."""

    one: str
    other: str
    score: float
    why: tuple[str, ...]


@cache
def _words(kind: str) -> frozenset[str]:
    text = resources.files("shugu.reconcile").joinpath("data", "apart.toml").read_text("utf-8")
    return frozenset(tomllib.loads(text)[kind].split())


@dataclass(frozen=True, slots=True)
class _Name:
    """A name in its parts: words that mean something, words that tell apart, initials."""

    text: str
    words: tuple[str, ...]
    marks: tuple[str, ...]
    initials: frozenset[str]
    is_acronym: bool


@cache
def _name(text: str) -> _Name:
    every = _WORD.findall(fold_name(text))
    words = [word for word in every if word not in _words("silent")]
    while len(words) > 1 and words[-1] in _words("legal"):
        words.pop()
    telling = frozenset().union(*map(_words, _WORDS))
    marks = tuple(sorted(word for word in words if word in telling or any(c.isdigit() for c in word)))
    raw = _WORD.findall(unicodedata.normalize("NFKC", text))
    is_acronym = len(raw) == 1 and raw[0].isalpha() and raw[0].isupper() and 2 <= len(raw[0]) <= 8
    # Letters say nothing of a number or ordinal, so a name that holds one has no initials to speak of.
    numbered = any(word in _words("numbers") or any(c.isdigit() for c in word) for word in every)
    parts = () if numbered else (words, every)
    initials = frozenset("".join(word[0] for word in part) for part in parts if len(part) > 1)
    return _Name(" ".join(words), tuple(words), marks, initials, is_acronym)


def find_pairs(entities: Iterable[Entity], vocabulary: Vocabulary) -> list[Pair]:
    """The pairs that may be one thing, the likeliest first.

    Never two things of which neither's type is a kind of the other's, names that differ in a number,
    ordinal, year, level, direction or kind, that speak of two places, or that must not be merged.
    """
    listed = sorted(entities, key=lambda entity: entity.id)
    places = frozenset(_name(n).text for e in listed if vocabulary.is_a(e.type, "Place") for n in e.names)
    found: dict[tuple[str, str], Pair] = {}
    for one, other in _near(listed):
        if (one.id, other.id) in found or _apart(one, other, vocabulary):
            continue
        pair = max((p for p in _compare(one, other, places)), default=None, key=lambda p: p.score)
        if pair is not None and pair.score >= LEAST:
            found[one.id, other.id] = pair
    return sorted(found.values(), key=lambda pair: (-pair.score, pair.one, pair.other))


def _near(entities: Sequence[Entity]) -> Iterator[tuple[Entity, Entity]]:
    """Pairs that have a word, an acronym or a beginning in common; a pair may come several times."""
    blocks: dict[str, dict[str, Entity]] = defaultdict(dict)
    for entity in entities:
        for name in map(_name, entity.names):
            keys = [*name.words, *name.initials, *(word[:4] for word in name.words if len(word) > 4)]
            for key in (*keys, "".join(name.words)):
                blocks[key][entity.id] = entity
    for key in sorted(blocks):
        if len(blocks[key]) <= _LARGEST_BLOCK:
            yield from combinations(blocks[key].values(), 2)


def _apart(one: Entity, other: Entity, vocabulary: Vocabulary) -> bool:
    """True for things that are two whatever their names look like."""
    if not (vocabulary.is_a(one.type, other.type) or vocabulary.is_a(other.type, one.type)):
        return True
    for left, right in ((one, other), (other, one)):
        if not {fold_name(name) for name in left.distinct}.isdisjoint(map(fold_name, right.names)):
            return True
    # Two identifiers of one register are two things.
    pairs = ((one.geonames, other.geonames), (one.wikidata, other.wikidata), (one.iso3166, other.iso3166))
    return any(left and right and left != right for left, right in pairs)


def _compare(one: Entity, other: Entity, places: frozenset[str]) -> Iterator[Pair]:
    """What each two of their names come to."""
    for left in _names(one):
        for right in _names(other):
            score, why = _score(left, right, places, is_person=one.type == "Person")
            if why:
                yield Pair(one.id, other.id, score, why)


def _names(entity: Entity) -> Iterator[_Name]:
    """The names, without the type that tells a proposed thing from another of its name."""
    for name in entity.names:
        yield _name(name.removesuffix(f" ({entity.type})"))


def _score(one: _Name, other: _Name, places: frozenset[str], *, is_person: bool) -> tuple[float, tuple[str, ...]]:
    """The score of two names and the features that it comes from; none where they stay apart."""
    for short, long in ((one, other), (other, one)):
        if short.is_acronym and "".join(short.words) in long.initials:
            return 0.85, (f"{''.join(short.words).upper()} is the initials",)
    if one.marks != other.marks:
        return 0, ()
    if one.text.replace(" ", "") == other.text.replace(" ", ""):
        return 0.95, ("the same words" if one.text == other.text else "spelling alike but for spaces",)
    return _persons(one, other) if is_person else _likeness(one, other, places)


def _likeness(one: _Name, other: _Name, places: frozenset[str]) -> tuple[float, tuple[str, ...]]:
    """How many words two names share and how alike they are spelled; nothing where they speak of two places."""
    spoken = [{word for word in name.words if word in places} for name in (one, other)]
    shared, every = set(one.words) & set(other.words), {*one.words, *other.words}
    # A bureau of one place and another bureau of it have place and kind in common, and nothing else.
    empty = shared <= {*one.marks, *spoken[0]} and shared != every and bool(shared)
    if (all(spoken) and spoken[0] != spoken[1]) or empty or _differ(one, other, shared):
        return 0, ()
    overlap = len(shared) / len(every)
    likeness = SequenceMatcher(None, one.text, other.text, autojunk=False).ratio()
    score = round(max(0.4 * overlap + 0.6 * likeness, likeness - 0.05), 2)
    why = [f"{len(shared)} of {len(every)} words shared", f"spelling {likeness:.0%} alike"]
    why += [f"both in {place.title()}" for place in sorted(spoken[0] & spoken[1])]
    return min(score, 0.94), tuple(why)


def _differ(one: _Name, other: _Name, shared: set[str]) -> bool:
    """True where both names have a word of their own and the two are no spellings of one word."""
    left = [word for word in one.words if word not in shared]
    right = [word for word in other.words if word not in shared]
    return bool(left and right) and not _alike("".join(left), "".join(right))


def _alike(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _SHORTEST_ALIKE:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.8


def _persons(one: _Name, other: _Name) -> tuple[float, tuple[str, ...]]:
    """A person under an initial or with a middle name: the family name is the same, and so is the first letter."""
    if not one.words or not other.words or one.words[-1] != other.words[-1]:
        return 0, ()
    short, long = sorted((one.words, other.words), key=lambda words: (len("".join(words)), words))
    if len(short) == 1:
        return 0.7, (f"the same family name {short[0].title()}",)
    same = short[0] == long[0] or (len(short[0]) == 1 and long[0].startswith(short[0]))
    return (0.8, (f"the same family name {short[-1].title()}", "first names fit")) if same else (0, ())
