"""Highs and lows: that exports were the highest since 2012, that a share fell to its lowest level in ten years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from shugu.extract.basis import PREDICATES, find_basis
from shugu.extract.clause_times import time_of
from shugu.extract.context import Context, Qualifiers, Sort
from shugu.extract.lexicon import load_pattern, load_words
from shugu.extract.subjects import find_subjects
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Basis, Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_records"]

_OWNERS = ("Person", "Country", "Company", "Organization", "GovernmentBody", "City", "Province")
_LEVELS = ("dobj", "pobj", "appos", "attr", "npadvmod", "oprd", "acomp", "conj")


def find_records(context: Context) -> Iterator[Candidate]:
    """A candidate for each high or low that tells since when, or in how long, there was none like it."""
    for token in context.sentence.tokens:
        if token.tag_ != "JJS":
            continue
        match = load_pattern("events.records.words").match(context.sentence.words, token.idx)
        if match is not None:
            yield from _of_measure(context, token, match)


def _of_measure(context: Context, best: Token, match: re.Match[str]) -> Iterator[Candidate]:
    """The record as a description of what is measured, at the time of its clause."""
    noun = best.head if best.dep_ == "amod" else best
    level = noun.i == best.i or noun.lemma_.lower() in load_words("events.records.nouns")
    verbs = (above for above in noun.ancestors if above.pos_ in PREDICATES)
    verb = next((above for above in verbs if above.tag_ != "VB"), None)  # "rising to reach 9 million, the highest"
    if not level or verb is None or noun.dep_ not in _LEVELS or find_basis(verb) is not Basis.ACTUAL:
        return
    measure = _measured(context, verb)
    if measure is None:
        return
    time = time_of(context.sentence, verb)
    own = time if time is not None and not match.start() <= time.start < match.end() else None
    sort = Sort(Kind.ATTRIBUTE, "record", 0.6)
    yield context.make(measure, "is", match.group().strip(" ,"), sort=sort, qualifiers=Qualifiers(time=own))


def _measured(context: Context, verb: Token) -> Mention | None:
    """What a record is of: exports, the share of who accounts for one, what "this" told a figure of."""
    subject = next(iter(find_subjects(verb)), None)
    if subject is None:
        return None
    if subject.lower_ in ("this", "that") and subject.pos_ == "PRON":
        last = context.names.figures.last
        near = last is not None and context.sentence.sentence.number - last.sentence == 1
        return Mention(name=last.label, type="Topic") if last is not None and near else None
    name = context.name(subject)
    if name is None or subject.pos_ == "PROPN" or subject.ent_type_ or name.type in _OWNERS:
        return None
    if verb.lemma_ not in load_words("events.records.shares"):
        return name
    begins = subject.left_edge.i == 0 and name.name[1:].islower()  # "Stone houses", with the capital of its sentence
    whole = f"{name.name[:1].lower()}{name.name[1:]}" if begins else name.name
    return replace(name, name=f"share of {whole}", type="Topic")
