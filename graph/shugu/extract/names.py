"""What a noun phrase means: the thing it names, or that a short form, pronoun or description stands for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from shugu.extract.full_names import FullNames
from shugu.extract.lexicon import load_pattern, load_table, load_words
from shugu.extract.phrases import (
    clean_name,
    find_counted,
    find_described_name,
    find_name_beside,
    is_bare_description,
    is_before_post,
    is_post,
    is_source,
    name_tokens,
    without_owner,
    without_titles,
)
from shugu.extract.reference import BUILT, Memory, Named
from shugu.extract.sentence import ParsedSentence, find_prep
from shugu.extract.wordings import (
    find_described_thing,
    find_holder_beside,
    find_speaker_that_plans,
    read_words,
    spoken_of,
)
from shugu.model.candidate import Mention
from shugu.model.entity import Entity

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan
    from spacy.tokens import Token

__all__ = ["NameTable"]

_Place = tuple[int, int]  # sentence and token
_OFTEN = 2  # times that a text about a country names a place before figures are told of that
_NO_DECIDERS = frozenset({"Topic", "Report", "Programme", "Project"})  # that approve nothing
_TELLERS = frozenset({"Organization", "GovernmentBody", "Fund", "Alliance"})
_TERRITORIES = frozenset({"Country", "Province", "City", "District", "Place", "Zone"})


class NameTable:
    """The things that a document names, and what its short forms, pronouns and descriptions mean."""

    def __init__(
        self,
        sentences: Sequence[ParsedSentence],
        known: Iterable[Entity],
        *,
        country: str | None = None,
        opening: str = "",
    ) -> None:
        self._country = country
        self._full = FullNames(sentences, known)
        self._memory = Memory(self._full.by_frequency())
        self._resolved: dict[_Place, Mention | None] = {}  # until something more is named
        self._beside: dict[_Place, Token | None] = {}  # what depends on the sentence alone
        self._worded: dict[_Place, Mention | None] = {}
        self._bare: dict[_Place, bool] = {}
        self._ours: Named | None = None
        self._opening = opening
        self.last_measure = ""  # what the figure told last measures: what "they were followed by" goes on with

    def focus(self) -> Mention | None:
        """What the document has spoken of most so far: what figures without an owner are about."""
        focus = self._memory.focus(self._opening)
        return None if focus is not None and self._only_tells(focus) else self._implied(focus)

    def _only_tells(self, named: Named) -> bool:
        """True for a body that the text opens with only as the one by whose word something is so."""
        at = self._opening.find(named.name) if named.type in _TELLERS else -1
        return at > 0 and load_pattern("names.spelling.by_word_of").search(self._opening, 0, at) is not None

    def is_main(self, mention: Mention) -> bool:
        """True for what the text opens with, its title first."""
        return mention.name in self._opening

    def is_source(self, mention: Mention) -> bool:
        """True for what the document has named so far only as somebody who tells what it reports."""
        return self._memory.is_source(Named(mention.name, mention.type))

    def described(self, noun: Token) -> Mention | None:
        """The several things that a plural described last: the new railway projects, of `projects in A, B and C`."""
        return self._implied(self._memory.thing(noun.lemma_.lower(), plural=True))

    def territory(self) -> Mention | None:
        """Whose inflation and exports the document tells: the place it names again and again, else the country."""
        most = self._full.most_named_of(_TERRITORIES, often=1 if self._country is None else _OFTEN)
        if most is None and self._country is not None:
            most = self._full.find(self._country) or Named(self._country, "Country")
        return self._implied(most)

    def last_built(self) -> Mention | None:
        """The thing built or planned that was spoken of last: what a bare "construction" is of."""
        return self._implied(self._memory.last_built())

    def ours(self) -> Mention | None:
        """What "we" means in a text that speaks of "our city" without a speaker: that city."""
        return self._implied(self._ours)

    def last_place(self) -> Mention | None:
        """The city, province or country named last."""
        return self._implied(self._memory.last_of(load_words("names.references_of.place")))

    def note(self, sentence: ParsedSentence, token: Token) -> None:
        """Remembers that a thing was named, for what refers back to it later."""
        mention = self.resolve(sentence, token)
        entity = sentence.entity_at(token)
        inside = entity is not None and entity.root.i != token.i  # the province of a bureau of it
        if mention is None or inside or token.pos_ == "PRON" or is_before_post(sentence, token):
            return
        if (thing := self._told_of(sentence, token)) is not None:
            self._memory.note_thing(token.lemma_.lower(), thing, plural=False)
        if thing is not None or token.dep_ == "attr":
            return
        named, tokens = Named(mention.name, mention.type), sentence.phrase(token)
        proper = token.pos_ == "PROPN" or bool(token.ent_type_)
        bare = ("det", "punct", "poss", "case", "prep", "nummod")
        modified = any(t.i != token.i and t.dep_ not in bare for t in tokens)
        implied = mention.span is None
        self._memory.note(
            named,
            proper=proper,
            implied=implied,
            modified=modified,
            source=is_source(token),
            plural=token.tag_ in ("NNS", "NNPS"),
        )
        self._resolved.clear()
        indefinite = bool(tokens) and tokens[0].lower_ in load_words("names.determiners.indefinite")
        if not implied and not proper and (owned := self._owned(sentence, token, mention)) is not None:
            self._memory.note_thing(token.lemma_.lower(), owned, plural=token.tag_ == "NNS")
            return
        if implied or not (modified or indefinite or proper) or not (proper or " " in mention.name):
            return
        noun = token.lemma_.lower()
        many = modified and token.tag_ == "NNS"
        told = modified and noun not in load_words("names.references")
        if noun in load_words("names.classes") or indefinite or many or told or any(t.pos_ == "PROPN" for t in tokens):
            self._memory.note_thing(noun, named, plural=token.tag_ == "NNS")

    def _told_of(self, sentence: ParsedSentence, token: Token) -> Named | None:
        """The named thing that a noun says what it is or becomes: the port of `Lindow grew into a free port`."""
        thing = find_described_thing(token)
        mention = self.resolve(sentence, thing) if thing is not None else None
        if mention is None or not mention.name[:1].isupper() or mention.type == "Person":
            return None
        return Named(mention.name, mention.type)

    def note_party(self, sentence: ParsedSentence, token: Token) -> None:
        """Remembers who was named, in lists as well: one of those whom "both sides" may mean."""
        mention = self.resolve(sentence, token)
        if mention is not None:
            self._memory.note_party(Named(mention.name, mention.type))

    def _owned(self, sentence: ParsedSentence, token: Token, mention: Mention) -> Named | None:
        """`its mill in Lindow` by its place, `the firm's cannery` by its owner: how it is told from others later."""
        owner = next((child for child in token.children if child.dep_ == "poss"), None)
        if owner is None or (mention.type not in BUILT and owner.pos_ != "PRON"):
            return None
        place = find_prep(token, "in", "at", "near", "on")
        whole = self.resolve(sentence, place if place is not None else owner)
        if whole is None or not whole.name[:1].isupper() or whole.name in mention.name:
            return None
        return Named(f"{mention.name} {'in' if place is not None else 'of'} {whole.name}", mention.type)

    def note_post(self, person: Mention, post: str) -> None:
        """Remembers who holds a post: whom "the minister" and the first name alone mean from here on."""
        self._full.note_first_name(person)
        self._worded.clear()
        self._memory.note_post(Named(person.name, person.type), post)
        self._resolved.clear()

    def holds_post(self, person: Mention) -> bool:
        """True for a person of whom a post was told."""
        return self._memory.holds_post(Named(person.name, person.type))

    def country(self) -> Mention | None:
        """The country that the text names most: where what is nationwide is."""
        return self._implied(self._memory.most_named(["Country"]))

    def note_subject(self, mention: Mention, *, plural: bool = False) -> None:
        """Remembers what a sentence was about: what "they" means in the next, and "it" where it is one thing."""
        self._memory.note_subject(Named(mention.name, mention.type), plural=plural)
        self._resolved.clear()

    def both(self, sentence: ParsedSentence, head: Token) -> list[Mention]:
        """The two things that "both companies" and "the two sides" mean; empty for any other noun."""
        noun = head.lemma_.lower()
        if head.tag_ != "NNS" or noun not in load_words("names.both.nouns"):
            return []
        words = {token.lower_ for token in sentence.phrase(head) if token.i != head.i}
        bare = words <= load_words("names.both.words") | {"the"}
        counted = bool(words & load_words("names.both.words"))
        if not bare or not (counted or (words and noun in load_words("names.both.parties"))):
            return []
        for token in sentence.tokens[: head.i]:
            if token.pos_ == "PROPN" and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "conj"):
                self.note_party(sentence, token)
        classes = load_table("names.references").get(noun, ())
        found = [self._implied(named) for named in self._memory.last_two(classes)]
        return [mention for mention in found if mention is not None]

    def resolve(self, sentence: ParsedSentence, head: Token) -> Mention | None:
        """The thing that the noun phrase around `head` names; None for a pronoun that means nothing here."""
        key = sentence.sentence.number, head.i
        if key not in self._resolved:
            self._resolved[key] = self._resolve(sentence, head)
        return self._resolved[key]

    def _resolve(self, sentence: ParsedSentence, head: Token) -> Mention | None:
        if head.lower_ in load_words("names.pronouns.all") and head.pos_ in ("PRON", "DET"):
            return self._implied(self._meant_by(sentence, head))
        entity = sentence.entity_at(head)
        named = entity is not None and entity.label_ in load_words("names.entities")
        if head.pos_ == "PRON" or (sentence.time_at(head) is not None and not named):
            return None
        if (beside := self._named_beside(sentence, head)) is not None:
            return self.resolve(sentence, beside)
        meant = self._implied(self._home_described(sentence, head)) or self._person_beside(sentence, head)
        if meant is not None:
            return meant
        if entity is not None and named:
            titled = len(entity) == 1 and head.tag_ == "NNP" and head.lower_ in load_table("names.references")
            return (self._described(sentence, head) if titled else None) or self._named(sentence, entity, head.text)
        meant = self._holder(sentence, head) or self._local_body(sentence, head) or self._described(sentence, head)
        meant = meant or self._series(sentence, head)
        return meant or self._part(sentence, head) or self._in_words(sentence, head)

    def _named_beside(self, sentence: ParsedSentence, head: Token) -> Token | None:
        """What stands for a noun by its place in the sentence: what is counted, a name beside it, a name described."""
        key = sentence.sentence.number, head.i
        if key not in self._beside:
            found = find_counted(sentence, head) or find_name_beside(sentence, head) or find_described_name(head)
            self._beside[key] = found
        return self._beside[key]

    def _named(self, sentence: ParsedSentence, entity: SpacySpan, head: str) -> Mention:
        tokens = name_tokens(sentence, entity.start, entity.end)
        if entity.label_ == "PERSON":
            tokens = without_titles(tokens)
        name = without_owner(clean_name(sentence.text(tokens)))
        return self._mention(sentence, self._full.fullest(name, head, entity.label_), tokens)

    def _person_beside(self, sentence: ParsedSentence, head: Token) -> Mention | None:
        """The person whose post is named before: `the bank's director, Ada Brook`."""
        tokens = find_holder_beside(sentence, head)
        if not tokens:
            return None
        return self._mention(
            sentence, self._full.fullest(clean_name(sentence.text(tokens)), tokens[-1].text, "PERSON"), tokens
        )

    def _in_words(self, sentence: ParsedSentence, head: Token) -> Mention | None:
        """The thing by the words of its phrase, where it has no name."""
        key = sentence.sentence.number, head.i
        if key not in self._worded:
            self._worded[key] = self._read_words(sentence, head)
        return self._worded[key]

    def _read_words(self, sentence: ParsedSentence, head: Token) -> Mention | None:
        if self._full.is_acronym(head.text):  # which the recogniser may take for a common noun
            return self._mention(sentence, self._full.fullest(head.text, head.text, "ORG"), (head,))
        text, tokens = read_words(sentence, head)
        text = without_owner(text)
        return self._mention(sentence, self._full.fullest(text, head.lemma_, ""), tokens) if text else None

    def _mention(self, sentence: ParsedSentence, named: Named, tokens: Sequence[Token]) -> Mention:
        span = sentence.span(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))
        return Mention(name=named.name, type=named.type, span=span, entity=self._full.entity(named.name))

    def _implied(self, named: Named | None) -> Mention | None:
        """A thing that is meant but does not stand here by its name."""
        return named and Mention(name=named.name, type=named.type, entity=self._full.entity(named.name))

    def _described(self, sentence: ParsedSentence, head: Token) -> Mention | None:
        """What "the city" or "the company" means: the last thing named of a class that fits."""
        key = sentence.sentence.number, head.i
        if key not in self._bare:
            self._bare[key] = is_bare_description(sentence, head)
        if not self._bare[key]:
            return None
        noun = head.lemma_.lower()
        classes = load_table("names.references").get(noun) or _built_classes(noun)
        meant = self._ours_or_home(head, noun, classes)
        if meant is not None:
            return self._implied(meant)
        thing = self._memory.thing(noun, plural=head.tag_ == "NNS")
        if thing is not None or not classes or head.tag_ == "NNS":
            return self._implied(thing)
        fitting = self._memory.fitting(noun, classes)
        if fitting is not None:
            return self._implied(self._full.find(fitting.name) or fitting)
        built = self._memory.built is not None and load_table("names.classes").get(noun) in BUILT
        return self.last_built() if built else None

    def _ours_or_home(self, head: Token, noun: str, classes: Sequence[str]) -> Named | None:
        """What "our company" and "the country" mean."""
        ours = any(child.dep_ == "poss" and child.lower_ == "our" for child in head.children)
        if ours and head.tag_ != "NNS" and (own := self._memory.most_named(classes)) is not None:
            self._ours = own
            return own
        return self._home() if noun in load_words("names.home.nouns") else None

    def _home_described(self, sentence: ParsedSentence, head: Token) -> Named | None:
        """The country that "the Kingdom" or "the landlocked country" means."""
        titled = head.lower_ in load_words("names.home.titles") and head.text[:1].isupper()
        if not (titled or head.lower_ in load_words("names.home.nouns")):
            return None
        before = [child for child in head.children if child.i < head.i and child.dep_ != "case"]
        the = bool(before) and before[0].lower_ == "the" and head.left_edge.i == before[0].i
        if not the or any(child.dep_ == "prep" and child.lower_ in ("of", "with") for child in head.children):
            return None
        words = {token.lower_ for token in sentence.tokens if before[0].i < token.i < head.i}
        plain = words.isdisjoint(load_words("names.home.others")) and not any(child.dep_ == "poss" for child in before)
        return self._home() if plain and (not titled or not words) else None

    def _home(self) -> Named | None:
        """What "the country" means: the one that the sentence before was about, else the one that the text is about."""
        last = self._memory.last_subject
        if last is not None and last.type == "Country":
            return last
        return Named(self._country, "Country") if self._country is not None else None

    def _holder(self, sentence: ParsedSentence, head: Token) -> Mention | None:
        """Who is meant by "the minister" or "the bank's president": the last person named who was said to be that."""
        if not is_post(head) or head.tag_ not in ("NN", "NNP"):
            return None
        tokens = [token for token in sentence.phrase(head) if token.dep_ not in ("punct", "case")]
        known = any(
            token.dep_ == "poss" or token.lower_ in load_words("names.determiners.definite") for token in tokens
        )
        words = {token.lower_ for token in tokens if token.dep_ not in ("det", "poss", "prep")}
        return self._implied(self._memory.holder(words)) if known or head.pos_ == "PROPN" else None

    def _local_body(self, sentence: ParsedSentence, head: Token) -> Mention | None:
        """`the local government`, `local government of Lindow`: that of the place meant, by its name if it has one."""
        local = load_words("names.local.adjectives")
        if head.lemma_.lower() not in load_words("names.local.bodies") or head.pos_ != "NOUN":
            return None
        phrase = [token for token in sentence.phrase(head) if token.dep_ not in ("det", "punct")]
        if not phrase or phrase[0].lower_ not in local or phrase[0].i + 1 != head.i:
            return None
        of = find_prep(head, "of")
        place = self.resolve(sentence, of) if of is not None else self.last_place()
        if place is None or not place.name[:1].isupper():
            return None
        body = self._full.body_of(place.name, head.lemma_.lower())
        return self._implied(body or Named(f"{head.lower_} of {place.name}", "GovernmentBody"))

    def _series(self, sentence: ParsedSentence, head: Token) -> Mention | None:
        """`the previous fairs`: the fair that was named last, of which they were editions."""
        noun = head.lemma_.lower().removesuffix("s")
        classes = load_table("names.references").get(noun, ()) if head.lower_.endswith("s") else ()
        if "Conference" not in classes:
            return None
        words = [token.lower_ for token in sentence.phrase(head)]
        if words[:1] != ["the"] or len(words) != 3 or words[1] not in load_words("names.determiners.earlier"):
            return None
        fitting = self._memory.fitting(noun, classes)
        return self._implied(fitting) if fitting is not None and noun in fitting.name.lower().split() else None

    def _part(self, sentence: ParsedSentence, head: Token) -> Mention | None:
        """`the first phase`, `the closure`: of the thing built that was spoken of last."""
        if head.lemma_.lower() not in load_words("names.parts.nouns") or head.tag_ == "NNS":
            return None
        definite = load_words("names.determiners.definite")
        if not any(child.lower_ in definite for child in head.children) or self._memory.built is None:
            return None
        ordinals = load_table("times.ordinals")
        words = [token for token in sentence.phrase(head) if token.dep_ not in ("det", "poss", "case")]
        if any(token.i != head.i and token.lower_ not in ordinals for token in words):
            return None
        name = f"{' '.join(token.lower_ for token in words)} of {self._memory.built.name}"
        return self._implied(Named(name, "Project"))

    def _meant_by(self, sentence: ParsedSentence, pronoun: Token) -> Named | None:
        speaker = find_speaker_that_plans(pronoun)
        teller = self.resolve(sentence, speaker) if speaker is not None else None
        if teller is not None and teller.name[:1].isupper():
            return Named(teller.name, "Organization" if teller.type == "Person" else teller.type)
        personal = pronoun.lower_ in load_words("names.pronouns.personal")
        plural = pronoun.lower_ in load_words("names.pronouns.plural")
        before = self._subject_before(sentence, pronoun, personal=personal, plural=plural)
        meant = before or self._memory.antecedent(personal=personal, plural=plural)
        if pronoun.dep_ == "nsubj" and pronoun.lower_ == "it" and meant is not None and meant.type in _NO_DECIDERS:
            decides = pronoun.head.lemma_ in load_words("events.sittings.deciding")
            return (self._memory.last_of(load_words("names.bodies.classes")) or meant) if decides else meant
        return meant

    def _subject_before(
        self, sentence: ParsedSentence, pronoun: Token, *, personal: bool, plural: bool
    ) -> Named | None:
        """The subject before a pronoun in its sentence, where it can be meant."""
        for token in reversed(sentence.tokens[: pronoun.i]):
            if token.dep_ not in ("nsubj", "nsubjpass", "poss") or token.pos_ not in ("PROPN", "NOUN"):
                continue
            if sentence.quantity_at(token):
                continue
            meant = spoken_of(token)
            mention = self.resolve(sentence, token if meant.pos_ == "PRON" else meant)
            if mention is None or (mention.type == "Person") != personal:
                continue
            several = token.tag_ == "NNS"
            if several and not plural and not personal:  # "it" is no several things
                continue
            if several and plural:
                return Named(mention.name, mention.type)
            if mention.name[:1].isupper() or mention.type != "Topic" or token.dep_ == "nsubj":
                return Named(mention.name, mention.type)
        return None


def _built_classes(noun: str) -> tuple[str, ...]:
    """The classes that a noun for something built can mean."""
    return tuple(sorted(BUILT)) if load_table("names.classes").get(noun) in BUILT else ()
