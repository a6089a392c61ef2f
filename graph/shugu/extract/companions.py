"""Who does something together with others: joins partners in financing the dam, including Lindow Bank and Havkraft."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from shugu.extract.context import Sort, is_named
from shugu.extract.coordination import examples
from shugu.extract.lexicon import load_words
from shugu.extract.telling import Telling
from shugu.model.candidate import Candidate
from shugu.model.fact import Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_companions"]


def find_companions(telling: Telling) -> Iterator[Candidate]:
    """A candidate of what they do for the subject and for each of the others that is named."""
    clause = telling.clause
    if clause.lemma not in load_words("events.signing.joining") or clause.passive:
        return
    others = next((o for o in clause.objects if o.lemma_.lower() in load_words("events.lists.described")), None)
    done = _done(clause.verb, others) if others is not None else None
    made = next((child for child in done.children if child.dep_ == "dobj"), None) if done is not None else None
    thing = telling.context.find_name(made)
    if others is None or done is None or thing is None or not (is_named(thing) or " " in thing.name):
        return
    named = [mention for token in examples(others) if (mention := telling.context.name(token)) is not None]
    for one in (telling.subject, *(mention for mention in named if is_named(mention))):
        if one.name != thing.name:
            sort = Sort(Kind.RELATION, "clause/companion", 0.6)
            yield replace(telling, subject=one).make(f"partner in {done.lower_}", thing, sort)


def _done(verb: Token, others: Token) -> Token | None:
    """The financing of `joins partners in financing the dam`."""
    preps = (child for head in (others, verb) for child in head.children if child.dep_ == "prep")
    return next((c for prep in preps if prep.lower_ == "in" for c in prep.children if c.dep_ == "pcomp"), None)
