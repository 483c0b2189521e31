"""The SQLite file of an index: its tables, how it is opened, and what its errors mean.

The tables:

    article     what was read, with its text; the truth, from which all the rest can be built again
    sentence    the spans that are cited
    chunk       runs of whole sentences, the unit that is found; `hash` tells equal passages, `embedding` is null where
                the embedder doesn't serve the article's language (such a passage is found by its words alone)
    words       the full-text table: our own tokens, joined by spaces; its rowid is the chunk's
    embedding   one vector for each different passage, float32; passages that are equal (a reprint, a replaced article
                that changed in one place) share it, so nothing is embedded twice
    sentence_embedding   the vectors of the passage's sentences, int8 = round(127 * component), one row a sentence
    gone        ids that Chroma still has to forget

Beside it lie what is derived from it: Chroma's folder, and the vectors once more in one flat file (index/flat.py).
"""

from __future__ import annotations

import errno
import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.errors import EmptyIndex, NotAnIndex, StorageError, StorageFull, WrongFormat

FORMAT = 1
FILE = "pressbrief.sqlite"
CHROMA = "chroma"
LOCK = "writer.lock"
HOLDER = "writer.json"
TURN = "chroma.turn"
OURS = (FILE, CHROMA, "writer.", "vectors.")  # how the names of all that we put into an index folder begin

# Read with `file` and by us: whose SQLite file this is ("PrBf").
APPLICATION = 0x50724266

# Vectors of 384 float32 are 1,536 bytes: pages of 4,096 would waste a quarter of themselves, these waste 5 %.
PAGE = 8192

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE article (
    rowid INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, digest TEXT NOT NULL UNIQUE, source TEXT NOT NULL,
    title TEXT, date TEXT, publisher TEXT, url TEXT, language TEXT, body INTEGER NOT NULL, notes TEXT NOT NULL,
    characters INTEGER NOT NULL, sentences INTEGER NOT NULL, text TEXT NOT NULL);
CREATE INDEX article_source ON article (source);
CREATE TABLE sentence (
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE, n INTEGER NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, paragraph INTEGER NOT NULL,
    PRIMARY KEY (article, n)) WITHOUT ROWID;
CREATE TABLE embedding (
    rowid INTEGER PRIMARY KEY AUTOINCREMENT, space INTEGER NOT NULL, hash BLOB NOT NULL,
    in_chroma INTEGER NOT NULL DEFAULT 0, vector BLOB NOT NULL,
    UNIQUE (space, hash));
CREATE INDEX embedding_pending ON embedding (space) WHERE in_chroma = 0;
CREATE TABLE sentence_embedding (
    embedding INTEGER PRIMARY KEY REFERENCES embedding ON DELETE CASCADE, vectors BLOB NOT NULL);
CREATE TABLE chunk (
    rowid INTEGER PRIMARY KEY AUTOINCREMENT, article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    n INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    hash BLOB NOT NULL, embedding INTEGER REFERENCES embedding,
    UNIQUE (article, n));
CREATE INDEX chunk_embedding ON chunk (embedding);
CREATE TABLE gone (embedding INTEGER PRIMARY KEY);
"""
WORDS = (
    "CREATE VIRTUAL TABLE words USING fts5 (title, body, tokenize = 'ascii')",  # it splits at spaces, ours are split
    "CREATE VIRTUAL TABLE vocabulary USING fts5vocab (words, row)",
)


@dataclass(frozen=True, slots=True)
class Meta:
    """What an index says about itself."""

    format: int
    embedder: str  # the name of the model that made the vectors
    dimension: int
    metric: str  # always "cosine"
    generation: int  # grows with each commit of a writer
    uuid: str
    space: int  # which of the embeddings are in force; others belong to a rebuild that was interrupted
    chroma_at: str  # "": the folder beside the SQLite file; else the URL of the server that has the vectors
    chroma_clean: bool  # False: Chroma is being written to, or its writer was killed
    chroma_count: int  # vectors that Chroma holds when it is clean
    chroma_epoch: int  # grows each time Chroma is written to
    chroma_graph: str  # `vectors.graph_sizes` when it is clean


def look(folder: Path) -> bool:
    """Whether the folder holds an index; False when there is nothing yet. Raises NotAnIndex for anything else."""
    if folder.is_dir():
        names = {entry.name for entry in folder.iterdir()}
        if FILE in names:
            return (folder / FILE).stat().st_size > 0
        if all(name.startswith(OURS) for name in names):
            return False
        what = "holds other files"
    elif not folder.exists():
        return False
    else:
        what = "is not a folder"
    raise NotAnIndex(f"{folder} {what} and is no index: name another folder with --index, or an empty one.")


def read_meta(connection: sqlite3.Connection, folder: Path) -> Meta:
    """The index's meta; raises EmptyIndex (creation was cut off), NotAnIndex or WrongFormat (of another version)."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not tables and application in (0, APPLICATION):
        raise EmptyIndex(empty(folder))
    if application != APPLICATION:
        raise NotAnIndex(f"{folder / FILE} is not an index of Pressbrief: name another folder with --index.")
    value = dict(connection.execute("SELECT key, value FROM meta"))
    if int(value["format"]) != FORMAT:
        older = int(value["format"]) < FORMAT
        raise WrongFormat(
            f"The index {folder} has format {value['format']}, this version of Pressbrief writes {FORMAT}: "
            + ("run 'qa reindex'." if older else "install a newer Pressbrief, or use another folder with 'qa reindex'.")
        )
    return Meta(
        format=int(value["format"]),
        embedder=value["embedder"],
        dimension=int(value["dimension"]),
        metric=value["metric"],
        generation=int(value["generation"]),
        uuid=value["uuid"],
        space=int(value["space"]),
        chroma_at=value["chroma_at"],
        chroma_clean=value["chroma_clean"] == "1",
        chroma_count=int(value["chroma_count"]),
        chroma_epoch=int(value["chroma_epoch"]),
        chroma_graph=value.get("chroma_graph", ""),
    )


