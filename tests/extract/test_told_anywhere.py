"""What holds of any article: names, changes told before, lists behind a colon, and who has a figure together."""

from rules import need_rules, read

need_rules()


def rows(text):
    return [(c.subject.name, c.predicate.label, c.object.name if c.object else c.text) for c in read(text)]


def figures(text):
    return [(c.subject.name, c.predicate.label, c.number) for c in read(text) if c.number is not None]


def test_this_decline_is_that_of_what_the_sentence_before_measured():
    text = "Wheat output in Norland fell by 20 percent in 2022. This decline is mainly due to a drought in the south."
    assert ("decline in wheat output", "due to", "drought in the south") in rows(text)


def test_a_change_keeps_what_it_is_in():
    text = "The ministry reported a sharp increase in coal consumption across all provinces, boosted by cold weather."
    assert ("sharp increase in coal consumption", "boosted by", "cold weather") in rows(text)


def test_a_continent_of_a_list_lies_nowhere():
    text = "Havkraft sells boats on five continents, among them Africa, North America (United States), and Asia."
    assert [row for row in rows(text) if row[1] == "located in"] == []


def test_what_projections_say_is_a_forecast():
    found = [
        c for c in read("Havkraft expects a good year, with projections of passing 9 billion dollars.") if c.number
    ]
    assert [c.basis.value for c in found] == ["forecast"]


def test_a_participle_that_says_which_things_are_meant_tells_no_event():
    text = "Scheme houses made up 61% of all new houses completed in 2018."
    assert "was completed" not in [label for _, label, _ in rows(text)]


def test_what_is_state_owned_is_owned_by_the_state():
    text = "The gas was sold to state-owned Lindow Gas Company."
    assert ("Lindow Gas Company", "owned by", "state") in rows(text)


def test_names_behind_a_colon_are_those_of_the_noun_before_it():
    found = rows("Lindow Mining operates four mines; Arba, Belo, Corda and Dena.")
    label = "operates mines including"
    assert [row for row in found if row[1] == label] == [
        ("Lindow Mining", label, name) for name in ("Arba", "Belo", "Corda", "Dena")
    ]


def test_what_is_done_at_a_ceremony_is_of_its_day():
    text = "The dam was handed over to Norland Power at a ceremony held on 14 May 2021 in Lindow."
    times = [c.time.text for c in read(text) if c.subject.name == "dam" and c.time is not None]
    assert times == ["2021-05-14"]


def test_two_that_have_a_share_together_are_its_subject():
    text = "Lindow and the Arden Valley made up 58.5% of all sales of houses in 2018."
    assert [subject for subject, _, _ in figures(text)] == ["Lindow and Arden Valley"]


def test_of_two_that_each_have_a_figure_none_is_told_of_both():
    subjects = [subject for subject, _, _ in figures("Norland and Esteria each completed four dams.")]
    assert "Norland and Esteria" not in subjects


def test_a_common_word_with_the_capital_of_its_sentence_is_no_name():
    text = "Havkraft sells fertilizer abroad. Fertilizer sales of Havkraft rose by 20 percent in 2021."
    assert ("Havkraft", "fertilizer sales growth", 20) in figures(text)


def test_a_name_behind_a_post_and_a_comma_is_a_person():
    text = "Norland's new ambassador to Esteria, Kimberly Hale, last week branded the deal as unfortunate."
    found = [(c.subject.name, c.text) for c in read(text) if c.predicate.label == "holds post"]
    assert found == [("Kimberly Hale", "new ambassador to Esteria of Norland")]


def test_containers_are_counted_in_teu_whatever_the_letters():
    assert [c.unit for c in read("The port of Lindow handled 1.5m teu in 2023.") if c.number] == ["TEU"]
