"""A collection's accepted rows, and what an engine finds in its texts: the two sides of an evaluation."""

from __future__ import annotations

from pathlib import Path

from shugu.errors import InputError
from shugu.evaluate.rows import Row
from shugu.evaluate.sheets import rows_of_candidates, rows_of_facts
from shugu.extraction import ExtractionSettings, extract_document
from shugu.loading import Loaded
from shugu.read.collection import find_text
from shugu.read.plain import read_document

__all__ = ["accepted_rows", "extracted_rows"]


def accepted_rows(loaded: Loaded) -> list[Row]:
    """The accepted rows of a collection, the measure of an extraction. Raises InputError where there is none."""
    facts = [fact for sheet in loaded.sheets for fact in sheet.facts]
    rows = list(rows_of_facts(facts, loaded.names.entities, loaded.names.vocabulary))
    if not rows:
        folder = loaded.collection.folder
        raise InputError(f"{folder} has no accepted row to measure by; review some first: shugu review {folder}")
    return rows


def extracted_rows(loaded: Loaded, texts: Path, *, settings: ExtractionSettings | None = None) -> list[Row]:
    """The rows that an engine finds, past the guard, in the texts of the collection's documents in a folder.

    Raises InputError where a text is not there, and what `extract_document` raises.
    """
    known = tuple(loaded.names.entities.values())
    rows: list[Row] = []
    for info in (sheet.info for sheet in loaded.sheets):
        path = find_text(info, texts)
        if path is None:
            raise InputError(f"the text of {info.id} is not in {texts}; give the rows that were found as --found")
        document = read_document(path, info.id)
        found = extract_document(
            document,
            language=info.language,
            published=info.published,
            title=info.title,
            known=known,
            settings=settings,
        )
        rows += rows_of_candidates(found.candidates, document)
    return rows
