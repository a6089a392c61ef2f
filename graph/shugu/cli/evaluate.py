"""The command `evaluate`: an extraction scored against reviewed rows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from shugu.cli.output import say

if TYPE_CHECKING:
    from shugu.evaluate.rows import Row
    from shugu.loading import Loaded

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
    from shugu.evaluate.sheets import rows_of_facts  # noqa: PLC0415
    from shugu.loading import load  # noqa: PLC0415
    from shugu.settings import find_collection  # noqa: PLC0415

    loaded = load(find_collection(against if against is not None else str(folder)))
    facts = [fact for sheet in loaded.sheets for fact in sheet.facts]
    reviewed = list(rows_of_facts(facts, loaded.names.entities, loaded.names.vocabulary))
    found = read_rows(found_files) if found_files else _extract(folder, loaded)
    scores = score(found, reviewed)
    if as_json:
        whole = format_json(scores)
        if summary:
            kept = ("documents", "lenient", "exact", "numbers", "dates", "basis")
            whole = json.dumps({name: value for name, value in json.loads(whole).items() if name in kept}, indent=1)
        click.echo(whole)
        return
    for line in format_report(scores, rows=not summary):
        say(line)


def _extract(folder: Path, loaded: Loaded) -> list[Row]:
    """The rows that the rules find in the texts of `folder`."""
    from shugu.errors import InputError  # noqa: PLC0415
    from shugu.evaluate.sheets import rows_of_candidates  # noqa: PLC0415
    from shugu.extract.engine import extract  # noqa: PLC0415
    from shugu.read.collection import find_text  # noqa: PLC0415
    from shugu.read.plain import read_document  # noqa: PLC0415

    texts = folder / "texts" if (folder / "texts").is_dir() else folder
    rows: list[Row] = []
    for sheet in loaded.sheets:
        path = find_text(sheet.info, texts)
        if path is None:
            raise InputError(f"the text of {sheet.info.id} is not in {texts}; give the rows that were found as --found")
        document = read_document(path, sheet.info.id)
        found = extract(document, published=sheet.info.published, known=tuple(loaded.names.entities.values()))
        rows.extend(rows_of_candidates(found, document))
    return rows
