"""What a text has spoken of so far, and what its pronouns and descriptions can mean by that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from shugu.extract.lexicon import load_words

__all__ = ["BUILT", "Memory", "Named"]

BUILT = frozenset({"Project", "Park", "Platform", "Network", "Programme"})
_NO_TOPIC = frozenset({"Person", "OrganizationGroup", "Topic", "GovernmentBody"})
_NO_FOCUS = _NO_TOPIC | {"Country", "Region", "Report", "Financing", "Signing", "Event"}
_KEPT = 40  # things named last, that a description may mean


class Named(NamedTuple):
    """A thing by its fullest name, and its class."""

    name: str
    type: str


def _words_before_of(name: str) -> list[str]:
    """The words that say what a thing is: those of Lindow District Council, not the province of a bureau of it."""
    return name.lower().partition(" of ")[0].split()


class Memory:
    """The things named up to a place in the text; `ranking` are those of the whole text, the most named first."""

    def __init__(self, ranking: Iterable[Named]) -> None:
        self.last_subject: Named | None = None
        self.last_single: Named | None = None  # the last subject that is no several things: what "it" can mean
        self.built: Named | None = None
        self._recent: list[tuple[Named, bool]] = []  # and whether it is a name of its own
        self._things: dict[tuple[str, bool], Named] = {}  # noun, several: the last thing described by it
        self._spoken: dict[Named, float] = {}
        self._topic: Named | None = None
        self._by_word: dict[str, Named] = {}
        self._by_class: dict[str, Named] = {}
        for named in ranking:
            if self._topic is None and named.type not in _NO_TOPIC:
                self._topic = named
            self._by_class.setdefault(named.type, named)
            for word in _words_before_of(named.name):
                self._by_word.setdefault(word, named)

    def focus(self) -> Named | None:
        """What was spoken of most so far, built and planned things before others; at first the text's topic."""
        if not self._spoken:
            return self.last_subject or self._topic
        return max(self._spoken, key=lambda named: self._spoken[named])

    def last_built(self) -> Named | None:
        """The thing built or planned that was spoken of last: what a bare "construction" is of."""
        return self.built or self.last_subject

    def thing(self, noun: str, *, plural: bool) -> Named | None:
        """The last thing, or things, that a noun described."""
        return self._things.get((noun, plural))

    def fitting(self, noun: str, classes: Sequence[str]) -> Named | None:
        """The last thing named that has the noun in its name, else the last of a class, the first class first."""
        recent = [named for named, proper in reversed(self._recent) if proper or named.type in BUILT]
        for named in recent:
            if noun in _words_before_of(named.name):
                return named
        if noun in self._by_word:
            return self._by_word[noun]
        names = [named for named in recent if named.name[:1].isupper() or named.type in BUILT]
        for class_ in classes:
            found = next((named for named in names if named.type == class_), None) or self._by_class.get(class_)
            if found is not None:
                return found
        return None

    def last_of(self, classes: Iterable[str]) -> Named | None:
        """The last thing named of one of the classes."""
        return next((named for named, _ in reversed(self._recent) if named.type in classes), None)

    def most_named(self, classes: Sequence[str]) -> Named | None:
        """The thing of a class that the whole text names most, the first class first: what "our city" means in it."""
        return next((self._by_class[class_] for class_ in classes if class_ in self._by_class), None)

    def antecedent(self, *, personal: bool, plural: bool) -> Named | None:
        """What a pronoun means: the subject of the sentence before, else the last thing named that it can mean."""
        subject = self.last_subject if plural else self.last_single
        if not personal and subject is not None and subject.type != "Person":
            return subject
        for named, _ in reversed(self._recent):
            person = named.type == "Person"
            if personal == person and not (plural and person) and named.type != "Topic":
                return named
        return None

    def note(self, named: Named, *, proper: bool, implied: bool, modified: bool) -> None:
        """Remembers that a thing was named; `implied` where a description or pronoun meant it."""
        if not (proper or implied or modified):
            return  # a bare noun names nothing
        self._recent.append((named, proper))
        del self._recent[:-_KEPT]
        built = named.type in BUILT
        measure = named.name.rsplit(maxsplit=1)[-1].lower() in load_words("verbs.indicators.heads")
        if named.type not in _NO_FOCUS and not measure and (proper or built or implied):
            self._spoken[named] = self._spoken.get(named, 0.0) + (1.6 if built else 1.0)
        if built:
            self.built = named

    def note_thing(self, noun: str, named: Named, *, plural: bool) -> None:
        """Remembers what a noun describes."""
        self._things[noun, plural] = named
