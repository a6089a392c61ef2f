"""Review in the browser, over HTTP: the same files as the terminal writes, and nobody else at the table."""

import json
import re
import shutil
import socket
from contextlib import contextmanager

import httpx
import pytest
from click.testing import CliRunner

from candidates import add_document, candidate, usual, write_candidates, write_documents
from conftest import ENTITIES, TEXT
from shugu.cli.main import main
from shugu.refresh import refresh
from started import running


@pytest.fixture
def folder(tmp_path):
    return write_candidates(tmp_path / "news")


class Browser:
    """What the page of the review does, without a page."""

    def __init__(self, server):
        self.url = server.url
        self.token = re.search(r"#(\S+)", server.announced)[1]
        self.client = server.client
        self.state = self.act("state")

    def ask(self, action, given=None, **headers):
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json", **headers}
        return self.client.post(f"/act/{action}", content=json.dumps(given or {}), headers=headers)

    def act(self, action, **given):
        if action not in ("state", "undo", "undo-pair"):
            lying = self.state["pair" if action in ("same", "different", "skip-pair") else "item"]
            given = {"shown": lying["shown"] if lying else "", **given}
        response = self.ask(action, given)
        assert response.status_code == 200, response.text
        self.state = response.json()
        return self.state


@contextmanager
def at_the_table(folder, *options):
    with running("-m", "shugu", "serve", folder, "--review", "--port", "0", "--by", "Ann", *options) as server:
        yield Browser(server)


