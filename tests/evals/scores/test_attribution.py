"""It stays said who says it."""

from __future__ import annotations

from typing import Any

from evals.scores import UNSCORED, attribution
from tests.evals.suites import case, claim, samples, seen

CLOSING = '"We are not closing the fishing harbour.'
HARBOUR = case("is-the-harbour-closing")  # speaker: Oduya-Brandt
BOATS = case("how-many-boats")  # names no speaker


def cited(quote: str) -> dict[str, Any]:
    (head,) = samples().named("port-of-tamrin")
    article = samples().article(head.id)
    assert article is not None
    start = article.text.index(quote)
    return {"n": 1, "article_id": head.id, "start": start, "end": start + len(quote), "quote": quote}


def test_the_speaker_is_named() -> None:
    named = claim(CLOSING, cited(CLOSING), speaker="Selma Oduya-Brandt")
    found = attribution.score(seen(HARBOUR, named))
    assert (found.value, found.passed) == (1.0, True)


def test_somebodys_words_without_that_person_are_a_fault() -> None:
    found = attribution.score(seen(BOATS, claim(CLOSING, cited(CLOSING))))
    assert (found.value, found.passed) == (0.0, False)
    assert "Selma Oduya-Brandt" in found.why


def test_a_note_or_the_text_may_name_the_speaker() -> None:
    noted = claim(CLOSING, cited(CLOSING), notes=["in the words of Selma Oduya-Brandt"])
    told = claim("Oduya-Brandt said the harbour stays.", cited(CLOSING), verdict="supported")
    assert attribution.score(seen(BOATS, noted)).passed
    assert attribution.score(seen(BOATS, told)).passed


def test_the_speaker_that_the_case_names_is_asked_for() -> None:
    plan = "The authority approved the plan on Friday by seven votes to two."
    found = attribution.score(seen(HARBOUR, claim(plan, cited(plan), speaker="the authority")))
    assert found.passed is False
    assert "'Oduya-Brandt'" in found.why
    assert "the authority" in found.why


def test_unscored_where_nobody_is_quoted() -> None:
    plan = "The authority approved the plan on Friday by seven votes to two."
    assert attribution.score(seen(BOATS, claim(plan, cited(plan)))) is UNSCORED
    assert attribution.score(seen(HARBOUR)) is UNSCORED
