"""The main clause of a sentence that no other rule reads is told in its own words."""

import pytest

from rules import need_rules, read

need_rules()


def said(text):
    return [(c.subject.name, c.predicate.label, c.text, c.basis.value) for c in read(text) if c.rule == "sentence"]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (
            "The grant will be paid by the Arden Association.",
            ("grant", "will be paid", "by the Arden Association", "target"),
        ),
        ("Licences are given to growers.", ("licences", "are given", "to growers", "actual")),
        (
            "The orders have been placed under the programme for coastal trade in 2021.",
            ("orders", "have been placed", "under the programme for coastal trade", "actual"),
        ),
        (
            "Small ports of the coast are expected to lift such trade.",
            ("small ports of the coast", "are expected", "to lift such trade", "forecast"),
        ),
    ],
)
def test_a_sentence_that_nothing_else_tells_is_told_in_its_own_words(text, row):
    assert said(text) == [row]


@pytest.mark.parametrize(
    "text",
    [
        "The grant will not be paid out.",
        "If rates fall, licences are given to growers.",
        "Are licences given to growers?",
        "The second stage has yet to be put to the vote.",
        "It is really big for the trade of the coast.",
        "The aim is to widen the road to the coast.",
        "Norland Power opened the Lindow Dam on 3 May 2021.",
    ],
)
def test_what_is_denied_supposed_asked_or_told_already_is_not_told_in_words(text):
    assert not said(text)
