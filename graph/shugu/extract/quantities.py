"""Quantities in a sentence: the number fully scaled, its unit, and how the wording bounds it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from shugu.extract.lexicon import load_data
from shugu.model.fact import Comparator
from shugu.model.quantity import format_number

__all__ = ["Quantity", "find_quantities"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at `start`..`end` of a sentence, comparator and unit included.

    `unit` is None for a bare number, which counts the things named after it. `number_start` is
    where the number itself begins. `stated` is its wording.
    """

    start: int
    end: int
    number_start: int
    number: Decimal
    unit: str | None
    comparator: Comparator
    stated: str

    @property
    def derivation(self) -> str:
        """How the value follows from the wording."""
        return f"{self.stated} -> {format_number(self.number)} {self.unit or 'count'}"


_DIGITS = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?"


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"[\s-]") for word in sorted(words, key=len, reverse=True))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = load_data("quantities")
    words = "|".join(data["words"])
    scales = _either(data["scales"])
    attached = "|".join(rf"(?<=\b{re.escape(code)})" for code in data["currency_before"] if code.isalpha())
    written = rf"(?:(?:{words})(?:[\s-](?:{words}))?)(?=[\s-])|(?<=\ba\s)(?:{scales})\b|(?<=\bhalf\sa\s)(?:{scales})\b"
    return {
        "number": re.compile(
            rf"(?:(?<![\w.,/])|{attached})(?<![A-Za-z]-)(?:(?P<fraction>\b(?:{_either(data['fractions'])})\b(?=\sof\b|\sthe\b)|(?<=\bthan\s)half\b|(?<=\bby\s)(?:half|a\sthird|a\squarter)\b)|"
            rf"(?P<digits>{_DIGITS})|(?P<written>\b(?:{written})))",
            re.IGNORECASE,
        ),
        "money": re.compile(rf"(?:{_either(data['currency_before'])})\s?$"),
        "scale": re.compile(rf"[\s-]?(?P<scale>{scales})\b\.?", re.IGNORECASE),
        "short": re.compile(rf"\s?(?P<scale>{_either(data['short_scales'])})\b", re.IGNORECASE),
        "currency": re.compile(rf"[\s-](?:in\s)?(?P<unit>{_either(data['currency_after'])})\b", re.IGNORECASE),
        "unit": re.compile(rf"[\s-]?(?P<unit>{_either(data['units'])})(?![\w])"),
        "before": re.compile(rf"(?:^|(?<=[\s(]))(?P<cmp>{_either(data['comparators_before'])})\s?$", re.IGNORECASE),
        "after": re.compile(rf"\s?(?P<cmp>{_either(data['comparators_after'])})(?!\w)", re.IGNORECASE),
        "range": re.compile(r"\s?(?:-|–|—|to)\s?$"),
        "between": re.compile(r"\bbetween\s*$", re.IGNORECASE),
    }


def find_quantities(text: str, taken: Iterable[tuple[int, int]] = (), *, country: str | None = None) -> list[Quantity]:
    """The quantities of a sentence, in order; numbers inside the spans `taken` (its times) are none.

    `country` is the one that the text is about: it tells whose pesos or dollars are meant.
    """
    spans = list(taken)
    found = [quantity for match in _patterns()["number"].finditer(text) if (quantity := _read(text, match, spans))]
    return [_in_currency_of(quantity, country) for quantity in _join_ranges(text, found)]


def _in_currency_of(quantity: Quantity, country: str | None) -> Quantity:
    if country is None or quantity.unit is None or len(quantity.unit) != 3:
        return quantity
    for word, currencies in load_data("quantities")["by_country"].items():
        named = (
            rf"(?<![A-Z]){re.escape(word)}(?:s|es)?(?![A-Za-z])" if word.isalpha() else rf"(?<![A-Z]){re.escape(word)}"
        )
        if country in currencies and re.search(named, quantity.stated, re.IGNORECASE):
            alone = re.search(rf"[A-Z][a-z]+\s{re.escape(word)}", quantity.stated) is None
            return replace(quantity, unit=currencies[country]) if alone else quantity
    return quantity


