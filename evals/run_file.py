"""Results kept as they come, so that a run that was stopped goes on where it was, and which cases failed last time."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from evals.cases import Suite
from evals.results import Outcome, Result

VERSION = 1


class RunFile:
    """The file of a run: a line that says which run it is, then a line for each result.

    `done` was there already, `kept` is how many there are now. Without a stream nothing is kept.
    """

    def __init__(self, done: Sequence[Result] = (), out: IO[str] | None = None) -> None:
        self.done = tuple(done)
        self.kept = 0
        self._out = out

    def head(self, record: Mapping[str, Any]) -> None:
        """Says which run this is."""
        self._line(record)

    def append(self, result: Result) -> None:
        """Keeps a result; when this returns a Ctrl-C can't lose it."""
        self._line(result.as_record())
        self.kept += self._out is not None

    def finish(self) -> None:
        """Says that the run is whole: the next one begins anew."""
        self._line({"finished": True})

    def _line(self, record: Mapping[str, Any]) -> None:
        if self._out is not None:
            self._out.write(json.dumps(record, ensure_ascii=True) + "\n")
            self._out.flush()


@contextmanager
def opened(folder: Path, suite: Suite, key: Mapping[str, Any], *, fresh: bool = False) -> Iterator[RunFile]:
    """The run file of a suite. What an unfinished run of the same key left is in `done`, unless `fresh`.

    `key` is all that decides the results; another one begins anew. While another process runs the same suite, nothing
    is kept of this run.
    """
    from filelock import FileLock, Timeout

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{_name(suite)}.jsonl"
    head = {"version": VERSION, "suite": str(suite.path), "key": dict(key)}
    try:
        lock = FileLock(f"{path}.lock", timeout=0)
        lock.acquire()
    except Timeout:
        yield RunFile()
        return
    try:
        done = [] if fresh else _unfinished(path, head)
        with path.open("w", encoding="utf-8") as out:
            file = RunFile(done, out)
            file.head(head)
            for result in done:
                file.append(result)
            yield file
    finally:
        lock.release()


def _unfinished(path: Path, head: Mapping[str, Any]) -> list[Result]:
    """The results of the run in the file if it is this one and was not finished."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    if not lines or _record(lines[0]) != head:
        return []
    found: dict[tuple[str, str, int], Result] = {}
    for record in map(_record, lines[1:]):
        if record is None:
            continue  # the line that was being written when the run was killed
        if record.get("finished"):
            return []
        result = Result.of_record(record)
        found[result.key] = result
    return list(found.values())


def _record(line: str) -> dict[str, Any] | None:
    try:
        record = json.loads(line)
    except json.JSONDecodeError:
        return None
    return record if isinstance(record, dict) else None


def _name(suite: Suite) -> str:
    """A file name for the suite: two suites of one name in different folders have different ones."""
    where = hashlib.sha256(str(suite.path.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return f"{re.sub(r'[^A-Za-z0-9_-]', '-', suite.name)}-{where}"


def failed_last(folder: Path, suite: Suite) -> frozenset[str]:
    """The ids of the cases that failed with any model when they were last run."""
    return frozenset(case for (_, case), state in _states(folder, suite).items() if state in ("failed", "error"))


def remember(folder: Path, suite: Suite, outcomes: Sequence[Outcome]) -> None:
    """Keeps the states of these outcomes for `failed_last`; those of cases that were not run stay."""
    states = {**_states(folder, suite), **{(o.model, o.case.id): o.state for o in outcomes}}
    known = [{"model": model, "case": case, "state": state} for (model, case), state in states.items()]
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"version": VERSION, "states": known}, indent=0)
    (folder / f"{_name(suite)}.last.json").write_text(text, encoding="utf-8")


def _states(folder: Path, suite: Suite) -> dict[tuple[str, str], str]:
    try:
        record = _record((folder / f"{_name(suite)}.last.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return {(s["model"], s["case"]): s["state"] for s in (record or {}).get("states", [])}
