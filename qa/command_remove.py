"""`qa remove`: articles out, after a question."""

from __future__ import annotations

import sys

import click

from qa import options, terminal
from qa.settings import Settings


@click.command("remove")
@click.argument("article_ids", nargs=-1, required=True, metavar="ID...")
@click.option("--yes", is_flag=True, help="Don't ask.")
@options.wait_option
@options.takes_settings("embedder", "chroma")
def command(settings: Settings, article_ids: tuple[str, ...], yes: bool, wait: float) -> int:
    """Remove articles from the index. Their files are not touched.

    ID comes from `qa list`; its first few characters are enough where no other article begins with them. If one of the
    IDs is wrong, nothing is removed.

    \b
    Examples:
      qa remove 3fa9c2
      qa remove 3fa9c2 77b01e --yes
    """
    from index.build import Writer
    from index.store import Store
    from qa import embedders

    with Store.open(settings.index) as store:
        ids = list(dict.fromkeys(store.resolve(article_id) for article_id in article_ids))
        heads = store.heads(ids=ids)
    lines = [f"  {terminal.safe(head.id)}  {terminal.safe(head.title or head.source)}" for head in heads]
    if not yes:
        if not sys.stdin.isatty():
            raise click.UsageError("There is no terminal to ask on: add --yes to remove without being asked.")
        terminal.put("\n".join(lines), err=True)
        if not click.confirm(f"Remove {terminal.counted(len(ids), 'article')} from the index?", err=True):
            terminal.put("Nothing was removed.")
            return 1
    with Writer(settings.index, embedders.load(settings), wait=wait, chroma_url=settings.chroma) as writer:
        removed = writer.remove(ids)
    terminal.put("\n".join([f"Removed {terminal.counted(removed, 'article')}:", *lines]))
    return 0
