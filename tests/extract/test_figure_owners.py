"""Whose a figure is: of what the clause above tells, of the member of a list before it, of the thing that costs."""

import pytest

from rules import need_rules, read

need_rules()


def told(text):
    return [(c.subject.name, c.predicate.label, str(c.number)) for c in read(text) if c.number is not None]


def test_what_is_only_used_has_no_figures_of_its_own():
    text = "The Lindow Hub will generate up to 5 gigawatts of solar power, which will be used to make 40 tonnes of hydrogen."
    assert [subject for subject, _, number in told(text) if number == "40"] == ["Lindow Hub"]


def test_what_a_clause_is_about_keeps_its_figures():
    assert ("solar power", "share of total", "30") in told("In 2021 solar power accounted for 30% of the total.")


def test_up_to_is_no_direction():
    assert [label for _, label, _ in told("The ferry Aurora carries up to 900 passengers.")] == ["passengers carried"]


def test_a_number_after_estimated_at_is_read_by_its_own_place():
    text = "Norland's earnings from fishing were estimated at $317 million in 2021, the bank's latest report revealed."
    assert ("Norland", "earnings from fishing", "317000000") in told(text)


@pytest.mark.parametrize(("member", "number"), [("coal mining", "26.8"), ("farm sector", "24.1")])
def test_the_members_of_a_list_go_on_with_the_measure_of_the_first(member, number):
    text = (
        "The services sector was the main contributor to GDP (44.5%), followed by coal mining (26.8%), "
        "and the farm sector (24.1%)."
    )
    rows = told(text)
    assert ("services sector", "share of gdp", "44.5") in rows
    assert (member, "share of gdp", number) in rows


def test_a_list_goes_on_with_the_sentence_before():
    text = "Blueberry output rose by 37.5 percent. It was followed by oil palm 11.7% (more land in Arden)."
    assert ("oil palm", "growth", "11.7") in told(text)


def test_more_of_something_in_brackets_is_its_growth():
    assert ("plums", "production growth", "8.7") in told("A higher production of plums (8.7%) was recorded in Arden.")


def test_sales_that_are_recorded_are_of_the_subject():
    text = "Norland berries were a success, recording sales worth $3 million in 2021."
    assert [(subject, label) for subject, label, _ in told(text)] == [("Norland berries", "sales")]


def test_contracts_are_told_apart_by_who_won_them():
    text = (
        "The first contract, worth $4 million, was awarded to Lindow Roads. Another, worth $2 million, went to Arden."
    )
    assert ("contract of Lindow Roads", "value", "4000000") in told(text)


def test_a_sum_approved_for_something_is_its_funding():
    rows = told("The cabinet approved $40 million for the construction of the Lindow Bridge.")
    assert rows == [("Lindow Bridge", "approved funding", "40000000")]


def test_a_cost_is_of_what_is_built_and_not_of_the_builder():
    text = "The ministry contracted Lindow Road Company to repair the Arden highway, at a cost of 50 million dollars."
    assert [(subject, label) for subject, label, _ in told(text)] == [("Arden highway", "cost")]


def test_each_of_two_things_of_one_name_has_its_own_sum():
    rows = told("Transport and Communications will get $3 million and $1 million respectively.")
    assert [(subject, number) for subject, _, number in rows] == [
        ("Transport", "3000000"),
        ("Communications", "1000000"),
    ]


def test_the_number_of_a_line_is_part_of_its_name():
    assert [subject for subject, _, _ in told("Line 3 of the Lindow Metro will be 26 km long.")] == [
        "line 3 of the Lindow Metro"
    ]


def test_a_target_is_of_who_has_it():
    rows = told("Norland's target is to make 17% of its power from the sun by 2030.")
    assert {subject for subject, _, _ in rows} == {"Norland"}
