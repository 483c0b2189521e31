"""`qa check`: a draft, somebody's or a model's, against the articles of the index."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.errors import InputError
from qa import index_open, options, scope, terminal
from qa.settings import Settings

if TYPE_CHECKING:
    from qa.check import Checked

UNSUPPORTED = 4
LARGEST = 10_000_000  # bytes of a draft


@click.command("check")
@click.argument("draft", metavar="DRAFT", type=click.Path(allow_dash=True))
@click.option("--against", "ids", multiple=True, metavar="ID", help="Only this article counts; may be repeated.")
@click.option("--html", type=click.Path(dir_okay=False, writable=True), metavar="FILE", help="Write a page too.")
@options.json_flag
@options.takes_settings("embedder", "chroma")
def command(settings: Settings, draft: str, ids: tuple[str, ...], html: str | None, as_json: bool) -> int:
    """Check each sentence of a draft against the articles.

    DRAFT is a text or Markdown file, or `-` for standard input. Its own [n] marks and links are understood: what it
    cites is asked first. Exit status 0: every sentence is supported; 4: at least one is not.

    \b
    Examples:
      qa check draft.md
      qa check - --json < draft.txt
      qa check draft.md --against 3fa9c2 --html report.html
    """
    from index.store import Store
    from qa import check, check_show, page
    from qa.draft import parse

    if html is not None:
        page.require_folder(html)
    text = _read(draft)
    parsed = parse(text)
    if not parsed.statements:
        raise InputError(f"{_name(draft)} has no sentence to check: give a text with words in it")
    checked: list[Checked] = []
    with Store.open(settings.index) as store, index_open.searching(settings, store) as search:
        meant = scope.rowids(scope.chosen(store, ids))
        checker = check.Checker(search, parsed, store.heads(), articles=meant)
        for statement in parsed.statements:
            checked.append(checker.check(statement))
            if not as_json:  # each as soon as it is there: a long draft takes seconds
                terminal.put(check_show.one(checked[-1]))
    if as_json:
        terminal.put(terminal.as_json(check_show.payload(checked)))
    else:
        terminal.put(check_show.summary(checked))
    if html is not None:
        page.write(page.of_check(checked, title="Checked draft" if draft == "-" else Path(draft).name), html)
    return 0 if check.passed(checked) else UNSUPPORTED


def _read(draft: str) -> str:
    """The draft's text; InputError when it can't be read as one."""
    from index.decode import decode
    from index.errors import ArticleError

    try:
        if draft == "-":
            data = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with open(draft, "rb") as file:
                data = file.read(LARGEST + 1)
    except OSError as error:
        raise InputError(f"{draft} can't be read ({error.strerror}): check its name and permissions") from error
    if len(data) > LARGEST:
        raise InputError(f"{_name(draft)} is over {LARGEST // 1_000_000} MB: check it in parts")
    try:
        return decode(data).text.replace("\r\n", "\n").replace("\r", "\n")
    except ArticleError as error:
        raise InputError(f"{_name(draft)} {error}") from error


def _name(draft: str) -> str:
    return "standard input" if draft == "-" else draft
