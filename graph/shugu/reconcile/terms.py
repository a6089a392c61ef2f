"""`terms.tsv`: properties and indicators that documents use and the ontology does not have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from shugu.errors import LocatedError, Problem
from shugu.identifiers import is_slug
from shugu.model.table import format_table, read_table
from shugu.model.vocabulary import PropertyTerm, ValueKind, Vocabulary

__all__ = ["COLUMNS", "extend_vocabulary", "format_terms", "merge_terms", "read_terms"]

COLUMNS = ("name", "label", "value", "units")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def read_terms(path: Path, *, base: str) -> dict[str, PropertyTerm]:
    """The terms by name, in the order of the file; each has an IRI under `base`, which ends in `/` or `#`.

    Raises LocatedError with every fault: a name that is none or stands twice, a missing label, an
    unknown kind of value, units of what is no number.
    """
    table = read_table(path, required=COLUMNS)
    problems: list[Problem] = []
    terms: dict[str, PropertyTerm] = {}
    for row in table.rows:
        name, label, value, units = (cell.strip() for cell in row.cells)
        faults = list(_faults(name, label, value, units))
        if name in terms:
            faults.append(("name", f"{name} stands twice"))
        problems.extend(Problem(path, reason, line=row.line, column=column) for column, reason in faults)
        if not faults:
            iri = f"{base}term/{name}"
            terms[name] = PropertyTerm(name, iri, label, ValueKind(value), units=frozenset(units.split()))
    if problems:
        raise LocatedError(problems)
    return terms


def _faults(name: str, label: str, value: str, units: str) -> Iterator[tuple[str, str]]:
    """Column and reason of every cell that cannot be used."""
    for column, cell in zip(COLUMNS, (name, label, value, units), strict=True):
        if _CONTROL.search(cell):
            yield column, "the cell holds a control character"
    if not is_slug(name) or not name[0].isalpha():
        # RDF/XML writes a property as the name of an element.
        yield "name", f"{name[:60]!r} is no name of a property; it begins with a letter and has single - _ . inside"
    if not label:
        yield "label", "the cell is empty; every property has a label"
    if value not in set(ValueKind):
        yield "value", f"{value[:60]!r} is none of {', '.join(ValueKind)}"
    elif units and value != ValueKind.NUMBER:
        yield "units", f"only numbers have units, and {name[:60]} takes {value}"
    for unit in units.split():
        if not is_slug(unit):
            yield "units", f"{unit[:60]!r} is no unit"


def format_terms(terms: Iterable[PropertyTerm]) -> str:
    """The terms, sorted by name, as the text of `terms.tsv`."""
    ordered = sorted(terms, key=lambda term: term.name)
    return format_table(COLUMNS, ((t.name, t.label, t.value, " ".join(sorted(t.units))) for t in ordered))


def merge_terms(groups: Iterable[Iterable[PropertyTerm]]) -> dict[str, PropertyTerm]:
    """The terms of several documents as one set, whatever their order: first label by the alphabet, all units."""
    merged: dict[str, PropertyTerm] = {}
    for term in (term for group in groups for term in group):
        known = merged.get(term.name)
        if known is not None:
            term = replace(known, label=min(known.label, term.label), units=known.units | term.units)  # noqa: PLW2901
        merged[term.name] = term
    return merged


def extend_vocabulary(vocabulary: Vocabulary, terms: Mapping[str, PropertyTerm], *, base: str) -> Vocabulary:
    """The vocabulary with the terms in it; the ontology's own come first, and units not known get an IRI too.

    A number of a term may come in any unit: the units listed are those that were met.
    """
    units = {unit: f"{base}unit/{unit}" for term in terms.values() for unit in term.units}
    open_terms = {name: replace(term, units=frozenset[str]()) for name, term in terms.items()}
    return Vocabulary(vocabulary.classes, {**open_terms, **vocabulary.properties}, {**units, **vocabulary.units})
