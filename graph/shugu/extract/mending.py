"""Parses mended where one thing is taken for two: `wind and solar power`, `re-opening`, `the 90 km long E-80`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shugu.extract.lexicon import load_table, load_words
from shugu.extract.lost_subjects import mend_subject, part_from_date
from shugu.extract.tellers import mend_telling
from shugu.extract.trees import hang

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["mend_parse"]

_FEWEST_WORKS = 2  # that are named before a firm which does them
_MODIFIERS = ("amod", "compound", "nmod")
_BODIES = ("ORG", "PERSON")  # as which the recogniser takes a firm
_HUNG = ("conj", "dep", "advcl", "amod", "ROOT", "appos", "ccomp", "relcl")
_YEAR = 4  # digits
_FAR = 3  # tokens from a noun to what cannot stand beside it
_BARE = ("VB", "VBP")  # tags of a verb that may be an infinitive
_VERBS = (*_BARE, "VBZ", "VBD", "VBN", "MD")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")


def mend_parse(doc: Doc) -> None:
    """Hangs the words of a noun phrase on its noun where they are parsed as things of their own."""
    for token in doc[:-1]:
        following = doc[token.i + 1]
        if token.dep_ == "nummod" and token.head.dep_ == "compound":
            _count_whole(token)
        elif token.dep_ == "nummod" and following.tag_ == "CD" and following.head.i == token.head.i:
            _part_year(doc, token)
        if following.lower_ in ("and", "or") and token.pos_ == "NOUN":
            _join_sorts(doc, token)
        elif token.dep_ == "nmod" and following.lower_ == "and" and token.pos_ == "PROPN":
            _part_names(doc, token)
        elif following.text == "-" and not token.whitespace_ and not following.whitespace_:
            _join_prefix(doc, token)
        elif token.dep_ in ("dobj", "pobj") and following.text == "," and token.tag_ == "NN":
            _join_works(doc, token)
        elif token.dep_ in _HUNG:
            _mend_hung(doc, token)


def _mend_hung(doc: Doc, token: Token) -> None:
    """Mends what hangs on another word by its relation to it: one more of a row, what stands beside a noun."""
    if token.dep_ == "conj" and token.head.ent_type_ == "DATE" and token.pos_ == "PROPN":
        part_from_date(doc, token)
    elif token.dep_ == "conj" and token.tag_ in ("NN", "JJ") and token.i < len(doc) - 2:
        _read_verb(token)
    elif token.dep_ == "dep" and token.head.dep_ == "amod" and token.head.head.i > token.i > token.head.i:
        hang(token, token.head.head, "compound")
    elif token.dep_ in ("conj", "advcl") and token.tag_ in _BARE:
        _join_infinitive(doc, token)
    elif token.dep_ == "amod" and token.head.dep_ == "appos" and token.lower_ in load_words("names.firms.seated"):
        _name_behind_place(token)
    elif token.dep_ == "appos" and token.head.i < token.i - _FAR:
        _join_list(doc, token)
    elif token.tag_ == "VBN" and token.lemma_ in load_words("verbs.hypothetical.seen"):
        _read_as_seen(token)
    elif token.dep_ in ("ROOT", "conj", "ccomp"):
        _mend_main(doc, token)


def _mend_main(doc: Doc, verb: Token) -> None:
    """Mends what a main or reported verb lacks: its subject, whoever tells it."""
    if verb.dep_ == "ROOT":
        mend_subject(doc, verb)
    if verb.pos_ == "VERB":
        mend_telling(doc, verb)


def _name_behind_place(based: Token) -> None:
    """`Lindow, Norland-based Arden Corp. is`: the firm is, not the town before it."""
    firm = based.head
    town = firm.head
    if town.pos_ != "PROPN" or firm.pos_ != "PROPN" or town.head.i == town.i or town.nbor(1).text != ",":
        return
    if town.ent_type_ not in ("ORG", "") and town.i < based.i:
        hang(firm, town.head, town.dep_)
        hang(town, based, "npadvmod")


def _goes_on(doc: Doc, verb: Token) -> bool:
    """True for the review of `will work on the design, review costs`, a bare verb behind a comma in a row of them."""
    first, bare = verb.left_edge.i, all(child.i > verb.i for child in verb.children if not child.is_punct)
    return bare and verb.head.tag_ == "VB" and verb.head.i < first and doc[first - 1].text == ","


def _count_whole(number: Token) -> None:
    """`3,000 real economy firms`: the firms are counted, not the economy; `500 bed hospitals` stay as they are."""
    sort = number.head
    several = sort.tag_ == "NN" and sort.head.tag_ == "NNS" and sort.head.i > sort.i
    if several and any(child.dep_ == "amod" and number.i < child.i < sort.i for child in sort.children):
        hang(number, sort.head)


def _part_year(doc: Doc, year: Token) -> None:
    """`In 2019 40 clinics opened`: the year stands behind its preposition, and says nothing of the clinics."""
    before = doc[year.i - 1] if year.i else year
    bare = before.dep_ == "prep" and not before.n_rights and before.i < year.i
    if bare and year.text.isdigit() and len(year) == _YEAR:
        hang(year, before, "pobj")


def _join_sorts(doc: Doc, first: Token) -> None:
    """`wind and solar power`: wind and solar are two sorts of power."""
    if first.lower_ not in load_words("names.sorts.words") or first.dep_ in _MODIFIERS or first.i + 3 >= len(doc):
        return
    second = doc[first.i + 2]
    noun = second.head
    sort = second.lower_ in load_words("names.sorts.words") and second.dep_ in _MODIFIERS
    if not sort or noun.i <= second.i or noun.dep_ != "conj" or noun.head.i != first.i or noun.pos_ != "NOUN":
        return
    above, dep = first.head, first.dep_
    moved = [child for child in first.children if child.i < first.i or child.i > noun.i]
    if above.i == first.i:  # the whole sentence hangs on it
        return
    hang(noun, above, dep)
    for child in moved:
        hang(child, noun)
    hang(first, noun, "nmod")
    hang(second, first, "conj")


def _part_names(doc: Doc, first: Token) -> None:
    """`Norland Rail and Arden Steel Works signed`: two names, of which the parser takes the first for a sort."""
    last = first.head
    one, other = first.left_edge.i, first.i + 2
    if last.pos_ != "PROPN" or last.i <= other or other >= len(doc) or first.i - one < 1:
        return
    apart = doc[other].ent_iob_ == "B" and last.ent_iob_ == "I" and first.ent_iob_ == "I" and doc[one].ent_iob_ == "B"
    if apart and last.ent_type_ in _BODIES and first.ent_type_ in _BODIES and doc[first.i + 1].ent_iob_ == "O":
        hang(first, last.head, last.dep_)
        hang(last, first, "conj")


def _join_list(doc: Doc, second: Token) -> None:
    """The lamps of `The gift was handed over and includes beds, lamps and chairs`, hung on the gift as another name."""
    begin = second.left_edge.i
    begin += doc[begin].text == ","
    if second.pos_ != "NOUN" or doc[begin - 1].text != "," or not any(c.dep_ == "conj" for c in second.rights):
        return
    first = doc[begin - 2]
    while first.dep_ not in ("dobj", "attr") and first.head.i != first.i and first.head.i > second.head.i:
        first = first.head
    if first.dep_ in ("dobj", "attr") and second.head.i < first.head.i < first.i < begin:
        hang(second, first, "conj")


def _join_works(doc: Doc, first: Token) -> None:
    """`a construction, operation and financing company`: one firm, and the works before it are its sorts."""
    works = load_words("names.sorts.works")
    if first.lemma_.lower() not in works or not any(child.lower_ in ("a", "an") for child in first.children):
        return
    end, named = first.i + 1, 1
    while end < len(doc) and (doc[end].lower_ in works or doc[end].lower_ in (",", "and", "&")):
        named += doc[end].lower_ in works
        end += 1
    while end < len(doc) and doc[end].dep_ in (*_MODIFIERS, "punct") and doc[end].pos_ != "PUNCT":
        end += 1
    if named < _FEWEST_WORKS or end >= len(doc) or doc[end - 1].text == "and":
        return
    noun = doc[end]
    if load_table("names.classes").get(noun.lemma_.lower()) not in ("Company", "Fund", "Alliance", "Organization"):
        return
    above, dep = first.head, first.dep_
    before = [child for child in first.children if child.i < first.i]
    behind = [t for t in doc[end + 1 :] if t.dep_ == "conj" and first.i <= t.head.i <= end]
    hang(noun, above, dep)
    hang(first, noun, "nmod")
    for child in (*before, *behind):
        hang(child, noun)
    for inner in doc[first.i + 1 : end]:
        if inner.lower_ in works:
            hang(inner, first, "conj")
        elif inner.dep_ in ("punct", "cc"):
            hang(inner, first)
        else:
            hang(inner, noun, "compound")


def _join_infinitive(doc: Doc, verb: Token) -> None:
    """`is expected to open in May, create jobs and draw visitors`: to create goes on with to open, not with is.

    Nor `to widen` with what stands between, in `to draw a plan for raising tolls and to widen the road`.
    """
    above, first = verb.head, None
    if verb.dep_ == "advcl":
        verb.dep_ = "conj" if _goes_on(doc, verb) else "advcl"
        return
    if any(
        child.dep_ in _SUBJECTS or (child.dep_ in ("aux", "auxpass") and child.tag_ != "TO") for child in verb.children
    ):
        return
    own = _has_to(verb)
    if verb.tag_ == "VB" and ((own and above.tag_ == "VBG") or (not own and above.pos_ == "NOUN")):
        first = next((t for t in above.ancestors if t.tag_ in _VERBS), None)
        first = first if first is not None and _has_to(first) else None
    elif not own and above.tag_ in ("VBZ", "VBD", "VBN", "VBP", "VBG") and above.tag_ != verb.tag_ and above.i < verb.i:
        between = (t for t in reversed(doc[above.i + 1 : verb.i]) if t.tag_ == "VB" and t.dep_ in ("xcomp", "advcl"))
        first = next((t for t in between if above.is_ancestor(t) and _has_to(t)), None)
    if first is not None:
        hang(verb, first)


def _has_to(verb: Token) -> bool:
    return any(child.tag_ == "TO" for child in verb.children)


def _read_verb(token: Token) -> None:
    """The revamp of `seek to build ports and revamp harbour rules`, taken for a noun though it has an object."""
    if token.head.pos_ != "VERB" or not any(child.dep_ == "dobj" and child.i > token.i for child in token.children):
        return
    above = next((c for c in token.head.children if c.dep_ in ("xcomp", "advcl") and c.tag_ == "VB"), token.head)
    if above.tag_ == "VB" and token.head.i < above.i < token.i:
        hang(token, above)
    if token.head.tag_ == "VB":
        token.pos_, token.tag_ = "VERB", "VB"
        token.lemma_ = token.lower_


def _read_as_seen(verb: Token) -> None:
    """`is considered to be the largest port`: as `is considered the largest port`."""
    being = next((child for child in verb.rights if child.dep_ == "xcomp" and child.lower_ == "be"), None)
    what = next((child for child in being.rights if child.dep_ == "attr"), None) if being is not None else None
    passive = any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.lefts)
    if being is not None and what is not None and passive:
        hang(what, verb, "oprd")
        being.dep_ = "aux"


def _join_prefix(doc: Doc, prefix: Token) -> None:
    """`re-opening`, `pre-drilling`: one word, whose first part the parser hangs on the verb."""
    if prefix.lower_ not in load_words("names.sorts.prefixes") or prefix.i + 2 >= len(doc):
        return
    hyphen, word = doc[prefix.i + 1], doc[prefix.i + 2]
    parts = {prefix.i, hyphen.i, word.i}
    outer = next((t for t in (prefix, word, hyphen) if t.head.i not in parts), None)
    if outer is None or word.pos_ not in ("NOUN", "VERB", "ADJ", "PROPN") or outer.head.i == outer.i:
        return
    if any(part.is_ancestor(outer.head) for part in (prefix, hyphen, word)):
        return  # what they hang on hangs on one of them
    if outer.i != word.i:
        hang(word, outer.head, outer.dep_)
    hang(prefix, word, "compound")
    hang(hyphen, word, "punct")
