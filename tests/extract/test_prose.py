"""Page furniture, headlines and datelines are left out; sentences of the article stay."""

import pytest

from rules import document_of, need_rules
from shugu.extract.prose import find_prose

need_rules()

BODY = "Norland Power opened a mill in Paris on 3 May 2021."


def texts(text):
    return [each.text.strip() for each in find_prose(document_of(text))]


@pytest.mark.parametrize(
    "line",
    [
        "Skip to content Skip to search",
        "Share this article with a friend",
        "By Ada Brook Marrick",
        "Reuters/Ada Brook Marrick",
        "The new mill of the company. (Photo: Norland News)",
        "We use cookies to make this page better",
        "LINDOW, Norland, December 7.",
        "Updated: 9 August 2019 by the desk",
    ],
)
def test_furniture_of_a_page_is_left_out(line):
    assert line not in texts(f"{BODY}\n\n{line}\n\n{BODY}")
    assert texts(f"{BODY}\n\n{line}")[0] == BODY


def test_a_headline_written_like_a_sentence_is_left_out_above_its_text():
    assert texts(f"Norland Power opens a mill near the harbour\n\n{BODY}") == [BODY]


def test_a_single_line_is_no_headline():
    assert texts("Norland Power opens a mill near the harbour") == ["Norland Power opens a mill near the harbour"]


def test_what_follows_the_article_is_left_out():
    assert texts(f"{BODY}\n\nLatest articles\n\nMarrick Bank lent 4 million euros.") == [BODY]


@pytest.mark.parametrize(
    "dateline",
    ["LINDOW: ", "LINDOW, Oct. 28 -- ", "Kuala Lumpur: ", "Mexico City, March 7.- ", "Rabat - ", "By Ada Brook - "],
)
def test_a_dateline_is_no_part_of_the_first_sentence(dateline):
    assert texts(dateline + BODY) == [BODY]


def test_a_name_with_a_dash_at_the_head_is_no_dateline():
    assert texts("Lindow - Marrick trains ran in 2021.") == ["Lindow - Marrick trains ran in 2021."]


def test_a_place_before_a_colon_stays_within_the_text():
    assert texts(f"{BODY} Paris: Rents rose by 4 percent.")[1].startswith("Paris:")


def test_a_dateline_with_its_agency_is_left_out():
    assert texts("LINDOW (Norland News/ANN): " + BODY) == [BODY]


def test_a_dateline_is_left_out_below_a_caption():
    found = texts("The minister waves to the crowd at the gate.\nKampala, Uganda – " + BODY)
    assert found[-1] == BODY


def test_points_and_lines_with_figures_above_a_text_are_no_headlines():
    head = "New homes in the second quarter"
    points = ["In that quarter 4,419 homes were built", "• Flats were a tenth of all homes built"]
    found = texts("\n".join([head, "", *points, "", BODY]))
    assert found == [points[0], points[1].removeprefix("• "), BODY]
