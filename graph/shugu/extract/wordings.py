"""What a phrase says by itself, whatever it means: its words, the name beside it, whom it is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from shugu.extract.lexicon import load_table, load_words
from shugu.extract.phrases import behind_address, clean_name, is_post, without_place, without_quantity, without_titles
from shugu.extract.sentence import ParsedSentence

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

__all__ = [
    "find_described_thing",
    "find_holder_beside",
    "find_speaker_that_plans",
    "name_without_country",
    "read_intent",
    "read_words",
    "spoken_of",
]

_FEWEST_OWNED = 3  # tokens of a name behind whose it is
_LONGEST_INTENT = 12  # tokens of what is meant by a plan


def find_holder_beside(sentence: ParsedSentence, head: Token) -> Sequence[Token]:
    """The name of whoever holds the post before it: `the bank's director, Ada Brook`; empty where none follows."""
    if not is_post(head) or head.ent_type_ == "PERSON":
        return ()
    preps = (child for child in head.children if child.dep_ == "prep")
    tail = (t.i for c in preps for t in c.subtree if not t.is_punct and t.ent_type_ != "PERSON")
    begin = max([head.i + 1, *(i + 1 for i in tail if i < head.i + 8)])
    comma = begin < len(sentence.tokens) and sentence.tokens[begin].text == ","
    begins = (begin, begin + comma, behind_address(sentence.tokens, begin + comma))
    beside = (entity for entity in sentence.doc.ents if entity.label_ == "PERSON" and entity.start in begins)
    person = next(beside, None)
    return without_titles(sentence.tokens[person.start : person.end]) if person is not None else ()


def read_words(sentence: ParsedSentence, head: Token) -> tuple[str, Sequence[Token]]:
    """The words of a phrase that has no name, as they stand alone, and all its tokens; no words where none are left."""
    tokens = _with_owners(sentence.phrase(head), head)
    if len(tokens) > 2 and tokens[0].lower_ == "of":
        tokens = tuple(t for t in tokens if t.lower_ not in ("of", "which", "whom") or t.i > tokens[1].i)
    whole = without_quantity(sentence, tokens)
    text = _part_by_number(sentence, head) or clean_name(sentence.text(without_place(head, whole)))
    body = load_table("names.classes").get(head.lemma_.lower()) in load_words("names.bodies.classes")
    if " " not in text and head.pos_ == "NOUN" and not body:  # a bare noun is told apart by where, when or of what
        told = without_quantity(sentence, sentence.phrase(head, times=True))
        if told and told[0].lower_ in ("in", "of") and told[0].i > head.i:
            told = told[1:]  # "40 million in new loans"
        text = clean_name(sentence.text(told))
    if not (text and tokens):
        return "", tokens
    word = text.split(maxsplit=1)[0]
    first = next((t for t in tokens if t.text == word), tokens[0])
    common = first.pos_ != "PROPN" and not first.ent_type_ and not word.isupper()
    if common and first.is_sent_start is not False:
        text = text[:1].lower() + text[1:]
    return text, tokens


def name_without_country(tokens: Sequence[Token] | Span) -> Sequence[Token] | None:
    """The Havkraft of `Norland's Havkraft`, a name of its own; None for Norland's Senate and for all other phrases."""
    if len(tokens) < _FEWEST_OWNED or tokens[0].ent_type_ != "GPE" or tokens[1].tag_ != "POS":
        return None
    own = list(tokens)[2:]
    named = all(token.pos_ == "PROPN" and token.text[:1].isupper() for token in own)
    word = own[-1].lemma_.lower()
    kind = any(word in load_table(f"names.{table}") for table in ("classes", "references")) or is_post(own[-1])
    kind = kind or word in load_words("verbs.indicators.heads")
    return own if named and not kind else None


def _with_owners(tokens: Sequence[Token], head: Token) -> Sequence[Token]:
    """The phrase with all whose it is: `the governments of Norland, Lindow and Arden`."""
    if head.tag_ != "NNS" or not tokens or tokens[-1].ent_type_ != "GPE" or tokens[-1].n_rights == 0:
        return tokens
    last = tokens[-1]
    others = [child for child in last.rights if child.dep_ == "conj" and child.ent_type_ == "GPE"]
    if not others or last.dep_ != "pobj" or last.head.lower_ != "of" or last.head.head.i != head.i:
        return tokens
    return [*tokens, *head.doc[last.i + 1 : others[0].right_edge.i + 1]]


