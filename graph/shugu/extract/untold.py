"""The main clause of a sentence that no other rule reads, in its own words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from shugu.extract.basis import find_basis
from shugu.extract.clauses import Clause
from shugu.extract.context import Context, Sort
from shugu.extract.lexicon import load_words
from shugu.extract.posts import name_speaker
from shugu.extract.telling import Telling, read_telling
from shugu.model.candidate import Candidate
from shugu.model.fact import Basis, Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_untold"]

_TOLD = ("dobj", "attr", "acomp", "oprd", "prep", "agent", "dative", "xcomp")
_ASIDE = ("relcl", "advcl", "parataxis")
_HELPING = ("aux", "auxpass", "prt")
_FEWEST = 2  # words behind the verb
_MOST = 4  # subjects


def find_untold(context: Context, clauses: Sequence[Clause]) -> Iterator[Candidate]:
    """A candidate for each subject of the main clauses: `The grant will be financed by the association`."""
    if context.sentence.words.rstrip("”\"’' ").endswith("?"):
        return
    for clause in clauses:
        if clause.basis is None or not clause.is_finite or not _is_main(clause.verb):
            continue
        told_apart = load_words("verbs.speech.lemmas", "verbs.hypothetical.seen", "events.wordings.trending")
        if clause.lemma in told_apart or clause.is_possible or _is_in_doubt(clause.verb):
            continue
        speaker = name_speaker(context, clause.speaker) or context.speaker
        for head in clause.subjects[:_MOST]:
            subject = context.name(head) if head.pos_ in ("NOUN", "PROPN") else None
            meant = head.lemma_.lower() in load_words("verbs.future.nouns")  # "The aim is to widen the road": whose?
            if subject is not None and subject.type != "Person" and not (meant or _is_of_some(context, head)):
                yield from _tell(_as_meant(read_telling(context, clause, subject, speaker)))


def _is_main(verb: Token) -> bool:
    """True for the main verb and those that are told along with it."""
    while verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        verb = verb.head
    return verb.dep_ == "ROOT"


def _is_of_some(context: Context, head: Token) -> bool:
    """True for two companies, many visitors and some people, of whom nobody knows which are meant."""
    quantity = any(context.sentence.quantity_at(token) is not None for token in (head, *head.lefts))
    return quantity or any(child.lower_ in load_words("events.wordings.loose") for child in head.lefts)


def _is_in_doubt(verb: Token) -> bool:
    """True for `has yet to be approved`, and for what holds only if something else does."""
    conditions = load_words("verbs.hypothetical.marks")
    return any(token.lower_ == "yet" or (token.dep_ == "mark" and token.lower_ in conditions) for token in verb.subtree)


def _as_meant(telling: Telling) -> Telling:
    """On the ground of the infinitive, where the verb only leads to that: `is expected to boost trade` is foreseen."""
    infinitive = next((child for child in telling.clause.verb.rights if child.dep_ == "xcomp"), None)
    basis = find_basis(infinitive) if infinitive is not None else Basis.ACTUAL
    if basis in (None, Basis.ACTUAL):
        return telling
    return replace(telling, qualifiers=replace(telling.qualifiers, basis=basis))


def _tell(telling: Telling) -> Iterator[Candidate]:
    verb = telling.clause.verb
    behind = [token for child in verb.rights if child.dep_ in _TOLD for token in _below(telling, child)]
    words = " ".join(telling.words_of(behind).split())
    if words.count(" ") + 1 < _FEWEST:
        return
    label = " ".join(t.lower_ for t in (*verb.lefts, verb, *verb.rights) if t.i == verb.i or t.dep_ in _HELPING)
    kind = Kind.EVENT if telling.event else Kind.ATTRIBUTE
    if telling.qualifiers.basis in (Basis.TARGET, Basis.FORECAST):
        kind = Kind.TARGET
    yield telling.make(label, words, Sort(kind, "sentence", 0.4))


def _below(telling: Telling, token: Token) -> Iterator[Token]:
    """The tokens of an argument without times and clauses that say more of it."""
    if telling.context.sentence.time_at(token) is not None and token.dep_ != "prep":
        return
    if token.dep_ == "prep" and all(telling.context.sentence.time_at(child) is not None for child in token.children):
        return
    for child in (*token.lefts, token, *token.rights):
        if child.i == token.i:
            yield child
        elif child.dep_ not in _ASIDE:
            yield from _below(telling, child)
