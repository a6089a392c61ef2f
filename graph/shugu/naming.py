"""`proposed.tsv` and `terms.tsv`: made of what each document proposes and of `entities.tsv`, whatever the order.

What each document proposes lies in `extracted/`. A file that would be empty is not there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from shugu.model.collection import Collection
from shugu.model.entity import Entity
from shugu.model.table import read_table
from shugu.model.vocabulary import PropertyTerm, Vocabulary
from shugu.ontology import load_ontology
from shugu.reconcile.entities import format_entities, read_entities
from shugu.reconcile.proposals import merge_proposed
from shugu.reconcile.terms import format_terms, merge_terms, read_terms
from shugu.review.sheet import COLUMNS, OPTIONAL
from shugu.store.folder import write_file

__all__ = ["names_before", "read_proposed", "update_names", "write_text"]

_MOST = 4096  # documents whose proposals are kept, some 10 kB each


def update_names(collection: Collection, *, keep: bool = False) -> None:
    """Nothing, after `proposed.tsv` and `terms.tsv` hold what the documents propose; with `keep`, what they held too.

    A file that would be empty is not there.
    """
    ontology = load_ontology().vocabulary
    own = read_entities(collection.entities_path(), ontology)
    entities: list[Mapping[str, Entity]] = []
    terms: list[Mapping[str, PropertyTerm]] = []
    for path in sorted((collection.folder / "extracted").glob("*.entities.tsv")):
        entities.append(_kept_proposed(path, path.read_bytes()))
    for path in sorted((collection.folder / "extracted").glob("*.terms.tsv")):
        terms.append(_kept_terms(path, path.read_bytes(), collection.base))
    was, had = names_before(collection, ontology)
    gone = {id_: entity for id_, entity in was.items() if id_ not in own and not any(id_ in g for g in entities)}
    lost = {name: term for name, term in had.items() if not any(name in group for group in terms)}
    if not keep and (gone or lost):
        # A person may have written into one sheet what only another document proposed.
        used = _names_in_sheets(collection)
        gone = {id_: entity for id_, entity in gone.items() if id_ in used}
        lost = {name: term for name, term in lost.items() if name in used}
    proposed = merge_proposed([*(group.values() for group in entities), gone.values()], own)
    all_terms = merge_terms([*(group.values() for group in terms), lost.values()])
    write_text(collection.proposed_path(), format_entities(proposed) if proposed else None)
    write_text(collection.terms_path(), format_terms(all_terms.values()) if all_terms else None)


def names_before(collection: Collection, ontology: Vocabulary) -> tuple[dict[str, Entity], dict[str, PropertyTerm]]:
    """What `proposed.tsv` and `terms.tsv` hold now."""
    proposed, terms = collection.proposed_path(), collection.terms_path()
    entities = read_proposed(proposed, ontology) if proposed.is_file() else {}
    return entities, (read_terms(terms, base=collection.base) if terms.is_file() else {})


def read_proposed(path: Path, ontology: Vocabulary) -> dict[str, Entity]:
    """Proposed entities under their own names, without what tells two of one name apart."""
    return {
        id_: replace(entity, label=entity.label.removesuffix(f" ({entity.type})"), line=0)
        for id_, entity in read_entities(path, ontology, shared=True).items()
    }


# Each document that is added reads what every other one proposes; what lies there unchanged is read once.


@lru_cache(maxsize=_MOST)
def _kept_proposed(path: Path, _data: bytes) -> Mapping[str, Entity]:
    return read_proposed(path, load_ontology().vocabulary)


@lru_cache(maxsize=_MOST)
def _kept_terms(path: Path, _data: bytes, base: str) -> Mapping[str, PropertyTerm]:
    return read_terms(path, base=base)


def _names_in_sheets(collection: Collection) -> set[str]:
    """Every id and property that stands in a sheet, read without judging it."""
    names: set[str] = set()
    for info in collection.documents:
        path = collection.sheet_path(info.id)
        if not path.is_file():
            continue
        table = read_table(path, required=COLUMNS, optional=OPTIONAL)
        columns = [table.columns.index(name) for name in ("subject", "property", "object", "place", "speaker")]
        names.update(row.cells[column] for row in table.rows for column in columns)
    return names


def write_text(path: Path, text: str | None) -> None:
    """Writes the text at once or not at all, and nothing where it is there already; None removes the file."""
    if text is None:
        path.unlink(missing_ok=True)
        return
    data = text.encode("utf-8")
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    write_file(path, data)
