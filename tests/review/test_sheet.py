"""Fact sheets: what a person may write in a row, and how every mistake is named with file, line and column."""

import csv
import dataclasses
import io
from datetime import date
from decimal import Context, Decimal

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROWS, write_collection
from shugu.errors import LocatedError
from shugu.model.collection import SentenceRecord
from shugu.model.document import Span
from shugu.model.fact import Basis, Comparator, Decision, Fact, Method, Rank
from shugu.model.time import parse_time
from shugu.model.vocabulary import PropertyTerm, ValueKind, Vocabulary
from shugu.ontology import load_ontology
from shugu.review.register import read_register
from shugu.review.sheet import COLUMNS, format_sheet, read_row, read_sheet, to_cells

VOCABULARY = Vocabulary(
    classes={},
    properties={
        "opened": PropertyTerm("opened", "x:opened", "opened", ValueKind.TIME),
        "near": PropertyTerm("near", "x:near", "near", ValueKind.ENTITY),
        "motto": PropertyTerm("motto", "x:motto", "motto", ValueKind.TEXT),
        "length": PropertyTerm("length", "x:length", "length", ValueKind.NUMBER, units=frozenset({"m", "km"})),
        "berths": PropertyTerm("berths", "x:berths", "berths", ValueKind.NUMBER),
    },
    units={"m": "x:m", "km": "x:km", "t": "x:t"},
)
SENTENCES = [
    SentenceRecord(id="s1", paragraph=1, span=Span(0, 20), sha256="0" * 64),
    SentenceRecord(id="s2", paragraph=2, span=Span(22, 60), sha256="1" * 64),
    SentenceRecord(id="s3", paragraph=2, span=Span(61, 80), sha256="2" * 64),
]
LENGTH = {"property": "length", "value": "120", "unit": "m"}
NEAR = {"property": "near", "object": "norland"}
MOTTO = {"property": "motto", "value": "Ever onward"}
OPENED = {"property": "opened", "time": "2015-05"}


def cells(**changes):
    """The cells of a row that nothing is wrong with, but for the changes."""
    row = {"id": "a-1", "sentence": "s2", "start": "22", "end": "60", "subject": "lindow", **changes}
    return [row.get(column.replace(" ", "_"), "") for column in COLUMNS]


def sheet(*rows, columns=COLUMNS):
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """One sheet that every test writes anew."""
    return tmp_path_factory.mktemp("sheets") / "news.tsv"


def read(file, text):
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_sheet(file, "news", sentences=SENTENCES, vocabulary=VOCABULARY)


def refused(file, *rows):
    """Line and column of every fault that the rows are refused for."""
    with pytest.raises(LocatedError) as caught:
        read(file, sheet(*rows))
    assert all(problem.path == str(file) and problem.reason for problem in caught.value.problems)
    return [(problem.line, problem.column) for problem in caught.value.problems]


# What a row says


def test_a_number_comes_exactly_with_unit_and_comparator(file):
    (fact,) = read(file, sheet(cells(**{**LENGTH, "value": "46.50", "comparator": ">=", "stated": "46.5 m"})))
    assert (fact.number, fact.unit, fact.comparator, fact.stated) == (
        Decimal("46.50"),
        "m",
        Comparator.AT_LEAST,
        "46.5 m",
    )
    assert (fact.object, fact.text, fact.time) == (None, None, None)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (NEAR, ("norland", None, None, None)),
        (MOTTO, (None, "Ever onward", None, None)),
        (OPENED, (None, None, None, parse_time("2015-05"))),
        ({**MOTTO, "time": "2015/.."}, (None, "Ever onward", None, parse_time("2015/.."))),
    ],
)
def test_a_row_has_the_sort_of_value_that_its_property_wants(file, row, expected):
    (fact,) = read(file, sheet(cells(**row)))
    assert (fact.object, fact.text, fact.number, fact.time) == expected


def test_a_row_points_at_its_evidence_the_stating_sentence_first(file):
    (fact,) = read(file, sheet(cells(sentence="s2 s1 s3", start="30", end="41", **NEAR)))
    assert (fact.document, fact.sentences, fact.span) == ("news", ("s2", "s1", "s3"), Span(30, 41))


