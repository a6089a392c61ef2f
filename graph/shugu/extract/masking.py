"""A sentence as the parser reads it best: with the signs of money that it was trained on."""

from __future__ import annotations

from collections.abc import Iterable

from shugu.extract.lexicon import load_pattern, load_table
from shugu.extract.quantity import Quantity

__all__ = ["mask_money"]


def mask_money(text: str, quantities: Iterable[Quantity]) -> str:
    """The text with a known sign of as many characters for each sign of money before a number, and digits for lakhs.

    The parser takes the Rs22.4 of "Sindh Rs22.4 billion" for a verb and the crore of "3 crore" for a noun; it reads
    C$22.4 and 3.000000 as it should. Every offset stays; a sign that has no known one of its length stays, too.
    """
    signs, scale = load_table("quantities.parsed_signs"), load_pattern("quantities.patterns.unknown_scale")
    for quantity in quantities:
        start = quantity.number_start
        end = next((i for i in range(start, quantity.end) if text[i].isdigit()), start)
        sign = text[start:end].rstrip()
        known = signs.get(str(len(sign)))
        if quantity.unit is not None and sign and known:
            text = f"{text[:start]}{known}{text[start + len(sign) :]}"
        if found := scale.search(text, end, quantity.end):
            text = f"{text[: found.start()]}{'0' * len(found.group())}{text[found.end() :]}"
    return text
