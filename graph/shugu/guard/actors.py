"""A row's things against its evidence: each must be named, described or clearly meant; roles must fit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shugu.guard.names import Named, describe_name, find_name, rivals
from shugu.guard.roles import find_swap
from shugu.guard.statement import Statement

__all__ = ["check_actors"]

_NEAR = 3


def check_actors(row: Statement) -> list[str]:
    """Why a thing of the row is not the one that the evidence speaks of; empty where all are."""
    reasons: list[str] = []
    for role, named in (
        ("subject", row.subject),
        ("object", row.object),
        ("place", row.place),
        ("speaker", row.speaker),
    ):
        if named is not None and _ground(row, named) is None:
            reasons.append(f"the {role} {named.names[0]!r} is not named in the evidence")
    reasons.extend(_types(row))
    if not reasons:
        reasons.extend(_direction(row))
    return reasons


def _ground(row: Statement, named: Named) -> str | None:
    """How the evidence speaks of the thing; None where it does not."""
    for text in row.evidence:
        if how := find_name(named, text):
            return how
    if named is row.subject and _carried_on(row, named):
        return "the sentences before are about it"
    if named is row.subject and _is_home(row, named):
        return "the country that the document is about"
    described = describe_name(named, row.evidence[0]) or describe_name(named, " ".join(row.evidence))
    if not described:
        return "the document's topic" if _is_topic(row, named) else None
    return f"{described!r} for {named.names[0]!r}" if _introduced(row, named, described) else None


def _carried_on(row: Statement, named: Named) -> bool:
    """Whether the sentence goes on about what the ones right before name, and names no other of its class itself."""
    others = rivals(named, _others(row))
    if any(find_name(other, row.evidence[0]) for other in others):
        return False
    for text in row.earlier[:_NEAR]:
        if find_name(named, text):
            return True
        if any(find_name(other, text) for other in others):
            return False
    return False


def _is_home(row: Statement, named: Named) -> bool:
    """Whether the thing is a country named before, and the evidence names no other country."""
    if named.type != "Country" or any(find_name(other, row.evidence[0]) for other in rivals(named, _others(row))):
        return False
    before = (row.setting.title or "", row.opening or "", *row.earlier)
    return any(find_name(named, text) for text in before if text)


def _is_topic(row: Statement, named: Named) -> bool:
    """Whether the document is about the thing, and the evidence speaks of no other of its class."""
    title = row.setting.title or row.opening or ""
    if not title or find_name(named, title) is None:
        return False
    others = rivals(named, _others(row))
    return not any(find_name(other, text) for other in others for text in (*row.evidence, title))


def _introduced(row: Statement, named: Named, described: str) -> bool:
    """Whether the thing was named before, nearer than any other of its class, or is what the title names.

    Others of its class behind a definite description are no matter: the zone takes in A Zone and B Zone.
    """
    others = rivals(named, _others(row))
    definite = re.search(rf"\b(?:the|this)\s{re.escape(described)}\b", row.evidence[0], re.IGNORECASE)
    places = [row.evidence[0][: definite.start()]] if definite and named is row.subject else row.evidence
    if any(find_name(other, text) for other in others for text in places):
        return False
    for text in row.earlier:
        if find_name(named, text):
            return True
        if any(find_name(other, text) for other in others):
            break
    title = row.setting.title or row.opening or ""
    return bool(title) and find_name(named, title) is not None


def _others(row: Statement) -> list[Named]:
    entities = row.setting.entities or {}
    return [row.setting.named(entity) for entity in entities.values()]


def _types(row: Statement) -> Iterator[str]:
    """A role filled by a thing whose class the property does not allow."""
    vocabulary = row.setting.vocabulary
    term = vocabulary.properties.get(row.predicate) if vocabulary else None
    if term is None or vocabulary is None:
        return
    for role, named, allowed in (("subject", row.subject, term.domain), ("object", row.object, term.range)):
        if named is not None and allowed and not any(vocabulary.is_a(named.type, name) for name in allowed):
            yield f"the {role} of {row.predicate} cannot be of the class {named.type}"


def _direction(row: Statement) -> Iterator[str]:
    """Subject and object in each other's place (see `roles`)."""
    swap = find_swap(row)
    if swap:
        yield swap
