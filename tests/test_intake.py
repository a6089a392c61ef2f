"""The folder of a collection as a user fills it: documents come, come again, change and go."""

import pytest

from conftest import TEXT, write_collection
from page_designs import page
from server import serve
from shugu.errors import InputError, ServiceError
from shugu.extraction import has_rules
from shugu.intake import Details, State, add_document, add_samples, init_collection, remove_document
from shugu.model.document import sentence_hash, text_hash
from shugu.model.table import read_table
from shugu.pipeline import load, verify
from shugu.read.collection import read_collection
from shugu.read.entries import insert_entry, remove_entry, update_entry
from shugu.read.fetch import Fetcher, Limits
from shugu.refetch import refetch
from shugu.review.register import read_register

FERRIES = "Ferries for Lindow\n\n3 May 2021\n\nThe council bought twelve ferries. They cost 40 million euros.\n"
STORE = "A cold store\n\nThe port of Lindow opened a cold store. It holds 9,000 tonnes of fish.\n"


@pytest.fixture
def folder(tmp_path):
    init_collection(tmp_path / "lindow", title="Lindow")
    return tmp_path / "lindow"


@pytest.fixture
def brought(tmp_path):
    """Writes a file as a user has it, outside of the collection."""

    def write(name, text):
        path = tmp_path / "brought" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def entry(folder, id_):
    return next(info for info in read_collection(folder).documents if info.id == id_)


# Beginning


def test_a_new_collection_can_be_read_and_is_empty(tmp_path):
    made = init_collection(tmp_path / "My Région", title='The "best" of\nit')
    assert (made.id, made.title, made.base) == ("my-region", 'The "best" of it', "https://example.org/my-region/")
    assert sorted(files(tmp_path / "My Région")) == ["collection.toml", "entities.tsv"]
    assert load(tmp_path / "My Région").entities == {}


def test_a_folder_of_others_is_left_alone(tmp_path, folder):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("x")
    (tmp_path / "file").write_text("x")
    for place, reason in (("mine", "holds files"), ("file", "is a file"), ("lindow", "already")):
        with pytest.raises(InputError, match=reason):
            init_collection(tmp_path / place)
    assert (tmp_path / "mine" / "notes.txt").read_text() == "x"
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / ".git").mkdir()
    init_collection(tmp_path / "empty")


# Coming


def test_an_added_document_has_text_register_sheet_original_and_entry(folder, brought):
    added = add_document(folder, brought("Ferry News.txt", FERRIES))
    info = entry(folder, "ferry-news")
    assert added.info == info
    assert (added.state, info.title, info.published, info.language) == (
        State.NEW,
        "Ferries for Lindow",
        "2021-05-03",
        "en",
    )
    assert (info.sha256, info.length, info.file) == (text_hash(FERRIES), len(FERRIES), "ferry-news.txt")
    assert sorted(files(folder)) == [
        "collection.toml", "entities.tsv", "facts/ferry-news.tsv", "sentences/ferry-news.tsv",
        "sources/ferry-news.txt", "texts/ferry-news.txt",
    ]  # fmt: skip
    assert [finding for finding in verify(load(folder), folder / "texts")[1] if finding.check != "sentence"] == []


def test_a_document_that_is_no_plain_text_brings_its_map(folder, brought):
    add_document(folder, brought("plan.md", "# Plan\n\nTwelve ferries come.\n"))
    rows = read_table(folder / "maps" / "plan.tsv", required=("start", "end", "place")).rows
    assert [row.cells for row in rows] == [["0", "4", "line 1"], ["5", "25", "line 3"]]


def test_what_the_user_says_comes_before_what_the_document_says(folder, brought):
    details = Details(id="mine", title="My title", publisher="Gazette", published="2020-01-02", language="en-GB")
    info = add_document(folder, brought("a.txt", FERRIES), details=details).info
    assert (info.id, info.title, info.publisher, info.published, info.language) == (
        "mine",
        "My title",
        "Gazette",
        "2020-01-02",
        "en-GB",
    )


