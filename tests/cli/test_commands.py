"""Every command by what it says and writes, and that all of it is documented."""

import csv
import io
import json
import os
import re
import subprocess
import sys
import time
from html.parser import HTMLParser
from pathlib import Path

import click
import networkx as nx
import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

from conftest import ENTITIES, REPOSITORY, ROWS, TEXT, write_collection
from shugu.cli.main import main
from shugu.cli.output import format_grid
from shugu.pipeline import build
from shugu.settings import package_version
from shugu.store.graph import open_folder

COMMANDS = sorted(main.commands)


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    """The graph of the harbour collection; tests do not change it."""
    folder = tmp_path_factory.mktemp("commands")
    build(write_collection(folder / "harbour"), folder / "harbour-graph")
    return folder / "harbour-graph"


@pytest.fixture
def say(run, graph):
    """What a command writes to standard output about the harbour graph, after it ended with 0."""

    def call(*arguments, folder=graph):
        done = run(*arguments, "--graph", folder)
        assert (done.exit_code, done.exception) == (0, None), done.output
        return done.stdout

    return call


# Documentation


def documented():
    """The text below each heading of docs/commands.md that begins with `shugu`, by command."""
    text = (REPOSITORY / "docs" / "commands.md").read_text("utf-8")
    parts = re.split(r"^#{2,3} `?shugu (\w+)[^\n]*$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def options_of(name):
    return [parameter for parameter in main.commands[name].params if isinstance(parameter, click.Option)]


def test_every_command_has_a_section_and_every_section_a_command():
    assert sorted(documented()) == COMMANDS
    assert len(COMMANDS) >= 9


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_a_command_is_in_its_section(name):
    section = documented()[name]
    missing = [
        spelling
        for option in options_of(name)
        for spelling in option.opts
        if spelling != "--help" and not re.search(rf"(?<![\w-]){spelling}(?![\w-])", section)
    ]
    assert missing == []


@pytest.mark.parametrize("name", COMMANDS)
def test_no_section_speaks_of_an_option_that_is_not_there(name):
    known = {spelling for option in options_of(name) for spelling in option.opts} | {"--help"}
    # Commands quoted in a section are of others.
    section = re.sub(r"`(?:shugu|oxigraph) [^`]*`", "", documented()[name])
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", section)) <= known


@pytest.mark.parametrize("name", COMMANDS)
def test_every_word_that_an_option_takes_is_in_its_section(name):
    for option in options_of(name):
        for word in option.type.choices if isinstance(option.type, click.Choice) else ():
            assert f"`{word}`" in documented()[name], f"{option.name} {word}"


@pytest.mark.parametrize("name", COMMANDS)
def test_help_explains_every_option(run, name):
    text = run(name, "--help").stdout
    assert text.startswith(f"Usage: main {name}")
    assert main.commands[name].help
    for option in options_of(name):
        assert option.help or isinstance(option.type, click.Choice), option.name
        assert option.opts[0] in text


@pytest.mark.parametrize("code", [0, 1, 2, 3, 70])
def test_every_exit_code_is_documented(code):
    assert f"**{code}**" in (REPOSITORY / "docs" / "commands.md").read_text("utf-8")
    assert re.search(rf"\b{code}\b", main.help)


def test_the_version_is_that_of_the_package(run):
    assert run("--version").stdout == f"shugu, version {package_version()}\n"


def test_the_module_is_the_command(graph):
    done = subprocess.run([sys.executable, "-m", "shugu", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"shugu, version {package_version()}\n"


# build and check


def test_build_says_what_was_built_and_what_to_do_next(run, harbour, tmp_path):
    done = run("build", harbour, "--out", tmp_path / "out")
    lines = done.stdout.splitlines()
    assert lines[0] == "Harbour"
    assert lines[1].startswith("  1 documents, 6 things, 5 statements; ")
    assert "every pointer looked up in the texts" in done.stdout
    assert "no findings, 2 notes" in done.stdout
    for command in ("view", "query", "show", "compare"):
        assert f"  shugu {command}" in done.stdout
    assert done.stderr.count("lindow-vale") == 1


def test_build_names_the_folder_after_the_collection(run, harbour, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("build", "harbour").exit_code == 0
    assert (tmp_path / "harbour-graph" / "manifest.json").is_file()
    assert run("facts", "--format", "csv").stdout.count("\n") == len(ROWS) + 1


def test_quiet_says_nothing_but_findings(run, harbour, tmp_path):
    done = run("build", harbour, "--out", tmp_path / "out", "--quiet")
    assert done.stdout == ""
    assert [line for line in done.stderr.splitlines() if "lindow-vale" not in line and "norland" not in line] == []


def test_the_summary_as_json_is_all_of_standard_output(run, harbour, tmp_path):
    made = json.loads(run("build", harbour, "--out", tmp_path / "out", "--json").stdout)
    assert (made["collection"], made["texts"], made["questions"]) == ("harbour", True, 0)
    assert made["counts"]["statements"] == len(ROWS)
    assert made["shapes"] == {"statements": len(ROWS), "validated": len(ROWS)}
    assert {finding["severity"] for finding in made["findings"]} == {"note"}
    checked = json.loads(run("check", harbour, "--json").stdout)
    assert {**checked, "out": None} == {**made, "out": None}


def test_check_reads_the_built_in_collection_by_name(run, guizhou):
    by_name = run("check", "guizhou", "--json")
    assert json.loads(by_name.stdout)["collection"] == "guizhou"
    assert json.loads(by_name.stdout)["counts"]["documents"] == 5


def test_the_texts_that_are_named_count(run, harbour, tmp_path):
    (harbour / "texts").rename(tmp_path / "aside")
    bare = json.loads(run("check", harbour, "--json").stdout)
    full = json.loads(run("check", harbour, "--json", "--texts", tmp_path / "aside").stdout)
    assert (bare["texts"], full["texts"]) == (False, True)


# query


def test_query_lists_the_questions_by_topic(run, built):
    done = run("query", "--graph", built)
    lines = done.stdout.splitlines()
    topics = [line for line in lines if line and not line.startswith(" ")]
    assert topics == sorted(topics)
    assert len([line for line in lines if line.startswith("  ")]) > 100
    assert "shugu query --question NAME" in done.stderr
    listed = json.loads(run("query", "--format", "json", "--graph", built).stdout)
    assert {question["name"] for question in listed} == {line.split()[0] for line in lines if line.startswith("  ")}
    assert all(question["question"].endswith("?") for question in listed)


def test_a_collection_without_questions_says_how_to_ask(run, graph):
    done = run("query", "--graph", graph)
    assert done.stdout == ""
    assert "ask in SPARQL" in done.stderr


def test_a_question_is_asked_by_its_name(run, built):
    done = run("query", "--question", "who-holds-which-post", "--format", "csv", "--graph", built)
    rows = list(csv.reader(io.StringIO(done.stdout)))
    assert len(rows) > 2


def test_a_question_that_is_misspelt_is_answered_with_the_nearest(run, built):
    done = run("query", "--question", "who-hold-which-posts", "--graph", built)
    assert "did you mean who-holds-which-post" in str(done.exception)


QUERY = "SELECT ?thing ?name { ?thing a sg:City ; rdfs:label ?name } ORDER BY ?name"


def test_a_table_has_its_head_a_line_and_the_rows_and_counts_them_aside(run, graph):
    done = run("query", QUERY, "--graph", graph)
    assert done.stdout == "thing   name\n──────  ──────\nlindow  Lindow\nlindow  林多\n"
    assert done.stderr == "2 rows\n"


@pytest.mark.parametrize(
    ("format_", "known"),
    [("json", QueryResultsFormat.JSON), ("xml", QueryResultsFormat.XML), ("tsv", QueryResultsFormat.TSV)],
)
def test_rows_in_a_format_of_the_standard_are_read_back(say, graph, format_, known):
    text = say("query", QUERY, "--format", format_)
    found = parse_query_results(text, format=known)
    names = [row["name"].value for row in found]
    assert names == ["Lindow", "林多"]
    assert text.endswith("\n")


def test_rows_as_csv_are_read_back(say):
    base = "https://example.org/harbour/entity/lindow"
    assert list(csv.reader(io.StringIO(say("query", QUERY, "--format", "csv")))) == [
        ["thing", "name"],
        [base, "Lindow"],
        [base, "林多"],
    ]


@pytest.mark.parametrize(
    ("format_", "yes"), [("table", "true\n"), ("csv", "true\n"), ("json", '{"head":{},"boolean":true}\n')]
)
def test_a_yes_is_said_in_every_format(say, format_, yes):
    assert say("query", "ASK { e:lindow a sg:City }", "--format", format_) == yes


@pytest.mark.parametrize(
    ("format_", "known"), [("ttl", RdfFormat.TURTLE), ("table", RdfFormat.TURTLE), ("xml", RdfFormat.RDF_XML)]
)
def test_triples_are_read_back(say, graph, format_, known):
    query = "CONSTRUCT { ?s rdfs:label ?o } WHERE { ?s a sg:Person ; rdfs:label ?o }"
    found = {(q.subject.value, q.object.value) for q in parse(say("query", query, "--format", format_), format=known)}
    assert found == {("https://example.org/harbour/entity/ada-brook", "Ada Brook")}


def test_a_query_comes_from_a_file_or_from_standard_input(graph, say, tmp_path):
    (tmp_path / "cities.rq").write_text(f"# Which cities?\n{QUERY}", encoding="utf-8")
    (tmp_path / "CITIES.sparql").write_text("\ufeff" + QUERY.replace(" ", "\r\n"), encoding="utf-8")
    expected = say("query", QUERY)
    assert say("query", tmp_path / "cities.rq") == expected
    assert say("query", tmp_path / "CITIES.sparql") == expected
    command = [sys.executable, "-m", "shugu", "query", "-", "--graph", str(graph)]
    done = subprocess.run(command, input=QUERY, capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout == expected


def test_a_query_of_a_file_may_hold_chinese_in_any_locale(graph, tmp_path):
    (tmp_path / "a.rq").write_text("SELECT ?s { ?s rdfs:label '林多'@zh }", encoding="utf-8")
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for query, text in ((str(tmp_path / "a.rq"), None), ("-", "SELECT ?s { ?s rdfs:label '林多'@zh }")):
        command = [sys.executable, "-m", "shugu", "query", query, "--format", "csv", "--graph", str(graph)]
        done = subprocess.run(command, input=text and text.encode(), capture_output=True, check=False, env=environment)
        assert done.stdout.split() == [b"s", b"https://example.org/harbour/entity/lindow"], (query, done.stderr)


def test_output_is_utf_8_in_any_locale(graph):
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-m", "shugu", "show", "Lindow", "--graph", str(graph)]
    done = subprocess.run(command, capture_output=True, check=True, env=environment)
    assert "Lindow  林多" in done.stdout.decode("utf-8")


# facts, show, path, compare


def test_facts_as_a_table_say_the_statement_and_where_it_stands(run, graph):
    done = run("facts", "--graph", graph)
    assert done.stdout.splitlines()[0].split() == ["id", "kind", "statement", "source"]
    assert "h-3-1  observation  Cold store of Lindow total investment: 40 million USD" in done.stdout
    assert "harbour, paragraph 3, s4" in done.stdout
    assert done.stderr == f"{len(ROWS)} statements\n"


def test_facts_as_lines_of_json_and_as_csv_say_the_same(say):
    lines = [json.loads(line) for line in say("facts", "--format", "jsonl").splitlines()]
    rows = list(csv.DictReader(io.StringIO(say("facts", "--format", "csv"))))
    assert [{name: "" if value is None else str(value) for name, value in line.items()} for line in lines] == rows


def test_facts_are_chosen_by_document_thing_and_kind(say, built):
    def ids(*options, folder):
        return [
            json.loads(line)["id"] for line in say("facts", "--format", "jsonl", *options, folder=folder).splitlines()
        ]

    all_ = ids(folder=built)
    chosen = ids("--document", "004", "--kind", "event", folder=built)
    assert chosen
    assert (
        set(chosen)
        == set(ids("--document", "004", folder=built)) & set(ids("--kind", "event", folder=built))
        < set(all_)
    )
    assert (
        ids("--about", "贵阳市", folder=built)
        == ids("--about", "Guiyang City", folder=built)
        == ids("--about", "guiyang", folder=built)
    )


def test_facts_of_none_are_none(say, built):
    assert say("facts", "--format", "jsonl", "--document", "nothing", folder=built) == ""


def test_show_tells_a_thing_with_its_sources(say):
    text = say("show", "ada brook")
    assert text.splitlines()[0] == "Ada Brook"
    assert "Lindow data sources: 12 (2025) - target, not actual - said by Ada Brook" in text
    assert "harbour, paragraph 3, s4" in text
    assert "“The council wants 12 ferries by 2025, said Mayor Ada Brook.”" in text


def test_path_tells_how_two_things_hang_together(say):
    lines = say("path", "Ada Brook", "Opening of the cold store").splitlines()
    assert [line[:2] for line in lines[::2]] == ["1.", "2.", "3."]
    assert lines[-1].strip() == "harbour, paragraph 2, s2"


def test_path_from_a_thing_to_itself_says_so(say):
    assert say("path", "Lindow", "port of lindow") == "Lindow is one thing under both names\n"


def test_path_of_guizhou(say, built):
    text = say("path", "Jack Ma", "Guiyang", folder=built)
    assert text.startswith("1. ")
    assert "said by Jack Ma" in text
    assert "paragraph" in text


def test_compare_sets_targets_beside_what_was_reported(say):
    text = say("compare")
    assert "Plan against delivery" in text
    assert "Lindow: data sources: NOT REPORTED" in text
    assert "    target: Lindow data sources: 12 (2025) - harbour, paragraph 3" in text


def test_compare_of_guizhou_shows_each_kind_under_its_heading(say, built):
    text = say("compare", folder=built)
    listed = json.loads(say("compare", "--format", "json", folder=built))
    kinds = [comparison["kind"] for comparison in listed]
    order = ["conflict", "delivery", "change", "corroboration"]
    assert kinds == sorted(kinds, key=order.index)
    assert {"conflict", "delivery", "corroboration"} <= set(kinds)
    words = dict(zip(order, ["Disagreement", "Plan against delivery", "Changes", "Agreement"], strict=True))
    headings = [
        line.partition(":")[0] for line in text.splitlines() if re.match(r"(Disagree|Plan against|Changes|Agree)", line)
    ]
    assert headings == [words[kind] for kind in order if kind in kinds]
    for kind in order:
        some = json.loads(say("compare", "--format", "json", "--kind", kind, folder=built))
        assert some == [comparison for comparison in listed if comparison["kind"] == kind]
        assert all(len(c["statements"]) >= (1 if kind == "delivery" else 2) for c in some)


def test_compare_as_csv_has_a_line_for_each_statement(say, built):
    listed = json.loads(say("compare", "--format", "json", folder=built))
    rows = list(csv.DictReader(io.StringIO(say("compare", "--format", "csv", folder=built))))
    assert len(rows) == sum(len(comparison["statements"]) for comparison in listed)
    assert rows[0]["verdict"] == listed[0]["verdict"]


def test_view_says_where_the_page_is(say, graph):
    page = Path(say("view", "--print").strip())
    assert page == graph.absolute() / "network.html"
    assert page.is_file()


def test_view_opens_the_page_in_the_browser(say, graph, monkeypatch):
    opened = []
    monkeypatch.setattr("webbrowser.open", lambda address: opened.append(address) or True)
    say("view")
    assert opened == [(graph.absolute() / "network.html").as_uri()]


def test_view_without_a_browser_ends_with_3(run, graph, monkeypatch):
    monkeypatch.setattr("webbrowser.open", lambda address: False)
    done = run("view", "--graph", graph)
    assert (done.return_value, "no browser" in done.stderr) == (3, True)


# export

NAMES = {"ttl": "graph.ttl", "trig": "graph.trig", "jsonld": "graph.jsonld", "nq": "graph.nq", "csv": "facts.csv"}


@pytest.mark.parametrize("format_", NAMES)
def test_an_export_is_the_file_of_the_build(run, graph, tmp_path, format_):
    done = run("export", "--format", format_, "--graph", graph, "--out", tmp_path / "file")
    assert done.exit_code == 0
    assert (done.stdout, "bytes" in done.stderr) == ("", True)
    assert (tmp_path / "file").read_bytes() == (graph / NAMES[format_]).read_bytes()


def test_an_export_without_a_file_goes_to_standard_output(graph):
    command = [sys.executable, "-m", "shugu", "export", "--format", "nq", "--graph", str(graph)]
    done = subprocess.run(command, capture_output=True, check=True)
    assert (done.stdout, done.stderr) == ((graph / "graph.nq").read_bytes(), b"")


@pytest.mark.parametrize("format_", ["graphml", "gexf"])
def test_an_exported_network_is_read_by_networkx(run, graph, tmp_path, format_):
    run("export", "--format", format_, "--graph", graph, "-o", tmp_path / "file")
    network = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}[format_](tmp_path / "file")
    assert set(network) == {row[0] for row in ENTITIES[1:]}
    assert network.number_of_edges() == 3  # two statements between things, and one speaker


def test_the_part_of_one_document_is_what_it_states_with_the_things_it_names(run, built, tmp_path):
    whole, part = tmp_path / "whole.nq", tmp_path / "part.nq"
    run("export", "--format", "nq", "--graph", built, "--out", whole)
    run("export", "--format", "nq", "--graph", built, "--out", part, "--document", "004")
    all_lines, lines = (set(path.read_text("utf-8").splitlines()) for path in (whole, part))
    assert lines < all_lines
    graphs = {line.split()[-2].rsplit("/", 1)[-1].rstrip(">") for line in lines}
    assert graphs == {"004-big-data-valley-expo", "facts", "entities", "dataset"}
    named = {line.split()[2] for line in lines if "/graph/004" in line and "/entity/" in line.split()[2]}
    labelled = {line.split()[0] for line in lines if "rdf-schema#label" in line}
    assert named <= labelled
    plain = [line for line in lines if line.endswith("/graph/facts> .")]
    assert plain
    statements = "\n".join(line for line in lines if "/graph/004" in line)
    for line in plain:
        assert line.split()[0] in statements


def test_the_parts_of_all_documents_make_up_what_is_stated(run, built, tmp_path):
    ids = sorted(
        {
            json.loads(line)["document"]
            for line in run("facts", "--format", "jsonl", "--graph", built).stdout.splitlines()
        }
    )
    parts = set()
    for id_ in ids:
        run("export", "--format", "nq", "--graph", built, "--out", tmp_path / id_, "--document", id_)
        parts |= set((tmp_path / id_).read_text("utf-8").splitlines())
    stated = {
        line
        for line in (built / "graph.nq").read_text("utf-8").splitlines()
        if not line.endswith(("/graph/inferred> .", "/graph/comparisons> .", "/graph/entities> .", "/graph/dataset> ."))
    }
    assert stated <= parts


# Labels that were made to do harm

HOSTILE = {
    "lindow": '<img src=x onerror="alert(1)">',
    "norland": "</script><script>alert(1)</script>",
    "cold-store": "{{7*7}}",
    "cold-store-opening": "\u202etfel ot thgir",
    "ada-brook": "=HYPERLINK(1)",
    "lindow-vale": "zero\u200bwidth " + "long " * 2000 + "end",
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    entities = [ENTITIES[0], *([row[0], row[1], HOSTILE[row[0]], "", "", ""] for row in ENTITIES[1:])]
    rows = [
        *ROWS,
        {"id": "h-5-1", "sentence": "s4", "subject": "lindow-vale", "property": "locatedIn", "object": "norland"},
    ]
    text = TEXT.replace("Rain fell all day.", "Rain <b>fell</b> & {{rose}}.")
    rows += [{**ROWS[4], "id": "h-5-2", "sentence": "s5", "scope": "<svg onload=alert(1)>", "stated": ""}]
    titled = {"title": "<u>Harbour</u> {{news}} </title>"}
    build(write_collection(folder / "harbour", rows=rows, entities=entities, text=text, **titled), folder / "out")
    return folder / "out"


class _Elements(HTMLParser):
    """The elements and attributes of a page, and its text."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.attributes, self.text = [], set(), []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.append(tag)
        self.attributes |= {name for name, _ in attributes}

    def handle_data(self, data):
        self.text.append(data)


def test_harmful_labels_are_text_in_the_report(hostile, graph):
    page, plain = (_Elements((folder / "report.html").read_text("utf-8")) for folder in (hostile, graph))
    assert set(page.elements) <= set(plain.elements)
    assert not {"script", "img", "svg", "u"} & set(page.elements)
    assert not [name for name in page.attributes if name.startswith("on")]
    text = "".join(page.text)
    for words in (HOSTILE["lindow"], "<svg onload=alert(1)>", "<u>Harbour</u> {{news}}"):
        assert words in text
    assert "49" not in re.findall(r"\{\{7\*7\}\}|49", text)


def test_harmful_labels_are_data_in_the_network_page(hostile, graph):
    page, plain = (_Elements((folder / "network.html").read_text("utf-8")) for folder in (hostile, graph))
    assert sorted(page.elements) == sorted(plain.elements)
    assert page.attributes == plain.attributes
    data = json.loads(next(text for text in page.text if text.lstrip().startswith("{") and '"nodes"' in text))
    assert {node["id"]: node["label"] for node in data["nodes"]} == {
        id_: label.strip() for id_, label in HOSTILE.items()
    }


def test_harmful_labels_are_text_on_the_terminal(say, hostile):
    for command in (["facts"], ["show", "norland"], ["show", "cold-store-opening"], ["compare"], ["path", "lindow-vale", "norland"], ["query", "SELECT * { ?s rdfs:label ?o }"]):  # fmt: skip
        text = say(*command, folder=hostile)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]", text), command
    assert HOSTILE["lindow"] in say("show", "lindow", folder=hostile)


def test_harmful_words_in_a_text_are_text_on_the_terminal(run, tmp_path):
    text = TEXT.replace("Rain fell all day.", "Rain \x1b]0;owned\x07fell \u202eyad lla.")
    rows = [*ROWS, {**ROWS[4], "id": "h-5-2", "sentence": "s5", "stated": ""}]
    done = run("build", write_collection(tmp_path / "harbour", text=text, rows=rows), "--out", tmp_path / "out")
    if done.exception:
        return  # refused, which is as good
    shown = run("show", "Lindow", "--graph", tmp_path / "out").stdout
    assert "\x1b" not in shown
    assert "\u202e" not in shown


# Tables


def test_a_table_lines_up_chinese():
    text = format_grid(["a", "b"], [["贵阳", "x"], ["ab", "y"]])
    assert text == "a     b\n────  ─\n贵阳  x\nab    y"


def test_a_long_cell_is_cut_where_it_would_be_too_wide():
    assert format_grid(["a"], [["x" * 100]], widest=10).splitlines()[-1] == "x" * 9 + "…"
    assert format_grid(["a"], [["贵" * 100]], widest=10).splitlines()[-1] == "贵" * 4 + "…"
    assert format_grid(["a"], [["x" * 10]], widest=10).splitlines()[-1] == "x" * 10


def test_line_breaks_and_marks_of_direction_do_not_break_a_table():
    assert format_grid(["a"], [["one\ntwo\u202e\x1b[31m"]]).splitlines()[-1] == "one two  [31m"


def test_a_long_cell_takes_no_time():
    started = time.process_time()
    format_grid(["a"], [["x" * 10_000]])
    assert time.process_time() - started < 1


def test_a_table_without_rows_has_its_head():
    assert format_grid(["a", "name"], []) == "a  name\n─  ────"


def test_reading_commands_leave_the_graph_as_it_is(say, graph):
    def state():
        return {path: path.read_bytes() for path in sorted(graph.rglob("*")) if path.is_file()}

    before = state()
    for command in (
        ["facts"],
        ["show", "Lindow"],
        ["compare"],
        ["query", QUERY],
        ["path", "Lindow", "Ada Brook"],
        ["view", "--print"],
    ):
        say(*command)
    assert state() == before
    assert len(open_folder(graph / "store")) > 0
