"""What noun phrases say by themselves."""

import pytest

from rules import need_rules, read, said

need_rules()


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Ada Brook, minister of trade, visited Lindow.", ("Ada Brook", "holds post", "minister of trade")),
        ("The governor of Kano, Ada Brook, visited Lindow.", ("Ada Brook", "holds post", "governor of Kano")),
        ("Lindow Power, whose president is Ada Brook, grew.", ("Ada Brook", "holds post", "president of Lindow Power")),
        ("Nets help, said Ada Brook, who heads Lindow Power.", ("Ada Brook", "holds post", "head of Lindow Power")),
        ("The board appointed Ada Brook chief executive.", ("Ada Brook", "holds post", "chief executive")),
        ("Lindow Power bought the Danish group Havkraft.", ("Havkraft", "located in", "Denmark")),
        ("Kuwait's Burgan Industries bought a mill.", ("Burgan Industries", "located in", "Kuwait")),
        ("Tashkora, the second largest city of Kenya, grew.", ("Tashkora", "located in", "Kenya")),
        ("Lindow-based Norland Power opened a mill in 2021.", ("Norland Power", "based in", "Lindow")),
        ("Norland Power has its headquarters in Paris.", ("Norland Power", "headquartered in", "Paris")),
    ],
)
def test_a_post_or_a_place_is_a_fact(text, fact):
    assert fact in said(text)


def test_a_rank_is_a_figure():
    found = [c for c in read("France ranked third in exports in 2021.") if c.unit == "rank"]
    assert [(c.subject.name, c.number) for c in found] == [("France", 3)]


def test_places_in_a_list_do_not_lie_in_one_another():
    assert not [fact for fact in said("Offices opened in Paris, London and Berlin in 2021.") if fact[1] == "located in"]


def test_the_post_of_one_person_is_not_told_of_the_next():
    facts = [
        fact for fact in said("Governor Ada Brook, Minister Carl Stone and others came.") if fact[1] == "holds post"
    ]
    assert sorted(fact[0] for fact in facts) == ["Ada Brook", "Carl Stone"]


def test_a_name_that_holds_the_adjective_of_a_country_lies_where_it_lies():
    assert not [fact for fact in said("British Columbia opened a port in 2021.") if fact[2] == "United Kingdom"]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("The Lindow Line is safe, its operator Norland Rail said.", ("Norland Rail", "operator of", "Lindow Line")),
        ("The pipeline between Lindow and Arden is open.", ("pipeline between Lindow and Arden", "links", "Arden")),
        ("The Canada-based train maker Norland Rail grew.", ("Norland Rail", "based in", "Canada")),
    ],
)
def test_a_part_in_something_and_the_ends_of_a_line_are_facts(text, fact):
    assert fact in said(text)


def test_who_was_present_is_told_of_what_was_done():
    text = "Norland Power opened the Lindow Wind Park in the presence of Ada Brook."
    assert ("Ada Brook", "present when opened", "Lindow Wind Park") in said(text)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "Ada Brook, Director-General of the Lindow Food Office, spoke.",
            ("Ada Brook", "holds post", "Director-General of the Lindow Food Office"),
        ),
        (
            "Norland's Minister of Energy Ada Brook spoke in Paris.",
            ("Ada Brook", "holds post", "Minister of Energy of Norland"),
        ),
        (
            "Ada Brook, Minister for Trade, Industry and Tourism, spoke.",
            ("Ada Brook", "holds post", "Minister for Trade, Industry and Tourism"),
        ),
        (
            "The secretary to the chief minister, Ada Brook, spoke.",
            ("Ada Brook", "holds post", "secretary to the chief minister"),
        ),
        ("President Ada Brook of Kenya spoke.", ("Ada Brook", "holds post", "President of Kenya")),
        (
            "Ada Brook, who serves as director of the Lindow Fund, spoke.",
            ("Ada Brook", "holds post", "director of the Lindow Fund"),
        ),
    ],
)
def test_a_post_is_told_in_full(text, fact):
    assert fact in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ada Brook is a respected leader.",
        "Ada Brook, and the permanent secretary, left.",
        "Ada Brook, Minister Carl Stone and others came.",
    ],
)
def test_what_is_no_post_of_somebody_is_not_told_as_one(text):
    assert [fact for fact in said(text) if fact[:2] == ("Ada Brook", "holds post")] == []


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("The Lindow Mine in the town of Arden grew.", ("Lindow Mine", "located in", "Arden")),
        ("Norland Power opened the Lindow Mine in Ghana in 2021.", ("Lindow Mine", "located in", "Ghana")),
        (
            "The Lindow Line is a partnership between Norland Rail and Arden Bank.",
            ("Norland Rail", "partner in", "Lindow Line"),
        ),
        (
            "Norland Rail, the owner and operator of the Lindow Line, grew.",
            ("Norland Rail", "operator of", "Lindow Line"),
        ),
        ("Norland Power serves the towns of Lindow and Arden.", ("Norland Power", "serves", "Arden")),
    ],
)
def test_places_parts_and_partners_are_facts(text, fact):
    assert fact in said(text)


@pytest.mark.parametrize("text", ["In Mexico, Tampico port grew.", "Trains run from Dar es Salaam, Kigali to Lindow."])
def test_a_country_and_a_city_lie_in_no_city(text):
    assert [fact for fact in said(text) if fact[1] == "located in"] == []
