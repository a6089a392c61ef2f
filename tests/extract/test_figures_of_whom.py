"""Whose a figure is that its own words do not name: by what was told before, by the land, by the thing described."""

import pytest

from rules import need_rules, read
from shugu.extract.gazetteer import find_country
from shugu.extract.lexicon import speaking
from shugu.guard.numbers import read_numbers

need_rules()


def told(text):
    return [(c.subject.name, c.predicate.label, str(c.number)) for c in read(text) if c.number is not None]


@pytest.mark.parametrize(
    "sentence",
    [
        "The bulletin showed a decrease of 7 per cent.",
        "This result marks a decrease of 7 per cent.",
        "The figure represents a decrease of 7 per cent.",
    ],
)
def test_what_only_reports_has_no_figures_of_its_own(sentence):
    rows = told(f"Lindow Ferries earned revenue of $40 million in 2021. {sentence}")
    assert [subject for subject, _, number in rows if number == "7"] == ["Lindow Ferries"]


def test_the_place_of_a_dateline_is_not_what_a_text_opens_with():
    text = (
        "Arden: The tree scheme has restored 900 farms, the board said. "
        "Of these, 400 farms were replanted by August 2024."
    )
    assert "Arden" not in [subject for subject, _, _ in told(text)]


def test_a_country_is_known_by_an_adjective_of_two_words():
    with speaking("en"):
        text = "The Costa Rican board counted guests. Costa Rican hotels were full. Many came from Canada."
        assert find_country(text) == "Costa Rica"


def test_a_superlative_description_owns_nothing():
    text = "Zambia is in Africa. Full-year output in Africa's largest tea grower was expected to rise by 5 per cent."
    assert "Africa" not in [subject for subject, _, _ in told(text)]


def test_who_announces_does_not_own_what_is_announced():
    text = (
        "A large wind farm in Norland has been opened, Havkraft, a group behind it, has announced. "
        "Some 69,000 homes will be powered by the wind farm."
    )
    assert "Havkraft" not in [subject for subject, _, number in told(text) if number == "69000"]


def test_each_of_several_has_the_figure():
    rows = told("The Arden Park has 35 wind turbines, with each having a height of 99 m.")
    assert ("wind turbines", "height", "99") in rows


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("The line saved Norland $17 million this year and another $4 million next year.", ("savings", "4000000")),
        ("The project created 300 jobs in 2023 and a further 150 in 2024.", ("jobs created", "150")),
    ],
)
def test_another_figure_is_of_the_same(text, row):
    assert row in [(label, number) for _, label, number in told(text)]


def test_the_second_is_told_like_the_first():
    rows = told("The first phase will cost $20 million and the second $35 million.")
    assert [(subject, label) for subject, label, number in rows if number == "35000000"] == [("second phase", "cost")]


@pytest.mark.parametrize("part", ["40 per cent of them women", "40% of whom are women", "mainly 40% women"])
def test_a_share_of_those_counted_is_of_who_has_them(part):
    rows = told(f"Lindow Mills employs 300 people, {part}.")
    assert ("Lindow Mills", "share of women", "40") in rows


def test_half_of_a_whole_behind_a_count_is_the_share_of_the_count():
    rows = told("The campaign targets 9 million children, nearly half the country's population.")
    assert ("campaign", "share of country's population", "50") in rows


def test_half_a_million_is_no_million():
    rows = told("The port of Lindow handled half a million tonnes in 2021.")
    assert [number for _, _, number in rows] == ["500000"]
    assert [str(reading.value) for reading in read_numbers("half a million people")][:1] == ["500000"]


def test_what_is_told_as_a_project_is_by_its_own_name():
    assert ("Arden Wind Farm", "capacity", "147") in told("The Arden Wind Farm is a 147 MW project owned by Havkraft.")


def test_harvests_are_those_of_the_land_that_the_clause_names():
    text = (
        "The new mill in Lindow has a capacity of 20,000 tonnes. The new mill was opened on Monday. "
        "The annual production of tea has doubled in Norland."
    )
    assert [subject for subject, _, number in told(text) if number == "100"] == ["Norland"]


def test_we_are_not_the_person_who_says_it():
    text = "The new mill in Lindow was opened by Havkraft. “Employing 1,250 people, we are growing,” said Ada Brook."
    assert "Ada Brook" not in [subject for subject, _, _ in told(text)]


def test_a_count_of_nothing_is_not_told():
    assert told("The government received 14 from the northern dam.") == []


def test_able_to_is_said_of_the_noun_before():
    rows = told("The Lindow Metro will run 23 trains able to carry up to 1,800 people each.")
    assert "Lindow Metro" not in [subject for subject, _, number in rows if number == "1800"]


def test_what_stands_before_the_subject_owns_no_figure_of_it():
    assert told("After about 40 offshore discoveries in recent years, the energy sector has been key to growth.") == []
