"""Nothing that an article holds acts on a terminal, and nothing is lost on the way through JSON."""

from __future__ import annotations

import json
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.terminal import as_json, put, safe, shortened, warn

# Category Cc are controls, Cf format characters, Zl and Zp line ends, Cs lone surrogates.
KEPT_FORMATS = set("\u200c\u200d\u200e\u200f\u061c")


def acts(character: str) -> bool:
    """Whether a terminal may do something other than show the character."""
    if unicodedata.category(character) in ("Cc", "Zl", "Zp", "Cs"):
        return True
    code = ord(character)
    bidi = 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069
    return bidi or code in (0x200B, 0x2060, 0xFEFF) or 0xE0000 <= code <= 0xE007F


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("\x1b]0;title\x07", "␛]0;title␇"),
        ("\x1b]8;;http://example.org\x1b\\link", "␛]8;;http://example.org␛\\link"),
        ("\x9b2J", "\ufffd2J"),  # C1: the one-character form of ESC [
        ("a\x00b\x7f", "a␀b␡"),
        ("back\b\b\b\bover", "back␈␈␈␈over"),
        ("pay \u202e000.1\u202c euro", "pay 000.1 euro"),
        ("\u2067x\u2069", "x"),
        ("Sab\u200bbagh\ufeff", "Sabbagh"),
        ("ok\U000e0069\U000e0067", "ok"),
        ("one\r\ntwo\u2028three\x85four\x0bfive\rsix", "one two three four five six"),
        ("name\udce9.txt", "name\ufffd.txt"),
        ("می\u200cخواهد “Łódź” 东京 👩\u200d🚀", "می\u200cخواهد “Łódź” 东京 👩\u200d🚀"),
        ("", ""),
    ],
)
def test_shown_as(text: str, shown: str) -> None:
    assert safe(text) == shown


def test_newlines_are_kept_on_request_and_alone() -> None:
    assert safe("a\r\nb\rc\u2029d\te\x1b", keep_newlines=True) == "a\nb\nc\nd\te␛"


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_nothing_acts(text: str) -> None:
    assert not [c for c in safe(text) if acts(c)]
    assert not [c for c in safe(text, keep_newlines=True) if acts(c) and c not in "\n\t"]


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_json_is_safe_and_loses_nothing(text: str) -> None:
    printed = as_json({"text": text})
    assert not [c for c in printed if acts(c) and c != "\n"]
    assert json.loads(printed)["text"] == json.loads(json.dumps(text))  # json joins surrogate halves into one


def test_json_stays_readable() -> None:
    assert as_json(["طهران", "“Łódź”", "东京"], indent=None) == '["طهران", "“Łódź”", "东京"]'


@given(st.text(), st.integers(1, 40))
def test_shortened_fits(text: str, width: int) -> None:
    line = shortened(text, width)
    assert len(line) <= width
    assert "\n" not in line


def test_shortened_says_that_it_cut() -> None:
    assert shortened("The minister met", 10) == "The minis…"
    assert shortened("The  minister\nmet", 16) == "The minister met"


def test_a_warning_goes_to_stderr_made_safe(capsys: pytest.CaptureFixture[str]) -> None:
    warn("the server says \x1b[2J")
    assert capsys.readouterr() == ("", "Warning: the server says ␛[2J\n")


def test_a_closed_stream_ends_nothing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stderr", None)  # as Python starts where it was closed
    warn("nobody hears this")
    put("the answer")
    assert capsys.readouterr().out == "the answer\n"
