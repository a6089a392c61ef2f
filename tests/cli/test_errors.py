"""What a user does wrong, or the world, gives a sentence and the right exit code; never a traceback, never a hang."""

import errno
import gzip
import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import httpx
import psutil
import pytest

from conftest import ROWS, write_collection
from shugu.cli import main as command_line
from shugu.pipeline import build
from shugu.store import graph as local
from shugu.store import remote

ALL = "SELECT * { ?s ?p ?o }"
SHUGU = [sys.executable, "-m", "shugu"]


@pytest.fixture
def shugu(capsys, monkeypatch):
    """Runs a command in this process as its entry point does: `shugu("facts")` gives code, out and err."""
    handler = signal.getsignal(signal.SIGINT)

    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["shugu", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            command_line.run()
        return SimpleNamespace(code=end.value.code, **capsys.readouterr()._asdict())

    yield call
    signal.signal(signal.SIGINT, handler)


def within_limits():
    resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (20, 20))


def shugu_apart(*arguments, before=(), **options):
    """The end of a command in a process of its own, with bounded time and memory."""
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "preexec_fn": within_limits, **options}
    command = [*before, *SHUGU, *map(str, arguments)]
    done = subprocess.run(command, text=True, encoding="utf-8", timeout=40, check=False, **options)
    return SimpleNamespace(code=done.returncode, out=done.stdout, err=done.stderr)


def assert_sentence(done, code, *words):
    """The command ended with the code and a sentence that holds the words, not with a traceback or a warning."""
    assert done.code == code, done.err[-800:]
    assert "Traceback" not in done.err
    assert "Warning" not in done.err
    assert done.err.strip()
    for word in words:
        assert word in done.err


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    """A small built graph that tests do not change."""
    folder = tmp_path_factory.mktemp("errors")
    build(write_collection(folder / "harbour"), folder / "harbour-graph")
    return folder / "harbour-graph"


@pytest.fixture
def spoilt(graph, tmp_path):
    """A copy of it to spoil."""
    return Path(shutil.copytree(graph, tmp_path / "harbour-graph"))


# 0: done


def test_0_done(shugu, graph):
    done = shugu("query", "ASK { ?s a sg:City }", "--graph", graph)
    assert (done.code, done.out, done.err) == (0, "true\n", "")


@pytest.mark.parametrize("arguments", [["--help"], ["facts", "-h"], ["--version"]], ids=" ".join)
def test_0_help(shugu, arguments):
    done = shugu(*arguments)
    assert (done.code, done.err) == (0, "")


# 1: findings


def test_1_findings_are_reported_and_do_not_stop_a_build(shugu, tmp_path):
    folder = write_collection(tmp_path / "harbour", rows=[{**ROWS[3], "stated": "50 million euros"}, ROWS[0], ROWS[4]])
    for command in (["check", folder], ["build", folder, "--out", tmp_path / "out"]):
        assert_sentence(shugu(*command), 1, "h-3-1", "50 million euros")
    assert (tmp_path / "out" / "graph.ttl").is_file()


def test_1_rows_undecided_under_strict(shugu, tmp_path):
    folder = write_collection(tmp_path / "harbour", rows=[*ROWS[:4], {**ROWS[4], "decision": "unsure"}])
    assert shugu("check", folder).code == 0
    assert shugu("check", folder, "--strict").code == 1


def test_1_no_way_between_two_things(shugu, graph):
    done = shugu("path", "Lindow", "Norland", "--graph", graph)
    assert_sentence(done, 1, "no statement leads from Lindow to Norland")
    assert done.out == ""


# 2: bad input or usage


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        pytest.param(["fly"], "No such command", id="unknown command"),
        pytest.param(["facts", "--fast"], "No such option", id="unknown option"),
        pytest.param(["facts", "--format", "xlsx"], "xlsx", id="unknown format"),
        pytest.param(["facts", "--kind", "rumour"], "rumour", id="unknown kind"),
        pytest.param(["show"], "Missing argument", id="argument missing"),
        pytest.param(["show", "a", "b"], "unexpected extra argument", id="argument too many"),
        pytest.param(["export"], "--format", id="option missing"),
        pytest.param(["show", "Atlantis"], "nothing in the graph is called", id="unknown thing"),
        pytest.param(["facts", "--about", "Atlantis"], "nothing in the graph is called", id="unknown thing of rows"),
        pytest.param(["export", "--format", "nt", "--document", "999"], "names no document", id="unknown document"),
        pytest.param(["query", "--question", "who"], "no question", id="unknown question"),
        pytest.param(["query", "SELECT * {"], "not SPARQL", id="broken query"),
        pytest.param(["query", ""], "empty", id="empty query"),
        pytest.param(["query", "SELECT \udcff"], "not UTF-8", id="query of stray bytes"),
        pytest.param(["query", "DESCRIBE \x00"], "not SPARQL", id="query with NUL"),
        pytest.param(["query", ALL * 10_000], "at most", id="endless query"),
        pytest.param(["query", "{" * 5000], "nested", id="query of brackets"),
        pytest.param(["show", ""], "nothing in the graph", id="empty name"),
        pytest.param(["show", "\udcff"], "nothing in the graph", id="name of stray bytes"),
        pytest.param(["facts", "--store", "http://127.0.0.1:9/"], "give one of them", id="graph and server"),
        pytest.param(["query", "nowhere.rq"], "does not exist", id="query file missing"),
        pytest.param(["query", ALL, "--question", "x"], "not both", id="query and question"),
        pytest.param(["query", ALL, "--format", "ttl"], "rows, not triples", id="rows as Turtle"),
        pytest.param(
            ["query", "CONSTRUCT WHERE { ?s ?p ?o }", "--format", "csv"], "triples, which csv", id="triples as CSV"
        ),
        pytest.param(
            ["query", "SELECT * { SERVICE <http://127.0.0.1:9/> { } }"], "another server", id="call to a server"
        ),
        pytest.param(["query", "DELETE WHERE { ?s ?p ?o }"], "not SPARQL", id="update"),
    ],
)
def test_2_bad_usage(shugu, graph, arguments, word):
    done = shugu(*arguments, *(["--graph", graph] if arguments[0] != "fly" else []))
    assert_sentence(done, 2, word)
    assert done.out == ""


