"""The command `evaluate`: an extraction scored against reviewed rows."""

from __future__ import annotations

import json
from pathlib import Path

import click

from shugu.cli.output import say

__all__ = ["evaluate_command"]

_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("evaluate")
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.option("--against", metavar="COLLECTION", help="The reviewed collection. [default: DIR itself]")
@click.option(
    "--found",
    "found_files",
    type=click.Path(path_type=Path, dir_okay=False),
    multiple=True,
    metavar="FILE",
    help="Rows of `shugu extract --format jsonl`; may be given again. [default: DIR's texts are read by rules]",
)
@click.option("--summary", is_flag=True, help="The figures alone, without the misses and the wrong rows.")
@click.option("--json", "as_json", is_flag=True, help="The report as JSON.")
def evaluate_command(
    folder: Path, against: str | None, found_files: tuple[Path, ...], summary: bool, as_json: bool
) -> None:
    """Score an extraction against reviewed rows: precision, recall and F1 by kind, every miss and wrong row.

    DIR is a collection with the texts in DIR/texts, or a folder of texts named as the reviewed collection names
    them. Rows that a reviewer accepted are the measure. docs/evaluation.md says what counts as right.
    """
    from shugu.evaluate.report import format_json, format_report  # noqa: PLC0415
    from shugu.evaluate.rows import read_rows  # noqa: PLC0415
    from shugu.evaluate.score import score  # noqa: PLC0415
    from shugu.evaluating import accepted_rows, extracted_rows  # noqa: PLC0415
    from shugu.loading import load  # noqa: PLC0415
    from shugu.settings import find_collection  # noqa: PLC0415

    loaded = load(find_collection(against if against is not None else str(folder)))
    accepted = accepted_rows(loaded)
    texts = folder / "texts" if (folder / "texts").is_dir() else folder
    scores = score(read_rows(found_files) if found_files else extracted_rows(loaded, texts), accepted)
    if as_json:
        whole = format_json(scores)
        if summary:
            kept = ("documents", "lenient", "exact", "numbers", "dates", "basis")
            whole = json.dumps({name: value for name, value in json.loads(whole).items() if name in kept}, indent=1)
        click.echo(whole)
        return
    for line in format_report(scores, rows=not summary):
        say(line)
