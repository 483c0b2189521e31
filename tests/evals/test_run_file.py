"""Results are kept as they come, and a run that was stopped goes on where it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from evals import run_file
from evals.cases import Suite
from evals.results import Outcome, Result, judge
from tests.evals.suites import bundled, case, samples

KEY = {"suite": "abc", "seed": 0}


def result(n: int, **more: Any) -> Result:
    base = {"payload": {"answered": False, "claims": []}, "found": (("a", 0, 3),), "seconds": 0.5}
    return Result(**{"case": f"case-{n}", "model": "extractive", "repeat": 0, "retrieval_seconds": 0.1, **base, **more})


@pytest.fixture
def suite() -> Suite:
    return bundled()


def test_an_unfinished_run_goes_on(tmp_path: Path, suite: Suite) -> None:
    with run_file.opened(tmp_path, suite, KEY) as file:
        assert file.done == ()
        file.append(result(1))
        file.append(result(2, error="Locked: wait", payload=None, found=None))
    with run_file.opened(tmp_path, suite, KEY) as file:
        assert file.done == (result(1), result(2, error="Locked: wait", payload=None, found=None))
        assert file.kept == 2
        file.append(result(3))
        file.finish()
    with run_file.opened(tmp_path, suite, KEY) as file:
        assert file.done == ()


def test_another_run_begins_anew(tmp_path: Path, suite: Suite) -> None:
    with run_file.opened(tmp_path, suite, KEY) as file:
        file.append(result(1))
    with run_file.opened(tmp_path, suite, {**KEY, "seed": 1}) as file:
        assert file.done == ()


def test_fresh_begins_anew(tmp_path: Path, suite: Suite) -> None:
    with run_file.opened(tmp_path, suite, KEY) as file:
        file.append(result(1))
    with run_file.opened(tmp_path, suite, KEY, fresh=True) as file:
        assert file.done == ()


def test_a_line_cut_off_by_a_kill_is_passed_over(tmp_path: Path, suite: Suite) -> None:
    with run_file.opened(tmp_path, suite, KEY) as file:
        file.append(result(1))
        file.append(result(2))
    (path,) = tmp_path.glob("*.jsonl")
    path.write_bytes(path.read_bytes()[:-40])
    with run_file.opened(tmp_path, suite, KEY) as file:
        assert [r.case for r in file.done] == ["case-1"]
        file.append(result(2))
    with run_file.opened(tmp_path, suite, KEY) as file:
        assert [r.case for r in file.done] == ["case-1", "case-2"]


def test_a_second_run_at_the_same_time_is_not_kept(tmp_path: Path, suite: Suite) -> None:
    with run_file.opened(tmp_path, suite, KEY) as first:
        first.append(result(1))
        with run_file.opened(tmp_path, suite, KEY) as second:
            second.append(result(2))
            assert (second.done, second.kept) == ((), 0)
    with run_file.opened(tmp_path, suite, KEY) as file:
        assert [r.case for r in file.done] == ["case-1"]


def test_what_failed_last_time(tmp_path: Path, suite: Suite) -> None:
    def outcome(case_id: str, said: str | None) -> Outcome:
        payload = None if said is None else {"answered": bool(said), "claims": []}
        asked = case(case_id)
        made = Result(asked.id, "extractive", 0, payload, (), 0.1, 0.1, None if said is not None else "Locked: wait")
        return Outcome(asked, "extractive", (judge(asked, made, samples()),))

    assert run_file.failed_last(tmp_path, suite) == frozenset()
    run_file.remember(tmp_path, suite, [outcome("none-hotel", ""), outcome("where-they-met", "")])
    assert run_file.failed_last(tmp_path, suite) == {"where-they-met"}
    run_file.remember(tmp_path, suite, [outcome("how-many-boats", None)])  # a part of the suite
    assert run_file.failed_last(tmp_path, suite) == {"where-they-met", "how-many-boats"}
