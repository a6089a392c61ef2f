"""What texts about plans and towns tell: titles of papers, features, purposes, what is said over several sentences."""

import pytest

from rules import figures, need_rules, read, said
from shugu.model.entity import Entity

need_rules()


def spoken(text):
    return {(c.speaker.name, c.text) for c in read(text) if c.kind.value == "claim"}


def test_a_quotation_behind_according_to_goes_on_in_the_next_sentence():
    text = "According to Ada Brook, “Norland is ready for the fair. The harbour has become a resource for all of us.”"
    assert ("Ada Brook", "The harbour has become a resource for all of us") in spoken(text)


def test_what_a_claim_says_in_its_own_words_is_told_once():
    text = "“Norland is a small land with long winters. I hope that its schools stay open,” said Ada Brook."
    assert ("Ada Brook", "Norland is a small land with long winters") in spoken(text)
    assert not any(label == "is" for _, label, _ in said(text))


def test_as_somebody_put_it_is_a_claim():
    assert spoken("As Ada Brook put it, the old harbour has become a market for the whole coast.") == {
        ("Ada Brook", "the old harbour has become a market for the whole coast")
    }


def test_why_somebody_did_something_is_no_claim():
    assert not spoken("Ada Brook said why the company left Arden last winter.")


def test_a_purpose_is_that_of_what_was_made_without_a_name():
    text = "Arden Port Authority has set up a coastal radar system to improve the handling of ships."
    assert ("coastal radar system", "aims to improve", "handling of ships") in said(text)


def test_what_is_aimed_at_when_something_is_founded_is_its_aim():
    text = "Lindow Council established the Lindow Energy Agency, aiming to develop the wind industry."
    assert ("Lindow Energy Agency", "aims to develop", "wind industry") in said(text)


def test_a_title_tells_who_issued_a_paper_and_what_it_promotes():
    paper = Entity(id="n", type="Opinions", label="Opinions of the Arden Council on Promoting Coastal Shipping")
    found = said("The Opinions of the Arden Council on Promoting Coastal Shipping were issued in May.", known=[paper])
    assert {(paper.label, "issued by", "Arden Council"), (paper.label, "promotes", "Coastal Shipping")} <= set(found)


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Plan for Arden's Old Coast", "Plan for Arden’s Old Coast"),
        ('Arden Plan … for the "Old Coast"', "Arden Plan of the Lindow Council for the “Old Coast”"),
    ],
)
def test_a_known_name_is_found_in_other_marks_and_with_words_left_out(label, words):
    known = Entity(id="plan", type="Plan", label=label)
    found = read(f"Norland Council adopted the {words} in May 2023.", known=[known])
    assert "plan" in {c.object.entity for c in found if c.object is not None}


def test_a_paper_that_plans_makes_no_claim_besides():
    text = "The Arden Plan states that Norland will improve the quality of its rural roads."
    assert ("Norland", "plans to improve", "quality of its rural roads") in said(text)
    assert not spoken(text)


def test_features_beside_a_name_are_told_one_by_one():
    found = said("Mombasa, with its deep harbours and a long coast, has become a hub of trade.")
    assert {("Mombasa", "has", "deep harbours"), ("Mombasa", "has", "long coast")} <= set(found)


def test_help_that_somebody_had_is_no_feature():
    assert not any(
        label == "has" for _, label, _ in said("Kenya, with generous support from Norland, opened a school.")
    )


def test_what_stands_before_a_dash_is_the_thing_named_behind_it():
    text = (
        "The first rail-themed summit and exhibition - Norland International Rail Expo was held in Lagos in May 2023."
    )
    assert {subject for subject, label, _ in said(text) if "held" in label} == {"Norland International Rail Expo"}


def test_a_component_is_told_of_each_of_its_wholes():
    text = "As a component of the coastal plan and of the Arden Programme, the Lindow Line runs to the port."
    assert ("Lindow Line", "component of", "coastal plan") in said(text)


def test_who_leads_a_round_of_financing_is_told():
    text = "Lindow Data Ltd raised $40 million in a round led by Havkraft Capital in 2021."
    assert ("Lindow Data Ltd", "raised round led by", "Havkraft Capital") in said(text)


def test_who_is_provided_with_something_is_not_what_is_provided():
    found = said("Norland Rail has provided Arden with modern stations for commuters.")
    assert ("Norland Rail", "provided", "Arden") not in found
    assert ("Norland Rail", "provided", "Arden with modern stations for commuters") in found


def test_what_a_ceremony_was_held_for_was_done_there():
    text = "Norland held a ceremony in May 2023 to inaugurate the Lindow Line."
    (found,) = [c for c in read(text) if c.predicate.label == "inaugurate"]
    assert (found.object.name, found.basis.value, found.time.text) == ("Lindow Line", "actual", "2023-05")


def test_what_is_yet_to_be_done_is_no_actual():
    text = (
        "The Arden Plan has seen wide cover, with 40 schools to be built, and 25 clinics to be connected with Lindow."
    )
    assert {c.basis.value for c in read(text) if "connected" in c.predicate.label} == {"target"}


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Norland has 40 schools, a number set to rise to 60 by 2030.", ("60", "count", "target")),
        (
            "40 percent of homes in Norland are connected, a figure that will reach 70 percent by 2030.",
            ("70", "percent", "target"),
        ),
    ],
)
def test_a_figure_taken_up_again_is_of_the_same(text, figure):
    assert figure in figures(text)
    assert len({(c.subject.name, c.predicate.label) for c in read(text) if c.number is not None}) == 1


def test_a_number_before_a_sort_of_things_counts_the_things():
    text = "By 2030, 10,000 real economy firms in Norland will be connected."
    assert figures(text) == [("10000", "count", "target")]


@pytest.mark.parametrize(
    ("published", "time"), [("2019-08-09", "2018-04"), ("2019-05-20", "2019-04"), ("2019-03-02", "2018-04")]
)
def test_last_april_is_the_one_just_over_or_that_of_the_year_before(published, time):
    found = read("Last April, Norland Rail opened the Lindow Line.", published=published)
    assert {c.time.text for c in found if c.time is not None} == {time}
