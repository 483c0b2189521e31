"""Cases are put to the program, each result is kept at once, and what was stopped goes on."""

from __future__ import annotations

import dataclasses
import datetime
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from evals import run_file
from evals.cases import Ask, Case
from evals.readers import Reader
from evals.results import Result
from evals.run import run
from evals.run_file import RunFile
from index.errors import ModelUnreachable
from index.search import Retrieval
from qa.ask import answer
from qa.records import Answer
from tests.evals.suites import bundled, case, extractive, samples

FEW = [case(i) for i in ("where-they-met", "none-hotel", "check-wrong-number", "when-tenders-open")]


def told(results: list[Result]) -> list[dict[str, Any]]:
    """The results without their times."""
    records = [r.as_record() for r in results]
    for record in records:
        record.update(seconds=0, retrieval_seconds=0, payload={**(record["payload"] or {}), "seconds": 0})
    return records


def test_each_case_has_its_payload_and_what_was_found() -> None:
    where, hotel, check, _ = run(FEW, samples(), extractive(), RunFile())
    assert where.payload is not None
    assert where.payload["claims"][0]["verdict"] == "verbatim"
    assert where.found
    assert 0 < (where.retrieval_seconds or 0) <= where.seconds
    assert hotel.payload is not None
    assert hotel.payload["answered"] is False
    assert check.payload is not None
    assert check.payload["sentences"][0]["verdict"] in ("unsupported", "contradicted")
    assert (check.found, check.retrieval_seconds) == (None, None)


def test_the_day_of_asking_is_the_suites() -> None:
    """A suite gives the same on any day: not the clock decides which articles are recent, but `as_of`."""
    seen: list[set[tuple[float, ...]]] = []

    def noting(question: str, retrieval: Retrieval) -> Answer:
        seen.append({hit.features for hit in retrieval.sentences})
        return Answer(question, answered=False)

    asked = case("where-they-met")
    assert isinstance(asked, Ask)
    for day in (asked.as_of, asked.as_of, datetime.date(2019, 5, 15)):
        run(
            [dataclasses.replace(asked, as_of=day)],
            samples(),
            {"noting": lambda: nullcontext(Reader(noting))},
            RunFile(),
        )
    assert seen[0] == seen[1] != seen[2]


def test_several_at_once_give_the_same_in_the_same_order() -> None:
    one = run(FEW, samples(), extractive(), RunFile(), repeat=2)
    three = run(FEW, samples(), extractive(), RunFile(), repeat=2, jobs=3)
    assert [r.key for r in one] == [("extractive", c.id, n) for n in (0, 1) for c in FEW]
    assert told(one) == told(three)


def test_what_goes_wrong_on_purpose_is_the_case_s_error() -> None:
    def reader(question: str, retrieval: Retrieval) -> Answer:
        raise ModelUnreachable("The server does not answer: start it")

    found = run(FEW[:2], samples(), {"far": lambda: nullcontext(Reader(reader)), **extractive()}, RunFile())
    assert [r.error for r in found[:2]] == ["ModelUnreachable: The server does not answer: start it"] * 2
    assert [r.payload for r in found[:2]] == [None, None]
    assert found[2].error is None


@pytest.mark.parametrize("jobs", [1, 3])
def test_a_bug_is_no_result(jobs: int) -> None:
    def reader(question: str, retrieval: Retrieval) -> Answer:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run(FEW[:1], samples(), {"buggy": lambda: nullcontext(Reader(reader))}, RunFile(), jobs=jobs)


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_was_done_before_a_stop_is_kept_and_not_done_again(tmp_path: Path, jobs: int) -> None:
    asked: list[str] = []

    def reader(question: str, retrieval: Retrieval) -> Answer:
        asked.append(question)
        if len(asked) == 3:
            raise KeyboardInterrupt
        return answer(question, retrieval)

    cases: list[Case] = [c for c in bundled().cases if "where" in c.tags]
    with pytest.raises(KeyboardInterrupt), run_file.opened(tmp_path, bundled(), {}) as file:
        run(cases, samples(), {"extractive": lambda: nullcontext(Reader(reader))}, file, jobs=jobs)
    with run_file.opened(tmp_path, bundled(), {}) as file:
        kept = {r.case for r in file.done}
        # Another worker may go on until it hears of the stop; the case that was stopped is not kept.
        assert len(kept) == 2 if jobs == 1 else 2 <= len(kept) < len(cases)
        before = len(asked)
        results = run(cases, samples(), {"extractive": lambda: nullcontext(Reader(reader))}, file, jobs=jobs)
    assert len(asked) - before == len(cases) - len(kept)
    assert [r.case for r in results] == [c.id for c in cases]


def test_progress_counts_what_was_there_already(tmp_path: Path) -> None:
    said: list[tuple[int, str]] = []
    with run_file.opened(tmp_path, bundled(), {}) as file:
        run(FEW[:1], samples(), extractive(), file)
    with run_file.opened(tmp_path, bundled(), {}) as file:
        run(FEW, samples(), extractive(), file, progress=lambda n, name: said.append((n, name)))
    assert said == [(2, "none-hotel"), (3, "check-wrong-number"), (4, "when-tenders-open")]
