"""Names that may be one thing: what is proposed, with its reasons, and what never is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shugu.model.entity import Entity
from shugu.ontology import load_ontology
from shugu.reconcile.entities import read_entities
from shugu.reconcile.pairs import find_pairs

VOCABULARY = load_ontology().vocabulary
PLACES = [
    Entity(id="lindow", type="City", label="Lindow"),
    Entity(id="selby", type="City", label="Selby"),
    *(Entity(id=x.lower(), type="City", label=x) for x in ("Brigham", "Bringham")),
]


def pairs(one, other, sort="Organization", *, other_sort=None, **parts):
    things = [
        Entity(id="a", type=sort, label=one, **parts),
        Entity(id="b", type=other_sort or sort, label=other),
    ]
    return [p for p in find_pairs([*PLACES, *things], VOCABULARY) if {p.one, p.other} == {"a", "b"}]


@pytest.mark.parametrize(
    ("one", "other", "sort", "reason"),
    [
        ("World Harbour Forum", "WHF", "Organization", "initials"),
        ("Union of Norland Ports", "UNP", "Organization", "initials"),
        ("Norland Energy Ltd", "Norland Energy", "Company", "the same words"),
        ("The Norland Energy", "Norland energy", "Company", "the same words"),
        ("Lindow Port Authority", "Port Authority of Lindow", "Organization", "both in Lindow"),
        ("Lindow Steelworks", "Lindow Steel-works", "Company", "alike"),
        ("Harbour Modernisation Scheme", "Harbour Modernization Scheme", "Project", "alike"),
        ("Ada Brook", "A. Brook", "Person", "family name"),
        ("Ada M. Brook", "Ada Brook", "Person", "first names fit"),
        ("Brook", "Ada Brook", "Person", "family name"),
    ],
)
def test_names_that_may_be_one_are_proposed_with_a_reason(one, other, sort, reason):
    for left, right in ((one, other), (other, one)):
        (pair,) = pairs(left, right, sort)
        assert 0.7 <= pair.score < 1
        assert reason in "; ".join(pair.why)


@pytest.mark.parametrize(
    ("one", "other", "sort"),
    [
        ("Harbour Fair 2019", "Harbour Fair 2020", "Event"),
        ("Terminal 1", "Terminal 2", "Project"),
        ("1A", "11 A", "Project"),
        ("SHF", "Second Harbour Fair", "Event"),
        ("Second Harbour Fair", "Third Harbour Fair", "Event"),
        ("2nd Harbour Fair", "3rd Harbour Fair", "Event"),
        ("Harbour Line Two", "Harbour Line Three", "Project"),
        ("Harbour Plan II", "Harbour Plan III", "Plan"),
        ("Harbour Fair", "Harbour Fair 2020", "Event"),
        ("Provincial Health Commission", "Municipal Health Commission", "GovernmentBody"),
        ("National Harbour Board", "County Harbour Board", "GovernmentBody"),
        ("Lindow Province", "Lindow City", "Place"),
        ("Lindow Harbour Bureau", "Lindow Harbour Committee", "GovernmentBody"),
        ("North Lindow Terminal", "South Lindow Terminal", "Project"),
        ("Lindow Harbour Board", "Selby Harbour Board", "Organization"),
        ("Brigham Steelworks", "Bringham Steelworks", "Company"),
        ("Ministry of Energy", "Ministry of Trade", "GovernmentBody"),
        ("Deputy Minister of Trade", "Minister of Trade", "Post"),
        ("Ada Brook", "Ida Brook", "Person"),
        ("Ada Brook", "Ada Marsh", "Person"),
        ("Norland Energy", "Norland Shipping", "Company"),
        ("Norland", "Norland Shipping", "Organization"),
    ],
)
def test_names_that_differ_in_what_tells_things_apart_are_never_proposed(one, other, sort):
    assert pairs(one, other, sort) == []
    assert pairs(other, one, sort) == []


def test_things_of_two_kinds_are_never_proposed_and_of_a_kind_and_its_sort_they_are():
    assert pairs("Norland Energy Ltd", "Norland Energy", "Company", other_sort="Project") == []
    assert pairs("Norland Energy Ltd", "Norland Energy", "Company", other_sort="University") == []
    assert pairs("Norland Energy Ltd", "Norland Energy", "Company", other_sort="Organization")


def test_things_that_must_not_be_merged_are_never_proposed():
    assert pairs("Norland Energy Ltd", "Norland Energy", "Company", distinct=("norland  energy",)) == []


def test_an_alias_counts_like_a_name():
    assert pairs("Something else", "Norland Energy", "Company", aliases=("Norland Energy Ltd",))


def test_the_type_that_tells_two_of_one_name_apart_is_no_part_of_the_name():
    assert pairs("Norland Energy (Company)", "Norland Energy", "Company", other_sort="Organization")


def test_nothing_is_proposed_in_a_collection_in_which_people_told_things_apart(guizhou):
    assert find_pairs(read_entities(guizhou / "entities.tsv", VOCABULARY).values(), VOCABULARY) == []


NAMES = st.text(st.sampled_from("abAB 12-林ü."), min_size=1, max_size=12)


@given(st.lists(NAMES, max_size=8))
def test_any_names_are_compared_alike_in_any_order(names):
    things = [Entity(id=f"x{n}", type="Company", label=name) for n, name in enumerate(names)]
    found = find_pairs(things, VOCABULARY)
    assert found == find_pairs(things[::-1], VOCABULARY)
    for pair in found:
        one, other = (names[int(id_[1:])] for id_ in (pair.one, pair.other))
        assert sorted(c for c in one if c.isdigit()) == sorted(c for c in other if c.isdigit())
