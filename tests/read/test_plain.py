"""Plain text files become documents whose text is canonical and whose offsets hold."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shugu.errors import InputError, LocatedError
from shugu.read.plain import read_document

LINES = st.lists(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\n\r"), max_size=30), max_size=5
)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "note.txt"


@pytest.fixture(scope="module")
def scratch(tmp_path_factory):
    """One file that the property test writes anew for every example."""
    return tmp_path_factory.mktemp("texts") / "note.txt"


def read(file, data):
    file.write_bytes(data)
    return read_document(file, "note")


@settings(deadline=None)
@given(LINES, st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_a_document_has_one_canonical_text_whatever_its_line_ends_and_mark(scratch, lines, line_end, with_mark):
    mark = b"\xef\xbb\xbf" if with_mark or (lines[:1] and lines[0].startswith("\ufeff")) else b""
    document = read(scratch, mark + line_end.join(lines).encode())
    assert document.text == "\n".join(lines)
    assert all(document.quote(s.span) == document.text[s.span.start : s.span.end] != "" for s in document.sentences)


def test_a_document_has_the_id_it_is_given_and_its_sentences(file):
    document = read(file, "Port of Lindow\r\n\r\nThe gate shut. 🚢 sailed.\r\n".encode())
    assert document.id == "note"
    assert [(s.id, s.paragraph, document.quote(s.span)) for s in document.sentences] == [
        ("s1", 1, "Port of Lindow"),
        ("s2", 2, "The gate shut. 🚢 sailed."),
    ]


def test_an_empty_file_is_a_document_without_sentences(file):
    document = read(file, b"")
    assert (document.text, document.sentences) == ("", ())


def test_a_document_in_chinese_is_cut_into_its_sentences(file):
    document = read(file, "林多港\n冷库于五月开放。市长说要十二艘渡轮！\n".encode())
    assert [document.quote(s.span) for s in document.sentences] == [
        "林多港",
        "冷库于五月开放。",
        "市长说要十二艘渡轮！",
    ]


def test_a_document_of_ten_megabytes_is_read_whole(file):
    document = read(file, b"The tide is high in Lindow today, as it was on every day before this one.\n" * 140_000)
    assert len(document.text) > 10_000_000
    assert len(document.sentences) == 140_000
    assert document.sentences[-1].span.end == len(document.text) - 1


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"one\ntwo \xe9\n", "2, column 5"),
        ("一二\n三".encode() + b"\xff", "2, column 2"),
        ("caf\xe9".encode() + b"\nna\xefve", "2, column 3"),
        (b"one\0", "1, column 4"),
    ],
    ids=["latin-1", "stray byte", "two encodings in one file", "nul"],
)
def test_a_file_that_is_not_utf8_text_is_refused_with_its_place(file, data, place):
    with pytest.raises(LocatedError, match=rf"note\.txt:{place}"):
        read(file, data)


def test_a_utf16_file_is_refused_with_what_to_do(file):
    with pytest.raises(LocatedError, match="save it as UTF-8"):
        read(file, "The gate shut.".encode("utf-16"))


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(InputError, match="does not exist"):
        read_document(tmp_path / "none.txt", "none")
