"""The value guard: each number, date, unit, name and basis of a row must follow from the row's own evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shugu.guard.actors import check_actors
from shugu.guard.cues import words
from shugu.guard.names import Named
from shugu.guard.polarity import clause_around, find_governing_future, find_predicate, governing_words, read_mood
from shugu.guard.quantities import Quantity, derive_quantity, find_foreign_numbers, find_stated, normalise_quotes
from shugu.guard.statement import Setting, Statement, from_candidate, from_fact
from shugu.guard.times import TimeGround, derive_time
from shugu.model.candidate import Candidate
from shugu.model.document import Document
from shugu.model.entity import Entity
from shugu.model.fact import Basis, Fact

__all__ = ["Setting", "Verdict", "check_candidate", "check_fact"]

# Properties that say themselves that something is meant, said or thought: their rows are told as they are told.
_TELLING = words("telling property")
_NEAR = 8
_ABOUT = r"(?:(?:the|a|an|just|only|about|some|around|nearly|almost|over|current|present)\s)*(?:[A-Z]{1,4}\s?)?\W?$"
_AGAINST = re.compile(rf"\b(?:(?:up|down)\sfrom|(?:as\s)?compared\s(?:with|to)|as\sopposed\sto|against)\s{_ABOUT}")
_FROM = re.compile(rf"\bfrom\s{_ABOUT}")
# What a change from it comes to, or that it is of a time gone by.
_TO = re.compile(r"[^,;:]{0,40}\bto\b|(?:\s\w+)?\s(?:in\s(?:19|20)\d\d|now|currently|at\spresent|today|last\s)\b")
_PURPOSE = re.compile(r"aims to (\w+)")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a guard says of a row: `ok`, else reasons as sentences; how number and time follow, None without either.

    `time_alone` is True where nothing is wrong with the row but that its time does not follow.
    """

    ok: bool
    reasons: tuple[str, ...] = ()
    derivation: str | None = None
    time_alone: bool = False


def check_candidate(
    candidate: Candidate, document: Document, *, setting: Setting | None = None, published: str | None = None
) -> Verdict:
    """Whether everything that a candidate says follows from its sentences and its document.

    `published` is the document's day of publication as ISO date; `setting` may give known entities,
    title and ontology besides. A candidate whose sentences the document does not have is refused.
    """
    chosen = setting or Setting(published=published)
    try:
        row = from_candidate(candidate, document, chosen)
    except ValueError as error:
        return Verdict(False, (str(error),))
    return _check(row)


def check_fact(
    fact: Fact, document: Document, entities: Mapping[str, Entity], *, setting: Setting | None = None
) -> Verdict:
    """Whether everything that a row of a sheet says follows from its sentences and its document."""
    given = setting or Setting()
    chosen = Setting(published=given.published, title=given.title, entities=entities, vocabulary=given.vocabulary)
    try:
        row = from_fact(fact, document, chosen)
    except ValueError as error:
        return Verdict(False, (str(error),))
    return _check(row)


def _check(row: Statement) -> Verdict:
    reasons: list[str] = []
    lines: list[str] = []
    if row.stated and not any(find_stated(row.stated, normalise_quotes(text)) for text in row.evidence):
        reasons.append("the stated wording is not in the evidence")
    quantity: Quantity | None = None
    untimed = False
    if row.number is not None:
        derived = derive_quantity(row)
        if isinstance(derived, str):
            reasons.append(derived)
        else:
            quantity = derived
            lines.append(derived.line)
    if row.time is not None:
        ground = TimeGround(row.evidence, row.earlier[:_NEAR], row.setting.published)
        line = derive_time(row.time, ground)
        if line is None:
            reasons.append(f"the time {row.time.text} does not follow from the evidence")
            untimed = True
        else:
            lines.append(line)
    for value in (row.text,):
        for figure in find_foreign_numbers(value, row) if value else ():
            reasons.append(f"the figure {figure} of the value is not in the evidence")
    reasons.extend(check_actors(row))
    reasons.extend(_check_basis(row, quantity))
    alone = untimed and len(reasons) == 1
    return Verdict(not reasons, tuple(dict.fromkeys(reasons)), "; ".join(lines) or None, time_alone=alone)


