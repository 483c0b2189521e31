"""What calls have cost adds up by day, model and purpose; a log that can't be written never stops anything."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from index.errors import StorageError
from qa.usage_log import Call, UsageLog, default_path
from tests.conftest import ROOT


@pytest.fixture
def said() -> list[str]:
    """What the log warned of."""
    return []


@pytest.fixture
def log(tmp_path: Path, said: list[str]) -> UsageLog:
    """A log that is not there yet."""
    return UsageLog(tmp_path / "data" / "usage.sqlite", said.append)


def call(
    purpose: str = "answer",
    model: str = "gpt-6-luna",
    host: str = "api.openai.com",
    cost: float | None = 0.25,
    cached: bool = False,
    estimated: bool = False,
) -> Call:
    return Call(purpose, model, host, 1000, 100, cost, estimated=estimated, cached=cached)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=timezone.utc)


def test_there_is_no_file_before_the_first_call(log: UsageLog) -> None:
    assert log.totals() == ()
    assert not log.path.parent.exists()
    log.record(call())
    assert log.path.exists()


def test_calls_add_up(log: UsageLog, said: list[str]) -> None:
    log.record(call())
    log.record(call(estimated=True))
    log.record(call(cost=None))
    log.record(call(cost=0.0, cached=True))
    (total,) = log.totals()
    assert total.key == datetime.now(timezone.utc).date().isoformat()
    assert (total.calls, total.cached_calls, total.estimated_calls, total.unpriced_calls) == (3, 1, 1, 1)
    assert (total.input_tokens, total.output_tokens) == (3000, 300)  # what came from the cache was not sent
    assert total.cost_usd == pytest.approx(0.5)
    assert said == []


def test_a_call_from_the_cache_counts_as_no_estimate(log: UsageLog) -> None:
    log.record(call(cost=0.0, cached=True, estimated=True))
    (total,) = log.totals()
    assert (total.calls, total.cached_calls, total.input_tokens, total.estimated_calls) == (0, 1, 0, 0)


def test_days_are_of_utc_and_bounds_are_included(log: UsageLog) -> None:
    for day in ("2026-11-01", "2026-11-02", "2026-11-03"):
        log.record(call(), at(f"{day}T00:00:00"))
        log.record(call(), at(f"{day}T23:59:59"))
    log.record(call(), datetime(2026, 11, 4, 1, 30, tzinfo=timezone(timedelta(hours=2))))
    assert [(t.key, t.calls) for t in log.totals()] == [("2026-11-01", 2), ("2026-11-02", 2), ("2026-11-03", 3)]
    assert [t.key for t in log.totals("2026-11-02")] == ["2026-11-02", "2026-11-03"]
    assert [t.key for t in log.totals(until="2026-11-02")] == ["2026-11-01", "2026-11-02"]
    assert [t.key for t in log.totals("2026-11-02", "2026-11-02")] == ["2026-11-02"]
    assert log.totals("2027-01-01") == ()


def test_a_model_counts_for_itself_on_each_server(log: UsageLog) -> None:
    log.record(call(model="b"))
    log.record(call(model="a", host="127.0.0.1:8080", cost=0.0))
    log.record(call(model="a", host="llm.example"))
    log.record(call(model="a", host="llm.example"))
    keys = [(t.key, t.host, t.calls) for t in log.totals(by="model")]
    assert keys == [("a", "127.0.0.1:8080", 1), ("a", "llm.example", 2), ("b", "api.openai.com", 1)]


def test_purposes(log: UsageLog) -> None:
    for purpose in ("repair", "answer", "answer"):
        log.record(call(purpose=purpose))
    assert [(t.key, t.host, t.calls) for t in log.totals(by="purpose")] == [("answer", "", 2), ("repair", "", 1)]


def test_a_name_with_half_characters_is_logged(log: UsageLog, said: list[str]) -> None:
    log.record(call(model="caf\udce9"))
    assert said == []
    assert [t.key for t in log.totals(by="model")] == ["caf?"]


def test_a_log_that_cant_be_written_is_said_once(tmp_path: Path, said: list[str]) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    log = UsageLog(tmp_path / "data" / "usage.sqlite", said.append)
    log.record(call())
    log.record(call())
    assert len(said) == 1
    assert str(log.path) in said[0]
    assert "move the file away" in said[0]


def test_another_programs_file_is_left_alone(tmp_path: Path, said: list[str]) -> None:
    path = tmp_path / "usage.sqlite"
    with sqlite3.connect(path) as theirs:
        theirs.execute("CREATE TABLE theirs (x)")
    theirs.close()
    log = UsageLog(path, said.append)
    log.record(call())
    assert len(said) == 1
    with pytest.raises(StorageError, match="another program"):
        log.totals()
    with sqlite3.connect(path) as theirs:
        assert theirs.execute("SELECT name FROM sqlite_master").fetchall() == [("theirs",)]
    theirs.close()


def test_several_processes_write_at_once(log: UsageLog) -> None:
    code = (
        "import sys; from pathlib import Path; from qa.usage_log import *\n"
        "def fail(line): raise SystemExit(line)\n"
        "log = UsageLog(Path(sys.argv[1]), fail)\n"
        "for n in range(10): log.record(Call('answer', 'm', 'h', 1, 1, 0.5))"
    )
    processes = [subprocess.Popen([sys.executable, "-c", code, str(log.path)], cwd=ROOT) for _ in range(4)]
    assert [process.wait(timeout=60) for process in processes] == [0, 0, 0, 0]
    (total,) = log.totals(by="purpose")
    assert (total.calls, total.cost_usd) == (40, 20.0)


def test_it_lies_in_the_users_data_folder(clean_environment: Path) -> None:
    assert default_path().name == "usage.sqlite"
    assert clean_environment in default_path().parents