def test_what_a_row_leaves_out_has_its_usual_value(file):
    number, entity = read(file, sheet(cells(**LENGTH), cells(**{**NEAR, "id": "a-2"})))
    assert (number.comparator, entity.comparator) == (Comparator.EQUAL, None)
    assert (entity.basis, entity.rank, entity.method) == (Basis.ACTUAL, Rank.NORMAL, Method.CURATED)
    assert (entity.decision, entity.confidence, entity.speaker, entity.note) == (None, None, None, None)


def test_a_row_carries_its_qualifiers_and_the_decision_on_it(file):
    row = {
        "place": "norland",
        "basis": "target",
        "speaker": "ada-brook",
        "scope": "old quay only",
        "rank": "contested",
        "confidence": "0.85",
        "method": "llm",
        "decision": "unsure",
        "decided_by": "M. Vale",
        "decided_on": "2026-01-02",
    }
    (fact,) = read(file, sheet(cells(**LENGTH, **row, note="see the map")))
    assert (fact.place, fact.basis, fact.speaker, fact.scope) == ("norland", Basis.TARGET, "ada-brook", "old quay only")
    assert (fact.rank, fact.confidence, fact.method, fact.decision) == (
        Rank.CONTESTED,
        0.85,
        Method.LLM,
        Decision.UNSURE,
    )
    assert (fact.decided_by, fact.decided_on, fact.note) == ("M. Vale", "2026-01-02", "see the map")


@pytest.mark.parametrize("decision", ["accepted", "rejected", "unsure", ""])
def test_one_cell_accepts_or_rejects_a_row_and_all_rows_come_back(file, decision):
    (fact,) = read(file, sheet(cells(**NEAR, decision=decision)))
    assert fact.decision == (decision or None)


def test_rows_come_in_the_order_of_the_sheet_with_their_lines(file):
    facts = read(file, sheet(cells(**NEAR), [""] * len(COLUMNS), cells(**{**LENGTH, "id": "0-0"})))
    assert [(fact.id, fact.line) for fact in facts] == [("a-1", 2), ("0-0", 4)]


def test_a_sheet_of_a_header_alone_states_nothing(file):
    assert read(file, sheet()) == ()


def test_spaces_around_a_cell_do_not_matter(file):
    padded = [f"  {cell} " if cell else "" for cell in cells(**LENGTH, decision="accepted")]
    assert read(file, sheet(padded)) == read(file, sheet(cells(**LENGTH, decision="accepted")))


@pytest.mark.parametrize("confidence", ["0", "1", "0.5", "1.0", "0.000001"])
def test_a_confidence_lies_between_zero_and_one(file, confidence):
    assert read(file, sheet(cells(**NEAR, confidence=confidence)))[0].confidence == float(confidence)


def test_a_wrong_number_is_never_corrected_by_rounding(file):
    (fact,) = read(file, sheet(cells(**{**LENGTH, "value": "0.1234567890123456"})))
    assert format(fact.number, "f") == "0.1234567890123456"


# What is refused, and where

