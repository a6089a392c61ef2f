"""The names that a document spells out, each with the class of its thing, and what their short forms stand for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from shugu.extract.acronyms import find_acronyms
from shugu.extract.gazetteer import guess_class, is_place
from shugu.extract.lexicon import load_table, load_words
from shugu.extract.phrases import clean_name, without_owner
from shugu.extract.reference import Named
from shugu.extract.sentence import ParsedSentence
from shugu.model.candidate import Mention
from shugu.model.entity import Entity, fold_name

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan

__all__ = ["FullNames"]

_FIRMS = ("Company", "Organization")
_GUESSED = ("Person", "Organization", "Place", "Topic")  # what the recogniser may take a first name for


class FullNames:
    """The names of a document by whatever stands for them: themselves, surnames, acronyms, names of known entities."""

    def __init__(self, sentences: Sequence[ParsedSentence], known: Iterable[Entity]) -> None:
        self._known = {fold_name(name): entity for entity in known for name in entity.names}
        self._acronyms = dict(find_acronyms("\n".join(sentence.words for sentence in sentences)))
        self._full: dict[str, Named] = {}  # by folded name
        self._counts: Counter[str] = Counter()
        self._persons: set[Named] = set()  # by names of several words
        self._plain = {token.text for sentence in sentences for token in sentence.tokens if token.text.islower()}
        for sentence in sentences:
            for entity in sentence.doc.ents:
                if entity.label_ in load_words("names.entities") and sentence.quantity_at(entity.root) is None:
                    self._learn(without_owner(clean_name(_spelt(sentence, entity))), entity.root.text, entity.label_)
        for sentence in sentences:
            self._learn_descriptions(sentence)
        self._alias_firms()
        self._alias_first_names()

    def by_frequency(self) -> Iterator[Named]:
        """Every thing named, the one with the name that stands most often first."""
        return (self._full[fold_name(name)] for name, _ in self._counts.most_common())

    def find(self, name: str) -> Named | None:
        """The thing that a name stands for; None where the document does not have the name."""
        return self._full.get(fold_name(name))

    def is_acronym(self, word: str) -> bool:
        """True for a short form that the document gives in brackets behind a name."""
        return word in self._acronyms

    def is_common(self, word: str) -> bool:
        """True for a word that the document writes with a small letter elsewhere."""
        return word.lower() in self._plain

    def most_named_of(self, classes: Collection[str], *, often: int) -> Named | None:
        """The thing of these classes that is named most; None where even that is not named so often."""
        named = ((self._full[fold_name(name)], count) for name, count in self._counts.most_common())
        most, count = next(((one, count) for one, count in named if one.type in classes), (None, 0))
        return most if count >= often else None

    def body_of(self, place: str, noun: str) -> Named | None:
        """The body of government whose name has the place and the noun in it."""
        own = (named for named in self._full.values() if named.type == "GovernmentBody" and place in named.name)
        return next((named for named in own if noun in named.name.lower()), None)

    def note_person(self, person: Mention) -> None:
        """Lets the first name or the surname of somebody alone mean that person, where it means nobody else."""
        words = person.name.split()
        for word in words[:1] + words[-1:] if len(words) > 1 else ():
            alone = self._full.get(fold_name(word))
            if alone is None or (alone.name == word and alone.type in _GUESSED and not is_place(word)):
                self._full[fold_name(word)] = Named(person.name, person.type)

    def entity(self, name: str) -> str | None:
        """The id of the known entity of a name."""
        found = self._known.get(fold_name(name))
        return found.id if found else None

    def fullest(self, text: str, head: str, label: str) -> Named:
        """The thing that a wording stands for; one by this wording where no other name does.

        `head` is the main word of it, `label` what the recogniser takes it for; they tell the class of the thing.
        """
        if text in self._acronyms:
            full = self._acronyms[text]
            return Named(full, guess_class(full, full.split()[-1], "ORG"))
        folded = fold_name(text)
        if known := self._known.get(folded):
            return Named(known.label, known.type)
        surname = self._full.get(fold_name(text.rsplit(maxsplit=1)[-1])) if " " in text and label == "PERSON" else None
        if surname is not None and set(text.split()) <= set(surname.name.split()):
            return surname
        if label == "PERSON" and " " in text and (whole := self._person_with(text.split())) is not None:
            return whole
        found = self._full.get(folded)
        common = found is not None and found.type == "Person" and text.islower()  # energy, no surname
        return found if found is not None and not common else Named(text, guess_class(text, head, label))

    def _person_with(self, words: Collection[str]) -> Named | None:
        """The one person with a longer name that has all these words in it, where no other has."""
        longer = {one for one in self._persons if set(words) < set(one.name.split())}
        return longer.pop() if len(longer) == 1 else None

    def _learn(self, name: str, head: str, label: str) -> None:
        if len(name) < 2 or not name[0].isupper():
            return
        if name in self._acronyms:
            name = self._acronyms[name]
            head = name.rsplit(maxsplit=1)[-1]
        named = Named(name, guess_class(name, head, label))
        self._full.setdefault(fold_name(name), named)
        self._counts[name] += 1
        if named.type == "Person" and " " in name:  # the surname alone means the same person
            self._persons.add(named)
            self._full.setdefault(fold_name(name.rsplit(maxsplit=1)[-1]), named)

    def _alias_first_names(self) -> None:
        """One word that the recogniser takes for a name, and that one person's name begins or ends with, is hers."""
        persons = [named for named in self._full.values() if named.type == "Person" and " " in named.name]
        for key in [key for key, named in self._full.items() if " " not in named.name and not is_place(named.name)]:
            meant = {named for named in persons if key in (fold_name(word) for word in named.name.split())}
            if len(meant) == 1:
                self._full[key] = meant.pop()

    def _alias_firms(self) -> None:
        """A firm's name without its legal form, or the first word of it where that is no common one, is that firm."""
        meant: dict[str, set[Named]] = {}
        for named in set(self._full.values()):
            for short in _short_forms(named.name) if named.type in _FIRMS else ():
                meant.setdefault(fold_name(short), set()).add(named)
        for key, firms in meant.items():
            alone = self._full.get(key)
            guessed = alone is None or (alone.type in (*_GUESSED, "Company") and " " not in alone.name)
            if len(firms) == 1 and guessed and not (alone is not None and is_place(alone.name)):
                self._full[key] = firms.pop()

    def _learn_descriptions(self, sentence: ParsedSentence) -> None:
        """Takes the classes of names described where they are introduced: `Lumihall, an operator of data centres`."""
        classes = load_table("names.classes")
        for token in sentence.tokens:
            if token.dep_ != "appos" or token.pos_ != "NOUN" or token.lemma_.lower() not in classes:
                continue
            entity = sentence.entity_at(token.head)
            if entity is None or token.head.ent_type_ not in ("ORG", "PRODUCT", "FAC", "PERSON"):
                continue
            key = fold_name(clean_name(_spelt(sentence, entity)))
            if key in self._full:
                self._full[key] = Named(self._full[key].name, str(classes[token.lemma_.lower()]))


def _spelt(sentence: ParsedSentence, entity: SpacySpan) -> str:
    """A name as the text spells it, where the parser was given another spelling."""
    return sentence.words[entity.start_char : entity.end_char]


def _short_forms(name: str) -> Iterator[str]:
    """Havkraft of `Havkraft Ltd.`, L+W of `L+W Salt Norland`; nothing for the name of a place or of nothing special."""
    words = name.split()
    legal = load_words("names.corporate.words", "names.corporate.alone")
    kept = words
    while len(kept) > 1 and kept[-1].lower().strip(".,") in legal:
        kept = kept[:-1]
    short = " ".join(kept).rstrip(",")
    if len(kept) < len(words) and not is_place(short) and short.lower() not in load_table("names.classes"):
        yield short
    if (
        len(words) > 1
        and not words[0].isalpha()
        and any(char.isalpha() for char in words[0])
        and words[0][-1] not in ".,"
    ):
        yield words[0]