@pytest.mark.parametrize(
    ("data", "word"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b" \n\n", "empty", id="blank"),
        pytest.param(b"\xff\xfe" + ALL.encode("utf-16-le"), "a.rq:1, column 1: the file is UTF-16", id="UTF-16"),
        pytest.param(b"SELECT * {\n ?s ?p 'caf\xe9' }", "a.rq:2, column 12: byte 0xe9", id="Latin-1"),
        pytest.param(b"SELECT * {\0 }", "a.rq:1, column 11: the file holds a NUL", id="NUL"),
        pytest.param(b"\x7fELF\x02\x01\x03>\x01", "not SPARQL", id="a program"),
        pytest.param(ALL.encode() + b"\n# tide" * 1_000_000, "at most 100000", id="huge"),
    ],
)
def test_2_a_query_file_that_cannot_be_used(shugu, graph, tmp_path, data, word):
    (tmp_path / "a.rq").write_bytes(data)
    assert_sentence(shugu("query", tmp_path / "a.rq", "--graph", graph), 2, word)


def test_2_a_query_file_that_is_a_folder(shugu, graph, tmp_path):
    (tmp_path / "a.rq").mkdir()
    assert_sentence(shugu("query", tmp_path / "a.rq", "--graph", graph), 2, "is a folder")


