"""Words of units and currencies: which units a wording can mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from shugu.guard.cues import words

__all__ = [
    "Unit",
    "currency_letters",
    "factor_between",
    "find_unit_after",
    "find_unit_before",
    "is_money",
    "unit_words",
    "units_of",
]

_MONEY = re.compile(r"[A-Z]{3}", re.ASCII)
# Sizes of one dimension in its smallest unit: a row may be given in another unit of the dimension.
_SIZES = {
    "kW": ("power", 1), "MW": ("power", 10**3), "GW": ("power", 10**6),
    "kWh": ("energy", 1), "MWh": ("energy", 10**3), "GWh": ("energy", 10**6), "TWh": ("energy", 10**9),
    "GB": ("data", 1), "TB": ("data", 10**3), "PB": ("data", 10**6), "EB": ("data", 10**9), "ZB": ("data", 10**12),
    "m": ("length", 1), "km": ("length", 10**3),
    "m2": ("area", 1), "ha": ("area", 10**4), "km2": ("area", 10**6),
    "PJ": ("heat", 1), "EJ": ("heat", 10**3), "Ml": ("water", 1), "Gl": ("water", 10**3),
    "toe": ("oil", 1), "ktoe": ("oil", 10**3), "Mtoe": ("oil", 10**6),
    "t-per-year": ("tonnage", 1), "Mt-per-year": ("tonnage", 10**6),
    "ft3": ("gas", 1), "bcf": ("gas", 10**9), "tcf": ("gas", 10**12), "LMT": ("mass", 10**8),
    "kg": ("mass", 1), "t": ("mass", 10**3), "kt": ("mass", 10**6), "Mt": ("mass", 10**9),
    "m3": ("volume", 1), "bcm": ("volume", 10**9),
    "month": ("time", 1), "year": ("time", 12),
}  # fmt: skip


_LONGEST_CODE = 4


@dataclass(frozen=True, slots=True)
class Unit:
    """One meaning of a wording: the unit, and words of which one must stand in the document (none: always)."""

    name: str
    cues: tuple[str, ...] = ()


@cache
def _words() -> dict[str, tuple[Unit, ...]]:
    text = resources.files("shugu.guard.data").joinpath("units.tsv").read_text("utf-8")
    found: dict[str, list[Unit]] = {}
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        name, words, *rest = line.split("\t")
        cues = tuple(cue for cue in (rest[0] if rest else "").split("|") if cue)
        for word in words.split("|"):
            found.setdefault(word, []).append(Unit(name, cues))
    return {word: tuple(units) for word, units in found.items()}


def _pattern(words: list[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"[\s-]+") for word in sorted(words, key=lambda w: (-len(w), w)))


@cache
def _after() -> re.Pattern[str]:
    # Letters end at a word's end; signs such as % do not need one.
    return re.compile(rf"[\s\-‐‑]*(?P<unit>{_pattern(list(_words()))})(?![A-Za-z])(?!-[a-z]*old)", re.IGNORECASE)


@cache
def _before() -> re.Pattern[str]:
    words = [word for word, units in _words().items() if is_money(units[0].name)]
    return re.compile(rf"(?<![A-Za-z])(?P<unit>{_pattern(words)})\s*$", re.IGNORECASE)


def find_unit_after(text: str, place: int) -> tuple[str, int] | None:
    """Unit word that stands at `place` of `text`, behind a number, and where it ends; None where none does."""
    match = _after().match(text, place)
    return (_fold(match["unit"]), match.end()) if match else None


def find_unit_before(text: str, place: int) -> tuple[str, int] | None:
    """Currency word that ends at `place` of `text`, before a number, and where it begins; None where none does."""
    match = _before().search(text[max(0, place - 20) : place])
    return (_fold(match["unit"]), max(0, place - 20) + match.start()) if match else None


def _fold(word: str) -> str:
    folded = re.sub(r"[\s-]+", " ", word.casefold()).strip()
    return folded if folded in _words() else word.casefold()


def currency_letters() -> list[str]:
    """Words for currencies that may stand right before the first digit, in small letters: codes, short forms."""
    money = (word for word, units in _words().items() if is_money(units[0].name))
    return sorted(word for word in money if word[0].isalpha() and word.isascii() and len(word) <= _LONGEST_CODE)


@lru_cache(maxsize=1024)
def units_of(word: str, document: str) -> frozenset[str]:
    """Names of the units that `word` can mean in a document of this text (case folded); empty for no unit word."""
    units = _words().get(word, ())
    return frozenset(u.name for u in units if not u.cues or any(cue in document for cue in u.cues))


def unit_words(name: str) -> tuple[str, ...]:
    """The wordings of a unit, in the order of the list; empty for a unit that the list does not have."""
    return tuple(word for word, units in _words().items() if any(u.name == name for u in units))


def is_money(name: str) -> bool:
    """True for a currency's code: three capitals that are no unit of measure."""
    return _MONEY.fullmatch(name) is not None and name not in words("unit of three capitals that is no money")


def factor_between(stated: str, wanted: str) -> int | None:
    """By what a number in `stated` is multiplied to be one in `wanted`; None where the two are not commensurable.

    >>> factor_between("GW", "MW")
    1000
    """
    one, other = _SIZES.get(stated), _SIZES.get(wanted)
    if one is None or other is None or one[0] != other[0] or one[1] % other[1]:
        return None
    return one[1] // other[1]
