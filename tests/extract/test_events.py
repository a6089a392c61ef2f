"""Events, relations and descriptions."""

import pytest

from rules import need_rules, read, said

need_rules()


def test_an_event_has_its_day_and_its_object():
    (found,) = [
        c for c in read("Norland Power opened the Lindow Wind Park on 3 May 2021.") if c.predicate.label == "opened"
    ]
    assert (found.subject.name, found.object.name, found.time.text, found.kind.value) == (
        "Norland Power",
        "Lindow Wind Park",
        "2021-05-03",
        "event",
    )


def test_each_partner_of_an_agreement_is_a_fact_of_its_own():
    found = said("Norland Power signed an agreement with Marrick Steel and Lindow Bank in 2021.")
    partners = {value for subject, label, value in found if label == "signed agreement with"}
    assert partners == {"Marrick Steel", "Lindow Bank"}


def test_who_did_it_is_told_by_the_agent_of_a_passive():
    assert ("Lindow Bridge", "built by", "Norland Steel") in said(
        "The Lindow Bridge was built by Norland Steel in 2021."
    )


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "Norland Power announced the acquisition of Lindow Data.",
            ("Norland Power", "announced acquisition of", "Lindow Data"),
        ),
        ("Lindow Law came into force in May 2021.", ("Lindow Law", "came into force", None)),
        (
            "Norland Power entered into an agreement with Marrick Steel.",
            ("Norland Power", "entered agreement with", "Marrick Steel"),
        ),
        ("Norland Power awarded Marrick Steel a contract.", ("Norland Power", "awarded contract to", "Marrick Steel")),
        (
            "Norland Power unites 37 firms, including Marrick Steel.",
            ("Norland Power", "unites firms including", "Marrick Steel"),
        ),
    ],
)
def test_a_clause_is_told_with_what_belongs_to_its_verb(text, fact):
    assert fact in said(text)


def test_both_sides_of_an_agreement_are_one_fact():
    found = said("Norland Power and Marrick Steel signed an agreement in 2021.")
    assert [fact for fact in found if fact[1].startswith("signed")] == [
        ("Marrick Steel", "signed agreement with", "Norland Power")
    ]


@pytest.mark.parametrize("text", ["Norland Power buys paddy.", "Norland Power is accepted by 48 agencies."])
def test_habits_and_counted_crowds_are_no_events(text):
    assert [c for c in read(text) if c.rule.startswith("clause/")] == []


def test_a_plan_is_a_target():
    found = [c for c in read("Norland Power will build the Lindow Wind Park in 2030.") if c.rule.startswith("clause/")]
    assert found
    assert {c.kind.value for c in found} == {"target"}


@pytest.mark.parametrize(
    "text", ["Norland Power did not open the Lindow Wind Park.", "Norland Power may open the Lindow Wind Park in 2030."]
)
def test_what_did_not_happen_is_no_event(text):
    assert [c for c in read(text) if c.rule.startswith("clause/")] == []


def test_a_name_that_ends_in_a_common_noun_stays_a_name():
    text = "Marrick Steel opened the Lindow Wind Park in 2020. Norland Power opened a mill in 2021."
    assert "Norland Power" in {c.subject.name for c in read(text)}
    assert "power opened" not in {c.predicate.label for c in read(text)}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("The Cabinet approved the Lindow Water Plan in May 2021.", ("Cabinet", "approved", "Lindow Water Plan")),
        (
            "The Lindow Water Act requires firms to report leaks.",
            ("Lindow Water Act", "requires", "firms to report leaks"),
        ),
    ],
)
def test_what_a_body_adopts_and_what_a_law_provides_is_policy(text, fact):
    (found,) = [c for c in read(text) if c.kind.value == "policy"]
    assert (found.subject.name, found.predicate.label, found.object.name if found.object else found.text) == fact


def test_neither_and_nor_deny():
    assert said("The Lindow Council has neither sold nor leased the Lindow Stables.") == []


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Sales rose after the opening of the Lindow Dam in May 2021.", ("Lindow Dam", "opening", None)),
        ("Work on the Lindow Tunnel began in 2021.", ("Lindow Tunnel", "work began", None)),
        ("The minister commissioned the Lindow Clinic on 3 May 2021.", ("Lindow Clinic", "commissioned", None)),
        (
            "The contract was awarded to Marrick Steel in June 2021.",
            ("contract", "awarded to", "Marrick Steel"),
        ),
        ("Norland Power has switched on the Lindow Wind Park.", ("Norland Power", "switched on", "Lindow Wind Park")),
    ],
)
def test_a_happening_is_found_by_its_thing_where_nobody_is_named(text, fact):
    assert fact in said(text)


def test_the_time_of_what_came_before_is_not_that_of_the_clause():
    found = {
        c.predicate.label: c.time and c.time.text
        for c in read("Norland Power bought the Lindow Mill after the completion of the Arden Line in March 2021.")
    }
    assert (found["bought"], found["completion"]) == (None, "2021-03")


def test_an_accord_without_a_partner_says_what_it_is_for():
    found = said("Norland Power signed an agreement to build a wind park near Lindow.")
    assert ("Norland Power", "signed", "agreement to build a wind park near Lindow") in found


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "The agreement was signed between Norland Power and Marrick Steel.",
            {("Norland Power", "signed agreement with", "Marrick Steel")},
        ),
        (
            "The deal was signed by Ada Brook and Carl Stone.",
            {("Ada Brook", "signed", "deal"), ("Carl Stone", "signed", "deal")},
        ),
        (
            "Norland Power met Marrick Steel. The two companies signed a memorandum in 2021.",
            {("Norland Power", "signed", "memorandum"), ("Marrick Steel", "signed", "memorandum")},
        ),
    ],
)
def test_those_who_sign_are_told_in_any_wording(text, facts):
    assert {fact for fact in said(text) if fact[1].startswith("signed")} == facts


def test_examples_of_the_subject_are_told_each():
    found = said("Large firms such as Norland Power, Marrick Steel and Lindow Rail settled in Kigali in 2021.")
    settled = {subject for subject, label, _ in found if label.startswith("settled")}
    assert settled == {"Norland Power", "Marrick Steel", "Lindow Rail"}


@pytest.mark.parametrize(
    "text",
    ["Norland Power plays a part in opening the Lindow Dam.", "Ada Brook asked why Norland Power opened a mill."],
)
def test_a_gerund_or_a_question_tells_no_event(text):
    assert [fact for fact in said(text) if fact[1].startswith("open")] == []


def test_who_gave_the_money_is_told_of_what_was_built():
    text = "Norland Power built the Lindow Dam with a loan from the Arden Bank in 2021."
    assert ("Lindow Dam", "financed by", "Arden Bank") in said(text)


def test_in_partnership_names_a_partner():
    text = "Norland Power launched the Lindow Fund in partnership with Marrick Steel in 2021."
    assert ("Norland Power", "launched with", "Marrick Steel") in said(text)


def test_what_a_part_of_a_group_did_is_not_told_of_the_group():
    text = "In Kenya 61 per cent of farmers sold maize in 2020."
    assert [c for c in read(text) if c.number is None] == []
