"""Vectors of a server's models, kept: no text is paid for twice, whatever stops the run that asked for it.

They lie in the user's cache folder, in vectors.sqlite, under a hash of the model and the text; texts are not kept. Each
batch is on the disk before an index takes it, so after a 429 or a kill the next run asks for the rest alone. What is
wrong with the file never stops a run: a damaged or foreign one is moved aside, and one that can't be used is said once.
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qa.kept_file import KeptFile, Trouble, make_room
from qa.sqlite_file import SqliteFile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

# 6 kB a text at 1,536 numbers: some 170,000 passages and sentences, about 5,000 articles. An index has its own copy of
# what it took, so only the run under way and a change back to an earlier model need them. Above it the tenth that was
# not used for longest goes; what one run adds between two commits of an index is a hundredth of it.
MOST_BYTES = 1_000_000_000
ASKED = 500  # keys in one query; older SQLite takes 999

APPLICATION = 0x50724276  # "PrBv"
VERSION = 1
TABLES = """
CREATE TABLE model (
    n INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, dimension INTEGER NOT NULL, slope REAL, offset REAL);
CREATE TABLE vector (
    key BLOB PRIMARY KEY, model INTEGER NOT NULL REFERENCES model, used INTEGER NOT NULL, vector BLOB NOT NULL);
CREATE INDEX vector_used ON vector (used);
CREATE INDEX vector_model ON vector (model);
"""
TROUBLE = Trouble(
    moved="The cache of vectors {path} can't be used ({error}): it is now {aside}, a new one is begun.",
    unusable="Vectors are not kept: {path} can't be used ({error}). Check the folder and the disk; a run that is "
    "stopped now pays for its last texts again.",
)


@dataclass(frozen=True, slots=True)
class Known:
    """What was found out about a model: the length of its vectors, and how its cosines compare (index/scale.py)."""

    dimension: int
    slope: float | None = None
    offset: float | None = None


def key(model: str, text: str) -> bytes:
    """The key of a text as it is sent, its prefix included (32 bytes)."""
    return hashlib.sha256(f"{model}\0{text}".encode("utf-8", "surrogatepass")).digest()


class VectorCache:
    """The vectors at `path`; `warn` is given a line for the user when something is wrong with the file."""

    def __init__(self, path: Path, warn: Callable[[str], None], most_bytes: int = MOST_BYTES) -> None:
        self.path = path
        self._most = most_bytes
        self._file = KeptFile(SqliteFile(path, APPLICATION, VERSION, TABLES), TROUBLE, warn)

    def known(self, model: str) -> Known | None:
        """What was found out about a model of that name; None when it was never asked."""
        found: list[Known] = []

        def read(connection: sqlite3.Connection) -> None:
            sql = "SELECT dimension, slope, offset FROM model WHERE name = ?"
            found.extend(Known(*row) for row in connection.execute(sql, [model]))

        if self.path.exists():
            self._file.do(read)
        return found[0] if found else None

    def learn(self, model: str, known: Known) -> None:
        """Keeps what was found out. Vectors of another length that were kept under the name are forgotten."""

        def write(connection: sqlite3.Connection) -> None:
            _learn(connection, model, known)

        self._file.do(write)

    def get(self, keys: Iterable[bytes]) -> dict[bytes, Vector]:
        """The vectors that are there, by key."""
        import numpy as np

        wanted = list(dict.fromkeys(keys))
        found: dict[bytes, Vector] = {}

        def read(connection: sqlite3.Connection) -> None:
            for start in range(0, len(wanted), ASKED):
                some = wanted[start : start + ASKED]
                marks = ", ".join("?" * len(some))
                rows = connection.execute(f"SELECT key, vector FROM vector WHERE key IN ({marks})", some).fetchall()
                found.update((key, np.frombuffer(content, "<f4")) for key, content in rows)
            now = time.time_ns()
            connection.executemany("UPDATE vector SET used = ? WHERE key = ?", ((now, each) for each in found))

        if wanted and self.path.exists():
            self._file.do(read)
        return found

    def put(self, model: str, vectors: Mapping[bytes, Vector]) -> None:
        """Keeps vectors of a model, all of one length; they are on the disk when this returns."""
        now = time.time_ns()
        lengths = {len(vector) for vector in vectors.values()}
        if len(lengths) != 1:
            return
        (length,) = lengths

        def write(connection: sqlite3.Connection) -> None:
            number = _learn(connection, model, Known(length))
            rows = ((key, number, now, vector.astype("<f4").tobytes()) for key, vector in vectors.items())
            connection.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?, ?, ?)", rows)
            make_room(connection, "vector", self._most)

        self._file.do(write)

    def missing(self, keys: Sequence[bytes]) -> set[bytes]:
        """Those of the keys that are not there."""
        return set(keys) - self.get(keys).keys()


def _learn(connection: sqlite3.Connection, model: str, known: Known) -> int:
    """The number of the model, recorded as known."""
    row = connection.execute("SELECT n, dimension, slope, offset FROM model WHERE name = ?", [model]).fetchone()
    if row is None:
        sql = "INSERT INTO model (name, dimension, slope, offset) VALUES (?, ?, ?, ?)"
        number = connection.execute(sql, [model, known.dimension, known.slope, known.offset]).lastrowid
        assert number is not None
        return number
    if row[1] != known.dimension:
        connection.execute("DELETE FROM vector WHERE model = ?", [row[0]])
        sql = "UPDATE model SET dimension = ?, slope = ?, offset = ? WHERE n = ?"
        connection.execute(sql, [known.dimension, known.slope, known.offset, row[0]])
    elif known.slope is not None:
        connection.execute("UPDATE model SET slope = ?, offset = ? WHERE n = ?", [known.slope, known.offset, row[0]])
    return int(row[0])


def default_path() -> Path:
    """Where the vectors of this user lie."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("pressbrief", appauthor=False)) / "vectors.sqlite"
