"""What must stand in a brief's sections."""

from __future__ import annotations

from typing import Any

from evals.scores import UNSCORED, Seen, sections
from tests.evals.suites import case, claim, samples, seen

VISIT = case("brief-of-the-visit")


def brief(**texts: str) -> Seen:
    found: list[dict[str, Any]] = [
        {
            "key": key,
            "title": key,
            "facts": [{"label": "Publisher", "text": "River Herald"}] if key == "notes" else [],
            "paragraphs": [{"n": 1, "label": "Meeting", "under": "", **claim(text)}],
            "remarks": ["Levant Wire has not verified it."] if key == "notes" else [],
        }
        for key, text in texts.items()
    ]
    return Seen(VISIT, {"answered": True, "sections": found}, None, samples(), 0.1, None)


def test_all_sections_hold_what_they_must() -> None:
    found = sections.score(
        brief(
            meetings="Masoud Pezeshkian, Ali Akbar Ahmadian, Ali Akbar Velayati",
            commitments="invited him, and he will come at the earliest opportunity",
            comparison="Wednesday, or Thursday",
            notes="...",
        )
    )
    assert (found.value, found.passed) == (1.0, True)


def test_the_right_words_in_the_wrong_section_do_not_count() -> None:
    found = sections.score(
        brief(
            meetings="Masoud Pezeshkian, Ali Akbar Ahmadian",
            timeline="Ali Akbar Velayati",
            commitments="an invitation, at the earliest opportunity",
            notes="...",
        )
    )
    assert found.passed is False
    assert found.value == 6 / 9
    assert "meetings lacks 'Ali Akbar Velayati'" in found.why
    assert "comparison lacks 'Wednesday'" in found.why


def test_unscored_where_no_section_is_asked_for() -> None:
    assert sections.score(seen(case("where-they-met"), claim("In Tehran."))) is UNSCORED
    assert sections.score(seen(case("brief-of-nothing"))) is UNSCORED
