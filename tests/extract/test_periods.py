"""When a figure or an event holds, and whether it is so or only meant: what the sentence around it says."""

import pytest

from rules import need_rules, read
from shugu.model.entity import Entity

need_rules()


def figures(text, **parts):
    """Number and time of every figure."""
    return [(str(c.number), c.time and c.time.text) for c in read(text, **parts) if c.number is not None]


def moods(text, **parts):
    """Number and basis of every figure."""
    return {str(c.number): c.basis.value for c in read(text, **parts) if c.number is not None}


def events(text, **parts):
    """Label, basis and time of what is no figure."""
    found = (c for c in read(text, **parts) if c.number is None)
    return [(c.predicate.label, c.basis.value, c.time and c.time.text) for c in found]


def test_what_is_so_now_is_not_of_the_past_told_beside_it():
    assert figures("Norland Power was founded in 1998 and employs 40 people.") == [("40", None)]


def test_what_is_compared_is_so_many_years_before():
    text = "Lindow taught 27 per cent of pupils in 2023, compared with 33 per cent four years before."
    assert figures(text) == [("27", "2023"), ("33", "2019")]


def test_the_year_before_is_that_of_the_year_told_of():
    assert figures("Norland's exports were 40 tonnes in 2017, up from 38 tonnes the previous year.") == [
        ("40", "2017"),
        ("38", "2016"),
    ]


def test_a_change_since_a_year_was_at_its_beginning_what_it_grew_from():
    text = "Since 2013, the output of Lindow Port has risen from 2 tonnes to 68 tonnes."
    assert figures(text) == [("2", "2013"), ("68", None)]


def test_what_was_bought_since_a_day_holds_from_that_day_on():
    text = "Norland Mills was able to buy 40 tonnes of beans since the season began on 12 May 2021."
    assert ("40", "2021-05-12/..") in figures(text)
    assert moods(text)["40"] == "actual"


def test_the_deadline_before_a_comma_holds_for_the_sentence_and_for_what_will_have_been_done():
    text = (
        "By 2030, Lindow will have built 12 schools with a staff reaching 300 people; the port will have 40 cranes. "
        "The city will have planted 9,000 trees."
    )
    assert {time for _, time in figures(text)} == {"2030"}


def test_a_figure_of_statistics_keeps_the_period_past_a_sentence_that_compares():
    text = (
        "In October 2021, 40 million tonnes passed through Lindow Port. "
        "Cargo was up 9 percent when set against October last year."
    )
    assert ("9", "2021-10") in figures(text, published="2021-11-20")


def test_the_year_in_which_a_thing_was_founded_is_no_period_of_statistics():
    text = "Norland Power, founded in 2019, owns 12 dams. Its output dropped to 54 tonnes."
    assert ("54", None) in figures(text)


def test_the_period_is_the_stretch_told_of():
    text = "Lindow Port grew by 4 percent in the first quarter of 2021. Cargo slipped by 2 percent during this period."
    assert ("2", "2021-01/2021-03") in figures(text)


def test_what_a_budget_shares_out_is_meant_for_its_year():
    text = "The budget of Norland for 2030 is set. The health ministry will receive $40 million."
    assert [(c.basis.value, c.time.text) for c in read(text) if c.number is not None] == [("target", "2030")]


def test_adopting_a_budget_does_not_happen_in_the_year_of_the_budget():
    (found,) = events("The Senate of Norland approved the farm budget for the year 2030.", published="2029-10-02")
    assert found[1:] == ("actual", None)


def test_the_decisions_of_one_sitting_are_of_its_day():
    text = "The Norland Cabinet approved the Lindow Plan on 3 May 2021. The Cabinet has approved the Marrick Act."
    assert [time for label, _, time in events(text) if label == "approved"] == ["2021-05-03", "2021-05-03"]


def test_a_plan_for_a_day_of_the_week_lies_ahead():
    text = "Norland Power plans to open the Lindow Dam on Thursday."
    assert events(text, published="2024-05-20")[0][2] == "2024-05-23"


def test_what_was_said_on_an_occasion_is_of_its_month():
    text = "“The valley is still a poor place for builders,” said Ada Brook at the forum held in June 2021."
    assert ("said", "actual", "2021-06") in events(text)


@pytest.mark.parametrize(
    ("text", "number", "mood"),
    [
        ("The proposed Lindow terminal has a capacity of 40 MW.", "40", "target"),
        ("The estimated cost of the Lindow Dam amounted to $4 million.", "4000000", "estimate"),
        ("The Lindow Port is to grow to 40 MW by 2030, or about $9 million.", "9000000", "target"),
        ("Data suggest that roughly 72,000 MW can be generated in Norland.", "72000", "estimate"),
        ("The National Budget of Norland includes a $40 million increase for schools.", "40000000", "target"),
        ("The projects include the construction of 13 clinics in Lindow.", "13", "target"),
        ("Norland hired Marrick Steel to repair the 40-km Lindow road.", "40", "actual"),
    ],
)
def test_a_figure_stands_on_the_ground_of_the_words_around_it(text, number, mood):
    assert moods(text).get(number) == mood


def test_what_is_listed_after_a_thing_to_be_built_is_to_be_built():
    text = (
        "They are the Lindow Hospital to be built for a sum of $40 million; the Marrick Clinic at a cost of $9 million."
    )
    assert moods(text)["9000000"] == "target"


