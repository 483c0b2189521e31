"""Building everything derived again from the stored texts, for another embedder or after an upgrade.

First the passages that lack a vector are embedded, beside the vectors in force; that is what takes long, and what is
kept when it is stopped. Then one transaction puts the new sentences, chunks, words and vectors in the place of the old.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from index import rows, schema
from index.derive import derive
from index.embed import Embedder
from index.problem import Problem
from index.records import Article
from index.stored import ARTICLE, as_article


class Rebuild:
    """A rebuild of the index on that connection, by its writer."""

    def __init__(self, connection: sqlite3.Connection, embedder: Embedder, meta: schema.Meta) -> None:
        self._connection = connection
        self._embedder = embedder
        self._meta = meta
        same = (meta.embedder, meta.dimension) == (embedder.name, embedder.dimension)
        self._space = meta.space if same else meta.space + 1
        self.batch = rows.Batch(connection, embedder, self._space)

    def embed(self, size: int, progress: Callable[[int, str], None] | None) -> None:
        """Embeds every passage that has no vector of this embedder yet, with a commit about every `size` of them."""
        self._resume_or_begin()
        committed = 0
        for done, rowid in enumerate(self._rowids(), 1):
            if not self._connection.in_transaction:
                self._connection.execute("BEGIN IMMEDIATE")
            article = self._article(rowid)
            self.batch.embed_only(article.language, derive(article), size=size)
            if self.batch.embedded - committed >= size:
                committed = self.batch.embedded
                self._connection.execute("COMMIT")
            if progress:
                progress(done, article.source)
        if self._connection.in_transaction:
            self.batch.flush()
            self._connection.execute("COMMIT")

    def switch(self) -> list[Problem]:
        """Puts the new in the place of the old, all or nothing; what could not be split into sentences."""
        connection, problems = self._connection, []
        with schema.transaction(connection):
            connection.execute("DELETE FROM chunk")
            connection.execute("DELETE FROM sentence")
            connection.execute("DROP TABLE vocabulary")
            connection.execute("DROP TABLE words")
            for statement in schema.WORDS:
                connection.execute(statement)
            for rowid in self._rowids():
                article = self._article(rowid)
                derived = derive(article)
                if not derived.sentences:
                    problems.append(Problem(article.source, "has no sentence to read any more.", fatal=False))
                rows.insert_sentences(connection, rowid, derived)
                sql = "UPDATE article SET sentences = ? WHERE rowid = ?"
                connection.execute(sql, [len(derived.sentences), rowid])
                self.batch.put(rowid, article.language, derived, size=4096)
            self.batch.flush()
            connection.execute("DELETE FROM embedding WHERE space != ?", [self._space])
            schema.set_meta(
                connection,
                embedder=self._embedder.name,
                dimension=self._embedder.dimension,
                space=self._space,
                next_embedder="",
                chroma_clean=False,  # it holds the old vectors until it is built again
                generation=self._meta.generation + 1,
                orphans=True,
            )
        return problems

    def _resume_or_begin(self) -> None:
        """Keeps what a stopped rebuild for the same embedder did, and removes that of any other."""
        target = f"{self._embedder.name} {self._embedder.dimension}"
        with schema.transaction(self._connection):
            row = self._connection.execute("SELECT value FROM meta WHERE key = 'next_embedder'").fetchone()
            if row != (target,):
                self._connection.execute("DELETE FROM embedding WHERE space != ?", [self._meta.space])
            schema.set_meta(self._connection, next_embedder=target)

    def _rowids(self) -> list[int]:
        return [row[0] for row in self._connection.execute("SELECT rowid FROM article ORDER BY rowid")]

    def _article(self, rowid: int) -> Article:
        sql = f"SELECT {ARTICLE} FROM article WHERE rowid = ?"
        return as_article(self._connection.execute(sql, [rowid]).fetchone())
