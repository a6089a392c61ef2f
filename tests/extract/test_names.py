"""What names, short forms, pronouns and descriptions mean."""

import pytest

from rules import need_rules, read, said
from shugu.extract.gazetteer import find_country, guess_class
from shugu.model.entity import Entity

need_rules()


def subjects(text, **parts):
    return {c.subject.name for c in read(text, **parts)}


@pytest.mark.parametrize(
    ("name", "class_"),
    [
        ("Ministry of Fisheries", "GovernmentBody"),
        ("Lindow Power Company", "Company"),
        ("University of Lindow", "University"),
        ("France", "Country"),
        ("Middle East", "Region"),
        ("Zorblatt", "Topic"),
    ],
)
def test_the_class_of_a_thing_is_told_by_its_name(name, class_):
    assert guess_class(name, name.split()[-1], "") == class_


def test_the_country_of_a_text_is_the_one_named_most():
    assert find_country("The Kenyan port paid Kenya more than France.") == "Kenya"
    assert find_country("nothing of the kind") is None


def test_a_pronoun_means_the_subject_before():
    text = "Norland Power Company opened a plant in Lindow in 2021. It employs 300 people."
    assert [c.subject.name for c in read(text) if c.number == 300] == ["Norland Power Company"]


def test_a_description_means_the_last_thing_of_its_class():
    text = "Norland Power Company signed a contract with Lindow Steel Corporation in 2021. The corporation employs 300 people."
    assert [c.subject.name for c in read(text) if c.number == 300] == ["Lindow Steel Corporation"]


def test_a_short_form_means_the_full_name():
    text = "The Norland Port Agency (NPA) met in May 2021. NPA bought 12 ferries in 2022."
    assert [c.subject.name for c in read(text) if c.number == 12] == ["Norland Port Agency"]


def test_a_known_entity_is_put_for_its_alias():
    known = [Entity(id="npc", type="Company", label="Norland Power Company", aliases=("Norpower",))]
    found = [c.subject for c in read("Norpower bought 12 ferries in 2022.", known=known) if c.number == 12]
    assert [(mention.name, mention.entity) for mention in found] == [("Norland Power Company", "npc")]


def test_a_name_has_no_article_and_no_possessive():
    assert not {
        name for name in subjects("The Norland Power Company's plant opened in 2021.") if name.startswith("The")
    }


def test_who_has_a_name_is_not_lost_to_a_post():
    found = said("Transport Minister Ada Brook opened the Lindow bridge on 3 May 2021.")
    assert ("Ada Brook", "holds post", "Transport Minister") in found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "The Lindow Electricity and Water Authority (LEWA) bought 12 ferries in 2022.",
            "Lindow Electricity and Water Authority",
        ),
        ("Kenya’s Norland Shipping Limited bought 12 ferries in 2022.", "Norland Shipping Limited"),
        ("The Norland Port Agency (NPA) bought 12 ferries in 2022.", "Norland Port Agency"),
    ],
)
def test_a_name_is_neither_cut_nor_run_on(text, name):
    assert [c.subject.name for c in read(text) if c.number == 12] == [name]


def test_a_bare_noun_is_told_apart_by_its_place():
    found = read("The plant in Lindow employs 300 people.")
    assert [c.subject.name for c in found if c.number == 300] == ["plant in Lindow"]


def test_a_phase_is_one_of_the_thing_built():
    text = "Norland Power builds the Lindow Wind Park. The second phase will cost 40 million euros."
    assert [c.subject.name for c in read(text) if c.number == 40_000_000] == ["second phase of Lindow Wind Park"]


def test_the_line_means_the_outer_of_two_names():
    text = "The cabinet approved the second corridor of the Lindow Metro in 2021. The line will have 19 stations."
    assert [c.subject.name for c in read(text) if c.number == 19] == ["second corridor of the Lindow Metro"]


