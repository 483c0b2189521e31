"""Phrases that a text has for a word: with the object in between, and not where only its words stand apart."""

from __future__ import annotations

import pytest

from qa.grounding import words
from qa.near_words import near, read, told


def says(word: str, text: str) -> float:
    return told(words.split(word)[0], *read(text))


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("represent", "Ada Brink, who speaks for the millers, was there."),
        ("represent", "Brink spoke on behalf of the millers."),
        ("head", "Brink is in charge of the mill."),
        ("own", "The mill belongs to the town."),
        ("acquire", "Brink took the old mill over."),
        ("postpone", "The town put the old vote off."),
        ("postpone", "The vote was put off until May."),
        ("establish", "Brink set up a mill."),
        ("approve", "The mayor gave the go-ahead for a mill."),
        ("die", "The miller passed away in May."),
        ("bear", "Dahl Motors paid for a third of the trial."),
        ("welcome", "Brink was received at the port."),
        ("sentence", "The cook was put behind bars."),
    ],
)
def test_a_phrase_is_near_to_a_word(word: str, text: str) -> None:
    assert 0 < says(word, text) < 1


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("represent", "Brink spoke of the mill for hours."),
        ("acquire", "Brink took the train and went over the hill."),
        ("own", "The mill is near to the town."),
        ("die", "The train passed. The lights went away."),
    ],
)
def test_words_that_stand_apart_are_no_phrase(word: str, text: str) -> None:
    assert says(word, text) == 0


def test_phrases_are_told_by_their_stems() -> None:
    assert "speak_for" in near(words.stem("represent"))
    assert "speak_for" in read("She speaks only for herself.")[0]
    assert not [stem for stem in read("Nothing of that kind.")[0] if "_" in stem]
