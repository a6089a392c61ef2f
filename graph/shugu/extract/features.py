"""What a thing is said to have behind "with": `Lindow, with its deep harbour, is …`, `the Lindow Valley with …`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from shugu.extract.basis import find_basis
from shugu.extract.context import Context, Qualifiers, Sort, is_named
from shugu.extract.coordination import conjuncts
from shugu.extract.lexicon import load_table, load_words
from shugu.extract.sentence import find_governed
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Basis, Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_features"]

_SEVERAL = 3  # features of one thing
_LISTED = ("conj", "appos", "dep", "npadvmod")  # how the parser hangs the rest of a row on what is before it
_FINITE = ("VBZ", "VBP", "VBD", "MD")


def find_features(context: Context, prep: Token) -> Iterator[Candidate]:
    """A candidate for each feature of a named thing behind a "with"."""
    made = next((t for t in _objects(prep) if t.pos_ == "PROPN" and t.dep_ == "dobj" and t.i < prep.i), None)
    if made is not None and all(token.is_quote for token in _between(made, prep)):
        yield from _of_made(context, prep, made)
    elif prep.i and prep.nbor(-1).text == ",":
        yield from _of_named(context, prep)
    else:
        yield from _of_described(context, prep)


def _objects(prep: Token) -> list[Token]:
    return [prep.head] if prep.head.pos_ == "PROPN" else [c for c in prep.head.children if c.dep_ == "dobj"]


def _of_made(context: Context, prep: Token, thing: Token) -> Iterator[Candidate]:
    """`build the Lindow Valley with clean rivers, good schools and safe roads`: it has each of these."""
    listed = [c for above in (thing, thing.head) for c in above.children if c.dep_ in _LISTED]
    rest = [c for c in listed if c.i > prep.i and c.pos_ == "NOUN"]
    heads = [token for first in (*find_governed(prep), *rest) for token in conjuncts(first)]
    if len(heads) >= _SEVERAL and all(token.n_lefts for token in heads):
        yield from _tell(context, context.name(thing), heads, find_basis(thing.head) or Basis.ACTUAL)


def _of_named(context: Context, prep: Token) -> Iterator[Candidate]:
    """`Lindow, with its deep harbour and long coast, is a hub`: it has each of these."""
    heads = [token for first in find_governed(prep) for token in conjuncts(first)]
    name = prep.nbor(-2) if prep.i > 1 else prep
    if name.pos_ != "PROPN" or not heads:
        return
    last = max((token.i for head in heads for token in head.subtree if not token.is_punct), default=prep.i)
    behind = prep.doc[last + 1 : last + 3]
    closed = len(behind) > 1 and behind[0].text == "," and behind[1].tag_ in _FINITE
    if closed and all(any(child.dep_ in ("amod", "poss") for child in head.children) for head in heads):
        yield from _tell(context, context.name(name), heads, Basis.ACTUAL)


def _of_described(context: Context, prep: Token) -> Iterator[Candidate]:
    """`it is free from frost with mild winters, clean air and rich soils`: it has each of these."""
    verb = next((token for token in prep.ancestors if token.pos_ in ("AUX", "VERB")), prep)
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if verb.lemma_ != "be" or subject is None or find_basis(verb) is not Basis.ACTUAL:
        return
    heads = [token for first in find_governed(prep) for token in conjuncts(first)]
    if len(heads) >= _SEVERAL and all(any(child.dep_ == "amod" for child in head.children) for head in heads):
        yield from _tell(context, context.name(subject), heads, Basis.ACTUAL)


def _tell(context: Context, whole: Mention | None, heads: Sequence[Token], basis: Basis) -> Iterator[Candidate]:
    """The features in their own words; none where one of them is no common noun, a figure, or help that was given."""
    figures = any(context.sentence.quantity_at(t) is not None for head in heads for t in (head, *head.lefts))
    given = load_table("events.backing").keys() | load_words("events.described.vague")
    plain = all(head.pos_ == "NOUN" and head.lemma_.lower() not in given for head in heads)
    if whole is None or not (is_named(whole) or whole.span is None) or whole.type == "Person" or figures or not plain:
        return
    for head in heads:
        words = context.sentence.text(_of_one(head, heads))
        sort = Sort(Kind.ATTRIBUTE, "part/feature", 0.5)
        yield context.make(whole, "has", words, sort=sort, qualifiers=Qualifiers(basis=basis))


def _of_one(head: Token, heads: Sequence[Token]) -> list[Token]:
    """The words of one of a row, without those of the others that hang on it, and without whose it is."""
    others = {token.i for other in heads if head.is_ancestor(other) for token in other.subtree}
    tokens = [token for token in head.subtree if token.i not in others and token.dep_ != "poss"]
    while tokens and (tokens[-1].is_punct or tokens[-1].dep_ == "cc"):
        tokens.pop()
    return tokens


def _between(one: Token, other: Token) -> Sequence[Token]:
    return list(one.doc[one.i + 1 : other.i])
