"""What a question asks for by its own words, and the passages lack: a year, a name, a denial, what a letter says."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest

from index.records import Article, Sentence
from qa.grounding import Cited, Source
from qa.unmet_asked import another_year, no_kin, no_name, no_number, no_year, not_denied, silent, uncounted

TEXTS = {
    "mill": "The mill at Hovde was built by monks. It has ground rye since 1994. The monks did not sell it.",
    "letter": "Runa Vik handed the king a letter from the head of the state bank. The king put it away.",
    "telling": "Runa Vik handed the king a letter. It asks for a second harbour.",
    "singers": "The choir was heard in Danish by Coast Radio. A singer fell ill.",
    "kin": "Runa Vik has been married to a judge for years.",
    "vote": "The council passed the plan. Nine voted in favour and four against.",
    "strike": "The pilots refused to fly on Monday. The unfinished runway stays closed.",
}


@cache
def cited(name: str) -> tuple[Cited, ...]:
    """The sentences of a text, an article of May 2023."""
    text, sentences, start = TEXTS[name], [], 0
    for part in text.split(". "):
        end = min(len(text), start + len(part) + 1)
        sentences.append(Sentence(start, end, 0))
        start = end + 1
    source = Source(Article(name, text, f"{name}.txt", date="2023-05-02", language="en"), sentences)
    return tuple(Cited(source, n) for n in range(len(sentences)))


def passage(name: str, first: int = 0) -> list[Sequence[Cited]]:
    return [cited(name)[first : first + 1]]


@pytest.mark.parametrize(
    ("question", "first", "told"),
    [
        ("In what year was the mill at Hovde built?", 0, False),
        ("In what year was the mill at Hovde built?", 1, True),
        ("When was the mill at Hovde built?", 0, True),  # "by monks": another rule's matter
    ],
)
def test_a_year_is_asked_for(question: str, first: int, told: bool) -> None:
    assert (no_year(question, passage("mill", first)) is None) == told


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Who ground rye in 1994?", True),
        ("Who ground rye in 2003?", True),  # since 1994
        ("Who ground rye in 1987?", False),
        ("Who visited the mill in 2023?", True),  # the article's year
        ("Who counted 1987 guests?", True),  # no year
        ("Will the mill be open in 1990?", True),  # may be answered by what excludes it
    ],
)
def test_another_year_is_told(question: str, told: bool) -> None:
    assert (another_year(question, cited("mill")) is None) == told


@pytest.mark.parametrize(
    ("question", "name", "told"),
    [
        ("What is the name of the conductor whom Coast Radio heard?", "singers", False),
        ("What was the name of the station that heard the choir?", "singers", True),
        ("What is the name of the woman with the letter?", "letter", True),
        ("Who conducted the choir for Coast Radio?", "singers", True),  # asks for no name in so many words
    ],
)
def test_a_name_is_asked_for(question: str, name: str, told: bool) -> None:
    assert (no_name(question, passage(name)) is None) == told


@pytest.mark.parametrize(
    ("question", "name", "first", "told"),
    [
        ("Why did the monks not build the mill at Hovde?", "mill", 0, False),
        ("Who didn't build the mill?", "mill", 0, False),
        ("Why did the monks not sell the mill?", "mill", 2, True),
        ("Why did the pilots not fly?", "strike", 0, True),
        ("What was not finished?", "strike", 1, True),
        ("What do those who did not build it say?", "mill", 0, True),  # asks for no denial
        ("Did the monks not build it?", "mill", 0, True),
    ],
)
def test_what_is_not_so_is_asked_for(question: str, name: str, first: int, told: bool) -> None:
    assert (not_denied(question, passage(name, first)) is None) == told


@pytest.mark.parametrize(
    ("question", "name", "told"),
    [
        ("What does the letter say that Runa Vik brought?", "letter", False),
        ("What does the letter say that Runa Vik brought?", "telling", True),
        ("What does the report say about the king?", "letter", True),  # of which there is nothing at all
        ("What does the king say?", "letter", True),
    ],
)
def test_what_a_letter_says_is_asked_for(question: str, name: str, told: bool) -> None:
    assert (silent(question, cited(name)) is None) == told


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What is the name of Runa Vik's husband?", True),
        ("Who is Runa Vik's sister?", False),
        ("Who is the son of Runa Vik?", False),
        ("Who is Runa Vik?", True),
    ],
)
def test_kin_are_asked_for(question: str, told: bool) -> None:
    assert (no_kin(question, cited("kin")) is None) == told


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many soldiers did the bank send?", False),
        ("How many letters were handed to the king?", True),
        ("How many people were there?", True),
        ("How many years was the king away?", False),
        ("Who handed the letter to the king?", True),
    ],
)
def test_what_is_to_be_counted_must_be_spoken_of(question: str, told: bool) -> None:
    assert (uncounted(question, cited("letter")) is None) == told


def test_those_who_vote_are_counted_without_a_word_for_them() -> None:
    assert uncounted("How many delegates opposed the plan?", cited("vote")) is None
    assert uncounted("How many delegates came by train?", cited("vote")) is not None


def test_how_many_wants_a_number() -> None:
    assert no_number("How many letters did she hand over?", passage("letter", 1)) is not None
    assert no_number("How many monks built the mill?", passage("mill", 1)) is None  # 1994 may be one
    assert no_number("What is the population of Hovde?", passage("letter", 1)) is not None
    assert no_number("Who handed it over?", passage("letter")) is None


def test_how_much_money_wants_a_sum() -> None:
    assert no_number("How much money was Vik paid for the mill?", passage("mill", 1)) is not None  # 1994 is none
    assert no_number("How much did the mill cost?", passage("vote", 1)) is None  # nine may be
