"""What changed between two versions of a document."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from shugu.model.document import Span
from shugu.model.fact import Fact
from shugu.model.time import parse_time
from shugu.review.diff import diff_facts


def row(name, number=None, *, property_="cost", time=None, start=0):
    return Fact(
        id=name,
        document="d",
        sentences=("s1",),
        span=Span(start, start + 5),
        subject="port",
        property=property_,
        number=number and Decimal(number),
        unit="EUR" if number else None,
        text=None if number else "words",
        time=parse_time(time) if time else None,
    )


def ids(facts):
    return [fact.id for fact in facts]


def test_a_row_that_says_the_same_elsewhere_is_no_difference():
    assert diff_facts([row("a", 9)], [replace(row("b", 9, start=70), sentences=("s4",))]) == diff_facts([], [])


def test_what_only_one_version_has_is_added_or_gone():
    diff = diff_facts([row("a", 9)], [row("b", 9, property_="length")])
    assert (ids(diff.added), ids(diff.gone), diff.changed) == (["b"], ["a"], ())


def test_another_value_or_another_time_of_the_same_is_a_change():
    old = [row("a", 9, time="2020"), row("b", 5, time="2021")]
    new = [row("c", 9, time="2022"), row("d", 6, time="2021")]
    assert [ids(pair) for pair in diff_facts(old, new).changed] == [["a", "c"], ["b", "d"]]


def test_where_several_could_be_meant_none_is_called_a_change():
    diff = diff_facts([row("a", 9), row("b", 8)], [row("c", 7), row("d", 6)])
    assert (ids(diff.added), ids(diff.gone), diff.changed) == (["c", "d"], ["a", "b"], ())


def test_a_row_that_stands_once_more_is_added_once():
    assert ids(diff_facts([row("a", 9)], [row("b", 9), row("c", 9)]).added) == ["c"]


VERSIONS = st.lists(
    st.tuples(st.integers(1, 4), st.sampled_from(["cost", "length"]), st.sampled_from([None, "2020", "2021"])),
    max_size=7,
)


@given(VERSIONS, VERSIONS)
def test_every_row_is_equal_changed_added_or_gone(before, after):
    old = [row(f"o{i}", n, property_=p, time=t) for i, (n, p, t) in enumerate(before)]
    new = [row(f"n{i}", n, property_=p, time=t) for i, (n, p, t) in enumerate(after)]
    diff = diff_facts(old, new)
    assert len(old) - len(diff.gone) - len(diff.changed) == len(new) - len(diff.added) - len(diff.changed)
    back = diff_facts(new, old)
    assert (len(back.added), len(back.gone), len(back.changed)) == (len(diff.gone), len(diff.added), len(diff.changed))
    assert diff_facts(old, old[::-1]) == diff_facts([], [])
