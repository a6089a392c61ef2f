"""The words of a post beside a person's name: before it, before a comma, behind one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from shugu.extract.context import Context
from shugu.extract.lexicon import load_words
from shugu.extract.phrases import is_field, is_post

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["before_address", "find_post_before", "find_titles", "post_words"]

_LONGEST = 7  # tokens of a title before a name
_FAR = 12  # tokens between a name and the post that stands apart from it
_BESIDE = ("NOUN", "PROPN", "ADJ", "DET", "CCONJ", "PART")
_LINKS = ("of", "for", "at", "with", "to")


def find_titles(context: Context, start: int, end: int) -> Iterator[str]:
    """The posts right before a name, before a comma, and behind one."""
    tokens = context.sentence.tokens
    before = before_address(tokens, start)
    if before >= 0 and tokens[before].text == ",":
        head = find_post_before(tokens, before)
        if head is not None:
            yield post_words(context, head)
    elif before >= 0 and (title := _title(tokens, before)):
        yield _with_whole(context, title, end)
    if end + 1 < len(tokens) and tokens[end].text in (",", "("):
        head = _post_behind(tokens, end + 1)
        stop = _end_of_tail(tokens, head.i + 1) if head is not None else end
        beside = stop + (stop < len(tokens) and tokens[stop].text == ",")
        if head is not None and (beside >= len(tokens) or tokens[beside].ent_type_ != "PERSON"):  # not the next one's
            yield post_words(context, head, first=end + 1)


def before_address(tokens: Sequence[Token], start: int) -> int:
    """The place before a name and the form of address that begins it; -1 where the sentence begins with it."""
    before = start - 1
    address = load_words("events.posts.address")
    while before >= 0 and (tokens[before].lower_.strip(".") in address or _is_before_address(tokens, before)):
        before -= 1
    weak = load_words("events.posts.not_alone")
    if before > 0 and tokens[before].lower_ in weak and tokens[before - 1].text == ",":
        before -= 1  # "the Minister of Power, Chief Ada Brook"
    return before


def _is_before_address(tokens: Sequence[Token], at: int) -> bool:
    """True for the article of `Dr. the Hon. Ada Brook`."""
    return tokens[at].lower_ == "the" and tokens[at + 1].lower_.strip(".") in load_words("events.posts.address")


def _title(tokens: Sequence[Token], last: int) -> list[Token]:
    """`Transport Minister` Hadi Wirasena, `Minister of Energy and Water` Birgit Aagren."""
    begin = last + 1
    if tokens[last].pos_ == "CCONJ":
        return []
    while begin > 0 and last - begin < _LONGEST and _belongs_to_title(tokens[begin - 1]):
        begin -= 1
    if begin > 1 and tokens[begin - 1].lower_ in ("and", "&"):
        if is_post(tokens[begin - 2]):
            begin -= 2  # "founder and president"
        elif last > begin and tokens[begin].pos_ == "PROPN":
            begin = _first_field(tokens, begin)
    title = list(tokens[begin : last + 1])
    if not title:
        return []
    if not any(is_post(token) for token in title[-2:]):
        return _title_with_of(tokens, last)
    alone = len(title) == 1 and title[0].lower_ in load_words("events.posts.not_alone")
    return [] if alone else title


def _first_field(tokens: Sequence[Token], begin: int) -> int:
    """Where the fields of `Trade and Industry Minister`, `Tourism, Wildlife and Culture Minister` begin."""
    marks: tuple[str, ...] = ("and", "&")
    while begin > 1 and tokens[begin - 1].lower_ in marks and _may_be_field(tokens[begin - 2]):
        begin -= 2
        while begin > 0 and _may_be_field(tokens[begin - 1]):
            begin -= 1  # "Tourism Development, Wildlife and Culture Minister"
        marks = (",",)
    return begin


def _may_be_field(token: Token) -> bool:
    plain = token.pos_ in ("PROPN", "NOUN") and token.text[:1].isupper() and not is_post(token)
    return is_field(token) or (plain and token.ent_type_ in ("", "ORG"))


def _title_with_of(tokens: Sequence[Token], last: int) -> list[Token]:
    """The title whose field follows its noun: Minister of Energy and Water."""
    at = last
    while at >= 0 and last - at < 2 * _LONGEST and tokens[at].ent_type_ != "PERSON":
        token = tokens[at]
        if is_post(token) and token.tag_ in ("NN", "NNP") and tokens[at + 1].lower_ in _LINKS:
            while at > 0 and _belongs_to_title(tokens[at - 1]):
                at -= 1
            return list(tokens[at : last + 1])
        listed = token.text == "," and tokens[at + 1].lower_ in load_words("names.posts.fields")
        if not listed and token.pos_ not in _BESIDE and token.lower_ not in (*_LINKS, "-"):
            return []
        at -= 1
    return []


def _with_whole(context: Context, title: Sequence[Token], end: int) -> str:
    """The title with whose it is: `Kenya's health minister Ada Brook`, `President Ada Brook of Kenya`."""
    tokens, words = context.sentence.tokens, context.sentence.text(title)
    first = title[0].i
    short = len(title) > 1 and title[0].text.isupper() and title[1].pos_ != "ADP" and not is_post(title[0])
    whole = context.name(title[0]) if short and len(title[0]) > 1 else None
    if whole is not None and whole.name != title[0].text:  # "NPA director" by what NPA means
        name = title[0].text if whole.name.startswith(f"{title[0].text} ") else whole.name  # run together with the post
        return f"{context.sentence.text(title[1:])} of {name}"
    if first > 1 and tokens[first - 1].tag_ == "POS" and tokens[first - 2].ent_type_ in ("GPE", "ORG"):
        owner = context.name(tokens[first - 2])
        return f"{words} of {owner.name}" if owner is not None else words
    if end + 1 < len(tokens) and tokens[end].lower_ == "of" and tokens[end + 1].pos_ in ("PROPN", "DET"):
        behind = tokens[end : _end_of_tail(tokens, end)]
        return f"{words} {context.sentence.text(behind)}" if len(behind) > 1 else words
    return words


def _belongs_to_title(token: Token) -> bool:
    if token.text in ("-", "–") and token.i > 0 and not token.nbor(-1).whitespace_:
        return True
    return token.pos_ in ("NOUN", "PROPN", "ADJ") and token.ent_type_ in ("", "ORG", "GPE", "NORP", "LOC", "FAC")


def find_post_before(tokens: Sequence[Token], comma: int) -> Token | None:
    """The post of `the bank's regional director, Ada Brook`, of `the governor of Norland, Ada Brook`."""
    for i in range(comma - 1, max(-1, comma - _FAR), -1):
        token = tokens[i]
        if is_post(token) and token.tag_ in ("NN", "NNP"):
            return _post_above(tokens, token)
        charge = token.lower_ == "in" and (tokens[i + 1].lower_ == "charge" or tokens[i + 1].ent_type_ == "GPE")
        listed = token.text == "," and is_field(tokens[i + 1])
        if not (charge or listed or token.pos_ in _BESIDE or token.lower_ in _LINKS):
            return None
    return None


def _post_above(tokens: Sequence[Token], post: Token) -> Token:
    """The secretary of `the secretary to the chief minister`; the post itself where none stands above it."""
    at = post.i - 1
    while at > 0 and tokens[at].dep_ in ("compound", "amod", "det"):
        at -= 1
    return tokens[at - 1] if at > 0 and tokens[at].lower_ == "to" and is_post(tokens[at - 1]) else post


def _post_behind(tokens: Sequence[Token], first: int) -> Token | None:
    """The post of `Ada Brook, the bank's regional director`; not that of another person behind it."""
    if tokens[first].pos_ == "CCONJ" or tokens[first].tag_ in ("WP", "WP$"):
        return None
    for token in tokens[first : first + _FAR]:
        if is_post(token) and token.tag_ in ("NN", "NNP"):
            return _last_of_post(tokens, token)
        if token.pos_ not in ("NOUN", "PROPN", "ADJ", "DET", "PRON", "PART") and token.lower_ not in ("and", "-"):
            return None
    return None


def _last_of_post(tokens: Sequence[Token], token: Token) -> Token | None:
    """The last noun of a post such as "chief executive officer"; None where a name follows."""
    if token.lower_ == "chief" and len(tokens) > token.i + 2 and is_post(tokens[token.i + 2]):
        token = tokens[token.i + 2]  # chief operating officer
    following = [*tokens[token.i + 1 : token.i + _LONGEST], None]
    for behind in following:
        if behind is not None and behind.text == "-":
            continue  # director-general
        if behind is None or not is_post(behind):
            return None if behind is not None and behind.pos_ == "PROPN" else token
        token = behind
    return token


def post_words(context: Context, head: Token, *, first: int | None = None) -> str:
    """The post in words: `the company's president` is president of the company that is meant.

    `first` is where the post begins at the earliest, behind a name.
    """
    sentence = context.sentence
    own = [token for token in sentence.phrase(head) if first is None or token.i >= first]
    begin = first if first is not None else min((token.i for token in own), default=head.i)
    if first is None and begin > 1 and sentence.tokens[begin].pos_ == "PROPN":
        begin = _first_field(sentence.tokens, begin)
    end = max(_end_of_tail(sentence.tokens, head.i + 1), max((token.i for token in own), default=head.i) + 1)
    phrase = sentence.tokens[begin:end]
    owner = next((child for child in head.children if child.dep_ == "poss" and child.i >= begin), None)
    mention = context.find_name(owner)
    if owner is None or mention is None:
        return sentence.text(phrase)
    whose = {inner.i for inner in owner.subtree}
    words = sentence.text([inner for inner in phrase if inner.i not in whose])
    return f"{words} of {mention.name}" if words else ""


def _end_of_tail(tokens: Sequence[Token], at: int) -> int:
    """Where what a post is of ends: `of the Lindow Office`, `for trade and industry`, `and chief executive of it`."""
    end, place = at, at
    while place < len(tokens):
        token = tokens[place]
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        if _is_person(token) or (place == at and token.pos_ not in ("ADP", "CCONJ")):
            break
        if token.pos_ in ("NOUN", "PROPN") or token.tag_ == "POS":
            end = place + 1
        elif not (_goes_on(token, following) or token.pos_ in ("ADJ", "DET")):
            break
        place += 1
    return end


def _is_person(token: Token) -> bool:
    """True for somebody's name, not for the firm that the recogniser takes for one in `president of Lindow Rail`."""
    entity = token.ent_type_ == "PERSON"
    first = token.i
    while entity and first > 0 and token.doc[first].ent_iob_ == "I":
        first -= 1
    return entity and not (first > 0 and token.doc[first - 1].lower_ == "of")


def _goes_on(token: Token, following: Token | None) -> bool:
    """True for a word between the parts of a post: of, for, at, and, the "to" of a delegation to Kenya."""
    if following is None or following.pos_ not in ("NOUN", "PROPN", "ADJ", "DET"):
        return token.lower_ == "in" and following is not None and following.lower_ == "charge"
    if token.lower_ == "in":
        return following.ent_type_ == "GPE" and token.nbor(-1).lower_ in load_words("events.posts.in_lands")
    if token.text == ",":
        return is_field(following)
    if token.lower_ in _LINKS:
        return True
    if token.lower_ == "to":
        return following.ent_type_ == "GPE" or is_post(token.nbor(-1))
    return token.lower_ in ("and", "&") and _is_joined(token, following)


def _is_joined(conjunction: Token, following: Token) -> bool:
    """True for Trade in `Minister of Finance and Trade`, `of Finance and the Public Service`; not for a person."""
    if following.ent_type_ == "PERSON" or following.lower_.strip(".") in load_words("events.posts.address"):
        return False
    if following.pos_ == "DET":
        return following.i + 1 < len(following.doc) and is_field(following.nbor())
    return not is_post(following) or is_post(conjunction.nbor(-1))
