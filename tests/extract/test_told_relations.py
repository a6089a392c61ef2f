"""Who did something with whom, whose a thing is, and lists of those who take part."""

import pytest

from rules import need_rules, read, said

need_rules()


def facts(text):
    return {
        (c.subject.name, c.predicate.label, c.object.name if c.object else c.text)
        for c in read(text, published="2024-05-03")
    }


def test_a_subject_behind_an_opening_phrase_is_no_apposition_to_it():
    text = (
        "In May 2023, following the visit of President Peter Dale to Kenya, the ministry of trade approved a levy plan."
    )
    assert ("ministry of trade", "approved", "levy plan") in facts(text)


def test_names_right_behind_a_bare_year_are_subjects():
    found = facts("In 2015 Kenya Airways and Arden Air signed a codeshare agreement for the lake towns.")
    assert ("Arden Air", "signed agreement with", "Kenya Airways") in found


def test_a_named_venture_did_what_stands_behind_its_description():
    text = "Lindow Gems, a joint venture between Havkraft Mining and the Norwegian government has sold the Selby mine."
    found = facts(text)
    assert ("Lindow Gems", "sold", "Selby mine") in found
    assert {one for one, label, _ in found if label == "partner in"} == {"Havkraft Mining", "Norwegian government"}


def test_verbs_in_a_row_share_what_stands_behind_the_last():
    found = said("Norland Rail owns, operates and repairs the Lindow Line.")
    assert {label for _, label, thing in found if thing == "Lindow Line"} >= {"owns", "operates"}
    found = said("Raw sea pearls are sorted and valued by the Arden Bank.")
    assert {label for _, label, thing in found if thing == "Arden Bank"} == {"sorted by", "valued by"}


@pytest.mark.parametrize(
    ("text", "partners"),
    [
        ("They are cut by Lindow Gems, which is a partnership between Arden Bank and Kenya Airways.", 2),
        ("Arden Bank and Kenya Airways said that their joint venture, Lindow Gems, has been awarded the contract.", 2),
        ("Lindow Gems was started in 2011 as a venture between Arden Bank and Kenya Airways.", 2),
        ("Lindow Gems is a consortium made up of Arden Bank and other companies including Kenya Airways.", 2),
    ],
)
def test_partners_of_a_venture_are_told_of_the_venture_however_it_is_named(text, partners):
    found = {one for one, label, thing in facts(text) if (label, thing) == ("partner in", "Lindow Gems")}
    assert len(found) == partners


def test_an_accord_between_two_is_told_in_a_noun_phrase():
    text = "Parliament debated a bill on the fishing agreement between Norway and Chile."
    assert ("Norway", "fishing agreement with", "Chile") in facts(text)


def test_a_signed_accord_names_all_between_whom_it_is_also_one_by_a_post():
    text = (
        "A pact was signed between the governor of the Lindow region, the shipping firm Arden Lines and Kenya Airways."
    )
    found = {(one, other) for one, label, other in facts(text) if label == "signed pact with"}
    assert found == {
        ("governor of the Lindow region", "Arden Lines"),
        ("governor of the Lindow region", "Kenya Airways"),
    }


def test_an_accord_is_not_with_an_office_of_its_own():
    found = facts("In 2016, Norway, Chile and Kenya signed an agreement on a fish council with its office in Nairobi.")
    assert {other for _, label, other in found if label == "signed agreement with"} <= {"Norway", "Chile", "Kenya"}
    assert ("Chile", "signed agreement with", "Norway") in found


def test_two_who_have_an_agreement_have_it_with_each_other():
    found = facts("Kenya Airways and Arden Air have a maintenance agreement.")
    assert ("Arden Air", "have agreement with", "Kenya Airways") in found


def test_the_part_of_several_is_told_of_each():
    found = facts("Kenya Airways and Arden Bank, the owners of the Lindow Terminal, met the mayor.")
    owners = {one for one, label, thing in found if (label, thing) == ("owner of", "Lindow Terminal")}
    assert owners == {"Kenya Airways", "Arden Bank"}


