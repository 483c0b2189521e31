"""What a yes-no question asks and no article tells is refused; a "no" in whatever words is an answer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.search import Search
from tests.reader_samples import of_files, reason

MILL = """Title: Mill of Ostvik stays shut
Date: 2023-02-09

The miller of Ostvik, Marit Dahl, spoke to her neighbours at the mill on Tuesday. Dahl refused an offer for the mill and
its wheel. She has not hired a carpenter, and she promised to repair the roof by May.

The councillor Henrik Lunde asked her to keep the mill open. Lunde denied that the town had put a price on it.

No meeting was held in the harbour. The town sold its old ferry to a firm from Bergen, and the baker
Yara Moe brought bread to the mill.
"""
REFUSED = [
    ("Did Dahl sign a railway contract in Ostvik?", "it speaks of no railway contract"),
    ("Has Dahl bought a camel at the mill?", "it speaks of no camel"),
    ("Did the town sell a hospital in the harbour?", "it speaks of no hospital"),
    ("Did Yara Moe divorce at the mill?", "it does not tell this of Yara Moe: 'divorce'"),
]
ANSWERED = [
    "Did Dahl accept an offer for the mill?",
    "Has Dahl hired a carpenter?",
    "Did Dahl recruit a carpenter?",
    "Will Dahl fix the roof?",
    "Did Lunde set a price on the mill?",
    "Did Lunde insult Dahl?",
    "Did the town buy a ferry?",
    "Was a meeting held in the harbour?",
    "Did Dahl make a promise to her neighbours?",
    "Did Dahl give a talk at the mill?",
]


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    yield from of_files(tmp_path_factory.mktemp("whether"), mill=MILL)


@pytest.mark.parametrize(("question", "why"), REFUSED)
def test_what_the_article_tells_nothing_of_is_named(search: Search, question: str, why: str) -> None:
    assert reason(search, question) == why


@pytest.mark.parametrize("question", ANSWERED)
def test_what_it_tells_or_denies_is_answered(search: Search, question: str) -> None:
    assert reason(search, question) is None
