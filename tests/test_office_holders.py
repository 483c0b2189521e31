"""Who holds an office in an article, and who speaks for a body."""

from __future__ import annotations

import pytest

from qa.office_holders import holder, holders, holds, offices, says, speaks_for
from tests.test_who_says import cited

TEXT = (
    "Chief executive Tora Lindqvist came on Monday. The governor of the coast, Mona Aas, met Deputy Mayor Jon Falk. "
    "Norwegian Trade Minister Karin Moe wrote to Swedish Trade Minister Ole Berg. Moe was late. The mayor stayed away."
)


@pytest.mark.parametrize(
    ("office", "names"),
    [
        ("its CEO", [("Tora", "Lindqvist")]),
        ("the chief executive", [("Tora", "Lindqvist")]),
        ("the coastal governor", []),
        ("the governor", [("Mona", "Aas")]),
        ("the coast's governor", [("Mona", "Aas")]),
        ("the mayor", []),
        ("the deputy mayor", [("Jon", "Falk")]),
        ("the trade minister", [("Ole", "Berg"), ("Karin", "Moe")]),  # Moe is named last
        ("the Norwegian trade minister", [("Karin", "Moe")]),
        ("Sweden's minister", [("Ole", "Berg")]),
        ("the ministry", []),
    ],
)
def test_holders(office: str, names: list[tuple[str, ...]]) -> None:
    asked = offices(office)
    assert list(holders(cited(TEXT)[0].source, asked) if asked else ()) == names


def test_a_holder_is_one_whom_the_article_has_named_by_then() -> None:
    first, *_, last = cited(TEXT)
    assert holder(first, "the governor") is None
    assert holder(last, "the governor") == "Mona Aas"


def test_a_phrase_may_be_the_office_itself() -> None:
    assert holds("Fiji's defence minister", offices("Fiji's minister of defence"))
    assert not holds("Fiji's trade minister", offices("Fiji's minister of defence"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The farm ministry said that the cows were well.", True),
        ("The cows were well, said the ministry.", True),
        ("The ministry in Lunden puts the number of cows at 90.", False),  # too far from its verb to be sure
        ("The ministry puts the number of cows at 90.", True),
        ("According to the ministry, the cows are well.", True),
        ("The ministry's critics said that the cows were ill.", False),
        ("The ministry officials left Lunden.", False),
        ("Nobody at the ministry knew of the cows.", False),
    ],
)
def test_a_body_says_it(text: str, said: bool) -> None:
    assert says(cited(text)[0], ("ministri",)) is said


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("The ministry was asked. Its spokesman, Nils Holt, said that the cows were well.", True),
        ("The ministry's spokesman, Nils Holt, came late. The cows were well, Holt said.", True),
        ("The farm was asked. Its owner, Nils Holt, said that the cows were well.", False),
    ],
)
def test_somebody_speaks_for_a_body(text: str, speaks: bool) -> None:
    assert speaks_for(cited(text)[-1], ("ministri",), ("Nils", "Holt")) is speaks
