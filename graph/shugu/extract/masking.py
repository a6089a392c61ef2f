"""A sentence as the parser reads it best: in spellings that it was trained on."""

from __future__ import annotations

import re
from collections.abc import Iterable

from shugu.extract.lexicon import load_pattern, load_table, per_language
from shugu.extract.quantity import Quantity

__all__ = ["mask"]


def mask(text: str, quantities: Iterable[Quantity]) -> str:
    """The text with what the parser stumbles over in a spelling of the same length that it knows: every offset stays.

    It takes the Rs22.4 of "Sindh Rs22.4 billion" for a verb, the crore of "3 crore" for a noun, and ends the sentence
    at "Eng."; it reads C$22.4, 3.000000 and "Gen." as it should.
    """
    for quantity in quantities:
        text = _mask_money(text, quantity)
    return _address().sub(lambda match: str(load_table("names.posts.parsed_as")[match.group()]), text)


@per_language
def _address() -> re.Pattern[str]:
    """The forms of address that the parser does not know."""
    return re.compile(rf"\b(?:{'|'.join(re.escape(word) for word in load_table('names.posts.parsed_as'))})(?=\s[A-Z])")


def _mask_money(text: str, quantity: Quantity) -> str:
    """The text with a known sign of as many characters for the quantity's sign of money, and digits for lakhs."""
    start = quantity.number_start
    end = next((i for i in range(start, quantity.end) if text[i].isdigit()), start)
    sign = text[start:end].rstrip()
    known = load_table("quantities.parsed_signs").get(str(len(sign)))
    if quantity.unit is not None and sign and known:
        text = f"{text[:start]}{known}{text[start + len(sign) :]}"
    if found := load_pattern("quantities.patterns.unknown_scale").search(text, end, quantity.end):
        text = f"{text[: found.start()]}{'0' * len(found.group())}{text[found.end() :]}"
    if money := load_pattern("quantities.patterns.money_like_verb").search(text, end, quantity.end):
        known = load_table("quantities.parsed_signs")[f"after {len(money.group())}"]
        text = f"{text[: money.start()]}{known}{text[money.end() :]}"
    return text
