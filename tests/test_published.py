from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.published import DateError, publication_date


@pytest.mark.parametrize(
    "written",
    [
        "2024-11-21",
        " 2024-11-21 ",
        "2024-11-21T10:00:00Z",
        "2024-11-21 10:00:00.123+03:00",
        "2024/11/21",
        "2024.11.21",
        "20241121",
        "21 November 2024",
        "21st of November, 2024",
        "21-Nov-2024",
        "21\u00a0November\u00a02024",
        "Nov. 21, 2024",
        "November 21 2024",
        "Nov. 21, 2024, 10:02 a.m. ET",
        "Thursday, 21 November 2024",
        "Thu, 21 Nov 2024 10:00:00 +0000",
        "21/11/2024",
        "11/21/2024",
        "21.11.2024",
        "٢٠٢٤-١١-٢١",
    ],
)
def test_dates_that_can_be_read_one_way(written: str) -> None:
    assert publication_date(written) == "2024-11-21"


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("03/04/2024", "two dates"),
        ("2024-13-45", "no day of the calendar"),
        ("29 February 2023", "no day of the calendar"),
        ("0000-01-01", "no day of the calendar"),
        ("yesterday", "isn't a date"),
        ("", "isn't a date"),
        ("1732147200", "isn't a date"),
        ("2024-11-21 and later", "isn't a date"),
        ("24-11-21", "isn't a date"),
        ("2024-11\n-21", "isn't a date"),
        ("9" * 100_000, "isn't a date"),
    ],
)
def test_what_is_no_date_or_two_is_not_guessed(written: str, reason: str) -> None:
    with pytest.raises(DateError, match=reason) as caught:
        publication_date(written)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200


def test_the_same_number_twice_is_no_ambiguity() -> None:
    assert publication_date("05/05/2024") == "2024-05-05"


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_read_back(day: date) -> None:
    assert publication_date(day.isoformat()) == day.isoformat()
    assert publication_date(f"{day:%d %B %Y}") == day.isoformat()
