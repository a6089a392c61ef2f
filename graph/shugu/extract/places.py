"""Where things are and where they come from, as noun phrases tell it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from shugu.extract.basis import PREDICATES, find_basis
from shugu.extract.context import Context, Qualifiers, Sort, is_named
from shugu.extract.coordination import conjuncts
from shugu.extract.gazetteer import guess_class, is_place
from shugu.extract.lexicon import load_pattern, load_table, load_words
from shugu.extract.phrases import is_post
from shugu.extract.sentence import find_governed, find_prep
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Basis, Kind

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan
    from spacy.tokens import Token

__all__ = ["find_places", "may_lie_in", "read_links", "read_located"]

_FIXED = {"FAC", "ORG", "PRODUCT", "EVENT"}
_NOWHERE = {"Person", "Topic", "Event", "Country", "Financing", "Report", "Title", "OrganizationGroup"}
_BUILT = {"Project", "Park", "DataCentre", "Zone", "University", "ResearchInstitute"}


def find_places(context: Context) -> Iterator[Candidate]:
    """Candidates of things in places other than by a preposition between them."""
    yield from _find_comma_places(context)
    for token in context.sentence.tokens:
        if token.text in load_table("names.countries"):
            yield from _read_national(context, token)
        if token.dep_ == "poss" and token.ent_type_ == "GPE":
            yield from _read_owned_by_country(context, token)
        if token.dep_ == "poss" and token.head.lemma_.lower() in load_words("events.nominals.placed"):
            yield from _read_district(context, token)
    for token in context.sentence.tokens:
        if token.lemma_.lower() in load_words("events.nominals.seats"):
            yield from _read_headquarters(context, token)
    yield from _find_based(context)
    if "(" in context.sentence.words:
        yield from _find_in_names(context)


def _locate(context: Context, thing: Mention, place: Mention, sure: tuple[str, float]) -> Candidate:
    return context.make(thing, "located in", place, sort=Sort(Kind.RELATION, *sure))


def read_located(context: Context, prep: Token) -> Iterator[Candidate]:
    """`a solar park in Lindow Vale`, `Nordhavn Cranes of Denmark`: a named or built thing and a named place."""
    if prep.head.dep_ == "pobj" and prep.head.head.dep_ == "agent":
        return  # built by Norland Rail in Lindow: where it was built
    thing = context.name(prep.head)
    proper = any(token.pos_ == "PROPN" for token in (prep.head, *prep.head.lefts))
    described = (
        thing is not None and is_named(thing) and thing.type == "Topic" and proper and " " in thing.name
    )  # no War in Norland
    if (
        thing is None
        or prep.head.left_edge.tag_ in ("PRP", "WP")  # "making it the largest plant in Africa"
        or any(child.dep_ == "nsubj" for child in prep.head.children)  # "make the country a hub in Asia"
        or (thing.type in _NOWHERE and not described)
        or not (is_named(thing) or _is_one_built(prep.head, thing))
    ):
        return
    if (prep.lower_ == "of" and not _is_of_country(prep, thing)) or _is_what_it_became(prep.head):
        return
    for token in find_governed(prep):
        place = _place(context, token) if context.sentence.time_at(token) is None else None
        if place is None:
            continue
        own = replace(thing, name=thing.name.removesuffix(f" of {place.name}"))
        if place.name not in own.name:
            sort = Sort(Kind.RELATION, "located", 0.75 if is_named(thing) else 0.55)
            planned = Qualifiers(basis=_basis_above(prep, named=is_named(thing)))
            near = prep.lower_ in load_words("events.nominals.near")
            label = f"located {prep.lower_}" if near else "located in"
            yield context.make(own, label, place, sort=sort, qualifiers=planned)


def _place(context: Context, token: Token) -> Mention | None:
    """The place that stands there, be it one that the recogniser takes for a person or a firm."""
    place = context.find_place(token)
    if place is None or context.is_place(place):
        return place
    alike = token.pos_ == "PROPN" and is_named(place) and guess_class(place.name, token.text, "GPE") == "Place"
    return replace(place, type="Place") if alike and place.type in ("Person", "Organization", "Topic") else None


def _is_one_built(head: Token, thing: Mention) -> bool:
    """True for one built thing described by more than its noun: a grain terminal, not "terminals" or "a line"."""
    return thing.type in _BUILT and head.tag_ == "NN" and " " in thing.name


def _is_what_it_became(head: Token) -> bool:
    """True for what another thing is told to be or to have grown into, which is nowhere by itself."""
    return head.dep_ == "attr" or (head.dep_ == "pobj" and head.head.lower_ in ("into", "as"))


def _basis_above(token: Token, *, named: bool) -> Basis:
    """On what ground the clause stands in which a thing is described: a mill that will be built is a plan.

    A thing with a name is there, but for one that is to be built or opened.
    """
    noun = token.head
    new = any(child.lower_ in load_words("names.determiners.indefinite") for child in noun.children)
    if new and noun.dep_ == "pobj" and noun.head.lower_ == "for":
        return Basis.TARGET  # money or a permit for a mill is there before the mill
    verb = next((above for above in token.ancestors if above.pos_ in PREDICATES), None)
    if verb is None or (named and verb.lemma_.lower() not in load_words("events.siting.verbs")):
        return Basis.ACTUAL
    return find_basis(verb) or Basis.ACTUAL


def _is_of_country(prep: Token, thing: Mention) -> bool:
    named = prep.head.ent_type_ in _FIXED and thing.type in load_words("events.nominals.rooted")
    return named and any(child.ent_type_ == "GPE" for child in prep.children)


def _find_comma_places(context: Context) -> Iterator[Candidate]:
    """`Lindow, Norland`, `Lindow, northern Norland`: a place in a larger one."""
    entities = context.sentence.doc.ents
    for one, other in pairwise(entities):
        if not _is_in_larger(context, one, other):
            continue
        inner, outer = context.name(one.root), context.name(other.root)
        if inner and outer and inner.name != outer.name and inner.type != "Person" and may_lie_in(inner, outer):
            yield _locate(context, replace(inner, type="Place"), outer, ("places", 0.75))


def _is_in_larger(context: Context, one: SpacySpan, other: SpacySpan) -> bool:
    if (
        other.label_ != "GPE"
        or other.root.dep_ in ("nsubj", "nsubjpass")
        or not (one.label_ in ("GPE", "LOC", "FAC") or _is_where(one.root))
    ):
        return False
    words = context.sentence.words
    if load_pattern("events.nominals.larger").fullmatch(words[one.end_char : other.start_char]) is None:
        return False
    return load_pattern("events.nominals.listed").match(words[other.end_char :].lstrip(" ")) is None


def may_lie_in(inner: Mention, outer: Mention) -> bool:
    """False for a continent or country in anything, a province in a city or district, a listed city in another."""
    if inner.name in load_words("events.nominals.continents"):
        return False
    if inner.type == "Province" and outer.type in ("City", "District"):
        return False
    return inner.type != "Country" and not (inner.type == outer.type == "City")


def _is_where(root: Token) -> bool:
    """True for what the recogniser takes for a firm or a person, but which is where something is."""
    placed = root.dep_ == "pobj" and root.head.lower_ in ("in", "at", "near")
    return placed and root.pos_ == "PROPN" and root.ent_type_ in ("ORG", "PERSON", "PRODUCT", "NORP")


def _find_based(context: Context) -> Iterator[Candidate]:
    """`Lindow-based Norland Power`, `the Lindow-based maker of trains Norland Rail`."""
    for match in load_pattern("events.nominals.based").finditer(context.sentence.words):
        thing = context.find_name(_based_thing(context, match.end()))
        if thing is not None and is_named(thing):
            place = Mention(name=match.group(1).removeprefix("The "), type="City")
            yield context.make(thing, "based in", place, sort=Sort(Kind.RELATION, "based", 0.85))


def _find_in_names(context: Context) -> Iterator[Candidate]:
    """`the Norland (Lindow) Trial Zone`: what has a place in brackets within its name lies there."""
    classes = load_table("names.classes")
    for match in load_pattern("events.nominals.bracketed").finditer(context.sentence.words):
        kind = classes.get(match["head"].lower())
        inside = next(iter(context.sentence.tokens_of(match.start("place"), match.end("place"))), None)
        if kind in _BUILT and inside is not None and (inside.ent_type_ == "GPE" or is_place(match["place"])):
            thing = Mention(name=match["name"], type=str(kind))
            yield _locate(context, thing, Mention(name=match["place"], type="Place"), ("places", 0.7))


def _based_thing(context: Context, start: int) -> Token | None:
    """The last name of the noun phrase that begins there; its head, where it holds no name."""
    phrase: list[Token] = []
    for following in (t for t in context.sentence.tokens if t.idx >= start):
        if following.pos_ not in ("NOUN", "PROPN", "ADJ", "CCONJ"):
            break
        phrase.append(following)
    named = [t for t in phrase if t.pos_ == "PROPN"]
    if named:
        return named[-1]
    token: Token | None = next((t for t in phrase if t.pos_ == "NOUN"), None)
    while token is not None and token.dep_ in ("compound", "amod", "nmod") and token.head.i > token.i:
        token = token.head
    return token


def _read_national(context: Context, token: Token) -> Iterator[Candidate]:
    """`the Danish group Havkraft`, `Lumihall, a Finnish operator`, `the Danish ports of A and B`: of that country."""
    entity = context.sentence.entity_at(token)
    if token.dep_ not in ("amod", "compound", "nmod") or (entity is not None and entity.label_ != "NORP"):
        return
    country = Mention(name=load_table("names.countries")[token.text], type="Country")
    for place in _places_of(context, token.head):
        yield _locate(context, place, country, ("national", 0.6))
    thing = context.find_name(_national_thing(token.head))
    described = load_table("names.classes").get(token.head.lemma_.lower())
    if thing is None or not is_named(thing) or is_post(token.head):
        return
    if thing.type in ("Person", "Topic") and described is not None:  # a firm that the recogniser takes for a person
        thing = replace(thing, type=str(described))
    if thing.type not in ("Person", "Topic"):
        thing = replace(thing, name=thing.name.removeprefix(f"{token.text} "))
        yield _locate(context, thing, country, ("national", 0.6))


def _places_of(context: Context, head: Token) -> Iterator[Mention]:
    """Mirna and Zlarovac of `islands of Mirna and Zlarovac`."""
    if head.lemma_.lower() not in load_words("events.nominals.placed"):
        return
    of = (child for child in head.children if child.dep_ == "prep" and child.lower_ == "of")
    for token in (t for prep in of for first in find_governed(prep) for t in conjuncts(first)):
        if token.pos_ == "PROPN":
            yield Mention(name=context.sentence.text(_compound(token)), type="Place")


def _national_thing(head: Token) -> Token | None:
    """The name of what a noun with the adjective of a country describes, or the name with the adjective in it."""
    if head.pos_ == "PROPN":
        return head if head.ent_type_ in ("ORG", "PRODUCT") else None
    if head.pos_ != "NOUN":
        return None
    beside = next((child for child in head.rights if child.dep_ == "appos" and child.pos_ == "PROPN"), None)
    if head.dep_ == "appos" and (beside is None or beside.left_edge.i > head.i + 1):
        return head.head
    if beside is None and head.dep_ in ("compound", "nmod") and head.head.pos_ == "PROPN":
        return head.head
    return beside


def _read_owned_by_country(context: Context, token: Token) -> Iterator[Candidate]:
    """`Norland's Lindow Industries`: a firm of that country."""
    thing = context.name(token.head)
    country = context.name(token)
    if thing is None or country is None or country.type not in ("Country", "Place") or not is_named(thing):
        return
    body = thing.type == "GovernmentBody" and " " in thing.name and not is_post(token.head)
    if body and country.type == "Country" and token.head.lemma_.lower() != "government":
        own = thing.name.removeprefix(f"{token.text}'s ").removeprefix(f"{token.text}’s ")
        if country.name not in own and " " in own:
            yield _locate(context, replace(thing, name=own), country, ("national", 0.6))
    name = thing.name.removeprefix(f"{token.text}'s ").removeprefix(f"{token.text}’s ")
    if token.head.pos_ == "PROPN" and thing.type in ("Company", "Organization") and country.name not in name:
        yield _locate(context, replace(thing, name=name), country, ("national", 0.6))


def _read_district(context: Context, larger: Token) -> Iterator[Candidate]:
    """`Norland's Lindow district`, `Norland's port of Lindow`: named places of a larger one."""
    of = find_prep(larger.head, "of")
    if of is not None and of.pos_ == larger.pos_ == "PROPN" and of.ent_type_ in ("GPE", "LOC", "FAC"):
        inner_place, outer_place = context.name(of), context.name(larger)
        if inner_place is not None and outer_place is not None and context.is_place(outer_place):
            yield _locate(context, replace(inner_place, type="Place"), outer_place, ("places", 0.7))
        return
    named = [token for token in larger.head.lefts if token.i > larger.i and token.pos_ == "PROPN"]
    placed = larger.ent_type_ == "GPE" or larger.lemma_.lower() in load_words("events.nominals.places")
    place = context.name(larger) if named and placed else None
    if place is None or not is_named(place) or place.type == "Person":
        return
    tokens = context.sentence.tokens[named[0].left_edge.i : larger.head.i + 1]
    inner = Mention(name=context.sentence.text(tokens), type="Place")
    yield _locate(context, inner, replace(place, type="Place"), ("places", 0.7))


def _read_headquarters(context: Context, token: Token) -> Iterator[Candidate]:
    """`has its headquarters in Lindow`."""
    verb, where = token.head, context.find_name(find_prep(token, "in", "at"))
    if where is None or token.dep_ != "dobj" or verb.lemma_ not in load_words("events.nominals.keep"):
        return
    above = (verb, verb.head) if verb.dep_ == "conj" else (verb,)
    heads = (child for each in above for child in each.children if child.dep_ in ("nsubj", "nsubjpass"))
    thing = context.find_name(next(heads, None))
    if thing is not None and context.is_place(where):
        yield context.make(thing, "headquartered in", where, sort=Sort(Kind.RELATION, "headquarters", 0.85))


def read_links(context: Context, prep: Token) -> Iterator[Candidate]:
    """`the pipeline between A and B`: it links both."""
    thing = context.name(prep.head)
    if thing is None or prep.head.lemma_.lower() not in load_words("events.links.nouns"):
        return
    ends = [t for head in find_governed(prep) for t in conjuncts(head)]
    for token in ends[:2]:
        if token.pos_ == "PROPN" and context.sentence.is_plain(token):
            end = Mention(name=context.sentence.text(_compound(token)), type="Place")
            sort = Sort(Kind.RELATION, "links", 0.6)
            yield context.make(thing, "links", end, sort=sort, qualifiers=Qualifiers(basis=_basis_of_new(prep.head)))


def _basis_of_new(noun: Token) -> Basis:
    """The ground of a thing not told of before, that of what is done to it: to lay a cable between two towns."""
    verb = next((above for above in noun.ancestors if above.pos_ in PREDICATES), None)
    new = any(child.lower_ in ("a", "an") for child in noun.children)
    basis = find_basis(verb) if verb is not None and new else None
    return basis if basis in (Basis.TARGET, Basis.FORECAST) else Basis.ACTUAL


def _compound(token: Token) -> list[Token]:
    return [*(child for child in token.lefts if child.dep_ == "compound"), token]
