"""What is in force and what the index holds, gathered without importing anything heavy."""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import EmptyIndex
from qa.settings import Settings

if TYPE_CHECKING:
    from index.schema import Meta
    from index.stored import Counts, Head


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the index holds. `gone` are the articles whose file is no longer where it was read."""

    meta: Meta
    counts: Counts
    gone: tuple[Head, ...]


@dataclass(frozen=True, slots=True)
class State:
    """The settings, the versions by name, and the holdings (None: there is no index yet)."""

    settings: Settings
    versions: Mapping[str, str]
    holdings: Holdings | None


def gather(settings: Settings) -> State:
    """The state now; raises what opening a damaged or foreign index raises."""
    return State(settings, versions(), holdings(settings.index))


def versions() -> dict[str, str]:
    """The versions that a report of a fault needs, by name."""
    return {
        "pressbrief": metadata.version("pressbrief"),
        "python": platform.python_version(),
        "chromadb": metadata.version("chromadb"),
        "sqlite": sqlite3.sqlite_version,
    }


def holdings(folder: Path) -> Holdings | None:
    """What the index in `folder` holds; None when nothing was ever added."""
    from index.identity import is_gone
    from index.store import Store

    try:
        store = Store.open(folder)
    except EmptyIndex:
        return None
    with store:
        gone = tuple(head for head in store.heads() if is_gone(head.source))
        return Holdings(store.meta, store.counts(), gone)
