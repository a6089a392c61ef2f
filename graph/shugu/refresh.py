"""A document's candidates become its sheet: decisions carried over, names proposed, other documents left alone.

Beside the files of a collection (`docs/collection.md`) this keeps, in `extracted/`, what each
document proposes and the sentences that its sheet points into; `proposed.tsv` and `terms.tsv` are
made of those and of `entities.tsv`, so that the order in which documents came leaves no trace.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from shugu.errors import InputError, LocatedError, Problem
from shugu.journal import changing
from shugu.model.candidate import Candidate
from shugu.model.collection import Collection, SentenceRecord
from shugu.model.document import Span, sentence_hash
from shugu.model.entity import Entity, fold_name
from shugu.model.fact import Fact, Method, content_of
from shugu.model.table import read_table, read_text
from shugu.model.vocabulary import PropertyTerm, Vocabulary
from shugu.naming import names_before, read_proposed, update_names, write_text
from shugu.ontology import load_ontology
from shugu.read.collection import find_text, read_collection
from shugu.reconcile.entities import format_entities, read_entities
from shugu.reconcile.merges import find_kept, merge_entities, read_merges, rename
from shugu.reconcile.proposals import Proposal, Refusal, kind_of, row_id, to_facts
from shugu.reconcile.resolve import find_reference_faults
from shugu.reconcile.terms import extend_vocabulary, format_terms, read_terms
from shugu.review.decisions import Source, carry_over, is_decided, take_up
from shugu.review.register import format_register, read_register
from shugu.review.sheet import COLUMNS, OPTIONAL, format_sheet, read_row, read_sheet, to_cells

__all__ = ["RefreshReport", "Version", "find_previous", "find_version", "forget", "refresh"]

# Behind the end of every text.
_ANYWHERE = 10**12


@dataclass(frozen=True, slots=True)
class RefreshReport:
    """What a new extraction came to: the rows of the sheet, decisions that fit no row, candidates refused."""

    facts: tuple[Fact, ...]
    orphans: tuple[Fact, ...]
    refused: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """The rows of a document as it was issued once, what they point into, and what they may name."""

    facts: tuple[Fact, ...]
    source: Source
    entities: Mapping[str, Entity]
    vocabulary: Vocabulary


class _Files:
    """Where the files of one document lie that only this module knows."""

    def __init__(self, collection: Collection, document: str) -> None:
        folder = collection.folder
        self.entities = folder / "extracted" / f"{document}.entities.tsv"
        self.terms = folder / "extracted" / f"{document}.terms.tsv"
        self.sentences = folder / "extracted" / f"{document}.sentences.tsv"
        parts = ("facts", "sentences", "entities", "terms")
        self.previous = {part: folder / "previous" / f"{document}.{part}.tsv" for part in parts}
        self.sheet = collection.sheet_path(document)
        self.orphans = collection.orphans_path(document)

    def all(self) -> tuple[Path, ...]:
        """Every file, the sheet first."""
        own = (self.sheet, self.orphans, self.entities, self.terms, self.sentences)
        return (*own, *self.previous.values())


def refresh(folder: Path, document: str, candidates: Iterable[Candidate]) -> RefreshReport:
    """What the candidates of a document came to, after its sheet and all that depends on it are written.

    No other document's sheet is touched. Old decisions are applied again or listed in `orphans/`;
    rows of a person's own stay. A candidate that the sheet's own reader or the collection's names
    refuse is not written, and is reported. Raises InputError for a document that the collection does
    not list, LocatedError for files that cannot be read.
    """
    with changing(folder, document):
        return _refresh(read_collection(folder), document, candidates)


def _refresh(collection: Collection, document: str, candidates: Iterable[Candidate]) -> RefreshReport:
    if document not in {info.id for info in collection.documents}:
        raise InputError(f"{collection.folder / 'collection.toml'} lists no document {document!r}")
    files = _Files(collection, document)
    register = read_register(collection.register_path(document))
    ontology = load_ontology().vocabulary
    own = read_entities(collection.entities_path(), ontology)
    proposal = to_facts(candidates, entities=own, vocabulary=ontology, register=register)
    old = _read_old(collection, document, files, register, ontology)
    new, refused = _validate(proposal, collection, register, own, old.entities)
    carried = carry_over(
        old.facts,
        new,
        before=Source.of(old.register, find_version(collection, document, old.register)),
        now=Source.of(register, find_version(collection, document, register)),
        edited=_edited(old.facts, old.register),
        same=_known_now(old.entities, own),
    )
    facts, orphans = _revive(carried.facts, old.orphans)
    orphans = _by_id((*orphans, *carried.orphans))
    named = {name for f in (*facts, *orphans) for name in (f.subject, f.object, f.place, f.speaker) if name}
    entities = {**old.entities, **{entity.id: entity for entity in proposal.entities}}
    properties = {fact.property for fact in (*facts, *orphans)}
    terms = {**old.terms, **{term.name: term for term in proposal.terms}}
    if files.sheet.is_file() and old.register != register:
        write_text(files.previous["facts"], format_sheet(old.facts))
        write_text(files.previous["sentences"], format_register(old.register))
        write_text(files.previous["entities"], format_entities([e for _, e in sorted(old.entities.items())]))
        write_text(files.previous["terms"], format_terms(old.terms.values()))
    write_text(files.entities, format_entities([e for id_, e in sorted(entities.items()) if id_ in named - own.keys()]))
    write_text(
        files.terms, format_terms(t for name, t in terms.items() if name in properties - ontology.properties.keys())
    )
    # First what rows may name, then the rows, then what no row names any more: whoever reads meanwhile finds names.
    update_names(collection, keep=True)
    write_text(files.sheet, format_sheet(facts))
    write_text(files.sentences, format_register(register))
    write_text(files.orphans, format_sheet(orphans) if orphans else None)
    update_names(collection)
    return RefreshReport(facts, orphans, refused)


def forget(folder: Path, document: str) -> None:
    """Nothing, after all that was extracted from a document is gone and its entities and terms with it.

    `collection.toml`, the text and the register are not touched; entities that another document's
    rows name stay.
    """
    with changing(folder, document):
        collection = read_collection(folder)
        for path in _Files(collection, document).all():
            path.unlink(missing_ok=True)
            own = path.parent.name in ("extracted", "orphans", "previous") and path.parent.is_dir()
            if own and not any(path.parent.iterdir()):
                path.parent.rmdir()
        update_names(collection)


def find_previous(collection: Collection, document: str) -> Version | None:
    """The document as it was before it was last issued anew; None where it was not."""
    paths = _Files(collection, document).previous
    if not paths["facts"].is_file():
        return None
    ontology = load_ontology().vocabulary
    terms = read_terms(paths["terms"], base=collection.base)
    vocabulary = extend_vocabulary(ontology, terms, base=collection.base)
    register = read_register(paths["sentences"])
    facts = read_sheet(paths["facts"], document, sentences=register, vocabulary=vocabulary)
    source = Source.of(register, find_version(collection, document, register))
    return Version(facts, source, read_proposed(paths["entities"], ontology), vocabulary)


@dataclass(frozen=True, slots=True)
class _Old:
    """What was there before: rows and orphans, the sentences that the rows point into, what the document proposed."""

    facts: tuple[Fact, ...]
    orphans: tuple[Fact, ...]
    register: tuple[SentenceRecord, ...]
    entities: dict[str, Entity]
    terms: dict[str, PropertyTerm]


def _read_old(
    collection: Collection, document: str, files: _Files, register: tuple[SentenceRecord, ...], ontology: Vocabulary
) -> _Old:
    was, had = names_before(collection, ontology)
    entities = {**was, **(read_proposed(files.entities, ontology) if files.entities.is_file() else {})}
    terms = {**had, **(read_terms(files.terms, base=collection.base) if files.terms.is_file() else {})}
    vocabulary = extend_vocabulary(ontology, terms, base=collection.base)
    before = read_register(files.sentences) if files.sentences.is_file() else register
    facts: tuple[Fact, ...] = ()
    if files.sheet.is_file():
        try:
            facts = read_sheet(files.sheet, document, sentences=before, vocabulary=vocabulary)
        except LocatedError:
            # Killed between the sheet and the copy of its register, the sheet is the newer one.
            facts, before = read_sheet(files.sheet, document, sentences=register, vocabulary=vocabulary), register
    return _Old(facts, _read_orphans(files.orphans, document, vocabulary), before, entities, terms)


def _read_orphans(path: Path, document: str, vocabulary: Vocabulary) -> tuple[Fact, ...]:
    """The orphaned rows; they point into sentences that are gone, so any sentence will do."""
    if not path.is_file():
        return ()
    table = read_table(path, required=COLUMNS, optional=OPTIONAL)
    facts = []
    for row in table.rows:
        cells = dict(zip(table.columns, row.cells, strict=True))
        anywhere = [
            SentenceRecord(id=sentence, paragraph=1, span=Span(0, _ANYWHERE), sha256="0" * 64)
            for sentence in cells["sentence"].split()
        ]
        fact, faults = read_row(cells, document, sentences=anywhere, vocabulary=vocabulary, line=row.line)
        if fact is None:
            raise LocatedError([Problem(path, reason, line=row.line, column=column) for column, reason in faults])
        facts.append(fact)
    return tuple(facts)


def _validate(
    proposal: Proposal,
    collection: Collection,
    register: Sequence[SentenceRecord],
    own: Mapping[str, Entity],
    before: Mapping[str, Entity],
) -> tuple[list[Fact], tuple[Refusal, ...]]:
    """The rows that can be read again and whose names fit their roles, as they are read; the rest with a reason."""
    ontology = load_ontology().vocabulary
    terms = {term.name: term for term in proposal.terms}
    vocabulary = extend_vocabulary(ontology, terms, base=collection.base)
    entities = {**before, **{entity.id: entity for entity in proposal.entities}, **own}
    path = collection.merges_path()
    kept = find_kept(path, read_merges(path), entities, ontology, own=own)
    merged = merge_entities(entities, kept)
    records = {record.id: record for record in register}
    facts: list[Fact] = []
    refused = list(proposal.refused)
    for fact, candidate in zip(proposal.facts, proposal.candidates, strict=True):
        read, faults = read_row(to_cells(fact), fact.document, sentences=register, vocabulary=vocabulary)
        if read is not None:
            faults = list(find_reference_faults(rename(read, kept), merged, vocabulary))
        if read is None or faults:
            refused.append(Refusal(candidate, "; ".join(f"{column}: {reason}" for column, reason in faults)))
        else:
            facts.append(replace(read, id=row_id(read, records)))
    return facts, tuple(refused)


def _edited(facts: Iterable[Fact], register: Iterable[SentenceRecord]) -> frozenset[str]:
    """Ids of extracted rows that no longer say what the extractor made them say: the id tells."""
    records = {record.id: record for record in register}
    return frozenset(f.id for f in facts if f.method is not Method.CURATED and row_id(f, records) != f.id)


def _known_now(proposed: Mapping[str, Entity], own: Mapping[str, Entity]) -> dict[str, str]:
    """The user's own entity for each proposed one whose name it carries by now."""
    vocabulary = load_ontology().vocabulary
    owners = {fold_name(name): entity for entity in own.values() for name in entity.names}
    return {
        id_: owner.id
        for id_, entity in proposed.items()
        if id_ not in own
        and (owner := owners.get(fold_name(entity.label)))
        and kind_of(owner.type, vocabulary) == kind_of(entity.type, vocabulary)
    }


