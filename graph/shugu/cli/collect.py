"""Commands that fill a collection: init, add, remove, fetch."""

from __future__ import annotations

import json
import os
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from shugu.cli.engine import engine_options, read_settings
from shugu.cli.output import Progress, say
from shugu.errors import BusyError, InputError, ServiceError, StorageError

if TYPE_CHECKING:
    from shugu.intake import Added
    from shugu.refetch import Refetched

__all__ = ["add_command", "fetch_command", "init_command", "remove_command"]

_FOLDER = click.Path(path_type=Path, file_okay=False)
_quiet = click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")
_json = click.option("--json", "as_json", is_flag=True, help="The outcome as JSON.")
_private = click.option("--allow-private", is_flag=True, help="Let addresses in private networks pass.")
_MOST_NAMED = 20


@click.command("init")
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.option("--title", metavar="TEXT", help="What the collection is called. [default: the folder's name]")
@click.option("--sample", is_flag=True, help="Begin with three short articles about an invented region.")
@_quiet
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
        _describe(folder, document)
    if not added:
        _say_next((f"add {folder} FILE-or-URL …", "text, Markdown, HTML, PDF or DOCX"))
    else:
        _say_next(*_after_adding(folder))


@click.command("add")
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.argument("sources", metavar="FILE-or-URL...", nargs=-1, required=True)
@click.option("--id", metavar="ID", help="The document's id; one that is there already is replaced.")
@click.option("--title", metavar="TEXT", help="Its title, where the document does not say it right.")
@click.option("--publisher", metavar="NAME", help="Who published it.")
@click.option("--published", metavar="DATE", help="The day of publication, such as 2019-05-14.")
@click.option("--language", metavar="TAG", help="Its language, such as en.")
@click.option("--no-extract", is_flag=True, help="Only read and keep it; look for no facts.")
@click.option("--again", is_flag=True, help="Look for facts again in what is there already; decisions stay.")
@engine_options
@_private
@_quiet
@_json
def add_command(
    folder: Path,
    sources: tuple[str, ...],
    no_extract: bool,
    again: bool,
    allow_private: bool,
    quiet: bool,
    as_json: bool,
    **options: Any,
) -> int:
    """Add documents to the collection in DIR: text, Markdown, HTML, PDF and DOCX files, or addresses of them.

    What was added before is not added twice. A file of the same name, or a page of the same address, with another
    text takes the place of the earlier one. One document that cannot be read does not stop the others. With
    --engine llm a model reads; a document that its server fails on is not added, and the same command goes on there.
    """
    from datetime import date  # noqa: PLC0415

    from shugu.intake import Details, add_document  # noqa: PLC0415
    from shugu.read.collection import read_collection  # noqa: PLC0415
    from shugu.read.fetch import Fetcher, Limits  # noqa: PLC0415

    read_collection(folder)
    details = Details(**{key: options.pop(key) for key in ("id", "title", "publisher", "published", "language")})
    if len(sources) > 1 and (details.id or details.title):
        raise InputError("--id and --title are for one document; add the others by a command of their own")
    settings = read_settings(**options, default_cache=folder / "answers")
    extraction = None if no_extract else settings
    fetcher = Fetcher(Limits(allow_private=allow_private))
    code = 0
    outcomes: list[dict[str, object]] = []
    with closing(Progress(quiet=quiet or as_json)) as progress:
        for source in sources:
            progress(f"reading {source}")
            try:
                added = add_document(
                    folder, source, details=details, fetcher=fetcher, today=date.today().isoformat(),
                    extraction=extraction, again=again,
                )  # fmt: skip
            except StorageError:
                raise
            except (InputError, ServiceError, BusyError) as error:
                say(f"shugu: {error}", err=True)
                outcomes.append({"source": source, "id": None, "state": "failed", "reason": str(error)})
                code = max(code, error.exit_code)
                continue
            if not (quiet or as_json):
                _describe(folder, added)
            outcomes.append(_as_data(source, added))
    if as_json:
        click.echo(json.dumps(outcomes, ensure_ascii=False, indent=2))
    elif not quiet and any(outcome["id"] for outcome in outcomes):
        _say_next(*_after_adding(folder))
    return code


@click.command("remove")
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.argument("document_id", metavar="ID")
@_quiet
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
@_private
@_quiet
@_json
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
            _say_next((f"build {collection or ''} --texts {out}".replace("  ", " "), "the graph with its quotations"))
    if any(outcome.failure for outcome in outcomes):
        return 3
    return 1 if any(outcome.missing for outcome in outcomes) else 0


def _describe(folder: Path, added: Added) -> None:
    info = added.info
    say(f"{info.id} ({added.state}): {info.title}")
    sentences = len(added.result.document.sentences)
    published = info.published or "no date stated"
    say(f"  {info.publisher}, {published}, language {info.language}, {sentences} sentences, {info.length:,} characters")
    for note in added.notes:
        say(f"  {note}")
    if added.report is not None:
        count = len(added.report.refused) + (len(added.found.refused) if added.found else 0)
        refused = f", {count} more were refused" if count else ""
        gone = f"; {len(added.report.orphans)} earlier decisions fit no row any more" if added.report.orphans else ""
        say(f"  {len(added.report.facts)} rows in {folder / 'facts' / (info.id + '.tsv')}{refused}{gone}")
    for line in added.found.report.lines() if added.found and added.found.report else ():
        say(f"  {line}")


def _as_data(source: str, added: Added) -> dict[str, object]:
    info = added.info
    costs = added.found.report if added.found else None
    return {
        "source": source,
        "id": info.id,
        "state": added.state.value,
        "title": info.title,
        "publisher": info.publisher,
        "published": info.published,
        "language": info.language,
        "media_type": info.media_type,
        "sentences": len(added.result.document.sentences),
        "length": info.length,
        "rows": len(added.report.facts) if added.report else None,
        "model": json.loads(json.dumps(asdict(costs), default=str)) if costs else None,
        "notes": list(added.notes),
    }


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


def _after_adding(folder: Path) -> tuple[tuple[str, str], ...]:
    return (
        (f"review {folder}", "accept or reject what was found, one row at a time"),
        (f"build {folder}", "the graph of the accepted rows"),
    )


def _say_next(*commands: tuple[str, str]) -> None:
    name = os.environ.get("SHUGU_COMMAND", "shugu")
    click.echo("Next:")
    for command, use in commands:
        say(f"  {f'{name} {command}':<40} {use}")
