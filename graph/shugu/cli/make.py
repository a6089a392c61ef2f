"""Commands that make something: build, check, export."""

from __future__ import annotations

import json
import os
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from shugu.cli.output import Progress, graph_options, say, write_data

if TYPE_CHECKING:
    from shugu.pipeline import BuildReport

__all__ = ["build_command", "check_command", "export_command"]

_FOLDER = click.Path(path_type=Path, file_okay=False)
_texts = click.option(
    "--texts", type=_FOLDER, metavar="DIR", help="The documents' texts: pointers are verified and quotations appear."
)
_strict = click.option("--strict", is_flag=True, help="End with 1 when rows are still undecided.")
_undecided = click.option(
    "--include-undecided",
    "undecided",
    type=click.FloatRange(0, 1),
    metavar="MINCONF",
    help="Take rows in that nobody has decided on and that are at least so sure, 0 to 1; each is marked.",
)
_quiet = click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")
_json = click.option("--json", "as_json", is_flag=True, help="The summary as JSON.")


@click.command("build")
@click.argument("collection", required=False)
@click.option("--out", type=_FOLDER, metavar="DIR", help="Where to write. [default: ./<collection>-graph]")
@_texts
@click.option("--store", "server", metavar="URL", help="Send the graph to the update address of a SPARQL server, too.")
@click.option("--force", is_flag=True, help="Replace --out even where it holds files that shugu did not write.")
@_undecided
@_strict
@_quiet
@_json
def build_command(  # noqa: PLR0913, PLR0917 - one parameter for each option
    collection: str | None,
    out: Path | None,
    texts: Path | None,
    server: str | None,
    force: bool,
    undecided: float | None,
    strict: bool,
    quiet: bool,
    as_json: bool,
) -> int:
    """Make the graph of COLLECTION and all its files.

    COLLECTION is a folder with a collection.toml, or the name of a built-in collection; without it
    the built-in Guizhou collection is built into ./guizhou-graph/. What was there before is replaced
    at once and as a whole, or not at all.
    """
    from shugu.pipeline import build  # noqa: PLC0415
    from shugu.read.collection import read_collection  # noqa: PLC0415
    from shugu.settings import find_collection  # noqa: PLC0415

    folder = find_collection(collection)
    out = out or Path(f"{read_collection(folder).id}-graph")
    with closing(Progress(quiet=quiet)) as progress:
        report = build(folder, out, texts=texts, server=server, force=force, undecided=undecided, say=progress)
    _summarise(report, out=out, quiet=quiet, as_json=as_json)
    return _exit_code(report, strict=strict)


@click.command("check")
@click.argument("collection", required=False)
@_texts
@_strict
@_quiet
@_json
def check_command(
    collection: str | None,
    texts: Path | None,
    strict: bool,
    quiet: bool,
    as_json: bool,
) -> int:
    """Check COLLECTION without writing: sheets, evidence, SHACL shapes, rules, competency questions."""
    from shugu.pipeline import check  # noqa: PLC0415
    from shugu.settings import find_collection  # noqa: PLC0415

    with closing(Progress(quiet=quiet)) as progress:
        report = check(find_collection(collection), texts=texts, say=progress)
    _summarise(report, out=None, quiet=quiet, as_json=as_json)
    return _exit_code(report, strict=strict)


def _exit_code(report: BuildReport, *, strict: bool) -> int:
    return 1 if report.violations or (strict and report.counts["undecided"]) else 0


def _summarise(report: BuildReport, *, out: Path | None, quiet: bool, as_json: bool) -> None:
    if as_json:
        summary = {
            "collection": report.collection.id,
            "out": str(out) if out else None,
            "counts": report.counts,
            "questions": report.questions,
            "texts": report.with_texts,
            "shapes": {"statements": report.shapes.statements, "validated": report.shapes.validated},
            "findings": [
                {"check": f.check, "about": f.about, "message": f.message, "severity": f.severity}
                for f in report.findings
            ],
        }
        click.echo(json.dumps(summary, ensure_ascii=False, indent=2))
        return
    for finding in report.findings:
        say(str(finding), err=True)
    if quiet:
        return
    counts = report.counts
    say(report.collection.title)
    click.echo(
        f"  {counts['documents']} documents, {counts['entities']} things, {counts['statements']} statements; "
        f"{counts['triples']:,} triples stated, {counts['inferred']:,} inferred"
    )
    if counts["unreviewed"]:
        click.echo(f"  {counts['unreviewed']} more statements in the graph, reviewed by nobody and marked so")
    left = counts["undecided"] - counts["unreviewed"]
    if left or counts["rejected"]:
        click.echo(f"  {left} rows undecided and {counts['rejected']} rejected, not in the graph")
    sample = report.shapes.validated < report.shapes.statements
    shapes = f"a sample of {report.shapes.validated:,} of {report.shapes.statements:,}" if sample else "all"
    evidence = "every pointer looked up in the texts" if report.with_texts else "no texts given, so no quotations"
    click.echo(f"  evidence: {evidence}")
    click.echo(f"  shapes checked on {shapes} statements; {report.questions} competency questions asked")
    notes = len(report.findings) - report.violations
    findings = f"{report.violations or 'no'} finding{'' if report.violations == 1 else 's'}"
    click.echo(f"  {findings}{f', {notes} notes' if notes else ''}")
    if out is not None:
        _say_next(out)


_NEXT = (
    ("view", "look at the network"),
    ("query", "the questions it can answer, in words"),
    ("show NAME", "everything known of one thing"),
    ("compare", "plan against delivery, agreement, disagreement"),
)


def _say_next(out: Path) -> None:
    shown = out if out.is_absolute() else Path(out)
    click.echo(
        f"\nWritten to {shown}/: graph.ttl graph.trig graph.jsonld graph.nq facts.csv network.html report.html store/"
    )
    click.echo("Next:")
    name = os.environ.get("SHUGU_COMMAND", "shugu")
    for command, use in _NEXT:
        click.echo(f"  {f'{name} {command}':<28} {use}")


@click.command("export")
@click.option(
    "--format",
    "format_",
    required=True,
    type=click.Choice(["ttl", "trig", "jsonld", "nt", "nq", "rdfxml", "graphml", "gexf", "csv"]),
    help="ttl, nt and rdfxml carry no graph names; graphml and gexf are the network; csv is safe for spreadsheets.",
)
@click.option("--document", metavar="ID", help="Only what this document states; the beginning of its id will do.")
@click.option(
    "--out", "-o", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="[default: standard output]"
)
@graph_options
def export_command(format_: str, document: str | None, out: Path | None, graph: Path | None, store: str | None) -> None:
    """Write the graph, or one document's part of it, for other tools."""
    from shugu.publish.export import export  # noqa: PLC0415
    from shugu.publish.source import open_source  # noqa: PLC0415
    from shugu.store.folder import write_file  # noqa: PLC0415

    data = export(open_source(graph, store), format_, document=document)
    if out is None:
        if format_ in ("gexf", "graphml", "csv") and sys.stdout.isatty():
            click.echo("(use --out FILE to keep it)", err=True)
        write_data(data)
    else:
        write_file(out, data)
        click.echo(f"{out}: {len(data):,} bytes", err=True)
