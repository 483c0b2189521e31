"""Cosines of other embedders on MiniLM's scale."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from index import scale
from index.embed import MiniLM, Passage
from tests.hash_embedder import HashEmbedder

QUESTIONS, SENTENCES = scale.anchors()


def vectors(embedder: MiniLM) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    found = embedder.passages([Passage(text, ()) for text in SENTENCES])
    return np.array([embedder.query(text) for text in QUESTIONS]), np.array([vector for vector, _ in found])


@pytest.fixture(scope="module")
def minilm() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    return vectors(MiniLM())


def test_minilm_has_the_scale_one(minilm: tuple[NDArray[np.float32], NDArray[np.float32]]) -> None:
    """Fails when the anchors change and their figures for MiniLM are not measured again."""
    found = scale.measured(*minilm)
    assert found.slope == pytest.approx(1, abs=0.01)
    assert found.offset == pytest.approx(0, abs=0.005)


def test_a_model_with_narrow_cosines_is_brought_to_the_same_figures(
    minilm: tuple[NDArray[np.float32], NDArray[np.float32]],
) -> None:
    """A component that all vectors share lifts and narrows their cosines, as in e5."""
    narrow = [np.hstack([x / 2, np.full((len(x), 1), 0.75**0.5, np.float32)]) for x in minilm]
    found = scale.measured(narrow[0], narrow[1])
    related, unrelated = scale.spread(*minilm)
    assert [found.of(0.75 + c / 4) for c in (related, unrelated)] == pytest.approx([related, unrelated], abs=0.01)
    assert found.slope == pytest.approx(4, abs=0.05)


def test_a_model_that_tells_nothing_apart_gets_a_bounded_slope() -> None:
    same = np.full((len(QUESTIONS), 4), 0.5, np.float32)
    assert scale.measured(same, same).slope == scale.MOST


def test_anchors_are_whole_and_each_is_there_once() -> None:
    assert len(QUESTIONS) == len(SENTENCES) >= 20
    assert len(set(QUESTIONS + SENTENCES)) == 2 * len(QUESTIONS)
    assert all(text.endswith("?") for text in QUESTIONS)
    assert all(text.endswith(".") for text in SENTENCES)


def test_embedders_that_name_no_scale_have_none() -> None:
    assert scale.of(MiniLM()) is None
    assert scale.of(HashEmbedder()) is None
