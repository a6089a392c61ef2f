"""The words of rows and pairs in the reader's language: English is what sheets and sentences say, others have files."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

from shugu.model.entity import Entity
from shugu.model.fact import Basis, Comparator, Fact
from shugu.model.vocabulary import Vocabulary
from shugu.ontology import load_ontology
from shugu.review.describe import ENGLISH, Phrasing, describe_row

__all__ = ["Wording", "chinese_quantity", "wording_of"]

_SCALES = ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))
_SIGNS = {"<=": "≤ ", ">=": "≥ ", "~": "≈ ", ">": "> ", "<": "< "}


class Wording:
    """Rows, cells and pairs as one language puts them; what it has no words for stays as it is."""

    def __init__(self, language: str, words: Mapping[str, Mapping[str, str]]) -> None:
        self._language = language
        self._words = words
        self._terms = load_ontology().labels(language) if words else {}

    def row(self, fact: Fact, things: Mapping[str, Entity], vocabulary: Vocabulary) -> tuple[str, ...]:
        """The row in words, a line each."""
        return describe_row(fact, self.names(things), vocabulary, self._phrasing(vocabulary))

    def names(self, things: Mapping[str, Entity]) -> dict[str, str]:
        """What things are called, by id."""
        return {id_: self._name(entity) for id_, entity in things.items()}

    def properties(self, vocabulary: Vocabulary) -> dict[str, str]:
        """What properties are called, by local name."""
        return {name: self._terms.get(term.iri, term.label) for name, term in vocabulary.properties.items()}

    def units(self, vocabulary: Vocabulary) -> dict[str, str]:
        """What units are called, by short name."""
        return {name: self._terms.get(iri, name) for name, iri in vocabulary.units.items()}

    def bases(self) -> dict[str, str]:
        """What each basis is called."""
        return {basis: self._word("bases", basis) for basis in Basis}

    def comparators(self) -> dict[str, str]:
        """What each comparator means."""
        return {sign: self._word("comparators", sign) for sign in Comparator}

    def column(self, name: str) -> str:
        """What a column of the sheet is called."""
        return self._word("columns", name)

    def method(self, name: str) -> str:
        """How a row was found."""
        return self._word("methods", name)

    def side(self, entity: Entity, vocabulary: Vocabulary, *, own: bool) -> tuple[str, ...]:
        """One thing of a pair, a line each: name, type, further names, id, whose it is."""
        name = self._name(entity)
        others = "; ".join(other for other in entity.names if other != name)
        term = vocabulary.classes.get(entity.type)
        type_ = self._terms.get(term.iri, term.label) if term else entity.type
        whose = "in entities.tsv" if own else "proposed"
        lines = (*([f"also: {others}"] if others else []), entity.id, whose)
        return (name, type_, *(self.reword("sides", line) for line in lines))

    def reword(self, kind: str, text: str) -> str:
        """A sentence of shugu in the language; as it is, where the language has none for it."""
        for english, other in self._words.get(kind, {}).items():
            found = _pattern(english).fullmatch(text)
            if found:
                gaps = {number: found.group(f"gap{number}") for number in re.findall(r"\{(\d)\}", english)}
                return re.sub(r"\{(\d)\}", lambda gap: gaps[gap[1]], other)  # noqa: B023
        return text

    def _name(self, entity: Entity) -> str:
        return (self._language == "zh" and entity.label_zh) or entity.label

    def _word(self, kind: str, word: str) -> str:
        return self._words.get(kind, {}).get(word, word)

    def _phrasing(self, vocabulary: Vocabulary) -> Phrasing:
        if not self._words:
            return ENGLISH
        units = self.units(vocabulary)
        return Phrasing(
            self._words["lines"],
            lambda number, unit, comparator: chinese_quantity(number, unit, comparator, units),
            self._words["bases"],
            self.properties(vocabulary),
        )


@cache
def wording_of(language: str) -> Wording:
    """The wording of a language: that of its file, English without one."""
    path = Path(__file__).parent / f"wording.{language}.json"
    return Wording(language, json.loads(path.read_text("utf-8")) if path.is_file() else {})


@cache
def _pattern(template: str) -> re.Pattern[str]:
    """What fits a sentence with gaps."""
    parts = re.split(r"\{(\d)\}", template)
    gaps = [f"(?P<gap{part}>.+?)" if place % 2 else re.escape(part) for place, part in enumerate(parts)]
    return re.compile("".join(gaps), re.DOTALL)


def chinese_quantity(number: Decimal, unit: str | None, comparator: str | None, units: Mapping[str, str]) -> str:
    """The number with sign, scale word and unit in Chinese; a scale word only where it leaves at most six decimals.

    >>> chinese_quantity(Decimal("46500000000"), "CNY", ">", {"CNY": "人民币元"})
    '> 465亿 人民币元'
    >>> chinese_quantity(Decimal(3), "rank", "=", {})
    '第 3 名'
    """
    sign = _SIGNS.get(comparator or "", "")
    if unit == "rank":
        return f"第 {sign}{_plain(number)} 名"
    if unit == "percent":
        return f"{sign}{_plain(number)}%"
    scaled = ((number / scale, word) for scale, word in _SCALES if abs(number) >= scale)
    text = next((f"{_plain(share)}{word}" for share, word in scaled if share == round(share, 6)), _plain(number))
    return f"{sign}{text}{'' if unit in (None, 'count') else f' {units.get(unit, unit)}'}"


def _plain(number: Decimal) -> str:
    whole, _, decimals = f"{number:,f}".partition(".")
    return f"{whole}.{decimals}".rstrip("0").rstrip(".") if decimals else whole
