"""The figures of a number as texts write them: 1,500.5 and 1 500,5."""

from __future__ import annotations

import re

__all__ = ["SPACED", "plain_figures"]

# Thousands parted by spaces, as ISO 80000-1 has it, with a point or a comma before the decimals.
SPACED = r"\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?:\.\d+|,\d{1,2})?(?!\d|,\d)"


def plain_figures(text: str) -> str:
    """The figures without what parts the thousands, with a point before the decimals.

    >>> plain_figures("1,500.5"), plain_figures("1 500 000"), plain_figures("1 500,5")
    ('1500.5', '1500000', '1500.5')
    """
    spaced = re.sub(r"\s", "", text)
    return spaced.replace(",", "" if spaced == text else ".")
