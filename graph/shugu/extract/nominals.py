"""What noun phrases say by themselves: posts, appositions, places of things, ranks, parts and members."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from shugu.extract.clauses import conjuncts
from shugu.extract.context import Context
from shugu.extract.lexicon import load_data
from shugu.extract.quantities import Quantity
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Comparator, Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_nominals"]

_RANKS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "largest": 1,
    "biggest": 1,
}
_RANK = re.compile(
    r"\b(?P<word>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|(?P<n>\d{1,3})(?:st|nd|rd|th))\b",
    re.IGNORECASE,
)
_NUMBER_ONE = re.compile(r"\bNo\.?\s?(?P<n>\d{1,3})\b")
_PARTS = {
    "subsidiary",
    "unit",
    "arm",
    "division",
    "part",
    "member",
    "affiliate",
    "branch",
    "owner",
    "operator",
    "developer",
    "founder",
    "supplier",
    "maker",
    "winner",
    "home",
    "seat",
    "parent",
}
_FIXED = {"FAC", "ORG", "PRODUCT", "EVENT"}


def find_nominals(context: Context) -> Iterator[Candidate]:
    """Candidates from the noun phrases of a sentence."""
    for token in context.sentence.doc:
        if token.dep_ == "appos" and token.pos_ in ("NOUN", "PROPN"):
            yield from _apposition(context, token)
        if token.ent_type_ == "PERSON" and token.ent_iob_ == "B":
            yield from _title_before(context, token)
            yield from _post_before_comma(context, token)
        if (
            token.dep_ == "prep"
            and token.lower_ in ("in", "of", "near", "at", "outside", "off")
            and token.head.pos_ in ("PROPN", "NOUN")
        ):
            yield from _located(context, token)
    yield from _comma_places(context)
    yield from _national(context)
    yield from _headquarters(context)
    yield from _based(context)
    yield from _ranks(context)


def _is_post(token: Token) -> bool:
    return token.lemma_.lower() in load_data("names")["posts"]["nouns"]


def _apposition(context: Context, token: Token) -> Iterator[Candidate]:
    """`Ada Brook, minister of trade`; `Lindow, the capital of Norland`; `trade minister, Ada Brook`."""
    one, other = context.name(token.head), context.name(token)
    if one is None:
        return
    words = context.phrase(token)
    if one.type == "Person" and _is_post(token):
        yield _post(context, one, _post_words(context, token))
    elif other is not None and other.type == "Person" and _is_post(token.head):
        yield _post(context, other, _post_words(context, token.head))
    elif one.name[:1].isupper() and words and context.sentence.quantity_at(token) is None:
        if (
            (part := _pobj(token, "of")) is not None
            and token.lemma_.lower() in _PARTS
            and (whole := context.name(part)) is not None
        ):
            yield context.make(
                one, f"{token.lower_} of", kind=Kind.RELATION, rule="apposition/part", confidence=0.8, object=whole
            )
        elif token.lemma_ == "capital" and (place := _pobj(token, "of")) is not None and (whole := context.name(place)):
            yield context.make(
                one, "capital of", kind=Kind.RELATION, rule="apposition/capital", confidence=0.9, object=whole
            )
        elif token.pos_ == "PROPN" and other is not None and context.is_place(one) and context.is_place(other):
            yield context.make(
                one, "located in", kind=Kind.RELATION, rule="apposition/place", confidence=0.75, object=other
            )
        elif (
            (home := _pobj(token, "from", "in", "based in")) is not None
            and (place := context.name(home)) is not None
            and context.is_place(place)
        ):
            yield context.make(
                one, "located in", kind=Kind.RELATION, rule="apposition/from", confidence=0.65, object=place
            )
        elif token.pos_ == "NOUN":
            yield context.make(
                one, "is", kind=Kind.ATTRIBUTE, rule="apposition/description", confidence=0.55, object=words
            )


def _post_words(context: Context, token: Token) -> str:
    """The post in words: `the company's president` is president of the company that is meant."""
    owner = next((c for c in token.children if c.dep_ == "poss"), None)
    words = context.sentence.text(_without_clause(context, token))
    if owner is None:
        return words
    mention = context.name(owner)
    own = {t.i for t in owner.subtree}
    rest = context.sentence.text([t for t in _without_clause(context, token) if t.i not in own])
    return f"{rest} of {mention.name}" if mention is not None else words


def _without_clause(context: Context, token: Token) -> list[Token]:
    return context.sentence.phrase(token)


def _pobj(token: Token, *words: str) -> Token | None:
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in words:
            return next((p for p in child.children if p.dep_ == "pobj"), None)
    return None


def _post(context: Context, person: Mention, words: str) -> Candidate:
    return context.make(person, "holds post", kind=Kind.RELATION, rule="post", confidence=0.85, object=words)


def _title_before(context: Context, first: Token) -> Iterator[Candidate]:
    """`Transport Minister Hadi Wirasena`, `chief executive Birgit Aagren`."""
    doc, start = context.sentence.doc, first.i
    begin = start
    while (
        begin > 0
        and doc[begin - 1].pos_ in ("NOUN", "PROPN", "ADJ")
        and doc[begin - 1].ent_type_ in ("", "ORG", "GPE", "NORP")
        and start - begin < 6
    ):
        begin -= 1
    title = [doc[i] for i in range(begin, start)]
    if not title or not any(_is_post(t) for t in title[-2:]):
        return
    person = context.name(
        next((t for t in doc[start:].subtree if t.ent_type_ == "PERSON" and t.head.ent_type_ != "PERSON"), first)
    )
    entity = next((e for e in doc.ents if e.start == start), None)
    if entity is not None:
        person = context.name(entity.root)
    if person is not None and person.type == "Person":
        yield _post(context, person, context.sentence.text(title))


def _post_before_comma(context: Context, first: Token) -> Iterator[Candidate]:
    """`the bank's regional director, Ada Brook`."""
    doc = context.sentence.doc
    if first.i < 2 or doc[first.i - 1].text != ",":
        return
    head = next(
        (
            t
            for t in reversed(list(doc[max(0, first.i - 8) : first.i - 1]))
            if _is_post(t) and t.pos_ in ("NOUN", "PROPN")
        ),
        None,
    )
    person = context.name(head) if head is not None else None
    if (
        head is not None
        and person is not None
        and person.type == "Person"
        and first.dep_ != "appos"
        and first.head.dep_ != "appos"
    ):
        yield _post(context, person, _post_words(context, head))


def _located(context: Context, prep: Token) -> Iterator[Candidate]:
    """`a solar park in Lindow Vale`, `Nordhavn Cranes of Denmark`: a named or built thing and a named place."""
    head = prep.head
    thing = context.name(head)
    if (
        thing is None
        or thing.type in ("Person", "Topic", "Event", "Country", "Financing", "Report", "Title", "OrganizationGroup")
        or (not thing.name[:1].isupper() and thing.type not in ("Project", "Park", "DataCentre", "Zone", "University"))
    ):
        return
    if prep.lower_ == "of" and (
        head.ent_type_ not in _FIXED
        or thing.type == "GovernmentBody"
        or not any(c.ent_type_ == "GPE" for c in prep.children)
    ):
        return
    for child in prep.children:
        if child.dep_ != "pobj":
            continue
        for token in conjuncts(child)[:1]:
            place = context.name(token)
            if (
                place is not None
                and context.is_place(place)
                and place.name not in thing.name
                and context.sentence.time_at(token) is None
            ):
                sure = 0.75 if thing.name[:1].isupper() else 0.55
                yield context.make(
                    thing, "located in", kind=Kind.RELATION, rule="located", confidence=sure, object=place
                )


def _comma_places(context: Context) -> Iterator[Candidate]:
    """`Lindow, Norland`: a place in a larger one."""
    doc = context.sentence.doc
    for one, other in zip(doc.ents, doc.ents[1:], strict=False):
        if (
            one.label_ in ("GPE", "LOC", "FAC")
            and other.label_ == "GPE"
            and doc.text[one.end_char : other.start_char] == ", "
            and not _in_list(doc, other.end)
        ):
            inner, outer = context.name(one.root), context.name(other.root)
            if inner and outer and inner.name != outer.name:
                yield context.make(
                    inner, "located in", kind=Kind.RELATION, rule="places", confidence=0.75, object=outer
                )


def _in_list(doc: object, end: int) -> bool:
    following = doc[end : end + 2].text.lower()  # type: ignore[index]
    return following.startswith((", and", "and", ", " + "or")) or bool(
        re.match(r",\s[a-z]*\s?[A-Z]", doc[end : end + 3].text)
    )  # type: ignore[index]


def _based(context: Context) -> Iterator[Candidate]:
    """`Lindow-based Norland Power`."""
    doc = context.sentence.doc
    for match in re.finditer(r"\b([A-Z][\w.]+(?:\s[A-Z]\w+)?)[- ](?:based|headquartered)\s", doc.text):
        token = next((t for t in doc if t.idx >= match.end() and t.pos_ in ("PROPN", "NOUN")), None)
        while token is not None and token.dep_ in ("compound", "amod", "nmod") and token.head.i > token.i:
            token = token.head
        thing = context.name(token) if token is not None else None
        if thing is not None:
            place = Mention(name=match.group(1), type="City")
            yield context.make(thing, "based in", kind=Kind.RELATION, rule="based", confidence=0.85, object=place)


def _national(context: Context) -> Iterator[Candidate]:
    """`the Danish group Havkraft`, `Lumihall, a Finnish operator`: of that country."""
    countries = load_data("names")["countries"]
    for token in context.sentence.doc:
        if (
            token.text not in countries
            or token.dep_ not in ("amod", "compound", "nmod")
            or token.head.pos_ not in ("NOUN", "PROPN")
        ):
            continue
        head = token.head
        thing = None
        if head.dep_ == "appos" and head.pos_ == "NOUN":
            thing = context.name(head.head)
        elif head.pos_ == "NOUN" and any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in head.children):
            thing = context.name(next(c for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN"))
        elif head.pos_ == "NOUN" and head.dep_ in ("compound", "nmod") and head.head.pos_ == "PROPN":
            thing = context.name(head.head)
        elif head.pos_ == "PROPN" and head.ent_type_ in ("ORG", "PRODUCT"):
            thing = context.name(head)
        if thing is not None and thing.name[:1].isupper() and thing.type not in ("Person", "Topic"):
            name = thing.name.removeprefix(f"{token.text} ")
            place = Mention(name=countries[token.text], type="Country")
            yield context.make(
                replace(thing, name=name),
                "located in",
                kind=Kind.RELATION,
                rule="national",
                confidence=0.6,
                object=place,
            )


def _headquarters(context: Context) -> Iterator[Candidate]:
    """`has its headquarters in Lindow`, `headquartered in Lindow`."""
    for token in context.sentence.doc:
        if token.lemma_.lower() not in ("headquarters", "headquarter", "headquartered", "base", "seat"):
            continue
        place = _pobj(token, "in", "at")
        verb = token.head
        subject = (
            next((c for c in verb.children if c.dep_ == "nsubj"), None)
            if token.dep_ == "dobj" and verb.lemma_ in ("have", "keep")
            else None
        )
        where, thing = (
            (context.name(place) if place is not None else None),
            (context.name(subject) if subject is not None else None),
        )
        if where is not None and thing is not None and context.is_place(where):
            yield context.make(
                thing, "headquartered in", kind=Kind.RELATION, rule="headquarters", confidence=0.85, object=where
            )


def _ranks(context: Context) -> Iterator[Candidate]:
    """`ranked third in …`, `the third largest port in …`."""
    doc = context.sentence.doc
    for match in (*_RANK.finditer(doc.text), *_NUMBER_ONE.finditer(doc.text)):
        number = int(match["n"]) if match["n"] else _RANKS[match["word"].lower()]
        token = next((t for t in doc if t.idx <= match.start() < t.idx + len(t)), None)
        if token is None or context.sentence.time_at(token) is not None:
            continue
        quantity = Quantity(
            match.start(), match.end(), match.start(), Decimal(number), "rank", Comparator.EQUAL, match.group()
        )
        above = next((a for a in (token, *token.ancestors) if a.lemma_ in ("rank", "place", "come", "stand")), None)
        following = doc[token.i + 1] if token.i + 1 < len(doc) else None
        if above is not None and above.lemma_ == "rank":
            subject = next(
                (c for c in above.children if c.dep_ in ("nsubj", "nsubjpass")),
                above.head if above.dep_ == "acl" else None,
            )
            mention = context.name(subject) if subject is not None else None
            scope = _pobj(above, "in", "among", "by", "for") or _pobj(token, "in", "among", "by", "for")
            label = f"rank {('in ' + context.phrase(scope)) if scope is not None else ''}".strip()
            if mention is not None:
                yield context.make(
                    mention, label, kind=Kind.OBSERVATION, rule="rank/verb", confidence=0.75, quantity=quantity
                )
        elif (
            following is not None and following.tag_ in ("JJS",) and (noun := following.head).pos_ in ("NOUN", "PROPN")
        ):
            owner = _owner_of_rank(context, noun)
            if owner is not None:
                quantity = replace(
                    quantity, end=following.idx + len(following), stated=f"{match.group()} {following.text}"
                )
                yield context.make(
                    owner,
                    f"rank among {noun.text} by {following.text}",
                    kind=Kind.OBSERVATION,
                    rule="rank/superlative",
                    confidence=0.65,
                    quantity=quantity,
                )


def _owner_of_rank(context: Context, noun: Token) -> Mention | None:
    if noun.dep_ == "appos":
        return context.name(noun.head)
    if noun.dep_ in ("attr", "dobj", "pobj"):
        verb = noun.head if noun.dep_ != "pobj" else noun.head.head
        subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        return context.name(subject) if subject is not None else None
    return None
