"""What a model thinks aloud is not shown, however the reply is cut into pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.thinking import Visible, is_opened, visible

CASES = [
    ("The law passed.", "The law passed."),
    ("<think>They ask about a law.</think>\n\nThe law passed.", "The law passed."),
    ('\n<think>\nLine one.\nLine two.\n</think>\n\n{"a": 1}', '{"a": 1}'),
    ("<THINK>x</Think>Yes.", "Yes."),
    ("<thinking>x</thinking>Yes.", "Yes."),
    ("[THINK]x[/THINK]Yes.", "Yes."),
    ("<think>one</think><think>two</think>Yes.", "Yes."),
    ("Yes.\n<think>Is that so?</think>\nIt is.", "Yes.\n\nIt is."),
    ("<think>It never ends", ""),
    ("Yes.\n<think>It never ends", "Yes.\n"),
    ("<think>a < b, and </ thin is no end</think>Yes.", "Yes."),
    ("I reasoned so far.\nMore.\n</think>\n\nYes.", "Yes."),
    ("</think>Yes.", "Yes."),
    ("", ""),
    ("<thi", "<thi"),
    ("<thin>air</thin>", "<thin>air</thin>"),
    ("He wrote <think> in the log.", "He wrote <think> in the log."),
    ('{"text": "<think>hm</think> was quoted"}', '{"text": "<think>hm</think> was quoted"}'),
    ("a <b> c </think> d", "a <b> c </think> d"),
]


@pytest.mark.parametrize(("text", "shown"), CASES)
def test_the_visible_part(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(("text", "shown"), CASES)
@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_pieces_give_the_same_and_never_half_a_tag(text: str, shown: str, size: int) -> None:
    parts = Visible(opened=is_opened(text))
    given_so_far = ""
    for at in range(0, len(text), size):
        given_so_far += parts.feed(text[at : at + size])
        assert shown.startswith(given_so_far)
    assert given_so_far + parts.end() == shown


@given(
    st.lists(
        st.sampled_from(["<think>", "</think>", "\n", " ", "<", "</", "think>", "yes", "é", "[THINK]"]), max_size=12
    ),
    st.integers(1, 9),
    st.booleans(),
)
def test_the_cut_into_pieces_never_matters(words: list[str], size: int, opened: bool) -> None:
    text = "".join(words)
    whole, parts = Visible(opened), Visible(opened)
    expected = whole.feed(text) + whole.end()
    assert "".join(parts.feed(text[at : at + size]) for at in range(0, len(text), size)) + parts.end() == expected
    assert parts.stray == whole.stray


def test_plain_text_is_not_held_back() -> None:
    parts = Visible()
    assert [parts.feed(piece) for piece in ("The ", "law", " passed.", "\n")] == ["The ", "law", " passed.", "\n"]


def test_a_block_that_the_template_opened_is_held_back_until_it_closes() -> None:
    parts = Visible(opened=True)
    assert [parts.feed(piece) for piece in ("They ask.", "\n</thi", "nk>\n", "Yes.")] == ["", "", "", "Yes."]


def test_without_its_end_such_a_block_was_the_reply_unless_it_was_cut() -> None:
    assert visible("The law passed.", opened=True) == "The law passed."
    assert visible("They ask about", opened=True, cut=True) == ""


def test_a_closing_tag_alone_shows_that_the_template_opens_the_block() -> None:
    assert is_opened("They ask.\n</think>\nYes.")
    assert not is_opened("<think>They ask.</think>\nYes.")
    assert not is_opened("Yes.")
