"""collection.toml: what it may say, and how each fault is named with its line."""

import re

import pytest

from conftest import write_collection
from shugu.errors import InputError, LocatedError
from shugu.read.collection import find_text, read_collection

HEAD = """\
id = "harbour"
title = "Harbour"
base = "https://example.org/harbour/"
licence = "CC0"
description = "A small collection."
"""
DOCUMENT = f"""
[[document]]
id = "news"
title = "Harbour news"
publisher = "Lindow Gazette"
sha256 = "{"0" * 64}"
length = 120
"""
# HEAD has five lines; the first document's table begins on line 7, the second's on line 14.


def read(folder, text):
    folder.mkdir(exist_ok=True)
    (folder / "collection.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_collection(folder)


def refused(folder, text):
    """Line and reason of every fault that the collection is refused for."""
    with pytest.raises(LocatedError) as caught:
        read(folder, text)
    assert {problem.path for problem in caught.value.problems} == {str(folder / "collection.toml")}
    return [(problem.line, problem.reason) for problem in caught.value.problems]


def test_a_collection_says_what_its_file_says(tmp_path):
    collection = read(tmp_path, HEAD + DOCUMENT + 'published = 2021-06-01\nlanguage = "zh-Hans"\nsource = "Wire"\n')
    (document,) = collection.documents
    assert (collection.id, collection.base, collection.folder) == ("harbour", "https://example.org/harbour/", tmp_path)
    assert (document.id, document.length, document.published, document.language) == (
        "news",
        120,
        "2021-06-01",
        "zh-Hans",
    )
    assert document.origin == "Wire"


def test_what_is_not_said_of_a_document_has_the_usual_value(tmp_path):
    (document,) = read(tmp_path, HEAD + DOCUMENT).documents
    assert (document.published, document.url, document.file, document.title) == (None, None, None, "Harbour news")
    assert (document.language, document.media_type, document.origin) == ("en", "text/plain", "Lindow Gazette")


def test_the_files_of_a_collection_lie_in_its_folder(tmp_path):
    collection = read(tmp_path, HEAD + DOCUMENT)
    assert collection.entities_path() == tmp_path / "entities.tsv"
    assert collection.sheet_path("news") == tmp_path / "facts" / "news.tsv"
    assert collection.register_path("news") == tmp_path / "sentences" / "news.tsv"


def test_a_collection_may_have_no_document(tmp_path):
    assert read(tmp_path, HEAD).documents == ()


def test_documents_come_in_the_order_of_the_file(tmp_path):
    second = DOCUMENT.replace('"news"', '"atlas"')
    assert [document.id for document in read(tmp_path, HEAD + DOCUMENT + second).documents] == ["news", "atlas"]


def test_a_byte_order_mark_and_carriage_returns_do_no_harm(tmp_path):
    text = "\ufeff" + (HEAD + DOCUMENT).replace("\n", "\r\n")
    assert read(tmp_path, text).documents == read(tmp_path, HEAD + DOCUMENT).documents


@pytest.mark.parametrize("published", ['"2021-06-01"', "2021-06-01"])
def test_a_date_may_be_written_as_text_or_as_a_toml_date(tmp_path, published):
    assert read(tmp_path, f"{HEAD}{DOCUMENT}published = {published}").documents[0].published == "2021-06-01"


# Refused


def test_a_folder_that_is_missing_or_holds_no_collection_is_refused(tmp_path):
    with pytest.raises(InputError, match="not a folder"):
        read_collection(tmp_path / "none")
    with pytest.raises(InputError, match=r"no collection\.toml"):
        read_collection(tmp_path)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (HEAD + "title = \n", r":6, column 9: "),
        (HEAD + 'title = "Again"\n', r":6(, column \d+)?: "),
        (HEAD + DOCUMENT + "length = 3\n", r":13(, column \d+)?: "),
        (HEAD + DOCUMENT + "published = 2015-02-30\n", r":13, column \d+: "),
        (HEAD + "title = 'cut", r":6(, column \d+)?: "),
        ("id\n", r":1, column 3: "),
        (b"id = 'caf\xe9'\n", r":1, column 10: .*UTF-8"),
        (HEAD.encode("utf-16"), r":1, column 1: .*UTF-16"),
        (b"id = 'a\0'", r":1, column 8: .*NUL"),
    ],
    ids=[
        "no value",
        "key twice",
        "key twice in a table",
        "30 February",
        "cut off",
        "no key",
        "latin-1",
        "utf-16",
        "nul",
    ],
)
def test_what_is_no_toml_is_refused_with_its_line(tmp_path, text, place):
    with pytest.raises(LocatedError, match=r"collection\.toml" + place):
        read(tmp_path, text)


