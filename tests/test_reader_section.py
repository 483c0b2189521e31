"""A list under a heading and the terms of a treaty answer together."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.search import Search
from tests.reader_samples import answer, search_of


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    yield from search_of(tmp_path_factory.mktemp("reader"))


def test_the_items_under_the_heading_that_says_what_is_asked(search: Search) -> None:
    found = " ".join(answer(search, "What are the next steps for the quarry of Hallam and Osterby?"))
    assert all(step in found for step in ("Bids open", "The county must rule", "A public walk"))


def test_the_terms_follow_the_sentence_that_names_the_treaty(search: Search) -> None:
    found = " ".join(answer(search, "What are the terms of the lease of the quarry?"))
    assert all(term in found for term in ("40 metres", "pay for the road", "2031"))


def test_other_questions_get_no_list(search: Search) -> None:
    assert not any("Bids open" in text for text in answer(search, "What will Osterby pay for?"))
