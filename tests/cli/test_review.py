"""`shugu review` and `shugu diff`: keys, what is shown with and without colour, what is in the files afterwards."""

import json
import os
import pty
import re
import select
import subprocess
import sys
import termios
import time
from dataclasses import replace

import pytest
from click.testing import CliRunner

from candidates import add_document, candidate, usual, write_candidates, write_documents
from conftest import TEXT
from shugu.cli.main import main
from shugu.errors import InputError
from shugu.model.fact import Decision
from shugu.pipeline import load
from shugu.refresh import refresh
from shugu.review.sheet import format_sheet


@pytest.fixture
def folder(tmp_path):
    return write_candidates(tmp_path / "news")


def review(folder, keys, *options):
    """What `shugu review` shows while these keys are pressed."""
    arguments = ["review", str(folder), "--by", "Ann", *options]
    result = CliRunner().invoke(main, arguments, input=keys, standalone_mode=False)
    assert result.exception is None, result.exception
    return result.output


def decisions(folder):
    return [fact.decision for fact in load(folder).sheets[0].facts]


def test_a_accepts_r_rejects_s_skips_and_q_quits(folder):
    shown = review(folder, "arsq")
    assert decisions(folder) == [Decision.ACCEPTED, Decision.REJECTED, None]
    assert "1 of 3 · harbour · paragraph 2, s2" in shown
    assert "»The port of Lindow opened a cold store on 3 May 2021.«" in shown
    assert "Cold Store cost: 40 million EUR" in shown
    assert "confidence 0.80 · rules · a rule" in shown
    assert "1 of 3 rows are undecided." in shown


def test_the_next_session_goes_on_where_the_last_one_stopped(folder):
    review(folder, "aq")
    assert "2 of 3" in review(folder, "q")
    assert "1 of 3" not in review(folder, "q")


def test_u_undoes_and_question_mark_helps(folder):
    before = (folder / "facts" / "harbour.tsv").read_bytes()
    shown = review(folder, "?aruuuq")
    assert (folder / "facts" / "harbour.tsv").read_bytes() == before
    assert "edit a cell of the row" in shown
    assert "nothing to undo" in shown


def test_e_edits_a_cell_by_number_or_name_and_says_what_is_wrong(folder):
    shown = review(folder, "se4\nforty\nvalue\n41000000\n\naq")
    assert "'forty' is no number" in shown
    assert "Cold Store cost: 41 million EUR" in shown
    facts = load(folder).sheets[0].facts
    assert (int(facts[1].number), facts[1].decision) == (41_000_000, Decision.ACCEPTED)


def test_a_thing_may_be_typed_by_its_name(folder):
    review(folder, "esubject\nlindow port authority\n\nq")
    assert load(folder).sheets[0].facts[0].subject == "port-body"


def test_m_shows_two_things_side_by_side_and_their_merge_can_be_undone(folder):
    shown = review(folder, "mnuyqq")
    assert re.search(
        r"Lindow Port Authority +│ Port Authority of Lindow|Port Authority of Lindow +│ Lindow Port Authority", shown
    )
    assert "3 of 3 words shared" in shown
    assert "undone" in shown
    assert load(folder).sheets[0].facts[0].subject == "port-body"
    assert decisions(folder) == [None] * 3


def test_no_escape_code_is_written_where_there_is_no_terminal(folder):
    assert "\x1b" not in review(folder, "amq?q")


def test_one_document_can_be_named_by_the_beginning_of_its_id(folder, run):
    assert "1 of 3" in review(folder, "q", "--document", "harb")
    assert isinstance(run("review", folder, "--document", "nowhere", "--by", "Ann").exception, InputError)


def test_harmful_characters_of_a_text_do_not_reach_the_terminal(tmp_path):
    text = "The \x1b[31mport opened \u202eit.\n"
    folder = write_documents(tmp_path / "news", {"harbour": text})
    refresh(folder, "harbour", [candidate("s1", text=text, object=("Lindow", "City"))])
    shown = review(folder, "q")
    assert "port opened" in shown
    assert not {"\x1b", "\u202e"} & set(shown)


