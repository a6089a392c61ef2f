"""Who said what."""

from rules import need_rules, read

need_rules()


def claims(text):
    return [(c.speaker.name, c.text) for c in read(text) if c.kind.value == "claim"]


def test_a_claim_has_its_speaker_and_its_gist():
    assert claims("Ada Brook said that the harbour was safe again.") == [("Ada Brook", "the harbour was safe again")]


def test_a_claim_after_its_gist_is_the_same():
    assert claims("The harbour was safe again, Ada Brook said.") == [("Ada Brook", "The harbour was safe again")]


def test_according_to_names_the_speaker_of_a_figure():
    found = [c for c in read("According to the Lindow Bank, Norland exported 300 boats in 2021.") if c.number == 300]
    assert [c.speaker.name for c in found] == ["Lindow Bank"]


def test_a_figure_that_is_said_is_no_claim_besides():
    text = "Ada Brook said that Norland Power employed 300 people."
    assert claims(text) == []
    assert [c.speaker.name for c in read(text) if c.number == 300] == ["Ada Brook"]


def test_what_is_denied_is_no_claim():
    assert claims("Ada Brook denied that the harbour was safe.") == []


def test_a_gist_goes_on_to_the_end_of_the_sentence():
    text = "Ada Brook warned that imports could become necessary should floods hit the coast."
    assert claims(text) == [("Ada Brook", "imports could become necessary should floods hit the coast")]


def test_what_a_firm_makes_known_on_a_day_is_an_event():
    (found,) = [
        c for c in read("Norland Power will close its mill, the firm said on Tuesday.") if "announced" in c.rule
    ]
    assert (found.kind.value, found.time.text) == ("event", "2024-05-14")


def test_a_name_that_is_given_is_no_claim():
    assert claims("The contract went to a consortium called Lindow Rail.") == []


def test_speech_over_several_sentences_has_one_speaker():
    text = 'Carl Stone said: "We waited years for this bridge. It will change our lives for ever." The Lindow Bridge opened in 2021.'
    assert [speaker for speaker, _ in claims(text)] == ["Carl Stone", "Carl Stone"]
    assert [c.speaker for c in read(text) if c.time is not None] == [None]


def test_who_is_named_after_speech_says_what_stands_before():
    text = "“The harbour is safe again after the storm. Our boats can leave on Monday,” said Ada Brook."
    assert {speaker for speaker, _ in claims(text)} == {"Ada Brook"}


def test_who_speaks_under_a_post_is_the_person_behind_it():
    text = "The Minister of Power, Chief Carl Stone, stressed that the grid was safe."
    assert claims(text) == [("Carl Stone", "the grid was safe")]


def test_a_post_means_whoever_was_said_to_hold_it():
    text = "Transport Minister Ada Brook visited Lindow. The minister said that the harbour was safe again."
    assert claims(text) == [("Ada Brook", "the harbour was safe again")]


def test_both_companies_speak():
    text = "Norland Power bought a mill from Marrick Steel, both companies said on Tuesday."
    told = {c.subject.name for c in read(text) if c.predicate.label == "announced"}
    assert told == {"Norland Power", "Marrick Steel"}


def test_a_firm_that_speaks_of_itself_announces_what_it_will_do():
    (found,) = [c for c in read("Norland Power said on Tuesday it would buy a mill.") if "announced" in c.rule]
    assert found.text == "would buy a mill"


def test_a_quotation_of_its_own_goes_on_with_the_one_before():
    text = "“The harbour is safe again,” said Ada Brook. “Our boats can leave on Monday.”"
    assert [speaker for speaker, _ in claims(text)] == ["Ada Brook", "Ada Brook"]


def test_a_participle_speaks_for_whom_the_sentence_is_about():
    text = "Ada Brook welcomed the new bridge over the river, saying it would help the town."
    assert ("Ada Brook", "it would help the town") in claims(text)


def test_a_figure_that_nobody_else_tells_stays_in_the_claim():
    text = "Ada Brook complained that the scheme was 14 months late."
    figures = [c for c in read(text) if c.number == 14]
    assert bool(claims(text)) != bool(figures)


def test_the_minister_of_before_is_the_speaker_by_her_name():
    text = "Planning Minister Ada Brook opened the mill. The planning minister said the harbour was safe again."
    assert claims(text) == [("Ada Brook", "the harbour was safe again")]


def test_what_is_praised_is_told_with_the_verb():
    assert claims("Ada Brook praised the crews of the harbour.") == [
        ("Ada Brook", "praised the crews of the harbour"),
    ]


def test_a_gerund_after_a_verb_of_speech_tells_nothing_of_the_speaker():
    found = read("Ada Brook stressed the worth of the mill, creating jobs and building schools in Norland.")
    assert {c.kind.value for c in found} <= {"claim"}


def test_what_is_believed_of_a_thing_is_not_said_by_it():
    assert claims("The valley is believed to hold large stocks of salt.") == []


def test_each_paragraph_of_a_quotation_opens_with_a_mark_and_the_last_one_closes():
    text = (
        '"The harbour is safe again," Ada Brook said.\n\n'
        '"The quay will serve farmers across the south.\n\n'
        '"Our boats can leave the shelter early."\n\n'
        "The ferry company keeps its winter timetable."
    )
    assert [speaker for speaker, _ in claims(text)] == ["Ada Brook"] * 3


def test_a_quotation_of_which_a_figure_was_told_goes_on_with_its_speaker():
    text = '"Norland Power employs 300 people," says Ada Brook. "The mill is a school for the whole valley."'
    assert claims(text) == [("Ada Brook", "The mill is a school for the whole valley")]


def test_a_quotation_behind_reported_speech_is_of_the_same_speaker():
    text = 'Ada Brook said that the mill was old.\n\n"This is a great day for the whole valley."'
    assert claims(text)[1] == ("Ada Brook", "This is a great day for the whole valley")


def test_whoever_speaks_in_a_paragraph_of_quotations_says_all_of_it():
    text = (
        'Ada Brook said the mill was old.\n\n"The bridge is a dream come true. It binds two valleys," Carl Stone said.'
    )
    assert [speaker for speaker, _ in claims(text)] == ["Ada Brook", "Carl Stone", "Carl Stone"]


def test_a_quoted_name_at_the_head_of_a_sentence_is_no_speech():
    text = 'Ada Brook said that the mill was old. "Clean Rivers", a plan of the city, was adopted by the council.'
    assert [c.speaker for c in read(text) if c.subject.name.startswith("Clean Rivers")] == [None]


def test_we_in_a_sentence_that_goes_on_is_the_speaker():
    text = '"The harbour is safe again," Ada Brook said. "We will build a new quay in Lindow."'
    (plan,) = [c for c in read(text) if c.kind.value == "target"]
    assert plan.subject.name == "Ada Brook"


def test_what_somebody_calls_a_thing_is_a_claim_with_the_thing():
    text = 'Ada Brook branded the sale of the port as "unfortunate".'
    assert claims(text) == [("Ada Brook", "branded the sale of the port as unfortunate")]


def test_a_post_with_a_capital_and_an_honorific_mean_who_was_named():
    text = (
        "Premier Ada Brook opened the mill. The Premier said that the harbour was safe. "
        "His Excellency added that the boats could leave early."
    )
    assert [speaker for speaker, _ in claims(text)] == ["Ada Brook", "Ada Brook"]


def test_the_seat_that_somebody_represents_is_nobody():
    text = "Brook, Member of Parliament for St Aidan West, toured the mill. He said that the harbour was safe again."
    assert "St Aidan West" not in {speaker for speaker, _ in claims(text)}
