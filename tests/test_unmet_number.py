"""A number that a question takes for granted must stand in the article, or one that it is rounded from."""

from __future__ import annotations

import pytest

from index.records import Article, Sentence
from qa.grounding import Cited, Source
from qa.unmet_number import unsaid_number

TEXT = (
    "The chain closed 312 of its shops on Monday, and twelve hundred people lost their work. The sale brought 1.337 "
    "billion crowns. Three ministers came."
)


def reason(question: str) -> str | None:
    source = Source(Article("a", TEXT, "a.txt", title="Sale of 40 trucks", date="2026-01-02"), (Sentence(0, 60, 0),))
    return unsaid_number(question, [Cited(source, 0)])


@pytest.mark.parametrize(
    "question",
    ["Why did the chain close 800 shops?", "Who called the 30-day strike?", "Where did the 1,500 people live?"],
)
def test_a_number_that_stands_nowhere_is_refused(question: str) -> None:
    assert (reason(question) or "").startswith("the question speaks of")


@pytest.mark.parametrize(
    "question",
    [
        "Why did the chain close 312 shops?",
        "Who bought the 40 trucks?",
        "Where did the 1200 people live?",
        "Who paid $1.3 billion?",
        "Who came with the three ministers?",
        "What did the chain sell in 1998?",
        "Who was king in the 14th century?",
        "Who sang in the 80s?",
        "Who flew the Boeing 747?",
        "What does article 50 say?",
        "Did the chain close 800 shops?",
        "Who sells the F-16 jets?",
    ],
)
def test_what_stands_there_or_counts_nothing_is_not(question: str) -> None:
    assert reason(question) is None
