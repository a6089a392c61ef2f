"""A row of the sheet in words for people, in the language of a phrasing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from shugu.model.fact import Basis, Fact
from shugu.model.quantity import format_quantity
from shugu.model.vocabulary import Vocabulary

__all__ = ["ENGLISH", "Phrasing", "describe_row"]


@dataclass(frozen=True, slots=True)
class Phrasing:
    """How a language puts a row: its lines with numbered gaps, numbers with unit and comparator, names of terms.

    `lines` has the three forms of what is stated (`thing`, `value`, `bare`), `when` around them, and one line for
    each qualifier. A basis or property that has no name here goes by its own word, or by that of the vocabulary.
    """

    lines: Mapping[str, str]
    quantity: Callable[[Decimal, str | None, str | None], str]
    bases: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)


ENGLISH = Phrasing(
    {
        "thing": "{0} {1} {2}",
        "value": "{0} {1}: {2}",
        "bare": "{0} {1}",
        "when": "{0} ({1})",
        "basis": "{0}, not actual",
        "place": "in {0}",
        "speaker": "said by {0}",
        "scope": "scope: {0}",
        "from": "from: {0}",
        "note": "note: {0}",
    },
    format_quantity,
)


def describe_row(
    fact: Fact, labels: Mapping[str, str], vocabulary: Vocabulary, phrasing: Phrasing = ENGLISH
) -> tuple[str, ...]:
    """The row in words: what it states, then what qualifies it, a line each.

    `labels` gives the names of entities; an id without one stands for itself.
    """

    def name(id_: str | None) -> str | None:
        return labels.get(id_, id_) if id_ else None

    qualifiers = {
        "basis": None if fact.basis is Basis.ACTUAL else phrasing.bases.get(fact.basis, fact.basis),
        "place": name(fact.place),
        "speaker": name(fact.speaker),
        "scope": fact.scope,
        "from": fact.derivation or fact.stated,
        "note": fact.note,
    }
    lines = [phrasing.lines[line].format(words) for line, words in qualifiers.items() if words]
    return (_stated(fact, name, vocabulary, phrasing), *lines)


def _stated(fact: Fact, name: Callable[[str | None], str | None], vocabulary: Vocabulary, phrasing: Phrasing) -> str:
    term = vocabulary.properties.get(fact.property)
    property_ = phrasing.properties.get(fact.property) or (term.label if term else fact.property)
    if fact.object:
        form, value = "thing", name(fact.object)
    elif fact.number is not None:
        form, value = "value", phrasing.quantity(fact.number, fact.unit, fact.comparator)
    else:
        form, value = ("value", fact.text) if fact.text else ("bare", None)
    words = phrasing.lines[form].format(name(fact.subject), property_, value)
    return phrasing.lines["when"].format(words, fact.time.text) if fact.time else words
