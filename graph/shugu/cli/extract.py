"""The command extract: candidate facts of single documents, without a collection."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from shugu.cli.engine import engine_options, read_settings
from shugu.cli.output import Progress, say
from shugu.cli.parallel import in_order, jobs_option
from shugu.errors import InputError, ServiceError

if TYPE_CHECKING:
    from shugu.extraction import Extraction
    from shugu.model.document import Document
    from shugu.model.fact import Fact

__all__ = ["extract_command"]


@click.command("extract")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "format_", default="sheet", show_default=True, type=click.Choice(["sheet", "jsonl"]))
@click.option("--published", metavar="DATE", help="The day of publication, by which 'last year' is told.")
@click.option("--known", metavar="COLLECTION", help="A collection whose entities are known.")
@engine_options
@jobs_option
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")
def extract_command(
    files: tuple[Path, ...],
    format_: str,
    published: str | None,
    known: str | None,
    jobs: int,
    quiet: bool,
    **engine: object,
) -> int:
    """Find candidate facts in FILE..., each with its sentence, and print them.

    One file that cannot be read does not stop the others. To keep the candidates, review them and
    build a graph, use `shugu init` and `shugu add` instead.
    """
    from shugu.extraction import check_published  # noqa: PLC0415
    from shugu.review.sheet import format_sheet  # noqa: PLC0415

    settings = read_settings(**engine)  # type: ignore[arg-type]
    day = check_published(published)
    work = [(path, name, day, known, settings) for path, name in _named(files)]
    code = 0
    rows: list[Fact] = []
    with closing(Progress(quiet=quiet)) as progress:
        progress("loading the rules" if engine["engine"] == "rules" else "asking the model")
        for outcome in in_order(_read_one, work, jobs):
            if isinstance(outcome, (InputError, ServiceError)):
                say(f"shugu: {outcome}", err=True)
                code = max(code, outcome.exit_code)
                continue
            document, found, base = outcome
            if format_ == "jsonl":
                _print_row(document, found, base)
            else:
                rows.extend(_sheet_rows(document, found))
            if not quiet:
                sys.stdout.flush()
                _summarise(document, found)
    if format_ == "sheet":
        click.echo(format_sheet(rows), nl=False)
    return code


def _named(files: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Each file with an id of its own, made of its name."""
    from shugu.read.naming import slug  # noqa: PLC0415

    seen: dict[str, int] = {}
    for path in files:
        name = slug(path.stem) or "document"
        seen[name] = seen.get(name, 0) + 1
        yield path, name if seen[name] == 1 else f"{name}-{seen[name]}"


_Work = tuple[Path, str, str | None, str | None, Any]


def _read_one(item: _Work) -> Any:
    """The document, its candidates and the base of its known things; an error as a value, so that others go on."""
    from shugu.extraction import extract_document, has_rules  # noqa: PLC0415
    from shugu.loading import load_names  # noqa: PLC0415
    from shugu.read.collection import read_collection  # noqa: PLC0415
    from shugu.read.reader import read_any  # noqa: PLC0415
    from shugu.settings import find_collection  # noqa: PLC0415

    path, name, published, known, settings = item
    try:
        collection = read_collection(find_collection(known)) if known else None
        entities = tuple(load_names(collection).entities.values()) if collection else ()
        read = read_any(path, name)
        if settings.model is None and not has_rules(read.language):
            raise InputError(f"{path} is in {read.language!r}, for which there are no rules of extraction")
        found = extract_document(
            read.document,
            language=read.language,
            published=published or read.published,
            title=read.title,
            known=entities,
            settings=settings,
        )
    except (InputError, ServiceError) as error:
        return error
    return read.document, found, collection.base if collection else None


def _print_row(document: Document, found: Extraction, base: str | None) -> None:
    from shugu.publish.candidates import to_fact_row  # noqa: PLC0415
    from shugu.publish.facts import format_json_line  # noqa: PLC0415

    for candidate in found.candidates:
        click.echo(format_json_line(to_fact_row(candidate, document, base=base)))


def _sheet_rows(document: Document, found: Extraction) -> tuple[Fact, ...]:
    """The candidates as rows of a fact sheet, undecided."""
    from shugu.model.collection import SentenceRecord  # noqa: PLC0415
    from shugu.ontology import load_ontology  # noqa: PLC0415
    from shugu.reconcile.proposals import to_facts  # noqa: PLC0415

    register = {
        s.id: SentenceRecord(id=s.id, paragraph=s.paragraph, span=s.span, sha256=s.sha256) for s in document.sentences
    }
    proposal = to_facts(
        found.candidates, entities={}, vocabulary=load_ontology().vocabulary, register=tuple(register.values())
    )
    return tuple(proposal.facts)


def _summarise(document: Document, found: Extraction) -> None:
    refused = f", {len(found.refused)} refused by the guard" if found.refused else ""
    say(f"{document.id}: {len(found.candidates)} candidates{refused}", err=True)
    for line in found.report.lines() if found.report else ():
        say(line, err=True)
