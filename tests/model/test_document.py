"""Spans, quotations and the hash that finds a sentence again in another copy of its page."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shugu.model.document import Document, Sentence, Span, normalise_sentence, sentence_hash, text_hash

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
FERRY = "The first ferry “Gull” sailed – at 9.45 – to Lindow’s pier."


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (0, 0), (4, 4), (5, 2), (-3, -1)])
def test_a_span_that_is_empty_backwards_or_negative_is_refused(start, end):
    with pytest.raises(ValueError, match=f"{start}..{end}"):
        Span(start, end)


def test_spans_sort_by_start_then_end():
    assert sorted([Span(4, 9), Span(0, 9), Span(0, 3)]) == [Span(0, 3), Span(0, 9), Span(4, 9)]


@pytest.mark.parametrize(
    ("inner", "expected"),
    [((3, 8), True), ((4, 7), True), ((3, 4), True), ((2, 8), False), ((3, 9), False), ((8, 9), False)],
)
def test_a_span_contains_itself_and_what_lies_wholly_inside(inner, expected):
    assert Span(3, 8).contains(Span(*inner)) is expected


def test_a_quote_counts_code_points_not_bytes():
    document = Document("note", "冷库 🚢 opens", ())
    assert document.quote(Span(3, 4)) == "🚢"
    assert document.quote(Span(5, 10)) == "opens"


def test_a_quote_behind_the_end_of_the_text_is_empty():
    assert Document("note", "short", ()).quote(Span(50, 60)) == ""


def test_a_sentence_is_named_by_its_number():
    assert Sentence(12, 3, Span(0, 1), "").id == "s12"


@pytest.mark.parametrize(
    "copy",
    [
        'The first ferry "Gull" sailed - at 9.45 - to Lindow\'s pier.',
        "The  first\nferry “Gull”\u00a0sailed —\tat 9.45 — to Lindow‘s pier.  ",
        "The \ufb01rst ferry „Gull“ sailed – at 9.45 – to Lindow’s pier.",
        "The first ferry “Gull” sailed – at ９.４５ – to Lindow’s pier.",
    ],
)
def test_a_copy_with_other_quotes_dashes_spaces_or_letter_widths_hashes_alike(copy):
    assert sentence_hash(copy) == sentence_hash(FERRY)


@pytest.mark.parametrize(
    "changed",
    [
        FERRY.replace("9.45", "9.46"),
        FERRY.replace("9.45", "945"),
        FERRY.replace("Gull", "gull"),
        FERRY.replace("pier.", "pier!"),
        FERRY.replace("sailed", "failed"),
        FERRY.replace("first ", ""),
        FERRY.replace("pier", "pi er"),
    ],
)
def test_a_copy_with_another_word_figure_case_or_punctuation_hashes_otherwise(changed):
    assert sentence_hash(changed) != sentence_hash(FERRY)


def test_the_hash_is_the_sha256_of_the_normalised_sentence_in_utf8():
    assert sentence_hash(" 冷库 “opens” ") == hashlib.sha256('冷库 "opens"'.encode()).hexdigest()


@settings(deadline=None)
@given(ANY_TEXT)
def test_normalising_twice_changes_nothing_more(text):
    once = normalise_sentence(text)
    assert normalise_sentence(once) == once


@settings(deadline=None)
@given(ANY_TEXT)
def test_a_normalised_sentence_has_no_white_space_but_single_spaces_inside(text):
    assert normalise_sentence(text) == " ".join(normalise_sentence(text).split())


def test_the_hash_of_a_text_is_the_sha256_of_its_utf8_bytes_exactly_as_it_stands():
    assert text_hash("冷库 “opens”\n") == hashlib.sha256("冷库 “opens”\n".encode()).hexdigest()
    assert text_hash("a “b”") != text_hash('a "b"')


DAY = "It sailed. Nobody saw it.\n\nThen it came back."
SPANS = (Span(0, 10), Span(11, 25), Span(27, 45))
LOG = Document("log", DAY, tuple(Sentence(number, 1, span, "") for number, span in enumerate(SPANS, 1)))


def test_a_sentence_is_found_by_its_id():
    assert [LOG.find_sentence(s.id) for s in LOG.sentences] == list(LOG.sentences)
    assert [LOG.find_sentence(name) for name in ("s0", "s99", "s01", "2", "s²", "")] == [None] * 6


def test_the_sentences_at_a_span_are_those_that_share_text_with_it():
    for start in range(len(DAY)):
        for end in range(start + 1, len(DAY) + 1):
            shared = [s for s in LOG.sentences if s.span.start < end and start < s.span.end]
            assert list(LOG.sentences_at(Span(start, end))) == shared
