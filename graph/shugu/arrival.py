"""A document on its way into a collection: brought, read and looked through for facts, with nothing changed yet.

All that is slow happens here, so that it can happen in several processes at once.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from shugu.errors import InputError, ServiceError
from shugu.filing import is_extracted
from shugu.model.collection import Collection, DocumentInfo
from shugu.read.collection import read_collection
from shugu.read.fetch import Fetched, Fetcher
from shugu.read.naming import Details, Source, check_details, choose_id, find_earlier, find_same, to_entry
from shugu.read.reader import EXTENSIONS, ReadResult, read_any

if TYPE_CHECKING:
    from shugu.extract.llm_report import ModelReport
    from shugu.extraction import Extraction, ExtractionSettings

__all__ = ["Arrival", "Place", "State", "is_unread", "is_url", "place", "receive"]


class State(StrEnum):
    """What adding a document came to."""

    NEW = "new"
    SAME = "same"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Which document of a collection an arrival is: its entry to be, and the one it takes the place of."""

    info: DocumentInfo
    old: DocumentInfo | None
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A document that was read: how it was brought, its bytes, what the user says of it.

    `found` is what an engine found in it under the id that the document had in the collection as it
    was then, None where no facts were looked for; `notes` are sentences that the user should know.
    """

    brought: Source
    data: bytes
    draft: ReadResult
    details: Details
    found: Extraction | None = None
    notes: tuple[str, ...] = ()


def receive(
    folder: Path,
    source: str,
    *,
    details: Details | None = None,
    fetcher: Fetcher | None = None,
    today: str | None = None,
    extraction: ExtractionSettings | None = None,
    again: bool = False,
    say: Callable[[str], None] | None = None,
) -> Arrival:
    """The document of a file or an address, for the collection in `folder`.

    With `extraction`, facts are looked for in what is new, what is dated otherwise and what no engine
    has read yet; with `again` in every case. `today` is noted as the day of retrieval of a page;
    `say` is told how far the reading of a long text has come. Raises InputError and ServiceError.
    """
    details = check_details(details or Details())
    with _opened(source, fetcher, today) as come:
        draft = read_any(come.path, "draft", media_type=come.media_type, charset=come.charset, url=come.url)
        data = come.path.read_bytes()
    if not draft.document.sentences:
        raise InputError(f"{come.name} holds no text, so there is nothing to add")
    arrival = Arrival(brought=replace(come, media_type=draft.media_type), data=data, draft=draft, details=details)
    collection = read_collection(folder)
    there = place(collection, arrival)
    if extraction is None or not (again or is_unread(collection, there)):
        return arrival
    found, notes = _look(collection, there.info, draft, extraction, say)
    return replace(arrival, found=found, notes=notes)


def place(collection: Collection, arrival: Arrival) -> Place:
    """Which document of the collection this is, and what its entry is to say."""
    brought, draft, details = arrival.brought, arrival.draft, arrival.details
    same = find_same(collection, draft, details)
    if same is not None:
        stated = {key: getattr(details, key) for key in ("title", "publisher", "published", "language")}
        info = replace(same, **{key: value for key, value in stated.items() if value is not None})
        return Place(info=info, old=same, state=State.SAME)
    old = find_earlier(collection, brought, details)
    name = old.id if old else choose_id(collection, brought, draft, details)
    info = to_entry(name, brought, draft, details, old, EXTENSIONS[draft.media_type])
    state = State.REPLACED if old else State.NEW
    return Place(info=info, old=old, state=state)


def is_unread(collection: Collection, there: Place) -> bool:
    """Whether no engine has read this text yet, or only with another day of publication."""
    if there.state is not State.SAME or there.old is None:
        return True
    return there.info.published != there.old.published or not is_extracted(collection, there.info.id)


def _look(
    collection: Collection,
    info: DocumentInfo,
    draft: ReadResult,
    extraction: ExtractionSettings,
    say: Callable[[str], None] | None,
) -> tuple[Extraction | None, tuple[str, ...]]:
    """What the engine finds, and notes; None for a language that it cannot read, and where spaCy is missing.

    Raises what a model's server does: then the document is to be added once more.
    """
    from shugu.extraction import extract_document, has_rules  # noqa: PLC0415 - needs the RDF side for the ontology's names
    from shugu.loading import load_names  # noqa: PLC0415

    if extraction.model is None and not has_rules(info.language):
        return None, ()
    names = load_names(collection)
    own = [entity for id_, entity in names.entities.items() if id_ not in names.proposed]
    document = replace(draft.document, id=info.id)
    try:
        found = extract_document(
            document,
            language=info.language,
            published=info.published,
            title=info.title,
            known=own,
            settings=extraction,
            say=say,
        )
    except (InputError, ImportError) as error:
        if extraction.model is not None:
            raise
        return None, (f"no facts were looked for: {error}",)
    return found, _check_answers(found.report) if found.report else ()


def _check_answers(report: ModelReport) -> tuple[str, ...]:
    """A note where a model gave no answer for parts of the text; raises ServiceError where it gave none at all."""
    failed = sum(count for _, count in report.failed)
    if not failed:
        return ()
    reasons = ", ".join(reason for reason, _ in report.failed)
    if failed == report.chunks:
        raise ServiceError(f"the model {report.model} gave no answer that can be used ({reasons}); nothing was added")
    return (
        f"{failed} of {report.chunks} parts of the text were not read ({reasons}); try them once more with --again",
    )


def is_url(source: str) -> bool:
    """Whether a source is an address rather than a file."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", source) is not None


@contextmanager
def _opened(source: str, fetcher: Fetcher | None, today: str | None) -> Iterator[Source]:
    """The document at hand as a file; what came from the web lies in a temporary folder meanwhile."""
    if not is_url(source):
        yield Source(path=Path(source), name=source)
        return
    fetched = (fetcher or Fetcher()).fetch(source)
    with tempfile.TemporaryDirectory(prefix="shugu-") as place:
        path = _kept(fetched, Path(place))
        yield Source(
            path=path, name=source, url=source, retrieved=today, media_type=fetched.media_type, charset=fetched.charset
        )


def _kept(fetched: Fetched, place: Path) -> Path:
    """The answer in a file whose name has the ending that the address has, by which its kind can be told."""
    ending = Path(urlsplit(fetched.url).path).suffix
    path = place / f"document{ending if re.fullmatch(r'[.][A-Za-z0-9]{1,8}', ending) else ''}"
    path.write_bytes(fetched.data)
    return path
