"""The data of a language: spellings of numbers and times, classes by noun, verbs and what they say, cues."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

__all__ = ["load_data", "load_pattern", "load_table", "load_words"]


@cache
def load_data(name: str, language: str = "en") -> dict[str, Any]:
    """The tables of one data file of a language, `quantities` or `verbs` for example.

    Raises FileNotFoundError for a language without data.
    """
    path = resources.files("shugu.extract").joinpath("data", language, f"{name}.toml")
    return tomllib.loads(path.read_text("utf-8"))


@cache
def load_words(path: str) -> frozenset[str]:
    """The words of a list, or the keys of a table: `verbs.speech.lemmas` of the file `verbs`.

    Raises KeyError where the file has no such list.
    """
    return frozenset(_find(path))


@cache
def load_table(path: str) -> dict[str, Any]:
    """A table of a data file: `verbs.change` of the file `verbs`. Raises KeyError where there is none."""
    return dict(_find(path))


@cache
def load_pattern(path: str) -> re.Pattern[str]:
    """A regular expression of a data file, compiled: `names.spelling.begin` of the file `names`."""
    return re.compile(_find(path))


def _find(path: str) -> Any:
    name, *keys = path.split(".")
    found: Any = load_data(name)
    for key in keys:
        found = found[key]
    return found
