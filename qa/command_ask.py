"""`qa ask`: one question on the command line, or a file of them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, BinaryIO

import click

from index.errors import InputError, ModelError
from qa import index_open, options, question_file, scope, terminal
from qa.settings import Settings

if TYPE_CHECKING:
    from index.search import Search
    from index.store import Store
    from qa.models import Model
    from qa.records import Answer

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
@click.option("--no-stream", is_flag=True, help="Show a model's answer when it is whole, not claim by claim.")
@options.model_options
@click.option("--html", type=click.Path(dir_okay=False, writable=True), metavar="FILE", help="Write a page, too.")
@options.json_flag
@options.takes_settings("model", "context", "embedder", "chroma")
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
    no_stream: bool,
    max_cost: float | None,
    estimate: bool,
    no_cache: bool,
    judged: bool,
    html: str | None,
) -> int:
    """Answer a question with the exact sentences of the articles that answer it, each cited.

    With --model (or QA_MODEL) a model writes the answer from numbered sentences of the articles; each of its claims is
    checked against the sentences it cites, and what they don't support is left out and said to be.

    Exit status 0: answered; 3: the sources don't answer it, and the nearest sentences are shown as such. With --jsonl
    each line of the file gives a line of JSON, in order, with the keys of the line kept; the exit status is then 0.

    \b
    Examples:
      qa ask "who met Sabbagh?"
      qa ask "how long did the talks last?" --source "Levant Wire" --json
      qa ask --jsonl questions.jsonl > answers.jsonl
      qa ask "who met Sabbagh?" --model gpt-5-mini --max-cost 0.05
    """
    if (question is None) == (file is None):
        raise click.UsageError("Give one question, or --jsonl FILE.")
    if question is not None and not any(c.isalnum() for c in question):
        raise InputError('The question is blank: write it in quotation marks, for example qa ask "who met Sabbagh?".')
    if html is not None:
        if file is not None:
            raise click.UsageError("--html goes with one question, not with --jsonl.")
        from qa import page

        page.require_folder(html)
    from index.store import Store
    from qa import models

    with (
        Store.open(settings.index) as store,
        models.opened(settings, warn=terminal.warn, max_cost=max_cost, use_cache=not no_cache, judged=judged) as model,
        index_open.searching(settings, store) as search,
    ):
        meant = scope.rowids(scope.chosen(store, ids, since, until, publisher))
        asking = Asking(search, store, meant, date.fromisoformat(as_of) if as_of else None, model)
        if estimate:
            return _estimate(asking, settings, [question or ""] if file is None else question_file.questions(file))
        if file is not None:
            return _answer_file(asking, file)
        assert question is not None
        return _answer_one(asking, question, as_json, stream=not no_stream, html=html)


@dataclass(frozen=True, slots=True)
class Asking:
    """What the questions of one run have in common: where they are asked, as of when, and of which model."""

    search: Search
    store: Store
    scope: frozenset[int] | None
    as_of: date | None
    model: Model | None


def _answer_one(asking: Asking, question: str, as_json: bool, stream: bool, html: str | None) -> int:
    from qa import payload, show
    from qa.ask import ask

    shown = show.Stream() if stream and asking.model is not None and not as_json else None
    try:
        found = ask(
            asking.search,
            question,
            articles=asking.scope,
            as_of=asking.as_of,
            model=asking.model,
            on_claim=shown.claim if shown else None,
        )
    except (ModelError, KeyboardInterrupt):
        if shown:
            shown.broken_off()
        raise
    if as_json:
        terminal.put(terminal.as_json(payload.of_answer(found)))
    elif shown:
        shown.rest(found)
    else:
        terminal.put(show.answer(found))
    if html is not None:
        from qa import page

        page.write(page.of_answer(found), html)
    _say(found)
    return 0 if found.answered else ABSTAINED


def _say(found: Answer) -> None:
    """On stderr: what was not as it should be, and that something was left out."""
    for line in found.warnings:
        terminal.warn(line)
    if found.dropped:
        what = terminal.counted(len(found.dropped), "statement")
        terminal.warn(f"{what} that the sources don't support {'was' if len(found.dropped) == 1 else 'were'} left out.")


def _answer_file(asking: Asking, file: BinaryIO) -> int:
    """Writes each answer as soon as it is there; a line that is no question gives an `error` and the others go on."""
    from qa import payload
    from qa.ask import ask

    bad = 0
    for number, line in question_file.lines(file):
        record, error = question_file.question(line)
        if error is None:
            try:
                found = ask(
                    asking.search,
                    record["question"],
                    articles=question_file.narrowed(asking.store, asking.scope, record),
                    as_of=date.fromisoformat(record["as_of"]) if record.get("as_of") else asking.as_of,
                    model=asking.model,
                )
                record |= payload.of_answer(found)
            except (InputError, ModelError, ValueError) as problem:
                error = str(problem)
        if error is not None:
            bad += 1
            record |= {"error": f"line {number}: {error}"}
        terminal.put(terminal.as_json(record, indent=None))
        sys.stdout.flush()  # an answer that was paid for is on its way before the next one is asked
    if bad:
        terminal.put(f"{terminal.counted(bad, 'line')} could not be answered: see `error` there.", err=True)
    return 1 if bad else 0


def _estimate(asking: Asking, settings: Settings, questions: Sequence[str]) -> int:
    """Says what the questions would take at the most; nothing is sent."""
    from qa import estimate
    from qa.ask import retrieve

    if asking.model is None:
        raise InputError(
            "There is nothing to estimate: the extractive reader sends nothing. Name a model with --model."
        )
    retrievals = ((q, retrieve(asking.search, q, articles=asking.scope, as_of=asking.as_of)) for q in questions)
    terminal.put(
        estimate.said(
            estimate.of_questions(retrievals, asking.model.chat, settings, judged=asking.model.judge is not None)
        )
    )
    return 0
