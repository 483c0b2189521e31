"""`qa summarize`: what articles say, or what they say on a topic, in their own sentences."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.errors import InputError
from qa import index_open, options, scope, terminal
from qa.settings import Settings

if TYPE_CHECKING:
    from index.search import Search
    from index.store import Store
    from qa.models import Model
    from qa.summarize import Summary
    from qa.summary_extractive import Size

ABSTAINED = 3
MOST = 2_000  # articles without a topic: all of their text is read


@click.command("summarize")
@click.argument("ids", nargs=-1, metavar="[ARTICLE]...")
@click.option("--about", "topic", metavar="TOPIC", help="What the articles say on this alone; searches all by default.")
@click.option("--sentences", type=click.IntRange(min=1), metavar="N", help="So many sentences at most. [default: 5]")
@click.option("--words", type=click.IntRange(min=1), metavar="N", help="So many words at most, instead.")
@options.filter_options
@click.option("--all", "everything", is_flag=True, help="Summarize every article of the index.")
@click.option("--html", type=click.Path(dir_okay=False, writable=True), metavar="FILE", help="Write a page, too.")
@options.model_options
@options.json_flag
@options.takes_settings("model", "context", "embedder", "chroma")
def command(
    settings: Settings,
    ids: tuple[str, ...],
    topic: str | None,
    sentences: int | None,
    words: int | None,
    since: str | None,
    until: str | None,
    publisher: str | None,
    everything: bool,
    html: str | None,
    as_json: bool,
    max_cost: float | None,
    estimate: bool,
    no_cache: bool,
    judged: bool,
) -> int:
    """Summarize articles, or what they say on a topic, in their own sentences, each cited.

    With --model a model writes the sentences, each checked against those it cites; what they don't support is left out.

    ARTICLE is an id of `qa list` or the beginning of one. Sentences that several articles print, as reprints do, come
    once with all their places. Exit status 0: summarized; 3: the articles hold nothing on the topic, and the nearest
    sentences are shown as such.

    \b
    Examples:
      qa summarize 3fa9c2
      qa summarize --about "port of Tamrin" --sentences 8
      qa summarize --since 2024-11-20 --source "Levant Wire" --words 150 --json
    """
    from index.store import Store
    from qa import models
    from qa.summarize import DEFAULT
    from qa.summary_extractive import Size

    if sentences is not None and words is not None:
        raise click.UsageError("--sentences and --words exclude each other: give one of them.")
    if everything and (ids or topic is not None):
        raise click.UsageError("--all means every article: leave it out, or the articles and the topic.")
    if topic is not None and not any(c.isalnum() for c in topic):
        raise InputError('The topic is blank: name one, for example qa summarize --about "port of Tamrin".')
    if html is not None:
        from qa import page

        page.require_folder(Path(html))
    size = DEFAULT if sentences is None and words is None else Size(sentences, words)
    with (
        Store.open(settings.index) as store,
        models.opened(settings, warn=terminal.warn, max_cost=max_cost, use_cache=not no_cache, judged=judged) as model,
    ):
        rowids = scope.rowids(scope.chosen(store, ids, since, until, publisher))
        job = _Job(store, rowids if topic else _enough(store, rowids, everything), topic, size, model)
        with _searching(settings, store, topic) as search:
            if estimate:
                return _estimate(job, search, settings)
            found = _summary(job, search)
    return _deliver(found, as_json, html)


def _enough(store: Store, rowids: frozenset[int] | None, everything: bool) -> frozenset[int]:
    """The articles to read whole: those that are meant, or the only one there is, or with --all every one."""
    if rowids is None:
        rowids = frozenset(head.rowid for head in store.heads())
        if len(rowids) > 1 and not everything:
            raise click.UsageError(
                f"The index holds {terminal.counted(len(rowids), 'article')}: say which are meant by their ids (see "
                "'qa list'), by --about TOPIC, --since, --until or --source, or give --all."
            )
    if len(rowids) > MOST:
        raise InputError(
            f"{len(rowids):,} articles are too many for one summary: narrow them to {MOST:,} with --since, --until or "
            "--source, or name a topic with --about."
        )
    return rowids


@dataclass(frozen=True, slots=True)
class _Job:
    """What is summarized, how long, and by whom."""

    store: Store
    articles: frozenset[int] | None
    topic: str | None
    size: Size
    model: Model | None


@contextmanager
def _searching(settings: Settings, store: Store, topic: str | None) -> Iterator[Search | None]:
    """The search for a topic; None without one: no embedder is loaded then."""
    if topic is None:
        yield None
        return
    with index_open.searching(settings, store) as search:
        yield search


def _summary(job: _Job, search: Search | None) -> Summary:
    from qa.progress import Progress
    from qa.summarize import summarize

    many = job.topic is None and len(job.articles or ()) > 1
    with Progress("Reading", len(job.articles or ())) if many else nullcontext() as progress:
        return summarize(
            job.store,
            articles=job.articles,
            topic=job.topic,
            search=search,
            size=job.size,
            progress=progress,
            model=job.model,
        )


def _estimate(job: _Job, search: Search | None, settings: Settings) -> int:
    """Says what the summary would take of the model at the most; nothing is sent."""
    from qa import estimate, summary_llm
    from qa.summarize import gather

    if job.model is None:
        raise InputError("There is nothing to estimate: the extractive summary sends nothing. Name one with --model.")
    material = gather(job.store, articles=job.articles, topic=job.topic, search=search, size=job.size)
    wanted = summary_llm.Job(job.size, job.topic, job.model.chat)
    requests = summary_llm.requests(job.store, material, wanted, settings.context)
    terminal.put(
        estimate.said(estimate.of_requests(requests, job.model.chat, settings, judged=job.model.judge is not None))
    )
    return 0


def _deliver(found: Summary, as_json: bool, html: str | None) -> int:
    """Prints the summary, writes the page, and returns the exit status."""
    from qa import payload, summary_show

    if html is not None:
        from qa import page

        page.write(page.of_summary(found), Path(html))
    terminal.put(terminal.as_json(payload.of_summary(found)) if as_json else summary_show.summary(found))
    for line in found.warnings:
        terminal.warn(line)
    if found.dropped:
        terminal.warn(f"{terminal.counted(len(found.dropped), 'statement')} left out: the sources don't support it.")
    return 0 if found.answered else ABSTAINED
