"""Rows that say in another build what a sheet says: several facts in one row, a plan told of its thing, the passive."""

from dataclasses import replace

import pytest

from shugu.evaluate.align import align
from shugu.evaluate.rows import Row

HERE = {"start": 100, "end": 190}


def row(subject, predicate, object=None, **more):  # noqa: A002
    return Row(
        subject=subject, predicate=predicate, object=object, **{"document": "d", "kind": "attribute", **HERE, **more}
    )


def right(found, reviewed):
    return len(align([found], [reviewed]).right) == 1


def told(found, *reviewed):
    """The reviewed rows that are not missed."""
    missed = align([found], list(reviewed)).missed
    return [each.object for each in reviewed if each not in missed]


CLEAN = row("Lindow", "has the feature", "clean air")
QUIET = row("Lindow", "has the feature", "quiet nights")


def test_a_wording_tells_all_that_a_sheet_says_of_the_thing_in_rows_of_its_own():
    found = row("Lindow", "is", "known for clean air and quiet nights")
    assert told(found, CLEAN, QUIET) == ["clean air", "quiet nights"]
    assert len(align([found], [CLEAN, QUIET]).wrong) == 0


@pytest.mark.parametrize(
    "change", [{"subject": "Marrick"}, {"start": 300, "end": 380}, {"object": "known for clean air"}]
)
def test_it_tells_nothing_of_another_thing_or_sentence_or_what_it_does_not_say(change):
    found = replace(row("Lindow", "is", "known for clean air and quiet nights"), **change)
    assert "quiet nights" not in told(found, CLEAN, QUIET)


def test_the_mood_of_an_aim_stands_in_its_predicate():
    aim = row("Lindow", "aims at", "training nurses for the coast")
    found = row("Lindow", "aims to train", "nurses for the coast", kind="target", basis="target")
    assert right(found, aim)
    assert not right(replace(found, predicate="trains"), aim)


PLAN = row("Lindow", "plans", "a cold store that has opened on the quay", kind="target", basis="target")


def test_a_plan_told_of_the_thing_itself_agrees():
    assert right(row("cold store", "will open", "on the quay", kind="target", basis="target"), PLAN)


@pytest.mark.parametrize("change", [{"basis": "actual"}, {"subject": "old mill"}, {"start": 300, "end": 380}])
def test_it_does_not_where_it_was_or_is_another_thing_or_sentence(change):
    found = row("cold store", "will open", "on the quay", kind="target", basis="target")
    assert not right(replace(found, **change), PLAN)


def test_what_is_done_by_somebody_agrees_with_what_a_sheet_words_of_the_doer():
    effect = row("Harbour Office", "has the effect", "brought great changes to the fleet")
    found = row("great changes", "brought by", "Harbour Office")
    assert right(found, effect)
    assert not right(replace(found, object="Marrick Bank"), effect)


def test_who_holds_an_event_tells_that_it_occurred_and_whose_it_was():
    fair = {"subject": "Fish Fair of the coast towns (2021)", "kind": "event", "time": "2021"}
    sheet = [row(predicate="occurred", **fair), row(predicate="had organiser", object="Lindow", **fair)]
    found = row("Lindow", "organised", "Fish Fair of the coast towns", kind="event", time="2021")
    assert not align([found], sheet).missed
    assert [each.object for each in align([replace(found, subject="Marrick")], sheet).missed] == ["Lindow"]


def test_the_name_of_an_event_that_was_held_tells_what_it_concerned():
    concerned = row("Fish Fair of the coast towns (2021)", "concerned", "coast towns", kind="event", time="2021")
    held = row("Fish Fair of the coast towns", "was held", kind="event", time="2021")
    assert not align([held], [concerned]).missed
    assert align([held], [replace(concerned, object="deep-sea cables")]).missed


def test_what_is_told_of_the_first_of_its_kind_tells_that_it_is_the_first():
    first = row("Harbour Lab", "is the first", "laboratory for tides")
    found = row("Lindow", "opened", "first harbour laboratory for tides", kind="event")
    assert not align([found], [replace(first, subject="harbour laboratory")]).missed
    assert align([replace(found, object="harbour laboratory for tides")], [first]).missed


def test_a_row_that_states_something_whole_is_paired_before_the_parts_of_an_event():
    whole = row("Harbour Lab", "was founded by", "Lindow Council", kind="relation", time="2021")
    event = {"subject": "Founding of the Harbour Lab", "kind": "event", "time": "2021"}
    parts = [row(predicate="occurred", **event), row(predicate="had founder", object="Lindow Council", **event)]
    found = row("Lindow Council", "founded", "Harbour Lab", kind="event", time="2021")
    alignment = align([found], [*parts, whole])
    assert [pair.reviewed for pair in alignment.right] == [whole]
    assert not alignment.missed


def test_the_forms_of_focus_are_one_word():
    wording = row("Lindow", "focuses on", "deep sea fishing with nets", kind="target", basis="target")
    found = row("Lindow", "plans to take", "deep sea fishing as its main focus", kind="target", basis="target")
    assert right(found, wording)
