"""Sums that a verb gives, approves or shares out: what they are for, and whose they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from shugu.extract.clauses import Clause
from shugu.extract.context import is_named
from shugu.extract.coordination import conjuncts
from shugu.extract.lexicon import load_pattern, load_table, load_words
from shugu.extract.reading import Figure, Reading, is_money, label_of
from shugu.extract.sentence import find_governed, find_prep
from shugu.model.candidate import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = [
    "holder_of",
    "particle_of",
    "purpose_in_words",
    "purpose_of",
    "read_given",
    "respective_subject",
]


def particle_of(clause: Clause) -> str:
    """The particle of a verb: aside of "set aside"; empty without one."""
    verb = clause.verb
    found = next((child.lower_ for child in verb.children if child.dep_ == "prt"), "")
    beside = next((c.lower_ for c in verb.children if c.dep_ == "advmod" and c.i == verb.i + 1), "")
    return found or (beside if beside == "aside" else "")


def respective_subject(figure: Figure, clause: Clause) -> Token | None:
    """The subject that a figure belongs to in `A and B had 5 and 7 respectively`; None without such an order."""
    sentence, unit = figure.context.sentence, figure.quantity.unit
    if not clause.subjects or not load_pattern("quantities.patterns.respectively").search(sentence.words):
        return None
    subjects = list(clause.subjects)
    if len(subjects) == 1 and (inner := find_prep(subjects[0], "of")) is not None:
        subjects = conjuncts(inner)
    beside = [q for q in sentence.quantities if q.unit == unit and q.start > clause.verb.idx]
    if len(subjects) < 2 or len(beside) < len(subjects) or figure.quantity not in beside:
        return None
    return subjects[beside.index(figure.quantity) % len(subjects)]


def read_given(figure: Figure, clause: Clause) -> Reading | None:
    """`$40 million has been allocated for roads`: the allocation of what it goes to, no more than that without it."""
    approved = _read_approved(figure, clause)
    if approved is not None:
        return approved
    holding = load_table("verbs.holding").get(f"{clause.lemma} {particle_of(clause)}".strip())
    sum_ = clause.subjects and figure.context.sentence.root_of(figure.quantity.start, figure.quantity.end)
    if not clause.passive or not holding or not sum_ or clause.agents or not is_money(figure.quantity.unit or ""):
        return None
    if clause.subjects[0].i != sum_.i and not clause.subjects[0].is_ancestor(sum_):
        return None
    if sum_.dep_ == "dobj" and sum_.head.i == clause.verb.i:
        return None  # "exports earned $4 million", which the parser takes for what was earned by somebody
    goes = (token for word, token in clause.preps if word in load_words("figures.prepositions.goes_to"))
    subject = figure.context.find_name(next(goes, None))
    return Reading(subject, holding, "figure/given", 0.65, clause)


def _read_approved(figure: Figure, clause: Clause) -> Reading | None:
    """`approved $40 million for the construction of the road`: the funding of the road, whoever approved it."""
    if clause.passive or not is_money(figure.quantity.unit or ""):
        return None
    if clause.lemma in load_words("figures.nouns.sharing"):
        return _read_shared(figure, clause)
    if clause.lemma not in load_words("figures.nouns.granting"):
        return None
    goes = next((token for word, token in clause.preps if word == "for"), None)
    made = find_prep(goes, "of") if goes is not None and goes.lower_ in load_words("names.bare.nouns") else None
    subject = figure.context.find_name(made if made is not None else goes)
    label = f"{clause.words} {label_of('funding')}"
    return Reading(subject, label, "figure/given", 0.65, clause) if subject is not None else None


def _read_shared(figure: Figure, clause: Clause) -> Reading | None:
    """`allocated $40 million for this project`: the allocation of a thing that the text speaks of."""
    root = figure.context.sentence.root_of(figure.quantity.start, figure.quantity.end)
    inner = find_prep(root, "for", "to") if root is not None else None
    goes = inner or next((token for word, token in clause.preps if word in ("for", "to")), None)
    subject = figure.context.find_name(goes)
    if goes is None or subject is None or subject.type in ("Topic", "Country", "Person"):
        return None
    known = is_named(subject) or subject.span is None
    label = load_table("verbs.holding").get(clause.lemma)
    return Reading(subject, label, "figure/given", 0.65, clause) if known and label else None


def purpose_in_words(figure: Figure, clause: Clause, *, what: str) -> str:
    """What a sum goes to: " on roads" of `spent $40 million on roads`; empty where it is a name or no money.

    Empty, too, where `what` the sum is of says it already: the loans of `$40 million in loans`.
    """
    root = figure.context.sentence.root_of(figure.quantity.start, figure.quantity.end)
    return purpose_of(figure, (root, clause.verb), spoken=what) if root is not None else ""


def purpose_of(figure: Figure, heads: Sequence[Token], *, spoken: str = "") -> str:
    """What a sum goes to by a preposition behind it that hangs on one of these; empty for a name and for no money."""
    root = heads[0]
    if not is_money(figure.quantity.unit or ""):
        return ""
    for prep in (child for head in heads for child in head.children):
        if prep.dep_ != "prep" or prep.i < root.i or prep.lower_ not in load_words("figures.prepositions.purpose"):
            continue
        for token in find_governed(prep):
            words = figure.noun_label(token)
            common = token.pos_ == "NOUN" and figure.context.sentence.is_plain(token)
            if common and words and words != spoken and not words[:1].isupper():
                return f" {prep.lower_} {words}"
    return ""


def holder_of(figure: Figure, clause: Clause) -> Mention | None:
    """Who holds what a clause counts: its agent, the subject in its turn, else its subject."""
    if clause.passive and clause.agents and clause.lemma not in load_words("figures.nouns.bestowing"):
        return figure.context.name(clause.agents[0])
    own = respective_subject(figure, clause)
    mention = figure.context.find_name(own)
    if own is None or mention is None:
        return figure.subject(clause)
    shared = all(figure.context.name(token) == mention for token in clause.subjects)
    return replace(mention, name=own.text) if shared else mention  # Roads of "Roads and Ports", taken for one name