@pytest.mark.parametrize(
    "bomb",
    [
        "x = " + "[" * 100_000,
        "x = " + "{x=" * 100_000,
        "x = " + "[" * 3_000 + "]" * 3_000,
        "x" + ".x" * 3_000 + " = 1",
        "x = " + "1" * 5_000,
        "length = " + "9" * 5_000,
    ],
    ids=[
        "open lists",
        "open tables",
        "lists",
        "dotted keys",
        "digits under an unknown key",
        "digits under a known key",
    ],
)
def test_deep_nesting_and_endless_numbers_are_refused_and_crash_nothing(tmp_path, bomb):
    with pytest.raises(LocatedError, match=r"collection\.toml"):
        read(tmp_path, HEAD + bomb + "\n")


@pytest.mark.parametrize(
    ("added", "line"),
    [
        ('colour = "red"\n', 6),
        (DOCUMENT + 'colour = "red"\n', 13),
        (DOCUMENT + DOCUMENT.replace("news", "atlas") + "colour = 3\n", 20),
        ('"two words" = 1\n', 6),
        ("[extra]\nkey = 1\n", 6),
        ("# a note\n[[page]]\nid = 'p'\n", 7),
        (DOCUMENT.replace("[[document]]", "[[document]] # the first one") + 'colour = "red"\n', 13),
    ],
    ids=["head", "document", "second document", "quoted key", "table", "list of tables", "behind a comment"],
)
def test_an_unknown_key_is_refused_with_its_line_and_the_known_ones(tmp_path, added, line):
    ((found, reason),) = refused(tmp_path, HEAD + added)
    assert found == line
    assert "unknown key" in reason
    assert "id, title" in reason


@pytest.mark.parametrize("key", ["id", "title", "base", "licence", "description"])
def test_a_key_that_every_collection_needs_is_asked_for(tmp_path, key):
    ((_, reason),) = refused(tmp_path, re.sub(rf"^{key} = .*\n", "", HEAD, flags=re.MULTILINE))
    assert f"'{key}'" in reason


@pytest.mark.parametrize("key", ["id", "title", "publisher", "sha256", "length"])
def test_a_key_that_every_document_needs_is_asked_for_at_the_document(tmp_path, key):
    ((line, reason),) = refused(tmp_path, HEAD + re.sub(rf"^{key} = .*\n", "", DOCUMENT, flags=re.MULTILINE))
    assert line == 7
    assert f"'{key}'" in reason


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *(("id", value) for value in ('"har bour"', '"../x"', '""', "7", '"hafen-é"', '"a..b"')),
        *(("title", value) for value in ('""', '"  "', "3", '["a"]')),
        *(
            ("base", value)
            for value in ('"harbour"', '"https://example.org/harbour"', '"ftp://example.org/"', '"https:///x/"')
        ),
        *(
            ("base", value)
            for value in ('"https://example.org/a b/"', '"https://example.org/<a>/"', '"file:///tmp/"', "1")
        ),
        *(("base", value) for value in ('"https://[x/"', '"https://example.org/\\u0007/"')),
    ],
)
def test_a_value_of_the_wrong_form_in_the_head_is_refused_with_its_line(tmp_path, key, value):
    text = re.sub(rf"^{key} = .*$", lambda _: f"{key} = {value}", HEAD, flags=re.MULTILINE)
    faults = refused(tmp_path, text)
    assert {line for line, _ in faults} == {
        HEAD.splitlines().index(next(s for s in HEAD.splitlines() if s.startswith(key))) + 1
    }


@pytest.mark.parametrize(
    "line",
    [
        *(
            'id = "a b"',
            'id = ""',
            'sha256 = "abc"',
            f'sha256 = "{"A" * 64}"',
            'length = "120"',
            "length = -1",
            "length = true",
        ),
        *(
            "length = 1.5",
            'published = "2015-02-30"',
            'published = "May 2015"',
            "published = 2015",
            'published = "2015-05"',
        ),
        *('retrieved = "yesterday"', 'language = "English"', 'media_type = "plain"', 'url = "javascript:alert(1)"'),
        *(
            'url = "https://exa mple.org/"',
            'url = "/news"',
            'file = "../../etc/passwd"',
            'file = "a/b.txt"',
            'file = ".."',
        ),
        *('file = "a\\\\b.txt"', "source = 1", 'source = ""'),
    ],
)
def test_a_value_of_the_wrong_form_in_a_document_is_refused_with_its_line(tmp_path, line):
    key = line.split(" =", maxsplit=1)[0]
    rest = re.sub(rf"^{key} = .*\n", "", DOCUMENT, flags=re.MULTILINE)
    faults = refused(tmp_path, HEAD + rest + line + "\n")
    assert [found for found, _ in faults] == [(HEAD + rest).count("\n") + 1]
    assert key in faults[0][1] or "'" in faults[0][1]


