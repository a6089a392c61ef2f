"""Commands on what an extraction found: review, diff."""

from __future__ import annotations

import getpass
import json
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from shugu.cli.output import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from shugu.loading import Names
    from shugu.model.collection import Collection
    from shugu.model.fact import Fact
    from shugu.reconcile.decide import PairSession
    from shugu.review.decisions import Source
    from shugu.review.session import Desk, ReviewSession

__all__ = ["diff_command", "review_command"]

_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("review")
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.option("--document", metavar="ID", help="Only this document's rows; the beginning of its id will do.")
@click.option("--by", metavar="NAME", help="Who decides. [default: your name on this computer]")
def review_command(folder: Path, document: str | None, by: str | None) -> int:
    """Decide on the rows that an extraction found in the collection DIR, one at a time, by single keys.

    Each decision is in its sheet, with who and when, before the next row comes, so that you can stop
    at any moment and go on later. The sheets in DIR/facts can be edited by hand as well.
    """
    from shugu.cli.review_screen import Screen  # noqa: PLC0415
    from shugu.loading import load_names  # noqa: PLC0415
    from shugu.read.collection import read_collection  # noqa: PLC0415

    collection = read_collection(folder)
    names = load_names(collection)
    who = by or _user()
    session = _open_session(collection, names, document, who)
    screen = Screen(_labels(names), names.vocabulary)
    pairs = _open_pairs(collection, who)
    screen.review(session, pairs)
    return 0


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name
        raise click.UsageError("your name is not known to this computer; give it with --by NAME") from None


def _labels(names: Names) -> dict[str, str]:
    """What each id is called; a merged one as the one it was merged into."""
    labels = {id_: entity.label for id_, entity in names.entities.items()}
    return {**labels, **{id_: labels[kept] for id_, kept in names.kept.items()}}


def _today() -> str:
    return date.today().isoformat()


def _open_session(collection: Collection, names: Names, document: str | None, by: str) -> ReviewSession:
    from shugu.errors import InputError  # noqa: PLC0415
    from shugu.reconcile.merges import rename  # noqa: PLC0415
    from shugu.reconcile.resolve import find_reference_faults  # noqa: PLC0415
    from shugu.refresh import find_version  # noqa: PLC0415
    from shugu.review.register import read_register  # noqa: PLC0415
    from shugu.review.session import ReviewSession, SheetFile  # noqa: PLC0415

    sheets = []
    for info in collection.documents:
        path = collection.sheet_path(info.id)
        if path.is_file() and info.id.startswith(document or ""):
            home = collection.register_path(info.id)
            register = read_register(home)
            sheets.append(SheetFile(path, info.id, register, find_version(collection, info.id, register), home))
    if not sheets:
        which = f"no document whose id begins with {document!r}" if document else "no sheet of facts"
        raise InputError(f"{collection.folder} has {which}; run shugu extract first")

    def check(fact: Fact) -> list[tuple[str, str]]:
        return list(find_reference_faults(rename(fact, names.kept), names.entities, names.vocabulary))

    return ReviewSession(sheets, _desk(collection, by, names, check))


def _desk(collection: Collection, by: str, names: Names, check: Callable[[Fact], list[tuple[str, str]]]) -> Desk:
    from shugu.journal import changing  # noqa: PLC0415
    from shugu.review.session import Desk  # noqa: PLC0415
    from shugu.store.folder import write_file  # noqa: PLC0415

    return Desk(by, _today, names.vocabulary, check, write_file, partial(changing, collection.folder))


