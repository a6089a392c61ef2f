"""What scores a row right or wrong, and what the figures count."""

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from conftest import REPOSITORY
from shugu.evaluate.controls import CONTROLS
from shugu.evaluate.passages import evaluate_passages, read_passages
from shugu.evaluate.rows import Row
from shugu.evaluate.score import score

PASSAGES = REPOSITORY / "tests" / "passages"


def row(subject="Lindow ferry", predicate="capacity", object=None, value=None, unit=None, **more):  # noqa: A002
    kind = more.pop("kind", "relation" if value is None else "observation")
    number = None if value is None else Decimal(str(value))
    return Row(document=more.pop("document", "d"), kind=kind, subject=subject, predicate=predicate, object=object, value=number, unit=unit, **more)  # fmt: skip


ROWS = [
    row(value=900, unit="count", time="2021", comparator="="),
    row("Harbour Office", "opened", "cold store", kind="event", time="2021-05-03", place="Lindow"),
    row("Harbour Office", "signed with", "Brook Lines", kind="event", time="2021-05"),
    row("Lindow ferry", "built by", "Norland Yard"),
    row("Ada Brook", "holds post", "mayor of Lindow"),
    row("Lindow ferry", "price", value=40000000, unit="EUR", document="e"),
    row("Lindow", "ferries", value=12, unit="count", time="2025", basis="target", kind="target", document="e"),
    row("cold store", "said to", "saves every third catch", kind="claim", speaker="Ada Brook", document="e"),
]


def f1(found, reviewed, of="lenient"):
    return getattr(score(found, reviewed), of)["all"].f1


def test_rows_against_themselves_are_all_exact():
    scores = score(ROWS, ROWS)
    assert scores.exact["all"].f1 == 1.0
    assert scores.lenient["all"].precision == scores.lenient["all"].recall == 1.0
    assert (scores.numbers.share, scores.dates.share, scores.basis.share) == (1.0, 1.0, 1.0)
    assert not scores.alignment.missed
    assert not scores.alignment.wrong


def test_the_order_of_rows_does_not_matter():
    found = [*ROWS[2:], replace(ROWS[0], time="2020"), row("Brook", "owns", "Lindow")]
    before = score(found, ROWS)
    for seed in range(5):
        mixed, also = found[:], ROWS[:]
        random.Random(seed).shuffle(mixed)
        random.Random(seed + 9).shuffle(also)
        assert score(mixed, also) == before


@pytest.mark.parametrize(
    "number, change",
    [
        (0, {"value": Decimal(9000)}),
        (0, {"value": Decimal(901)}),
        (0, {"unit": "EUR"}),
        (0, {"unit": "percent"}),
        (0, {"time": "2022"}),
        (0, {"basis": "target"}),
        (0, {"subject": "Norland Yard"}),
        (0, {"value": None, "unit": None}),
        (1, {"time": "2020-05-03"}),
        (1, {"subject": "cold store", "object": "Harbour Office"}),
        (1, {"predicate": "linked with"}),
        (1, {"predicate": "closed"}),
        (1, {"object": "fish market"}),
        (3, {"subject": "Norland Yard", "object": "Lindow ferry"}),
        (5, {"value": Decimal(40000)}),
        (5, {"unit": "USD"}),
        (6, {"basis": "actual", "kind": "observation"}),
        (7, {"speaker": "Wade Moor"}),
        (7, {"speaker": None}),
        (7, {"object": "Ada Brook said at the opening on Monday in Lindow harbour that it saves every third catch"}),
    ],
)
def test_a_row_that_says_something_else_is_wrong(number, change):
    found = [*ROWS[:number], replace(ROWS[number], **change), *ROWS[number + 1 :]]
    scores = score(found, ROWS)
    assert scores.alignment.missed == (ROWS[number],)
    assert scores.alignment.wrong == (found[number],)
    assert scores.lenient["all"].hits == len(ROWS) - 1


@pytest.mark.parametrize(
    "found, reviewed",
    [
        (row("Harbour Office of Lindow", "inaugurated", "the cold store"), ROWS[1]),
        (row("cold store", "opened by", "Harbour Office"), ROWS[1]),
        (row("Brook Lines", "contract with", "Harbour Office"), ROWS[2]),
        (row("Norland Yard", "constructed", "Lindow ferry"), ROWS[3]),
        (row("Ada Brook", "is", "mayor"), ROWS[4]),
        (row("Ada Brook", "mayor of", "Lindow"), ROWS[4]),
        (row("Lindow ferry", "cost", value="0.04", unit="EUR", document="e"), replace(ROWS[5], value=Decimal("0.04"))),
        (row("ferry of Lindow", "capacity", value=900, unit="passengers"), ROWS[0]),
        (row("capacity of the Lindow ferry", "number", value=900, unit="count"), ROWS[0]),
        (row("Ada Brook", "said", "the cold store saves every third catch", kind="claim", document="e"), ROWS[7]),
        (row("founding of Brook Lines", "occurred", time="1990", kind="event"), row("Brook Lines", "founded", time="1990", kind="event")),
        (row("plant of Moor", "output", value="0.5", unit="GW"), row("plant of Moor", "capacity", value=500, unit="MW")),
        (row("NHA", "opened", "cold store"), row("Norland Harbour Authority", "opened", "cold store")),
        (row("Lindow Fish Fair", "was held", time="2021-05-03", kind="event"), row("Lindow Fish Fair (2021)", "occurred", time="2021-05-03", kind="event")),
        (row("Ada Brook", "attended", "Lindow Fish Fair"), row("Lindow Fish Fair, May 2021", "was attended by", "Ada Brook")),
        (row("Lindow Park project", "value", value=7, unit="EUR"), row("Lindow Park", "cost", value=7, unit="EUR")),
        (row("Lindow accord", "value", value=7, unit="EUR"), row("Lindow accord", "amount", value=7, unit="EUR")),
        (row("Lindow", "makes up catch", value=7, unit="percent"), row("Lindow", "share of catch", value=7, unit="percent")),
    ],
)  # fmt: skip
def test_the_same_fact_in_other_words_is_right_but_not_exact(found, reviewed):
    scores = score([found], [reviewed])
    assert scores.lenient["all"].f1 == 1.0


