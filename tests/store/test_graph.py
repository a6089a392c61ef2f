"""One meaning of a query for every store, and stores that cannot be read."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, Store

from conftest import need_tool
from shugu.errors import QueryError, StorageError
from shugu.store.graph import LocalGraph, open_folder, seal_folder

EX = "http://example.org/"
NAME = NamedNode(f"{EX}name")


@pytest.fixture
def graph():
    """Two ferries in two named graphs, and a boat in none."""
    store = Store()
    for number, name in enumerate(("Heron", "Teal")):
        store.add(Quad(NamedNode(f"{EX}ferry-{number}"), NAME, Literal(name), NamedNode(f"{EX}graph-{number}")))
    store.add(Quad(NamedNode(f"{EX}boat"), NAME, Literal("Coot")))
    return LocalGraph(store, {"ex": EX})


def names(answer):
    return sorted(row["name"].value for row in answer)


def test_named_graphs_are_part_of_the_default_graph(graph):
    assert names(graph.query("SELECT ?name { ?thing ex:name ?name }")) == ["Coot", "Heron", "Teal"]


def test_a_graph_can_still_be_asked_by_its_name(graph):
    assert names(graph.query("SELECT ?name { GRAPH ex:graph-1 { ?thing ex:name ?name } }")) == ["Teal"]


def test_select_ask_and_construct_come_back_as_what_they_are(graph):
    assert isinstance(graph.query("SELECT * { ?s ?p ?o }"), QuerySolutions)
    assert isinstance(graph.query("ASK { ex:boat ex:name 'Coot' }"), QueryBoolean)
    assert isinstance(graph.query("CONSTRUCT { ?s ex:called ?o } WHERE { ?s ex:name ?o }"), QueryTriples)


def test_a_prefix_of_the_query_counts_before_the_known_one(graph):
    query = f"PREFIX ex: <{EX}graph-> SELECT ?name {{ GRAPH ex:0 {{ ?thing ?p ?name }} }}"
    assert names(graph.query(query)) == ["Heron"]


def test_a_query_that_does_not_parse_is_refused_with_its_place(graph):
    with pytest.raises(QueryError, match=r"not SPARQL.*2:"):
        graph.query("SELECT * {\n ?s ?p }")


@pytest.mark.parametrize(
    "update", ["INSERT DATA { <a:a> <a:b> 1 }", "DROP ALL", "CLEAR GRAPH <a:a>", "DELETE WHERE { ?s ?p ?o }"]
)
def test_an_update_is_refused_and_changes_nothing(graph, update):
    before = set(graph.store)
    with pytest.raises(QueryError):
        graph.query(update)
    assert set(graph.store) == before


def test_a_call_to_another_server_is_refused(graph):
    with pytest.raises(QueryError, match="another server"):
        graph.query("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")


def test_a_graph_named_by_from_is_a_graph_of_the_store_or_empty(graph):
    assert list(graph.query("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }")) == []
    assert names(graph.query("SELECT ?name FROM ex:graph-0 { ?s ?p ?name }")) == ["Heron"]


_WATCH = """
import sys
from pathlib import Path
from shugu.publish.source import open_source
source = open_source(Path(sys.argv[1]), None)
seen = []
sys.addaudithook(lambda event, arguments: seen.append((event, str(arguments))) if WATCHED(event) else None)
answers = [list(source.graph.query(f"SELECT * {form} <{address}> {{ GRAPH ?g {{ ?s ?p ?o }} }}"))
           for form in ("FROM", "FROM NAMED") for address in (f"file://{sys.argv[2]}", "http://127.0.0.1:9/a.ttl")]
