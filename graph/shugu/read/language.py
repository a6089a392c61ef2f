"""The language of a text."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

__all__ = ["UNDETERMINED", "detect_language"]

UNDETERMINED = "und"  # the tag of ISO 639-2 and BCP 47 for "not known"
_SAMPLE = 4_000  # characters from each of three parts of a long text
_LEAST_LETTERS = 12
# What the identifier makes of a few names is a guess among a hundred languages.
_LEAST_PROBABILITY = 0.4
_WORD_SIGN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def detect_language(text: str) -> str:
    """The tag of the language of most of the text, such as `en` or `zh`; `und` where too little is there to tell.

    >>> detect_language("The council opened a new harbour and a cold store.")
    'en'
    >>> detect_language("Lindow 2021")
    'und'
    """
    sample = _sample(text)
    letters = sum(map(str.isalpha, sample))
    # A Chinese or Korean character is about a third of a word.
    if letters + 2 * len(_WORD_SIGN.findall(sample)) < _LEAST_LETTERS:
        return UNDETERMINED
    tag, probability = _identifier().classify(sample)
    return str(tag) if probability >= _LEAST_PROBABILITY else UNDETERMINED


def _sample(text: str) -> str:
    """The text where it is short, else its beginning, middle and end: the time does not grow with the text."""
    if len(text) <= 3 * _SAMPLE:
        return text
    middle = len(text) // 2
    return text[:_SAMPLE] + text[middle : middle + _SAMPLE] + text[-_SAMPLE:]


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # Languages with a tag of two letters; among them none that is nobody's first language today.
    identifier.set_languages(
        [tag for tag in identifier.labels if len(tag) == 2 and tag not in ("eo", "la", "sa", "vo")]
    )
    return identifier
