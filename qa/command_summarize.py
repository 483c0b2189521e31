"""`qa summarize`: what articles say, or what they say on a topic, in their own sentences."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.errors import EmptyIndex, InputError
from qa import options, terminal
from qa.settings import Settings

if TYPE_CHECKING:
    from index.store import Store
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
@options.json_flag
@options.takes_settings("embedder", "chroma")
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
) -> int:
    """Summarize articles, or what they say on a topic, in their own sentences, each cited.

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
    with Store.open(settings.index) as store:
        rowids = _scope(store, ids, since, until, publisher)
        if topic is None:
            found = _of_articles(store, _enough(store, rowids, everything), size)
        else:
            found = _on_topic(settings, store, topic, rowids, size)
    return _deliver(found, as_json, html)


def _scope(
    store: Store, ids: tuple[str, ...], since: str | None, until: str | None, publisher: str | None
) -> frozenset[int] | None:
    """The articles (rowids) that are meant; None: nothing limits them. InputError when the filters leave none."""
    if not store.any_article():
        raise EmptyIndex(f"The index {store.folder} is empty: fill it with 'qa add PATH...'.")
    if not (ids or since or until or publisher):
        return None
    full = [store.resolve(i) for i in ids] or None
    heads = store.heads(since=since, until=until, publisher=publisher, ids=full)
    if not heads:
        raise InputError("No article passes these filters: 'qa list' shows what there is.")
    return frozenset(head.rowid for head in heads)


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


def _of_articles(store: Store, rowids: frozenset[int], size: Size) -> Summary:
    """The summary of whole articles: no embedder is loaded."""
    from qa.progress import Progress
    from qa.summarize import summarize

    with Progress("Reading", len(rowids)) if len(rowids) > 1 else nullcontext() as progress:
        return summarize(store, articles=rowids, size=size, progress=progress)


def _on_topic(settings: Settings, store: Store, topic: str, rowids: frozenset[int] | None, size: Size) -> Summary:
    """The summary of what the articles hold on a topic, or the abstention."""
    from index.search import Search
    from qa import embedders
    from qa.summarize import summarize

    embedder = embedders.load(settings, warn=_warn)
    store.require_embedder(embedder.name)
    search = Search(store, embedder, _warn, chroma_url=settings.chroma)
    try:
        return summarize(store, articles=rowids, topic=topic, search=search, size=size)
    finally:
        search.close()


def _deliver(found: Summary, as_json: bool, html: str | None) -> int:
    """Prints the summary, writes the page, and returns the exit status."""
    from qa import payload, summary_show

    if html is not None:
        from qa import page

        page.write(page.of_summary(found), Path(html))
    terminal.put(terminal.as_json(payload.of_summary(found)) if as_json else summary_show.summary(found))
    return 0 if found.answered else ABSTAINED


def _warn(line: str) -> None:
    terminal.put(f"Warning: {terminal.safe(line)}", err=True)
