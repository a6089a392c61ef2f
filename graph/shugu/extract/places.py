"""Where things are and where they come from, as noun phrases tell it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from shugu.extract.context import Context, Sort, is_named
from shugu.extract.lexicon import load_pattern, load_table, load_words
from shugu.extract.sentence import find_governed, find_prep
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Kind

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan
    from spacy.tokens import Token

__all__ = ["find_places", "read_located"]

_FIXED = {"FAC", "ORG", "PRODUCT", "EVENT"}
_NOWHERE = {"Person", "Topic", "Event", "Country", "Financing", "Report", "Title", "OrganizationGroup"}
_BUILT = {"Project", "Park", "DataCentre", "Zone", "University"}


def find_places(context: Context) -> Iterator[Candidate]:
    """Candidates of things in places other than by a preposition between them."""
    yield from _find_comma_places(context)
    for token in context.sentence.tokens:
        if token.text in load_table("names.countries"):
            yield from _read_national(context, token)
    for token in context.sentence.tokens:
        if token.lemma_.lower() in load_words("events.nominals.seats"):
            yield from _read_headquarters(context, token)
    yield from _find_based(context)


def _locate(context: Context, thing: Mention, place: Mention, sure: tuple[str, float]) -> Candidate:
    return context.make(thing, "located in", place, sort=Sort(Kind.RELATION, *sure))


def read_located(context: Context, prep: Token) -> Iterator[Candidate]:
    """`a solar park in Lindow Vale`, `Nordhavn Cranes of Denmark`: a named or built thing and a named place."""
    thing = context.name(prep.head)
    if thing is None or thing.type in _NOWHERE or not (is_named(thing) or thing.type in _BUILT):
        return
    if prep.lower_ == "of" and not _is_of_country(prep, thing):
        return
    for token in find_governed(prep):
        place = context.name(token)
        timeless = context.sentence.time_at(token) is None
        if timeless and place is not None and context.is_place(place) and place.name not in thing.name:
            yield _locate(context, thing, place, ("located", 0.75 if is_named(thing) else 0.55))


def _is_of_country(prep: Token, thing: Mention) -> bool:
    named = prep.head.ent_type_ in _FIXED and thing.type != "GovernmentBody"
    return named and any(child.ent_type_ == "GPE" for child in prep.children)


def _find_comma_places(context: Context) -> Iterator[Candidate]:
    """`Lindow, Norland`: a place in a larger one."""
    entities = context.sentence.doc.ents
    for one, other in pairwise(entities):
        if not _is_in_larger(context, one, other):
            continue
        inner, outer = context.name(one.root), context.name(other.root)
        if inner and outer and inner.name != outer.name:
            yield _locate(context, inner, outer, ("places", 0.75))


def _is_in_larger(context: Context, one: SpacySpan, other: SpacySpan) -> bool:
    if one.label_ not in ("GPE", "LOC", "FAC") or other.label_ != "GPE":
        return False
    words = context.sentence.words
    if words[one.end_char : other.start_char] != ", ":
        return False
    return load_pattern("events.nominals.listed").match(words[other.end_char :].lstrip(" ")) is None


def _find_based(context: Context) -> Iterator[Candidate]:
    """`Lindow-based Norland Power`."""
    for match in load_pattern("events.nominals.based").finditer(context.sentence.words):
        after = (t for t in context.sentence.tokens if t.idx >= match.end() and t.pos_ in ("PROPN", "NOUN"))
        token = next(after, None)
        while token is not None and token.dep_ in ("compound", "amod", "nmod") and token.head.i > token.i:
            token = token.head
        thing = context.find_name(token)
        if thing is not None:
            place = Mention(name=match.group(1), type="City")
            yield context.make(thing, "based in", place, sort=Sort(Kind.RELATION, "based", 0.85))


def _read_national(context: Context, token: Token) -> Iterator[Candidate]:
    """`the Danish group Havkraft`, `Lumihall, a Finnish operator`: of that country."""
    if token.dep_ not in ("amod", "compound", "nmod"):
        return
    thing = context.find_name(_national_thing(token.head))
    if thing is not None and is_named(thing) and thing.type not in ("Person", "Topic"):
        country = Mention(name=load_table("names.countries")[token.text], type="Country")
        thing = replace(thing, name=thing.name.removeprefix(f"{token.text} "))
        yield _locate(context, thing, country, ("national", 0.6))


def _national_thing(head: Token) -> Token | None:
    """The name of what a noun with the adjective of a country describes, or the name with the adjective in it."""
    if head.pos_ == "PROPN":
        return head if head.ent_type_ in ("ORG", "PRODUCT") else None
    if head.pos_ != "NOUN":
        return None
    if head.dep_ == "appos":
        return head.head
    beside = next((child for child in head.children if child.dep_ == "appos" and child.pos_ == "PROPN"), None)
    if beside is None and head.dep_ in ("compound", "nmod") and head.head.pos_ == "PROPN":
        return head.head
    return beside


def _read_headquarters(context: Context, token: Token) -> Iterator[Candidate]:
    """`has its headquarters in Lindow`."""
    verb, where = token.head, context.find_name(find_prep(token, "in", "at"))
    if where is None or token.dep_ != "dobj" or verb.lemma_ not in load_words("events.nominals.keep"):
        return
    thing = context.find_name(next((child for child in verb.children if child.dep_ == "nsubj"), None))
    if thing is not None and context.is_place(where):
        yield context.make(thing, "headquartered in", where, sort=Sort(Kind.RELATION, "headquarters", 0.85))
