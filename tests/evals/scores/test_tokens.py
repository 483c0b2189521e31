"""The tokens that a model read and wrote."""

from __future__ import annotations

from evals.scores import UNSCORED, tokens
from tests.evals.suites import case, seen

WHERE = case("where-they-met")


def test_tokens_of_calls() -> None:
    found = seen(WHERE, usage={"calls": 1, "input_tokens": 900, "output_tokens": 0})
    assert tokens.read(found).value == 900.0
    assert tokens.written(found).value == 0.0  # a call that wrote nothing is a figure


def test_unscored_without_a_call() -> None:
    assert tokens.read(seen(WHERE, usage={"calls": 0, "input_tokens": 0, "output_tokens": 0})) is UNSCORED
    assert tokens.read(seen(WHERE)) is UNSCORED
