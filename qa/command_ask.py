"""`qa ask`: one question on the command line, or a file of them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from index.errors import EmptyIndex, InputError
from qa import options, terminal
from qa.settings import Settings

if TYPE_CHECKING:
    from index.search import Search
    from index.store import Store

ABSTAINED = 3


@click.command("ask")
@click.argument("question", required=False)
@click.option("--article", "ids", multiple=True, metavar="ID", help="Search only this article; may be repeated.")
@options.filter_options
@click.option(
    "--as-of",
    type=options.Day(),
    metavar="DATE",
    help="The day on which the question is asked: articles from about then come first.",
)
@click.option(
    "--jsonl",
    "file",
    type=click.File("rb"),
    metavar="FILE",
    help="Answer a file of questions, one JSON object a line with a `question`; `-` reads standard input.",
)
@options.json_flag
@options.takes_settings("model", "embedder", "chroma")
def command(
    settings: Settings,
    question: str | None,
    ids: tuple[str, ...],
    since: str | None,
    until: str | None,
    publisher: str | None,
    as_of: str | None,
    file: BinaryIO | None,
    as_json: bool,
) -> int:
    """Answer a question with the exact sentences of the articles that answer it, each cited.

    Exit status 0: answered; 3: the sources don't answer it, and the nearest sentences are shown as such. With --jsonl
    each line of the file gives a line of JSON, in order, with the keys of the line kept; the exit status is then 0.

    \b
    Examples:
      qa ask "who met Sabbagh?"
      qa ask "how long did the talks last?" --source "Levant Wire" --json
      qa ask --jsonl questions.jsonl > answers.jsonl
    """
    if (question is None) == (file is None):
        raise click.UsageError("Give one question, or --jsonl FILE.")
    if question is not None and not any(c.isalnum() for c in question):
        raise InputError('The question is blank: write it in quotation marks, for example qa ask "who met Sabbagh?".')
    _only_extractive(settings)
    from index import embed
    from index.search import Search
    from index.store import Store

    with Store.open(settings.index) as store:
        embedder = embed.load(settings.embedder)
        store.require_embedder(embedder.name)
        scope = _scope(store, ids, since, until, publisher)
        search = Search(store, embedder, _warn, chroma_url=settings.chroma)
        try:
            if file is not None:
                return _answer_file(search, store, file, scope, as_of)
            assert question is not None
            return _answer_one(search, question, scope, as_of, as_json)
        finally:
            search.close()


def _answer_one(search: Search, question: str, scope: frozenset[int] | None, as_of: str | None, as_json: bool) -> int:
    from qa import payload, show
    from qa.ask import ask

    found = ask(search, question, articles=scope, as_of=date.fromisoformat(as_of) if as_of else None)
    terminal.put(terminal.as_json(payload.of_answer(found)) if as_json else show.answer(found))
    return 0 if found.answered else ABSTAINED


def _answer_file(search: Search, store: Store, file: BinaryIO, scope: frozenset[int] | None, as_of: str | None) -> int:
    """Writes each answer as soon as it is there; a line that is no question gives an `error` and the others go on."""
    from qa import payload
    from qa.ask import ask

    bad = 0
    for number, line in _lines(file):
        record, error = _question(line)
        if error is None:
            try:
                day = record.get("as_of") or as_of
                found = ask(
                    search,
                    record["question"],
                    articles=_narrowed(store, scope, record),
                    as_of=date.fromisoformat(day) if day else None,
                )
                record |= payload.of_answer(found)
            except (InputError, ValueError) as problem:
                error = str(problem)
        if error is not None:
            bad += 1
            record |= {"error": f"line {number}: {error}"}
        terminal.put(terminal.as_json(record, indent=None))
    if bad:
        terminal.put(f"{terminal.counted(bad, 'line')} could not be answered: see `error` there.", err=True)
    return 1 if bad else 0


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    return ((n, line) for n, line in enumerate(file, 1) if line.strip())


def _question(line: bytes) -> tuple[dict[str, Any], str | None]:
    """The record of a line, and what is wrong with it, if anything."""
    try:
        record = json.loads(line)
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        return {}, f"is not JSON in UTF-8 ({error})"
    if not isinstance(record, dict) or not isinstance(record.get("question"), str):
        return {}, "is no object with a `question`"
    if not any(c.isalnum() for c in record["question"]):
        return record, "its question is blank"
    return record, None


def _narrowed(store: Store, scope: frozenset[int] | None, record: dict[str, Any]) -> frozenset[int] | None:
    """The scope of one line: its own `articles`, within that of the command."""
    ids = record.get("articles")
    if ids is None:
        return scope
    if not isinstance(ids, list) or not all(isinstance(i, str) for i in ids):
        raise InputError("its `articles` is no list of ids")
    own = frozenset(head.rowid for head in store.heads(ids=[store.resolve(i) for i in ids]))
    return own if scope is None else own & scope


def _scope(
    store: Store, ids: tuple[str, ...], since: str | None, until: str | None, publisher: str | None
) -> frozenset[int] | None:
    """The articles to search in; None: all. InputError when the filters leave none."""
    if not (ids or since or until or publisher):
        if not store.any_article():
            raise EmptyIndex(f"The index {store.folder} is empty: fill it with 'qa add PATH...'.")
        return None
    full = [store.resolve(i) for i in ids] or None
    heads = store.heads(since=since, until=until, publisher=publisher, ids=full)
    if not heads:
        raise InputError("No article passes these filters: 'qa list' shows what there is.")
    return frozenset(head.rowid for head in heads)


def _only_extractive(settings: Settings) -> None:
    if settings.model != "extractive":
        raise InputError(
            f"The model {settings.model!r} can't be used yet: this version reads with 'extractive' alone; "
            "leave --model and QA_MODEL out."
        )


def _warn(line: str) -> None:
    terminal.put(f"Warning: {terminal.safe(line)}", err=sys.stderr is not None)