@pytest.mark.parametrize(
    "details",
    [
        Details(id="a b"),
        Details(id="entities"),
        Details(published="2020-02-30"),
        Details(published="May"),
        Details(language="English"),
        Details(title="a\nb"),
        Details(publisher=" "),
    ],
)
def test_details_of_the_wrong_form_are_refused_and_nothing_changes(folder, brought, details):
    before = files(folder)
    with pytest.raises(InputError):
        add_document(folder, brought("a.txt", FERRIES), details=details)
    assert files(folder) == before


@pytest.mark.parametrize(
    ("name", "content"), [("empty.txt", " \n"), ("scan.pdf", "%PDF-1.4"), ("a.docx", "PK"), ("bad.txt", "a\0b")]
)
def test_a_document_that_cannot_be_read_changes_nothing(folder, brought, name, content):
    before = files(folder)
    with pytest.raises(InputError, match=name):
        add_document(folder, brought(name, content))
    assert files(folder) == before


def test_a_document_in_another_language_is_kept_and_says_so(folder, brought):
    added = add_document(
        folder, brought("港口.txt", "林多港新闻\n林多港开放了冷库，购买了十二艘渡轮。它们耗资四千万欧元。\n")
    )
    assert added.info.language == "zh"
    assert added.info.id.startswith("document-")
    assert "no rules of extraction" in " ".join(added.notes)
    assert len(read_register(folder / "sentences" / f"{added.info.id}.tsv")) == 3
    assert has_rules("en-GB")
    assert not has_rules("zh")


# Coming again


def test_the_same_text_again_is_the_same_document_whatever_its_name(folder, brought):
    add_document(folder, brought("a.txt", FERRIES))
    before = files(folder)
    for source in (
        brought("a.txt", FERRIES),
        brought("renamed.txt", FERRIES),
        brought("b.txt", "\ufeff" + FERRIES.replace("\n", "\r\n")),
    ):
        added = add_document(folder, source)
        assert (added.state, added.info.id) == (State.SAME, "a")
        assert "already" in added.notes[0]
    assert files(folder) == before


def test_the_same_text_with_a_better_title_changes_only_that(folder, brought):
    add_document(folder, brought("a.txt", FERRIES))
    add_document(folder, brought("a.txt", FERRIES), details=Details(title="Better"))
    assert entry(folder, "a").title == "Better"


def test_a_new_issue_takes_the_place_of_the_old_one_which_is_kept(folder, brought):
    add_document(folder, brought("a.txt", FERRIES), details=Details(publisher="Gazette"))
    old = entry(folder, "a")
    register = folder / "sentences" / "a.tsv"
    register.write_text(
        register.read_text().replace(f"{sentence_hash('3 May 2021')}\t", f"{sentence_hash('3 May 2021')}\tdate line")
    )
    added = add_document(folder, brought("a.txt", FERRIES.replace("40 million", "44 million")))
    new = entry(folder, "a")
    assert (added.state, new.publisher) == (State.REPLACED, "Gazette")
    assert "44 million" in (folder / "texts" / "a.txt").read_text()
    assert (folder / "texts" / "previous" / f"a.{old.sha256[:12]}.txt").read_text() == FERRIES
    assert [record.reason for record in read_register(register)] == [None, "date line", None, None]
    assert len(read_collection(folder).documents) == 1


def test_a_new_issue_under_another_name_is_named_by_its_id(folder, brought):
    add_document(folder, brought("a.txt", FERRIES))
    added = add_document(folder, brought("final2.md", "# Ferries\n\nThirteen ferries came.\n"), details=Details(id="a"))
    assert (added.state, added.info.file) == (State.REPLACED, "a.md")
    assert sorted(path.name for path in (folder / "sources").iterdir()) == ["a.md"]


def test_files_of_one_name_and_two_kinds_are_two_documents(folder, brought):
    add_document(folder, brought("plan.txt", FERRIES))
    assert add_document(folder, brought("plan.md", STORE)).info.id == "plan-md"
    assert add_document(folder, brought("plan.md", STORE + "More.\n")).state is State.REPLACED


def test_the_order_of_coming_and_what_came_and_went_leave_no_trace(tmp_path, brought):
    sources = [brought("b.txt", FERRIES), brought("a.txt", STORE), brought("c.txt", "One line.")]
    made = []
    for name, order in (("x", (0, 1)), ("y", (1, 2, 0))):
        folder = tmp_path / name / "lindow"
        init_collection(folder)
        for number in order:
            add_document(folder, sources[number])
        if 2 in order:
            remove_document(folder, "c")
        made.append(files(folder))
    assert made[0] == made[1]


