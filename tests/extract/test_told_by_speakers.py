"""Who is meant by "the company", "the Arden-based firm" and "we", and what is yet to come in what they say."""

import pytest

from rules import figures, need_rules, read, said

need_rules()

SOLD = "Alcat Motors opened a branch in Lindow last year. "


def subjects(text, label):
    return {c.subject.name for c in read(text) if label in c.predicate.label}


@pytest.mark.parametrize(
    "text",
    [
        SOLD + "Ada Brook, chief executive of Norpack, said the company would hire 300 people.",
        SOLD + "“The company will hire 300 people,” said Ada Brook, director of Norpack.",
    ],
)
def test_the_company_is_that_of_whoever_speaks(text):
    assert subjects(text, "hire") == {"Norpack"}


def test_the_company_of_a_reporter_is_the_one_told_of():
    assert subjects(SOLD + "The company will hire 300 people.", "hire") == {"Alcat Motors"}


@pytest.mark.parametrize(
    "words", ["The New Jersey-based company", "The German firm", "The Torrance, Utah-based company"]
)
def test_a_firm_called_by_its_place_is_the_firm_told_of(words):
    text = f"Belo Steel Inc. opened a mill in Lindow. {words} will hire 40 people."
    assert subjects(text, "hire") == {"Belo Steel Inc"}


def test_we_is_the_body_of_whoever_speaks():
    text = "“We will continue to support young growers,” said Ada Brook, deputy director of the Lindow Fisheries Administration."
    assert ("Lindow Fisheries Administration", "plans to support", "young growers") in said(text)
    text = "“We are providing 8 million dollars for the mills,” said Ada Brook, head of the Lindow Ports Authority."
    assert subjects(text, "provided") == {"Lindow Ports Authority"}


def test_a_name_under_a_verb_of_speech_is_whom_he_means():
    text = "Ada Brook opened a mill. Riquelme said he had bought the Arden Mill."
    assert subjects(text, "bought") == {"Riquelme"}


def test_a_firm_behind_its_town_is_told_of_and_not_the_town():
    found = said("Selby, Utah-based Arden Pump Corp. is a maker of pumps.")
    assert ("Arden Pump Corp", "is", "maker of pumps") in found
    assert "Selby" not in {name for name, label, _ in found if label == "is"}


def test_its_is_of_the_subject_and_no_place_within_it():
    text = (
        "The park of Lindow City in south Norland's Arden Region grew, with its fixed investment increasing 20 percent."
    )
    assert subjects(text, "growth") == {"park of Lindow City"}


def test_a_supplier_of_several_is_told_with_each():
    found = said(
        "Belo Steel Inc., which makes seals, is a supplier of Alcat Motors, Corda Rail, Vale Mills and Havkraft."
    )
    assert {what for _, label, what in found if label == "supplier of"} == {
        "Alcat Motors",
        "Corda Rail",
        "Vale Mills",
        "Havkraft",
    }


def test_a_maker_of_two_sorts_is_described_whole():
    found = said("The Arden Tool Co., a Danish lamp and door handle maker, opened a mill in Lindow.")
    assert ("Arden Tool Co", "is", "Danish lamp and door handle maker") in found


def test_a_people_before_a_firm_is_no_party():
    text = (
        "The charter was signed by the Vale Council, the Arden Ports Authority, and Singaporean shipping firm "
        "Pacific Liner Group."
    )
    assert {name for name, label, _ in said(text) if label == "signed"} == {
        "Vale Council",
        "Arden Ports Authority",
        "Pacific Liner Group",
    }


def test_the_leader_of_a_market_is_no_post():
    found = said("Lindow Ports signed an agreement with Corda Rail, a world leader in freight.")
    assert "holds post" not in {label for _, label, _ in found}


@pytest.mark.parametrize(
    "text",
    [
        "Belo Steel Inc. announced it is opening a new mill in Lindow.",
        "Kenya will be the first country to launch a carbon registry.",
        "The Lindow Strategy prioritizes improving literacy and expanding access to loans.",
        "Norland's vision of building new schools has been praised.",
        "The Lindow Factory, to be located in the Arda Industrial Park, has its permit.",
    ],
)
def test_what_is_yet_to_come_is_no_actual(text):
    told = ("opening", "open", "launch", "expand", "build", "located")
    bases = {c.basis.value for c in read(text) if any(word in c.predicate.label for word in told)}
    assert "actual" not in bases


def test_sums_of_what_is_yet_to_come_are_no_actuals():
    assert figures("Grants totalling 33 million dollars are to be paid out in Norland.")[0][2] == "target"
    assert figures("Grants totalling 33 million dollars were paid out in Norland.")[0][2] == "actual"
    text = "Havkraft AS signed a contract with Arda Motors Corp., paving the way for an output of 332 MW."
    assert [basis for number, _, basis in figures(text) if number == "332"] == ["target"]
    assert not figures("Alcat Motors is considering a $40 million investment in Norland.")


