"""When a figure was or is to be true."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from shugu.extract.clause_times import governor, is_of_speech, stands_apart, time_of
from shugu.extract.clauses import Clause
from shugu.extract.context import Context
from shugu.extract.lexicon import load_data, load_pattern, load_table, load_words
from shugu.extract.quantity import Quantity
from shugu.extract.reading import Figure, Reading, label_of
from shugu.extract.times import Time
from shugu.model.candidate import Candidate
from shugu.model.time import Precision, parse_time

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = [
    "at_end",
    "at_time_of_list",
    "carried_on",
    "is_beside",
    "mark_compared",
    "own_time",
    "time_near",
    "year_before",
]

_SHARES = ("percent", "percentage-point")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


def time_near(context: Context, quantity: Quantity, clause: Clause | None, root: Token) -> Time | None:
    """The time of a figure: beside it in its phrase, else that of its clause, else the only one of the sentence."""
    if any(time.occasion for time in context.sentence.times):  # of what was done there, not of what was said
        return _carried(context, quantity, clause)
    near = next((time for time in context.sentence.times if is_beside(quantity, time)), None)
    near = near or _counted_at(context, quantity)
    near = near or next(
        (time for time in context.sentence.times if _heads(context.sentence.words, quantity, time)), None
    )
    near = near or _after(context, quantity) or _in_order(context, quantity) or _in_phrase(context, root)
    near = near or (_of_clause(context, clause) if clause is not None else None)
    return near or _carried(context, quantity, clause) or _only(context, quantity, clause, root)


def _counted_at(context: Context, quantity: Quantity) -> Time | None:
    """The time that a count is held against at: 2019 of `as against 40 units in 2019`."""
    words, pattern = context.sentence.words, load_pattern("figures.around.counted_at")
    compared = (time for time in context.sentence.times if time.compared and quantity.unit is None)
    return next((time for time in compared if pattern.fullmatch(words, quantity.end, time.start)), None)


def _of_clause(context: Context, clause: Clause) -> Time | None:
    if clause.subjects and (subject := context.sentence.time_at(clause.subjects[0])) is not None:
        return subject  # "October recorded 40 million"
    own = time_of(context.sentence, clause.verb) or _since(context, clause) or _when(context, clause)
    return own or _set_against(context, clause) or _of_measured(context, clause)


def _carried(context: Context, quantity: Quantity, clause: Clause | None) -> Time | None:
    return None if clause is None else carried_on(context, clause.verb, share=quantity.unit in _SHARES)


def _only(context: Context, quantity: Quantity, clause: Clause | None, root: Token) -> Time | None:
    """The only time of the sentence, where no other figure, clause or speech has it."""
    sentence = context.sentence
    past = [time for time in sentence.times if not time.since and not time.compared]
    alone = len(past) == 1 and len(sentence.quantities) <= 3 and not stands_apart(context.sentence, past[0], root)
    alone = alone and not any(is_beside(other, past[0]) for other in sentence.quantities if other.start > quantity.end)
    if not alone or is_of_speech(context.sentence, past[0]) or _is_of_now(context, clause, past[0]):
        return None
    return past[0]


def _since(context: Context, clause: Clause) -> Time | None:
    """From the day on that a clause of time names: `bought 40 t since the season began on 12 May`."""
    above = {clause.verb.i, clause.verb.head.i, clause.verb.head.head.i}
    for time in context.sentence.times:
        place = governor(context.sentence, time)
        verb = context.sentence.tokens[place] if place is not None and not time.since else None
        if verb is None or verb.dep_ != "advcl" or verb.head.i not in above or "/" in time.value.text:
            continue
        if any(child.dep_ == "mark" and child.lower_ == "since" for child in verb.children):
            return replace(time, value=parse_time(f"{time.value.text}/.."), since=True)
    return None


def _when(context: Context, clause: Clause) -> Time | None:
    """The time that a relative clause tells of: `since 2004, when output reached 40 t`."""
    time = context.sentence.time_at(clause.verb.head) if clause.verb.dep_ in ("relcl", "advcl") else None
    when = any(child.dep_ == "advmod" and child.lower_ == "when" for child in clause.verb.children)
    if time is None or not when:
        return None
    return replace(time, value=parse_time(time.value.text.removesuffix("/..")), since=False)


def _of_measured(context: Context, clause: Clause) -> Time | None:
    """The time at which what is counted was done: `the number of pupils enrolled in 2019 was 40,000`.

    Not that at which a thing was made that has a figure now: "the mill opened in 1998 employs 40".
    """
    past = clause.verb.tag_ == "VBD"
    found: list[Time] = []
    for time in context.sentence.times:
        place = governor(context.sentence, time)
        done = context.sentence.tokens[place] if place is not None and not time.compared else None
        if done is None or done.dep_ != "acl" or done.tag_ != "VBN" or done.head.tag_ != "NNS":
            continue
        above = next((token for token in done.ancestors if token.pos_ in ("VERB", "AUX")), None)
        if above is not None and above.i == clause.verb.i and (past or done.i > above.i):
            found.append(time)
    return found[0] if len(found) == 1 else None


def _in_phrase(context: Context, root: Token) -> Time | None:
    """Of several times, that of the noun which a quantity tells of: `on 1 May led to a drop by 3 t on Thursday`."""
    sentence = context.sentence
    if len(sentence.times) == 1:
        return None
    nouns = {above.i for above in takewhile(lambda above: above.pos_ not in ("VERB", "AUX"), root.ancestors)}
    for time in sentence.times if nouns else ():
        top = sentence.root_of(time.start, time.end)
        prep = top.head if top is not None and top.dep_ == "pobj" else top
        if prep is not None and prep.head.i in nouns and not time.compared:
            return time
    return None


def _set_against(context: Context, clause: Clause) -> Time | None:
    """The only time of a sentence, of the clause that another is set against: `rose in May, while B fell by 3 t`."""
    verb = clause.verb
    set_beside = verb.dep_ == "advcl" and any(
        child.dep_ == "mark" and child.lower_ in load_words("figures.nouns.set_against") for child in verb.children
    )
    if not set_beside or len(context.sentence.times) > 1 or not _are_past(verb, verb.head):
        return None
    return time_of(context.sentence, verb.head)


def _are_past(*verbs: Token) -> bool:
    """True where all are told in the past."""
    return all(verb.tag_ == "VBD" or any(child.lower_ in ("was", "were") for child in verb.children) for verb in verbs)


def _is_of_now(context: Context, clause: Clause | None, time: Time) -> bool:
    """True for a clause in the present tense beside another verb's past: "was founded in 1998 and employs 40"."""
    if clause is None or clause.verb.tag_ not in ("VBZ", "VBP") or time.value.precision is Precision.INTERVAL:
        return False
    return governor(context.sentence, time) not in (None, clause.verb.i) and not (time.ahead or time.deadline)


