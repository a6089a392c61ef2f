"""Numbers with units and times as they are compared."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files

from shugu.model.time import parse_time

__all__ = ["Agreement", "comparators_clash", "compare_times", "values_agree"]

_PERCENT_SLACK = Decimal("0.05")  # a third is 33.3 or 33.33
_TINY = Decimal("1e-9")


class Agreement:
    """What comparing two times gives."""

    SAME = "same"
    WITHIN = "within"
    ABSENT = "absent"
    DIFFERENT = "different"


@cache
def _units() -> dict[str, tuple[Decimal, str]]:
    found: dict[str, tuple[Decimal, str]] = {}
    text = files("shugu.evaluate").joinpath("data", "units.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, factor, base, *others = line.split()
            for spelling in (name, *others):
                found[spelling.casefold()] = (Decimal(factor), base)
    return found


@lru_cache(maxsize=4096)
def _unit(unit: str | None) -> tuple[Decimal, str, bool]:
    """Factor, base unit, and whether the unit is known; money is its ISO code."""
    name = "-".join((unit or "count").split())
    if name.casefold() in _units():
        return (*_units()[name.casefold()], True)
    money = len(name) == 3 and name.isupper()
    return Decimal(1), name if money else name.casefold(), money


def values_agree(one: Decimal | None, unit: str | None, other: Decimal | None, other_unit: str | None) -> bool:
    """True where both are there and are the same quantity, whatever multiple of a unit each is written in.

    The name of a thing that is counted (a unit that is no measure and no currency) is the same as `count`.
    Percentages may differ by 0.05, because a third has no last digit.
    """
    if one is None or other is None:
        return False
    factor, base, known = _unit(unit)
    other_factor, other_base, other_known = _unit(other_unit)
    if base != other_base and not ((base == "count" and not other_known) or (other_base == "count" and not known)):
        return False
    first, second = one * factor, other * other_factor
    slack = _PERCENT_SLACK if base == "percent" else max(abs(first), abs(second)) * _TINY
    return abs(first - second) <= slack


def comparators_clash(one: str | None, other: str | None) -> bool:
    """True where one says above and the other says below."""
    sides = {("<" in (one or "")) - (">" in (one or "")), ("<" in (other or "")) - (">" in (other or ""))}
    return sides == {1, -1}


@lru_cache(maxsize=65_536)
def _bounds(text: str) -> tuple[date, date] | None:
    try:
        time = parse_time(text)
    except ValueError:
        return None
    return time.earliest or date.min, time.latest or date.max


@lru_cache(maxsize=65_536)
def compare_times(one: str | None, other: str | None) -> str:
    """`same`, `within` (one period lies in the other), `absent` (one or both are missing), or `different`.

    Both missing is `same`. A spelling that is no time is only the same as itself.
    """
    if one == other:
        return Agreement.SAME
    if one is None or other is None:
        return Agreement.ABSENT
    first, second = _bounds(one), _bounds(other)
    if first is None or second is None:
        return Agreement.DIFFERENT
    if first == second:
        return Agreement.SAME
    (start, end), (other_start, other_end) = first, second
    inside = (start >= other_start and end <= other_end) or (other_start >= start and other_end <= end)
    return Agreement.WITHIN if inside else Agreement.DIFFERENT
