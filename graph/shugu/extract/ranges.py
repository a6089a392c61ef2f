"""Ranges and pairs of numbers that share one unit and scale: 3 to 5 billion yuan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from shugu.extract.lexicon import load_pattern, load_table
from shugu.extract.quantity import Quantity
from shugu.model.fact import Comparator
from shugu.model.figures import plain_figures

__all__ = ["join_ranges"]


def join_ranges(text: str, found: Sequence[Quantity], number: re.Pattern[str]) -> Iterator[Quantity]:
    """Ranges as two quantities, at least the first and at most the second, with one unit between them.

    `number` finds a number in the text, its digits as the group of that name.
    """
    index = 0
    while index < len(found):
        one = found[index]
        other = found[index + 1] if index + 1 < len(found) else None
        if other is None:
            yield one
            return
        one, other = _with_sign_before(text, one, other)
        shared = _in_one_unit(text, one, other, number)
        if _matches("and", text[one.end : other.start].strip()) and _respectively(text, one, other):
            one = shared
        if one.unit not in (None, other.unit) or not _is_range(text, one, other):
            yield one
            index += 1
            continue
        yield from _both_ends(text, shared if one.unit is None else one, other)
        index += 2


def _with_sign_before(text: str, one: Quantity, other: Quantity) -> tuple[Quantity, Quantity]:
    """Both in the money whose sign stands before the first, and in the scale behind the second: $2-3 billion."""
    signed = one.unit in load_table("quantities.currency_before").values() and text[one.end - 1 : one.end].isdigit()
    if not signed or other.unit is not None or not _matches("range", text[one.end : other.start]):
        return one, other
    return replace(one, unit=None), replace(other, unit=one.unit)


def _matches(name: str, text: str) -> bool:
    return load_pattern(f"quantities.patterns.{name}").fullmatch(text) is not None


def _ends(name: str, text: str) -> bool:
    return load_pattern(f"quantities.patterns.{name}").search(text) is not None


def _respectively(text: str, one: Quantity, other: Quantity) -> bool:
    return one.unit is None and other.unit is not None and _ends("respectively", text[other.end :])


def _is_range(text: str, one: Quantity, other: Quantity) -> bool:
    gap = text[one.end : other.start]
    if _matches("and", gap.strip()):
        return _ends("between", text[: one.start])
    spelled = text[one.start : one.end].isalpha() and gap.startswith(" ") and not _matches("to", gap.strip())
    if spelled:
        return False  # "a shared one - 54 per cent of firms"
    return _matches("range", gap) or _matches("to", gap.strip())


def _both_ends(text: str, one: Quantity, other: Quantity) -> Iterator[Quantity]:
    """The two quantities of a range; of a change from one to the other, each for itself."""
    by = one.unit is not None and text[one.end - 1 : one.end].isalpha() and _ends("by", text[: one.start])
    if _matches("to", text[one.end : other.start].strip()) and (by or _ends("from", text[: one.start])):
        yield one
        yield other
        return
    stated = text[one.start : other.end]
    yield replace(one, comparator=Comparator.AT_LEAST, end=other.end, stated=stated)
    yield replace(other, comparator=Comparator.AT_MOST, start=one.start, stated=stated)


def _in_one_unit(text: str, one: Quantity, other: Quantity, number: re.Pattern[str]) -> Quantity:
    """The first quantity in unit and scale of the second, where it has none of its own."""
    if one.unit is not None or other.unit is None:
        return one
    written = number.match(text, other.number_start) or number.search(text, other.number_start)
    if written is None or not written["digits"] or one.number >= 1000:
        return replace(one, unit=other.unit)
    plain = Decimal(plain_figures(written["digits"]))
    return replace(one, unit=other.unit, number=one.number * (other.number / plain if plain else 1))
