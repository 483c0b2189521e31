"""`qa usage` shows what was logged, what is unknown as unknown, and nothing that acts on a terminal."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from qa import prices
from qa.command_usage import table
from qa.usage_log import Call, Total, UsageLog, default_path
from tests.conftest import RunQa, environment


def fail(line: str) -> None:
    raise AssertionError(line)


def told(run_qa: RunQa, *args: str) -> dict[str, Any]:
    done = run_qa("usage", "--json", *args)
    assert (done.status, done.err) == (0, "")
    record: dict[str, Any] = json.loads(done.out)
    return record


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> UsageLog:
    """The log that `run_qa` reads, with four calls of two days."""
    for name, value in environment(tmp_path / "home").items():
        monkeypatch.setenv(name, value)
    log = UsageLog(default_path(), fail)
    api, other = "api.openai.com", "llm.example:8443"
    days = [datetime(2026, 11, n, 12, tzinfo=timezone.utc) for n in (1, 2)]
    log.record(Call("answer", "gpt-6-luna", api, 4_000, 300, 0.0007), days[0])
    log.record(Call("answer", "gpt-6-luna", api, 4_000, 300, 0.0, cached=True), days[1])
    log.record(Call("repair", "gpt-6-luna", api, 1_000, 50, 0.2), days[1])
    log.record(Call("answer", "qwen\x1b[31m", other, 700, 80, None, estimated=True), days[1])
    return log


def total(**values: Any) -> Total:
    plain: dict[str, Any] = {"key": "k", "host": "", "calls": 1, "cached_calls": 0, "input_tokens": 1}
    plain |= {"output_tokens": 1, "estimated_calls": 0, "cost_usd": 0.0, "unpriced_calls": 0}
    return Total(**(plain | values))


def test_an_empty_log_says_so(run_qa: RunQa) -> None:
    done = run_qa("usage")
    assert (done.status, done.out) == (0, "")
    assert done.err.startswith("No call of a model is logged yet")
    assert "usage.sqlite" in done.err
    record = told(run_qa, "--since", "2026-11-01")
    assert record["rows"] == []
    assert record["total"]["calls"] == 0
    assert not Path(record["log"]).exists()  # looking makes nothing


def test_a_line_a_day_and_their_sum(run_qa: RunQa, log: UsageLog) -> None:
    done = run_qa("usage")
    assert (done.status, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0].split() == ["DAY", "CALLS", "CACHED", "TOKENS", "IN", "TOKENS", "OUT", "COST"]
    assert lines[1].split() == ["2026-11-01", "1", "0", "4,000", "300", "$0.0007"]
    assert lines[2].split() == ["2026-11-02", "2", "1", "~1,700", "~130", "$0.20", "+", "1", "unpriced"]
    assert lines[3].split() == ["total", "3", "1", "~5,700", "~430", "$0.20", "+", "1", "unpriced"]
    assert prices.dated() in done.out
    assert "The price of 1 call is not known" in done.out
    assert "~ The tokens of 1 call are an estimate" in done.out
    assert lines[-1] == f"Log: {log.path}"


def test_by_model_it_names_the_server_and_no_control_character_is_printed(run_qa: RunQa, log: UsageLog) -> None:
    out = run_qa("usage", "--by", "model").out
    assert "gpt-6-luna (api.openai.com)" in out
    assert "qwen␛[31m (llm.example:8443)" in out
    assert "unknown" in out.splitlines()[2]
    assert "\x1b" not in out


def test_the_json_has_the_same(run_qa: RunQa, log: UsageLog) -> None:
    record = told(run_qa, "--by", "purpose", "--since", "2026-11-02", "--until", "2026-11-30")
    assert (record["version"], record["by"], record["since"], record["until"]) == (
        1, "purpose", "2026-11-02", "2026-11-30",
    )  # fmt: skip
    assert [(row["purpose"], row["calls"], row["unpriced_calls"]) for row in record["rows"]] == [
        ("answer", 1, 1),
        ("repair", 1, 0),
    ]
    assert record["total"] == {
        "calls": 2,
        "cached_calls": 1,
        "input_tokens": 1_700,
        "output_tokens": 130,
        "estimated_calls": 1,
        "known_cost_usd": 0.2,
        "unpriced_calls": 1,
    }
    assert record["prices_dated"] == prices.dated()
    models = told(run_qa, "--by", "model")["rows"]
    assert [row["host"] for row in models] == ["api.openai.com", "llm.example:8443"]


def test_a_time_without_calls_says_so(run_qa: RunQa, log: UsageLog) -> None:
    done = run_qa("usage", "--since", "2027-01-01")
    assert (done.status, done.out) == (0, "")
    assert done.err.startswith("No call of a model is logged for that time.")


def test_a_log_that_cant_be_read_is_an_error(run_qa: RunQa, log: UsageLog) -> None:
    log.path.write_bytes(b"noise " * 1000)
    done = run_qa("usage")
    assert done.status == 1
    assert done.err.startswith(f"Error: The usage log {log.path} can't be read")


def test_a_wrong_date_or_grouping_is_a_usage_error(run_qa: RunQa) -> None:
    assert run_qa("usage", "--since", "1.11.2026").status == 2
    assert run_qa("usage", "--by", "week").status == 2


def test_unknown_cost_is_never_shown_as_nothing() -> None:
    def cost(line: Total) -> str:
        return table([line], "purpose")[1].split(maxsplit=5)[5]

    assert cost(total(unpriced_calls=1)) == "unknown"
    assert cost(total(calls=3, cost_usd=0.004, unpriced_calls=1)) == "$0.0040 + 1 unpriced"
    assert cost(total(cost_usd=1e-7)) == "under $0.0001"
    assert cost(total()) == "$0"


def test_one_line_has_no_sum() -> None:
    assert len(table([total()], "day")) == 2
    assert len(table([total(), total()], "day")) == 4
