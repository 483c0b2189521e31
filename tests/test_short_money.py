"""A sum of money is asked for, and a year, a share or a number of people is none."""

from __future__ import annotations

import pytest

from qa.short_money import asks_money, tells_money


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("How much money was Runa Vik paid for the letter?", True),
        ("How much did the mill cost?", True),
        ("How much does a loaf cost?", True),
        ("How much will Vik have to pay?", True),
        ("What is the price of a loaf?", True),
        ("How much did sales fall?", False),
        ("How much time did Vik spend in Velden?", False),
        ("How many people paid?", False),
    ],
)
def test_whether_money_is_asked_for(question: str, asks: bool) -> None:
    assert asks_money(question) is asks


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("It came to light in 2023, when Runa Vik passed on a letter.", False),
        ("Vik sold 12 percent of it.", False),
        ("Vik and 30 workers left.", False),
        ("It was paid for on 3 May.", False),
        ("The mill cost 40 million crowns.", True),
        ("The mill cost 300 talers.", True),
        ("She was paid $50.", True),
        ("She got twice as much.", True),
        ("She did it for nothing.", True),
    ],
)
def test_whether_a_sum_is_told(text: str, tells: bool) -> None:
    assert tells_money(text) is tells
