"""What the title of a law or plan says of it: what it is about, and where it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from shugu.extract.context import Context, Qualifiers, Sort
from shugu.extract.gazetteer import is_place
from shugu.extract.lexicon import load_pattern, load_table, load_words
from shugu.extract.times import Time
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Kind

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan

__all__ = ["find_titles"]


def find_titles(context: Context) -> Iterator[Candidate]:
    """`Regulations on Coastal Shipping of Norland`: it applies to coastal shipping, and to Norland."""
    for entity in context.sentence.doc.ents:
        policy = _policy(context, entity)
        title = load_pattern("events.policies.title").fullmatch(entity.text.strip("“”\"' "))
        if policy is None:
            continue
        sort = Sort(Kind.POLICY, "policy/title", 0.6)
        issued = load_pattern("events.policies.issued").fullmatch(entity.text)
        if issued is not None and (issuers := list(_issuers(issued["issuers"]))):
            yield from (context.make(policy, "issued by", issuer, sort=sort) for issuer in issuers)
            title = load_pattern("events.policies.matter").fullmatch(issued["matter"])
            if title is not None:
                yield context.make(policy, "promotes", title["topic"].strip("“”\"' "), sort=sort)
            topics = []
        else:
            topics = list(_applied_to(title["topic"])) if title is not None else []
        for words in (*topics, *_places_in(entity, topics)):
            qualifiers = Qualifiers(time=_years_of(context, entity))
            yield context.make(policy, "applies to", words, sort=sort, qualifiers=qualifiers)


def _years_of(context: Context, entity: SpacySpan) -> Time | None:
    """The years in brackets behind a title or at its end: `Arden Coast Plan (2021-2025)`."""
    for time in context.sentence.times:
        behind = entity.start_char < time.start <= entity.end_char + len(" (")
        if behind and context.sentence.words[: time.start].endswith("("):
            return time
    return None


def _issuers(words: str) -> list[Mention]:
    """The bodies of `the Arden Council, the Arden Board`; none where one of them is no body by its last word."""
    classes, bodies = load_table("names.classes"), re.split(r", (?:and )?| and (?=the [A-Z])", words)
    found = [
        Mention(name=body.removeprefix("the "), type=str(classes.get(body.rsplit(maxsplit=1)[-1].lower())))
        for body in bodies
    ]
    return found if all(body.type in load_words("events.policies.issuers") for body in found) else []


def _places_in(entity: SpacySpan, topics: Sequence[str]) -> list[str]:
    """The place that stands in a title elsewhere than last: the Norland of a Norland Coast Development Plan."""
    found = [token.text for token in entity if token.text[:1].isupper() and is_place(token.text)]
    return [
        place
        for place in found[:1]
        if not any(topic.startswith(place) and topic != place for topic in topics)
        and not any(is_place(load_pattern("events.policies.kind_of_place").sub("", topic)) for topic in topics)
    ]


def _applied_to(topic: str) -> Iterator[str]:
    """The matter of a title, and the place where it names one last: the development of fisheries in Norland."""
    parted = load_pattern("events.policies.joint").fullmatch(topic)
    matter, joint, last = parted.groups() if parted else (topic, None, "")
    plain = load_pattern("events.policies.kind_of_place").sub("", last or "")
    if joint and (is_place(plain) or plain != last):
        yield last
        about, _, tail = matter.rpartition(" ")
        matter = about if tail.lower() in load_words("events.policies.about") else matter
    elif joint and matter.rsplit(maxsplit=1)[-1].lower() in load_words("events.policies.about"):
        matter = last
    else:
        matter = topic
    if " " in matter:
        yield matter


def _policy(context: Context, entity: SpacySpan) -> Mention | None:
    mention = context.name(entity.root)
    known = mention is not None and mention.type in load_words("events.policies.classes")
    return mention if known or entity.label_ == "LAW" else None
