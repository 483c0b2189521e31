"""Who may touch an index when: the writer's lock, and the turns that its writer and readers take at Chroma.

One process writes an index, from opening it to leaving it.

Two processes that write one Chroma folder corrupt it without a word, even when each write is locked; a lock that is
held from opening the client to the end does not allow that. The system frees the lock when its process dies.

Readers take no lock for what SQLite holds. But a reader of Chroma's folder does a writer's work when it meets a log
that was not worked into the graph yet, and would so be a second writer: it asks only while the writer is not at Chroma.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from index.errors import Locked, StorageError
from index.schema import HOLDER, LOCK, TURN


class WriterLock:
    """The lock of an index folder that exists, as a context manager.

    `wait` is how long to wait for another holder, in seconds; then Locked is raised, which names the holder.
    """

    def __init__(self, folder: Path, wait: float = 0) -> None:
        self._folder = folder
        self._wait = wait
        self._holder = folder / HOLDER
        self._lock: object = None

    def __enter__(self) -> WriterLock:
        import filelock

        lock = filelock.FileLock(self._folder / LOCK)
        try:
            lock.acquire(timeout=max(0.0, self._wait), poll_interval=0.1)
        except filelock.Timeout:
            raise Locked(
                f"The index {self._folder} is being written by {self._describe()}: try again when it is done, "
                "or use --wait SECONDS."
            ) from None
        except OSError as error:
            raise StorageError(
                f"The index {self._folder} can't be locked ({error.strerror or error}): check its permissions."
            ) from error
        self._lock = lock
        self._sign()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        import filelock

        try:
            self._holder.unlink(missing_ok=True)
        except OSError:
            pass  # the note is for people; the lock alone decides
        assert isinstance(self._lock, filelock.BaseFileLock)
        self._lock.release()

    def _sign(self) -> None:
        """Writes who holds the lock. Only the command's name is written: its arguments may hold a key."""
        words = [Path(sys.argv[0]).name, *sys.argv[1:2]] if sys.argv else []
        note = {"pid": os.getpid(), "command": " ".join(words), "since": time.strftime("%Y-%m-%d %H:%M:%S")}
        part = self._holder.with_suffix(f".{os.getpid()}")
        try:
            part.write_text(json.dumps(note), encoding="utf-8")
            part.replace(self._holder)
        except OSError:
            part.unlink(missing_ok=True)  # a full disk: the lock holds without the note

    def _describe(self) -> str:
        """The holder in words; "another process" when it left no note or a stale one that can't be read."""
        try:
            note = json.loads(self._holder.read_text(encoding="utf-8"))
            return f"process {int(note['pid'])} ({str(note['command'])[:80]!r}, since {str(note['since'])[:19]})"
        except (OSError, ValueError, KeyError, TypeError):
            return "another process"


@contextmanager
def reading_chroma(folder: Path) -> Iterator[bool]:
    """Whether Chroma may be read in the block; False, at once, while a writer is at it.

    The turn is a lock of SQLite on an empty file: shared or exclusive, on every system, and freed when a process dies.
    """
    connection = None
    try:
        where = (folder / TURN).absolute().as_uri()
        connection = sqlite3.connect(f"{where}?mode=ro", uri=True, timeout=0, isolation_level=None)
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        free = True
    except sqlite3.Error:
        free = False
    try:
        yield free
    finally:
        if connection is not None:
            connection.close()


@contextmanager
def writing_chroma(folder: Path, wait: float = 60) -> Iterator[bool]:
    """Whether Chroma may be written in the block: waits so many seconds for readers to end their question."""
    connection = sqlite3.connect(folder / TURN, timeout=wait, isolation_level=None)
    try:
        try:
            connection.execute("BEGIN EXCLUSIVE")
            free = True
        except sqlite3.OperationalError:
            free = False
        yield free
    finally:
        connection.close()