@pytest.mark.parametrize(
    "command", [["facts"], ["query", ALL], ["show", "x"], ["compare"], ["export", "--format", "nt"], ["view"]]
)
def test_2_no_graph_here(shugu, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    assert_sentence(shugu(*command), 2, "run: shugu build")


def test_2_several_graphs_here(shugu, spoilt, monkeypatch):
    shutil.copytree(spoilt, spoilt.parent / "other-graph")
    monkeypatch.chdir(spoilt.parent)
    assert_sentence(shugu("facts"), 2, "harbour-graph, other-graph", "--graph")


def test_2_no_graph_there(shugu, tmp_path):
    write_collection(tmp_path / "harbour")
    for folder in ("nowhere", "harbour"):
        assert_sentence(shugu("facts", "--graph", tmp_path / folder), 2, "is not a graph that shugu built")


def test_2_a_file_for_a_graph(shugu, graph):
    assert_sentence(shugu("facts", "--graph", graph / "graph.ttl"), 2, "is a file")


@pytest.mark.parametrize(
    "manifest",
    [
        pytest.param(b"{", id="cut off"),
        pytest.param(b"", id="empty"),
        pytest.param(b"[]", id="list"),
        pytest.param(b'{"format": 99}', id="later format"),
        pytest.param(b'{"format": 1}', id="nothing but the format"),
        pytest.param(b'{"format": 1, "base": 5, "collection": "harbour"}', id="no base"),
        pytest.param(b'{"format": 1, "base": "https://example.org/harbour/"}', id="no collection"),
        pytest.param(b"\xff\xfe{", id="UTF-16"),
        pytest.param(b"[" * 100_000, id="nested"),
    ],
)
@pytest.mark.parametrize("command", [["facts"], ["query", ALL]], ids=lambda command: command[0])
def test_2_a_graph_with_a_manifest_that_is_none(shugu, spoilt, manifest, command):
    (spoilt / "manifest.json").write_bytes(manifest)
    assert_sentence(shugu(*command, "--graph", spoilt), 2, "shugu build")


def test_2_a_graph_without_its_page(shugu, spoilt):
    (spoilt / "network.html").unlink()
    assert_sentence(shugu("view", "--graph", spoilt), 2, "network.html is missing; run: shugu build")


def test_2_no_such_collection(shugu, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert_sentence(shugu("build", "atlantis"), 2, "built in: guizhou")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["collection.toml", "entities.tsv", "facts/harbour.tsv", "sentences/harbour.tsv", "texts/harbour.txt"]
)
@pytest.mark.parametrize(
    ("spoil", "word"),
    [
        pytest.param(lambda data: data.decode().encode("utf-16"), ":1, column 1: the file is UTF-16", id="UTF-16"),
        pytest.param(lambda data: data + b"\xff\n", "byte 0xff is not UTF-8", id="stray byte"),
        pytest.param(lambda data: data + b"\0\n", "holds a NUL", id="NUL"),
    ],
)
def test_2_a_file_of_a_collection_that_is_no_text(shugu, harbour, name, spoil, word):
    path = harbour / name
    path.write_bytes(spoil(path.read_bytes()))
    assert_sentence(shugu("check", harbour), 2, str(path), word)


@pytest.mark.parametrize("name", ["collection.toml", "entities.tsv", "facts/harbour.tsv", "sentences/harbour.tsv"])
@pytest.mark.parametrize("spoil", ["missing", "empty", "folder"])
def test_2_a_file_of_a_collection_that_is_not_there(shugu, harbour, name, spoil):
    path = harbour / name
    path.unlink()
    if spoil == "folder":
        path.mkdir()
    elif spoil == "empty":
        path.touch()
    assert_sentence(shugu("build", harbour, "--out", harbour.parent / "out"), 2, path.name)
    assert not (harbour.parent / "out").exists()


def test_1_a_text_that_is_missing_or_empty_is_a_finding(shugu, harbour):
    (harbour / "texts" / "harbour.txt").write_text("", encoding="utf-8")
    assert_sentence(shugu("check", harbour), 1, "harbour")
    (harbour / "texts" / "harbour.txt").unlink()
    assert_sentence(shugu("check", harbour), 1, "harbour.txt is not in")


def test_2_a_folder_of_texts_that_is_not_there(shugu, harbour):
    assert_sentence(shugu("check", harbour, "--texts", harbour / "letters"), 2, "letters is not a folder")


def test_2_faults_in_a_sheet_are_all_named_with_line_and_column(shugu, tmp_path):
    rows = [{**ROWS[0], "time": "2021-02-30"}, {**ROWS[1], "property": "flewTo"}, {**ROWS[2], "decision": "yes"}]
    folder = write_collection(tmp_path / "harbour", rows=rows)
    sheet = folder / "facts" / "harbour.tsv"
    done = shugu("build", folder, "--out", tmp_path / "out")
    assert_sentence(done, 2, f"{sheet}:2, column time", f"{sheet}:3, column property", f"{sheet}:4, column decision")
    assert not (tmp_path / "out").exists()


def test_2_a_folder_of_somebody_else(shugu, tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "one.txt").write_text("Dear Mother", encoding="utf-8")
    folder = write_collection(tmp_path / "harbour")
    assert_sentence(shugu("build", folder, "--out", tmp_path / "letters"), 2, "--force")
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["one.txt"]
    assert shugu("build", folder, "--out", tmp_path / "letters", "--force").code == 0
    assert not (tmp_path / "letters" / "one.txt").exists()


def test_2_another_process_is_building(shugu, tmp_path, spoilt):
    hold = (
        "import sys; from pathlib import Path; from shugu.store.folder import replace_folder\n"
        "with replace_folder(Path(sys.argv[1]), force=False): print('held', flush=True); sys.stdin.read()"
    )
    folder = write_collection(tmp_path / "harbour")
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", hold, str(spoilt)], **pipes) as holder:
        assert holder.stdout.readline() == "held\n"
        done = shugu("build", folder, "--out", spoilt)
        holder.kill()
    assert_sentence(done, 2, "another process is writing", "try again")
    assert shugu("facts", "--graph", spoilt).code == 0


# 3: an outside service, or the disk


@pytest.mark.parametrize(
    "command",
    [["facts"], ["query", ALL], ["show", "Lindow"], ["compare"], ["path", "a", "b"], ["export", "--format", "nt"]],
    ids=lambda command: command[0],
)
def test_3_a_server_that_is_down(shugu, command):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    done = shugu(*command, "--store", f"http://127.0.0.1:{port}/query")
    assert_sentence(done, 3, "cannot be reached", str(port))
    assert done.out == ""


def test_3_a_build_for_a_server_that_is_down_leaves_the_graph_as_it_was(shugu, tmp_path, spoilt):
    before = {path: path.read_bytes() for path in spoilt.rglob("*") if path.is_file()}
    folder = write_collection(tmp_path / "harbour", rows=ROWS[:3])
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{probe.getsockname()[1]}/update"
    assert_sentence(shugu("build", folder, "--out", spoilt, "--store", address), 3, "cannot be reached")
    assert {path: path.read_bytes() for path in spoilt.rglob("*") if path.is_file()} == before


HTML, ROWS_TYPE = "text/html", "application/sparql-results+json"


def rows(**term):
    return json.dumps({"head": {"vars": ["base"]}, "results": {"bindings": [{"base": term}]}}).encode()


class _Page(BaseHTTPRequestHandler):
    asked: list
    answer: dict

    def do_GET(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.asked.append(self.path)
        time.sleep(self.answer.get("after", 0))
        body = self.answer.get("body", b"<html><body>It works!</body></html>")
        self.send_response(self.answer.get("status", 200))
        headers = {"Content-Type": HTML, "Content-Length": str(len(body)), **self.answer.get("headers", {})}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815 - the name that http.server wants

    def log_message(self, *arguments):
        """Says nothing."""


@pytest.fixture
def web():
    """A web server that is no SPARQL server: its address, what was asked of it, and what it answers."""
    handler = type("Page", (_Page,), {"asked": [], "answer": {}})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as listener:
        listener.handle_error = lambda *_: None  # a client that gave up waiting
        thread = threading.Thread(target=listener.serve_forever, args=[0.02])
        thread.start()
        yield SimpleNamespace(
            address=f"http://127.0.0.1:{listener.server_port}", asked=handler.asked, answer=handler.answer
        )
        listener.shutdown()
        thread.join()


@pytest.mark.parametrize("command", [["facts"], ["query", ALL], ["show", "Lindow"]], ids=lambda command: command[0])
def test_3_an_address_that_is_no_sparql_server(shugu, web, command):
    assert_sentence(shugu(*command, "--store", web.address), 3, "no SPARQL result")
    assert web.asked


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        pytest.param(b"", ROWS_TYPE, id="nothing"),
        pytest.param(b"[]", ROWS_TYPE, id="another JSON"),
        pytest.param(b'{"results": {"bindings": []}}', ROWS_TYPE, id="no head"),
        pytest.param(b'{"head": {"vars": ["base"]}}', ROWS_TYPE, id="no rows"),
        pytest.param(rows(type="literal", value="https://example.org/h/")[:-3], ROWS_TYPE, id="cut off"),
        pytest.param(rows(type="riddle", value="x"), ROWS_TYPE, id="a term of no kind"),
        pytest.param(rows(type="uri", value="no iri"), ROWS_TYPE, id="an IRI that is none"),
        pytest.param(b'{"head": {"vars": ["base"]}, "results": {"bindings": [5]}}', ROWS_TYPE, id="a row that is none"),
        pytest.param(b'{"head": ' + b"[" * 100_000, ROWS_TYPE, id="nested"),
        pytest.param(b"\xff\xfe\0", ROWS_TYPE, id="no text"),
        pytest.param(b"<a:a> <a:b> ", "application/n-triples", id="triples cut off"),
    ],
)
def test_3_a_server_that_answers_nonsense(shugu, web, body, kind):
    web.answer.update(body=body, headers={"Content-Type": kind})
    done = shugu("facts", "--store", web.address)
    assert_sentence(done, 3, web.address, "no SPARQL result")
    assert done.out == ""


