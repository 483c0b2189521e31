"""Whose words a question asks for, in which form, and what they are to be about."""

from __future__ import annotations

import pytest

from qa.asked_saying import Asked, answers, asked, body, indirect, pair
from qa.grounding import words


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What is Brink's view of the dam?", Asked("Brink", "view", "the dam")),
        ("What are the mayor's main demands?", Asked("the mayor", "view")),
        ("What was Ada Brink's reply to the skippers?", Asked("Ada Brink", "reply", "the skippers")),
        ("What is Brink's version of events?", Asked("Brink", "view")),
        ("What reason does Brink give for the delay?", Asked("Brink", "ground", "the delay")),
        ("What reasons did the head of the board offer?", Asked("the head of the board", "ground")),
        ("How does Brink justify the new fee?", Asked("Brink", "ground", "the new fee")),
        ("How did the mayor respond to the skippers?", Asked("the mayor", "reply", "the skippers")),
        ("What is Brink's position on the dam?", Asked("Brink", "view", "the dam")),
        ("What is Brink's position?", None),  # an office
        ("What is her view of the dam?", None),
        ("How did Brink build the dam?", None),
        ("What did Brink say about the dam?", None),  # a deed: qa/deed.py
    ],
)
def test_asked(question: str, expected: Asked | None) -> None:
    assert asked(question) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many were hurt, according to the police and according to the hospital?", ("the police", "the hospital")),
        ("According to Brink and Tamm, who opened the gate?", ("Brink", "Tamm")),
        ("What do Brink and the mayor each say about the dam?", ("Brink", "the mayor")),
        ("How many boats do the coast guard and the county count?", ("the coast guard", "the county")),
        ("What did Brink say about the dam and the gate?", None),
        ("Who is Brink?", None),
    ],
)
def test_pair(question: str, expected: tuple[str, str] | None) -> None:
    assert pair(question) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did the water board say about the dam?", ("the water board", "the water board say")),
        ("What is the board's view of the dam?", ("the board", "the board")),
        ("What did Brink say about the dam?", None),
        ("What did the water board build?", None),
    ],
)
def test_body(question: str, expected: tuple[str, str] | None) -> None:
    assert body(question) == expected


def said(text: str) -> frozenset[str]:
    return frozenset(w.stem for w in words.split(text))


@pytest.mark.parametrize(
    ("topic", "text", "expected"),
    [
        ("whose fault it was", "The board made an error.", True),
        ("who was to blame", "It was the board that failed.", True),
        ("whose fault it was", "The dam is 40 metres high.", False),
        ("why the dam broke", "The dam was built in 1931.", True),
        ("how many boats were lost", "The dam was built in 1931.", False),
        ("what happened", "The dam was built in 1931.", True),
        ("what happened in Oslo", "The dam was built in 1931.", False),
    ],
)
def test_what_answers_a_topic_that_is_a_question(topic: str, text: str, expected: bool) -> None:
    assert indirect(topic)
    assert answers(topic, said(text)) is expected


def test_a_topic_that_is_no_question() -> None:
    assert not indirect("the dam and who built it")
