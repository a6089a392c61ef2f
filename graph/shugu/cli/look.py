"""Commands that show the graph to a person: show, path, view."""

from __future__ import annotations

from pathlib import Path

import click

from shugu.cli.output import graph_options, say

__all__ = ["path_command", "show_command", "view_command"]


@click.command("show")
@click.argument("name")
@graph_options
def show_command(name: str, graph: Path | None, store: str | None) -> None:
    """Everything known of the thing called NAME: names, class, statements by time, each with its source."""
    from shugu.publish.describe import describe_entity, disputed_statements, find_entity  # noqa: PLC0415
    from shugu.publish.facts import read_facts  # noqa: PLC0415
    from shugu.publish.source import open_source  # noqa: PLC0415
    from shugu.publish.views import read_comparisons, read_entity_rows  # noqa: PLC0415

    source = open_source(graph, store)
    entity = find_entity(name, read_entity_rows(source.graph))
    rows = list(read_facts(source.graph, about=entity.iri))
    for line in describe_entity(entity, rows, disputed_statements(read_comparisons(source.graph))):
        say(line)


@click.command("path")
@click.argument("start", metavar="NAME")
@click.argument("end", metavar="NAME")
@graph_options
def path_command(start: str, end: str, graph: Path | None, store: str | None) -> int:
    """How two things hang together: the shortest way between them, hop by hop, with sources."""
    from shugu.publish.describe import describe_path, find_entity  # noqa: PLC0415
    from shugu.publish.facts import read_facts  # noqa: PLC0415
    from shugu.publish.network import to_network  # noqa: PLC0415
    from shugu.publish.source import open_source  # noqa: PLC0415
    from shugu.publish.views import read_entity_rows  # noqa: PLC0415

    source = open_source(graph, store)
    entities = read_entity_rows(source.graph)
    first, last = find_entity(start, entities), find_entity(end, entities)
    if first.iri == last.iri:
        say(f"{first.label} is one thing under both names")
        return 0
    rows = {row.id: row for row in read_facts(source.graph)}
    lines = describe_path(to_network(rows.values(), entities), rows, first, last)
    for line in lines:
        say(line)
    if not lines:
        say(f"no statement leads from {first.label} to {last.label}", err=True)
        return 1
    return 0


@click.command("view")
@click.option(
    "--graph", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="The folder that build wrote."
)
@click.option("--print", "print_only", is_flag=True, help="Say where the page is, without opening it.")
def view_command(graph: Path | None, print_only: bool) -> int:
    """Open the network page in the browser."""
    import webbrowser  # noqa: PLC0415

    from shugu.errors import NotBuiltError  # noqa: PLC0415
    from shugu.store.folder import find_graph  # noqa: PLC0415

    page = find_graph(graph).absolute() / "network.html"
    if not page.is_file():
        raise NotBuiltError(f"{page} is missing; run: shugu build")
    click.echo(page)
    if not print_only and not webbrowser.open(page.as_uri()):
        click.echo("no browser could be started; open the file above in one", err=True)
        return 3
    return 0
