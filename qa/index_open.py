"""The index of the settings, open with their embedder: to be written to, or to be searched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.errors import ModelError
from qa import terminal
from qa.settings import Settings

if TYPE_CHECKING:
    from index.build import Writer
    from index.search import Search
    from index.store import Store


@contextmanager
def writing(settings: Settings, *, wait: float, kept: str) -> Iterator[Writer]:
    """The index open for writing, with a line on the terminal of how many texts a server has embedded.

    `wait`: seconds for another process that is writing. `kept` says what a run that is stopped, or whose server gives
    up, leaves behind; it is shown then, on stderr. Raises what a Writer and its embedder raise.
    """
    from index.build import Writer
    from qa import embedders
    from qa.progress import Progress

    try:
        with (
            Progress("Embedding", None) as embedding,
            Writer(
                settings.index,
                embedders.load(settings, progress=lambda done, total: embedding(done, f"of {total:,} texts")),
                wait=wait,
                chroma_url=settings.chroma,
            ) as writer,
        ):
            yield writer
    except (KeyboardInterrupt, ModelError):
        terminal.put(f"{kept}; run the same command again to go on.", err=True)
        raise


@contextmanager
def searching(settings: Settings, store: Store) -> Iterator[Search]:
    """The search in an open store. Raises what an embedder raises, WrongFormat where the vectors are of another one."""
    from index.search import Search
    from qa import embedders

    embedder = embedders.load(settings)
    store.require_embedder(embedder.name)
    search = Search(store, embedder, terminal.warn, chroma_url=settings.chroma)
    try:
        yield search
    finally:
        search.close()
