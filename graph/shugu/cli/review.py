"""Commands on what an extraction found: review, diff."""

from __future__ import annotations

import getpass
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from shugu.cli.output import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shugu.model.fact import Fact
    from shugu.review.decisions import Source

__all__ = ["diff_command", "review_command", "reviewer"]

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
    from shugu.reviewing import labels_of, open_pairs, open_session  # noqa: PLC0415

    collection = read_collection(folder)
    names = load_names(collection)
    who = by or reviewer()
    session = open_session(collection, names, document, who)
    screen = Screen(labels_of(names), names.vocabulary)
    screen.review(session, open_pairs(collection, who))
    return 0


def reviewer() -> str:
    """The name of the user on this computer; raises UsageError where there is none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name
        raise click.UsageError("your name is not known to this computer; give it with --by NAME") from None


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
    from shugu.review.describe import describe_row  # noqa: PLC0415
    from shugu.review.diff import diff_facts  # noqa: PLC0415
    from shugu.review.register import read_register  # noqa: PLC0415
    from shugu.review.sheet import read_sheet  # noqa: PLC0415
    from shugu.reviewing import labels_of  # noqa: PLC0415

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
    labels = {**{id_: e.label for id_, e in previous.entities.items()}, **labels_of(names)}

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
