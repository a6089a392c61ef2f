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


def values(text, **parts):
    return [(c.predicate.label, str(c.number), c.unit, c.time and c.time.text) for c in read(text, **parts) if c.number]


def test_a_change_tells_both_its_ends_and_the_year_of_each():
    text = "Lindow's unemployment rate fell from 53 to 48 per cent between 2015 and 2020."
    assert values(text) == [
        ("unemployment rate", "53", "percent", "2015"),
        ("unemployment rate", "48", "percent", "2020"),
    ]


def test_a_change_goes_on_to_what_it_reached():
    text = "Lindow's exports were up 44 percent to 783 million euros in 2021."
    assert [value[:3] for value in values(text)] == [
        ("exports growth", "44", "percent"),
        ("exports", "783000000", "EUR"),
    ]


def test_a_sum_in_brackets_is_the_same_in_another_money():
    text = "Lindow Bridge cost 430 billion won ($326 million)."
    assert [value[:3] for value in values(text)] == [("cost", "430000000000", "KRW"), ("cost", "326000000", "USD")]


def test_a_bare_sum_after_a_sum_is_of_its_money():
    text = "The line to Lindow cost 81 billion forints, of which the Norland Fund covered 63 billion."
    assert figures(text)[1][:2] == ("63000000000", "HUF")


def test_a_price_that_somebody_fixes_is_of_the_thing_priced():
    assert ("Boro rice", "price", "45") in labels(
        "The government has fixed the price of Boro rice at Tk 45 a kilogram."
    )


def test_what_a_road_has_may_stand_in_a_hyphened_word():
    assert ("hospital", "beds", "300") in labels("Lindow opened a 300-bed hospital.")


def test_year_on_year_is_the_scope_of_a_change_and_no_part_of_it():
    (found,) = read("Norland's output increased by 9.4 percent year on year in the first quarter of 2024.")
    assert (found.subject.name, found.predicate.label, found.scope) == ("Norland", "output growth", "year on year")


@pytest.mark.parametrize(
    "text",
    [
        "Norland Power hired engineers from two firms in 2021.",
        "The two sides signed the contract in 2021.",
        "The board of Norland Power met at 10:30 in the morning.",
    ],
)
def test_a_count_that_only_tells_things_from_others_is_no_figure(text):
    assert figures(text) == []


def test_a_change_without_a_time_is_of_the_period_told_of_before():
    text = "Lindow Port handled 40 million tonnes of cargo in 2021. Exports fell by 4 per cent."
    assert [c.time.text for c in read(text) if c.number] == ["2021", "2021"]


def test_the_time_of_another_clause_is_none_of_the_figure():
    text = "The Lindow Hospital has 312 beds and replaces a clinic that was damaged in 2010."
    assert [c.time for c in read(text) if c.number] == [None]


def test_what_is_yet_to_come_is_never_an_actual():
    found = read("Lindow Power generates 40 MW in 2035. Lindow Power has 40 workers, who move in 2036.")
    assert [c.basis.value for c in found if c.time and c.number] == []


def test_what_comes_by_itself_is_foreseen_and_not_meant():
    assert figures("Lindow's emissions will fall by 9 percent.") == [("9", "percent", "forecast")]


def test_everything_in_a_row_under_will_have_is_a_target():
    found = read(
        "By 2030, Lindow will have had a storage capacity of more than 2 GWh, initially completed five pilot plants, "
        "trained over 300 fitters with a licence, and opened more than 40 depots."
    )
    assert {int(c.number): c.basis.value for c in found if c.number} == dict.fromkeys((2, 5, 300, 40), "target")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "Lindow spent Rs40 billion on roads, Norrbank Rs22 billion and Tavua Rs18 billion in 2021.",
            [("Lindow", "40000000000"), ("Norrbank", "22000000000"), ("Tavua", "18000000000")],
        ),
        ("Norland Rail ordered a total of 40 trains in 2021.", [("Norland Rail", "40")]),
        ("An amount of $40 million has been allocated for Lindow Hospital.", [("Lindow Hospital", "40000000")]),
        ("Lindow is home to more than 3 million people.", [("Lindow", "3000000")]),
    ],
)
def test_a_figure_belongs_to_whom_the_sentence_gives_it(text, rows):
    assert [(subject, number) for subject, _, number in labels(text)] == rows


def test_a_minister_does_not_own_the_figures_that_she_tells():
    text = "Norland Power opened in 2015. Transport Minister Ada Brook said that 40 MW were added in 2021."
    assert all(subject != "Ada Brook" for subject, _, _ in labels(text))


def test_a_sum_says_what_it_goes_to():
    assert labels("Norland spent $40 million on roads in 2021.") == [("Norland", "spending on roads", "40000000")]


def test_a_distance_says_from_where():
    found = labels("Norland Power has a plant in Paris, 40 km from the capital.")
    assert ("Paris", "distance from capital", "40") in found


def test_a_stretch_of_time_that_only_says_when_is_no_figure():
    assert labels("The second hall followed nine months later.") == []


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (
            "The Ministry of Roads approved the Lindow Bypass at a cost of 40 million dollars.",
            ("Lindow Bypass", "cost", "40000000"),
        ),
        (
            "The Ministry of Roads decided to repair the Lindow Bypass at a total cost of 40 million dollars.",
            ("Lindow Bypass", "total cost", "40000000"),
        ),
        ("Norland Clinic with a 40-bed capacity opened in 2019.", ("Norland Clinic", "beds", "40")),
        ("Norland Telephone will receive a $3 million loan.", ("Norland Telephone", "loan received", "3000000")),
    ],
)
def test_a_cost_is_of_what_is_done_at_it_and_a_capacity_of_who_has_it(text, row):
    assert row in labels(text)


def test_a_row_of_counts_has_one_owner():
    rows = labels("Norland Telephone connected 5,000 people, 257 farms, 74 firms and 12 schools in 2021.")
    assert {(name, number) for name, _, number in rows} == {
        ("Norland Telephone", "5000"),
        ("Norland Telephone", "257"),
        ("Norland Telephone", "74"),
        ("Norland Telephone", "12"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "Norland Power presented its report on November 29.",
        "Unemployment of those aged 15 years and above fell in Kenya.",
        "Most workers of Norland Power are in the 20-39 age group.",
    ],
)
def test_a_day_of_a_month_and_an_age_are_no_figures(text):
    assert labels(text) == []


def test_what_is_said_of_a_long_road_is_said_of_the_road():
    rows = labels("Norland will build the Lindow Road by 2027. The 70-km-long road will cost 90 million dollars.")
    assert [(name, number) for name, _, number in rows] == [("Lindow Road", "70"), ("Lindow Road", "90000000")]
