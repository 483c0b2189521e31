"""An office of another country is not the office that is asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.search import Search
from qa import reader_extractive
from qa.sources import Sources
from qa.unmet_office import another_land
from tests.reader_samples import search_of


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    yield from search_of(tmp_path_factory.mktemp("reader"))


def reason(search: Search, question: str) -> str | None:
    retrieval = search.find(question)
    sources = Sources(retrieval)
    passages = [
        sources.cited(p.span.article, range(p.span.first, p.span.last)) for p in reader_extractive.read(retrieval)
    ]
    assert passages, "there is nothing to refuse"
    return another_land(question, passages, [sources.cited(n, [0])[0].source for n in retrieval.articles])


def test_a_minister_of_another_country_is_refused(search: Search) -> None:
    said = reason(search, "Who is Denmark's trade minister?")
    assert said is not None
    assert "another country" in said


@pytest.mark.parametrize(
    "question", ["Who is Norway's trade minister?", "Who is the president of Denmark?", "Who met Storm?"]
)
def test_the_right_country_and_other_questions_are_not_refused(search: Search, question: str) -> None:
    assert reason(search, question) is None