def test_a_firm_owned_by_another_is_told_by_the_word_before_its_name():
    assert ("Arden Lines", "owned by", "Havkraft") in facts(
        "The Havkraft-owned shipping firm Arden Lines ordered ships."
    )


def test_signers_are_told_whose_posts_stand_behind_their_names():
    text = (
        "The accord was signed by Peter Dale, director general of the Norwegian Rail Authority, "
        "and Carlos Brook, head of the Chilean Rail Authority, in Oslo."
    )
    assert {one for one, label, _ in facts(text) if label == "signed"} == {"Peter Dale", "Carlos Brook"}


def test_a_person_behind_the_country_of_a_post_is_a_name_of_its_own():
    found = facts("President of Mongolia Battulga Ganbold paid a visit to Turkmenistan.")
    assert ("Battulga Ganbold", "paid visit to", "Turkmenistan") in found


def test_what_has_been_done_is_no_plan_beside_what_will_be():
    rows = read("Lindow Bank will lend money to Arden Rail, and has borrowed the rest from the Bank of China.")
    assert [c.basis.value for c in rows if c.predicate.label.startswith("borrowed")] == ["actual"]


def test_a_list_behind_a_preposition_goes_on_behind_its_comma():
    text = "The Lindow Fund has borrowed money from the Bank of China, the Dutch lender FMO Group, Kenya Airways, and Arden Bank."
    lenders = {other for _, label, other in facts(text) if label.endswith("from")}
    assert lenders == {"Bank of China", "FMO Group", "Kenya Airways", "Arden Bank"}


def test_things_without_a_name_are_told_beside_a_name_in_a_list():
    found = said("Canada provided fishing boats, VHF and night lamps, harbour maps, rescue nets, and rubber boots.")
    assert {thing for _, label, thing in found if label == "provided"} >= {"fishing boats", "rescue nets"}


def test_a_relative_clause_behind_a_makers_name_tells_of_what_was_made():
    found = facts("Canada has invested in the Clearstack method developed by Havkraft that removes sea salt.")
    assert {one for one, label, _ in found if label == "removes"} == {"Clearstack method"}


def test_what_was_won_holds_what_it_is_for():
    assert ("Norland Rail", "won", "tender to widen the harbour") in facts(
        "Norland Rail won the tender to widen the harbour."
    )


def test_a_bare_noun_without_time_or_place_gives_no_row():
    assert not [row for row in facts("Norland Rail completed the task.") if row[1] == "completed"]
    assert ("Norland Rail", "completed", "task") in facts("Norland Rail completed the task in March 2024.")


def test_a_port_of_a_country_lies_in_it():
    assert ("Tanga", "located in", "Tanzania") in facts("The ship left Tanzania's Indian Ocean port of Tanga.")


def test_who_reported_it_did_not_do_it_to_what_was_discussed():
    found = facts("As reported by the Arden Bank, transit corridors were discussed.")
    assert not [row for row in found if row[1].startswith("reported")]


def test_a_tender_that_was_held_is_told_with_what_it_is_for():
    assert ("tender for small hydropower plants", "was held", None) in facts(
        "A tender for small hydropower plants was held."
    )


def test_a_name_behind_a_date_and_an_and_did_what_follows():
    found = facts("The sale was finalised at the end of October and Kenya Airways started flights on November 1st.")
    assert [one for one, label, _ in found if label.startswith("started")] == ["Kenya Airways"]


def test_a_hyphen_that_the_parser_takes_for_a_verb_stops_nothing():
    assert read("The NPRB pre-qualified 9 of the 12 offers for the road.", published="2024-05-03") is not None


def test_a_firm_behind_another_has_its_short_form_without_the_and():
    text = (
        "Kenya Airways and Peter Dale Developments Ltd. (PDDL) signed a contract with Arden Bank. PDDL opened a dock."
    )
    assert not [one for one, _, _ in facts(text) if one.startswith("and ")]


def test_who_is_directed_to_do_something_is_told_with_it():
    assert ("Peter Dale", "instructed", "ministry of energy to draw up a plan for the dam") in facts(
        "President Peter Dale instructed the ministry of energy to draw up a plan for the dam."
    )
