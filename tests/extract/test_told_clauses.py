"""What clauses say without names and figures: who did, is or means to do what, in the words of the text."""

import pytest

from rules import need_rules, read, said

need_rules()


def rows(text, *, published="2024-05-03"):
    return [
        (c.subject.name, c.predicate.label, c.object.name if c.object else c.text, c.basis.value)
        for c in read(text, published=published)
    ]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "The government tabled its budget for the harbour ministry.",
            ("government", "tabled", "its budget for the harbour ministry"),
        ),
        (
            "For years the government held a monopoly on river transport.",
            ("government", "held", "monopoly on river transport"),
        ),
        (
            "The Norrbank Wind Farm was connected to the national grid in 2000.",
            ("Norrbank Wind Farm", "connected to", "national grid"),
        ),
        (
            "The Harbour Act paved the way for private capital in ferries.",
            ("Harbour Act", "paved way for", "private capital in ferries"),
        ),
        (
            "The ferry contract was approved in favour of Lindow Rail.",
            ("ferry contract", "approved in favour of", "Lindow Rail"),
        ),
        (
            "The new bridge will turn Lindow into a trading hub for the whole valley.",
            ("new bridge", "will turn", "Lindow into a trading hub for the whole valley"),
        ),
    ],
)
def test_a_clause_without_a_rule_of_its_own_is_told_in_its_words(text, fact):
    assert fact in said(text)


def test_each_thing_of_an_enumeration_has_a_row():
    found = said("Kenya will modernise old harbours, river locks and coastal roads.")
    assert [text for _, label, text in found if label == "plans to modernise"] == [
        "old harbours",
        "river locks",
        "coastal roads",
    ]


def test_the_second_preposition_of_a_pair_is_read_like_the_first():
    found = said("The Lindow Line provides links to Norrbank and to Arden.")
    assert {thing for _, label, thing in found if label == "provides links to"} == {"Norrbank", "Arden"}


def test_what_is_built_without_builder_time_or_place_is_told_as_built():
    assert ("first section of the Lindow Line", "was built", None, "actual") in rows(
        "The first section of the Lindow Line has already been built."
    )


def test_what_will_be_introduced_is_a_plan():
    assert ("electronic voting", "will be introduced", None, "target") in rows("Electronic voting will be introduced.")


def test_a_claim_of_few_words_about_an_indefinite_thing_gives_no_row():
    assert said("Many visitors liked the music. Some people made remarks about it.") == []


def test_what_somebody_is_enabled_to_do_is_no_plan_of_theirs():
    found = said("The new railway will allow Kenya to export more fish to its neighbours.")
    assert found == [("new railway", "will allow", "Kenya to export more fish to its neighbours")]


@pytest.mark.parametrize(
    ("text", "performer"),
    [
        ("Norland Rail won a contract to modernise the old harbour.", "Norland Rail"),
        ("The ministry signed an agreement with Norland Rail to modernise the old harbour.", "Norland Rail"),
        ("The ministry awarded Norland Rail a contract to modernise the old harbour.", "Norland Rail"),
    ],
)
def test_what_a_contract_is_for_is_told_of_whom_it_binds(text, performer):
    assert (performer, "old harbour", "target") in [
        (subject, thing, basis) for subject, label, thing, basis in rows(text) if "modernise" in label
    ]


def test_both_partners_of_a_joint_venture_win_the_contract():
    found = said("The deal for the harbour road was awarded to a joint venture of Norland Rail and the Arden Bank.")
    winners = {thing for _, label, thing in found if label.endswith("awarded to")}
    assert winners == {"Norland Rail", "Arden Bank"}


def test_a_grant_is_told_of_its_giver():
    found = said("The Norrbank project is supported by fresh money from the Lindow Bank.")
    assert [thing for _, label, thing in found if "supported by" in label] == ["Lindow Bank"]


def test_co_financed_is_told_of_each_financier_and_nowhere_else():
    found = said("The Norrbank Wind Farm is co-financed by the Lindow Bank and the Arden Fund.")
    assert [label for _, label, _ in found] == ["co-financed by", "co-financed by"]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (
            "The aim of the Lindow Programme is to draw young growers to the valley.",
            ("Lindow Programme", "aim", "draw young growers to the valley", "target"),
        ),
        (
            "Lindow Council, whose mission is to promote river trade, met again.",
            ("Lindow Council", "mission", "promote river trade", "actual"),
        ),
    ],
)
def test_an_aim_or_mission_is_told_of_whose_it_is(text, row):
    assert row in rows(text)


def test_what_was_decided_is_a_fact_whether_it_is_done_or_not():
    found = rows("The government decided to strengthen river schools.")
    assert found == [("government", "decided to strengthen", "river schools", "actual")]


def test_few_things_counted_are_told_with_what_they_are_for():
    found = said("The Lindow Council approved seven schemes to help river growers.")
    assert ("Lindow Council", "approved", "seven schemes to help river growers") in found


def test_what_somebody_was_able_to_do_was_done():
    bases = {c.basis.value for c in read("Lindow Rail was able to buy 40 trains.") if c.number == 40}
    assert bases == {"actual"}


def test_as_proposed_by_tells_of_what_was_proposed():
    found = said("The cabinet approved the harbour plans as proposed by the Lindow Council.")
    assert ("harbour plans", "proposed by", "Lindow Council") in found


def test_a_door_that_is_opened_belongs_to_the_verb():
    found = said("The Harbour Act opened the door to private ferries on the lake.")
    assert [label for _, label, _ in found] == ["opened door to"]


def test_a_gerund_after_by_beside_what_could_be_tells_nothing():
    assert said("The goal could be reached by promoting river trade.") == []


def test_a_name_taken_for_a_verb_tells_nothing():
    assert not [label for _, label, _ in said("Lindow in Arden Province, Norrbank in Havmark.") if label[:1].isupper()]


def test_what_is_due_to_start_has_no_cause():
    assert not [
        label for _, label, _ in said("Work on the Lindow Line is due to start next spring.") if label == "due to"
    ]


def test_whoever_is_offered_something_is_no_object():
    found = said("The Harbour Fund gives Lindow a new market for its fish.")
    assert "Lindow" not in [thing for _, _, thing in found]


def test_a_backer_is_told_once():
    found = said("The Lindow Clinic was built with support from the Arden Bank.")
    assert [label for _, label, _ in found] == ["supported by"]


def test_a_list_that_verbs_share_is_told_of_each_verb():
    found = said("The Lindow Fund focuses on mending old locks and planting new woods.")
    assert [text for _, label, text in found if label == "focuses on"] == ["mending old locks", "planting new woods"]