@pytest.mark.parametrize(
    "value", ["2021-06-01T00:00:00", "2021-06-01T00:00:00Z", '"20210601"', '"2021-W22-2"', '"2021-06-01T00:00"']
)
def test_a_date_in_another_spelling_is_refused_since_the_graph_keeps_it_as_it_stands(tmp_path, value):
    ((line, _),) = refused(tmp_path, f"{HEAD}{DOCUMENT}published = {value}\n")
    assert line == 13


@pytest.mark.parametrize("escape", ["\\u0000", "\\u0007", "\\u001b"])
def test_a_control_character_in_a_text_is_refused(tmp_path, escape):
    ((line, _),) = refused(tmp_path, HEAD.replace('"Harbour"', f'"Har{escape}bour"'))
    assert line == 2


def test_two_documents_of_one_id_are_refused_at_the_second(tmp_path):
    ((line, reason),) = refused(tmp_path, HEAD + DOCUMENT + DOCUMENT)
    assert line == 15
    assert "'news'" in reason


@pytest.mark.parametrize("name", ["entities", "dataset", "inferred", "comparisons"])
def test_a_document_may_not_take_the_id_of_a_graph_that_the_build_writes_itself(tmp_path, name):
    ((line, reason),) = refused(tmp_path, HEAD + DOCUMENT.replace('"news"', f'"{name}"'))
    assert line == 8
    assert name in reason


@pytest.mark.parametrize(
    "value", ["document = 3\n", 'document = ["a"]\n', "document = {id = 'a'}\n", "[document]\nid = 'a'\n"]
)
def test_documents_that_are_no_list_of_tables_are_refused(tmp_path, value):
    assert "[[document]]" in refused(tmp_path, HEAD + value)[0][1]


def test_all_faults_are_named_at_once_in_one_message_with_exit_code_2(tmp_path):
    with pytest.raises(LocatedError) as caught:
        read(tmp_path, HEAD.replace("https:", "mailto:") + "colour = 1\n" + DOCUMENT.replace("120", "-1"))
    assert sorted(problem.line for problem in caught.value.problems) == [3, 6, 13]
    assert str(caught.value).count("collection.toml:") == 3
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    "fault", ["colour = 1\n", 'id = "b"\n', "x = " + "[" * 5_000, "length = " + "9" * 5_000, "[[document]]\n"]
)
def test_the_check_command_refuses_a_broken_collection_with_exit_code_2(tmp_path, run, fault):
    folder = write_collection(tmp_path / "harbour")
    path = folder / "collection.toml"
    path.write_text(path.read_text().replace("[[document]]", fault + "\n[[document]]", 1))
    result = run("check", folder)
    assert isinstance(result.exception, LocatedError)
    assert result.exception.exit_code == 2
    assert result.stdout == ""


# Texts


def test_the_text_of_a_document_is_its_file_else_its_id(tmp_path):
    (named,) = read(tmp_path, HEAD + DOCUMENT + 'file = "page 7.txt"\n').documents
    assert find_text(named, tmp_path) is None
    (tmp_path / "news.txt").write_text("by id")
    assert find_text(named, tmp_path) == tmp_path / "news.txt"
    (tmp_path / "page 7.txt").write_text("by name")
    assert find_text(named, tmp_path) == tmp_path / "page 7.txt"


def test_a_folder_under_the_name_of_the_text_is_no_text(tmp_path):
    (document,) = read(tmp_path, HEAD + DOCUMENT).documents
    (tmp_path / "news.txt").mkdir()
    assert find_text(document, tmp_path) is None


def test_a_file_name_that_no_disk_can_hold_is_refused(tmp_path):
    ((line, _),) = refused(tmp_path, HEAD + DOCUMENT + f'file = "{"x" * 5_000}"\n')
    assert line == 13
