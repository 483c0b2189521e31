"""Which stored article a newly read one is: the same, a new version of it, the same from elsewhere, or none.

Identity is by content (the digest) first and by source second, so adding again adds nothing, a changed file replaces
its article, a renamed one keeps it, and records that shift within a JSONL file keep their articles and vectors.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from index.records import Article


@dataclass(frozen=True, slots=True)
class Known:
    """A stored article, by what identifies it."""

    rowid: int
    id: str
    digest: str
    source: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with an article that was read."""

    kind: Literal["new", "unchanged", "moved", "duplicate"]
    twin: Known | None = None  # stored, with the same content; none if "new"
    old: Known | None = None  # stored under the same source with other content: it goes


class Seen:
    """The sources met in one run, in a temporary table, so that memory doesn't grow with them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.containers: set[str] = set()  # files of several records
        self.troubled: set[str] = set()  # files of which something could not be read
        connection.execute("CREATE TEMP TABLE IF NOT EXISTS seen (source BLOB PRIMARY KEY) WITHOUT ROWID")
        connection.execute("DELETE FROM temp.seen")

    def add(self, source: str, *, fatal: bool = False) -> None:
        """Remembers a source that gave an article, or a problem (`fatal`: it gave no article)."""
        self._connection.execute("INSERT OR IGNORE INTO temp.seen VALUES (?)", [_stored(source)])
        if fatal:
            self.troubled.add(container(source))
        elif "#" in source:
            self.containers.add(container(source))

    def __contains__(self, source: str) -> bool:
        row = self._connection.execute("SELECT 1 FROM temp.seen WHERE source = ?", [_stored(source)]).fetchone()
        return row is not None


def _stored(source: str) -> bytes:
    """The source as bytes: the name of a file need not be UTF-8, and a TEXT of SQLite must."""
    return source.encode("utf-8", "surrogatepass")


def container(source: str) -> str:
    """The file of a source: of "news.jsonl#17" it is "news.jsonl". A file whose own name has a "#" is itself."""
    if "#" not in source or is_elsewhere(source) or Path(source).is_file():
        return source
    parts = source.split("#")
    candidates = ["#".join(parts[:n]) for n in range(1, len(parts))]
    return next((name for name in candidates if Path(name).is_file()), candidates[-1])


def is_elsewhere(source: str) -> bool:
    """Whether a source is no file: standard input ("-", "-#17") or a URL."""
    return source == "-" or source.startswith("-#") or "://" in source


def is_gone(source: str) -> bool:
    """Whether the file of a source is no longer there; never true of standard input and URLs."""
    return not is_elsewhere(source) and not Path(container(source)).exists()


def decide(connection: sqlite3.Connection, article: Article, digest: str, seen: Seen) -> Decision:
    """What to do with an article; `seen` are the sources met before it in this run."""
    twin = _one(connection, "digest = ?", digest)
    old = None if is_piped(article.source) else _one(connection, "source = ?", article.source)
    if twin is None:
        return Decision("new", old=old)
    if twin.source == article.source:
        return Decision("unchanged", twin)
    if is_gone(twin.source) or (
        twin.source not in seen
        and not is_elsewhere(article.source)
        and container(twin.source) == container(article.source)
    ):
        return Decision("moved", twin, old)
    return Decision("duplicate", twin, old)


def is_piped(source: str) -> bool:
    """Whether a source is standard input: another text from there is another article, not a new version."""
    return source == "-" or source.startswith("-#")


def free_id(connection: sqlite3.Connection, article: Article, digest: str) -> str:
    """The article's id, or if another has it, the id and as much of the digest as makes it its own."""
    for suffix in ("", f"-{digest[:6]}", f"-{digest}"):
        if _one(connection, "id = ?", article.id + suffix) is None:
            return article.id + suffix
    raise AssertionError(f"{article.id} is stored already")  # ids with a whole digest differ as the digests do


def gone_under(connection: sqlite3.Connection, paths: Sequence[Path], seen: Seen) -> list[int]:
    """The rowids of articles from those files and folders that are no longer there.

    That is: their file is gone, or it was read in this run without any trouble and has no such record any more.
    """
    roots = [str(path) for path in paths]
    found = []
    for rowid, source in connection.execute("SELECT rowid, source FROM article ORDER BY rowid"):
        if is_elsewhere(source) or source in seen or not any(_is_under(source, root) for root in roots):
            continue
        whole = container(source)
        if not Path(whole).exists() or (whole in seen.containers and whole not in seen.troubled):
            found.append(rowid)
    return found


def _is_under(source: str, root: str) -> bool:
    return source == root or source.startswith((root.rstrip("/\\") + "/", root.rstrip("/\\") + "\\", root + "#"))


def _one(connection: sqlite3.Connection, where: str, value: str) -> Known | None:
    row = connection.execute(f"SELECT rowid, id, digest, source FROM article WHERE {where}", [value]).fetchone()
    return None if row is None else Known(*row)
