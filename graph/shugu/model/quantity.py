"""A number with its unit and comparator, in words for people."""

from __future__ import annotations

from decimal import Decimal

__all__ = ["format_number", "format_quantity"]

_SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
_UNITS = {
    "percent": "%",
    "percentage-point": " percentage points",
    "count": "",
    "rank": "",
    "index": " index points",
    "deg": "°",
    "km2": " km²",
    "year": " years",
    "month": " months",
}
_ONE = {"percentage-point": " percentage point", "year": " year", "month": " month"}


def format_quantity(number: Decimal, unit: str | None, comparator: str | None) -> str:
    """The number for people: comparator, number with a scale word or thousands, unit.

    No digit is lost: a scale word is used only where the scaled number is exact to six places.

    >>> format_quantity(Decimal("46500000000"), "CNY", ">")
    '> 46.5 billion CNY'
    >>> format_quantity(Decimal(5), "year", None), format_quantity(Decimal(3), "rank", "=")
    ('5 years', 'rank 3')
    >>> format_quantity(Decimal(140), "km-per-h", None)
    '140 km/h'
    """
    for scale, word in _SCALES:
        scaled = number / scale
        if abs(number) >= scale and scaled == round(scaled, 6):
            text = f"{format_number(scaled)} {word}"
            break
    else:
        text = f"{int(number):,}" if number == number.to_integral() else format_number(number)
    sign = "" if comparator in (None, "=") else f"{comparator} "
    words = {None: ""} | _UNITS | (_ONE if number == 1 else {})
    name = words.get(unit, f" {(unit or '').replace('-per-', '/')}")
    return f"{'rank ' if unit == 'rank' else ''}{sign}{text}{name}"


def format_number(number: Decimal) -> str:
    """The number without an exponent and without zeros behind the point that say nothing."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
