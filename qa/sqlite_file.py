"""A small SQLite file in a folder of the user's: made when it is first written, private, and shared between processes.

The usage log stands on it, and by way of `qa.kept_file` the caches of replies and of vectors. Each use opens and closes
the file: milliseconds beside a model's call, and nothing is left open when a process ends or forks.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.schema import transaction

WAIT = 10.0  # seconds for another process to end its write


class NotOurs(Exception):
    """The file is damaged, is not what we write, or is of another version."""


@dataclass(frozen=True, slots=True)
class SqliteFile:
    """Where the file lies and what it must be. `tables` are its CREATE statements, each ended by ";" and a new line."""

    path: Path
    application: int  # SQLite's application_id, which tells our files from others
    version: int
    tables: str
    durable: bool = True  # False: a power cut may cost the file, and the disk is not waited for

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection in a transaction, of which all is kept or nothing; makes the file if there is none.

        The file belongs to the user alone (mode 0600), and so does what SQLite puts beside it. Raises NotOurs, OSError
        and sqlite3.Error (OperationalError when another process holds the file, or the disk is full or read-only).
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._be_private()
        with _foreign_named(), closing(sqlite3.connect(self.path, timeout=WAIT, isolation_level=None)) as connection:
            connection.execute(f"PRAGMA synchronous = {'FULL' if self.durable else 'OFF'}")
            connection.execute("PRAGMA secure_delete = ON")  # what is deleted can't be read in the file any more
            try:
                connection.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError:
                pass  # another process is at it; whichever mode it leaves serves as well
            with transaction(connection):
                self._make(connection)
                yield connection

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection | None]:
        """A connection that can't write; None where there is nothing yet. Raises as `writing` does."""
        if not self.path.exists() or not self.path.stat().st_size:
            yield None
            return
        where = f"{self.path.absolute().as_uri()}?mode=ro"
        with _foreign_named(), closing(sqlite3.connect(where, uri=True, timeout=WAIT)) as connection:
            yield connection if self._is_made(connection) else None

    def _be_private(self) -> None:
        """Sees to the file's mode. An existing file is not opened for it: closing it would free SQLite's own locks."""
        try:
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            if os.name == "posix" and stat.S_IMODE(self.path.stat().st_mode) & 0o077:
                self.path.chmod(0o600)

    def _make(self, connection: sqlite3.Connection) -> None:
        if self._is_made(connection):
            return
        for statement in filter(str.strip, self.tables.split(";\n")):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {self.application}")
        connection.execute(f"PRAGMA user_version = {self.version}")

    def _is_made(self, connection: sqlite3.Connection) -> bool:
        """Whether the tables are there; False in an empty file. Raises NotOurs for any other content."""
        found = (
            connection.execute("PRAGMA application_id").fetchone()
            + connection.execute("PRAGMA user_version").fetchone()
        )
        if found == (self.application, self.version):
            return True
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if found[0] == self.application:
            raise NotOurs(f"it has version {found[1]}, this Pressbrief writes {self.version}")
        if tables or found[0]:
            raise NotOurs("it is another program's file")
        return False

    def move_aside(self) -> Path:
        """The new name of the file, beside its old one. What SQLite left beside it goes: it belongs to no other."""
        unique = f"{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}"
        aside = self.path.with_name(f"{self.path.stem}.aside-{unique}{self.path.suffix}")
        self.path.replace(aside)
        for end in ("-wal", "-shm", "-journal"):
            self.path.with_name(self.path.name + end).unlink(missing_ok=True)
        return aside


@contextmanager
def _foreign_named() -> Iterator[None]:
    """Tells what SQLite says of a damaged file; its other errors are subclasses of DatabaseError, stay as they are."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if type(error) is not sqlite3.DatabaseError:
            raise
        raise NotOurs(str(error)) from error
