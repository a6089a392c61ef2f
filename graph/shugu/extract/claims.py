"""Claims: who said what, with the post in which they said it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from shugu.extract.authorities import find_references, name_authority
from shugu.extract.basis import find_basis
from shugu.extract.clause_times import speech_before
from shugu.extract.clauses import Clause
from shugu.extract.context import Context, Qualifiers, Sort, is_named
from shugu.extract.gists import FEWEST, gist_of, said_verb, short_gist, words_of, words_without
from shugu.extract.idle import is_call
from shugu.extract.lexicon import load_words
from shugu.extract.posts import name_speaker
from shugu.extract.times import Time
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Basis, Kind
from shugu.model.time import Precision

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = [
    "confidence_of",
    "find_claims",
    "find_mood",
    "find_speeches",
    "occasion",
]

_DUMB = frozenset({"Country", "City", "Province", "Region", "District", "Event", "Project"})
_SILENT = _DUMB | {"Park", "Platform", "Network", "Programme", "Plan", "Strategy", "Zone", "Signing", "Financing"}
_PAPERS = frozenset({"Topic", "Report", "Plan", "Project"})


def find_claims(context: Context, clauses: Sequence[Clause], told: Collection[str]) -> Iterator[Candidate]:
    """A candidate for each thing that somebody is said to have said, its gist as the object.

    `told` are the figures that other candidates of the sentence tell.
    """
    spoken = list(_spoken(context, clauses))
    for clause, speaker in spoken:
        announced = _announcement(context, clause, speaker)
        if announced is not None:
            yield announced
        elif _can_speak(speaker):
            sort = Sort(Kind.CLAIM, "claim/speech", confidence_of(speaker))
            gist = gist_of(context, clause.verb)
            said = Qualifiers(time=occasion(context, clause.verb), basis=_basis_of_said(clause.verb), speaker=speaker)
            yield from _claim(context, said, gist, sort=sort, told=told)
    if not any(clause.verb.dep_ == "ROOT" and _can_speak(speaker) for clause, speaker in spoken):
        yield from _according_to(context, told)
    yield from _as_said(context, told)
    for clause in clauses:
        if clause.passive and clause.agents and clause.lemma in load_words("verbs.speech.naming"):
            yield from _called_by(context, clause, told)


def find_speeches(context: Context, clauses: Sequence[Clause]) -> Iterator[tuple[Token, Mention]]:
    """The verbs of speech of a sentence, each with who says it."""
    spoken = _spoken(context, clauses)
    return ((clause.verb, speaker) for clause, speaker in spoken if _can_speak(speaker))


def _spoken(context: Context, clauses: Sequence[Clause]) -> Iterator[tuple[Clause, Mention]]:
    telling = load_words("verbs.speech.lemmas") - load_words("verbs.reported.denial")
    for clause in clauses:
        # In the passive nobody speaks: "a firm called Havkraft", "believed to hold oil".
        told = clause.subjects and clause.basis is not None and not clause.passive and not _is_meant(clause.verb)
        told = told and not _quotes_other(clause.verb)
        if clause.verb.lemma_ in telling and told and not is_call(clause.verb):
            yield from ((clause, speaker) for speaker in _speakers(context, clause))


def _quotes_other(verb: Token) -> bool:
    """True for the quoted of `a release quoted Ada Brook as saying`, who says it herself."""
    if verb.lemma_ not in load_words("verbs.speech.quoting"):
        return False
    return any(
        c.dep_ == "pcomp" and c.tag_ == "VBG" for child in verb.rights if child.lower_ == "as" for c in child.rights
    )


def _is_meant(verb: Token) -> bool:
    """True for the infinitive of `To highlight its role, she cited ...`, which nobody says."""
    return verb.tag_ == "VB" and verb.dep_ in ("advcl", "acl") and any(c.tag_ == "TO" for c in verb.lefts)


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
    if verb.tag_ == "VBG" and verb.dep_ == "pcomp" and verb.head.lower_ == "as":
        return _quoted(verb.head.head)
    if verb.tag_ != "VBG" or verb.dep_ != "advcl":
        return clause.subjects[0]
    root = verb.head
    while root.head.i != root.i:
        root = root.head
    if not any(child.dep_ in ("ccomp", "oprd") for child in verb.children):
        return None  # "noting the importance of trade" says little
    return next((child for child in root.children if child.dep_ == "nsubj"), None)


def _quoted(verb: Token) -> Token | None:
    """Who is quoted: Ada Brook of `cited Ada Brook as saying`, `Ada Brook was quoted as saying`."""
    if verb.lemma_ not in load_words("verbs.speech.quoting"):
        return None
    label = "nsubjpass" if any(child.dep_ == "auxpass" for child in verb.children) else "dobj"
    return next((child for child in verb.children if child.dep_ == label), None)


def _announcement(context: Context, clause: Clause, speaker: Mention) -> Candidate | None:
    """`exports rose, the ministry said on Tuesday`: that a body made it known on that day."""
    time = _time_of_telling(context, clause.verb)
    if clause.verb.lemma_ not in load_words("verbs.reported.news") or speaker.type == "Person" or time is None:
        return None
    said = said_verb(clause.verb)
    gist = short_gist(context, said, speaker) if said is not None else ""
    if len(gist.split()) < FEWEST - 1 or not (is_named(speaker) or speaker.span is None):
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
    said = said_verb(verb)
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
    said = said_verb(verb)
    return find_mood(said) if said is not None and said.i != verb.head.i else Basis.ACTUAL


def find_mood(said: Token) -> Basis:
    """Whether what is said is meant or foreseen: `said the government will build`; else actual."""
    plans = load_words("verbs.future.target", "verbs.future.forecast")
    meant = (child for child in said.children if child.dep_ == "xcomp" and said.lemma_ in plans)
    basis = find_basis(next(meant, said))
    return basis if basis in (Basis.TARGET, Basis.FORECAST) else Basis.ACTUAL


def _called_by(context: Context, clause: Clause, told: Collection[str]) -> Iterator[Candidate]:
    """`the plan was hailed as a success by Ada Brook`: that she hailed the plan as a success."""
    speaker = name_speaker(context, clause.agents[0])
    preps = [child for child in clause.verb.rights if child.dep_ == "prep" and child.lower_ == "as"]
    named = [child for child in clause.verb.rights if child.dep_ == "oprd"]
    thing = context.name(clause.subjects[0]) if clause.subjects else None
    if speaker is None or thing is None or clause.basis is None or not _can_speak(speaker):
        return
    for head in (preps + named)[:1]:
        words = words_of(context, (t for t in head.subtree if t.dep_ != "agent" and t.head.dep_ != "agent"))
        sort = Sort(Kind.CLAIM, "claim/speech", confidence_of(speaker))
        gist = f"{clause.verb.lower_} {thing.name} {words}"
        yield from _claim(context, Qualifiers(speaker=speaker), gist, sort=sort, told=told)


def _according_to(context: Context, told: Collection[str]) -> Iterator[Candidate]:
    """`According to the bank, …`: the rest of the sentence is its claim."""
    for token in find_references(context):
        speaker = context.find_name(name_authority(token))
        gist = words_without(context, token) if not _lacks_subject(context, token) else _behind_comma(context, token)
        actor = speaker is not None and (is_named(speaker) or speaker.span is None or speaker.type not in _PAPERS)
        if speaker is not None and actor and len(gist.split()) >= FEWEST:
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
    return words_of(context, iter(context.sentence.tokens[comma + 1 :]))


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
        gist = words_without(context, verb) if verb.dep_ == "advcl" else ""
        if speaker is not None and speaker.type == "Person" and len(gist.split()) >= FEWEST:
            sort = Sort(Kind.CLAIM, "claim/as-said", 0.6)
            yield from _claim(context, Qualifiers(speaker=speaker), gist, sort=sort, told=told)
