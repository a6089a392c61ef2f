"""Numbers as they are written, and what is none."""

from decimal import Decimal

import pytest

from shugu.extract.lexicon import load_table
from shugu.extract.quantities import find_quantities


def quantities(text, **parts):
    return [(q.number, q.unit, q.comparator.value) for q in find_quantities(text, **parts)]


@pytest.mark.parametrize(
    ("text", "number", "unit", "comparator"),
    [
        ("It sold 1,250 carts.", 1250, None, "="),
        ("It sold 1 250 carts.", 1250, None, "="),
        ("It sold 12\u00a0345\u00a0678 carts.", 12_345_678, None, "="),
        ("It sold 1\u202f250, more than ever.", 1250, None, "="),
        ("It dug up 1 250,5 tonnes.", Decimal("1250.5"), "t", "="),
        ("It dug up 1 250.75 tonnes.", Decimal("1250.75"), "t", "="),
        ("It dug up 2,5 million tonnes.", 2_500_000, "t", "="),
        ("It paid R12,5 million.", 12_500_000, "ZAR", "="),
        ("It grew by 3,75 percent.", Decimal("3.75"), "percent", "="),
        ("It sold 1.250.000 carts.", 1_250_000, None, "="),
        ("It sold 1’250 carts.", 1250, None, "="),
        ("It dug up 2½ million tonnes.", 2_500_000, "t", "="),
        ("It dug up 1 3/4 million tonnes.", 1_750_000, "t", "="),
        ("It sold one-and-a-half million carts.", 1_500_000, None, "="),
        ("It reached 2.4M people.", 2_400_000, None, "="),
        ("It rose by 25 bps.", 25, "basis-point", "="),
        ("It rose by 0.5 pp.", Decimal("0.5"), "percentage-point", "="),
        ("One in five homes is dry.", 20, "percent", "="),
        ("Nearly 9 out of every 10 homes are dry.", 90, "percent", "~"),
        ("One in three homes is dry.", Decimal("33.3"), "percent", "="),
        ("It sold more-than 40 carts.", 40, None, ">"),
        ("It sold up-to 40 carts.", 40, None, "<="),
        ("One-half of homes are dry.", 50, "percent", "="),
        ("It sold ca. 40 carts.", 40, None, "~"),
        ("It sold a maximum of 40 carts.", 40, None, "<="),
        ("It sold 40 carts.", 40, None, "="),
        ("It paid R1 200 million.", 1_200_000_000, "ZAR", "="),
        ("It paid 46.5 billion yuan.", 46_500_000_000, "CNY", "="),
        ("It paid $2.5bn.", 2_500_000_000, "USD", "="),
        ("It paid €40m in all.", 40_000_000, "EUR", "="),
        ("It reached 2.4m people.", 2_400_000, None, "="),
        ("The wall is 2.4m high.", Decimal("2.4"), "m", "="),
        ("It paid Rs 3 lakh crore.", 3_000_000_000_000, "INR", "="),
        ("It served 12 lakh homes.", 1_200_000, None, "="),
        ("more than 300 boats", 300, None, ">"),
        ("at least 300 boats", 300, None, ">="),
        ("fewer than 300 boats", 300, None, "<"),
        ("up to 300 boats", 300, None, "<="),
        ("about 300 boats", 300, None, "~"),
        ("300 boats or more", 300, None, "="),
        ("growth of 12 percent", 12, "percent", "="),
        ("a park of 40 hectares", 40, "ha", "="),
        ("a park of 40 Hectares", 40, "ha", "="),
        ("1.2m tonnes of maize", 1_200_000, "t", "="),
        ("600,000 metric tonnes", 600_000, "t", "="),
        ("50Mt of coal", 50_000_000, "t", "="),
        ("1,200 sq. ft of floor", 1200, "ft2", "="),
        ("a plant of 1.5 MW", Decimal("1.5"), "MW", "="),
        ("Half of homes are dry.", 50, "percent", "="),
        ("A third of homes are dry.", Decimal("33.3"), "percent", "="),
        ("forty-two carts", 42, None, "="),
        ("a million carts", 1_000_000, None, "="),
        ("It paid Rs.5 lakh.", 500_000, "INR", "="),
        ("It paid Taka 30 crore.", 300_000_000, "BDT", "="),
        ("It paid Kshs 30 million.", 30_000_000, "KES", "="),
        ("It paid RM4mil.", 4_000_000, "MYR", "="),
        ("It paid 30 million kr.", 30_000_000, "SEK", "="),
        ("It paid S/5.6 million.", 5_600_000, "PEN", "="),
        ("It paid F$7.2m for it.", 7_200_000, "FJD", "="),
        ("It paid 9 million Zambian kwacha.", 9_000_000, "ZMW", "="),
        ("It runs at 140 km/h.", 140, "km-per-h", "="),
        ("a plant of 975kw", 975, "kW", "="),
    ],
)
def test_a_number_is_fully_scaled_with_unit_and_bound(text, number, unit, comparator):
    assert quantities(text) == [(number, unit, comparator)]


