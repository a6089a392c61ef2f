"""Which of the times of a sentence is that of a clause, and which belong to a speech or another happening."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from shugu.extract.basis import find_verb_of_list
from shugu.extract.lexicon import load_table, load_words
from shugu.extract.sentence import ParsedSentence
from shugu.extract.times import Time
from shugu.model.time import Precision

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = [
    "deadline_of",
    "governor",
    "happening_above",
    "is_of_noun",
    "is_of_speech",
    "speech_before",
    "stands_apart",
    "time_of",
]

_WAS = frozenset({"was", "were"})
_CLAUSES = frozenset({"advcl", "conj", "ccomp", "acl"})
_OPENING = 4  # characters before a time that opens a sentence: "On "


def time_of(sentence: ParsedSentence, verb: Token) -> Time | None:
    """The time of the clause of a verb."""
    times = [time for time in sentence.times if not (time.compared or _is_apart(sentence, time, verb))]
    times = [time for time in times if not _is_of_other(sentence, time)]
    own = next((time for time in times if governor(sentence, time) == verb.i), None)
    if own is not None:
        return own
    for time in times:
        root = _root(sentence, time)
        if root is not None and verb.is_ancestor(root) and not _is_other_verb_between(root, verb):
            return time
    above = _verb_gone_on(verb)
    along = verb.dep_ in ("xcomp", "advcl") or (verb.dep_ == "conj" and _is_told_along(verb))
    shared = next((time for time in times if along and governor(sentence, time) == above.i), None)
    shared = shared or _leading(sentence, verb)
    if shared is not None:
        return shared
    shared = shared or next((time for time in times if _is_of_meeting(sentence, time, verb)), None)
    if shared is not None:
        return shared
    if verb.dep_ != "ccomp" or above.i < verb.i:
        return _fronted(sentence, verb, times) or _unbound(sentence, times) or _set_apart(sentence, verb, times)
    # "will close by May, the firm said on Friday"
    return next((time for time in times if governor(sentence, time) == above.i and _ends_before(sentence, time)), None)


def _is_of_meeting(sentence: ParsedSentence, time: Time, verb: Token) -> bool:
    """True for the day of what something was done at: `was signed at a ceremony held on 3 May`."""
    place = governor(sentence, time)
    held = sentence.tokens[place] if place is not None else None
    if held is None or held.lower_ not in load_words("events.meetings.held") or held.dep_ != "acl":
        return False
    prep = held.head.head
    at = prep.lower_ in load_words("events.meetings.prepositions") and prep.dep_ == "prep"
    return (
        at
        and held.head.dep_ == "pobj"
        and (prep.head.i == verb.i or (verb.is_ancestor(prep) and prep.head.pos_ != "VERB"))
    )


def deadline_of(sentence: ParsedSentence, token: Token) -> Time | None:
    """The deadline under which the whole sentence stands: "By 2030, the port will ...", or the sentence before."""
    standing = sentence.standing
    if standing is not None and standing.deadline:
        return standing
    time = sentence.times[0] if len(sentence.times) == 1 else None
    fronted = time is not None and time.deadline and not time.past and time.end < token.idx
    return time if fronted and time and sentence.words[time.end : time.end + 1] == "," else None


def _fronted(sentence: ParsedSentence, verb: Token, times: Sequence[Time]) -> Time | None:
    """The time before the first of several verbs of one subject: by 2030 it will have built A, opened B."""
    first = verb
    while first.dep_ == "conj" and not any(child.dep_ in ("nsubj", "nsubjpass") for child in first.children):
        first = first.head
    deadlines = (time for time in times if time.deadline and time.end < first.idx)
    shared = next((time for time in deadlines if governor(sentence, time) == first.i), None)
    return shared if first.i != verb.i and shared is not None else _opening(sentence, verb, times)


def _set_apart(sentence: ParsedSentence, verb: Token, times: Sequence[Time]) -> Time | None:
    """The only time, behind a comma after a participle: `will open two dams, having 4 GW together, on 3 May`."""
    before = sentence.words[: times[0].start] if len(times) == 1 else ""
    time = times[0] if before.endswith(", ") else None
    place = governor(sentence, time) if time is not None else None
    between = sentence.tokens[place] if place is not None else None
    loose = between is not None and between.tag_ == "VBG" and between.dep_ in ("acl", "advcl")
    return time if loose and between is not None and verb.is_ancestor(between) else None


def _unbound(sentence: ParsedSentence, times: Sequence[Time]) -> Time | None:
    """The only time, with which the sentence opens, where the parser hangs it on no verb: "On 3 May, the ...".

    And that of the occasion that a sentence tells the meaning of: "This fair shows that Lindow was able to ...".
    """
    time = times[0] if len(times) == 1 and times[0].start <= _OPENING else None
    if time is not None and time.occasion and not sentence.words[: time.start].strip('“" '):
        return time
    if time is None or governor(sentence, time) is not None or sentence.words[time.end : time.end + 1] != ",":
        return None
    return time


def _opening(sentence: ParsedSentence, verb: Token, times: Sequence[Time]) -> Time | None:
    """The day with which a sentence opens, for its further main clauses: on 3 May A was held, and B was named."""
    top = verb
    while top.dep_ == "conj" and top.head.pos_ in ("VERB", "AUX"):
        top = top.head
    own = any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)
    past = verb.tag_ in ("VBD", "VBN") and top.tag_ in ("VBD", "VBN")
    if top.i == verb.i or top.dep_ != "ROOT" or not own or not past:
        return None
    opening = (time for time in times if time.start <= _OPENING and not time.deadline and not time.since)
    return next((time for time in opening if governor(sentence, time) == top.i), None)


def _is_of_other(sentence: ParsedSentence, time: Time) -> bool:
    """True for the time of a happening that the clause tells what was before: "before the February vote"."""
    token = _root(sentence, time)
    if token is None or token.dep_ == "pobj" or token.lower_ in ("until", "till"):
        return False  # "was given until May to do it"
    while token.head.i != token.i and token.pos_ not in ("VERB", "AUX"):
        if token.dep_ == "prep" and token.lower_ in ("before", "until", "till"):
            return True
        token = token.head
    return False


def happening_above(sentence: ParsedSentence, time: Time) -> Token | None:
    """The noun of a happening that a time belongs to: the opening of `since the opening of the dam in 2019`."""
    token = _root(sentence, time)
    while token is not None and token.head.i != token.i and token.pos_ not in ("VERB", "AUX"):
        if token.pos_ == "NOUN" and token.lemma_.lower() in load_words("events.happenings.nouns"):
            return token
        token = token.head
    return None


def speech_before(sentence: ParsedSentence, time: Time) -> Token | None:
    """The verb of speech right before a time, which it tells of: `said on Tuesday it would buy a mill`."""
    tokens = sentence.tokens_of(time.start, time.end)
    at = tokens[0].i - 1 if tokens else 0
    at -= at > 0 and sentence.tokens[at].pos_ == "ADP"
    verb = sentence.tokens[at] if at >= 0 else None
    speech = verb is not None and verb.pos_ == "VERB" and verb.lemma_ in load_words("verbs.speech.lemmas")
    return verb if speech else None


def _is_apart(sentence: ParsedSentence, time: Time, verb: Token) -> bool:
    """True for a time in a name (the Lindow Plan 2030) or in brackets, of speech, of a happening behind "since"."""
    root = _root(sentence, time)
    if time.value.precision is Precision.INTERVAL and sentence.words[: time.start].endswith("("):
        return True  # the years of a plan: "the Arden Plan (2021-2025) was passed"
    if _is_of_office(time, verb) or (root is not None and _is_in_apposition(root, verb)):
        return True  # "Brook, chief executive since 2016, met the minister"
    if root is not None and root.dep_ in ("nummod", "appos") and root.head.pos_ == "PROPN" and root.head.i < root.i:
        return sentence.time_at(root.head) is None
    speech = speech_before(sentence, time)
    if speech is not None and speech.i != verb.i:
        return speech.is_ancestor(verb)
    noun = happening_above(sentence, time)
    beside = noun is not None and noun.head.lower_ in load_words("events.happenings.past")
    return beside and noun is not None and verb.is_ancestor(noun)


def _is_of_office(time: Time, verb: Token) -> bool:
    """True for a "since" in the middle before a verb that tells of one moment: `Brook, head since 2016, met her`."""
    perfect = any(child.lower_ in ("has", "have", "had", "’ve", "'ve") for child in verb.children)
    return time.since and time.start > _OPENING and time.end < verb.idx and verb.tag_ == "VBD" and not perfect


def _leading(sentence: ParsedSentence, verb: Token) -> Time | None:
    """The time at the head of an enumeration of verbs: 2020 of `by 2020 it will have opened two, hired 40`."""
    own = any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)
    above = verb
    while not own:
        step = find_verb_of_list(above) or (above.head if above.dep_ in ("conj", "dep") else None)
        if step is None or step.i == above.i:
            return None
        above = step
        own = any(child.dep_ in ("nsubj", "nsubjpass") for child in above.children)
    if above.i == verb.i:
        return None
    begin = (time for time in sentence.times if time.end <= above.idx and not time.compared)
    return next((time for time in begin if governor(sentence, time) == above.i), None)


def _ends_before(sentence: ParsedSentence, time: Time) -> bool:
    """True for a time that stands before the subject of the verb that it hangs on."""
    place = governor(sentence, time)
    subjects = sentence.tokens[place].children if place is not None else ()
    edges = [child.left_edge.idx for child in subjects if child.dep_ in ("nsubj", "nsubjpass")]
    return bool(edges) and time.end <= min(edges)


def is_of_noun(sentence: ParsedSentence, time: Time) -> bool:
    """True for a time that tells for when a thing is: the budget for 2030, the plan of 2019."""
    root, budgeted = _root(sentence, time), sentence.budgeted
    if budgeted is not None and budgeted.source == sentence.sentence.id and budgeted.start == time.start:
        return True
    prep = root.head if root is not None and root.dep_ == "pobj" else root
    if prep is None or prep.lower_ != "for":
        return False
    years = time.value.precision in (Precision.YEAR, Precision.INTERVAL)  # "launched a plan for 2024-2030"
    return prep.head.pos_ in ("NOUN", "PROPN") or (years and prep.head.tag_ in ("VBD", "VBN"))


def is_of_speech(sentence: ParsedSentence, time: Time) -> bool:
    """True for a day on which something was said."""
    place = governor(sentence, time)
    day = time.value.precision is Precision.DAY and place is not None
    telling = load_words("verbs.speech.lemmas", "verbs.reported.lemmas")
    return day and place is not None and sentence.tokens[place].lemma_ in telling


def stands_apart(sentence: ParsedSentence, time: Time, token: Token) -> bool:
    """True for a time in a subordinate clause that a token does not belong to."""
    place = governor(sentence, time)
    if place is None:
        return False
    verb = sentence.tokens[place]
    while verb.pos_ == "AUX" and verb.head.pos_ == "VERB":
        verb = verb.head
    while verb.dep_ == "xcomp":
        verb = verb.head
    return verb.dep_ in ("relcl", "acl", "advcl", "ccomp") and not verb.is_ancestor(token)


def _root(sentence: ParsedSentence, time: Time) -> Token | None:
    return sentence.root_of(time.start, time.end)


def governor(sentence: ParsedSentence, time: Time) -> int | None:
    """The place of the nearest verb above a time; of an infinitive of result, that of the verb before it."""
    root = _root(sentence, time)
    while root is not None and root.head.i != root.i:
        root = root.head
        if root.pos_ in ("VERB", "AUX") and not _is_result(root):
            return int(root.head.i if root.dep_ in ("aux", "auxpass") else root.i)
    return None


def _is_result(verb: Token) -> bool:
    """True for where a change led: the reach of `rose by 5 per cent to reach 40 t in March`."""
    if (
        verb.tag_ != "VB"
        or verb.dep_ not in ("advcl", "xcomp")
        or verb.lemma_ not in load_words("verbs.measure.results")
    ):
        return False
    return verb.head.lemma_.lower() in load_table("verbs.change") and verb.head.i < verb.i


def _verb_gone_on(verb: Token) -> Token:
    """The verb above; of a participle that the parser hangs on a purpose, the verb of what was done for it.

    `In May it opened a mill to cut costs, joining hands with Havkraft`.
    """
    above = verb.head
    purpose = verb.tag_ == "VBG" and above.dep_ == "advcl" and above.tag_ == "VB"
    return above.head if purpose and verb.dep_ == "advcl" else above


def _is_told_along(verb: Token) -> bool:
    """True for a verb that goes on where the one before left off: in its tense, in the past where both are passives."""
    tenses = [{child.lower_ for child in one.children if child.dep_ == "auxpass"} for one in (verb, verb.head)]
    own = any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)
    if not tenses[0] and not own:
        return bool(verb.tag_ == verb.head.tag_)
    past = [one.tag_ == "VBD" or bool(tense & _WAS) for one, tense in zip((verb, verb.head), tenses, strict=True)]
    return all(past)


def _is_in_apposition(token: Token, verb: Token) -> bool:
    """True for a token of a phrase that is set beside a name before a verb."""
    if token.i > verb.i:
        return False
    beside = (above for above in (token, *token.ancestors) if above.dep_ == "appos" and verb.is_ancestor(above))
    return any(above.i != token.i and above.head.ent_type_ != "DATE" for above in beside)  # "today, 21 August"


def _is_other_verb_between(token: Token, verb: Token) -> bool:
    current = token.head
    while current.i not in (verb.i, current.head.i):
        of_own = current.dep_ in ("relcl", "conj") or (current.pos_ == "VERB" and current.dep_ in _CLAUSES)
        of_own = of_own and current.pos_ in ("VERB", "AUX")
        if of_own and not _is_result(current):
            return True
        current = current.head
    return False
