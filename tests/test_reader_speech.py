"""What somebody says is told by their own sentences, and by nobody else's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.search import Search
from qa import reader_extractive
from qa.unmet import unmet
from tests.reader_samples import answer, search_of


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    yield from search_of(tmp_path_factory.mktemp("reader"))


def test_what_one_told_the_other_is_said_by_the_one_and_to_the_other(search: Search) -> None:
    first = answer(search, "What did Moe tell Storm?")[0]
    assert "only their paint" in first


def test_what_somebody_expects_is_in_their_own_words(search: Search) -> None:
    found = answer(search, "What does Storm expect if Norway and Denmark move closer together?")
    assert any("stronger that river flows" in text for text in found)
    assert not any("Dahl told his guest" in text for text in found)


def test_what_others_say_is_no_answer(search: Search) -> None:
    found = answer(search, "What did Storm say about Sweden?")
    assert found
    assert not any("Dahl" in text for text in found)


def test_of_what_one_does_not_speak_there_is_no_answer(search: Search) -> None:
    retrieval = search.find("What did Storm say about Sweden?")
    assert unmet(retrieval, reader_extractive.read(retrieval)) is not None


def test_what_one_does_speak_of_is_an_answer(search: Search) -> None:
    assert answer(search, "What did Dahl say about Sweden?") == ["Dahl called Sweden's cranes unsafe."]


def test_why_somebody_thinks_so_is_their_own_reason(search: Search) -> None:
    found = answer(search, "Why does Moe think that ferry makers must draw closer?")
    assert len(found) == 1
    assert "because steel has become dear" in found[0]


def test_the_sentence_with_the_verb_of_the_question_comes_first(search: Search) -> None:
    assert answer(search, "What did Petra Lund promise?")[0].startswith("Lund promised the hut")
