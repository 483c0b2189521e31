"""Who did it is the subject of the deed's verb or stands behind "by", and never a name that happens to stand near."""

from __future__ import annotations

import pytest

from qa.short_doer import asked, doer
from tests.test_short_answer import short


def who(question: str, text: str) -> str | None:
    """The doer in words; "nobody" where the deed is told without one, None where it is not told."""
    found = doer(question, text)
    if found is None:
        return None
    return "nobody" if found.span is None else text[slice(*found.span)]


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("Who struck the pier?", "The pier at Hovde Quay was shut, a year after a tug struck its foot.", "a tug"),
        ("Who bought the mill?", "The mill was bought on Monday by the brewer, Ada Brink.", "Ada Brink"),
        ("Who bought the mill?", "Bought at an auction by Vik Brewery, the mill reopened.", "Vik Brewery"),
        ("Who bought the mill?", "The mill near Hovde was bought on Monday.", "nobody"),
        ("Who denied the claim?", "Ada Brink, the mayor of Velden, on Tuesday denied the claim.", "Ada Brink"),
        ("Who denied the claim?", "Ada Brink, a baker who had denied the claim, left.", "Ada Brink"),
        ("Who denied the claim?", "The guild's chair, Ada Brink, denied the claim.", "Ada Brink"),
        ("Who has denied the claim?", "Ada Brink and Oda Krag denied the claim.", "Ada Brink and Oda Krag"),
        ("Who sold the boat?", "Runa Vik came back in May and sold the boat.", "Runa Vik"),
        ("Who sold the boat?", "Runa Vik was ill when she sold the boat.", "Runa Vik"),
        ("Who sold the boat?", "The son of Runa Vik sold the boat.", "nobody"),
        ("Who attacked the camp?", "A spokesman for Oda Krag said rebels attacked the camp.", "rebels"),
        ("Who welcomed Brink?", "Brink was received at the port by her uncle, Ole Dahl.", "Ole Dahl"),
        ("Who bore half of the costs?", "The carmaker Dahl Motors paid for half of the trial.", "Dahl Motors"),
        ("Who died in the fire?", "The blaze killed two cooks.", None),
        ("Who broke the lamp?", "Nobody was at home.", None),
    ],
)
def test_the_doer_is_the_subject_of_the_deed(question: str, text: str, expected: str | None) -> None:
    assert who(question, text) == expected


@pytest.mark.parametrize(
    ("question", "verb"),
    [
        ("Who struck the pier?", "struck"),
        ("Who may have to leave?", "leave"),
        ("Who is building the pier?", "building"),
        ("Who has tensions with Velden?", None),
        ("Who was arrested?", None),
        ("Who did Brink call?", None),
        ("Who met Brink?", None),
        ("When did Brink call?", None),
    ],
)
def test_the_verb_of_the_deed(question: str, verb: str | None) -> None:
    found = asked(question)
    assert (found and found.text) == verb


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("Who struck the pier?", "The pier at Hovde Quay was shut, a year after a tug struck its foot.", "a tug"),
        ("Whose tug hit the pier?", "The pier at Hovde Quay was shut, a year after a tug hit its foot.", None),
        ("Who has been hurt by it?", '"The millers have been hurt by it," said Oda Krag.', None),
        ("Who was still missing after the fire?", "A cook was missing after the fire at Hovde Quay.", "A cook"),
        ("Who is Ada Brink?", "Ada Brink met Oda Krag on Monday.", None),
        ("Who will pay the other 40 percent?", "The state is to pay 60 percent of it.", None),
        ("Who runs the mill board?", "The mill board met. Its spokesman, Ole Dahl, said no.", None),
        ("Who runs the mill board?", "The mill board is small. Its director, Ole Dahl, said no.", "Ole Dahl"),
    ],
)
def test_short_answers_to_who(question: str, text: str, expected: str | None) -> None:
    assert short(question, text) == expected
