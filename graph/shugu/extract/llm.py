"""Extraction by a model that the user has: asked piece by piece, believed only as far as the text bears it out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from shugu.errors import ServiceError
from shugu.extract.llm_cache import AnswerCache
from shugu.extract.llm_chunks import split_document
from shugu.extract.llm_client import Answer, ChunkFailedError, ModelClient
from shugu.extract.llm_ground import Ground, RefusedError, ground_row
from shugu.extract.llm_prompt import make_messages, make_prompt, make_repair
from shugu.extract.llm_reply import BrokenReplyError, parse_reply, parse_row
from shugu.extract.llm_report import ModelReport, Tally
from shugu.extract.llm_settings import ModelSettings
from shugu.guard.values import Setting
from shugu.model.candidate import Candidate
from shugu.model.document import Document, Span
from shugu.model.entity import Entity
from shugu.model.vocabulary import Vocabulary

__all__ = ["extract_with_model"]

_MOST_FAILURES = 3


def extract_with_model(
    document: Document,
    *,
    settings: ModelSettings,
    known: Sequence[Entity],
    vocabulary: Vocabulary,
    published: str | None = None,
    title: str | None = None,
) -> tuple[list[Candidate], ModelReport]:
    """The candidates that a model found and the guards let pass, in the order of the text, and a report.

    `published` (ISO date) and `title` are the document's. A chunk whose answer is broken, too long
    or too slow counts as failed and gives nothing. Raises ServiceError where the server cannot be
    used at all or fails three times in a row; answers given before stay in the cache, so that the
    next run goes on from there.
    """
    tally = Tally()
    setting = Setting(
        published=published, title=title, entities={entity.id: entity for entity in known}, vocabulary=vocabulary
    )
    ground = Ground(
        document=document, vocabulary=vocabulary, setting=setting, names=Ground.names_of(known),
        rule=f"llm:{settings.model}", confidence=settings.confidence,
    )  # fmt: skip
    pieces = split_document(document, settings.chunk_characters)
    tally.chunks = len(pieces)
    if len(pieces) > settings.max_chunks:
        tally.failed["over the limit of chunks"] = len(pieces) - settings.max_chunks
    with _Reader(settings, make_prompt(vocabulary), tally) as reader:
        found: dict[tuple[object, ...], Candidate] = {}
        for piece in pieces[: settings.max_chunks]:
            messages = make_messages(reader.prompt, document.quote(piece), title=title, published=published)
            for candidate in _believe(reader.rows(messages), piece, ground, tally):
                content = _content(candidate)
                if content in found:
                    tally.refused["twice the same"] += 1
                else:
                    found[content] = candidate
    tally.accepted = len(found)
    candidates = sorted(found.values(), key=lambda c: (c.span, repr(_content(c))))
    return candidates, tally.report(settings)


def _believe(rows: Sequence[object], piece: Span, ground: Ground, tally: Tally) -> list[Candidate]:
    """The candidates of those rows that the text bears out; all others are counted by reason."""
    found: list[Candidate] = []
    for value in rows:
        row = parse_row(value)
        if row is None:
            tally.refused["cells missing or of the wrong type"] += 1
            continue
        try:
            found.append(ground_row(row, piece, ground))
        except RefusedError as error:
            tally.refused[error.reason] += 1
    return found


def _content(candidate: Candidate) -> tuple[object, ...]:
    """What a candidate says and where: candidates of equal content are one."""
    c = candidate
    names = tuple(m and m.name.casefold() for m in (c.subject, c.object, c.place, c.speaker))
    return (
        c.sentences[0],
        c.predicate.name,
        names,
        c.number,
        c.text,
        c.unit,
        c.comparator,
        c.time and c.time.text,
        c.basis,
    )


class _Reader:
    """Asks for rows: from the cache, from the server, and once more where the answer was broken."""

    def __init__(self, settings: ModelSettings, prompt: str, tally: Tally) -> None:
        self.settings = settings
        self.prompt = prompt
        self.tally = tally
        self.cache = AnswerCache(settings.cache)
        self.client: ModelClient | None = None
        self.failures = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.client is not None:
            self.client.__exit__()

    def rows(self, messages: list[dict[str, str]]) -> Sequence[object]:
        """The rows of one chunk as the model wrote them; none where the chunk failed."""
        asked = self.tally.requests
        try:
            rows = self._rows(messages)
        except ChunkFailedError as error:
            self.tally.failed[error.reason] += 1
            if error.reason in ("server error", "server busy", "connection broken", "too slow"):
                self.failures += 1
                if self.failures >= _MOST_FAILURES:
                    raise ServiceError(
                        f"the server at {self.settings.base_url} failed {self.failures} times in a row "
                        f"({error.reason}); what it answered before is kept, run the command again to go on"
                    ) from None
            return ()
        self.failures = 0
        self.tally.cached += self.tally.requests == asked
        return rows

    def _rows(self, messages: list[dict[str, str]]) -> Sequence[object]:
        answer = self._answer(messages)
        try:
            return parse_reply(answer.text, most_rows=self.settings.most_rows)
        except BrokenReplyError as error:
            again = self._answer(make_repair(messages, answer.text, str(error)))
        try:
            rows = parse_reply(again.text, most_rows=self.settings.most_rows)
        except BrokenReplyError:
            raise ChunkFailedError("broken JSON") from None
        self.tally.repaired += 1
        return rows

    def _answer(self, messages: list[dict[str, str]]) -> Answer:
        key = self.cache.key(messages, self.settings)
        kept = self.cache.find(key)
        if kept is not None:
            return kept
        if self.client is None:
            self.client = ModelClient(self.settings)
        answer = self.client.ask(messages)
        self.tally.add(answer)
        self.cache.keep(key, answer)
        return answer