def test_gerunds_in_a_list_of_what_is_planned_tell_nothing_done():
    text = "The Norland Cabinet approved 12 proposals, including repairs of roads and setting up the Lindow Park."
    assert all(label != "set up" for label, _, _ in events(text))


def test_a_change_and_what_it_led_to_are_of_one_time():
    text = "Norland's exports rose 22 percent to reach 77 tonnes in May 2021, while its imports were put at 9 tonnes."
    assert {time for _, time in figures(text)} == {"2021-05"}


def test_a_relative_clause_keeps_its_time_for_itself():
    text = "The output of Lindow Port reached 560 tonnes, which was only 220 tonnes in 2009."
    assert ("560", None) in figures(text)


def test_what_a_figure_is_compared_with_gives_way_to_the_period_told_of():
    text = (
        "Norland's output rose to 60 tonnes in 2021, from 48 tonnes registered in 2020. "
        "Its exports grew by 4 percent, compared to 3 percent in 2020."
    )
    assert ("4", "2021") in figures(text)


def test_the_quarter_is_the_one_told_of():
    text = (
        "Norland Mills sold 40 tonnes in the quarter ended March 2021. "
        "Sales of bread rose by 3 percent in the quarter. Profit for the year was 3 million euros."
    )
    assert figures(text) == [("40", "2021-01/2021-03"), ("3", "2021-01/2021-03"), ("3000000", None)]


def test_what_follows_in_a_list_is_of_its_time():
    text = "In 2021, the exports of Norland rose by 4 percent, followed by Lindow with 3 percent."
    assert ("3", "2021") in figures(text)


def test_what_had_been_expected_stays_a_forecast():
    text = "Norland's exports rose by 2 percent in May 2021. Analysts had expected a gain of 1 percent for the month."
    assert moods(text)["1"] == "forecast"


def test_what_was_done_at_the_ceremony_is_of_the_day_told_of():
    text = (
        "Norland Power opened the Lindow Dam on 3 May 2021. At the ceremony, Ada Brook signed the Lindow Act. "
        "The firm has 40 engineers."
    )
    assert [time for label, _, time in events(text, published="2021-05-04") if label == "signed"] == ["2021-05-03"]
    assert figures(text, published="2021-05-04") == [("40", None)]


def test_what_will_be_done_at_a_meeting_is_of_another_day():
    text = "Norland Power opened the Lindow Dam on 3 May 2021. At a meeting, Norland Mills will present a plan."
    assert all(time != "2021-05-03" for label, _, time in events(text, published="2021-05-04") if "present" in label)


def test_an_event_told_again_is_of_the_day_on_which_the_text_tells_it_once_more():
    text = (
        "Norland Power has signed an agreement with Lindow Bank. "
        "The agreement with Lindow Bank was signed on 3 May 2021."
    )
    assert {time for label, _, time in events(text) if label.startswith("signed")} == {"2021-05-03"}


def test_what_opens_at_a_time_to_come_is_planned():
    assert ("opens", "target", "2026") in events("The Lindow Dam opens in late 2026.", published="2024-05-15")


def test_a_plan_for_some_years_is_not_launched_in_all_of_them():
    text = "Norland launched the Lindow Industrial Policy for 2024-2030."
    assert ("launched", "actual", None) in events(text, published="2024-02-01")


def test_an_office_held_since_a_year_is_no_time_of_what_its_holder_did():
    text = "Brook, chief executive since 2016, signed an agreement with Lindow Bank."
    assert all(time is None for label, _, time in events(text) if "signed" in label)


def test_what_is_told_of_a_second_verb_is_not_of_the_first():
    text = "The Lindow Plan will serve as a guide for mills and is due to be finished in 2030."
    assert all(time != "2030" for label, _, time in events(text, published="2024-02-01") if "serve" in label)


def test_what_begins_in_the_present_tense_on_a_day_to_come_is_a_plan():
    assert ("plans to take", "target", "2024-05-05") in events(
        "Ada Brook takes the top job May 5.", published="2024-04-07"
    )


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("The number of ferry passengers carried in Q2 2018 was 2,761.", "2018-04/2018-06"),
        ("Norland Ferries accounted for 63 per cent of all journeys made in 2019.", "2019"),
        ("Trams bought by Lindow in 1998 carry 400 people each.", None),
    ],
)
def test_what_is_counted_is_of_the_time_at_which_it_was_done(text, time):
    assert [told for _, told in figures(text)] == [time]


@pytest.mark.parametrize(
    ("after", "label", "time"),
    [
        ("Havkraft has hereby become a partner of Norland Mills.", "become", "2019-05-03"),
        ("This agreement shows that Norland Mills held discussions with Dell.", "held discussions with", "2019-05-03"),
        ("Havkraft became a partner of Norland Mills.", "became", None),
        ("This agreement will be followed by talks of Norland Mills with Dell.", "followed by", None),
    ],
)
def test_what_came_of_an_event_is_of_its_day(after, label, time):
    found = events(f"The deal was signed by Norland Mills and Havkraft on 3 May 2019. {after}")
    assert {day for verb, _, day in found if verb == label} <= {time}
    assert time is None or (label, "actual", time) in found


def test_the_years_behind_a_title_are_those_of_the_plan_not_of_its_approval():
    title = "Plan to Boost River Fishing"
    known = [Entity(id="plan", type="Plan", label=title)]
    found = events(f"The {title} (2021-2025) was approved by the Arden Council.", known=known)
    assert ("applies to", "actual", "2021/2025") in found
    assert ("approved by", "actual", None) in found
