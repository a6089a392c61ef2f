"""Decisions on pairs: applied at load, refused where they contradict each other, undone to the byte."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candidates import files_of
from conftest import ENTITIES, write_collection, write_table
from shugu.errors import LocatedError
from shugu.journal import changing
from shugu.loading import load_unmerged
from shugu.pipeline import build, load
from shugu.read.collection import read_collection
from shugu.reconcile.decide import MergesChanged, PairDesk, PairSession
from shugu.reconcile.merges import MergeDecision, read_merges
from shugu.reconcile.pairs import Pair

HEAD = ["decision", "one", "other"]
MORE = [
    ["port", "Organization", "Lindow Port"],
    ["harbour", "Organization", "Lindow Harbour"],
    ["quay", "Organization", "Lindow Quay"],
]


@pytest.fixture
def folder(tmp_path):
    entities = [*ENTITIES, *([*row, "", "", ""] for row in MORE)]
    rows = [{"id": "h-1", "sentence": "s2", "subject": "port", "property": "presentIn", "object": "lindow"}]
    return write_collection(tmp_path / "harbour", rows=rows, entities=entities)


def decide(folder, *rows):
    write_table(folder / "merges.tsv", [HEAD, *rows])


def test_things_decided_to_be_one_are_one_with_all_names_and_no_sheet_changes(folder):
    sheet = (folder / "facts" / "harbour.tsv").read_bytes()
    decide(folder, ["same", "port", "harbour"], ["different", "port", "quay"])
    loaded = load(folder)
    assert loaded.entities["harbour"].aliases == ("Lindow Port",)
    assert "port" not in loaded.entities
    assert loaded.sheets[0].facts[0].subject == "harbour"
    assert (folder / "facts" / "harbour.tsv").read_bytes() == sheet


def test_taking_a_decision_back_gives_the_same_graph_to_the_byte(folder, tmp_path):
    build(folder, tmp_path / "before")
    decide(folder, ["same", "port", "harbour"])
    build(folder, tmp_path / "merged")
    (folder / "merges.tsv").unlink()
    build(folder, tmp_path / "after")
    files = [
        {p.name: p.read_bytes() for p in (tmp_path / name).iterdir() if p.is_file()}
        for name in ("before", "merged", "after")
    ]
    assert files[0] == files[2]
    assert files[0]["graph.nq"] != files[1]["graph.nq"]
    assert b"entity/port>" not in files[1]["graph.nq"]


def test_a_pair_without_a_decision_changes_nothing(folder):
    decide(folder, ["", "port", "harbour"])
    assert "port" in load(folder).entities


def test_decisions_go_on_from_one_to_the_next(folder):
    decide(folder, ["same", "port", "harbour"], ["same", "quay", "port"])
    assert set(load(folder).entities["harbour"].aliases) == {"Lindow Port", "Lindow Quay"}


def test_a_decision_on_what_is_not_there_rests(folder):
    decide(folder, ["same", "port", "gone"])
    assert "port" in load(folder).entities


@pytest.mark.parametrize(
    ("rows", "line", "words"),
    [
        (
            [["same", "port", "harbour"], ["same", "harbour", "quay"], ["different", "quay", "port"]],
            4,
            "same by line 2, 3",
        ),
        ([["different", "port", "harbour"], ["same", "port", "harbour"]], 2, "same by line 3"),
        ([["same", "lindow-vale", "lindow"]], 2, "must not be merged with 'Lindow"),
        ([["same", "lindow", "norland"], ["same", "norland", "lindow-vale"]], 2, "must not be merged"),
        ([["equal", "port", "harbour"]], 2, "none of same, different"),
        ([["same", "port", "port"]], 2, "both sides"),
        ([["same", "port", ""]], 2, "empty"),
        ([["same", "port", "cold-store"]], 2, "things of two kinds"),
    ],
)
def test_decisions_that_cannot_be_are_named_with_their_line(folder, rows, line, words):
    decide(folder, *rows)
    with pytest.raises(LocatedError) as error:
        load(folder)
    problems = [p for p in error.value.problems if words in p.reason]
    assert problems, str(error.value)
    assert problems[0].line == line


# One at a time


def session_of(folder, *, check=lambda kept: []):
    names = load_unmerged(read_collection(folder))

    def write(path, data):
        path.unlink(missing_ok=True) if data is None else path.write_bytes(data)

    desk = PairDesk(
        "Ann", lambda: "2024-02-03", names.entities, frozenset(names.entities), names.vocabulary, check, write,
        lambda: changing(folder),
    )  # fmt: skip
    found = [
        Pair("harbour", "port", 0.8, ("a reason",)),
        Pair("harbour", "quay", 0.7, ("b",)),
        Pair("port", "quay", 0.7, ("c",)),
    ]
    return PairSession(folder / "merges.tsv", found, desk)


def test_a_decision_is_written_at_once_with_score_reason_who_and_when(folder):
    session = session_of(folder)
    assert session.decide(MergeDecision.SAME) == []
    (merge,) = read_merges(folder / "merges.tsv")
    assert (merge.one, merge.other, merge.score, merge.why) == ("harbour", "port", "0.80", "a reason")
    assert (merge.decided_by, merge.decided_on) == ("Ann", "2024-02-03")


def test_undo_restores_the_bytes_and_where_there_was_no_file_there_is_none(folder):
    session = session_of(folder)
    session.decide(MergeDecision.SAME)
    first = (folder / "merges.tsv").read_bytes()
    session.decide(MergeDecision.DIFFERENT)
    assert session.undo()
    assert (folder / "merges.tsv").read_bytes() == first
    assert session.undo()
    assert not (folder / "merges.tsv").exists()
    assert not session.undo()


def test_a_pair_that_other_decisions_settle_is_not_asked(folder):
    session = session_of(folder)
    session.decide(MergeDecision.SAME)
    session.decide(MergeDecision.SAME)
    assert session.current() is None


def test_a_decision_that_contradicts_others_is_refused_and_not_written(folder):
    session = session_of(folder)
    session.decide(MergeDecision.SAME)
    session.decide(MergeDecision.DIFFERENT)
    before = (folder / "merges.tsv").read_bytes()
    assert "are different here" in session.decide(MergeDecision.SAME)[0]
    assert (folder / "merges.tsv").read_bytes() == before


def test_a_merge_after_which_a_row_would_not_fit_is_refused(folder):
    session = session_of(folder, check=lambda kept: ["a row"] if kept else [])
    assert session.decide(MergeDecision.SAME) == ["a row"]
    assert not (folder / "merges.tsv").exists()


def test_decisions_that_someone_else_wrote_are_not_written_over(folder):
    session = session_of(folder)
    decide(folder, ["different", "harbour", "port"])
    theirs = (folder / "merges.tsv").read_bytes()
    with pytest.raises(MergesChanged):
        session.decide(MergeDecision.SAME)
    assert (folder / "merges.tsv").read_bytes() == theirs
    assert session.current().other == "quay"


def test_the_users_own_thing_is_kept_before_a_proposed_one(tmp_path):
    folder = write_collection(tmp_path / "harbour", rows=[])
    write_table(
        folder / "proposed.tsv",
        [ENTITIES[0], ["a-store", "Project", "A store", "", "", ""], ["lindow", "Company", "Other", "", "", ""]],
    )
    decide(folder, ["same", "a-store", "cold-store"])
    loaded = load(folder)
    assert loaded.entities["cold-store"].aliases == ("A store",)
    assert loaded.entities["lindow"].type == "City"
    assert loaded.names.proposed == frozenset()


STEPS = st.lists(st.sampled_from(["same", "different", "skip", "undo", "undo"]), max_size=12)
BEGINNINGS = {
    "none": None,
    "as a spreadsheet saves it": b'\xef\xbb\xbf"decision"\tone\tother\r\nsame\tport\tharbour\r\n',
    "undecided": b"decision\tone\tother\n\tport\tquay\n",
}


@pytest.mark.parametrize("beginning", BEGINNINGS.values(), ids=BEGINNINGS)
@given(steps=STEPS)
@settings(max_examples=12, deadline=None)
def test_whatever_was_decided_each_undo_restores_the_bytes_and_what_the_names_mean(steps, beginning):
    entities = [*ENTITIES, *([*row, "", "", ""] for row in MORE)]
    rows = [{"id": "h-1", "sentence": "s2", "subject": "port", "property": "presentIn", "object": "lindow"}]
    with tempfile.TemporaryDirectory() as place:
        folder = write_collection(Path(place) / "harbour", rows=rows, entities=entities)
        if beginning is not None:
            (folder / "merges.tsv").write_bytes(beginning)
        session, states = session_of(folder), [meaning(folder)]
        for step in steps:
            if step == "skip":
                session.skip()
            elif step == "undo":
                assert session.undo() == (len(states) > 1)
                states = states[:-1] or states
                assert meaning(folder) == states[-1]
            elif session.current() is not None and session.decide(MergeDecision(step)) == []:
                states.append(meaning(folder))
                assert states[-1] != states[-2]
        while session.undo():
            states.pop()
            assert meaning(folder) == states[-1]
        assert len(states) == 1


def meaning(folder):
    """Every file of a collection, and what its rows name."""
    loaded = load(folder)
    return files_of(folder), loaded.entities, [sheet.facts for sheet in loaded.sheets]