class Terminal:
    """`shugu review` in a terminal of a given width."""

    def __init__(self, folder, *, columns=80, **environment):
        self.master, slave = pty.openpty()
        env = {**os.environ, "TERM": "xterm-256color", "COLUMNS": str(columns), "LINES": "30", **environment}
        if "NO_COLOR" not in environment:
            env.pop("NO_COLOR", None)
        command = [sys.executable, "-m", "shugu", "review", str(folder), "--by", "Ann"]
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=env, start_new_session=True
        )
        os.close(slave)

    def until(self, words, *, seconds=30):
        """What is shown up to these words."""
        shown, end = "", time.monotonic() + seconds
        while words not in shown:
            assert time.monotonic() < end, shown
            if select.select([self.master], [], [], 0.2)[0]:
                shown += os.read(self.master, 65536).decode()
        return shown

    def press(self, key, *, seconds=30):
        """Presses a key as soon as single keys are read: what is typed before the row is shown does not count."""
        end = time.monotonic() + seconds
        while termios.tcgetattr(self.master)[3] & termios.ICANON:
            assert time.monotonic() < end
            time.sleep(0.02)
        os.write(self.master, key.encode())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        os.close(self.master)


def test_in_a_terminal_the_evidence_is_coloured_and_a_key_needs_no_return(folder):
    with Terminal(folder) as terminal:
        assert "\x1b[43m" in terminal.until("quit")
        terminal.press("a")
        assert "2 of 3" in terminal.until("quit")
        assert decisions(folder)[0] is Decision.ACCEPTED
        terminal.press("q")
        terminal.until("2 of 3 rows are undecided.")
        assert terminal.process.wait(10) == 0


def test_with_no_color_there_is_no_colour_and_in_a_narrow_terminal_no_line_is_longer(folder):
    with Terminal(folder, columns=32, NO_COLOR="1") as terminal:
        shown = terminal.until("quit")
        lines = re.sub(r"\x1b\[[0-9;?]*[HJ]", "", shown).split("\r\n")
        assert "\x1b[" not in "".join(lines)
        assert max(map(len, lines)) <= 32
        assert "»The port" in shown


def test_a_sheet_that_is_edited_meanwhile_is_not_written_over(folder):
    sheet = folder / "facts" / "harbour.tsv"
    with Terminal(folder) as terminal:
        terminal.until("quit")
        sheet.write_text(sheet.read_text().replace("\tharbour-", "rejected\tharbour-", 1))
        terminal.press("a")
        assert "changed by someone else" in " ".join(terminal.until("quit").split())
    assert decisions(folder) == [Decision.REJECTED, None, None]


# diff


def test_diff_shows_both_quotations_of_what_changed_and_keeps_accepted_rows_as_orphans(folder, run):
    sheet = folder / "facts" / "harbour.tsv"
    sheet.write_text(format_sheet(replace(f, decision=Decision.ACCEPTED) for f in load(folder).sheets[0].facts))
    text = (
        TEXT.replace("12 ferries", "14 ferries")
        .replace("It cost 40 million euros. ", "")
        .replace("It cost 40 million euros.", "It is blue.")
    )
    add_document(folder, "harbour", text)
    last = replace(usual()[2], number=14)
    span = next(f.span for f in [candidate("s4", text=text, object=("A", "City"))])
    refresh(
        folder,
        "harbour",
        [
            usual()[0],
            replace(last, span=span),
            candidate("s3", text=text, predicate="colour", object=("Blue", "Topic")),
        ],
    )
    result = run("diff", folder, "harbour")
    assert result.return_value == 0
    told = result.stdout
    assert "added: 1\n  + Cold Store colour Blue\n    “It is blue.”" in told
    assert (
        "gone: 1\n  - Cold Store cost: 40 million EUR; from: 40 million euros -> 40000000 EUR (accepted)\n    “It cost 40 million euros.”"
        in told
    )
    assert "changed: 1" in told
    assert "“The council wants 12 ferries by 2025, said Mayor Ada Brook.”" in told
    assert "“The council wants 14 ferries by 2025, said Mayor Ada Brook.”" in told
    data = json.loads(run("diff", folder, "harbour", "--json").stdout)
    assert [len(data[kind]) for kind in ("added", "gone", "changed")] == [1, 1, 1]
    assert (folder / "orphans" / "harbour.tsv").read_text().count("accepted") == 2


def test_diff_of_a_document_that_never_changed_says_so(folder, run):
    assert "has not changed" in str(run("diff", folder, "harbour").exception)
    assert "lists no document" in str(run("diff", folder, "nowhere").exception)
