"""An outlet that only reports did nothing of what a sentence tells."""

from __future__ import annotations

import pytest

from index.records import Article
from qa import short_outlet
from qa.grounding import names


def reporting(text: str, publisher: str | None = None) -> list[str]:
    article = Article("a", text, "a.txt", publisher=publisher, language="en")
    return [n.name for n in names.proper(text) if short_outlet.only_reports(article, text, n)]


@pytest.mark.parametrize(
    ("text", "publisher", "expected"),
    [
        ("OSLO (Fjord Courier) - Ada Brink has bought the mill.", None, ["Fjord Courier"]),
        ("Ada Brink told the Fjord Courier that she has the mill.", None, ["Fjord Courier"]),
        ("Ada Brink has bought the mill, the Fjord Courier reported.", None, ["Fjord Courier"]),
        ("The mill, said Mayor Emily Post, is sold.", None, []),
        ("Ada Brink said so in an interview with Dagens Fjell.", "Dagens Fjell", ["Dagens Fjell"]),
        ("Dagens Fjell has not verified the story of Ada Brink.", "Dagens Fjell", ["Dagens Fjell"]),
        ("Dagens Fjell sued Ada Brink.", "Dagens Fjell", []),
        ("The mill (Ada Brink) - and the farm - were sold.", None, []),
        ("Ada Brink told Lars Moe about the mill.", "Dagens Fjell", []),
        ("Ada Brink bought the Fjord Courier.", None, []),
    ],
)
def test_who_only_reports(text: str, publisher: str | None, expected: list[str]) -> None:
    assert reporting(text, publisher) == expected


def test_whoever_asks_who_reports_may_mean_an_outlet() -> None:
    assert short_outlet.may_answer("Who reported the sale of the mill first?")
    assert not short_outlet.may_answer("Who bought the mill?")