FAULTS = {
    "no id": ({**NEAR, "id": ""}, "id"),
    "an id with a space": ({**NEAR, "id": "a 1"}, "id"),
    "an id that leaves its folder": ({**NEAR, "id": "../a"}, "id"),
    "no subject": ({**NEAR, "subject": ""}, "subject"),
    "a subject that is no id": ({**NEAR, "subject": "Port of Lindow"}, "subject"),
    "an unknown property": ({**NEAR, "property": "beside"}, "property"),
    "no property": ({**NEAR, "property": ""}, "property"),
    "an unknown decision word": ({**NEAR, "decision": "acepted"}, "decision"),
    "a decision word in capitals": ({**NEAR, "decision": "ACCEPTED"}, "decision"),
    "an unknown basis": ({**NEAR, "basis": "planned"}, "basis"),
    "an unknown rank": ({**NEAR, "rank": "best"}, "rank"),
    "an unknown method": ({**NEAR, "method": "guess"}, "method"),
    "an unknown comparator": ({**LENGTH, "comparator": "=>"}, "comparator"),
    "a comparator without a number": ({**NEAR, "comparator": "="}, "comparator"),
    "a missing unit": ({**LENGTH, "unit": ""}, "unit"),
    "an unknown unit": ({**LENGTH, "unit": "furlong"}, "unit"),
    "a unit that the property is not given in": ({**LENGTH, "unit": "t"}, "unit"),
    "a unit without a number": ({**MOTTO, "unit": "m"}, "unit"),
    "a missing number": ({**LENGTH, "value": ""}, "value"),
    "a number with a word": ({**LENGTH, "value": "46.5 billion"}, "value"),
    "a number with separators": ({**LENGTH, "value": "46,500"}, "value"),
    "a number with an exponent": ({**LENGTH, "value": "4.65e10"}, "value"),
    "NaN": ({**LENGTH, "value": "NaN"}, "value"),
    "infinity": ({**LENGTH, "value": "-Infinity"}, "value"),
    "a hexadecimal number": ({**LENGTH, "value": "0x10"}, "value"),
    "a formula": ({**LENGTH, "value": "=1+1"}, "value"),
    "digits of another script": ({**LENGTH, "value": "１２"}, "value"),
    "a number of five thousand digits": ({**LENGTH, "value": "7" * 5_000}, "value"),
    "a number of five thousand decimals": ({**LENGTH, "value": "0." + "7" * 5_000}, "value"),
    "a missing text": ({**MOTTO, "value": ""}, "value"),
    "a text of spaces": ({**MOTTO, "value": "  "}, "value"),
    "a value beside an entity": ({**NEAR, "value": "Norland"}, "value"),
    "a value beside a time": ({**OPENED, "value": "in May"}, "value"),
    "a missing entity": ({**NEAR, "object": ""}, "object"),
    "an entity that is no id": ({**NEAR, "object": "Nor land"}, "object"),
    "an entity beside a number": ({**LENGTH, "object": "norland"}, "object"),
    "an entity beside a text": ({**MOTTO, "object": "norland"}, "object"),
    "a missing time": ({**OPENED, "time": ""}, "time"),
    "30 February": ({**OPENED, "time": "2015-02-30"}, "time"),
    "30 February as a qualifier": ({**NEAR, "time": "2015-02-30"}, "time"),
    "a time in words": ({**OPENED, "time": "May 2015"}, "time"),
    "an interval that runs backwards": ({**OPENED, "time": "2016/2015"}, "time"),
    "a place that is no id": ({**NEAR, "place": "Old Quay"}, "place"),
    "a speaker that is no id": ({**NEAR, "speaker": "Ada Brook"}, "speaker"),
    "a confidence above one": ({**NEAR, "confidence": "1.01"}, "confidence"),
    "a negative confidence": ({**NEAR, "confidence": "-0.1"}, "confidence"),
    "a confidence in percent": ({**NEAR, "confidence": "85%"}, "confidence"),
    "a confidence that is not a number": ({**NEAR, "confidence": "nan"}, "confidence"),
    "a decision on a day that is not": ({**NEAR, "decided_on": "2015-02-30"}, "decided on"),
    "no sentence": ({**NEAR, "sentence": ""}, "sentence"),
    "a sentence that is not registered": ({**NEAR, "sentence": "s4"}, "sentence"),
    "a further sentence that is not registered": ({**NEAR, "sentence": "s2 s9"}, "sentence"),
    "a sentence twice": ({**NEAR, "sentence": "s2 s2"}, "sentence"),
    "offsets outside the text": ({**NEAR, "start": "900", "end": "940"}, "start"),
    "a start before the sentence": ({**NEAR, "start": "21"}, "start"),
    "an end behind the sentence": ({**NEAR, "end": "61"}, "start"),
    "offsets in another sentence": ({**NEAR, "sentence": "s2 s3", "start": "61", "end": "80"}, "start"),
    "an end at the start": ({**NEAR, "start": "30", "end": "30"}, "end"),
    "an end before the start": ({**NEAR, "start": "40", "end": "30"}, "end"),
    "a negative offset": ({**NEAR, "start": "-1"}, "start"),
    "no offset": ({**NEAR, "end": ""}, "end"),
    "an offset with a fraction": ({**NEAR, "end": "60.0"}, "end"),
    "an offset of five thousand digits": ({**NEAR, "end": "6" * 5_000}, "end"),
    "an offset in another script": ({**NEAR, "end": "６０"}, "end"),
    "an escape character": ({**NEAR, "note": "\x1b[31m"}, "note"),
    "a control character in an id": ({**NEAR, "subject": "lin\x07dow"}, "subject"),
}


