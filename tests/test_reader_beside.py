"""Another day of the same event, and the spot in a place, are shown beside the best sentence."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.search import Search
from tests.reader_samples import answer, search_of


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    yield from search_of(tmp_path_factory.mktemp("reader"))


def test_two_sources_with_two_days_are_both_shown(search: Search) -> None:
    found = answer(search, "When did the Norwegian minister Moe meet the harbour commissioner Storm in Aarhus?")
    assert any(text.startswith("On Wednesday") for text in found)
    assert any(text.startswith("Later on Tuesday") for text in found)


def test_the_spot_in_the_place_asked_about(search: Search) -> None:
    found = answer(search, "Where in the quarry will the visitors' hut open?")
    assert any("next to the old crane" in text for text in found)


def test_one_day_is_enough_where_the_sources_agree(search: Search) -> None:
    found = answer(search, "When did Hallam and Osterby sign their lease?")
    assert sum("Friday" in text for text in found) == 1
