"""What a user does wrong, or the world, gives a sentence and the right exit code; never a traceback, never a hang."""

import errno
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from conftest import ROWS, write_collection
from shugu.pipeline import build

ALL = "SELECT * { ?s ?p ?o }"


def within_limits():
    resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (20, 20))


def shugu(*arguments, timeout=40, **options):
    """The end of a command in a process of its own, with bounded time and memory."""
    command = [sys.executable, "-m", "shugu", *map(str, arguments)]
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "preexec_fn": within_limits, **options}
    return subprocess.run(command, text=True, encoding="utf-8", timeout=timeout, check=False, **options)


def assert_sentence(done, code, *words):
    """The command ended with the code and a sentence that holds the words, not with a traceback or data."""
    assert done.returncode == code, done.stderr[-800:]
    assert "Traceback" not in done.stderr
    assert "Warning" not in done.stderr
    assert done.stderr.strip()
    for word in words:
        assert word in done.stderr


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


# Exit codes


def test_0_done(graph):
    done = shugu("query", "ASK { ?s a sg:City }", "--graph", graph)
    assert (done.returncode, done.stdout, done.stderr) == (0, "true\n", "")


def test_1_findings(tmp_path):
    folder = write_collection(tmp_path / "harbour", rows=[{**ROWS[3], "stated": "50 million euros"}, ROWS[0], ROWS[4]])
    for command in (["check", folder], ["build", folder, "--out", tmp_path / "out"]):
        done = shugu(*command)
        assert_sentence(done, 1, "h-3-1", "50 million euros")
    assert (tmp_path / "out" / "graph.ttl").is_file(), "findings are reported and do not stop a build"


def test_1_rows_undecided_under_strict(tmp_path):
    folder = write_collection(tmp_path / "harbour", rows=[*ROWS[:4], {**ROWS[4], "decision": "unsure"}])
    assert shugu("check", folder).returncode == 0
    assert shugu("check", folder, "--strict").returncode == 1


def test_1_no_way_between_two_things(graph):
    done = shugu("path", "Lindow", "Norland", "--graph", graph)
    assert_sentence(done, 1, "no statement leads from Lindow to Norland")
    assert done.stdout == ""


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
def test_2_bad_usage(graph, arguments, word):
    done = shugu(*arguments, *(["--graph", graph] if arguments[0] != "fly" else []))
    assert_sentence(done, 2, word)
    assert done.stdout == ""


@pytest.mark.parametrize(
    "command", [["facts"], ["query", ALL], ["show", "x"], ["compare"], ["export", "--format", "nt"], ["view"]]
)
def test_2_no_graph_here(tmp_path, command):
    assert_sentence(shugu(*command, cwd=tmp_path), 2, "run: shugu build")


def test_2_no_graph_there(tmp_path):
    assert_sentence(shugu("facts", "--graph", tmp_path / "nowhere"), 2, "is not a graph that shugu built")


@pytest.mark.parametrize("manifest", ["{", '{"format": 99}', "[]", '{"format": 1}'])
def test_2_a_graph_of_another_version(spoilt, manifest):
    (spoilt / "manifest.json").write_text(manifest, encoding="utf-8")
    assert_sentence(shugu("facts", "--graph", spoilt), 2, "shugu build")


def test_2_no_such_collection(tmp_path):
    assert_sentence(shugu("build", "atlantis", cwd=tmp_path), 2, "built in: guizhou")
    assert list(tmp_path.iterdir()) == []


def test_2_faults_in_a_sheet_are_all_named_with_line_and_column(tmp_path):
    rows = [{**ROWS[0], "time": "2021-02-30"}, {**ROWS[1], "property": "flewTo"}, {**ROWS[2], "decision": "yes"}]
    folder = write_collection(tmp_path / "harbour", rows=rows)
    sheet = folder / "facts" / "harbour.tsv"
    done = shugu("build", folder, "--out", tmp_path / "out")
    assert_sentence(done, 2, f"{sheet}:2, column time", f"{sheet}:3, column property", f"{sheet}:4, column decision")
    assert not (tmp_path / "out").exists()


