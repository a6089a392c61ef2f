"""Claims: who said what, with the post in which they said it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from shugu.extract.argument_words import is_hyphened
from shugu.extract.basis import find_basis
from shugu.extract.clause_times import speech_before
from shugu.extract.clauses import Clause
from shugu.extract.context import Context, Qualifiers, Sort, is_named
from shugu.extract.idle import is_call
from shugu.extract.lexicon import load_words
from shugu.extract.posts import name_speaker
from shugu.extract.sentence import find_governed
from shugu.extract.times import Time
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Basis, Kind
from shugu.model.time import Precision

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = [
    "confidence_of",
    "find_authority",
    "find_claims",
    "find_mood",
    "find_speeches",
    "occasion",
    "plain_gist",
    "short_gist",
]

_LONGEST = 240  # characters of a gist
_SHORT = 3  # letters of words that are small in titles
_FEWEST = 4  # words of one
_TERM = 6  # words that somebody calls something by, at the most
_DUMB = frozenset({"Country", "City", "Province", "Region", "District", "Event", "Project"})
_SILENT = _DUMB | {"Park", "Platform", "Network", "Programme", "Plan", "Strategy", "Zone", "Signing", "Financing"}
_PAPERS = frozenset({"Topic", "Report", "Plan", "Project"})
_SUBORDINATE = ("relcl", "acl", "appos", "advcl", "parataxis", "npadvmod", "mark")
_QUOTED = re.compile(r"[“\"]([^”\"]{8,})[”\"]?")


def find_claims(context: Context, clauses: Sequence[Clause], told: Collection[str]) -> Iterator[Candidate]:
    """A candidate for each thing that somebody is said to have said, its gist as the object.

    `told` are the figures that other candidates of the sentence tell.
    """
    for clause, speaker in _spoken(context, clauses):
        announced = _announcement(context, clause, speaker)
        if announced is not None:
            yield announced
        elif _can_speak(speaker):
            sort = Sort(Kind.CLAIM, "claim/speech", confidence_of(speaker))
            gist = _gist(context, clause.verb)
            said = Qualifiers(time=occasion(context, clause.verb), basis=_basis_of_said(clause.verb), speaker=speaker)
            yield from _claim(context, said, gist, sort=sort, told=told)
    yield from _according_to(context, told)
    yield from _as_said(context, told)


def find_speeches(context: Context, clauses: Sequence[Clause]) -> Iterator[tuple[Token, Mention]]:
    """The verbs of speech of a sentence, each with who says it."""
    spoken = _spoken(context, clauses)
    return ((clause.verb, speaker) for clause, speaker in spoken if _can_speak(speaker))


def _spoken(context: Context, clauses: Sequence[Clause]) -> Iterator[tuple[Clause, Mention]]:
    telling = load_words("verbs.speech.lemmas") - load_words("verbs.reported.denial")
    for clause in clauses:
        # In the passive nobody speaks: "a firm called Havkraft", "believed to hold oil".
        told = clause.subjects and clause.basis is not None and not clause.passive
        if clause.verb.lemma_ in telling and told and not is_call(clause.verb):
            yield from ((clause, speaker) for speaker in _speakers(context, clause))


def _can_speak(speaker: Mention) -> bool:
    """True for a person or body, as against a place, a plan or something built."""
    return speaker.type not in (_DUMB if is_named(speaker) else _SILENT)


def confidence_of(speaker: Mention) -> float:
    """How sure it is that a speaker is the right one."""
    return 0.8 if is_named(speaker) else 0.5


def _speakers(context: Context, clause: Clause) -> list[Mention]:
    """Who speaks: whoever holds the post that is named, both of "both companies", else the one named."""
    teller = _teller(clause)
    if teller is None:
        return []
    speaker = name_speaker(context, teller)
    return context.names.both(context.sentence, teller) or ([] if speaker is None else [speaker])


def _teller(clause: Clause) -> Token | None:
    """Who speaks; of `welcomed the deal, saying it helps`, whoever the whole sentence is about."""
    verb = clause.verb
    if verb.tag_ != "VBG" or verb.dep_ != "advcl":
        return clause.subjects[0]
    root = verb.head
    while root.head.i != root.i:
        root = root.head
    if not any(child.dep_ == "ccomp" for child in verb.children):
        return None  # "noting the importance of trade" says little
    return next((child for child in root.children if child.dep_ == "nsubj"), None)


def _announcement(context: Context, clause: Clause, speaker: Mention) -> Candidate | None:
    """`exports rose, the ministry said on Tuesday`: that a body made it known on that day."""
    time = _time_of_telling(context, clause.verb)
    if clause.verb.lemma_ not in load_words("verbs.reported.news") or speaker.type == "Person" or time is None:
        return None
    said = _said(clause.verb)
    gist = short_gist(context, said, speaker) if said is not None else ""
    if len(gist.split()) < _FEWEST - 1 or not (is_named(speaker) or speaker.span is None):
        return None
    sort = Sort(Kind.EVENT, "claim/announced", 0.6)
    return context.make(speaker, "announced", gist, sort=sort, qualifiers=Qualifiers(time=time))


def _time_of_telling(context: Context, verb: Token) -> Time | None:
    """The time nearest to a verb of speech of those that hang on it."""
    told = (time for time in context.sentence.times if _is_told_when(context, verb, time))
    return min(told, key=lambda time: abs(time.start - verb.idx), default=None)


def _is_told_when(context: Context, verb: Token, time: Time) -> bool:
    """True where the time hangs on the verb of speech itself or stands right behind it, not on what is said."""
    if (speech := speech_before(context.sentence, time)) is not None:
        return speech.i == verb.i
    root = context.sentence.root_of(time.start, time.end)
    while root is not None and root.i not in (root.head.i, verb.i):
        root = root.head
        if root.pos_ in ("VERB", "AUX"):
            return bool(root.i == verb.i)
    return False


def _claim(context: Context, said: Qualifiers, gist: str, *, sort: Sort, told: Collection[str]) -> Iterator[Candidate]:
    """The claim of a speaker, but not where its gist holds a figure that is told as such, nor what might have been."""
    plain = gist and not any(figure in gist for figure in told) and not gist.startswith("Had ")
    plain = plain and gist.partition(" ")[0] not in load_words("verbs.reported.asking")  # "when explaining why it left"
    if plain and said.speaker is not None:
        yield context.make(said.speaker, "said", gist, sort=sort, qualifiers=said)


def occasion(context: Context, verb: Token) -> Time | None:
    """The month or year of the occasion on which something was said: `said at the forum held in June`.

    A day of the week is that of the report, and no more told than the day of publication.
    """
    said = _said(verb)
    for time in context.sentence.times:
        root = context.sentence.root_of(time.start, time.end)
        if root is None or not verb.is_ancestor(root) or time.deadline or time.ahead:
            continue
        between = [token for token in root.ancestors if verb.is_ancestor(token)]
        if said in between or any(token.dep_ == "relcl" for token in between):
            continue
        return time if time.value.precision in (Precision.MONTH, Precision.YEAR) else None
    return None


def _basis_of_said(verb: Token) -> Basis:
    """The ground of what a verb of speech tells."""
    said = _said(verb)
    return find_mood(said) if said is not None and said.i != verb.head.i else Basis.ACTUAL


def find_mood(said: Token) -> Basis:
    """Whether what is said is meant or foreseen: `said the government will build`; else actual."""
    plans = load_words("verbs.future.target", "verbs.future.forecast")
    meant = (child for child in said.children if child.dep_ == "xcomp" and said.lemma_ in plans)
    basis = find_basis(next(meant, said))
    return basis if basis in (Basis.TARGET, Basis.FORECAST) else Basis.ACTUAL


def _said(verb: Token) -> Token | None:
    """The verb of what is said: of the clause under the verb of speech, else of that in which it stands."""
    speech = load_words("verbs.speech.lemmas")
    for child in verb.children:
        if child.dep_ in ("ccomp", "xcomp", "parataxis") and child.lemma_ not in speech:
            return child
    above = verb.dep_ in ("ccomp", "parataxis") and verb.head.i != verb.i  # "..., she said"
    return verb.head if above and verb.head.lemma_ not in speech else None


def _gist(context: Context, verb: Token) -> str:
    """The words of what is said: the clause under the verb to its end, else the quotation beside it."""
    said = _said(verb)
    if said is not None and said.i != verb.head.i:
        rest = _to_the_end(context, verb, said) or list(said.subtree)
        if rest[0].tag_ in ("MD", "VBZ", "VBD", "VBP") and rest[0].i > verb.i:  # its subject is parsed as an object
            rest = [*context.sentence.tokens[verb.i + 1 : rest[0].i], *rest]
        first = _first_of_gist(context, verb)
        return _words(context, (t for t in rest if not _introduces(t, said) and not verb.i < t.i < first))
    if said is not None:
        return _words_without(context, verb)
    quoted = _QUOTED.search(context.sentence.words)
    words = quoted.group(1) if quoted and not _is_title(quoted.group(1)) else ""
    calls = verb.lemma_ in load_words("verbs.reported.gist")
    if words and not (calls and len(words.split()) <= _TERM):
        return _trim(words)
    if calls:  # the ring that somebody praised, what somebody termed a "milestone"
        objects = [c for c in verb.children if c.dep_ in ("dobj", "prep", "oprd")]
        if any(token.tag_ in ("WP", "WDT") for token in objects):
            return ""  # "whom he called a friend"
        told = sorted((token for object_ in objects for token in object_.subtree), key=lambda token: token.i)
        words = _words(context, iter([verb, *told])) if told else ""
        return words if len(words.split()) >= _FEWEST else ""  # "welcomed the decision" says nothing
    return ""


def _is_title(words: str) -> bool:
    """True for a name in quotation marks, which nobody says."""
    return all(word[:1].isupper() for word in words.split() if len(word) > _SHORT)


def _first_of_gist(context: Context, verb: Token) -> int:
    """Where what is said begins behind a verb of speech and the time that stands right behind it."""
    behind = (time for time in context.sentence.times if speech_before(context.sentence, time) == verb)
    ends = [token.i + 1 for time in behind for token in context.sentence.tokens_of(time.start, time.end)]
    return max(ends, default=verb.i)


def _to_the_end(context: Context, verb: Token, said: Token) -> list[Token]:
    """What follows a verb of speech up to the end of the sentence, where the clause said begins behind it."""
    start = min(token.i for token in said.subtree)
    root = verb.dep_ == "ROOT" and start > verb.i
    later = any(child.dep_ == "conj" and child.i > said.i for child in verb.children)
    return list(context.sentence.tokens[start:]) if root and not later else []


def short_gist(context: Context, verb: Token, speaker: Mention) -> str:
    """What a clause says in short: without times, subordinate clauses and what is set apart by commas.

    Empty where it counts something, which is told as a figure, and without its number says little. Where the
    speaker says it of themselves, the gist begins with the verb: "would invest in a new site".
    """
    sentence, whole = context.sentence, list(_kernel(verb))
    few = {token for token in whole if _is_few(context, token)}
    counts = [token for token in whole if sentence.quantity_at(token) is not None and token not in few]
    if any(token.dep_ in ("nsubj", "nsubjpass", "nummod") and sentence.is_plain(token.head) for token in counts):
        return ""
    subject = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    meant = context.find_name(subject)
    own = set(subject.subtree) if subject is not None and meant is not None and meant.name == speaker.name else set()
    plain = (token for token in whole if token not in own and (token in few or sentence.is_plain(token)))
    kept = [token for token in plain if not _is_unbound(context, token)]
    while kept and kept[-1].pos_ in ("ADP", "DET", "CCONJ", "PUNCT"):
        kept.pop()  # what it stood before is left out
    given = verb.lemma_.lower() in load_words("events.transfer.verbs")
    given = given and any(token.dep_ == "dobj" and token.head.i == verb.i for token in counts)
    if given or (kept and kept[0].like_num and kept[0].i > 0 and kept[0].nbor(-1).like_num):
        return ""  # "has awarded to Havkraft", "million people arrived"
    if kept and kept[-1].pos_ == "AUX":
        return ""  # "the cost is" without the figure
    return _words(context, iter(kept))


def _is_few(context: Context, token: Token) -> bool:
    """True for the three of `that three projects are to receive help`, which the gist can say."""
    quantity = context.sentence.quantity_at(token)
    return quantity is not None and quantity.unit is None and token.dep_ == "nummod" and token.is_alpha


def plain_gist(context: Context) -> str:
    """The words of a whole sentence without quotation marks around them; empty where somebody speaks in it."""
    speech = load_words("verbs.speech.lemmas")
    if any(token.lemma_ in speech and token.dep_ in ("ROOT", "parataxis") for token in context.sentence.tokens):
        return ""
    return _trim(context.sentence.words)


def _kernel(head: Token) -> Iterator[Token]:
    for child in (*head.lefts, head, *head.rights):
        if child.i == head.i:
            yield child
        elif (child.dep_ not in _SUBORDINATE or is_hyphened(child)) and not (
            child.is_punct and child.text not in ("-", "/")
        ):
            yield from _kernel(child)


def _is_unbound(context: Context, token: Token) -> bool:
    """True for a preposition whose number or time is left out, and for words beside a number."""
    if token.dep_ in ("prep", "agent"):
        governed = list(find_governed(token))
        return bool(governed) and not any(context.sentence.is_plain(inner) for inner in governed)
    loose = token.dep_ in ("det", "amod") and not context.sentence.is_plain(token.head)
    return loose or token.dep_ in ("quantmod", "mark")


def _introduces(token: Token, clause: Token) -> bool:
    return token.dep_ == "mark" and token.i < clause.i and token.lower_ == "that"


def _words(context: Context, tokens: Iterator[Token]) -> str:
    return _trim(context.sentence.text(list(tokens), without_determiner=False))


def _words_without(context: Context, head: Token) -> str:
    """The words of the sentence without what hangs on a token."""
    own = {token.i for token in head.subtree}
    return _words(context, (token for token in context.sentence.tokens if token.i not in own))


def _trim(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip(' ,.;:"“”‘’')
    if text.count('"') % 2 or text.count("“") != text.count("”"):
        text = re.sub('["“”]', "", text)
    return text if len(text) <= _LONGEST else text[: text.rfind(" ", 0, _LONGEST)]


def find_authority(context: Context) -> Mention | None:
    """Who a sentence is told after: the bank of `according to the bank`."""
    first = next(_references(context), None)
    return context.find_name(_authority(first)) if first is not None else None


def _references(context: Context) -> Iterator[Token]:
    return (token for token in context.sentence.tokens if token.lower_ == "according")


def _authority(according: Token) -> Token | None:
    """The bank of `according to the bank`, and of `according to data published by the bank`."""
    named = next((head for prep in according.children for head in find_governed(prep)), None)
    if named is None or named.lemma_.lower() not in load_words("events.wordings.papers"):
        return named
    sources = load_words("verbs.reported.sources")
    preps = [t for t in named.subtree if t.lower_ in sources and t.head.i in (named.i, *(c.i for c in named.children))]
    return next((head for prep in preps for head in find_governed(prep) if head.pos_ == "PROPN"), named)


def _according_to(context: Context, told: Collection[str]) -> Iterator[Candidate]:
    """`According to the bank, …`: the rest of the sentence is its claim."""
    for token in _references(context):
        speaker = context.find_name(_authority(token))
        gist = _words_without(context, token) if not _lacks_subject(context, token) else _behind_comma(context, token)
        actor = speaker is not None and (is_named(speaker) or speaker.span is None or speaker.type not in _PAPERS)
        if speaker is not None and actor and len(gist.split()) >= _FEWEST:
            sort = Sort(Kind.CLAIM, "claim/according-to", 0.6)
            yield from _claim(context, Qualifiers(speaker=speaker), gist, sort=sort, told=told)


def _lacks_subject(context: Context, according: Token) -> bool:
    """True where the parser takes the subject of the sentence for a part of `according to the bank`."""
    own = {token.i for token in according.subtree}
    first = next((t for t in context.sentence.tokens if t.i not in own and not t.is_punct), None)
    return first is not None and according.i == 0 and first.tag_ in ("VBP", "VBZ", "VBD", "MD")


def _behind_comma(context: Context, according: Token) -> str:
    """The words of the sentence behind the first comma."""
    comma = next((t.i for t in context.sentence.tokens[according.i :] if t.text == ","), len(context.sentence.tokens))
    return _words(context, iter(context.sentence.tokens[comma + 1 :]))


def _as_said(context: Context, told: Collection[str]) -> Iterator[Candidate]:
    """`As Ada Brook predicted, …`: the rest of the sentence is what she said."""
    telling = load_words("verbs.speech.lemmas", "verbs.future.forecast")
    telling |= load_words("verbs.speech.as_said")
    for first in context.sentence.tokens[:2]:
        verb = first.head
        if first.lower_ != "as" or verb.lemma_ not in telling or verb.pos_ != "VERB" or first.i > verb.i:
            continue
        subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
        speaker = context.find_name(subject)
        gist = _words_without(context, verb) if verb.dep_ == "advcl" else ""
        if speaker is not None and speaker.type == "Person" and len(gist.split()) >= _FEWEST:
            sort = Sort(Kind.CLAIM, "claim/as-said", 0.6)
            yield from _claim(context, Qualifiers(speaker=speaker), gist, sort=sort, told=told)
