"""Changes that a noun names: an increase of 9 per cent, 9 per cent growth in exports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shugu.extract.figure_changes import change_of
from shugu.extract.lexicon import load_table, load_words
from shugu.extract.reading import Figure, Reading, label_of
from shugu.extract.sentence import find_governed, find_prep

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["read_change_before", "read_change_noun"]

_NO_MEASURES = ("figures.nouns.manners", "figures.nouns.negative", "figures.nouns.superlatives")


def read_change_before(figure: Figure) -> Reading | None:
    """`an increase of 9 percent`, whatever the parser made of it."""
    match = figure.before("change_before")
    if match is None or match[1].lower() not in load_table("verbs.nouns_of_change") or figure.quantity.unit == "count":
        return None
    token = next(iter(figure.context.sentence.tokens_of(match.start(1), match.end(1))), None)
    if token is None or token.idx != match.start(1) or token.pos_ != "NOUN":
        return None
    return read_change_noun(figure, token, rule="figure/change-of")


def read_change_noun(figure: Figure, head: Token, *, rule: str) -> Reading | None:
    """The change that a noun such as increase names: of what follows "in", else of the figure before."""
    change = load_table("verbs.nouns_of_change")[head.lemma_.lower()]
    if any(child.lower_ in load_words("figures.nouns.negative") for child in head.lefts):
        change = label_of("down")  # "negative growth"
    clause, inside = figure.clause_above(head), _inside(figure, head)
    if inside is not None:
        owner, label = figure.split(inside)
        return Reading(owner or figure.subject(clause), f"{label} {change}".strip(), rule, 0.7, clause)
    modifiers = " ".join(token.text for token in head.lefts if _modifies(figure, token))
    if modifiers:
        return Reading(figure.owner(head) or figure.subject(clause), f"{modifiers} {change}", rule, 0.7, clause)
    own = _own_subject(figure, head)
    if own is None and figure.previous is not None:
        return change_of(figure.previous, change, rule)
    told = figure.context.names.figures.measure
    forecast = clause is not None and not clause.passive and clause.lemma in load_words("verbs.future.forecast")
    if forecast and told and head.lemma_.lower() not in load_words("figures.nouns.of_economy"):
        return change_of(Reading(None, told, rule, 0.6, clause), change, rule)  # "analysts had expected a gain of"
    own = own or (clause.subjects[0] if clause is not None and clause.subjects else None)
    if own is None or figure.context.sentence.time_at(own) is not None:
        return None
    owner, label = figure.split(own)
    return Reading(owner, f"{label} {change}".strip(), rule, 0.65, clause)


def _own_subject(figure: Figure, head: Token) -> Token | None:
    """The imports of `exports rose by 4 per cent, imports showing a decline of 3 per cent`, told behind a figure."""
    if head.dep_ != "dobj" or figure.preceding is None:
        return None
    subject = next((child for child in head.head.children if child.dep_ == "nsubj"), None)
    named = subject is not None and subject.pos_ in ("NOUN", "PROPN") and subject.idx >= figure.preceding.end
    return subject if named and subject is not None and figure.context.sentence.is_plain(subject) else None


def _inside(figure: Figure, head: Token) -> Token | None:
    """What changed: exports in `an increase in exports`."""
    preps = (c for c in head.children if c.dep_ == "prep" and c.lower_ in ("in", "of"))
    heads = [_beyond_terms(t) for prep in preps for t in find_governed(prep) if figure.context.sentence.is_plain(t)]
    root = figure.context.sentence.root_of(figure.quantity.start, figure.quantity.end)
    behind = find_prep(root, "in") if root is not None and not heads and root.i > head.i else None
    heads = [behind] if behind is not None and figure.quantity.unit in ("percent", "percentage-point") else heads
    periods = load_words("figures.nouns.periods")
    sentence = figure.context.sentence
    return next((token for token in heads if sentence.is_plain(token) and token.lemma_.lower() not in periods), None)


def _beyond_terms(token: Token) -> Token:
    """The passengers of `growth in terms of passengers`; else the token itself."""
    within = token.lemma_.lower() in load_words("figures.nouns.terms")
    return (find_prep(token, "of") if within else None) or token


def _modifies(figure: Figure, token: Token) -> bool:
    noun = token.dep_ in ("compound", "amod", "nmod") and token.pos_ in ("NOUN", "PROPN", "ADJ")
    return noun and not figure.is_figure(token) and token.lower_ not in load_words(*_NO_MEASURES)
