"""An index as it was when it was opened, whatever a writer does meanwhile.

Spans, ids and counts agree with one another. Reading takes no lock and hinders no writer.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from index import schema
from index.errors import EmptyIndex, WrongFormat

Opened = TypeVar("Opened", bound="Snapshot")


class Snapshot:
    """An index open for reading; use it as a context manager, or close it."""

    def __init__(self, folder: Path, connection: sqlite3.Connection, meta: schema.Meta) -> None:
        self.folder = folder
        self.meta = meta
        self._connection = connection

    @classmethod
    def open(cls: type[Opened], folder: Path) -> Opened:
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

    def __enter__(self: Opened) -> Opened:
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

    def require_embedder(self, name: str) -> None:
        """Raises WrongFormat when the vectors are those of another embedder."""
        if self.meta.embedder != name:
            raise WrongFormat(
                f"The index {self.folder} was built with the embedder {self.meta.embedder}, not {name}: "
                "set the embedder back, or run 'qa reindex' to change it."
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
