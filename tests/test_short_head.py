"""Who heads a body is told by an office beside a name, if only "its"; and whom somebody acts for by whose it is."""

from __future__ import annotations

import pytest

from index.records import Article
from qa import short_head

BEFORE = "The coast rescue service is small. On Tuesday the service had spoken of 12 boats. "


def head(question: str, text: str, before: str = BEFORE) -> str | None:
    article = Article("a", before + text, "a.txt", language="en")
    found = short_head.find(question, article, len(before), len(article.text))
    return None if found is None else article.text[slice(*found)]


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("Who is in charge of the coast rescue service?", "Its director, Ada Brink, said more.", "Ada Brink"),
        ("Who heads the coast rescue service?", "The service's chief, Ada Brink, said more.", "Ada Brink"),
        ("Who leads the coast rescue service?", "The managing director of the service, Ada Brink, left.", "Ada Brink"),
        ("Who runs the coast rescue service?", "Its deputy director, Ada Brink, said more.", None),
        ("Who runs the coast rescue service?", "Its spokesman, Ada Brink, said more.", None),
        ("Who chairs the coast rescue service?", "Its director, Ada Brink, said more.", None),
        ("Who heads the coast rescue service?", "The ministry's director, Ada Brink, said more.", None),
        ("Who heads the mountain rescue service?", "Its director, Ada Brink, said more.", None),
        ("Who coached the service?", "Its director, Ada Brink, said more.", None),
        ("Whom does Ole Dahl speak for?", "Talks were off; Krag's spokesman, Ole Dahl, gave no reason.", "Krag"),
        ("Whom does Ole Dahl speak for?", "The mayor's spokesman, Ole Dahl, gave no reason.", "The mayor"),
        ("Who speaks for the coast rescue service?", "Its spokeswoman, Ada Brink, said more.", "Ada Brink"),
        ("Who speaks for the coast rescue service?", "Its director, Ada Brink, said more.", None),
        ("Whom does Ole Dahl speak for?", "Her spokesman, Ole Dahl, gave no reason.", None),
    ],
)
def test_who_heads_a_body_or_whom_somebody_speaks_for(question: str, text: str, expected: str | None) -> None:
    assert head(question, text) == expected


def test_its_director_is_of_a_body_of_the_sentence_before() -> None:
    text = "Its director, Ada Brink, said more."
    assert head("Who heads the coast rescue service?", text, f"{BEFORE}A ship sank. ") is None


def test_an_office_tells_that_somebody_speaks_for_somebody() -> None:
    assert short_head.holds_office("Whom does Ole Dahl speak for?", "Her spokesman, Ole Dahl, gave no reason.")
    assert not short_head.holds_office("Whom does Ole Dahl speak for?", "Ole Dahl gave no reason.")
    assert not short_head.holds_office("Whom did Ole Dahl meet?", "Her spokesman, Ole Dahl, gave no reason.")


def test_who_somebody_is() -> None:
    assert short_head.about_a_name("Who is Ada Brink?")
    assert not short_head.about_a_name("Who is the mayor of Velden?")