def test_3_a_server_without_a_graph_of_shugu(shugu, web):
    for body in (
        b'{"head": {"vars": ["base"]}, "results": {"bindings": []}}',
        b'{"head": {}, "boolean": true}',
        rows(type="uri", value="https://example.org/h/"),
    ):
        web.answer.update(body=body, headers={"Content-Type": ROWS_TYPE})
        assert_sentence(shugu("facts", "--store", web.address), 3, "holds no graph that shugu built")


@pytest.mark.parametrize("status", [204, 301, 401, 404, 500, 503])
def test_3_a_server_that_fails(shugu, web, status):
    web.answer.update(status=status, body=b"")
    assert_sentence(shugu("facts", "--store", web.address), 3, web.address)


def test_2_a_server_that_refuses_the_query_is_quoted_without_what_moves_the_cursor(shugu, web):
    web.answer.update(status=400, body=b"line 3: \x1b[31munknown function")
    done = shugu("facts", "--store", web.address)
    assert_sentence(done, 2, "refused the query: line 3", "unknown function")
    assert "\x1b" not in done.err


def test_3_a_server_that_breaks_off(shugu, web):
    web.answer.update(headers={"Content-Length": "1000"})
    assert_sentence(shugu("facts", "--store", web.address), 3, "cannot be reached")


def test_3_a_server_that_says_its_answer_is_packed_when_it_is_not(shugu, web):
    web.answer.update(headers={"Content-Encoding": "gzip"})
    assert_sentence(shugu("facts", "--store", web.address), 3, web.address)
    web.answer.update(body=gzip.compress(b"nonsense"))
    assert_sentence(shugu("facts", "--store", web.address), 3, "no SPARQL result")


def test_3_a_server_that_is_slow(shugu, web, monkeypatch):
    monkeypatch.setattr(remote, "_TIMEOUT", httpx.Timeout(0.2))
    web.answer.update(after=0.6)
    started = time.monotonic()
    assert_sentence(shugu("facts", "--store", web.address), 3, "did not answer in time")
    assert time.monotonic() - started < 5


def test_a_server_is_given_a_minute_and_no_more():
    limits = remote._TIMEOUT.as_dict()
    assert all(0 < seconds <= 60 for seconds in limits.values())


@pytest.mark.parametrize("address", ["localhost:7878", "ftp://example.org/", "http://", "http://[::1", "sparql", ""])
def test_2_an_address_that_cannot_be_one(shugu, address):
    assert_sentence(shugu("facts", "--store", address), 2, "is no address of a SPARQL server")


@pytest.mark.parametrize("address", ["http://127.0.0.1:99999/", "http://a b/", "http://" + "x" * 300 + "/"])
def test_3_an_address_that_leads_nowhere(shugu, address):
    assert_sentence(shugu("facts", "--store", address), 3, "cannot be reached")


@pytest.mark.parametrize("spoil", ["CURRENT", "MANIFEST-*", "*.sst"])
def test_3_a_store_that_is_damaged(shugu, spoilt, spoil):
    for path in (spoilt / "store").glob(spoil):
        path.write_bytes(b"nonsense" * 20)
    assert_sentence(shugu("query", ALL, "--graph", spoilt), 3, "shugu build")


def test_3_a_store_that_is_gone(shugu, spoilt, monkeypatch):
    monkeypatch.setattr(local, "_PATIENCE", 0)
    shutil.rmtree(spoilt / "store")
    assert_sentence(shugu("facts", "--graph", spoilt), 3, "run shugu build again")


def test_3_a_store_damaged_inside_is_not_taken_for_one_in_use(shugu, built, tmp_path):
    folder = Path(shutil.copytree(built, tmp_path / "a-graph"))
    for path in (folder / "store").glob("*.sst"):
        data = bytearray(path.read_bytes())
        if len(data) > 200_000:
            data[2000:-60_000:5000] = bytes(255 - byte for byte in data[2000:-60_000:5000])
            path.write_bytes(data)
    assert_sentence(shugu("query", ALL, "--format", "csv", "--graph", folder), 3, "is damaged", "shugu build")