def test_who_was_the_first_to_do_something_did_it():
    text = "Kenya became the first country in the region to ratify the Lindow Accord."
    assert [(c.subject.name, c.basis.value) for c in read(text) if c.predicate.label == "ratify"] == [
        ("Kenya", "actual")
    ]
    assert subjects("In 2019 the Lindow Bank was the first to open a branch in Arden.", "open") == {"Lindow Bank"}


def test_what_somebody_is_pleased_to_announce_is_done():
    text = "The World Bank is pleased to announce the launch of the Lindow Fund."
    assert [c.basis.value for c in read(text) if "launch" in c.predicate.label] == ["actual"]


def test_measures_are_told_by_what_they_are_for():
    found = said("Ghana has taken measures to improve power supply in the north.")
    assert ("Ghana", "plans to improve", "power supply in the north") in found
    assert "measures" not in {what for _, _, what in found}


def test_whoever_is_supported_to_do_something_does_it():
    found = said("The Lindow Bank will support Arden Province to build the Vale Railway.")
    assert not [name for name, label, what in found if name == "Lindow Bank" and label == "build"]


def test_parts_are_told_once():
    found = said("Lindow Park consists of the Arden Core Zone, the Belo Trade Zone and the Cora Zone.")
    assert len(found) == len({(name, what) for name, _, what in found}) == 3


def test_a_few_counted_things_are_told_one_by_one():
    found = said(
        "The programme has five priority areas including health services, rural roads, water supply and teacher training."
    )
    parts = {what for name, label, what in found if (name, label) == ("five priority areas", "include")}
    assert {"health services", "rural roads", "water supply"} <= parts


def test_a_number_behind_top_bounds_a_list():
    text = "The Lindow Platform has become the top ten best public services of Norland in 2018."
    assert not figures(text) and ("Lindow Platform", "become", "top ten best public services of Norland") in said(text)


def test_a_percentage_before_what_somebody_has_is_theirs():
    found = [(c.subject.name, c.predicate.label) for c in read("The Lindow District has 95% access to clean water.")]
    assert ("Lindow District", "access to clean water") in found


def test_those_of_whom_a_share_is_told_are_named():
    found = [(c.subject.name, c.predicate.label) for c in read("Of the 230 road projects, Lindow accounted for 51.")]
    assert ("Lindow", "road projects") in found


def test_a_purpose_of_a_sum_is_not_said_twice():
    labels = [c.predicate.label for c in read("The project attracted $300 million in foreign investment in 2020.")]
    assert labels == ["foreign investment attracted"]


def test_the_founding_of_a_zone_is_told_with_its_year():
    text = "After the establishment of the Lindow Free Zone in 2014, more than 400 companies settled in the area."
    found = [(c.subject.name, c.time and c.time.text) for c in read(text) if c.predicate.label == "establishment"]
    assert found == [("Lindow Free Zone", "2014")]


def test_a_name_before_an_aside_is_the_subject():
    assert ("Mombasa", "become", "hub of trade") in said(
        "Mombasa, once dubbed the city of salt, has become a hub of trade."
    )


def test_one_word_says_what_is_made():
    assert ("Tema refinery", "produces", "diesel") in said("The Tema refinery produces diesel.")


def test_firms_that_a_participle_tells_apart_are_not_those_told_of_before():
    text = "Several smaller companies left Lindow. The council offers tax relief to the companies settling in the district."
    assert "several smaller companies" not in {what for _, label, what in said(text) if "offers" in label}


def test_a_passive_with_a_time_tells_something():
    text = "The growth of fish farms in Norland was openly tied to a national priority in 2015."
    assert [c.time.text for c in read(text) if c.time and "national priority" in str(c.text)] == ["2015"]


def test_firms_called_local_and_global_are_not_of_the_place():
    text = "Norland grew. The port signed deals with local and global firms including Alcat, Belo and Corda Rail."
    assert "native to" not in {label for _, label, _ in said(text)}


def test_a_firm_is_told_without_its_country():
    found = said("Norland's Havkraft, the largest tin producer in the valley, sold its mill to Arda Rail.")
    assert "Havkraft" in {name for name, _, _ in found}
    assert "Norland's Havkraft" not in {name for name, _, _ in found}


def test_the_state_owned_miner_is_the_firm_told_of():
    text = "Belo Mining Corp. opened a pit in Lindow. The state-owned miner will hire 40 people."
    assert subjects(text, "hire") == {"Belo Mining Corp"}


def test_the_chief_executive_heads_the_firm_told_of():
    text = "Belo Mining Corp. opened a pit in Lindow. “We will hire 40 people,” chief executive Ada Brook said."
    assert subjects(text, "hire") == {"Belo Mining Corp"}


def test_what_stands_under_a_fund_is_no_party_with_the_subject():
    text = "Under the Roads and Schools Fund, the Lindow Council has approved $70 million in 2030 for new schools."
    assert subjects(text, "approved funds") == {"Lindow Council"}
