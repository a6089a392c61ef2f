"""Figures: what each quantity of a sentence measures, and of what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from shugu.extract.clauses import Clause, conjuncts, find_basis
from shugu.extract.context import Context
from shugu.extract.lexicon import load_data
from shugu.extract.quantities import Quantity
from shugu.extract.times import Time
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Basis, Comparator, Kind
from shugu.model.time import parse_time

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_figures"]

_SCOPE = re.compile(
    r"\b(year[- ]on[- ]year|year[- ]over[- ]year|month[- ]on[- ]month|quarter[- ]on[- ]quarter|per year|a year|annually|per day|a day|per month|per capita|per hour|each)\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"(?:from|than|compared with|against|over)\s(?:the\s)?(?:same\s(?:period|month)|a year (?:earlier|ago|before)|the previous year|last year)",
    re.IGNORECASE,
)
_MONEY = re.compile(r"[A-Z]{3}")
_MODIFIER = {"nummod", "compound", "nmod", "amod", "npadvmod", "quantmod", "poss"}


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a quantity says: of whom, under what label, how surely, by which rule."""

    subject: Mention | None
    label: str
    rule: str
    confidence: float
    clause: Clause | None = None
    scope: str | None = None


def find_figures(context: Context, clauses: Sequence[Clause]) -> Iterator[Candidate]:
    """A candidate for each quantity of the sentence that measures or counts something."""
    by_verb = {clause.verb.i: clause for clause in clauses}
    previous: _Reading | None = None
    before: Quantity | None = None
    last: Candidate | None = None
    for quantity in context.sentence.quantities:
        root = context.sentence.root_of(quantity.start, quantity.end)
        if root is None or _is_idle(context, quantity, root):
            continue
        reading = _Reader(context, by_verb, quantity, previous).read(root)
        if reading is None:
            continue
        if reading.rule == "figure/compared" and quantity.unit is None and before is not None:
            quantity = replace(quantity, unit=before.unit)
        candidate = _candidate(context, quantity, root, reading)
        if candidate is not None:
            if reading.rule == "figure/compared":
                candidate = _year_before(candidate, last, reading)
            previous, before, last = reading, quantity, candidate
            yield candidate
    yield from _multiples(context, clauses)


def _year_before(candidate: Candidate, last: Candidate | None, reading: _Reading) -> Candidate:
    """The candidate a year before the last one, where the words say "a year earlier"; else without a time of its own."""
    time = last.time if last is not None else None
    if reading.scope != "a year earlier" or time is None or time.earliest is None:
        return replace(
            candidate, time=None if last is not None and candidate.time == last.time else candidate.time, scope=None
        )
    year = re.compile(r"(?<!\d)\d{4}(?!\d)")
    return replace(candidate, time=parse_time(year.sub(lambda m: str(int(m.group()) - 1), time.text)), scope=None)


def _multiples(context: Context, clauses: Sequence[Clause]) -> Iterator[Candidate]:
    """`exports doubled`: growth by 100 per cent of what the clause names."""
    multiples = load_data("verbs")["multiples"]
    for clause in clauses:
        lemma = clause.verb.lemma_.lower()
        if lemma not in multiples or clause.basis is None or not clause.subjects:
            continue
        start = clause.verb.idx
        quantity = Quantity(
            start,
            start + len(clause.verb),
            start,
            Decimal(multiples[lemma]),
            "percent",
            Comparator.EQUAL,
            clause.verb.text,
        )
        reading = _Reader(context, {clause.verb.i: clause}, quantity, None)._changed(clause, "")
        candidate = (
            _candidate(context, quantity, clause.verb, replace(reading, rule="figure/multiple", confidence=0.6))
            if reading
            else None
        )
        if candidate is not None:
            yield candidate


def _is_idle(context: Context, quantity: Quantity, root: Token) -> bool:
    """True for a number that counts nothing: "one of", "the two", a part of a name."""
    small = quantity.unit is None and quantity.number == 1
    if small and (root.lower_ == "one" or root.head.pos_ in ("VERB", "AUX")):
        return True
    named = root.ent_type_ in ("ORG", "PRODUCT", "LAW", "EVENT", "FAC", "WORK_OF_ART", "PERSON", "GPE", "LOC")
    inside = any(
        e.start <= root.i < e.end and len(e) > 2 for e in context.sentence.doc.ents if e.label_ == root.ent_type_
    )
    return named and inside and quantity.unit is None


