"""The command extract."""

import csv
import io
import json
from pathlib import Path

import pytest

from conftest import REPOSITORY
from rules import need_rules
from shugu.review.sheet import COLUMNS

need_rules()

SCHEMA = REPOSITORY.parent / "shared" / "guide" / "facts.schema.json"
HERE = Path(__file__).resolve().parents[1] / "facts.schema.json"
ONE = "Norland Power opened the Lindow Wind Park on 3 May 2021. It employs 300 people.\n"
OTHER = "Marrick Steel signed an agreement with Lindow Bank in 2022. Ada Brook said that the harbour was safe again.\n"


@pytest.fixture
def files(tmp_path):
    paths = [tmp_path / "one.txt", tmp_path / "other.txt"]
    for path, text in zip(paths, (ONE, OTHER), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def rows(output):
    return [json.loads(line) for line in output.splitlines() if line.startswith("{")]


@pytest.mark.parametrize("path", [SCHEMA, HERE], ids=["shared", "own"])
def test_json_lines_are_rows_of_the_contract(run, files, path):
    jsonschema = pytest.importorskip("jsonschema")
    if not path.is_file():
        pytest.skip(f"{path} is not here")
    result = run("extract", *files, "--format", "jsonl", "--quiet")
    found = rows(result.stdout)
    assert result.return_value == 0
    assert {row["document"] for row in found} == {"one", "other"}
    for row in found:
        jsonschema.validate(row, json.loads(path.read_text("utf-8")))
        text = ONE if row["document"] == "one" else OTHER
        assert text[row["start"] : row["end"]].strip()


def test_a_sheet_has_the_columns_of_a_sheet_and_no_decisions(run, files):
    result = run("extract", *files, "--quiet")
    table = list(csv.reader(io.StringIO(result.stdout), delimiter="\t", quoting=csv.QUOTE_NONE))
    head, body = table[0], table[1:]
    assert tuple(head[: len(COLUMNS)]) == COLUMNS
    assert body
    assert {len(row) for row in body} == {len(head)}
    assert {row[head.index("decision")] for row in body} == {""}
    assert "300" in {row[head.index("value")] for row in body}


def test_a_file_that_cannot_be_read_does_not_stop_the_others(run, files, tmp_path):
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.4 nothing of the kind")
    result = run("extract", bad, *files, "--format", "jsonl")
    assert result.return_value == 2
    assert {row["document"] for row in rows(result.stdout)} == {"one", "other"}
    assert "bad.pdf" in result.stderr


def test_two_processes_print_what_one_prints(run, files, monkeypatch):
    alone = run("extract", *files, "--format", "jsonl", "--quiet")
    together = run("extract", *files, "--format", "jsonl", "--quiet", "--jobs", "2")
    assert rows(alone.stdout)
    assert together.stdout == alone.stdout


def test_a_pipeline_that_is_not_installed_is_named_in_a_sentence(run, files):
    result = run("extract", files[0], "--pipeline", "en_no_such")
    assert result.return_value == 2
    assert "needs spaCy and en_no_such" in result.stderr


def test_a_model_without_its_engine_is_refused(run, files):
    result = run("extract", files[0], "--model", "small")
    assert "--engine llm" in str(result.exception) + result.output
