"""What a noun phrase means: the thing it names, or that a short form, pronoun or description stands for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from shugu.extract.antecedents import Antecedents
from shugu.extract.figure_memory import FigureMemory
from shugu.extract.full_names import FullNames
from shugu.extract.lexicon import load_pattern, load_table, load_words
from shugu.extract.phrases import (
    clean_name,
    find_counted,
    find_described_name,
    find_name_beside,
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
    name_without_country,
    read_intent,
    read_words,
)
from shugu.model.candidate import Mention
from shugu.model.entity import Entity

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan
    from spacy.tokens import Token

__all__ = ["NameTable"]

_Place = tuple[int, int]  # sentence and token
_OFTEN = 2  # times that a text about a country names a place before figures are told of that
_NEVER_MADE = ("Person", "Country", "City", "Province", "Place", "Region", "District", "GovernmentBody", "Company")
_LONGEST = 150  # characters of a title
_FIRMS = ("Company", "Organization")
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
        self._meant = Antecedents(self._full, self._memory, country=country, resolve=self.resolve)
        self._resolved: dict[_Place, Mention | None] = {}  # until something more is named
        self._beside: dict[_Place, Token | None] = {}  # what depends on the sentence alone
        self._worded: dict[_Place, Mention | None] = {}
        dateline = load_pattern("names.spelling.dateline").match(opening)
        opening = opening[dateline.end() :] if dateline is not None else opening
        first, line, _ = opening.partition("\n")
        self._opening, self._title = opening, first if line and len(first) < _LONGEST else ""
        self.figures = FigureMemory()

    def focus(self) -> Mention | None:
        """What the document has spoken of most so far: what figures without an owner are about."""
        focus = self._memory.focus(self._opening)
        if focus is not None and focus.type == "Country" and self._country is not None:
            focus = self._full.find(self._country) or Named(self._country, "Country")
        return None if focus is not None and self._only_tells(focus) else self._implied(focus)

    def _only_tells(self, named: Named) -> bool:
        """True for a body that the text opens with only as the one by whose word something is so."""
        at = self._opening.find(named.name) if named.type in _TELLERS else -1
        return at > 0 and load_pattern("names.spelling.by_word_of").search(self._opening, 0, at) is not None

    def firm_of_title(self) -> Mention | None:
        """The firm that the title names, where the sentence before was about it."""
        last = self._memory.last_single
        firm = last is not None and last.type in _FIRMS and not self._memory.is_source(last)
        return self._implied(last) if firm and last is not None and last.name in self._title else None

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
        if self._country is not None and (most is None or most.type == "Country"):  # which its adjectives tell as well
            most = self._full.find(self._country) or Named(self._country, "Country")
        return self._implied(most)

    def last_built(self) -> Mention | None:
        """The thing built or planned that was spoken of last: what a bare "construction" is of."""
        return self._implied(self._memory.last_built())

    def ours(self) -> Mention | None:
        """What "we" means in a text that speaks of "our city" without a speaker: that city."""
        return self._implied(self._meant.ours)

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
        if thing is not None or token.dep_ == "attr" or find_described_thing(token) is not None:
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
        if not (implied or proper) and (intent := read_intent(sentence, token)):
            self._memory.note_thing(token.lemma_.lower(), Named(intent, mention.type), plural=False)
            return
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

    def note_made(self, sentence: ParsedSentence, token: Token) -> None:
        """Remembers what the sentence told the approval, launch or beginning of."""
        mention = self.resolve(sentence, token)
        if mention is not None and mention.type not in _NEVER_MADE and " " in mention.name:
            self._memory.note_made(Named(mention.name, mention.type), sentence=sentence.sentence.number)
            self._resolved.clear()

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
        """Remembers who holds a post: whom "the minister" and one name alone mean from here on."""
        self._full.note_person(person)
        self._worded.clear()
        self._memory.note_post(Named(person.name, person.type), post)
        self._resolved.clear()

    def body_of(self, person: Mention) -> Mention | None:
        """The body in which a person holds a post: what "we" means in her words."""
        return self._implied(self._memory.body_of(Named(person.name, person.type)))

    def holds_post(self, person: Mention) -> bool:
        """True for a person of whom a post was told."""
        return self._memory.holds_post(Named(person.name, person.type))

    def country(self) -> Mention | None:
        """The country that the text names most: where what is nationwide is."""
        if self._country is not None:
            return self.country_named(self._country)
        return self._implied(self._memory.most_named(["Country"]))

    def country_named(self, name: str) -> Mention | None:
        """The country that an adjective names."""
        return self._implied(self._full.find(name) or Named(name, "Country"))

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
            return self._implied(self._meant.of_pronoun(sentence, head))
        entity = sentence.entity_at(head)
        named = entity is not None and entity.label_ in load_words("names.entities")
        if head.pos_ == "PRON" or head.tag_ == "WP$" or (sentence.time_at(head) is not None and not named):
            return None
        if (beside := self._named_beside(sentence, head)) is not None:
            return self.resolve(sentence, beside)
        home = self._meant.home(sentence, head)
        single = entity is None or len(entity) == 1 or (entity.label_ == "ORG" and is_post(entity.root))
        meant = self._implied(home) or self._person_beside(sentence, head)
        meant = meant or (self._implied(self._meant.holder(sentence, head)) if single else None)
        if meant is not None:
            return meant
        if entity is not None and named:
            titled = len(entity) == 1 and head.tag_ == "NNP" and head.lower_ in load_table("names.references")
            described = self._implied(self._meant.described(sentence, head)) if titled else None
            return described or self._named(sentence, entity, head.text)
        ways = (self._meant.local_body, self._meant.described, self._meant.series, self._meant.part)
        found = (way(sentence, head) for way in ways)
        thing = next((thing for thing in found if thing is not None), None) or self._change_told(sentence, head)
        return self._implied(thing) or self._in_words(sentence, head)

    def _change_told(self, sentence: ParsedSentence, head: Token) -> Named | None:
        """The increase in exports that "this increase" means behind a sentence that told a figure of exports."""
        last = self.figures.last
        if last is None or head.tag_ != "NN" or head.lower_ not in load_words("verbs.nouns_of_change"):
            return None
        if not 0 <= sentence.sentence.number - last.sentence <= 1:
            return None
        bare = [child.lower_ for child in head.children] in (["this"], ["the"], ["that"])
        words = last.label.split()
        what = words[:-1] if words[-1] in load_table("verbs.change").values() else words
        return Named(f"{head.lower_} in {' '.join(what)}", "Topic") if bare and what else None

    def _named_beside(self, sentence: ParsedSentence, head: Token) -> Token | None:
        """What stands for a noun by its place in the sentence: what is counted, a name beside it, a name described."""
        key = sentence.sentence.number, head.i
        if key not in self._beside:
            found = find_counted(sentence, head) or find_name_beside(sentence, head) or find_described_name(head)
            self._beside[key] = found
        return self._beside[key]

    def _named(self, sentence: ParsedSentence, entity: SpacySpan, head: str) -> Mention | None:
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
        if (own := name_without_country(tokens)) is not None:
            text, tokens = sentence.text(own), own
        text = without_owner(text)
        if text[1:].islower() and " " in text and _opens_sentence(tokens[0]) and self._full.is_common(text.split()[0]):
            text = text[:1].lower() + text[1:]  # which the parser takes for a name by its capital
        return self._mention(sentence, self._full.fullest(text, head.lemma_, ""), tokens) if text else None

    def _mention(self, sentence: ParsedSentence, named: Named, tokens: Sequence[Token]) -> Mention | None:
        """A thing that stands here by its name; None for signs and titles that the recogniser takes for a name."""
        if not named.name.strip():
            return None
        span = sentence.span(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))
        return Mention(name=named.name, type=named.type, span=span, entity=self._full.entity(named.name))

    def _implied(self, named: Named | None) -> Mention | None:
        """A thing that is meant but does not stand here by its name."""
        return named and Mention(name=named.name, type=named.type, entity=self._full.entity(named.name))


def _opens_sentence(token: Token) -> bool:
    """True for the first word of a sentence, be it behind a quotation mark or the mark of a list."""
    return token.i == 0 or (token.i == 1 and token.nbor(-1).is_punct)
