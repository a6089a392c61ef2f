"""Tables of tab-separated values: what people and spreadsheets save is read, all else is refused with its place."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shugu.errors import InputError, LocatedError
from shugu.model.table import format_table, read_table, read_text

COLUMNS = ("port", "berths", "note")
TEXT = "port\tberths\tnote\nLindow\t4\tdeep\nNorland\t2\t\n"
ROWS = [(2, ["Lindow", "4", "deep"]), (3, ["Norland", "2", ""])]
CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "ports.tsv"


@pytest.fixture(scope="module")
def scratch(tmp_path_factory):
    """One file that the property tests write anew for every example."""
    return tmp_path_factory.mktemp("tables") / "table.tsv"


def read(file, data, **options):
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_table(file, **{"required": COLUMNS, **options})


def refused(file, data, **options):
    """Line, column and reason of every fault that the table is refused for."""
    with pytest.raises(LocatedError) as caught:
        read(file, data, **options)
    assert {problem.path for problem in caught.value.problems} == {str(file)}
    return [(problem.line, problem.column, problem.reason) for problem in caught.value.problems]


def place_refused(file, data):
    """Line and column of the one fault for which the text is refused."""
    file.write_bytes(data)
    with pytest.raises(LocatedError) as caught:
        read_text(file)
    (problem,) = caught.value.problems
    return problem.line, problem.column


# Text


@pytest.mark.parametrize("data", [b"one\ntwo\n", b"\xef\xbb\xbfone\r\ntwo\r\n", b"one\rtwo\r", b"one\r\ntwo\n"])
def test_a_byte_order_mark_goes_and_every_line_end_becomes_a_newline(file, data):
    file.write_bytes(data)
    assert read_text(file) == "one\ntwo\n"


def test_no_other_character_of_a_text_is_touched(file):
    text = " \u00a0\u200b\u2028\x0c\x85 e\u0301 é \ufeff“” \n\n"
    file.write_bytes(text.encode())
    assert read_text(file) == text


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"\xff", (1, 1)),
        (b"ab\xffc", (1, 3)),
        (b"one\ntwo\n\xe4bc", (3, 1)),
        ("一二三".encode() + b"\x80", (1, 4)),
        ("one\n🚢 ".encode() + b"\xc3(", (2, 3)),
        (b"one\r\ntw\xe9", (2, 3)),
    ],
)
def test_a_byte_that_is_not_utf8_is_refused_with_its_line_and_column_in_characters(file, data, place):
    assert place_refused(file, data) == place


def test_behind_a_byte_order_mark_the_bad_byte_and_its_place_are_the_right_ones(file):
    file.write_bytes(b"\xef\xbb\xbfab\xff")
    with pytest.raises(LocatedError, match="0xff") as caught:
        read_text(file)
    assert (caught.value.problems[0].line, caught.value.problems[0].column) == (1, 3)


def test_a_cut_off_character_at_the_end_is_refused_where_it_begins(file):
    assert place_refused(file, "ab\n港".encode()[:-1]) == (2, 1)


@pytest.mark.parametrize(("data", "place"), [(b"\0", (1, 1)), (b"one\nab\0c", (2, 3)), (b"\xef\xbb\xbfa\0", (1, 2))])
def test_a_nul_is_refused_with_its_line_and_column(file, data, place):
    assert place_refused(file, data) == place


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_file_in_another_unicode_encoding_is_refused(file, encoding):
    file.write_bytes(TEXT.encode(encoding))
    with pytest.raises(LocatedError, match=r"ports\.tsv:1, column [12]: .*(UTF-16|NUL)"):
        read_text(file)


@pytest.mark.parametrize(
    ("make", "reason"), [(lambda path: None, "does not exist"), (lambda path: path.mkdir(), "folder")]
)
def test_a_missing_file_or_a_folder_is_refused_in_words(file, make, reason):
    make(file)
    with pytest.raises(InputError, match=reason):
        read_text(file)


# Tables


def test_rows_come_with_their_lines_and_cells(file):
    assert read(file, TEXT) == (file, COLUMNS, ROWS)


@pytest.mark.parametrize(
    "saved",
    [
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.replace("\n", "\r\n").encode(),
        b'"port"\t"berths"\t"note"\r\n"Lindow"\t"4"\t"deep"\r\n"Norland"\t"2"\t""\r\n',
        TEXT.removesuffix("\n").encode(),
        TEXT.replace("port\t", " port \t").encode(),
    ],
    ids=["byte order mark", "carriage returns", "quoted cells", "no last line end", "spaces in the header"],
)
def test_what_a_spreadsheet_saves_reads_like_the_plain_table(file, saved):
    assert read(file, saved).rows == ROWS


def test_a_quoted_cell_may_hold_quotes_tabs_and_line_breaks_and_later_lines_still_count_right(file):
    data = 'port\tberths\tnote\nLindow\t4\t"a ""deep""\tbasin\nin two lines"\nNorland\t2\tnone\n'
    assert read(file, data).rows == [
        (2, ["Lindow", "4", 'a "deep"\tbasin\nin two lines']),
        (4, ["Norland", "2", "none"]),
    ]


def test_a_quote_inside_a_cell_stands_for_itself(file):
    assert read(file, 'port\tberths\tnote\nLindow\t4\tthe "old" one\n').rows[0].cells[2] == 'the "old" one'


def test_columns_may_stand_in_any_order(file):
    assert read(file, "note\tport\tberths\ndeep\tLindow\t4\n").rows == [(2, ["Lindow", "4", "deep"])]


def test_an_optional_column_that_is_not_there_gives_empty_cells(file):
    table = read(file, "port\tnote\nLindow\tdeep\n", required=("port",), optional=("berths", "note"))
    assert table.columns == ("port", "berths", "note")
    assert table.rows == [(2, ["Lindow", "", "deep"])]


@pytest.mark.parametrize("blank", ["\n", "\t\t\n", '""\t""\t""\n', "\t\n", "\t\t\t\t\n"])
@pytest.mark.parametrize("header", ["port\tberths\tnote\n", "note\tberths\tport\n"])
def test_blank_rows_are_passed_over_in_whatever_order_the_columns_stand(file, header, blank):
    assert read(file, header + blank + "a\tb\ta\n" + blank).rows == [(3, ["a", "b", "a"])]


def test_a_header_alone_is_a_table_without_rows(file):
    assert read(file, "port\tberths\tnote\n").rows == []


@pytest.mark.parametrize("data", ["", "\n\n", "\ufeff"])
def test_an_empty_file_is_refused_and_told_its_columns(file, data):
    ((line, _, reason),) = refused(file, data)
    assert line == 1
    assert "port, berths, note" in reason


def test_a_row_of_another_width_than_the_header_is_refused_with_its_line(file):
    faults = refused(file, "port\tberths\tnote\nLindow\t4\nNorland\t2\t\nSedge\t1\t\t9\n")
    assert [(line, reason.split()[0]) for line, _, reason in faults] == [(2, "2"), (4, "4")]


def test_unknown_missing_and_repeated_columns_are_named_all_at_once(file):
    faults = refused(file, "port\tdepth\tport\n")
    assert [(line, column) for line, column, _ in faults] == [(1, None), (1, None), (1, 2), (1, 3)]
    assert [next(word for word in reason.split() if word[0] == "'").rstrip(";") for _, _, reason in faults] == [
        "'berths'",
        "'note'",
        "'depth'",
        "'port'",
    ]


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ('Lindow\t4\tdeep\nNorland\t2\t"never closed\nSedge\t1\t\n', 3),
        ('Lindow\t4\t"shut" and open\n', 2),
    ],
)
def test_a_broken_quotation_is_refused_with_the_line_where_the_row_begins(file, rows, line):
    ((found, _, reason),) = refused(file, "port\tberths\tnote\n" + rows)
    assert found == line
    assert "quotes" in reason


def test_a_cell_of_a_million_characters_is_refused_with_its_line(file):
    ((line, _, reason),) = refused(file, f"port\tberths\tnote\nLindow\t4\t{'x' * 1_000_000}\n")
    assert line == 2
    assert "100000" in reason


def test_a_cell_of_a_hundred_thousand_characters_is_read(file):
    assert len(read(file, f"port\tberths\tnote\nLindow\t4\t{'x' * 100_000}\n").rows[0].cells[2]) == 100_000


def test_writing_a_row_of_another_width_than_the_header_is_our_own_mistake():
    with pytest.raises(ValueError, match="2 cells under 3 columns"):
        format_table(COLUMNS, [("Lindow", "4")])


def test_a_plain_table_is_written_byte_for_byte_as_it_was_read(file):
    table = read(file, TEXT)
    assert format_table(table.columns, [row.cells for row in table.rows]) == TEXT


@settings(deadline=None)
@given(st.lists(st.tuples(CELL, CELL, CELL).filter(any), max_size=6))
def test_any_cells_come_back_with_at_most_their_tabs_and_line_breaks_made_spaces(scratch, rows):
    text = format_table(COLUMNS, rows)
    assert text.count("\n") == len(rows) + 1
    expected = [[" ".join(c.split()) if set("\t\r\n") & set(c) else c for c in row] for row in rows]
    assert [row.cells for row in read(scratch, text).rows if any(row.cells)] == [row for row in expected if any(row)]


@settings(deadline=None)
@given(st.lists(st.tuples(CELL, CELL, CELL).filter(any), max_size=6), st.booleans(), st.booleans())
def test_any_table_that_a_spreadsheet_saves_is_read_with_every_cell_as_it_was(scratch, rows, quote_all, with_mark):
    out = io.StringIO()
    quoting = csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    csv.writer(out, delimiter="\t", lineterminator="\r\n", quoting=quoting).writerows([COLUMNS, *rows])
    data = (b"\xef\xbb\xbf" if with_mark else b"") + out.getvalue().encode()
    expected = [[cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row] for row in rows]
    assert [row.cells for row in read(scratch, data).rows] == expected


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_table_or_refused_in_words(scratch, data):
    scratch.write_bytes(data)
    try:
        table = read_table(scratch, required=("a",), optional=("b",))
    except LocatedError as error:
        faults = error.problems
    else:
        faults = ()
        assert all(len(row.cells) == 2 for row in table.rows)
    assert all(fault.line is not None for fault in faults)
