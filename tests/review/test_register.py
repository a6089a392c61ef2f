"""The sentence register: every sentence of a document with its pointer, and why it states nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import TEXT
from shugu.errors import InputError, LocatedError
from shugu.model.collection import SentenceRecord
from shugu.model.document import Span
from shugu.read.segment import segment
from shugu.review.register import COLUMNS, format_register, read_register

HASH = "0123456789abcdef" * 4
GOOD = {"sentence": "s1", "paragraph": "1", "start": "0", "end": "20", "sha256": HASH}
REASONS = (
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters=[*map(chr, range(32)), "\x7f"]), max_size=30)
    .map(str.strip)
    .map(lambda reason: reason or None)
)


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """One register that every test writes anew."""
    return tmp_path_factory.mktemp("registers") / "news.tsv"


def cells(**changes):
    return "\t".join({**GOOD, **changes}.get(column, "") for column in COLUMNS)


def read(file, *rows):
    file.write_text("\n".join(["\t".join(COLUMNS), *rows]) + "\n", encoding="utf-8")
    return read_register(file)


def refused(file, *rows):
    """Line and column of every fault that the rows are refused for."""
    with pytest.raises(LocatedError) as caught:
        read(file, *rows)
    assert all(problem.path == str(file) and problem.reason for problem in caught.value.problems)
    return [(problem.line, problem.column) for problem in caught.value.problems]


@st.composite
def registers(draw):
    records, end = [], 0
    for number in range(1, draw(st.integers(0, 5)) + 1):
        start = end + draw(st.integers(0, 9))
        end = start + draw(st.integers(1, 99))
        digest = draw(st.text("0123456789abcdef", min_size=64, max_size=64))
        record = SentenceRecord(
            id=f"s{number}", paragraph=number, span=Span(start, end), sha256=digest, reason=draw(REASONS)
        )
        records.append(record)
    return tuple(records)


def test_a_record_is_a_pointer_and_the_reason_why_it_states_nothing(file):
    first, second = read(file, cells(), cells(sentence="s2", start="21", end="30") + "page furniture")
    assert first == SentenceRecord(id="s1", paragraph=1, span=Span(0, 20), sha256=HASH, reason=None)
    assert (second.span, second.reason) == (Span(21, 30), "page furniture")


def test_a_register_of_a_header_alone_has_no_sentence(file):
    assert read(file) == ()


def test_a_sentence_may_begin_right_where_the_one_above_ends(file):
    assert [r.span for r in read(file, cells(), cells(sentence="s2", start="20", end="21"))] == [
        Span(0, 20),
        Span(20, 21),
    ]


FAULTS = {
    "no id": ({"sentence": ""}, "sentence"),
    "an id without the letter": ({"sentence": "1"}, "sentence"),
    "an id from zero": ({"sentence": "s0"}, "sentence"),
    "an id with a leading zero": ({"sentence": "s01"}, "sentence"),
    "an id in another script": ({"sentence": "s1２"}, "sentence"),
    "a paragraph from zero": ({"paragraph": "0"}, "paragraph"),
    "a paragraph in words": ({"paragraph": "one"}, "paragraph"),
    "a negative start": ({"start": "-1"}, "start"),
    "a start in another script": ({"start": "１"}, "start"),
    "no end": ({"end": ""}, "end"),
    "an end of five thousand digits": ({"end": "9" * 5_000}, "end"),
    "an end at the start": ({"start": "20"}, "end"),
    "an end before the start": ({"start": "30"}, "end"),
    "a hash that is too short": ({"sha256": HASH[1:]}, "sha256"),
    "a hash in capitals": ({"sha256": HASH.upper()}, "sha256"),
    "no hash": ({"sha256": ""}, "sha256"),
}


@pytest.mark.parametrize(("change", "column"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_cell_is_refused_with_line_and_column(file, change, column):
    later = {"sentence": "s9", "start": "21", "end": "30"}
    assert refused(file, cells(**change), cells(**later)) == [(2, column)]


def test_a_sentence_that_stands_twice_is_refused_at_the_second(file):
    assert refused(file, cells(), cells(start="21", end="30")) == [(3, "sentence")]


@pytest.mark.parametrize(("start", "end"), [("19", "25"), ("0", "20"), ("5", "8")])
def test_a_sentence_that_begins_before_the_one_above_ends_is_refused(file, start, end):
    assert refused(file, cells(), cells(sentence="s2", start=start, end=end)) == [(3, "start")]


def test_every_mistake_of_a_register_is_named_at_once(file):
    faults = refused(file, cells(sha256="x"), cells(sentence="two"), cells(sentence="s3", start="60", end="60"))
    assert faults == [(2, "sha256"), (3, "sentence"), (4, "end")]


def test_a_reason_of_spaces_is_no_reason(file):
    assert read(file, cells() + "   ")[0].reason is None


def test_a_register_that_is_not_there_is_refused(file):
    with pytest.raises(InputError, match="does not exist"):
        read_register(file.with_name("none.tsv"))


@settings(deadline=None)
@given(registers())
def test_a_register_that_is_written_and_read_gives_equal_records(file, records):
    file.write_text(format_register(records), encoding="utf-8")
    assert read_register(file) == records


def test_a_text_s_own_sentences_make_a_register_that_reads(file):
    records = tuple(
        SentenceRecord(id=s.id, paragraph=s.paragraph, span=s.span, sha256=s.sha256) for s in segment(TEXT * 3)
    )
    file.write_text(format_register(records), encoding="utf-8")
    assert read_register(file) == records
    assert len(records) == 15


@pytest.mark.parametrize(
    ("old", "new", "column"), [("26\t79", "26\t26", "end"), ("s2\t", "s1\t", "sentence"), ("79\t", "x\t", "end")]
)
def test_the_check_command_names_file_line_and_column_with_exit_code_2(harbour, run, old, new, column):
    path = harbour / "sentences" / "harbour.tsv"
    path.write_text(path.read_text().replace(old, new, 1))
    result = run("check", harbour)
    assert isinstance(result.exception, LocatedError)
    assert result.exception.exit_code == 2
    assert (str(path), 3, column) in [(p.path, p.line, p.column) for p in result.exception.problems]
