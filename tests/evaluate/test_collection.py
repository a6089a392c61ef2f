"""What the rules find in texts of the genre is what a collection can hold: sheets that read back, a graph that conforms."""

import pytest

from conftest import REPOSITORY
from rules import need_rules
from shugu.evaluate.passages import read_passages
from shugu.extraction import ExtractionSettings
from shugu.intake import Details, add_document, init_collection
from shugu.loading import load
from shugu.model.finding import Severity
from shugu.pipeline import build

need_rules()

PASSAGES = read_passages(REPOSITORY / "tests" / "passages")
MORE = """The line carries trains at 160 km/h. The field gave 4.5 tonnes per hectare in 2019.

The terminal loads 90,000 barrels per day. The valley holds 12 GWh of storage and 3 mbps of bandwidth.
"""


@pytest.fixture(scope="module")
def collection(tmp_path_factory):
    folder = tmp_path_factory.mktemp("passages")
    init_collection(folder / "all")
    for passage in PASSAGES:
        (folder / f"{passage.id}.txt").write_text(passage.text, encoding="utf-8")
    (folder / "more.txt").write_text(MORE, encoding="utf-8")
    details = Details(published="2021-05-04", language="en")
    for path in sorted(folder.glob("*.txt")):
        add_document(folder / "all", str(path), details=details, extraction=ExtractionSettings())
    return folder / "all"


def test_every_row_that_is_found_reads_back_from_its_sheet(collection):
    sheets = load(collection).sheets
    assert len(sheets) == len(PASSAGES) + 1
    assert sum(len(sheet.facts) for sheet in sheets) > 500
    units = {fact.unit for sheet in sheets for fact in sheet.facts}
    assert {"km-per-h", "t-per-ha", "bbl-per-d"} <= units


def test_a_graph_of_all_of_them_conforms(collection, tmp_path):
    report = build(collection, tmp_path / "graph", texts=collection / "texts", undecided=0.0)
    assert [finding for finding in report.findings if finding.severity is Severity.VIOLATION] == []
    assert report.shapes.findings == ()
    assert report.counts["triples"] > 10_000
