"""Names as they are compared: without accents, case, and marks that are not seen."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["fold_name"]

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


def fold_name(text: str) -> str:
    """The name on one line without accents, case and unseen marks, as `fold` of the explorer's text.js gives it.

    >>> fold_name("  Équipe\\u200b LINDOW\\n")
    'equipe lindow'
    """
    seen = _UNSEEN.sub("", _CONTROL.sub(" ", text)).strip()
    return "".join(
        c for c in unicodedata.normalize("NFKD", seen) if not unicodedata.category(c).startswith("M")
    ).lower()