@pytest.mark.parametrize(("row", "column"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_cell_is_named_with_line_and_column(file, row, column):
    faults = refused(file, cells(**MOTTO, decision="accepted"), cells(**{"id": "a-2", **row}))
    assert (3, column) in faults
    assert {line for line, _ in faults} == {3}


@pytest.mark.parametrize("name", [name for name, (_, column) in FAULTS.items() if column not in ("subject", "object")])
def test_one_mistake_is_reported_once(file, name):
    row, column = FAULTS[name]
    assert refused(file, cells(**row)) == [(2, column)]


def test_a_number_without_a_unit_is_told_that_it_needs_one(file):
    with pytest.raises(LocatedError, match=r"news\.tsv:2, column unit: .*needs its unit"):
        read(file, sheet(cells(**{**LENGTH, "unit": ""})))


def test_a_bad_number_is_not_blamed_on_its_comparator(file):
    assert refused(file, cells(**{**LENGTH, "value": "many", "comparator": "="})) == [(2, "value")]


def test_every_mistake_of_a_sheet_is_named_at_once(file):
    faults = refused(
        file,
        cells(**{**LENGTH, "unit": "furlong", "decision": "yes"}),
        cells(**{**NEAR, "id": "a-2", "start": "900", "end": "910"}),
        cells(**MOTTO, time="2015-02-30"),
    )
    assert set(faults) == {(2, "unit"), (2, "decision"), (3, "start"), (4, "time")}


def test_an_unknown_property_does_not_hide_the_other_mistakes_of_its_row(file):
    faults = refused(file, cells(property="beside", time="2015-02-30", decision="yes"))
    assert set(faults) == {(2, "property"), (2, "time"), (2, "decision")}


def test_a_bad_id_does_not_hide_offsets_outside_the_text(file):
    assert set(refused(file, cells(**{**NEAR, "id": "a 1", "start": "900", "end": "910"}))) == {(2, "id"), (2, "start")}


def test_an_id_that_stands_twice_is_refused_at_the_second(file):
    assert refused(file, cells(**NEAR), cells(**MOTTO)) == [(3, "id")]


@pytest.mark.parametrize("row", [NEAR, MOTTO, LENGTH, OPENED])
def test_two_accepted_rows_that_say_the_same_are_refused_at_the_second_with_a_column(file, row):
    first = {**row, "decision": "accepted"}
    ((line, column),) = refused(file, cells(**first), cells(**{**first, "id": "a-2", "note": "again"}))
    assert line == 3
    assert column is not None


def test_two_numbers_that_differ_only_in_how_they_are_written_say_the_same(file):
    first = {**LENGTH, "decision": "accepted"}
    ((line, _),) = refused(file, cells(**first), cells(**{**first, "id": "a-2", "value": "120.0", "stated": "120 m"}))
    assert line == 3


@pytest.mark.parametrize(
    "change",
    [
        *({"decision": "rejected"}, {"decision": "unsure"}, {"decision": ""}, {"value": "121"}, {"unit": "km"}),
        *({"comparator": ">"}, {"time": "2015"}, {"place": "norland"}, {"basis": "target"}, {"speaker": "ada-brook"}),
        *({"scope": "old quay"}, {"sentence": "s2 s1"}, {"subject": "norland"}),
    ],
)
def test_rows_that_differ_in_what_they_say_or_in_their_evidence_stand_side_by_side(file, change):
    first = {**LENGTH, "decision": "accepted"}
    assert len(read(file, sheet(cells(**first), cells(**{**first, "id": "a-2", **change})))) == 2


def test_a_sheet_with_an_unknown_column_is_refused_with_its_column(file):
    with pytest.raises(LocatedError, match=rf":1, column {len(COLUMNS) + 1}: unknown column 'mood'"):
        read(file, sheet([*cells(**NEAR), "fair"], columns=[*COLUMNS, "mood"]))


def test_a_row_that_lost_a_cell_is_refused_with_its_line(file):
    assert refused(file, cells(**NEAR), cells(**MOTTO)[:-1]) == [(3, len(COLUMNS))]


@pytest.mark.parametrize(
    "number",
    [*("9" * digits + ".0" for digits in (12, 18, 21, 25, 33, 40)), *("0." + "9" * d for d in (9, 18, 19, 33, 40))],
)
def test_a_number_is_refused_unless_the_graph_s_engine_computes_with_it_exactly(file, number):
    (row,) = pyoxigraph.Store().query(f"SELECT ({number} - 1.0 AS ?less) {{}}")
    if row["less"] and Context(prec=99).add(Decimal(row["less"].value), Decimal(1)) == Decimal(number):
        assert read(file, sheet(cells(**{**LENGTH, "value": number})))[0].number == Decimal(number)
    else:
        assert refused(file, cells(**{**LENGTH, "value": number})) == [(2, "value")]


# Writing and reading again

WORDS = st.text("aZ07", min_size=1, max_size=6)
SLUGS = WORDS | st.builds("{}-{}.{}".format, WORDS, WORDS, WORDS)
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
# What reading gives: text without spaces at its ends, and without what a sheet refuses or folds.
CELLS = (
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters=[*map(chr, range(32)), "\x7f"]), max_size=40)
    .map(str.strip)
    .filter(bool)
)
MAYBE_CELL, MAYBE_SLUG = st.none() | CELLS, st.none() | SLUGS
TIMES = st.sampled_from(["2015", "2015-05", "2015-05-26", "2013/2015", "2014/..", "../2016-02"]).map(parse_time)
NUMBERS = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places), st.integers(-(10**17), 10**17), st.integers(0, 9)
)
VALUES = st.one_of(
    st.fixed_dictionaries({"property": st.just("near"), "object": SLUGS}),
    st.fixed_dictionaries({"property": st.just("motto"), "text": CELLS}),
    st.fixed_dictionaries({"property": st.just("opened"), "time": TIMES}),
    st.fixed_dictionaries(
        {
            "property": st.sampled_from(["length", "berths"]),
            "number": NUMBERS,
            "unit": st.sampled_from(["m", "km"]),
            "comparator": st.sampled_from(Comparator),
        }
    ),
)


