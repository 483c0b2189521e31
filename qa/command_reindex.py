"""`qa reindex`: everything derived, built again from the stored articles."""

from __future__ import annotations

import time

import click

from qa import index_open, options, terminal
from qa.command_add import show_problems
from qa.progress import Progress
from qa.settings import Settings


@click.command("reindex")
@options.wait_option
@options.takes_settings("embedder", "chroma")
def command(settings: Settings, wait: float) -> int:
    """Rebuild the search tables from the stored articles.

    Needed after another embedder was chosen, after an upgrade that says so, or when `qa doctor` finds the vectors
    damaged. The articles themselves are stored apart and are never lost; their files are not read again. Stopped
    half-way, it goes on when it is run again.

    \b
    Examples:
      qa reindex
      qa reindex --chroma http://127.0.0.1:8000
    """
    from index import schema
    from index.errors import EmptyIndex

    with schema.storage_errors(settings.index):
        if not schema.look(settings.index):  # a writer would make the folder
            raise EmptyIndex(schema.empty(settings.index))
    began = time.monotonic()
    with (
        index_open.writing(settings, wait=wait, kept="What was embedded so far is kept") as writer,
        Progress("Rebuilding", None) as progress,
    ):
        report = writer.reindex(progress)
    terminal.put(
        f"Rebuilt in {time.monotonic() - began:.1f} s: {report.embedded_chunks:,} passages embedded,"
        f" {report.reused_chunks:,} kept. Index: {terminal.safe(str(settings.index))}"
    )
    show_problems(report)
    return 1 if any(problem.fatal for problem in report.problems) else 0
