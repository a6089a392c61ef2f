"""What tells a reader nothing is left out; a bare measure is one of the thing built that was spoken of."""

from rules import need_rules, read, said

need_rules()


def test_a_bare_common_noun_tells_of_nobody():
    assert not [c for c in read("Two companies signed the accord with Marrick Bank.") if c.subject.name == "companies"]


def test_a_measure_is_one_of_the_thing_built():
    text = "Norland Power opened the Lindow storage terminal in 2021. The coupon was simple. Storage rose to 90,000 tonnes."
    found = [c for c in read(text) if c.number == 90_000]
    assert [c.subject.name for c in found] == ["Lindow storage terminal"]
    assert "storage" in found[0].predicate.label


def test_a_small_count_of_an_unnamed_thing_is_left_out():
    text = "The new training scheme covers two districts. Norland Power employs 4 people."
    assert [(c.subject.name, c.number) for c in read(text) if c.unit == "count"] == [("Norland Power", 4)]


def test_the_longer_of_two_posts_of_a_person_stays():
    text = "Transport Minister Ada Brook opened the Lindow bridge. The line is safe, minister Ada Brook said."
    posts = [c.text for c in read(text) if c.rule == "post"]
    assert posts == ["Transport Minister"]


def test_a_named_thing_keeps_its_facts():
    assert ("Norland Power", "opened", "Lindow Wind Park") in said("Norland Power opened the Lindow Wind Park in 2021.")


def test_a_measure_is_one_of_what_is_named_before_it():
    text = "The cabinet approved the Lindow Harvest Mission with a total outlay of 40 million euros."
    assert [c.subject.name for c in read(text) if c.number == 40_000_000] == ["Lindow Harvest Mission"]


def test_a_post_holds_no_other_person():
    text = "Minister of Education Ada Brook, Minister of Health Jon Vale and Minister of Trade Eva Moor met in Lindow."
    assert not [c for c in read(text) if c.rule == "post" and ("Vale" in (c.text or "") or "Moor" in (c.text or ""))]