def terminal(folder, keys):
    result = CliRunner().invoke(main, ["review", str(folder), "--by", "Ann"], input=keys, standalone_mode=False)
    assert result.exception is None, result.exception


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_browser_writes_the_bytes_that_the_terminal_writes(folder, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(folder, other)
    terminal(other, "aenote\nFirst figure only\n\nrsuaq")
    with at_the_table(folder) as browser:
        browser.act("accept")
        assert browser.act("edit", cells={"note": "First figure only"})["faults"] == []
        for action in ("reject", "skip", "undo", "accept"):
            browser.act(action)
    assert files(folder) == files(other)
    assert b"First figure only" in (folder / "facts" / "harbour.tsv").read_bytes()


def test_the_row_lies_beside_its_text(folder):
    with at_the_table(folder) as browser:
        item = browser.state["item"]
    assert item["before"] + item["sentence"] + item["after"] in TEXT.replace("\n\n", "\n")
    start, end = item["evidence"]
    assert item["sentence"][start:end] == "The port of Lindow opened a cold store on 3 May 2021."
    assert item["words"][0].startswith("Port Authority of Lindow opened Cold Store")
    assert (browser.state["total"], browser.state["left"]) == (3, 3)


def test_evidence_is_counted_as_browsers_count(tmp_path):
    text = TEXT.replace("The port", "🚢🚢 The port")
    folder = write_documents(tmp_path / "ships", {"harbour": text}, entities=[ENTITIES[0], ENTITIES[1]])
    refresh(folder, "harbour", [candidate("s2", text=text, object=("Quay", "Project"))])
    with at_the_table(folder) as browser:
        item = browser.state["item"]
    assert "🚢🚢" in item["sentence"]
    assert item["evidence"] == [0, len(item["sentence"].encode("utf-16-le")) // 2]


def test_a_decision_for_a_row_that_is_no_longer_next_does_nothing(folder):
    with at_the_table(folder) as browser:
        first = browser.state["item"]["shown"]
        browser.act("accept")
        before = files(folder)
        state = browser.act("accept", shown=first)
        assert "no longer the next one" in state["news"][0]
        assert state["item"]["number"] == 2
    assert files(folder) == before


def test_what_another_program_wrote_in_between_stays(folder):
    sheet = folder / "facts" / "harbour.tsv"
    with at_the_table(folder) as browser:
        browser.act("accept")
        theirs = sheet.read_bytes().replace(b"Ann", b"Bob")
        sheet.write_bytes(theirs)
        state = browser.act("reject")
        assert "was changed by someone else" in state["news"][0]
        assert sheet.read_bytes() == theirs
        browser.act("reject")
        assert b"Bob" in sheet.read_bytes()
        sheet.write_bytes(theirs)
        assert "changed by someone else" in browser.act("undo")["news"][0]
        assert sheet.read_bytes() == theirs


def test_a_file_that_another_program_broke_is_told_and_never_written_over(folder):
    sheet = folder / "facts" / "harbour.tsv"
    good = sheet.read_bytes()
    with at_the_table(folder) as browser:
        sheet.write_bytes(good + b"nonsense\n")
        for _ in range(2):
            state = browser.act("accept")
            assert "harbour.tsv" in " ".join(state["news"])
            assert sheet.read_bytes() == good + b"nonsense\n"
        sheet.unlink()
        assert browser.act("accept")["news"]
        assert not sheet.exists()
        sheet.write_bytes(good)
        assert browser.act("accept")["news"] == []
    assert sheet.read_bytes() != good


def test_undo_goes_back_to_the_byte(folder):
    before = files(folder)
    with at_the_table(folder) as browser:
        for action in ("accept", "reject", "undo", "undo"):
            browser.act(action)
        assert browser.act("undo")["news"] == ["nothing to undo in this session"]
    assert files(folder) == before


def test_a_cell_with_a_fault_is_told_and_nothing_is_written(folder):
    before = files(folder)
    with at_the_table(folder) as browser:
        state = browser.act("edit", cells={"time": "2015-02-30"})
        assert [column for column, *_ in state["faults"]] == ["time"]
        assert files(folder) == before
        state = browser.act("edit", cells={"place": "lindow port authority"})
        assert state["faults"], "a body is no place"
        named = browser.ask("names").json()
        assert named["things"]["port-body"] == "Lindow Port Authority"
        assert (
            browser.ask(
                "edit", {"shown": browser.state["item"]["shown"], "cells": {"decision": "accepted"}}
            ).status_code
            == 400
        )
    assert files(folder) == before


def test_a_thing_may_be_typed_by_its_name(folder):
    with at_the_table(folder) as browser:
        state = browser.act("edit", cells={"speaker": "LINDOW port authority"})
        assert state["faults"] == []
        assert state["item"]["cells"]["speaker"] == "port-body"
        assert "said by Lindow Port Authority" in state["item"]["words"]


def test_pairs_of_names_are_decided_as_in_the_terminal(folder, tmp_path):
    add_document(folder, "second", "Lindow Port Authorities opened a quay on 4 May 2021.\n")
    other = tmp_path / "other"
    with at_the_table(folder) as browser:
        if browser.state["pair"] is None:
            pytest.fail("the collection has no pair")
        shutil.copytree(folder, other)
        browser.act("different")
        assert browser.state["pairs"] == 0
    terminal(other, "mnqq")
    assert files(folder) == files(other)


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        pytest.param(401, {"Authorization": ""}, id="no token"),
        pytest.param(401, {"Authorization": "Bearer wrong"}, id="wrong token"),
        pytest.param(401, {"Authorization": "Bearer \u00e9"}, id="odd token"),
        pytest.param(421, {"Host": "rebound.example"}, id="a host made to point here"),
        pytest.param(421, {"Host": "127.0.0.1"}, id="another port"),
        pytest.param(403, {"Origin": "https://elsewhere.example"}, id="another site"),
        pytest.param(403, {"Origin": "null"}, id="a page without an origin"),
        pytest.param(403, {"Origin": "http://127.0.0.1:1"}, id="another server of this computer"),
        pytest.param(403, {"Sec-Fetch-Site": "cross-site"}, id="cross-site"),
        pytest.param(403, {"Sec-Fetch-Site": "same-site"}, id="same site, other origin"),
        pytest.param(415, {"Content-Type": "text/plain"}, id="a form's type"),
        pytest.param(415, {"Content-Type": "application/x-www-form-urlencoded"}, id="a form"),
    ],
)
def test_nobody_but_the_page_with_its_token_acts(status, headers, folder, shared):
    headers = {name: value.encode() for name, value in headers.items()}
    given = {"Authorization": f"Bearer {shared.token}".encode(), "Content-Type": b"application/json"}
    response = httpx.post(f"{shared.url}/act/accept", content="{}", headers={**given, **headers}, trust_env=False)
    assert response.status_code == status, response.text
    assert "access-control-allow-origin" not in response.headers
    assert "harbour" not in response.text


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    folder = write_documents(
        tmp_path_factory.mktemp("shared") / "news", {"harbour": TEXT}, entities=[ENTITIES[0], ENTITIES[1]]
    )
    refresh(folder, "harbour", usual())
    with at_the_table(folder) as browser:
        yield browser


