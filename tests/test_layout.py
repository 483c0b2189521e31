"""Text laid out for a terminal: on one line, safe, between marks of its own, in lines that are not too long."""

from __future__ import annotations

import pytest

from qa import layout


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("They met\n  on Monday.", "\u201cThey met on Monday.\u201d"),
        ('He said: "We met."', '\u00abHe said: "We met."\u00bb'),
        ("He said: \u201cWe met.\u201d", "\u00abHe said: \u201cWe met.\u201d\u00bb"),
        ("red \x1b[31m", "\u201cred \u241b[31m\u201d"),
    ],
)
def test_a_quotation_keeps_its_own_marks(text: str, shown: str) -> None:
    assert layout.quoted(text) == shown


def test_lines_are_indented_and_never_broken_within_a_word() -> None:
    text = "One well-known word and a/very/long/path/that/is/kept"
    assert layout.wrapped(text, 20, "  ").splitlines() == [
        "  One well-known",
        "  word and",
        "  a/very/long/path/that/is/kept",
    ]
    assert layout.wrapped("one two three", 8, "", "    ").splitlines() == ["one two", "    three"]


def test_no_line_is_wider_than_reads_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    assert layout.width() == 100
    monkeypatch.setenv("COLUMNS", "60")
    assert layout.width() == 60
