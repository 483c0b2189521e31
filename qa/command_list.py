"""`qa list`: one line an article."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING, Any

import click

from qa import options, terminal
from qa.settings import Settings

if TYPE_CHECKING:
    from index.stored import Head

_LONGEST = 1000  # characters of a title: a whole article may have been taken for one


@click.command("list")
@options.filter_options
@options.json_flag
@options.takes_settings()
def command(settings: Settings, since: str | None, until: str | None, publisher: str | None, as_json: bool) -> int:
    """List the articles of the index.

    The oldest come first, those without a date last.

    \b
    Examples:
      qa list
      qa list --since 2024-11-01 --until 2024-11-30
      qa list --source "Example Times" --json
    """
    from index.store import Store

    with Store.open(settings.index) as store:
        heads = store.heads(since=since, until=until, publisher=publisher)
    if as_json:
        terminal.put(terminal.as_json({"version": 1, "articles": [as_record(head) for head in heads]}))
    elif heads:
        terminal.put("\n".join(table(heads)))
    else:
        terminal.put("No article matches.", err=True)
    return 0


def as_record(head: Head) -> dict[str, Any]:
    """What is known about an article, as JSON says it; `characters` and `sentences` are counts."""
    return {
        "id": head.id,
        "title": head.title,
        "date": head.date,
        "publisher": head.publisher,
        "url": head.url,
        "language": head.language,
        "source": head.source,
        "characters": head.characters,
        "sentences": head.sentences,
        "notes": head.notes_count,
        "digest": head.digest,
    }


def table(heads: list[Head]) -> list[str]:
    """A heading and a line an article. On a terminal the title is cut to the line; a script gets it whole."""
    rows = [("ID", "DATE", "LANG", "SENTENCES", "PUBLISHER", "TITLE"), *map(_row, heads)]
    widths = [max(terminal.columns(row[n]) for row in rows) for n in range(5)]
    room = shutil.get_terminal_size().columns - sum(widths) - 2 * len(widths) if sys.stdout.isatty() else _LONGEST
    return [
        "  ".join(
            [*(_padded(row[n], widths[n], right=n == 3) for n in range(5)), terminal.shortened(row[5], max(room, 20))]
        )
        for row in rows
    ]


def _row(head: Head) -> tuple[str, str, str, str, str, str]:
    known = (head.id, head.date or "-", head.language or "-", str(head.sentences), head.publisher or "-")
    first, date, language, sentences, publisher = map(terminal.safe, known)
    return first, date, language, sentences, publisher, head.title or head.source


def _padded(cell: str, width: int, right: bool) -> str:
    space = " " * (width - terminal.columns(cell))
    return space + cell if right else cell + space
