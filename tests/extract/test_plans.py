"""What is planned, told in words: every infinitive of a row, schedules, whose a plan is."""

import pytest

from rules import need_rules, read

need_rules()


def told(text, *, published="2024-05-06"):
    return [
        (c.subject.name, c.predicate.label, c.object.name if c.object else c.text, c.time.text if c.time else None)
        for c in read(text, published=published)
        if c.basis.value in ("target", "forecast")
    ]


def test_each_infinitive_of_a_row_stands_on_the_ground_of_the_first():
    found = read("The new terminal is expected to open in 2027, create 500 jobs and handle 2 million tonnes a year.")
    assert len(found) >= 3
    assert {c.basis.value for c in found} == {"forecast"}


def test_a_verb_in_a_tense_of_its_own_goes_on_with_the_main_verb():
    found = read("Lindow Rail plans to close one line, has hired staff for the others and runs three ports.")
    assert any(c.basis.value == "actual" and c.predicate.label == "hired" for c in found)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("The Arden Bridge is set for completion in 2027.", ("Arden Bridge", "completion", None, "2027")),
        ("Completion of the Arden Tunnel is expected in 2027.", ("Arden Tunnel", "completion", None, "2027")),
        (
            "Lindow Rail is boring the Arden Tunnel, with completion expected in 2027.",
            ("Lindow Rail", "completion", None, "2027"),
        ),
        (
            "The Lindow Metro is seen to be partly operational by 2026.",
            ("Lindow Metro", "partly operational", None, "2026"),
        ),
        ("The general election is scheduled for October 2025.", ("general election", "scheduled", None, "2025-10")),
        (
            "The roadmap for electric cars is due to be finalised this year.",
            ("roadmap for electric cars", "will be finalised", None, "2024"),
        ),
        ("The share offer will end on September 19.", ("share offer", "end", None, "2024-09-19")),
    ],
)
def test_what_is_due_is_told_with_its_time(text, fact):
    assert fact in told(text)


def test_what_was_set_up_is_no_schedule():
    assert told("The Lindow Port Authority was set up in 1998 and employs many people.") == []


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "The deal reinforces Arden Rail's commitment to provide cheap transport.",
            ("Arden Rail", "plans to provide", "cheap transport", None),
        ),
        (
            "The dam is a milestone in Norland's efforts to reduce oil imports.",
            ("Norland", "plans to reduce", "oil imports", None),
        ),
        (
            "The Lindow Council confirmed its goal of becoming a regional trading hub by 2030.",
            ("Lindow Council", "plans to become", "regional trading hub", "2030"),
        ),
    ],
)
def test_efforts_and_goals_are_of_whoever_has_them(text, fact):
    assert fact in told(text)


def test_what_money_is_given_for_is_not_done_yet():
    found = read("The bank is supporting Norland with a large loan to finalise the paving of a motorway.")
    assert all(c.basis.value != "actual" for c in found if "finalise" in c.predicate.label)


def test_each_work_of_a_project_has_a_row_and_is_yet_to_be_done():
    found = read(
        "The harbour project includes rehabilitation and widening of the old quay, and construction of service roads "
        "and warehouses."
    )
    works = [c.text for c in found if c.rule == "works"]
    assert works == [
        "rehabilitation of the old quay",
        "widening of the old quay",
        "construction of service roads",
        "construction of warehouses",
    ]
    assert {c.basis.value for c in found} == {"target"}


def test_what_a_project_included_is_no_plan():
    found = read("The harbour project included construction of service roads and warehouses.")
    assert all(c.basis.value == "actual" for c in found)


def test_whoever_is_contracted_does_the_work():
    found = told("The ministry contracted Arden Rail to repair the coast line.")
    assert [(subject, text) for subject, _, text, _ in found] == [("Arden Rail", "coast line")]


def test_what_is_ensured_of_one_thing_is_told_measure_by_measure():
    found = told("The Lindow Fund will ensure the quantity and quality of wheat output.")
    assert [text for _, _, text, _ in found] == ["quantity of wheat output", "quality of wheat output"]


def test_a_loan_is_told_from_others_by_its_sum():
    found = told("The $23 million loan will be drawn from the ordinary resources of Lindow Bank.")
    assert ("loan", "will be drawn from", "ordinary resources of Lindow Bank", None) in found


@pytest.mark.parametrize(
    "text",
    [
        "Norland's cabinet approved a 40 MW solar plant near Lindow.",
        "Lindow Council approved spending 5 million dollars on the road.",
        "Arden Works announced its four-year building plan valued at about 71 million dollars.",
        "The economy is forecast to grow in 2026, driven by 5.6% growth in its fishing sector.",
    ],
)
def test_what_is_approved_planned_or_foreseen_is_no_actual_figure(text):
    figures = [c for c in read(text) if c.number is not None]
    assert figures
    assert all(c.basis.value in ("target", "forecast") for c in figures)


def test_a_loan_that_is_approved_is_an_actual():
    found = read("Lindow Bank approved a $40 million loan for Arden Rail.")
    assert [c.basis.value for c in found if c.number is not None] == ["actual"]


