"""How long it took."""

from __future__ import annotations

from evals.scores import UNSCORED, Seen, latency
from tests.evals.suites import case, samples, seen


def test_seconds_in_all_and_for_retrieval() -> None:
    found = seen(case("where-they-met"))
    assert latency.total(found).value == 0.5
    assert latency.retrieval(found).value == 0.2
    assert latency.total(found).passed is None


def test_unscored_where_retrieval_was_not_measured_apart() -> None:
    checked = Seen(case("check-vote"), {"sentences": []}, None, samples(), 0.1, None)
    assert latency.retrieval(checked) is UNSCORED
