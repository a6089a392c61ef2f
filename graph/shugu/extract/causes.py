"""What something is put down to: `output fell because of a drought`, `losses due to the storm`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from shugu.extract.clause_times import time_of
from shugu.extract.clauses import Clause
from shugu.extract.context import Context, Qualifiers, Sort
from shugu.extract.coordination import conjuncts
from shugu.extract.lexicon import load_pattern, load_table, load_words
from shugu.extract.posts import name_speaker
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Basis, Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_causes"]

_LONGEST = 30  # tokens of a cause
_NOUNS = ("NOUN", "PROPN")


def find_causes(context: Context, clauses: Sequence[Clause]) -> Iterator[Candidate]:
    """A candidate for each cause that a phrase such as "due to" gives: of what a clause or a noun phrase tells."""
    words = context.sentence.words
    for match in load_pattern("events.causes.phrases").finditer(words):
        token = next(iter(context.sentence.tokens_of(match.start("cue"), match.end())), None)
        if token is not None:
            for cause in _read_causes(context, match.end()):
                yield from _tell(context, clauses, token, match, cause)


def _read_causes(context: Context, start: int) -> list[str]:
    """The words of each cause from a place on: up to a bracket, a semicolon, or the verb of another clause."""
    behind = context.sentence.tokens_of(start, len(context.sentence.words))
    if not behind or behind[0].tag_ == "VB":  # "is due to start"
        return []
    head = behind[0]
    while head.head.i != head.i and head.head.i >= behind[0].i:
        if head.dep_ in ("pobj", "pcomp", "nsubj", "ROOT", "conj"):
            break
        head = head.head
    inside = {token.i for token in head.subtree}
    for one, other in pairwise(behind):  # of "re-opening", which is parsed as two things
        if one.text == "-" and not one.whitespace_ and one.i - 1 in inside:
            inside |= {one.i, *(token.i for token in other.subtree)}
    tokens: list[Token] = []
    for token in behind:
        if token.i not in inside or token.text in (")", ";", "—", "–", ":") or _begins_clause(token):
            break
        tokens.append(token)
    several = [_without_tail(part) for part in _parted(head, tokens)]
    told = several if all(_says_something(context, part) for part in several) else [_without_tail(tokens)]
    return [context.sentence.text(part) for part in told if _says_something(context, part)]


def _without_tail(tokens: Sequence[Token]) -> list[Token]:
    """The tokens without what leads to others behind them."""
    kept = list(tokens)
    while kept and (kept[-1].is_punct or kept[-1].pos_ in ("CCONJ", "ADP", "DET")):
        kept.pop()
    return kept


def _parted(head: Token, tokens: Sequence[Token]) -> list[list[Token]]:
    """The tokens of each of several causes, where each is told by more than a noun: `dear fuel and weak demand`."""
    heads = [t for t in conjuncts(head) if t.pos_ == "NOUN" and t in tokens] if head.pos_ == "NOUN" else []
    if len(heads) < 2 or any(t.left_edge.i == t.i and t.right_edge.i == t.i for t in heads):
        return [list(tokens)]
    begins = [tokens[0].i, *(t.left_edge.i for t in heads[1:]), tokens[-1].i + 1]
    return [[t for t in tokens if one <= t.i < other] for one, other in pairwise(begins)]


def _begins_clause(token: Token) -> bool:
    return token.tag_ in ("WDT", "WP", "WRB") and token.i > 0 and token.nbor(-1).text == ","


def _says_something(context: Context, tokens: Sequence[Token]) -> bool:
    """False for "this" and "which", for a bare time, and for what is too long to be one cause."""
    nouns = [token for token in tokens if token.pos_ in _NOUNS and context.sentence.time_at(token) is None]
    vague = load_words("events.described.vague")
    return bool(nouns) and len(tokens) <= _LONGEST and any(t.lemma_.lower() not in vague for t in nouns)


def _tell(
    context: Context, clauses: Sequence[Clause], token: Token, match: re.Match[str], cause: str
) -> Iterator[Candidate]:
    """The cause of what a noun before it names, else of what the clause around it tells."""
    cue = str(load_table("events.causes")["label"]) if token.pos_ != "VERB" else match["cue"].lower()
    noun = _noun_before(context, token)
    above = next((clause for clause in clauses if noun is None and _is_of(clause, token)), None)
    if noun is not None:
        verb = next((each for each in clauses if each.verb.is_ancestor(noun)), None)
        effect = _effect(context, noun, token)
        if effect is not None:
            yield from _make(context, effect, cue, cause, clause=verb)
    elif above is not None:
        if above.lemma in load_words("events.causes.verbs") and above.verb.i != token.i:
            return  # the cause of a cause
        label = "" if above.verb.i == token.i else _label(context, above)
        for head in above.subjects[:3]:
            effect, told = context.name(head), f"{label} {cue}".strip()
            if effect is not None:
                yield from _make(context, effect, told, cause, clause=above)


def _effect(context: Context, noun: Token, cause: Token) -> Mention | None:
    """What came about, in the words before its cause; None for a bare noun or an amount."""
    tokens = [t for t in context.sentence.phrase(noun) if t.i < cause.i]
    if any(context.sentence.quantity_at(token) is not None for token in tokens):
        return None
    words = context.sentence.text(tokens)
    return Mention(name=words, type="Topic") if " " in words else None


def _noun_before(context: Context, token: Token) -> Token | None:
    """The recovery of `a recovery in demand due to the opening`, right before the cause."""
    head = token.head
    if token.pos_ == "VERB" or head.pos_ != "NOUN" or head.i > token.i:
        return None
    if head.dep_ in ("attr", "npadvmod") or head.head.pos_ == "NUM":
        return None
    between = context.sentence.words[head.idx + len(head) : token.idx]
    plain = not any(mark in between for mark in ",;:(") and context.sentence.is_plain(head)
    return head if plain else None


def _is_of(clause: Clause, token: Token) -> bool:
    """True for the clause of the nearest verb above a token."""
    above = token if token.pos_ == "VERB" else token.head
    while above.pos_ not in ("VERB", "AUX") and above.head.i != above.i:
        above = above.head
    return above.i == clause.verb.i


def _label(context: Context, clause: Clause) -> str:
    """The change that a verb tells, nothing for "was due to", else the verb with its object."""
    if clause.lemma == "be":
        described = next((token for token in clause.objects if token.pos_ == "ADJ" and token.lower_ != "due"), None)
        return f"is {described.lower_}" if described is not None else ""
    change = load_table("verbs.change").get(clause.lemma)
    if change is not None and not any(context.sentence.is_plain(t) and t.dep_ == "dobj" for t in clause.objects):
        return str(change)
    told = ("dobj", "attr") if change is None else ("dobj",)
    objects = [context.phrase(t) for t in clause.objects[:1] if context.sentence.is_plain(t) and t.dep_ in told]
    return " ".join([clause.words, *objects])


def _make(context: Context, effect: Mention, label: str, cause: str, *, clause: Clause | None) -> Iterator[Candidate]:
    if clause is not None and clause.basis is None:
        return
    basis = clause.basis if clause is not None and clause.basis is not None else Basis.ACTUAL
    time = time_of(context.sentence, clause.verb) if clause is not None else None
    speaker = name_speaker(context, clause.speaker) if clause is not None else None
    qualifiers = Qualifiers(basis=basis, time=time, speaker=speaker)
    yield context.make(effect, label, cause, sort=Sort(Kind.RELATION, "cause", 0.6), qualifiers=qualifiers)
