"""The deed of a question, where its form tells it."""

from __future__ import annotations

import pytest

from qa.deed import deed

PLAIN = [
    ("When did Ada Brink visit Oslo?", "when", "visit", "Ada Brink", True),
    ("Why did she leave?", "why", "leave", "", True),
    ("Who paid for the ferry?", "who", "paid", "", True),
    ("Who was arrested in Oslo?", "who", "arrested", "", True),
    ("Why was the library in Torvik closed?", "why", "closed", "", True),
    ("What will President Brink announce?", "what", "announce", "Brink", False),
    ("What did the mayor of Oslo, Ada Brink, quickly say?", "what", "say", "Oslo Ada Brink", True),
    ("Why did the port authority reject the study?", "why", "reject", "", True),
    ("Why did the council close schools in May?", "why", "close", "", True),
    ("Where was Brink seen before she resigned?", "where", "seen", "", True),
    ("What did the Danish foreign minister say?", "what", "say", "Danish", True),
    ("When Brink left, what did Moe take?", "what", "take", "Moe", True),
    ("How much would Brink have earned?", "how", "earned", "Brink", False),
]


@pytest.mark.parametrize(("question", "asking", "verb", "doer", "past"), PLAIN)
def test_a_plain_question_tells_its_deed(question: str, asking: str, verb: str, doer: str, past: bool) -> None:
    found = deed(question)
    assert found is not None
    assert (found.asking, found.verb.text, found.doer, found.past) == (asking, verb, doer, past)


@pytest.mark.parametrize(
    "question",
    [
        "What did Brink's report recommend?",  # the report did, not she
        "Who is the mayor of Oslo?",
        "Who was the best skier of all time?",
        "What did the three committees of the upper house decide?",
        "Why did the crew of the ferry resign?",
        "why did the us send aid to greece",
        "Brink Oslo visit",
        "What does Brink have in common with Moe?",  # "common" is no deed
        "How many lifts does the Osterby quarry have?",
        "When will the Osterby quarry be closed?",
        "متى زار أوكافور لشبونة؟",
        "Who",
        "",
    ],
)
def test_of_other_forms_it_says_nothing(question: str) -> None:
    assert deed(question) is None
