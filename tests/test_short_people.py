"""How many people: what counts people, and nobody as a number."""

from __future__ import annotations

import pytest

from qa import short_people
from qa.grounding import words


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("How many people were hurt?", "No one was hurt in the mill.", "No one"),
        ("How many people were hurt?", "There were no injuries.", "no injuries"),
        ("How many people died in the mill?", "Three fell ill, but nobody died.", "nobody"),
        ("How many miners were injured?", "None of the miners was hurt, the owner said.", "None of the miners"),
        ("How many people died?", "Nobody saw the fire in which nine died.", None),
        ("How many people died?", "No one was hurt.", None),
        ("How many mills burnt?", "Nobody burnt the mills.", None),
        ("Who died?", "Nobody died.", None),
    ],
)
def test_nobody_is_a_number(question: str, text: str, expected: str | None) -> None:
    found = short_people.nobody(question, text)
    assert (found and text[slice(*found)]) == expected


def test_what_counts_people() -> None:
    assert short_people.are_people(words.stem("miners"))
    assert not short_people.are_people(words.stem("teams"))
    assert short_people.counted(" rescue teams with dogs") == words.stem("teams")
    assert short_people.counted(" young miners were there") == words.stem("miners")
    assert short_people.counted(" killed rebels") is None
    assert short_people.counted(" dead in villages") is None
    assert short_people.asked("How many people died?")
    assert not short_people.asked("How many cars burnt?")
