"""Retrieval on the sample articles: both ways of finding, filters, languages, and what a damaged Chroma leaves."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import rank
from index.build import Writer
from index.embed import MiniLM, load
from index.records import Article
from index.search import Retrieval, Search
from index.store import Store
from tests.sample_index import sample_index


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with Store.open(sample_index()) as opened:
        yield opened


@pytest.fixture(scope="module")
def search(store: Store) -> Search:
    return Search(store, load(), warn=_no_warning)


def _no_warning(line: str) -> None:
    raise AssertionError(line)


def first(found: Retrieval) -> str:
    hit = found.sentences[0]
    return found.articles[hit.article].text[hit.start : hit.end]


def test_every_hit_is_a_sentence_of_its_article(search: Search) -> None:
    found = search.find("who met Sabbagh in Tehran?")
    assert len(found.sentences) > 20
    for hit in found.sentences:
        span = found.sentences_of[hit.article][hit.n]
        assert (span.start, span.end) == (hit.start, hit.end)
        assert len(hit.features) == len(rank.FEATURES)
    assert [h.score for h in found.sentences] == sorted((h.score for h in found.sentences), reverse=True)


def test_a_sentence_is_listed_once(search: Search) -> None:
    found = search.find("the ministers and the port")
    places = [(h.article, h.n) for h in found.sentences]
    assert len(places) == len(set(places))


def test_the_sentence_that_answers_comes_first(search: Search) -> None:
    assert "Velayati" in first(search.find("When was Sabbagh received by Velayati?"))
    assert "Tamrin" in first(search.find("Which port will get two more berths?"))


def test_words_and_vectors_both_find(search: Search) -> None:
    found = search.find("talks between the foreign minister and the president of Iran")
    assert {"words", "vectors"} <= {way for p in found.passages for way in p.found_by}


def test_an_arabic_question_is_searched_by_words_alone(search: Search) -> None:
    found = search.find("من التقى صباغ في طهران؟")
    assert {way for p in found.passages for way in p.found_by} == {"words"}
    assert found.articles[found.sentences[0].article].language == "ar"


def test_passages_in_other_languages_have_no_vector(store: Store) -> None:
    (arabic,) = [h for h in store.heads() if h.language == "ar"]
    vector = MiniLM().query("meeting")
    assert store.by_vector_exact(vector, 10, articles=[arabic.rowid]) == []


def test_a_filter_leaves_only_its_articles(store: Store, search: Search) -> None:
    wanted = {h.rowid for h in store.heads(publisher="Orontes")}
    found = search.find("who met Sabbagh?", articles=wanted)
    assert {h.article for h in found.sentences} == wanted


def test_a_question_without_a_word_that_occurs_still_finds_by_vector(search: Search) -> None:
    found = search.find("zzqx vvkw")
    assert {way for p in found.passages for way in p.found_by} == {"vectors"}


def test_hostile_questions_are_only_text(search: Search) -> None:
    for text in ('" OR body:*', "NEAR(a b)", "title:x AND -y", "\x00", "'; DROP TABLE article; --", "?" * 5000):
        search.find(text)


def test_an_as_of_date_brings_the_articles_of_that_time_first(tmp_path: Path) -> None:
    text = "The board of the harbour named a new director. {} takes the office, the board said."
    articles = [
        Article(f"a{year}", text.format(name), f"{year}.txt", title=None, date=f"{year}-05-02", language="en")
        for year, name in ((2019, "Ferro"), (2021, "Lindt"), (2023, "Okoro"))
    ]
    embedder = load()
    with Writer(tmp_path / "index", embedder) as writer:
        writer.add(articles)
    with Store.open(tmp_path / "index") as opened:
        finder = Search(opened, embedder, _no_warning)
        for year in (2019, 2021, 2023):
            found = finder.find("Who is the harbour's new director?", as_of=datetime.date(year, 5, 4))
            assert found.articles[found.sentences[0].article].id == f"a{year}"


def test_an_order_never_changes_by_itself(search: Search) -> None:
    one, other = (search.find("what did they agree on?") for _ in range(2))
    assert [(h.article, h.n) for h in one.sentences] == [(h.article, h.n) for h in other.sentences]
