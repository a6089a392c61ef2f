"""Names: whether a text names a thing, by one of its names, an acronym, most of its words, or a description."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from shugu.guard.cues import words
from shugu.model.document import normalise_sentence

__all__ = ["Named", "describe_name", "find_name", "fold", "rivals", "words_of"]

_WORD = re.compile(r"[^\W_]+(?:['.&/-][^\W_]+)*(?:'s)?")
_STOP = words("word without meaning")
_PRONOUNS = {
    "we": "our us we", "place": "it its itself there here", "thing": "it its they their them this these",
    "person": "he she his her him they i my me i'm", "actor": "it its they their them we our us",
}  # fmt: skip
_ACRONYM = re.compile(r"(?<![\w])[A-Z][A-Z&.]{1,9}(?![\w])")
_ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Named:
    """A thing as a row speaks of it: its names, fullest first, its class, and that class's superclasses."""

    names: tuple[str, ...]
    type: str
    ancestors: frozenset[str] = frozenset()

    @property
    def proper(self) -> bool:
        """True for things that texts call by a name of their own: places, persons, organisations."""
        return bool(
            ({self.type} | self.ancestors) & {"Person", "Place", "City", "Province", "Country", "Region", "Actor"}
        )


@cache
def _descriptions() -> dict[str, tuple[str, ...]]:
    return _read_lists("descriptions.tsv")


@cache
def _adjectives() -> dict[str, tuple[str, ...]]:
    return _read_lists("countries.tsv")


def _read_lists(name: str) -> dict[str, tuple[str, ...]]:
    text = resources.files("shugu.guard.data").joinpath(name).read_text("utf-8")
    lines = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {name: tuple(words.split("|")) for name, words in lines}


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """The text as names are compared in it: one case, plain quotes and dashes, no accents, no possessive."""
    plain = unicodedata.normalize("NFKD", normalise_sentence(text))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return re.sub(r"[\"()\[\],;:!?•·]|'s\b|(?<=s)'(?=\s)", " ", plain)


@lru_cache(maxsize=16_384)
def words_of(text: str) -> tuple[str, ...]:
    """The words that carry meaning, folded and cut to their stems."""
    return tuple(_stem(word) for word in _WORD.findall(fold(text)) if word not in _STOP and len(word) > 1)


def _stem(word: str) -> str:
    """The first letters of a word, by which its forms are taken together; figures stay whole."""
    if any(c.isdigit() for c in word):
        return word
    for ending in ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "ed", "es", "al", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def find_name(named: Named, text: str) -> str | None:
    """How `text` names the thing, in words for a derivation; None where it does not.

    Tried in this order: a name as it stands; an acronym of a name, or a name that is one; most of
    the words that carry a name's meaning.
    """
    folded = f" {' '.join(fold(text).split())} "
    for name in named.names:
        plain = " ".join(fold(name).split()).removeprefix("the ")
        if plain and re.search(rf"(?<!\w){re.escape(plain)}(?:s|es)?(?!\w)", folded):
            return f"named {name!r}"
    for name in named.names:
        if _by_acronym(name, text):
            return f"acronym of {name!r}"
    for adjective in _adjectives().get(named.names[0], ()):  # a country by its adjective
        if re.search(rf"(?<!\w){adjective}(?!\w)", text):
            return f"named as {adjective!r}"
    if "Person" in named.ancestors or named.type == "Person":
        last = fold(named.names[0]).split()[-1:]
        return f"surname {last[0]!r}" if last and f" {last[0]} " in folded else None
    return _by_words(named, text)


def _by_acronym(name: str, text: str) -> bool:
    initials = "".join(w[0] for w in re.findall(r"[^\W\d_][\w'-]*", name) if w.lower() not in _STOP).upper()
    if len(initials) >= 3 and any(
        a.group().replace(".", "").replace("&", "") == initials for a in _ACRONYM.finditer(text)
    ):
        return True
    letters = name.replace(".", "")
    if not (letters.isupper() and letters.isalpha() and 2 <= len(letters) <= 8):
        return False
    there = [w for w in re.findall(r"[^\W\d_][\w'-]*", text) if w.lower() not in _STOP]
    spelt = "".join(w[0] for w in there).upper()
    return any(
        spelt.startswith(letters, n) and all(w[0].isupper() for w in there[n : n + len(letters)])
        for n in range(len(there) - len(letters) + 1)
    )


def _by_words(named: Named, text: str) -> str | None:
    there = set(words_of(text))
    best, found = 0.0, ""
    for name in named.names:
        meaning = list(dict.fromkeys(words_of(re.sub(r"\([^)]*\)", " ", name)) or words_of(name)))
        if not meaning:
            continue
        # A name of one or two words must stand whole; a longer one, or one made up for an event, in most of its words.
        share = sum(word in there for word in meaning) / len(meaning)
        need = 1.0 if len(meaning) <= 2 and named.proper else 0.6 if named.proper else _ENOUGH
        if share >= need and share > best:
            best, found = share, name
    return f"{best:.0%} of the words of {found!r}" if found else None


def describe_name(named: Named, text: str) -> str | None:
    """The words of `text` that can stand for a thing of this class named before, None where there are none."""
    folded = f" {' '.join(fold(text).split())} "
    kinds = [named.type, *sorted(named.ancestors - {"Thing", named.type})]
    word: str
    for kind in kinds:
        for word in _descriptions().get(kind, ()):
            if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", folded):
                return word
    person = "Person" in kinds
    if head := _described_by_own_noun(named, folded):
        return head
    group = "person" if person else "actor" if "Actor" in kinds else "place" if "Place" in kinds else "thing"
    for word in (*_PRONOUNS[group].split(), *(() if person else _PRONOUNS["we"].split())):
        if f" {word} " in folded:
            return word
    return None


def _described_by_own_noun(named: Named, folded: str) -> str | None:
    """The noun of a name with "the" before it: "the budget" for the National Budget of Lindow."""
    for name in named.names:
        words = re.split(r"\s(?:of|for|with|between|on|in|at|to)\s", " ".join(fold(name).split()))[0].split()
        if len(name.split()) > 1 and words and re.search(rf"\b(?:the|this|that)\s{re.escape(words[-1])}\b", folded):
            return words[-1]
    return None


def rivals(named: Named, others: Sequence[Named]) -> list[Named]:
    """Those of `others` that a description of `named` could as well mean: of the same class, and another thing."""
    return [o for o in others if o.type == named.type and o.names[0] != named.names[0]]
