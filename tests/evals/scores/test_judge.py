"""A model's opinion is carried along, and decides nothing."""

from __future__ import annotations

import pytest

from evals.scores import UNSCORED, judge
from tests.evals.suites import case, claim, seen

WHERE = case("where-they-met")


def test_what_a_judge_gave() -> None:
    found = judge.score(seen(WHERE, claim("In Tehran."), judged=0.57))
    assert (found.value, found.passed) == (0.57, None)


@pytest.mark.parametrize("given", [None, float("nan"), 7, -0.1, "0.9", True])
def test_what_is_no_share_is_unscored_and_never_zero(given: object) -> None:
    assert judge.score(seen(WHERE, claim("In Tehran."), judged=given)) is UNSCORED


def test_unscored_without_a_judge() -> None:
    assert judge.score(seen(WHERE, claim("In Tehran."))) is UNSCORED
