"""What each figure measures, and of what."""

import pytest

from rules import figures, need_rules, read

need_rules()


def labels(text, **parts):
    return [(c.subject.name, c.predicate.label, str(c.number)) for c in read(text, **parts) if c.number is not None]


@pytest.mark.parametrize(
    ("text", "subject", "label", "number"),
    [
        ("Norland Power employs 300 people.", "Norland Power", "people", "300"),
        ("The population of Paris reached 2 million in 2021.", "Paris", "population", "2000000"),
        ("Lindow's exports rose by 9 percent in 2021.", "Lindow", "exports growth", "9"),
        ("Exports of Norland doubled in 2021.", "Norland", "exports growth", "100"),
    ],
)
def test_a_figure_has_an_owner_and_a_label(text, subject, label, number):
    assert (subject, label, number) in labels(text)


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("Norland Power employed 300 people in 2021.", "actual"),
        ("Norland Power plans to employ 300 people by 2030.", "target"),
        ("Norland Power will employ 300 people.", "target"),
        ("Norland Power is expected to employ 300 people.", "forecast"),
        ("Norland Power employed an estimated 300 people in 2021.", "estimate"),
    ],
)
def test_a_target_and_a_forecast_are_told_from_an_actual(text, basis):
    assert figures(text) == [("300", "count", basis)]


@pytest.mark.parametrize(
    "text",
    [
        "Norland Power did not hire 300 people.",
        "Norland Power may hire 300 people.",
        "If Norland Power hires 300 people, the town will grow.",
        "The mayor denied that Norland Power could hire 300 people.",
    ],
)
def test_what_is_negated_denied_or_only_possible_is_no_figure(text):
    assert figures(text) == []


def test_respectively_gives_each_its_own():
    found = labels("Lindow and Marrick had 500 and 700 schools respectively.")
    assert [(subject, number) for subject, _, number in found] == [("Lindow", "500"), ("Marrick", "700")]


def test_a_figure_has_the_time_of_its_clause_and_its_wording():
    (found,) = [c for c in read("Norland Power hired 300 people in May 2021.") if c.number is not None]
    assert (found.time.text, found.stated) == ("2021-05", "300")
    assert "300 -> 300 count" in found.derivation


def test_what_a_figure_is_compared_with_is_the_year_before():
    found = [
        c
        for c in read("Exports of Norland reached $200 million in 2021, up from $150 million a year earlier.")
        if c.number
    ]
    assert {(str(c.number), c.time and c.time.text) for c in found} >= {("200000000", "2021"), ("150000000", "2020")}
