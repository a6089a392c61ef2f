"""The data of a language: spellings of numbers and times, classes by noun, verbs and what they say, cues.

A language is a folder, its data pack: `language.toml` names the spaCy pipeline that parses it, the
other files hold words and patterns. Packs lie beside English in `extract/data`, or in the folder
that the environment names as SHUGU_LANGUAGES.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache, lru_cache, wraps
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

from shugu.errors import InputError

__all__ = [
    "find_pack", "load_data", "load_pattern", "load_table", "load_words", "per_language", "pipeline_of", "speaking",
]  # fmt: skip

_P = ParamSpec("_P")
_R = TypeVar("_R")
_TAG = re.compile(r"[a-z]{2,8}")
_MOST = 16_384  # values that are kept of one function and language


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A language with what was asked for of its data: lists of words by their paths, tables by theirs."""

    language: str
    words: dict[tuple[str, ...], frozenset[str]] = field(default_factory=dict)
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)


@cache
def _spoken(language: str) -> _Spoken:
    return _Spoken(language)


_now: ContextVar[_Spoken] = ContextVar("spoken", default=_spoken("en"))  # noqa: B039 - filled, never changed


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """A block in which the data are those of a language, given by its tag, such as `en` or `en-GB`."""
    token = _now.set(_spoken(_primary(language)))
    try:
        yield
    finally:
        _now.reset(token)


def per_language(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """The function with what it gave before kept, for each language on its own."""
    kept: dict[str, Callable[_P, _R]] = {}

    @wraps(function)
    def call(*arguments: _P.args, **named: _P.kwargs) -> _R:
        language = _now.get().language
        known = kept.get(language)
        if known is None:
            known = kept[language] = cast("Callable[_P, _R]", lru_cache(maxsize=_MOST)(function))
        return known(*arguments, **named)

    return call


def find_pack(language: str) -> Traversable | None:
    """The folder of a language's data, None where there is none."""
    tag = _primary(language)
    places: list[Traversable] = [resources.files("shugu.extract").joinpath("data")]
    if own := os.environ.get("SHUGU_LANGUAGES"):
        places.insert(0, Path(own))
    found = (place.joinpath(tag) for place in places if _TAG.fullmatch(tag))
    return next((pack for pack in found if pack.joinpath("language.toml").is_file()), None)


def pipeline_of(language: str) -> str:
    """The name of the spaCy pipeline that parses a language. Raises InputError for a language without data."""
    return str(_read_pack(_primary(language), "language")["pipeline"])


def load_data(name: str) -> Mapping[str, Any]:
    """The tables of one data file of the language that is spoken, `quantities` or `verbs` for example.

    Raises InputError for a language without data.
    """
    return _read_pack(_now.get().language, name)


def load_words(*paths: str) -> frozenset[str]:
    """The words of one or more lists, or the keys of tables: `verbs.speech.lemmas` of the file `verbs`.

    Raises KeyError where a file has no such list.
    """
    # Asked for hundreds of times a sentence: what is known is looked up here, without a call in between.
    words = _now.get().words
    known = words.get(paths)
    if known is None:
        known = words[paths] = frozenset().union(*(_find(path) for path in paths))
    return known


def load_table(path: str) -> dict[str, Any]:
    """A table of a data file: `verbs.change` of the file `verbs`. Raises KeyError where there is none."""
    tables = _now.get().tables
    known = tables.get(path)
    if known is None:
        known = tables[path] = dict(_find(path))
    return known


@per_language
def load_pattern(path: str) -> re.Pattern[str]:
    """A regular expression of a data file, compiled: `names.spelling.begin` of the file `names`."""
    return re.compile(_find(path))


def _find(path: str) -> Any:
    name, *keys = path.split(".")
    found: Any = load_data(name)
    for key in keys:
        found = found[key]
    return found


def _primary(language: str) -> str:
    return language.partition("-")[0]


@cache
def _read_pack(language: str, name: str) -> dict[str, Any]:
    """One file of a pack; what it does not have is that of the language it is based on, if on any."""
    pack = find_pack(language)
    if pack is None:
        raise InputError(f"there are no rules of extraction for the language {language!r}")
    path = pack.joinpath(f"{name}.toml")
    try:
        own = tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}
        base = tomllib.loads(pack.joinpath("language.toml").read_text("utf-8")).get("based_on")
    except (OSError, ValueError) as error:
        raise InputError(f"the data of the language {language!r} cannot be read: {path}: {error}") from None
    if base is None or name == "language":
        return own
    if base == language:
        raise InputError(f"the language {language!r} is based on itself")
    return _laid_over(own, _read_pack(base, name))


def _laid_over(own: Mapping[str, Any], base: Mapping[str, Any]) -> dict[str, Any]:
    """The tables of `base` with all that `own` says in their place or beside it."""
    both = {key: _laid_over(own[key], base[key]) for key in own.keys() & base.keys() if isinstance(base[key], dict)}
    return {**base, **own, **both}
