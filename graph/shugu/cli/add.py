"""The command add: documents into a collection."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from shugu.cli.engine import engine_options, read_settings
from shugu.cli.output import Progress, say
from shugu.cli.parallel import in_order, jobs_option
from shugu.errors import BusyError, InputError, ServiceError, ShuguError, StorageError

if TYPE_CHECKING:
    from shugu.arrival import Arrival
    from shugu.extraction import ExtractionSettings
    from shugu.intake import Added, Details
    from shugu.read.fetch import Fetcher

__all__ = [
    "add_command", "after_adding", "allow_private_option", "as_json_option", "describe_added", "quiet_option",
    "say_next",
]  # fmt: skip

quiet_option = click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")
as_json_option = click.option("--json", "as_json", is_flag=True, help="The outcome as JSON.")
allow_private_option = click.option("--allow-private", is_flag=True, help="Let addresses in private networks pass.")


@click.command("add")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.argument("sources", metavar="FILE-or-FOLDER-or-URL...", nargs=-1, required=True)
@click.option("--id", metavar="ID", help="The document's id; one that is there already is replaced.")
@click.option("--title", metavar="TEXT", help="Its title, where the document does not say it right.")
@click.option("--publisher", metavar="NAME", help="Who published it.")
@click.option("--published", metavar="DATE", help="The day of publication, such as 2019-05-14.")
@click.option("--language", metavar="TAG", help="Its language, such as en.")
@click.option("--no-extract", is_flag=True, help="Only read and keep it; look for no facts.")
@click.option("--again", is_flag=True, help="Look for facts again in what is there already; decisions stay.")
@engine_options
@jobs_option
@allow_private_option
@quiet_option
@as_json_option
def add_command(
    folder: Path,
    sources: tuple[str, ...],
    no_extract: bool,
    again: bool,
    jobs: int,
    allow_private: bool,
    quiet: bool,
    as_json: bool,
    **options: Any,
) -> int:
    """Add documents to the collection in DIR: text, Markdown, HTML, PDF and DOCX files, or addresses of them.

    Of a folder, the files right in it are added. What was added before is not added twice. A file of the same name,
    or a page of the same address, with another text takes the place of the earlier one. One document that cannot be
    read does not stop the others. With --engine llm a model reads; a document that its server fails on is not added,
    and the same command goes on there.
    """
    from datetime import date  # noqa: PLC0415

    from shugu.intake import Details, take_in  # noqa: PLC0415
    from shugu.read.collection import read_collection  # noqa: PLC0415

    read_collection(folder)
    found = tuple(_find_sources(sources))
    details = Details(**{key: options.pop(key) for key in ("id", "title", "publisher", "published", "language")})
    if len(found) > 1 and (details.id or details.title):
        raise InputError("--id and --title are for one document; add the others by a command of their own")
    settings = read_settings(**options, default_cache=folder / "answers")
    code = 0
    outcomes: list[dict[str, object]] = []
    with closing(Progress(quiet=quiet or as_json)) as progress:
        reader = _Reader(
            folder, details, None if no_extract else settings, date.today().isoformat(), again, allow_private,
            say=progress if jobs == 1 else None,
        )  # fmt: skip
        progress(f"reading {found[0]}")
        for number, (source, arrival) in enumerate(zip(found, in_order(reader, found, jobs), strict=True), 1):
            try:
                if isinstance(arrival, ShuguError):
                    raise arrival
                added = take_in(folder, arrival, again=again)
            except StorageError:
                raise
            except (InputError, ServiceError, BusyError) as error:
                say(f"shugu: {error}", err=True)
                outcomes.append({"source": source, "id": None, "state": "failed", "reason": str(error)})
                code = max(code, error.exit_code)
                continue
            if not (quiet or as_json):
                describe_added(folder, added)
            outcomes.append(_as_data(source, added))
            if number < len(found):
                progress(f"reading {found[number]}")
    if as_json:
        click.echo(json.dumps(outcomes, ensure_ascii=False, indent=2))
    elif not quiet and any(outcome["id"] for outcome in outcomes):
        say_next(*after_adding(folder))
    return code


def _find_sources(named: Iterable[str]) -> Iterator[str]:
    """The files and addresses that are meant, a folder's documents in the order of their names.

    Raises InputError for a folder without documents, and where a file would take the place of another one.
    """
    from shugu.intake import is_url  # noqa: PLC0415
    from shugu.read.naming import slug  # noqa: PLC0415
    from shugu.read.reader import is_document_name  # noqa: PLC0415

    seen: dict[tuple[str, str], Path] = {}
    for source in dict.fromkeys(named):
        path = Path(source)
        if is_url(source) or not path.is_dir():
            files = [path]
        else:
            there = sorted(file for file in path.iterdir() if file.is_file() and not file.name.startswith("."))
            files = [file for file in there if is_document_name(file.name)]
            if not files:
                raise InputError(
                    f"{path} holds no text, Markdown, HTML, PDF or DOCX file; folders in it are not entered"
                )
            if len(files) < len(there):
                say(f"{path}: {len(there) - len(files)} files of other kinds are left out", err=True)
        for file in files:
            if is_url(source):
                yield source
                continue
            other = seen.setdefault((slug(file.stem), file.suffix.lower()), file)
            if other != file:
                reason = "have one name, so the second would take the place of the first"
                raise InputError(f"{other} and {file} {reason}; add one by a command of its own, with --id")
            yield str(file)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Receives a document in whichever process: what came, or why it did not, so that others go on."""

    folder: Path
    details: Details
    extraction: ExtractionSettings | None
    today: str
    again: bool
    allow_private: bool
    say: Callable[[str], None] | None

    def __call__(self, source: str) -> Arrival | ShuguError:
        from shugu.arrival import receive  # noqa: PLC0415

        try:
            return receive(
                self.folder, source, details=self.details, fetcher=_fetcher(self.allow_private),
                today=self.today, extraction=self.extraction, again=self.again, say=self.say,
            )  # fmt: skip
        except StorageError:
            raise
        except ShuguError as error:
            return error


@cache
def _fetcher(allow_private: bool) -> Fetcher:
    """The one of this process: it remembers what robots.txt files allow."""
    from shugu.read.fetch import Fetcher, Limits  # noqa: PLC0415

    return Fetcher(Limits(allow_private=allow_private))


def describe_added(folder: Path, added: Added) -> None:
    """Says what became of a document."""
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


def after_adding(folder: Path) -> tuple[tuple[str, str], ...]:
    """The commands that a collection with documents is for, each with its use."""
    return (
        (f"review {folder}", "accept or reject what was found, one row at a time"),
        (f"build {folder}", "the graph of the accepted rows"),
    )


def say_next(*commands: tuple[str, str]) -> None:
    """Says which commands may come next."""
    name = os.environ.get("SHUGU_COMMAND", "shugu")
    click.echo("Next:")
    for command, use in commands:
        say(f"  {f'{name} {command}':<40} {use}")