def test_no_page_of_another_host_is_given_anything(shared):
    for path in ("/", "/static/review.js"):
        assert httpx.get(shared.url + path, headers={"Host": "rebound.example"}, trust_env=False).status_code == 421
    assert (
        httpx.options(f"{shared.url}/act/accept", headers={"Origin": "https://x.example"}, trust_env=False).status_code
        == 405
    )
    assert httpx.get(f"{shared.url}/act/accept", trust_env=False).status_code == 405


def test_the_page_itself_holds_nothing_of_the_collection(shared):
    page = httpx.get(shared.url, trust_env=False)
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert "unsafe" not in page.headers["content-security-policy"]
    assert "arbour" not in page.text
    assert shared.token not in page.text
    assert "no-store" in page.headers["cache-control"]


@pytest.mark.parametrize("body", ["", "[]", "nonsense", "[" * 100_000, '{"shown": 1}', '{"cells": []}', "\ud800"])
def test_a_body_that_is_no_action_is_refused_or_does_nothing(body, shared):
    headers = {"Authorization": f"Bearer {shared.token}", "Content-Type": "application/json"}
    content = body.encode("utf-8", errors="surrogatepass")
    response = httpx.post(f"{shared.url}/act/accept", content=content, headers=headers, trust_env=False)
    assert response.status_code in (200, 400)
    assert "fault of shugu" not in response.text
    assert shared.act("state")["left"] == 3


def test_a_body_without_end_is_refused(shared):
    headers = {"Authorization": f"Bearer {shared.token}", "Content-Type": "application/json"}
    assert (
        httpx.post(f"{shared.url}/act/accept", content=b"x" * 1_000_000, headers=headers, trust_env=False).status_code
        == 413
    )


def test_it_listens_on_this_computer_alone(folder, run):
    result = run("serve", folder, "--review", "--host", "0.0.0.0")
    assert "this computer alone" in str(result.exception)
    assert "folder of a collection" in str(run("serve", "--review").exception)
    with at_the_table(folder) as browser:
        port = int(browser.url.rsplit(":", 1)[1])
        outside = socket.gethostbyname(socket.gethostname())
        if not outside.startswith("127."):
            with pytest.raises(OSError, match="refused"):
                socket.create_connection((outside, port), timeout=2)


def test_every_word_that_the_script_asks_for_comes_with_the_page(shared):
    from html import unescape

    from conftest import REPOSITORY

    sources = [REPOSITORY / "graph/web/src/review.js", *(REPOSITORY / "graph/web/src/review").glob("*.js")]
    asked = {key for source in sources for key in re.findall(r"\bt\('([\w-]+)'", source.read_text("utf-8"))}
    listed = {key for source in sources for key in re.findall(r"\['\w', '(\w+)',", source.read_text("utf-8"))}
    given = json.loads(unescape(re.search(r'data-words="([^"]*)"', httpx.get(shared.url, trust_env=False).text)[1]))
    assert asked | listed <= set(given)
