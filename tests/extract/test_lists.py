"""Lists of names: each name takes part in what is told of the list."""

from rules import need_rules, read, said

need_rules()

FIRMS = ["Havkraft", "Batcap", "Lumihall", "Nordmill"]


def names(facts, label):
    return [subject for subject, predicate, _ in facts if predicate == label]


def test_each_firm_named_as_an_example_of_a_subject_does_what_the_subject_does():
    found = said("Leading makers such as Havkraft, Batcap, Lumihall and Nordmill have settled in Lindow.")
    assert names(found, "settled in") == FIRMS


def test_a_second_list_told_along_takes_part():
    found = said(
        "Makers such as Havkraft, Batcap and Lumihall as well as local banks like Brook Bank, Moor Bank and Fen Bank "
        "have settled in Kenya."
    )
    assert set(names(found, "settled in")) == {"Havkraft", "Batcap", "Lumihall", "Brook Bank", "Moor Bank", "Fen Bank"}


def test_firms_that_were_drawn_to_do_something_do_it():
    found = read("Kenya has drawn makers such as Havkraft, Batcap, Lumihall and Nordmill to settle in Nairobi.")
    settled = [c for c in found if c.predicate.label == "settle in"]
    assert [c.subject.name for c in settled] == FIRMS
    assert {c.basis.value for c in settled} == {"actual"}


def test_an_idiom_takes_its_place_along():
    found = said("Big firms like Havkraft, Batcap and Lumihall are setting up branches in Kenya.")
    assert names(found, "set up branches in") == FIRMS[:3]


def test_what_the_list_is_told_to_be_among_is_told_of_each():
    found = said("Kenya drew Havkraft, Batcap, Lumihall and other Norland Top 100 companies in 2021.")
    assert {("Havkraft", "is among", "Norland Top 100"), ("Lumihall", "is among", "Norland Top 100")} <= set(found)


def test_firms_that_are_told_to_be_local_are_of_the_place_that_is_spoken_of():
    found = said("The port lies in Mombasa. Local makers including Havkraft, Batcap and Lumihall opened in 2021.")
    assert ("Batcap", "native to", "Mombasa") in found


def test_the_parts_of_a_ministry_are_no_list():
    found = said("The Ministry of Trade, Tourism and Transport opened the Lindow Bridge in 2021.")
    assert not {subject for subject, _, _ in found} & {"Trade", "Tourism", "Transport"}


def test_a_firm_with_a_comma_in_its_name_is_one():
    found = said("Firms such as Havkraft Co., Ltd., Batcap Inc. and Lumihall settled in Kenya.")
    assert "Ltd." not in names(found, "settled in")
