"""The words of the pages in each language, and which language a reader wants."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

__all__ = ["COOKIE", "LANGUAGES", "Words", "choose_language", "raw_words", "words_of"]

LANGUAGES: Mapping[str, str] = {"en": "English", "zh": "中文"}
COOKIE = "lang"
_FILE = Path(__file__).parent / "words.json"

Words = Callable[..., str]


def words_of(language: str) -> Words:
    """A function from a key, and what stands in its gaps, to words of a language.

    Words of two halves with a bar between them are for one and for several, as the first number says.

    >>> words_of("en")("statements", 1), words_of("en")("statements", 12000)
    ('1 statement', '12,000 statements')
    """
    texts = _texts()[language]

    def words(key: str, *gaps: object) -> str:
        one, bar, several = texts[key].partition("|")
        text = several if bar and gaps and gaps[0] != 1 else one
        for number, gap in enumerate(gaps):
            text = text.replace(f"{{{number}}}", f"{gap:,}" if isinstance(gap, int) else str(gap))
        return text

    return words


def raw_words(language: str, key: str) -> str:
    """The words of a key with their gaps, for scripts that fill them."""
    return _texts()[language][key]


@cache
def _texts() -> Mapping[str, Mapping[str, str]]:
    texts: Mapping[str, Mapping[str, str]] = json.loads(_FILE.read_text("utf-8"))
    return texts


def choose_language(wanted: str | None, cookie: str | None, accept: str | None) -> str:
    """The language of a reply: the one asked for in the address, else that of the cookie, else of the browser.

    >>> choose_language(None, None, "fr, zh-CN;q=0.8, en;q=0.5")
    'zh'
    """
    if wanted in LANGUAGES:
        return str(wanted)
    for part in (cookie or "").split(";"):
        name, _, value = part.strip().partition("=")
        if name == COOKIE and value in LANGUAGES:
            return value
    best, best_quality = "en", 0.0
    for part in (accept or "").split(",")[:50]:
        tag, _, parameter = part.partition(";")
        language = tag.strip().lower().split("-")[0]
        quality = _quality(parameter)
        if language in LANGUAGES and quality > best_quality:
            best, best_quality = language, quality
    return best


def _quality(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return min(max(float(value), 0.0), 1.0)
    except ValueError:
        return 0.0
