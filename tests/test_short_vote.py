"""Votes of two sides: the one that a question counts, and nothing where no side is asked for or told."""

from __future__ import annotations

import pytest

from qa import short_vote

KEPT = "The council kept the library open on Monday by nine votes to four."
AGAINST = "How many votes were cast against the library?"
FOR = "How many members voted for the library?"


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        (AGAINST, KEPT, "four"),
        (FOR, KEPT, "nine"),
        ("How many councillors opposed the library?", KEPT, "four"),
        ("How many were in favour of the library?", KEPT, "nine"),
        (AGAINST, "The senate voted 54-46 to approve the library.", "46"),
        (AGAINST, "The senate rejected the library by 54 votes to 46.", "54"),
        (FOR, "The senate voted down the library, 54 to 46.", "46"),
        (FOR, "The vote on the library failed 46\u201354.", "46"),
        (AGAINST, "The vote on the library failed 46\u201354.", "54"),
        (AGAINST, "Twelve members voted for it and three against, with two abstentions.", "three"),
        (FOR, "With three votes against and 12 in favour, the library was saved.", "12"),
        ("How many votes did the library get?", KEPT, None),
        ("How many votes were cast?", KEPT, None),
        ("When was the library kept?", KEPT, None),
        (AGAINST, "The library of 40,000 books stays open from 9 to 4.", None),
        (AGAINST, "They voted in the library.", None),
        ("How many bids were rejected?", "Of nine bids four were rejected.", None),
        ("How many boys supported the team?", "Two boys supported it, and it won 3-1.", None),
    ],
)
def test_the_votes_of_the_side_that_is_asked_for(question: str, sentence: str, expected: str | None) -> None:
    found = short_vote.count(question, sentence)
    assert (found and sentence[found.start : found.end]) == expected
