"""The log of what calls of models have cost: a line a call, with its tokens and no word of what was said.

It lies in the user's data folder, in usage.sqlite, and is made at the first call. Any number of processes may write to
it. A log that can't be written is said once and never stops an answer. Unlike a cache it can't be had again: a damaged
one is left where it lies.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Literal

from index.errors import StorageError
from qa.sqlite_file import NotOurs, SqliteFile

By = Literal["day", "model", "purpose"]

APPLICATION = 0x50724275  # "PrBu"
VERSION = 1
TABLES = """
CREATE TABLE call (
    n INTEGER PRIMARY KEY, at TEXT NOT NULL, purpose TEXT NOT NULL, model TEXT NOT NULL, host TEXT NOT NULL,
    input_tokens INTEGER NOT NULL, output_tokens INTEGER NOT NULL, estimated INTEGER NOT NULL, cached INTEGER NOT NULL,
    cost_usd REAL);
CREATE INDEX call_at ON call (at);
"""
# A model counts for itself on each server; a day is one of UTC, as `at` is.
_GROUPS: dict[By, str] = {"day": "substr(at, 1, 10), ''", "model": "model, host", "purpose": "purpose, ''"}
_TOTALS = """
SELECT {group}, sum(cached = 0), sum(cached), sum(input_tokens * (cached = 0)), sum(output_tokens * (cached = 0)),
    sum(estimated AND cached = 0), total(cost_usd), sum(cost_usd IS NULL)
FROM call WHERE at >= ? AND at < ? GROUP BY 1, 2 ORDER BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Call:
    """One call. `cost_usd` None: the price is not known. `cached`: it came from the reply cache and cost nothing."""

    purpose: str
    model: str
    host: str  # of the server, with its port if it is not the usual one
    input_tokens: int
    output_tokens: int
    cost_usd: float | None
    estimated: bool = False  # the tokens were counted here, not told by the server
    cached: bool = False


@dataclass(frozen=True, slots=True)
class Total:
    """What the calls of one day, model or purpose add up to. Tokens are those that were sent and received."""

    key: str
    host: str  # "" unless the totals are by model
    calls: int  # that were sent
    cached_calls: int  # that were answered from the reply cache
    input_tokens: int
    output_tokens: int
    estimated_calls: int  # whose tokens are an estimate
    cost_usd: float  # of the calls whose price is known
    unpriced_calls: int  # whose price is not


class UsageLog:
    """The log at `path`; `warn` is given a line for the user, at most once."""

    def __init__(self, path: Path, warn: Callable[[str], None]) -> None:
        self.path = path
        self._warn = warn
        self._warned = False
        self._file = SqliteFile(path, APPLICATION, VERSION, TABLES)

    def record(self, call: Call, at: datetime | None = None) -> None:
        """Adds a call; it is on the disk when this returns. `at` is now unless it is given. Raises nothing."""
        moment = (at or datetime.now(timezone.utc)).astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        names = (_text(call.purpose), _text(call.model), _text(call.host))
        try:
            with self._file.writing() as connection:
                connection.execute(
                    "INSERT INTO call VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (moment, *names, call.input_tokens, call.output_tokens, call.estimated, call.cached, call.cost_usd),
                )
        except (NotOurs, OSError, sqlite3.Error) as error:
            if not self._warned:
                self._warned = True
                self._warn(
                    f"What calls cost is not logged: {self.path} can't be written ({error}). Check the folder, "
                    "or move the file away to begin a new log."
                )

    def totals(self, since: str | None = None, until: str | None = None, by: By = "day") -> tuple[Total, ...]:
        """The sums of a log, in the order of days or of names; () where none is. `since` and `until` are days of UTC
        (YYYY-MM-DD), both included. Raises StorageError for a log that can't be read."""
        try:
            with self._file.reading() as connection:
                if connection is None:
                    return ()
                span = (since or "", f"{until}T99" if until else "9999")
                rows = connection.execute(_TOTALS.format(group=_GROUPS[by]), span).fetchall()
        except (NotOurs, OSError, sqlite3.Error) as error:
            raise StorageError(
                f"The usage log {self.path} can't be read ({error}): check its permissions, or move it away to begin a "
                "new one."
            ) from error
        return tuple(Total(*row) for row in rows)


def _text(name: str) -> str:
    """The name as SQLite takes it: an argument that is not UTF-8 has half characters in it."""
    return name.encode("utf-8", "replace").decode()


def default_path() -> Path:
    """Where the log of this user lies."""
    import platformdirs

    return Path(platformdirs.user_data_dir("pressbrief", appauthor=False)) / "usage.sqlite"
