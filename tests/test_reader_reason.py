"""The reason of a deed may stand in the sentence after it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.search import Search
from qa.reader_reason import CAUSE
from tests.reader_samples import answer, search_of


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    yield from search_of(tmp_path_factory.mktemp("reader"))


def test_a_refusal_is_explained_by_the_next_sentence(search: Search) -> None:
    first, second, *_ = answer(search, "Why were the miners refused a second lift?")
    assert first == "The miners had asked for a second lift."
    assert second.startswith("Petra Lund said the quarry could not pay for it")  # hers, and so by itself


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("It closed because of rain.", True),
        ("It closed owing to rain.", True),
        ("It closed since nobody came.", True),
        ("It has been closed since May.", False),
        ("It has been closed since 2019.", False),
        ("The reason, he said, was rain.", True),
        ("It closed at noon.", False),
    ],
)
def test_words_of_cause(text: str, gives: bool) -> None:
    assert bool(CAUSE.search(text)) is gives
