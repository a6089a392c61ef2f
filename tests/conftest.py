"""What several tests need: a small collection of our own, the built Guizhou graph, the articles where they are at hand."""

import os
import shutil
import subprocess
import textwrap
from pathlib import Path

import pytest
from click.testing import CliRunner

from shugu.cli.main import main
from shugu.model.collection import SentenceRecord
from shugu.model.document import Span, text_hash
from shugu.pipeline import build
from shugu.read.segment import segment
from shugu.review.register import format_register
from shugu.review.sheet import COLUMNS
from shugu.settings import collections_folder

REPOSITORY = Path(__file__).resolve().parents[1]
CORPUS = REPOSITORY.parent / "shared" / "corpus"

TEXT = textwrap.dedent(
    """\
    Harbour news from Lindow

    The port of Lindow opened a cold store on 3 May 2021. It cost 40 million euros.
    The council wants 12 ferries by 2025, said Mayor Ada Brook. Rain fell all day.
    """
)
ENTITIES = [
    ["id", "type", "label@en", "label@zh", "aliases", "not the same as"],
    ["lindow", "City", "Lindow", "林多", "port of Lindow", "Lindow Vale"],
    ["lindow-vale", "Region", "Lindow Vale", "", "", "Lindow"],
    ["norland", "Country", "Norland", "", "", ""],
    ["cold-store", "Project", "Cold store of Lindow", "", "", ""],
    ["cold-store-opening", "Launch", "Opening of the cold store", "", "", ""],
    ["ada-brook", "Person", "Ada Brook", "", "Mayor Brook", ""],
]
ROWS = [
    {"id": "h-2-1", "sentence": "s2", "subject": "cold-store-opening", "property": "occurred", "time": "2021-05-03", "stated": "3 May 2021"},
    {"id": "h-2-2", "sentence": "s2", "subject": "cold-store-opening", "property": "concerns", "object": "cold-store"},
    {"id": "h-2-3", "sentence": "s2", "subject": "cold-store", "property": "locatedIn", "object": "lindow"},
    {"id": "h-3-1", "sentence": "s3 s2", "subject": "cold-store", "property": "total-investment", "value": "40000000", "stated": "40 million euros", "unit": "USD", "comparator": "="},
    {"id": "h-4-1", "sentence": "s4", "subject": "lindow", "property": "data-sources", "value": "12", "stated": "12 ferries", "unit": "count", "comparator": "=", "time": "2025", "basis": "target", "speaker": "ada-brook"},
]  # fmt: skip


def write_table(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")


def write_collection(
    folder, *, text=TEXT, rows=ROWS, entities=ENTITIES, document="harbour", collection="harbour", **document_keys
):
    """A collection of one document in `folder`, made of the parts given."""
    sentences = segment(text)
    facts = {row["sentence"].split()[0] for row in rows if row.get("sentence")}
    records = [
        SentenceRecord(
            id=s.id,
            paragraph=s.paragraph,
            span=s.span,
            sha256=s.sha256,
            reason=None if s.id in facts else "states nothing to record",
        )
        for s in sentences
    ]
    spans = {s.id: s.span for s in sentences}
    keys = {
        "id": document,
        "title": "Harbour news",
        "publisher": "Lindow Gazette",
        "published": "2021-06-01",
        "sha256": text_hash(text),
        "length": len(text),
        **document_keys,
    }
    folder.mkdir(parents=True, exist_ok=True)
    lines = [
        f'id = "{collection}"',
        'title = "Harbour"',
        f'base = "https://example.org/{collection}/"',
        'licence = "CC0"',
        'description = "A small collection."',
        "[[document]]",
        *(f"{key} = {value!r}" if isinstance(value, int) else f'{key} = "{value}"' for key, value in keys.items()),
    ]
    (folder / "collection.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "sentences").mkdir(exist_ok=True)
    (folder / "sentences" / f"{document}.tsv").write_text(format_register(records), encoding="utf-8")
    cells = []
    for row in rows:
        span = spans.get(row["sentence"].split()[0], Span(0, 1))
        full = {"decision": "accepted", "start": str(span.start), "end": str(span.end), **row}
        cells.append([full.get(column, "") for column in COLUMNS])
    write_table(folder / "facts" / f"{document}.tsv", [list(COLUMNS), *cells])
    write_table(folder / "entities.tsv", entities)
    (folder / "texts").mkdir(exist_ok=True)
    (folder / "texts" / f"{document}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def harbour(tmp_path):
    """A small collection of one document of our own, with its text."""
    return write_collection(tmp_path / "harbour")


@pytest.fixture(scope="session")
def guizhou():
    """The folder of the built-in collection."""
    return collections_folder() / "guizhou"


@pytest.fixture(scope="session")
def built(tmp_path_factory, guizhou):
    """The Guizhou graph, built once without texts; tests do not write into it."""
    out = tmp_path_factory.mktemp("built") / "guizhou-graph"
    build(guizhou, out)
    return out


@pytest.fixture(scope="session")
def corpus():
    """The folder of the five articles; tests that need it are skipped, with a reason, where it is not at hand."""
    if not CORPUS.is_dir():
        if os.environ.get("SHUGU_REQUIRE_ALL"):
            pytest.fail(f"SHUGU_REQUIRE_ALL is set and the articles are not at {CORPUS}")
        pytest.skip(f"the texts of the five articles are not at {CORPUS}")
    return CORPUS


@pytest.fixture
def run():
    """Runs a shugu command in this process: `run("facts", "--graph", folder)` gives exit code and output."""
    runner = CliRunner()

    def call(*arguments):
        return runner.invoke(main, [str(argument) for argument in arguments], standalone_mode=False)

    return call


def need_tool(name, package):
    """Skips where a Debian tool is missing; fails there in CI."""
    if shutil.which(name) is None:
        message = f"{name} is not installed; it is in Debian's package {package} (scripts/install-tools installs it)"
        if os.environ.get("SHUGU_REQUIRE_ALL"):
            pytest.fail(message)
        pytest.skip(message)


@pytest.fixture(scope="session")
def npm_packages(tmp_path_factory):
    """The packages of graph/web's lock file: those that scripts/web installed, else installed for this run."""
    need_tool("npm", "npm")
    web = REPOSITORY / "graph" / "web"
    installed = web / "node_modules" / ".installed"
    if installed.exists() and installed.read_bytes() == (web / "package-lock.json").read_bytes():
        return web / "node_modules"
    folder = tmp_path_factory.mktemp("npm")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(web / name, folder / name)
    done = subprocess.run(
        ["npm", "ci", "--no-audit", "--no-fund"], cwd=folder, capture_output=True, text=True, check=False, timeout=300
    )
    if done.returncode != 0:
        message = f"npm could not install the packages of graph/web: {done.stderr[-400:]}"
        if os.environ.get("SHUGU_REQUIRE_ALL"):
            pytest.fail(message)
        pytest.skip(message)
    return folder / "node_modules"
