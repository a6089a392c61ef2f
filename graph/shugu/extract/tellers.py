"""Parses mended around verbs of speech: what a quotation hangs on, and who speaks behind what is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shugu.extract.lexicon import load_words
from shugu.extract.phrases import is_post
from shugu.extract.trees import hang

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["mend_telling"]

_TOLD = ("VBD", "VBZ")
_CLOSING = ("”", '"', "''")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_BETWEEN = ("PROPN", "NOUN", "ADJ", "DET", "PART", "ADP", "CCONJ", "PRON")
_FARTHEST = 14  # tokens of a speaker with the post


def mend_telling(doc: Doc, verb: Token) -> None:
    """Gives a verb of speech its speaker where the parser takes that for a part of what is said.

    And takes for a verb of speech whatever stands behind a quotation that it governs: `"It will grow," she continued`.
    """
    if verb.tag_ not in _TOLD:
        return
    telling = load_words("verbs.speech.lemmas")
    if verb.lemma_ not in telling and _closes_quotation(doc, verb):
        verb.lemma_ = "say"
    elif verb.lemma_ in telling and verb.dep_ == "ROOT":
        _read_teller_before(doc, verb)
    elif verb.dep_ == "ccomp" and verb.lemma_ in telling:
        _read_as_main(doc, verb)
    elif verb.dep_ == "conj" and verb.lemma_ in telling | load_words("verbs.speech.inverted"):
        _read_teller_behind(doc, verb)


def _closes_quotation(doc: Doc, verb: Token) -> bool:
    """True where a clause hangs on the verb that ends with a quotation mark, or with a comma before one."""
    said = next((child for child in verb.lefts if child.dep_ == "ccomp"), None)
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if said is None or subject is None or any(child.dep_ == "dobj" for child in verb.rights):
        return False  # "..., she cited him as saying"
    end = min(subject.left_edge.i, verb.i)
    return said.i < end and doc[end - 1].text in _CLOSING


def _read_as_main(doc: Doc, verb: Token) -> None:
    """`"I don't think that it can fail," Ada Brook told us`: what is thought is what was told."""
    said = verb.head
    teller = max((child for child in verb.lefts if child.dep_ == "nsubj"), key=lambda child: child.i, default=None)
    if teller is None or said.dep_ != "ROOT" or said.i > verb.i:
        return
    if teller.left_edge.i > said.i and doc[teller.left_edge.i - 1].text in _CLOSING:
        hang(verb, verb, "ROOT")
        hang(said, verb, "ccomp")


def _read_teller_before(doc: Doc, verb: Token) -> None:
    """`exports to Norland rose, Trade Minister Ada Brook said`: no apposition to Norland."""
    if verb.i < 1 or any(child.dep_ in _SUBJECTS for child in verb.children):
        return
    first = verb.i
    while first > 0 and verb.i - first < _FARTHEST and doc[first - 1].pos_ in _BETWEEN:
        first -= 1
    if first == verb.i or first < 1 or doc[first - 1].text not in (",", *_CLOSING):
        return
    tops = [token for token in doc[first : verb.i] if not first <= token.head.i < verb.i]
    if len(tops) == 1 and tops[0].pos_ in ("PROPN", "NOUN", "PRON") and not tops[0].is_ancestor(verb):
        hang(tops[0], verb, "nsubj")


def _read_teller_behind(doc: Doc, verb: Token) -> None:
    """`the mill will open in May, announced the minister`: who is named behind the verb says what stands before."""
    before = doc[verb.i - 1]
    told = before.text in (",", *_CLOSING) and not any(c.dep_ in (*_SUBJECTS, "cc", "conj") for c in verb.children)
    teller = next((child for child in verb.rights if child.dep_ == "dobj"), None)
    if not told or teller is None or any(child.dep_ == "cc" and child.i < verb.i for child in verb.head.children):
        return
    person = is_post(teller) or teller.ent_type_ == "PERSON"
    if person and teller.left_edge.i == verb.i + 1:
        verb.dep_, teller.dep_ = "parataxis", "nsubj"
