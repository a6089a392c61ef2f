"""Tokens of noun phrases: which of them make the name of a thing, and which only stand beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from shugu.extract.lexicon import load_pattern, load_table, load_words, per_language
from shugu.extract.sentence import ParsedSentence, find_governed

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = [
    "behind_address",
    "clean_name",
    "find_counted",
    "find_described_name",
    "find_name_beside",
    "is_bare_description",
    "is_before_post",
    "is_field",
    "is_post",
    "is_source",
    "name_tokens",
    "without_owner",
    "without_place",
    "without_quantity",
    "without_titles",
]

_QUOTES = str.maketrans("", "", '"“”')


@per_language
def clean_name(text: str) -> str:
    """The words of a name without article, possessive ending and punctuation around it."""
    opened = "(" if ")" not in text else " ("
    if re.search(r"\w \([A-Z][^)]*\)(?: [A-Z]\w+)+$", text):
        opened = "\n"  # the Norland (Lindow) Trial Zone
    text = load_pattern("names.spelling.begin").sub("", text.partition(opened)[0].strip(' ,;:."“”‘’()'))
    text = load_pattern("names.spelling.described").sub("", text)
    if sum(map(text.count, '"“”')) == 1:  # of a name whose other quotation mark was left outside
        text = text.translate(_QUOTES)
    return load_pattern("names.spelling.end").sub("", re.sub(r"\s+", " ", text)).strip(' ,;:"“”')


def without_owner(name: str) -> str:
    """The name of a built thing without whose it is: Arden Solar Park of `Lindow Power's Arden Solar Park`."""
    owned = load_pattern("names.owned.by").match(name)
    if owned is None:
        return name
    noun = name.rsplit(maxsplit=1)[-1].lower()
    return owned["own"] if load_table("names.classes").get(noun) in load_words("names.owned.classes") else name


def is_post(token: Token) -> bool:
    """True for a noun that names a post: minister, director; not for the leader of a market."""
    lemma = token.lemma_.lower()
    if lemma == "leader" and token.i > 0 and token.nbor(-1).lower_ in load_words("names.posts.led"):
        return False
    return lemma in load_words("names.posts.nouns")


def is_field(token: Token) -> bool:
    """True for a word that says what a post or ministry is for: Energy, Cooperation."""
    return token.text[:1].isupper() and token.lower_ in load_words("names.posts.fields")


def behind_address(tokens: Sequence[Token], at: int) -> int:
    """The first place from `at` on that is no form of address."""
    while at < len(tokens) and tokens[at].lower_.strip(".") in load_words("events.posts.address"):
        at += 1
    return at


def is_before_post(sentence: ParsedSentence, token: Token) -> bool:
    """True for the field of a post: Health in Health Secretary."""
    return token.i + 1 < len(sentence.tokens) and is_post(sentence.tokens[token.i + 1])


def without_quantity(sentence: ParsedSentence, tokens: Sequence[Token]) -> list[Token]:
    """The phrase without the number, comparator and determiner before it, nor "long" of a 40-km-long road."""
    counts = ("quantmod", "nummod")
    plain = [t for t in tokens if sentence.quantity_at(t) is None]
    plain = [
        t for t in plain if not (t.dep_ in counts and t.whitespace_) or _tells_which(t)
    ]  # but the 5G of "5G network"
    if len(plain) == len(tokens):
        return plain
    extents = load_words("names.phrases.extents")
    return [t for t in plain if not (t.lower_ in extents and _stands_behind_quantity(sentence, t))]


def _tells_which(number: Token) -> bool:
    """True for the 3 of "Line 3 of the metro", which tells it from other lines."""
    return number.dep_ == "nummod" and number.i == number.head.i + 1 and number.head.text[:1].isupper()


def _stands_behind_quantity(sentence: ParsedSentence, token: Token) -> bool:
    at = token.i - 1
    at -= at > 0 and sentence.tokens[at].text == "-"
    return at >= 0 and sentence.quantity_at(sentence.tokens[at]) is not None


def without_titles(tokens: Sequence[Token]) -> Sequence[Token]:
    """A person's name without the post or form of address before it."""
    outside = load_words("names.posts.titles", "names.posts.nouns")
    while len(tokens) > 1 and tokens[0].lower_ in outside:
        tokens = tokens[1:]
    return tokens


def without_place(head: Token, tokens: Sequence[Token]) -> list[Token]:
    """The phrase without the places that it says its thing is in; of a change, "in" says what has changed."""
    preps = load_words("names.phrases.places")
    apart = [child for child in head.children if child.dep_ == "prep" and child.lower_ in preps]
    if apart and head.lemma_.lower() in load_table("verbs.nouns_of_change"):
        apart = [prep for prep in apart if prep.lower_ != "in" or any(t.ent_type_ for t in find_governed(prep))]
    drop = {token.i for prep in apart for token in prep.subtree}
    return [token for token in tokens if token.i not in drop]


def find_counted(sentence: ParsedSentence, head: Token) -> Token | None:
    """What a quantity is of: the embankments of `118 km of embankments`."""
    quantity = sentence.quantity_at(head)
    if quantity is None or quantity.unit is None:
        return None
    preps = (c for c in head.children if c.dep_ == "prep" and c.lower_ == "of" and c.i > head.i)
    return next((token for prep in preps for token in find_governed(prep)), None)


