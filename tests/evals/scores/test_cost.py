"""What it cost."""

from __future__ import annotations

from evals.scores import UNSCORED, cost
from tests.evals.suites import case, seen

WHERE = case("where-they-met")


def test_dollars_of_calls() -> None:
    assert cost.score(seen(WHERE, usage={"calls": 2, "cost_usd": 0.0021})).value == 0.0021
    assert cost.score(seen(WHERE, usage={"calls": 1, "cost_usd": 0.0})).value == 0.0  # a server that asks nothing


def test_an_unknown_price_and_no_call_are_unscored() -> None:
    assert cost.score(seen(WHERE, usage={"calls": 2, "cost_usd": None})) is UNSCORED
    assert cost.score(seen(WHERE, usage={"calls": 0, "cost_usd": 0.0})) is UNSCORED
    assert cost.score(seen(WHERE)) is UNSCORED
