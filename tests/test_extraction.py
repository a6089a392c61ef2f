"""Candidates past the guard."""

from rules import document_of, need_rules
from shugu.extraction import extract_document

need_rules()


def rows(text):
    found = extract_document(document_of(text), published="2024-05-20").candidates
    return [(str(c.number), c.basis.value) for c in found if c.number is not None]


def test_a_figure_that_the_evidence_foresees_is_told_as_foreseen():
    assert ("50000000", "forecast") in rows("Norland expects a 2025 grain crop of 50 million tonnes.")


def test_a_figure_whose_owner_does_not_show_is_told_of_the_measure():
    text = (
        "Firms met. Norland Power opened the Lindow Plant in 2019. Ships left. Farmers sold hay. Boats came back. "
        "Malt was sold. Average ticket prices rose by 9 percent in 2020."
    )
    found = extract_document(document_of(text), published="2024-05-20").candidates
    assert ("average ticket prices", "growth", 9) in {(c.subject.name, c.predicate.label, c.number) for c in found}