def test_a_time_is_no_thing():
    assert not [c for c in read("Some 600 MW was built by December 2021.") if c.subject.name.startswith("December")]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Ontario gave $12 million for beds.", "Canada"),
        ("A mill in Maine closed, one in Wisconsin and one in Quebec did not.", "United States"),
        ("Toronto lies in France.", "France"),
    ],
)
def test_provinces_and_cities_tell_the_country_where_no_name_does(text, country):
    assert find_country(text) == country


def test_dollars_of_a_province_are_its_country_s():
    assert [c.unit for c in read("Ontario will invest $40 million in beds by 2030.")] == ["CAD"]


def test_what_a_firm_calls_itself_means_the_firm():
    text = "Norland Shipping Company (Zefir) met in May 2021. Zefir bought 12 ferries in 2022."
    assert [c.subject.name for c in read(text) if c.number == 12] == ["Norland Shipping Company"]


def test_it_is_one_thing_where_several_stand_between():
    text = "Norland Power Company built a mill in 2021. New rules followed. It employs 300 people."
    assert [c.subject.name for c in read(text) if c.number == 300] == ["Norland Power Company"]


@pytest.mark.parametrize(
    ("text", "name", "post"),
    [
        ("Treasurer Ada Brook opened the mill in 2021.", "Ada Brook", "Treasurer"),
        ("Energy and Mines Minister Ada Brook opened the mill in 2021.", "Ada Brook", "Energy and Mines Minister"),
        (
            "Tourism, Wildlife and Culture Minister John Oakley said the mill was safe.",
            "John Oakley",
            "Tourism, Wildlife and Culture Minister",
        ),
    ],
)
def test_a_post_is_no_part_of_the_name_behind_it(text, name, post):
    assert (name, "holds post", post) in said(text)


def test_a_country_named_after_a_preposition_is_seen():
    assert find_country("In Pakistan, the mills of Punjab spent more.") == "Pakistan"


def test_a_company_that_says_it_plans_something_means_itself():
    text = "The trains were old. Lindow Rail said it plans to buy 40 trains by 2030."
    assert [c.subject.name for c in read(text) if c.number == 40] == ["Lindow Rail"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Ministry of Roads, Ports and Rail opened a bridge in Lindow.", {"Ministry of Roads, Ports and Rail"}),
        (
            "The Department of Jobs, Tourism and Trade opened a hall in Lindow.",
            {"Department of Jobs, Tourism and Trade"},
        ),
        ("The Ministry of Energy and Arden Bank opened a hall in Lindow.", {"Ministry of Energy", "Arden Bank"}),
        (
            "The Ministry of Health and Kenya Airways opened a clinic in Lindow.",
            {"Ministry of Health", "Kenya Airways"},
        ),
    ],
)
def test_listed_fields_belong_to_the_name_of_a_body_and_other_names_do_not(text, names):
    assert subjects(text) == names


def test_a_figure_without_an_owner_is_of_what_has_a_name_rather_than_of_what_is_described():
    text = (
        "Norland Power owns Lindow Solar Park. New solar parks need land. New solar parks need roads. "
        "The highest bid was 110 dollars."
    )
    assert [c.subject.name for c in read(text) if c.number == 110] == ["Lindow Solar Park"]


def test_a_project_whose_name_holds_an_and_is_one():
    text = "The Lindow Technical and Private Schools Building Project aims to support the council."
    assert {c.subject.name for c in read(text)} == {"Lindow Technical and Private Schools Building Project"}


def test_the_post_of_the_first_of_two_persons_ends_before_the_second():
    text = (
        "The deeds were signed by Mr. Karim Dahl, Finance Minister of Norway and Mr. Ozan Sevil, Country Manager "
        "of Lindow Bank, in Oslo on 21 December 2023."
    )
    found = {(c.subject.name, c.predicate.label, c.text) for c in read(text) if c.rule == "post"}
    assert ("Karim Dahl", "holds post", "Finance Minister of Norway") in found
    assert {c.subject.name for c in read(text) if c.predicate.label == "signed"} == {"Karim Dahl", "Ozan Sevil"}
