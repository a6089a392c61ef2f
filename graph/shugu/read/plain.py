"""Plain text files as documents."""

from __future__ import annotations

from pathlib import Path

from shugu.model.document import Document
from shugu.model.table import read_text
from shugu.read.segment import segment

__all__ = ["read_document"]


def read_document(path: Path, document_id: str) -> Document:
    """The document in the UTF-8 file at `path`, with its sentences.

    Its text is canonical: the file's characters without a byte order mark, line ends made `\\n`.
    Raises InputError where the file cannot be read, LocatedError where it is not UTF-8.
    """
    text = read_text(path)
    return Document(document_id, text, segment(text))