def _candidate(context: Context, quantity: Quantity, root: Token, reading: _Reading) -> Candidate | None:
    clause = reading.clause
    basis = clause.basis if clause else _basis_above(root)
    if basis is None:
        return None
    if reading.rule == "figure/changed-from":
        basis = Basis.ACTUAL
    time = _time_near(context, quantity, root, clause)
    if (
        basis is Basis.ACTUAL
        and time is not None
        and time.deadline
        and not (clause and clause.verb.tag_ in ("VBD", "VBN"))
    ):
        basis = Basis.TARGET
    if basis is Basis.ACTUAL and _is_planned(root):
        basis = Basis.TARGET
    if basis is Basis.ACTUAL and any(
        t.lower_ in load_data("verbs")["estimate"]["words"]
        for t in root.sent
        if abs(t.i - root.i) < 5 and t.lower_ not in ("roughly",)
    ):
        basis = Basis.ESTIMATE
    subject = reading.subject or context.names.focus()
    if subject is None:
        return None
    place = context.place_of(clause) if clause else None
    confidence = reading.confidence if reading.subject else reading.confidence * 0.6
    words = context.sentence.doc.text[quantity.end : quantity.end + 40]
    scope = _SCOPE.search(words)
    earlier = _EARLIER.search(words)
    return context.make(
        subject,
        reading.label,
        kind=Kind.OBSERVATION,
        rule=reading.rule,
        confidence=round(confidence, 2),
        quantity=quantity,
        time=time,
        place=place,
        basis=basis,
        speaker=_speaker(context, clause),
        scope=reading.scope
        or (scope and scope.group().lower().replace("-", " "))
        or ("year on year" if earlier else None),
    )


def _speaker(context: Context, clause: Clause | None) -> Mention | None:
    return context.name(clause.speaker) if clause and clause.speaker is not None else None


def _basis_above(token: Token) -> Basis | None:
    current = token
    while current.head.i != current.i:
        if current.pos_ in ("VERB", "AUX"):
            return find_basis(current)
        current = current.head
    return find_basis(current) if current.pos_ in ("VERB", "AUX") else Basis.ACTUAL


def _is_planned(root: Token) -> bool:
    """Whether a noun above the quantity calls it a target, or a word beside it planned."""
    nouns = load_data("verbs")["future"]["nouns"]
    for token in (root, root.head, root.head.head):
        if token.lemma_.lower() in nouns and token.pos_ == "NOUN" and token.i != root.i:
            return True
        if any(
            c.lower_ in ("planned", "proposed", "targeted", "expected", "projected", "future") for c in token.children
        ):
            return True
    return False


def _time_near(context: Context, quantity: Quantity, root: Token, clause: Clause | None) -> Time | None:
    """The time of a figure: beside it in its phrase, else that of its clause, else the only one of the sentence."""
    times = context.sentence.times
    after = [
        t
        for t in times
        if 0 <= t.start - quantity.end <= 2
        and t.stated.lower().startswith(("in ", "by ", "last", "this", "on ", "as of", "at ", "for ", "during"))
    ]
    if after:
        return after[0]
    if clause is not None and (time := context.time_of(clause)):
        return time
    past = [t for t in times if not t.since]
    return past[0] if len(past) == 1 and len(context.sentence.quantities) <= 3 else None


