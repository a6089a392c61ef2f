"""Figures told beside others: in turn, in brackets, behind a colon, of the same at another time, as a change."""

import pytest

from rules import document_of, need_rules
from shugu.extract.quantities import find_quantities
from shugu.extraction import extract_document

need_rules()


def found(text, published="2024-08-20"):
    """The figures that the guard lets pass."""
    candidates = extract_document(document_of(text), published=published).candidates
    return [candidate for candidate in candidates if candidate.number is not None]


def rows(text, **parts):
    """Subject, label and number of every figure."""
    return [(c.subject.name, c.predicate.label, f"{c.number:f}") for c in found(text, **parts)]


def timed(text, **parts):
    """Number and time of every figure."""
    return [(f"{c.number:f}", c.time and c.time.text) for c in found(text, **parts)]


def test_figures_told_in_turn_are_each_of_its_own():
    text = "Kenya's exports to Japan, Oman and Chile increased by 9 per cent, 5 per cent and 2 per cent respectively."
    assert rows(text) == [
        ("Kenya", "exports to japan growth", "9"),
        ("Kenya", "exports to oman growth", "5"),
        ("Kenya", "exports to chile growth", "2"),
    ]


def test_what_is_named_behind_its_figures_has_them_in_turn():
    text = "Sales of the group grew by 4%, 5% and 6% in Spain, France and Italy respectively."
    assert [(row[0], row[2]) for row in rows(text)] == [("Spain", "4"), ("France", "5"), ("Italy", "6")]


def test_one_noun_behind_two_figures_told_in_turn_is_that_of_both():
    text = "Exports to Spain and France stood at $40 million and $60 million, with 4% and 7% growth respectively."
    assert [row[1:] for row in rows(text)][2:] == [("exports to spain growth", "4"), ("exports to france growth", "7")]


def test_a_figure_in_brackets_behind_its_time_is_the_same_at_that_time():
    text = "The revenue of Lindow Mills was EUR 584 million (2022: EUR 519 million)."
    assert [row[1:] for row in rows(text)] == [("revenue", "584000000"), ("revenue", "519000000")]
    assert timed(text) == [("584000000", None), ("519000000", "2022")]


def test_a_share_in_brackets_behind_a_share_is_that_of_the_time_before():
    text = "The gross margin of Lindow Mills was 34.8% (29.1%)."
    assert [row[1:] for row in rows(text)] == [("gross margin", "34.8"), ("gross margin", "29.1")]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Kenya's imports fell by 4,000 tonnes (9 per cent).", "imports decline"),
        ("Kenya's imports rose by 9 per cent or 4,000 tonnes.", "imports growth"),
        ("Kenya's imports reached 40,000 tonnes (+9%).", "imports growth"),
        ("Kenya's imports reached 40,000 tonnes (-9%).", "imports decline"),
    ],
)
def test_a_change_is_told_once_more_in_another_measure(text, label):
    assert rows(text)[-1][1] == label
    assert all(figure.number > 0 for figure in found(text))


def test_an_amount_below_nought_keeps_its_sign():
    assert rows("The profit of Lindow Mills was EUR -11.3 million in 2023.") == [
        ("Lindow Mills", "profit", "-11300000.0")
    ]


def test_a_range_has_no_minus_in_it():
    assert [f"{quantity.number:f}" for quantity in find_quantities("between 10 -12 tonnes")] == ["10", "12"]


def test_a_line_with_a_colon_tells_of_what_stands_before_it():
    text = "The key figures of Lindow Mills are: Turnover: $2.1 billion (up 4%)"
    assert rows(text) == [
        ("Lindow Mills", "turnover", "2100000000.0"),
        ("Lindow Mills", "turnover growth", "4"),
    ]


def test_a_line_without_a_verb_tells_how_a_measure_has_changed():
    text = "The results of Lindow Mills are out.\n\nLike-for-like sales (mills only) up 2.8% (2010/11: 1.4%)"
    assert [row[1:] for row in rows(text)] == [
        ("like-for-like sales growth", "2.8"),
        ("like-for-like sales growth", "1.4"),
    ]


