"""Whether a true sentence answers the question: the sentences that do pass, and those about something else don't."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from index.embed import load
from index.records import Article, Sentence
from index.search import Retrieval, Search
from index.store import Store
from qa.grounding import Cited, Source
from qa.relevance import off_question
from qa.sources import Sources
from tests.sample_index import sample_index

ANSWERS = {
    "who met Sabbagh?": [
        "met Iranian President",
        "met the director",
        "Sabbagh also held talks with",
        "Later on Wednesday the foreign minister met",
        "Sabbagh was received by",
    ],
    "Whom did Bassam Sabbagh meet in Tehran?": ["Sabbagh also held talks with", "Sabbagh was received by"],
    "Who invited Pezeshkian to visit Syria?": ["invited Pezeshkian to visit"],
    "What did Ahmadian say about Israel?": ["Ahmadian claimed that Israel", "Israel could not defend itself"],
    "How many berths will the port of Tamrin get?": ["plans to build two berths"],
    "How long did the meeting in Marseille last?": ["lasted 45 minutes"],
    "How did the port authority vote?": ["by seven votes to two"],
}
BESIDE = {
    "who met Sabbagh?": "prints it unchanged",
    "Whom did Bassam Sabbagh meet in Tehran?": "Ahmadian claimed that Israel",
    "Who invited Pezeshkian to visit Syria?": "prints it unchanged",
    "What did Ahmadian say about Israel?": "prints it unchanged",
    "How many berths will the port of Tamrin get?": "promised the guild a place",
    "How long did the meeting in Marseille last?": "Translated from Arabic",
}


@pytest.fixture(scope="module")
def search() -> Iterator[Search]:
    with Store.open(sample_index()) as store:
        yield Search(store, load(), warn=print)


def cited(retrieval: Retrieval, words: str) -> list[Cited]:
    """The first sentence that has these words, of the articles that were found."""
    sources = Sources(retrieval)
    for rowid, article in retrieval.articles.items():
        for n, span in enumerate(retrieval.sentences_of[rowid]):
            if words in article.text[span.start : span.end]:
                return sources.cited(rowid, [n])
    raise AssertionError(f"no article has {words!r}")


@pytest.mark.parametrize(("question", "words"), [(q, w) for q, ws in ANSWERS.items() for w in ws])
def test_what_answers_is_not_refused(search: Search, question: str, words: str) -> None:
    retrieval = search.find(question)
    assert off_question(retrieval, cited(retrieval, words)) is None


@pytest.mark.parametrize(("question", "words"), BESIDE.items())
def test_what_does_not_is(search: Search, question: str, words: str) -> None:
    retrieval = search.find(question)
    reason = off_question(retrieval, cited(retrieval, words))
    assert reason is not None
    assert reason == reason.strip(" .")


def test_one_sentence_that_answers_is_enough(search: Search) -> None:
    retrieval = search.find("who met Sabbagh?")
    beside, answer = cited(retrieval, "prints it unchanged"), cited(retrieval, "met Iranian President")
    assert off_question(retrieval, beside + answer) is None


def test_a_sentence_that_was_not_found_is_no_answer(search: Search) -> None:
    retrieval = search.find("who met Sabbagh?")
    text = "Masoud Pezeshkian met Bassam Sabbagh."
    other = Cited(Source(Article("elsewhere", text, "x.txt"), (Sentence(0, len(text), 0),)), 0)
    assert off_question(retrieval, [other]) is not None
    assert off_question(retrieval, []) is not None
    assert off_question(replace(retrieval, sentences=()), cited(retrieval, "met Iranian President")) is not None
