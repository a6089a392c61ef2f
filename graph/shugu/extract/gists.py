"""What somebody said, in words: the gist of a claim, in full and in short."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from shugu.extract.argument_words import is_hyphened
from shugu.extract.clause_times import speech_before
from shugu.extract.context import Context
from shugu.extract.lexicon import load_words
from shugu.extract.sentence import find_governed
from shugu.model.candidate import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["FEWEST", "gist_of", "plain_gist", "said_verb", "short_gist", "words_of", "words_without"]

FEWEST = 4  # words of a gist that says something
_LONGEST = 240  # characters of one
_SHORT = 3  # letters of words that are small in titles
_TERM = 6  # words that somebody calls something by, at the most
_SUBORDINATE = ("relcl", "acl", "appos", "advcl", "parataxis", "npadvmod", "mark")
_QUOTED = re.compile(r"[“\"]([^”\"]{8,})[”\"]?")


def gist_of(context: Context, verb: Token) -> str:
    """The words of what is said: the clause under the verb to its end, else the quotation beside it."""
    said = said_verb(verb)
    if said is not None and said.i != verb.head.i:
        rest = _to_the_end(context, verb, said) or list(said.subtree)
        if rest[0].tag_ in ("MD", "VBZ", "VBD", "VBP") and rest[0].i > verb.i:  # its subject is parsed as an object
            rest = [*context.sentence.tokens[verb.i + 1 : rest[0].i], *rest]
        first = _first_of_gist(context, verb)
        return words_of(context, (t for t in rest if not _introduces(t, said) and not verb.i < t.i < first))
    if said is not None:
        return words_without(context, verb)
    quoted = _QUOTED.search(context.sentence.words)
    words = quoted.group(1) if quoted and not _is_title(quoted.group(1)) else ""
    calls = verb.lemma_ in load_words("verbs.reported.gist")
    if words and not (calls and len(words.split()) <= _TERM):
        return _trim(words)
    if calls:  # the ring that somebody praised, what somebody termed a "milestone"
        objects = [c for c in verb.children if c.dep_ in ("dobj", "prep", "oprd")]
        if any(token.tag_ in ("WP", "WDT") for token in objects):
            return ""  # "whom he called a friend"
        told = sorted((token for object_ in objects for token in object_.subtree), key=lambda token: token.i)
        words = words_of(context, iter([verb, *told])) if told else ""
        return words if len(words.split()) >= FEWEST else ""  # "welcomed the decision" says nothing
    return ""


def short_gist(context: Context, verb: Token, speaker: Mention) -> str:
    """What a clause says in short: without times, subordinate clauses and what is set apart by commas.

    Empty where it counts something, which is told as a figure, and without its number says little. Where the
    speaker says it of themselves, the gist begins with the verb: "would invest in a new site".
    """
    sentence, whole = context.sentence, list(_kernel(verb))
    few = {token for token in whole if _is_few(context, token)}
    counts = [token for token in whole if sentence.quantity_at(token) is not None and token not in few]
    if any(token.dep_ in ("nsubj", "nsubjpass", "nummod") and sentence.is_plain(token.head) for token in counts):
        return ""
    subject = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    meant = context.find_name(subject)
    own = set(subject.subtree) if subject is not None and meant is not None and meant.name == speaker.name else set()
    plain = (token for token in whole if token not in own and (token in few or sentence.is_plain(token)))
    kept = [token for token in plain if not _is_unbound(context, token)]
    if kept and kept[0].tag_ == "POS":
        kept = kept[1:]  # of "this year's output"
    while kept and kept[-1].pos_ in ("ADP", "DET", "CCONJ", "PUNCT"):
        kept.pop()  # what it stood before is left out
    given = verb.lemma_.lower() in load_words("events.transfer.verbs")
    given = given and any(token.dep_ == "dobj" and token.head.i == verb.i for token in counts)
    if given or (kept and kept[0].like_num and kept[0].i > 0 and kept[0].nbor(-1).like_num):
        return ""  # "has awarded to Havkraft", "million people arrived"
    if kept and kept[-1].pos_ == "AUX":
        return ""  # "the cost is" without the figure
    return words_of(context, iter(kept))


def plain_gist(context: Context) -> str:
    """The words of a whole sentence without quotation marks around them; empty where somebody speaks in it."""
    speech = load_words("verbs.speech.lemmas")
    if any(token.lemma_ in speech and token.dep_ in ("ROOT", "parataxis") for token in context.sentence.tokens):
        return ""
    return _trim(context.sentence.words)


def said_verb(verb: Token) -> Token | None:
    """The verb of what is said: of the clause under the verb of speech, else of that in which it stands."""
    speech = load_words("verbs.speech.lemmas")
    for child in verb.children:
        if child.dep_ in ("ccomp", "xcomp", "parataxis") and child.lemma_ not in speech:
            return child
    above = verb.dep_ in ("ccomp", "parataxis") and verb.head.i != verb.i  # "..., she said"
    return verb.head if above and verb.head.lemma_ not in speech else None


def _is_title(words: str) -> bool:
    """True for a name in quotation marks, which nobody says."""
    return all(word[:1].isupper() for word in words.split() if len(word) > _SHORT)


def _first_of_gist(context: Context, verb: Token) -> int:
    """Where what is said begins behind a verb of speech and the time that stands right behind it."""
    behind = (time for time in context.sentence.times if speech_before(context.sentence, time) == verb)
    ends = [token.i + 1 for time in behind for token in context.sentence.tokens_of(time.start, time.end)]
    return max(ends, default=verb.i)


def _to_the_end(context: Context, verb: Token, said: Token) -> list[Token]:
    """What follows a verb of speech up to the end of the sentence, where the clause said begins behind it."""
    start = min(token.i for token in said.subtree)
    root = verb.dep_ == "ROOT" and start > verb.i
    later = any(child.dep_ == "conj" and child.i > said.i for child in verb.children)
    return list(context.sentence.tokens[start:]) if root and not later else []


def _is_few(context: Context, token: Token) -> bool:
    """True for the three of `that three projects are to receive help`, which the gist can say."""
    quantity = context.sentence.quantity_at(token)
    return quantity is not None and quantity.unit is None and token.dep_ == "nummod" and token.is_alpha


def _kernel(head: Token) -> Iterator[Token]:
    for child in (*head.lefts, head, *head.rights):
        if child.i == head.i:
            yield child
        elif (child.dep_ not in _SUBORDINATE or is_hyphened(child)) and not (
            child.is_punct and child.text not in ("-", "/")
        ):
            yield from _kernel(child)


def _is_unbound(context: Context, token: Token) -> bool:
    """True for a preposition whose number or time is left out, and for words beside a number."""
    if token.dep_ in ("prep", "agent"):
        governed = list(find_governed(token))
        return bool(governed) and not any(context.sentence.is_plain(inner) for inner in governed)
    loose = token.dep_ in ("det", "amod") and not context.sentence.is_plain(token.head)
    return loose or token.dep_ in ("quantmod", "mark")


def _introduces(token: Token, clause: Token) -> bool:
    return token.dep_ == "mark" and token.i < clause.i and token.lower_ == "that"


def words_of(context: Context, tokens: Iterator[Token]) -> str:
    """Words of a sentence as a gist: without quotation marks around them, and not too long."""
    return _trim(context.sentence.text(list(tokens), without_determiner=False))


def words_without(context: Context, head: Token) -> str:
    """The words of the sentence without what hangs on a token."""
    own = {token.i for token in head.subtree}
    return words_of(context, (token for token in context.sentence.tokens if token.i not in own))


def _trim(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip(' ,.;:"“”‘’')
    if text.count('"') % 2 or text.count("“") != text.count("”"):
        text = re.sub('["“”]', "", text)
    return text if len(text) <= _LONGEST else text[: text.rfind(" ", 0, _LONGEST)]
