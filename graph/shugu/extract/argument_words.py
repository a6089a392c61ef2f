"""The words of what stands beside a verb, whole phrases without the clauses in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shugu.extract.lexicon import load_words
from shugu.extract.telling import Telling

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Wording", "belongs_to_noun", "is_hyphened", "is_told", "read_words", "tokens_below", "tokens_of_one"]

_OUTSIDE = ("relcl", "appos", "advcl", "parataxis", "npadvmod", "ccomp")
_FUNCTION = ("DET", "ADP", "PRON", "PUNCT", "PART", "CCONJ", "SCONJ")
_BEFORE_NUMBERS = ("at", "to", "by", "from")
FEWEST = 2  # words of a wording besides its verb
_LONGEST = 160  # characters
_FEW = 20  # things counted that need not be told as a figure alone


@dataclass(frozen=True, slots=True)
class Wording:
    """Words behind a verb; `lead` is what belongs to the verb: the to of `connected to the grid`, `place in`."""

    lead: str
    words: str


def is_told(telling: Telling, token: Token) -> bool:
    """True for a token of a figure that is told as such, not for the two of `two contracts for the ring road`."""
    quantity = telling.context.sentence.quantity_at(token)
    if quantity is None:
        return False
    if any(above.pos_ == "PROPN" for above in (token.head, token.head.head) if above.i > token.i):
        return False  # told of what is named: the 500 kW Lindow Power Plant
    counted = token.dep_ == "nummod" and any(child.dep_ == "prep" for child in token.head.children)
    return not (counted and telling.event and quantity.unit is None and quantity.number <= _FEW)


def tokens_of_one(thing: Token, things: Sequence[Token]) -> Iterator[Token]:
    """The tokens of one thing of an enumeration, without the others, named or not: Lindow, Arden and other towns."""
    others = {token.i for token in things if token.i != thing.i}
    others |= {token.i for token in thing.children if token.dep_ == "conj"} if len(things) > 1 else set()
    return (
        token
        for token in tokens_below(thing)
        if token.i not in others
        and not any(above.i in others for above in token.ancestors if thing.is_ancestor(above))
        and not (token.head.i == thing.i and token.dep_ in ("cc", "punct", "preconj"))
    )


def read_words(telling: Telling, lead: str, below: list[Token], *, fewest: int = FEWEST) -> Wording | None:
    """The words of tokens; None where they are too many or too few."""
    sentence = telling.context.sentence
    plain = [token for token in below if sentence.time_at(token) is None]
    tokens = [token for token in plain if not _is_loose(token, plain)]
    while tokens and (tokens[-1].dep_ in ("prep", "cc", "punct") or tokens[-1].pos_ in ("ADP", "PUNCT", "CCONJ")):
        tokens.pop()
    if any(token.lower_ == "such" and token.dep_ in ("amod", "predet", "det") for token in tokens):
        return None  # says only that of which was spoken before
    full = [token for token in tokens if token.pos_ not in _FUNCTION]
    named = any(token.pos_ == "PROPN" for token in full)
    if len(full) < (1 if lead and named else fewest) or all(_is_day(token) for token in full):
        return None
    if full[-1].tag_ == "VB" or tokens[0].tag_ in ("WRB", "WP", "WDT") or tokens[0].lower_ == "of":
        return None  # "keen to make", "where it is cheaper", "of the coast"
    if any(token.like_num and (lead in _BEFORE_NUMBERS or not token.text.isalnum()) for token in tokens):
        return None  # a figure, read or not
    if any(token.tag_ == "POS" and token.nbor(-1) not in tokens for token in tokens):
        return None  # "of 2024's exports" without its time
    words = _clean(sentence.text(tokens))
    return Wording(lead, words) if words and len(words) <= _LONGEST else None


def _clean(text: str) -> str:
    """Words without double commas, where something between them is left out, and without single quotation marks."""
    text = re.sub(r"\s?\(\s*\)", "", " ".join(text.split()))  # of which a short form is left out
    text = re.sub(r",(?:\s*,)+", ",", text)
    if text.count("(") != text.count(")"):
        text = re.sub(r"\s?[()]", "", text)
    halves = text.count("“") != text.count("”") or text.count('"') % 2
    return re.sub('["“”]', "", text) if halves else text


def _is_loose(prep: Token, kept: Sequence[Token]) -> bool:
    """True for a preposition whose noun is left out."""
    if prep.lower_ == "worth":
        return True  # before a sum, which is left out
    return prep.pos_ == "ADP" and prep.n_rights > 0 and not any(child in kept for child in prep.rights)


def _is_day(token: Token) -> bool:
    return token.ent_type_ in ("DATE", "TIME")


def belongs_to_noun(token: Token) -> bool:
    """True for the infinitive right behind a noun that it says more of: an engine to fuel growth, the first to fly."""
    first = token.left_edge
    apart = first.i == 0 or token.dep_ not in ("advcl", "relcl", "acl") or token.tag_ != "VB"
    if apart or first.lower_ not in ("to", "for"):
        return False
    nouns = load_words("events.described.nouns")
    phrase = [above for above in (token.head, *token.head.children) if above.i < first.i and above.dep_ != "nsubj"]
    lead = first.nbor(-1)
    return lead.pos_ in ("NOUN", "PROPN") and any(
        word.lower_ in nouns for above in phrase for word in (above, *above.subtree) if word.i < first.i
    )


def tokens_below(head: Token) -> Iterator[Token]:
    """The tokens of a phrase in their order, without the clauses in it."""
    for child in (*head.lefts, head, *head.rights):
        if child.i == head.i:
            yield child
        elif child.dep_ == "mark" and child.lower_ != "for":
            continue
        elif belongs_to_noun(child) or is_hyphened(child) or (child.dep_ not in _OUTSIDE and not _is_clause(child)):
            yield from tokens_below(child)


def is_hyphened(token: Token) -> bool:
    """True for the state of `state-owned`."""
    return token.dep_ == "npadvmod" and token.i + 1 < len(token.doc) and token.nbor(1).text == "-"


def _is_clause(token: Token) -> bool:
    """True for another verb beside this one, and for a clause on a noun that is no participle right behind it."""
    if token.dep_ == "acl":
        return token.tag_ != "VBN" or token.left_edge.i != token.i or token.nbor(-1).text == ","
    return token.dep_ == "conj" and token.pos_ in ("VERB", "AUX") and token.tag_ != "VBG"
