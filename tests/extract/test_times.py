"""Times as they are written; relative ones by the day of publication."""

from datetime import date

import pytest

from shugu.extract.times import find_times
from shugu.model.time import parse_time

MONDAY = date(2024, 5, 20)


def times(text, published=MONDAY, previous=None):
    return [t.value.text for t in find_times(text, published, previous and parse_time(previous))]


@pytest.mark.parametrize(
    ("text", "country", "value"),
    [
        ("during FY 2021/22", "Egypt", "2021-07/2022-06"),
        ("in fiscal 2023-24", "India", "2023-04/2024-03"),
        ("by FY26", "India", "2025-04/2026-03"),
        ("in fiscal 2023", "Japan", "2023-04/2024-03"),
        ("in the current fiscal year", "Kenya", "2023-07/2024-06"),
        ("in the 2023-24 financial year", None, "2023/2024"),
        ("in 2022-23", "India", "2022/2023"),
    ],
)
def test_a_business_year_is_the_countrys(text, country, value):
    assert [time.value.text for time in find_times(text, MONDAY, None, country=country)] == [value]


def test_a_month_without_a_year_follows_what_the_paragraph_told_of():
    told = parse_time("2021-03")
    assert [t.value.text for t in find_times("in April", MONDAY, None, near=told)] == ["2021-04"]
    assert [t.value.text for t in find_times("in February", MONDAY, None, near=told)] == ["2024-02"]


def test_a_month_lies_ahead_only_where_the_sentence_looks_ahead():
    assert times("Output fell in August.") == ["2023-08"]
    assert times("The park will open in August.") == ["2024-08"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on 3 May 2021", "2021-05-03"),
        ("on May 3rd, 2021", "2021-05-03"),
        ("on 2021-05-03", "2021-05-03"),
        ("from 26 to 29 May 2021", "2021-05-26/2021-05-29"),
        ("in March 2021", "2021-03"),
        ("in 2021", "2021"),
        ("from 2016 to 2020", "2016/2020"),
        ("in 2016-20", "2016/2020"),
        ("since 2016", "2016/.."),
        ("in the first half of 2021", "2021-01/2021-06"),
        ("in the third quarter of 2021", "2021-07/2021-09"),
        ("in Q4 2021", "2021-10/2021-12"),
        ("in the first two quarters of 2021", "2021-01/2021-06"),
        ("in the first nine months of last year", "2023-01/2023-09"),
        ("last year", "2023"),
        ("next month", "2024-06"),
        ("this week", "2024-05-20/2024-05-26"),
        ("yesterday", "2024-05-19"),
        ("on Friday", "2024-05-17"),
        ("next Friday", "2024-05-24"),
        ("on 3 May", "2024-05-03"),
        ("in March", "2024-03"),
        ("three years ago", "2021"),
        ("in the past five years", "2019/2024"),
        ("within three years", "2024/2027"),
        ("by the end of the decade", "2030"),
        ("by the end of this decade", "2030"),
        ("over the past decade", "2014/2024"),
        ("in the 1990s", "1990/1999"),
        ("by the end of the year", "2024"),
        ("in the first half of last year", "2023-01/2023-06"),
        ("in the first quarter of next year", "2025-01/2025-03"),
        ("in H2 2023", "2023-07/2023-12"),
        ("in the January-April period", "2024-01/2024-04"),
        ("from January to June 2023", "2023-01/2023-06"),
        ("from November 2021 to May 2023", "2021-11/2023-05"),
        ("in the first three months of the year", "2024-01/2024-03"),
        ("in the year to March 2024", "2023-04/2024-03"),
        ("in the six months to December 31", "2023-07/2023-12"),
        ("in the March quarter", "2024-01/2024-03"),
        ("last quarter", "2024-01/2024-03"),
        ("in the past 12 months", "2023-05/2024-05"),
        ("in May last year", "2023-05"),
        ("next March", "2025-03"),
        ("in late April", "2024-04"),
        ("this fiscal year", "2024/2025"),
        ("this morning", "2024-05-20"),
        ("from 2030", "2030/.."),
    ],
)
def test_a_time_is_an_iso_value(text, value):
    assert times(text) == [value]


@pytest.mark.parametrize(
    "text", ["last year", "next month", "yesterday", "on Friday", "three years ago", "on 3 May", "within three years"]
)
def test_without_a_day_of_publication_nothing_relative_is_told(text):
    assert times(text, published=None) == []


