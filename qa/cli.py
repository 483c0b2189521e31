"""The command `qa`: its commands by name, each imported when it is called, and the one place where errors are shown."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import click

from index.errors import PressbriefError
from qa import terminal

STOPPED = 130  # as shells count a Ctrl-C: 128 + SIGINT
PIPE_CLOSED = 141  # as shells count a reader that went away: 128 + SIGPIPE


@dataclass(frozen=True, slots=True)
class Entry:
    """A command: `module.command` is the click command; `help` is its one line in `qa --help`."""

    name: str
    module: str
    help: str


# In the order of work, not of the alphabet. The help is here, and not read off the command, so that `qa --help` and
# usage errors import nothing; a test compares both.
COMMANDS = (
    Entry("add", "qa.command_add", "Read articles into the index."),
    Entry(
        "ask",
        "qa.command_ask",
        "Answer a question with the exact sentences of the articles that answer it, each cited.",
    ),
    Entry(
        "summarize",
        "qa.command_summarize",
        "Summarize articles, or what they say on a topic, in their own sentences, each cited.",
    ),
    Entry(
        "brief",
        "qa.command_brief",
        "Write a brief with every paragraph cited: who met, who said what, what was agreed, where the sources differ.",
    ),
    Entry("check", "qa.command_check", "Check each sentence of a draft against the articles."),
    Entry("eval", "evals.command_eval", "Run a suite of fixed questions and say what failed and why."),
    Entry("list", "qa.command_list", "List the articles of the index."),
    Entry("show", "qa.command_show", "Show one article, its sentences numbered."),
    Entry("remove", "qa.command_remove", "Remove articles from the index."),
    Entry("status", "qa.command_status", "Show what is in force and why, and what the index holds."),
    Entry("doctor", "qa.command_doctor", "Check that everything `qa` needs is there and works."),
    Entry("usage", "qa.command_usage", "Show what calls of models have cost."),
    Entry("reindex", "qa.command_reindex", "Rebuild the search tables from the stored articles."),
)


class LazyGroup(click.Group):
    """A group that knows its commands' names and help, and imports a command's module when it is called."""

    entries: ClassVar[dict[str, Entry]] = {entry.name: entry for entry in COMMANDS}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of work."""
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, its module imported now; None for an unknown name."""
        entry = self.entries.get(cmd_name)
        if entry is None:
            return None
        command = importlib.import_module(entry.module).command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it, with the near names that click can't know."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            raise click.NoSuchCommand(error.command_name, possibilities=self.entries, ctx=ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands in `qa --help`."""
        with formatter.section("Commands"):
            formatter.write_dl([(entry.name, entry.help) for entry in self.entries.values()])

    def invoke(self, ctx: click.Context) -> object:
        """The command's exit status. A reader of stdout that goes away (`qa list | head`) ends it quietly."""
        try:
            result: object = super().invoke(ctx)
            sys.stdout.flush()  # here, not at the interpreter's exit, where a closed pipe can't be caught
        except BrokenPipeError:
            # What is still buffered has no reader; without this the interpreter complains when it flushes.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return PIPE_CLOSED
        return result


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="`qa COMMAND --help` explains a command and gives examples.",
)
@click.version_option(package_name="pressbrief", prog_name="qa", message="%(prog)s %(version)s (Pressbrief)")
@click.option("--index", metavar="DIR", help="The index folder. [QA_INDEX; default: this user's data folder]")
@click.pass_context
def group(ctx: click.Context, index: str | None) -> None:
    """Ask, summarize and check news articles: every sentence cites the exact source sentences.

    \b
      qa add articles/            read a folder of articles
      qa ask "who met Sabbagh?"   get cited sentences
    """
    ctx.obj = {"index": index}


def main(args: Sequence[str] | None = None) -> int:
    """Run `qa` and return its exit status: 0 ok, 1 error, 2 usage, 3 abstained, 4 unsupported, 5 gate, 130 stopped."""
    terminal.prepare_streams()
    try:
        status = group.main(args=args, prog_name="qa", standalone_mode=False)
    except click.Abort:
        terminal.put("Stopped.", err=True)
        return STOPPED
    except click.ClickException as error:
        error.show()  # quotes what was typed by its repr, so no control character gets through
        return error.exit_code
    except PressbriefError as error:
        terminal.put(f"Error: {terminal.safe(str(error))}", err=True)
        return error.exit_status
    return status if isinstance(status, int) else 0
