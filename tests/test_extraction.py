"""Candidates past the guard."""

from rules import document_of, need_rules
from shugu.extraction import extract_document

need_rules()


def rows(text):
    found = extract_document(document_of(text), published="2024-05-20").candidates
    return [(str(c.number), c.basis.value) for c in found if c.number is not None]


def test_a_figure_that_the_evidence_foresees_is_told_as_foreseen():
    assert ("50000000", "forecast") in rows("Norland expects a 2025 grain crop of 50 million tonnes.")
