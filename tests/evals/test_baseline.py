"""A baseline is saved from a run, and asks no less the next time unless that is meant."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from evals import baseline
from evals.baseline import Baseline, Expected, lowered
from evals.summary import summarise
from index.errors import InputError
from tests.evals.suites import bundled, samples
from tests.evals.test_summary import few

BASE = Baseline(
    suite="s",
    model="extractive",
    embedder="hash",
    corpus="abc",
    cases={"a": Expected("passed", "1"), "b": Expected("failed", "2"), "c": Expected("uncounted", "3")},
    floors={"pass_rate": 0.5, "grounded": 1.0},
)


def test_it_is_written_and_read(tmp_path: Path) -> None:
    baseline.write(tmp_path / "b.json", BASE)
    assert baseline.read(tmp_path / "b.json") == BASE
    lines = (tmp_path / "b.json").read_text("utf-8").splitlines()
    assert sum('"state"' in line for line in lines) == 3  # a line for each case


def test_floors_leave_room_for_one_case_but_what_always_holds_must(tmp_path: Path) -> None:
    found = few()
    made = baseline.of_run(bundled(), samples(), summarise("extractive", found), found)
    assert made.floors["pass_rate"] == 0.33  # 2 of 3
    assert made.floors["quotes_exact"] == 1.0
    assert "seconds" not in made.floors
    assert "retrieval_recall@1" not in made.floors
    assert made.cases["none-hotel"].state == "passed"
    assert made.cases["model-whom-last"].state == "uncounted"
    assert made.corpus == samples().digest


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"floors": {"pass_rate": 0.4, "grounded": 1.0}}, "pass_rate may fall from 0.50 to 0.40"),
        ({"floors": {"pass_rate": 0.5}}, "grounded may fall from 1.00 to nothing"),
        ({"cases": {**BASE.cases, "a": Expected("failed", "1")}}, "a passed, and now has failed"),
        ({"cases": {"b": Expected("passed", "2")}}, "a passed, and now is gone"),
    ],
)
def test_what_asks_less_is_named(change: dict[str, object], said: str) -> None:
    assert lowered(BASE, dataclasses.replace(BASE, **change)) == [said]  # type: ignore[arg-type]


def test_what_asks_more_is_fine() -> None:
    more = dataclasses.replace(
        BASE, floors={**BASE.floors, "pass_rate": 0.9}, cases={**BASE.cases, "b": Expected("passed", "2")}
    )
    assert lowered(BASE, more) == []


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 2}', '{"version": 1, "suite": "s"}', "\x00"])
def test_what_is_no_baseline(tmp_path: Path, text: str) -> None:
    (tmp_path / "b.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"b\.json is no baseline of this version"):
        baseline.read(tmp_path / "b.json")


def test_none_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"There is no baseline .*: save one with --save-baseline"):
        baseline.read(tmp_path / "b.json")


def test_the_bundled_one_is_json_that_others_can_read() -> None:
    path = Path(baseline.__file__).parent / "baselines" / "samples.extractive.json"
    record = json.loads(path.read_text("utf-8"))
    assert set(record) == {"version", "suite", "model", "embedder", "corpus", "floors", "cases"}
