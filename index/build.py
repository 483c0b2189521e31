"""Writing an index: articles in, articles out, and everything derived built again.

An article is acknowledged when the transaction that holds it, its sentences, chunks, words and vectors is on the disk.
Chroma follows after that, and what it lacks is found in SQLite; so being killed at any moment costs at most the
articles that were not acknowledged yet.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType

from index import flat, identity, rows, schema
from index.chroma_sync import SLICE, ChromaSync
from index.derive import derive
from index.embed import Embedder
from index.errors import EmptyIndex, WrongFormat
from index.lock import WriterLock
from index.problem import Problem
from index.rebuild import Rebuild
from index.records import Article
from index.report import Report, Tally
from index.stored import HEAD, Head, as_head

BATCH = 256  # passages in one transaction: some seconds of embedding, and what being killed costs

Progress = Callable[[int, str], None]


class Writer:
    """The one process that writes an index, as a context manager: the lock is held from entering to leaving.

    `wait`: how many seconds to wait for another writer. `chroma_url`: the server that has the vectors.
    Entering raises Locked, NotAnIndex or WrongFormat, and finishes what a killed writer left undone.
    """

    def __init__(self, folder: Path, embedder: Embedder, *, wait: float = 0, chroma_url: str | None = None) -> None:
        self.folder = folder
        self._embedder = embedder
        self._wait = wait
        self._url = (chroma_url or "").rstrip("/")
        self._open = ExitStack()
        self._warnings: list[str] = []

    def __enter__(self) -> Writer:
        with schema.storage_errors(self.folder), ExitStack() as opening:
            schema.look(self.folder)
            self.folder.mkdir(parents=True, exist_ok=True)
            opening.enter_context(WriterLock(self.folder, self._wait))
            exists = schema.look(self.folder)
            self._connection = schema.connect_writer(self.folder)
            opening.callback(_close, self._connection)
            self._chroma = ChromaSync(self.folder, self._connection, self._url)
            opening.callback(self._chroma.close)
            self._exists = exists and not self._is_blank()
            if self._exists:
                self._settle()
            self._open = opening.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def add(
        self,
        items: Iterable[Article | Problem],
        progress: Progress | None = None,
        *,
        prune_under: Sequence[Path] = (),
        prune: bool = False,
    ) -> Report:
        """Stores what is new or changed among the items, in their order; what came of each is in the report.

        `progress` is told how many items were taken up and the source of the last. Articles of the files and folders
        `prune_under` whose file is gone are reported as missing, and removed if `prune`. Raises WrongFormat (another
        embedder), StorageFull and EmbedderError; what was acknowledged before is kept.
        """
        with schema.storage_errors(self.folder):
            self._create_if_new()
            meta = self._meta()
            self._require_embedder(meta)
            batch = rows.Batch(self._connection, self._embedder, meta.space)
            seen, tally = identity.Seen(self._connection), Tally()
        in_chroma = 0
        for done, item in enumerate(items, 1):
            with schema.storage_errors(self.folder), self._kept_whole():
                self._take(item, batch, seen, tally)
                if batch.chunks >= BATCH:
                    self._commit(batch)
                    if batch.embedded - in_chroma >= SLICE:
                        in_chroma = batch.embedded
                        self._settle()
            if progress:
                progress(done, item.source)
        with schema.storage_errors(self.folder), self._kept_whole():
            self._begin()
            self._prune(prune_under, prune, seen, tally)
            self._commit(batch)
            self._settle()
            flat.keep_up(self._connection, self.folder, self._meta())
        return tally.report(batch, self._warnings)

    def remove(self, ids: Sequence[str]) -> int:
        """Removes the articles of those full ids; how many there were."""
        with schema.storage_errors(self.folder), self._kept_whole():
            self._require_index()
            self._begin()
            known = [
                self._connection.execute("SELECT rowid FROM article WHERE id = ?", [i]).fetchone() for i in set(ids)
            ]
            for (rowid,) in filter(None, known):
                self._delete(rowid)
            self._commit()
            self._settle()
        return sum(row is not None for row in known)

    def reindex(self, progress: Progress | None = None, *, vectors_only: bool = False) -> Report:
        """Builds sentences, chunks, words and vectors again from the stored texts; `vectors_only`: Chroma alone.

        A passage is embedded only if this embedder has not done so. Until all is ready the index answers as before;
        a run that was stopped goes on where it was.
        """
        tally = Tally()
        with schema.storage_errors(self.folder), self._kept_whole():
            self._require_index()
            rebuild = Rebuild(self._connection, self._embedder, self._meta())
            if not vectors_only:
                rebuild.embed(BATCH, progress)
                tally.problems += rebuild.switch()
            self._settle(rebuild_chroma=True, progress=progress)
            flat.keep_up(self._connection, self.folder, self._meta())
        return tally.report(rebuild.batch, self._warnings)

    def _take(self, item: Article | Problem, batch: rows.Batch, seen: identity.Seen, tally: Tally) -> None:
        """Does with one item what has to be done, within the open transaction."""
        self._begin()
        if isinstance(item, Problem):
            seen.add(item.source, fatal=item.fatal)
            tally.problems.append(item)
            return
        reason = _unstorable(item)
        if reason:
            seen.add(item.source, fatal=True)
            tally.problems.append(Problem(item.source, reason))
            return
        digest = item.digest
        decision = identity.decide(self._connection, item, digest, seen)
        if decision.kind == "new":
            self._insert(item, digest, decision.old, batch, seen, tally)
            return
        assert decision.twin is not None
        if decision.old is not None:
            self._delete(decision.old.rowid)
        if decision.kind == "duplicate":
            tally.duplicates.append((item.source, decision.twin.id))
        else:
            tally.unchanged += 1
            self._update(decision.twin, item)
        seen.add(item.source)

    def _insert(
        self,
        article: Article,
        digest: str,
        old: identity.Known | None,
        batch: rows.Batch,
        seen: identity.Seen,
        tally: Tally,
    ) -> None:
        """Stores a new article in place of the one that its source gave before, if any."""
        derived = derive(article)
        seen.add(article.source, fatal=not derived.sentences)
        if not derived.sentences:
            reason = "has no sentence to read: its text holds no letters or digits."
            tally.problems.append(Problem(article.source, reason))
            return
        if old is not None:
            self._delete(old.rowid)
            tally.replaced += 1
        else:
            tally.added += 1
        free = identity.free_id(self._connection, article, digest)
        rowid = rows.insert_article(self._connection, article, free, digest, derived)
        batch.put(rowid, article.language, derived, size=BATCH)
        self._changed = True

    def _update(self, twin: identity.Known, article: Article) -> None:
        """Follows a renamed file, and an id that its record changed."""
        given = article.id not in (twin.id, "") and not twin.id.startswith(f"{article.id}-")
        renumbered = identity.free_id(self._connection, article, article.digest) if given else twin.id
        if (renumbered, article.source) != (twin.id, twin.source):
            sql = "UPDATE article SET id = ?, source = ? WHERE rowid = ?"
            self._connection.execute(sql, [renumbered, article.source, twin.rowid])
            self._changed = True

    def _prune(self, under: Sequence[Path], prune: bool, seen: identity.Seen, tally: Tally) -> None:
        for rowid in identity.gone_under(self._connection, under, seen):
            tally.missing.append(self._head(rowid))
            if prune:
                self._delete(rowid)
                tally.removed += 1

    def _head(self, rowid: int) -> Head:
        return as_head(self._connection.execute(f"SELECT {HEAD} FROM article WHERE rowid = ?", [rowid]).fetchone())

    def _delete(self, rowid: int) -> None:
        rows.delete_article(self._connection, rowid)
        schema.set_meta(self._connection, orphans=True)
        self._changed = True

    def _begin(self) -> None:
        if not self._connection.in_transaction:
            self._changed = False
            self._connection.execute("BEGIN IMMEDIATE")

    def _commit(self, batch: rows.Batch | None = None) -> None:
        """Acknowledges what was done since the last commit: when this returns it is on the disk."""
        if batch is not None:
            batch.flush()
            batch.chunks = 0
        if self._changed:
            schema.set_meta(self._connection, generation=self._meta().generation + 1)
        self._connection.execute("COMMIT")

    @contextmanager
    def _kept_whole(self) -> Iterator[None]:
        """A block that, if it is left by an exception, leaves nothing of the open transaction."""
        try:
            yield
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def _settle(self, *, rebuild_chroma: bool = False, progress: Progress | None = None) -> None:
        """Drops embeddings that nothing stands on any more, and brings Chroma up to date."""
        if self._connection.execute("SELECT 1 FROM meta WHERE key = 'orphans' AND value = '1'").fetchone():
            with schema.transaction(self._connection):
                rows.drop_orphans(self._connection, self._meta().space)
                schema.set_meta(self._connection, orphans=False)
        warning = self._chroma.run(progress, rebuild=rebuild_chroma)
        if warning and warning not in self._warnings:
            self._warnings.append(warning)

    def _meta(self) -> schema.Meta:
        return schema.read_meta(self._connection, self.folder)

    def _is_blank(self) -> bool:
        """Whether the file has no tables yet: its creation was cut off, which is no error for a writer."""
        try:
            self._meta()
        except EmptyIndex:
            return True
        return False

    def _create_if_new(self) -> None:
        if not self._exists:
            schema.create(self._connection, self._embedder.name, self._embedder.dimension)
            self._exists = True

    def _require_index(self) -> None:
        if not self._exists:
            raise EmptyIndex(schema.empty(self.folder))

    def _require_embedder(self, meta: schema.Meta) -> None:
        if (meta.embedder, meta.dimension) != (self._embedder.name, self._embedder.dimension):
            raise WrongFormat(
                f"The index {self.folder} was built with the embedder {meta.embedder}, not {self._embedder.name}: "
                "run 'qa reindex' to change it, or set the embedder back."
            )


def _unstorable(article: Article) -> str | None:
    """Why SQLite can't hold the article: half a character, as JSON's "\\ud83d" alone gives, is no text in UTF-8."""
    named = {"id": article.id, "source": article.source, "title": article.title, "date": article.date}
    named |= {"publisher": article.publisher, "url": article.url, "language": article.language, "text": article.text}
    for name, value in named.items():
        try:
            (value or "").encode("utf-8")
        except UnicodeEncodeError as error:
            return f"its {name} has half a character (a lone surrogate) at {error.start}: repair the file or its name."
    return None


def _close(connection: sqlite3.Connection) -> None:
    try:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error:
        pass  # a full disk: the log is read instead, nothing is lost
    connection.close()
