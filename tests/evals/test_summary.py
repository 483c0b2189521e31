"""The figures of a run."""

from __future__ import annotations

import dataclasses

import pytest

from evals.results import Outcome
from evals.summary import summarise
from tests.evals.suites import case
from tests.evals.test_results import ABSTAINED, RIGHT, WHERE, outcome

HOTEL, LAST = case("none-hotel"), case("model-whom-last")


def few() -> list[Outcome]:
    deep = dataclasses.replace(WHERE, id="again", tags=frozenset({"where", "deep"}))
    return [outcome(WHERE, RIGHT), outcome(deep, ABSTAINED), outcome(HOTEL, ABSTAINED), outcome(LAST, ABSTAINED)]


def test_counts_and_the_pass_rate() -> None:
    found = summarise("extractive", few())
    assert (found.passed, found.failed, found.errors, found.uncounted, found.counted) == (2, 1, 0, 1, 3)
    assert found.pass_rate is not None
    assert found.pass_rate.mean == pytest.approx(2 / 3)
    assert found.pass_rate.clusters == 2  # both of the first are about one article
    assert found.value("pass_rate") == found.pass_rate.mean


def test_tags() -> None:
    by_tag = summarise("extractive", few()).by_tag
    assert (by_tag["where"].mean, by_tag["where"].n) == (0.5, 2)
    assert by_tag["deep"].mean == 0.0
    assert "needs-model" not in by_tag


def test_unscored_cases_are_in_no_mean() -> None:
    found = summarise("extractive", few())
    figures = {f.name: f for f in found.figures}
    assert (figures["contains"].mean, figures["contains"].n) == (0.5, 2)  # not the abstention, which has none
    assert (figures["abstention_precision"].mean, figures["abstention_recall"].mean) == (0.5, 1.0)
    assert (figures["citation_precision"].mean, figures["citation_precision"].n) == (1.0, 1)
    assert figures["seconds"].interval is None
    assert found.value("judge") is None
    assert "cost_usd" not in figures


def test_repeats_have_a_spread() -> None:
    found = summarise("extractive", [outcome(WHERE, RIGHT, RIGHT), outcome(HOTEL, RIGHT, ABSTAINED)])
    assert found.spread == (0.5, 1.0)
    assert found.unsteady == ("none-hotel",)
    assert found.pass_rate is not None
    assert found.pass_rate.mean == 0.75


def test_nothing_that_counts() -> None:
    found = summarise("extractive", [outcome(LAST, ABSTAINED)])
    assert (found.pass_rate, found.spread, found.figures) == (None, (), ())
    assert summarise("extractive", []).counted == 0


def test_prompts_are_told_once() -> None:
    prompt = {"name": "answer", "version": "1", "digest": "abc"}
    made = [outcome(WHERE, {**RIGHT, "prompt": prompt}), outcome(HOTEL, {**ABSTAINED, "prompt": prompt})]
    assert summarise("extractive", made).prompts == (prompt,)
