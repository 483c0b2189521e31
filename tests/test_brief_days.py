"""Which days of a sentence are sure: none that can be read in two ways is shown."""

from __future__ import annotations

import pytest

from qa.brief.days import relative, sure
from qa.brief.timeline import label
from tests.brief_articles import material


def days(sentence: str, published: str = "2024-11-21") -> list[str]:
    """The labels of the sure days of a sentence in an article of that day (a Thursday)."""
    (line,) = material(f"---\ntitle: T\ndate: {published}\nlanguage: en\n---\n\n{sentence}\n").texts[0].all_lines
    return [label(mention) for mention in sure(line)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("They met on Wednesday.", ["2024-11-20"]),
        ("They met on March 3, 2019.", ["2019-03-03"]),
        ("They will meet on Sunday.", ["2024-11-24"]),
        ("They met in October.", ["2024-10"]),
        ("It opened in 2019.", ["2019"]),
        ("It will open in February.", ["2025-02"]),
        ("It opened in February.", []),  # nearest is February to come, and the tense says past
        ("It has been so since January.", []),
        ("They met on Friday.", []),  # six days ago, or tomorrow across the date line
        ("She is to meet the mayor of Arica, Ignacio Soto, on Tuesday.", []),  # read as past, and told as to come
        ("She writes for USA TODAY.", []),
        ("The shop is open Monday-Friday.", []),
    ],
)
def test_only_sure_days_are_given(sentence: str, expected: list[str]) -> None:
    assert days(sentence) == expected


def test_without_a_date_of_publication_relative_days_have_none() -> None:
    (line,) = (
        material("---\ntitle: T\nlanguage: en\n---\n\nThey met on Wednesday, May 3, 2023, and on Friday.\n")
        .texts[0]
        .all_lines
    )
    assert [label(mention) for mention in sure(line)] == ["2023-05-03"]


def test_a_relative_day_is_shown_with_its_words() -> None:
    (line,) = (
        material("---\ntitle: T\ndate: 2024-11-21\nlanguage: en\n---\n\nThey met in October.\n").texts[0].all_lines
    )
    assert list(relative(line)) == ["October = 2024-10-01 to 2024-10-31"]
