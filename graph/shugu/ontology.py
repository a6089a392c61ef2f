"""The ontology as the stages use it: its triples, its plain vocabulary, its queries by name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from shugu.errors import InputError, LocatedError, Problem
from shugu.model.vocabulary import ClassTerm, PropertyTerm, ValueKind, Vocabulary
from shugu.settings import ontology_folder
from shugu.vocab import PREFIXES, SG

__all__ = ["NamedQuery", "Ontology", "load_ontology", "read_queries", "read_query"]

TERM_FILES = ("shugu.ttl", "indicators.ttl", "units.ttl", "schemes.ttl", "alignment.ttl")

_RDFS = PREFIXES["rdfs"]
_TYPE = NamedNode(PREFIXES["rdf"] + "type")
_LABEL = NamedNode(_RDFS + "label")
_SUBCLASS = NamedNode(_RDFS + "subClassOf")


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A SPARQL query of the ontology: its file's stem, what it asks in words, its topic, its text."""

    name: str
    title: str
    text: str
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Ontology:
    """All terms of the ontology: its triples, and what the sheets need to know of them."""

    triples: tuple[Triple, ...]
    vocabulary: Vocabulary

    def labels(self, language: str) -> dict[str, str]:
        """The names of terms in a language, by IRI; a term without one is left out."""
        return {
            triple.subject.value: triple.object.value
            for triple in self.triples
            if triple.predicate == _LABEL
            and isinstance(triple.subject, NamedNode)
            and isinstance(triple.object, Literal)
            and triple.object.language == language
        }


@cache
def load_ontology() -> Ontology:
    """The shipped ontology, read once in a process."""
    folder = ontology_folder()
    triples: list[Triple] = []
    for name in TERM_FILES:
        path = folder / name
        try:
            triples.extend(q.triple for q in parse(path=path, format=RdfFormat.TURTLE))
        except OSError:
            raise InputError(f"{path} is missing; the installation is not complete") from None
        except SyntaxError as error:
            raise LocatedError([Problem(path, error.msg, line=error.lineno, column=error.offset)]) from None
    return Ontology(tuple(triples), _Index(triples).vocabulary())


class _Index:
    """The triples by subject and predicate, to read the vocabulary off them."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.objects: dict[tuple[str, str], list[NamedNode | Literal]] = defaultdict(list)
        self.instances: dict[str, list[str]] = defaultdict(list)
        for triple in triples:
            subject, value = triple.subject, triple.object
            if isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
                self.objects[subject.value, triple.predicate.value].append(value)
                if triple.predicate == _TYPE:
                    self.instances[value.value].append(subject.value)

    def values(self, subject: str, predicate: str) -> list[str]:
        return [value.value for value in self.objects[subject, predicate]]

    def label(self, subject: str) -> str:
        for value in self.objects[subject, _LABEL.value]:
            if isinstance(value, Literal) and value.language == "en":
                return value.value
        return _local(subject)

    def ancestors(self, iri: str) -> Iterator[str]:
        """Local names of the class and its superclasses in the shugu namespace."""
        pending, seen = [iri], {iri}
        while pending:
            current = pending.pop()
            yield _local(current)
            for above in self.values(current, _SUBCLASS.value):
                if above.startswith(SG) and above not in seen:
                    seen.add(above)
                    pending.append(above)

    def vocabulary(self) -> Vocabulary:
        things = {}
        for iri in self.instances[PREFIXES["owl"] + "Class"]:
            ancestors = frozenset(self.ancestors(iri))
            if iri.startswith(SG) and "Thing" in ancestors:
                things[_local(iri)] = ClassTerm(_local(iri), iri, self.label(iri), ancestors)
        properties = {_local(iri): self._property(iri) for iri in self.instances[SG + "FactProperty"]}
        for iri in self.instances[SG + "Indicator"]:
            units = frozenset(_local(unit) for unit in self.values(iri, SG + "usualUnit"))
            domain = frozenset({"Thing"})
            properties[_local(iri)] = PropertyTerm(
                _local(iri), iri, self.label(iri), ValueKind.NUMBER, domain=domain, units=units
            )
        units_ = {_local(iri): iri for iri in self.instances[SG + "Unit"]}
        return Vocabulary(things, properties, units_)

    def _property(self, iri: str) -> PropertyTerm:
        schema = PREFIXES["schema"]
        domain = self.values(iri, _RDFS + "domain") or self.values(iri, schema + "domainIncludes")
        range_ = self.values(iri, _RDFS + "range") or self.values(iri, schema + "rangeIncludes")
        kind = ValueKind(self.values(iri, SG + "valueKind")[0])
        return PropertyTerm(
            name=_local(iri),
            iri=iri,
            label=self.label(iri),
            value=kind,
            domain=frozenset(map(_local, domain)),
            range=frozenset(map(_local, range_)) if kind is ValueKind.ENTITY else frozenset(),
            is_claim=iri == SG + "claim",
        )


def _local(iri: str) -> str:
    return re.split(r"[#/]", iri)[-1]


def read_queries(folder: str) -> Mapping[str, NamedQuery]:
    """The `.rq` files of a folder of the ontology, by name, in the order of their names."""
    paths = sorted((ontology_folder() / folder).glob("*.rq"))
    return {path.stem: read_query(path) for path in paths}


def read_query(path: Path) -> NamedQuery:
    """The query in a file. The comment lines that it begins with say in words what it asks; `topic:` is apart."""
    text = path.read_text("utf-8")
    title, topic = [], ""
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        words = line.lstrip("# ").strip()
        if words.startswith("topic:"):
            topic = words.removeprefix("topic:").strip()
        else:
            title.append(words)
    return NamedQuery(path.stem, " ".join(title), text, topic)
