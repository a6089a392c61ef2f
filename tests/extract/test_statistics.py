"""Figures of statistics: whose they are, of which period, and what they are compared with."""

import pytest

from rules import need_rules, read
from shugu.extract.reading import is_money
from shugu.guard.units import is_money as is_money_of_guard

need_rules()


def rows(text, **parts):
    """Subject, label, number and time of every figure."""
    found = (c for c in read(text, **parts) if c.number is not None)
    return [(c.subject.name, c.predicate.label, str(c.number), c.time and c.time.text) for c in found]


def moods(text, **parts):
    return [c.basis.value for c in read(text, **parts) if c.number is not None]


def test_a_national_measure_is_of_the_country_not_of_the_body_that_reports_it():
    text = "The Kenyan economy is recovering, the Bank of Lindow said on Friday. Inflation eased to 4 percent in March."
    assert ("Kenya", "inflation", "4", "2024-03") in rows(text)


def test_a_measure_without_an_owner_is_not_of_the_office_that_counts_it():
    text = (
        "Kenya has had a good year. The Kenya Bureau of Statistics published its report on 3 May 2021. "
        "The Bureau of Statistics said tea output reached 40 tonnes in 2020. Milk output rose to 90 tonnes in 2020."
    )
    assert {name for name, _, number, _ in rows(text) if number in ("40", "90")} == {"Kenya"}


def test_a_measure_without_an_owner_is_not_of_things_in_the_plural_that_come_and_go():
    text = (
        "Kenya will open two new power plants in May 2021. The power plants burn gas. "
        "Per capita electricity use reached 300 kWh in 2020."
    )
    assert [name for name, _, number, _ in rows(text) if number == "300"] == ["Kenya"]


def test_a_measure_without_an_owner_is_of_the_thing_that_the_text_opens_with():
    text = (
        "The Lindow Railway opened in 2019. It is painted green, it is quiet, and the people who live along it like it. "
        "It stops at the school, at the market, at the hospital and at the old harbour, where boats leave for the isles. "
        "Those who come from farther away leave their cars outside the town and ride the rest of the way for nothing. "
        "The Norrbank Bridge was built by Arden Works. The Norrbank Bridge is red. The fare is 3 euros."
    )
    assert [name for name, _, number, _ in rows(text) if number == "3"] == ["Lindow Railway"]


def test_the_kingdom_and_the_country_with_an_adjective_are_the_country_of_the_text():
    text = "Jordan grew fast. Unemployment in the Kingdom fell to 9 percent. The desert country exports phosphate."
    found = read(text)
    assert {c.subject.name for c in found} == {"Jordan"}


def test_a_firm_keeps_its_own_figures():
    text = "Norland Power built a plant in Kenya in 2021. Norland Power is based in Lindow. Revenue rose by 9 percent."
    assert [subject for subject, label, _, _ in rows(text) if label == "revenue growth"] == ["Norland Power"]


def test_a_measure_of_the_whole_world_is_of_no_country():
    (found,) = rows("Global wind capacity reached 900 GW in 2021. China leads.", published="2022-05-02")
    assert found[0].lower() == "global wind capacity"


def test_a_measure_owns_no_other_measure():
    subjects = [row[0] for row in rows("Higher revenue of Lindow Gold was due to a 15 percent increase in sales.")]
    assert "higher revenue" not in subjects


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            "Norland's exports were 40 million euros in 2021, up 9 percent from 37 million euros a year earlier.",
            ("Norland", "exports", "37000000", "2020"),
        ),
        (
            "Norland's output rose from 13 percent of GDP in 2018 to 14 percent of GDP in 2019.",
            ("Norland", "output", "13", "2018"),
        ),
        (
            "Norland's output rose from 13 percent of GDP in 2018 to 14 percent of GDP in 2019.",
            ("Norland", "output", "14", "2019"),
        ),
        (
            "Europe added 24 GW of solar capacity in 2017, followed by Norland with 16 GW.",
            ("Norland", "added solar capacity", "16000", "2017"),
        ),
    ],
)
def test_a_figure_beside_another_is_the_same_measure_elsewhere_or_at_another_time(text, value):
    assert value in rows(text)


def test_the_period_told_of_goes_on_past_what_was_said_on_a_day():
    text = (
        "Lindow Port handled 40 million tonnes in the first half of 2021, its manager said on Friday. "
        "Cargo slipped by 4 percent to 9,000 tonnes."
    )
    assert {row[3] for row in rows(text, published="2021-09-01")} == {"2021-01/2021-06"}


def test_a_period_of_statistics_stands_in_the_next_paragraph_but_a_year_does_not():
    text = "Lindow Port handled 40 million tonnes in {}.\n\nCargo slipped by 4 percent."
    assert rows(text.format("the first half of 2021"))[-1][3] == "2021-01/2021-06"
    assert rows(text.format("2021"))[-1][3] is None


def test_a_state_told_as_of_a_time_holds_for_what_follows():
    text = "As of 2018, Lindow had 40 factories. The port has attracted 12 firms."
    assert [row[3] for row in rows(text)] == ["2018", "2018"]


def test_a_figure_is_not_of_the_day_on_which_somebody_told_it():
    assert [row[3] for row in rows("Norland Power has hired 300 people, the firm said on Friday.")] == [None]


def test_the_size_of_a_thing_is_not_of_the_day_on_which_it_was_opened():
    assert [row[3] for row in rows("Lindow Energy opened a 40 MW solar park on Friday.")] == [None]


def test_each_number_has_its_time_in_order():
    found = rows("In 2014 and 2015 the exports of Lindow reached 40 and 45 million euros respectively.")
    assert [(row[2], row[3]) for row in found] == [("40000000", "2014"), ("45000000", "2015")]


def test_the_time_at_the_head_of_an_enumeration_is_that_of_all():
    text = "By 2030, Norland Power will have opened 12 schools, hired 300 people and trained 40 engineers."
    assert {row[3] for row in rows(text)} == {"2030"}


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("Norland Power aims for 40 MW of solar power.", "target"),
        ("Norland Power expects a loss of $4 million.", "forecast"),
        ("Norland Power will open a plant in Lindow, creating 300 jobs.", "target"),
        ("The line to Lindow is designed for 900 passengers and will open in 2028.", "target"),
        ("Ethiopia led the region, with a growth forecast at 8 percent.", "forecast"),
        ("In 2023 the output of Lindow is expected to have reached 40 tonnes.", "estimate"),
        ("Norland Power had opened 12 stations by 2021.", "actual"),
    ],
)
def test_the_mood_of_a_figure(text, mood):
    assert moods(text) == [mood]


def test_years_running_are_a_duration_and_say_of_what():
    (found,) = [c for c in read("Lindow grew for five consecutive years.") if c.number is not None]
    assert (found.unit, found.predicate.label.split()[0]) == ("year", "consecutive")


def test_a_rank_by_a_measure_is_of_who_has_the_measure():
    (found,) = [c for c in read("Lindow's economic growth ranked first in 2021.") if c.unit == "rank"]
    assert (found.subject.name, found.predicate.label, found.time.text) == ("Lindow", "rank by economic growth", "2021")


@pytest.mark.parametrize("unit", ["TEU", "MVA"])
def test_a_unit_of_three_capitals_is_no_money(unit):
    assert not is_money(unit)
    assert not is_money_of_guard(unit)


def test_a_number_within_a_name_counts_nothing():
    assert rows("The president opened the Lindow 2 Solar Park.") == []
