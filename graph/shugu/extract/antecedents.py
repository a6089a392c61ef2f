"""What the descriptions and pronouns of a text mean: the last thing named that they can stand for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from shugu.extract.full_names import FullNames
from shugu.extract.lexicon import load_table, load_words
from shugu.extract.phrases import is_bare_description, is_post
from shugu.extract.reference import BUILT, Memory, Named, is_name
from shugu.extract.sentence import ParsedSentence, find_prep
from shugu.extract.wordings import find_speaker_that_plans, spoken_of
from shugu.model.candidate import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Antecedents"]

_NO_DECIDERS = frozenset({"Topic", "Report", "Programme", "Project"})  # that approve nothing


class Antecedents:
    """The things that a text means without naming them, by its names and what it has told up to a place.

    `resolve` says what another noun phrase names. Each method gives None where the noun is not of its sort, or
    nothing fits it. `ours` is what "our city" was taken for last.
    """

    def __init__(
        self,
        names: FullNames,
        memory: Memory,
        *,
        country: str | None,
        resolve: Callable[[ParsedSentence, Token], Mention | None],
    ) -> None:
        self._full = names
        self._memory = memory
        self._country = country
        self._resolve = resolve
        self._bare: dict[tuple[int, int], bool] = {}
        self.ours: Named | None = None

    def described(self, sentence: ParsedSentence, head: Token) -> Named | None:
        """What "the city" or "the company" means: the last thing named of a class that fits."""
        key = sentence.sentence.number, head.i
        if key not in self._bare:
            self._bare[key] = is_bare_description(sentence, head)
        if not self._bare[key]:
            return self._memory.firm() if _is_firm_of_place(sentence, head) else None
        noun = head.lemma_.lower()
        classes = load_table("names.references").get(noun) or _built_classes(noun)
        meant = self._ours_or_home(head, noun, classes) or self._firm_of_teller(sentence, head)
        if meant is not None:
            return meant
        thing = self._memory.thing(noun, plural=head.tag_ == "NNS")
        if noun in load_words("names.firms.nouns") and head.tag_ == "NN" and (thing is None or is_name(thing.name)):
            thing = self._memory.firm() or thing
        if thing is not None or not classes or head.tag_ == "NNS":
            return thing
        made = self._memory.made_before(sentence.sentence.number) if noun in load_words("names.made.nouns") else None
        if made is not None:
            return made
        fitting = self._memory.fitting(noun, classes)
        if fitting is not None:
            return self._full.find(fitting.name) or fitting
        built = self._memory.built is not None and load_table("names.classes").get(noun) in BUILT
        return self._memory.last_built() if built else None

    def _firm_of_teller(self, sentence: ParsedSentence, head: Token) -> Named | None:
        """The firm of whoever says it: `Ada Brook, who heads Havkraft, said the company had sold its mill`."""
        if head.lower_ not in load_words("names.firms.nouns"):
            return None
        speech = load_words("verbs.speech.lemmas")
        verbs = (above for above in head.ancestors if above.lemma_ in speech)
        teller = next((child for verb in verbs for child in verb.children if child.dep_ == "nsubj"), None)
        if teller is None or teller.i == head.i:
            return None
        if teller.pos_ == "PRON" and teller.i > head.i:
            return None  # "the company will grow, he said": he is looked for among what stands before him
        person = self._resolve(sentence, teller)
        return self._memory.firm_of(Named(person.name, person.type)) if person is not None else None

    def _ours_or_home(self, head: Token, noun: str, classes: Sequence[str]) -> Named | None:
        """What "our company" and "the country" mean."""
        ours = any(child.dep_ == "poss" and child.lower_ == "our" for child in head.children)
        if ours and head.tag_ != "NNS" and (own := self._memory.most_named(classes)) is not None:
            self.ours = own
            return own
        return self._country_meant() if noun in load_words("names.home.nouns") else None

    def home(self, sentence: ParsedSentence, head: Token) -> Named | None:
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
        return self._country_meant() if plain and (not titled or not words) else None

    def _country_meant(self) -> Named | None:
        """What "the country" means: the one that the sentence before was about, else the one that the text is about."""
        last = self._memory.last_subject
        if last is not None and last.type == "Country":
            return last
        return Named(self._country, "Country") if self._country is not None else None

    def holder(self, sentence: ParsedSentence, head: Token) -> Named | None:
        """The last person named who was "the minister" or "the bank's president", or whom "His Excellency" means."""
        if head.lower_ in load_words("names.posts.honorifics") and any(child.dep_ == "poss" for child in head.children):
            return self._memory.antecedent(personal=True, plural=False)
        roles = load_table("names.posts.roles")
        role = head.lemma_.lower() in roles
        if not (is_post(head) or role) or head.tag_ not in ("NN", "NNP"):
            return None
        tokens = [token for token in sentence.phrase(head) if token.dep_ not in ("punct", "case")]
        definite = load_words("names.determiners.definite")
        known = any(token.dep_ == "poss" or token.lower_ in definite for token in tokens)
        words = {token.lower_ for token in tokens if token.dep_ not in ("det", "poss", "prep")}
        found = self._memory.holder(words) if known or head.pos_ == "PROPN" else None
        if found is None and known and any(token.ent_type_ == "NORP" for token in tokens):
            found = self._of_country(tokens)
        if found is None and known and len(words) > 1 and head.lower_ in words:
            found = self._memory.holder_like(head.lower_, words)
        if found is not None or not role or not tokens or tokens[0].lower_ not in definite:
            return found
        return self._in_role(head, [token for token in tokens if token.dep_ not in ("det", "prep")])

    def _of_country(self, tokens: Sequence[Token]) -> Named | None:
        """Whom "the Kenyan president" means: the last with such a post in Kenya, or at all in a text of Kenya."""
        adjective = " ".join(token.text for token in tokens if token.ent_type_ == "NORP")
        country = str(load_table("names.countries").get(adjective, ""))
        words = {t.lower_ for t in tokens if t.ent_type_ != "NORP" and t.dep_ not in ("det", "prep")}
        own = set(country.lower().split())
        return (
            (country and self._memory.holder(words | own))
            or (self._memory.holder(words) if country and country == self._country else None)
            or None
        )

    def _in_role(self, head: Token, tokens: Sequence[Token]) -> Named | None:
        """The person named last whose post is of the sort that "the head of state" or "the official" means."""
        vague = load_words("names.posts.vague")
        words = {token.lower_ for token in tokens if token.ent_type_ != "NORP"} - {head.lower_}
        for role in load_table("names.posts.roles")[head.lemma_.lower()]:
            own = set(role["with"])
            if own <= words and (person := self._memory.holder_of(role["posts"], words - own - vague)) is not None:
                return person
        return None

    def local_body(self, sentence: ParsedSentence, head: Token) -> Named | None:
        """`the local government`, `local government of Lindow`: that of the place meant, by its name if it has one."""
        local = load_words("names.local.adjectives")
        if head.lemma_.lower() not in load_words("names.local.bodies") or head.pos_ != "NOUN":
            return None
        phrase = [token for token in sentence.phrase(head) if token.dep_ not in ("det", "punct")]
        if not phrase or phrase[0].lower_ not in local or phrase[0].i + 1 != head.i:
            return None
        of = find_prep(head, "of")
        places = load_words("names.references_of.place")
        place = self._resolve(sentence, of) if of is not None else self._memory.last_of(places)
        if place is None or not place.name[:1].isupper():
            return None
        body = self._full.body_of(place.name, head.lemma_.lower())
        return body or Named(f"{head.lower_} of {place.name}", "GovernmentBody")

    def series(self, sentence: ParsedSentence, head: Token) -> Named | None:
        """`the previous fairs`: the fair that was named last, of which they were editions."""
        noun = head.lemma_.lower().removesuffix("s")
        classes = load_table("names.references").get(noun, ()) if head.lower_.endswith("s") else ()
        if "Conference" not in classes:
            return None
        words = [token.lower_ for token in sentence.phrase(head)]
        if words[:1] != ["the"] or len(words) != 3 or words[1] not in load_words("names.determiners.earlier"):
            return None
        fitting = self._memory.fitting(noun, classes)
        return fitting if fitting is not None and noun in fitting.name.lower().split() else None

    def part(self, sentence: ParsedSentence, head: Token) -> Named | None:
        """`the first phase`, `the closure`: of the thing built that was spoken of last."""
        if head.lemma_.lower() not in load_words("names.parts.nouns") or head.tag_ == "NNS":
            return None
        definite = load_words("names.determiners.definite")
        if not any(child.lower_ in definite for child in head.children) or self._memory.built is None:
            return None
        if find_prep(head, "of") is not None:  # "the opening of eight clinics"
            return None
        ordinals = load_table("times.ordinals")
        words = [token for token in sentence.phrase(head) if token.dep_ not in ("det", "poss", "case")]
        if any(token.i != head.i and token.lower_ not in ordinals for token in words):
            return None
        name = f"{' '.join(token.lower_ for token in words)} of {self._memory.built.name}"
        return Named(name, "Project")

    def of_pronoun(self, sentence: ParsedSentence, pronoun: Token) -> Named | None:
        """What "it", "they" and "she" mean: who speaks of itself, the subject before, the last thing that fits."""
        speaker = find_speaker_that_plans(pronoun)
        teller = self._resolve(sentence, speaker) if speaker is not None else None
        if teller is not None and teller.name[:1].isupper():
            return Named(teller.name, "Organization" if teller.type == "Person" else teller.type)
        head = _told_more_of(pronoun)
        if head is not None and (thing := self._resolve(sentence, head)) is not None:
            return Named(thing.name, thing.type)
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
            if sentence.quantity_at(token) or (token.dep_ == "poss" and _owns_aside(token, pronoun)):
                continue
            meant = spoken_of(token)
            mention = self._resolve(sentence, token if meant.pos_ == "PRON" else meant)
            says = personal and token.pos_ == "PROPN" and token.head.i == pronoun.head.head.i and _is_said(pronoun.head)
            if mention is None or ((mention.type == "Person") != personal and not says):
                continue
            if says:
                return Named(mention.name, "Person")
            several = token.tag_ == "NNS"
            if several and not plural and not personal:  # "it" is no several things
                continue
            if several and plural:
                return Named(mention.name, mention.type)
            if mention.name[:1].isupper() or mention.type != "Topic" or token.dep_ == "nsubj":
                return Named(mention.name, mention.type)
        return None


def _is_firm_of_place(sentence: ParsedSentence, head: Token) -> bool:
    """True for `the Arden-based company` and `the German firm`, which a text has named before."""
    if head.tag_ != "NN" or head.lower_ not in load_words("names.firms.kinds"):
        return False
    tokens = [token for token in sentence.phrase(head) if token.i < head.i and not token.is_punct]
    based = load_words("names.firms.seated", "names.firms.owned")
    placed = (
        token.ent_type_ in ("GPE", "NORP", "LOC") or token.lower_ in based or token.pos_ == "PROPN"
        for token in tokens[1:]
    )
    return len(tokens) > 1 and tokens[0].lower_ == "the" and head.left_edge.i == tokens[0].i and all(placed)


def _told_more_of(pronoun: Token) -> Token | None:
    """The sector of `the sector, which increased its output`: what a clause with "its" tells more of; else None."""
    if pronoun.dep_ != "poss":
        return None
    verb = next((token for token in pronoun.ancestors if token.pos_ == "VERB"), None)
    relative = verb is not None and verb.dep_ == "relcl" and verb.head.pos_ in ("NOUN", "PROPN")
    if verb is None or not relative or verb.head.ent_type_ in ("DATE", "PERSON"):
        return None
    subject = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    return verb.head if subject is not None and subject.tag_ == "WDT" else None


def _is_said(verb: Token) -> bool:
    """True for a clause under a verb of speech: who says what "he" did is a person, whatever the name looks like."""
    return verb.dep_ == "ccomp" and verb.head.lemma_ in load_words("verbs.speech.lemmas")


def _owns_aside(owner: Token, pronoun: Token) -> bool:
    """True for the ministry of `The sum differs from the ministry's plan, although it is 4 million`, no subject's.

    And for the Norland of `The port in Norland's north raised its fees`.
    """
    if owner.head.dep_ != "pobj":
        return False
    inside = any(above.dep_ in ("nsubj", "nsubjpass") for above in owner.ancestors)
    return pronoun.dep_ in ("nsubj", "nsubjpass") or (pronoun.dep_ == "poss" and inside)


def _built_classes(noun: str) -> tuple[str, ...]:
    """The classes that a noun for something built can mean."""
    return tuple(sorted(BUILT)) if load_table("names.classes").get(noun) in BUILT else ()