def _revive(facts: Sequence[Fact], orphans: Iterable[Fact]) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """The rows with the decisions of orphans whose row is there again, and the orphans that are left."""
    revived = {fact.id: fact for fact in facts}
    left = []
    for orphan in orphans:
        fact = revived.get(orphan.id)
        if fact is None or is_decided(fact):
            left.append(orphan)
        else:
            revived[orphan.id] = take_up(orphan, fact)
    return tuple(revived[fact.id] for fact in facts), tuple(left)


def _by_id(orphans: Iterable[Fact]) -> tuple[Fact, ...]:
    """The orphans by id; of two under one id the later one, unless they say different things."""
    unlike = {(fact.id, content_of(fact)): fact for fact in orphans}
    return tuple(unlike[key] for key in sorted(unlike, key=lambda key: (key[0], str(key[1]))))


def find_version(collection: Collection, document: str, register: Iterable[SentenceRecord]) -> str | None:
    """The text that a register was made of: the present one, or one that was kept when the document changed."""
    texts = collection.folder / "texts"
    info = next(info for info in collection.documents if info.id == document)
    records = list(register)
    now = find_text(info, texts) if texts.is_dir() else None
    for path in (*((now,) if now else ()), *sorted((texts / "previous").glob(f"{document}.*.txt"))):
        text = read_text(path)
        if all(sentence_hash(text[r.span.start : r.span.end]) == r.sha256 for r in records):
            return text
    return None
