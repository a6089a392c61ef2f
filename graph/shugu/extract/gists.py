"""What somebody said, in words: the gist of a claim, in full and in short."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
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
_LOOSE = re.compile(r"[\s,;]+(?:and|but|or|while|as)$")
_QUOTED = re.compile(r"[“\"]([^”\"]{8,})[”\"]?")


def gist_of(context: Context, verb: Token) -> str:
    """The words of what is said: the clause under the verb to its end, else the quotation beside it."""
    said = said_verb(verb)
    if said is not None and said.i != verb.head.i:
        rest = _to_the_end(context, verb, said) or _from_the_beginning(context, verb, said) or list(said.subtree)
        if rest[0].tag_ in ("MD", "VBZ", "VBD", "VBP") and rest[0].i > verb.i:  # its subject is parsed as an object
            rest = [*context.sentence.tokens[verb.i + 1 : rest[0].i], *rest]
        first = _first_of_gist(context, verb)
        rest = [token for token in rest if not verb.i < token.i < first]
        return words_of(context, rest[1:] if rest and _introduces(rest[0], said) else rest)
    if said is not None:
        return words_without(context, verb)
    if (told := _told_farther(context, verb)) is not None:
        return words_of(context, iter(context.sentence.tokens[told.i + 1 :]))
    words = _quoted_beside(context, verb)
    calls = verb.lemma_ in load_words("verbs.reported.gist")
    if words and not (calls and len(words.split()) <= _TERM):
        return _trim(words)
    return _gist_of_call(context, verb) if calls else ""


def _gist_of_call(context: Context, verb: Token) -> str:
    """The verb with its objects: the ring that somebody praised, what somebody termed a "milestone"."""
    objects = [c for c in verb.rights if c.dep_ in ("dobj", "prep", "oprd") or _is_asked(verb, c)]
    if any(token.tag_ in ("WP", "WDT") for token in objects):
        return ""  # "whom he called a friend"
    words = _with_meant(context, verb, objects) if objects else ""
    return words if len(words.split()) >= FEWEST else ""  # "welcomed the decision" says nothing


def _quoted_beside(context: Context, verb: Token) -> str:
    """What is quoted in the sentence of a verb of speech, be it that only the end of the quotation stands there."""
    whole = context.sentence.words
    before, mark, _ = whole.partition("”")
    if mark and "“" not in before and len(before) < verb.idx:
        return before
    quoted = _QUOTED.search(whole)
    if quoted is None:
        return ""
    if quoted.start() < verb.idx < quoted.end():
        return whole[: quoted.start()]
    return "" if _is_title(quoted.group(1)) else quoted.group(1)


def _is_asked(verb: Token, infinitive: Token) -> bool:
    """True for the widening of `called on the city to widen the road`, `urged the city to widen it`."""
    asks = infinitive.dep_ == "xcomp" and verb.lemma_ in load_words("verbs.speech.asking")
    return asks and any(child.dep_ == "dobj" or child.lower_ in ("on", "upon", "for") for child in verb.rights)


def _told_farther(context: Context, verb: Token) -> Token | None:
    """The that of `pointed out at the opening of the fair that trade grows`, which is parsed as told of the fair."""
    if verb.dep_ != "ROOT" or any(child.dep_ in ("dobj", "oprd") for child in verb.children):
        return None
    marks = (t for t in context.sentence.tokens[verb.i + 1 :] if t.dep_ == "mark" and t.lower_ == "that")
    return next((mark for mark in marks if mark.head.dep_ == "acl" and mark.head.head.dep_ == "pobj"), None)


def _with_meant(context: Context, verb: Token, objects: Sequence[Token]) -> str:
    """The words of a verb with its objects, the name of what is meant for a pronoun: called the mill a success."""
    told: list[str] = [verb.text if verb.tag_ != "VBG" else f"{verb.lemma_}s"]
    for object_ in objects:
        mention = _meant(context, verb, object_) if object_.tag_ == "PRP" else None
        told.append(mention.name if mention is not None else words_of(context, object_.subtree))
    return _trim(" ".join(told))


def _meant(context: Context, verb: Token, pronoun: Token) -> Mention | None:
    """What "it" means: what the text tells, else the object of the verb above, of `opened the mill, calling it new`."""
    above = next((child for child in verb.head.rights if child.dep_ == "dobj" and child.i < verb.i), None)
    return context.name(pronoun) or context.find_name(above)


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


def plain_gist(context: Context, quoted: Sequence[tuple[int, int]] = ()) -> str:
    """The words of a whole sentence without quotation marks around them; empty where somebody speaks in it.

    Where little more than who speaks stands behind `quoted`, what is in quotation marks, that alone.
    """
    words = context.sentence.words
    if len(quoted) == 1 and not words[: quoted[0][0]].strip() and len(words[quoted[0][1] :].split()) <= _TERM:
        return _trim(words[slice(*quoted[0])])
    speech, first = load_words("verbs.speech.lemmas"), next((t for t in context.sentence.tokens if t.is_alpha), None)
    if any(token.lemma_ in speech and token.dep_ in ("ROOT", "parataxis") for token in context.sentence.tokens):
        return ""
    if first is not None and first.lemma_ in speech and first.tag_ in ("VBD", "VBZ"):
        return ""  # "said Ada Brook and went on"
    return _trim(context.sentence.words)


def said_verb(verb: Token) -> Token | None:
    """The verb of what is said: of the clause under the verb of speech, else of that in which it stands.

    None for what is called something.
    """
    called = any(_is_asked(verb, child) for child in verb.rights)
    if called or any(child.dep_ == "oprd" for child in verb.children):
        return None
    speech = load_words("verbs.speech.lemmas")
    for child in verb.children:
        if child.dep_ in ("ccomp", "xcomp", "parataxis") and child.lemma_ not in speech:
            return child
    above = verb.dep_ in ("ccomp", "parataxis") and verb.head.i != verb.i  # "..., she said"
    if above and verb.dep_ == "ccomp" and verb.lemma_ != "tell" and any(c.dep_ == "dobj" for c in verb.rights):
        return None  # "the share indicated a rise, data showed"
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
    if not root or later:
        return []
    speech = load_words("verbs.speech.lemmas")  # "said it was so, noting that ...": said twice
    more = (c for above in (verb, said) for c in above.children if c.dep_ == "advcl" and c.i > said.i)
    end = min((c.left_edge.i for c in more if c.tag_ == "VBG" and c.lemma_ in speech), default=None)
    return list(context.sentence.tokens[start:end])


def _from_the_beginning(context: Context, verb: Token, said: Token) -> list[Token]:
    """What stands before a verb of speech and who speaks: `the mill is closed, but it may open, she said`."""
    subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    behind = subject is not None and said.i < subject.left_edge.i
    if verb.dep_ != "ROOT" or subject is None or not behind:
        return []
    own = next((t for t in context.sentence.tokens if t.dep_ not in ("advmod", "punct", "cc")), said)
    first = min(own.i, said.left_edge.i)
    return [
        t for t in context.sentence.tokens[first : subject.left_edge.i] if t.head.i != verb.i or t.i >= said.left_edge.i
    ]


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


def words_of(context: Context, tokens: Iterable[Token]) -> str:
    """Words of a sentence as a gist: without quotation marks around them, and not too long."""
    in_order = sorted(tokens, key=lambda token: token.i)
    return _trim(context.sentence.text(in_order, without_determiner=False))


def words_without(context: Context, head: Token) -> str:
    """The words of the sentence without what hangs on a token."""
    own = {token.i for token in head.subtree}
    return words_of(context, (token for token in context.sentence.tokens if token.i not in own))


def _trim(text: str) -> str:
    text = _LOOSE.sub("", re.sub(r"\s+", " ", text).strip(' ,.;:"“”‘’'))
    if text.count('"') % 2 or text.count("“") != text.count("”"):
        text = re.sub('["“”]', "", text)
    return text if len(text) <= _LONGEST else text[: text.rfind(" ", 0, _LONGEST)]
