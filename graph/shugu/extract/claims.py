"""Claims: who said what, with the post in which they said it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from shugu.extract.clauses import Clause
from shugu.extract.context import Context, Qualifiers, Sort, is_named
from shugu.extract.lexicon import load_words
from shugu.extract.sentence import find_governed
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_authority", "find_claims", "short_gist"]

_LONGEST = 240  # characters of a gist
_FEWEST = 4  # words of one
_DUMB = frozenset({"Country", "City", "Province", "Region", "District", "Event", "Project"})
_SUBORDINATE = ("relcl", "acl", "appos", "advcl", "parataxis", "npadvmod", "mark")
_QUOTED = re.compile(r"[“\"]([^”\"]{8,})[”\"]?")


def find_claims(context: Context, clauses: Sequence[Clause]) -> Iterator[Candidate]:
    """A candidate for each thing that somebody is said to have said, its gist as the object."""
    telling = load_words("verbs.speech.lemmas") - load_words("verbs.reported.denial")
    for clause in clauses:
        if clause.verb.lemma_ not in telling or not clause.subjects or clause.basis is None:
            continue
        speaker = context.name(clause.subjects[0])
        if speaker is not None and speaker.type not in _DUMB:
            gist = _gist(context, clause.verb)
            sure = 0.8 if is_named(speaker) else 0.5
            yield from _claim(context, speaker, gist, Sort(Kind.CLAIM, "claim/speech", sure))
    yield from _according_to(context)


def _claim(context: Context, speaker: Mention, gist: str, sort: Sort) -> Iterator[Candidate]:
    """The claim, but not where its gist holds a figure: that is told as such, with its speaker."""
    if gist and not any(quantity.stated in gist for quantity in context.sentence.quantities):
        yield context.make(speaker, "said", gist, sort=sort, qualifiers=Qualifiers(speaker=speaker))


def _gist(context: Context, verb: Token) -> str:
    """The words of what is said: the clause under the verb, else the quotation beside it."""
    speech = load_words("verbs.speech.lemmas")
    for child in verb.children:
        if child.dep_ in ("ccomp", "xcomp", "parataxis") and child.lemma_ not in speech:
            return _words(context, (t for t in child.subtree if not _introduces(t, child)))
    if verb.dep_ in ("ccomp", "parataxis") and verb.head.i != verb.i:  # "..., she said"
        return _words_without(context, verb)
    quoted = _QUOTED.search(context.sentence.words)
    if quoted:
        return _trim(quoted.group(1))
    if verb.lemma_ in load_words("verbs.reported.gist"):
        objects = (c for c in verb.children if c.dep_ in ("dobj", "prep", "oprd"))
        return _words(context, (token for object_ in objects for token in object_.subtree))
    return ""


def short_gist(context: Context, verb: Token) -> str:
    """What a clause says in short: without times, numbers, subordinate clauses and what is set apart by commas."""
    sentence = context.sentence
    kept = [token for token in _kernel(verb) if sentence.is_plain(token) and not _is_unbound(context, token)]
    return _words(context, iter(kept))


def _kernel(head: Token) -> Iterator[Token]:
    for child in (*head.lefts, head, *head.rights):
        if child.i == head.i:
            yield child
        elif child.dep_ not in _SUBORDINATE and not (child.is_punct and child.text not in ("-", "/")):
            yield from _kernel(child)


def _is_unbound(context: Context, token: Token) -> bool:
    """True for a preposition whose number or time is left out, and for words beside a number."""
    if token.dep_ in ("prep", "agent"):
        governed = list(find_governed(token))
        return bool(governed) and not any(context.sentence.is_plain(inner) for inner in governed)
    return token.dep_ in ("quantmod", "mark")


def _introduces(token: Token, clause: Token) -> bool:
    return token.dep_ == "mark" and token.i < clause.i and token.lower_ == "that"


def _words(context: Context, tokens: Iterator[Token]) -> str:
    return _trim(context.sentence.text(list(tokens), without_determiner=False))


def _words_without(context: Context, head: Token) -> str:
    """The words of the sentence without what hangs on a token."""
    own = {token.i for token in head.subtree}
    return _words(context, (token for token in context.sentence.tokens if token.i not in own))


def _trim(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip(' ,.;:"“”‘’')
    return text if len(text) <= _LONGEST else text[: text.rfind(" ", 0, _LONGEST)]


def find_authority(context: Context) -> Mention | None:
    """Who a sentence is told after: the bank of `according to the bank`."""
    first = next(_references(context), None)
    return context.find_name(_authority(first)) if first is not None else None


def _references(context: Context) -> Iterator[Token]:
    return (token for token in context.sentence.tokens if token.lower_ == "according")


def _authority(according: Token) -> Token | None:
    return next((head for prep in according.children for head in find_governed(prep)), None)


def _according_to(context: Context) -> Iterator[Candidate]:
    """`According to the bank, …`: the rest of the sentence is its claim."""
    for token in _references(context):
        speaker = context.find_name(_authority(token))
        gist = _words_without(context, token)
        if speaker is not None and len(gist.split()) >= _FEWEST:
            yield from _claim(context, speaker, gist, Sort(Kind.CLAIM, "claim/according-to", 0.6))
