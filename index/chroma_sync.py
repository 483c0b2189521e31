"""Bringing Chroma up to what SQLite holds, by the writer, so that it can be cut off at any moment.

Before the first change Chroma is marked as not clean, in SQLite; after the last one, as clean again. A reader that
finds it not clean compares the vectors of SQLite instead; a writer that finds it so builds it again.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from index import schema
from index.lock import writing_chroma
from index.vectors import Vectors, VectorsUnusable, graph_sizes

if TYPE_CHECKING:
    from collections.abc import Callable

SLICE = 2048  # vectors written at once; each time Chroma saves its whole graph, 160 MB for 100,000 vectors


class ChromaSync:
    """Chroma as the writer sees it. The client is opened when something has to be done, and kept until `close`."""

    def __init__(self, folder: Path, connection: sqlite3.Connection, url: str) -> None:
        self._folder = folder
        self._connection = connection
        self._url = url
        self._vectors: Vectors | None = None

    def waiting(self) -> int:
        """How many vectors of the space in force are in SQLite alone."""
        space = schema.read_meta(self._connection, self._folder).space
        sql = "SELECT count(*) FROM embedding WHERE in_chroma = 0 AND space = ?"
        return int(self._connection.execute(sql, [space]).fetchone()[0])

    def run(self, progress: Callable[[int, str], None] | None = None, *, rebuild: bool = False) -> str | None:
        """Makes Chroma equal to SQLite; what could not be done, in words, or None.

        A failure loses nothing, since readers search the vectors in SQLite; so it is told, not raised.
        """
        try:
            meta = schema.read_meta(self._connection, self._folder)
            (gone,) = self._connection.execute("SELECT count(*) FROM gone").fetchone()
            moved = meta.chroma_at != self._url
            if not (rebuild or moved or gone or self.waiting() or not meta.chroma_clean):
                return None
            with writing_chroma(self._folder) as free:
                if not free:
                    raise VectorsUnusable(f"the vector index in {self._folder} is being read without a pause")
                if rebuild or moved or not meta.chroma_clean or not self._agrees(meta):
                    self._begin_again(meta)
                self._finish(meta, progress)
        except VectorsUnusable as error:
            self.close()
            return f"{error}: its vectors are searched in the text store meanwhile; 'qa reindex' tries again."
        return None

    def close(self) -> None:
        """Frees Chroma's folder."""
        vectors, self._vectors = self._vectors, None
        if vectors is not None:
            try:
                vectors.close()
            except VectorsUnusable:
                pass  # nothing of it is needed any more

    def _open(self, meta: schema.Meta, *, fresh: bool = False) -> Vectors:
        if fresh:
            self.close()
        if self._vectors is None:
            name = collection(meta)
            self._vectors = Vectors.open(self._folder / schema.CHROMA, self._url, name, meta.dimension, fresh=fresh)
        return self._vectors

    def _agrees(self, meta: schema.Meta) -> bool:
        """Whether Chroma can be opened and holds what it was left with."""
        if not meta.chroma_count or graph_sizes(self._folder / schema.CHROMA) != meta.chroma_graph:
            return False
        try:
            return self._open(meta).holds(meta.chroma_count)
        except VectorsUnusable:
            self.close()
            return False

    def _begin_again(self, meta: schema.Meta) -> None:
        """An empty collection, and every vector waiting for it. A local folder that can't be opened is set aside."""
        with schema.transaction(self._connection):
            self._connection.execute("UPDATE embedding SET in_chroma = 0 WHERE in_chroma = 1")
            self._connection.execute("DELETE FROM gone")
            schema.set_meta(self._connection, chroma_clean=False, chroma_count=0, chroma_at=self._url)
        try:
            self._open(meta, fresh=True)
        except VectorsUnusable:
            self.close()
            if self._url:
                raise
            _set_aside(self._folder / schema.CHROMA)
            self._open(meta, fresh=True)

    def _finish(self, meta: schema.Meta, progress: Callable[[int, str], None] | None) -> None:
        """Deletes what is gone and writes what waits, slice by slice."""
        import numpy as np

        connection = self._connection
        with schema.transaction(connection):
            schema.set_meta(connection, chroma_clean=False, chroma_epoch=meta.chroma_epoch + 1)
        vectors = self._open(meta)
        gone = [row[0] for row in connection.execute("SELECT embedding FROM gone")]
        if gone:
            vectors.delete(gone)
        done = 0
        sql = "SELECT rowid, vector FROM embedding WHERE in_chroma = 0 AND space = ? ORDER BY rowid LIMIT ?"
        while rows := connection.execute(sql, [meta.space, SLICE]).fetchall():
            ids = [row[0] for row in rows]
            vectors.upsert(ids, np.frombuffer(b"".join(row[1] for row in rows), np.float32).reshape(len(rows), -1))
            with schema.transaction(connection):
                connection.executemany("UPDATE embedding SET in_chroma = 1 WHERE rowid = ?", ((i,) for i in ids))
            done += len(rows)
            if progress:
                progress(done, "vectors")
        with schema.transaction(connection):
            connection.execute("DELETE FROM gone")
            (count,) = connection.execute("SELECT count(*) FROM embedding WHERE in_chroma = 1").fetchone()
            graph = graph_sizes(self._folder / schema.CHROMA)
            schema.set_meta(connection, chroma_clean=True, chroma_count=count, chroma_graph=graph)


def collection(meta: schema.Meta) -> str:
    """The name of an index's collection: its own, so that indexes can share a server."""
    return f"pressbrief-{meta.uuid}"


def _set_aside(folder: Path) -> None:
    """Removes Chroma's folder, all of which is derived; raises VectorsUnusable when that fails."""
    import shutil

    try:
        if folder.is_dir() and not folder.is_symlink():
            shutil.rmtree(folder)
        else:
            folder.unlink(missing_ok=True)
    except OSError as error:
        raise VectorsUnusable(f"{folder} is damaged and can't be removed ({error.strerror})") from error
