"""Times as they are written; relative ones by the day of publication."""

from datetime import date

import pytest

from shugu.extract.times import find_times
from shugu.model.time import parse_time

MONDAY = date(2024, 5, 20)


def times(text, published=MONDAY, previous=None):
    return [t.value.text for t in find_times(text, published, previous and parse_time(previous))]


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


@pytest.mark.parametrize("text", ["on 30 February 2021", "on 2021-13-01"])
def test_a_day_that_no_calendar_has_is_no_day(text):
    assert all(len(value) < 10 for value in times(text))


def test_a_deadline_is_told_from_a_time():
    assert [t.deadline for t in find_times("by 2030, not in 2031", MONDAY, None)] == [True, False]


def test_a_count_that_looks_like_a_year_is_none():
    assert times("It has 2,021 boats and 2021 people.") == []


def test_a_time_knows_its_place_and_its_wording():
    text = "It closed on 3 May 2021 for good."
    (time,) = find_times(text, None, None)
    assert text[time.start : time.end] == time.stated == "on 3 May 2021"
    assert time.derivation == "on 3 May 2021 -> 2021-05-03"
