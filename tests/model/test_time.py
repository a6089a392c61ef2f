"""Times as fact sheets write them, and what days they can mean."""

import calendar
import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shugu.model.time import Precision, parse_time

DATES = st.dates(date(1, 1, 1), date(9999, 12, 31))
POINTS = st.builds(lambda day, length: day.isoformat()[:length], DATES, st.sampled_from([4, 7, 10]))


@pytest.mark.parametrize(
    ("text", "precision", "earliest", "latest"),
    [
        ("2015", Precision.YEAR, date(2015, 1, 1), date(2015, 12, 31)),
        ("2015-04", Precision.MONTH, date(2015, 4, 1), date(2015, 4, 30)),
        ("2016-02", Precision.MONTH, date(2016, 2, 1), date(2016, 2, 29)),
        ("1900-02", Precision.MONTH, date(1900, 2, 1), date(1900, 2, 28)),
        ("2015-05-26", Precision.DAY, date(2015, 5, 26), date(2015, 5, 26)),
        ("2000-02-29", Precision.DAY, date(2000, 2, 29), date(2000, 2, 29)),
        ("2013/2015", Precision.INTERVAL, date(2013, 1, 1), date(2015, 12, 31)),
        ("2013-10/2014-02", Precision.INTERVAL, date(2013, 10, 1), date(2014, 2, 28)),
        ("2015-05/2015", Precision.INTERVAL, date(2015, 5, 1), date(2015, 12, 31)),
        ("2014/..", Precision.INTERVAL, date(2014, 1, 1), None),
        ("../2014-06", Precision.INTERVAL, None, date(2014, 6, 30)),
    ],
)
def test_a_time_has_its_precision_and_the_first_and_last_day_it_can_mean(text, precision, earliest, latest):
    time = parse_time(text)
    assert (time.text, time.precision, time.earliest, time.latest) == (text, precision, earliest, latest)


@pytest.mark.parametrize("text", ["2015-02-30", "2015-02-29", "1900-02-29", "2015-04-31", "2015-01-00", "2015-12-32"])
def test_a_day_that_is_not_in_the_calendar_is_refused(text):
    with pytest.raises(ValueError, match=f"{text} names a day that does not exist"):
        parse_time(text)


@pytest.mark.parametrize("text", ["2015-00", "2015-13", "2015-13-01"])
def test_a_month_that_is_not_in_the_calendar_is_refused(text):
    with pytest.raises(ValueError, match=f"{text} names a month that does not exist"):
        parse_time(text)


@pytest.mark.parametrize("text", ["2015/2014", "2015-06/2015-05", "2015-06-02/2015-06-01", "2015/2014-12-31"])
def test_an_interval_that_ends_before_it_begins_is_refused(text):
    with pytest.raises(ValueError, match="ends before it begins"):
        parse_time(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", " 2015", "2015 ", "2015\n", "15", "02015", "20155", "2015-5", "2015-5-3", "20150526", "2015-W20"),
        *("-2015", "0000", "May 2015", "26.05.2015", "5/26/2015", "2015-05-26T12:00", "2015?", "201X", "NaN"),
        *("../..", "/", "2015/", "/2015", "2013/2014/2015", "2013-2015", "2013 / 2015", "..", "2015..2016"),
    ],
)
def test_every_other_spelling_is_refused(text):
    with pytest.raises(ValueError, match=r"no time|at least one end|year 0"):
        parse_time(text)


@pytest.mark.parametrize("text", ["２０１５", "2015-0٥", "٢٠١٥-٠٥-٢٦"])
def test_digits_of_other_scripts_are_refused_since_the_graph_could_not_read_them(text):
    with pytest.raises(ValueError, match="no time"):
        parse_time(text)


@settings(deadline=None)
@given(DATES)
def test_every_day_of_the_calendar_lies_in_its_own_day_month_and_year(day):
    exact, month, year = (parse_time(day.isoformat()[:length]) for length in (10, 7, 4))
    assert exact.earliest == exact.latest == day
    assert (month.latest - month.earliest).days + 1 == calendar.monthrange(day.year, day.month)[1]
    assert month.earliest <= day <= month.latest
    assert year.earliest <= month.earliest
    assert month.latest <= year.latest
    assert (year.latest - year.earliest) == timedelta(days=365 if calendar.isleap(day.year) else 364)


@settings(deadline=None)
@given(POINTS, POINTS)
def test_an_interval_reaches_from_the_first_day_of_its_start_to_the_last_of_its_end(start, end):
    first, last = parse_time(start).earliest, parse_time(end).latest
    if first <= last:
        interval = parse_time(f"{start}/{end}")
        assert (interval.earliest, interval.latest) == (first, last)
    else:
        with pytest.raises(ValueError, match="ends before it begins"):
            parse_time(f"{start}/{end}")


@settings(deadline=None)
@given(
    st.one_of(st.text(max_size=25), st.from_regex(r"\d{4}(-\d{2}){0,2}(/(\d{4}(-\d{2}){0,2}|\.\.))?", fullmatch=True))
)
def test_any_text_is_a_time_in_the_written_form_or_a_value_error(text):
    try:
        time = parse_time(text)
    except ValueError:
        return
    point = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
    assert re.fullmatch(rf"{point}|({point}|\.\.)/({point}|\.\.)", time.text)
    assert time.text == text
    assert time.earliest or time.latest
