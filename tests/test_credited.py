"""A question for one publisher's report is searched in that publisher's articles."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.credited import credited
from index.embed import load
from index.search import Search
from index.store import Store
from tests.sample_index import sample_index


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with Store.open(sample_index()) as opened:
        yield opened


def test_the_publisher_is_taken_from_the_question(store: Store) -> None:
    found = credited("What is built, according to the Coastal Times?", store)
    assert found is not None
    assert found[0] == "What is built?"
    assert {h.publisher for h in store.heads() if h.rowid in found[1]} == {"Coastal Times"}
    first = credited("According to Coastal Times, what is built?", store)
    assert first is not None
    assert first[0] == "what is built?"


@pytest.mark.parametrize(
    "question",
    [
        "What is built, according to the mayor?",
        "What is built, according to Times?",
        "What is built, according to the Northern Courant?",
        "Two berths are built, according to the Coastal Times.",
    ],
)
def test_whoever_is_no_publisher_limits_nothing(question: str, store: Store) -> None:
    assert credited(question, store) is None


def test_only_its_articles_are_found(store: Store) -> None:
    search = Search(store, load(), warn=pytest.fail)
    question = "Who met Pezeshkian, according to Orontes Courier?"
    found = search.find(question)
    assert {a.publisher for a in found.articles.values()} == {"Orontes Courier"}
    others = [h.rowid for h in store.heads() if h.publisher != "Orontes Courier"]
    assert search.find(question, articles=others).sentences == ()
