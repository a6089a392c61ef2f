"""What clauses tell apart from figures: events, relations, descriptions, plans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from shugu.extract.clauses import Clause, conjuncts, examples
from shugu.extract.context import Context
from shugu.extract.lexicon import load_data
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Basis, Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_events"]

_PARTNERS = frozenset(
    {
        "with",
        "to",
        "from",
        "for",
        "into",
        "as",
        "on",
        "under",
        "between",
        "among",
        "against",
        "in",
        "at",
        "by",
        "of",
        "through",
        "via",
        "over",
    }
)
_LONGEST = 160


def find_events(context: Context, clauses: Sequence[Clause]) -> Iterator[Candidate]:
    """A candidate for each thing that a clause says of its subject, one for each participant."""
    for clause in clauses:
        if clause.basis is None or not clause.subjects or _is_idle(clause):
            continue
        speaker = context.name(clause.speaker) if clause.speaker is not None else None
        for head in [h for s in clause.subjects[:8] for h in (s, *examples(s))]:
            subject = context.name(head)
            if (
                head.lower_ in load_data("names")["bare"]["nouns"]
                and len(list(head.children)) <= 1
                and (owner := context.names.last_built()) is not None
            ):
                clause = replace(clause, words=f"{head.lower_} {clause.words}")
                subject = owner
            if subject is None and head.lower_ in ("we", "i") and speaker is not None:
                subject = speaker
            if subject is not None:
                yield from _of_subject(context, clause, subject, speaker)


def _is_idle(clause: Clause) -> bool:
    """True for verbs that only carry others: speech, help verbs, plans whose infinitive tells it."""
    verbs = load_data("verbs")
    lemma = clause.verb.lemma_.lower()
    if lemma in verbs["speech"]["lemmas"] or lemma in ("do", "let", "seem", "appear", "help", "try", "continue"):
        return True
    infinitive = any(c.dep_ in ("xcomp", "ccomp") and c.pos_ in ("VERB", "AUX") for c in clause.verb.children)
    return infinitive and lemma in (
        "be",
        *verbs["future"]["target"],
        *verbs["future"]["forecast"],
        "begin",
        "start",
        "have",
        "go",
    )


def _of_subject(context: Context, clause: Clause, subject: Mention, speaker: Mention | None) -> Iterator[Candidate]:
    time, place = context.time_of(clause), context.place_of(clause)
    basis = clause.basis or Basis.ACTUAL
    if basis is Basis.ACTUAL and time is not None and time.deadline and clause.verb.tag_ not in ("VBD", "VBN"):
        basis = Basis.TARGET
    event = clause.verb.lemma_.lower() in load_data("verbs")["event"]["lemmas"]
    named = subject.name[:1].isupper()
    base = (0.75 if event else 0.55) if named else (0.5 if event else 0.4)
    shared = {"time": time, "place": place, "basis": basis, "speaker": speaker}
    objects = [
        o
        for o in clause.objects
        if context.sentence.time_at(o) is None
        and o.lower_ not in load_data("times")["ordinals"]
        and o.tag_ != "RB"
        and not o.lower_.endswith("th")
    ]
    told = False
    if clause.verb.lemma_ in ("sign", "conclude", "ink", "enter", "win", "award", "grant", "reach"):
        for candidate in _signings(context, clause, subject, shared):
            told = True
            yield candidate
        if told:
            return
    if clause.verb.lemma_ == "be" and objects and not clause.passive:
        yield from _is(context, subject, objects[0], shared, base)
        return
    for head in [token for o in objects for token in examples(o)]:
        told = True
        if (mention := context.name(head)) is not None:
            yield context.make(
                subject,
                clause.words,
                kind=Kind.EVENT if event else Kind.RELATION,
                rule="clause/example",
                confidence=base,
                object=mention,
                **shared,
            )
    idiom = next((o for o in objects if o.lemma_.lower() in _IDIOMS), None)
    for head in objects:
        if idiom is not None and head.i == idiom.i:
            continue
        yield from _places_of_object(context, clause, subject, head, shared)
        if _is_figure(context, head, event=event):
            told = True  # the figure tells it
            continue
        value = _value(context, head)
        if value is not None:
            told = True
            kind = Kind.EVENT if event else Kind.RELATION if isinstance(value, Mention) else Kind.ATTRIBUTE
            if not isinstance(value, Mention) and not (event and (named or time is not None)):
                continue  # what is said in common nouns alone is rarely a fact of its own
            yield context.make(
                subject, clause.words, kind=kind, rule="clause/object", confidence=base, object=value, **shared
            )
    if (
        not told
        and not clause.passive
        and clause.verb.lemma_.lower() in ("announce", "decide", "agree", "report", "show", "mean", "pledge")
    ):
        said = next((c for c in clause.verb.children if c.dep_ in ("ccomp", "xcomp")), None)
        if said is not None:
            words = context.sentence.text([t for t in said.subtree if t.lower_ != "that" or t.dep_ != "mark"])[
                :_LONGEST
            ]
            told = True
            yield context.make(
                subject, clause.words, kind=Kind.EVENT, rule="clause/announced", confidence=0.5, object=words, **shared
            )
    for agent in clause.agents:
        actor = context.name(agent)
        if actor is not None:
            told = True
            kind = Kind.EVENT if event else Kind.RELATION
            yield context.make(
                subject,
                f"{clause.words} by",
                kind=kind,
                rule="clause/agent",
                confidence=base + 0.1,
                object=actor,
                **shared,
            )
    for word, token in clause.preps:
        if (
            context.sentence.time_at(token) is not None
            or context.sentence.quantity_at(token) is not None
            or word not in _PARTNERS
        ):
            continue
        partner = context.name(token)
        if partner is None or (place is not None and partner.name == place.name and (told or time)):
            continue
        proper = partner.name[:1].isupper() or partner.span is None
        if proper or (event and not told and (idiom is not None or word in ("to", "for", "with", "as"))):
            yield from _partner(context, clause, subject, word, partner, shared, base - (0.1 if told else 0.0))
            told = True
    if (
        not told
        and not _is_told_by_figure(context, clause)
        and (time is not None or (event and place is not None))
        and (event or subject.name[:1].isupper() or subject.span is None)
    ):
        words = f"was {clause.words}" if clause.passive else clause.words
        yield context.make(subject, words, kind=Kind.EVENT, rule="clause/alone", confidence=base, **shared)


def _is_told_by_figure(context: Context, clause: Clause) -> bool:
    """True for verbs of change and measure beside a number, and for bare hopes."""
    verbs, lemma = load_data("verbs"), clause.verb.lemma_.lower()
    if lemma in verbs["future"]["target"] or lemma in verbs["future"]["forecast"]:
        return not clause.passive
    measures = (
        lemma in verbs["change"]
        or lemma in verbs["measure"]["lemmas"]
        or lemma in verbs["holding"]
        or lemma in ("go", "come")
    )
    return measures and bool(context.sentence.quantities)


def _is_figure(context: Context, head: Token, *, event: bool) -> bool:
    """True where a figure says all that the object says: 300 people, a capacity of 40 MW."""
    quantities = [q for t in (head, *head.subtree) if (q := context.sentence.quantity_at(t)) is not None]
    direct = [
        q
        for t in (head, *(c for c in head.children if c.dep_ in ("nummod", "quantmod")))
        if (q := context.sentence.quantity_at(t)) is not None
    ]
    if not quantities:
        return False
    return not event or any(q.unit is None for q in direct) or context.sentence.quantity_at(head) is not None


def _places_of_object(
    context: Context, clause: Clause, subject: Mention, head: Token, shared: dict[str, object]
) -> Iterator[Candidate]:
    """`runs ports in A, B and C`: one candidate for each place."""
    if head.tag_ != "NNS" or clause.passive:
        return
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ == "in":
            for token in (t for p in child.children if p.dep_ == "pobj" for t in conjuncts(p)):
                place = context.name(token)
                if place is not None and context.is_place(place):
                    yield context.make(
                        subject,
                        f"{clause.words} {head.lower_} in",
                        kind=Kind.RELATION,
                        rule="clause/places",
                        confidence=0.6,
                        object=place,
                        **shared,
                    )  # type: ignore[arg-type]


_IDIOMS = frozenset({"ground", "root", "branch", "hand", "advantage", "part", "effect", "place", "control", "charge", "stake", "office", "shape", "over"})
_ACCORDS = frozenset(
    {
        "agreement",
        "contract",
        "deal",
        "memorandum",
        "mou",
        "pact",
        "treaty",
        "accord",
        "partnership",
        "protocol",
        "lease",
        "alliance",
    }
)


def _signings(context: Context, clause: Clause, subject: Mention, shared: dict[str, object]) -> Iterator[Candidate]:
    """`signed a contract with X`, `A and B signed an agreement`: one candidate for each partner."""
    accord = next((o for o in clause.objects if o.lemma_.lower() in _ACCORDS), None)
    if accord is None and clause.passive:
        return
    heads = (
        []
        if accord is None
        else [
            p
            for c in accord.children
            if c.dep_ == "prep" and c.lower_ in ("with", "between")
            for p in c.children
            if p.dep_ == "pobj"
        ]
    )
    wanted = (
        ("to",) if clause.verb.lemma_ in ("award", "grant") else ("from",) if clause.verb.lemma_ == "win" else ("with",)
    )
    heads += [token for word, token in clause.preps if word in wanted]
    partners = [
        m
        for head in heads
        for token in conjuncts(head)
        if (m := context.name(token)) is not None and m.name[:1].isupper()
    ]
    loans = any(o.lemma_.lower() in ("loan", "grant", "financing") for o in clause.objects)
    if not partners and len(clause.subjects) > 1 and (accord is not None or loans):
        others = [context.name(head) for head in clause.subjects]
        partners = [m for m in others if m is not None and m.name > subject.name]
    word = accord.lower_ if accord is not None else ""
    for partner in partners:
        yield context.make(
            subject,
            f"{clause.words} {word} {wanted[0]}".replace("  ", " "),
            kind=Kind.EVENT,
            rule="clause/signing",
            confidence=0.8,
            object=partner,
            **shared,
        )  # type: ignore[arg-type]


def _partner(
    context: Context,
    clause: Clause,
    subject: Mention,
    word: str,
    partner: Mention,
    shared: dict[str, object],
    confidence: float,
) -> Iterator[Candidate]:
    event = clause.verb.lemma_.lower() in load_data("verbs")["event"]["lemmas"]
    direct = next((o for o in clause.objects if context.sentence.quantity_at(o) is None and o.pos_ == "NOUN"), None)
    label = f"{clause.words} {direct.lower_ + ' ' if direct is not None else ''}{word}"
    yield context.make(
        subject,
        label,
        kind=Kind.EVENT if event else Kind.RELATION,
        rule="clause/preposition",
        confidence=round(confidence, 2),
        object=partner if partner.name[:1].isupper() else partner.name,
        **shared,  # type: ignore[arg-type]
    )


def _is(context: Context, subject: Mention, head: Token, shared: dict[str, object], base: float) -> Iterator[Candidate]:
    """`X is a port`, `X is the capital of Y`."""
    if context.sentence.quantity_at(head) is not None or head.pos_ not in ("NOUN", "PROPN"):
        return
    words = context.phrase(head)
    if words and subject.name[:1].isupper():
        yield context.make(
            subject,
            "is",
            kind=Kind.ATTRIBUTE,
            rule="clause/is",
            confidence=base - 0.1,
            object=words[:_LONGEST],
            **shared,
        )  # type: ignore[arg-type]


def _value(context: Context, head: Token) -> Mention | str | None:
    """What an object names: a thing where it has a name or a class, else its words."""
    if head.pos_ in ("ADJ", "VERB", "ADV"):
        return context.sentence.text(list(head.subtree))[:_LONGEST] or None
    mention = context.name(head)
    if mention is not None and (mention.name[:1].isupper() or mention.span is None):
        return mention
    words = context.phrase(head)
    return words[:_LONGEST] or None
