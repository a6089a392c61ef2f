"""Names that the recogniser found, mended: cut where they run on, joined where they stop short."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from shugu.extract.gazetteer import is_country, is_place
from shugu.extract.lexicon import load_table, load_words
from shugu.extract.lists import read_lists
from shugu.extract.persons import Piece, find_person_behind_field, find_persons_behind_posts, read_as_person, skip_post
from shugu.extract.persons_of_countries import find_persons_of_countries
from shugu.extract.phrases import is_field, is_post
from shugu.extract.quantity import Quantity
from shugu.extract.sized_names import find_sized_names

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as SpacySpan

__all__ = ["label_span", "mend_entities"]

_POSSESSIVE = ("'s", "’s", "'", "’")
_OPEN = ("(", "[")
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_JOINED = ("Project", "Programme", "Plan", "Strategy", "Initiative", "Fund")  # what a name of two halves is of


def mend_entities(doc: Doc, quantities: Sequence[Quantity], long_names: Mapping[str, str]) -> None:
    """Sets the names of a parsed sentence as a reader takes them.

    A unit is no name. A name ends at a bracket and at the comma of a list; `Kenya's Ministry` is two; a name that
    stops at "of" goes on; a capitalised word right before belongs to it. `long_names`, with a label each, are
    names wherever they stand: those that the document spells out somewhere, and those that are known.
    """
    _join_halves(doc)
    pieces = [piece for entity in doc.ents for piece in _mend(doc, entity, quantities)]
    text = doc.text
    whole = [piece for name, label in long_names.items() if name in text for piece in _places_of(doc, name, label)]
    pieces = [read_as_person(doc, piece) for piece in pieces]
    pieces += find_persons_behind_posts(doc)
    whole += find_sized_names(doc, quantities)
    whole += find_persons_of_countries(doc)
    taken: set[int] = set()
    kept: list[Piece] = []
    for start, end, label in [*sorted(whole, key=lambda piece: piece[0] - piece[1]), *pieces]:
        if start < end and taken.isdisjoint(range(start, end)):
            kept.append((start, end, label))
            taken.update(range(start, end))
    for start, end, label in _listed(doc):
        if taken.isdisjoint(range(start, end)):
            kept.append((start, end, label))
            taken.update(range(start, end))
    kept = [(_behind_size(doc, start, end, quantities), end, label) for start, end, label in kept]
    found = [doc[start:end] for start, end, _ in kept]
    if [(e.start, e.end, e.label_) for e in doc.ents] != sorted(kept):
        doc.set_ents([label_span(span, label) for span, (_, _, label) in zip(found, kept, strict=True)])


def _behind_size(doc: Doc, start: int, end: int, quantities: Sequence[Quantity]) -> int:
    """Where a name begins that the recogniser ran together with a size before it: San Gabriel of `40MW San Gabriel`."""
    first, spans = start + (doc[start].dep_ == "det"), load_words("figures.nouns.spans")  # the Three-year Plan
    for quantity in quantities:
        size = quantity.unit is not None and quantity.unit not in spans
        while size and end - first > 1 and quantity.start <= doc[first].idx < quantity.end:
            first += 1
            start = first
    return start


def _join_halves(doc: Doc) -> None:
    """Makes one name of two that the recogniser parts at a joint: `Brook for` and `Roads & Trading`.

    Of `the Norland Financial` and `Private Sector Project`, too, where the first alone names nothing.
    """
    joints = ("for", "&", "of")
    ents = list(doc.ents)
    halves = [(a, b) for a, b in pairwise(ents) if a.end == b.start and doc[a.end - 1].lower_ in joints and len(a) > 1]
    halves += [(a, b) for a, b in pairwise(ents) if a.end + 1 == b.start and _is_first_half(doc, a, b)]
    halves += [(a, b) for a, b in pairwise(ents) if a.end == b.start and a.label_ == b.label_ == "PERSON"]
    for one, other in halves:
        whole = label_span(doc[one.start : other.end], "PERSON" if one.label_ == other.label_ == "PERSON" else "ORG")
        doc.set_ents([*(e for e in doc.ents if e.end <= one.start or e.start >= other.end), whole])


def _is_first_half(doc: Doc, one: SpacySpan, other: SpacySpan) -> bool:
    """True for a body or project whose name goes on behind "and"."""
    if doc[one.end].lower_ != "and" or one.label_ != "ORG" or other.label_ not in ("ORG", "FAC", "PRODUCT"):
        return False
    the = one[0].lower_ == "the" or (one.start > 0 and doc[one.start - 1].lower_ == "the")
    classes = load_table("names.classes")
    return the and len(one) > 2 and one[-1].lower_ not in classes and classes.get(other[-1].lower_) in _JOINED


def _listed(doc: Doc) -> Iterator[Piece]:
    """The names of a list, with the label that most of its names have."""
    for names in read_lists(doc):
        labels = Counter(doc[start].ent_type_ for start, _ in names.items if doc[start].ent_type_)
        label = labels.most_common(1)[0][0] if labels else "ORG"
        if label in load_words("names.entities"):
            yield from ((start, end, label) for start, end in names.items)


def label_span(span: SpacySpan, label: str) -> SpacySpan:
    """The span under another label."""
    span.label_ = label
    return span


def _mend(doc: Doc, entity: SpacySpan, quantities: Sequence[Quantity]) -> Iterator[Piece]:
    if entity.label_ not in load_words("names.entities"):
        yield entity.start, entity.end, entity.label_
        return
    if _is_unit(entity, quantities):
        return
    first = find_person_behind_field(doc, entity)
    if first is not None:  # "Minister for Transport Ada Brook"
        yield entity.start, first, "ORG"
        yield first, entity.end, "PERSON"
        return
    if entity.text in load_words("names.countries"):  # an adjective, which names nobody
        yield entity.start, entity.end, "NORP"
        return
    for start, end in _split(doc, entity):
        last = _before_verb(doc, start, end)
        cut = _end_of_firm(doc, start, last) if entity.label_ == "ORG" else last
        yield _stretch(doc, skip_post(doc, start, cut, entity.label_), cut, entity)
        if cut < last:
            yield cut, last, "PERSON"


def _is_seat(doc: Doc, start: int) -> bool:
    """True where a name is that of the place that somebody represents: Member of Parliament for St Aidan West."""
    before = {token.lower_ for token in doc[max(0, start - 4) : start - 1]}
    return start > 1 and doc[start - 1].lower_ == "for" and not before.isdisjoint(load_words("names.posts.seats"))


def _is_unit(entity: SpacySpan, quantities: Sequence[Quantity]) -> bool:
    """True for what a quantity has as its unit, or is one: MW, COP95."""
    return any(
        quantity.unit is not None and quantity.start <= entity.start_char and entity.end_char <= quantity.end
        for quantity in quantities
    )


def _split(doc: Doc, entity: SpacySpan) -> Iterator[tuple[int, int]]:
    """The stretches of an entity between the marks at which a name ends, of one token at least."""
    start = entity.start
    for token in entity:
        if token.text in _OPEN:
            if start < token.i:
                yield start, token.i
            return
        apart = token.text == "," and token.i >= _end_of_fields(doc, start)
        listed = apart and entity.label_ != "LAW" and not _is_corporate(doc, token.i + 1, entity.end)
        owner = token.text in _POSSESSIVE and token.i + 1 < entity.end and is_place(doc[start : token.i].text)
        if listed or owner:
            if start < token.i:
                yield start, token.i
            start = token.i + 1
    if start < entity.end:
        yield start, entity.end


def _before_verb(doc: Doc, start: int, end: int) -> int:
    """Where a name ends that the recogniser ran together with the verb behind it: `the Ministry of Works hired`."""
    while end - start > 1 and doc[end - 1].tag_ in _FINITE and doc[end - 1].text.islower():
        end -= 1
    return end


def _end_of_firm(doc: Doc, start: int, end: int) -> int:
    """Where a firm ends before somebody's name: Norland JSC in `the director of Norland JSC Ada Brook`."""
    firms = (i + 1 for i in range(start + 1, end - 2) if _is_corporate(doc, i, end) or _is_body_of_post(doc, start, i))
    return next((i for i in firms if all(token.pos_ == "PROPN" and token.is_alpha for token in doc[i:end])), end)