@st.composite
def facts(draw):
    home = draw(st.sampled_from(SENTENCES))
    start = draw(st.integers(home.span.start, home.span.end - 1))
    others = draw(st.lists(st.sampled_from(["s1", "s2", "s3"]), unique=True))
    common = {
        "sentences": (home.id, *(other for other in others if other != home.id)),
        "span": Span(start, draw(st.integers(start + 1, home.span.end))),
        "time": draw(st.none() | TIMES),
        "decided_on": draw(st.none() | st.dates(date(1000, 1, 1)).map(str)),
        **{name: draw(MAYBE_CELL) for name in ("stated", "scope", "decided_by", "note")},
        **{name: draw(MAYBE_SLUG) for name in ("place", "speaker")},
        **{
            name: draw(st.sampled_from(words)) for name, words in (("basis", Basis), ("rank", Rank), ("method", Method))
        },
        "decision": draw(st.none() | st.sampled_from(Decision)),
        "confidence": draw(st.none() | st.floats(0, 1)),
    }
    return Fact(id=draw(SLUGS), document="news", subject=draw(SLUGS), **{**common, **draw(VALUES)})


def unnumbered(facts):
    return [dataclasses.replace(fact, line=0) for fact in facts]


@settings(deadline=None)
@given(st.lists(facts(), max_size=4, unique_by=(lambda fact: fact.id, lambda fact: fact.subject)))
def test_a_sheet_that_is_written_and_read_gives_equal_facts(file, facts):
    assert unnumbered(read(file, format_sheet(facts))) == facts


