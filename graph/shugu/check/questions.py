"""Competency questions: the answers that a collection is to give, compared with those it gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, QuerySolutions

from shugu.askable import AskableGraph
from shugu.errors import InputError
from shugu.model.finding import Finding
from shugu.model.table import format_table, read_table
from shugu.ontology import NamedQuery, read_query
from shugu.settings import ontology_folder

__all__ = ["AnswerTable", "answer", "cell", "check_questions", "expected_path", "find_questions", "format_answer"]


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """The rows of an answer as texts: IRIs by their last part, literals by their lexical form."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def find_questions(collection: str) -> Mapping[str, NamedQuery]:
    """The competency questions of a collection by name; empty where it has none."""
    folder = ontology_folder() / "questions" / collection
    return {path.stem: read_query(path) for path in sorted(folder.glob("*.rq"))}


def expected_path(collection: str, name: str) -> Path:
    """The file of the expected rows of a question."""
    return ontology_folder() / "questions" / collection / f"{name}.tsv"


def answer(graph: AskableGraph, query: NamedQuery) -> AnswerTable:
    """The rows that a graph gives, in the order of the query's ORDER BY, else sorted.

    Raises InputError for a query that gives no rows, such as CONSTRUCT.
    """
    result = graph.query(query.text)
    if not isinstance(result, QuerySolutions):
        raise InputError(f"the question {query.name} is to be a SELECT query")
    columns = tuple(variable.value for variable in result.variables)
    rows = [tuple(cell(value) for value in row) for row in result]
    return AnswerTable(columns, tuple(rows if "ORDER BY" in query.text else sorted(rows)))


def cell(value: object) -> str:
    """A term as a reader sees it: an IRI by its last part, a literal by its lexical form, unbound as nothing."""
    if isinstance(value, NamedNode):
        return value.value.rstrip("/").replace("#", "/").rsplit("/", 1)[-1]
    if isinstance(value, Literal):
        text = value.value
        return text[:-2] if text.endswith(".0") and value.datatype.value.endswith("#decimal") else text
    return "" if value is None else str(value)


def check_questions(graph: AskableGraph, collection: str) -> Iterator[Finding]:
    """A finding for each question that a graph answers otherwise than expected."""
    for name, query in find_questions(collection).items():
        path = expected_path(collection, name)
        given = answer(graph, query)
        if not path.is_file():
            yield Finding("question", name, "has no expected rows")
            continue
        expected = _read_expected(path, given.columns)
        if sorted(given.rows) != sorted(expected.rows):
            missing = sorted((Counter(expected.rows) - Counter(given.rows)).elements())[:3]
            extra = sorted((Counter(given.rows) - Counter(expected.rows)).elements())[:3]
            yield Finding("question", name, f"{query.title} missing: {missing}; not expected: {extra}")


def _read_expected(path: Path, columns: tuple[str, ...]) -> AnswerTable:
    table = read_table(path, required=columns)
    return AnswerTable(columns, tuple(tuple(row.cells) for row in table.rows))


def format_answer(table: AnswerTable) -> str:
    """The answer as TSV text, as expected rows are kept."""
    return format_table(table.columns, table.rows)
