"""The short answer: exact match, F1, and when it is wrong enough to fail."""

from __future__ import annotations

from typing import Any

import pytest

from evals.scores import UNSCORED, exact
from tests.evals.suites import case, claim, seen

WATER = case("how-much-water")  # short: 85 cubic metres
QUOTE = claim("Sarin will release at least 85 cubic metres a second from the Upper Dam.")


def short(text: str) -> dict[str, Any]:
    return {"text": text, "citation": 1, "start": 0, "end": len(text)}


def test_the_right_one() -> None:
    result = seen(WATER, QUOTE, short=[short("85 cubic metres")])
    assert exact.exact_match(result).value == 1.0
    assert (exact.f1(result).value, exact.f1(result).passed) == (1.0, True)


def test_more_than_the_right_one_passes_and_is_no_exact_match() -> None:
    result = seen(WATER, QUOTE, short=[short("85 cubic metres a second")])
    assert exact.exact_match(result).value == 0.0
    assert exact.f1(result).passed
    assert exact.f1(result).value == pytest.approx(6 / 7)  # "a" doesn't count


def test_a_part_of_the_right_one_fails() -> None:
    found = exact.f1(seen(WATER, QUOTE, short=[short("85 cubic")]))
    assert found.passed is False
    assert found.value == pytest.approx(0.8)
    assert "'85 cubic'" in found.why


def test_one_wrong_short_answer_among_right_ones_fails() -> None:
    found = exact.f1(seen(WATER, QUOTE, short=[short("85 cubic metres"), short("nine years")]))
    assert found.passed is False
    assert found.value == 0.5


def test_showing_none_is_no_fault() -> None:
    found = exact.f1(seen(WATER, QUOTE))
    assert found.passed
    assert 0 < (found.value or 0) < 1


def test_unscored_where_no_short_answer_is_known() -> None:
    assert exact.f1(seen(case("what-layla-signed"), QUOTE, short=[short("85")])) is UNSCORED
    assert exact.exact_match(seen(case("what-layla-signed"), QUOTE)) is UNSCORED
