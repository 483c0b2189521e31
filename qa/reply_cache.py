"""Replies of models, kept: the same request to the same server and model costs nothing a second time.

They lie in the user's cache folder, in replies.sqlite, under a hash of all that was asked; requests are not kept. A
reply may quote articles, so the file is the user's alone. What is wrong with the file never stops an answer: a damaged
or foreign one is moved aside, and one that can't be used is said once and left alone.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from qa.chat import Reply, Request
from qa.kept_file import KeptFile, Trouble, make_room
from qa.sqlite_file import SqliteFile

# A reply of 800 tokens takes 3 to 4 kB: some 15,000 answers, which is years of one person's questions. Above it the
# tenth that was not used for longest goes; a file is never larger than this and one reply.
MOST_BYTES = 64_000_000

SURROGATE = re.compile("[\ud800-\udfff]")  # a half character, from an escape in JSON; SQLite takes none

APPLICATION = 0x50724272  # "PrBr"
VERSION = 1
TABLES = """
CREATE TABLE reply (
    key BLOB PRIMARY KEY, used INTEGER NOT NULL, text TEXT NOT NULL,
    input_tokens INTEGER NOT NULL, output_tokens INTEGER NOT NULL, estimated INTEGER NOT NULL);
CREATE INDEX reply_used ON reply (used);
"""
TROUBLE = Trouble(
    moved="The reply cache {path} can't be used ({error}): it is now {aside}, a new one is begun.",
    unusable="Replies are not kept: {path} can't be used ({error}). Check the folder, or leave it out with --no-cache.",
)


def key(base_url: str | None, model: str, request: Request, schema_ability: str) -> bytes:
    """The key of a request (32 bytes): any difference that the model could see, or in how it was asked, changes it.

    The purpose is not part of it. `schema_ability` is the server's `Abilities.schema`, which decides how it was asked.
    """
    said = {
        "base_url": (base_url or "").rstrip("/"),
        "model": model,
        "messages": [dataclasses.asdict(message) for message in request.messages],
        "schema": None if request.schema is None else {"name": request.schema.name, "body": dict(request.schema.body)},
        "max_tokens": request.max_tokens,
        "prompt": request.prompt,
        "abilities": schema_ability,
    }
    # The order of a schema's keys is kept: it is the order in which a server makes the model write them.
    return hashlib.sha256(json.dumps(said, separators=(",", ":")).encode()).digest()


class ReplyCache:
    """The replies at `path`; `warn` is given a line for the user when something is wrong with the file."""

    def __init__(self, path: Path, warn: Callable[[str], None], most_bytes: int = MOST_BYTES) -> None:
        self.path = path
        self._most = most_bytes
        self._file = KeptFile(SqliteFile(path, APPLICATION, VERSION, TABLES, durable=False), TROUBLE, warn)

    def get(self, key: bytes) -> Reply | None:
        """The reply that was kept, not yet marked as cached; None where there is none."""
        found: list[Reply] = []

        def read(connection: sqlite3.Connection) -> None:
            row = connection.execute(
                "SELECT text, input_tokens, output_tokens, estimated FROM reply WHERE key = ?", (key,)
            ).fetchone()
            if row:
                connection.execute("UPDATE reply SET used = ? WHERE key = ?", (time.time_ns(), key))
                found.append(Reply(row[0], "stop", row[1], row[2], estimated=bool(row[3])))

        self._file.do(read)
        return found[0] if found else None

    def put(self, key: bytes, reply: Reply) -> None:
        """Keeps a reply that ended by itself and says something; any other is not kept."""
        if reply.finish != "stop" or not reply.text.strip() or SURROGATE.search(reply.text):
            return

        def write(connection: sqlite3.Connection) -> None:
            connection.execute(
                "INSERT OR REPLACE INTO reply VALUES (?, ?, ?, ?, ?, ?)",
                (key, time.time_ns(), reply.text, reply.input_tokens, reply.output_tokens, reply.estimated),
            )
            make_room(connection, "reply", self._most)

        self._file.do(write)

    def clear(self) -> int:
        """The number of replies that were there; none is any more, nor can be read in the file."""
        cleared: list[int] = []

        def empty(connection: sqlite3.Connection) -> None:
            cleared.append(connection.execute("DELETE FROM reply").rowcount)

        if self.path.exists():
            self._file.do(empty)
        return cleared[0] if cleared else 0


def default_path() -> Path:
    """Where the replies of this user lie."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("pressbrief", appauthor=False)) / "replies.sqlite"
