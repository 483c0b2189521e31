"""What a question takes for granted must stand in the sentences: false premises are refused, and true ones are not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.search import Search
from qa import reader_extractive
from qa.unmet import unmet
from tests.reader_samples import of_files

BRIDGE = """Title: Torvik bridge to be rebuilt
Date: 2022-05-04

The town of Torvik plans to build a bridge for cyclists by 2025. The mayor, Ingrid Solheim, invited the architect Paul
Okafor to visit Lisbon with her. The work is to take eighteen months, the town council said.

Solheim said on Tuesday that the old bridge had served for a century. "We have waited long enough," she added.

The library was not closed, a clerk of the town said. Okafor resigned from the jury because his brother had entered the
competition. The insurer paid for the repair of the ferry.
"""
CHOIR = """Title: Choir of Amel Rahimi sings in Ghent
Date: 2022-06-11

The choir of Nils Solheim sang in Ghent on Friday. Solheim, a baker, leads it. Amel Rahimi wrote the songs.

Kestrel Audio, a firm from Leeds, will record the next concert. Rahimi thanked the listeners for their patience.
"""
REFUSED = [
    ("When did Okafor visit Lisbon?", "it does not say that this happened"),
    ("Why was the library closed?", "it does not say that this happened"),
    ("Which company will build the bridge?", "a company"),
    ("Why did Solheim resign?", None),
    ("Why did Rahimi emigrate?", "no sentence speaks of what is asked: 'emigrate'"),
    ("Who paid for the choir's journey to Ghent?", "no sentence speaks of what is asked: 'paid'"),
    ("How long did the concert of Rahimi's choir last?", None),
    ("How long did the jury of the competition sit?", None),
    ("What did Okafor say about the old bridge?", "it is not Okafor who says so"),
    ("What did Rahimi say about the Torvik bridge?", None),
    ("When did Greta Solheim sing in Ghent?", None),
]
ANSWERED = [
    "What did Solheim say about the old bridge?",
    "Why did Okafor resign from the jury?",
    "Who paid for the repair of the ferry?",
    "How long will the work take, in months?",
    "Which company will record the concert?",
    "When did the choir of Nils Solheim sing in Ghent?",
    "Who invited Paul Okafor to Lisbon?",
    "Who wrote the songs of the choir?",
    "Was the library closed?",
]


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    yield from of_files(tmp_path_factory.mktemp("unmet"), bridge=BRIDGE, choir=CHOIR)


def reason(search: Search, question: str) -> str | None:
    """Why what the reader chooses is no answer, or that it chooses nothing."""
    retrieval = search.find(question)
    passages = reader_extractive.read(retrieval)
    return unmet(retrieval, passages) if passages else "the reader chooses nothing"


@pytest.mark.parametrize(("question", "why"), REFUSED)
def test_a_premise_that_the_sentences_do_not_meet_is_named(search: Search, question: str, why: str | None) -> None:
    said = reason(search, question)
    assert said is not None
    assert why is None or why in said


@pytest.mark.parametrize("question", ANSWERED)
def test_what_they_answer_is_not_refused(search: Search, question: str) -> None:
    assert reason(search, question) is None


def test_a_name_with_a_slip_of_the_keys_is_still_that_name(search: Search) -> None:
    assert reason(search, "What did Solhiem say about the old bridge?") is None


def test_of_other_languages_and_of_nothing_nothing_is_said(search: Search) -> None:
    retrieval = search.find("متى زار أوكافور لشبونة؟")
    assert unmet(retrieval, reader_extractive.read(retrieval)) is None
    assert unmet(search.find("When did Okafor visit Lisbon?"), []) is None
