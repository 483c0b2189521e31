"""Options that several commands share, and the settings that come of them."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

import click

from qa import settings

Command = TypeVar("Command", bound=Callable[..., int])

_HELP: dict[settings.Name, tuple[str, str]] = {
    "index": ("DIR", "The index folder. [QA_INDEX; default: this user's data folder]"),
    "model": (
        "NAME",
        "Who reads: `extractive` quotes and needs no key; else a model's name, or `auto`. [QA_MODEL]",
    ),
    "embedder": ("NAME", "What makes vectors: `minilm`, `e5` or `openai:MODEL`. [QA_EMBEDDER; default: minilm]"),
    "context": ("TOKENS", "The model's context window. [QA_CONTEXT; default: known of the model, or asked]"),
    "chroma": ("URL", "A Chroma server for the vectors. [QA_CHROMA; default: inside the index folder]"),
}


def takes_settings(*names: settings.Name) -> Callable[[Command], Callable[..., int]]:
    """A decorator that adds --index and the flags named, and passes `settings=` (a `Settings`) to the command.

    `qa --index DIR list` and `qa list --index DIR` mean the same; where both are given the later one wins.
    """

    def decorate(command: Command) -> Callable[..., int]:
        @functools.wraps(command)
        def run(*args: Any, **options: Any) -> int:
            given: dict[settings.Name, str | None] = dict(click.get_current_context().obj or {})
            for name in flags:
                if (value := options.pop(f"setting_{name}")) is not None:
                    given[name] = value
            return command(*args, settings=settings.load(given), **options)

        decorated: Callable[..., int] = run
        for name in reversed(flags):
            metavar, text = _HELP[name]
            decorated = click.option(f"--{name}", f"setting_{name}", metavar=metavar, help=text)(decorated)
        return decorated

    flags: tuple[settings.Name, ...] = (*names, "index")
    return decorate


def json_flag(command: Command) -> Command:
    """A decorator that adds --json, passed as `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")(command)


def wait_option(command: Command) -> Command:
    """A decorator that adds --wait, passed as `wait` in seconds."""
    return click.option(
        "--wait",
        type=click.FloatRange(min=0),
        default=0.0,
        metavar="SECONDS",
        help="How long to wait for another process that is writing to the index. [default: 0]",
    )(command)


def filter_options(command: Command) -> Command:
    """A decorator that adds --since, --until and --source, passed as `since`, `until` (YYYY-MM-DD) and `publisher`."""
    since = click.option("--since", type=Day(), metavar="DATE", help="Published on that day or later (YYYY-MM-DD).")
    until = click.option("--until", type=Day(), metavar="DATE", help="Published on that day or earlier (YYYY-MM-DD).")
    source = click.option("--source", "publisher", metavar="NAME", help="Published by NAME.")
    return since(until(source(command)))


class Day(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # generic only in newer releases of click
    """A calendar day as YYYY-MM-DD; any other form is a usage error, since 03/04/2024 can be read in two ways."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The same day, checked to exist in the calendar."""
        import datetime
        import re

        try:
            if not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
                raise ValueError
            return datetime.date.fromisoformat(value).isoformat()
        except ValueError:
            self.fail(f"{value!r} is no date: write it as YYYY-MM-DD, for example 2024-11-21.", param, ctx)


def model_options(command: Command) -> Command:
    """A decorator that adds what a model may cost and how it is asked: --max-cost, --estimate, --no-cache, --judge,
    passed as `max_cost` (USD), `estimate`, `no_cache` and `judged`."""
    cost = click.option(
        "--max-cost", type=click.FloatRange(min=0), metavar="USD", help="Send nothing that could cost more in all."
    )
    estimate = click.option(
        "--estimate", is_flag=True, help="Say how many tokens it would take and what they cost; send nothing."
    )
    cache = click.option("--no-cache", is_flag=True, help="Ask the model anew, also what it was asked before.")
    judge = click.option(
        "--judge", "judged", is_flag=True, help="Let the model check its claims, too; it can only drop some."
    )
    return cost(estimate(cache(judge(command))))
