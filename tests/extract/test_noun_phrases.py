"""What noun phrases and sentences with "is" say: descriptions, ranks, causes, parts, owners, where things lie."""

import pytest

from rules import need_rules, read, said

need_rules()


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "The Lindow Board, regulator of the fish industry, met in 2021.",
            ("Lindow Board", "is", "regulator of the fish industry"),
        ),
        ("The line is run by the provincial utility Nam Sida.", ("Nam Sida", "is", "provincial utility")),
        (
            "The firm opened shops in two major trading hubs, Mumbai and Indore.",
            ("Mumbai", "is among", "major trading hubs"),
        ),
        ("Kenya's main exports are coffee and tea.", ("coffee", "is among", "Kenya's main exports")),
        ("Blueberries are the main exported product.", ("blueberries", "is", "main exported product")),
        (
            "Ada Brook runs Lindow Rail, which is Europe's largest carrier.",
            ("Lindow Rail", "is", "Europe's largest carrier"),
        ),
        (
            "The Lindow Board, whose mission is to protect the fish of the bay, met.",
            ("Lindow Board", "mission", "protect the fish of the bay"),
        ),
    ],
)
def test_what_a_thing_is_said_to_be_is_an_attribute(text, fact):
    assert fact in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "Lindow Rail, a significant rise from last year, grew.",
        "As part of the efforts to trade, Lindow Rail opened a port in 2021.",
        "The sites are Brook Park, the Arden Valley project and Havkraft's Lindow Hub project.",
    ],
)
def test_what_says_nothing_or_names_another_thing_is_no_description(text):
    assert not [c for c in read(text) if c.rule.startswith("description")]


@pytest.mark.parametrize(
    ("text", "owner", "number"),
    [
        ("Ghana is Africa's second-biggest seller of yams.", "Ghana", 2),
        ("Lindow Rail, the third-largest carrier in Kenya, opened a depot.", "Lindow Rail", 3),
        ("Ada Brook led Lindow Rail, Kenya's No. 2 carrier by sales.", "Lindow Rail", 2),
        ("Chile is the top copper buyer and the second largest seller of cherries.", "Chile", 2),
    ],
)
def test_a_rank_stands_in_words_with_hyphens_and_behind_a_name(text, owner, number):
    assert [(c.subject.name, c.number) for c in read(text) if c.unit == "rank"] == [(owner, number)]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Metal output grew by 5% on the back of rising demand.", ("metal output", "growth due to", "rising demand")),
        ("The delay of the line was due to heavy rain.", ("delay of the line", "due to", "heavy rain")),
        (
            "The recovery is attributed to new trade rules.",
            ("recovery", "attributed to", "new trade rules"),
        ),
        (
            "Exports rose by 3% (due to a larger crop area in Lima).",
            ("exports", "growth due to", "larger crop area in Lima"),
        ),
    ],
)
def test_a_cause_is_a_relation_of_its_own(text, fact):
    assert fact in said(text)


def test_what_did_not_happen_has_no_cause():
    assert not [c for c in read("Lindow Rail did not open the line because of the storm.") if c.rule == "cause"]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "The new venture consists of Lindow Rail and Havkraft.",
            ("new venture", "consists of", "Havkraft"),
        ),
        (
            "A consortium of Gulf Pure Water and Aquamar won the contract in 2021.",
            ("Aquamar", "member of", "consortium of Gulf Pure Water and Aquamar"),
        ),
        (
            "The contract package includes the construction of a tunnel.",
            ("contract package", "includes", "construction of a tunnel"),
        ),
        ("The Arden Cargo Terminal of the Lindow Line opened.", ("Arden Cargo Terminal", "part of", "Lindow Line")),
    ],
)
def test_what_a_thing_is_made_of_is_a_relation_each(text, fact):
    assert fact in said(text)


def test_the_owner_of_a_named_thing_is_a_fact_and_no_part_of_its_name():
    facts = said("Lindow Power's Arden Solar Park opened in 2021.")
    assert ("Lindow Power", "owns", "Arden Solar Park") in facts
    assert not [fact for fact in facts if fact[0].startswith("Lindow Power's")]


def test_a_station_named_after_a_king_has_no_owner():
    assert not [c for c in read("The train left King's Cross Station.") if c.rule == "holding"]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("The Lindow Solar Park is located north of Nairobi.", ("Lindow Solar Park", "located north of", "Nairobi")),
        (
            "Ports in Makun in Haa Atoll, Bileh in Shavi Atoll and Vilu in Thaa Atoll will be built.",
            ("Vilu", "located in", "Thaa Atoll"),
        ),
        (
            "The fund backs 33 broadband projects in Kenya, Uganda, Rwanda and Tanzania.",
            ("33 broadband projects", "located in", "Tanzania"),
        ),
        ("Kenya's Ministry of Energy opened a mill in 2021.", ("Ministry of Energy", "located in", "Kenya")),
        ("The Lindow Solar Park, near Nairobi, opened in 2021.", ("Lindow Solar Park", "located near", "Nairobi")),
    ],
)
def test_where_things_lie_is_told_by_direction_in_rows_and_spread(text, fact):
    assert fact in said(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Energy company Havkraft opened a mill in 2019.", "Havkraft"),
        ("The wind and solar projects will produce 20 GWh.", "wind and solar projects"),
        ("The 70 km long E-95 motorway opened in 2019.", "E-95 motorway"),
        ("The Ministry of Ports, Energy, and Rural Education opened a mill in 2019.",
         "Ministry of Ports, Energy, and Rural Education"),
    ],
)  # fmt: skip
def test_names_are_not_cut_at_and_nor_at_hyphens(text, name):
    assert name in {c.subject.name for c in read(text)}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "The deal was signed by the director at the Planning Ministry Ada Brook.",
            ("Ada Brook", "holds post", "director at the Planning Ministry"),
        ),
        (
            "Minister of Trade and the Public Service, Dr. the Hon. Ada Brook, opened the session.",
            ("Ada Brook", "holds post", "Minister of Trade and the Public Service"),
        ),
        (
            "The state minister for water, energy and forest resources Ada Brook said the mill is open.",
            ("Ada Brook", "holds post", "state minister for water, energy and forest resources"),
        ),
        (
            "Ada Brook, Havkraft Chief Operating Officer, said the mill is open.",
            ("Ada Brook", "holds post", "Havkraft Chief Operating Officer"),
        ),
    ],
)
def test_posts_stand_behind_bodies_and_with_fields_in_any_spelling(text, fact):
    assert fact in said(text)
