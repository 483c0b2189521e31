"""`qa add`: articles in, problems named, everything else kept."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qa import index_open, options, terminal
from qa.progress import Progress
from qa.settings import Settings

if TYPE_CHECKING:
    from index.problem import Problem
    from index.records import Article
    from index.report import Report


@click.command("add")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--prune", is_flag=True, help="Also remove articles whose file is gone from the given folders.")
@click.option(
    "--estimate",
    is_flag=True,
    help="Say how many tokens a server's embedder would take and what they cost; send and add nothing.",
)
@options.wait_option
@options.json_flag
@options.takes_settings("embedder", "chroma")
def command(settings: Settings, paths: tuple[str, ...], prune: bool, estimate: bool, wait: float, as_json: bool) -> int:
    """Read articles into the index.

    PATH is a file (.txt .md .html .jsonl), a folder with such files, or - for standard input. Title, date and publisher
    come from front matter, from a page's own metadata or from JSONL fields. Adding again is safe and fast: what is
    unchanged is left alone, a changed file replaces its article.

    \b
    Examples:
      qa add article.txt
      qa add articles/ news.jsonl
      qa add articles/ --prune          forget articles whose file was deleted
      cat article.html | qa add -
      qa add articles/ --embedder openai:text-embedding-3-small --estimate

    A file that can't be read is named at the end; the others are in, and the exit status is 1.
    """
    from index import articles

    began = time.monotonic()
    stdin = sys.stdin.buffer if "-" in paths else None
    if stdin is not None and stdin.isatty():
        terminal.put("Reading an article from the terminal; end it with Ctrl-D.", err=True)
    under = [Path(path).absolute() for path in paths if path != "-"]
    reading = articles.read(paths, stdin=stdin)
    if estimate:
        return _estimate(reading, settings)
    total = articles.count(paths) if sys.stderr.isatty() else None  # reads every JSONL file once
    with (
        index_open.writing(settings, wait=wait, kept="What was added so far is kept") as writer,
        Progress("Adding", total) as progress,
    ):
        report = writer.add(reading, progress, prune=prune, prune_under=under)
    seconds = time.monotonic() - began
    if as_json:
        terminal.put(terminal.as_json(as_record(report, settings.index, reading.skipped, seconds)))
    else:
        terminal.put(summary(report, settings.index, seconds))
        if reading.skipped:
            terminal.put(f"Note: {terminal.counted(reading.skipped, 'file')} of other kinds skipped", err=True)
    show_problems(report, pruned=prune)
    return 1 if any(problem.fatal for problem in report.problems) else 0


def _estimate(reading: Iterable[Article | Problem], settings: Settings) -> int:
    """Says what adding the articles would take of a server; nothing is sent or written."""
    from qa import embedders, estimate_add

    if embedders.is_paid(settings):
        said = estimate_add.said(estimate_add.of_articles(reading, settings))
    else:
        said = f"Nothing would be sent: the embedder {terminal.safe(settings.embedder)} runs on this machine."
    terminal.put(said)
    return 0


def summary(report: Report, folder: Path, seconds: float) -> str:
    """One line: what changed, in how long, and what the index holds now."""
    from index.store import Store

    with Store.open(folder) as store:
        counts = store.counts()
    changes = (
        (report.replaced, "replaced"),
        (report.unchanged, "unchanged"),
        (len(report.duplicates), "already there from another file"),
        (report.removed, "removed"),
    )
    others = ", ".join(f"{count:,} {word}" for count, word in changes if count)
    return (
        f"Added {terminal.counted(report.added, 'article')}{f' ({others})' if others else ''} in {seconds:.1f} s."
        f" The index holds {terminal.counted(counts.articles, 'article')},"
        f" {terminal.counted(counts.sentences, 'sentence')}: {terminal.safe(str(folder))}"
    )


def show_problems(report: Report, *, pruned: bool = False) -> None:
    """What was read with a doubt, what is gone and, last, what could not be read; on stderr, one line each."""
    for source, known in report.duplicates:
        terminal.put(
            f"Note: {terminal.safe(source)}: same as article {terminal.safe(known)}, not added twice", err=True
        )
    for head in report.missing:
        then = "is removed" if pruned else "is kept; --prune removes it"
        line = f"Note: {terminal.safe(head.source)}: is gone, its article {terminal.safe(head.id)} {then}"
        terminal.put(line, err=True)
    for warning in report.warnings:
        terminal.warn(warning)
    for problem in sorted(report.problems, key=lambda each: each.fatal):
        word = "Error" if problem.fatal else "Warning"
        terminal.put(f"{word}: {terminal.safe(problem.source)}: {terminal.safe(problem.reason)}", err=True)


def as_record(report: Report, folder: Path, skipped: int, seconds: float) -> dict[str, Any]:
    """The report as JSON says it; numbers are of articles, `skipped` of files."""
    return {
        "version": 1,
        "index": str(folder),
        "added": report.added,
        "replaced": report.replaced,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "skipped": skipped,
        "duplicates": [{"source": source, "article_id": known} for source, known in report.duplicates],
        "missing": [{"source": head.source, "article_id": head.id} for head in report.missing],
        "problems": [{"source": p.source, "reason": p.reason, "fatal": p.fatal} for p in report.problems],
        "warnings": list(report.warnings),
        "seconds": round(seconds, 3),
    }
