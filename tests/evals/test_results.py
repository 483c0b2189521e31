"""From results to outcomes: what passes, fails, errs, and does not count."""

from __future__ import annotations

import dataclasses
from typing import Any

from evals import scores
from evals.cases import Case
from evals.report import MEANINGS
from evals.results import Outcome, Result, judge, outcomes
from tests.evals.suites import case, claim, ran, samples, wire

MET = "Syria's foreign minister, Bassam Sabbagh, met Iranian President Masoud Pezeshkian in Tehran on Wednesday."
WHERE = case("where-they-met")
RIGHT = {"answered": True, "claims": [claim(MET, wire().citation(MET))], "short": []}
ABSTAINED: dict[str, Any] = {"answered": False, "claims": [], "short": []}


def result(asked: Case, payload: dict[str, Any] | None, repeat: int = 0, model: str = "extractive") -> Result:
    error = None if payload is not None else "ModelUnreachable: nobody there"
    return Result(asked.id, model, repeat, payload, (wire().found(MET),), 0.1, 0.05, error)


def outcome(asked: Case, *payloads: dict[str, Any] | None, model: str = "extractive") -> Outcome:
    results = [result(asked, p, n, model) for n, p in enumerate(payloads)]
    (found,) = outcomes([asked], [model], results, samples())
    return found


def test_a_result_goes_through_json_unchanged() -> None:
    import json

    made = result(WHERE, RIGHT)
    assert Result.of_record(json.loads(json.dumps(made.as_record()))) == made


def test_states() -> None:
    assert outcome(WHERE, RIGHT).state == "passed"
    failed = outcome(WHERE, ABSTAINED)
    assert failed.state == "failed"
    assert len(failed.first.reasons) == len(set(failed.first.reasons)) > 0
    assert outcome(WHERE, None).state == "error"
    assert outcome(WHERE, None).first.reasons == ("ModelUnreachable: nobody there",)


def test_an_error_scores_nothing() -> None:
    assert {s.value for s in outcome(WHERE, None).first.scores.values()} == {None}


def test_what_needs_a_model_counts_only_with_one() -> None:
    asked = case("model-whom-last")
    assert outcome(asked, ABSTAINED).state == "uncounted"
    assert outcome(asked, ABSTAINED).first.reasons  # and still says what is wrong
    assert outcome(asked, ABSTAINED, model="some-model").state == "failed"


def test_repeats_all_have_to_pass() -> None:
    found = outcome(WHERE, RIGHT, ABSTAINED, RIGHT, RIGHT)
    assert (found.state, found.share, found.unsteady) == ("failed", 0.75, True)
    assert found.first is found.judged[1]
    assert found.value("contains") == 0.75
    assert outcome(WHERE, RIGHT, RIGHT).unsteady is False


def test_unscored_repeats_are_left_out_of_a_mean() -> None:
    found = outcome(WHERE, RIGHT, ABSTAINED)
    assert found.value("citation_precision") == 1.0  # an abstention cites nothing
    assert found.value("judge") is None


def test_cases_without_a_result_have_no_outcome() -> None:
    found = outcomes([WHERE, case("none-hotel")], ["extractive"], [result(WHERE, RIGHT)], samples())
    assert [o.case.id for o in found] == ["where-they-met"]


def test_each_score_has_a_name_and_a_meaning() -> None:
    assert [s.name for s in scores.ALL] == [name for name in MEANINGS if name != "pass_rate"]


def test_a_case_that_asks_more_fails_for_that(  # the reasons come from the scores, and name them all
) -> None:
    more = dataclasses.replace(WHERE, max_sentences=0, must_answer=())  # type: ignore[call-arg]
    judged = judge(more, result(more, RIGHT), samples())
    assert judged.state == "failed"
    assert len(judged.reasons) == 1
    assert "at most 0" in judged.reasons[0]


def test_the_real_reader_passes_and_fails_where_the_baseline_says() -> None:
    by_id = {o.case.id: o.state for o in ran([WHERE, case("none-hotel"), case("how-much-water")])}
    assert by_id["where-they-met"] == by_id["none-hotel"] == "passed"
