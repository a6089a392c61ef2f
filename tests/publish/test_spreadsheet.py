"""CSV: safe to open in a spreadsheet, or exact for a program."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ENTITIES, ROWS, write_collection
from shugu.pipeline import build
from shugu.publish.facts import FIELDS
from shugu.publish.spreadsheet import format_csv, neutralise

FORMULAS = [
    "=1+1",
    '=cmd|" /C calc"!A0',
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "=",
    "-",
    "+",
    "@",
    "-3.5.1",
    "+x",
]
NUMBERS = ["-3.5", "+12", "0", "-0", "12", "46500000000"]
TEXTS = ["", "a=b", " =1", "'=1", "贵阳", "e-mail", "1-2", "10%"]


def read(text):
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.mark.parametrize("cell", FORMULAS)
def test_what_a_spreadsheet_would_compute_is_made_text(cell):
    assert neutralise(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", [*NUMBERS, *TEXTS])
def test_numbers_and_other_texts_stay_as_they_are(cell):
    assert neutralise(cell) == cell


@given(st.text(max_size=20))
def test_no_neutral_cell_begins_like_a_formula(text):
    cell = neutralise(text)
    assert cell in (text, f"'{text}")
    assert cell[:1] not in ("=", "@", "\t", "\r")
    assert cell[:1] not in ("+", "-") or cell[1:].replace(".", "", 1).isdigit()


@given(st.lists(st.lists(st.text(max_size=12), min_size=3, max_size=3), max_size=6))
def test_the_exact_form_gives_back_every_cell(rows):
    # No cell of a graph holds these two: a sheet with them is refused, and texts are read with plain line ends.
    rows = [[cell.replace("\0", "").replace("\r", "") for cell in row] for row in rows]
    text = format_csv(["a", "b", "c"], rows, spreadsheet=False)
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["a", "b", "c"], *rows]


def test_the_spreadsheet_form_begins_with_a_byte_order_mark_and_the_exact_one_does_not():
    assert format_csv(["a"], [["港"]], spreadsheet=True) == "\ufeffa\n港\n"
    assert format_csv(["a"], [["港"]], spreadsheet=False) == "a\n港\n"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A graph in which every text of a row begins like a formula."""
    folder = tmp_path_factory.mktemp("hostile")
    entities = [[cell if cell != "Lindow" else '=HYPERLINK("http://x")' for cell in row] for row in ENTITIES]
    row = {**ROWS[4], "scope": "+1+1", "stated": "@home", "value": "-5"}
    build(write_collection(folder / "harbour", rows=[row], entities=entities), folder / "out")
    return folder / "out"


def cells_of(text):
    header, row = read(text)
    assert tuple(header) == FIELDS
    return {name: row[FIELDS.index(name)] for name in ("subject", "scope", "stated", "value")}


NEUTRAL = {"subject": '\'=HYPERLINK("http://x")', "scope": "'+1+1", "stated": "'@home", "value": "-5"}
EXACT = {"subject": '=HYPERLINK("http://x")', "scope": "+1+1", "stated": "@home", "value": "-5"}


def test_the_file_of_a_build_is_the_safe_form(hostile):
    assert cells_of((hostile / "facts.csv").read_text("utf-8")) == NEUTRAL


def test_export_gives_the_safe_form(run, hostile, tmp_path):
    assert run("export", "--format", "csv", "--out", tmp_path / "a.csv", "--graph", hostile).exit_code == 0
    assert cells_of((tmp_path / "a.csv").read_text("utf-8")) == NEUTRAL
    assert (tmp_path / "a.csv").read_bytes() == (hostile / "facts.csv").read_bytes()


def test_facts_gives_the_exact_form(run, hostile):
    assert cells_of(run("facts", "--format", "csv", "--graph", hostile).stdout) == EXACT


def test_every_row_of_the_guizhou_file_has_all_columns(built):
    rows = read((built / "facts.csv").read_text("utf-8"))
    assert tuple(rows[0]) == FIELDS
    assert {len(row) for row in rows} == {len(FIELDS)}
    assert not [cell for row in rows for cell in row if cell[:1] in "=@+" and cell]
