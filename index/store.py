"""Reading an index: articles, sentences, chunks, and the chunks that match words or a vector.

A Store sees the index as it was when it was opened, whatever a writer does meanwhile: spans, ids and counts agree with
one another. It takes no lock and hinders no writer.
"""

from __future__ import annotations

import difflib
import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from index import flat, schema
from index.errors import EmptyIndex, InputError, WrongFormat
from index.records import Article, Note, Sentence
from index.stored import Counts, Head, StoredChunk

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BLOCK = 4096  # vectors compared at once: 6 MB of 384 float32
ARTICLE = "rowid, id, text, source, title, date, publisher, url, language, body, notes"
HEAD = "rowid, id, digest, source, title, date, publisher, url, language, characters, sentences, notes"

# A column of the chunks of the articles in the temporary table `wanted`.
OF_WANTED = "SELECT c.{} FROM wanted CROSS JOIN chunk AS c ON c.article = wanted.article"


class Store:
    """An index open for reading; use it as a context manager, or close it."""

    def __init__(self, folder: Path, connection: sqlite3.Connection, meta: schema.Meta) -> None:
        self.folder = folder
        self.meta = meta
        self._connection = connection
        self._wanted: frozenset[int] | None = None

    @classmethod
    def open(cls, folder: Path) -> Store:
        """The index of that folder. Raises EmptyIndex (none there yet), NotAnIndex, WrongFormat or StorageError."""
        with schema.storage_errors(folder):
            if not schema.look(folder):
                raise EmptyIndex(schema.empty(folder))
            connection = schema.connect_reader(folder)
            try:
                connection.execute("BEGIN")
                return cls(folder, connection, schema.read_meta(connection, folder))
            except BaseException:
                connection.close()
                raise

    def close(self) -> None:
        """Frees the file."""
        self._connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def now(self) -> schema.Meta:
        """What the index says about itself at this moment, beside what the Store sees."""
        with schema.storage_errors(self.folder):
            connection = schema.connect_reader(self.folder)
            try:
                return schema.read_meta(connection, self.folder)
            finally:
                connection.close()

    def refresh(self) -> bool:
        """Looks at the index as it is now; whether anything was written since it was opened or refreshed."""
        before = self.meta
        with self._reading() as connection:
            connection.execute("COMMIT")
            connection.execute("BEGIN")
            self.meta = schema.read_meta(connection, self.folder)
        return self.meta != before

    def heads(
        self,
        *,
        since: str | None = None,
        until: str | None = None,
        publisher: str | None = None,
        ids: Sequence[str] | None = None,
    ) -> list[Head]:
        """The articles that pass every filter given, by date, then title; undated ones come last.

        `since` and `until` are days, YYYY-MM-DD, both included; an undated article passes neither. `publisher` is
        compared without regard to case, whole or as a part. `ids` are full ids.
        """
        named = None if ids is None else set(ids)
        part = None if publisher is None else publisher.casefold()
        found: list[Head] = []
        for row in self._rows(f"SELECT {HEAD} FROM article ORDER BY date IS NULL, date, title, rowid"):
            head = as_head(row)
            if (since or until) and not (head.date and (since or "") <= head.date <= (until or "9999-12-31")):
                continue
            if part is not None and part not in (head.publisher or "").casefold():
                continue
            if named is None or head.id in named:
                found.append(head)
        return found

    def resolve(self, prefix_or_id: str) -> str:
        """The id that this is, or the only one that begins with it; InputError when there is none or several."""
        ids = [row[0] for row in self._rows("SELECT id FROM article ORDER BY id")]
        begin = [known for known in ids if known.startswith(prefix_or_id)] if prefix_or_id else []
        if prefix_or_id in begin:
            return prefix_or_id
        if len(begin) == 1:
            return str(begin[0])
        if begin:
            shown = ", ".join(begin[:3]) + (", ..." if len(begin) > 3 else "")
            raise InputError(
                f"{len(begin)} articles have an id that begins with {prefix_or_id!r} ({shown}): give more of it."
            )
        near = difflib.get_close_matches(prefix_or_id, ids, n=3, cutoff=0.6)
        hint = f"did you mean {' or '.join(near)}? " if near else ""
        raise InputError(f"There is no article {prefix_or_id!r}: {hint}'qa list' shows them all.")

    def article(self, article_id: str) -> Article:
        """The article of that full id; InputError when there is none."""
        for row in self._rows(f"SELECT {ARTICLE} FROM article WHERE id = ?", [article_id]):
            return as_article(row)
        raise InputError(f"There is no article {article_id!r}: 'qa list' shows them all.")

    def articles(self, rowids: Collection[int]) -> dict[int, Article]:
        """The articles of those rowids; a rowid that isn't there is left out."""
        return {row[0]: as_article(row) for row in self._by_rowid(f"SELECT {ARTICLE} FROM article", rowids)}

    def sentences(self, article_rowid: int) -> list[Sentence]:
        """The sentences of an article, in order."""
        sql = "SELECT start, end, paragraph FROM sentence WHERE article = ? ORDER BY n"
        return [Sentence(*row) for row in self._rows(sql, [article_rowid])]

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

    def languages(self) -> list[str | None]:
        """The languages of the articles, the commonest first; None: those of which none is known."""
        return [row[0] for row in self._rows("SELECT language FROM article GROUP BY 1 ORDER BY count(*) DESC, 1")]

    def chunk_count(self) -> int:
        """How many chunks there are."""
        return self._count("SELECT count(*) FROM chunk")

    def any_article(self) -> bool:
        """Whether there is an article at all."""
        return bool(self._rows("SELECT 1 FROM article LIMIT 1"))

    def any_vector(self) -> bool:
        """Whether any passage has a vector."""
        return bool(self._rows("SELECT 1 FROM chunk WHERE embedding IS NOT NULL LIMIT 1"))

    def require_embedder(self, name: str) -> None:
        """Raises WrongFormat when the vectors are those of another embedder."""
        if self.meta.embedder != name:
            raise WrongFormat(
                f"The index {self.folder} was built with the embedder {self.meta.embedder}, not {name}: "
                "set the embedder back, or run 'qa reindex' to change it."
            )

    def vector_count(self) -> int:
        """How many different passages have a vector; the time of `by_vector_exact` grows with it."""
        return self._count("SELECT count(DISTINCT embedding) FROM chunk WHERE embedding IS NOT NULL")

    def counts(self) -> Counts:
        """How much the index holds."""
        languages = self._rows("SELECT coalesce(language, ''), count(*) FROM article GROUP BY 1 ORDER BY 2 DESC, 1")
        with schema.storage_errors(self.folder):
            size = sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())
        pending = f"SELECT count(*) FROM embedding WHERE in_chroma = 0 AND space = {self.meta.space}"
        return Counts(
            articles=self._count("SELECT count(*) FROM article"),
            sentences=self._count("SELECT count(*) FROM sentence"),
            chunks=self._count("SELECT count(*) FROM chunk"),
            vectors=self.vector_count(),
            pending=self._count(pending),
            bytes=size,
            languages=dict(languages),
        )

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with schema.storage_errors(self.folder):
            yield self._connection

    def _rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with self._reading() as connection:
            return connection.execute(sql, values).fetchall()

    def _count(self, sql: str) -> int:
        return int(self._rows(sql)[0][0])

    def _by_rowid(self, sql: str, rowids: Collection[int], column: str = "rowid") -> Iterator[tuple[Any, ...]]:
        """The rows of a select whose column is one of the rowids; asked for 500 at a time, below SQLite's limit."""
        every = list(rowids)
        for start in range(0, len(every), 500):
            some = every[start : start + 500]
            yield from self._rows(f"{sql} WHERE {column} IN ({', '.join('?' * len(some))})", some)

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


def as_article(row: tuple[Any, ...]) -> Article:
    """The article of a row of the columns ARTICLE."""
    notes = tuple(Note(*note) for note in json.loads(row[10]))
    return Article(*(*row[1:10], notes))


def as_head(row: tuple[Any, ...]) -> Head:
    """The head of a row of the columns HEAD."""
    return Head(*(*row[:-1], len(json.loads(row[-1]))))
