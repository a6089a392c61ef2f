"""Identifiers: slugs, content hashes and the IRIs of a collection. Nothing here depends on time or order."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from shugu.model.document import Span

__all__ = ["IriMaker", "content_hash", "is_slug", "slug_pattern"]

slug_pattern = "[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)*"
_SLUG = re.compile(slug_pattern)
_LONGEST_SLUG = 120


def is_slug(text: str) -> bool:
    """True for an id that can stand in an IRI as it is: letters, digits, and single `-`, `_`, `.` between them."""
    return len(text) <= _LONGEST_SLUG and _SLUG.fullmatch(text) is not None


def content_hash(*fields: str | None) -> str:
    """SHA-256 of the fields, each with its length before it, so that no two lists of fields meet.

    None and the empty string differ. 64 hexadecimal digits.

    >>> content_hash("ab", "c") == content_hash("a", "bc")
    False
    """
    digest = hashlib.sha256()
    for field in fields:
        data = b"-" if field is None else field.encode("utf-8")
        digest.update(b"%d:" % (-1 if field is None else len(data)))
        digest.update(data)
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class IriMaker:
    """IRIs of one collection, all under its `base`, which ends in `/` or `#`."""

    base: str

    def entity(self, entity_id: str) -> str:
        """The IRI of an entity."""
        return f"{self.base}entity/{entity_id}"

    def statement(self, fact_id: str) -> str:
        """The IRI of the statement that a row makes."""
        return f"{self.base}statement/{fact_id}"

    def evidence(self, document: str, span: Span) -> str:
        """The IRI of a stretch of a document."""
        return f"{self.base}evidence/{document}-{span.start}-{span.end}"

    def document(self, document: str) -> str:
        """The IRI of a document."""
        return f"{self.base}document/{document}"

    def graph(self, name: str) -> str:
        """The named graph of a document, or one of `entities`, `dataset`, `inferred`, `comparisons`."""
        return f"{self.base}graph/{name}"

    def run(self, digest: str) -> str:
        """The IRI of a run, by the digest of what went into it."""
        return f"{self.base}run/{digest[:16]}"

    @property
    def dataset(self) -> str:
        """The IRI of the dataset as a whole."""
        return f"{self.base}dataset"
