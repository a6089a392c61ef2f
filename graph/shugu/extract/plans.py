"""What somebody means to do, told in words: the whole of it, where neither a name nor a figure says it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from shugu.extract.context import Sort, is_named
from shugu.extract.lexicon import load_table, load_words
from shugu.extract.telling import Telling
from shugu.model.candidate import Candidate
from shugu.model.fact import Basis, Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_plans"]

_ARGUMENTS = ("dobj", "attr", "acomp", "oprd", "prep", "dative", "prt")
_OUTSIDE = ("relcl", "acl", "appos", "advcl", "parataxis", "npadvmod", "mark", "ccomp")
_FEWEST = 2  # words of a plan besides its verb


def find_plans(telling: Telling) -> list[Candidate]:
    """`will improve the quality of rural networks`: one candidate, or one for each thing that is to be made."""
    named = is_named(telling.subject) or telling.subject.span is None
    if not named or telling.clause.agents:
        return []
    if telling.clause.lemma in load_words("verbs.plan_words.aiming") and not telling.clause.passive:
        return _aims(telling)
    if telling.qualifiers.basis not in (Basis.TARGET, Basis.FORECAST):
        return []
    label = f"{_lead(telling)} {telling.clause.words}"
    found = (_plan(telling, label, tokens) for tokens in _parts(telling))
    return [candidate for candidate in found if candidate is not None]


def _lead(telling: Telling) -> str:
    """Plans to, of who can plan; will, of a thing; will be, of what is done to it."""
    kind = "agents" if telling.subject.type in load_words("verbs.plan_words.agents") else "things"
    kind = "passive" if telling.clause.passive else kind
    return str(load_table("verbs.plan_words.labels")[kind])


def _aims(telling: Telling) -> list[Candidate]:
    """`aims at building a central city`: the aim is a plan, whenever it is told."""
    preps = load_words("verbs.plan_words.aiming_preps")
    prep = next((c for c in telling.clause.verb.children if c.dep_ == "prep" and c.lower_ in preps), None)
    if prep is None:
        return []
    meant = replace(telling, qualifiers=replace(telling.qualifiers, basis=Basis.TARGET))
    tokens = [token for child in prep.children for token in _kernel(child)]
    plan = _plan(meant, f"{telling.clause.lemma}s {prep.lower_}", tokens)
    return [] if plan is None else [plan]


def _plan(telling: Telling, label: str, tokens: list[Token]) -> Candidate | None:
    words = telling.words_of(tokens)
    empty = len([token for token in tokens if token.pos_ not in ("DET", "ADP", "PRON", "PUNCT")]) < _FEWEST
    if empty or any(telling.is_figure(token) for token in tokens):
        return None
    return telling.make(label, words, Sort(Kind.TARGET, "plan", telling.sure - 0.1))


def _parts(telling: Telling) -> Iterator[list[Token]]:
    """The words behind the verb; apart for each of several objects that has its own article."""
    verb = telling.clause.verb
    objects = [token for token in telling.clause.objects if token.i > verb.i]
    if len(objects) > 1 and all(any(c.dep_ == "det" for c in token.children) for token in objects):
        yield from (list(telling.context.sentence.phrase(token)) for token in objects)
        return
    arguments = [child for child in verb.rights if child.dep_ in _ARGUMENTS and child.dep_ != "prt"]
    tokens = [token for child in arguments for token in _kernel(child)]
    sentence = telling.context.sentence
    kept = [token for token in tokens if sentence.time_at(token) is None]
    while kept and (kept[-1].dep_ in ("prep", "cc", "punct") or kept[-1].pos_ == "ADP"):
        kept.pop()
    yield kept


def _kernel(head: Token) -> Iterator[Token]:
    for child in (*head.lefts, head, *head.rights):
        if child.i == head.i:
            yield child
        elif child.dep_ not in _OUTSIDE and not (child.dep_ == "conj" and child.pos_ in ("VERB", "AUX")):
            yield from _kernel(child)
