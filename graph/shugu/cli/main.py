"""The command `shugu`: its subcommands, and what becomes of an error."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from typing import Any

import click

from shugu.cli.add import add_command
from shugu.cli.ask import compare_command, facts_command, query_command
from shugu.cli.collect import fetch_command, init_command, remove_command
from shugu.cli.evaluate import evaluate_command
from shugu.cli.extract import extract_command
from shugu.cli.look import path_command, show_command, view_command
from shugu.cli.make import build_command, check_command, export_command
from shugu.cli.output import say
from shugu.cli.review import diff_command, review_command
from shugu.cli.serve import serve_command
from shugu.errors import ShuguError
from shugu.settings import package_version

__all__ = ["main", "run"]

INTERNAL_ERROR = 70


class _Commands(click.Group):
    """The commands; output that nobody reads on ends one quietly, where click would make a failure of it."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            return _unread_output()


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_version(), prog_name="shugu")
def main() -> None:
    """From articles to a cited knowledge graph.

    Start with `shugu build`: it makes the graph of the built-in Guizhou collection in ./guizhou-graph/.
    Then ask it: `shugu query`, `shugu show Guiyang`, `shugu compare`, `shugu view`.

    Exit codes: 0 done, 1 findings, 2 bad input or usage, 3 an outside service or the disk failed, 70 a fault of shugu.
    """


for command in (
    build_command,
    check_command,
    query_command,
    facts_command,
    show_command,
    path_command,
    compare_command,
    view_command,
    export_command,
    extract_command,
    evaluate_command,
    init_command,
    add_command,
    remove_command,
    fetch_command,
    review_command,
    diff_command,
    serve_command,
):
    main.add_command(command)


def run() -> None:
    """Runs the command and ends the process with its exit code; a user's mistake gives a sentence."""
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # What another program reads is UTF-8 whatever the locale; a terminal shows what it can.
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
    try:
        code = main.main(standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as end:
        code = end.exit_code
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        code = 130
    except ShuguError as error:
        say(f"shugu: {error}", err=True)
        code = error.exit_code
    except BrokenPipeError:
        code = _unread_output()
    except OSError as error:
        say(f"shugu: {error.filename or 'the system refused'}: {error.strerror or error}", err=True)
        code = 3
    except MemoryError:
        say("shugu: the memory of this computer is not enough for that", err=True)
        code = 3
    except Exception as error:
        click.echo(f"shugu: this is a fault of shugu, not yours: {type(error).__name__}: {error}", err=True)
        click.echo("Please report it, with what SHUGU_DEBUG=1 shows when you run the command again.", err=True)
        if os.environ.get("SHUGU_DEBUG"):
            traceback.print_exc()
        code = INTERNAL_ERROR
    sys.exit(code or 0)


def _open_closed_streams() -> None:
    """Gives the process the streams that it was started without, so that no file takes their place."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - as long as the process


def _unread_output() -> int:
    """0: the reader of our output has seen enough. Nothing is written at exit either."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
