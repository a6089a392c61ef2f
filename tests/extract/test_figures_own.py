"""Whose a figure is that stands without an owner beside it: of what was told before, of a whole, of what is counted."""

import pytest

from rules import need_rules, read

need_rules()

PORT = "The Lindow Port grows in Norland. The Lindow Port is new."


def told(text):
    return [(c.subject.name, c.predicate.label, str(c.number)) for c in read(text) if c.number is not None]


def owners(text, number):
    return [subject for subject, _, value in told(text) if value == number]


@pytest.mark.parametrize("name", ["Lindow 100 MW Solar Plant", "Norrbank-III 100 MW Combined Cycle Power Plant"])
def test_a_size_stands_within_a_name(name):
    assert owners(f"The minister opened the {name} on Monday.", "100") == [name]


def test_the_adjective_of_a_country_owns_figures():
    assert owners("Kenyan tea exports fell by 9 percent.", "9") == ["Kenya"]


def test_a_figure_of_this_goes_on_with_the_sentence_before():
    text = f"{PORT} Arden Rail earned $40 million in 2021. This stood at $30 million in 2020."
    assert owners(text, "30000000") == ["Arden Rail"]


def test_this_contribution_is_that_of_the_sentence_before():
    text = f"{PORT} The farm sector contributed $40 million to output last year. This contribution is forecast to reach $60 million."
    assert owners(text, "60000000") == ["farm sector"]


def test_a_sum_that_nobody_is_named_for_is_nobodys():
    text = "Lindow Port is old. Lindow Port grows. In the second year the share came to 40 per cent."
    assert "Lindow Port" not in owners(text, "40")


def test_a_whole_at_the_beginning_has_the_shares():
    rows = told("Of all farm waste, about 50% was used for heat.")
    assert ("farm waste", "share used for heat", "50") in [(name.removeprefix("all "), *rest) for name, *rest in rows]


def test_a_second_share_is_of_the_same_whole():
    text = "Some 61 per cent of the miners had finished school, while 38 per cent had a trade."
    assert owners(text, "38") == ["miners"]


def test_a_part_of_an_economy_has_what_it_reached():
    assert owners(f"{PORT} The metal sector rose 9 per cent to $4 billion.", "4000000000") == ["metal sector"]


def test_a_sum_set_aside_is_of_what_it_goes_to():
    text = "The first project is to plant trees. The cabinet allocated $40 million for this project."
    assert owners(text, "40000000") == ["first project"]


def test_a_list_has_its_outlay_together():
    text = "Norland has decided to improve rural roads, farm clinics and village schools at a cost of $4 million."
    assert owners(text, "4000000") == ["rural roads, farm clinics and village schools"]


def test_a_cost_is_of_what_is_approved_not_of_whom_it_helps():
    text = "The cabinet approved seven schemes to help farmers at a cost of $4 million."
    assert owners(text, "4000000") == ["schemes"]


def test_its_within_a_relative_clause_is_what_that_tells_of():
    text = "Norland is rich. The best was the Arden mine, which increased its output by 24 percent."
    assert owners(text, "24") == ["Arden mine"]


def test_which_behind_a_year_is_the_budget_of_it():
    text = "The council has passed the school budget for the year 2031, which is set at $506 million."
    assert owners(text, "506000000") == ["school budget"]


def test_a_measure_that_sees_a_rise_has_it():
    text = "Norland passed a budget. The defense budget sees a 15% wage rise."
    assert owners(text, "15") == ["defense budget"]


def test_the_production_of_a_quarterly_report_is_the_firms():
    text = (
        "Norrbank Mining issues quarterly update\n\nNorland saw rain. Norrbank Mining opened a mill in Norland.\n\n"
        "Production for the quarter was 6031 tonnes."
    )
    assert owners(text, "6031") == ["Norrbank Mining"]


def test_the_initiative_is_what_was_approved_right_before():
    text = "The cabinet approved the Green Soil Mission in 2021. The initiative will train 400 farmers."
    assert owners(text, "400") == ["Green Soil Mission"]


def test_counts_of_what_was_told_before_are_left_out():
    text = (
        "All the three sectors of Norland registered growth in 2021, with recovery in the sectors of farming and trade."
    )
    assert owners(text, "3") == []


def test_the_country_of_a_dateline_is_that_of_its_capital():
    from shugu.extract.gazetteer import find_country
    from shugu.extract.lexicon import speaking

    with speaking("en"):
        assert find_country("AMMAN (Petra) - The jobless rate fell to 21 per cent.") == "Jordan"
        assert find_country("The jobless rate fell in the hills.") is None


def test_a_size_before_a_name_is_no_part_of_it():
    assert owners("Havkraft is building the 183MW San Arden wind farm.", "183") == ["San Arden"]


def test_the_company_is_the_firm_that_a_sentence_was_about():
    text = (
        "Norrbank Energy built a mill. Its power is sold to the Lindow Mining Company of Norland. "
        "In Arden, the company operates 291 MW of projects."
    )
    assert owners(text, "291") == ["Norrbank Energy"]


def test_with_behind_what_is_bought_tells_the_size_of_that():
    text = "Norrbank Energy will buy three wind projects, with 400 MW of generation capacity, from Lindow Power."
    assert ("wind projects", "generation capacity", "400") in told(text)


def test_who_gets_a_sum_does_what_it_is_for():
    text = "The state bank approved $40 million to Lindow Power to build 150 MW of wind capacity."
    assert owners(text, "150") == ["Lindow Power"]


def test_a_part_by_its_number_is_told_in_full():
    text = "The council has approved $86 million for construction of section three of the Lindow-Arden highway."
    assert owners(text, "86000000") == ["section three of the Lindow-Arden highway"]


def test_solar_power_at_the_beginning_is_no_firm():
    assert owners("Solar power made up over 34% of the total.", "34") == ["Solar power"]


def test_a_target_goes_on_rising():
    text = "The Dutch target is to make 12% of energy from the sun by 2031, rising to 19% in 2034."
    assert owners(text, "19") == ["Netherlands"]


def test_fewer_by_a_share_is_a_decline_of_whoever_buys():
    assert ("Arden Board", "buy beans decline", "5") in told(
        "The Arden Board was able to buy only 5 percent fewer beans."
    )


def test_a_share_behind_what_somebody_ranks_as_is_theirs():
    assert owners("Peru ranks first as the main supplier of berries with a 25% share.", "25") == ["Peru"]


def test_what_is_recorded_behind_an_object_is_the_subjects():
    text = "Norland berries have conquered 93 foreign markets registering sales worth $4 million."
    assert owners(text, "4000000") == ["Norland berries"]
