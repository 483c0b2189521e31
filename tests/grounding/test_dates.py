from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.grounding.dates import covers, mentions, parse_day

THURSDAY = date(2024, 11, 21)


def only(text: str, published: date | None = THURSDAY):  # type: ignore[no-untyped-def]
    found = mentions(text, published)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("They met in Oslo on Wednesday.", "2024-11-20", "2024-11-20"),
        ("They met on Thursday.", "2024-11-21", "2024-11-21"),
        ("They met on Friday.", "2024-11-15", "2024-11-15"),
        ("They will meet on Friday.", "2024-11-22", "2024-11-22"),
        ("She spoke yesterday.", "2024-11-20", "2024-11-20"),
        ("She spoke last night.", "2024-11-20", "2024-11-20"),
        ("She spoke the day before yesterday.", "2024-11-19", "2024-11-19"),
        ("She speaks tomorrow.", "2024-11-22", "2024-11-22"),
        ("It fell last month.", "2024-10-01", "2024-10-31"),
        ("It fell this week.", "2024-11-18", "2024-11-24"),
        ("It fell last week.", "2024-11-11", "2024-11-17"),
        ("It opens next Tuesday.", "2024-11-26", "2024-11-26"),
        ("It fell last year.", "2023-01-01", "2023-12-31"),
        ("It fell three days ago.", "2024-11-18", "2024-11-18"),
        ("It fell two months ago.", "2024-09-01", "2024-09-30"),
        ("It fell over the weekend.", "2024-11-16", "2024-11-17"),
        ("It fell last March.", "2024-03-01", "2024-03-31"),
        ("It fell in the past three days.", "2024-11-18", "2024-11-21"),
        ("Signed on 20 November 2024.", "2024-11-20", "2024-11-20"),
        ("Signed on Nov. 20, 2024.", "2024-11-20", "2024-11-20"),
        ("Signed on Wednesday, November 20th, 2024.", "2024-11-20", "2024-11-20"),
        ("Signed on the 20th of November 2024.", "2024-11-20", "2024-11-20"),
        ("Signed on 2024-11-20.", "2024-11-20", "2024-11-20"),
        ("Signed on 20/11/2024.", "2024-11-20", "2024-11-20"),
        ("Signed on 11/20/2024.", "2024-11-20", "2024-11-20"),
        ("Signed on Nov 20.", "2024-11-20", "2024-11-20"),
        ("Signed on January 3.", "2025-01-03", "2025-01-03"),
        ("Held May 5-7, 2020 there.", "2020-05-05", "2020-05-07"),
        ("Held 30 May to 2 June 2020 there.", "2020-05-30", "2020-06-02"),
        ("Held in March 2019.", "2019-03-01", "2019-03-31"),
        ("It began in 2015.", "2015-01-01", "2015-12-31"),
        ("It ran 2019-20.", "2019-01-01", "2020-12-31"),
        ("It began in the 1990s.", "1990-01-01", "1999-12-31"),
        ("وقّعها في 20 نوفمبر 2024", "2024-11-20", "2024-11-20"),
    ],
)
def test_days_by_the_articles_date(text: str, first: str, last: str) -> None:
    found = only(text)
    assert (str(found.first), str(found.last)) == (first, last)


@pytest.mark.parametrize(
    "text", ["15 Ramadan 1445", "29 Aban 1403", "1446 AH", "Jumada al-Awwal 19, 1446", "۲۹ آبان ۱۴۰۳"]
)
def test_other_calendars_are_seen_and_not_misread(text: str) -> None:
    found = only(f"Signed on {text}.")
    assert found.first is None
    assert not found.gregorian


@pytest.mark.parametrize("text", ["last Tuesday", "next Friday", "5/6/2024", "the following day"])
def test_two_readings_are_no_date(text: str) -> None:
    assert only(f"It was {text}.").first is None


@pytest.mark.parametrize(
    "text",
    [
        "They may meet.",
        "They march on.",
        "Every Friday they pray.",
        "A Black Friday sale.",
        "On Fridays.",
        "2000 people came.",
        "It cost $2015 then.",
        "Mehr news agency",
        "Version 3.2024 is out",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert mentions(text, THURSDAY) == []


def test_without_the_articles_date_a_relative_day_is_unknown() -> None:
    found = only("They met on Wednesday.", None)
    assert found.relative
    assert found.first is None
    assert found.weekday == 2


def test_span_is_the_date_alone() -> None:
    text = "They met in Oslo on Wednesday, and again in March 2019."
    assert [text[m.start : m.end] for m in mentions(text, THURSDAY)] == ["Wednesday", "March 2019"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("They said that the first trains would run in October.", "2026-10-01"),
        ("In October the first trains will run.", "2026-10-01"),
        ("The first trains ran in October.", "2025-10-01"),
        ("In October she said that trains will run.", "2025-10-01"),
        ("The hearing is due on 9 January.", "2027-01-09"),
        ("The hearing was on 9 January.", "2026-01-09"),
        ("On Monday, the council will vote.", "2026-03-23"),
        ("On Monday, the council voted.", "2026-03-16"),
        ("On Monday the mayor said the council will vote.", "2026-03-16"),
    ],
)
def test_what_is_to_come_lies_ahead(text: str, first: str) -> None:
    found = mentions(text, date(2026, 3, 20))
    assert [str(m.first) for m in found] == [first]


@pytest.mark.parametrize(
    ("text", "written"),
    [("It ends on 1 April.", "1 April"), ("It rained in June.", "June"), ("From 5 Sept. 2020 on.", "5 Sept. 2020")],
)
def test_the_full_stop_of_a_sentence_is_no_part_of_its_date(text: str, written: str) -> None:
    assert [text[m.start : m.end] for m in mentions(text, None)] == [written]


@pytest.mark.parametrize(
    ("claim", "source", "expected"),
    [
        ("on 20 November 2024", "on Wednesday", True),
        ("in November 2024", "on Wednesday", True),
        ("in 2024", "on Wednesday", True),
        ("on 19 November 2024", "on Wednesday", False),
        ("on Tuesday", "on Wednesday", False),
        ("on 20 November 2024", "in November 2024", False),
        ("in 2015", "in 2016", False),
        ("on November 20", "on November 20, 2019", True),
        ("in 2024", "15 Ramadan 1445", None),
    ],
)
def test_a_finer_date_supports_a_coarser_one(claim: str, source: str, expected: bool | None) -> None:
    assert covers(only(claim), only(source)) is expected


def test_parse_day() -> None:
    assert parse_day("2024-11-21") == THURSDAY
    assert parse_day("2024-13-45") is None
    assert parse_day(None) is None


@given(st.text(alphabet="0123456789 ,.-/MayNov20thonWednesdaylast", max_size=60), st.dates())
def test_any_text_gives_ordered_spans(text: str, published: date) -> None:
    found = mentions(text, published)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(m.first is None or (m.last is not None and m.first <= m.last) for m in found)
