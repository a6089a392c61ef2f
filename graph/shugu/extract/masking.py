"""A sentence as the parser reads it best: in spellings that it was trained on."""

from __future__ import annotations

import re
from collections.abc import Iterable

from shugu.extract.lexicon import load_pattern, load_table, per_language
from shugu.extract.quantity import Quantity
from shugu.model.figures import SPACED

__all__ = ["find_given_names", "mask"]

_SPACED = re.compile(SPACED)
_ONE_WORD = "\u2011"  # a hyphen at which the parser does not part a word


def mask(text: str, quantities: Iterable[Quantity]) -> str:
    """The text with what the parser stumbles over in a spelling of the same length that it knows: every offset stays.

    It takes the Rs22.4 of "Sindh Rs22.4 billion" for a verb, the crore of "3 crore" for a noun, ends the sentence
    at "Eng." and a name at the hyphen of "Jung-ah", and 1 500 for two numbers; it reads C$22.4, 3.000000, "Gen.",
    one word and 1,500 as it should.
    """
    for quantity in quantities:
        text = _mask_money(_mask_spaces(text, quantity), quantity)
    if "-" in text:
        text = load_pattern("names.spelling.given").sub(_as_one_word, text)
    return _address().sub(lambda match: str(load_table("names.posts.parsed_as")[match.group()]), text)


def find_given_names(text: str) -> set[str]:
    """The names of persons in a text whose given names have two syllables, spelt as the parser reads them."""
    return {_as_one_word(match) for match in load_pattern("names.spelling.given").finditer(text)}


def _as_one_word(name: re.Match[str]) -> str:
    return f"{name['first']}{_ONE_WORD}{name['last']}"


@per_language
def _address() -> re.Pattern[str]:
    """The forms of address that the parser does not know."""
    return re.compile(rf"\b(?:{'|'.join(re.escape(word) for word in load_table('names.posts.parsed_as'))})(?=\s[A-Z])")


def _mask_spaces(text: str, quantity: Quantity) -> str:
    """The text with commas for the spaces that part the thousands of the quantity."""
    start, end = quantity.number_start, quantity.end
    told = _SPACED.sub(lambda number: re.sub(r"\s", ",", number.group()), text[start:end])
    return f"{text[:start]}{told}{text[end:]}"


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
