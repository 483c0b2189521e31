"""`qa add`: articles in, problems named, everything else kept."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qa import options, terminal
from qa.progress import Progress
from qa.settings import Settings

if TYPE_CHECKING:
    from index.report import Report


@click.command("add")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--prune", is_flag=True, help="Also remove articles whose file is gone from the given folders.")
@options.wait_option
@options.json_flag
@options.takes_settings("embedder", "chroma")
def command(settings: Settings, paths: tuple[str, ...], prune: bool, wait: float, as_json: bool) -> int:
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

    A file that can't be read is named at the end; the others are in, and the exit status is 1.
    """
    from index import articles, embed
    from index.build import Writer

    began = time.monotonic()
    stdin = sys.stdin.buffer if "-" in paths else None
    if stdin is not None and stdin.isatty():
        terminal.put("Reading an article from the terminal; end it with Ctrl-D.", err=True)
    under = [Path(path).absolute() for path in paths if path != "-"]
    reading = articles.read(paths, stdin=stdin)
    total = articles.count(paths) if sys.stderr.isatty() else None  # reads every JSONL file once
    try:
        with (
            Writer(settings.index, embed.load(settings.embedder), wait=wait, chroma_url=settings.chroma) as writer,
            Progress("Adding", total) as progress,
        ):
            report = writer.add(reading, progress, prune=prune, prune_under=under)
    except KeyboardInterrupt:
        terminal.put("What was added so far is kept; run the same command again to go on.", err=True)
        raise
    seconds = time.monotonic() - began
    if as_json:
        terminal.put(terminal.as_json(as_record(report, settings.index, reading.skipped, seconds)))
    else:
        terminal.put(summary(report, settings.index, seconds))
        if reading.skipped:
            terminal.put(f"Note: {terminal.counted(reading.skipped, 'file')} of other kinds skipped", err=True)
    show_problems(report, pruned=prune)
    return 1 if any(problem.fatal for problem in report.problems) else 0


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
        terminal.put(f"Warning: {terminal.safe(warning)}", err=True)
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
