"""The commands init, add, remove and fetch: what they say, what they end with."""

import json
import re
import shutil

import pytest

from candidates import files_of
from conftest import write_collection
from page_designs import DESIGNS, page
from rules import need_rules
from server import serve
from shugu.loading import load
from shugu.read.collection import read_collection

TEXT = "Ferries for Lindow\n\nUpdated: 3 May 2021 Source: Lindow Gazette\n\nThe council bought twelve ferries. They cost 40 million euros.\n"


@pytest.fixture
def folder(tmp_path, run):
    assert run("init", tmp_path / "lindow", "--quiet").exit_code == 0
    return tmp_path / "lindow"


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "ferries.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def site():
    with serve() as site:
        yield site


def test_init_says_what_to_do_next(run, tmp_path):
    done = run("init", tmp_path / "a", "--title", "My region")
    assert (done.exit_code or 0) == 0
    assert "'My region'" in done.stdout
    assert f"shugu add {tmp_path / 'a'} FILE-or-URL" in done.stdout


def test_add_says_what_was_read_and_what_to_do_next(run, folder, article):
    done = run("add", folder, article, "--no-extract")
    assert done.return_value == 0
    for words in (
        "ferries (new): Ferries for Lindow",
        "Lindow Gazette, 2021-05-03, language en, 4 sentences",
        f"shugu review {folder}",
    ):
        assert words in done.stdout


def test_add_goes_on_when_one_document_fails(run, folder, article, tmp_path):
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    done = run(
        "add", folder, tmp_path / "empty.txt", tmp_path / "old.doc", tmp_path / "none.txt", article, "--no-extract"
    )
    assert done.return_value == 2
    assert (
        len(re.findall(r"^shugu: .*(?:holds no text|old Office file|does not exist)", done.stderr, re.MULTILINE)) == 3
    )
    assert [info.id for info in read_collection(folder).documents] == ["ferries"]


def test_add_as_json_has_an_object_for_each_source(run, folder, article):
    done = run("add", folder, article, "none.txt", "--no-extract", "--json")
    first, second = json.loads(done.stdout)
    assert (first["id"], first["state"], first["sentences"], first["language"]) == ("ferries", "new", 4, "en")
    assert (second["state"], second["id"]) == ("failed", None)


def test_a_language_without_rules_says_so(run, folder, tmp_path):
    (tmp_path / "a.txt").write_text("林多港新闻\n林多港开放了冷库，购买了十二艘渡轮。\n", encoding="utf-8")
    done = run("add", folder, tmp_path / "a.txt")
    assert done.return_value == 0
    assert "no rules of extraction" in done.stdout


def test_a_title_is_for_one_document(run, folder, article):
    done = run("add", folder, article, article.with_name("other.txt"), "--title", "T")
    assert done.exception is not None
    assert "one document" in str(done.exception)