def _is_body_of_post(doc: Doc, start: int, at: int) -> bool:
    """True for the ministry of `the director at the Planning Ministry Ada Brook`, behind which a name begins."""
    body = doc[at].lower_ in load_words("names.bodies_of_posts.words")
    if not body or start < 2 or doc[start - 1].dep_ != "prep":
        return False
    return is_post(doc[start - 1].head) or is_post(doc[start - 2])


def _is_corporate(doc: Doc, start: int, end: int) -> bool:
    return start < end and doc[start].lower_.rstrip(".") in load_words("names.corporate.words")


def _stretch(doc: Doc, start: int, end: int, entity: SpacySpan) -> Piece:
    """The stretch with the capitalised words that belong to it on either side."""
    known = is_country if entity.label_ == "PERSON" else is_place
    label = "GPE" if known(doc[start:end].text) else entity.label_
    if entity.label_ in ("PERSON", "ORG", "FAC"):
        while (
            start > 0 and _begins(doc[start - 1], doc[start]) and not (label == "PERSON" and is_field(doc[start - 1]))
        ):
            start -= 1
    if label == "PERSON" and _is_seat(doc, start):
        if end < len(doc) and not doc[end].is_punct and end - start > 2:
            return start + 1, end, label  # Member for Lindow Ada Brook
        return start, end, "GPE"
    while entity.label_ == "PERSON" and end < len(doc) and _goes_on(doc[end - 1], doc[end]):
        end += 1
    if entity.label_ in ("ORG", "FAC", "EVENT") and doc[end - 1].lower_ in ("of", "for", "and", "&"):
        while end < len(doc) and (doc[end].pos_ == "PROPN" or _joins(doc, end)):
            end += 1
    return start, max(end, _end_of_fields(doc, start)) if label == "ORG" else end, label