answers += [list(source.graph.query(f"SELECT * FROM <file://{sys.argv[2]}> {{ ?s ?p ?o }}"))]
hooked = list(seen)
open(sys.argv[2]).close()
print(len(hooked), len(seen), sum(map(len, answers)))
""".replace("WATCHED(event)", "event == 'open' or event.startswith('socket.')")


def test_from_opens_no_file_and_sends_no_request(built, tmp_path):
    data = tmp_path / "aside.ttl"
    data.write_text("<a:a> <a:b> <a:c> .", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", _WATCH, str(built), str(data)], capture_output=True, text=True, timeout=30, check=True
    )
    opened, after_one_opening, rows = map(int, done.stdout.split())
    assert (opened, rows) == (0, 0)
    assert after_one_opening == 1, "the hook does not see an opened file, so it proves nothing"


def test_the_engine_itself_opens_no_file_for_from(built, tmp_path):
    # An audit hook sees what Python opens; the engine is not Python.
    need_tool("strace", "strace")
    data, log = tmp_path / "aside.ttl", tmp_path / "log"
    data.write_text("<a:a> <a:b> <a:c> .", encoding="utf-8")
    trace = ["strace", "-f", "-e", "trace=openat,connect", "-o", str(log)]
    done = subprocess.run(
        [*trace, sys.executable, "-c", _WATCH, str(built), str(data)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    calls = log.read_text("utf-8", "replace")
    assert done.returncode == 0
    assert calls.count(str(data)) == 1  # the one opening with which the watching script ends
    assert "127.0.0.1" not in calls


# Stores on disk


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """A folder with a small store, flushed to table files."""
    folder = tmp_path_factory.mktemp("sound") / "store"
    store = Store(str(folder))
    store.bulk_extend(Quad(NamedNode(f"{EX}{n}"), NAME, Literal(f"boat {n}"), NamedNode(EX)) for n in range(2000))
    store.optimize()
    store.flush()
    del store
    return folder


@pytest.fixture
def folder(sound, tmp_path):
    """A copy of that store to spoil."""
    return Path(shutil.copytree(sound, tmp_path / "store"))


def test_a_store_is_opened_for_reading_by_several_at_once(folder):
    first, second = open_folder(folder), open_folder(folder)
    assert len(first) == len(second) == 2000


def test_a_store_is_read_while_another_process_has_it_open_for_writing(folder):
    hold = (
        "import sys; from pyoxigraph import Store; s = Store(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout.readline() == "open\n"
        assert len(open_folder(folder)) == 2000
        writer.stdin.close()


def test_reading_a_store_changes_no_file_of_it(folder):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    list(LocalGraph(open_folder(folder)).query("SELECT * { ?s ?p ?o }"))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_missing_store_is_refused_and_not_made(tmp_path):
    with pytest.raises(StorageError, match="no store that this version can read"):
        open_folder(tmp_path / "nowhere")
    assert list(tmp_path.iterdir()) == []


def remove(pattern):
    return lambda folder: [path.unlink() for path in folder.glob(pattern)]


def overwrite(pattern, data):
    return lambda folder: [path.write_bytes(data) for path in folder.glob(pattern)]


def truncate(folder):
    for path in folder.glob("*.sst"):
        path.write_bytes(path.read_bytes()[:100])


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(remove("*"), id="an empty folder"),
        pytest.param(remove("CURRENT"), id="without its start file"),
        pytest.param(overwrite("CURRENT", b"no such thing"), id="a start file of nonsense"),
        pytest.param(overwrite("MANIFEST-*", b"nonsense" * 50), id="a list of files of nonsense"),
        pytest.param(overwrite("MANIFEST-*", b""), id="an empty list of files"),
        pytest.param(remove("*.sst"), id="without its tables"),
        pytest.param(truncate, id="tables cut off"),
    ],
)
def test_a_damaged_store_is_refused_with_what_to_do(folder, spoil):
    spoil(folder)
    with pytest.raises(StorageError, match="run shugu build again"):
        open_folder(folder)


def test_a_store_of_which_one_file_changed_is_refused_by_name(tmp_path):
    folder = tmp_path / "store"
    store = Store(str(folder))
    store.bulk_extend(
        Quad(NamedNode(f"{EX}{n}"), NamedNode(f"{EX}p"), Literal(str(n)), NamedNode(f"{EX}g")) for n in range(200)
    )
    store.flush()
    del store
    seal_folder(folder)
    assert len(open_folder(folder)) == 200
    file = max(folder.glob("*.sst"))
    data = bytearray(file.read_bytes())
    data[40] ^= 1
    file.write_bytes(data)
    with pytest.raises(StorageError, match=f"{file.name} is damaged"):
        open_folder(folder)
    file.unlink()
    with pytest.raises(StorageError, match="run shugu build again"):
        open_folder(folder)
