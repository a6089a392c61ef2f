"""What a noun phrase names: the fullest name in the document, and the class of the thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from shugu.extract.acronyms import find_acronyms
from shugu.extract.gazetteer import guess_class, is_place
from shugu.extract.holders import Holders
from shugu.extract.lexicon import load_table, load_words
from shugu.extract.phrases import (
    behind_address,
    clean_name,
    find_counted,
    find_described_name,
    find_name_beside,
    is_bare_description,
    is_before_post,
    is_post,
    name_tokens,
    without_place,
    without_quantity,
    without_titles,
)
from shugu.extract.reference import BUILT, Memory, Named
from shugu.extract.sentence import ParsedSentence, find_prep
from shugu.model.candidate import Mention
from shugu.model.entity import Entity, fold_name

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan
    from spacy.tokens import Token

__all__ = ["NameTable"]


class NameTable:
    """The things that a document names, and what its short forms, pronouns and descriptions mean."""

    def __init__(self, sentences: Sequence[ParsedSentence], known: Iterable[Entity]) -> None:
        self._known = {fold_name(name): entity for entity in known for name in entity.names}
        self._acronyms = dict(find_acronyms("\n".join(sentence.words for sentence in sentences)))
        self._full: dict[str, Named] = {}  # by folded name
        self._counts: Counter[str] = Counter()
        for sentence in sentences:
            for entity in sentence.doc.ents:
                if entity.label_ in load_words("names.entities") and sentence.quantity_at(entity.root) is None:
                    self._learn(clean_name(entity.text), entity.root.text, entity.label_)
        for sentence in sentences:
            self._learn_descriptions(sentence)
        self._alias_first_names()
        ranking = (name for name, _ in self._counts.most_common())
        self._memory = Memory(Named(name, self._full[fold_name(name)].type) for name in ranking)
        self._resolved: dict[tuple[int, int], Mention | None] = {}
        self._holders = Holders()
        self._ours: Named | None = None

    def _learn(self, name: str, head: str, label: str) -> None:
        if len(name) < 2 or not name[0].isupper():
            return
        named = Named(name, guess_class(name, head, label))
        self._full.setdefault(fold_name(name), named)
        self._counts[name] += 1
        if named.type == "Person" and " " in name:  # the surname alone means the same person
            self._full.setdefault(fold_name(name.rsplit(maxsplit=1)[-1]), named)

    def _alias_first_names(self) -> None:
        """One word that the recogniser takes for a name, and that one person's name begins or ends with, is hers."""
        persons = [named for named in self._full.values() if named.type == "Person" and " " in named.name]
        for key in [key for key, named in self._full.items() if " " not in named.name and not is_place(named.name)]:
            meant = {named for named in persons if key in (fold_name(word) for word in named.name.split())}
            if len(meant) == 1:
                self._full[key] = meant.pop()

    def _learn_descriptions(self, sentence: ParsedSentence) -> None:
        """Takes the classes of names described where they are introduced: `Lumihall, an operator of data centres`."""
        classes = load_table("names.classes")
        for token in sentence.tokens:
            if token.dep_ != "appos" or token.pos_ != "NOUN" or token.lemma_.lower() not in classes:
                continue
            entity = sentence.entity_at(token.head)
            if entity is None or token.head.ent_type_ not in ("ORG", "PRODUCT", "FAC", "PERSON"):
                continue
            key = fold_name(clean_name(entity.text))
            if key in self._full:
                self._full[key] = Named(self._full[key].name, str(classes[token.lemma_.lower()]))

    def focus(self) -> Mention | None:
        """What the document has spoken of most so far: what figures without an owner are about."""
        return self._implied(self._memory.focus())

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
        if mention is None or token.pos_ == "PRON" or is_before_post(sentence, token):
            return
        named, tokens = Named(mention.name, mention.type), sentence.phrase(token)
        proper = token.pos_ == "PROPN" or bool(token.ent_type_)
        bare = ("det", "punct", "poss", "case", "prep", "nummod")
        modified = any(t.i != token.i and t.dep_ not in bare for t in tokens)
        implied = mention.span is None
        self._memory.note(named, proper=proper, implied=implied, modified=modified)
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
        """Remembers who holds a post, for "the planning minister" later."""
        self._holders.note(Named(person.name, person.type), post)
        self._resolved.clear()

    def holds_post(self, person: Mention) -> bool:
        """True for a person of whom a post was told."""
        return self._holders.holds_post(person.name)

    def country(self) -> Mention | None:
        """The country that the text names most: where what is nationwide is."""
        return self._implied(self._memory.most_named(["Country"]))

    def note_subject(self, mention: Mention, *, plural: bool = False) -> None:
        """Remembers what a sentence was about: what "they" means in the next, and "it" where it is one thing."""
        self._memory.last_subject = Named(mention.name, mention.type)
        if not plural:
            self._memory.last_single = self._memory.last_subject
        self._resolved.clear()

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
        for beside in (find_counted(sentence, head), find_name_beside(sentence, head), find_described_name(head)):
            if beside is not None:
                return self.resolve(sentence, beside)
        person = self._person_beside(sentence, head)
        if person is not None:
            return person
        if entity is not None and named:
            return self._named(sentence, entity, head.text)
        meant = self._local_body(sentence, head) or self._described(sentence, head) or self._part(sentence, head)
        return meant or self._in_words(sentence, head)

    def _named(self, sentence: ParsedSentence, entity: SpacySpan, head: str) -> Mention:
        tokens = name_tokens(sentence, entity.start, entity.end)
        if entity.label_ == "PERSON":
            tokens = without_titles(tokens)
        return self._mention(sentence, self._fullest(clean_name(sentence.text(tokens)), head, entity.label_), tokens)

    def _person_beside(self, sentence: ParsedSentence, head: Token) -> Mention | None:
        """The person whose post is named before: `the bank's director, Ada Brook`."""
        if not is_post(head) or head.ent_type_ == "PERSON":
            return None
        preps = (child for child in head.children if child.dep_ == "prep")
        tail = (t.i for c in preps for t in c.subtree if not t.is_punct and t.ent_type_ != "PERSON")
        begin = max([head.i + 1, *(i + 1 for i in tail if i < head.i + 8)])
        comma = begin < len(sentence.tokens) and sentence.tokens[begin].text == ","
        begins = (begin, begin + comma, behind_address(sentence.tokens, begin + comma))
        for entity in sentence.doc.ents:
            if entity.label_ == "PERSON" and entity.start in begins:
                tokens = without_titles(sentence.tokens[entity.start : entity.end])
                named = self._fullest(clean_name(sentence.text(tokens)), tokens[-1].text, "PERSON")
                return self._mention(sentence, named, tokens)
        return None

    def _in_words(self, sentence: ParsedSentence, head: Token) -> Mention | None:
        """The thing by the words of its phrase, where it has no name."""
        tokens = sentence.phrase(head)
        if len(tokens) > 2 and tokens[0].lower_ == "of":
            tokens = tuple(t for t in tokens if t.lower_ not in ("of", "which", "whom") or t.i > tokens[1].i)
        whole = without_quantity(sentence, tokens)
        text = clean_name(sentence.text(without_place(head, whole)))
        if " " not in text and head.pos_ == "NOUN":  # a bare noun is told apart by where, when or of what it is
            text = clean_name(sentence.text(without_quantity(sentence, sentence.phrase(head, times=True))))
        if not text:
            return None
        word = text.split(maxsplit=1)[0]
        first = next((t for t in tokens if t.text == word), tokens[0])
        common = first.pos_ != "PROPN" and not first.ent_type_ and not word.isupper()
        if common and first.is_sent_start is not False:
            text = text[:1].lower() + text[1:]
        return self._mention(sentence, self._fullest(text, head.lemma_, ""), tokens)

    def _mention(self, sentence: ParsedSentence, named: Named, tokens: Sequence[Token]) -> Mention:
        span = sentence.span(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))
        return Mention(name=named.name, type=named.type, span=span, entity=self._entity(named.name))

    def _implied(self, named: Named | None) -> Mention | None:
        """A thing that is meant but does not stand here by its name."""
        return named and Mention(name=named.name, type=named.type, entity=self._entity(named.name))

    def _entity(self, name: str) -> str | None:
        found = self._known.get(fold_name(name))
        return found.id if found else None

    def _fullest(self, text: str, head: str, label: str) -> Named:
        if text in self._acronyms:
            full = self._acronyms[text]
            return Named(full, guess_class(full, full.split()[-1], "ORG"))
        folded = fold_name(text)
        if known := self._known.get(folded):
            return Named(known.label, known.type)
        return self._full.get(folded) or Named(text, guess_class(text, head, label))

    def _described(self, sentence: ParsedSentence, head: Token) -> Mention | None:
        """What "the city" or "the company" means: the last thing named of a class that fits."""
        if (holder := self._holders.find(sentence.phrase(head), head)) is not None:
            return self._implied(holder)
        if not is_bare_description(sentence, head):
            return None
        noun = head.lemma_.lower()
        classes = load_table("names.references").get(noun) or _built_classes(noun)
        ours = any(child.dep_ == "poss" and child.lower_ == "our" for child in head.children)
        if ours and head.tag_ != "NNS" and (own := self._memory.most_named(classes)) is not None:
            self._ours = own
            return self._implied(own)
        thing = self._memory.thing(noun, plural=head.tag_ == "NNS")
        if thing is not None or not classes or head.tag_ == "NNS":
            return self._implied(thing)
        fitting = self._memory.fitting(noun, classes)
        if fitting is not None:
            return self._implied(self._full.get(fold_name(fitting.name), fitting))
        built = self._memory.built is not None and load_table("names.classes").get(noun) in BUILT
        return self.last_built() if built else None

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
        own = (named for named in self._full.values() if named.type == "GovernmentBody" and place.name in named.name)
        body = next((named for named in own if head.lemma_.lower() in named.name.lower()), None)
        return self._implied(body or Named(f"{head.lower_} of {place.name}", "GovernmentBody"))

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
        speaker = _speaker_that_plans(pronoun)
        teller = self.resolve(sentence, speaker) if speaker is not None else None
        if teller is not None and teller.name[:1].isupper():
            return Named(teller.name, "Organization" if teller.type == "Person" else teller.type)
        personal = pronoun.lower_ in load_words("names.pronouns.personal")
        plural = pronoun.lower_ in load_words("names.pronouns.plural")
        before = self._subject_before(sentence, pronoun, personal=personal, plural=plural)
        return before or self._memory.antecedent(personal=personal, plural=plural)

    def _subject_before(
        self, sentence: ParsedSentence, pronoun: Token, *, personal: bool, plural: bool
    ) -> Named | None:
        """The subject before a pronoun in its sentence, where it can be meant."""
        for token in reversed(sentence.tokens[: pronoun.i]):
            if token.dep_ not in ("nsubj", "nsubjpass", "poss") or token.pos_ not in ("PROPN", "NOUN"):
                continue
            if sentence.quantity_at(token):
                continue
            pronouns = load_words("names.pronouns.all")
            owner = next((c for c in token.children if c.dep_ == "poss" and c.lower_ not in pronouns), None)
            mention = self.resolve(sentence, owner if owner is not None else token)
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


def _speaker_that_plans(pronoun: Token) -> Token | None:
    """Who says "it" of itself: the company of `Lindow Rail said it plans to buy trains`; None for another pronoun."""
    verb = pronoun.head
    if pronoun.lower_ != "it" or pronoun.dep_ != "nsubj" or verb.dep_ != "ccomp":
        return None
    if verb.head.lemma_ not in load_words("verbs.speech.lemmas") | load_words("verbs.reported.lemmas"):
        return None
    plans = verb.lemma_ in load_words("verbs.future.target") and verb.tag_ != "VBN"
    teller = next((child for child in verb.head.children if child.dep_ == "nsubj"), None)
    return teller if plans and teller is not None and teller.pos_ == "PROPN" else None


def _built_classes(noun: str) -> tuple[str, ...]:
    """The classes that a noun for something built can mean."""
    return tuple(sorted(BUILT)) if load_table("names.classes").get(noun) in BUILT else ()