def set_meta(connection: sqlite3.Connection, **values: str | int | bool) -> None:
    """Records values of `Meta` by name, within the caller's transaction."""
    rows = [(key, str(int(value)) if isinstance(value, bool) else str(value)) for key, value in values.items()]
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", rows)


def create(connection: sqlite3.Connection, embedder: str, dimension: int) -> None:
    """Makes the tables of a new index, in one transaction, so that a killed creation leaves nothing."""
    from importlib.metadata import version

    connection.execute(f"PRAGMA page_size = {PAGE}")
    connection.execute("PRAGMA journal_mode = WAL")
    with transaction(connection):
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        for statement in (*TABLES.split(";\n"), *WORDS):
            connection.execute(statement)
        set_meta(
            connection,
            format=FORMAT,
            embedder=embedder,
            dimension=dimension,
            metric="cosine",
            generation=0,
            uuid=uuid.uuid4().hex,
            space=1,
            chroma_at="",
            chroma_clean=True,
            chroma_count=0,
            chroma_epoch=0,
            chroma_graph="",
            created_with=f"sqlite {sqlite3.sqlite_version}, chromadb {version('chromadb')}",
        )


def connect_writer(folder: Path) -> sqlite3.Connection:
    """A connection that writes; each commit is on the disk when it returns. Creates the file if there is none."""
    connection = sqlite3.connect(folder / FILE, isolation_level=None, timeout=30)
    for pragma in ("synchronous = FULL", "foreign_keys = ON", "temp_store = FILE", "journal_size_limit = 67108864"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def connect_reader(folder: Path) -> sqlite3.Connection:
    """A connection that can't write. Works in a folder that can't be written to, too.

    Readers of a WAL file share memory through a file beside it. Where that can't be made and no writer left a log,
    the file is opened as one that nobody changes.
    """
    where = (folder / FILE).absolute().as_uri()
    connection = sqlite3.connect(f"{where}?mode=ro", uri=True, isolation_level=None, timeout=30)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        log = folder / f"{FILE}-wal"
        if log.exists() and log.stat().st_size:
            raise
        connection = sqlite3.connect(f"{where}?mode=ro&immutable=1", uri=True, isolation_level=None)
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of the block or nothing of it, whatever ends it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if connection.in_transaction:  # SQLite rolls back by itself when the disk is full
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextmanager
def storage_errors(folder: Path) -> Iterator[None]:
    """Turns what SQLite and the file system raise into StorageFull and StorageError. Bugs of ours stay themselves."""
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise
    except sqlite3.DatabaseError as error:
        if "full" in str(error) or ("I/O" in str(error) and shutil.disk_usage(folder).free < 1 << 20):
            raise StorageFull(full(folder)) from error
        if "locked" in str(error):
            raise StorageError(f"The index {folder} is busy: try again, or use --wait SECONDS.") from error
        raise StorageError(
            f"The index {folder} can't be used ({error}): check its permissions and the disk; if {FILE} is damaged, "
            "restore it from a copy or add the articles to a new folder."
        ) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
            raise StorageFull(full(folder)) from error
        raise StorageError(
            f"The index {folder} can't be used ({error}): check its permissions and the disk."
        ) from error


def full(folder: Path) -> str:
    """The message of StorageFull."""
    return f"The disk of {folder} is full: free some space and run the command again; what was added before is kept."


def empty(folder: Path) -> str:
    """The message of EmptyIndex."""
    return f"There is no article in the index {folder}: put some in with 'qa add PATH...'."