def test_what_a_list_behind_a_colon_is_told_of_is_no_measure():
    text = "Turbines will be delivered by Lindow Mills: 28 machines of 15 MW each."
    assert not any("delivered" in row[1] for row in rows(text))


@pytest.mark.parametrize(
    "text",
    [
        "Kenya's exports recorded a 9 percent decline to $2 billion in July 2024 when compared to $3 billion in May 2024.",
        "Kenya posted a 9 per cent drop in exports to $2 billion in July 2024 compared with $3 billion in May 2024.",
    ],
)
def test_what_a_change_that_a_noun_names_reached_is_of_the_same_measure(text):
    assert [row[1:] for row in rows(text)] == [
        ("exports decline", "9"),
        ("exports", "2000000000"),
        ("exports", "3000000000"),
    ]


def test_negative_growth_is_a_decline():
    assert rows("Kenya's exports saw 0.7% negative growth in May.") == [("Kenya", "exports decline", "0.7")]


def test_a_time_that_is_only_compared_with_is_not_that_of_the_figure():
    assert timed("In Kenya, employment increased by 4,000 from May 2023.") == [("4000", None)]
    assert timed("In Kenya, joblessness stood at 40,200 people, the lowest since March 2008.") == [("40200", None)]


def test_a_measure_higher_or_lower_than_before_has_changed():
    text = "In June 2023, Kenya's output was 5% higher than in June 2022. Its wages were lower by 3%."
    assert rows(text) == [("Kenya", "output growth", "5"), ("Kenya", "wages decline", "3")]


def test_a_measure_is_that_of_each_thing_before_a_bracket():
    text = "In Kenya, average rents were highest in Arda County (€1,250) and farming (€1,130)."
    assert [row[1:] for row in rows(text)] == [("average rents", "1250"), ("average rents", "1130")]
    assert rows(text)[0][0] == "Arda County"


def test_a_change_is_that_of_each_thing_before_a_bracket():
    text = "The fastest growth in the number of pupils was seen in Malta (42%), Slovenia (40%) and Chile (39%)."
    assert rows(text) == [
        ("Malta", "number of pupils growth", "42"),
        ("Slovenia", "number of pupils growth", "40"),
        ("Chile", "number of pupils growth", "39"),
    ]


def test_a_part_of_the_subject_in_brackets_is_the_share_of_where_it_is_from():
    text = "The largest group of pupils (41.5%) came from Spain, followed by Chile (20.5%)."
    assert rows(text) == [("Spain", "share of pupils", "41.5"), ("Chile", "share of pupils", "20.5")]


def test_the_next_of_two_measures_told_of_each_goes_on_with_both():
    text = (
        "Lindow Airport became the largest, with a total of 8.4 million travellers and an increase of 4.3%, "
        "followed by Arden Airport, with 7.5 million travellers and growth of 4.9%."
    )
    assert rows(text)[2:] == [
        ("Arden Airport", "travellers", "7500000.0"),
        ("Arden Airport", "travellers growth", "4.9"),
    ]


def test_a_verb_said_once_tells_the_changes_of_all():
    text = "Kenya's solar power grew by 30% to 11 billion kWh, wind power by 17% to 18 billion kWh."
    assert [row[1:] for row in rows(text)][2:] == [("wind power growth", "17"), ("wind power", "18000000000")]


def test_an_increase_of_so_many_is_one_of_what_was_told_before():
    text = "In Kenya, 40,500 pilgrims came in May. This is an increase of 8,300 pilgrims."
    assert rows(text)[1][1:] == ("pilgrims growth", "8300")


def test_what_a_period_recorded_is_the_same_of_that_period():
    text = "Kenya's remittances were $4 million in May 2023. June 2023 recorded $5 million, followed by $6 million in July 2023."
    assert [row[:2] for row in rows(text)] == [("Kenya", "remittances")] * 3
    assert timed(text) == [("4000000", "2023-05"), ("5000000", "2023-06"), ("6000000", "2023-07")]


