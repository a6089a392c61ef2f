"""Of candidates that say the same, the one that stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from shugu.extract.lexicon import load_words
from shugu.model.candidate import Candidate
from shugu.model.fact import Kind

__all__ = ["without_repeats", "without_told_parts", "without_told_plans"]

_CLAUSES = ("clause/object", "plan", "statement")  # rules by which a clause tells what it tells in words


def without_told_parts(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """The candidates without clauses that say once more what a thing includes.

    And without the parts of bare works where the clause tells them of what is worked on. Of a plan that tells all
    that it will include in one, the parts stay where they say most of it, else the whole.
    """
    found = list(candidates)
    parts = {_told_of(part) for part in found if part.rule == "part"}
    works = {_told_of(each)[1] for each in found if each.rule == "clause/object" and _told_of(each) not in parts}
    wholes = [plan.text or "" for plan in found if parts and plan.rule == "plan"]
    words = [part.text for part in found if part.rule == "part" and part.text]
    apart = {whole for whole in wholes if _tell_most(words, whole)}
    for candidate in found:
        told = _told_of(candidate)[1]
        once_more = candidate.rule in _CLAUSES and (_told_of(candidate) in parts or candidate.text in apart)
        loose = candidate.rule == "part" and candidate.subject.span is not None and told in works
        inside = any((candidate.text or "\n") in whole for whole in wholes if whole not in apart)
        if not (once_more or loose or (candidate.rule == "part" and inside)):
            yield candidate


def _told_of(candidate: Candidate) -> tuple[str, str | None]:
    """The subject and what is told of it, be it a thing or words."""
    return candidate.subject.name, candidate.object.name if candidate.object else candidate.text


def _tell_most(parts: Iterable[str], whole: str) -> bool:
    """True where the parts in common nouns hold most of the words of the whole."""
    told = [part for part in parts if part in whole]
    return 2 * len(" ".join(told).split()) > len(whole.split())


def without_told_plans(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """The candidates without claims that mostly tell what somebody plans, where the plan is told by itself.

    Of a paper, one plan is enough: what it says besides is planned, too.

    And without decisions told once more as what was announced.
    """
    found = list(candidates)
    plans = [(plan.speaker and plan.speaker.name, plan.text) for plan in found if plan.rule == "plan" and plan.text]
    decided = {
        (candidate.subject.name, candidate.text)
        for candidate in found
        for plan in found
        if candidate.rule == "clause/announced" and plan.rule == "plan" and plan.subject.name == candidate.subject.name
        if plan.text
        and candidate.text
        and candidate.text.startswith("to ")
        and _plain(plan.text) in _plain(candidate.text)
    }
    for candidate in found:
        gist, speaker = candidate.text or "", candidate.speaker
        claim = candidate.kind is Kind.CLAIM and speaker is not None
        paper = speaker is not None and speaker.type in load_words("events.policies.classes")
        tellers = (speaker and speaker.name, None) if paper else (speaker and speaker.name,)
        told = [text for name, text in plans if claim and name in tellers and text in gist]
        if (told and paper) or 2 * len(" ".join(told).split()) >= len(gist.split()) > 0:
            continue
        if candidate.rule != "clause/announced" or (candidate.subject.name, gist) not in decided:
            yield candidate


def _plain(text: str) -> str:
    """A text without its commas."""
    return text.replace(",", "")


def without_repeats(candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """Of candidates of one document that say the same, the surest, the first of equals."""
    best: dict[tuple[object, ...], int] = {}
    for index, candidate in enumerate(candidates):
        key = _content(candidate)
        if key not in best or candidate.confidence > candidates[best[key]].confidence:
            best[key] = index
    return (candidates[i] for i in sorted(best.values()) if not _is_shorter_post(candidates[i], candidates))


def _is_shorter_post(candidate: Candidate, candidates: Sequence[Candidate]) -> bool:
    """True for "minister" of a person whom the document calls transport minister elsewhere."""
    if candidate.rule != "post" or candidate.text is None:
        return False
    words = set(candidate.text.lower().split())
    return any(
        other.text is not None
        and other.rule == "post"
        and other.subject.name == candidate.subject.name
        and words < set(other.text.lower().split())
        for other in candidates
    )


def _content(candidate: Candidate) -> tuple[object, ...]:
    """What a candidate says: of a figure in its sentence, of all else in the whole document."""
    about = candidate.subject.name.casefold(), candidate.number, candidate.unit, candidate.text
    if candidate.number is not None:
        object_ = candidate.object.name.casefold() if candidate.object else None
        return *about, object_, candidate.sentences[0]
    return (
        *about,
        candidate.predicate.label,
        candidate.object.name.casefold() if candidate.object else None,
        candidate.time.text if candidate.time else None,
        candidate.speaker.name if candidate.speaker else None,
    )