@settings(deadline=None)
@given(st.lists(facts(), max_size=3, unique_by=(lambda fact: fact.id, lambda fact: fact.subject)))
def test_a_sheet_that_a_spreadsheet_saved_gives_equal_facts(file, facts):
    file.write_text(format_sheet(facts), encoding="utf-8")
    out = io.StringIO()
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter="\t"))
    csv.writer(out, delimiter="\t", quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    assert unnumbered(read(file, out.getvalue().encode("utf-8-sig"))) == facts


@pytest.mark.parametrize("column", ["stated", "scope", "decided by", "note", "value"])
@settings(deadline=None)
@given(text=ANY_TEXT)
def test_any_text_in_a_cell_survives_but_for_its_white_space_or_is_refused(file, column, text):
    field = {"value": "text", "decided by": "decided_by"}.get(column, column)
    fact = Fact(
        id="a-1", document="news", sentences=("s2",), span=Span(22, 60), subject="lindow", property="motto", text="x"
    )
    written = format_sheet([dataclasses.replace(fact, **{field: text})])
    folds = set("\t\n\r") & set(text)
    cell = " ".join(text.split()) if folds else text
    if any(c < " " or c == "\x7f" for c in cell) or (field == "text" and not cell.strip()):
        with pytest.raises(LocatedError):
            read(file, written)
        return
    (found,) = read(file, written)
    assert getattr(found, field) == (cell.strip() or None)
    assert unnumbered(read(file, format_sheet([found]))) == unnumbered([found])


@settings(deadline=None)
@given(st.text("ab \t\n\"'é港\u2028\x85", max_size=12))
def test_what_a_quoted_cell_holds_is_still_there_after_writing_and_reading_again(file, text):
    facts = read(file, sheet(cells(**NEAR, note=text)))
    assert unnumbered(read(file, format_sheet(facts))) == unnumbered(facts)


@pytest.mark.parametrize(("number", "cell"), [("4.65E+10", "46500000000"), ("1E-7", "0.0000001"), ("-0.50", "-0.50")])
def test_a_number_is_written_out_without_an_exponent(number, cell):
    fact = Fact(
        id="a-1",
        document="news",
        sentences=("s2",),
        span=Span(22, 60),
        subject="lindow",
        property="length",
        number=Decimal(number),
        unit="m",
    )
    row = dict(zip(COLUMNS, format_sheet([fact]).splitlines()[1].split("\t"), strict=True))
    assert row["value"] == cell


def test_rejecting_a_row_changes_one_line_by_one_cell(file):
    before = [
        dataclasses.replace(fact, line=0) for fact in read(file, sheet(cells(**NEAR), cells(**{**MOTTO, "id": "a-2"})))
    ]
    after = [before[0], dataclasses.replace(before[1], decision=Decision.REJECTED)]
    changed = [
        (a, b) for a, b in zip(format_sheet(before).split("\n"), format_sheet(after).split("\n"), strict=True) if a != b
    ]
    ((old, new),) = changed
    assert [(a, b) for a, b in zip(old.split("\t"), new.split("\t"), strict=True) if a != b] == [("", "rejected")]


# The whole command


NONSENSE = {
    "offset outside the text": ({"start": "9000", "end": "9100"}, "start"),
    "unknown property": ({"property": "sank"}, "property"),
    "unit missing": ({"unit": ""}, "unit"),
    "date that does not exist": ({"time": "2015-02-30"}, "time"),
    "unknown decision word": ({"decision": "acepted"}, "decision"),
    "number of five thousand digits": ({"value": "4" * 5_000}, "value"),
    "sentence that is not there": ({"sentence": "s77"}, "sentence"),
    "subject that is not there": ({"subject": "atlantis"}, "subject"),
}


@pytest.mark.parametrize(("change", "column"), NONSENSE.values(), ids=NONSENSE)
def test_the_check_command_names_file_line_and_column_of_nonsense_with_exit_code_2(tmp_path, run, change, column):
    folder = write_collection(tmp_path / "harbour", rows=[*ROWS[:3], {**ROWS[3], **change}, ROWS[4]])
    result = run("check", folder)
    assert isinstance(result.exception, LocatedError)
    assert result.exception.exit_code == 2
    (problem,) = result.exception.problems
    assert (problem.path, problem.line, problem.column) == (str(folder / "facts" / "harbour.tsv"), 5, column)
    assert result.stdout == ""


def test_the_check_command_names_two_accepted_rows_that_say_the_same_with_file_line_and_column(tmp_path, run):
    folder = write_collection(tmp_path / "harbour", rows=[*ROWS, {**ROWS[4], "id": "h-4-2"}])
    result = run("check", folder)
    assert isinstance(result.exception, LocatedError)
    (problem,) = result.exception.problems
    assert (problem.path, problem.line) == (str(folder / "facts" / "harbour.tsv"), 7)
    assert problem.column is not None


def test_nothing_is_built_from_a_sheet_with_a_mistake(tmp_path, run):
    folder = write_collection(tmp_path / "harbour", rows=[*ROWS, {**ROWS[3], "id": "h-3-2", "unit": ""}])
    result = run("build", folder, "--out", tmp_path / "graph")
    assert isinstance(result.exception, LocatedError)
    assert not (tmp_path / "graph").exists()


def test_a_mistake_leaves_the_graph_that_was_built_before(tmp_path, run):
    folder, out = write_collection(tmp_path / "harbour"), tmp_path / "graph"
    assert run("build", folder, "--out", out).return_value == 0
    before = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}
    write_collection(folder, rows=[{**ROWS[0], "time": "2015-02-30"}])
    assert isinstance(run("build", folder, "--out", out).exception, LocatedError)
    assert {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()} == before


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (lambda data: data.decode().encode("utf-16"), r":1, column 1: "),
        (lambda data: data.replace(b"12 ferries", b"12 f\xe9rries"), r":6, column \d+: "),
        (lambda data: data.replace(b"12 ferries", b"12\0ferries"), r":6, column \d+: "),
        (lambda data: data[:-30], r":6(, column \w+)?: "),
        (lambda data: b"", r":1(, column \w+)?: "),
    ],
    ids=["utf-16", "two encodings in one file", "nul", "cut off", "empty"],
)
def test_the_check_command_refuses_a_damaged_sheet_with_file_and_line(harbour, run, spoil, place):
    path = harbour / "facts" / "harbour.tsv"
    path.write_bytes(spoil(path.read_bytes()))
    result = run("check", harbour)
    assert isinstance(result.exception, LocatedError)
    assert result.exception.exit_code == 2
    with pytest.raises(LocatedError, match=r"harbour\.tsv" + place):
        raise result.exception