def test_approval_of_what_is_yet_to_be_done_is_told_as_approval():
    found = read("The Norland Cabinet approved setting up of the Lindow Institute of Soil Science.")
    assert ("approved setting up of", "actual") in [(c.predicate.label, c.basis.value) for c in found]


def test_an_infinitive_behind_other_words_goes_on_with_the_first():
    found = told("The Arden Fund will be used to draw a plan for raising road tolls and to widen the coast road.")
    assert any("widen" in label and text == "coast road" for _, label, text, _ in found)


def test_how_long_something_will_take_is_told():
    found = read("The Arden Road project is likely to be completed in five years.")
    assert [(c.predicate.label, int(c.number), c.unit) for c in found if c.number is not None] == [
        ("time to completion", 5, "year")
    ]


def test_what_was_approved_has_the_aim_told_behind_it():
    found = told("The cabinet approved four road projects of the ministry, aimed at easing freight traffic.")
    assert ("road projects of the ministry", "aims at", "easing freight traffic", None) in found


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "The Arden Plan is focused on building roads for its parks, and luring investment in clean water.",
            ("Arden Plan", "is focused on", "building roads for its parks", None),
        ),
        (
            "The Norland Ministry has been tasked with improving rail networks.",
            ("Norland Ministry", "is tasked with", "improving rail networks", None),
        ),
        (
            "The Arden Water Project includes surveying old wells, replacing pumps and laying new pipes.",
            ("Arden Water Project", "will lay", "new pipes", None),
        ),
        (
            "The Norland Ministry plans to promote clean power by scaling down coal use, while raising the use of gas.",
            ("Norland Ministry", "plans to raise", "use of gas", None),
        ),
        (
            "The Norland Cabinet backed the Coast Policy which aims to build quays, reforming the market of local fish.",
            ("Coast Policy", "will reform", "market of local fish", None),
        ),
        (
            "The Lindow Council will ensure that most of its stations are open to the public.",
            ("Lindow Council", "plans to ensure", "most of its stations are open to the public", None),
        ),
        (
            "The Arden Fund will be used to rehabilitate, extend and upgrade existing coast roads.",
            ("Arden Fund", "will be used to rehabilitate", "existing coast roads", None),
        ),
    ],
)
def test_what_gerunds_and_rows_of_verbs_say_of_a_plan_is_planned(text, fact):
    assert fact in told(text)


def test_no_gerund_under_a_plan_is_told_as_done():
    text = "The Arden Water Project includes surveying old wells and replacing pumps, and it entails laying pipes."
    assert {c.basis.value for c in read(text)} <= {"target"}


def test_what_a_plan_or_contract_is_for_names_it_later():
    found = told("The Lindow Council has approved a new plan to widen the port. The plan seeks to raise coastal trade.")
    assert any(subject == "new plan to widen the port" and text == "coastal trade" for subject, _, text, _ in found)


def test_a_participle_that_only_says_what_a_plan_means_is_left_out():
    found = told("Lindow Rail plans to test electric buses in Arden, reflecting a change in local habits.")
    assert not any("change" in (text or "") for _, _, text, _ in found)


def test_the_date_behind_an_approval_is_of_what_was_approved():
    found = told("The Norland Cabinet approved the second phase of the Arden Tunnel, with completion expected in 2030.")
    assert ("second phase of the Arden Tunnel", "completion", None, "2030") in found


def test_a_firm_that_a_pronoun_behind_it_tells_of_is_the_one_before():
    found = told('The cabinet approved Lindow Rail as operator. "The company will test local buses," he added.')
    assert any(subject == "Lindow Rail" and text == "local buses" for subject, _, text, _ in found)


def test_a_bare_verb_in_a_row_goes_on_with_the_plan():
    found = read(
        "Ada Brook of Havkraft spoke, adding that Norland is set to produce fuel for ships, "
        "establish a coastal hub, and implement a common corridor."
    )
    basis = {c.basis.value for c in found if c.text and ("hub" in c.text or "corridor" in c.text) and c.rule == "plan"}
    assert basis == {"target"}


def test_the_purpose_of_a_sum_is_told_of_the_sum():
    found = told("An additional $40 million will be used to reduce waiting lists for surgery.")
    assert ("additional $40 million", "will be used to reduce", "waiting lists for surgery", None) in found


def test_what_leave_was_got_for_is_planned_by_who_got_it():
    found = told("Havkraft Ltd received final approval from the Norland Ministry to build a new mill.")
    assert ("Havkraft Ltd", "plans to build", "new mill", None) in found


def test_the_project_is_no_several_things_named_last():
    found = told(
        "Havkraft signed a contract for a harbour complex with new warehouses. "
        "This project is meant to raise trade. The project will improve local roads."
    )
    assert found
    assert not any("warehouses" in subject for subject, _, _, _ in found)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("The Arden Plan will help ease congestion.", ("Arden Plan", "ease", "congestion", None)),
        (
            "The Lindow Coast Line is on track to be completed in 2027.",
            ("Lindow Coast Line", "will be completed", None, "2027"),
        ),
        ("The Arden Mill is set for completion, it said.", ("Arden Mill", "set for", "completion", None)),
    ],
)
def test_what_is_eased_on_track_or_set_is_planned(text, fact):
    assert fact in told(text)
