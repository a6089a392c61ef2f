"""What a text has spoken of so far, and what its pronouns and descriptions can mean by that."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from shugu.extract.lexicon import load_words

__all__ = ["BUILT", "Memory", "Named", "is_name"]

BUILT = frozenset({"Project", "Park", "Platform", "Network", "Programme"})
_NO_TOPIC = frozenset({"Person", "OrganizationGroup", "Topic", "GovernmentBody"})
_NO_MEASURE = _NO_TOPIC | {"ResearchInstitute", "Report", "Financing", "Signing", "Event"}
_NO_FOCUS = _NO_MEASURE | {"Country", "Region"}
_BODIES = frozenset({"Company", "Organization", "GovernmentBody", "Fund", "University", "Alliance"})
_PLACES = frozenset({"Place", "City", "District", "Province", "Venue"})  # where something is in a country
_FIRMS = ("Company", "Organization")
_UNSURE = ("Place", "Topic")  # for which the recogniser takes a firm by a name of one word
_MOSTLY = 0.5  # of what is spoken of
_SHORT = 2  # words of a name that may be a firm's
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
        self._made: tuple[Named, int] | None = None  # with the number of its sentence
        self._built_subject: Named | None = None
        self._firm: Named | None = None
        self._parties: dict[Named, None] = {}  # whoever was named last stands last
        self._recent: list[tuple[Named, bool]] = []  # and whether it is a name of its own
        self._things: dict[tuple[str, bool], Named] = {}  # noun, several: the last thing described by it
        self._posts: dict[Named, set[str]] = {}  # whoever was named last stands last
        self._bodies_of: dict[Named, Named] = {}  # by the person who holds a post there
        self._named: list[Named] = []
        self._spoken: dict[Named, float] = {}
        self._sources: set[Named] = set()  # named only as those who tell
        self._several: set[Named] = set()  # described in the plural: power plants
        self._topic: Named | None = None
        self._by_word: dict[str, Named] = {}
        self._by_class: dict[str, Named] = {}
        for named in ranking:
            self._named.append(named)
            if self._topic is None and named.type not in _NO_TOPIC:
                self._topic = named
            self._by_class.setdefault(named.type, named)
            for word in _words_before_of(named.name):
                self._by_word.setdefault(word, named)

    def focus(self, opening: str) -> Named | None:
        """What was spoken of most so far and can have measures, what the text opens with first; at first the topic.

        No body that reports or rules, and no things described in the plural, which come and go. A firm or place
        only where the text opens with it or speaks of little else.
        """
        mostly = sum(self._spoken.values()) * _MOSTLY
        owners = [
            named
            for named, spoken in self._spoken.items()
            if self._can_own(named) and (named.type in BUILT or named.name in opening or spoken >= mostly)
        ]
        if not owners:
            first = (self.last_subject, self._topic)
            return next((named for named in first if named is not None and self._can_own(named)), None)
        opened = {named for named in owners if named.name in opening and named not in self._sources}
        most = max(owners, key=lambda named: (named in opened, self._spoken[named]))
        once = most.type in _PLACES and self._spoken[most] <= 1
        return self._topic if once and self._topic is not None and self._topic.type == "Country" else most

    def _can_own(self, named: Named) -> bool:
        known = named.type not in _NO_MEASURE and named not in self._several
        reports = named in self._sources and named.type != "Company"
        post = _words_before_of(named.name)[-1] in load_words("names.posts.nouns")  # the Minister of Roads
        return known and not reports and not post and named.name.lower() not in load_words("names.posts.fields")

    def is_source(self, named: Named) -> bool:
        """True for what the text has named only as somebody who tells what it reports."""
        return named in self._sources

    def last_built(self) -> Named | None:
        """The thing built or planned that a sentence was about last: what a bare "construction" is of."""
        person = self.last_subject is not None and self.last_subject.type == "Person"
        return self._built_subject or self.built or (None if person else self.last_subject)

    def thing(self, noun: str, *, plural: bool) -> Named | None:
        """The last thing, or things, that a noun described."""
        return self._things.get((noun, plural))

    def holder(self, words: Collection[str]) -> Named | None:
        """The person named last among whose posts are all these words."""
        return next((person for person in reversed(self._posts) if self._posts[person].issuperset(words)), None)

    def holder_of(self, sorts: Collection[str], words: Collection[str]) -> Named | None:
        """The person named last one of whose posts is of these sorts, and has all these words in it."""
        found = (person for person, own in reversed(self._posts.items()) if own.issuperset(words))
        return next((person for person in found if not self._posts[person].isdisjoint(sorts)), None)

    def holder_like(self, noun: str, words: Collection[str]) -> Named | None:
        """The person named last whose posts have this noun and most of these words: `minister of foreign affairs`."""
        held = (person for person in reversed(self._posts) if noun in self._posts[person])
        return next((person for person in held if 2 * len(self._posts[person] & set(words)) > len(words)), None)

    def holds_post(self, person: Named) -> bool:
        """True for a person of whom a post was told."""
        return person in self._posts

    def made_before(self, sentence: int) -> Named | None:
        """What the sentence right before one approved, launched or began: what "the initiative" goes on about."""
        return self._made[0] if self._made is not None and self._made[1] == sentence - 1 else None

    def last_two(self, classes: Collection[str]) -> list[Named]:
        """The two things of these classes named last, by names of their own; without classes, two bodies or countries.

        Empty where fewer than two were named.
        """
        for wanted in (classes,) if classes else (_BODIES, ("Country",)):
            named = [named for named in self._parties if named.type in wanted]
            if len(named) > 1:
                return named[-2:]
        return []

    def firm(self) -> Named | None:
        """The firm that a sentence was about last."""
        return self._firm

    def fitting(self, noun: str, classes: Sequence[str]) -> Named | None:
        """The last thing named that has the noun in its name, else the last of a class, the first class first."""
        single = (pair for pair in reversed(self._recent) if pair[0] not in self._several)
        recent = [named for named, proper in single if proper or named.type in BUILT]
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

    def note(
        self, named: Named, *, proper: bool, implied: bool, modified: bool, source: bool = False, plural: bool = False
    ) -> None:
        """Remembers that a thing was named; `implied` where a description or pronoun meant it, `source` as a teller."""
        if plural and not is_name(named.name):
            self._several.add(named)
        if source and named not in self._spoken:
            self._sources.add(named)
        if not (proper or implied or modified):
            return  # a bare noun names nothing
        self._recent.append((named, proper))
        if named in self._posts:
            self._posts[named] = self._posts.pop(named)
        del self._recent[:-_KEPT]
        built = named.type in BUILT
        measure = named.name.rsplit(maxsplit=1)[-1].lower() in load_words("verbs.indicators.heads")
        if named.type not in _NO_FOCUS and not measure and (proper or built or implied):
            if not source:
                self._sources.discard(named)
            weight = (1.6 if is_name(named.name) else 0.6) if built else 1.0
            self._spoken[named] = self._spoken.get(named, 0.0) + weight
        if built and named not in self._several:
            self.built = named

    def note_subject(self, named: Named, *, plural: bool) -> None:
        """Remembers what a sentence was about; several things are nothing that "it" can mean."""
        self.last_subject = named
        if plural:
            return
        self.last_single = named
        if named.type in BUILT:
            self._built_subject = named
        if named.type in _FIRMS and named.name.rsplit(maxsplit=1)[-1][:1].isupper():
            self._firm = named
        elif self._firm is None and named.type == "Topic" and _is_like_firm(named.name):
            self._firm = Named(named.name, "Company")

    def note_made(self, named: Named, *, sentence: int) -> None:
        """Remembers what a sentence told the approval, launch or beginning of."""
        self._made = named, sentence

    def note_party(self, named: Named) -> None:
        """Remembers whom the text named."""
        self._parties.pop(named, None)
        self._parties[named] = None

    def body_of(self, person: Named) -> Named | None:
        """The firm, office or other body in which somebody was said to hold a post last."""
        return self._bodies_of.get(person)

    def firm_of(self, person: Named) -> Named | None:
        """That body, where it is a firm."""
        body = self._bodies_of.get(person)
        return body if body is not None and body.type in _FIRMS else None

    def note_post(self, person: Named, post: str) -> None:
        """Remembers the words of a post that somebody holds, and the body in which it is."""
        body = self._body_in(post)
        if body is None and not load_words("names.firms.heads").isdisjoint(post.lower().split()):
            body = self._firm  # "chief executive Ada Brook", of the firm told of
        if body is not None:
            self._bodies_of[person] = body
        self._posts[person] = self._posts.pop(person, set()) | set(post.lower().replace("-", " ").split())

    def _body_in(self, post: str) -> Named | None:
        """The firm of `head of sales of Havkraft`; the recogniser often takes one by a single word for a place."""
        inside = [named for named in self._named if f" {named.name} " in f" {post} "]
        bodies = [named for named in inside if named.type in _BODIES]
        firm = max(bodies, key=lambda named: len(named.name), default=None)
        if firm is not None or load_words("names.firms.posts").isdisjoint(post.lower().split()):
            return firm
        last = (named for named in inside if named.type in _UNSURE and post.endswith(f" of {named.name}"))
        return next((Named(named.name, "Company") for named in last), None)

    def note_thing(self, noun: str, named: Named, *, plural: bool) -> None:
        """Remembers what a noun describes."""
        self._things[noun, plural] = named


def is_name(words: str) -> bool:
    """True for words with a name of its own among them: the Lindow Line, but no "new data centres".

    >>> is_name("port of Lindow"), is_name("green hydrogen projects")
    (True, False)
    """
    return any(word[:1].isupper() for word in words.split())


def _is_like_firm(name: str) -> bool:
    """True for a short name of capitalised words that the recogniser does not know: Havkraft."""
    words = name.split()
    measures = load_words("verbs.indicators.heads")
    return len(words) <= _SHORT and all(word[:1].isupper() and word.lower() not in measures for word in words)
