from __future__ import annotations

import pytest

from qa.grounding.numbers import agrees, numbers
from tests.grounding.sources import check


def one(text: str):  # type: ignore[no-untyped-def]
    found = numbers(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("two", 2, None),
        ("$2 billion", 2e9, "dollar"),
        ("2bn euros", 2e9, "euro"),
        ("2.5m", 2.5e6, None),
        ("14.2 million crowns", 14.2e6, "other currency"),
        ("300 kroner", 300, "other currency"),
        ("two hundred and five thousand", 205_000, None),
        ("a dozen", 12, None),
        ("half a dozen", 6, None),
        ("50%", 50, "%"),
        ("20 per cent", 20, "%"),
        ("1,234,567", 1_234_567, None),
        ("20th", 20, None),
        ("third-largest", 3, None),
        ("two hours", 2, "hour"),
        ("twenty-five", 25, None),
        ("٢٠", 20, None),
    ],
)
def test_values_and_units(text: str, value: float, unit: str | None) -> None:
    found = one(text)
    assert (found.value, found.unit) == (value, unit)


@pytest.mark.parametrize(
    ("claim", "source", "expected"),
    [
        ("2 billion dollars", "$2bn", True),
        ("two", "2", True),
        ("more than 20", "20", False),
        ("20", "more than 20", False),
        ("more than 100", "116", True),
        ("nearly 300", "298", True),
        ("more than 20", "15", False),
        ("2 hours", "2 days", False),
        ("about 300", "305", True),
        ("300", "305", False),
        ("$2", "£2", False),
    ],
)
def test_agreement(claim: str, source: str, expected: bool) -> None:
    assert agrees(one(claim), one(source)) is expected


def test_a_number_must_count_the_same_thing() -> None:
    text = "Nine boats and four planes searched the bay."
    assert check("Four planes searched the bay.", text).passed
    assert not check("Four boats searched the bay.", text).passed


def test_three_officials_need_three_names() -> None:
    text = "The envoy met Anna Berg, Carlo Dumas and Eva Fischer at noon."
    assert check("The envoy met three officials at noon.", text).passed
    assert not check("The envoy met four officials at noon.", text).passed


def test_ten_thousand_digits_are_read_fast() -> None:
    assert numbers("9" * 300)[0].value > 1e290
    assert len(numbers("1,2 " * 2_000)) >= 2_000
