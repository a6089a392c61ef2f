"""Statements as a page shows them: what is said, when, by whom, where it stands, who says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from shugu.model.quantity import format_quantity
from shugu.serve.site.cells import Ask, Cell, Row, fill, local_name, nodes, text, whole
from shugu.serve.site.names import Names, read_names

__all__ = ["Comparison", "Group", "Standing", "Statement", "group_by_predicate", "iris_of", "read_statements"]

_SIGNS: Mapping[str, str] = {"<=": "≤", ">=": "≥", "~": "≈"}
_CLASHES = frozenset({"conflict"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a statement stands: document, paragraph and sentence; `quote` is None where no text was at hand."""

    document: str
    document_id: str
    title: str
    language: str
    paragraph: int
    sentence: str
    start: int
    end: int
    quote: str | None
    is_primary: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison that a statement is part of."""

    iri: str
    kind: str
    verdict: str

    @property
    def is_clash(self) -> bool:
        """True where the statement and another cannot both be so."""
        return self.kind == "Conflict" and self.verdict in _CLASHES


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement; things are IRIs, `quantity` is the number in words, None what it does not say."""

    iri: str
    id: str
    subject: str
    predicate: str
    object: str | None
    words: Cell | None
    quantity: str | None
    time: str | None
    place: str | None
    basis: str
    speaker: str | None
    scope: Cell | None
    stated: str | None
    note: str | None
    rank: str | None
    method: str | None
    decision: str | None
    confidence: str | None
    standings: tuple[Standing, ...] = ()
    comparisons: tuple[Comparison, ...] = ()

    @property
    def clashes(self) -> tuple[Comparison, ...]:
        """The comparisons in which another statement contradicts this one."""
        return tuple(comparison for comparison in self.comparisons if comparison.is_clash)

    @property
    def agreements(self) -> tuple[Comparison, ...]:
        """The other comparisons."""
        return tuple(comparison for comparison in self.comparisons if not comparison.is_clash)


@dataclass(frozen=True, slots=True)
class Group:
    """Statements with one predicate."""

    predicate: str
    statements: tuple[Statement, ...]


async def read_statements(ask: Ask, iris: Sequence[str], language: str) -> tuple[list[Statement], Names]:
    """The statements in the order of their IRIs as given, and the names of all that they speak of."""
    if not iris:
        return [], Names(language)
    wanted = nodes(iris)
    values: dict[str, dict[str, list[Cell]]] = {iri: {} for iri in iris}
    for row in await ask(fill("statement-values", statements=wanted)):
        values[row["statement"]["value"]].setdefault(local_name(row["property"]["value"]), []).append(row["value"])
    standings: dict[str, list[Row]] = {}
    for row in await ask(fill("statement-evidence", statements=wanted)):
        standings.setdefault(row["statement"]["value"], []).append(row)
    comparisons: dict[str, list[Comparison]] = {}
    for row in await ask(fill("statement-comparisons", statements=wanted)):
        comparison = Comparison(
            row["comparison"]["value"], local_name(row["kind"]["value"]), text(row, "verdict") or ""
        )
        comparisons.setdefault(row["statement"]["value"], []).append(comparison)
    statements = [
        _statement(iri, values[iri], standings.get(iri, []), comparisons.get(iri, []))
        for iri in iris
        if "subject" in values[iri]
    ]
    return statements, await read_names(ask, language, iris_of(statements))


def iris_of(statements: Iterable[Statement]) -> set[str | None]:
    """The things and properties that statements name."""
    return {
        iri for s in statements for iri in (s.subject, s.predicate, s.object, s.place, s.speaker) if iri is not None
    }


def _statement(
    iri: str, values: Mapping[str, list[Cell]], rows: Sequence[Row], comparisons: Sequence[Comparison]
) -> Statement:
    def cell(name: str) -> Cell | None:
        return next(iter(values.get(name, ())), None)

    def value(name: str) -> str | None:
        found = cell(name)
        return None if found is None else found["value"]

    object_ = cell("object")
    primary = value("primaryEvidence")
    standings = {row["evidence"]["value"]: _standing(row, primary) for row in rows}
    unit = value("unit")
    return Statement(
        iri=iri,
        id=local_name(iri),
        subject=value("subject") or "",
        predicate=value("predicate") or "",
        object=object_["value"] if object_ is not None and object_["type"] == "uri" else None,
        words=object_ if object_ is not None and object_["type"] != "uri" else None,
        quantity=_quantity(value("value"), local_name(unit) if unit else None, value("comparator")),
        time=value("time"),
        place=value("place"),
        basis=local_name(value("basis") or "").removeprefix("basis-"),
        speaker=value("speaker"),
        scope=cell("scope"),
        stated=value("stated"),
        note=value("editorialNote"),
        rank=local_name(value("rank") or "").removeprefix("rank-"),
        method=value("method"),
        decision=value("decision"),
        confidence=value("confidence"),
        standings=tuple(sorted(standings.values(), key=lambda s: (not s.is_primary, s.document_id, s.start))),
        comparisons=tuple(comparisons),
    )


def _standing(row: Row, primary: str | None) -> Standing:
    return Standing(
        document=row["document"]["value"],
        document_id=text(row, "id") or "",
        title=text(row, "title") or "",
        language=row["title"].get("xml:lang") or "en" if "title" in row else "en",
        paragraph=whole(row, "paragraph"),
        sentence=text(row, "sentence") or "",
        start=whole(row, "start"),
        end=whole(row, "end"),
        quote=text(row, "quote"),
        is_primary=row["evidence"]["value"] == primary,
    )


def _quantity(number: str | None, unit: str | None, comparator: str | None) -> str | None:
    """The number in words; as it is written where it is no number that can be computed with."""
    if number is None:
        return None
    try:
        return format_quantity(Decimal(number), unit, _SIGNS.get(comparator or "", comparator))
    except (InvalidOperation, OverflowError, ValueError):
        return number


def group_by_predicate(statements: Iterable[Statement], names: Names) -> list[Group]:
    """The statements by predicate in the order of its name; within it by time, those without one last."""
    groups: dict[str, list[Statement]] = {}
    for statement in statements:
        groups.setdefault(statement.predicate, []).append(statement)
    ordered = sorted(groups, key=lambda iri: (names.of(iri).text.casefold(), iri))
    return [
        Group(iri, tuple(sorted(groups[iri], key=lambda s: (s.time is None, s.time or "", s.id)))) for iri in ordered
    ]
