"""What longer articles tell in ways of their own: aims, titles, second names, subjects that stand elsewhere."""

import pytest

from rules import need_rules, read, said

need_rules()


def labels(text, subject):
    return {label for name, label, _ in said(text) if name == subject}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "Havkraft built the Arden Nursing School to train nurses for the coast.",
            ("Arden Nursing School", "aims to train", "nurses for the coast"),
        ),
        (
            "To cut the cost of transport, Norland rebuilt the railway to Arden.",
            ("Norland", "aims to cut", "cost of transport"),
        ),
    ],
)
def test_a_purpose_is_an_aim_of_what_was_made_for_it_or_of_who_acts(text, fact):
    assert fact in said(text)
    assert {c.basis.value for c in read(text) if c.predicate.label == fact[1]} == {"target"}


def test_what_came_of_something_is_no_aim():
    assert not any(label.startswith("aims") for _, label, _ in said("Output of Norland grew to reach a record level."))


@pytest.mark.parametrize(
    "text",
    [
        "Lindow became a modern port city in 2019. The city has spent 40 million euros on quays.",
        "Lindow was transformed into a modern port city in 2019. The city has spent 40 million euros on quays.",
    ],
)
def test_what_a_thing_is_said_to_be_is_that_thing_when_it_is_spoken_of_again(text):
    assert [c.subject.name for c in read(text) if c.number == 40_000_000] == ["Lindow"]


def test_talks_are_told_with_each_of_those_they_were_held_with():
    found = said("Lindow Council has held talks about the future of the old harbour with Havkraft and Batcap.")
    assert ("Lindow Council", "held talks with", "Havkraft") in found


def test_what_somebody_is_able_to_do_is_done():
    text = "Lindow Council has been able to hold talks with Havkraft."
    assert [c.basis.value for c in read(text) if c.predicate.label == "hold talks with"] == ["actual"]


def test_a_quoted_name_is_neither_counted_nor_taken_apart():
    text = "Norland adopted the “two quays and four cranes” layout for the port of Arden in 2021."
    assert ("Norland", "adopted", "two quays and four cranes layout for the port of Arden") in said(text)
    assert not any(c.unit == "count" for c in read(text))


def test_a_quoted_title_is_nothing_that_was_said():
    text = "The Ministry of Ports replied to the council of Lindow on the “Lindow Harbour Innovation Zone”."
    assert not any(label == "said" for _, label, _ in said(text))


def test_several_the_phrases_in_a_row_are_told_each():
    text = "Norland was approved to build the first tidal plant, the first wave farm and the first floating dock."
    assert [thing for _, label, thing in said(text) if label == "approved to build"] == [
        "first tidal plant",
        "first wave farm",
        "first floating dock",
    ]


def test_further_verbs_behind_an_unseen_subject_are_told_of_it():
    text = (
        "By 2030 the town of Lindow will have been rebuilt into a modern port, will have dredged the channel, "
        "opened the first wave farm and founded a college of shipping."
    )
    assert {"will open", "will found"} <= labels(text, "town of Lindow")


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "On 3 May 2024, the Lindow Harbour Board meeting was held, which underlined the need to draft "
            "an action plan for dredging.",
            ("Lindow Harbour Board meeting", "will draft", "action plan for dredging"),
        ),
        (
            "Norland opened its first tidal laboratory in Portugal which is offering courses for engineers.",
            ("first tidal laboratory", "offer", "courses for engineers"),
        ),
        (
            "GENEVA, Switzerland: The Harbour Bank has opened a branch in Arden.",
            ("Harbour Bank", "opened branch in", "Arden"),
        ),
        (
            "The laboratory of harbour strategy jointly established by Havkraft and Norland Rail opened in 2020.",
            ("laboratory of harbour strategy", "established by", "Havkraft"),
        ),
    ],
)
def test_the_subject_is_found_where_the_parser_hangs_the_clause_elsewhere(text, fact):
    assert fact in said(text)


def test_several_policies_given_as_examples_are_the_subject_each():
    text = (
        "A series of policies such as the Coastal Shipping Act, the Harbour Act and the Fisheries Law "
        "strongly facilitate the development of Arden."
    )
    assert ("Coastal Shipping Act", "facilitate development of", "Arden") in said(text)


def test_a_place_within_a_title_is_where_it_applies():
    found = said("The Norway Coastal Development Plan was adopted in 2020.")
    assert ("Norway Coastal Development Plan", "applies to", "Norway") in found


def test_a_second_name_in_brackets_is_told_but_no_initials():
    found = said("Lindow Freight Technology Co., Ltd. (Quickfreight) opened a depot in Arden in 2021.")
    assert ("Lindow Freight Technology Co., Ltd", "is called", "Quickfreight") in found
    assert not any(label == "is called" for _, label, _ in said("The Department of Transport (DoT) opened a depot."))


def test_several_who_announce_their_merger_are_told_with_each_other():
    assert ("Havkraft", "announced merger with", "Norland Rail") in said(
        "Havkraft and Norland Rail announced a merger in 2021."
    )


