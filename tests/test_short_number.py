"""Which number a question asks for, and the unit that belongs to it."""

from __future__ import annotations

import pytest

from qa import short_number
from qa.grounding.numbers import numbers


def fitting(question: str, sentence: str) -> list[str]:
    measure = short_number.asked(question)
    found = [n for n in numbers(sentence) if measure.fits(sentence, n)]
    return [sentence[n.start : short_number.end(sentence, n)] for n in found]


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("What share of the price is tax?", "Of the 30 euros, 19 percent is tax.", ["19 percent"]),
        ("How much does the tunnel cost?", "The 9 kilometres cost 40 million euros in all.", ["40 million euros"]),
        ("How much did he pay?", "He paid for two of them.", []),
        ("By how much did rents rise?", "Rents, now 900 euros, rose by 7 percent.", ["7 percent"]),
        ("By how much did sales grow?", "It sold 80 boats, 12 percent more than before.", ["12 percent"]),
        (
            "How many square miles is the park?",
            "The park of 36 square miles has 4 miles of paths.",
            ["36 square miles"],
        ),
        ("How long did the flight last?", "Flight 204 flew 900 miles and lasted 95 minutes.", ["95 minutes"]),
        ("How long will the lease run?", "They signed the lease after six years of quarrels.", []),
        ("How long did they quarrel?", "They signed the lease after six years of quarrels.", ["six years"]),
        ("How long is the bridge?", "The bridge is 300 metres long and carries 5 tons.", ["300 metres"]),
        ("How many sheep does she own?", "She owns 40 sheep, 3 percent more than last year.", ["40"]),
        ("How many sheep were stolen?", "The police of three villages came for 12 sheep.", ["12"]),
        ("How many people were killed?", "It sent two rescue teams after 12 miners had died.", ["12"]),
        ("How many people were hurt?", "In the storm 9 people died and 14 were injured.", ["14"]),
        ("How many people died?", "The storm killed 9 people and injured 14.", ["9"]),
        ("How many people are homeless?", "At least 27 people were killed when the river rose.", []),
        ("How many miners were hurt?", "Nine died, and 12 miners were taken to a clinic.", ["12"]),
        ("How many people came?", "Nine came in two cars.", ["Nine"]),
        ("How many titles has she won?", "She won her first title in photo 7 of 44 photos.", ["7"]),
        ("How old is the pilot?", "The 31-year-old pilot flew 4 rounds.", ["31-year-old"]),
        ("How much milk did it give?", "It gave 8 litres a day.", ["8 litres"]),
        ("How many lorries passed last year?", "Some 2.4 million lorries last year.", ["2.4 million"]),
    ],
)
def test_what_fits(question: str, sentence: str, expected: list[str]) -> None:
    assert fitting(question, sentence) == expected


def test_a_number_counts_the_noun_that_follows_it() -> None:
    sentence = "Some 2,800 young soldiers and dozens of cooks left."
    first, second = numbers(sentence)
    assert short_number.counts(sentence, first, frozenset({"soldier"}))
    assert not short_number.counts(sentence, second, frozenset({"soldier"}))


def test_a_change_in_percent_is_no_number_of_people() -> None:
    asked = short_number.asked("How many people live in Osterby?")
    for text, fits in (
        ("Osterby grew by 4.5 percent more than the year before.", False),
        ("In Osterby 60 percent of the houses stand empty.", True),
        ("Some 900 people live in Osterby.", True),
    ):
        assert asked.fits(text, numbers(text)[0]) == fits, text
