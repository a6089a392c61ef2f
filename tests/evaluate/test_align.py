"""Found rows are matched with reviewed rows one to one, as many as can be."""

from dataclasses import replace
from itertools import permutations

import pytest

from shugu.evaluate.align import align
from shugu.evaluate.rows import Row

OPENED = Row(
    document="d",
    kind="event",
    subject="Harbour Office of Lindow",
    predicate="opened",
    object="cold store",
    time="2021-05-03",
)


def test_the_exact_row_wins_over_a_vaguer_one():
    vague = replace(OPENED, subject="Harbour Office", time="2021")
    for found in permutations([vague, OPENED]):
        alignment = align(found, [OPENED])
        assert [pair.found for pair in alignment.right] == [OPENED]
        assert alignment.wrong == (vague,)


def test_a_row_that_fits_two_is_given_where_that_makes_more_pairs():
    may, year = OPENED, replace(OPENED, time="2021-06")
    wide = replace(OPENED, time="2021")  # fits both; `narrow` fits only one
    narrow = replace(OPENED, time="2021-05-03")
    for found in permutations([wide, narrow]):
        for reviewed in permutations([may, year]):
            assert len(align(found, reviewed).right) == 2


def test_an_exact_pair_gives_way_where_that_makes_one_pair_more():
    timeless, dated = replace(OPENED, time=None), replace(OPENED, time="2021")
    other_year = replace(OPENED, time="2022")  # fits the timeless row alone, which the first found row fits best
    for found in permutations([timeless, other_year]):
        assert len(align(found, [timeless, dated]).right) == 2


def test_pairs_are_turned_along_a_path_of_any_length():
    chain = [replace(OPENED, time=None if n == 0 else f"{2000 + n}") for n in range(6)]
    wide = [
        replace(OPENED, time=None),
        *(replace(OPENED, time=f"{2000 + n}/{2001 + n}") for n in range(1, 5)),
        replace(OPENED, time="1999"),
    ]
    alignment = align(wide, chain)
    assert len(alignment.right) == 6
    assert len({pair.reviewed for pair in alignment.right}) == 6


def test_a_row_with_another_year_is_near_and_stays_missed():
    other = replace(OPENED, time="2020")
    alignment = align([other], [OPENED])
    assert not alignment.right
    assert [(pair.found, pair.reviewed) for pair in alignment.near] == [(other, OPENED)]
    assert (alignment.missed, alignment.wrong) == ((OPENED,), (other,))


def test_equal_rows_are_each_matched_once():
    alignment = align([OPENED] * 3, [OPENED] * 2)
    assert (len(alignment.right), len(alignment.wrong), len(alignment.missed)) == (2, 1, 0)


OPENING = [
    replace(OPENED, subject="Opening of the cold store of Lindow", predicate=predicate, object=thing)
    for predicate, thing in [("occurred", None), ("concerned", "Cold store"), ("had organiser", "Harbour Office"), ("took place in", "Lindow")]
]  # fmt: skip


def test_a_row_that_tells_an_event_covers_the_rows_of_the_event():
    alignment = align([replace(OPENED, place="Lindow")], OPENING)
    assert len(alignment.right) == 1
    assert len(alignment.right) + len(alignment.told) == len(OPENING)
    assert not alignment.missed
    assert not alignment.wrong


@pytest.mark.parametrize(
    "change, missed",
    [
        ({"subject": "Brook Lines", "place": None}, {"had organiser", "took place in"}),
        ({"time": None}, {"occurred"}),
        ({"time": "2020"}, {"occurred", "concerned", "had organiser", "took place in"}),
        ({"basis": "target"}, {"occurred", "concerned", "had organiser", "took place in"}),
        ({"predicate": "linked with"}, {"occurred", "concerned", "had organiser", "took place in"}),
        ({"object": "fish market"}, {"occurred", "concerned", "had organiser", "took place in"}),
    ],
)
def test_it_covers_only_what_it_says(change, missed):
    row = replace(OPENED, subject="Harbour Office", place="Lindow")
    alignment = align([replace(row, **change)], OPENING)
    assert {row.predicate for row in alignment.missed} == missed


def test_a_row_of_the_event_covers_no_other_row_of_it():
    assert len(align(OPENING[1:2], OPENING).missed) == 3


def test_a_row_tells_of_one_event_only():
    other = [replace(row, subject="Opening of the cold store of Norland") for row in OPENING[:2]]
    told = replace(OPENED, subject="Harbour Office", place="Lindow")
    assert {row.subject for row in align([told], [*OPENING, *other]).missed} == {"Opening of the cold store of Norland"}
