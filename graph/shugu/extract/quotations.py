"""Speech that runs over several sentences and paragraphs: who is named with one of them says the others, too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from shugu.extract.authorities import find_authority
from shugu.extract.claims import confidence_of, find_mood, find_speeches, occasion
from shugu.extract.clauses import Clause
from shugu.extract.context import Context, Qualifiers, Sort
from shugu.extract.gists import plain_gist
from shugu.extract.lexicon import load_words
from shugu.extract.sentence import ParsedSentence
from shugu.extract.times import Time
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Basis, Kind

__all__ = ["Conversation", "Teller"]

_OPENING, _CLOSING, _EITHER = "“", "”", '"'
_FEWEST = 5  # words of a sentence that is a claim of its own, and of a quotation that is no name
_WORDED = ("statement", "clause/is")  # rules by which a candidate says what the claim of its sentence says
_LONGEST = 8  # sentences in which one speaker goes on


@dataclass(frozen=True, slots=True)
class Teller:
    """Who is named in a sentence as speaking, and the time of the occasion."""

    speaker: Mention
    sentence: str
    time: Time | None


@dataclass(frozen=True, slots=True)
class _Quotes:
    """The quotation marks of a sentence: whether it is somebody's speech from its beginning on, and what is quoted."""

    speech: bool
    stretches: tuple[tuple[int, int], ...]
    goes_on: bool  # the quotation is still open where the sentence ends
    told: bool  # a verb of speech stands outside the quotation

    def __contains__(self, offset: int) -> bool:
        return any(start <= offset < end for start, end in self.stretches)


class Conversation:
    """Who speaks in the sentences of a document, as they are read one after another."""

    def __init__(self, sentences: Sequence[ParsedSentence]) -> None:
        self._paragraphs = [sentence.sentence.paragraph for sentence in sentences]
        self._quotes = tuple(_read_quotes(sentences))
        self._tellers: list[Teller | None] = []

    def goes_on(self) -> Mention | None:
        """Who said what stood before, where the sentence to be read next goes on with it."""
        teller = self._before(len(self._tellers))
        return teller.speaker if teller is not None else None

    def note(self, context: Context, clauses: Sequence[Clause]) -> None:
        """Remembers who is named as speaking in the sentence that was read, outside what is quoted."""
        quotes = self._quotes[len(self._tellers)]
        found = ((verb, who) for verb, who in find_speeches(context, clauses) if verb.idx not in quotes)
        told = next(found, None) if quotes.told else None
        home = context.sentence.sentence.id
        teller = told and Teller(told[1], home, occasion(context, told[0]))
        if teller is None and quotes.goes_on and (authority := find_authority(context)) is not None:
            teller = Teller(authority, home, None)  # "According to Ada Brook, “it is so. It will be ...”"
        self._tellers.append(teller)

    def attribute(self, read: Sequence[tuple[Context, Sequence[Candidate]]]) -> Iterator[Candidate]:
        """The candidates of all sentences in order; those inside a quotation with the speaker named beside it."""
        for at, (context, candidates) in enumerate(read):
            teller = self._before(at) or self._behind(at)
            if teller is None:
                yield from candidates
                continue
            claims = (
                []
                if any(each.number is not None for each in candidates)
                else list(_claims(context, teller, self._quotes[at].stretches))
            )
            gists = " ".join(claim.text or "" for claim in claims)
            for candidate in candidates:
                if not (candidate.rule in _WORDED and candidate.text and candidate.text in gists):
                    yield _spoken(candidate, teller)
            yield from claims

    def _before(self, at: int) -> Teller | None:
        """Whose speech a quoted sentence goes on with: of its paragraph, or of the one before if none tells its own."""
        if self._quotes[at].told:
            return None
        for before in range(at - 1, max(-1, at - _LONGEST), -1):
            if not self._quotes[before + 1].speech:
                return None
            teller = self._tellers[before]
            if teller is not None:
                own = self._paragraphs[before] == self._paragraphs[at]
                return teller if own or not self._is_told_later(at) else None
        return None

    def _behind(self, at: int) -> Teller | None:
        """Who is named behind a quoted sentence, in the paragraph or in one that goes on with the quotation."""
        if self._quotes[at].told or not self._quotes[at].speech:
            return None
        for behind in range(at + 1, min(len(self._quotes), at + _LONGEST)):
            same = self._paragraphs[behind] == self._paragraphs[behind - 1]
            if not self._quotes[behind].speech or not (same or self._quotes[behind - 1].goes_on):
                return None
            if self._tellers[behind] is not None:
                return self._tellers[behind]
        return None

    def _is_told_later(self, at: int) -> bool:
        """True where a verb of speech stands behind a quoted sentence in its paragraph."""
        for behind in range(at + 1, len(self._quotes)):
            if self._paragraphs[behind] != self._paragraphs[at] or not self._quotes[behind].speech:
                return False
            if self._quotes[behind].told:
                return True
        return False


def _read_quotes(sentences: Sequence[ParsedSentence]) -> Iterator[_Quotes]:
    """The quotation marks of each sentence; in a new paragraph a mark opens, though one before was not closed."""
    telling, inside, paragraph = load_words("verbs.speech.lemmas"), False, -1
    for sentence in sentences:
        inside = inside and sentence.sentence.paragraph == paragraph
        paragraph = sentence.sentence.paragraph
        was_inside, (stretches, inside) = inside, _stretches(sentence.words, inside=inside)
        quotes = _Quotes(was_inside or _begins_speech(sentence.words, stretches), stretches, inside, told=False)
        told = any(token.lemma_ in telling and token.idx not in quotes for token in sentence.tokens)
        yield replace(quotes, told=told)


def _stretches(words: str, *, inside: bool) -> tuple[tuple[tuple[int, int], ...], bool]:
    """What is quoted in a sentence, and whether its end is; `inside` says whether its beginning is."""
    found, start = [], 0
    for place, character in enumerate(words):
        if character == _OPENING or (character == _EITHER and not inside):
            inside, start = True, place
        elif inside and character in (_CLOSING, _EITHER):
            found.append((start, place + 1))
            inside = False
    return (*found, *([(start, len(words))] if inside else [])), inside


def _begins_speech(words: str, stretches: Sequence[tuple[int, int]]) -> bool:
    """True for a sentence that begins with a quotation which is no name or term."""
    first = len(words) - len(words.lstrip())
    begins = bool(stretches) and stretches[0][0] == first
    return begins and len(words[slice(*stretches[0])].split()) >= _FEWEST


def _spoken(candidate: Candidate, teller: Teller) -> Candidate:
    if candidate.speaker is not None and candidate.speaker.name != teller.speaker.name:
        return candidate
    evidence = (*candidate.sentences, teller.sentence)
    return replace(candidate, speaker=teller.speaker, sentences=tuple(dict.fromkeys(evidence)))


def _claims(context: Context, teller: Teller, quoted: Sequence[tuple[int, int]]) -> Iterator[Candidate]:
    """The sentence as a claim of its own, where it has words enough."""
    gist = plain_gist(context, quoted)
    if len(gist.split()) < _FEWEST:
        return
    root = next((token for token in context.sentence.tokens if token.dep_ == "ROOT"), None)
    basis = find_mood(root) if root is not None else Basis.ACTUAL
    sort = Sort(Kind.CLAIM, "claim/speech", confidence_of(teller.speaker))
    qualifiers = Qualifiers(time=teller.time, basis=basis, speaker=teller.speaker)
    found = context.make(teller.speaker, "said", gist, sort=sort, qualifiers=qualifiers)
    yield replace(found, sentences=(*found.sentences, teller.sentence))
