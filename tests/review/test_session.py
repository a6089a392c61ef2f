"""A review without a terminal: what comes next, what is written when, what an undo gives back."""

from dataclasses import replace

import pytest

from candidates import add_document, usual, write_documents
from conftest import TEXT
from shugu.errors import InputError, LocatedError
from shugu.journal import changing
from shugu.loading import load_names
from shugu.model.fact import Decision
from shugu.read.collection import read_collection
from shugu.reconcile.resolve import find_reference_faults
from shugu.refresh import refresh
from shugu.review.describe import describe_row
from shugu.review.register import read_register
from shugu.review.session import Desk, ReviewSession, SheetChanged, SheetFile
from shugu.store.folder import write_file

DAY = "2024-02-03"


@pytest.fixture
def folder(tmp_path):
    folder = write_documents(tmp_path / "news", {"harbour": TEXT})
    refresh(folder, "harbour", usual())
    return folder


def session_of(folder, *, text=TEXT, write=write_file):
    collection = read_collection(folder)
    names = load_names(collection)
    register = read_register(collection.register_path("harbour"))
    sheet = SheetFile(collection.sheet_path("harbour"), "harbour", register, text, collection.register_path("harbour"))
    desk = Desk(
        "Ann",
        lambda: DAY,
        names.vocabulary,
        lambda f: list(find_reference_faults(f, names.entities, names.vocabulary)),
        write,
        lambda document: changing(folder, document),
    )
    return ReviewSession([sheet], desk)


def sheet_of(folder):
    return (folder / "facts" / "harbour.tsv").read_text().splitlines()


def test_the_rows_come_in_the_order_of_the_text_with_their_sentence_and_evidence(folder):
    item = session_of(folder).current()
    assert (item.number, item.total, item.paragraph) == (1, 3, 2)
    assert (
        item.sentence[item.evidence.start : item.evidence.end]
        == "The port of Lindow opened a cold store on 3 May 2021."
    )


def test_without_a_text_the_rows_come_all_the_same(folder):
    item = session_of(folder, text=None).current()
    assert (item.sentence, item.further) == (None, ())


def test_a_decision_is_in_the_file_at_once_with_who_and_when(folder):
    session = session_of(folder)
    assert session.decide(Decision.ACCEPTED) == []
    assert sheet_of(folder)[1].startswith("accepted\t")
    assert "\tAnn\t2024-02-03\t" in sheet_of(folder)[1]
    assert session.current().number == 2


def test_one_goes_on_where_one_stopped_and_what_was_skipped_comes_again(folder):
    session = session_of(folder)
    session.decide(Decision.REJECTED)
    skipped = session.current().fact.id
    session.skip()
    assert session.current().number == 3
    again = session_of(folder)
    assert (again.current().fact.id, again.current().number) == (skipped, 2)


def test_every_step_can_be_undone_to_the_byte(folder):
    path = folder / "facts" / "harbour.tsv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))  # as a spreadsheet saves it
    states = [path.read_bytes()]
    session = session_of(folder)
    for step in (
        lambda: session.decide(Decision.ACCEPTED),
        lambda: session.edit({"value": "41"}),
        lambda: session.decide(Decision.REJECTED),
    ):
        assert not step()
        states.append(path.read_bytes())
    assert len(set(states)) == 4
    for state in reversed(states[:-1]):
        assert session.undo()
        assert path.read_bytes() == state
    assert session.undo() is None


def test_a_sheet_that_someone_else_changed_is_read_again_and_not_written_over(folder):
    session = session_of(folder)
    path = folder / "facts" / "harbour.tsv"
    path.write_text(path.read_text().replace("\tharbour-", "rejected\tharbour-", 1))
    theirs = path.read_bytes()
    with pytest.raises(SheetChanged, match="changed by someone else"):
        session.decide(Decision.ACCEPTED)
    assert path.read_bytes() == theirs
    assert session.current().number == 2
    session.decide(Decision.ACCEPTED)
    assert [line.partition("\t")[0] for line in sheet_of(folder)[1:]] == ["rejected", "accepted", ""]


