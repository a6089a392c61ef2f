"""Every name in a fact is an entity of the collection, of a class that its property allows."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from shugu.errors import LocatedError, Problem
from shugu.model.entity import Entity
from shugu.model.fact import Decision, Fact
from shugu.model.vocabulary import Vocabulary

__all__ = ["PLACES", "SPEAKERS", "check_references", "find_reference_faults"]

# What a place or speaker can be.
PLACES = frozenset({"Place"})
SPEAKERS = frozenset({"Actor", "Policy", "Report"})


def check_references(path: Path, facts: Iterable[Fact], entities: Mapping[str, Entity], vocabulary: Vocabulary) -> None:
    """Nothing, where all the names in a sheet's rows fit; rejected rows may name what is not there.

    Raises LocatedError with every id that is not in `entities`, with the nearest known ones, and
    every subject, object, place or speaker of a class that its role does not allow.
    """
    problems = [
        Problem(path, reason, line=fact.line, column=column)
        for fact in facts
        if fact.decision is not Decision.REJECTED
        for column, reason in find_reference_faults(fact, entities, vocabulary)
    ]
    if problems:
        raise LocatedError(problems)


def find_reference_faults(
    fact: Fact, entities: Mapping[str, Entity], vocabulary: Vocabulary
) -> Iterator[tuple[str, str]]:
    """Column and reason of every name in a row that is not among `entities` or is of a class that its role excludes."""
    term = vocabulary.properties[fact.property]
    roles = (
        ("subject", fact.subject, term.domain),
        ("object", fact.object, term.range),
        ("place", fact.place, PLACES),
        ("speaker", fact.speaker, SPEAKERS),
    )
    for column, name, allowed in roles:
        if name is None:
            continue
        entity = entities.get(name)
        if entity is None:
            yield column, f"unknown entity {name!r}{_nearest(name, entities)}"
        elif allowed and not any(vocabulary.is_a(entity.type, wanted) for wanted in allowed):
            role = fact.property if column in ("subject", "object") else column
            yield column, f"{name} is a {entity.type}; {role} takes {' or '.join(sorted(allowed))}"


def _nearest(name: str, entities: Mapping[str, Entity]) -> str:
    matches = difflib.get_close_matches(name, entities, n=3, cutoff=0.7)
    return f"; did you mean {' or '.join(matches)}?" if matches else "; add it to entities.tsv"