@pytest.mark.parametrize(
    "command",
    [["facts", "--format", "jsonl"], ["query", ALL, "--format", "csv"], ["export", "--format", "nt"]],
    ids=lambda command: command[0],
)
def test_3_a_full_disk_behind_the_output(graph, command):
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("w") as full:
        done = shugu_apart(*command, "--graph", graph, stdout=full)
    assert_sentence(done, 3, os.strerror(errno.ENOSPC))


def test_3_a_disk_that_fills_during_a_build_keeps_the_graph_that_was_there(tmp_path, spoilt):
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "none", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("only root may make a small disk, and not everywhere")
    try:
        shutil.copytree(spoilt, disk / "g")
        (disk / "ballast").write_bytes(bytes(shutil.disk_usage(disk).free - 100_000))
        before = {path.name: path.read_bytes() for path in (disk / "g").iterdir() if path.is_file()}
        done = shugu_apart("build", write_collection(tmp_path / "harbour", rows=ROWS[:3]), "--out", disk / "g")
        assert_sentence(done, 3, "cannot be written", os.strerror(errno.ENOSPC), "unchanged")
        assert {path.name: path.read_bytes() for path in (disk / "g").iterdir() if path.is_file()} == before
        assert sorted(path.name for path in disk.iterdir()) == ["ballast", "g"]
        assert shugu_apart("facts", "--graph", disk / "g").code == 0
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def as_a_user():
    """The words before a command that make root obey the permissions of files; none for others."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root may write everywhere, and setpriv, which could change that, is not here")
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"]


def test_3_a_folder_that_is_read_only(tmp_path, graph):
    folder = write_collection(tmp_path / "harbour")
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o555)
    done = shugu_apart("build", folder, "--out", closed / "out", before=as_a_user())
    assert_sentence(done, 3, "cannot be written", os.strerror(errno.EACCES))
    done = shugu_apart("export", "--format", "nt", "--graph", graph, "--out", closed / "x.nt", before=as_a_user())
    assert_sentence(done, 3, "cannot be written", os.strerror(errno.EACCES))
    assert list(closed.iterdir()) == []


def test_a_graph_is_read_from_a_folder_that_is_read_only(spoilt):
    for path in [*spoilt.rglob("*"), spoilt]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    done = shugu_apart("facts", "--format", "jsonl", "--graph", spoilt, before=as_a_user())
    for path in [spoilt, *spoilt.rglob("*")]:
        path.chmod(0o755)
    assert (done.code, done.err, done.out.count("\n")) == (0, "", len(ROWS))


def test_a_file_that_may_not_be_read_is_refused(tmp_path, graph):
    (tmp_path / "a.ttl").write_text(TURTLE, encoding="utf-8")
    (tmp_path / "a.ttl").chmod(0)
    done = shugu_apart("query", ALL, "--data", tmp_path / "a.ttl", before=as_a_user())
    assert_sentence(done, 2, "a.ttl' is not readable")


def test_3_a_place_that_cannot_be_written(shugu, graph, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = shugu("build", write_collection(tmp_path / "harbour"), "--out", tmp_path / "file" / "out")
    assert_sentence(done, 3, "cannot be written")
    assert_sentence(shugu("export", "--format", "nt", "--graph", graph, "--out", tmp_path / "file" / "x"), 2, "folder")


def test_3_a_file_beyond_the_memory(tmp_path):
    with (tmp_path / "a.ttl").open("wb") as file:
        file.truncate(1_900_000_000)

    def little_memory():
        resource.setrlimit(resource.RLIMIT_AS, (1_200_000_000, 1_200_000_000))

    done = shugu_apart("query", ALL, "--data", tmp_path / "a.ttl", preexec_fn=little_memory)
    assert_sentence(done, 3, "memory")


# 70: our own fault, and 130: stopped


def failing_with(error):
    def fail(*arguments):
        raise error

    return fail


def test_70_a_fault_of_our_own_is_said_to_be_one(shugu, graph, monkeypatch):
    monkeypatch.setattr("shugu.publish.source.open_source", failing_with(KeyError("no such key")))
    monkeypatch.delenv("SHUGU_DEBUG", raising=False)
    assert_sentence(shugu("facts"), 70, "a fault of shugu, not yours", "KeyError", "SHUGU_DEBUG=1")
    monkeypatch.setenv("SHUGU_DEBUG", "1")
    done = shugu("facts")
    assert (done.code, "Traceback" in done.err) == (70, True)


def test_130_stopped(shugu, monkeypatch):
    monkeypatch.setattr("shugu.publish.source.open_source", failing_with(KeyboardInterrupt()))
    done = shugu("facts")
    assert_sentence(done, 130, "stopped")
    assert done.out == ""


def test_130_ctrl_c_during_a_build_keeps_the_graph_that_was_there(tmp_path, spoilt):
    before = {path: path.read_bytes() for path in spoilt.rglob("*") if path.is_file()}
    with subprocess.Popen(
        [*SHUGU, "build", "guizhou", "--out", str(spoilt), "--force"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        end = time.monotonic() + 20
        while not list(tmp_path.glob(".harbour-graph.building-*")):
            assert time.monotonic() < end, "the build did not begin"
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        said, talk = process.communicate(timeout=20)
    assert_sentence(SimpleNamespace(code=process.returncode, err=talk.decode()), 130, "stopped")
    assert said == b""
    assert {path: path.read_bytes() for path in spoilt.rglob("*") if path.is_file()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["harbour-graph"]


def test_130_ctrl_c_stops_a_query_that_would_run_for_ever(built):
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    command = [*SHUGU, "query", endless, "--graph", str(built)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        while psutil.Process(process.pid).cpu_times().user < 1.5:
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        process.wait(3)
        talk = process.stderr.read().decode()
    # A shell shows the death by this signal as 130.
    assert process.returncode in (-signal.SIGINT, 130)
    assert "Traceback" not in talk


# Streams


@pytest.mark.parametrize(
    "command",
    [
        ["facts", "--format", "jsonl"],
        ["facts"],
        ["query", ALL, "--format", "csv"],
        ["query", "CONSTRUCT WHERE { ?s ?p ?o }"],
        ["export", "--format", "nt"],
        ["show", "Guizhou"],
    ],
    ids=" ".join,
)
def test_output_that_nobody_reads_on_ends_the_command_quietly(built, command):
    arguments = [*SHUGU, *command, "--graph", str(built)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.read(20)
        process.stdout.close()
        talk = process.stderr.read().decode()
    assert "Traceback" not in talk
    assert "Exception ignored" not in talk
    assert "fault" not in talk
    assert process.returncode == 0


@pytest.mark.parametrize("streams", [">&-", "2>&-", ">&- 2>&- <&-"])
@pytest.mark.parametrize("command", ["facts", "export --format nt"])
def test_streams_that_are_closed_from_the_start_are_no_fault(graph, streams, command):
    line = f"'{sys.executable}' -m shugu {command} --graph '{graph}' {streams}"
    done = subprocess.run(line, shell=True, capture_output=True, text=True, check=False)
    assert "fault" not in done.stderr
    assert (done.returncode, bool(done.stdout)) == (0, streams == "2>&-")


def test_2_no_query_on_standard_input(graph):
    for given in ({"input": ""}, {"stdin": None, "preexec_fn": lambda: os.close(0)}):
        assert_sentence(shugu_apart("query", "-", "--graph", graph, **given), 2, "the query is empty")


# Files to ask


@pytest.fixture
def ask(shugu):
    """Asks a file in this process."""

    def call(path, *more, query=ALL):
        return shugu("query", query, "--data", path, *more, "--format", "csv")

    return call


TURTLE = '@prefix : <http://example.org/> .\n:ferry :name "Heron" .\n:ferry :seats 40 .\n'


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a.ttl", TURTLE.encode(), id="Turtle"),
        pytest.param("A.TTL", TURTLE.encode(), id="ending in capitals"),
        pytest.param("a.ttl", b"\xef\xbb\xbf" + TURTLE.encode(), id="byte order mark"),
        pytest.param("a.ttl", TURTLE.replace("\n", "\r\n").encode(), id="line ends of Windows"),
        pytest.param("a.ttl", TURTLE.replace("\n", "\r").encode(), id="line ends of old Macs"),
        pytest.param("a.trig", b"GRAPH <a:g> { <a:a> <a:b> 1 } <a:c> <a:d> 2 .", id="TriG"),
        pytest.param("a.nt", b'<a:a> <a:b> "x" .\n<a:a> <a:b> "y" .\n', id="N-Triples"),
        pytest.param("a.nq", b'<a:a> <a:b> "x" <a:g> .\n<a:a> <a:b> "y" .\n', id="N-Quads"),
        pytest.param("a.jsonld", b'[{"@id": "a:a", "a:b": [1, 2]}]', id="JSON-LD"),
        pytest.param(
            "a.rdf",
            b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">'
            b'<rdf:Description rdf:about="a:a" e:x="1" e:y="2"/></rdf:RDF>',
            id="RDF/XML",
        ),
    ],
)
def test_a_file_is_asked(ask, tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    done = ask(tmp_path / name)
    assert (done.code, done.err) == (0, "")
    assert len(done.out.splitlines()) == 3


def test_several_files_are_asked_together(shugu, tmp_path):
    for number in range(3):
        (tmp_path / f"{number}.ttl").write_text(f"<a:{number}> <a:p> <a:o> .", encoding="utf-8")
    arguments = [argument for number in range(3) for argument in ("--data", tmp_path / f"{number}.ttl")]
    done = shugu("query", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "--format", "csv", *arguments)
    assert done.out.split() == ["n", "3"]


def test_of_several_files_with_one_bad_none_is_asked(ask, tmp_path):
    (tmp_path / "good.ttl").write_text(TURTLE, encoding="utf-8")
    (tmp_path / "bad.ttl").write_text(TURTLE[:-6], encoding="utf-8")
    done = ask(tmp_path / "good.ttl", "--data", tmp_path / "bad.ttl")
    assert_sentence(done, 2, "bad.ttl")
    assert done.out == ""


@pytest.mark.parametrize(
    ("name", "data", "place"),
    [
        pytest.param("a.ttl", TURTLE[:-6].encode(), ":3, column", id="cut off"),
        pytest.param("a.ttl", TURTLE.partition("ron")[0].encode(), ":2, column", id="cut off in a string"),
        pytest.param(
            "a.ttl", TURTLE.replace("seats", "se\0ats").encode(), ":3, column 11: the file holds a NUL", id="NUL"
        ),
        pytest.param("a.ttl", TURTLE.encode("utf-16"), ":1, column 1: the file is UTF-16", id="UTF-16"),
        pytest.param("a.ttl", TURTLE.encode("utf-16-be"), ":1, column", id="UTF-16 without a mark"),
        pytest.param(
            "a.ttl", TURTLE.replace("Heron", "H\xe9ron").encode("latin-1"), ":2, column 16: byte 0xe9", id="Latin-1"
        ),
        pytest.param(
            "a.ttl", (TURTLE + '<a:a> <a:b> "').encode() + b"\xf0\x9f", ":4, column", id="cut off in a character"
        ),
        pytest.param("a.ttl", b"<http://a b> <a:p> 1 .", ":1, column", id="IRI with a space"),
        pytest.param("a.ttl", b"<http://a/{x}> <a:p> 1 .", ":1, column", id="IRI with braces"),
        pytest.param("a.nt", b"<relative> <a:p> <a:o> .", ":1, column", id="IRI without a scheme"),
        pytest.param("a.ttl", b'<a:a> <a:p> "x"@1english .', ":1, column", id="language tag that is none"),
        pytest.param("a.ttl", b"@prefix : <a:> .\n\n:a :b un:known .", ":3, column", id="prefix that is unknown"),
        pytest.param("a.rdf", b"<rdf:RDF", "a.rdf", id="RDF/XML cut off"),
        pytest.param("a.rdf", b"<html>not RDF</html>", "", id="not RDF but XML"),
        pytest.param("a.jsonld", b'{"@id": "a:a"', ":1, column", id="JSON cut off"),
        pytest.param("a.jsonld", b'{"@context": {"@vocab": 5}}', "a.jsonld", id="context of nonsense"),
        pytest.param("a.md", TURTLE.encode(), "ending .md", id="unknown ending"),
        pytest.param("ttl", TURTLE.encode(), "ending (none)", id="no ending"),
        pytest.param("a.ttl.gz", TURTLE.encode(), "ending .gz", id="packed"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_place(ask, tmp_path, name, data, place):
    (tmp_path / name).write_bytes(data)
    done = ask(tmp_path / name)
    if not place:
        assert done.code in (0, 2)
        place = ""
    else:
        assert_sentence(done, 2, name, place)
    assert "Traceback" not in done.err
    assert "http" not in done.out


def test_a_file_that_is_missing_or_a_folder_is_refused(ask, tmp_path):
    assert_sentence(ask(tmp_path / "nowhere.ttl"), 2, "does not exist")
    (tmp_path / "folder.ttl").mkdir()
    assert_sentence(ask(tmp_path / "folder.ttl"), 2, "is a folder")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("a.ttl", "<a:a> <a:b> " + "[ <a:b> " * 100_000 + "1" + " ]" * 100_000 + " .", id="blank nodes"),
        pytest.param("a.ttl", "<a:a> <a:b> " + "( " * 100_000 + ") " * 100_000 + ".", id="lists"),
        pytest.param("a.ttl", "<a:a> <a:b> " + "[ <a:b> " * 100_000, id="blank nodes that never close"),
        pytest.param("a.jsonld", '{"a:b": ' * 100_000 + "1" + "}" * 100_000, id="JSON objects"),
        pytest.param("a.jsonld", "[" * 100_000 + "]" * 100_000, id="JSON arrays"),
        pytest.param("a.jsonld", '{"@context": ' + "[" * 100_000 + "]" * 100_000 + "}", id="contexts"),
        pytest.param("a.jsonld", '{"a:b": ' + '{"@list": [' * 50_000 + "]}" * 50_000 + "}", id="JSON lists"),
        pytest.param(
            "a.rdf",
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">'
            + "<e:T><e:p>" * 10_000
            + "</e:p></e:T>" * 10_000
            + "</rdf:RDF>",
            id="XML elements",
        ),
        pytest.param("a.ttl", "<< " * 100_000, id="quoted triples"),
    ],
)
def test_nesting_without_end_is_read_or_refused(tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="utf-8")
    # In a process of its own, which a parser may bring down.
    done = shugu_apart("query", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "--data", tmp_path / name)
    assert done.code in (0, 2), f"ended with {done.code}: {done.err[-300:]}"
    assert "Traceback" not in done.err


XML_HEAD = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/"><rdf:Description rdf:about="a:a"><e:p>'
XML_TAIL = "</e:p></rdf:Description></rdf:RDF>"


@pytest.mark.parametrize(
    ("entities", "text"),
    [
        pytest.param(
            '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)), "&a11;", id="each ten times the last"
        ),
        pytest.param(f'<!ENTITY a "{"ha" * 50_000}">', "&a;" * 50_000, id="one long one, often"),
        pytest.param('<!ENTITY a "&b;"><!ENTITY b "&a;">', "&a;", id="two that name each other"),
    ],
)  # fmt: skip
def test_entities_that_grow_without_end_are_refused(tmp_path, entities, text):
    bomb = f"<!DOCTYPE rdf:RDF [{entities}]>{XML_HEAD}{text}{XML_TAIL}"
    (tmp_path / "a.rdf").write_text(bomb, encoding="utf-8")
    assert_sentence(shugu_apart("query", ALL, "--data", tmp_path / "a.rdf"), 2, "a.rdf")


def test_entities_that_shorten_names_are_read(ask, tmp_path):
    # As OWL files have them.
    head = '<!DOCTYPE rdf:RDF [<!ENTITY e "http://example.org/"><!ENTITY word "heron">]>'
    (tmp_path / "a.rdf").write_text(f"{head}{XML_HEAD.replace('a:a', '&e;ferry')}&word;{XML_TAIL}", encoding="utf-8")
    done = ask(tmp_path / "a.rdf", query="SELECT ?s ?o { ?s ?p ?o }")
    assert (done.code, done.out.split()) == (0, ["s,o", "http://example.org/ferry,heron"])


def test_an_entity_of_another_file_is_not_read(ask, tmp_path):
    (tmp_path / "secret.txt").write_text("the word is heron", encoding="utf-8")
    for outside in ("secret.txt", f"file://{tmp_path}/secret.txt"):
        text = f'<!DOCTYPE rdf:RDF [<!ENTITY x SYSTEM "{outside}">]>{XML_HEAD}&x;{XML_TAIL}'
        (tmp_path / "a.rdf").write_text(text, encoding="utf-8")
        done = ask(tmp_path / "a.rdf")
        assert done.code in (0, 2)
        assert "heron" not in done.out + done.err
        assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("a.jsonld", '{"@context": "WEB/context.jsonld", "@id": "a:a", "p": 1}', id="context of JSON-LD"),
        pytest.param("a.jsonld", '{"@context": {"@import": "WEB/context.jsonld"}, "@id": "a:a", "p": 1}', id="imported context"),
        pytest.param("a.jsonld", '{"@context": ["WEB/one", {"@base": "WEB/"}], "@id": "x", "a:p": 1}', id="one of two contexts"),
        pytest.param("a.rdf", f'<!DOCTYPE rdf:RDF SYSTEM "WEB/rdf.dtd">{XML_HEAD}1{XML_TAIL}', id="document type"),
        pytest.param("a.rdf", f'<!DOCTYPE rdf:RDF [<!ENTITY x SYSTEM "WEB/x">]>{XML_HEAD}&x;{XML_TAIL}', id="entity"),
        pytest.param("a.rdf", f'<!DOCTYPE rdf:RDF [<!ENTITY % x SYSTEM "WEB/x"> %x;]>{XML_HEAD}1{XML_TAIL}', id="parameter entity"),
        pytest.param("a.ttl", "<WEB/o> a <http://www.w3.org/2002/07/owl#Ontology> ; <http://www.w3.org/2002/07/owl#imports> <WEB/i> .", id="imports"),
    ],
)  # fmt: skip
def test_what_a_file_names_is_not_fetched(ask, tmp_path, web, name, text):
    (tmp_path / name).write_text(text.replace("WEB", web.address), encoding="utf-8")
    done = ask(tmp_path / name)
    assert web.asked == []
    assert done.code in (0, 2)
    assert "Traceback" not in done.err


def test_a_context_that_would_have_to_be_fetched_is_refused_by_name(ask, tmp_path, web):
    (tmp_path / "a.jsonld").write_text(f'{{"@context": "{web.address}/c", "@id": "a:a", "p": 1}}', encoding="utf-8")
    assert_sentence(ask(tmp_path / "a.jsonld"), 2, "a.jsonld", "context")


XSD = "http://www.w3.org/2001/XMLSchema#"
ODD = [
    ("integer of 5,000 digits", "9" * 5000, f'"{"9" * 5000}"^^<{XSD}integer>'),
    ("impossible date", "2015-02-30", f'"2015-02-30"^^<{XSD}date>'),
    ("NaN", "NaN", f'"NaN"^^<{XSD}double>'),
    ("no boolean", "maybe", f'"maybe"^^<{XSD}boolean>'),
    ("no number", "twelve", f'"twelve"^^<{XSD}integer>'),
    ("date of the year zero", "0000-00-00", f'"0000-00-00"^^<{XSD}date>'),
    ("language nobody speaks", "hello", '"hello"@xx-nowhere'),
    ("type of one's own", "x", '"x"^^<a:type>'),
]


@pytest.mark.parametrize(("lexical", "literal"), [pytest.param(*case[1:], id=case[0]) for case in ODD])
@pytest.mark.parametrize("query", ["SELECT ?o { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"], ids=["rows", "triples"])
def test_an_odd_value_is_kept_as_it_is_written(shugu, tmp_path, lexical, literal, query):
    (tmp_path / "a.ttl").write_text(f"<a:a> <a:b> {literal} .", encoding="utf-8")
    done = shugu("query", query, "--data", tmp_path / "a.ttl", "--format", "csv" if "SELECT" in query else "ttl")
    assert (done.code, done.err) == (0, "")
    assert lexical in done.out


def test_a_query_over_odd_values_is_answered(ask, tmp_path):
    (tmp_path / "a.ttl").write_text(f"<a:a> <a:b> {', '.join(case[2] for case in ODD)} .", encoding="utf-8")
    done = ask(
        tmp_path / "a.ttl",
        query="SELECT (SUM(?o) AS ?sum) (MAX(?o) AS ?max) (COUNT(*) AS ?n) { ?s ?p ?o FILTER(?o != 1) }",
    )
    assert done.code == 0
    assert "Traceback" not in done.err


def test_data_needs_a_query_and_no_graph(shugu, ask, tmp_path, graph):
    (tmp_path / "a.ttl").write_text(TURTLE, encoding="utf-8")
    assert_sentence(shugu("query", "--data", tmp_path / "a.ttl"), 2, "--data needs a query")
    assert_sentence(ask(tmp_path / "a.ttl", "--graph", graph), 2, "--data names files")
