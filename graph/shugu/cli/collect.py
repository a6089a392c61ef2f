"""Commands about a collection's documents, but for add: init, remove, fetch."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from shugu.cli.add import after_adding, allow_private_option, as_json_option, describe_added, quiet_option, say_next
from shugu.cli.output import Progress, say

if TYPE_CHECKING:
    from shugu.refetch import Refetched

__all__ = ["fetch_command", "init_command", "remove_command"]

_FOLDER = click.Path(path_type=Path, file_okay=False)
_MOST_NAMED = 20


@click.command("init")
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.option("--title", metavar="TEXT", help="What the collection is called. [default: the folder's name]")
@click.option("--sample", is_flag=True, help="Begin with three short articles about an invented region.")
@quiet_option
def init_command(folder: Path, title: str | None, sample: bool, quiet: bool) -> None:
    """Make an empty collection in DIR, a new or empty folder."""
    from shugu.intake import add_samples, init_collection  # noqa: PLC0415

    collection = init_collection(folder, title=title)
    if not quiet:
        say(f"{folder}: the collection {collection.title!r}, empty as yet")
    from shugu.extraction import ExtractionSettings  # noqa: PLC0415

    added = add_samples(folder, extraction=ExtractionSettings()) if sample else ()
    if quiet:
        return
    for document in added:
        describe_added(folder, document)
    if not added:
        say_next((f"add {folder} FILE-or-URL …", "text, Markdown, HTML, PDF or DOCX"))
    else:
        say_next(*after_adding(folder))


@click.command("remove")
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.argument("document_id", metavar="ID")
@quiet_option
def remove_command(folder: Path, document_id: str, quiet: bool) -> None:
    """Remove the document ID from the collection in DIR, with its text, its sheet and all that was made from it."""
    from shugu.intake import remove_document  # noqa: PLC0415

    info = remove_document(folder, document_id)
    if not quiet:
        say(f"{info.id}: {info.title!r} is removed")


@click.command("fetch")
@click.argument("collection", required=False)
@click.option("--out", type=_FOLDER, metavar="DIR", help="Where texts go. [default: texts/ of your own collection]")
@click.option("--again", is_flag=True, help="Fetch what is there already, too.")
@allow_private_option
@quiet_option
@as_json_option
def fetch_command(
    collection: str | None, out: Path | None, again: bool, allow_private: bool, quiet: bool, as_json: bool
) -> int:
    """Fetch the texts of COLLECTION from their addresses, and find every registered sentence in them again.

    Without COLLECTION: the built-in Guizhou collection, into ./guizhou-texts/. robots.txt is honoured. Ends with 1
    where sentences were not found, with 3 where a server failed.
    """
    from shugu.read.fetch import Fetcher, Limits  # noqa: PLC0415
    from shugu.refetch import refetch  # noqa: PLC0415
    from shugu.settings import collections_folder, find_collection  # noqa: PLC0415

    folder = find_collection(collection)
    builtin = folder.resolve().parent == collections_folder().resolve()
    out = out or (Path(f"{folder.name}-texts") if builtin else folder / "texts")
    fetcher = Fetcher(Limits(allow_private=allow_private))
    with closing(Progress(quiet=quiet or as_json)) as progress:
        outcomes = list(refetch(folder, out, fetcher=fetcher, again=again, say=progress))
    if as_json:
        click.echo(json.dumps([_fetched_as_data(outcome) for outcome in outcomes], ensure_ascii=False, indent=2))
    else:
        for outcome in outcomes:
            if not quiet or outcome.failure or outcome.missing:
                _describe_fetched(outcome)
        if not quiet and any(outcome.written for outcome in outcomes):
            say_next((f"build {collection or ''} --texts {out}".replace("  ", " "), "the graph with its quotations"))
    if any(outcome.failure for outcome in outcomes):
        return 3
    return 1 if any(outcome.missing for outcome in outcomes) else 0


def _describe_fetched(outcome: Refetched) -> None:
    if outcome.failure:
        say(f"{outcome.id}: {outcome.failure}", err=True)
        return
    if outcome.skipped:
        say(f"{outcome.id}: not fetched; {outcome.skipped}")
        return
    total = len(outcome.found) + len(outcome.missing)
    say(
        f"{outcome.id}: {len(outcome.found)} of {total} sentences found"
        + (f", in {outcome.written}" if outcome.written else "")
    )
    if outcome.missing:
        named = " ".join(outcome.missing[:_MOST_NAMED]) + (" …" if len(outcome.missing) > _MOST_NAMED else "")
        say(f"  not found: {named}; {len(outcome.lost)} of them state a fact", err=True)
    elif not outcome.same:
        say("  every sentence is there; only white space between them differs from the registered text")


def _fetched_as_data(outcome: Refetched) -> dict[str, object]:
    return {
        "id": outcome.id,
        "text": str(outcome.written) if outcome.written else None,
        "found": len(outcome.found),
        "missing": list(outcome.missing),
        "missing_with_facts": list(outcome.lost),
        "same": outcome.same,
        "failure": outcome.failure,
        "skipped": outcome.skipped,
    }
