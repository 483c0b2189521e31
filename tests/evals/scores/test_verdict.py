"""A checked sentence gets the right verdict, for the right reason."""

from __future__ import annotations

from evals.scores import UNSCORED, Seen, verdict
from tests.evals.suites import case, claim, samples, seen


def checked(case_id: str, given: str, reason: str | None = None) -> Seen:
    sentence: dict[str, object] = {"text": "...", "verdict": given, "reason": reason, "citations": []}
    return Seen(case(case_id), {"version": 1, "sentences": [sentence]}, None, samples(), 0.1, None)


def test_one_of_the_right_verdicts() -> None:
    assert verdict.score(checked("check-plan-as-fact", "contradicted")).passed
    assert verdict.score(checked("check-plan-as-fact", "unsupported")).passed


def test_another_verdict() -> None:
    found = verdict.score(checked("check-plan-as-fact", "supported"))
    assert (found.value, found.passed) == (0.0, False)
    assert "supported" in found.why
    assert "unsupported or contradicted" in found.why


def test_the_reason_counts_where_the_case_names_one() -> None:
    assert verdict.score(checked("check-wrong-name", "unsupported", "'Hassan Rouhani' is in none of them")).passed
    found = verdict.score(checked("check-wrong-name", "unsupported", "too few of its words are there"))
    assert found.passed is False
    assert "'Rouhani'" in found.why


def test_unscored_for_a_question() -> None:
    assert verdict.score(seen(case("where-they-met"), claim("In Tehran."))) is UNSCORED
