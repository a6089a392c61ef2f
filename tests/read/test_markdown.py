"""Markdown: words without marks, a line for each heading, item and cell."""

import pytest

from shugu.read.markdown import read_markdown
from shugu.read.result import place_of


@pytest.fixture
def read(tmp_path):
    def call(text):
        path = tmp_path / "a.md"
        path.write_text(text, encoding="utf-8")
        return read_markdown(path, "a")

    return call


def lines(result):
    return result.document.text.splitlines()


def test_marks_go_and_words_stay(read):
    result = read(
        "# Ferries *for* Lindow\n\nThe [council](https://example.org/c) **bought** `12`\nferries. &amp; more\n"
    )
    assert lines(result) == ["Ferries for Lindow", "The council bought 12 ferries. & more"]
    assert result.title == "Ferries for Lindow"


def test_headings_items_and_cells_are_lines_of_their_own(read):
    text = "Part\n====\n\n- one\n- two\n  1. three\n\n> four\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n    code\n"
    assert lines(read(text)) == ["Part", "one", "two", "three", "four", "a", "b", "1", "2", "code"]


def test_front_matter_is_no_text_and_gives_title_date_and_publisher(read):
    result = read(
        "---\ntitle: 'Ferries'\ndate: 2021-05-03\npublisher: Lindow Gazette\nevil: !!python/object:os.system\n---\nTwelve came.\n"
    )
    assert lines(result) == ["Twelve came."]
    assert (result.title, result.published, result.publisher) == ("Ferries", "2021-05-03", "Lindow Gazette")


def test_places_are_lines_of_the_file(read):
    result = read("---\ntitle: T\n---\n\n# One\n\nTwo here.\n")
    assert [place_of(result.places, s.span) for s in result.document.sentences] == ["line 5", "line 7"]


def test_html_in_it_is_text_without_tags_and_never_a_tag(read):
    result = read("a <b>bold</b><br>line\n\n<div onclick='x()'>\nraw <i>html</i>\n</div>\n\n5 < 6 and 7 > 3\n")
    assert lines(result) == ["a bold", "line", "raw", "html", "5 < 6 and 7 > 3"]


@pytest.mark.parametrize("text", [">" * 5_000 + "x", "[" * 20_000, "*a **b " * 5_000, "- " * 5_000 + "x", "`" * 20_001])
def test_nesting_bombs_end_in_time(read, text):
    read(text)
