"""Where things lie by direction and in rows: `north of Lindow`, `Arden in Vale, Brook in Dale and Mill in Moor`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from shugu.extract.clauses import Clause
from shugu.extract.context import Context, Qualifiers, Sort, is_named
from shugu.extract.coordination import conjuncts
from shugu.extract.lexicon import load_pattern, load_table, load_words
from shugu.extract.reference import BUILT
from shugu.extract.sentence import find_governed
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Basis, Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_sites"]

_FEWEST_PAIRS = 2  # of places in larger ones, that make a row
_FEWEST_PLACES = 3  # in which several unnamed things are told to be, one each
_LONGEST = 6  # tokens of what lies in several places


def find_sites(context: Context, clauses: list[Clause]) -> Iterator[Candidate]:
    """Candidates of things by direction from a place, of places in larger ones, of several things in several places."""
    yield from _by_direction(context, clauses)
    yield from _in_rows(context)
    for token in context.sentence.tokens:
        if token.dep_ == "prep" and token.lower_ in load_words("events.sites.spread"):
            yield from _spread(context, token)


def _by_direction(context: Context, clauses: list[Clause]) -> Iterator[Candidate]:
    """`lies south-west of Arden`, `in the north of Norland`, `Lindow, 40 km east of Arden`."""
    for match in load_pattern("events.sites.direction").finditer(context.sentence.words):
        behind = context.sentence.tokens_of(match.end(), len(context.sentence.words))
        first = next(iter(context.sentence.tokens_of(match.start("words"), match.end("words"))), None)
        named = next((t for t in behind[:6] if t.pos_ == "PROPN" and t.dep_ not in ("compound", "nmod")), None)
        if first is None or named is None or _is_distance_before(context, first):
            continue
        place, thing = context.find_place(named), _thing_before(context, first, clauses)
        if place is None or thing is None or not is_named(place) or place.type == "Person" or place.name == thing.name:
            continue
        if not is_named(thing) and (thing.type not in BUILT or " " not in thing.name):
            continue
        if not context.is_place(place):
            place = replace(place, type="Place")
        words = " ".join(match["words"].lower().split())
        sort = Sort(Kind.RELATION, "located/direction", 0.65)
        yield context.make(thing, f"located {words}", place, sort=sort, qualifiers=_basis(first, clauses))


def _is_distance_before(context: Context, first: Token) -> bool:
    """True for the north of `40 km north of Arden`, which is told with how far it is."""
    before = context.sentence.quantity_at(context.sentence.tokens[first.i - 1]) if first.i else None
    return before is not None


def _basis(token: Token, clauses: list[Clause]) -> Qualifiers:
    """Actual, but for what is yet to be built there."""
    verb = next((above for above in token.ancestors if above.pos_ in ("VERB", "AUX")), None)
    clause = next((each for each in clauses if verb is not None and each.verb.i == verb.i), None)
    siting = clause is not None and clause.lemma in load_words("events.siting.verbs")
    return Qualifiers(basis=(clause.basis if siting and clause is not None else None) or Basis.ACTUAL)


def _thing_before(context: Context, first: Token, clauses: list[Clause]) -> Mention | None:
    """What lies there: the subject of "is located", the noun that a participle or a comma before it describes."""
    verb = next((above for above in (first.head, *first.ancestors) if above.pos_ in ("VERB", "AUX")), None)
    placing = load_words("events.sites.verbs")
    if verb is not None and verb.lemma_.lower() in placing and verb.i < first.i:
        clause = next((each for each in clauses if each.verb.i == verb.i), None)
        subjects = clause.subjects if clause is not None else ()
        if verb.dep_ == "acl":
            return context.name(verb.head)
        return context.name(subjects[0]) if subjects else None
    entities = (e for e in context.sentence.doc.ents if e.end <= first.i and e.label_ in ("GPE", "LOC", "FAC", "ORG"))
    before = max(entities, key=lambda entity: entity.end, default=None)
    if before is None:
        return None
    between = context.sentence.words[before.end_char : first.idx]
    beside = load_pattern("events.sites.beside").fullmatch(between)
    return context.name(before.root) if beside else None


def _in_rows(context: Context) -> Iterator[Candidate]:
    """`Arden in Vale, Brook in Dale and Mill in Moor`: each place in its larger one."""
    row: list[tuple[Mention, Mention]] = []
    last = -1
    for match in load_pattern("events.sites.pair").finditer(context.sentence.words):
        if row and not load_pattern("events.sites.between_pairs").fullmatch(
            context.sentence.words[last : match.start()]
        ):
            yield from _row(context, row)
            row = []
        row.append((Mention(name=match["inner"], type="Place"), Mention(name=match["outer"], type="Place")))
        last = match.end()
    yield from _row(context, row)


def _row(context: Context, row: list[tuple[Mention, Mention]]) -> Iterator[Candidate]:
    persons = sum(_is_person(context, inner) for inner, _ in row)  # the recogniser takes some villages for them
    if len(row) >= _FEWEST_PAIRS and persons < len(row) - 1:
        for inner, outer in row:
            yield context.make(inner, "located in", outer, sort=Sort(Kind.RELATION, "located/row", 0.7))


def _is_person(context: Context, mention: Mention) -> bool:
    return any(entity.label_ == "PERSON" and entity.text == mention.name for entity in context.sentence.doc.ents)


def _spread(context: Context, prep: Token) -> Iterator[Candidate]:
    """`33 broadband projects in Alaska, Arkansas, Arizona and Ohio`: things of one kind in each of the places."""
    noun = prep.head
    kind = load_table("names.classes").get(noun.lemma_.lower())
    places = [token for first in find_governed(prep) for token in conjuncts(first)]
    if noun.tag_ != "NNS" or kind not in BUILT or len(places) < _FEWEST_PLACES:
        return
    tokens = [t for t in noun.subtree if t.i <= noun.i and t.dep_ not in ("det", "poss", "case")]
    if len(tokens) > _LONGEST or any(token.ent_type_ != "GPE" for token in places[:_FEWEST_PLACES]):
        return
    things = context.names.described(noun) if len(tokens) == 1 else None
    if things is None and len(tokens) == 1:
        return
    things = things or Mention(name=context.sentence.text(tokens), type="Topic")
    for token in places:
        place = context.name(token)
        if place is not None and context.is_place(place):
            yield context.make(things, "located in", place, sort=Sort(Kind.RELATION, "located/spread", 0.6))
