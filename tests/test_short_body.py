"""For whom somebody speaks or works may be a body."""

from __future__ import annotations

import pytest

from qa import short_body
from qa.grounding import names


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Whom does Ada Brink represent?", True),
        ("For whom does Ada Brink work?", True),
        ("Who does Ada Brink play for?", True),
        ("Who was the mill owned by?", True),
        ("Who employed Ada Brink?", True),
        ("Whom did Ada Brink meet?", False),
        ("Who represents the millers?", False),
        ("Who works for the mill?", False),
    ],
)
def test_which_questions_may_mean_a_body(question: str, expected: bool) -> None:
    assert short_body.may_be(question) is expected


def test_a_body_is_named_behind_for_or_of() -> None:
    text = "Ada Brink, who speaks for the Guild of Free Millers, saw the Round Table."
    assert [n.name for n in names.proper(text) if short_body.fits(text, n)] == ["Guild of Free Millers"]
