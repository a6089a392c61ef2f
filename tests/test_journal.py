"""A change of a collection: whole or not at all whenever a process is killed, and one at a time."""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from candidates import candidate, usual
from conftest import TEXT
from shugu.errors import BusyError, StorageError
from shugu.extraction import Extraction, ExtractionSettings
from shugu.intake import Details, add_document, init_collection, remove_document
from shugu.journal import changing
from shugu.loading import load, load_names
from shugu.model.fact import Decision
from shugu.read.collection import read_collection
from shugu.refresh import refresh
from shugu.review.register import read_register
from shugu.review.session import Desk, ReviewSession, SheetFile
from shugu.store.folder import write_file

pytestmark = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
SETTINGS = ExtractionSettings()
REISSUED = TEXT.replace("40 million", "44 million") + "The store is full.\n"
OTHER = "Port news\n\nThe port of Selby opened a cold store in 2019. It cost 9 million euros.\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A collection of two documents with rows, one decided on; candidates come from no engine."""

    def extract(document, **_):
        text = document.text
        rows = (
            usual(text, document.id)
            if "Lindow" in text
            else [candidate("s2", text=text, document=document.id, object=("Selby", "City"))]
        )
        return Extraction(candidates=tuple(rows))

    monkeypatch.setattr("shugu.extraction.extract_document", extract)
    init_collection(tmp_path / "news")
    for name, text in (("harbour", TEXT), ("harbour.old", OTHER)):
        add(tmp_path / "news", name, text)
    review(tmp_path / "news")
    return tmp_path / "news"


def add(folder, name, text):
    source = folder.parent / "brought.txt"
    source.write_text(text, encoding="utf-8")
    return add_document(folder, str(source), details=Details(id=name), extraction=SETTINGS)


def review(folder):
    """Decides on the first undecided row."""
    collection = read_collection(folder)
    names = load_names(collection)
    home = collection.register_path("harbour")
    sheet = SheetFile(collection.sheet_path("harbour"), "harbour", read_register(home), None, home)
    desk = Desk("Ann", lambda: "2024-02-03", names.vocabulary, lambda _: [], write_file, lambda d: changing(folder, d))
    assert ReviewSession([sheet], desk).decide(Decision.ACCEPTED) == []


CHANGES = {
    "a new document": lambda folder: add(folder, "selby", OTHER.replace("Selby", "Marrick")),
    "a document issued anew": lambda folder: add(folder, "harbour", REISSUED),
    "a document removed": lambda folder: remove_document(folder, "harbour"),
    "a decision": review,
    "rows found anew": lambda folder: refresh(folder, "harbour", usual()[1:]),
}


def files(folder, *, hidden=False):
    """The files that a user sees; with `hidden` those alone that no user should."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(part.startswith(".") for part in path.relative_to(folder).parts) is hidden
    }


def run_until(step, folder, change):
    """Whether a process of its own came to the end of the change; killed before its `step`th touch of a file."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == 0
    left, inside = [step], str(folder)

    def count(event, arguments):
        writes = event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        touches = event in ("os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "os.chmod") or writes
        if touches and str(arguments[0]).startswith(inside):
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    try:
        change(folder)
        os._exit(0)
    finally:
        os._exit(1)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_killed_at_any_moment_a_change_is_whole_or_not_there_and_the_next_command_works(folder, tmp_path, change):
    before = files(folder)
    whole = shutil.copytree(folder, tmp_path / "whole")
    change(whole)
    after = files(whole)
    assert after != before
    seen = set()
    for step in range(1, 400):
        work = shutil.copytree(folder, tmp_path / "work")
        if run_until(step, work, change):
            break
        load(work)
        found = files(work)
        assert found in (before, after), f"step {step}"
        seen.add(found == after)
        if found == before:
            change(work)
        else:
            with changing(work):
                pass
        assert (files(work), files(work, hidden=True)) == (after, {}), f"step {step}"
        shutil.rmtree(work)
    assert seen == {True, False}
    assert step > 20


def test_a_beginning_that_was_cut_off_can_be_begun_again(tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("shugu.intake.read_collection", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
        patch.setattr("shugu.intake.write_file", lambda path, data: "entities" in path.name and write_file(path, data))
        with pytest.raises(KeyboardInterrupt):
            init_collection(tmp_path / "news")
    assert [path.name for path in (tmp_path / "news").iterdir()] == ["entities.tsv"]
    assert init_collection(tmp_path / "news").documents == ()


def test_a_change_that_fails_leaves_every_file_as_it_was(folder, monkeypatch):
    before = files(folder)
    monkeypatch.setattr("shugu.refresh.update_names", lambda *_, **__: (_ for _ in ()).throw(StorageError("full")))
    with pytest.raises(StorageError, match="full"):
        add(folder, "harbour", REISSUED)
    assert (files(folder), files(folder, hidden=True)) == (before, {})


def test_a_document_whose_id_begins_with_anothers_keeps_its_earlier_texts(folder):
    add(folder, "harbour.old", OTHER + "It is full.\n")
    kept = [path.name for path in (folder / "texts" / "previous").iterdir()]
    remove_document(folder, "harbour")
    assert [path.name for path in (folder / "texts" / "previous").iterdir()] == kept != []


# One at a time


@dataclass
class Holder:
    """Another process that is in the middle of a change."""

    process: subprocess.Popen

    def kill(self):
        self.process.kill()
        self.process.wait()


@contextmanager
def held(folder):
    code = (
        "import sys, time, pathlib; from shugu.journal import changing\n"
        "with changing(pathlib.Path(sys.argv[1]), 'harbour'):\n"
        "    pathlib.Path(sys.argv[1], 'facts/harbour.tsv').unlink(); print('in', flush=True); time.sleep(60)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout.readline() == "in\n"
        yield Holder(process)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_a_second_change_is_refused_with_a_sentence_and_waits_no_longer_than_told(folder):
    with held(folder):
        began = time.monotonic()
        with (
            pytest.raises(BusyError, match="another shugu command is changing .*news; try again"),
            changing(folder, wait=0.3),
        ):
            pass
        assert 0.3 <= time.monotonic() - began < 5


def test_nobody_reads_a_change_that_goes_on(folder, monkeypatch):
    monkeypatch.setattr("shugu.journal._WAIT", 0.2)
    with held(folder), pytest.raises(BusyError):
        read_collection(folder)


def test_the_lock_of_a_dead_process_is_no_obstacle_and_its_half_change_is_undone(folder):
    before = files(folder)
    with held(folder) as other:
        other.kill()
        assert files(folder) != before
        assert len(load(folder).sheets) == 2
    assert files(folder) == before
    add(folder, "harbour", REISSUED)


def test_many_commands_at_once_lose_nothing(folder, tmp_path):
    begun = []
    for number in range(4):
        child = os.fork()
        if not child:
            try:
                source = tmp_path / f"text-{number}.txt"
                source.write_text(f"Report {number}\n\n{OTHER}", encoding="utf-8")
                add_document(folder, str(source))
                os._exit(0)
            finally:
                os._exit(1)
        begun.append(child)
    review(folder)
    assert [os.waitpid(child, 0)[1] for child in begun] == [0] * 4
    loaded = load(folder)
    assert [sheet.info.id for sheet in loaded.sheets] == ["harbour", "harbour.old", *(f"text-{n}" for n in range(4))]
    assert sum(fact.decision is Decision.ACCEPTED for sheet in loaded.sheets for fact in sheet.facts) == 2
