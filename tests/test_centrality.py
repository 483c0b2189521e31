"""Centrality: what many sentences speak of comes first, a prior pulls, and an odd sentence is no trap for the walk."""

from __future__ import annotations

import numpy as np
import pytest

from qa.centrality import by_vectors, by_words, central

TOKENS = [
    ["harbour", "berth", "ship"],
    ["harbour", "berth", "dredge"],
    ["harbour", "ship", "crane"],
    ["weather", "rain"],
]


def test_likeness_by_words_is_a_cosine() -> None:
    alike = by_words(TOKENS)
    assert alike.shape == (4, 4)
    assert np.allclose(alike, alike.T)
    assert np.all(np.diag(alike) == 0)
    assert alike.max() <= 1
    assert alike[0, 1] > alike[1, 2] > 0
    assert np.all(alike[3] == 0)


def test_equal_sentences_are_quite_alike_and_a_repeated_word_counts_once() -> None:
    alike = by_words([["a", "b", "c"], ["a", "b", "c", "c"], ["d"]])
    assert alike[0, 1] == pytest.approx(1, abs=1e-5)


def test_a_rare_word_in_common_weighs_more_than_a_common_one() -> None:
    alike = by_words([["rare", "x"], ["rare", "y"], ["common", "z"], ["common", "u"], ["common", "v"], ["common", "w"]])
    assert alike[0, 1] > alike[2, 3]


def test_likeness_by_vectors_is_sharpened_and_never_below_zero() -> None:
    vectors = np.array([[1, 0], [0.8, 0.6], [-1, 0]], np.float32)
    alike = by_vectors(vectors)
    assert alike[0, 1] == pytest.approx(0.8**3)
    assert alike[0, 2] == 0
    assert np.all(np.diag(alike) == 0)


def test_the_sentence_that_the_others_resemble_is_the_most_central() -> None:
    found = central(by_words(TOKENS))
    assert found.max() == 1
    assert int(found.argmax()) == 0
    assert int(found.argmin()) == 3
    assert found.min() > 0


def test_a_prior_pulls_the_walk_to_what_is_asked_about() -> None:
    alike = by_words(TOKENS)
    assert int(central(alike, [0.01, 0.01, 1, 0.01], damping=0.5).argmax()) == 2
    assert int(central(alike, [0.01, 0.01, 0.01, 1], damping=0.5).argmax()) == 3


def test_with_no_way_on_the_prior_alone_decides() -> None:
    found = central(np.zeros((3, 3), np.float32), [1, 2, 4])
    assert found.tolist() == pytest.approx([0.25, 0.5, 1])


def test_nothing_and_one() -> None:
    assert central(by_words([])).tolist() == []
    assert central(by_words([["alone"]])).tolist() == [1]


def test_the_walk_is_the_stationary_distribution() -> None:
    rng = np.random.default_rng(0)
    alike = rng.random((12, 12)).astype(np.float32)
    alike = ((alike + alike.T) / 2).astype(np.float32)
    np.fill_diagonal(alike, 0)
    found = central(alike, damping=0.9)
    steps = alike / alike.sum(1, keepdims=True)
    whole = 0.1 / 12 + 0.9 * steps
    values, vectors = np.linalg.eig(whole.T)
    best = np.abs(np.real(vectors[:, np.argmax(np.real(values))]))
    assert np.allclose(found, best / best.max(), atol=0.01)