def _open_pairs(collection: Collection, by: str) -> PairSession:
    """A review of the pairs that may be one thing; a merge that would break a row is refused with the reason."""
    from shugu.errors import LocatedError  # noqa: PLC0415
    from shugu.journal import changing  # noqa: PLC0415
    from shugu.loading import load_unmerged  # noqa: PLC0415
    from shugu.reconcile.decide import PairDesk, PairSession  # noqa: PLC0415
    from shugu.reconcile.merges import merge_entities, rename  # noqa: PLC0415
    from shugu.reconcile.pairs import find_pairs  # noqa: PLC0415
    from shugu.reconcile.resolve import check_references  # noqa: PLC0415
    from shugu.review.register import read_register  # noqa: PLC0415
    from shugu.review.sheet import read_sheet  # noqa: PLC0415
    from shugu.store.folder import write_file  # noqa: PLC0415

    names = load_unmerged(collection)

    def check(kept: Mapping[str, str]) -> list[str]:
        merged = merge_entities(names.entities, kept)
        reasons: list[str] = []
        for info in collection.documents:
            path = collection.sheet_path(info.id)
            if not path.is_file():
                continue
            register = read_register(collection.register_path(info.id))
            facts = read_sheet(path, info.id, sentences=register, vocabulary=names.vocabulary)
            try:
                check_references(path, [rename(fact, kept) for fact in facts], merged, names.vocabulary)
            except LocatedError as error:
                reasons += [str(problem) for problem in error.problems]
        return reasons

    def write(path: Path, data: bytes | None) -> None:
        if data is None:
            path.unlink(missing_ok=True)
        else:
            write_file(path, data)

    own = frozenset(names.entities) - names.proposed
    desk = PairDesk(
        by, _today, names.entities, own, names.vocabulary, check, write, partial(changing, collection.folder)
    )
    return PairSession(collection.merges_path(), find_pairs(names.entities.values(), names.vocabulary), desk)


@click.command("diff")
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.argument("document", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="One JSON object: added, gone, changed.")
def diff_command(folder: Path, document: str, as_json: bool) -> int:
    """Show which facts of the document ID changed when it was last issued anew, with both quotations."""
    from shugu.errors import InputError  # noqa: PLC0415
    from shugu.loading import load_names  # noqa: PLC0415
    from shugu.read.collection import read_collection  # noqa: PLC0415
    from shugu.refresh import find_previous, find_version  # noqa: PLC0415
    from shugu.review.decisions import Source  # noqa: PLC0415
    from shugu.review.diff import diff_facts  # noqa: PLC0415
    from shugu.review.register import read_register  # noqa: PLC0415
    from shugu.review.session import describe_row  # noqa: PLC0415
    from shugu.review.sheet import read_sheet  # noqa: PLC0415

    collection = read_collection(folder)
    if document not in {info.id for info in collection.documents}:
        raise InputError(f"{folder / 'collection.toml'} lists no document {document!r}")
    previous = find_previous(collection, document)
    if previous is None:
        raise InputError(f"{document} has not changed since it was added, so there is nothing to compare")
    names = load_names(collection)
    register = read_register(collection.register_path(document))
    now = read_sheet(collection.sheet_path(document), document, sentences=register, vocabulary=names.vocabulary)
    source = Source.of(register, find_version(collection, document, register))
    labels = {**{id_: e.label for id_, e in previous.entities.items()}, **_labels(names)}

    def told(fact: Fact, origin: Source, *, old: bool) -> dict[str, Any]:
        vocabulary = previous.vocabulary if old else names.vocabulary
        words = "; ".join(describe_row(fact, labels, vocabulary))
        home = origin.sentences[fact.sentences[0]].span
        quotation = None if origin.text is None else origin.text[home.start : home.end]
        return {"id": fact.id, "fact": words, "decision": fact.decision, "quotation": quotation}

    diff = diff_facts(previous.facts, now)
    result: dict[str, list[dict[str, Any]]] = {
        "added": [told(fact, source, old=False) for fact in diff.added],
        "gone": [told(fact, previous.source, old=True) for fact in diff.gone],
        "changed": [
            {"old": told(before, previous.source, old=True), "new": told(after, source, old=False)}
            for before, after in diff.changed
        ],
    }
    if as_json:
        click.echo(json.dumps(result, ensure_ascii=False, indent=2))
    else:
        _print_diff(result)
    return 0


def _print_diff(result: Mapping[str, list[dict[str, Any]]]) -> None:
    """The difference for people: a sign, the fact, the sentence that states it."""
    for kind in ("added", "gone", "changed"):
        say(f"{kind}: {len(result[kind])}")
        for entry in result[kind]:
            parts = [("-", entry["old"]), ("+", entry["new"])] if kind == "changed" else [(_SIGNS[kind], entry)]
            for sign, told in parts:
                decision = f" ({told['decision']})" if told["decision"] else ""
                say(f"  {sign} {told['fact']}{decision}")
                if told["quotation"]:
                    say(f"    “{' '.join(told['quotation'].split())}”")


_SIGNS = {"added": "+", "gone": "-"}