def _joins(doc: Doc, at: int) -> bool:
    """True for the sign of `Lindow Roads & Trading`."""
    return doc[at].text == "&" and at + 1 < len(doc) and doc[at + 1].text[:1].isupper()


def _end_of_fields(doc: Doc, start: int) -> int:
    """Where the name of a body ends whose fields are listed: `Department of Jobs, Tourism and Trade`; 0 for others."""
    at = start + (doc[start].lower_ == "the")
    if at + 2 >= len(doc) or doc[at].lower_ not in load_words("names.of_names.fields"):
        return 0
    if doc[at + 1].lower_ not in ("of", "for"):
        return 0
    at = _end_of_field(doc, at + 2)
    while at + 1 < len(doc) and doc[at].text == "," and _end_of_field(doc, at + 1) > at + 1:
        at = _end_of_field(doc, at + 1)
    at += doc[at].text == "," if at < len(doc) else 0
    listed = at + 1 < len(doc) and doc[at].lower_ in ("and", "&") and _end_of_field(doc, at + 1) > at + 1
    return _end_of_field(doc, at + 1) if listed else 0


def _end_of_field(doc: Doc, at: int) -> int:
    """Where the words end that begin at a place and name a field: Energy, Rural Development."""
    last = at
    while last < len(doc) and doc[last].text[:1].isupper() and doc[last].pos_ in ("PROPN", "NOUN", "ADJ"):
        last += 1
    return last if last > at and is_field(doc[last - 1]) else at


def _begins(token: Token, following: Token) -> bool:
    """True for a capitalised word that has no label and is part of the name after it."""
    outside = load_words("names.posts.titles", "names.posts.nouns")
    return (
        token.pos_ == "PROPN"
        and token.text[:1].isupper()
        and not token.ent_type_
        and token.dep_ in ("compound", "nmod")
        and token.head.i >= following.i
        and token.lower_.rstrip(".") not in outside
    )


def _goes_on(token: Token, following: Token) -> bool:
    """True for a capitalised word without a label that a name before it belongs to."""
    plain = following.pos_ == "PROPN" and following.text[:1].isupper() and not following.ent_type_
    return plain and token.dep_ == "compound" and token.head.i >= following.i and not is_post(following)


def _places_of(doc: Doc, name: str, label: str) -> Iterator[Piece]:
    for match in re.finditer(re.escape(name), doc.text):
        span = doc.char_span(match.start(), match.end())
        if span is not None:
            yield span.start, span.end, label
