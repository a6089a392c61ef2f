"""The report says every figure, every miss and every wrong row, as text and as JSON."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from conftest import REPOSITORY
from shugu.errors import LocatedError
from shugu.evaluate.report import count_misses, format_json, format_report
from shugu.evaluate.rows import Row, parse_row, read_rows
from shugu.evaluate.score import score

FERRY = Row(
    document="d",
    kind="observation",
    subject="Lindow ferry",
    predicate="capacity",
    value=Decimal(900),
    unit="count",
    time="2021",
    quote="carries 900",
)
STORE = Row(
    document="d", kind="event", subject="Harbour Office", predicate="opened", object="cold store", time="2021-05-03"
)
SCORES = score(
    [replace(FERRY, value=Decimal(90)), STORE], [FERRY, STORE, replace(STORE, object="fish market", document="e")]
)


def test_the_text_lists_misses_with_quotation_and_nearest_row():
    text = "\n".join(format_report(SCORES))
    assert "| all | 2 | 3 | 0.500 | 0.333 | 0.400 |" in text
    assert "numbers with unit and scale: 0.000 (0 right, 1 wrong)" in text
    assert "Missed (2)" in text
    assert '"carries 900"' in text
    assert "near: observation: Lindow ferry | capacity | 90 (time 2021, actual)" in text
    assert "Harbour Office | opened | fish market" in text


def test_without_rows_the_text_is_the_figures():
    assert not any("Missed" in line for line in format_report(SCORES, rows=False))


def test_the_json_holds_the_same():
    data = json.loads(format_json(SCORES))
    assert data["lenient"]["all"]["f1"] == pytest.approx(0.4)
    assert [row["object"] for row in data["missed"]] == [None, "fish market"]
    assert data["wrong"][0]["value"] == 90
    assert data["near"][0]["reviewed"]["value"] == 900
    assert data["right"][0]["exact"] is True


def test_misses_are_counted_by_kind_predicate_and_reason():
    assert count_misses(SCORES) == [("event | opened | not found", 1), ("observation | capacity | another number", 1)]


def test_rows_of_the_contract_are_read(tmp_path):
    path = tmp_path / "found.jsonl"
    data = {
        "id": "x",
        "document": "d",
        "start": 3,
        "kind": "observation",
        "subject": "Lindow ferry",
        "predicate": "capacity",
        "value": 0.1,
        "unit": "MW",
        "basis": None,
        "confidence": 0.8,
        "decision": None,
    }
    path.write_text(json.dumps(data) + "\n\n" + json.dumps(data | {"decision": "rejected"}) + "\n")
    (row,) = read_rows([path])
    assert (row.value, row.basis, row.unit) == (Decimal("0.1"), "actual", "MW")


def test_an_empty_file_holds_no_rows(tmp_path):
    (tmp_path / "found.jsonl").write_text("")
    assert read_rows([tmp_path / "found.jsonl"]) == []


@pytest.mark.parametrize(
    "line",
    ["{", "[]", "3", '{"document": "d"}', '{"document": "d", "kind": "rumour", "subject": "a", "predicate": "b"}',
     '{"document": "d", "kind": "event", "subject": "a", "predicate": "b", "value": "9"}',
     '{"document": "d", "kind": "event", "subject": "a", "predicate": "b", "value": NaN}',
     '{"document": "d", "kind": "event", "subject": 4, "predicate": "b"}', "[" * 100_000],
)  # fmt: skip
def test_a_line_that_is_no_row_is_named(line, tmp_path):
    path = tmp_path / "found.jsonl"
    path.write_text("\n" + line + "\n")
    with pytest.raises(LocatedError, match=r"found.jsonl:2|line 2"):
        read_rows([path])


def test_a_document_may_be_given_from_outside():
    assert parse_row({"kind": "event", "subject": "a", "predicate": "b"}, document="d").document == "d"


def test_the_command_scores_rows_against_the_accepted_ones(run, tmp_path):
    from shugu.evaluate.sheets import rows_of_facts
    from shugu.loading import load

    loaded = load(REPOSITORY / "graph" / "collections" / "guizhou")
    rows = rows_of_facts((f for s in loaded.sheets for f in s.facts), loaded.names.entities, loaded.names.vocabulary)
    path = tmp_path / "found.jsonl"
    names = (
        "document",
        "kind",
        "subject",
        "predicate",
        "object",
        "unit",
        "comparator",
        "time",
        "place",
        "basis",
        "speaker",
        "scope",
    )
    lines = [
        json.dumps({n: getattr(r, n) for n in names} | {"value": None if r.value is None else float(r.value)})
        for r in rows
    ]
    path.write_text("\n".join(lines[::2]) + "\n")
    result = run("evaluate", "guizhou", "--against", "guizhou", "--found", str(path), "--json", "--summary")
    all_ = json.loads(result.output)["lenient"]["all"]
    assert all_["precision"] == 1.0
    assert all_["recall"] == pytest.approx(0.53, abs=0.01)  # a row tells some of an event's along
