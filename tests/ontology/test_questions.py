"""The competency questions: each is put in words, belongs to a topic, and has the answer that was found by reading."""

import re
import shutil

import pytest
from pyoxigraph import NamedNode, Store

import shugu.check.questions
from shugu.check.questions import answer, cell, check_questions, expected_path, find_questions, format_answer
from shugu.errors import InputError, QueryError
from shugu.ontology import NamedQuery
from shugu.settings import ontology_folder
from shugu.store.graph import LocalGraph
from shugu.vocab import PREFIXES

FOLDER = ontology_folder() / "questions" / "guizhou"
QUESTIONS = find_questions("guizhou")
ENTITY = "https://w3id.org/shugu/guizhou/entity/"
OWN_PREFIXES = {"e", "sg", "indicator", "unit"}
NAME = re.compile(r"(?<![\w/?$-])(\w+):([A-Za-z0-9](?:[\w.-]*[\w-])?)")
WORDS_OF_NO_QUERY = re.compile(r"#.*$|\"[^\"]*\"|<[^>]*>", re.MULTILINE)


@pytest.fixture(scope="module")
def graph(built):
    return LocalGraph(Store.read_only(str(built / "store")))


def expected(name):
    return expected_path("guizhou", name).read_text("utf-8")


def test_there_are_at_least_sixty_questions():
    assert len(QUESTIONS) >= 60


def test_every_question_has_expected_rows_and_no_rows_are_left_over():
    assert {path.stem for path in FOLDER.glob("*.tsv")} == set(QUESTIONS)
    assert {path.suffix for path in FOLDER.iterdir()} == {".rq", ".tsv"}


def test_no_two_questions_ask_the_same():
    titles = [question.title for question in QUESTIONS.values()]
    assert sorted(set(titles)) == sorted(titles)


def test_most_questions_have_an_answer():
    answered = [name for name in QUESTIONS if expected(name).count("\n") > 1]
    assert len(answered) > len(QUESTIONS) * 2 / 3


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_is_put_in_words_and_has_a_topic(name):
    question = QUESTIONS[name]
    assert question.title.endswith("?")
    assert len(question.title.split()) > 3
    assert re.fullmatch(r"[a-z]+(?: [a-z]+){0,3}", question.topic)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_names_only_what_the_graph_knows(name, graph):
    text = WORDS_OF_NO_QUERY.sub(" ", QUESTIONS[name].text.partition("SELECT")[2])
    prefixes = {**PREFIXES, "e": ENTITY}
    named = {prefixes[prefix] + local for prefix, local in NAME.findall(text) if prefix in OWN_PREFIXES}
    unknown = [iri for iri in named if next(graph.store.quads_for_pattern(NamedNode(iri), None, None), None) is None]
    assert not unknown


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_is_answered_as_expected(name, graph):
    assert format_answer(answer(graph, QUESTIONS[name])) == expected(name)


def test_no_answer_depends_on_what_was_read_first(graph):
    backwards = Store()
    for quad in reversed(list(graph.store)):
        backwards.add(quad)
    other = LocalGraph(backwards)
    assert not [name for name, question in QUESTIONS.items() if answer(other, question) != answer(graph, question)]


# ── The comparison itself ───────────────────────────────────────────────────────────────────


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of the questions that the check reads instead of the shipped ones."""
    folder = tmp_path / "questions" / "guizhou"
    shutil.copytree(FOLDER, folder)
    monkeypatch.setattr(shugu.check.questions, "ontology_folder", lambda: tmp_path)
    return folder


def test_the_shipped_questions_give_no_findings(graph):
    assert list(check_questions(graph, "guizhou")) == []


def test_a_row_too_many_and_a_row_too_few_are_named(graph, copy):
    path = next(path for path in sorted(copy.glob("*.tsv")) if path.read_text("utf-8").count("\n") == 2)
    header, row, _ = path.read_text("utf-8").split("\n")
    path.write_text(header + "\n" + "\t".join("nonsense" for _ in header.split("\t")) + "\n", "utf-8")
    [finding] = check_questions(graph, "guizhou")
    assert finding.about == path.stem
    missing, extra = finding.message.split("; not expected: ")
    assert "nonsense" in missing
    assert row.split("\t")[0] in extra


def test_a_row_that_is_to_come_twice_is_missed_once(graph, copy):
    path = next(path for path in sorted(copy.glob("*.tsv")) if path.read_text("utf-8").count("\n") == 2)
    header, row, _ = path.read_text("utf-8").split("\n")
    path.write_text(f"{header}\n{row}\n{row}\n", "utf-8")
    [finding] = check_questions(graph, "guizhou")
    assert finding.about == path.stem
    assert row.split("\t")[0] in finding.message


def test_a_question_without_expected_rows_is_a_finding(graph, copy):
    name = next(iter(QUESTIONS))
    (copy / f"{name}.tsv").unlink()
    assert [(finding.about, finding.message) for finding in check_questions(graph, "guizhou")] == [
        (name, "has no expected rows")
    ]


def test_expected_rows_in_another_order_are_the_same_answer(graph, copy):
    path = max(copy.glob("*.tsv"), key=lambda path: path.read_text("utf-8").count("\n"))
    header, *rows = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([header, *reversed(rows)]) + "\n", "utf-8")
    assert list(check_questions(graph, "guizhou")) == []


def test_expected_rows_under_other_columns_are_refused(graph, copy):
    path = next(copy.glob("*.tsv"))
    header, *rows = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([f"{header}s", *rows]) + "\n", "utf-8")
    with pytest.raises(InputError, match="unknown column"):
        list(check_questions(graph, "guizhou"))


def test_a_collection_of_ones_own_has_no_questions(graph):
    assert find_questions("harbour") == {}
    assert list(check_questions(graph, "harbour")) == []


def test_a_question_that_builds_a_graph_is_refused(graph):
    with pytest.raises(InputError, match="SELECT"):
        answer(graph, NamedQuery("build", "", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"))


def test_a_question_that_asks_another_server_is_refused(graph):
    with pytest.raises(QueryError):
        answer(graph, NamedQuery("out", "", "SELECT * WHERE { SERVICE <https://example.org/> { ?s ?p ?o } }"))


def test_rows_without_an_order_of_their_own_are_sorted(graph):
    table = answer(graph, NamedQuery("any", "", "SELECT ?x WHERE { VALUES ?x { 'b' 'a' UNDEF } }"))
    assert (table.columns, table.rows) == (("x",), (("",), ("a",), ("b",)))


def test_rows_in_an_order_of_their_own_keep_it(graph):
    table = answer(graph, NamedQuery("down", "", "SELECT ?x WHERE { VALUES ?x { 'a' 'b' } } ORDER BY DESC(?x)"))
    assert table.rows == (("b",), ("a",))


@pytest.mark.parametrize(
    ("term", "seen"),
    [
        ("<https://w3id.org/shugu/ns#City>", "City"),
        ("<https://example.org/entity/port/>", "port"),
        ("12.0", "12"),
        ("12.50", "12.5"),
        ('"12.0"', "12.0"),
        ('"port"@en', "port"),
        ('"2015-05"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>', "2015-05"),
        ("UNDEF", ""),
    ],
)
def test_a_term_is_shown_as_a_reader_sees_it(graph, term, seen):
    [row] = graph.query(f"SELECT ?x WHERE {{ VALUES ?x {{ {term} }} }}")
    assert cell(row["x"]) == seen
