"""Who a sentence says it is said by: the person named beside the office, and no paper that it was told to."""

from __future__ import annotations

import pytest

from qa.grounding.reading import read
from qa.grounding.speakers import attributions


def subjects(text: str) -> list[str]:
    reading = read(text, None)
    return [reading.cut(*said.subject) for said in attributions(reading)]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The city's gardener, Mia Roth, said no decision had been taken yet.", "Mia Roth"),
        ("The opposition leader in Velden, Tomas Eide, said on Friday that the park was sold.", "Tomas Eide"),
        ("Mia Roth, the city's gardener, said no decision had been taken yet.", "Mia Roth"),
        ('"Not one metre has been sold," her spokesman, Karl Dunne, told the Tern Tribune.', "Karl Dunne"),
        ('"Not one metre has been sold," Karl Dunne told the Tern Tribune.', "Karl Dunne"),
        ('"Not one metre has been sold," said Karl Dunne.', "Karl Dunne"),
        ("He pointed out that 380 people had left.", "He"),
        ("In a radio interview on Wednesday he had warned that troops could come.", "he"),
        ("The ministry, which is in Velden, said that the road is closed.", "The ministry"),
        ("The ministry, based in Velden, said that the road is closed.", "The ministry"),
        ("VELDEN (Tern Tribune) - The county said on Friday that the park was sold.", "The county"),
        ("VELDEN, June 3 (Tern) \u2014 Police said on Friday that the park was sold.", "Police"),
        ("MARLOW \u2013 The opposition leader, Tomas Eide, said that the park was sold.", "Tomas Eide"),
    ],
)
def test_the_person_beside_an_office_speaks_and_a_dateline_does_not(text: str, who: str) -> None:
    assert subjects(text) == [who]
