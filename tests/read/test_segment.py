"""Paragraphs and sentences: every character that is not blank lies in exactly one, at offsets that hold."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shugu.model.document import sentence_hash
from shugu.read.segment import segment

# Texts of what segmentation turns on: stops, quotes, brackets, abbreviations, figures, white space.
PIECES = st.sampled_from(
    [
        *(".", "!", "?", "…", "。", "！", "；", "...", '"', "“", "”", "'", "’", "(", ")", "[", "]", "《", "》", "•"),
        *(" ", "  ", "\n", "\n\n", "\t", "\u00a0", "\u3000", "\u2028", "\x85", "\r"),
        *(
            "Dr",
            "e.g",
            "No",
            "U.S",
            "Ltd",
            "et al",
            "A",
            "B",
            "port",
            "Port",
            "3",
            "4.5",
            "港口",
            "🚢",
            "e\u0301",
            "&",
            "-",
        ),
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


def quotes(text):
    return [text[sentence.span.start : sentence.span.end] for sentence in segment(text)]


@settings(deadline=None, max_examples=400)
@given(TEXTS)
def test_every_character_that_is_not_blank_lies_in_exactly_one_sentence(text):
    owners = [0] * len(text)
    for sentence in segment(text):
        for offset in range(sentence.span.start, sentence.span.end):
            owners[offset] += 1
    assert max(owners, default=0) <= 1
    assert all(owned or character.isspace() for owned, character in zip(owners, text, strict=True))


@settings(deadline=None)
@given(TEXTS)
def test_sentences_run_in_order_inside_the_text_without_blanks_at_their_ends(text):
    behind = 0
    for sentence in segment(text):
        assert behind <= sentence.span.start < sentence.span.end <= len(text)
        quote = text[sentence.span.start : sentence.span.end]
        assert quote == quote.strip()
        behind = sentence.span.end


@settings(deadline=None)
@given(TEXTS)
def test_no_sentence_crosses_a_line_and_its_paragraph_is_the_count_of_lines_with_text(text):
    for sentence in segment(text):
        assert "\n" not in text[sentence.span.start : sentence.span.end]
        lines = text[: sentence.span.end].split("\n")
        assert sentence.paragraph == sum(bool(line.strip()) for line in lines)


@settings(deadline=None)
@given(TEXTS)
def test_sentences_are_numbered_from_one_and_carry_the_hash_of_their_words(text):
    for number, sentence in enumerate(segment(text), 1):
        assert sentence.number == number
        assert sentence.sha256 == sentence_hash(text[sentence.span.start : sentence.span.end])


@settings(deadline=None, max_examples=400)
@given(TEXTS)
def test_a_sentence_on_its_own_is_one_sentence_still(text):
    for quote in quotes(text):
        assert quotes(quote) == [quote]


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_what_stands_in_another_line_does_not_change_a_line_s_sentences(above, below):
    assert quotes(f"{above}\n{below}") == quotes(above) + quotes(below)


@settings(deadline=None)
@given(TEXTS, st.integers(0, 5))
def test_empty_lines_in_front_only_shift_the_offsets(text, count):
    shifted = segment("\n" * count + text)
    assert [(s.number, s.paragraph, s.span.start - count, s.span.end - count, s.sha256) for s in shifted] == [
        (s.number, s.paragraph, s.span.start, s.span.end, s.sha256) for s in segment(text)
    ]


@pytest.mark.parametrize("text", ["", " ", "\n\n", " \t\n\u3000\n", "\u00a0", "\x85\u2028"])
def test_a_text_of_white_space_has_no_sentence(text):
    assert segment(text) == ()


@pytest.mark.parametrize(
    "sentences",
    [
        ["The gate shut.", "Nobody came!", "Why?", "Rain…", "Then sun."],
        ["The gate shut.", "“Nobody came.”", "(She left.)", "'Why?'", "[Sic.]", "3 ferries sailed.", "•One more."],
        ["She asked: “Who came?”", "Nobody did."],
        ["It rose by 4.5 percent to 12.75 metres.", "Version 2.1.3 followed."],
        ["Port of Lindow at a glance"],
        ["A title without a stop", "and its line."],
        ["冷库开了。", "谁来了？", "没有人！", "他说：“走吧。”", "天黑了；", "雨停了。"],
        ["冷库 opened.", "港口 followed."],
        ["Wait...", "Then it came."],
        ["Порт открыт.", "Мэр рад."],
        ["Le quai est fermé.", "Évitez-le."],
    ],
)
def test_a_line_is_cut_where_its_sentences_end(sentences):
    glue = "\n" if sentences[0].startswith("A title") else "" if "。" in sentences[0] else " "
    assert quotes(glue.join(sentences)) == sentences


@pytest.mark.parametrize(
    "sentence",
    [
        "Dr. Brook met Mrs. Vale and Gov. Sedge at No. 5 Quay.",
        "The mill cost Shs. 40 million.",
        "The mill opened on Oct. 28 with Rs. 40 crore from Lindow, Nev. and Engr. Ada Brook.",
        "The Lindow Ferry Co. Ltd. Board of Norland sat.",
        "J. R. Vale signed for the U.S. Navy and the U.K. Treasury.",
        "Some fish, e.g. Cod and i.e. Haddock, were landed.",
        "Brook et al. Published the tide tables.",
        "The hall seats approx. 300 people.",
        "Prices rose by .5 percent . but fell later.",
        "He asked “why?” and left.",
        "See harbour.example.org/tides.html for more.",
        "The St. George pier vs. Old Quay.",
    ],
)
def test_a_stop_inside_a_sentence_does_not_cut_it(sentence):
    assert quotes(sentence) == [sentence]


@pytest.mark.parametrize("line", ["He left on Feb. 19.", "LINDOW, Oct. 28 (Norland News) - It rained."])
def test_a_month_cut_short_before_its_day_ends_no_sentence(line):
    assert len(segment(line)) == 1


def test_a_sentence_that_begins_without_a_space_is_cut_off_too():
    assert quotes("The gate shut.Nobody came in 2015.Then it rained.") == [
        "The gate shut.",
        "Nobody came in 2015.",
        "Then it rained.",
    ]


def test_a_line_of_white_space_is_no_paragraph():
    assert [s.paragraph for s in segment("One.\n \u3000\n\n\t\nTwo. Three.\n")] == [1, 2, 2]


def test_a_last_sentence_without_a_stop_is_a_sentence():
    assert quotes("The gate shut. Nobody came") == ["The gate shut.", "Nobody came"]


def test_offsets_count_code_points():
    text = "🚢🚢 sailed. 冷库 opened."
    assert [(s.span.start, s.span.end) for s in segment(text)] == [(0, 10), (11, 21)]


@pytest.mark.parametrize(
    "unit",
    ["The tide is high in Lindow today. ", "a. ", "A.", ". ", ".", "“", "港", "x.“”", "Dr. ", "a.    "],
    ids=[
        "prose",
        "lower case",
        "initials",
        "spaced stops",
        "stops",
        "quotes",
        "no spaces",
        "closings",
        "titles",
        "gaps",
    ],
)
def test_the_time_taken_grows_with_the_length_of_a_line_and_not_faster(unit):
    def seconds(length):
        text = unit * (length // len(unit))
        begin = time.process_time()
        segment(text)
        return time.process_time() - begin

    segment("Warm.")
    # Sixteen times the length; quadratic work would take two hundred and fifty times as long.
    assert seconds(800_000) < 60 * max(seconds(50_000), 0.02)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Minister J.W. Brook came. He left.", ["Minister J.W. Brook came.", "He left."]),
        ("They flew to D.C. The talks ended.", ["They flew to D.C.", "The talks ended."]),
        ("It is led by Rep. Ada Brook.", ["It is led by Rep. Ada Brook."]),
    ],
)
def test_initials_before_a_name_end_no_sentence(text, sentences):
    assert quotes(text) == sentences
