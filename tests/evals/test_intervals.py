"""Intervals hold the truth as often as they say, also when cases stand or fall together."""

from __future__ import annotations

import random

import pytest

from evals.intervals import interval, paired, student, wilson


def test_the_mean_and_its_bounds() -> None:
    found = interval([1.0, 1.0, 0.0, 1.0], ["a", "b", "c", "d"])
    assert found is not None
    assert (found.mean, found.n, found.clusters) == (0.75, 4, 4)
    assert 0 <= found.low < 0.75 < found.high <= 1


def test_no_value_and_one_cluster() -> None:
    assert interval([], []) is None
    found = interval([1.0, 0.0, 1.0], ["a"] * 3)
    assert found is not None
    assert (found.low, found.high) == (0.0, 1.0)


def test_cases_that_stand_and_fall_together_tell_less() -> None:
    values = [1.0, 1.0, 1.0, 0.0, 0.0, 0.0] * 2
    apart = interval(values, range(12))
    together = interval(values, [n // 3 for n in range(12)])
    assert apart is not None
    assert together is not None
    assert together.high - together.low > apart.high - apart.low


def test_all_passed_is_no_certainty() -> None:
    found = interval([1.0] * 20, [n // 2 for n in range(20)])
    assert found is not None
    assert found.high == 1.0
    assert 0.6 < found.low < 0.85  # Wilson for 10 of 10 is 0.72


def test_wilson_against_published_figures() -> None:
    """Brown, Cai and DasGupta 2001; Newcombe 1998, table I: 81 of 263 is .2553 to .3662."""
    low, high = wilson(81 / 263, 263)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)


@pytest.mark.parametrize(("freedom", "point"), [(1, 12.706), (2, 4.303), (5, 2.571), (10, 2.228), (30, 2.042)])
def test_students_t(freedom: int, point: float) -> None:
    assert student(freedom) == pytest.approx(point, rel=0.001)


@pytest.mark.parametrize("share", [0.6, 0.9])
def test_it_holds_the_truth_in_95_of_100_runs(share: float) -> None:
    rng = random.Random(3)
    hits = 0
    for _ in range(400):
        values, clusters = [], []
        for cluster in range(15):
            common, together = rng.random() < share, rng.random() < 0.4
            for _ in range(4):
                values.append(float(common if together else rng.random() < share))
                clusters.append(cluster)
        found = interval(values, clusters)
        assert found is not None
        hits += found.low <= share <= found.high
    assert 0.91 <= hits / 400 <= 0.99


def test_mcnemar() -> None:
    assert paired(0, 0) == 1.0
    assert paired(3, 3) == 1.0
    assert paired(6, 0) == pytest.approx(2 / 64)
    assert paired(1, 8) == paired(8, 1) == pytest.approx(20 / 512)
