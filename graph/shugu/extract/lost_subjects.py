"""Subjects that the parser hangs on something else: `After talks in Lindow, the ministry signed a pact`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shugu.extract.trees import hang

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["mend_subject", "part_from_date"]

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_HELPING = ("aux", "auxpass", "advmod", "neg")
_LOOSE = ("appos", "conj", "npadvmod")
_DEFINITE = ("the", "a", "an", "its", "their")
_RELATIVE = ("WDT", "WP", "WP$", "WRB", "IN")
_LINKS = ("between", "by", "of")


def mend_subject(doc: Doc, root: Token) -> None:
    """Gives the main verb of a sentence the subject that the parser took for a part of what stands before it."""
    if root.pos_ in ("VERB", "AUX"):
        said = next((child for child in root.lefts if child.dep_ == "ccomp" and child.left_edge.i == 0), None)
        _behind_opening(doc, said or root)  # "After talks, the ministry signed a pact, the agency reports"
    elif root.pos_ == "PROPN":
        _behind_description(doc, root)


def part_from_date(doc: Doc, name: Token) -> None:
    """Gives the next verb the bank of `was sold in October and Lindow Bank opened`, parsed as one more date."""
    if name.ent_type_ in ("DATE", "") or name.right_edge.i + 1 >= len(doc):
        return
    at = name.right_edge.i + 1
    while at < len(doc) - 1 and doc[at].dep_ in _HELPING:
        at += 1
    verb = doc[at]
    free = verb.pos_ == "VERB" and not any(child.dep_ in _SUBJECTS for child in verb.lefts)
    if free and verb.dep_ == "conj" and not name.is_ancestor(verb):
        hang(name, verb, "nsubj")


def _behind_opening(doc: Doc, verb: Token) -> None:
    """The ministry of `After talks in Lindow, the ministry signed a pact`, which is no apposition to Lindow."""
    first = verb.i
    for child in verb.lefts:
        if child.dep_ in _SUBJECTS:
            return
        if child.dep_ in _HELPING and child.i > verb.i - 5:
            first = min(first, child.i)
    finite = verb.tag_ in _FINITE or any(doc[i].tag_ in _FINITE for i in range(first, verb.i))
    if not finite or doc[0].pos_ not in ("ADP", "SCONJ", "VERB") or doc[0].i == first:
        return
    if doc[0].dep_ == "prep" and _behind_date(doc, verb, first):
        return
    for i in range(first - 1, 1, -1):
        noun = doc[i]
        if noun.text == ",":
            return
        if noun.dep_ in _LOOSE and noun.pos_ in ("NOUN", "PROPN") and noun.right_edge.i == first - 1:
            begin = noun.left_edge
            begin = doc[begin.i + 1] if begin.text == "," else begin
            told = begin.lower_ in _DEFINITE or (noun.pos_ == "PROPN" and begin.pos_ == "PROPN")
            if begin.i > 1 and doc[begin.i - 1].text == "," and told:
                passive = any(child.dep_ == "auxpass" for child in verb.lefts)
                hang(noun, verb, "nsubjpass" if passive else "nsubj")
                return


def _behind_date(doc: Doc, verb: Token, first: int) -> bool:
    """Parts the year from the names in `In 2015 Arden Rail and Havkraft signed a pact`; True where it did."""
    noun = next((child for child in doc[0].rights if child.dep_ == "pobj"), None)
    if noun is None or noun.ent_type_ == "DATE" or noun.right_edge.i != first - 1 or noun.left_edge.i != 1:
        return False
    dates = [child for child in noun.lefts if child.ent_type_ == "DATE"]
    end = next((i for i in range(1, noun.i + 1) if doc[i].ent_type_ != "DATE"), 1)
    if not dates or end == 1 or any(child.text == "," for child in noun.lefts):
        return False
    last = doc[end - 1]
    hang(noun, verb, "nsubj")
    for date in dates:
        hang(date, *((doc[0], "pobj") if date.i == last.i else (last, "compound")))
    return True


def _behind_description(doc: Doc, name: Token) -> None:
    """The Arden of `Arden, a venture between Havkraft and the state, has sold a mine`.

    The state alone is taken for who sold it, in a clause that says more of the venture.
    """
    noun = next((child for child in name.rights if child.dep_ == "appos"), None)
    verb = next((child for child in noun.rights if child.dep_ == "relcl"), None) if noun is not None else None
    if noun is None or verb is None or any(child.tag_ in _RELATIVE for child in verb.lefts):
        return
    second = next((child for child in verb.lefts if child.dep_ in _SUBJECTS), None)
    link = next((child for child in noun.rights if child.dep_ == "prep" and child.lower_ in _LINKS), None)
    first = next(iter(link.children), None) if link is not None else None
    if second is None or first is None or doc[second.left_edge.i - 1].lower_ != "and":
        return
    passive = second.dep_ == "nsubjpass"
    hang(second, first, "conj")
    hang(verb, verb, "ROOT")
    hang(name, verb, "nsubjpass" if passive else "nsubj")
