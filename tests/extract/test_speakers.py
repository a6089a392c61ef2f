"""Who is meant by those who speak, and what is taken for speech."""

import pytest

from rules import need_rules, read, said

need_rules()


def claims(text):
    return [(c.speaker.name, c.text) for c in read(text) if c.kind.value == "claim"]


def posts(text):
    return {(name, post) for name, label, post in said(text) if label == "holds post"}


@pytest.mark.parametrize(
    ("post", "role"),
    [
        ("President", "head of state"),
        ("Works Minister", "Cabinet member"),
        ("Prime Minister", "head of government"),
        ("Works Minister", "high-ranking official"),
        ("Senator", "lawmaker"),
    ],
)
def test_a_speaker_is_meant_by_a_role_that_the_post_fills(post, role):
    text = f"{post} Ada Brook visited Lindow. The {role} explained that the harbour was safe again."
    assert claims(text) == [("Ada Brook", "the harbour was safe again")]


def test_a_role_that_nobody_fills_stays_as_it_stands():
    text = "Engineer Ada Brook visited Lindow. The lawmaker explained that the harbour was safe again."
    assert "Ada Brook" not in [speaker for speaker, _ in claims(text)]


def test_his_excellency_is_whoever_is_named_behind():
    text = "His Excellency, Engineer Kamal Brook, President of Lindow Power, confirmed that the harbour was safe again."
    assert claims(text) == [("Kamal Brook", "the harbour was safe again")]


def test_a_surname_told_with_its_post_is_known_from_there_on():
    text = (
        "The harbour was opened by the President of Norland, Aleksa Vurić. Vurić said that the harbour was safe again."
    )
    assert claims(text) == [("Aleksa Vurić", "the harbour was safe again")]


def test_a_given_name_of_two_syllables_is_whole():
    text = "President Ahn Soo-ji said that the harbour was safe again."
    assert claims(text) == [("Ahn Soo-ji", "the harbour was safe again")]
    assert posts(text) == {("Ahn Soo-ji", "President")}


def test_a_post_in_a_country_is_told_before_a_name():
    text = "Kenya's ambassador in Norland, Ada Brook, said that the harbour was safe again."
    assert posts(text) == {("Ada Brook", "ambassador in Norland of Kenya")}


def test_the_shorter_of_two_posts_of_somebody_is_left_out():
    text = "Ada Brook, Commissioner for Trade and Works of Norland, came. Norland Commissioner Ada Brook spoke to us."
    assert posts(text) == {("Ada Brook", "Commissioner for Trade and Works of Norland")}


@pytest.mark.parametrize("verb", ["continued", "underscored", "indicated", "went on"])
def test_whatever_stands_behind_a_quotation_is_a_verb_of_speech(verb):
    text = f'Minister Ada Brook came. "The harbour brings many new jobs to Lindow," Ada Brook {verb}.'
    assert claims(text)[0] == ("Ada Brook", "The harbour brings many new jobs to Lindow")


def test_single_quotation_marks_hold_speech_as_well():
    text = "Ada Brook, the mayor, came. 'The harbour is safe for boats. We want to widen it,' she said on the quay."
    assert [gist for _, gist in claims(text)] == ["The harbour is safe for boats", "We want to widen it"]


def test_who_is_named_behind_a_clause_and_announced_it_speaks():
    text = "President Ada Brook came. Lindow Rail will set up a mill in Arden, announced the president."
    found = [c for c in read(text) if c.basis.value == "target"]
    assert found
    assert not [c for c in found if c.text and "president" in c.text.lower()]


def test_who_is_quoted_as_saying_something_speaks():
    text = "“Nobody can close the harbour of Lindow by force,” Ada Brook cited Ben Rook as saying."
    assert [speaker for speaker, _ in claims(text)] == ["Ben Rook"]


def test_what_is_meant_to_highlight_something_is_no_speech():
    text = "To highlight the role of the harbour, Ada Brook opened a new pier."
    assert claims(text) == []


def test_what_is_said_in_front_of_its_speaker_is_whole():
    text = "The city is aware of the flood, but the harbour needs a new wall for its boats, Ada Brook said."
    assert claims(text) == [
        ("Ada Brook", "The city is aware of the flood, but the harbour needs a new wall for its boats")
    ]


def test_a_gist_ends_before_what_is_said_besides():
    text = "Ada Brook said she was in favour of the harbour, noting that boats are built there."
    assert claims(text)[0] == ("Ada Brook", "she was in favour of the harbour")


