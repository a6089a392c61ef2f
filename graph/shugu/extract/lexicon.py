"""The data of a language: spellings of numbers and times, classes by noun, verbs and what they say, cues."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

__all__ = ["load_data"]


@cache
def load_data(name: str, language: str = "en") -> dict[str, Any]:
    """The tables of one data file of a language, `quantities` or `verbs` for example.

    Raises FileNotFoundError for a language without data.
    """
    path = resources.files("shugu.extract").joinpath("data", language, f"{name}.toml")
    return tomllib.loads(path.read_text("utf-8"))