def _read(text: str, match: re.Match[str], taken: list[tuple[int, int]]) -> Quantity | None:
    if any(start < match.end() and match.start() < end for start, end in taken):
        return None
    data, patterns = load_data("quantities"), _patterns()
    end = match.end()
    if match["fraction"]:
        number = Decimal(data["fractions"][re.sub(r"\s+", " ", match["fraction"].lower()).replace("–", "-")])
        about = Comparator.EQUAL if number == number.to_integral() else Comparator.ABOUT
        start, comparator = _comparator_before(text, match.start(), about)
        return Quantity(start, end, match.start(), number, "percent", comparator, text[start:end])
    number = _digits(match["digits"]) if match["digits"] else _written(match["written"])
    if number is None:
        return None
    start, unit = match.start(), None
    money = patterns["money"].search(text[:start])
    if money and not text[: money.start()][-1:].isalnum():
        start, unit = money.start(), data["currency_before"][_key(money.group(), data["currency_before"])]
    end, factor = _scale(text, end, money=unit is not None)
    number *= factor
    if unit is None and (after := patterns["currency"].match(text, end)):
        unit, end = data["currency_after"][_key(after["unit"], data["currency_after"])], after.end()
    elif unit is None and re.match(r"m\s(?!long|high|wide|deep|tall|above|below|in\b|of\b)[a-z]", text[end : end + 8]):
        end, number = end + 1, number * 1_000_000  # 2.4m people
    elif unit is None and (after := patterns["unit"].match(text, end)):
        name, times = data["units"][_key(after["unit"], data["units"])]
        unit, end, number = name, after.end(), number * Decimal(times)
    elif end < len(text) and (text[end].isalpha() or (text[end] in "-/" and text[end + 1 : end + 2].isalnum())):
        if text[end].isalpha() or text[end] == "/":
            return None
    if unit is None and match["digits"] and _is_name_part(text, match):
        return None
    number_start = start
    start, comparator = _comparator_before(text, start, Comparator.EQUAL)
    if after := patterns["after"].match(text, end):
        comparator, end = Comparator(data["comparators_after"][after["cmp"].lower()]), after.end()
    return Quantity(start, end, number_start, number, unit, comparator, text[start:end])


def _key(text: str, table: dict[str, object]) -> str:
    """The spelling of the table that `text` stands for, letter case and space apart."""
    plain = re.sub(r"[\s-]+", " ", text.strip())
    return next(key for key in (plain, plain.lower(), *table) if key in table and key.lower() == plain.lower())


def _digits(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _written(text: str) -> Decimal | None:
    data = load_data("quantities")
    total = Decimal(0)
    for word in re.split(r"[\s-]+", text.lower()):
        value = data["words"].get(word) or data["scales"].get(word)
        if value is None:
            return None
        total += value
    return total


def _scale(text: str, end: int, *, money: bool) -> tuple[int, Decimal]:
    data, patterns = load_data("quantities"), _patterns()
    factor = Decimal(1)
    while match := patterns["scale"].match(text, end):
        factor *= data["scales"][match["scale"].lower()]
        end = match.end()
    if factor == 1 and money and (match := patterns["short"].match(text, end)):
        factor, end = Decimal(data["short_scales"][match["scale"].lower()]), match.end()
    return end, factor


def _comparator_before(text: str, start: int, given: Comparator) -> tuple[int, Comparator]:
    match = _patterns()["before"].search(text[:start])
    if match is None:
        return start, given
    return match.start(), Comparator(load_data("quantities")["comparators_before"][match["cmp"].lower()])


_NAME_BEFORE = re.compile(
    r"\b(?:Phase|Article|Section|Chapter|No\.?|Number|Highway|Route|Line|Terminal|Unit|Block|Page|Part|Stage|Lot|Vision|Agenda|Class|Tier|Type|Model|Version|Gate|Pier|Berth|Room|Floor|Group|Area|Zone|Table|Figure)\s?$"
)


def _is_name_part(text: str, match: re.Match[str]) -> bool:
    """True for a number that numbers a thing, as in Phase 2 or Terminal 3, or is a four-digit year after a name."""
    return bool(_NAME_BEFORE.search(text[: match.start()]))


def _join_ranges(text: str, found: list[Quantity]) -> Iterator[Quantity]:
    """Ranges as two quantities, at least the first and at most the second, with one unit between them."""
    patterns = _patterns()
    index = 0
    while index < len(found):
        one = found[index]
        other = found[index + 1] if index + 1 < len(found) else None
        gap = text[one.end : other.start] if other else ""
        before = text[: one.start]
        dash = other is not None and re.fullmatch(r"\s?[-–—]\s?", gap) is not None
        to = other is not None and gap.strip() == "to"
        paired = other is not None and gap.strip() == "and"
        and_ = paired and bool(patterns["between"].search(before))
        if (
            paired
            and other is not None
            and one.unit is None
            and other.unit is not None
            and "respectively" in text[other.end :]
        ):
            one = replace(one, unit=other.unit, number=one.number * _shared_scale(text, one, other))
        mixed = other is not None and one.unit not in (None, other.unit)
        if other is None or mixed or not (dash or to or and_):
            yield one
            index += 1
            continue
        if one.unit is None and other.unit is not None:
            scale = _shared_scale(text, one, other)
            one = replace(one, unit=other.unit, number=one.number * scale)
        if to and re.search(r"\bfrom\s*$", before):  # a change, not a range
            yield one
            yield other
        else:
            yield replace(one, comparator=Comparator.AT_LEAST, end=other.end, stated=text[one.start : other.end])
            yield replace(other, comparator=Comparator.AT_MOST, start=one.start, stated=text[one.start : other.end])
        index += 2


def _shared_scale(text: str, one: Quantity, other: Quantity) -> Decimal:
    """What the first number of `3 to 5 billion yuan` is scaled by; 1 where it has a scale of its own."""
    written = _patterns()["number"].match(text, other.number_start) or _patterns()["number"].search(
        text, other.number_start
    )
    if written is None or not written["digits"] or one.number >= 1000:
        return Decimal(1)
    plain = _digits(written["digits"])
    return other.number / plain if plain else Decimal(1)
