"""How much of what a question is about a sentence says."""

from __future__ import annotations

import pytest

from index.question import analyse
from qa import short_focus


def said(question: str, sentence: str) -> float:
    return short_focus.said(analyse(question, "en", lambda tokens: dict.fromkeys(tokens, 1), 10), sentence)


@pytest.mark.parametrize(
    ("question", "sentence", "enough"),
    [
        ("When is the next audit of the city budget due?", "The next audit is due in June.", True),
        ("When is the next audit of the city budget due?", "The city passed its budget on Monday.", False),
        ("When did the strike end?", "The strike stopped on Monday.", True),
        ("The mayor won twice. When did the strike end?", "The strike ended on Monday.", True),
    ],
)
def test_what_stands_beside_of_counts_less_than_the_event(question: str, sentence: str, enough: bool) -> None:
    assert (said(question, sentence) >= short_focus.LEAST) is enough


def test_a_synonym_counts_half() -> None:
    exact, other = said("When did it begin?", "It began in May."), said("When did it begin?", "It started in May.")
    assert (exact, other) == (1.0, short_focus.OTHER_WORD)