def test_what_is_pointed_out_on_an_occasion_is_told_without_it():
    text = "Ada Brook pointed out at the start of the fair that the harbour is now a “great success”."
    assert claims(text) == [("Ada Brook", "the harbour is now a great success")]


@pytest.mark.parametrize(
    ("text", "gist"),
    [
        (
            "Minister Ada Brook praised Lindow Rail, calling it a core firm of the valley.",
            "calls Lindow Rail a core firm of the valley",
        ),
        (
            "The Lindow plan was hailed as a milestone for trade by Ada Brook.",
            "hailed Lindow plan as a milestone for trade",
        ),
        (
            "Ada Brook called on the government to set up a training fund.",
            "called on the government to set up a training fund",
        ),
    ],
)
def test_what_a_thing_is_called_and_who_is_called_upon_is_a_claim(text, gist):
    assert ("Ada Brook", gist) in claims(text)


def test_who_is_called_upon_plans_nothing_for_the_caller():
    found = read("Ada Brook called on Lindow Rail to modernise the harbour.")
    assert not [c for c in found if c.kind.value == "target" and c.subject.name == "Ada Brook"]


def test_what_exists_is_said_of_nobody():
    assert not [row for row in said("Ada Brook said that there is failure in the harbour.") if row[1] == "is"]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (
            "The Lindow dam is considered to be the largest project in Norland.",
            ("Lindow dam", "considered", "largest project in Norland"),
        ),
        ("State-run copper miner Lindow Kopper signed a deal.", ("Lindow Kopper", "is", "State-run copper miner")),
        ("Spanish utility Lindow Power bought a mill.", ("Lindow Power", "is", "Spanish utility")),
    ],
)
def test_what_a_thing_is_held_for_is_an_attribute(text, row):
    assert row in said(text)


def test_a_maker_at_home_in_a_country_does_not_make_it():
    found = said("Poland's state-controlled chemicals maker Grupa Lindow opened a mill.")
    assert not [row for row in found if row[1] == "maker of"]


def test_bodies_of_several_countries_are_named_with_all():
    text = "The governments of Norland, Kenya and Uganda said on Friday that the harbour was safe again."
    assert claims(text) == [("governments of Norland, Kenya and Uganda", "the harbour was safe again")]


def test_a_word_taken_apart_at_its_prefix_leaves_a_tree():
    text = (
        "Lindow Kopper sold tin in 2023, while the pits in Chile operated by Arden Ore, including Vale, the biggest "
        "tin pit that it co-owns with Rio Rook and Japan's Ashby Corp, sold zinc."
    )
    assert read(text)


def test_the_president_of_a_country_is_meant_by_its_adjective():
    text = (
        "The President of Costa Rica, Ada Brook, came. The Costa Rican president said that the harbour was safe again."
    )
    assert claims(text) == [("Ada Brook", "the harbour was safe again")]


def test_who_is_urged_plans_nothing_but_is_told_as_a_claim():
    assert claims("Minister Ada Brook urged the bank to lower its fees for farmers.") == [
        ("Ada Brook", "urged the bank to lower its fees for farmers")
    ]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (
            "Tin exports passed the mark of 3 million tonnes in August, their highest level since June 1999.",
            ("tin exports", "is", "highest level since June 1999"),
        ),
        (
            "Stone houses account for 26 percent of all houses, the lowest proportion since the count began.",
            ("share of stone houses", "is", "lowest proportion since the count began"),
        ),
        ("The jobless rate was the lowest on record in Norland.", ("jobless rate", "is", "lowest on record")),
    ],
)
def test_a_high_or_low_is_told_with_how_long_it_is_one(text, row):
    assert row in said(text)


def test_a_trend_without_its_figure_says_nothing():
    assert not [row for row in said("Lindow Rail recorded a slight increase.") if row[0] == "Lindow Rail"]
    assert ("Lindow Rail", "recorded", "many new passengers") in said("Lindow Rail recorded many new passengers.")


def test_what_tells_which_things_are_meant_is_not_told_of_all():
    assert not [
        row for row in said("Foreign tourists who arrive in the valley like the port.") if row[1] == "arrive in"
    ]


def test_who_is_quoted_by_a_paper_speaks_in_its_stead():
    text = "“The harbour is safe for boats. We want to widen it,” a press release quoted Ben Rook as saying in May."
    assert claims(text) == [("Ben Rook", "The harbour is safe for boats"), ("Ben Rook", "We want to widen it")]


def test_a_shortened_post_is_one():
    assert posts("Arden Gov. Ada Brook came.") == {("Ada Brook", "Arden Gov.")}