def test_the_mistakes_of_all_files_of_a_collection_are_named_together(harbour, run):
    for path, old, new in (
        (harbour / "entities.tsv", "Country", "Kingdom"),
        (harbour / "facts" / "harbour.tsv", "accepted", "acepted"),
    ):
        path.write_text(path.read_text().replace(old, new, 1))
    problems = run("check", harbour).exception.problems
    assert [(problem.path.rsplit("/", 1)[1], problem.line) for problem in problems] == [
        ("entities.tsv", 4),
        ("harbour.tsv", 2),
    ]


def test_a_row_id_that_stands_in_two_sheets_is_refused(harbour, run):
    toml = harbour / "collection.toml"
    text = toml.read_text()
    toml.write_text(text + text[text.index("[[document]]") :].replace('id = "harbour"', 'id = "second"'))
    for folder, suffix in (("facts", "tsv"), ("sentences", "tsv"), ("texts", "txt")):
        (harbour / folder / f"second.{suffix}").write_bytes((harbour / folder / f"harbour.{suffix}").read_bytes())
    problems = run("check", harbour).exception.problems
    assert {(problem.path, problem.column) for problem in problems} == {(str(harbour / "facts" / "second.tsv"), "id")}


# Columns that only extracted rows have


def test_a_sheet_without_rule_and_derivation_is_written_without_their_columns(guizhou):
    vocabulary = load_ontology().vocabulary
    for path in sorted((guizhou / "facts").glob("*.tsv")):
        sentences = read_register(guizhou / "sentences" / path.name)
        facts = read_sheet(path, path.stem, sentences=sentences, vocabulary=vocabulary)
        assert format_sheet(facts).encode() == path.read_bytes()


def test_rule_and_derivation_come_back_as_they_were_written(harbour):
    path = harbour / "facts" / "harbour.tsv"
    vocabulary, sentences = load_ontology().vocabulary, read_register(harbour / "sentences" / "harbour.tsv")
    facts = read_sheet(path, "harbour", sentences=sentences, vocabulary=vocabulary)
    full = (dataclasses.replace(facts[0], rule="a rule", derivation="3 May 2021 -> 2021-05-03"), *facts[1:])
    path.write_text(format_sheet(full))
    assert path.read_text().splitlines()[0].endswith("\tnote\trule\tderivation")
    assert read_sheet(path, "harbour", sentences=sentences, vocabulary=vocabulary) == full


def test_the_cells_of_a_row_read_alone_give_the_row_or_its_faults(harbour):
    vocabulary, sentences = load_ontology().vocabulary, read_register(harbour / "sentences" / "harbour.tsv")
    fact = read_sheet(harbour / "facts" / "harbour.tsv", "harbour", sentences=sentences, vocabulary=vocabulary)[3]
    options = {"sentences": sentences, "vocabulary": vocabulary}
    assert read_row(to_cells(fact), "harbour", line=fact.line, **options) == (fact, [])
    assert read_row({**to_cells(fact), "value": "x", "end": "1"}, "harbour", **options)[0] is None
