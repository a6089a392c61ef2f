"""What firms and bodies own: `its mill in Lindow`, `Lindow Power's Arden Solar Park`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from shugu.extract.context import Context, Sort, is_named
from shugu.extract.gazetteer import is_place
from shugu.extract.lexicon import load_table, load_words
from shugu.extract.phrases import clean_name, is_post
from shugu.extract.reference import BUILT
from shugu.extract.sentence import find_prep
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_holdings"]

_MARKS = ("'s", "’s", "'", "’")
_SORT = Sort(Kind.RELATION, "holding", 0.6)


def find_holdings(context: Context) -> Iterator[Candidate]:
    """A candidate for each built thing that a firm or body is said to have as its own."""
    yield from _by_place(context)
    for token in context.sentence.tokens:
        if token.lower_ == "owned":
            yield from _by_state(context, token)
        if token.dep_ == "poss" and token.tag_ in ("PRP$", "NN") and token.head.i > token.i:
            yield from _by_its_name(context, token)
        if token.text in _MARKS and 0 < token.i < len(context.sentence.tokens) - 1:
            yield from _by_name(context, token)


def _by_place(context: Context) -> Iterator[Candidate]:
    """`its mill in Lindow`, `the company's wind farm`: what a firm or body that is named owns."""
    owners = load_words("names.bodies.classes") - {"GovernmentBody"}
    for token in context.sentence.tokens:
        if token.dep_ != "poss" or token.head.tag_ not in ("NN", "NNP"):
            continue
        thing, owner = context.name(token.head), context.name(token)
        place = find_prep(token.head, "in", "at", "near", "outside")
        where = context.find_place(place) if place is not None else None
        if thing is None or owner is None or where is None or thing.type not in BUILT or owner.type not in owners:
            continue
        if is_named(owner) and context.is_place(where):
            own = is_named(thing) and not thing.name.startswith(owner.name)
            name = thing.name if own else f"{_without_owner(context, token)} in {where.name}"
            yield context.make(owner, "owns", replace(thing, name=name), sort=_SORT)


def _by_state(context: Context, owned: Token) -> Iterator[Candidate]:
    """`state-owned Lindow Power`: the state owns it."""
    before = context.sentence.tokens[max(0, owned.i - 2) : owned.i]
    words = [token.lower_ for token in before]
    if len(words) < 2 or words[1] != "-":
        return
    state = words[0] in load_words("names.owned.states")
    owner = words[0] if state else _owner_before(context, before[0])
    thing = context.find_name(_owned_thing(owned)) if owner is not None else None
    if owner is not None and thing is not None and is_named(thing) and thing.type != "Person":
        sort = Sort(Kind.RELATION, "holding/state", 0.7)
        yield context.make(thing, "owned by", owner, sort=sort)


def _owned_thing(owned: Token) -> Token | None:
    """Lindow Power of `state-owned Lindow Power`, `the state-owned utility Lindow Power`, `Lindow Power, the ...`."""
    noun = owned.head
    if noun.i < owned.i or noun.pos_ == "PROPN":
        return noun if noun.i > owned.i else None
    beside = next((child for child in noun.rights if child.dep_ == "appos" and child.pos_ == "PROPN"), None)
    if beside is None and noun.dep_ in ("appos", "compound", "nmod") and noun.head.pos_ == "PROPN":
        return noun.head
    return beside or noun


def _owner_before(context: Context, last: Token) -> Mention | None:
    """The Havkraft of `Havkraft-owned Lindow Power`, by its whole name."""
    if last.ent_type_ not in ("ORG", "PERSON", "PRODUCT"):
        return None
    entity = context.sentence.entity_at(last)
    if entity is None or entity.end != last.i + 1:
        return None
    kind = "Person" if entity.label_ == "PERSON" else "Company"
    return Mention(name=clean_name(context.sentence.text(list(entity))), type=kind)


def _without_owner(context: Context, owner: Token) -> str:
    """The words of what is owned up to its noun, without whose it is."""
    whose = {token.i for token in owner.subtree}
    phrase = context.sentence.phrase(owner.head)
    return context.sentence.text([token for token in phrase if token.i not in whose and token.i <= owner.head.i])


def _by_its_name(context: Context, whose: Token) -> Iterator[Candidate]:
    """`its Arden mine`, `the company's Arden and Selby mines`: each by the name right before the noun."""
    noun = whose.head
    kind = load_table("names.classes").get(noun.lemma_.lower())
    if kind not in load_words("names.owned.classes") or noun.text.isupper():
        return
    owner = context.name(whose)
    firms = load_words("names.bodies.classes") - {"GovernmentBody"}
    if owner is None or not is_named(owner) or owner.type not in firms:
        return
    last = noun.lemma_.lower() if noun.tag_ == "NNS" else noun.text
    for named in _names_before_noun(context, noun, whose):
        yield context.make(owner, "owns", Mention(name=f"{named} {last}", type=str(kind)), sort=_SORT)


def _names_before_noun(context: Context, noun: Token, whose: Token) -> Iterator[str]:
    """Arden and Selby of `its old Arden and Selby mines`; nothing where other words stand between name and noun."""
    tokens, end = context.sentence.tokens, noun.i
    at = end
    while at > whose.i + 1 and (
        _is_of_name(tokens[at - 1]) or (at < end and tokens[at - 1].lower_ in ("and", ",", "&"))
    ):
        at -= 1
    run = tokens[at:end]
    words: list[Token] = []
    for token in (*run, None):
        if token is not None and _is_of_name(token):
            words.append(token)
            continue
        if words:
            yield context.sentence.text(words)
        words = []


def _is_of_name(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[:1].isupper() and token.tag_ != "POS"


def _by_name(context: Context, mark: Token) -> Iterator[Candidate]:
    """`Lindow Power's Arden Solar Park`: the owner before the mark, the thing by its own name behind it."""
    own, owner = _name_behind(context, mark.i + 1), _name_before(context, mark.i)
    if len(own) < 2 or not owner or is_post(owner[-1]):
        return
    name, whose = clean_name(context.sentence.text(own)), clean_name(context.sentence.text(owner))
    kind = load_table("names.classes").get(own[-1].lemma_.lower())
    persons = any(token.ent_type_ == "PERSON" for token in owner)
    if kind not in load_words("names.owned.classes") or is_place(whose) or persons or not whose[:1].isupper():
        return
    if len(owner) == 1 and context.document.text.count(whose) == 1:
        return  # King's Cross Station
    holder, entity = context.name(owner[-1]), context.sentence.entity_at(owner[-1])
    if holder is None or (entity is not None and entity.end > mark.i + 1):  # the recogniser takes both for one
        holder = Mention(name=whose, type="Organization")
    if holder.type not in ("Person", "Country", "GovernmentBody") and not is_place(holder.name):
        yield context.make(holder, "owns", Mention(name=name, type=str(kind)), sort=_SORT)


def _name_behind(context: Context, at: int) -> Sequence[Token]:
    """The words of a name from a place on, with the common noun that it ends in: Salvador mine."""
    tokens, end = context.sentence.tokens, at
    while end < len(tokens) and tokens[end].pos_ == "PROPN" and tokens[end].text[:1].isupper():
        end += 1
    classes = load_words("names.classes")
    if end == at + 1 and any(char.isdigit() for char in tokens[at].text):  # the G4 green park
        while end + 1 < len(tokens) and tokens[end].pos_ in ("ADJ", "NOUN") and tokens[end].head.i > end:
            end += 1
    if at < end < len(tokens) and tokens[end].tag_ == "NN" and tokens[end].lemma_.lower() in classes:
        end += 1
    return tokens[at:end]


def _name_before(context: Context, end: int) -> Sequence[Token]:
    """The words of a name that ends at a place."""
    tokens, start = context.sentence.tokens, end
    while start > 0 and tokens[start - 1].pos_ == "PROPN" and tokens[start - 1].text[:1].isupper():
        start -= 1
    return tokens[start:end]
