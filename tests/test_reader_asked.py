"""The sentence that tells what is asked for comes before one that has more of the question's words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from index.search import Search
from qa import reader_asked
from qa.ask import retrieve
from qa.hit_words import text_of
from tests.reader_samples import of_files

BRIDGE = (
    "# The footbridge of Eldvik\n\n"
    "The architect Mona Rask showed the model of the Eldvik footbridge to 40 guests in the town hall on Monday. "
    "Rask drew the bridge in nine weeks. She wants a second span for bicycles, but no builder has made an offer for "
    "that span.\n\n"
    "The town paid for the model. It may be seen until Friday.\n"
)
TALKS = (
    "# Envoys in Aarvik\n\n"
    "On Tuesday the Norwegian minister Karin Moe met the harbour commissioner of Aarvik, Inga Storm, for lunch. "
    "Their topics were the new pilot routes and the price of steel. Moe praised the soup.\n\n"
    "On Wednesday Moe was received by the shipwright Torben Friis, whom she has known since school. The two praised "
    "the new slipway.\n"
)
MINERS = (
    "# The lift of the mine\n\n"
    "Petra Lund, head of the Osterby mining company, met the miners of both shafts in the canteen on Friday. "
    "The miners had called for a second lift. The company asked the miners for patience.\n"
)


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    yield from of_files(tmp_path_factory.mktemp("asked"), bridge=BRIDGE, talks=TALKS, miners=MINERS)


def first(search: Search, question: str, put_first: str = "") -> str:
    """The sentence that comes first, if the one with these words was found best."""
    found = retrieve(search, question)
    hits = sorted(found.sentences, key=lambda hit: put_first not in text_of(found, hit))
    best = hits[0]
    near = [best, *(h for h in found.sentences if h is not best)]
    return text_of(found, reader_asked.first(found, near)[0])


@pytest.mark.parametrize(
    ("question", "best", "answer"),
    [
        ("What is holding up the second span of the Eldvik footbridge?", "showed the model", "no builder"),
        ("What's delaying the second span?", "drew the bridge", "no builder"),
        ("What are the obstacles to the second span?", "drew the bridge", "no builder"),
        ("What were the topics of Storm's meeting with Moe?", "Moe met the harbour", "Their topics were"),
        ("What did Moe and Storm talk about?", "Moe met the harbour", "Their topics were"),
        ("What did the miners want from the mining company?", "met the miners", "called for a second lift"),
        ("What do the miners demand?", "met the miners", "called for a second lift"),
        ("What did Moe and Friis praise?", "received by the shipwright", "The two praised"),
    ],
)
def test_what_tells_the_thing_asked_for_comes_first(search: Search, question: str, best: str, answer: str) -> None:
    assert answer in first(search, question, best)


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("What did Rask show in the town hall?", "showed the model"),  # no obstacle is asked for
        ("What is holding up the model of the footbridge?", "It may be seen until"),  # it tells one itself
        ("What did Moe and Friis talk about?", "received by the shipwright"),  # the topics are those of another talk
        ("What did the company want?", "The company asked the miners for patience"),  # nobody else's wish
    ],
)
def test_the_order_stays_where_nothing_else_is_asked_for(search: Search, question: str, best: str) -> None:
    assert best in first(search, question, best)


def test_a_sentence_that_is_far_behind_stays_there(search: Search) -> None:
    found = retrieve(search, "What is holding up the second span?")
    hits = [hit for hit in found.sentences if "no builder" in text_of(found, hit) or "drew the" in text_of(found, hit)]
    hits.sort(key=lambda hit: "no builder" in text_of(found, hit))
    far = [replace(hits[0], score=hits[1].score + reader_asked.FARTHEST + 1), hits[1]]
    assert "drew the bridge" in text_of(found, reader_asked.first(found, far)[0])
