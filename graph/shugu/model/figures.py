"""The figures of a number as texts write them: 1,500.5 and 1 500,5, 1'500, 2,5 million and 2½."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["FIGURES", "SPACED", "plain_figures"]

# Thousands parted by spaces, as ISO 80000-1 has it, with a point or a comma before the decimals.
SPACED = r"\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?:\.\d+|,\d{1,2})?(?!\d|,\d)"
# Parted by commas, lakhs as well; by more than one point; by apostrophes.
_COMMAS = r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?(?!\d)"
_POINTS = r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?(?![\d.])"
_MARKS = r"\d{1,3}(?:['’]\d{3})+(?:\.\d+)?(?!\d)"
# A comma before decimals: only before a unit or scale, as "phases 1,2 and 3" is a list.
_DECIMALS = r"\d{1,3},\d{1,2}(?!\d|[.,]\d)(?=[\s-]?[%‰°$€£¥₹A-Za-z])(?!\s(?:and|or|to|of|in)\b)"
_HALVES = r"\d{1,3}[½¼¾]|\d{1,3}\s[13]/[24](?![\d/])"
FIGURES = "|".join((SPACED, _COMMAS, _POINTS, _MARKS, _DECIMALS, _HALVES, r"\d+(?:\.\d+)?"))

_COMMA_ALONE = re.compile(r"\d{1,3},\d{1,2}")
_HALF = re.compile(r"(?P<whole>\d+)\s?(?:(?P<sign>[½¼¾])|(?<=\s)(?P<over>[13])/(?P<under>[24]))")


def plain_figures(text: str) -> str:
    """The figures without what parts the thousands, with a point before the decimals.

    >>> plain_figures("1,500.5"), plain_figures("1 500 000"), plain_figures("1 500,5"), plain_figures("2,5")
    ('1500.5', '1500000', '1500.5', '2.5')
    >>> plain_figures("1.500.000"), plain_figures("1'500"), plain_figures("2½"), plain_figures("1 3/4")
    ('1500000', '1500', '2.5', '1.75')
    """
    if (half := _HALF.fullmatch(text)) is not None:
        part = unicodedata.numeric(half["sign"]) if half["sign"] else int(half["over"]) / int(half["under"])
        return str(int(half["whole"]) + part)
    signs = re.sub(r"[\s'’]", "", text)
    if text.count(".") > 1:
        return signs.replace(".", "").replace(",", ".")
    decimal = re.search(r"\s", text) is not None or _COMMA_ALONE.fullmatch(text) is not None
    return signs.replace(",", "." if decimal else "")
