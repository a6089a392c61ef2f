"""The command evaluate: what is found and what it is measured by, and what is said where one of them is missing."""

import json

import pytest
from click.testing import CliRunner

from conftest import REPOSITORY
from rules import need_rules
from shugu.cli.main import main
from shugu.errors import InputError
from shugu.evaluate.passages import read_passages
from shugu.extraction import ExtractionSettings, extract_document
from shugu.intake import Details, add_document, init_collection
from shugu.loading import load
from shugu.read.plain import read_document

need_rules()

# A text in which the rules find a row that the guard refuses.
PASSAGE = next(p for p in read_passages(REPOSITORY / "tests" / "passages") if p.id == "30-vaitele-fish")


@pytest.fixture
def folder(tmp_path):
    """A collection of one text with the rows that were found in it, all undecided."""
    (tmp_path / "fish.txt").write_text(PASSAGE.text, encoding="utf-8")
    init_collection(tmp_path / "news")
    details = Details(title="Fish", published=PASSAGE.published, language="en")
    add_document(tmp_path / "news", str(tmp_path / "fish.txt"), details=details, extraction=ExtractionSettings())
    return tmp_path / "news"


@pytest.fixture
def reviewed(folder):
    """The same with every row accepted."""
    result = CliRunner().invoke(main, ["review", str(folder), "--by", "Ann"], input="a" * 100, standalone_mode=False)
    assert "0 of" in result.output
    return folder


def test_only_what_the_guard_lets_pass_is_scored(run, reviewed):
    document = read_document(reviewed / "texts" / "fish.txt", "fish")
    known = tuple(load(reviewed).names.entities.values())
    found = extract_document(document, published=PASSAGE.published, title="Fish", known=known)
    assert found.refused
    scores = json.loads(run("evaluate", reviewed, "--json", "--summary").stdout)["lenient"]["all"]
    assert scores["found"] == len(found.candidates)
    assert scores["f1"] > 0.9


def test_without_an_accepted_row_it_says_how_to_get_some(run, folder):
    with pytest.raises(InputError, match=r"no accepted row to measure by; .*shugu review"):
        raise run("evaluate", folder).exception


def test_a_missing_text_is_named(run, reviewed):
    (reviewed / "texts" / "fish.txt").unlink()
    with pytest.raises(InputError, match="the text of fish is not in"):
        raise run("evaluate", reviewed).exception