@pytest.mark.parametrize(
    "text",
    ["a 5G mast", "in Phase 2 of it", "the COVID-19 years", "open 24/7", "Terminal 3", "see Article 12", "the A380"],
)
def test_a_number_that_numbers_or_names_a_thing_counts_nothing(text):
    assert quantities(text) == []


def test_a_range_is_at_least_the_one_and_at_most_the_other_in_one_unit():
    assert quantities("worth 3 to 5 billion yuan") == [(3_000_000_000, "CNY", ">="), (5_000_000_000, "CNY", "<=")]
    assert quantities("between 20 and 30 percent") == [(20, "percent", ">="), (30, "percent", "<=")]


def test_a_change_from_one_to_another_is_no_range():
    assert quantities("rose from 20 to 30 percent") == [(20, "percent", "="), (30, "percent", "=")]


@pytest.mark.parametrize(
    ("country", "unit"), [("Chile", "CLP"), ("Philippines", "PHP"), ("Mexico", "MXN"), (None, "MXN")]
)
def test_whose_pesos_are_meant_is_told_by_the_country_of_the_text(country, unit):
    assert quantities("It paid 5 million pesos.", country=country) == [(5_000_000, unit, "=")]


def test_a_currency_with_its_own_country_stays_what_it_is():
    assert quantities("It paid US$5 million.", country="Canada") == [(5_000_000, "USD", "=")]


def test_numbers_inside_times_are_no_quantities():
    assert quantities("By 2030 it wants 5 boats.", taken=[(0, 7)]) == [(5, None, "=")]


def test_a_quantity_knows_its_place_and_its_wording():
    text = "It has nearly 1,200 MW of it."
    (quantity,) = find_quantities(text)
    assert text[quantity.start : quantity.end] == quantity.stated == "nearly 1,200 MW"
    assert text[quantity.number_start :].startswith("1,200")
    assert quantity.derivation == "nearly 1,200 MW -> 1200 MW"


@pytest.mark.parametrize(
    ("text", "country", "unit"),
    [
        ("It paid K5 million.", "Zambia", "ZMW"),
        ("It paid K5 million.", "Papua New Guinea", "PGK"),
        ("It paid P5 million.", "Botswana", "BWP"),
        ("It paid Sh5 million.", "Tanzania", "TZS"),
        ("It paid US $5 million.", "Canada", "USD"),
        ("It paid 5 million US dollars.", "Canada", "USD"),
    ],
)
def test_a_sign_of_money_that_several_countries_write_is_that_of_the_text(text, country, unit):
    assert [found for _, found, _ in quantities(text, country=country)] == [unit]


def test_the_sign_before_a_range_and_the_scale_behind_it_are_of_both_ends():
    assert quantities("It will cost $2.5-3 billion.") == [
        (2_500_000_000, "USD", ">="),
        (3_000_000_000, "USD", "<="),
    ]


@pytest.mark.parametrize("text", ["Phases 1,2 and 3 are done.", "It costs €2,50.", "It won gold in 7,8."])
def test_figures_that_a_comma_may_part_or_join_are_not_guessed_at(text):
    assert [q.number for q in find_quantities(text) if q.number not in (3,)] == []


@pytest.mark.parametrize("text", ["It opened at 10 am.", "It opened at 10 a.m. as planned.", "It opens at 9 o’clock."])
def test_a_time_of_day_counts_nothing(text):
    assert quantities(text) == []


TABLES = (
    "units",
    "currency_before",
    "currency_after",
    "comparators_before",
    "comparators_after",
    "scales",
    "fractions",
)


@pytest.mark.parametrize("table", TABLES)
def test_every_spelling_is_read_in_any_case_and_with_hyphens(table):
    for word in load_table(f"quantities.{table}"):
        for spelling in {word, word.upper(), word.capitalize(), word.replace(" ", "-"), word.replace("-", " ")}:
            for text in (f"It has 40 {spelling} now.", f"It has {spelling} 40 now.", f"It has {spelling} of homes."):
                assert find_quantities(text) is not None
