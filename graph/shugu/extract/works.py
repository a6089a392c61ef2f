"""What works a project is made of: `comprises rehabilitation and widening of the road, and construction of bridges`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from shugu.extract.clause_times import time_of
from shugu.extract.clauses import Clause
from shugu.extract.context import Context, Qualifiers, Sort
from shugu.extract.coordination import conjuncts
from shugu.extract.lexicon import load_words
from shugu.extract.posts import name_speaker
from shugu.extract.sentence import find_governed
from shugu.model.candidate import Candidate
from shugu.model.fact import Basis, Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_works", "tells_works"]

_ENDS = ("VBD", "VBZ", "VBP", "MD", "WDT", "WRB")
_MOST = 4  # projects of which the works of one list are told
_LONGEST = 20  # tokens of one of the works


def find_works(context: Context, clauses: Sequence[Clause]) -> Iterator[Candidate]:
    """A candidate for each work on each thing that a project is said to comprise, to be done unless it is past."""
    for clause in clauses:
        works = _works(context, clause)
        for subject in clause.subjects[:_MOST] if works else ():
            whole = context.name(subject)
            if whole is None:
                continue
            speaker = name_speaker(context, clause.speaker)
            meant = Qualifiers(basis=Basis.TARGET, speaker=speaker, time=time_of(context.sentence, clause.verb))
            for words in works:
                sort = Sort(Kind.TARGET, "works", 0.55)
                label = clause.words if clause.verb.lower_ != "works" else "works include"
                yield context.make(whole, label, words, sort=sort, qualifiers=meant)


def tells_works(context: Context, clause: Clause) -> bool:
    """True for a clause that says of what works a project is made."""
    return bool(_works(context, clause))


def _opening(clause: Clause) -> Token | None:
    """The word behind which the works of a project are listed; also the comprise of `the project works comprise`."""
    verbs, nouns = load_words("verbs.works.verbs"), load_words("verbs.works.nouns")
    if clause.lemma in verbs:
        made = any(token.lemma_.lower() in nouns for token in clause.subjects)
        return clause.verb if made and not clause.passive else None
    if clause.verb.lower_ != "works":
        return None
    return next((token for token in clause.objects if token.lower_ in verbs), None)


def _works(context: Context, clause: Clause) -> list[str]:
    """The works of a row in words, each on one thing: rehabilitation of the road, widening of the road."""
    opening = _opening(clause)
    if opening is None or clause.basis is None or clause.verb.tag_ == "VBD":
        return []
    doc, kinds = opening.doc, load_words("verbs.works.making")
    end = next((t.i for t in doc[opening.i + 1 :] if t.tag_ in _ENDS or t.text == ";"), len(doc))
    heads = [t for t in doc[opening.i + 1 : end] if t.lower_ in kinds and t.dep_ not in ("compound", "amod")]
    told: list[list[str]] = []
    things: list[str] = []
    for head in reversed(heads):
        if not any(other.i == head.i + 2 for other in heads):  # rehabilitation and widening of one thing
            of = _of(head)
            found = (_words(context, thing, heads) for thing in _things(of, heads)) if of is not None else ()
            things = [thing for thing in found if thing]
        told.append([f"{head.lower_} of {thing}" for thing in things])
    return [words for row in reversed(told) for words in row]


def _of(head: Token) -> Token | None:
    """The "of" right behind a work, whichever of two the parser hangs it on."""
    following = head.doc[head.i + 1 : head.i + 2]
    return following[0] if len(following) and following[0].lower_ == "of" else None


def _things(of: Token, heads: Sequence[Token]) -> list[Token]:
    """What a work is done to; none of the works themselves, which the parser may hang there."""
    works = {head.i for head in heads}
    found = [token for first in find_governed(of) for token in conjuncts(first)]
    return [
        t for t in found if t.i not in works and not any(above.i in works and above.i > of.i for above in t.ancestors)
    ]


def _words(context: Context, thing: Token, heads: Sequence[Token]) -> str:
    """The words of one thing, without those that are coordinated with it and without figures of their own."""
    works = {head.i for head in heads}
    tokens = list(_below(thing, works))
    while tokens and (tokens[-1].is_punct or tokens[-1].pos_ in ("ADP", "CCONJ", "DET")):
        tokens.pop()
    return context.sentence.text(tokens, without_determiner=False) if 0 < len(tokens) <= _LONGEST else ""


def _below(token: Token, works: set[int]) -> Iterator[Token]:
    for child in (*token.lefts, token, *token.rights):
        if child.i == token.i:
            yield child
        elif child.i not in works and child.dep_ not in ("conj", "cc", "punct", "appos", "relcl", "advcl", "npadvmod"):
            measured = child.dep_ == "prep" and any(t.like_num for t in child.subtree)
            if not measured:
                yield from _below(child, works)
