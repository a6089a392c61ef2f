"""`entities.tsv`: the things that facts are about, their names, and the names they must not take."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from shugu.errors import LocatedError, Problem
from shugu.identifiers import is_slug
from shugu.model.entity import Entity, fold_name
from shugu.model.table import Row, format_table, read_table
from shugu.model.vocabulary import Vocabulary

__all__ = ["COLUMNS", "format_entities", "read_entities"]

COLUMNS = (
    "id",
    "type",
    "label@en",
    "label@zh",
    "aliases",
    "not the same as",
    "geonames",
    "wikidata",
    "iso3166",
    "latitude",
    "longitude",
    "note",
)
_SEPARATOR = " | "
_FORMS = {
    "geonames": (re.compile(r"[1-9][0-9]{0,9}"), "a GeoNames number such as 1809461"),
    "wikidata": (re.compile(r"Q[1-9][0-9]{0,11}"), "a Wikidata item such as Q17025"),
    "iso3166": (re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?"), "an ISO 3166 code such as CN or CN-GZ"),
}
_DEGREES = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,8})?")
_LIMITS = {"latitude": 90, "longitude": 180}
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def read_entities(path: Path, vocabulary: Vocabulary, *, shared: bool = False) -> dict[str, Entity]:
    """The entities by id, in the order of the file; with `shared`, two of them may carry one name.

    Raises LocatedError with every fault: an id that is none or stands twice, an unknown type, a
    missing English label, a name that two entities carry, an alias that is at the same time a name
    the entity must not be merged with, an identifier or coordinate of the wrong form.
    """
    table = read_table(path, required=COLUMNS[:3], optional=COLUMNS[3:])
    problems: list[Problem] = []
    entities: dict[str, Entity] = {}
    for row in table.rows:
        cells = dict(zip(table.columns, (cell.strip() for cell in row.cells), strict=True))
        faults = list(_faults(cells, vocabulary))
        if cells["id"] in entities:
            faults.append(("id", f"{cells['id']} stands already in line {entities[cells['id']].line}"))
        problems.extend(Problem(path, reason, line=row.line, column=column) for column, reason in faults)
        if not faults:
            entities[cells["id"]] = _entity(row, cells)
    if not shared:
        problems.extend(_shared_names(path, entities.values()))
    if problems:
        raise LocatedError(problems)
    return entities


def _entity(row: Row, cells: dict[str, str]) -> Entity:
    return Entity(
        id=cells["id"],
        type=cells["type"],
        label=cells["label@en"],
        label_zh=cells["label@zh"] or None,
        aliases=_names(cells["aliases"]),
        distinct=_names(cells["not the same as"]),
        geonames=cells["geonames"] or None,
        wikidata=cells["wikidata"] or None,
        iso3166=cells["iso3166"] or None,
        latitude=cells["latitude"] or None,
        longitude=cells["longitude"] or None,
        note=cells["note"] or None,
        line=row.line,
    )


def _names(cell: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in cell.split("|") if name.strip())


def _faults(cells: dict[str, str], vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Column and reason of every cell that cannot be used."""
    for column, cell in cells.items():
        if _CONTROL.search(cell):
            yield column, "the cell holds a control character"
    if not is_slug(cells["id"]):
        yield "id", f"{cells['id'][:60]!r} is no id; an id is letters and digits with single - _ . between them"
    if cells["type"] not in vocabulary.classes:
        yield "type", f"unknown type {cells['type'][:60]!r}"
    if not cells["label@en"]:
        yield "label@en", "the cell is empty; every entity has an English label"
    for column, (form, example) in _FORMS.items():
        if cells[column] and not form.fullmatch(cells[column]):
            yield column, f"{cells[column][:60]!r} is not {example}"
    for column, limit in _LIMITS.items():
        cell = cells[column]
        if cell and not (_DEGREES.fullmatch(cell) and abs(float(cell)) <= limit):
            yield column, f"{cell[:60]!r} is no number of degrees from -{limit} to {limit}"
    if bool(cells["latitude"]) != bool(cells["longitude"]):
        yield "latitude", "latitude and longitude go together"
    forbidden = {fold_name(name) for name in _names(cells["not the same as"])}
    for name in (cells["label@en"], cells["label@zh"], *_names(cells["aliases"])):
        if name and fold_name(name) in forbidden:
            yield "not the same as", f"{name!r} is a name of this entity and one it must not take"


def _shared_names(path: Path, entities: Iterable[Entity]) -> Iterator[Problem]:
    """Names that two entities carry: either they are one thing, or the name needs a distinction."""
    owners: dict[str, Entity] = {}
    for entity in entities:
        for name in entity.names:
            owner = owners.setdefault(fold_name(name), entity)
            if owner is not entity:
                reason = f"the name {name!r} is already that of {owner.id} in line {owner.line}; one name, one entity"
                yield Problem(path, reason, line=entity.line, column="label@en")


def format_entities(entities: Sequence[Entity]) -> str:
    """The entities as the text of `entities.tsv`; reading it gives equal entities.

    Raises ValueError for a name with the sign `|`, which separates names.
    """
    for entity in entities:
        for name in (*entity.aliases, *entity.distinct):
            if "|" in name:
                raise ValueError(f"the name {name!r} of {entity.id} holds |, which separates names")
    return format_table(
        COLUMNS,
        (
            (
                e.id,
                e.type,
                e.label,
                e.label_zh or "",
                _SEPARATOR.join(e.aliases),
                _SEPARATOR.join(e.distinct),
                e.geonames or "",
                e.wikidata or "",
                e.iso3166 or "",
                e.latitude or "",
                e.longitude or "",
                e.note or "",
            )
            for e in entities
        ),
    )
