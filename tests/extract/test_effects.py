"""What brings about what, who holds several posts before a verb, and other things that clauses tell in common nouns."""

import pytest

from rules import need_rules, said

need_rules()


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "The late rains have led to a 2% drop in the Norland wheat harvest.",
            ("late rains", "led to", "drop in the Norland wheat harvest"),
        ),
        (
            "Copper sales were up in nine of the regions, driven by higher prices.",
            ("copper sales", "driven by", "higher prices"),
        ),
        ("The drought has caused widespread crop failure.", ("drought", "caused", "widespread crop failure")),
    ],
)
def test_what_a_thing_in_common_nouns_brings_about_is_told(text, fact):
    assert fact in said(text)


def test_each_of_two_causes_that_are_told_in_full_stands_alone():
    causes = {
        thing
        for _, label, thing in said("Copper output fell due to dear imported fuel and weaker local demand.")
        if label == "decline due to"
    }
    assert causes == {"dear imported fuel", "weaker local demand"}


def test_a_country_that_some_visitors_come_from_leads_nothing():
    found = said("In May, 900 visitors arrived in Norland, 40 more than in April – led largely by Sweden.")
    assert ("Norland", "led by", "Sweden") not in found


@pytest.mark.parametrize(
    ("text", "holders"),
    [
        (
            "The governor of Lindow, Joan Diaz Mena, and the president of Norland, Clara Shane, led the opening of the terminal.",
            {"Joan Diaz Mena", "Clara Shane"},
        ),
        ("Works and Housing Minister, Robert Dane, led the opening of the terminal.", {"Robert Dane"}),
    ],
)
def test_holders_of_posts_before_a_verb_are_its_subjects(text, holders):
    assert {name for name, label, _ in said(text) if label == "led"} == holders


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Musandam Governorate’s Lima district has a port.", ("Lima district", "located in", "Musandam Governorate")),
        (
            "The money comes through the Connect program, a competitive savings program.",
            ("Connect program", "is", "competitive savings program"),
        ),
        (
            "Norland is the largest buyer of cobalt, a key ingredient in the making of batteries.",
            ("cobalt", "is", "key ingredient in the making of batteries"),
        ),
        (
            "The opposition expressed doubts about the cost of the new dam.",
            ("opposition", "expressed", "doubts about the cost of the new dam"),
        ),
        (
            "The government managed to secure broad support in the chamber.",
            ("government", "secure", "broad support"),
        ),
        (
            "Last week Norland Ports contracted Jiangxi Construction Company to repair 40 km of road.",
            ("Norland Ports", "contracted", "Jiangxi Construction Company"),
        ),
        (
            "The plan was presented in Lindow, attended by various council members.",
            ("various council members", "attended", "presentation of the plan"),
        ),
    ],
)
def test_what_is_told_beside_a_name_or_of_known_bodies_is_told(text, fact):
    assert fact in said(text)


def test_a_description_of_a_country_spoken_of_before_is_told():
    found = said("Chile sells tin. The South American country has opened two mines this year.")
    assert ("Chile", "is", "South American country") in found


def test_a_call_for_something_is_told_as_such():
    found = said("The Critical Metals Act calls for a large increase in recycling efforts.")
    assert ("Critical Metals Act", "calls for", "large increase in recycling efforts") in found


def test_a_claim_is_told_with_its_subject():
    text = (
        "The government has said the first phase of the airport, comprising a runway and a hall, would be in use soon."
    )
    claims = [thing for name, label, thing in said(text) if (name, label) == ("government", "said")]
    assert claims == ["the first phase of the airport, comprising a runway and a hall, would be in use soon"]


def test_what_a_whole_clause_does_is_not_told_of_its_last_noun():
    found = said("Lindow Rail has not had to resort to controlled power cuts, which annoys its big rivals.")
    assert not any(name == "controlled power cuts" for name, _, _ in found)


def test_things_described_before_are_told_by_that_description():
    found = said("The bank has launched three health projects. These projects were unveiled by Ada Brook in May.")
    assert ("Ada Brook", "unveiled", "health projects") in found


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("The park was closed, according to figures released by the Lindow Agency.", "figures"),
        ("A trade surplus is expected by 2031 and debt repayment by 2036.", "debt repayment"),
        ("Lindow Energy announced on Monday that it has opened a new mill.", "has opened a new mill"),
    ],
)
def test_what_says_nothing_or_is_told_already_is_left_out(text, thing):
    assert thing not in {told for _, _, told in said(text)}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("It was advised by the law firm Keane Mulcahy.", ("Keane Mulcahy", "is", "law firm")),
        ("The national weather office NWO reported growth.", ("NWO", "is", "national weather office")),
    ],
)
def test_a_body_is_what_the_noun_before_its_name_says_whatever_it_is_taken_for(text, fact):
    assert fact in said(text)


def test_a_person_is_no_body():
    assert not any(name == "Ada Brook" for name, _, _ in said("The harbour was opened by the fish trader Ada Brook."))
