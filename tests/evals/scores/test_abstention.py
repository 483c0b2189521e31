"""Abstaining where one should, and answering where one should."""

from __future__ import annotations

from evals.scores import UNSCORED, abstention
from tests.evals.suites import case, claim, seen

NOTHING = case("none-hotel")
SOMETHING = case("where-they-met")
SAID = claim("They met in Tehran.")


def test_a_right_abstention_counts_for_both() -> None:
    assert abstention.precision(seen(NOTHING)).passed
    assert abstention.recall(seen(NOTHING)).passed


def test_a_wrong_abstention_costs_precision_alone() -> None:
    found = abstention.precision(seen(SOMETHING, confidence=0.37))
    assert (found.value, found.passed) == (0.0, False)
    assert "0.37" in found.why
    assert abstention.recall(seen(SOMETHING)) is UNSCORED


def test_an_answer_to_what_nothing_answers_costs_recall_alone() -> None:
    found = abstention.recall(seen(NOTHING, SAID, confidence=0.81))
    assert (found.value, found.passed) == (0.0, False)
    assert "They met in Tehran." in found.why
    assert abstention.precision(seen(NOTHING, SAID)) is UNSCORED


def test_a_right_answer_and_a_checked_sentence_are_no_matter_of_abstention() -> None:
    assert abstention.precision(seen(SOMETHING, SAID)) is UNSCORED
    assert abstention.recall(seen(SOMETHING, SAID)) is UNSCORED
    assert abstention.precision(seen(case("check-vote"))) is UNSCORED
