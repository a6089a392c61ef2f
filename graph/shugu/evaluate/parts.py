"""The words of a row, sorted by the part that they play in what it states."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from shugu.evaluate.rows import Row
from shugu.evaluate.words import in_list, related, split_words, stem, stems

__all__ = ["Parts", "parts_of"]


@dataclass(frozen=True, slots=True)
class Parts:
    """A row's words: of its action, of its growth or decline, of all it says; its thing where the row has unfolded."""

    subject: str
    thing: frozenset[str]
    action: frozenset[str]
    whole: frozenset[str]
    change: str | None
    passive: bool
    symmetric: bool
    copula: bool
    plain: frozenset[str]
    happens: bool

    def says(self, other: Parts) -> bool:
        """True where the predicate says something, be it only what the other's says: a value is a cost, an amount."""
        return bool(self.action) or self.plain == other.plain or related(self.plain, other.plain)

    def relates(self, other: Parts) -> bool:
        """True where the predicates share a stem or are synonyms; words that say nothing only where all say so."""
        if self.plain == other.plain or related(self.action, other.action):
            return True
        return not (self.action and other.action) and related(self.plain, other.plain)


@lru_cache(maxsize=65_536)
def parts_of(row: Row) -> Parts:
    """The parts of a row; a row that an event occurred is taken apart into the thing and what happened to it."""
    words = [stem(word) for word in split_words(row.predicate)]
    action = frozenset(w for w in words if not in_list(w, "function") and not in_list(w, "vacuous"))
    plain = stems(row.predicate)
    subject = row.subject
    happens = bool(action) and all(in_list(word, "structure") for word in action)
    happens = happens or "take place" in row.predicate.casefold()
    if happens:
        subject, action = _unfold(subject, action)
    said = action | {stem(word) for word in split_words(row.scope or "")} if row.unit == "percent" else action
    if words and in_list(words[0], "parts"):
        said = frozenset()  # a contribution to growth is no growth
    phrasal = words[1:2] in (["up"], ["down"])  # "make up" is no growth, "take down" no decline
    said = said - {"up", "down"} if phrasal else said
    change = next((name for name in ("growth", "decline") if any(in_list(word, name) for word in said)), None)
    return Parts(
        subject,
        stems(subject),
        action,
        action | stems(subject),
        change,
        any(in_list(word, "passive") for word in words),
        any(in_list(word, "symmetric") for word in action),
        not action and any(in_list(word, "copulas") for word in words),
        plain,
        happens,
    )


def _unfold(subject: str, action: frozenset[str]) -> tuple[str, frozenset[str]]:
    """An event that is an entity ("opening of the plant", occurred) as thing and action."""
    first, _, rest = subject.partition(" of ")
    if rest and len(first.split()) <= 2:
        return rest, stems(first)
    *thing, last = subject.split()
    return (" ".join(thing), stems(last)) if len(thing) > 0 and last.islower() else (subject, action)
