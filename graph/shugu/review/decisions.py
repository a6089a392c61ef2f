"""Decisions survive a new extraction: each is applied to the equal candidate again, or listed as orphaned."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from shugu.model.collection import SentenceRecord
from shugu.model.document import Span, normalise_sentence
from shugu.model.fact import Fact, Method, Rank, content_of

__all__ = ["Carried", "Source", "carry_over", "is_decided", "take_up"]


@dataclass(frozen=True, slots=True)
class Source:
    """What rows point into: the sentences of a document and, where it is at hand, its text.

    `copies` numbers the sentences of one wording in their order.
    """

    sentences: Mapping[str, SentenceRecord]
    text: str | None
    copies: Mapping[str, int]

    @classmethod
    def of(cls, sentences: Iterable[SentenceRecord], text: str | None = None) -> Source:
        """The source of a register."""
        records = {record.id: record for record in sentences}
        seen: Counter[str] = Counter()
        copies = {}
        for record in records.values():
            copies[record.id] = seen[record.sha256]
            seen[record.sha256] += 1
        return cls(records, text, copies)

    def hashes(self, fact: Fact) -> tuple[str, ...] | None:
        """The hashes of the sentences of a row; None where one of them is not registered."""
        records = [self.sentences.get(sentence) for sentence in fact.sentences]
        return tuple(record.sha256 for record in records if record) if all(records) else None

    def words(self, fact: Fact) -> str:
        """The words of the evidence; where there is no text, its place within its sentence."""
        if self.text is not None:
            return normalise_sentence(self.text[fact.span.start : fact.span.end])
        home = self.sentences[fact.sentences[0]].span
        return f"{fact.span.start - home.start}..{fact.span.end - home.start}"


@dataclass(frozen=True, slots=True)
class Carried:
    """Rows after a new extraction: `facts` for the sheet, `orphans` whose candidate or sentence is gone."""

    facts: tuple[Fact, ...]
    orphans: tuple[Fact, ...]


def is_decided(fact: Fact) -> bool:
    """True where a person's work is in the row: a decision, a note, or a row of a person's own."""
    return fact.decision is not None or fact.note is not None or fact.method is Method.CURATED


@dataclass(slots=True)
class _Candidates:
    """The new rows that no old one has claimed yet, by several keys."""

    source: Source
    same: Mapping[str, str]
    taken: set[int] = field(default_factory=set)
    by_key: dict[object, deque[tuple[int, Fact]]] = field(default_factory=lambda: defaultdict(deque))

    def add(self, number: int, fact: Fact) -> None:
        for key in _keys(fact, self.source, self.same):
            self.by_key[key].append((number, fact))

    def claim(self, key: object) -> tuple[int, Fact] | None:
        for number, fact in self.by_key.get(key, ()):
            if number not in self.taken:
                self.taken.add(number)
                return number, fact
        return None


def carry_over(
    old: Sequence[Fact],
    new: Sequence[Fact],
    *,
    before: Source,
    now: Source,
    edited: frozenset[str] = frozenset(),
    same: Mapping[str, str] | None = None,
) -> Carried:
    """The new rows with the old decisions, in the order of the new text, and the decisions that fit none.

    `before` and `now` are what the old and the new rows point into. A decision is applied to the new
    row with the same document, sentence, words and content; failing that, with the same sentence and
    content; `same` gives the id under which a thing is known now. Rows of a person's own, and those
    with an id in `edited`, stay as they are while their sentences stand in the text, and the
    candidate that one was made from does not come again. Of undecided old rows nothing is kept.
    """
    candidates = _Candidates(now, same or {})
    for number, fact in enumerate(new):
        candidates.add(number, fact)
    facts: dict[int, Fact] = dict(enumerate(new))
    own: list[Fact] = []
    orphans: list[Fact] = []
    # What people wrote themselves claims first: it replaces the candidate that it was made from.
    mine = [fact for fact in old if fact.method is Method.CURATED or fact.id in edited]
    for fact in mine:
        moved = _move(fact, before, now, same or {}) or _anchor(fact, new)
        if moved is None:
            orphans.append(fact)
            continue
        own.append(moved)
        for key in (("id", fact.id), *_keys(moved, now, same or {})):
            claimed = candidates.claim(key)
            if claimed is not None:
                facts.pop(claimed[0])
    kept = {id(fact) for fact in mine}
    decided = [fact for fact in old if is_decided(fact) and id(fact) not in kept]
    left = list(_apply(decided, facts, candidates, before))
    return Carried(
        tuple(sorted((*facts.values(), *own), key=lambda f: (f.span.start, f.span.end, f.id))), (*orphans, *left)
    )


def _apply(old: Iterable[Fact], facts: dict[int, Fact], candidates: _Candidates, before: Source) -> Iterator[Fact]:
    """The old rows whose decision fits no candidate, after all others stand in `facts`.

    The keys are gone through one after the other, so that a looser one never takes what a stricter one fits.
    """
    waiting = [(fact, _keys(fact, before, candidates.same)) for fact in old]
    for level in range(max((len(keys) for _, keys in waiting), default=0)):
        rest = []
        for fact, keys in waiting:
            claimed = candidates.claim(keys[level]) if level < len(keys) else None
            if claimed is None:
                rest.append((fact, keys))
            else:
                facts[claimed[0]] = take_up(fact, claimed[1])
        waiting = rest
    yield from (fact for fact, _ in waiting)


def take_up(old: Fact, new: Fact) -> Fact:
    """The new row as the old one was decided."""
    return replace(
        new,
        decision=old.decision,
        decided_by=old.decided_by,
        decided_on=old.decided_on,
        note=old.note or new.note,
        rank=old.rank if old.rank is not Rank.NORMAL else new.rank,
    )


def _keys(fact: Fact, source: Source, same: Mapping[str, str]) -> tuple[object, ...]:
    """What a row is known by, the strictest key first; the id alone where its sentences are not registered."""
    hashes = source.hashes(fact)
    if hashes is None:
        return (("id", fact.id),)
    content = tuple(same.get(part, part) if isinstance(part, str) else part for part in content_of(fact))
    copies = tuple(source.copies[sentence] for sentence in fact.sentences)
    return (
        ("copy", hashes, copies, source.words(fact), content),
        ("words", hashes, source.words(fact), content),
        ("sentence", hashes, content),
        ("first", hashes[0], content),
        ("id", fact.id),
    )


def _move(fact: Fact, before: Source, now: Source, same: Mapping[str, str]) -> Fact | None:
    """A row of a person's own where its sentences stand now; None where one of them is gone."""
    hashes = before.hashes(fact)
    if hashes is None:
        return None
    homes: dict[str, list[SentenceRecord]] = defaultdict(list)
    for record in now.sentences.values():
        homes[record.sha256].append(record)
    places = []
    for hash_, sentence in zip(hashes, fact.sentences, strict=True):
        if not homes[hash_]:
            return None
        # Of a sentence that stands several times, the copy that stands where the old one stood among its like.
        places.append(homes[hash_][min(before.copies[sentence], len(homes[hash_]) - 1)])
    home, old_home = places[0].span, before.sentences[fact.sentences[0]].span
    start = home.start + fact.span.start - old_home.start
    span = Span(start, start + fact.span.end - fact.span.start)
    subject, object_, place, speaker = (
        name and same.get(name, name) for name in (fact.subject, fact.object, fact.place, fact.speaker)
    )
    return replace(
        fact,
        sentences=tuple(record.id for record in places),
        span=span if home.contains(span) else home,
        subject=subject or fact.subject,
        object=object_,
        place=place,
        speaker=speaker,
    )


def _anchor(fact: Fact, new: Iterable[Fact]) -> Fact | None:
    """A row of a person's own where the candidate stands that it was made from; None where there is none."""
    origin = next((candidate for candidate in new if candidate.id == fact.id), None)
    return origin and replace(fact, sentences=origin.sentences, span=origin.span)