def test_2_a_folder_of_somebody_else(tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "one.txt").write_text("Dear Mother", encoding="utf-8")
    folder = write_collection(tmp_path / "harbour")
    assert_sentence(shugu("build", folder, "--out", tmp_path / "letters"), 2, "--force")
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["one.txt"]
    assert shugu("build", folder, "--out", tmp_path / "letters", "--force").returncode == 0
    assert not (tmp_path / "letters" / "one.txt").exists()


def test_2_another_process_is_building(tmp_path, spoilt):
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
    assert shugu("facts", "--graph", spoilt).returncode == 0


@pytest.mark.parametrize(
    "command",
    [["facts"], ["query", ALL], ["show", "Lindow"], ["compare"], ["path", "a", "b"], ["export", "--format", "nt"]],
    ids=lambda command: command[0],
)
def test_3_a_server_that_is_down(command):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    done = shugu(*command, "--store", f"http://127.0.0.1:{port}/query")
    assert_sentence(done, 3, "cannot be reached", str(port))
    assert done.stdout == ""


class _Page(BaseHTTPRequestHandler):
    asked: list = []  # noqa: RUF012 - shared on purpose: each request is handled by an instance of its own

    def do_GET(self):
        self.asked.append(self.path)
        body = b"<html><body>It works!</body></html>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815 - the name that http.server wants

    def log_message(self, *arguments):
        """Says nothing."""


