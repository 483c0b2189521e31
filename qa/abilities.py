"""What servers do for models, remembered between runs, so that a probe is paid once. No key is ever written here.

The file is a convenience: one that can't be read counts as empty, and one that can't be written is done without.
"""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args, get_type_hints
from urllib.parse import urlsplit, urlunsplit

from qa.chat import Abilities

DAYS = 30  # a server is updated, or another model is loaded under the same name
_FORMAT = 1
_PATIENCE = 2.0  # seconds for another process to finish its writing, which takes milliseconds


@dataclass(frozen=True, slots=True)
class Known:
    """What was found out about a model on a server."""

    abilities: Abilities
    tried_decisions: bool = False  # whether the Decisions endpoint was ever asked; only then `decisions` says something
    opened: bool = False  # whether its chat template opens the block of thinking, see qa/thinking.py


class Memory:
    """The abilities of each model on each server, in one JSON file, with the day of their probe."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = default_path() if path is None else path

    def recall(self, base_url: str, model: str, today: date | None = None) -> Known | None:
        """What is known of the model on that server; None when nothing is, or it is older than 30 days."""
        entry = self._read().get(_key(base_url, model))
        if not isinstance(entry, dict):
            return None
        try:
            age = (today or date.today()) - date.fromisoformat(str(entry.get("probed")))
        except ValueError:
            return None
        return _known(entry) if timedelta(-1) <= age <= timedelta(DAYS) else None

    def keep(self, base_url: str, model: str, known: Known, today: date | None = None) -> None:
        """Remember it, with today's date."""
        entry = {"probed": (today or date.today()).isoformat(), **dataclasses.asdict(known)}
        self._change({_key(base_url, model): entry})

    def forget(self, base_url: str, model: str) -> None:
        """Forget it, as when the server no longer does what it did."""
        self._change({_key(base_url, model): None})

    def _read(self) -> dict[str, Any]:
        try:
            stored = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        fine = isinstance(stored, dict) and stored.get("format") == _FORMAT and isinstance(stored.get("known"), dict)
        return stored["known"] if fine else {}

    def _change(self, changes: Mapping[str, Mapping[str, Any] | None]) -> None:
        """Read, change and replace the file under a lock: several processes may do so at once."""
        import filelock

        part = self._path.with_suffix(f".{os.getpid()}")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with filelock.FileLock(self._path.with_suffix(".lock"), timeout=_PATIENCE):
                known = {key: entry for key, entry in {**self._read(), **changes}.items() if entry is not None}
                part.write_text(json.dumps({"format": _FORMAT, "known": known}, indent=1), encoding="utf-8")
                os.replace(part, self._path)
        except OSError:  # no permission, no room, or (filelock.Timeout) somebody holds the lock
            try:
                part.unlink(missing_ok=True)
            except OSError:
                pass  # the same trouble


class Findings:
    """What is known of one model on one server: in this process, and in the memory if there is one."""

    def __init__(self, base_url: str, model: str, memory: Memory | None = None) -> None:
        self._place = (base_url, model)
        self._memory = memory
        self._known: Known | None = None
        self._decisions: bool | None = None
        self.opened = False  # see Known

    def known(self) -> Known | None:
        """What is known; None when a probe has to find it out."""
        if self._known is None and self._memory is not None:
            self._known = self._memory.recall(*self._place)
            if self._known is not None:
                self.opened = self.opened or self._known.opened
                if self._known.tried_decisions and self._decisions is None:
                    self._decisions = self._known.abilities.decisions
        return self._known

    def keep(self, known: Known) -> Known:
        """Remember what a probe found; returned with what was found out otherwise."""
        if self._decisions is not None:
            abilities = dataclasses.replace(known.abilities, decisions=self._decisions)
            known = dataclasses.replace(known, abilities=abilities, tried_decisions=True)
        self.opened = known.opened
        self._known = known
        if self._memory is not None:
            self._memory.keep(*self._place, known)
        return known

    def forget(self) -> None:
        """Forget what a probe found, also in the memory."""
        self._known = None
        if self._memory is not None:
            self._memory.forget(*self._place)

    def learn_opened(self) -> None:
        """A reply has shown that the template opens the block of thinking."""
        self.opened = True
        if self._known is not None and not self._known.opened:
            self.keep(dataclasses.replace(self._known, opened=True))

    def decisions(self) -> bool | None:
        """Whether the server has the Decisions endpoint for the model; None when it was never asked."""
        self.known()
        return self._decisions

    def learn_decisions(self, found: bool) -> None:
        """The endpoint was asked."""
        if self._decisions is not found:
            self._decisions = found
            if self._known is not None:
                self.keep(self._known)


def default_path() -> Path:
    """Where it is remembered when nobody names a file."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("pressbrief", appauthor=False)) / "abilities.json"


def _key(base_url: str, model: str) -> str:
    """The entry's name: server and model. A user's name and password in the URL are left out, as are queries."""
    parts = urlsplit(base_url)
    bare = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path.rstrip("/"), "", ""))
    return f"{bare} {model}"


def _known(entry: Mapping[str, Any]) -> Known | None:
    """The entry as a record; None unless every field has a value that this version writes."""
    stored = entry.get("abilities")
    flags = [entry.get("tried_decisions"), entry.get("opened")]
    if not isinstance(stored, dict) or not all(isinstance(flag, bool) for flag in flags):
        return None
    kinds = get_type_hints(Abilities)
    if stored.keys() != kinds.keys():
        return None
    for name, value in stored.items():
        allowed = get_args(kinds[name]) or (True, False)
        if not any(value is choice or (isinstance(value, str) and value == choice) for choice in allowed):
            return None
    return Known(Abilities(**stored), tried_decisions=bool(flags[0]), opened=bool(flags[1]))