def test_what_is_exported_has_its_worth_as_well():
    text = "Kenya has exported 636,000 tonnes of tea worth $24 million in the first quarter of 2024."
    assert [row[1:] for row in rows(text)] == [("tea exports", "636000"), ("tea exports", "24000000")]


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "An allocation of Rs 78 crore has been made for the Lindow dam, Rs 62 crore for the Arden dam and "
            "Rs 11 crore for the Norrbank dam.",
            ["Lindow dam", "Arden dam", "Norrbank dam"],
        ),
        ("Rs 12 crore allocated for the welfare of nomads.", ["welfare of nomads"]),
    ],
)
def test_sums_made_over_are_allocations_of_what_they_go_to(text, subjects):
    assert [row[:2] for row in rows(text)] == [(subject, "allocation") for subject in subjects]


def test_who_is_awarded_a_sum_has_it_and_not_who_gives_it():
    text = "Lindow Hospital has been awarded nearly £50 million by the government of Kenya."
    assert rows(text) == [("Lindow Hospital", "funding awarded", "50000000")]


def test_a_share_of_something_is_no_share_of_a_share():
    assert rows("Kenya has a 12.5% share of the market.") == [("Kenya", "share of the market", "12.5")]


def test_earnings_before_tax_keep_their_name():
    text = "The adjusted earnings before interest and taxes of Lindow Mills fell by 13 percent to 1.8 billion euros."
    assert [row[1] for row in rows(text)] == [
        "adjusted earnings before interest and taxes decline",
        "adjusted earnings before interest and taxes",
    ]


def test_what_a_plan_involves_is_meant():
    text = "The plan involves constructing 64 railway stations in Kenya."
    assert [figure.basis.value for figure in found(text)] == ["target"]


def test_people_not_in_work_are_counted():
    text = "In Kenya, the number of persons not in school is 52,400, which was up 2.0% or 1,030."
    assert [row[2] for row in rows(text)] == ["52400", "2.0", "1030"]


def test_both_ends_of_a_range_have_the_sign_and_scale_of_one_where_two_ranges_stand():
    text = "Kenya's exports and imports will be $1.4-1.7 billion and $3.5-3.9 billion, respectively, in 2025."
    assert "1400000000" in {row[2].split(".")[0] for row in rows(text)}


def test_a_count_is_held_against_one_of_another_time():
    text = "In Kenya, boat sales were at 1,240 units as against 1,060 units in September 2019."
    assert timed(text) == [("1240", None), ("1060", "2019-09")]


def test_a_thing_set_beside_with_its_change_is_no_other_name_of_the_first():
    text = "Kenya's tea exports rose 10 per cent to 107 tonnes, with coffee beans up 13 per cent to 39 tonnes."
    assert [row[1:] for row in rows(text)][2:] == [("coffee beans growth", "13"), ("coffee beans", "39")]


def test_parts_behind_a_colon_changed_as_the_whole_did():
    text = "Permits in Kenya went down: farms by 12.5 per cent and tower blocks by 10.5 per cent."
    assert rows(text) == [("Kenya", "farms decline", "12.5"), ("Kenya", "tower blocks decline", "10.5")]


def test_growth_of_a_forecast_is_foreseen():
    text = "Lindow Mills reiterated its forecast for yearly growth of 1 percent."
    assert [figure.basis.value for figure in found(text)] == ["forecast"]


def test_what_a_rise_reached_is_no_figure_of_the_rise():
    text = "A rise in shipments of tin ore reached 2.5 million tonnes in Kenya."
    assert not any("rise" in row[1] for row in rows(text))


def test_a_number_within_a_word_is_part_of_it():
    assert rows("Kenya's two-wheeler sales rose by 4 per cent.") == [("Kenya", "two-wheeler sales growth", "4")]
