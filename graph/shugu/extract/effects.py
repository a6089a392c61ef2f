"""What brings about what, as a verb tells it: `the storm led to a drop in output`, `sales rose, driven by exports`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from shugu.extract.appositions import is_set_apart
from shugu.extract.basis import PREDICATES
from shugu.extract.clause_times import time_of
from shugu.extract.clauses import Clause
from shugu.extract.context import Context, Qualifiers, Sort, is_named
from shugu.extract.lexicon import load_table, load_words
from shugu.extract.posts import name_speaker
from shugu.extract.subjects import find_subjects
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Basis, Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_effects"]

_MOST = 3  # subjects, and things brought about by each
_NOUNS = ("NOUN", "PROPN")


def find_effects(context: Context, clause: Clause) -> Iterator[Candidate]:
    """A candidate for each thing that the subject of a clause brings about, or that brings its subject about."""
    if clause.passive:
        yield from _driven(context, clause)
    else:
        yield from _brought_about(context, clause)


def _brought_about(context: Context, clause: Clause) -> Iterator[Candidate]:
    """`The late rains led to a drop of 2 percent in the harvest`: of subjects in common nouns."""
    prep = load_table("events.effects.leading").get(clause.lemma)
    if prep is not None and any(token.dep_ == "dobj" for token in clause.objects):
        return  # "contributed 4 billion to the budget"
    if prep is not None:
        heads = [token for word, token in clause.preps if word == prep]
    elif clause.lemma in load_words("events.effects.causing"):
        prep, heads = "", list(clause.objects)
    else:
        return
    effects = [words for head in heads[:_MOST] if (words := _words(context, head))]
    for subject in _things(clause.subjects) if effects else ():
        cause = context.name(subject)
        if cause is not None and subject.pos_ == "NOUN" and not is_named(cause) and _says_what(cause):
            for words in effects:
                yield _make(context, clause, cause, f"{clause.words} {prep}".rstrip(), words)


def _driven(context: Context, clause: Clause) -> Iterator[Candidate]:
    """`Sales rose in nine sectors, driven by exports`: of what rose, whatever stands right before the comma."""
    if clause.lemma not in load_words("events.effects.driven") or not clause.agents:
        return
    above = _change_above(clause.verb)
    if above is None and clause.lemma in load_words("events.effects.helping"):
        return  # "built with a firm, supported by grants from the fund": told of who gives
    for subject in _things(find_subjects(above) if above is not None else clause.subjects):
        driven = context.name(subject)
        if driven is None or not (above is not None or (" " in driven.name and _says_what(driven))):
            continue
        for agent in clause.agents[: 2 * _MOST]:
            actor = context.name(agent)
            if actor is None or actor.type == "Person" or (above is None and is_named(actor)):
                continue
            words = actor if is_named(actor) else _words(context, agent)
            if words:
                yield _make(context, clause, driven, f"{clause.words} by", words)


def _things(subjects: Sequence[Token]) -> list[Token]:
    """The nouns of a subject; of `its top goods, tin and copper`, tin and copper."""
    described = {t.head.i for t in subjects if t.head.tag_ == "NNS" and is_set_apart(t.head)}
    return [token for token in subjects[:_MOST] if token.pos_ in _NOUNS and token.i not in described]


def _change_above(participle: Token) -> Token | None:
    """The verb of change that a participle behind a comma or dash says more of; None for one beside its noun."""
    first = participle.left_edge.i
    if participle.dep_ not in ("acl", "advcl") or first == 0 or not participle.doc[first - 1].is_punct:
        return None
    verb = next((above for above in participle.ancestors if above.pos_ in PREDICATES), None)
    if verb is None or verb.i > participle.i:
        return None
    moved = any(child.lower_ in load_words("events.effects.moved") for child in verb.rights)
    return verb if verb.lemma_ in load_table("verbs.change") or moved else None


def _says_what(thing: Mention) -> bool:
    """False for a noun that says nothing of its own: the move, this particular sector."""
    first, last = thing.name.lower().partition(" ")[0], thing.name.rsplit(maxsplit=1)[-1]
    vague = first in load_words("events.wordings.loose") or last in load_words("events.described.vague")
    return is_named(thing) or not vague


def _words(context: Context, head: Token) -> str:
    """The words of what is brought about, without figures; none for a place, a pronoun, a bare noun or a time."""
    if head.pos_ not in _NOUNS or head.ent_type_ in ("GPE", "LOC", "FAC") or context.sentence.time_at(head):
        return ""
    tokens = [t for t in context.sentence.phrase(head) if context.sentence.quantity_at(t) is None and t.text != "%"]
    loose = bool(tokens) and tokens[0].lower_ in load_words("events.wordings.loose")  # several factors
    words = context.sentence.text(tokens)
    return words if " " in words and not loose else ""


def _make(context: Context, clause: Clause, subject: Mention, label: str, value: Mention | str) -> Candidate:
    speaker = name_speaker(context, clause.speaker)
    basis, time = clause.basis or Basis.ACTUAL, time_of(context.sentence, clause.verb)
    qualifiers = Qualifiers(basis=basis, time=time, speaker=speaker)
    return context.make(subject, label, value, sort=Sort(Kind.RELATION, "cause", 0.6), qualifiers=qualifiers)