@pytest.fixture
def web():
    """A web server that is no SPARQL server: its address, and the list of what was asked of it."""
    handler = type("Page", (_Page,), {"asked": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as listener:
        thread = threading.Thread(target=listener.serve_forever, args=[0.02])
        thread.start()
        yield f"http://127.0.0.1:{listener.server_port}", handler.asked
        listener.shutdown()
        thread.join()


@pytest.mark.parametrize("command", [["facts"], ["query", ALL], ["show", "Lindow"]], ids=lambda command: command[0])
def test_3_an_address_that_is_no_sparql_server(web, command):
    address, asked = web
    assert_sentence(shugu(*command, "--store", address), 3, "no SPARQL result")
    assert asked


@pytest.mark.parametrize(
    "address", ["localhost:7878", "ftp://example.org/", "http://", "http://[::1", "http://127.0.0.1:99999/"]
)
def test_an_address_that_cannot_be_one(address):
    done = shugu("facts", "--store", address)
    assert done.returncode in (2, 3)
    assert_sentence(done, done.returncode, "address" if done.returncode == 2 else "cannot be reached")


@pytest.mark.parametrize("spoil", ["CURRENT", "MANIFEST-*", "*.sst"])
def test_3_a_store_that_is_damaged(spoilt, spoil):
    for path in (spoilt / "store").glob(spoil):
        path.write_bytes(b"nonsense" * 20)
    assert_sentence(shugu("query", ALL, "--graph", spoilt), 3, "shugu build")


def test_3_a_store_that_is_gone(spoilt):
    shutil.rmtree(spoilt / "store")
    assert_sentence(shugu("facts", "--graph", spoilt), 3, "run shugu build again")


def test_3_a_store_damaged_inside(built, tmp_path):
    folder = Path(shutil.copytree(built, tmp_path / "a-graph"))
    for path in (folder / "store").glob("*.sst"):
        data = bytearray(path.read_bytes())
        if len(data) > 200_000:
            data[2000:-60_000:5000] = bytes(255 - byte for byte in data[2000:-60_000:5000])
            path.write_bytes(data)
    done = shugu("query", ALL, "--format", "csv", "--graph", folder)
    assert_sentence(done, 3, "read")


def test_3_a_full_disk_behind_the_output(graph):
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    for command in (["facts", "--format", "jsonl"], ["query", ALL, "--format", "csv"], ["export", "--format", "nt"]):
        with Path("/dev/full").open("w") as full:
            done = shugu(*command, "--graph", graph, stdout=full)
        assert_sentence(done, 3, os.strerror(errno.ENOSPC))


def test_3_a_folder_that_cannot_be_written(graph, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = shugu("build", write_collection(tmp_path / "harbour"), "--out", tmp_path / "file" / "out")
    assert_sentence(done, 3, "cannot be written")
    assert_sentence(shugu("export", "--format", "nt", "--graph", graph, "--out", "/dev/full/x"), 2, "is not a folder")


_FAULT = """
import sys
from shugu.publish import source
from shugu.cli.main import run
def fail(*arguments):
    raise KeyError("no such key")
source.open_source = fail
sys.argv[1:] = ["facts"]
run()
"""


def test_70_a_fault_of_our_own_is_said_to_be_one():
    done = subprocess.run([sys.executable, "-c", _FAULT], capture_output=True, text=True, check=False)
    assert_sentence(done, 70, "a fault of shugu, not yours", "KeyError", "SHUGU_DEBUG=1")
    environment = {**os.environ, "SHUGU_DEBUG": "1"}
    done = subprocess.run([sys.executable, "-c", _FAULT], capture_output=True, text=True, check=False, env=environment)
    assert (done.returncode, "Traceback" in done.stderr) == (70, True)


# Streams


@pytest.mark.parametrize(
    "command",
    [
        ["facts", "--format", "jsonl"],
        ["facts"],
        ["facts", "--format", "csv"],
        ["query", ALL],
        ["query", ALL, "--format", "csv"],
        ["query", "CONSTRUCT WHERE { ?s ?p ?o }"],
        ["export", "--format", "nt"],
        ["show", "Guizhou"],
    ],
    ids=" ".join,
)
def test_output_that_nobody_reads_on_ends_the_command_quietly(built, command):
    arguments = [sys.executable, "-m", "shugu", *command, "--graph", str(built)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.read(20)
        process.stdout.close()
        talk = process.stderr.read().decode()
    assert "Traceback" not in talk
    assert "Exception ignored" not in talk
    assert "fault" not in talk
    assert process.returncode == 0


def test_output_that_is_closed_from_the_start_is_no_fault(graph):
    command = f"'{sys.executable}' -m shugu facts --graph '{graph}' >&-"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert "fault" not in done.stderr
    assert done.returncode in (0, 3)


def test_ctrl_c_stops_a_query_that_would_run_for_ever(built):
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with subprocess.Popen(
        [sys.executable, "-m", "shugu", "query", endless, "--graph", str(built)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(4)
        process.send_signal(signal.SIGINT)
        process.wait(3)
        talk = process.stderr.read().decode()
    assert process.returncode != 0
    assert "Traceback" not in talk


# Files to ask


def ask(path, *more, query=ALL):
    return shugu("query", query, "--data", path, *more, "--format", "csv")


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
def test_a_file_is_asked(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    done = ask(tmp_path / name)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 3


def test_several_files_are_asked_together(tmp_path):
    for number in range(3):
        (tmp_path / f"{number}.ttl").write_text(f"<a:{number}> <a:p> <a:o> .", encoding="utf-8")
    arguments = [argument for number in range(3) for argument in ("--data", tmp_path / f"{number}.ttl")]
    done = shugu("query", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "--format", "csv", *arguments)
    assert done.stdout.split() == ["n", "3"]


def test_of_several_files_with_one_bad_none_is_asked(tmp_path):
    (tmp_path / "good.ttl").write_text(TURTLE, encoding="utf-8")
    (tmp_path / "bad.ttl").write_text(TURTLE[:-6], encoding="utf-8")
    done = ask(tmp_path / "good.ttl", "--data", tmp_path / "bad.ttl")
    assert_sentence(done, 2, "bad.ttl")
    assert done.stdout == ""


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
def test_a_file_that_cannot_be_read_is_refused_with_its_place(tmp_path, name, data, place):
    (tmp_path / name).write_bytes(data)
    done = ask(tmp_path / name)
    if not place:
        assert done.returncode in (0, 2)
        place = ""
    else:
        assert_sentence(done, 2, name, place)
    assert "Traceback" not in done.stderr
    assert "http" not in done.stdout


def test_a_file_that_is_missing_or_a_folder_is_refused(tmp_path):
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
    done = ask(tmp_path / name, query="SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert done.returncode in (0, 2), f"ended with {done.returncode}: {done.stderr[-300:]}"
    assert "Traceback" not in done.stderr


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
    assert_sentence(ask(tmp_path / "a.rdf", query="SELECT (STRLEN(?o) AS ?n) { ?s ?p ?o }"), 2, "a.rdf")


def test_entities_that_shorten_names_are_read(tmp_path):
    # As OWL files have them.
    head = '<!DOCTYPE rdf:RDF [<!ENTITY e "http://example.org/"><!ENTITY word "heron">]>'
    (tmp_path / "a.rdf").write_text(f"{head}{XML_HEAD.replace('a:a', '&e;ferry')}&word;{XML_TAIL}", encoding="utf-8")
    done = ask(tmp_path / "a.rdf", query="SELECT ?s ?o { ?s ?p ?o }")
    assert (done.returncode, done.stdout.split()) == (0, ["s,o", "http://example.org/ferry,heron"])


def test_an_entity_of_another_file_is_not_read(tmp_path):
    (tmp_path / "secret.txt").write_text("the word is heron", encoding="utf-8")
    for outside in ("secret.txt", f"file://{tmp_path}/secret.txt"):
        text = f'<!DOCTYPE rdf:RDF [<!ENTITY x SYSTEM "{outside}">]>{XML_HEAD}&x;{XML_TAIL}'
        (tmp_path / "a.rdf").write_text(text, encoding="utf-8")
        done = ask(tmp_path / "a.rdf")
        assert done.returncode in (0, 2)
        assert "heron" not in done.stdout + done.stderr
        assert "Traceback" not in done.stderr


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
def test_what_a_file_names_is_not_fetched(tmp_path, web, name, text):
    address, asked = web
    (tmp_path / name).write_text(text.replace("WEB", address), encoding="utf-8")
    done = ask(tmp_path / name)
    assert asked == []
    assert done.returncode in (0, 2)
    assert "Traceback" not in done.stderr


def test_a_context_that_would_have_to_be_fetched_is_refused_by_name(tmp_path, web):
    (tmp_path / "a.jsonld").write_text(f'{{"@context": "{web[0]}/c", "@id": "a:a", "p": 1}}', encoding="utf-8")
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
def test_an_odd_value_is_kept_as_it_is_written(tmp_path, lexical, literal, query):
    (tmp_path / "a.ttl").write_text(f"<a:a> <a:b> {literal} .", encoding="utf-8")
    done = shugu("query", query, "--data", tmp_path / "a.ttl", "--format", "csv" if "SELECT" in query else "ttl")
    assert (done.returncode, done.stderr) == (0, "")
    assert lexical in done.stdout


def test_a_query_over_odd_values_is_answered(tmp_path):
    (tmp_path / "a.ttl").write_text(f"<a:a> <a:b> {', '.join(case[2] for case in ODD)} .", encoding="utf-8")
    done = ask(
        tmp_path / "a.ttl",
        query="SELECT (SUM(?o) AS ?sum) (MAX(?o) AS ?max) (COUNT(*) AS ?n) { ?s ?p ?o FILTER(?o != 1) }",
    )
    assert done.returncode == 0
    assert "Traceback" not in done.stderr


def test_data_needs_a_query_and_no_graph(tmp_path, graph):
    (tmp_path / "a.ttl").write_text(TURTLE, encoding="utf-8")
    assert_sentence(shugu("query", "--data", tmp_path / "a.ttl"), 2, "--data needs a query")
    assert_sentence(ask(tmp_path / "a.ttl", "--graph", graph), 2, "--data names files")
