"""What news tells of bodies: what they approve and for whom, who is there, who takes part, in which places."""

import pytest

from rules import need_rules, said

need_rules()


@pytest.mark.parametrize(
    ("text", "label", "things"),
    [
        (
            "The Lindow Programme focuses on rural road repair, market access for growers, and new bridges.",
            "focuses on",
            {"rural road repair", "market access for growers", "new bridges"},
        ),
        ("Lindow Rail operates in Norland, Arden and Vale.", "operates in", {"Norland", "Arden", "Vale"}),
        (
            "The Lindow Agency planned three new railway projects. Money came for projects in Kenya, Uganda and Rwanda.",
            "located in",
            {"Kenya", "Uganda", "Rwanda"},
        ),
    ],
)
def test_each_of_a_list_is_told(text, label, things):
    assert {thing for _, told, thing in said(text) if told == label} == things


def test_each_of_several_sectors_is_a_subject():
    found = said("The sectors of Education, Sport, and Defense will get the most money in 2030.")
    assert {name for name, _, thing in found if thing == "most money"} == {"Education", "Sport", "Defense"}


def test_partners_in_something_are_told_one_by_one():
    found = said(
        "Lindow Bank joins other partners in financing the Arden Dam Project,"
        " including the Norland Fund, Havkraft Bank, and Arden Steel Group."
    )
    partners = {name for name, label, _ in found if label == "partner in financing"}
    assert partners == {"Lindow Bank", "Norland Fund", "Havkraft Bank", "Arden Steel Group"}


def test_a_body_signs_with_each_of_its_partners_by_its_full_name():
    found = said(
        "The Norland Port Agency (NPAg) grew. Agreements were signed between NPAg and partners in the building trade"
        " including Havkraft Corporation, Lindow Rail Corporation, and Arden Steel Corporation."
    )
    signed = {(name, thing) for name, label, thing in found if label == "signed agreements with"}
    others = ("Havkraft Corporation", "Lindow Rail Corporation", "Arden Steel Corporation")
    assert signed == {("Norland Port Agency", other) for other in others}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "The minister spoke at a council meeting presided over by President Ada Brook.",
            ("Ada Brook", "presided over", "council meeting"),
        ),
        (
            "The rules published by the National Bank of Norland help growers.",
            ("National Bank of Norland", "published", "rules"),
        ),
        (
            "The agreement was signed by Ada Brook in the presence of Finance Minister Bela Horn.",
            ("Bela Horn", "attended", "signing of the agreement"),
        ),
        (
            "Ada Brook, President of the steering board of Norland Rail, spoke.",
            ("Ada Brook", "holds post", "President of the steering board of Norland Rail"),
        ),
        (
            "The Norland Agency announced a seventh round of loans and prizes in 2021.",
            ("Norland Agency", "announced", "seventh round of loans and prizes"),
        ),
        ("The government on Wednesday approved the Arden Plan.", ("government", "approved", "Arden Plan")),
        (
            "The Council of Nigeria approved $40 million for the construction of the Arden Bridge.",
            ("Council of Nigeria", "approved funds for", "construction of the Arden Bridge"),
        ),
        (
            "The Cabinet of Norland approved five schemes to help growers at a total cost of $40 million.",
            ("Cabinet of Norland", "approved", "five schemes to help growers"),
        ),
        (
            "The National Cabinet rejected a bill. The decision aims to help growers. It approved the Arden Pact.",
            ("National Cabinet", "approved", "Arden Pact"),
        ),
        (
            "In Lindow, 29 billion pesos in federal spending was announced for Arden.",
            ("federal spending", "announced for", "Arden"),
        ),
    ],
)
def test_what_a_body_does_is_told_of_the_body(text, fact):
    assert fact in said(text)


def test_a_name_ends_before_its_verb():
    found = said("Kenya's Ministry of Transport and Housing contracted Jiangnan Harbour Engineering Company.")
    assert "Ministry of Transport and Housing" in {name for name, _, _ in found}


def test_what_a_country_is_made_lies_nowhere():
    assert not [f for f in said("The aim is to turn the country into the chip hub of Asia.") if f[1] == "located in"]


def test_years_do_nothing():
    text = "It includes laws passed by Congress in the last few years that have funded several rural lines."
    assert not [name for name, _, _ in said(text) if "years" in name]


def test_what_something_is_seen_to_be_is_no_happening_of_it():
    assert not [label for _, label, _ in said("The Lindow Metro is seen to be at work by 2025.") if "seen" in label]
