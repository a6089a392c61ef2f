"""Quantities in a sentence: the number fully scaled, its unit, and how the wording bounds it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from shugu.errors import InputError
from shugu.extract.lexicon import load_data, load_pattern, load_table, per_language
from shugu.extract.quantity import Quantity
from shugu.extract.ranges import join_ranges
from shugu.identifiers import is_slug
from shugu.model.fact import Comparator
from shugu.model.figures import FIGURES, plain_figures

__all__ = ["Quantity", "find_quantities"]


_LIST = re.compile(r",\d{1,2}(?!\d)")  # right behind figures
_SHORT = 4  # letters of a unit that means another with a capital: Mt, mt
_BEFORE = 40  # characters before a number in which its comparator and currency stand


@dataclass(frozen=True, slots=True, kw_only=True)
class _Patterns:
    """What stands for a number, before it and after it; each is matched at its place."""

    number: re.Pattern[str]
    money: re.Pattern[str]
    scale: re.Pattern[str]
    short: re.Pattern[str]
    currency: re.Pattern[str]
    unit: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"[\s-]") for word in sorted(words, key=len, reverse=True))


def _with_capitals(units: Iterable[str]) -> set[str]:
    """The spellings, and those of whole words with a capital: Kilometres, but no MW from mw."""
    return {form for unit in units for form in (unit, unit[:1].upper() + unit[1:] if len(unit) > _SHORT else unit)}


@per_language
def _patterns() -> _Patterns:
    data = load_data("quantities")
    _check_units(data)
    words, scales, fractions = "|".join(data["words"]), _either(data["scales"]), _either(data["fractions"])
    codes = [code for code in data["currency_before"] if code.isalpha() or code[-1] in "./"]
    attached = "|".join(rf"(?<=\b{re.escape(code)})" for code in codes)
    fraction, share, written = (
        data["patterns"][name].replace("{words}", words).replace("{scales}", scales).replace("{fractions}", fractions)
        for name in ("fraction", "share", "written")
    )
    return _Patterns(
        number=re.compile(
            # A digit or the beginning of a word comes first: within words, the many codes of money are not tried.
            rf"(?=\d|\b)(?:(?<![\w.,/:])|(?=\d)(?:{attached}))(?<![A-Za-z]-)"
            rf"(?:(?P<fraction>{fraction})|(?P<share>{share})|(?P<digits>{FIGURES})|(?P<written>\b(?:{written})))",
            re.IGNORECASE,
        ),
        money=re.compile(rf"(?:{_either(data['currency_before'])})\s?$"),
        scale=re.compile(rf"[\s-]?(?P<scale>{scales})\b\.?", re.IGNORECASE),
        short=re.compile(rf"\s?(?P<scale>{_either(data['short_scales'])})\b", re.IGNORECASE),
        currency=re.compile(
            rf"{data['patterns']['currency']}(?P<unit>{_either(data['currency_after'])})\b", re.IGNORECASE
        ),
        unit=re.compile(rf"[\s-]?(?P<unit>{_either(_with_capitals(data['units']))})(?![\w])"),
        before=re.compile(rf"(?:^|(?<=[\s(“‘\"]))(?P<cmp>{_either(data['comparators_before'])})\s?$", re.IGNORECASE),
        after=re.compile(rf"\s?(?P<cmp>{_either(data['comparators_after'])})(?!\w)", re.IGNORECASE),
    )


def _check_units(data: Mapping[str, Any]) -> None:
    """Raises InputError for a unit whose name cannot stand in an IRI: km-per-h can, km/h cannot."""
    names = {name for name, _ in data["units"].values()}
    names.update(data["currency_before"].values(), data["currency_after"].values())
    wrong = sorted(name for name in names if not is_slug(name))
    if wrong:
        raise InputError(f"quantities.toml of the language's data: no unit can be called {', '.join(wrong)}")


def find_quantities(text: str, taken: Iterable[tuple[int, int]] = (), *, country: str | None = None) -> list[Quantity]:
    """The quantities of a sentence, in order; numbers inside the spans `taken` (its times) are none.

    `country` is the one that the text is about: it tells whose pesos or dollars are meant.
    """
    spans = list(taken)
    found = [quantity for match in _patterns().number.finditer(text) if (quantity := _read(text, match, spans))]
    return [_in_currency_of(quantity, country) for quantity in join_ranges(text, found, _patterns().number)]


def _in_currency_of(quantity: Quantity, country: str | None) -> Quantity:
    """The quantity in the money of the country where a word such as peso is said without one."""
    if country is None or quantity.unit is None or len(quantity.unit) != 3:
        return quantity
    for word, currencies in load_table("quantities.by_country").items():
        if country not in currencies or quantity.unit not in _meanings(word):
            continue
        if _money_word(word).search(quantity.stated):
            alone = re.search(rf"(?:[A-Z][a-z]+|U\.?S\.?)\s{re.escape(word)}", quantity.stated) is None
            return replace(quantity, unit=currencies[country]) if alone else quantity
    return quantity


@per_language
def _meanings(word: str) -> frozenset[str]:
    """What a word of money, or its plural, means where no country tells whose it is."""
    tables = (load_table("quantities.currency_before"), load_table("quantities.currency_after"))
    spellings = (word, f"{word}s", f"{word}es", f"{word}.")
    return frozenset(code for table in tables for name, code in table.items() if name.lower() in spellings)


@cache
def _money_word(word: str) -> re.Pattern[str]:
    ending = r"(?:s|es)?(?![A-Za-z])" if word.isalpha() else ""
    return re.compile(rf"(?<![A-Z]){re.escape(word)}{ending}", re.IGNORECASE)


def _read(text: str, match: re.Match[str], taken: list[tuple[int, int]]) -> Quantity | None:
    """The quantity of a number found, with what belongs to it on both sides; None for what is no number."""
    if any(start < match.end() and match.start() < end for start, end in taken):
        return None
    if match["fraction"] or match["share"]:
        return _read_part(text, match)
    number = Decimal(plain_figures(match["digits"])) if match["digits"] else _written(match["written"])
    unclear = match["digits"] and _LIST.match(text, match.end())  # "1,2 and 3", or "€2,50": nobody can say
    if number is None or unclear or load_pattern("quantities.patterns.no_number").match(text, match.end()):
        return None
    begin, negative = _sign_before(text, match.start())
    half = load_pattern("quantities.patterns.half_before").search(text, 0, begin) if match["written"] else None
    if half is not None:  # "half a million people"
        number, begin = number / 2, half.start()
    start, unit = _money_before(text, begin)
    if unit is not None and not negative:
        start, negative = _sign_before(text, start)
    end = match.end()
    if and_half := load_pattern("quantities.patterns.half_after").match(text, end):
        number, end = number + Decimal("0.5"), and_half.end()
    number = -number if negative else number
    end, factor = _scale(text, end, money=unit is not None)
    number *= factor
    if unit is None:
        unit, end, factor = _unit_after(text, end)
        number *= factor
        if unit is None and factor == 1 and _goes_on(text, end):
            return None
    if unit is None and (
        _stands_behind(text, match, "best") or (match["digits"] and _stands_behind(text, match, "name"))
    ):
        return None
    number_start = start
    start, comparator = _comparator_before(text, start, Comparator.EQUAL)
    if after := _patterns().after.match(text, end):
        comparator = _comparator(after["cmp"], "after")
        end = after.end()
    joined = load_pattern("quantities.patterns.joined").match(text, end) if unit is None else None
    end = joined.end() if joined else end
    counted = joined["noun"] if joined else None
    return Quantity(start, end, number_start, number, unit, comparator, text[start:end], counted)


def _read_part(text: str, match: re.Match[str]) -> Quantity | None:
    """A part of a whole in per cent: a third of homes, one in five homes; None for no part: five in one group."""
    if match["fraction"]:
        fractions = load_table("quantities.fractions")
        number = Decimal(fractions[_key(match["fraction"], fractions)])
    else:
        some, whole = (_count(match[name]) for name in ("some", "all"))
        if some is None or whole is None or not 0 < some < whole:
            return None
        number = round(100 * some / whole, 1)
        number = number.to_integral() if number == number.to_integral() else number
    start, comparator = _comparator_before(text, match.start(), Comparator.EQUAL)
    return Quantity(start, match.end(), match.start(), number, "percent", comparator, text[start : match.end()])


def _sign_before(text: str, start: int) -> tuple[int, bool]:
    """Where an amount begins with its minus sign, and whether it has one."""
    sign = load_pattern("quantities.patterns.minus").search(text, max(0, start - _BEFORE), start)
    return (sign.start("minus"), True) if sign is not None else (start, False)


def _money_before(text: str, start: int) -> tuple[int, str | None]:
    """Where the amount begins with its sign of money, and the currency; None where there is no sign."""
    money = _patterns().money.search(text, max(0, start - _BEFORE), start)
    if money is None or text[max(0, money.start() - 1) : money.start()].isalnum():
        return start, None
    table = load_table("quantities.currency_before")
    return money.start(), table[_key(money.group(), table)]


def _unit_after(text: str, end: int) -> tuple[str | None, int, Decimal]:
    """The unit after a number, where it ends, and what it scales the number by; None for a bare number."""
    patterns, one = _patterns(), Decimal(1)
    no_money = load_pattern("quantities.patterns.no_currency").match(text, end)  # 40 real estate firms
    if not no_money and (after := patterns.currency.match(text, end)):
        table = load_table("quantities.currency_after")
        return table[_key(after["unit"], table)], after.end(), one
    if load_pattern("quantities.patterns.million").match(text, end):
        unit, close, factor = _unit_after(text, end + 1)
        return unit, close, factor * 1_000_000
    if after := patterns.unit.match(text, end):
        table = load_table("quantities.units")
        name, factor = table[_key(after["unit"], table)]
        return name, after.end(), Decimal(factor)
    return None, end, one


def _goes_on(text: str, end: int) -> bool:
    """True where a letter or stroke right after a number makes it part of a word: 5G, 24/7."""
    if text[end : end + 1].isalpha():
        return True
    if text[end : end + 1] == ":" and text[end + 1 : end + 2].isdigit():
        return True  # 10:30
    return text[end : end + 1] == "/" and text[end + 1 : end + 2].isalnum()


def _key(text: str, table: Mapping[str, object]) -> str:
    """The spelling of the table that `text` stands for; letter case, spaces and hyphens apart only where none fits."""
    plain = " ".join(text.split())
    if plain in table:
        return plain
    folded = _folded(text)
    return next(key for key in (folded, *table) if key in table and _folded(key) == folded)


def _folded(text: str) -> str:
    return re.sub(r"[\s–-]+", " ", text.strip()).lower()


def _count(text: str) -> Decimal | None:
    return Decimal(text) if text.isdigit() else _written(text)


def _written(text: str) -> Decimal | None:
    words, scales = load_table("quantities.words"), load_table("quantities.scales")
    total = Decimal(0)
    for word in re.split(r"[\s-]+", text.lower()):
        value = words.get(word) or scales.get(word)
        if value is None:
            return None
        total += value
    return total


def _scale(text: str, end: int, *, money: bool) -> tuple[int, Decimal]:
    """Where the words of scale after a number end, and what they multiply it by."""
    patterns, scales = _patterns(), load_table("quantities.scales")
    factor = Decimal(1)
    while match := patterns.scale.match(text, end):
        factor *= scales[match["scale"].lower()]
        end = match.end()
    if factor == 1 and money and (match := patterns.short.match(text, end)):
        factor, end = Decimal(load_table("quantities.short_scales")[match["scale"].lower()]), match.end()
    return end, factor


def _comparator_before(text: str, start: int, given: Comparator) -> tuple[int, Comparator]:
    match = _patterns().before.search(text, max(0, start - _BEFORE), start)
    if match is None:
        return start, given
    if load_pattern("quantities.particles.before_over").search(text[: match.end()]):
        return start, given  # "handed over 24 ambulances"
    return match.start(), _comparator(match["cmp"], "before")


def _comparator(words: str, place: str) -> Comparator:
    table = load_table(f"quantities.comparators_{place}")
    return Comparator(table[_key(words, table)])


def _stands_behind(text: str, match: re.Match[str], sort: str) -> bool:
    """True for a number that numbers a thing, as in Phase 2 or Terminal 3, or bounds a list, as in the top ten."""
    before = load_pattern(f"quantities.patterns.{sort}_before")
    return before.search(text, max(0, match.start() - _BEFORE), match.start()) is not None
