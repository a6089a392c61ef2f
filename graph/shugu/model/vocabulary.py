"""The terms that a fact sheet may use, as plain data: what the ontology says, without RDF."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["ClassTerm", "PropertyTerm", "ValueKind", "Vocabulary"]


class ValueKind(StrEnum):
    """What stands as the value of a property."""

    ENTITY = "entity"
    TEXT = "text"
    NUMBER = "number"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class ClassTerm:
    """A class for entities: local name, IRI, English label, and all its superclasses' local names, itself included."""

    name: str
    iri: str
    label: str
    ancestors: frozenset[str]


@dataclass(frozen=True, slots=True)
class PropertyTerm:
    """A property or indicator: local name, IRI, English label, kind of value, allowed classes.

    `domain` and `range` are local names of classes, empty where anything goes. `units` are the
    units an indicator is given in, empty where any unit will do.
    """

    name: str
    iri: str
    label: str
    value: ValueKind
    domain: frozenset[str] = frozenset()
    range: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    is_claim: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every class, property and unit that sheets may name, by local name; `units` maps to IRIs."""

    classes: Mapping[str, ClassTerm]
    properties: Mapping[str, PropertyTerm]
    units: Mapping[str, str]

    def is_a(self, type_name: str, ancestor: str) -> bool:
        """True where every `type_name` is an `ancestor`; False for a type that is not known."""
        term = self.classes.get(type_name)
        return term is not None and ancestor in term.ancestors
