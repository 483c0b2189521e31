"""In a publisher's own article "we" names it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.rank import FEATURES
from index.records import Article
from index.search import Retrieval, Search
from qa import own_voice
from qa.ask import answer, retrieve
from qa.hit_words import text_of
from tests.reader_samples import searching

LETTERS = (
    "The island of Eldvik is to get a ferry again after three years without one. Of the letters that came in we print "
    'four, all of them shortened. "We have waited long enough," wrote a teacher. The ferry will carry 60 cars.'
)


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    articles = [
        Article("own", LETTERS, "own.txt", title="Letters on the ferry", publisher="The Eldvik Courier", language="en"),
        Article("other", LETTERS.replace("four", "nine"), "other.txt", publisher="Strand Gazette", language="en"),
    ]
    yield from searching(tmp_path_factory.mktemp("voice"), articles)


def named(found: Retrieval, words: str, publisher: str) -> float:
    """How far the sentence of a publisher with these words has the names of the question."""
    for hit in found.sentences:
        if words in text_of(found, hit) and publisher in (found.articles[hit.article].publisher or ""):
            return hit.features[FEATURES.index("names")]
    raise AssertionError(words)


def test_we_is_the_publisher_of_the_article_and_of_no_other(search: Search) -> None:
    found = search.find("How many letters did the Eldvik Courier publish?")
    completed = own_voice.completed(found, 24)
    assert named(completed, "we print four", "Courier") == pytest.approx(1.0)
    assert named(completed, "we print nine", "Gazette") == named(found, "we print nine", "Gazette") < 1


def test_a_quoted_we_is_somebody_else(search: Search) -> None:
    found = search.find("What did the Eldvik Courier wait for?")
    completed = own_voice.completed(found, 24)
    assert named(completed, "We have waited", "Courier") == named(found, "We have waited", "Courier")


def test_a_question_that_names_no_publisher_is_left_alone(search: Search) -> None:
    found = search.find("How many letters are printed on the ferry?")
    assert own_voice.completed(found, 24) is found


def test_what_the_publisher_did_is_answered_from_its_own_words(search: Search) -> None:
    question = "How many readers' letters did the Eldvik Courier publish?"
    found = answer(question, retrieve(search, question))
    assert found.answered
    assert "we print four" in found.claims[0].text
