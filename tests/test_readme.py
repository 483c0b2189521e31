"""README is held to what the tool does: each command line in it runs, each command and option it names exists."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from qa.cli import COMMANDS, group
from tests.conftest import RunQa

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
LINES = [
    line.removeprefix("$ ")
    for block in re.findall(r"^```console\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)
    for line in block.splitlines()
    if line.startswith("$ ")
]
QA_LINES = [line for line in LINES if line.startswith("qa ")]


def test_there_is_something_to_check() -> None:
    assert len(QA_LINES) >= 5
    assert {"make demo", "make test"} <= set(LINES)


@pytest.mark.parametrize("line", QA_LINES)
def test_a_command_line_parses(line: str) -> None:
    parse(shlex.split(line, comments=True)[1:])


def parse(args: list[str]) -> None:
    """Parse as `qa` would, without running; raises click.UsageError."""
    at = next((n for n, arg in enumerate(args) if not arg.startswith("-")), len(args))
    try:
        with group.make_context("qa", [*args[:at], "status"]) as ctx:
            name, command, rest = group.resolve_command(ctx, args[at:])
            assert command is not None
            command.make_context(name, rest, parent=ctx).close()
    except click.exceptions.Exit:  # --help and --version end the parse
        return


def test_a_wrong_command_line_would_be_found() -> None:
    with pytest.raises(click.UsageError):
        parse(["list", "--no-such-option"])
    with pytest.raises(click.UsageError):
        parse(["no-such-command"])


def test_the_command_lines_run_in_their_order(run_qa: RunQa) -> None:
    for line in QA_LINES:
        done = run_qa(*shlex.split(line, comments=True)[1:], cwd=ROOT)
        assert done.status == 0, f"{line}: {done.err}"


def test_make_lines_name_targets() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    wanted = {line.split()[1] for line in LINES if line.startswith("make ")}
    assert wanted <= targets


def test_every_command_is_in_the_table() -> None:
    assert {entry.name for entry in COMMANDS} == set(re.findall(r"^\| `qa ([a-z]+)", TEXT, re.MULTILINE))


def test_every_option_named_exists() -> None:
    with group.make_context("qa", ["status"]) as ctx:
        commands = [group, *(group.get_command(ctx, entry.name) for entry in COMMANDS)]
    known = {
        option
        for command in commands
        for parameter in (command.params if command else [])
        if isinstance(parameter, click.Option)
        for option in parameter.opts
    } | {"--help"}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", TEXT)) <= known


def test_no_link_is_broken() -> None:
    assert not [to for to in re.findall(r"\]\(([^)#:]+)\)", TEXT) if not (ROOT / to).exists()]
