"""A file of what can be had again, such as replies and vectors: whatever is wrong with it never stops an answer.

A damaged or foreign file is moved aside and a new one begun; one that can't be used is said once and left alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from qa.sqlite_file import NotOurs, SqliteFile


@dataclass(frozen=True, slots=True)
class Trouble:
    """What the user is told, as patterns for `str.format`: {path} is the file, {error} what is wrong with it."""

    moved: str  # it was not ours and lies aside; {aside} is its new place
    unusable: str  # it can't be used


class KeptFile:
    """The file, used through `do`; `warn` is given a line for the user when something is wrong with it."""

    def __init__(self, file: SqliteFile, trouble: Trouble, warn: Callable[[str], None]) -> None:
        self._file = file
        self._trouble = trouble
        self._warn = warn
        self._usable = True

    def do(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Does the work in a transaction, on a new file where the old one was not ours; raises nothing of the file's.

        Work that meets a damage half-way is done again from its beginning, so it must be able to.
        """
        if not self._usable:
            return
        try:
            try:
                self._once(work)
            except NotOurs as error:
                aside = self._file.move_aside()
                self._warn(self._trouble.moved.format(path=self._file.path, error=error, aside=aside))
                self._once(work)
        except (NotOurs, OSError, sqlite3.Error) as error:
            self._usable = False
            self._warn(self._trouble.unusable.format(path=self._file.path, error=error))

    def _once(self, work: Callable[[sqlite3.Connection], None]) -> None:
        with self._file.writing() as connection:
            work(connection)


def make_room(connection: sqlite3.Connection, table: str, most: int) -> None:
    """Deletes what was not used for longest while the file's pages in use are more than `most` bytes.

    The table has a `key` and a time in `used`. A tenth of it goes at a time; the last row stays, however large it is.
    """
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    while True:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        (free,) = connection.execute("PRAGMA freelist_count").fetchone()
        if (pages - free) * size <= most:
            return
        (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        if count <= 1:
            return
        oldest = f"SELECT key FROM {table} ORDER BY used LIMIT ?"
        connection.execute(f"DELETE FROM {table} WHERE key IN ({oldest})", [max(1, count // 10)])
