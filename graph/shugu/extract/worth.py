"""Which candidates of a sentence tell a reader something, and of whom they tell it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from shugu.extract.context import Context, is_named, make_term
from shugu.extract.lexicon import load_words
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_telling"]

_KNOWN = frozenset({"GovernmentBody", "Country", "Province"})  # "government": a reader knows which
_OWNERS = frozenset({"ORG", "FAC", "PRODUCT", "EVENT", "LAW"})
_SUMS = frozenset({"Fund", "Financing"})
_NO_OWNERS = frozenset({"Person", "Country", "GovernmentBody"})
_FEW = 10  # things counted below this of an unnamed thing are mostly told along: two companies, three phases


def find_telling(context: Context, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """The candidates that state something of somebody.

    Left out: what says a thing of itself, small counts of unnamed things, and what is told of a bare common noun
    ("companies announced"). A measure that stands there as the subject ("storage rose to 90,000 t") is one of the
    thing built that was spoken of last.
    """
    persons = frozenset(_persons(context))
    for candidate in candidates:
        told = _of_itself(candidate, persons)
        if not told and (whole := _with_owner(context, candidate)) is not None:
            yield whole


def _persons(context: Context) -> Iterator[str]:
    for entity in context.sentence.doc.ents:
        mention = context.name(entity.root) if entity.label_ == "PERSON" else None
        if mention is not None and mention.type == "Person":
            yield mention.name


def _of_itself(candidate: Candidate, persons: frozenset[str]) -> bool:
    """True for a thing told of itself, and for a post with the name of somebody else in it."""
    if candidate.rule == "post" and candidate.text is not None:
        return any(_names(candidate.text, name) for name in persons - {candidate.subject.name})
    named = candidate.object is not None and candidate.kind is not Kind.CLAIM
    return named and candidate.object is not None and candidate.object.name == candidate.subject.name


def _names(text: str, person: str) -> bool:
    """True where a text names a person, not a body: `the Ada Brook Institute`, `president of Lindow Rail`."""
    return re.search(rf"(?<!\bof ){re.escape(person)}(?!\s[A-Z])", text) is not None


def _with_owner(context: Context, candidate: Candidate) -> Candidate | None:
    """The candidate where it tells something; with the owner of a measure for its subject; else None."""
    subject = candidate.subject
    if _is_slight(candidate) or subject.name in load_words("verbs.by_unit"):
        return None
    named = not subject.name[:1].islower() or is_named(subject)
    shared = candidate.rule == "figure/allotted"  # what a sum goes to is told by its own words
    known = shared or subject.type in _KNOWN or subject.name in load_words("events.wordings.bodies")
    if named or known or subject.span is None:
        return candidate
    vague = load_words("figures.nouns.vague")
    words = [word for word in candidate.predicate.label.split() if word not in vague]
    noun = subject.name.rsplit(maxsplit=1)[-1]
    several = " " in subject.name
    told = several and (words or not _is_measure(noun) or candidate.number is None)
    fund = several and subject.type in _SUMS  # an emergency fund has its own amount
    if told or fund or _is_figure_of_branch(candidate, noun, several=several):
        return candidate
    if candidate.number is None:
        return _of_bare_subject(candidate, noun)
    if _is_measure(noun):
        return _of_measure(context, candidate, words)
    deal = candidate.rule == "figure/worth" and noun in load_words("figures.nouns.deals")
    return candidate if words or deal else None  # "signed a contract worth $4 million"


def _is_slight(candidate: Candidate) -> bool:
    """True for a small count of an unnamed thing that is mostly told along; not for what works make."""
    small = candidate.unit == "count" and candidate.number is not None and candidate.number < _FEW
    return small and not is_named(candidate.subject) and candidate.rule != "figure/works"


def _is_figure_of_branch(candidate: Candidate, noun: str, *, several: bool) -> bool:
    """True for a figure of a part of an economy, which has figures of its own: of the metal sector, of industry."""
    branch = noun in load_words("figures.nouns.branches") and (several or candidate.rule == "figure/followed")
    return branch and candidate.number is not None


def _of_measure(context: Context, candidate: Candidate, words: list[str]) -> Candidate | None:
    """A measure that stands as the subject as one of the thing that the text speaks of."""
    subject = candidate.subject
    assert subject.span is not None
    owner = _named_before(context, subject.span.start) or context.names.last_built()
    label = make_term(" ".join([subject.name, *words]))
    if owner is None:
        return candidate if " " in subject.name else None
    return replace(candidate, subject=owner, predicate=label)


def _of_bare_subject(candidate: Candidate, noun: str) -> Candidate | None:
    """What a bare noun is said to have done, where it tells something of a named thing: when the clinic was opened.

    `the contract was awarded to Norland Rail`, `the ceremony was attended by Ada Brook` and what a minister says
    stand as they are.
    """
    if candidate.kind is Kind.CLAIM:
        return candidate if noun in load_words("names.posts.nouns") else None
    if candidate.rule in ("clause/is", "cause", "description/beside", "description/several", "record"):
        return candidate  # cocoa is the main export; harvests fell because of a drought
    if candidate.rule == "plan" and candidate.subject.type == "Financing":
        return candidate  # the $23 million loan will be repaid by the port
    thing = candidate.object
    vague = candidate.subject.name in load_words("figures.nouns.vague") | {"event", "events"}
    if candidate.kind is not Kind.EVENT or thing is None or not is_named(thing) or vague:
        return None
    if candidate.rule in ("clause/agent", "clause/preposition"):
        return candidate
    done = candidate.rule == "clause/object" and candidate.time is not None
    return replace(candidate, subject=thing, object=None) if done else None


def _named_before(context: Context, start: int) -> Mention | None:
    """The last thing named before a place of the document in its sentence, persons and countries apart."""
    for token in reversed(context.sentence.tokens):
        entity = context.sentence.entity_at(token)
        before = context.sentence.place(token.idx) < start and not _is_aside(context, token, start)
        if before and entity is not None and entity.label_ in _OWNERS:
            mention = context.name(token)
            if mention is not None and is_named(mention) and mention.type not in _NO_OWNERS:
                return mention
    return None


def _is_aside(context: Context, token: Token, start: int) -> bool:
    """True for a token of a clause that ends before a place of the document.

    The bank of `The mill, which belongs to the bank, has 40 looms`, before the looms.
    """
    asides = (above for above in token.ancestors if above.dep_ in ("relcl", "acl"))
    return any(context.sentence.place(above.right_edge.idx) < start for above in asides)


def _is_measure(noun: str) -> bool:
    """True for a noun that names what is measured of something: cost, storage, orders."""
    heads = load_words("verbs.indicators.heads", "names.measures.nouns")
    return noun in heads or noun.rstrip("s") in heads or noun in load_words("names.bare.nouns")
