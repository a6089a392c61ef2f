"""Wordings: descriptions, plans and claims that a reviewer puts into words of his own, and what a row tells along."""

from dataclasses import replace

import pytest

from shugu.evaluate.align import align
from shugu.evaluate.rows import Row, parse_row

HERE = {"start": 100, "end": 190}


def row(predicate, object, **more):  # noqa: A002
    fields = {"document": "d", "kind": "attribute", "subject": "Lindow", **HERE, **more}
    return Row(predicate=predicate, object=object, **fields)


def right(found, reviewed):
    return len(align([found], [reviewed]).right) == 1


DESCRIBED = row("is described", "seized the old chance of deep-sea fishing with both hands")
FOUND = row("grasped", "old chance of fishing")


def test_other_words_for_one_sentence_agree():
    assert right(FOUND, DESCRIBED)


@pytest.mark.parametrize(
    "change",
    [
        {"start": 300, "end": 380},
        {"start": None, "end": None},
        {"subject": "Marrick"},
        {"basis": "target"},
        {"object": "new harbour wall"},
        {"object": "time, and on the same day its council and the fishing fleet of Marrick met for a fair of old and rare ships"},
    ],
)  # fmt: skip
def test_they_do_not_where_place_subject_basis_or_matter_is_another(change):
    assert not right(replace(FOUND, **change), DESCRIBED)


def test_what_holds_the_wording_and_more_agrees():
    whole = row("grow", "stronger along with many small trades on the coast")
    assert right(whole, row("is described", "has kept growing stronger"))


def test_a_row_that_only_echoes_its_sentence_does_not():
    echo = row(
        "grow",
        "stronger, kept by many small trades on the long grey coast between Marrick and the old fort, "
        "while its fleet waits for better weather and cheaper oil",
    )
    assert not right(echo, row("is described", "has kept growing stronger"))


def test_a_plan_agrees_by_the_words_of_predicate_and_object_together():
    plan = row("plans", "better quality of the rural network", kind="target", basis="target")
    assert right(replace(plan, predicate="plans to improve", object="quality of rural networks"), plan)


def test_the_place_of_a_row_is_read_from_its_offsets():
    data = {"document": "d", "kind": "attribute", "subject": "s", "predicate": "p", "start": 5, "end": 9}
    assert (parse_row(data).start, parse_row(data | {"end": "x"}).end) == (5, None)


SAID = [
    row("is said", "saves every third catch", kind="claim", speaker="Ada Brook"),
    row("is said", "will soon hold twice as much", kind="claim", speaker="Ada Brook"),
]
CLAIM = row("said", "the store saves every third catch and will soon hold twice as much", kind="claim", speaker="Ada Brook")  # fmt: skip


def test_a_claim_tells_all_that_the_speaker_is_recorded_as_saying_there():
    alignment = align([CLAIM], SAID)
    assert (len(alignment.right), len(alignment.told), alignment.missed) == (1, 1, ())


@pytest.mark.parametrize("change", [{"speaker": "Wade Moor"}, {"start": 300, "end": 380}])
def test_it_tells_nothing_of_another_speaker_or_sentence(change):
    assert not align([replace(CLAIM, **change)], SAID).told


def test_that_an_event_was_held_tells_where_it_took_place():
    sheet = [
        row("occurred", None, kind="event", subject="Fish Fair of the coast towns (2021)", time="2021-05-03"),
        row("took place in", "Marrick", kind="event", subject="Fish Fair of the coast towns (2021)", time="2021-05-03"),
    ]
    held = row("was held", None, kind="event", subject="fish fair of coast towns", time="2021-05-03", place="Marrick")
    assert not align([held], sheet).missed
    assert [row.object for row in align([replace(held, place="Lindow")], sheet).missed] == ["Marrick"]


def test_a_post_with_its_body_tells_that_the_post_is_there():
    post = row("is a post in", "Marrick Harbour Office", kind="relation", subject="Head of the Marrick Harbour Office")
    held = row("holds post", "Head of the Marrick Harbour Office", kind="relation", subject="Ada Brook")
    assert not align([held], [post]).missed
    assert align([replace(held, object="Head of the Lindow Office")], [post]).missed
