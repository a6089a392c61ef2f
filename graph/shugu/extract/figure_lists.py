"""Figures in brackets and behind the members of a list that says once what it measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shugu.extract.figure_changes import split_change
from shugu.extract.lexicon import load_pattern, load_words
from shugu.extract.reading import Figure, Reading, label_of
from shugu.model.candidate import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

_NO_NAMES = ("IN", "RB", "VBD", "VBN", "VBG")

__all__ = ["named_by", "read_contributor", "read_followed", "read_of_period", "read_resumed"]


def read_contributor(figure: Figure, anchor: Token) -> Reading | None:
    """`trade was the largest contributor to output (40 per cent)`: the share that the subject has of the output."""
    told = figure.before("contributor") if figure.quantity.unit == "percent" else None
    clause = figure.clause_above(anchor)
    if told is None or clause is None or not clause.subjects:
        return None
    label = f"{label_of('share')} {label_of('of')} {told['whole']}"
    return Reading(figure.context.name(clause.subjects[0]), label, "figure/share", 0.6, clause)


def read_followed(figure: Figure) -> Reading | None:
    """`led by rice (9 per cent), followed by maize 8 per cent (more rain); tea 7 per cent`: the same of the next.

    `a higher output of rice (9 per cent)` tells by itself what is measured.
    """
    if figure.quantity.unit != "percent":
        return None
    more = figure.before("more_of")
    if more is not None:
        change = label_of("up" if more["up"] else "down")
        return Reading(named_by(figure, more.span("name")), f"{more['what']} {change}", "figure/followed", 0.5)
    words, member = figure.context.sentence.words, figure.before("member")
    if member is None or not load_pattern("figures.around.followed").search(words, 0, member.end()):
        return None
    told = figure.context.names.figures.measure
    label = figure.previous.label if figure.previous is not None else split_change(told)[1] or told
    subject = named_by(figure, member.span("name"))
    last = figure.context.sentence.tokens_of(*member.span("name"))[-1:]
    if not last or last[0].tag_ in _NO_NAMES:
        return None  # "and increased by", "and growth of"
    if subject is None or label in ("", label_of("share")):
        return None
    return Reading(subject, label, "figure/followed", 0.5)


def read_resumed(figure: Figure, anchor: Token) -> Reading | None:
    """`40 per cent of homes are connected, a figure that will reach 60 per cent`: the same of the same."""
    told, first = figure.previous, figure.preceding
    if told is None or first is None or first.unit != figure.quantity.unit or figure.before("resumed") is None:
        return None
    return Reading(told.subject, told.label, "figure/resumed", 0.6, figure.clause_above(anchor))


def read_of_period(figure: Figure, anchor: Token) -> Reading | None:
    """The 40 of `October recorded a total of $40 million`: the same as was told of the period before."""
    clause, last = figure.clause_above(anchor), figure.context.names.figures.last
    if clause is None or last is None or clause.passive or clause.lemma not in load_words("figures.nouns.recording"):
        return None
    if not clause.subjects or figure.context.sentence.time_at(clause.subjects[0]) is None:
        return None
    if figure.quantity.unit is None or figure.quantity.unit != last.unit:
        return None
    return Reading(last.owner, split_change(last.label)[0] or last.label, "figure/resumed", 0.6, clause)


def named_by(figure: Figure, span: tuple[int, int]) -> Mention | None:
    """The thing that a stretch of words names, whatever the parser took it for."""
    tokens = figure.context.sentence.tokens_of(*span)
    if not tokens:
        return None
    words = " ".join(figure.context.sentence.words[slice(*span)].split())
    mention = figure.context.name(tokens[-1])
    same = mention is not None and mention.name.lower() == words.lower()
    return mention if same else Mention(name=words, type="Topic")