def own_time(time: Time | None, quantity: Quantity, *, rule: str, meant: bool) -> Time | None:
    """The time that the figure itself has.

    What is meant is not of a day gone by, on which it was said; the size of a thing not of the day on which something
    was done with it.
    """
    if time is None or is_beside(quantity, time) or time.value.precision is not Precision.DAY:
        return time
    lasting = rule in load_words("figures.nouns.lasting")
    return None if lasting or (meant and time.past and not time.deadline) else time


def mark_compared(words: str, times: Sequence[Time], quantities: Sequence[Quantity]) -> tuple[Time, ...]:
    """The times, those beside a figure that another is compared with as compared: 2019 of `up from 40 in 2019`."""
    patterns = [load_pattern(f"figures.around.{name}") for name in ("compared", "from", "against", "which_was")]
    others = [q for q in quantities if any(pattern.search(words, 0, q.start) for pattern in patterns)]
    return tuple(
        replace(time, compared=True) if any(_is_own(words, quantity, time) for quantity in others) else time
        for time in (_in_bracket(words, time, quantities) for time in times)
    )


def _in_bracket(words: str, time: Time, quantities: Sequence[Quantity]) -> Time:
    """The time, as compared where it heads a figure in brackets: 2022 of `40 t (2022: 38 t)`."""
    headed = "(" in words[: time.start][-20:] and any(_heads(words, quantity, time) for quantity in quantities)
    return replace(time, compared=True) if headed else time


def _heads(words: str, quantity: Quantity, time: Time) -> bool:
    """True for a time that a colon sets before a quantity."""
    return words[time.end : quantity.start].strip() == ":"


def _is_own(words: str, quantity: Quantity, time: Time) -> bool:
    """True for the time that a quantity was told of: `from 40 t recorded in 2019`, `for the same period in 2023`."""
    if is_beside(quantity, time) or time.start < quantity.end:
        return is_beside(quantity, time)
    if quantity.unit is None and load_pattern("figures.around.counted_at").fullmatch(words, quantity.end, time.start):
        return True
    patterns = (load_pattern("figures.around.same_period"), load_pattern("figures.around.told"))
    return any(pattern.fullmatch(words, quantity.end, time.start) is not None for pattern in patterns)


def _in_order(context: Context, quantity: Quantity) -> Time | None:
    """The time of a quantity told in order: 2015 of the 45 in `in 2014 and 2015 it was 40 and 45 t respectively`."""
    sentence = context.sentence
    if len(sentence.times) == 1 or not load_pattern("quantities.patterns.respectively").search(sentence.words):
        return None
    beside = [one for one in sentence.quantities if one.unit == quantity.unit]
    return sentence.times[beside.index(quantity)] if len(beside) == len(sentence.times) and quantity in beside else None


