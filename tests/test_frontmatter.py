from __future__ import annotations

import pytest

from index.frontmatter import leading_date, read_head


def prose(text: str) -> str:
    return text[read_head(text).body :]


def test_yaml_front_matter_gives_metadata_and_the_offset_of_the_prose() -> None:
    text = (
        "---\ntitle: Two towns agree\ndate: 2024-11-21\npublisher: Example Gazette\n"
        "url: https://gazette.example/1\nlanguage: en-GB\nauthor: someone\n---\n\nThe towns agreed.\n"
    )
    head = read_head(text)
    known = head.metadata
    assert (known.title, known.date, known.publisher) == ("Two towns agree", "2024-11-21", "Example Gazette")
    assert (known.url, known.language, known.warnings) == ("https://gazette.example/1", "en", ())
    assert text[head.body :] == "The towns agreed.\n"


def test_a_title_with_a_colon_is_read_though_it_is_no_yaml() -> None:
    head = read_head("---\ntitle: The harbour: a visit\n---\nProse.")
    assert head.metadata.title == "The harbour: a visit"
    assert head.metadata.warnings == ()


def test_norwegian_is_no_boolean() -> None:
    assert read_head("---\nlanguage: no\n---\nHei.").metadata.language == "no"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("---\ntitle: [broken\n---\nProse.", "isn't YAML"),
        ('---\ntitle: "unclosed\n---\nProse.', "isn't YAML"),
        ("---\ntitle: Never closed\nProse goes on.", "no closing line"),
        ("---\n- a\n- list\n---\nProse.", "isn't a list of"),
        ("---\n" + "[" * 15_000 + "\n---\nProse.", "nested too deeply"),
        ("---\nkey: \x07\n---\nProse.", "isn't YAML"),
    ],
)
def test_broken_front_matter_is_prose_from_the_first_character_on(text: str, reason: str) -> None:
    head = read_head(text)
    assert head.body == 0
    assert head.metadata.title is None
    assert len(head.metadata.warnings) == 1
    assert reason in head.metadata.warnings[0]
    assert "\n" not in head.metadata.warnings[0]


def test_a_date_that_is_no_day_is_a_warning_and_the_rest_counts() -> None:
    head = read_head("---\ntitle: T\ndate: 2024-13-45\n---\nProse.")
    assert (head.metadata.title, head.metadata.date) == ("T", None)
    assert "2024-13-45" in head.metadata.warnings[0]


def test_no_yaml_bomb() -> None:
    levels = "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(20))
    head = read_head(f"---\na: &a [x]\n{levels}title: *u\n---\nProse.")
    assert head.metadata.title is None
    assert "title" in head.metadata.warnings[0]


def test_a_rule_in_markdown_is_no_front_matter() -> None:
    assert prose("---\n\nProse after a rule.") == "---\n\nProse after a rule."
    assert read_head("---\n\nProse after a rule.").metadata.warnings == ()


def test_header_lines_end_at_the_first_blank_line() -> None:
    text = (
        "Title: Two towns\nDate: 21 November 2024\nPublisher: Example Gazette\nSource: https://g.example/1\n\nProse.\n"
    )
    head = read_head(text)
    assert (head.metadata.title, head.metadata.date) == ("Two towns", "2024-11-21")
    assert (head.metadata.publisher, head.metadata.url) == ("Example Gazette", "https://g.example/1")
    assert text[head.body :] == "Prose.\n"


@pytest.mark.parametrize(
    "text",
    ["Title: in the middle of it\nall goes on.\n\nMore.", "Update: it rained.\n\nMore.", "Title: and nothing else"],
)
def test_prose_with_a_colon_is_no_head(text: str) -> None:
    assert prose(text) == text


@pytest.mark.parametrize(
    "text",
    [
        " date 2024-11-21 The mayor spoke.",
        "Date: 2024-11-21 The mayor spoke.",
        "DATE: 2024-11-21\n\nThe mayor spoke.",
        "Published on 21 November 2024\nThe mayor spoke.",
        "2024-11-21\nThe mayor spoke.",
        "21 November 2024 - The mayor spoke.",
        "21 November 2024 — The mayor spoke.",
        "Thursday, November 21, 2024\n\nThe mayor spoke.",
        "November 21, 2024.\nThe mayor spoke.",
        "2024-11-21 10:00 UTC\nThe mayor spoke.",
        "Nov. 21, 2024 Updated Nov. 22, 2024, 10:02 a.m. ET\n\nThe mayor spoke.",
    ],
)
def test_a_leading_date_is_no_part_of_the_prose(text: str) -> None:
    assert read_head(text).metadata.date == "2024-11-21"
    assert prose(text) == "The mayor spoke."


@pytest.mark.parametrize(
    "text",
    [
        "November 21, 2024 was a cold day.",
        "2024-11-21 - 2024-11-25: the fair.",
        "21 November 2024 – the day the bridge fell.",
        "2024-11-21 The mayor spoke.",
        "Date palms grow here.",
        "Update 2024-11-21 The mayor spoke.",
        "",
    ],
)
def test_a_sentence_with_a_date_in_it_is_prose(text: str) -> None:
    assert leading_date(text) is None
    assert prose(text) == text


def test_a_leading_date_that_is_no_day_goes_with_a_warning() -> None:
    head = read_head("date 2024-13-45 The mayor spoke.")
    assert head.metadata.date is None
    assert "2024-13-45" in head.metadata.warnings[0]
    assert prose("date 2024-13-45 The mayor spoke.") == "The mayor spoke."


def test_an_ambiguous_date_is_not_guessed() -> None:
    assert read_head("Date: 03/04/2024\n\nThe mayor spoke.").metadata.date is None


def test_the_time_of_a_date_does_not_eat_the_next_word() -> None:
    assert prose("date 2024-11-21 10:00 The mayor spoke.") == "The mayor spoke."
    assert prose("date 2024-11-21\n10:00 strikes the clock.") == "10:00 strikes the clock."