def test_work_that_was_cut_off_leaves_nothing_and_the_same_command_does_it(folder, brought, monkeypatch):
    add_document(folder, brought("a.txt", FERRIES))
    before = files(folder)
    source = brought("a.txt", FERRIES.replace("40", "44"))
    with monkeypatch.context() as patch:
        patch.setattr("shugu.intake.write_entry", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            add_document(folder, source)
    assert files(folder) == before
    assert add_document(folder, source).state is State.REPLACED
    assert [path.read_text() for path in (folder / "texts" / "previous").iterdir()] == [FERRIES]
    assert entry(folder, "a").sha256 == text_hash((folder / "texts" / "a.txt").read_text())


@pytest.mark.parametrize("language", ["fr", "en"])
def test_rows_entered_by_hand_go_along_with_a_new_issue(tmp_path, brought, language):
    folder = write_collection(tmp_path / "harbour", language=language)
    moved = "A word before\n\n" + TEXT.replace("12 ferries", "14 ferries")
    added = add_document(folder, brought("harbour.txt", moved), details=Details(id="harbour", language=language))
    assert added.state is State.REPLACED
    [sheet] = load(folder).sheets
    kept = {fact.id: moved[fact.span.start : fact.span.end] for fact in sheet.accepted}
    assert kept["h-2-1"] == "The port of Lindow opened a cold store on 3 May 2021."
    assert "h-4-1" not in kept
    assert [fact.id for fact in added.report.orphans] == ["h-4-1"]


# Going


def test_a_removed_document_leaves_the_collection_as_it_was(folder, brought):
    add_document(folder, brought("a.txt", FERRIES))
    before = files(folder)
    add_document(folder, brought("b.md", STORE))
    add_document(folder, brought("b.md", STORE + "More of it.\n"))
    remove_document(folder, "b")
    assert files(folder) == before


def test_a_document_that_is_not_there_cannot_be_removed(folder, brought):
    add_document(folder, brought("a.txt", FERRIES))
    with pytest.raises(InputError, match=r"no document 'b'; it has: a"):
        remove_document(folder, "b")


# collection.toml


HAND = """\
# Mine.
id = "x"   # short
title = 'X'
base = "https://example.org/x/"
licence = "CC0"
description = "d"

# about b
[[document]]
id = "b" # first
title = '''long
one'''
publisher = "P"
sha256 = "00" # old
length = 1

  [[ document ]]
id = "d"
title = "D"
publisher = "P"
sha256 = "11"
length = 2
# the end
"""


def keys(name):
    return {"id": name, "title": f'“{name}” "q" \\', "publisher": "P", "sha256": "22", "length": 3}


def test_entries_are_put_in_their_place_and_taken_out_without_a_trace():
    for name in ("a", "c", "e"):
        added = insert_entry(HAND, keys(name))
        assert [line for line in added.splitlines() if line.startswith("id =")][1:] == sorted(
            ['id = "b" # first', 'id = "d"', f'id = "{name}"']
        )
        assert remove_entry(added, name) == HAND


def test_a_changed_entry_keeps_comments_and_all_other_lines():
    changed = update_entry(HAND, "b", {"sha256": "33", "language": "fr"})
    assert 'sha256 = "33" # old' in changed
    assert [line for line in HAND.splitlines() if line not in changed.splitlines()] == ['sha256 = "00" # old']


def test_a_comment_above_a_table_goes_with_it_and_others_stay():
    left = remove_entry(HAND, "b")
    assert "# about b" not in left
    assert "# Mine." in left
    assert "# the end" in left


def test_a_file_whose_looks_deceive_is_not_edited():
    text = HAND.replace("long\none", "long\n[[document]]\none")
    with pytest.raises(InputError, match="by hand"):
        remove_entry(text, "d")


# From the web


@pytest.fixture
def site():
    with serve() as site:
        yield site


@pytest.fixture
def fetcher():
    return Fetcher(Limits(allow_private=True, delay=0, seconds=5), sleep=lambda seconds: None)


LINES = [
    "The council of Lindow bought twelve ferries on 3 May 2021, after two years of talks with three yards in the north.",
    "They cost 40 million euros, a third of which the ministry of transport in Norland paid in the same year.",
    "By 2025 the port is to handle 1.2 million tonnes of goods a year, up from 0.8 million, the harbour office says.",
]


def test_a_page_is_added_with_its_address_and_day_and_comes_again_under_the_same_id(folder, site, fetcher):
    site.pages["/a"] = page("classic", "Ferries for Lindow", LINES)
    url = f"{site.url}/a"
    added = add_document(folder, url, fetcher=fetcher, today="2024-05-06")
    info = entry(folder, "ferries-for-lindow-lindow-gazette" if "gazette" in added.info.id else "ferries-for-lindow")
    assert (info.url, info.retrieved, info.media_type, info.file) == (url, "2024-05-06", "text/html", f"{info.id}.html")
    assert add_document(folder, url, fetcher=fetcher, today="2025-01-01").state is State.SAME
    site.pages["/a"] = page(
        "classic",
        "Ferries for Lindow",
        [*LINES, "A thirteenth ferry was ordered in June, the mayor said to the reporters of the town."],
    )
    again = add_document(folder, url, fetcher=fetcher, today="2025-01-01")
    assert (again.state, again.info.id, again.info.retrieved) == (State.REPLACED, info.id, "2025-01-01")


def test_a_server_that_fails_changes_nothing(folder, site, fetcher):
    before = files(folder)
    with pytest.raises(ServiceError):
        add_document(folder, f"{site.url}/none", fetcher=fetcher)
    assert files(folder) == before


def test_texts_are_fetched_again_and_verify(folder, site, fetcher, tmp_path):
    site.pages["/a"] = page("classic", "Ferries for Lindow", LINES)
    info = add_document(folder, f"{site.url}/a", fetcher=fetcher).info
    site.pages["/a"] = page("soup", "Ferries for Lindow", LINES)
    (outcome,) = refetch(folder, tmp_path / "texts", fetcher=fetcher)
    assert (outcome.missing, outcome.same) == ((), True)
    _, findings = verify(load(folder), tmp_path / "texts")
    assert [finding for finding in findings if finding.check != "sentence"] == []
    assert list(refetch(folder, tmp_path / "texts", fetcher=fetcher))[0].skipped
    site.pages["/a"] = page("soup", "Ferries for Lindow", [LINES[0], LINES[1].replace("40", "41"), LINES[2]])
    (outcome,) = refetch(folder, tmp_path / "texts", fetcher=fetcher, again=True)
    assert (len(outcome.missing), outcome.lost, outcome.same) == (1, outcome.missing, False)
    assert "41" not in (tmp_path / "texts" / f"{info.id}.txt").read_text()


def test_a_text_that_was_issued_anew_while_it_was_fetched_is_left_alone(folder, site, fetcher, tmp_path):
    site.pages["/a"] = page("classic", "Ferries for Lindow", LINES)
    info = add_document(folder, f"{site.url}/a", fetcher=fetcher).info
    newer = tmp_path / f"{info.id}.txt"
    newer.write_text("Ferries for Lindow\n\nThe council bought thirteen ferries.\n", encoding="utf-8")

    def answer_late(request):
        add_document(folder, str(newer), details=Details(id=info.id))
        request.send_response(200)
        request.send_header("Content-Type", "text/html")
        request.end_headers()
        request.wfile.write(page("classic", "Ferries for Lindow", LINES))

    site.pages["/a"] = answer_late
    (outcome,) = refetch(folder, folder / "texts", fetcher=fetcher, again=True)
    assert "issued anew" in outcome.skipped
    assert "thirteen" in (folder / "texts" / f"{info.id}.txt").read_text()


# The samples


def test_the_samples_are_three_articles_with_dates_and_publishers(folder):
    added = add_samples(folder)
    assert [
        (a.info.language, a.info.published is not None, a.info.publisher != "unknown publisher") for a in added
    ] == [("en", True, True)] * 3
    for document in added:
        assert 120 <= len(document.result.document.text.split()) <= 180
    texts = " ".join(document.result.document.text for document in added)
    assert "31 percent" in texts
    assert "28 percent" in texts