@pytest.mark.parametrize(
    "change", [{"kind": "target"}, {"comparator": ">"}, {"time": None}, {"time": "2021-05"}, {"basis": "estimate"}, {"place": "Lindow"}]
)  # fmt: skip
def test_a_field_that_differs_a_little_is_not_exact(change):
    found = replace(ROWS[0], **change)
    assert f1([found], [ROWS[0]]) == 1.0
    assert f1([found], [ROWS[0]], "exact") == 0.0


def test_two_editions_of_an_event_are_two():
    one, other = (row(f"Lindow Fish Fair ({year})", "hosted by", "Lindow") for year in (2021, 2022))
    assert f1([one], [other]) == 0.0


def test_a_growth_is_no_share():
    one = row("Lindow", "catch growth", value=7, unit="percent")
    assert f1([one], [row("Lindow", "share of catch", value=7, unit="percent")]) == 0.0


def test_a_common_noun_alone_names_nothing():
    assert f1([row("ferry", value=900, unit="count")], [ROWS[0]]) == 0.0


def test_a_number_of_one_thing_is_not_that_of_a_thing_within_it():
    assert f1([row("Lindow", value=900, unit="count")], [row("ferry of Lindow", value=900, unit="count")]) == 0.0


def test_above_and_below_are_not_the_same():
    assert f1([replace(ROWS[0], comparator="<=")], [replace(ROWS[0], comparator=">")]) == 0.0


def test_things_told_apart_by_an_ordinal_are_two():
    assert (
        f1(
            [row("first ferry line of Lindow", value=9, unit="count")],
            [row("second ferry line of Lindow", value=9, unit="count")],
        )
        == 0.0
    )


@pytest.mark.parametrize("words", [("growth", "decline"), ("growth", "share")])
def test_growth_decline_and_share_are_not_taken_for_one_another(words):
    rows = [row("catch", word, value=12, unit="percent") for word in words]
    assert f1(rows[:1], rows[1:]) == 0.0


def test_a_fact_found_twice_lowers_precision_alone():
    all_ = score([*ROWS, *ROWS], ROWS).lenient["all"]
    assert (all_.recall, all_.precision) == (1.0, 0.5)


def test_rows_of_another_document_do_not_count():
    assert f1([replace(each, document="x") for each in ROWS], ROWS) == 0.0


def test_nothing_found_is_nothing_right():
    scores = score([], ROWS)
    assert (scores.lenient["all"].precision, scores.lenient["all"].recall) == (0.0, 0.0)
    assert len(scores.alignment.missed) == len(ROWS)


def test_numbers_dates_and_bases_are_judged_where_the_rest_is_right():
    found = [
        replace(ROWS[0], value=Decimal(90), time="2021-03"),
        replace(ROWS[1], time="2020"),
        replace(ROWS[2], time=None),
        replace(ROWS[6], basis="actual"),
    ]
    scores = score(found, ROWS)
    assert (scores.numbers.right, scores.numbers.wrong) == (1, 1)
    assert (scores.dates.right, scores.dates.wrong, scores.dates.absent) == (1, 2, 1)
    assert (scores.basis.right, scores.basis.wrong) == (3, 1)
    assert [pair.reviewed for pair in scores.plans_as_actual] == [ROWS[6]]


def test_kinds_are_counted_apart():
    scores = score([replace(ROWS[4], kind="attribute"), ROWS[0]], ROWS)
    assert scores.lenient["attribute"].precision == 1.0
    assert scores.lenient["relation"].recall == 0.5
    assert scores.lenient["observation"].reviewed == 2


def test_intervals_hold_the_figure_and_are_the_same_each_time():
    found = [*ROWS[:4], *(row("Brook", "owns", "Lindow", document="e") for _ in range(3))]
    all_ = score(found, ROWS).lenient["all"]
    assert all_.low <= all_.f1 <= all_.high
    assert all_.low < all_.high
    assert score(found, ROWS).lenient["all"] == all_


def test_the_passages_against_their_own_facts_are_all_exact():
    scores = evaluate_passages(PASSAGES, lambda passage: passage.facts)
    assert scores.exact["all"].f1 == 1.0
    assert not scores.traps


@pytest.mark.parametrize("name", CONTROLS)
def test_an_extractor_that_understands_nothing_scores_near_zero(name):
    scores = evaluate_passages(PASSAGES, CONTROLS[name])
    assert scores.lenient["all"].found > 300
    assert scores.lenient["all"].f1 < 0.05


def test_an_extractor_that_takes_the_traps_is_told():
    passages = read_passages(PASSAGES)
    scores = evaluate_passages(PASSAGES, lambda passage: passage.traps)
    assert len(scores.traps) >= 0.9 * sum(len(passage.traps) for passage in passages)
    assert scores.lenient["all"].f1 < 0.05