def find_name_beside(sentence: ParsedSentence, head: Token) -> Token | None:
    """The name right after a description: `the pension fund Emerald Life`, `the regulator, the Lindow Commission`."""
    if head.lower_ in load_words("names.posts.honorifics"):  # "His Excellency, Ada Brook, Minister of Power"
        return next((c for c in head.children if c.dep_ == "appos" and c.ent_type_ == "PERSON" and c.i > head.i), None)
    if head.pos_ != "NOUN" or is_post(head):
        return None
    known = any(child.dep_ in ("poss", "det") for child in head.children)
    for child in head.children:
        if child.dep_ == "appos" and child.pos_ == "PROPN" and child.i > head.i:
            quoted = known and sentence.tokens[head.i + 1].is_quote
            first = max(child.left_edge.i, head.i + 2) if quoted else child.left_edge.i
            beside = first == head.i + 1 + quoted and sentence.tokens[first].text[:1].isupper()
            apart = known and first == head.i + 2 and head.tag_ == "NN" and child.ent_type_ in ("ORG", "FAC", "PRODUCT")
            if beside or apart:
                return child
    return None


def name_tokens(sentence: ParsedSentence, start: int, end: int) -> Sequence[Token]:
    """The tokens of a named thing: what the recogniser found, with capitalised words and an of-phrase beside it."""
    tokens = sentence.tokens
    person = tokens[start].ent_type_ == "PERSON"
    while start > 0 and _begins_name(tokens[start - 1], tokens[start]):
        if (person and is_field(tokens[start - 1])) or sentence.quantity_at(tokens[start - 1]) is not None:
            break
        start -= 1
    while end < len(tokens) and tokens[end - 1].dep_ == "compound" and _ends_name(tokens[end]):
        end += 1
    if end + 1 < len(tokens) and _goes_on_with_of(tokens[end], tokens[end + 1]):
        inner = (t.i for t in tokens[end].subtree if t.pos_ in ("PROPN", "CCONJ", "ADP", "DET"))
        end = min(max(inner, default=end) + 1, end + 6)
    return tokens[start:end]


def _begins_name(token: Token, following: Token) -> bool:
    return (
        token.pos_ == "PROPN"
        and not token.text.islower()  # Oslo-headquartered Lindow Rail
        and token.dep_ in ("compound", "nmod", "amod")
        and token.ent_type_ in ("", following.ent_type_)
        and token.lower_.rstrip(".") not in load_words("names.posts.titles", "names.posts.nouns")
    )


def _ends_name(token: Token) -> bool:
    named = token.ent_type_ in ("", "ORG", "FAC", "PRODUCT")
    return token.text[:1].isupper() and token.pos_ in ("PROPN", "NOUN") and named


def _goes_on_with_of(of: Token, following: Token) -> bool:
    if of.lower_ != "of" or of.head.i >= of.i or following.pos_ != "PROPN":
        return False
    noun = of.head.lower_
    return load_table("names.classes").get(noun) in load_words("names.of_names.classes") or noun in load_words(
        "names.of_names.nouns"
    )


def is_source(token: Token) -> bool:
    """True for who tells: the subject of a verb of speech, the office of "according to the office"."""
    above = token.head
    if token.dep_ == "appos" and above.i != token.i:
        return is_source(above)
    if token.dep_ == "pobj" and token.ent_iob_ == "I" and above.ent_iob_ == "I":  # within a name
        return is_source(above.head)
    if token.dep_ == "pobj" and above.lower_ == "to" and above.head.lower_ == "according":
        return True
    if token.dep_ != "nsubj" or above.pos_ != "VERB":
        return False
    if above.lemma_ in load_words("verbs.speech.lemmas", "verbs.reported.news"):
        return True
    return above.lemma_ == "announce" and any(child.dep_ == "ccomp" and child.i < token.i for child in above.children)


def find_described_name(head: Token) -> Token | None:
    """The name that a description stands behind: `Norrbank, a wind farm`."""
    described = head.dep_ == "appos" and head.pos_ == "NOUN" and head.head.pos_ == "PROPN"
    return head.head if described else None


def is_bare_description(sentence: ParsedSentence, head: Token) -> bool:
    """True for "the city" and "this company", which say by no word of their own which one they mean."""
    tokens = sentence.phrase(head)
    if not tokens or tokens[0].lower_ not in load_words("names.determiners.definite") or head.tag_ == "NNPS":
        return False
    preps = [c for c in head.children if c.dep_ == "prep" and c.lower_ in load_words("names.phrases.referring")]
    owned = {t.i for prep in preps for t in prep.subtree}
    if head.tag_ == "NNS" and any(c.tag_ == "VBG" and c.dep_ == "acl" and c.i == head.i + 1 for c in head.rights):
        return False  # "the firms settling there", not those told of before
    if owned and head.pos_ == "PROPN":
        return False  # the Port of Lindow
    if owned:
        classes = load_table("names.references").get(head.lemma_.lower(), ())
        built = not {"Project", "Park", "Network"}.isdisjoint(classes)
        if not (built and any(t.ent_type_ for t in tokens if t.i in owned)):
            return False
    bare = ("det", "punct", "poss", "case")
    return all(t.i == head.i or t.i in owned or t.dep_ in bare for t in without_quantity(sentence, tokens))
