"""What commands that look for facts share: options that say which engine reads."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from shugu.errors import InputError

if TYPE_CHECKING:
    from shugu.extraction import ExtractionSettings

__all__ = ["engine_options", "read_settings"]

_Command = TypeVar("_Command", bound=Callable[..., Any])
_OPTIONS = (
    click.option(
        "--engine",
        default="rules",
        show_default=True,
        envvar="SHUGU_ENGINE",
        type=click.Choice(["rules", "llm"]),
        help="What reads: rules, or a model that you have.",
    ),
    click.option(
        "--pipeline",
        metavar="NAME",
        envvar="SHUGU_PIPELINE",
        help="An installed spaCy pipeline instead of the language's own.",
    ),
    click.option("--model", metavar="NAME", envvar="SHUGU_MODEL", help="The model's name, with --engine llm."),
    click.option(
        "--base-url",
        metavar="URL",
        envvar="SHUGU_BASE_URL",
        help="The OpenAI-compatible server, such as http://127.0.0.1:8080/v1.",
    ),
    click.option(
        "--cache",
        metavar="DIR",
        envvar="SHUGU_CACHE",
        type=click.Path(path_type=Path, file_okay=False),
        help="Where a model's answers are kept.",
    ),
    click.option("--price-in", metavar="N", envvar="SHUGU_PRICE_IN", help="Price of a million tokens asked."),
    click.option("--price-out", metavar="N", envvar="SHUGU_PRICE_OUT", help="Price of a million tokens answered."),
)


def engine_options(command: _Command) -> _Command:
    """Adds the options that say which engine looks for facts; each can stand in the environment instead."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def read_settings(
    *,
    engine: str,
    pipeline: str | None,
    model: str | None,
    base_url: str | None,
    cache: Path | None,
    price_in: str | None,
    price_out: str | None,
    default_cache: Path | None = None,
) -> ExtractionSettings:
    """The engine that the options name. Raises InputError where they do not go together."""
    from shugu.extract.llm_settings import ModelSettings  # noqa: PLC0415
    from shugu.extraction import ExtractionSettings  # noqa: PLC0415

    if engine == "rules":
        given = click.get_current_context().get_parameter_source
        if ParameterSource.COMMANDLINE in (given("model"), given("base_url")):
            raise InputError("--model and --base-url go with --engine llm")
        return ExtractionSettings(pipeline=pipeline)
    if not model or not base_url:
        raise InputError("--engine llm needs --model NAME and --base-url URL")
    try:
        prices = [None if text is None else Decimal(text) for text in (price_in, price_out)]
    except InvalidOperation:
        raise InputError("a price is a number, such as 0.15") from None
    wanted = ModelSettings(
        model=model, base_url=base_url, cache=cache or default_cache, price_in=prices[0], price_out=prices[1]
    )
    return ExtractionSettings(model=wanted)
