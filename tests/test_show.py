"""An answer in a terminal: quotes, numbers, notes, sources; and nothing of an article that a terminal would obey."""

from __future__ import annotations

import pytest

from index.records import Article, Note
from qa import payload, show
from qa.records import Answer, Citation, Claim, Dropped, Short

TEXT = 'The pilot said: "We  left\nearly." She \x1b[2Jslept. The story was not verified.'
ARTICLE = Article(
    "abc123", TEXT, "/news/ferry.txt", title="Ferry \x1b]0;x\x07late", date="2024-05-02", publisher="Coastal Times",
    notes=(Note("unverified", 52, len(TEXT)),),
)  # fmt: skip


def cited(n: int, start: int, end: int) -> Citation:
    return Citation(n, ARTICLE, start, end)


@pytest.fixture
def answered() -> Answer:
    first, second = cited(1, 0, 33), cited(2, 34, 51)
    return Answer(
        "who?",
        answered=True,
        claims=(
            Claim(first.quote, "verbatim", (first,), notes=("Monday = 2024-04-29",)),
            Claim("She slept.", "supported", (second, first)),
        ),
        short=(Short("The pilot", 1, 0, 9),),
        dropped=(Dropped("She sang.", "'sang' is in none of the cited sentences"),),
    )


def test_a_quote_keeps_its_own_marks_and_loses_only_line_breaks_on_the_screen(answered: Answer) -> None:
    text = show.answer(answered)
    assert '\u00abThe pilot said: "We left early."\u00bb [1]' in " ".join(text.split())
    assert answered.claims[0].citations[0].quote == TEXT[:33]


def test_a_written_claim_is_not_shown_as_a_quote(answered: Answer) -> None:
    assert "She slept. [2][1]" in show.answer(answered)
    assert "\u201cShe slept" not in show.answer(answered)


def test_notes_sources_caveats_and_what_was_left_out_are_there(answered: Answer) -> None:
    text = " ".join(show.answer(answered).split())
    assert "Monday = 2024-04-29" in text
    assert "Coastal Times, 2024-05-02 (abc123, characters 0-33); not verified by its publisher" in text
    assert text.count("[1] Ferry") == 1
    assert "Left out" in text
    assert "She sang." in text


def test_no_control_character_is_printed(answered: Answer) -> None:
    assert not any(ord(c) < 32 and c != "\n" for c in show.answer(answered))


def test_an_abstention_says_so_and_shows_the_nearest() -> None:
    text = show.answer(Answer("who?", answered=False, nearest=(cited(1, 34, 51),)))
    assert text.startswith("The sources don't answer this.")
    assert "What they do say that comes nearest" in text
    assert "characters 34-51" in text


def test_an_answer_as_one_text_has_the_short_answer_and_the_marks(answered: Answer) -> None:
    assert answered.text.startswith("The pilot. ")
    assert answered.text.endswith("She slept. [2] [1]")
    assert Answer("who?", answered=False).text == ""


def test_the_json_keeps_the_articles_own_characters(answered: Answer) -> None:
    record = payload.of_answer(answered)
    assert record["claims"][0]["citations"][0]["quote"] == TEXT[:33]
    assert record["claims"][0]["citations"][0]["caveats"] == ["unverified"]
    assert record["dropped"] == [{"text": "She sang.", "reason": "'sang' is in none of the cited sentences"}]
