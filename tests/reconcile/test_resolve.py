"""Every name in a fact is an entity of a class that its role allows."""

from pathlib import Path

import pytest

from conftest import ROWS, write_collection
from shugu.errors import LocatedError
from shugu.model.document import Span
from shugu.model.entity import Entity
from shugu.model.fact import Decision, Fact
from shugu.model.vocabulary import ClassTerm, PropertyTerm, ValueKind, Vocabulary
from shugu.reconcile.resolve import check_references

PATH = Path("facts/news.tsv")
VOCABULARY = Vocabulary(
    classes={
        name: ClassTerm(name, f"x:{name}", name, frozenset({name, *above, "Thing"}))
        for name, above in {
            "City": ["Place"],
            "Person": ["Actor"],
            "Plan": ["Policy"],
            "Report": [],
            "Launch": ["Event"],
            "Topic": [],
        }.items()
    },
    properties={
        "attendee": PropertyTerm(
            "attendee",
            "x:a",
            "attendee",
            ValueKind.ENTITY,
            domain=frozenset({"Event"}),
            range=frozenset({"Actor", "Place"}),
        ),
        "related": PropertyTerm("related", "x:r", "related", ValueKind.ENTITY),
    },
    units={},
)
ENTITIES = {
    name: Entity(id=name, type=type_, label=name)
    for name, type_ in {
        "lindow": "City",
        "lindow-vale": "City",
        "ada-brook": "Person",
        "tide-plan": "Plan",
        "tide-report": "Report",
        "opening": "Launch",
        "fish": "Topic",
    }.items()
}


def fact(**parts):
    common = {"id": "a-1", "document": "news", "sentences": ("s1",), "span": Span(0, 9), "line": 7}
    return Fact(**{**common, "subject": "opening", "property": "attendee", "object": "ada-brook", **parts})


def check(*facts):
    check_references(PATH, facts, ENTITIES, VOCABULARY)


def refused(*facts):
    """Line and column of every fault that the facts are refused for, and the whole message."""
    with pytest.raises(LocatedError) as caught:
        check(*facts)
    assert {problem.path for problem in caught.value.problems} == {str(PATH)}
    return [(problem.line, problem.column) for problem in caught.value.problems], str(caught.value)


@pytest.mark.parametrize(
    "parts",
    [
        *({}, {"object": "lindow"}, {"place": "lindow"}, {"speaker": "ada-brook"}, {"speaker": "tide-plan"}),
        *({"speaker": "tide-report"}, {"subject": "fish", "property": "related", "object": "tide-plan"}),
    ],
)
def test_names_that_are_known_and_of_a_class_that_fits_pass(parts):
    check(fact(**parts))


def test_a_sheet_without_rows_passes():
    check()


@pytest.mark.parametrize("column", ["subject", "object", "place", "speaker"])
def test_a_name_that_is_no_entity_is_refused_with_line_and_column(column):
    places, message = refused(fact(**{column: "atlantis"}))
    assert places == [(7, column)]
    assert "'atlantis'" in message


@pytest.mark.parametrize(
    ("column", "name"),
    [("subject", "fish"), ("object", "fish"), ("place", "ada-brook"), ("speaker", "fish"), ("speaker", "lindow")],
)
def test_an_entity_of_a_class_that_its_role_does_not_allow_is_refused_and_told_what_is(column, name):
    places, message = refused(fact(**{column: name}))
    assert places == [(7, column)]
    assert f"{name} is a {ENTITIES[name].type}" in message


def test_a_misspelt_name_is_never_taken_for_the_one_it_is_like_but_the_likely_ones_are_told():
    places, message = refused(fact(object="lindow-val"))
    assert places == [(7, "object")]
    assert "lindow-vale" in message


def test_a_name_like_none_is_sent_to_the_table_of_entities():
    assert "entities.tsv" in refused(fact(object="zzz"))[1]


def test_letters_in_capitals_make_another_name():
    assert refused(fact(object="Lindow"))[0] == [(7, "object")]


@pytest.mark.parametrize("decision", [Decision.ACCEPTED, Decision.UNSURE, None])
def test_a_row_is_held_to_its_names_unless_it_is_rejected(decision):
    assert refused(fact(object="atlantis", decision=decision))[0] == [(7, "object")]


def test_a_rejected_row_may_name_what_is_not_there():
    check(fact(object="atlantis", subject="fish", decision=Decision.REJECTED))


def test_every_name_that_does_not_fit_is_told_at_once():
    places, _ = refused(fact(object="atlantis", place="fish"), fact(id="a-2", line=9, speaker="nobody"))
    assert places == [(7, "object"), (7, "place"), (9, "speaker")]


def test_the_check_command_tells_file_line_and_column_and_the_likely_name_with_exit_code_2(tmp_path, run):
    rows = [{**ROWS[0], "subject": "cold-store-openin"}, *ROWS[1:]]
    folder = write_collection(tmp_path / "harbour", rows=rows)
    result = run("check", folder)
    assert isinstance(result.exception, LocatedError)
    assert result.exception.exit_code == 2
    (problem,) = result.exception.problems
    assert (problem.path, problem.line, problem.column) == (str(folder / "facts" / "harbour.tsv"), 2, "subject")
    assert "cold-store-opening" in problem.reason