def _part_by_number(sentence: ParsedSentence, head: Token) -> str:
    """`section one of the Lindow highway`, which the parser takes apart; empty for what is no such part."""
    tokens = sentence.tokens
    if head.lower_ not in load_words("names.parts.nouns") or head.i + 3 >= len(tokens):
        return ""
    number, of = tokens[head.i + 1], tokens[head.i + 2]
    if number.tag_ != "CD" or of.lower_ != "of" or number.ent_type_ == "DATE":
        return ""
    whole = next((child for child in of.children if child.dep_ == "pobj"), None)
    if whole is None:
        return ""
    return f"{head.lower_} {number.text} of {sentence.text(sentence.phrase(whole), without_determiner=False)}"


def read_intent(sentence: ParsedSentence, head: Token) -> str:
    """`plan to widen the port`: a noun with what is meant by it, without figures and times; empty where none is."""
    if head.tag_ != "NN" or head.lemma_.lower() not in load_words("events.intents.nouns"):
        return ""
    infinitives = (c for c in head.rights if c.dep_ in ("acl", "xcomp", "relcl") and c.left_edge.tag_ == "TO")
    meant = next(infinitives, None)
    if meant is None or not (tokens := [t for t in meant.subtree if sentence.is_plain(t)]):
        return ""
    end = next((at for at, t in enumerate(tokens) if t.text in (",", ";", "—", "–")), len(tokens))
    tokens = tokens[:end]
    while tokens and tokens[-1].pos_ in ("ADP", "DET", "PUNCT", "CCONJ", "SCONJ"):
        tokens.pop()
    words = sentence.text(tokens)
    before = [t for t in head.lefts if t.dep_ in ("amod", "compound") and sentence.is_plain(t)]
    noun = sentence.text([*before, head])
    return f"{noun[:1].lower()}{noun[1:]} {words}" if 1 < len(tokens) <= _LONGEST_INTENT else ""


def spoken_of(subject: Token) -> Token:
    """What a sentence about `Lindow's exports` goes on about: Lindow; but the ministry of `Lindow's ministry`."""
    owner = next((child for child in subject.children if child.dep_ == "poss"), None)
    body = load_table("names.classes").get(subject.lemma_.lower()) in load_words("names.bodies.classes")
    named = owner is not None and name_without_country(subject.doc[owner.i : subject.i + 1]) is not None
    return subject if owner is None or body or named else owner


def find_described_thing(noun: Token) -> Token | None:
    """What a noun says something of: the Lindow of `Lindow is a port`, `made Lindow into a port`; else None."""
    above = noun.head
    described = noun.dep_ == "attr" and above.lemma_ in ("be", "become")
    if described or (noun.dep_ == "dobj" and above.lemma_ in load_words("verbs.plan_words.remarking")):
        wanted: tuple[str, ...] = ("nsubj",)
    elif noun.dep_ == "pobj" and above.lower_ in ("into", "as") and above.head.pos_ == "VERB":
        above, wanted = above.head, ("dobj", "nsubjpass", "nsubj")
    else:
        return None
    found = (child for label in wanted for child in above.children if child.dep_ == label and child.tag_ != "IN")
    return next(found, None) if noun.tag_ == "NN" else None


def find_speaker_that_plans(pronoun: Token) -> Token | None:
    """Who says "it" of itself: the company of `Lindow Rail said it plans to buy trains`; None for another pronoun."""
    verb = pronoun.head
    if pronoun.lower_ != "it" or pronoun.dep_ != "nsubj" or verb.dep_ != "ccomp":
        return None
    if verb.head.lemma_ not in load_words("verbs.speech.lemmas", "verbs.reported.lemmas"):
        return None
    plans = verb.lemma_ in load_words("verbs.future.target") and verb.tag_ != "VBN"
    teller = next((child for child in verb.head.children if child.dep_ == "nsubj"), None)
    return teller if plans and teller is not None and teller.pos_ == "PROPN" else None
