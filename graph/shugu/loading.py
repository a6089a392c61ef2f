"""A collection's files as values: read, checked against one another, names and decisions applied."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from shugu.errors import LocatedError, Problem
from shugu.identifiers import content_hash
from shugu.memory import collector_at_rest
from shugu.model.collection import Collection, DocumentInfo, SentenceRecord
from shugu.model.entity import Entity
from shugu.model.fact import Decision, Fact
from shugu.model.vocabulary import PropertyTerm, Vocabulary
from shugu.ontology import load_ontology
from shugu.read.collection import read_collection
from shugu.reconcile.entities import read_entities
from shugu.reconcile.merges import find_kept, merge_entities, read_merges, rename
from shugu.reconcile.resolve import check_references
from shugu.reconcile.terms import extend_vocabulary, read_terms
from shugu.review.register import read_register
from shugu.review.sheet import read_sheet
from shugu.settings import ontology_folder

__all__ = ["Loaded", "Names", "Sheet", "load", "load_names", "load_unmerged"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document with its sentence register and its rows, whatever their decision."""

    info: DocumentInfo
    sentences: tuple[SentenceRecord, ...]
    facts: tuple[Fact, ...]

    @property
    def accepted(self) -> tuple[Fact, ...]:
        """The rows that go into the graph."""
        return tuple(fact for fact in self.facts if fact.decision is Decision.ACCEPTED)

    def undecided(self, confidence: float) -> tuple[Fact, ...]:
        """The rows that nobody has looked at and that are at least so sure; a row without a confidence is not."""
        return tuple(
            fact
            for fact in self.facts
            if fact.decision is None and fact.confidence is not None and fact.confidence >= confidence
        )


@dataclass(frozen=True, slots=True)
class Names:
    """What a collection's rows may name: entities by id, which of them are proposed only, terms, merged ids.

    `vocabulary` is the ontology's with the collection's own `terms`; `kept` gives the id that stands
    for each merged one, and `entities` no longer holds that one.
    """

    entities: dict[str, Entity]
    proposed: frozenset[str]
    terms: dict[str, PropertyTerm]
    vocabulary: Vocabulary
    kept: dict[str, str]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A collection with everything that its files say, reviewed and reconciled; `digest` is that of the files."""

    collection: Collection
    entities: dict[str, Entity]
    sheets: tuple[Sheet, ...]
    digest: str
    names: Names


@collector_at_rest()
def load(folder: Path) -> Loaded:
    """The collection in a folder.

    Raises LocatedError with the faults of all its files together, so that they are mended in one go.
    """
    collection = read_collection(folder)
    names, problems = _read_names(collection)
    sheets: list[Sheet] = []
    for info in collection.documents:
        try:
            sentences = read_register(collection.register_path(info.id))
            path = collection.sheet_path(info.id)
            facts = read_sheet(path, info.id, sentences=sentences, vocabulary=names.vocabulary)
            facts = tuple(rename(fact, names.kept) for fact in facts)
            sheets.append(Sheet(info, sentences, facts))
            if not problems:
                check_references(path, facts, names.entities, names.vocabulary)
        except LocatedError as error:
            problems.extend(error.problems)
    problems.extend(_shared_ids(collection, sheets))
    if problems:
        raise LocatedError(problems)
    return Loaded(collection, names.entities, tuple(sheets), _digest(collection), names)


def load_names(collection: Collection) -> Names:
    """What the rows of a collection may name; raises LocatedError with the faults of all the files."""
    names, problems = _read_names(collection)
    if problems:
        raise LocatedError(problems)
    return names


def load_unmerged(collection: Collection) -> Names:
    """What `load_names` gives, as if nothing had been merged."""
    names, problems = _read_names(collection, merge=False)
    if problems:
        raise LocatedError(problems)
    return names


def _read_names(collection: Collection, *, merge: bool = True) -> tuple[Names, list[Problem]]:
    """The names as far as they can be read, and what is wrong with their files."""
    ontology = load_ontology().vocabulary
    problems: list[Problem] = []
    entities: dict[str, Entity] = {}
    proposed: dict[str, Entity] = {}
    terms: dict[str, PropertyTerm] = {}
    kept: dict[str, str] = {}
    try:
        entities = read_entities(collection.entities_path(), ontology)
    except LocatedError as error:
        problems.extend(error.problems)
    try:
        if collection.proposed_path().is_file():
            proposed = read_entities(collection.proposed_path(), ontology)
        if collection.terms_path().is_file():
            terms = read_terms(collection.terms_path(), base=collection.base)
    except LocatedError as error:
        problems.extend(error.problems)
    own = frozenset(entities)
    entities = {**proposed, **entities}
    try:
        merges = read_merges(collection.merges_path()) if merge else ()
        kept = find_kept(collection.merges_path(), merges, entities, ontology, own=own)
    except LocatedError as error:
        problems.extend(error.problems)
    terms = {name: term for name, term in terms.items() if name not in ontology.properties}
    vocabulary = extend_vocabulary(ontology, terms, base=collection.base) if terms else ontology
    merged = merge_entities(entities, kept) if kept else entities
    return Names(merged, frozenset(proposed) - own - kept.keys(), terms, vocabulary, kept), problems


def _shared_ids(collection: Collection, sheets: list[Sheet]) -> Iterator[Problem]:
    """Row ids that stand in two sheets: they would be one statement."""
    owners: dict[str, str] = {}
    for sheet in sheets:
        path = collection.sheet_path(sheet.info.id)
        for fact in sheet.facts:
            owner = owners.setdefault(fact.id, sheet.info.id)
            if owner != sheet.info.id:
                yield Problem(path, f"{fact.id} is already the id of a row in {owner}", line=fact.line, column="id")


def _digest(collection: Collection) -> str:
    """SHA-256 over all files that the graph is made from, the ontology's included."""
    paths = [collection.folder / "collection.toml", collection.entities_path()]
    generated = (collection.proposed_path(), collection.terms_path(), collection.merges_path())
    paths += [path for path in generated if path.is_file()]
    for info in collection.documents:
        paths += [collection.register_path(info.id), collection.sheet_path(info.id)]
    paths += sorted(path for path in ontology_folder().rglob("*") if path.suffix in (".ttl", ".rq", ".tsv"))
    return content_hash(*(hashlib.sha256(path.read_bytes()).hexdigest() for path in paths))