def _is_before_change(sentence: str, quantity: Quantity) -> bool:
    """True for what a change begins with or is held against, which is so whatever is to come of it.

    The 40 of `will raise it from 40 to 60`, of `is to reach 60, up from 40`.
    """
    if _AGAINST.search(sentence, 0, quantity.start):
        return True
    return _FROM.search(sentence, 0, quantity.start) is not None and _TO.match(sentence, quantity.end) is not None


def _check_basis(row: Statement, quantity: Quantity | None) -> list[str]:
    """Why the row's basis is not that of its wording; empty where it is."""
    if row.predicate in _TELLING and row.basis is not Basis.ESTIMATE:
        return []
    sentence = row.evidence[quantity.sentence if quantity else 0]
    start, end = (quantity.start, quantity.end) if quantity else _stating_place(row, sentence)
    clause = clause_around(sentence, start, end)
    if row.basis is not Basis.ACTUAL:
        # Where the sentence does not name the value as it stands, all of it may govern.
        located = quantity or (row.text is None and _find_value(row, sentence))
        leads = [governing_words(sentence, end) + find_predicate(sentence, start, end) if located else sentence]
        if row.object is not None:  # of a thing named twice, what stands before the last may govern
            leads += [governing_words(sentence, last) for last in _find_last(row.object, normalise_quotes(sentence))]
        return _check_foreseen(row, leads, clause)
    if row.time and _is_ahead(row):
        published = row.setting.published
        return [f"the time {row.time.text} lies after the publication on {published}, and the row tells it as actual"]
    if row.text is not None or (quantity is not None and _is_before_change(sentence, quantity)):
        return []
    here = read_mood(clause)
    for what, cue in (("denied", here.negation), ("supposed", here.supposed), ("foreseen or meant", here.unreal)):
        if cue:
            return [f"what the row tells as actual is {what} in the evidence ({cue!r})"]
    future = find_governing_future(governing_words(sentence, start))
    return [f"what the row tells as actual is foreseen or meant in the evidence ({future!r})"] if future else []


def _is_ahead(row: Statement) -> bool:
    """True where the row's time begins after the publication."""
    begins, published = row.time.earliest if row.time else None, row.setting.published
    return begins is not None and bool(published) and begins.isoformat() > str(published)


def _check_foreseen(row: Statement, leads: Sequence[str], clause: str) -> list[str]:
    """Why a target, forecast or estimate is none; a cue governs what stands behind it in its sentence."""
    if row.basis in (Basis.TARGET, Basis.FORECAST) and _is_ahead(row):
        return []  # what is yet to come is meant or foreseen, whatever the words: "the mill opens in May"
    moods = [read_mood(words) for words in (*leads, clause)]
    if row.basis is Basis.TARGET and _is_purpose(row):
        return []
    if row.basis is Basis.TARGET and not any(mood.target for mood in moods):
        return ["the evidence speaks of no aim or plan, as a target would need"]
    if row.basis is Basis.FORECAST and not any(mood.forecast for mood in moods):
        return ["the evidence foresees nothing, as a forecast would need"]
    if row.basis is Basis.ESTIMATE and not any(mood.estimate for mood in moods):
        return ["the evidence estimates nothing, as an estimate would need"]
    return []


def _is_purpose(row: Statement) -> bool:
    """True where the row tells an aim and the evidence the purpose in so many words: `aims to train`, "to train"."""
    verb = _PURPOSE.match(row.label)
    return verb is not None and any(
        re.search(rf"(?i)\bto [^.;]*?\b{re.escape(verb[1])}\b", each) for each in row.evidence
    )


def _find_value(row: Statement, sentence: str) -> tuple[int, int] | None:
    """Where the sentence holds the stated wording or a name of the object; None where it does not."""
    plain = normalise_quotes(sentence)
    return find_stated(row.stated, plain) or _find_named(row.object, plain)


def _find_named(named: Named | None, plain: str) -> tuple[int, int] | None:
    for name in named.names if named else ():
        place = plain.casefold().find(normalise_quotes(name).casefold())
        if place >= 0:
            return place, place + len(name)
    return None


def _find_last(named: Named, plain: str) -> list[int]:
    """Where the sentence names a thing for the last time."""
    places = (plain.casefold().rfind(normalise_quotes(name).casefold()) for name in named.names)
    return [place for place in places if place >= 0][:1]


def _stating_place(row: Statement, sentence: str) -> tuple[int, int]:
    """Where the sentence holds the value, else names the subject; else its begin."""
    return _find_value(row, sentence) or _find_named(row.subject, normalise_quotes(sentence)) or (0, 1)
