"""Plans, descriptions and statements that are told in words, and the titles of laws."""

import pytest

from rules import need_rules, read, said
from shugu.model.entity import Entity

need_rules()


def plans(text):
    return [(c.subject.name, c.predicate.label, c.text, c.basis.value) for c in read(text) if c.rule == "plan"]


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        (
            "Kenya will improve the quality of rural networks.",
            ("Kenya", "plans to improve", "quality of rural networks", "target"),
        ),
        (
            "Norland Power plans to replace old turbines with quieter ones.",
            ("Norland Power", "plans to replace", "old turbines with quieter ones", "target"),
        ),
        (
            "Kenya aims at building a central city.",
            ("Kenya", "aims at", "building a central city", "target"),
        ),
    ],
)
def test_a_plan_is_told_whole(text, plan):
    assert plans(text) == [plan]


def test_each_thing_with_an_article_of_its_own_is_a_plan_of_its_own():
    found = plans("Kenya will set up a river police school and a harbour museum.")
    assert [text for _, _, text, _ in found] == ["river police school", "harbour museum"]


def test_a_deadline_before_the_first_verb_holds_for_all():
    found = read("By 2030, Kenya will have built a river school, opened a harbour museum and closed its oldest mine.")
    assert {c.time.text for c in found if c.subject.name == "Kenya"} == {"2030"}


def test_what_a_figure_tells_is_no_plan_in_words():
    assert plans("Kenya will build 40 new schools.") == []


def test_our_city_is_the_one_that_the_text_names_most():
    text = "Nairobi is growing. Nairobi lies inland. Boats sail to Mombasa. Our city will widen the old market streets."
    assert [subject for subject, *_ in plans(text)] == ["Nairobi"]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "Lindow Fish Fair has grown into a national event.",
            ("Lindow Fish Fair", "grown into", "national event"),
        ),
        (
            "Kenya became the first country in the region to tax plastic bags.",
            ("Kenya", "is the first", "first country in the region to tax plastic bags"),
        ),
        (
            "Norland Power is one of the largest makers of boats.",
            ("Norland Power", "is", "one of the largest makers of boats"),
        ),
        (
            "As the trading hub of the lake region, Kisumu lies on three roads.",
            ("Kisumu", "is", "trading hub of the lake region"),
        ),
        (
            "Kenya was approved to host a regional weather centre.",
            ("Kenya", "approved to host", "regional weather centre"),
        ),
    ],
)
def test_what_a_named_thing_is_or_does_is_told_in_words(text, fact):
    assert fact in said(text)


def test_a_statement_that_a_person_makes_is_told_as_a_claim_alone():
    found = read("Kenya is becoming a quiet leader in small boats, said Ada Brook.")
    assert not [c for c in found if c.rule == "statement"]


@pytest.mark.parametrize(
    ("title", "applied"),
    [
        ("Law on Coastal Shipping of Queensland", {"Coastal Shipping", "Queensland"}),
        ("Plan to Boost River Fishing", {"River Fishing"}),
        ("Rules for the Development of Harbour Towns", {"Harbour Towns"}),
        ("Lindow Rules", set()),
    ],
)
def test_the_title_of_a_law_tells_what_it_is_about_and_where_it_holds(title, applied):
    known = [Entity(id="law", type="Regulation", label=title)]
    found = read(f"Parliament passed the {title} in 2021.", known=known)
    assert {c.text for c in found if c.predicate.label == "applies to"} == applied


def test_a_known_name_is_a_name_wherever_it_stands():
    known = [Entity(id="fair", type="Conference", label="Boats of the Coast and Rivers")]
    found = read("The Boats of the Coast and Rivers opened in Lindow on 3 May 2021.", known=known)
    assert {c.subject.name for c in found} == {"Boats of the Coast and Rivers"}


def test_the_local_government_is_that_of_the_place_named_last():
    found = said("Kenya is dry. The local government opened the Lindow Bridge in 2021.")
    assert ("government of Kenya", "opened", "Lindow Bridge") in found


def test_as_somebody_predicted_is_a_claim():
    found = [c for c in read("As Ada Brook predicted, small boats have changed the old harbour.") if c.speaker]
    assert [(c.kind.value, c.speaker.name) for c in found] == [("claim", "Ada Brook")]
