from __future__ import annotations

import pytest

from index.errors import ArticleError
from index.read_text import normalise, read_text


def title(text: str, *, markdown: bool = False) -> str | None:
    return read_text(text, "x", markdown=markdown)[0].title


def test_the_text_is_kept_as_it_is_and_the_head_stays_in_it() -> None:
    text = "---\ntitle: T\n---\n\n  Two  spaces,\ttabs \u00a0 and\u200b all.  \n\n\n"
    article, warnings = read_text(text, "x")
    assert article.text == text
    assert text[article.body :].startswith("Two  spaces")
    assert (article.title, warnings) == ("T", ())
    assert article.id == article.digest[:12] != ""


def test_line_ends_become_newlines() -> None:
    assert normalise("a\r\nb\rc\nd\r\r\n") == "a\nb\nc\nd\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two towns agree\n\nThe towns agreed.", "Two towns agree"),
        ("Will they agree?\n\nThe towns agreed.", "Will they agree?"),
        ("  Two towns agree  \n  \nThe towns agreed.", "Two towns agree"),
        ("date 2024-11-21\nTwo towns agree\n\nThe towns agreed.", "Two towns agree"),
        ("بلدتان تتفقان\n\nاتفقت البلدتان.", "بلدتان تتفقان"),
        ("The towns agreed.\n\nThey met.", None),
        ("The towns agreed\nand met.\n\nMore.", None),
        ("Two towns agree\n\n", None),
        ("Two towns agree", None),
        ("***\n\nThe towns agreed.", None),
        ("w" * 151 + "\n\nMore.", None),
        ("w" * 150 + "\n\nMore.", "w" * 150),
    ],
)
def test_the_title_of_plain_text(text: str, expected: str | None) -> None:
    assert title(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Two towns\n\nProse.", "Two towns"),
        ("Intro line.\n\n# Two towns #\n\nProse.", "Two towns"),
        ("## Not this\n\n# This\n", "This"),
        ("---\ntitle: Head\n---\n# Heading\n\nProse.", "Head"),
        ("```\n# a comment\n```\nProse.", None),
        ("#hashtag is no heading.\n\nProse.", None),
    ],
)
def test_the_title_of_markdown(text: str, expected: str | None) -> None:
    article, _ = read_text(text, "x", markdown=True)
    assert article.title == expected
    if expected == "Two towns":
        assert article.body == 0


def test_control_characters_reach_no_metadata_but_stay_in_the_text() -> None:
    text = "Two \x1b[31mtowns\u202e agree\n\nThe towns \x1b[0magreed."
    article, _ = read_text(text, "x")
    assert article.title == "Two [31mtowns agree"
    assert article.text == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "empty"), (" \n\t\n", "empty"), ("…!?\n---", "no letters"), ("---\ntitle: T\n---\n", "after its head")],
)
def test_nothing_to_read_is_an_error(text: str, reason: str) -> None:
    with pytest.raises(ArticleError, match=reason):
        read_text(text, "x")
