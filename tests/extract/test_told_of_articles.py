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
