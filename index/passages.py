"""The passages of an index: those that match words or a vector, and what is stored of each."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index import flat, schema
from index.snapshot import Snapshot
from index.stored import StoredChunk

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BLOCK = 4096  # vectors compared at once: 6 MB of 384 float32

# A column of the chunks of the articles in the temporary table `wanted`.
OF_WANTED = "SELECT c.{} FROM wanted CROSS JOIN chunk AS c ON c.article = wanted.article"


class Passages(Snapshot):
    """The chunks of an index, in a snapshot of it."""

    def __init__(self, folder: Path, connection: sqlite3.Connection, meta: schema.Meta) -> None:
        super().__init__(folder, connection, meta)
        self._wanted: frozenset[int] | None = None

    def chunks(self, rowids: Sequence[int]) -> dict[int, StoredChunk]:
        """The chunks of those rowids, with their vectors; a rowid that isn't there is left out."""
        sql = (
            "SELECT c.rowid, c.article, c.n, c.start, c.end, c.first, c.last, e.vector, s.vectors FROM chunk AS c"
            " LEFT JOIN embedding AS e ON e.rowid = c.embedding"
            " LEFT JOIN sentence_embedding AS s ON s.embedding = e.rowid"
        )
        return {row[0]: self._as_chunk(row) for row in self._by_rowid(sql, rowids, "c.rowid")}

    def by_words(
        self,
        match: str,
        limit: int,
        *,
        articles: Collection[int] | None = None,
        weights: tuple[float, float] = (1.0, 1.0),
    ) -> list[tuple[int, float]]:
        """The chunks that an FTS5 expression finds, best first, with BM25 (larger is better) weighted (title, body).

        `articles` are the rowids to search in. Raises ValueError for an expression that isn't one.
        """
        if not match:
            return []
        sql = "SELECT rowid, -bm25(words, ?, ?) AS score FROM words WHERE words MATCH ?"
        if articles is not None:
            self._want(articles)
            # The plus keeps SQLite from running the full-text match once for each row that is wanted.
            sql += f" AND +rowid IN ({OF_WANTED.format('rowid')})"
        sql += " ORDER BY score DESC, rowid LIMIT ?"
        with self._reading() as connection:
            try:
                return connection.execute(sql, [*weights, match, limit]).fetchall()
            except sqlite3.OperationalError as error:
                if str(error).startswith(("fts5:", "unterminated", "no such column", "unknown special query")):
                    raise ValueError(f"not an FTS5 expression ({error}): {match!r}") from error
                raise

    def by_vector_exact(
        self,
        vector: NDArray[np.float32],
        limit: int,
        *,
        articles: Collection[int] | None = None,
        pending_only: bool = False,
    ) -> list[tuple[int, float]]:
        """The chunks nearest to a vector of norm 1, best first, with their cosine; every stored vector is compared.

        100,000 vectors take 15 ms by way of the flat file. `articles` are the rowids to search in; `pending_only`:
        those that are not in Chroma yet.
        """
        import numpy as np

        whole = articles is None and not pending_only
        rowids, scores = [np.empty(0, np.int64)], [np.empty(0, np.float32)]
        for some, block in self._blocks() if whole else self._vectors(articles, pending_only):
            rowids.append(some)
            scores.append(block @ vector)
        embeddings, cosines = np.concatenate(rowids), np.concatenate(scores)
        order = np.lexsort((embeddings, -cosines))
        found: list[tuple[int, float]] = []
        for start in range(0, len(order), max(limit, 1)):
            if len(found) >= limit:
                break
            part = order[start : start + max(limit, 1)]
            found += self.chunks_of([(int(embeddings[i]), float(cosines[i])) for i in part], articles=articles)
        return found[:limit]

    def chunks_of(
        self, scored: Sequence[tuple[int, float]], *, articles: Collection[int] | None = None
    ) -> list[tuple[int, float]]:
        """The chunks that stand on embeddings, in their order and with their scores; equal passages all come."""
        sql = "SELECT embedding, rowid, article FROM chunk"
        standing: dict[int, list[int]] = {}
        for embedding, rowid, article in self._by_rowid(sql, [e for e, _ in scored], "embedding"):
            if articles is None or article in articles:
                standing.setdefault(embedding, []).append(rowid)
        return [(rowid, score) for embedding, score in scored for rowid in sorted(standing.get(embedding, []))]

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many chunks each token occurs; 0 for one that doesn't."""
        found = {}
        for term in terms:
            row = next(iter(self._rows("SELECT doc FROM vocabulary WHERE term = ?", [term])), (0,))
            found[term] = int(row[0])
        return found

    def chunk_count(self) -> int:
        """How many chunks there are."""
        return self._count("SELECT count(*) FROM chunk")

    def any_vector(self) -> bool:
        """Whether any passage has a vector."""
        return bool(self._rows("SELECT 1 FROM chunk WHERE embedding IS NOT NULL LIMIT 1"))

    def vector_count(self) -> int:
        """How many different passages have a vector; the time of `by_vector_exact` grows with it."""
        return self._count("SELECT count(DISTINCT embedding) FROM chunk WHERE embedding IS NOT NULL")

    def _want(self, articles: Collection[int]) -> None:
        """Fills the temporary table `wanted` with rowids of articles, unless it holds them already."""
        wanted = frozenset(articles)
        if self._wanted == wanted:
            return
        with self._reading() as connection:
            connection.execute("CREATE TEMP TABLE IF NOT EXISTS wanted (article INTEGER PRIMARY KEY)")
            connection.execute("DELETE FROM wanted")
            connection.executemany("INSERT OR IGNORE INTO wanted VALUES (?)", ((rowid,) for rowid in wanted))
        self._wanted = wanted

    def _vectors(
        self, articles: Collection[int] | None, pending_only: bool, after: int = 0
    ) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
        """Blocks of embeddings' rowids (n,) and their vectors (n, d); of those with a rowid above `after`."""
        import numpy as np

        sql = "SELECT rowid, vector FROM embedding WHERE space = ? AND rowid > ?"
        sql += " AND in_chroma = 0" if pending_only else ""
        if articles is not None:
            self._want(articles)
            sql += f" AND rowid IN ({OF_WANTED.format('embedding')})"
        with self._reading() as connection:
            cursor = connection.execute(sql, [self.meta.space, after])
            while rows := cursor.fetchmany(BLOCK):
                block = np.frombuffer(b"".join(row[1] for row in rows), np.float32).reshape(len(rows), -1)
                yield np.array([row[0] for row in rows], np.int64), block

    def _blocks(self) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
        """All vectors: those of the flat file, if there is one, and from SQLite those that are not in it."""
        held = flat.load(self.folder, self.meta)
        if held is not None:
            yield held.rowids, held.vectors
        yield from self._vectors(None, False, after=held.mark if held is not None else 0)

    def _as_chunk(self, row: tuple[Any, ...]) -> StoredChunk:
        import numpy as np

        vector = None if row[7] is None else np.frombuffer(row[7], np.float32)
        sentences = None if row[8] is None else np.frombuffer(row[8], np.int8).reshape(-1, self.meta.dimension)
        return StoredChunk(*(*row[:7], vector, sentences))
