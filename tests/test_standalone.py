"""Which sentences tell something, which hang on the one before, and how many words they have."""

from __future__ import annotations

import pytest

from qa.standalone import count_words, hangs, tells


@pytest.mark.parametrize(
    "text",
    [
        "The council approved the plan on Monday.",
        "Sources said that the minister will resign!",
        "\u201cWe will not close the harbour,\u201d the director said.",
        "وأكد الرئيس رغبة بلاده في التعاون.",
        "委员会周一批准了这项计划。",
        "He watched the ships from the pier.",
        "Reporting to the council, the mayor named three reasons.",
    ],
)
def test_what_tells_something(text: str) -> None:
    assert tells(text, "en")


@pytest.mark.parametrize(
    "text",
    [
        "What happens next",
        "## What happens next in the harbour of the town.",
        "Advertisement for the summer sale of the year.",
        "From our partner Levant Wire in the capital.",
        "Read more: the harbour and its long history.",
        "Sign up for our morning newsletter, it is free.",
        "Follow her on all of the usual networks today.",
        "Reporting by Ana Rivas; editing by Tom Lund.",
        "Photo: The mayor cuts the ribbon on Monday morning.",
        "Write to us at desk@paper.example.org with your views.",
        "\u00a9 2024 Example Times Company. All rights reserved.",
        "Will the council approve the plan on Monday?",
        "Yes, it will.",
        "Editor\u2019s note: This page was last updated at noon.",
    ],
)
def test_what_tells_nothing(text: str) -> None:
    assert not tells(text, "en")


def test_a_script_without_full_stops_may_tell_something() -> None:
    text = "การประชุม สภา เมือง อนุมัติ แผน ใหม่"
    assert tells(text, "th")
    assert not tells(text, "en")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("He plans to make a sequel.", "en"),
        ("But the council refused.", "en"),
        ("The two countries face the same dangers.", "en"),
        ("As a result, the harbour stays open.", "en"),
        ("That is not what the mayor wanted.", "en"),
        ("Later, the mayor apologised.", "en"),
        ('Not one of the boats has to leave," said the director.', "en"),
        ("Not one has to leave,\u201d said the director.", "en"),
        ("Él no quiso responder.", "es"),
        ("Cependant, le maire refuse.", "fr"),
        ("Sie lehnte den Plan ab.", "de"),
        ("Однако мэр отказался.", "ru"),
        ("لكن المجلس رفض الخطة.", "ar"),
        ("他没有回答这个问题。", "zh"),
        ("She declined to comment.", None),
    ],
)
def test_what_hangs_on_the_sentence_before(text: str, language: str | None) -> None:
    assert hangs(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The Port of Tamrin plans to build two berths.", "en"),
        ("Sheldon Reeve declined to comment.", "en"),
        ("Thailand and its neighbours signed a treaty.", "en"),
        ("Later on Wednesday the minister met Ali Akbar Velayati.", "en"),
        ('"A good treaty for dry years," wrote a farmer.', "en"),
        ("\u201cWe will stay,\u201d the director said.", "en"),
        ('The film "The Beekeeper" opened the festival.', "en"),
        ("Herbert Lang tritt zurück.", "de"),
        ("Butter costs more than last year.", "en"),
        ("Han sade nej.", "sv"),  # a language whose openings are not known
    ],
)
def test_what_stands_by_itself(text: str, language: str | None) -> None:
    assert not hangs(text, language)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("One two three.", 3),
        ("The U.S. - and Iran's president - met.", 6),
        ("委员会批准", 5),
        ("Tokyo 東京 2024", 4),
        ("1,200 boats", 2),
        ("...", 0),
    ],
)
def test_words_are_counted_as_a_person_counts(text: str, words: int) -> None:
    assert count_words(text) == words