def test_the_same_day_is_the_day_named_before():
    assert times("The same day it closed.", previous="2021-05-03") == ["2021-05-03"]
    assert times("The same day it closed.", previous="2021") == []
    assert times("The same day it closed.") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on May 4 and 5, 2018", "2018-05-04/2018-05-05"),
        ("on 4 and 5 May 2018", "2018-05-04/2018-05-05"),
        ("in May of 2018", "2018-05"),
    ],
)
def test_days_in_a_row_and_months_of_years(text, value):
    assert times(text) == [value]


@pytest.mark.parametrize("text", ["on 30 February 2021", "on 2021-13-01"])
def test_a_day_that_no_calendar_has_is_no_day(text):
    assert all(len(value) < 10 for value in times(text))


def test_a_year_of_another_calendar_is_no_time():
    assert times("in the 2081 session") == []


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("up 9 percent from the same period last year", True),
        ("compared with 2021", True),
        ("over the previous year", True),
        ("a 10 percent increase over 2021", True),
        ("higher than its 2021", True),
        ("followed a drop in 2021", True),
        ("in 2021", False),
        ("over the past three years", False),
    ],
)
def test_a_time_that_another_is_compared_with_is_told_apart(text, compared):
    assert [t.compared for t in find_times(text, MONDAY, None)] == [compared]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("between 2021 and March this year", "2021/2024-03"),
        ("over the three years from April 2025", "2025-04/2028-03"),
        ("this year through 2030", "2024/2030"),
        ("a decade ago", "2014"),
        ("exports through April", "2024-04"),
        ("in the first quarter of the current year", "2024-01/2024-03"),
    ],
)
def test_a_stretch_is_told_by_its_ends(text, value):
    assert times(text) == [value]


def test_a_time_is_told_by_the_one_before_it_in_the_sentence():
    assert times("On 3 May 2021 it met, and the following day it left.") == ["2021-05-03", "2021-05-04"]
    assert times("In 2017 it rose from that of the previous year.") == ["2017", "2016"]
    assert times("40 in January 2024 and 38 in the corresponding period in 2023") == ["2024-01", "2023-01"]


def test_the_period_is_the_stretch_that_stands_and_no_single_year():
    told = {"standing": parse_time("2024-01/2024-03")}
    assert [t.value.text for t in find_times("during this period", MONDAY, None, **told)] == ["2024-01/2024-03"]
    assert find_times("during this period", MONDAY, None, standing=parse_time("2023")) == []


def test_a_month_of_a_deadline_follows_the_day_told_of():
    assert times("sales by June", published=None, previous="2008-09-12") == ["2009-06"]
    assert times("sales in June", published=None, previous="2008-09-12") == ["2008-06"]


def test_a_deadline_is_told_from_a_time():
    assert [t.deadline for t in find_times("by 2030, not in 2031", MONDAY, None)] == [True, False]


def test_a_count_that_looks_like_a_year_is_none():
    assert times("It has 2,021 boats and 2021 people.") == []


def test_a_time_knows_its_place_and_its_wording():
    text = "It closed on 3 May 2021 for good."
    (time,) = find_times(text, None, None)
    assert text[time.start : time.end] == time.stated == "on 3 May 2021"
    assert time.derivation == "on 3 May 2021 -> 2021-05-03"


@pytest.mark.parametrize(
    ("text", "country", "values"),
    [
        ("in the first quarter of the financial year 2023-24", "Pakistan", ["2023-07/2023-09"]),
        ("in the first nine months of the current fiscal year", "India", ["2024-04/2024-12"]),
        ("in the second half of FY24", "India", ["2023-10/2024-03"]),
        ("in the first quarter of the financial year 2023-24", None, []),
        ("in the quarter ended March 2024", None, ["2024-01/2024-03"]),
    ],
)
def test_a_part_of_a_business_year_is_told_where_the_year_is_known(text, country, values):
    assert [time.value.text for time in find_times(text, MONDAY, None, country=country)] == values


@pytest.mark.parametrize(
    "words",
    ["in the same period last year", "from the corresponding quarter of last year", "than the same period a year ago"],
)
def test_the_same_part_of_another_year_is_compared_with_that_told_of(words):
    found = find_times(f"Sales rose in the first quarter of 2024, more {words}.", MONDAY, None)
    assert [(time.value.text, time.compared) for time in found] == [
        ("2024-01/2024-03", False),
        ("2023-01/2023-03", True),
    ]


def test_a_month_right_behind_another_is_what_that_is_compared_with():
    found = find_times("Exports rose 6 percent in April from March.", MONDAY, None)
    assert [(time.value.text, time.compared) for time in found] == [("2024-04", False), ("2024-03", True)]
