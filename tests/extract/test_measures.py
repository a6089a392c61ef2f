"""What figures measure: against what they are held, what sums go to, what deals are of, units."""

import pytest

from rules import document_of, need_rules
from shugu.extraction import extract_document

need_rules()


def rows(text, **parts):
    """Subject, label, number, unit and time of every figure that the guard lets pass."""
    parts.setdefault("published", "2024-05-20")
    found = (c for c in extract_document(document_of(text), **parts).candidates if c.number is not None)
    return [(c.subject.name, c.predicate.label, f"{c.number:f}", c.unit, c.time and c.time.text) for c in found]


def bases(text):
    """Number and basis of every figure that the guard lets pass."""
    found = extract_document(document_of(text), published="2024-05-20").candidates
    return [(f"{c.number:f}", c.basis.value) for c in found if c.number is not None]


def test_a_figure_is_held_against_two_others_each_at_its_time():
    text = (
        "Kenya's tea exports amounted to $88 million in January 2024, compared to $37 million in January 2023 "
        "and $70 million in December 2023."
    )
    assert [row[1:] for row in rows(text)] == [
        ("tea exports", "88000000", "USD", "2024-01"),
        ("tea exports", "37000000", "USD", "2023-01"),
        ("tea exports", "70000000", "USD", "2023-12"),
    ]


def test_a_figure_that_only_others_are_held_against_is_one_of_what_changed():
    text = "Kenya's tourism earnings marked an improvement in March 2024 compared to $269 million in December 2023."
    assert rows(text) == [("Kenya", "tourism earnings", "269000000", "USD", "2023-12")]


def test_what_a_figure_was_at_another_time_is_the_same_measure():
    text = "The power capacity of Kenya reached 250 MW, which was only 40 MW in 2009."
    assert [row[1:] for row in rows(text)] == [
        ("power capacity", "250", "MW", None),
        ("power capacity", "40", "MW", "2009"),
    ]


def test_what_a_planned_change_begins_with_is_actual():
    text = "The plant will raise the water supply of Lindow from 34 percent to 85 percent."
    assert bases(text) == [("34", "actual"), ("85", "target")]


def test_a_count_is_more_than_another_by_a_count():
    text = "In March 2019, 71,400 visitors arrived in Kenya, 8,200 more than in March 2018."
    assert [row[1:4] for row in rows(text)] == [
        ("visitors arrived", "71400", "count"),
        ("visitors arrived growth", "8200", "count"),
    ]


def test_more_than_an_average_is_no_growth():
    text = "Output in Kenya increased by 9.4 percent, 2.1 percentage points higher than the regional average."
    assert ("output higher than the regional average", "2.1", "percentage-point") in [row[1:4] for row in rows(text)]


def test_what_it_was_up_by_goes_on_with_the_measure_of_the_sentence_before():
    text = "Kenya's tea exports reached 40 million tonnes in 2022. This was up 5 percent."
    assert [row[1:3] for row in rows(text)] == [("tea exports", "40000000"), ("tea exports growth", "5")]


def test_a_rate_that_was_decided_to_be_kept_is_actual():
    text = "The Bank of Kenya decided to keep the overnight rate at 2.75 per cent on 21 September 2023."
    assert bases(text) == [("2.75", "actual")]


def test_a_list_of_sums_goes_on_with_what_the_first_says():
    text = (
        "Kenya approved a budget of 90 billion euros. The report states that 50 billion will go to public schools, "
        "30 billion to debt payments, and 10 billion to rural roads."
    )
    assert [row[:4] for row in rows(text)][1:] == [
        ("public schools", "allocation", "50000000000", "EUR"),
        ("debt payments", "allocation", "30000000000", "EUR"),
        ("rural roads", "allocation", "10000000000", "EUR"),
    ]


def test_shares_of_a_whole_say_what_each_is_used_for():
    text = "Of the energy production of Kenya, about 55% was used for heat, 30% for power and 15% for fuel."
    assert [row[1:3] for row in rows(text)] == [
        ("share used for heat", "55"),
        ("share used for power", "30"),
        ("share used for fuel", "15"),
    ]


def test_what_is_allocated_in_a_list_is_meant():
    text = "The additional $39 million in grant spending is allocated as follows – $14 million to rural schools; $25 million for new clinics."
    assert [(number, basis) for number, basis in bases(text) if number != "39000000"] == [
        ("14000000", "target"),
        ("25000000", "target"),
    ]


def test_crores_that_something_costs_are_in_the_money_of_the_text():
    text = "India approved the port at a cost of Rs 16,000 crore. The coastal road was approved at a total cost of 18,036 crores."
    assert [row[2:4] for row in rows(text)] == [("160000000000", "INR"), ("180360000000", "INR")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Norland Works has awarded two contracts, worth about $350m, for the repair of roads.", "two contracts for repair of roads"),
        ("The cabinet has approved five projects, worth $3 billion in total, to help farmers.", "five projects to help farmers"),
        ("Norland Works signed a contract worth PHP19 billion as a part of the early works on the Lindow Subway.", "contract"),
    ],
)  # fmt: skip
def test_a_sum_beside_a_deal_is_of_the_deal_by_what_it_is_for(text, name):
    assert name in [row[0] for row in rows(text) if row[1] == "value"]


@pytest.mark.parametrize(
    ("words", "number", "unit"),
    [("138 petajoules (PJ)", "138", "PJ"), ("15 million kilolitres", "15000000", "kl"), ("5077 tU", "5077", "tU")],
)
def test_units_of_energy_and_volume(words, number, unit):
    assert (number, unit) in [row[2:4] for row in rows(f"Norland Power produced {words} in 2023.")]


def test_what_works_make_is_counted_of_what_has_them_made():
    text = "The Lindow Fund signed an agreement with Norland for the construction of 64 public schools."
    assert ("agreement with Norland", "construction of public schools", "64") in [row[:3] for row in rows(text)]
    text = "The Lindow Health Project includes the development of five hospitals, two clinics and 13 laboratories."
    assert [row[1:3] for row in rows(text)] == [
        ("development of hospitals", "5"),
        ("development of clinics", "2"),
        ("development of laboratories", "13"),
    ]
    assert {basis for _, basis in bases(text)} == {"target"}


def test_works_that_are_done_are_actual():
    assert bases("Norland Rail has completed the installation of 340 chargers.") == [("340", "actual")]


def test_a_share_is_told_once_more_in_the_unit_of_its_whole():
    text = "Kenya accounts for nearly a quarter of the tea supply, equivalent to about 5 million tonnes a year."
    assert ("tea supply", "5000000", "t") in [row[1:4] for row in rows(text)]


def test_what_somebody_has_power_over_is_no_bound():
    assert ("58", "count") in [row[2:4] for row in rows("Norland Power has control over the region's 58 wind farms.")]
