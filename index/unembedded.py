"""The passages that adding articles would embed, found out without writing anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

from index import schema
from index.derive import derive
from index.embed import Passage
from index.problem import Problem
from index.records import Article


def passages(folder: Path, name: str, items: Iterable[Article | Problem]) -> Iterator[Passage]:
    """Each different passage of the articles that the index in `folder` has no vector of by the embedder `name`.

    That the index doesn't know it yet is no fault; with another embedder's index every passage counts. Raises
    NotAnIndex, WrongFormat or StorageError.
    """
    with schema.storage_errors(folder), ExitStack() as open_:
        known: set[bytes] = set()
        if schema.look(folder):
            connection = schema.connect_reader(folder)
            open_.callback(connection.close)
            meta = schema.read_meta(connection, folder)
            if meta.embedder == name:
                known = {
                    row[0] for row in connection.execute("SELECT hash FROM embedding WHERE space = ?", [meta.space])
                }
    for item in items:
        if isinstance(item, Problem):
            continue
        derived = derive(item)
        for passage, hash_ in zip(derived.passages, derived.hashes, strict=True):
            if hash_ not in known:
                known.add(hash_)
                yield passage
