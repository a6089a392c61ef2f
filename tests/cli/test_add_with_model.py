"""`shugu add --engine llm`: a model reads into a collection, believed no further than anywhere else."""

import json
import re
from dataclasses import replace

import pytest

from candidates import files_of
from extract.llm_server import Script, rows, serve
from shugu.loading import load
from shugu.model.fact import Decision, Method
from shugu.read.collection import read_collection
from shugu.review.sheet import format_sheet

TEXT = "The port of Lindow opened a cold store in 2021. The total investment in the cold store was 40 million euros.\n"
FRENCH = "Le port de Lindow a ouvert un entrepôt frigorifique en 2021. Il emploie 300 personnes dans la ville.\n"
COST = {"quote": "The total investment in the cold store was 40 million euros", "subject": "cold store", "subject_type": "Project",
        "property": "total-investment", "number": "40000000", "unit": "EUR", "comparator": "=", "basis": "actual"}  # fmt: skip
PRICES = ("--price-in", "10", "--price-out", "20")


@pytest.fixture
def folder(tmp_path, run, monkeypatch):
    for name in ("SHUGU_API_KEY", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    assert run("init", tmp_path / "lindow", "--quiet").exit_code == 0
    return tmp_path / "lindow"


@pytest.fixture
def article(tmp_path):
    return written(tmp_path / "store.txt", TEXT)


@pytest.fixture
def add(run, folder):
    """Adds a file with a model that answers as a script says."""

    def call(source, script, *more):
        with serve(script) as address:
            return run("add", folder, source, "--engine", "llm", "--model", "m", "--base-url", address, *more)

    return call


def written(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def facts(folder):
    return [fact for sheet in load(folder).sheets for fact in sheet.facts]


def test_what_a_model_found_and_the_guard_let_pass_stands_in_the_sheet_undecided(add, folder, article):
    lie = {**COST, "number": "44000000"}
    invented = {**COST, "quote": "The total investment in the cold store was 50 million euros"}
    done = add(article, Script(rows(COST, lie, invented)), *PRICES)
    assert done.return_value == 0
    [fact] = facts(folder)
    assert (int(fact.number), fact.unit, fact.method, fact.decision) == (40_000_000, "EUR", Method.LLM, None)
    for words in ("1 rows in", "1 requests", "cost 0.00", "rows: 1 taken, 2 refused", "quotation not in the text: 1"):
        assert words in done.stdout


def test_costs_are_told_as_json_too(add, article):
    [told] = json.loads(add(article, Script(rows(COST)), *PRICES, "--json").stdout)
    assert (told["rows"], told["model"]["requests"], told["model"]["tokens_in"]) == (1, 1, 100)
    assert told["model"]["cost"].startswith("0.00")


def test_a_model_reads_a_language_without_rules(add, folder, tmp_path):
    row = {
        **COST,
        "quote": "Il emploie 300 personnes dans la ville",
        "property": "employees",
        "number": "300",
        "unit": "count",
    }
    done = add(
        written(tmp_path / "port.txt", FRENCH), Script(rows({**row, "subject": "Lindow", "subject_type": "City"}))
    )
    assert done.return_value == 0
    assert read_collection(folder).documents[0].language == "fr"
    assert "no rules" not in done.stdout
    assert "1 requests" in done.stdout


def fail(handler):
    handler.send("{}", status=500)


def test_a_document_on_which_the_server_fails_is_not_added_and_the_same_command_goes_on_there(add, folder, tmp_path):
    long = written(tmp_path / "long.txt", "".join(f"{TEXT.strip()} Number {n}.\n" for n in range(120)))
    before = files_of(folder)
    failed = add(long, Script(rows(COST), fail), "--cache", tmp_path / "answers")
    assert (failed.return_value, files_of(folder)) == (3, before)
    assert "run the command again" in failed.stderr
    [kept] = (tmp_path / "answers").iterdir()
    assert "40 million" in kept.read_text()


def test_a_document_of_which_a_model_read_nothing_is_not_added(add, folder, article):
    failed = add(article, Script(fail))
    assert (failed.return_value, read_collection(folder).documents) == (3, ())
    assert "no answer that can be used (server error)" in failed.stderr


def test_parts_that_were_not_read_are_named_and_can_be_tried_again(add, folder, tmp_path):
    long = written(tmp_path / "long.txt", "".join(f"{TEXT.strip()} Number {n}.\n" for n in range(50)))
    done = add(long, Script(rows(COST), "no JSON", "none either", rows()))
    assert done.return_value == 0
    assert re.search(r"1 of \d parts of the text were not read \(.*\); try them once more with --again", done.stdout)


def test_a_second_run_asks_nothing_and_writes_the_same(run, folder, article):
    script = Script(rows(COST))
    with serve(script) as address:
        call = ("add", folder, article, "--engine", "llm", "--model", "m", "--base-url", address)
        run(*call)
        before = files_of(folder)
        again = run(*call, "--again")
    assert len(script.asked) == 1
    assert "1 from the cache, 0 requests" in again.stdout
    assert files_of(folder) == before


def test_decisions_stay_when_a_document_is_read_by_another_engine(add, folder, article):
    add(article, Script(rows(COST)))
    sheet = folder / "facts" / "store.tsv"
    accepted = [
        replace(f, decision=Decision.ACCEPTED, decided_by="Ann", decided_on="2024-02-03") for f in facts(folder)
    ]
    sheet.write_text(format_sheet(accepted))
    add(article, Script(rows(COST)), "--again", "--model", "another")
    assert [fact.decided_by for fact in facts(folder)] == ["Ann"]


def test_the_engine_can_be_named_in_the_environment(run, folder, article, monkeypatch):
    with serve(Script(rows(COST))) as address:
        for name, value in (("ENGINE", "llm"), ("MODEL", "m"), ("BASE_URL", address)):
            monkeypatch.setenv(f"SHUGU_{name}", value)
        assert "model m: 1 chunks" in run("add", folder, article).stdout


def test_a_model_in_the_environment_is_no_hindrance_to_the_rules(run, folder, article, monkeypatch):
    monkeypatch.setenv("SHUGU_MODEL", "m")
    assert run("add", folder, article, "--no-extract").return_value == 0


def test_a_key_never_goes_unencrypted_to_another_machine(run, folder, article, monkeypatch):
    monkeypatch.setenv("SHUGU_API_KEY", "secret")
    done = run("add", folder, article, "--engine", "llm", "--model", "m", "--base-url", "http://models.example.org/v1")
    assert (done.return_value, read_collection(folder).documents) == (2, ())
    assert "not encrypted" in done.stderr
