"""Speech that runs over several sentences: who is named with one of them says the others, too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from shugu.extract.claims import find_mood, plain_gist
from shugu.extract.context import Context, Qualifiers, Sort
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Basis, Kind

__all__ = ["attribute_quotations"]

_OPENING, _CLOSING, _EITHER = "“", "”", '"'
_FEWEST = 5  # words of a sentence that is a claim of its own
_LONGEST = 6  # sentences of a quotation


def attribute_quotations(read: Sequence[tuple[Context, list[Candidate]]]) -> Iterator[Candidate]:
    """The candidates of all sentences in order; those inside a quotation with the speaker that is named beside it."""
    told = [list(candidates) for _, candidates in read]
    for at, near in _quoted_beside([context for context, _ in read], told):
        claim = next(c for c in told[near] if c.rule == "claim/speech" and c.speaker)
        assert claim.speaker is not None
        told[at] = [_spoken(candidate, claim, claim.speaker) for candidate in told[at]]
        told[at] += _claims(read[at][0], claim, claim.speaker)
    for run in _runs([context for context, _ in read]):
        teller = next(((i, c) for i in run for c in told[i] if c.rule == "claim/speech" and c.speaker), None)
        if teller is None or len(run) > _LONGEST:
            continue
        at, claim = teller
        assert claim.speaker is not None
        for i in (i for i in run if i != at):
            told[i] = [_spoken(candidate, claim, claim.speaker) for candidate in told[i]]
            told[i] += _claims(read[i][0], claim, claim.speaker)
    return (candidate for candidates in told for candidate in candidates)


def _quoted_beside(contexts: Sequence[Context], told: Sequence[Sequence[Candidate]]) -> Iterator[tuple[int, int]]:
    """The places of sentences that are a quotation from end to end, each with that of the speech that it goes on with.

    That is the sentence before it, where somebody is quoted there, or further quotations stand between.
    """
    near: int | None = None
    for at, context in enumerate(contexts):
        words = context.sentence.words.strip()
        whole = words[:1] in (_OPENING, _EITHER) and words[-1:] in (_CLOSING, _EITHER)
        spoken = any(candidate.rule == "claim/speech" and candidate.speaker for candidate in told[at])
        if spoken:
            near = at if any(mark in words for mark in (_OPENING, _CLOSING, _EITHER)) else None
        elif not (whole and words.count(_EITHER) in (0, 2)):
            near = None
        elif near is not None:
            yield at, near


def _runs(contexts: Sequence[Context]) -> Iterator[list[int]]:
    """The places of sentences of one paragraph that one quotation runs through, in runs of two and more."""
    run: list[int] = []
    for i, context in enumerate(contexts):
        sentence = context.sentence
        same = not run or contexts[run[-1]].sentence.sentence.paragraph == sentence.sentence.paragraph
        if not same:
            run = []
        run.append(i)
        if not _is_open(sentence.words, inside=len(run) > 1):
            if len(run) > 1:
                yield run
            run = []


def _is_open(words: str, *, inside: bool) -> bool:
    """True where a quotation is still open at the end of a sentence; `inside` where it was at its begin."""
    for character in words:
        if character == _OPENING:
            inside = True
        elif character == _CLOSING:
            inside = False
        elif character == _EITHER:
            inside = not inside
    return inside


def _spoken(candidate: Candidate, claim: Candidate, speaker: Mention) -> Candidate:
    if candidate.speaker is not None:
        return candidate
    return replace(candidate, speaker=speaker, sentences=(*candidate.sentences, *claim.sentences))


def _claims(context: Context, claim: Candidate, speaker: Mention) -> Iterator[Candidate]:
    """The sentence as a claim of its own, where it has words enough and tells no figure."""
    gist = plain_gist(context)
    if len(gist.split()) >= _FEWEST and not context.sentence.quantities:
        sort = Sort(Kind.CLAIM, "claim/speech", claim.confidence)
        root = next((token for token in context.sentence.tokens if token.dep_ == "ROOT"), None)
        basis = find_mood(root) if root is not None else Basis.ACTUAL
        qualifiers = Qualifiers(speaker=speaker, basis=basis)
        found = context.make(speaker, "said", gist, sort=sort, qualifiers=qualifiers)
        yield replace(found, time=claim.time, sentences=(*found.sentences, *claim.sentences))