@pytest.fixture
def articles(tmp_path):
    """A folder of five texts, one of them twice, with a picture and a folder beside them."""
    there = tmp_path / "articles"
    (there / "older").mkdir(parents=True)
    (there / "older" / "ferries.txt").write_text(TEXT, encoding="utf-8")
    for number, name in enumerate(("bay", "cape", "dune", "east"), 3):
        text = f"News of {name.title()}\n\nThe port of {name.title()} opened {number} halls in May 2019. They cost 40 million euros.\n"
        (there / f"{name}.md").write_text(text, encoding="utf-8")
    shutil.copy(there / "bay.md", there / "again.md")
    (there / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    return there


def test_of_a_folder_its_documents_are_added_in_order_and_the_rest_is_counted(run, folder, articles):
    done = run("add", folder, articles, "--no-extract")
    assert done.return_value == 0
    assert re.findall(r"^(\S+) \((\w+)\)", done.stdout, re.MULTILINE) == [
        ("again", "new"), ("again", "same"), ("cape", "new"), ("dune", "new"), ("east", "new"),
    ]  # fmt: skip
    assert "1 files of other kinds are left out" in done.stderr


def test_a_folder_without_documents_is_no_source(run, folder, tmp_path):
    (tmp_path / "empty").mkdir()
    assert "folders in it are not entered" in str(run("add", folder, tmp_path / "empty").exception)


def test_two_files_of_one_name_are_refused_before_one_takes_the_place_of_the_other(run, folder, article, articles):
    done = run("add", folder, article, articles / "older" / "ferries.txt", "--no-extract")
    assert "have one name" in str(done.exception)
    assert read_collection(folder).documents == ()


def test_several_processes_write_the_bytes_that_one_writes(run, tmp_path, articles):
    need_rules()
    for name, jobs in (("lindow", 1), ("other/lindow", 3)):
        run("init", tmp_path / name)
        done = run("add", tmp_path / name, articles, articles / "none.txt", "--language", "en", "--jobs", jobs)
        assert done.return_value == 2
        assert "none.txt does not exist" in done.stderr
    assert files_of(tmp_path / "lindow") == files_of(tmp_path / "other" / "lindow")
    assert len(load(tmp_path / "lindow").sheets[0].facts) > 0


def test_a_document_that_states_nothing_and_figures_behind_years_are_no_faults(run, folder, tmp_path):
    need_rules()
    (tmp_path / "nothing.txt").write_text("Of course not.\n\nWhy would one?\n", encoding="utf-8")
    (tmp_path / "years.txt").write_text("In 2019 40 clinics opened in Norland. It sold 1 500 tonnes of tea.\n")
    for name in ("nothing.txt", "years.txt"):
        run("add", folder, tmp_path / name, "--language", "en")
    assert {fact.number for fact in load(folder).sheets[1].facts if fact.number} == {40, 1500}
    done = run("build", folder, "--include-undecided", "0")
    assert (done.return_value, done.stderr.count("stated: ")) == (0, 0)
    assert "nothing: none of its 2 sentences yields a row" in done.stderr


def test_how_far_the_reading_of_a_long_text_has_come_is_said(run, folder, tmp_path):
    need_rules()
    (tmp_path / "long.txt").write_text(
        "The council of Lindow bought twelve new ferries for the bay in May 2019.\n\n" * 1000, encoding="utf-8"
    )
    done = run("add", folder, tmp_path / "long.txt", "--language", "en")
    assert [line for line in done.stderr.splitlines() if "parsing" in line][-1:] == [
        "… parsing: 100 % of 1,000 sentences"
    ]


def test_add_needs_a_collection(run, tmp_path, article):
    assert "collection.toml" in str(run("add", tmp_path, article).exception)


def test_private_addresses_need_a_word(run, folder, site):
    site.pages["/a"] = page("classic", "Ferries for Lindow", TEXT.split("\n")[4:5] * 1)
    done = run("add", folder, f"{site.url}/a", "--no-extract")
    assert (done.return_value, "--allow-private" in done.stderr, site.asked) == (2, True, [])
    assert run("add", folder, f"{site.url}/a", "--no-extract", "--allow-private").return_value == 0


def test_a_server_that_fails_ends_with_3(run, folder, site):
    assert run("add", folder, f"{site.url}/none", "--allow-private").return_value == 3


def test_terminal_codes_in_a_title_are_not_passed_on(run, folder, tmp_path):
    (tmp_path / "a.txt").write_text(
        "Red \x1b[31m title \u202e here\n\nTwelve ferries came to the port.\n", encoding="utf-8"
    )
    assert not re.search("[\x1b\u202e]", run("add", folder, tmp_path / "a.txt", "--no-extract").stdout)


def test_remove_takes_a_document_away(run, folder, article):
    run("add", folder, article, "--no-extract")
    assert "is removed" in run("remove", folder, "ferries").stdout
    assert read_collection(folder).documents == ()


def test_the_samples_become_a_graph(run, tmp_path):
    pytest.importorskip("spacy")
    done = run("init", tmp_path / "lindow", "--sample")
    assert done.exception is None, done.output
    assert len(re.findall(r"\d+ rows in", done.stdout)) == 3
    built = run("build", tmp_path / "lindow", "--out", tmp_path / "lindow-graph", "--quiet")
    assert built.exception is None, built.output
    for info in read_collection(tmp_path / "lindow").documents:
        run("remove", tmp_path / "lindow", info.id)
    left = sorted(path.name for path in (tmp_path / "lindow").rglob("*") if path.is_file())
    assert left == ["collection.toml", "entities.tsv"]


# fetch


def served(site, tmp_path, design, *, lines=None, path="/a"):
    """A collection of one document at the site, and the page of it in a design."""
    text = "Harbour news from Lindow\n\nThe port of Lindow opened a cold store on 3 May 2021 after two years of work. It cost 40 million euros, of which the ministry paid a third.\nThe council wants 12 ferries by 2025, said Mayor Ada Brook at the quay. Rain fell all day.\n"
    folder = write_collection(tmp_path / design, text=text, rows=[], url=f"{site.url}{path}")
    title, *own = [line for line in text.splitlines() if line]
    site.pages[path] = page(design, title, own if lines is None else lines(own))
    return folder


@pytest.mark.parametrize("design", DESIGNS)
def test_fetch_finds_every_sentence_in_a_page_of_every_design(run, site, tmp_path, design):
    folder = served(site, tmp_path, design)
    done = run("fetch", folder, "--out", tmp_path / "out", "--allow-private")
    assert (done.return_value, done.exception) == (0, None), done.output
    assert "5 of 5 sentences found" in done.stdout
    assert f"build {folder} --texts {tmp_path / 'out'}" in done.stdout
    lost = [
        line
        for line in run("check", folder, "--texts", tmp_path / "out").stderr.splitlines()
        if "does not verify" in line
    ]
    assert lost == []


def test_fetch_reports_what_it_did_not_find_and_ends_with_1(run, site, tmp_path):
    folder = served(site, tmp_path, "blog", lines=lambda own: [own[0].replace("40", "45"), own[1]])
    done = run("fetch", folder, "--out", tmp_path / "out", "--allow-private", "--json")
    (outcome,) = json.loads(done.stdout)
    assert (done.return_value, outcome["found"], outcome["missing"]) == (1, 4, ["s3"])


def test_fetch_ends_with_3_where_a_server_fails_and_goes_on_with_the_others(run, site, tmp_path):
    folder = served(site, tmp_path, "classic")
    toml = folder / "collection.toml"
    first = toml.read_text()
    entry = (
        first[first.index("[[document]]") :]
        .replace('"harbour"', '"gone"', 1)
        .replace(f"{site.url}/a", f"{site.url}/gone")
    )
    toml.write_text(first + entry)
    (folder / "sentences" / "gone.tsv").write_bytes((folder / "sentences" / "harbour.tsv").read_bytes())
    done = run("fetch", folder, "--out", tmp_path / "out", "--allow-private")
    assert done.return_value == 3
    assert "5 of 5" in done.stdout
    assert "404" in done.stderr
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["harbour.txt"]


def test_a_document_without_an_address_is_passed_over(run, harbour, tmp_path):
    done = run("fetch", harbour, "--out", tmp_path / "out")
    assert (done.return_value, "no address" in done.stdout) == (0, True)


@pytest.mark.texts
@pytest.mark.parametrize("design", ["portal", "soup"])  # tests/read/test_fetch.py has them all
def test_the_articles_are_fetched_and_every_pointer_verifies(run, site, tmp_path, corpus, guizhou, design):
    import shutil

    folder = tmp_path / "guizhou"
    shutil.copytree(guizhou, folder)
    toml = (folder / "collection.toml").read_text("utf-8")
    for info in read_collection(guizhou).documents:
        title, *lines = [line.strip() for line in (corpus / info.file).read_text("utf-8").splitlines() if line.strip()]
        site.pages[f"/{info.id}"] = page(design, title, lines)
        toml = (
            toml.replace(info.url, f"{site.url}/{info.id}")
            if info.url
            else toml.replace(f'id = "{info.id}"', f'id = "{info.id}"\nurl = "{site.url}/{info.id}"')
        )
    (folder / "collection.toml").write_text(toml, "utf-8")
    done = run("fetch", folder, "--out", tmp_path / "out", "--allow-private", "--json")
    outcomes = json.loads(done.stdout)
    assert [(outcome["missing"], outcome["failure"]) for outcome in outcomes] == [([], None)] * 5
    said = run("check", folder, "--texts", tmp_path / "out").stderr
    assert "does not verify" not in said
    assert "not in the sentence register" not in said
