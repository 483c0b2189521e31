"""Writing articles into the SQLite file and taking them out, within the caller's transaction."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

from index.derive import Derived
from index.embed import Embedder, Passage
from index.errors import EmbedderError
from index.records import Article

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def insert_article(
    connection: sqlite3.Connection, article: Article, article_id: str, digest: str, derived: Derived
) -> int:
    """Stores an article under that id, with its sentences; its rowid."""
    notes = json.dumps([[note.kind, note.start, note.end] for note in article.notes])
    values = (
        *(article_id, digest, article.source, article.title, article.date, article.publisher, article.url),
        *(article.language, article.body, notes, len(article.text), len(derived.sentences), article.text),
    )
    rowid = connection.execute(
        "INSERT INTO article (id, digest, source, title, date, publisher, url, language, body, notes, characters,"
        f" sentences, text) VALUES ({', '.join('?' * len(values))})",
        values,
    ).lastrowid
    assert rowid is not None
    insert_sentences(connection, rowid, derived)
    return rowid


def insert_sentences(connection: sqlite3.Connection, article: int, derived: Derived) -> None:
    """Stores the sentences of a stored article."""
    rows = ((article, n, s.start, s.end, s.paragraph) for n, s in enumerate(derived.sentences))
    connection.executemany("INSERT INTO sentence VALUES (?, ?, ?, ?, ?)", rows)


def delete_derived(connection: sqlite3.Connection, article: int) -> None:
    """Removes the sentences, chunks and words of an article; its embeddings stay until `drop_orphans`."""
    connection.execute("DELETE FROM words WHERE rowid IN (SELECT rowid FROM chunk WHERE article = ?)", [article])
    connection.execute("DELETE FROM chunk WHERE article = ?", [article])
    connection.execute("DELETE FROM sentence WHERE article = ?", [article])


def delete_article(connection: sqlite3.Connection, article: int) -> None:
    """Removes an article and all that was derived from it but its embeddings."""
    delete_derived(connection, article)
    connection.execute("DELETE FROM article WHERE rowid = ?", [article])


def drop_orphans(connection: sqlite3.Connection, space: int) -> None:
    """Removes the embeddings of a space that no chunk stands on, and notes which of them Chroma must forget."""
    orphans = "space = ? AND NOT EXISTS (SELECT 1 FROM chunk WHERE chunk.embedding = embedding.rowid)"
    connection.execute(
        f"INSERT OR IGNORE INTO gone SELECT rowid FROM embedding WHERE in_chroma = 1 AND {orphans}", [space]
    )
    connection.execute(f"DELETE FROM embedding WHERE {orphans}", [space])


class Batch:
    """Chunks on their way in: each is stored at once, and its passage embedded together with others at `flush`."""

    def __init__(self, connection: sqlite3.Connection, embedder: Embedder, space: int) -> None:
        self._connection = connection
        self._embedder = embedder
        self._space = space
        self._waiting: dict[bytes, tuple[Passage, list[int]]] = {}  # by hash: the passage, the chunks that stand on it
        self.chunks = 0  # stored since the last commit
        self.embedded = 0
        self.reused = 0

    def serves(self, language: str | None) -> bool:
        """Whether articles of that language get vectors: a model for English finds the wrong passages in others."""
        return self._embedder.languages is None or language in self._embedder.languages

    def put(self, article: int, language: str | None, derived: Derived, *, size: int) -> None:
        """Stores the chunks of an article; embeds whenever `size` passages wait, so that memory holds no more."""
        served = self.serves(language)
        for n, (each, hash_) in enumerate(zip(derived.chunks, derived.hashes, strict=True)):
            embedding = self._known(hash_) if served else None
            rowid = self._connection.execute(
                "INSERT INTO chunk (article, n, start, end, first, last, hash, embedding)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [article, n, each.start, each.end, each.first, each.last, hash_, embedding],
            ).lastrowid
            assert rowid is not None
            self._connection.execute(
                "INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)", [rowid, derived.title, derived.tokens[n]]
            )
            self.chunks += 1
            if embedding is not None:
                self.reused += 1
            elif served:
                self._waiting.setdefault(hash_, (derived.passages[n], []))[1].append(rowid)
                if len(self._waiting) >= size:
                    self.flush()

    def embed_only(self, language: str | None, derived: Derived, *, size: int) -> None:
        """Stores the embeddings of an article's passages, with no chunk standing on them yet."""
        if not self.serves(language):
            return
        for passage, hash_ in zip(derived.passages, derived.hashes, strict=True):
            if self._known(hash_) is None:
                self._waiting.setdefault(hash_, (passage, []))
                if len(self._waiting) >= size:
                    self.flush()

    def flush(self) -> None:
        """Embeds what waits and stores the vectors."""
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, {}
        vectors = self._embedder.passages([passage for passage, _ in waiting.values()])
        for (hash_, (passage, chunks)), (vector, sentences) in zip(waiting.items(), vectors, strict=True):
            rowid = self._store(hash_, vector, sentences, len(passage.sentences))
            self._connection.executemany("UPDATE chunk SET embedding = ? WHERE rowid = ?", ((rowid, c) for c in chunks))
            self.embedded += 1
            self.reused += max(0, len(chunks) - 1)

    def _known(self, hash_: bytes) -> int | None:
        row = self._connection.execute(
            "SELECT rowid FROM embedding WHERE space = ? AND hash = ?", [self._space, hash_]
        ).fetchone()
        return None if row is None else int(row[0])

    def _store(self, hash_: bytes, vector: NDArray[np.float32], sentences: NDArray[np.float32], count: int) -> int:
        import numpy as np

        shape = (count, self._embedder.dimension)
        if vector.shape != shape[1:] or sentences.shape != shape or not np.isfinite(vector).all():
            raise EmbedderError(
                f"The embedding model {self._embedder.name} gave vectors of shapes {vector.shape} and"
                f" {sentences.shape}, not {shape[1:]} and {shape}: check the model's setting."
            )
        rowid = self._connection.execute(
            "INSERT INTO embedding (space, hash, vector) VALUES (?, ?, ?)",
            [self._space, hash_, vector.astype(np.float32).tobytes()],
        ).lastrowid
        assert rowid is not None
        small = np.rint(np.clip(sentences, -1, 1) * 127).astype(np.int8)
        self._connection.execute("INSERT INTO sentence_embedding VALUES (?, ?)", [rowid, small.tobytes()])
        return rowid