def test_an_undo_does_not_write_over_what_someone_else_wrote_since(folder):
    session = session_of(folder)
    session.decide(Decision.ACCEPTED)
    path = folder / "facts" / "harbour.tsv"
    path.write_text(path.read_text().replace("Ann", "Bob"))
    theirs = path.read_bytes()
    with pytest.raises(SheetChanged):
        session.undo()
    assert path.read_bytes() == theirs


def test_a_document_that_came_anew_meanwhile_ends_the_review_with_a_sentence_and_keeps_its_decisions(folder):
    session = session_of(folder)
    session.decide(Decision.ACCEPTED)
    add_document(folder, "harbour", TEXT.replace("Harbour news", "News of the harbour"))
    refresh(folder, "harbour", usual(TEXT.replace("Harbour news", "News of the harbour")))
    theirs = sheet_of(folder)
    with pytest.raises(InputError, match="begin the review again"):
        session.decide(Decision.REJECTED)
    assert sheet_of(folder) == theirs
    assert sum("Ann" in line for line in theirs) == 1


def test_a_sheet_that_someone_else_broke_is_named_with_line_and_column(folder):
    session = session_of(folder)
    path = folder / "facts" / "harbour.tsv"
    path.write_text(path.read_text().replace("40000000\t", "forty\t"))
    with pytest.raises(LocatedError, match="column value"):
        session.decide(Decision.ACCEPTED)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"value": "forty"}, "value"),
        ({"unit": "spoons"}, "unit"),
        ({"time": "2015-02-30"}, "time"),
        ({"subject": "nobody"}, "subject"),
        ({"property": "nonsense"}, "property"),
        ({"speaker": "lindow.city"}, "speaker"),
        ({"object": "lindow.city"}, "object"),
    ],
)
def test_an_edit_is_held_to_what_the_sheet_is_held_to(folder, cells, column):
    session = session_of(folder)
    session.skip()
    before = sheet_of(folder)
    assert [place for place, _ in session.edit(cells)] == [column]
    assert sheet_of(folder) == before


def test_an_edited_row_is_undecided_and_no_longer_says_how_another_number_follows(folder):
    session = session_of(folder)
    session.skip()
    assert session.current().fact.derivation
    assert session.edit({"value": "41000000"}) == []
    fact = session.current().fact
    assert (fact.number, fact.decision, fact.derivation) == (41_000_000, None, None)


def test_two_rows_that_say_the_same_are_not_both_accepted(folder):
    path = folder / "facts" / "harbour.tsv"
    lines = sheet_of(folder)
    path.write_text("\n".join([*lines, lines[1].replace("harbour-", "copy-")]) + "\n")
    session = session_of(folder)
    session.decide(Decision.ACCEPTED)
    session.skip()
    session.skip()
    assert "says the same as" in session.decide(Decision.ACCEPTED)[0][1]
    assert session.decide(Decision.REJECTED) == []


def test_a_disk_that_refuses_loses_nothing(folder):
    def refuse(path, data):
        raise OSError("full")

    session = session_of(folder, write=refuse)
    before = sheet_of(folder)
    with pytest.raises(OSError, match="full"):
        session.decide(Decision.ACCEPTED)
    assert sheet_of(folder) == before
    assert session.current().fact.decision is None


def test_a_row_in_words_names_things_and_says_what_is_no_fact_yet(folder):
    session = session_of(folder)
    names = load_names(read_collection(folder))
    labels = {id_: entity.label for id_, entity in names.entities.items()}
    session.skip()
    session.skip()
    fact = replace(session.current().fact, note="look")
    assert describe_row(fact, labels, names.vocabulary) == (
        "Lindow ferries: 12 (2025)",
        "target, not actual",
        "said by Ada Brook",
        "from: 12 ferries",
        "note: look",
    )
