"""What the articles tell nothing of is refused: a topic, a meeting, a reason, a doer; what they do tell is not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.search import Search
from tests.reader_samples import of_files, reason

LIBRARY = """Title: Library of Ostvik stays open on Sundays
Date: 2023-02-09

The head librarian, Marit Dahl, received the councillor Henrik Lunde at her office on Tuesday. Dahl invited the novelist
Yara Benali to meet readers in April.

Dahl said that the roof was leaking. "It will not last another winter," she added. Lunde said that France had paid for
the first roof.

The town council refused the loan of a generator.

The school board closed the gym. Mould had been found in its walls. The ferry company cut its fares because few people
travelled.

The town council of Ostvik kept the Sunday hours of its library on Monday by nine votes to four.
"""
REFUSED = [
    ("What did Dahl say about the parking fees in Ostvik?", "it does not say what Dahl says about 'parking fees'"),
    ("What did Dahl say about a note?", "it does not say what Dahl says about 'note'"),
    ("What is Dahl's view of the parking fees?", "it does not say what Dahl says about 'parking fees'"),
    ("How does Dahl justify the parking fees?", "it does not say what Dahl says about 'parking fees'"),
    ("What did Dahl and Lunde say about parking fees?", "it does not say what Dahl or Lunde says about 'parking fees'"),
    ("What did Lunde say about whose fault it was?", "it does not say what Lunde says about 'fault'"),
    ("What did Dahl say about France?", "it does not say what Dahl says about 'France'"),
    ("What did Lunde say about France's railways?", "it does not say what Lunde says about 'France railways'"),
    ("What did Dahl tell Lunde about the study of the floor?", "it does not say what Dahl says about 'study'"),
    ("When did Dahl meet Benali?", "it does not say that this happened: 'meet'"),
    ("When did Lunde meet Yara Benali?", "it does not say that Lunde and Yara Benali met"),
    ("Why did the town council refuse the loan of a generator?", "it gives no reason for this: 'refuse'"),
    ("Who voted against the Sunday hours in Ostvik?", "it names nobody for this: 'voted'"),
    ("Why did the pilots quarrel with Dahl?", "no sentence speaks of what is asked: 'quarrel'"),
]
ANSWERED = [
    "What did Dahl say about the roof?",
    "What did Lunde say about the French money for the roof?",
    "What did Lunde say about whether the roof was paid for?",
    "What did Lunde and Dahl say about the roof?",
    "What is Dahl's view of the roof?",
    "What did Dahl say about the leak?",
    "What did Lunde say about France?",
    "What did Dahl say about the state of the leaking roof?",
    "When did Dahl meet Lunde?",
    "When did Lunde meet Marit Dahl?",
    "Why did the school board close the gym?",
    "Why did the ferry company cut its fares?",
    "Who received Henrik Lunde at the library?",
    "Who kept the Sunday hours of the library?",
]


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    yield from of_files(tmp_path_factory.mktemp("told"), library=LIBRARY)


@pytest.mark.parametrize(("question", "why"), REFUSED)
def test_what_the_article_tells_nothing_of_is_named(search: Search, question: str, why: str) -> None:
    assert reason(search, question) == why


@pytest.mark.parametrize("question", ANSWERED)
def test_what_it_tells_is_not_refused(search: Search, question: str) -> None:
    assert reason(search, question) is None
