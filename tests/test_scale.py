"""Cosines of other embedders on MiniLM's scale."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from index import rank, scale
from index.embed import MiniLM, Passage
from index.errors import WrongFormat
from index.search import Search
from index.store import Store
from tests.hash_embedder import HashEmbedder
from tests.sample_index import sample_index

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


class Twice(MiniLM):
    """MiniLM, as if its cosines were half as wide."""

    def scale(self) -> scale.Scale:
        return scale.Scale(2.0, 0.125)


def test_a_scale_changes_the_features_and_not_what_is_found() -> None:
    said: list[str] = []
    with Store.open(sample_index()) as store:
        plain, twice = (
            Search(store, each, said.append).find("How long did the talks in Tehran last?")
            for each in (MiniLM(), Twice())
        )
    assert [hit.chunk.rowid for hit in plain.passages] == [hit.chunk.rowid for hit in twice.passages]
    similarity = rank.FEATURES.index("similarity")
    before, after = ({(h.article, h.n): h.features[similarity] for h in found.sentences} for found in (plain, twice))
    assert before.keys() == after.keys()
    assert any(before.values())
    assert [after[k] for k in before] == pytest.approx([2 * value + 0.125 for value in before.values()], abs=1e-5)
    assert not said


def test_a_question_of_another_length_is_refused() -> None:
    with Store.open(sample_index()) as store, pytest.raises(WrongFormat, match="now gives 64: run 'qa reindex'"):
        Search(store, HashEmbedder(), print).find("Who met?")


def test_embedders_that_name_no_scale_have_none() -> None:
    assert scale.of(MiniLM()) is None
    assert scale.of(HashEmbedder()) is None
