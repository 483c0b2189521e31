"""What is only planned does not answer what a question takes for done; what is done does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.search import Search
from qa import reader_extractive
from qa.unmet import unmet
from qa.unmet_planned import asked
from tests.reader_samples import of_files

PLANT = """Title: Heat pumps from Lowen
Date: 2026-02-05

The heat-pump maker Tessarine, founded in 1958, is considering a plant in Sorvia. It built its plant in Lowen Cross in
1971. A second study of its pumps, for which 600 homes are to be chosen, is planned for the autumn.

A neighbour has taken the noise to the county court, which is to hear both sides on 9 March. In an earlier case the town
court fined Tessarine 4,000 crowns. The board will choose a new chairman in May.
"""


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    yield from of_files(tmp_path_factory.mktemp("planned"), plant=PLANT)


def reason(search: Search, question: str) -> str | None:
    retrieval = search.find(question)
    return unmet(retrieval, reader_extractive.read(retrieval))


@pytest.mark.parametrize(
    ("question", "verb"),
    [
        ("When did Tessarine sell its plant in Sorvia?", "sell"),
        ("What did the second study of the pumps find?", "find"),
        ("How did the county court decide the case?", "decide"),
    ],
)
def test_a_plan_is_no_deed(search: Search, question: str, verb: str) -> None:
    assert (reason(search, question) or "").endswith(f"that this happened: '{verb}'")


@pytest.mark.parametrize(
    "question",
    [
        "When did Tessarine build its plant in Lowen Cross?",
        "How much did the town court fine Tessarine?",
        "When will the county court hear both sides?",
        "What is planned for the autumn?",
        "What did Tessarine plan for the autumn?",
    ],
)
def test_what_is_done_or_asked_as_a_plan_is_answered(search: Search, question: str) -> None:
    assert reason(search, question) is None


@pytest.mark.parametrize(
    ("question", "verb"),
    [
        ("Who succeeded Varrick?", "succeeded"),
        ("What did the council vote on?", "vote"),
        ("When should the train have run?", None),
        ("When is the train due?", None),
        ("Where does the minister live?", None),
    ],
)
def test_the_verb_that_is_taken_for_done(question: str, verb: str | None) -> None:
    found = asked(question)
    assert (found and found.text) == verb