def test_a_rank_within_the_country_is_not_the_countrys_own_and_told_once():
    text = "Sichuan is a province of China. Employment there grew, with the growth rate ranking second in the country."
    found = [c for c in read(text) if c.unit == "rank"]
    assert [c.subject.name for c in found] == ["Sichuan"]
    assert not any("rank" in label for _, label, _ in said(text))


def test_what_several_counted_things_are_to_have_done_is_told_by_the_counts_alone():
    text = "Over 1,000 engineers and more than 40 doctors will have been trained by 2030."
    assert not any("trained" in label for _, label, _ in said(text))


def test_what_somebody_is_willing_to_do_is_told_once_as_a_plan():
    found = said("Norland is willing to work with other countries on harbour safety.")
    assert not any(label == "is" for _, label, _ in found)


def test_the_same_day_is_the_day_told_of_before_and_no_comparison():
    text = "On 21 October 2013, Norland Rail opened a depot in Arden. On the same day, Havkraft opened the Arden Mill."
    assert [c.time.text for c in read(text) if c.subject.name == "Havkraft" and c.time] == ["2013-10-21"]


def test_a_capital_is_that_of_the_land_named_before_it_and_of_no_other_thing():
    found = said("The railway has changed the image of Norland and moved its capital Arden to the front.")
    assert {fact for fact in found if fact[1] == "capital of"} <= {("Arden", "capital of", "Norland")}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "Havkraft's G4 solar park started construction in Arden.",
            ("G4 solar park", "located in", "Arden"),
        ),
        (
            "After the founding of Kenya's new area “Lindowmark” in 2014, trade grew.",
            ("Lindowmark", "located in", "Kenya"),
        ),
        (
            "Norland recently launched its first fish research laboratory in Lindow province.",
            ("first fish research laboratory", "located in", "Lindow province"),
        ),
        (
            "Havkraft signed the contract for the Norland Wind (Bergen) Trial Zone in 2019.",
            ("Norland Wind (Bergen) Trial Zone", "located in", "Bergen"),
        ),
    ],
)
def test_where_a_thing_lies_is_told_by_its_works_its_owner_or_its_name(text, fact):
    assert fact in said(text)


def test_the_owner_of_a_park_with_a_number_for_a_name_is_told():
    assert ("Havkraft", "owns", "G4 solar park") in said(
        "Havkraft is a firm. Havkraft's G4 solar park started construction in Arden."
    )


def test_the_previous_fairs_are_the_fair_that_was_named():
    text = "The Lindow Fish Expo was held in Arden. The previous expos have attracted investment worth 5 million euros."
    assert [c.subject.name for c in read(text) if c.number == 5_000_000] == ["Lindow Fish Expo"]


def test_what_a_town_consists_of_is_counted_for_the_town_not_for_what_it_serves():
    text = (
        "The local government has built the Arden University Town to train talents for developing the fish industry "
        "in Kenya which consists of nine local schools and 110 fish companies."
    )
    assert {c.subject.name for c in read(text) if c.number in (9, 110)} == {"Arden University Town"}


def test_a_fund_has_the_size_that_is_told_beside_its_founding():
    text = "The Arden Fund will be founded by Havkraft, with its size reaching 10 million euros."
    assert [c.subject.name for c in read(text) if c.number == 10_000_000] == ["Arden Fund"]


def test_what_is_estimated_to_be_made_is_no_target():
    text = "It is estimated that in 2030 a revenue of 40 million euros will be made by Havkraft."
    assert [c.basis.value for c in read(text) if c.number == 40_000_000] in (["forecast"], ["estimate"])


def test_the_levels_of_several_things_are_told_for_each():
    found = said("Norland accelerates the improvement of the levels of public health, rural schools and urban housing.")
    assert [what for name, _, what in found if name == "Norland"] == ["public health", "rural schools", "urban housing"]


def test_a_named_thing_has_each_of_the_features_of_a_row():
    text = (
        "Norland will set up an Arden Valley with high concentration of fish farms, deep integration of farms and "
        "ports, significant growth of trade, and clean, safe services."
    )
    features = [what for name, label, what in said(text) if (name, label) == ("Arden Valley", "has")]
    assert "deep integration of farms and ports" in features and len(features) >= 3
    assert {c.basis.value for c in read(text) if c.predicate.label == "has"} == {"target"}


def test_a_construction_operation_and_financing_company_is_one_firm():
    text = (
        "Lindow Rail will set up an Arden Valley construction, operation, investment and financing platform company "
        "and a fish alliance."
    )
    named = [what for _, label, what in said(text) if label == "set up"]
    assert named == [
        "Arden Valley construction, operation, investment and financing platform company",
        "fish alliance",
    ]


def test_real_before_economy_or_estate_is_no_money():
    assert not [
        c for c in read("In 2019, Norland had 1,625 real estate firms and Arden won the cup.") if c.unit == "BRL"
    ]


def test_no_range_ends_in_a_percentage_behind_a_dash_that_parts_clauses():
    text = "The old port of Arden became a shared one - 54% of firms have used it."
    assert 1 not in {c.number for c in read(text)}
