"""The reference page of the ontology: it is what the files say, and a change of theirs is noticed."""

import shutil
import subprocess
import sys

import pytest

from conftest import REPOSITORY
from shugu.ontology import load_ontology, read_queries
from shugu.settings import ontology_folder

SCRIPT = REPOSITORY / "scripts" / "reference"
PAGE = REPOSITORY / "docs" / "ontology.md"


def reference(*arguments):
    return subprocess.run([sys.executable, SCRIPT, *arguments], capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def page():
    return PAGE.read_text("utf-8")


def test_the_page_is_what_the_ontology_says():
    result = reference("--check")
    assert (result.returncode, result.stderr) == (0, "")


def test_a_change_of_the_ontology_makes_the_page_out_of_date(tmp_path):
    shutil.copytree(ontology_folder(), tmp_path / "ontology", ignore=shutil.ignore_patterns("questions"))
    path = tmp_path / "ontology" / "shugu.ttl"
    path.write_text(path.read_text("utf-8").replace('"is the capital of"@en', '"is the chief town of"@en'), "utf-8")
    result = reference("--check", "--ontology", tmp_path / "ontology")
    assert result.returncode == 1
    assert "run scripts/reference" in result.stderr
    assert reference("--ontology", tmp_path / "ontology", "--out", tmp_path / "page.md").returncode == 0
    assert "is the chief town of" in (tmp_path / "page.md").read_text("utf-8")


def test_a_page_that_is_missing_is_out_of_date(tmp_path):
    assert reference("--check", "--out", tmp_path / "page.md").returncode == 1
    assert not (tmp_path / "page.md").exists()


@pytest.mark.parametrize("kind", ["classes", "properties"])
def test_every_term_that_files_of_a_collection_may_name_is_on_the_page(kind, page):
    terms = getattr(load_ontology().vocabulary, kind)
    prefixes = {"https://w3id.org/shugu/ns#": "sg", "https://w3id.org/shugu/indicator/": "indicator"}
    names = [f"`{prefixes[term.iri.removesuffix(name)]}:{name}`" for name, term in terms.items()]
    assert len(names) > 40
    assert not [name for name in names if name not in page]


def test_every_unit_is_on_the_page_as_sheets_write_it(page):
    assert not [name for name in load_ontology().vocabulary.units if f"\n| `{name}` |" not in page]


def test_every_rule_and_comparison_is_on_the_page_in_words(page):
    for folder in ("rules", "comparisons"):
        for query in read_queries(folder).values():
            assert f"`{query.name}`: {query.title}\n" in page


def test_every_heading_can_be_reached_from_the_top(page):
    headings = [line.removeprefix("## ") for line in page.splitlines() if line.startswith("## ")]
    assert len(headings) > 10
    assert all(f"[{heading}](#" in page for heading in headings)


def test_a_table_has_as_many_cells_in_every_row(page):
    widths = None
    for line in page.splitlines():
        if not line.startswith("|"):
            widths = None
            continue
        width = line.replace("\\|", "").count("|")
        widths = widths or width
        assert width == widths, line
