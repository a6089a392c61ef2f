"""Flat rows of the statements: the contract of `shugu facts`."""

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from conftest import ENTITIES, ROWS, TEXT, write_collection
from shugu.errors import LocatedError
from shugu.model.document import sentence_hash
from shugu.pipeline import build
from shugu.publish.facts import FIELDS, FactRow, format_json_line, format_value, read_facts, to_cells
from shugu.publish.source import open_source

SCHEMA = json.loads((Path(__file__).parents[1] / "facts.schema.json").read_text("utf-8"))
HARBOUR = "https://example.org/harbour/entity/"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Makes and reads a graph of rows: `made(rows)` gives its fact rows by id."""

    def make(rows, **parts):
        folder = tmp_path_factory.mktemp("made")
        build(write_collection(folder / "harbour", rows=rows, **parts), folder / "out")
        return {row.id: row for row in read_facts(open_source(folder / "out", None).graph)}

    return make


@pytest.fixture(scope="module")
def harbour_rows(made):
    return made(ROWS)


@pytest.fixture(scope="module")
def guizhou_graph(built):
    return open_source(built, None).graph


@pytest.fixture(scope="module")
def guizhou_rows(guizhou_graph):
    return list(read_facts(guizhou_graph))


# The contract


def test_every_row_of_guizhou_keeps_the_contract(guizhou_rows):
    validator = Draft202012Validator(SCHEMA)
    faults = [
        (row.id, error.message)
        for row in guizhou_rows
        for error in validator.iter_errors(json.loads(format_json_line(row)))
    ]
    assert faults == []
    assert len(guizhou_rows) > 600


def test_the_contract_is_one_that_a_row_can_break(harbour_rows):
    row = json.loads(format_json_line(harbour_rows["h-4-1"]))
    validator = Draft202012Validator(SCHEMA)
    assert validator.is_valid(row)
    for name, value in [
        ("kind", "rumour"),
        ("basis", "hope"),
        ("start", -1),
        ("paragraph", 0),
        ("value", "12"),
        ("method", None),
    ]:
        assert not validator.is_valid({**row, name: value}), name
    assert not validator.is_valid({name: row[name] for name in row if name != "speaker"})


def test_the_columns_of_the_contract_come_in_its_order():
    assert [name for name in FIELDS if name in SCHEMA["required"]] == SCHEMA["required"]


def test_every_accepted_row_of_the_sheets_is_a_row_and_no_other(guizhou, guizhou_rows):
    accepted = set()
    for path in (guizhou / "facts").glob("*.tsv"):
        with path.open(encoding="utf-8", newline="") as file:
            accepted |= {row["id"] for row in csv.DictReader(file, delimiter="\t") if row["decision"] == "accepted"}
    ids = [row.id for row in guizhou_rows]
    assert sorted(ids) == sorted(accepted)


def test_a_row_says_what_its_line_in_the_sheet_says(guizhou, guizhou_rows):
    rows = {row.id: row for row in guizhou_rows}
    for path in (guizhou / "facts").glob("*.tsv"):
        with path.open(encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file, delimiter="\t"):
                row = rows.get(line["id"])
                if row is None:
                    continue
                assert (row.document, row.start, row.end) == (path.stem, int(line["start"]), int(line["end"]))
                assert row.subject_id.endswith(f"/entity/{line['subject']}")
                assert (row.object_id or "").rpartition("/")[2] == line["object"]
                assert (row.speaker_id or "").rpartition("/")[2] == line["speaker"]
                assert row.basis == (line["basis"] or "actual")
                assert (row.unit or "", row.scope or "", row.stated or "") == (
                    line["unit"],
                    line["scope"],
                    line["stated"],
                )
                if line["unit"]:
                    assert row.value == Decimal(line["value"])
                    assert row.comparator == (line["comparator"] or "=")
                else:
                    assert (row.object if row.object_id is None else "") in (line["value"], None)
                if line["time"]:
                    assert row.time == line["time"]
                if line["place"]:
                    assert row.place_id.endswith(f"/entity/{line['place']}")


# One row, cell by cell


def test_a_target_row_in_full(harbour_rows):
    start = TEXT.index("The council wants")
    end = TEXT.index(" Rain fell")
    expected = {
        "id": "h-4-1",
        "document": "harbour",
        "paragraph": 3,
        "start": start,
        "end": end,
        "kind": "target",
        "subject": "Lindow",
        "subject_id": f"{HARBOUR}lindow",
        "subject_type": "City",
        "predicate": "data sources",
        "object": None,
        "object_id": None,
        "object_type": None,
        "value": Decimal(12),
        "unit": "count",
        "comparator": "=",
        "time": "2025",
        "place": None,
        "place_id": None,
        "basis": "target",
        "speaker": "Ada Brook",
        "speaker_id": f"{HARBOUR}ada-brook",
        "scope": None,
        "stated": "12 ferries",
        "sentence": "s4",
        "quote": TEXT[start:end],
        "confidence": None,
        "method": "curated",
        "decision": "accepted",
    }
    row = harbour_rows["h-4-1"]
    assert {name: getattr(row, name) for name in FIELDS} == expected


def test_kinds_follow_from_what_is_stated(harbour_rows):
    kinds = {id_: row.kind for id_, row in harbour_rows.items()}
    assert kinds == {"h-2-1": "event", "h-2-2": "event", "h-2-3": "relation", "h-3-1": "observation", "h-4-1": "target"}


def test_the_span_is_that_of_the_quotation(harbour_rows):
    for row in harbour_rows.values():
        assert TEXT[row.start : row.end] == row.quote
        assert sentence_hash(row.quote)


def test_a_row_about_an_event_has_the_time_the_document_gives_for_the_event(harbour_rows):
    assert harbour_rows["h-2-2"].time == "2021-05-03"
    assert harbour_rows["h-2-3"].time is None


def test_a_planned_time_of_an_event_is_not_lent_to_its_other_rows(made):
    rows = made([{**ROWS[0], "basis": "target"}, ROWS[1]])
    assert (rows["h-2-1"].time, rows["h-2-2"].time) == ("2021-05-03", None)


def test_a_time_that_only_a_speaker_gives_is_not_lent_to_other_rows(made):
    rows = made([{**ROWS[0], "speaker": "ada-brook"}, ROWS[1]])
    assert rows["h-2-2"].time is None


def test_qualifiers_come_back_as_they_were_given(made):
    given = {**ROWS[4], "scope": "on weekdays; not in ice", "confidence": "0.25", "method": "llm", "place": "norland"}
    row = made([given])["h-4-1"]
    assert (row.scope, row.confidence, row.method) == ("on weekdays; not in ice", Decimal("0.25"), "llm")
    assert (row.place, row.place_id) == ("Norland", f"{HARBOUR}norland")


@pytest.mark.parametrize(
    "value",
    ["0", "-5", "0.1", "40000000.50", "99999999999999999999", "0.000001", "1234567890.123456", "9007199254740993"],
)
def test_no_digit_of_a_number_is_lost(made, value):
    row = made([{**ROWS[3], "value": value, "stated": ""}])["h-3-1"]
    assert row.value == Decimal(value)
    assert json.loads(format_json_line(row), parse_float=Decimal, parse_int=Decimal)["value"] == Decimal(value)
    assert Decimal(next(to_cells([row]))[FIELDS.index("value")]) == Decimal(value)


def test_a_number_too_long_to_compute_with_never_gets_in(made):
    with pytest.raises(LocatedError, match="column value: .*number"):
        made([{**ROWS[3], "value": "9" * 5000, "stated": ""}])


# Order and choice


def test_rows_stand_in_the_order_of_documents_and_sentences(guizhou_rows):
    places = [(row.document, row.start) for row in guizhou_rows]
    assert places == sorted(places)
    ids = [row.id for row in guizhou_rows if row.document.startswith("000") and row.id.startswith("000-60-")]
    assert ids == sorted(ids, key=lambda id_: [int(part) for part in id_.split("-")])


def test_rows_of_one_sentence_count_past_nine(made):
    rows = made([{**ROWS[2], "id": f"h-2-{n}", "scope": f"berth {n}"} for n in (11, 2, 10, 1)])
    assert list(rows) == ["h-2-1", "h-2-2", "h-2-10", "h-2-11"]


def test_a_document_is_chosen_by_the_beginning_of_its_id(guizhou_graph, guizhou_rows):
    chosen = list(read_facts(guizhou_graph, document="003"))
    assert chosen == [row for row in guizhou_rows if row.document == "003-digital-valley-opinions"]
    assert chosen


def test_a_kind_is_chosen(guizhou_graph, guizhou_rows):
    assert list(read_facts(guizhou_graph, kind="target")) == [row for row in guizhou_rows if row.kind == "target"]


def test_about_chooses_what_names_the_thing_in_any_role(guizhou_graph, guizhou_rows):
    iri = next(row.speaker_id for row in guizhou_rows if row.speaker == "Jack Ma")
    chosen = list(read_facts(guizhou_graph, about=iri))
    assert chosen == [
        row for row in guizhou_rows if iri in (row.subject_id, row.object_id, row.place_id, row.speaker_id)
    ]
    assert chosen


def test_what_names_nothing_gives_no_row(guizhou_graph):
    assert list(read_facts(guizhou_graph, document="999")) == []
    assert list(read_facts(guizhou_graph, about=f"{HARBOUR}nobody")) == []


# As text


def row_with(**cells):
    empty = dict.fromkeys(FIELDS)
    required = {
        "id": "x-1",
        "document": "d",
        "paragraph": 1,
        "start": 0,
        "end": 1,
        "kind": "observation",
        "subject": "S",
    }
    return FactRow(**{**empty, **required, "predicate": "p", "sentence": "s1", "method": "curated", **cells})


def test_a_line_of_json_holds_null_for_what_is_absent_and_every_column():
    line = format_json_line(row_with())
    assert "\n" not in line
    assert list(json.loads(line)) == list(FIELDS)
    assert json.loads(line)["object"] is None


@pytest.mark.parametrize("text", ["贵阳", 'a "quote"', "back\\slash", "a\u2028b", "a\nb\rc", "</script>", "\U0001f6a2"])
def test_a_line_of_json_holds_text_as_it_is(text):
    line = format_json_line(row_with(subject=text))
    assert json.loads(line)["subject"] == text
    assert "\n" not in line
    assert "\r" not in line


def test_large_numbers_are_written_without_an_exponent():
    assert '"value": 46500000000,' in format_json_line(row_with(value=Decimal("4.65E+10")))
    assert '"value": 0.0000001,' in format_json_line(row_with(value=Decimal("1E-7")))


@pytest.mark.parametrize(
    ("value", "unit", "comparator", "words"),
    [
        ("46500000000", "CNY", "=", "46.5 billion CNY"),
        ("1500000", "count", ">", "> 1.5 million"),
        ("2000000000000", "CNY", "~", "~ 2 trillion CNY"),
        ("999999", "count", None, "999,999"),
        ("1234567", "count", "=", "1.234567 million"),
        ("12345678.9", "count", "=", "12345678.9"),
        ("36.90", "percent", ">=", ">= 36.9%"),
        ("-0.5", "percent", "=", "-0.5%"),
        ("0", "km2", "=", "0 km²"),
        ("5", "year", "=", "5 years"),
        ("1", "month", "<", "< 1 month"),
        ("3", "rank", "=", "rank 3"),
        ("1.5", "percentage-point", "=", "1.5 percentage points"),
        ("1000000.5", "m", "=", "1000000.5 m"),
        ("-3000000", "CNY", "=", "-3 million CNY"),
    ],
)
def test_a_number_for_people_loses_no_digit(value, unit, comparator, words):
    assert format_value(row_with(value=Decimal(value), unit=unit, comparator=comparator)) == words


def test_a_row_without_a_number_has_no_number_for_people():
    assert format_value(row_with()) is None


def test_labels_that_were_made_to_do_harm_come_back_as_they_are(made):
    hostile = [
        "=1+1",
        "<img src=x onerror=alert(1)>",
        "{{7*7}}",
        "\u202etfel ot thgir",
        "a\u200bb",
        'say "ah"; DROP',
        "Lindow " * 1400,
    ]
    for label in hostile:
        entities = [[cell if cell != "Lindow" else label for cell in row] for row in ENTITIES]
        row = made([ROWS[4]], entities=entities)["h-4-1"]
        assert row.subject == label.strip()