class _Reader:
    """The place of one quantity in the parse, read from the inside out."""

    def __init__(
        self, context: Context, clauses: dict[int, Clause], quantity: Quantity, previous: _Reading | None
    ) -> None:
        self._context = context
        self._clauses = clauses
        self._quantity = quantity
        self._previous = previous
        self._verbs = load_data("verbs")

    def read(self, root: Token) -> _Reading | None:
        anchor, noun = self._anchor(root)
        return (
            self._compared()
            or self._up_or_down(anchor)
            or self._share_of_subject(anchor)
            or self._change_before(root)
            or self._modifier(anchor, noun)
            or self._of_phrase(anchor, noun)
            or self._worth(anchor)
            or self._under_verb(anchor, noun)
            or self._with_phrase(anchor, noun)
            or self._fallback(anchor, noun)
        )

    def _anchor(self, root: Token) -> tuple[Token, Token | None]:
        """The token that stands for the quantity in its clause, and the noun that it counts."""
        token = root
        if self._quantity.unit is None:
            while (
                token.dep_ in ("nummod", "quantmod", "compound", "amod", "advmod")
                and token.head.i != token.i
                and token.head.pos_ in ("NUM", "NOUN", "PROPN", "SYM")
            ):
                token = token.head
                if token.pos_ in ("NOUN", "PROPN"):
                    break
            if token.pos_ in ("NOUN", "PROPN"):
                return token, token
            return token, None
        of = [c for c in token.children if c.dep_ == "prep" and c.lower_ == "of"]
        counted = next((p for prep in of for p in prep.children if p.dep_ == "pobj"), None)
        return token, counted

    def _compared(self) -> _Reading | None:
        """`up from 178 million a year earlier`: the same measure at another time."""
        text = self._context.sentence.doc.text[: self._quantity.start]
        if self._previous is None or not re.search(
            r"\b(?:(?:up|down)\sfrom|compared\s(?:with|to)|against|versus)\s$", text, re.IGNORECASE
        ):
            return None
        return replace(
            self._previous,
            rule="figure/compared",
            confidence=0.65,
            scope="a year earlier"
            if re.match(
                r"\s(?:a year|one year|the previous year|in the same)",
                self._context.sentence.doc.text[self._quantity.end :],
            )
            else "before",
        )

    def _share_of_subject(self, anchor: Token) -> _Reading | None:
        """`a third of households had broadband`: of the households, the share that had it."""
        if self._quantity.unit != "percent" or anchor.dep_ not in ("nsubj", "nsubjpass"):
            return None
        of = next(
            (
                p
                for c in anchor.children
                if c.dep_ == "prep" and c.lower_ == "of"
                for p in c.children
                if p.dep_ == "pobj"
            ),
            None,
        )
        clause = self._clauses.get(anchor.head.i)
        if clause is None or of is None:
            return None
        subject, what = self._owner(of), self._phrase_without(of, None)
        if subject is None:
            subject, what = self._context.name(of), ""
        if subject is None:
            return None
        objects = [self._context.phrase(o) for o in clause.objects[:1]] or [
            f"{word} {self._context.phrase(token)}"
            for word, token in clause.preps[:1]
            if self._context.sentence.time_at(token) is None
        ]
        return _Reading(
            subject,
            " ".join(["share", *(["of", what] if what else []), clause.words, *objects]),
            "figure/share-of-subject",
            0.65,
            clause,
        )

    def _change_before(self, root: Token) -> _Reading | None:
        """`an increase of 9 percent`, whatever the parser made of it."""
        text = self._context.sentence.doc.text[: self._quantity.start]
        match = re.search(r"\b(\w+)\s(?:of|by)\s(?:about\s)?$", text)
        word = match.group(1).lower() if match else ""
        if word not in self._verbs["nouns_of_change"] or self._quantity.unit == "count":
            return None
        token = next((t for t in self._context.sentence.doc if match and t.idx == match.start(1)), None)
        return self._change_noun(token, rule="figure/change-of") if token is not None and token.pos_ == "NOUN" else None

    def _up_or_down(self, anchor: Token) -> _Reading | None:
        after = re.match(
            r"\s(less|lower|fewer|more|higher)\sthan", self._context.sentence.doc.text[self._quantity.end :]
        )
        if after and self._previous is not None and self._quantity.unit == "percent":
            change = "growth" if after.group(1) in ("more", "higher") else "decline"
            return replace(
                self._previous,
                label=f"{self._previous.label} {change}",
                rule="figure/more-or-less",
                confidence=0.7,
                scope=None,
            )
        match = re.search(
            r"\b(up|down)\s(?:by\s)?$", self._context.sentence.doc.text[: self._quantity.start], re.IGNORECASE
        )
        if not match or self._previous is None:
            return None
        change = "growth" if match.group(1).lower() == "up" else "decline"
        return replace(
            self._previous,
            label=f"{self._previous.label} {change}",
            rule="figure/up-or-down",
            confidence=0.7,
            scope=None,
        )

    def _modifier(self, anchor: Token, noun: Token | None) -> _Reading | None:
        """`a 500 MW solar park`, `a $2 billion loan`, `12 percent growth`."""
        if self._quantity.unit is None or anchor.dep_ not in _MODIFIER or anchor.head.pos_ not in ("NOUN", "PROPN"):
            return None
        head = anchor.head
        if head.i < anchor.i and head.lemma_ not in ("worth",):
            return None
        if head.lemma_.lower() in self._verbs["nouns_of_change"]:
            return self._change_noun(head, rule="figure/change-noun")
        if head.lemma_.lower() in self._verbs["indicators"]["heads"] and head.lemma_ not in (
            "loan",
            "grant",
            "fund",
            "industry",
            "market",
        ):
            reading = self._under_verb(head, head)
            if reading is not None:
                return replace(reading, rule="figure/modifier-of-indicator")
        subject = self._context.name(head)
        return subject and _Reading(subject, self._unit_label(head), "figure/modifier", 0.7, self._clause_above(head))

    def _unit_label(self, head: Token | None) -> str:
        unit = self._quantity.unit or "count"
        if _MONEY.fullmatch(unit):
            lemma = head.lemma_.lower() if head is not None else ""
            if lemma in ("loan", "grant", "fund", "financing", "package", "credit", "bond", "budget"):
                return "amount"
            return (
                "investment"
                if lemma
                in (
                    "project",
                    "plant",
                    "facility",
                    "factory",
                    "scheme",
                    "programme",
                    "program",
                    "expansion",
                    "line",
                    "park",
                    "centre",
                    "center",
                )
                else "value"
            )
        return str(self._verbs["by_unit"].get(unit, unit))

    def _of_phrase(self, anchor: Token, noun: Token | None) -> _Reading | None:
        """`a capacity of 500 MW`, `an increase of 9 percent`, `a loan of $30 million`."""
        if (
            anchor.dep_ != "pobj"
            or anchor.head.lower_ not in ("of", "at")
            or anchor.head.head.pos_ not in ("NOUN", "PROPN")
        ):
            return None
        head = anchor.head.head
        if head.lemma_.lower() in self._verbs["nouns_of_change"]:
            return self._change_noun(head, rule="figure/change-of")
        indicator = head.lemma_.lower() in self._verbs["indicators"]["heads"]
        if not indicator and self._quantity.unit is None:
            return None
        if not indicator and head.dep_ == "dobj" and head.head.lemma_ in ("have", "include", "feature", "get"):
            clause = self._clauses.get(head.head.i)
            return _Reading(
                self._subject(clause),
                f"{self._phrase_without(head, anchor.head)} {self._unit_label(head)}",
                "figure/part-of",
                0.65,
                clause,
            )
        if not indicator:
            subject = self._context.name(head)
            return subject and _Reading(subject, self._unit_label(head), "figure/of", 0.65, self._clause_above(head))
        label = self._phrase_without(head, anchor.head)
        owner = self._owner(head, skip=anchor.head)
        clause = self._clause_above(head)
        if owner is None and head.dep_ == "pobj" and head.head.lower_ in ("with", "at", "for"):
            above = head.head.head
            owner = self._context.name(above) if above.pos_ in ("NOUN", "PROPN") else self._subject(clause)
        if owner is None and head.dep_ in ("dobj", "attr", "pobj"):
            owner = self._subject(clause)
        return _Reading(owner, label, "figure/indicator-of", 0.75, clause)

    def _change_noun(self, head: Token, *, rule: str) -> _Reading | None:
        """The change that a noun such as increase names: of what follows "in", else of the figure before."""
        change = self._verbs["nouns_of_change"][head.lemma_.lower()]
        inside = next(
            (
                p
                for prep in head.children
                if prep.dep_ == "prep" and prep.lower_ in ("in", "of")
                for p in prep.children
                if p.dep_ == "pobj"
                and self._context.sentence.quantity_at(p) is None
                and self._context.sentence.time_at(p) is None
            ),
            None,
        )
        clause = self._clause_above(head)
        if inside is not None:
            owner, label = self._split(inside)
            return _Reading(owner or self._subject(clause), f"{label} {change}".strip(), rule, 0.7, clause)
        modifiers = [
            c
            for c in head.lefts
            if c.dep_ in ("compound", "amod", "nmod")
            and c.pos_ in ("NOUN", "PROPN", "ADJ")
            and self._context.sentence.quantity_at(c) is None
        ]
        if modifiers:
            return _Reading(
                self._owner(head) or self._subject(clause),
                f"{' '.join(m.text for m in modifiers)} {change}",
                rule,
                0.7,
                clause,
            )
        if self._previous is not None:
            return replace(
                self._previous, label=f"{self._previous.label} {change}", rule=rule, confidence=0.7, scope=None
            )
        if clause is not None and clause.subjects:
            owner, label = self._split(clause.subjects[0])
            return _Reading(owner, f"{label} {change}".strip(), rule, 0.65, clause)
        return None

    def _worth(self, anchor: Token) -> _Reading | None:
        if anchor.head.lower_ not in ("worth", "valued", "priced", "estimated") and not any(
            c.lower_ == "worth" for c in anchor.children
        ):
            return None
        token = anchor.head
        while token.pos_ not in ("NOUN", "PROPN") and token.head.i != token.i:
            token = token.head
        subject = self._context.name(token) if token.pos_ in ("NOUN", "PROPN") else None
        return subject and _Reading(subject, "value", "figure/worth", 0.8, self._clause_above(token))

    def _under_verb(self, anchor: Token, noun: Token | None) -> _Reading | None:
        """The quantity as subject, object or prepositional object of a verb."""
        token, prep = anchor, ""
        while token.dep_ == "conj" and token.head.i != token.i:
            token = token.head
        if token.dep_ == "pobj":
            prep, token = token.head.lower_, token.head
        verb = token.head
        while verb.pos_ == "ADP" and verb.head.i != verb.i:
            verb = verb.head
        clause = self._clauses.get(verb.i)
        if clause is None:
            return None
        if token.dep_ in ("nsubj", "nsubjpass") and noun is not None and not prep:
            return self._counted_subject(clause, noun)
        lemma = verb.lemma_.lower()
        before = re.search(
            r"\b(from|to|by)\s(?:(?:nearly|about|almost|around|over|some)\s)?$",
            self._context.sentence.doc.text[: self._quantity.number_start],
        )
        if before and prep in ("from", "to", "by", ""):
            prep = before.group(1)
        particle = next((c.lower_ for c in verb.children if c.dep_ == "prt"), "") if lemma in ("go", "come") else ""
        if particle in ("up", "down") and prep in ("", "by", "to", "from"):
            return self._changed(replace(clause, verb=verb), prep, change="growth" if particle == "up" else "decline")
        if lemma in self._verbs["change"] and prep in ("", "by", "to", "from", "at"):
            return self._changed(clause, prep)
        if lemma in self._verbs["measure"]["lemmas"] and prep in ("", "to", "at", "of", "from"):
            return self._measured(clause, noun, anchor)
        if prep == "":
            return self._held(clause, noun, anchor)
        if prep in ("for", "with", "at", "to", "in", "over", "into", "on", "from") and (
            self._quantity.unit or noun is not None
        ):
            return self._by_preposition(clause, prep, noun)
        return None

    def _changed(self, clause: Clause, prep: str, *, change: str | None = None) -> _Reading | None:
        owner, label = self._split(clause.subjects[0]) if clause.subjects else (None, "")
        objects = [o for o in clause.objects if self._context.sentence.quantity_at(o) is None]
        if objects and not clause.passive:
            inner, label = self._split(objects[0])
            owner = inner or self._subject(clause)
        change = change or self._verbs["change"][clause.verb.lemma_.lower()]
        if prep in ("to", "at") or re.match(r"below|above|under", self._quantity.stated, re.IGNORECASE):
            return _Reading(owner, label or self._unit_label(None), "figure/changed-to", 0.75, clause)
        if prep == "from":
            return _Reading(
                owner, label or self._unit_label(None), "figure/changed-from", 0.6, clause, "before the change"
            )
        return _Reading(owner, f"{label} {change}".strip(), "figure/changed-by", 0.8, clause)

    def _measured(self, clause: Clause, noun: Token | None, anchor: Token) -> _Reading | None:
        if not clause.subjects or clause.subjects[0].lower_ == "there":
            place = self._context.place_of(clause)
            return (
                _Reading(place, self._noun_label(noun), "figure/there-are", 0.6, clause) if noun is not None else None
            )
        subject = self._respective(clause) or clause.subjects[0]
        owner, label = self._split(subject)
        if not label:
            label = (
                self._noun_label(noun) if noun is not None and self._quantity.unit is None else self._unit_label(noun)
            )
        return _Reading(owner, label, "figure/measured", 0.85, clause)

    def _respective(self, clause: Clause) -> Token | None:
        """The subject that a figure belongs to in `A and B had 5 and 7 respectively`; None without such an order."""
        if "respectively" not in self._context.sentence.doc.text or not clause.subjects:
            return None
        subjects = clause.subjects
        if len(subjects) == 1:
            inner = [
                p
                for c in subjects[0].children
                if c.dep_ == "prep" and c.lower_ == "of"
                for p in c.children
                if p.dep_ == "pobj"
            ]
            subjects = conjuncts(inner[0]) if inner else subjects
        beside = [
            q for q in self._context.sentence.quantities if q.unit == self._quantity.unit and q.start > clause.verb.idx
        ]
        if len(subjects) < 2 or len(beside) < len(subjects) or self._quantity not in beside:
            return None
        return subjects[beside.index(self._quantity) % len(subjects)]

    def _held(self, clause: Clause, noun: Token | None, anchor: Token) -> _Reading | None:
        subject = self._subject(clause)
        if (own := self._respective(clause)) is not None:
            subject = self._context.name(own)
        if clause.passive and clause.agents:
            subject = self._context.name(clause.agents[0])
        verb = clause.verb.lemma_.lower()
        what = self._noun_label(noun) if noun is not None else ""
        holding = self._verbs["holding"].get(verb)
        if holding is None:
            label = f"{clause.words} {what}".strip() if what else f"{clause.words} {self._unit_label(None)}"
        elif self._quantity.unit is not None:
            label = holding or self._unit_label(None)
            label = f"{what} {label}".strip() if what and holding else label
        else:
            label = what if not holding or holding == "employees" else f"{what} {holding}".strip()
        return _Reading(subject, label or "count", "figure/object", 0.7, clause)

    def _by_preposition(self, clause: Clause, prep: str, noun: Token | None) -> _Reading | None:
        subject = self._subject(clause)
        what = self._noun_label(noun) if noun is not None and self._quantity.unit is None else self._unit_label(noun)
        if clause.verb.lemma_ == "account" and prep == "for":
            of = self._noun_label(noun) if noun is not None else ""
            return _Reading(subject, f"share of {of}".strip(), "figure/share", 0.75, clause)
        if (
            clause.verb.lemma_ in ("buy", "acquire", "sell", "order", "purchase")
            and prep in ("for", "at")
            and self._quantity.unit
        ):
            return _Reading(subject, f"{clause.words} price", "figure/price", 0.5, clause)
        label = what if prep in ("with", "at", "for") and self._quantity.unit else f"{clause.words} {prep} {what}"
        return _Reading(subject, label, "figure/preposition", 0.5, clause)

    def _counted_subject(self, clause: Clause, noun: Token) -> _Reading | None:
        """`300 companies have settled in the zone`: of the place or the object, else of the topic."""
        what = self._noun_label(noun)
        owner = self._context.place_of(clause)
        for _, token in clause.preps:
            if (
                owner is None
                and self._context.sentence.time_at(token) is None
                and self._context.sentence.quantity_at(token) is None
            ):
                mention = self._context.name(token)
                owner = mention if mention and mention.name[:1].isupper() else None
        if owner is None:
            objects = [self._context.name(o) for o in clause.objects if self._context.sentence.quantity_at(o) is None]
            owner = next((o for o in objects if o is not None and o.name[:1].isupper()), None)
        if self._quantity.unit is not None and clause.verb.lemma_ != "be":
            return _Reading(owner, f"{what} {clause.words}".strip(), "figure/subject", 0.5, clause)
        return _Reading(owner, f"{what} {clause.words}".strip(), "figure/counted-subject", 0.65, clause)

    def _with_phrase(self, anchor: Token, noun: Token | None) -> _Reading | None:
        if anchor.dep_ != "pobj" or anchor.head.head.pos_ not in ("NOUN", "PROPN"):
            return None
        prep, head = anchor.head.lower_, anchor.head.head
        subject = self._context.name(head)
        if subject is None or prep not in ("with", "for", "by", "at", "between", "from", "over", "to", "in"):
            return None
        label = self._noun_label(noun) if noun is not None and self._quantity.unit is None else self._unit_label(head)
        return _Reading(subject, label, "figure/with", 0.6, self._clause_above(head))

    def _fallback(self, anchor: Token, noun: Token | None) -> _Reading | None:
        clause = self._clause_above(anchor)
        what = self._noun_label(noun) if noun is not None and self._quantity.unit is None else self._unit_label(noun)
        if anchor.dep_ in ("appos", "dep", "nmod") and anchor.head.pos_ in ("NOUN", "PROPN"):
            subject = self._context.name(anchor.head)
            return subject and _Reading(subject, what, "figure/apposition", 0.5, clause)
        subject = self._subject(clause)
        return _Reading(subject, what, "figure/fallback", 0.4, clause)

    def _clause_above(self, token: Token) -> Clause | None:
        current = token
        while True:
            if current.i in self._clauses:
                return self._clauses[current.i]
            if current.head.i == current.i:
                return None
            current = current.head

    def _subject(self, clause: Clause | None) -> Mention | None:
        """The thing whose figure a clause tells: its subject, or who owns that."""
        if clause is None or not clause.subjects:
            return None
        head = clause.subjects[0]
        if head.lower_ in load_data("names")["bare"]["nouns"] and len(list(head.children)) <= 1:
            return self._owner(head) or self._context.names.last_built()
        if head.lower_ in ("we", "i", "you", "our") and clause.speaker is not None:
            return self._context.name(clause.speaker)
        return self._context.name(head)

    def _split(self, head: Token) -> tuple[Mention | None, str]:
        """The owner and the name of what is measured: `Lindow's digital economy` is Lindow, digital economy."""
        if head.pos_ == "PRON" or (
            head.lemma_.lower() not in self._verbs["indicators"]["heads"] and self._names_thing(head)
        ):
            return self._context.name(head), ""
        return self._owner(head), self._phrase_without(head, None)

    def _names_thing(self, head: Token) -> bool:
        if head.lower_ in load_data("names")["bare"]["nouns"] and not any(
            c.dep_ in ("amod", "compound") for c in head.children
        ):
            return False
        mention = self._context.name(head)
        possessed = any(c.dep_ == "poss" for c in head.children)
        return (
            mention is not None
            and not possessed
            and (
                mention.name[:1].isupper()
                or mention.span is None
                or mention.type != "Topic"
                or self._quantity.unit != "percent"
            )
        )

    def _owner(self, head: Token, skip: Token | None = None) -> Mention | None:
        for child in head.children:
            if child.dep_ == "poss":
                return self._context.name(child)
        for child in head.children:
            if (
                child.dep_ in ("compound", "nmod", "amod")
                and child.ent_type_ in ("GPE", "ORG", "NORP")
                and child.ent_type_ != head.ent_type_
            ):
                return self._context.name(child)
        pending = [c for c in head.children if c.dep_ == "prep" and (skip is None or c.i != skip.i)]
        while pending:
            prep = pending.pop(0)
            for child in prep.children:
                if (
                    child.dep_ != "pobj"
                    or self._context.sentence.time_at(child)
                    or self._context.sentence.quantity_at(child)
                ):
                    continue
                poss = next((c for c in child.children if c.dep_ == "poss"), None)
                mention = self._context.name(poss if poss is not None else child)
                if (
                    mention is not None
                    and prep.lower_ in ("of", "in", "at", "for", "from", "by", "across", "within")
                    and (mention.name[:1].isupper() or mention.span is None)
                ):
                    return mention
                pending.extend(c for c in child.children if c.dep_ == "prep")
        return None

    def _phrase_without(self, head: Token, skip: Token | None) -> str:
        """The words of a noun phrase without owner, quantity and what `skip` heads."""
        drop: set[int] = set()
        owner_heads = [
            c for c in head.children if c.dep_ == "poss" or (c.dep_ in ("compound", "nmod") and c.ent_type_ == "GPE")
        ]
        for token in (*owner_heads, *([skip] if skip is not None else [])):
            drop |= {t.i for t in token.subtree}
        for prep in [
            t
            for t in head.subtree
            if t.dep_ == "prep" and t.lower_ in ("in", "at", "across", "of", "from", "for", "within")
        ]:
            for child in prep.children:
                if child.dep_ == "pobj" and (
                    child.ent_type_ in ("GPE", "ORG", "LOC", "FAC")
                    or self._context.sentence.time_at(child)
                    or self._is_reference(child)
                ):
                    drop |= {t.i for t in prep.subtree}
        kept = [
            t
            for t in self._context.sentence.phrase(head)
            if t.i not in drop and self._context.sentence.quantity_at(t) is None
        ]
        return self._context.sentence.text(kept)

    def _is_reference(self, token: Token) -> bool:
        return token.lemma_.lower() in load_data("names")["references"] and any(
            c.lower_ in ("the", "this") for c in token.children
        )

    def _noun_label(self, noun: Token | None) -> str:
        """The words of what is counted, without what only bounds the count."""
        words = self._phrase_without(noun, None) if noun is not None else ""
        return re.sub(r"^(?:between|from|a total of|of|just|only|other|another|additional)\s", "", words)
