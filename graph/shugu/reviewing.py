"""A review as the terminal and the browser open it: the sheets of a collection, its names, who decides and when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path

from shugu.errors import InputError, LocatedError
from shugu.journal import changing
from shugu.loading import Names, load_unmerged
from shugu.model.collection import Collection
from shugu.model.entity import Entity
from shugu.model.fact import Fact
from shugu.reconcile.decide import PairDesk, PairSession
from shugu.reconcile.merges import merge_entities, rename
from shugu.reconcile.pairs import find_pairs
from shugu.reconcile.resolve import check_references, find_reference_faults
from shugu.refresh import find_version
from shugu.review.register import read_register
from shugu.review.session import Desk, ReviewSession, SheetFile
from shugu.review.sheet import read_sheet
from shugu.store.folder import write_file

__all__ = ["labels_of", "open_pairs", "open_session", "things_of"]


def things_of(names: Names) -> dict[str, Entity]:
    """What each id stands for; a merged one for the one that it was merged into."""
    return {**names.entities, **{id_: names.entities[kept] for id_, kept in names.kept.items()}}


def labels_of(names: Names) -> dict[str, str]:
    """What each id is called; a merged one as the one it was merged into."""
    return {id_: entity.label for id_, entity in things_of(names).items()}


def _today() -> str:
    return date.today().isoformat()


def open_session(collection: Collection, names: Names, document: str | None, by: str) -> ReviewSession:
    """A review of the undecided rows of a collection, or of the documents whose id begins with `document`.

    Raises InputError where there is no sheet of facts, LocatedError with the faults of a sheet.
    """
    sheets = []
    for info in collection.documents:
        path = collection.sheet_path(info.id)
        if path.is_file() and info.id.startswith(document or ""):
            home = collection.register_path(info.id)
            register = read_register(home)
            sheets.append(SheetFile(path, info.id, register, find_version(collection, info.id, register), home))
    if not sheets:
        which = f"no document whose id begins with {document!r}" if document else "no sheet of facts"
        raise InputError(f"{collection.folder} has {which}; run shugu extract first")

    def check(fact: Fact) -> list[tuple[str, str]]:
        return list(find_reference_faults(rename(fact, names.kept), names.entities, names.vocabulary))

    return ReviewSession(sheets, _desk(collection, by, names, check))


def _desk(collection: Collection, by: str, names: Names, check: Callable[[Fact], list[tuple[str, str]]]) -> Desk:
    return Desk(by, _today, names.vocabulary, check, write_file, partial(changing, collection.folder))


def open_pairs(collection: Collection, by: str) -> PairSession:
    """A review of the pairs that may be one thing; a merge that would break a row is refused with the reason."""
    names = load_unmerged(collection)

    def check(kept: Mapping[str, str]) -> list[str]:
        merged = merge_entities(names.entities, kept)
        reasons: list[str] = []
        for info in collection.documents:
            path = collection.sheet_path(info.id)
            if not path.is_file():
                continue
            register = read_register(collection.register_path(info.id))
            facts = read_sheet(path, info.id, sentences=register, vocabulary=names.vocabulary)
            try:
                check_references(path, [rename(fact, kept) for fact in facts], merged, names.vocabulary)
            except LocatedError as error:
                reasons += [str(problem) for problem in error.problems]
        return reasons

    def write(path: Path, data: bytes | None) -> None:
        if data is None:
            path.unlink(missing_ok=True)
        else:
            write_file(path, data)

    own = frozenset(names.entities) - names.proposed
    desk = PairDesk(
        by, _today, names.entities, own, names.vocabulary, check, write, partial(changing, collection.folder)
    )
    return PairSession(collection.merges_path(), find_pairs(names.entities.values(), names.vocabulary), desk)