def _after(context: Context, quantity: Quantity) -> Time | None:
    """The time a few words after a quantity in a sentence with several: 2018 of `13 per cent of output in 2018`."""
    sentence = context.sentence
    time = next((time for time in sentence.times if time.start >= quantity.end), None)
    other = next((one for one in sentence.quantities if one.start >= quantity.end), None)
    if time is None or len(sentence.times) == 1 or (other is not None and other.start < time.start):
        return None
    beginnings = tuple(load_data("times")["around"]["beside"])
    gap = load_pattern("times.around.gap").fullmatch(sentence.words, quantity.end, time.start)
    return time if gap and time.stated.lower().startswith(beginnings) else None


def is_beside(quantity: Quantity, time: Time) -> bool:
    """True for a time right after a quantity."""
    stated, beginnings = time.stated.lower(), tuple(load_data("times")["around"]["beside"])
    against = time.compared and stated.startswith("on ") and time.value.precision is not Precision.DAY
    return 0 <= time.start - quantity.end <= 2 and stated.startswith(beginnings) and not against  # "on the year before"


def carried_on(context: Context, verb: Token, *, share: bool = False) -> Time | None:
    """The period told of before, where a clause goes on to tell of it: in the past, by a verb of change or measure.

    What is told as of a time ("as of 2018") holds for all that is told after it of what was so by then; `share` is True
    for a figure in per cent, which statistics tell by any verb.
    """
    standing = context.sentence.standing
    if standing is None:
        return None
    if standing.deadline:
        return None
    lemma, state = verb.lemma_.lower(), load_pattern("times.around.as_of").match(standing.stated)
    told = verb.head if verb.tag_ == "VBG" and verb.dep_ in ("advcl", "acl") else verb  # "exports rose, reaching 4 t"
    past = told.tag_ == "VBD" or any(child.lower_ in ("was", "were") for child in told.children)
    perfect = verb.tag_ == "VBN" and any(child.lower_ in ("has", "have", "had") for child in verb.children)
    past = past or (perfect and standing.value.precision is Precision.INTERVAL)
    measure = share or lemma in load_table("verbs.change") or lemma in load_words("figures.nouns.standing")
    return standing if state is not None or (past and measure) else None


def at_end(time: Time | None, reading: Reading, before: Reading | None) -> Time | None:
    """Of a change `from 53 to 58 between 2015 and 2020`, for either number the year it was true."""
    changed = reading.rule in ("figure/changed-from", "figure/changed-to")
    since = changed and time is not None and time.since and not time.ahead
    if time is None or not (since or load_pattern("figures.around.two_ends").match(time.stated)):
        return time
    first, _, last = time.value.text.partition("/")
    if since and last == "..":  # "since 2013 it has risen from 2 to 68"
        return replace(time, value=parse_time(first)) if reading.rule == "figure/changed-from" else None
    if reading.rule == "figure/changed-from":
        return replace(time, value=parse_time(first))
    both = before is not None and before.rule == "figure/changed-from"
    return replace(time, value=parse_time(last)) if both and reading.rule == "figure/changed-to" and last else time


def at_time_of_list(candidate: Candidate, last: Candidate) -> Candidate:
    """The candidate at the time of the one before, where it stands in a list without a verb: followed by B with 40."""
    if candidate.time is not None or candidate.rule not in load_words("figures.nouns.in_list"):
        return candidate
    told = candidate.unit == last.unit and candidate.basis is last.basis and last.time is not None
    sentences = tuple(dict.fromkeys((*candidate.sentences, *last.sentences)))
    return replace(candidate, time=last.time, sentences=sentences) if told else candidate


def year_before(candidate: Candidate, last: Candidate, figure: Figure) -> Candidate:
    """The candidate a year before the last one, where the words say "a year earlier"; else without the last one's time.

    Where they say "three years earlier", it is so many before. Where the last one has no time, "a year earlier"
    stands in the scope.
    """
    time, told = last.time, figure.after("year_before")
    if not told:
        shared = candidate.time == time and not any(
            is_beside(figure.quantity, t) for t in figure.context.sentence.times
        )
        return replace(candidate, time=None if shared else candidate.time, scope=None)
    count = told["count"].lower() if told["count"] else "1"
    years = int(count) if count.isdigit() else int(load_table("times.numbers")[count])
    words, end = figure.context.sentence.words, figure.quantity.end
    same = load_pattern("figures.around.same_period")
    named = any(same.fullmatch(words, end, each.start) for each in figure.context.sentence.times)
    if named and candidate.time is not None and candidate.time != time:
        return replace(candidate, scope=None)  # "from 40 t for the same period in 2023"
    if time is None or time.earliest is None:
        return replace(candidate, time=None, scope=label_of("year_before") if years == 1 else "before")
    earlier = _YEAR.sub(lambda match: str(int(match.group()) - years), time.text)
    return replace(candidate, time=parse_time(earlier), scope=None)
