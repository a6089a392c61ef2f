"""Planted faults: false rows made from true ones, for a guard to refuse. The same seed gives the same faults."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from shugu.guard.cues import words as listed
from shugu.guard.names import Named, find_name, words_of
from shugu.identifiers import content_hash
from shugu.model.document import Document, Sentence, Span, sentence_hash
from shugu.model.entity import Entity
from shugu.model.fact import Basis, Comparator, Fact, content_of
from shugu.model.time import parse_time

__all__ = ["SORTS", "Corruption", "corrupt"]

# Properties that hold in both directions, or whose rows say the same the other way round.
_SYMMETRIC = listed("symmetric property")
# Properties that say themselves that something is meant or said: a change of basis says the same.
_TELLING = listed("telling property")
_FAMILIES = {
    "percent": "share", "percentage-point": "share", "count": "count", "year": "count", "index": "count",
    "rank": "rank", "km2": "area", "m": "length", "km": "length", "deg": "angle", "PB": "data", "EB": "data",
    "MW": "power", "t": "mass",
}  # fmt: skip
_OTHER_UNITS = ("CNY", "USD", "EUR", "INR", "percent", "count", "km2", "MW", "t", "rank", "PB")
_AUXILIARY = re.compile(r"\b(?:was|were|is|are|has been|have been|has|have|had)\b(?! not\b| only\b)")
_PAST = {
    "reached": "reach", "signed": "sign", "issued": "issue", "approved": "approve", "established": "establish",
    "received": "receive", "became": "become", "totalled": "total", "introduced": "introduce", "announced": "announce",
    "commenced": "commence", "increased": "increase", "ranked": "rank", "launched": "launch", "opened": "open",
    "achieved": "achieve", "exceeds": "exceed", "contributes": "contribute", "operates": "operate",
    "invested": "invest",
    "started": "start", "rolled": "roll", "came": "come",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Corruption:
    """A false row: its sort, the row, the document it points into, and what was done."""

    sort: str
    fact: Fact
    document: Document
    change: str


@dataclass(frozen=True, slots=True)
class _Frame:
    document: Document
    entities: Mapping[str, Entity]
    taken: frozenset[tuple[str, str, str]]
    said: frozenset[tuple[object, ...]]
    spoken: tuple[str, ...]

    def names(self, entity_id: str) -> tuple[str, ...]:
        entity = self.entities.get(entity_id)
        return entity.names if entity else (entity_id,)


_Maker = Callable[[Fact, _Frame, random.Random], Iterator[Corruption]]


def corrupt(
    facts: Sequence[Fact], document: Document, entities: Mapping[str, Entity], *, seed: str = "1"
) -> Iterator[Corruption]:
    """False rows made from true ones, in the order of the rows, at most one of each sort for each row.

    A change that would leave the row true is not made: another unit of the same family, an actor
    that fills the same role in another accepted row or that shares its name with the true one, a
    role swapped where the property holds both ways, a basis changed where the property itself says
    that something is only meant.
    """
    taken = frozenset((f.subject, f.property, f.object) for f in facts if f.object)
    spoken = tuple(dict.fromkeys(e for f in facts for e in (f.subject, f.object) if e and e in entities))
    frame = _Frame(document, entities, taken, frozenset(content_of(f) for f in facts), spoken)
    for fact in facts:
        for sort, make in SORTS.items():
            chance = random.Random(content_hash(seed, sort, fact.id))  # noqa: S311 - no secret, only variety
            for corruption in make(fact, frame, chance):
                if corruption.document is not document or content_of(corruption.fact) not in frame.said:
                    yield corruption
                    break


def _changed(sort: str, fact: Fact, frame: _Frame, **cells: object) -> Corruption:
    said = ", ".join(f"{name}: {getattr(fact, name)} -> {value}" for name, value in cells.items())
    return Corruption(sort, replace(fact, **cells), frame.document, said)  # type: ignore[arg-type]


def _digit(fact: Fact, frame: _Frame, chance: random.Random) -> Iterator[Corruption]:
    if fact.number is None:
        return
    figures = f"{fact.number:f}"
    places = [n for n, c in enumerate(figures.rstrip("0") if fact.number > 999 else figures) if c.isdigit()]
    place = chance.choice(places or [0])
    other = chance.choice([d for d in "123456789" if d != figures[place]])
    yield _changed("digit", fact, frame, number=Decimal(figures[:place] + other + figures[place + 1 :]))


def _scale(fact: Fact, frame: _Frame, chance: random.Random) -> Iterator[Corruption]:
    if fact.number:
        factor = chance.choice([Decimal(10), Decimal(100), Decimal(1000), Decimal("0.001"), Decimal("0.1")])
        yield _changed("scale", fact, frame, number=fact.number * factor)


def _year(fact: Fact, frame: _Frame, chance: random.Random) -> Iterator[Corruption]:
    if fact.time is None:
        return
    step = chance.choice([-10, -3, -2, -1, 1, 2, 3, 10])
    text = re.sub(r"\d{4}", lambda m: str(int(m.group()) + step), fact.time.text)
    yield _changed("year", fact, frame, time=parse_time(text))


def _day(fact: Fact, frame: _Frame, chance: random.Random) -> Iterator[Corruption]:
    """Another month or day, in range."""
    match = re.fullmatch(r"(\d{4})-(\d\d)(-\d\d)?", fact.time.text) if fact.time else None
    if not match:
        return
    year, month, day = match[1], int(match[2]), match[3]
    if day and chance.random() < 0.5:
        other = chance.choice([d for d in range(1, 29) if d != int(day[1:])])
        yield _changed("month or day", fact, frame, time=parse_time(f"{year}-{month:02d}-{other:02d}"))
    else:
        month = chance.choice([m for m in range(1, 13) if m != month])
        day = f"-{min(int(day[1:]), 28):02d}" if day else ""
        yield _changed("month or day", fact, frame, time=parse_time(f"{year}-{month:02d}{day}"))


def _unit(fact: Fact, frame: _Frame, chance: random.Random) -> Iterator[Corruption]:
    if fact.number is None or fact.unit is None:
        return
    family = _FAMILIES.get(fact.unit, fact.unit)
    # A first place is both a rank and a count of one; a growth rate is no other unit.
    barred = {"rank", "count"} if family in ("rank", "count") else {family}
    others = [unit for unit in _OTHER_UNITS if _FAMILIES.get(unit, unit) not in barred]
    yield _changed("unit", fact, frame, unit=chance.choice(others))


def _sign(fact: Fact, frame: _Frame, _: random.Random) -> Iterator[Corruption]:
    if fact.number:
        yield _changed("sign", fact, frame, number=-fact.number)


def _comparator(fact: Fact, frame: _Frame, chance: random.Random) -> Iterator[Corruption]:
    if fact.number is None or fact.comparator is None:
        return
    flipped = {">": "<", ">=": "<", "<": ">", "<=": ">", "~": ">", "=": chance.choice("<>")}[fact.comparator]
    yield _changed("comparator", fact, frame, comparator=Comparator(flipped))


def _basis(fact: Fact, frame: _Frame, chance: random.Random) -> Iterator[Corruption]:
    if fact.property in _TELLING or fact.text is not None:
        return
    other = chance.choice([Basis.TARGET, Basis.FORECAST]) if fact.basis is Basis.ACTUAL else Basis.ACTUAL
    yield _changed("basis", fact, frame, basis=other)


def _negation(fact: Fact, frame: _Frame, _: random.Random) -> Iterator[Corruption]:
    """The sentence denied: its last verb before the value, so that the row is no longer stated."""
    if fact.text is not None or fact.property in _TELLING or fact.basis is not Basis.ACTUAL:
        return
    sentence = next(s for s in frame.document.sentences if s.id == fact.sentences[0])
    text = frame.document.quote(sentence.span)
    place = _place_of_value(fact, frame, text)
    denied = _deny(text, place) if place is not None else None
    if denied:
        yield Corruption("negation", fact, _with_sentence(frame.document, sentence, denied), "the sentence is denied")


def _place_of_value(fact: Fact, frame: _Frame, text: str) -> int | None:
    wordings = [fact.stated] if fact.stated else [*frame.names(fact.object)] if fact.object else []
    places = [text.find(words) for words in wordings if words]
    return max(places, default=-1) if max(places, default=-1) >= 0 else None


def _deny(text: str, place: int) -> str | None:
    """The sentence with the nearest verb before `place` denied, in the same clause; None where there is none."""
    start = max((m.end() for m in re.finditer(r"[,;:]|\b(?:which|while|and|that|when)\b", text[:place])), default=0)
    piece = text[start:place]
    verbs = [(m.start(), m.end(), f"{m.group()} not") for m in _AUXILIARY.finditer(piece)]
    verbs += [
        (m.start(), m.end(), f"did not {_PAST[m.group()]}")
        for m in re.finditer(r"\b[a-z]+\b", piece)
        if m.group() in _PAST
    ]
    auxiliaries = [v for v in verbs if v[2].endswith(" not")]
    # `was opened` is denied at `was`, never at the participle behind it.
    verbs = [v for v in verbs if not any(a[1] < v[0] <= a[1] + 12 for a in auxiliaries)]
    if not verbs:
        return None
    first, last, denied = max(verbs)
    return text[: start + first] + denied + text[start + last :]


def _with_sentence(document: Document, sentence: Sentence, text: str) -> Document:
    shift = len(text) - (sentence.span.end - sentence.span.start)
    changed = document.text[: sentence.span.start] + text + document.text[sentence.span.end :]
    sentences = []
    for s in document.sentences:
        if s.number < sentence.number:
            sentences.append(s)
        elif s.number == sentence.number:
            sentences.append(
                Sentence(s.number, s.paragraph, Span(s.span.start, s.span.end + shift), sentence_hash(text))
            )
        else:
            sentences.append(Sentence(s.number, s.paragraph, Span(s.span.start + shift, s.span.end + shift), s.sha256))
    return Document(document.id, changed, tuple(sentences))


def _swapped(fact: Fact, frame: _Frame, _: random.Random) -> Iterator[Corruption]:
    if fact.object is None or fact.property in _SYMMETRIC or fact.object == fact.subject:
        return
    if (fact.object, fact.property, fact.subject) not in frame.taken:
        yield _changed("actors swapped", fact, frame, subject=fact.object, object=fact.subject)


def _replaced(fact: Fact, frame: _Frame, chance: random.Random) -> Iterator[Corruption]:
    role = chance.choice(["subject", "object"]) if fact.object else "subject"
    here = getattr(fact, role)
    entity = frame.entities.get(here)
    if entity is None:
        return
    others = [e for e in frame.spoken if frame.entities[e].type == entity.type and _is_other(e, here, fact, frame)]
    chance.shuffle(others)
    for other in others:
        yield _changed("actor replaced", fact, frame, **{role: other})


def _is_other(other: str, here: str, fact: Fact, frame: _Frame) -> bool:
    """Whether the row with `other` in the place of `here` is false: another thing that fills no such role."""
    if other in (fact.subject, fact.object):
        return False
    subject, target = (other, fact.object) if here == fact.subject else (fact.subject, other)
    if (subject, fact.property, target or "") in frame.taken:
        return False
    words = [set(words_of(name)) for e in (here, other) for name in frame.names(e)[:1]]
    if len(words[0] & words[1]) * 2 > min(len(words[0]), len(words[1])):
        return False
    # A thing that the stating sentence names as well may be said of too.
    sentence = next(s for s in frame.document.sentences if s.id == fact.sentences[0])
    named = Named(frame.names(other), frame.entities[other].type)
    return find_name(named, frame.document.quote(sentence.span)) is None


SORTS: Mapping[str, _Maker] = {
    "digit": _digit,
    "scale": _scale,
    "year": _year,
    "month or day": _day,
    "unit": _unit,
    "sign": _sign,
    "comparator": _comparator,
    "basis": _basis,
    "negation": _negation,
    "actors swapped": _swapped,
    "actor replaced": _replaced,
}
