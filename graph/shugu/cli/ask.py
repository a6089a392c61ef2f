"""Commands that ask the graph: query, facts, compare."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from shugu.cli.output import format_grid, graph_options, say, write_data

if TYPE_CHECKING:
    from shugu.publish.source import Source
    from shugu.publish.views import ComparisonRow

__all__ = ["compare_command", "facts_command", "query_command"]

_KINDS = ["event", "observation", "target", "relation", "attribute", "policy", "claim"]


@click.command("query")
@click.argument("sparql", required=False, metavar="[SPARQL or FILE.rq]")
@click.option("--question", metavar="NAME", help="A competency question by its name.")
@click.option(
    "--data",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Ask these RDF files instead of the built graph; may be given several times.",
)
@click.option(
    "--format",
    "format_",
    default="table",
    show_default=True,
    type=click.Choice(["table", "csv", "tsv", "json", "xml", "ttl"]),
)
@graph_options
def query_command(
    sparql: str | None,
    question: str | None,
    data: tuple[Path, ...],
    format_: str,
    graph: Path | None,
    store: str | None,
) -> None:
    """Ask the graph in SPARQL 1.1, or by the name of a question; without either, list the questions.

    Named graphs are part of the default graph. The prefixes of the ontology (sg:) and of the
    collection (e: for things, st: for statements) are known.
    """
    from shugu.errors import InputError  # noqa: PLC0415
    from shugu.publish.source import open_files, open_source  # noqa: PLC0415

    if sparql is not None and question is not None:
        raise InputError("give either a query or --question, not both")
    if data:
        if sparql is None:
            raise InputError("--data needs a query: SPARQL text or a FILE.rq")
        if graph is not None or store is not None:
            raise InputError("--data names files to ask instead of a built graph; leave out --graph and --store")
        asked = open_files(data)
        text = _query_text(sparql)
    else:
        source = open_source(graph, store)
        asked = source.graph  # type: ignore[assignment]
        if sparql is None and question is None:
            _list_questions(source, format_)
            return
        text = _question_text(source, question) if question is not None else _query_text(sparql or "")
    # Oxigraph does not hear Ctrl-C while it works; nothing is written, so ending at once is safe.
    if hasattr(signal, "SIGINT"):
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    _write_answer(asked.query(text), format_)


def _query_text(sparql: str) -> str:
    from shugu.errors import InputError  # noqa: PLC0415
    from shugu.model.table import decode_text, read_text  # noqa: PLC0415

    if sparql == "-":
        text = decode_text(sys.stdin.buffer.read(), "standard input")
    elif sparql.endswith((".rq", ".sparql")) and "\n" not in sparql and "{" not in sparql:
        text = read_text(Path(sparql))
    else:
        text = sparql
    if not text.strip():
        raise InputError("the query is empty")
    return text


def _question_text(source: Source, name: str) -> str:
    import difflib  # noqa: PLC0415

    from shugu.check.questions import find_questions  # noqa: PLC0415
    from shugu.errors import InputError  # noqa: PLC0415

    questions = find_questions(source.collection)
    if name in questions:
        return questions[name].text
    near = difflib.get_close_matches(name, questions, n=3, cutoff=0.4)
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    raise InputError(f"there is no question {name!r}{hint} (shugu query lists them)")


def _list_questions(source: Source, format_: str) -> None:
    from shugu.check.questions import find_questions  # noqa: PLC0415

    questions = sorted(find_questions(source.collection).values(), key=lambda q: (q.topic, q.name))
    if format_ == "json":
        rows = [{"name": q.name, "topic": q.topic, "question": q.title} for q in questions]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    topic = None
    for query in questions:
        if query.topic != topic:
            topic = query.topic
            say(f"\n{topic}")
        say(f"  {query.name:<42} {query.title}")
    if not questions:
        click.echo("There are no questions for this collection; ask in SPARQL: shugu query 'SELECT …'", err=True)
        return
    click.echo("\nAsk one by its name: shugu query --question NAME", err=True)


def _write_answer(answer: Any, format_: str) -> None:
    from pyoxigraph import QueryBoolean, QueryResultsFormat, QueryTriples, RdfFormat  # noqa: PLC0415

    from shugu.errors import InputError  # noqa: PLC0415
    from shugu.publish.serialise import to_turtle  # noqa: PLC0415
    from shugu.vocab import PREFIXES  # noqa: PLC0415

    forms = {
        "csv": QueryResultsFormat.CSV,
        "tsv": QueryResultsFormat.TSV,
        "json": QueryResultsFormat.JSON,
        "xml": QueryResultsFormat.XML,
    }
    if isinstance(answer, QueryTriples):
        if format_ == "xml":
            write_data(answer.serialize(format=RdfFormat.RDF_XML) or b"")
        elif format_ in ("table", "ttl"):
            write_data(to_turtle(answer, PREFIXES))
        else:
            raise InputError(f"the query gives triples, which {format_} cannot hold; use --format ttl or xml")
    elif format_ == "ttl":
        raise InputError("the query gives rows, not triples; use --format table, csv, tsv, json or xml")
    elif format_ in forms and not (isinstance(answer, QueryBoolean) and format_ in ("csv", "tsv")):
        write_data((answer.serialize(format=forms[format_]) or b"").rstrip(b"\n") + b"\n")
    elif isinstance(answer, QueryBoolean):
        click.echo("true" if answer else "false")
    else:
        _write_grid(answer)


def _write_grid(answer: Any) -> None:
    from shugu.check.questions import cell  # noqa: PLC0415

    columns = [variable.value for variable in answer.variables]
    rows = [[cell(value) for value in row] for row in answer]
    click.echo(format_grid(columns, rows))
    click.echo(f"{len(rows)} row{'' if len(rows) == 1 else 's'}", err=True)


@click.command("facts")
@click.option("--document", metavar="ID", help="Only this document's; the beginning of its id will do.")
@click.option("--about", metavar="NAME", help="Only those that name this thing, by any of its names.")
@click.option("--kind", type=click.Choice(_KINDS), help="Only this kind.")
@click.option("--format", "format_", default="table", show_default=True, type=click.Choice(["table", "jsonl", "csv"]))
@graph_options
def facts_command(
    document: str | None, about: str | None, kind: str | None, format_: str, graph: Path | None, store: str | None
) -> None:
    """Every statement as a flat row with its source."""
    from shugu.publish.describe import find_entity, phrase, source_of  # noqa: PLC0415
    from shugu.publish.facts import FIELDS, format_json_line, read_facts, to_cells  # noqa: PLC0415
    from shugu.publish.source import open_source  # noqa: PLC0415
    from shugu.publish.spreadsheet import format_csv  # noqa: PLC0415
    from shugu.publish.views import read_entity_rows  # noqa: PLC0415

    source = open_source(graph, store)
    iri = find_entity(about, read_entity_rows(source.graph)).iri if about is not None else None
    rows = read_facts(source.graph, document=document, about=iri, kind=kind)
    if format_ == "jsonl":
        for row in rows:
            click.echo(format_json_line(row))
    elif format_ == "csv":
        click.echo(format_csv(FIELDS, to_cells(rows), spreadsheet=False), nl=False)
    else:
        cells = [[row.id, row.kind, phrase(row), source_of(row)] for row in rows]
        click.echo(format_grid(["id", "kind", "statement", "source"], cells, widest=110))
        click.echo(f"{len(cells)} statements", err=True)


@click.command("compare")
@click.option(
    "--kind",
    type=click.Choice(["conflict", "delivery", "change", "corroboration"]),
    help="Only disagreement, plan against delivery, changes between publication dates, or agreement.",
)
@click.option("--format", "format_", default="table", show_default=True, type=click.Choice(["table", "json", "csv"]))
@graph_options
def compare_command(kind: str | None, format_: str, graph: Path | None, store: str | None) -> None:
    """Set the documents side by side: where they agree, where not, and what became of each target."""
    from shugu.publish.source import open_source  # noqa: PLC0415
    from shugu.publish.spreadsheet import format_csv  # noqa: PLC0415
    from shugu.publish.views import read_comparisons  # noqa: PLC0415

    comparisons = [c for c in read_comparisons(open_source(graph, store).graph) if kind in (None, c.kind)]
    if format_ == "json":
        click.echo(json.dumps([asdict(c) for c in comparisons], ensure_ascii=False, indent=2))
    elif format_ == "csv":
        columns = [
            "kind",
            "about",
            "verdict",
            "independent sources",
            "gap",
            "role",
            "statement",
            "scope",
            "basis",
            "document",
            "paragraph",
        ]
        click.echo(format_csv(columns, _comparison_cells(comparisons), spreadsheet=False), nl=False)
    else:
        _write_comparisons(comparisons)


def _comparison_cells(comparisons: Sequence[ComparisonRow]) -> list[list[str]]:
    return [
        [
            c.kind,
            c.label,
            c.verdict,
            str(c.sources or ""),
            c.gap or "",
            s.role,
            s.words,
            s.scope or "",
            s.basis,
            s.document,
            str(s.paragraph),
        ]
        for c in comparisons
        for s in c.statements
    ]


_HEADINGS = {
    "conflict": "Disagreement: two values of one measure for the same subject, time, place and scope",
    "delivery": "Plan against delivery: each target beside the latest value reported as actual",
    "change": "Changes: values that documents of different dates give for different times",
    "corroboration": "Agreement: the same in several documents; documents of one publisher are one source",
}


def _write_comparisons(comparisons: Sequence[ComparisonRow]) -> None:
    for kind, heading in _HEADINGS.items():
        members = [c for c in comparisons if c.kind == kind]
        if not members:
            continue
        click.echo(f"\n{heading}\n")
        for c in members:
            extra = f", {c.sources} independent source{'' if c.sources == 1 else 's'}" if c.sources else ""
            gap = f", gap {c.gap}" if c.gap else ""
            say(f"{c.label}: {c.verdict.upper()}{extra}{gap}")
            for s in c.statements:
                role = f"{s.role}: " if s.role else ""
                scope = f" [{s.scope}]" if s.scope else ""
                say(f"    {role}{s.words}{scope} - {s.document}, paragraph {s.paragraph}")
    if not comparisons:
        click.echo("nothing to compare", err=True)
