"""What is coordinated with a word, and what is named as examples of it."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from shugu.extract.lexicon import load_words
from shugu.extract.lists import NameList, find_described, find_list, find_lists, lists_together
from shugu.extract.phrases import is_field
from shugu.extract.sentence import find_governed

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["DASHES", "conjuncts", "examples", "is_in_one_quotation"]

_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON", "X", "ADJ", "SYM"})
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_LONGEST = 16  # tokens of a name in quotation marks
_REST = ("more", "others", "etc", "etc.")  # what ends a list without a name
_TITLE = "LAW"
_MARKS = (":", ";")
_LISTED = ("CCONJ", "DET", "NUM")
DASHES = ("-", "–", "—")


def conjuncts(head: Token) -> list[Token]:
    """The head and what is coordinated with it, in order; for `the towns of Lindow and Arden`, the two towns."""
    names = find_list(head) if head.pos_ == "PROPN" else None
    if names is not None:
        return [token for each in lists_together(head.doc, names) for token in each.heads(head.doc)]
    found, pending = [head], [head]
    while pending:
        token = pending.pop()
        inner = [
            c for c in token.children if c.pos_ in _NOMINAL and (c.dep_ == "conj" or _is_listed(c) or _is_dashed(c))
        ]
        inner = [c for c in inner if c.lower_ not in _REST and not is_in_one_quotation(token, c)]
        inner += [*_beside_whole_name(token), *_beside_name_between_commas(token)]
        found.extend(inner)
        pending.extend(inner)
    listed = [token for token in sorted(found, key=lambda token: token.i) if not _describes_name(token)]
    dashed = next((at for at, token in enumerate(listed) if at and _is_named_behind_dash(token, head)), 0)
    listed = listed[dashed:]
    return [named for token in listed or found[:1] for named in _places_of(token)]


def is_in_one_quotation(one: Token, other: Token) -> bool:
    """True for the words of one quoted name: the wheels and the park of the "two wheels and one park" layout."""
    doc, first, last = one.doc, min(one.i, other.i), max(one.i, other.i)
    begin = next((i for i in range(first - 1, max(-1, first - _LONGEST), -1) if doc[i].is_quote), None)
    if begin is None or any(token.is_quote or token.tag_ in _FINITE for token in doc[begin + 1 : last + 1]):
        return False
    end = next((i for i in range(last + 1, min(len(doc), begin + _LONGEST)) if doc[i].is_quote), None)
    before = sum(token.is_quote for token in doc[:begin])
    return end is not None and before % 2 == 0 and not any(t.tag_ in _FINITE for t in doc[last:end])


def _beside_whole_name(head: Token) -> list[Token]:
    """The bank of `the Agency for Development and the Lindow Bank`, which is parsed as a part of the name before it."""
    ofs = (child for child in head.children if child.dep_ == "prep" and child.ent_iob_ == "I")
    inside = (token for of in ofs for token in find_governed(of) if token.ent_iob_ == "I")
    return [c for token in inside for c in token.children if c.dep_ == "conj" and _is_apart(token, c)]


def _beside_name_between_commas(noun: Token) -> list[Token]:
    """The bank of `the mining firm, Havkraft, and the bank, Lindow Trust`, parsed as one more name for the firm."""
    if noun.tag_ != "NN" or not noun.n_rights:
        return []
    name = next((child for child in noun.rights if child.dep_ == "appos" and child.pos_ == "PROPN"), None)
    marks = [child.lower_ for child in name.rights if child.dep_ in ("punct", "cc")] if name is not None else []
    if name is None or marks[:2] != [",", "and"]:
        return []
    return [child for child in name.rights if child.dep_ == "conj" and child.pos_ in _NOMINAL]


def _is_apart(token: Token, other: Token) -> bool:
    """True for a name of its own behind another, not for the Science of a Ministry of Education and Science."""
    between = token.doc[token.i + 1 : other.i]
    return bool(other.ent_type_) and not is_field(other) and any(not word.ent_type_ for word in between)


def _is_named_behind_dash(token: Token, head: Token) -> bool:
    """True for the fair of `the first show and fair - the Arden Fair`, which is what stands before the dash."""
    first = token.left_edge.i
    dashed = any(token.doc[at].text in DASHES for at in (first - 1, first) if at > 0)
    return dashed and token.pos_ == "PROPN" and head.pos_ == "NOUN"


def _is_dashed(token: Token) -> bool:
    """True for a name behind a dash that is parsed as an apposition."""
    return token.dep_ == "appos" and _is_named_behind_dash(token, token.head)


def _describes_name(token: Token) -> bool:
    """True for a part in something or a post behind a name, parsed as one more name: `Lindow Rail, the operator of`."""
    parts = load_words("events.nominals.parts", "names.posts.nouns")
    if token.dep_ != "conj" or token.lemma_.lower() not in parts:
        return False
    named = token.head
    while named.dep_ == "conj" and named.pos_ == "NOUN":
        named = named.head
    first = token.left_edge.i
    beside = first > 0 and token.doc[first - 1].text == "," and token.doc[first].lower_ != "and"
    return named.pos_ == "PROPN" and (beside or named.i != token.head.i)


def _places_of(token: Token) -> list[Token]:
    """Lindow and Arden of `the towns of Lindow and Arden`; the token itself where it heads no such list."""
    listing = load_words("events.nominals.placed", "events.nominals.fields")
    if token.tag_ not in ("NNS", "NNPS") or token.lemma_.lower() not in listing:
        return [token]
    of = (child for child in token.children if child.dep_ == "prep" and child.lower_ == "of")
    named = [t for prep in of for first in find_governed(prep) if first.pos_ == "PROPN" for t in conjuncts(first)]
    return named or [token]


def _is_listed(token: Token) -> bool:
    """True for the second of `Lindow, the old port and the airport`, which is parsed as an apposition to the first."""
    if _is_alike(token):
        return True
    if token.dep_ != "appos" or token.head.pos_ != "PROPN" or token.head.dep_ not in ("dobj", "pobj"):
        return False
    ands = any(child.dep_ == "cc" and child.lower_ == "and" for child in token.children)
    listed = any(child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN") for child in token.children)
    determined = token.pos_ == "PROPN" or any(child.lower_ == "the" for child in token.children)
    return ands and listed and determined and token.i + 1 < token.doc[-1].i


def _is_alike(token: Token) -> bool:
    """True for one more of `the first mill, the first port and the first dam`, parsed as an apposition to the first."""
    if token.dep_ != "appos" or token.pos_ != "NOUN" or token.head.pos_ != "NOUN":
        return False
    if _is_between_commas(token):
        return True
    if token.tag_ != token.head.tag_:
        return False
    begins = [
        [word.lower_ for word in each.doc[each.left_edge.i : each.left_edge.i + 2]] for each in (token, token.head)
    ]
    further = any(child.dep_ == "conj" for child in token.children)
    return begins[0] == begins[1] and begins[0][0] in ("the", "a", "an") and further and token.left_edge.i < token.i - 1


def _is_between_commas(token: Token) -> bool:
    """True for the second of `road works, market access for growers, and a dam`, by the commas on either side of it."""
    doc, first = token.doc, token.left_edge.i
    if doc[first].pos_ == "DET" or not any(child.dep_ == "conj" for child in token.children):
        return False
    ands = [child.i for child in token.children if child.dep_ == "cc" and child.lower_ == "and"]
    commas = first > 0 and doc[first - 1].text == "," and bool(ands) and doc[ands[0] - 1].text == ","
    counted = any(child.dep_ == "nummod" for child in token.head.children)  # "two works, road repair, and a port"
    return commas and not counted


def examples(head: Token) -> list[Token]:
    """What is named as examples of a noun: A and B of `companies such as A and B`, whichever of the three is asked.

    A long list is often parsed in pieces, so it is read as it stands, name by name.
    """
    first = _first_example(head)
    found: list[Token] = []
    for token in head.doc[first:] if first is not None else ():
        if token.ent_type_ == _TITLE:  # a title is one name, whatever words are in it
            if token.ent_iob_ == "B":
                found.append(token)
        elif token.pos_ == "PROPN":
            if found and found[-1].i == token.i - 1:
                found.pop()  # the last word of a name stands for it
            found.append(token)
        elif token.tag_ == "POS" and found and found[-1].i == token.i - 1:
            found.pop()  # Norland's Havkraft
        elif token.text not in (",", "&", "-") and token.pos_ not in _LISTED and not _leads_to_name(token):
            break
    listed = [token for names in _lists_of(head) for token in names.heads(head.doc)]
    return listed if len(listed) > len(found) else found


def _lists_of(head: Token) -> list[NameList]:
    """The lists of names that are examples of a noun which the parser does not hang them on."""
    doc = head.doc
    own = next((names for names in find_lists(doc) if _is_same(find_described(doc, names), head)), None)
    if own is not None:
        return lists_together(doc, own)
    marked = head.tag_ == "NNS" and head.i + 1 < len(doc) and doc[head.i + 1].text in _MARKS
    return [names for names in find_lists(doc) if marked and names.start == head.i + 2 and _ends_part(doc, names.end)]


def _ends_part(doc: Doc, end: int) -> bool:
    """True where a list ends the sentence or a part of it: "four mines: Arda, Belo and Corda, which ..."."""
    return end >= len(doc) or doc[end].is_punct


def _is_same(one: Token | None, other: Token) -> bool:
    return one is not None and one.i == other.i


def _leads_to_name(token: Token) -> bool:
    """True for words right before a name: `and the state-owned firm Lindow Rail`."""
    following = token.doc[token.i + 1 : token.i + 6]
    words = list(takewhile(lambda t: t.pos_ in ("NOUN", "ADJ") or t.text == "-", following))
    behind = token.i + 1 + len(words)
    return token.pos_ in ("NOUN", "ADJ") and behind < len(token.doc) and token.doc[behind].pos_ == "PROPN"


def _first_example(head: Token) -> int | None:
    """Where the examples of a noun begin, or those among which a name stands; None where there are none."""
    doc, at = head.doc, head.i
    if head.pos_ == "PROPN":
        while at > 0 and (doc[at - 1].pos_ in ("PROPN", "CCONJ", "DET", "NUM") or doc[at - 1].text in (",", "&", "-")):
            at -= 1
        words = [doc[i].lower_ for i in range(max(0, at - 2), at)]
        noun = at - (3 if words == ["such", "as"] else 2)
        noun -= noun > 0 and doc[noun].text == ","
        return at if _opens_examples(words) and noun >= 0 and doc[noun].tag_ == "NNS" else None
    at += at + 1 < len(doc) and doc[at + 1].text == ","
    after = [token.lower_ for token in doc[at + 1 : at + 3]]
    begin = at + (3 if after == ["such", "as"] else 2)
    opened = after == ["such", "as"] or after[:1] in (["including"], ["like"])
    return begin if opened and head.tag_ == "NNS" else None


def _opens_examples(words: list[str]) -> bool:
    return words == ["such", "as"] or words[-1:] in (["including"], ["like"])
