"""A collection: what `collection.toml` says, and where its other files lie."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from shugu.model.document import Span

__all__ = ["Collection", "DocumentInfo", "SentenceRecord"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentInfo:
    """One `[[document]]` of `collection.toml`.

    `published` and `retrieved` are ISO 8601 dates, None where the page states none. `sha256` and
    `length` (code points) are those of the canonical text. `source` names the origin of a text that
    several publishers carry; documents of one source count once in a corroboration.
    """

    id: str
    title: str
    publisher: str
    published: str | None = None
    retrieved: str | None = None
    url: str | None = None
    language: str = "en"
    media_type: str = "text/plain"
    file: str | None = None
    sha256: str
    length: int
    source: str | None = None

    @property
    def origin(self) -> str:
        """Whom the document is counted as: its `source`, else its publisher."""
        return self.source or self.publisher


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A folder of documents with their facts; `folder` is where `collection.toml` lies."""

    folder: Path
    id: str
    title: str
    base: str
    licence: str
    description: str
    documents: tuple[DocumentInfo, ...]
    title_zh: str | None = None

    def entities_path(self) -> Path:
        """Where the entities are listed."""
        return self.folder / "entities.tsv"

    def proposed_path(self) -> Path:
        """Where the entities are listed that candidates speak of and nobody has taken over yet."""
        return self.folder / "proposed.tsv"

    def terms_path(self) -> Path:
        """Where the properties are listed that rows use and the ontology does not have."""
        return self.folder / "terms.tsv"

    def merges_path(self) -> Path:
        """Where people's decisions on pairs of entities lie."""
        return self.folder / "merges.tsv"

    def sheet_path(self, document: str) -> Path:
        """Where the fact sheet of a document lies."""
        return self.folder / "facts" / f"{document}.tsv"

    def orphans_path(self, document: str) -> Path:
        """Where the decided rows of a document lie that its last extraction no longer gives."""
        return self.folder / "orphans" / f"{document}.tsv"

    def register_path(self, document: str) -> Path:
        """Where the sentences of a document are registered."""
        return self.folder / "sentences" / f"{document}.tsv"


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceRecord:
    """One registered sentence: a pointer into the text, and the reason where it states no fact."""

    id: str
    paragraph: int
    span: Span
    sha256: str
    reason: str | None = None
